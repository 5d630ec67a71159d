from decimal import ROUND_FLOOR, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rules.per_excess import PerExcess

PARTS = PerExcess("m", limit=Decimal("0.1"), each=Decimal("0.01"), lose=Decimal("0.1"))
WHOLE = PerExcess("m", limit=Decimal("0.1"), each=Decimal("0.01"), lose=Decimal("0.1"), steps="whole")


@pytest.mark.parametrize(
    ("value", "parts", "whole"),
    [
        ("-Infinity", "0", "0"),
        ("0", "0", "0"),
        ("0.1", "0", "0"),
        ("0.1001", "0.001", "0"),
        ("0.1099", "0.099", "0"),
        ("0.11", "0.1", "0.1"),
        ("0.1199", "0.199", "0.1"),
        ("0.12", "0.2", "0.2"),
        ("0.125", "0.25", "0.2"),
        ("0.1999", "0.999", "0.9"),
        ("0.2", "1", "1"),
        ("0.35", "1", "1"),
        ("Infinity", "1", "1"),
    ],
)
def test_marks_on_both_sides_of_each_step(kit: Any, value: str, parts: str, whole: str) -> None:
    assert kit.lost(kit.assess(PARTS, 1, kit.value(value))) == Decimal(parts)
    assert kit.lost(kit.assess(WHOLE, 1, kit.value(value))) == Decimal(whole)


@pytest.mark.parametrize(
    ("rule", "value", "reason", "remedy"),
    [
        (
            PARTS,
            "0.125",
            "工单办结率为 12.50%，超过 10% 的部分为 2.50%，每超过 1% 扣 0.1 分，应扣 0.25 分，得 0.75 分，扣 0.25 分",
            "工单办结率不超过 10% 即可得满分",
        ),
        (
            PARTS,
            "0.35",
            "工单办结率为 35.00%，超过 10% 的部分为 25.00%，每超过 1% 扣 0.1 分，应扣 2.5 分，得 0 分，扣 1 分",
            "工单办结率不超过 10% 即可得满分",
        ),
        (
            PARTS,
            "0.10001",
            "工单办结率为 10.001%，超过 10% 的部分为 0.001%，每超过 1% 扣 0.1 分，应扣 0.0001 分，得 0.9999 分，扣 0.0001 分",
            "工单办结率不超过 10% 即可得满分",
        ),
        (
            PARTS,
            "Infinity",
            "工单办结率为 ∞，超过 10% 的部分为 ∞，每超过 1% 扣 0.1 分，应扣 ∞，得 0 分，扣 1 分",
            "工单办结率不超过 10% 即可得满分",
        ),
        (
            WHOLE,
            "0.12",
            "工单办结率为 12.00%，超过 10% 的部分为 2.00%，每超过 1% 扣 0.1 分，应扣 0.2 分，得 0.8 分，扣 0.2 分",
            "工单办结率低于 12% 可得 0.9 分，低于 11% 即可得满分",
        ),
        (
            WHOLE,
            "0.119999",
            "工单办结率为 11.9999%，超过 10% 的部分为 1.9999%，每超过 1% 扣 0.1 分，应扣 0.1 分，得 0.9 分，扣 0.1 分",
            "工单办结率低于 11% 即可得满分",
        ),
    ],
)
def test_reason_and_remedy(kit: Any, rule: PerExcess, value: str, reason: str, remedy: str) -> None:
    assessment = kit.assess(rule, 1, kit.value(value))
    assert kit.reasons(assessment) == [reason]
    assert kit.remedies(assessment) == [remedy]


def test_reason_and_remedy_in_english(kit: Any) -> None:
    assessment = kit.assess(WHOLE, 1, kit.value("0.125"))
    (reason,) = kit.reasons(assessment, Lang.EN)
    assert reason == (
        "Orders closed is 12.50%, 2.50% over 10%; each 1% over it loses 0.1 marks, 0.2 marks due: "
        "0.8 marks awarded, 0.2 marks lost"
    )
    assert kit.remedies(assessment, Lang.EN) == [
        "Orders closed below 12% earns 0.9 marks; below 11% earns full marks"
    ]


