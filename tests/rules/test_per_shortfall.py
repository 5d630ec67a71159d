from decimal import ROUND_FLOOR, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.messages import Lang
from evalkit.rules.per_shortfall import PerShortfall
from evalkit.rules.rule import Direction

PARTS = PerShortfall("m", limit=Decimal("0.95"), each=Decimal("0.01"), lose=Decimal("0.5"))
WHOLE = PerShortfall("m", limit=Decimal("0.95"), each=Decimal("0.01"), lose=Decimal("0.5"), steps="whole")


@pytest.mark.parametrize(
    ("value", "parts", "whole"),
    [
        ("Infinity", "0", "0"),
        ("1", "0", "0"),
        ("0.95", "0", "0"),
        ("0.9499", "0.005", "0"),
        ("0.9401", "0.495", "0"),
        ("0.94", "0.5", "0.5"),
        ("0.925", "1.25", "1"),
        ("0.8501", "4.995", "4.5"),
        ("0.85", "5", "5"),
        ("0", "5", "5"),
        ("-Infinity", "5", "5"),
    ],
)
def test_marks_on_both_sides_of_each_step(kit: Any, value: str, parts: str, whole: str) -> None:
    assert kit.lost(kit.assess(PARTS, 5, kit.value(value))) == Decimal(parts)
    assert kit.lost(kit.assess(WHOLE, 5, kit.value(value))) == Decimal(whole)


@pytest.mark.parametrize(
    ("rule", "value", "reason", "remedy"),
    [
        (
            PARTS,
            "0.925",
            "工单办结率为 92.50%，低于 95% 的部分为 2.50%，每低 1% 扣 0.5 分，应扣 1.25 分，得 3.75 分，扣 1.25 分",
            "工单办结率不低于 95% 即可得满分",
        ),
        (
            PARTS,
            "0.949999",
            "工单办结率为 94.9999%，低于 95% 的部分为 0.0001%，每低 1% 扣 0.5 分，应扣 0.00005 分，得 4.99995 分，扣 0.00005 分",
            "工单办结率不低于 95% 即可得满分",
        ),
        (
            PARTS,
            "-Infinity",
            "工单办结率为 −∞，低于 95% 的部分为 ∞，每低 1% 扣 0.5 分，应扣 ∞，得 0 分，扣 5 分",
            "工单办结率不低于 95% 即可得满分",
        ),
        (
            WHOLE,
            "0.925",
            "工单办结率为 92.50%，低于 95% 的部分为 2.50%，每低 1% 扣 0.5 分，应扣 1 分，得 4 分，扣 1 分",
            "工单办结率高于 93% 可得 4.5 分，高于 94% 即可得满分",
        ),
        (
            WHOLE,
            "0.94",
            "工单办结率为 94.00%，低于 95% 的部分为 1.00%，每低 1% 扣 0.5 分，应扣 0.5 分，得 4.5 分，扣 0.5 分",
            "工单办结率高于 94% 即可得满分",
        ),
    ],
)
def test_reason_and_remedy(kit: Any, rule: PerShortfall, value: str, reason: str, remedy: str) -> None:
    assessment = kit.assess(rule, 5, kit.value(value))
    assert kit.reasons(assessment) == [reason]
    assert kit.remedies(assessment) == [remedy]


def test_reason_in_english(kit: Any) -> None:
    (reason,) = kit.reasons(kit.assess(PARTS, 5, kit.value("0.925")), Lang.EN)
    assert reason == (
        "Orders closed is 92.50%, 2.50% below 95%; each 1% below it loses 0.5 marks, 1.25 marks due: "
        "3.75 marks awarded, 1.25 marks lost"
    )


def test_more_is_better() -> None:
    assert PARTS.curve(Decimal(5)).direction is WHOLE.curve(Decimal(5)).direction is Direction.HIGHER


def test_numbers_that_make_no_steps_are_faults(kit: Any) -> None:
    rule = PerShortfall("m", Decimal("Infinity"), Decimal(0), Decimal(1))
    assert kit.faults(rule.check(Decimal(2))) == [
        (("each",), "each 不能是 0", "大于 0 的数"),
        (("limit",), "limit 必须是有限的数"),
    ]


steps = st.decimals(min_value=Decimal("0.01"), max_value=1, places=2)


@given(
    st.decimals(-1, 1, places=2),
    steps,
    steps,
    st.one_of(st.decimals(-4, 2, places=4), st.integers(0, 30)),
    st.decimals(min_value=Decimal("0.5"), max_value=10, places=1),
)
def test_losses_are_steps_times_loss(
    kit: Any, limit: Decimal, each: Decimal, lose: Decimal, where: Decimal | int, marks: Decimal
) -> None:
    value = limit - each * where if isinstance(where, int) else where
    with localcontext(prec=60):
        count = max((limit - value) / each, Decimal(0))
        parts = min(count * lose, marks)
        whole = min(count.to_integral_value(ROUND_FLOOR) * lose, marks)
    found = [
        kit.lost(kit.assess(PerShortfall("m", limit, each, lose, how), marks, kit.value(value)))
        for how in ("fractional", "whole")
    ]
    assert abs(found[0] - parts) <= Decimal("1E-10")
    assert found[1] == whole