def test_a_value_as_long_as_a_measure_makes_it_is_not_rounded_up_to_the_next_step(kit: Any) -> None:
    assessment = kit.assess(WHOLE, 1, kit.value("0.11" + "9" * 32))
    assert kit.lost(assessment) == Decimal("0.1")
    assert "应扣 0.1 分，得 0.9 分" in kit.reasons(assessment)[0]


def test_a_value_of_any_size_is_reckoned_with(kit: Any) -> None:
    assessment = kit.assess(WHOLE, 1, kit.value("1E40", Unit.COUNT))
    assert kit.lost(assessment) == 1


def test_the_last_step_takes_what_is_left(kit: Any) -> None:
    rule = PerExcess("m", limit=Decimal(0), each=Decimal(1), lose=Decimal("0.4"), steps="whole")
    lost = [kit.lost(kit.assess(rule, 1, kit.value(str(n), Unit.COUNT))) for n in range(5)]
    assert lost == [0, Decimal("0.4"), Decimal("0.8"), 1, 1]


# ---------------------------------------------------------------- what is wrong with the numbers


def test_sound_numbers_have_no_faults() -> None:
    assert PARTS.check(Decimal(1)) == WHOLE.check(Decimal(1)) == ()


def test_fine_parts_of_steps_are_as_good_as_coarse_ones() -> None:
    assert PerExcess("m", Decimal(0), Decimal("0.00001"), Decimal("0.0001")).check(Decimal(20)) == ()


@pytest.mark.parametrize(
    ("rule", "faults"),
    [
        (
            PerExcess("m", Decimal("0.1"), Decimal(0), Decimal("0.1")),
            [(("each",), "each 不能是 0", "大于 0 的数")],
        ),
        (
            PerExcess("m", Decimal("0.1"), Decimal("-0.01"), Decimal(0)),
            [
                (("each",), "each 不能是 -0.01", "大于 0 的数"),
                (("lose",), "lose 不能是 0", "大于 0 的数"),
            ],
        ),
        (PerExcess("m", Decimal("Infinity"), Decimal(1), Decimal(1)), [(("limit",), "limit 必须是有限的数")]),
        (
            PerExcess("m", Decimal(0), Decimal(1), Decimal("0.0001"), "whole"),
            [(("lose",), "扣分步数太多：0.0001", "不超过 10000 步")],
        ),
    ],
)
def test_faults(kit: Any, rule: PerExcess, faults: list[tuple[object, ...]]) -> None:
    assert kit.faults(rule.check(Decimal(2))) == faults


def test_steps_beyond_number_are_too_many() -> None:
    (fault,) = PerExcess("m", Decimal(0), Decimal(1), Decimal("1E-1000000"), "whole").check(Decimal(2))
    assert fault.path == ("lose",)


# ---------------------------------------------------------------- against a naive oracle

steps = st.decimals(min_value=Decimal("0.01"), max_value=1, places=2)


@given(
    st.decimals(-1, 1, places=2),
    steps,
    steps,
    st.one_of(st.decimals(-2, 4, places=4), st.integers(0, 30)),
    st.decimals(min_value=Decimal("0.5"), max_value=10, places=1),
)
def test_losses_are_steps_times_loss(
    kit: Any, limit: Decimal, each: Decimal, lose: Decimal, where: Decimal | int, marks: Decimal
) -> None:
    value = limit + each * where if isinstance(where, int) else where
    with localcontext(prec=60):
        count = max((value - limit) / each, Decimal(0))
        parts = min(count * lose, marks)
        whole = min(count.to_integral_value(ROUND_FLOOR) * lose, marks)
    found = [
        kit.lost(kit.assess(PerExcess("m", limit, each, lose, how), marks, kit.value(value)))
        for how in ("fractional", "whole")
    ]
    assert abs(found[0] - parts) <= Decimal("1E-10")
    assert found[1] == whole
