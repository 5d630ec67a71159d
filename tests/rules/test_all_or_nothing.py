from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.messages import Lang
from evalkit.rules.all_or_nothing import AllOrNothing


@pytest.mark.parametrize(
    ("bound", "held", "lost"),
    [
        ("to", ["-Infinity", "0", "1"], ["1.0001", "Infinity"]),
        ("below", ["-Infinity", "0", "0.9999"], ["1", "1.0001", "Infinity"]),
        ("from_", ["1", "1.0001", "Infinity"], ["-Infinity", "0", "0.9999"]),
        ("above", ["1.0001", "Infinity"], ["-Infinity", "0.9999", "1"]),
    ],
)
def test_marks_on_both_sides_of_each_kind_of_bound(
    kit: Any, bound: str, held: list[str], lost: list[str]
) -> None:
    rule = AllOrNothing("m", **{bound: Decimal(1)})
    assert rule.check(Decimal(2)) == ()
    assert [kit.lost(kit.assess(rule, 2, kit.value(value))) for value in held] == [0] * len(held)
    assert [kit.lost(kit.assess(rule, 2, kit.value(value))) for value in lost] == [2] * len(lost)


@pytest.mark.parametrize(
    ("bound", "value", "reason", "remedy"),
    [
        (
            "to",
            "1.00002",
            "工单办结率为 100.002%，高于 100%，得 0 分，扣 2 分",
            "工单办结率不超过 100% 即可得满分",
        ),
        (
            "below",
            "1",
            "工单办结率为 100.00%，不低于 100%，得 0 分，扣 2 分",
            "工单办结率低于 100% 即可得满分",
        ),
        (
            "from_",
            "0.99998",
            "工单办结率为 99.998%，低于 100%，得 0 分，扣 2 分",
            "工单办结率不低于 100% 即可得满分",
        ),
        (
            "above",
            "1",
            "工单办结率为 100.00%，不超过 100%，得 0 分，扣 2 分",
            "工单办结率高于 100% 即可得满分",
        ),
        ("to", "Infinity", "工单办结率为 ∞，高于 100%，得 0 分，扣 2 分", "工单办结率不超过 100% 即可得满分"),
        (
            "from_",
            "-Infinity",
            "工单办结率为 −∞，低于 100%，得 0 分，扣 2 分",
            "工单办结率不低于 100% 即可得满分",
        ),
    ],
)
def test_reason_and_remedy(kit: Any, bound: str, value: str, reason: str, remedy: str) -> None:
    assessment = kit.assess(AllOrNothing("m", **{bound: Decimal(1)}), 2, kit.value(value))
    assert kit.reasons(assessment) == [reason]
    assert kit.remedies(assessment) == [remedy]


def test_reason_and_remedy_in_english(kit: Any) -> None:
    assessment = kit.assess(AllOrNothing("m", from_=Decimal("0.95")), 2, kit.value("0.9"))
    assert kit.reasons(assessment, Lang.EN) == [
        "Orders closed is 90.00%, below 95%: 0 marks awarded, 2 marks lost"
    ]
    assert kit.remedies(assessment, Lang.EN) == ["Orders closed not below 95% earns full marks"]


@pytest.mark.parametrize("rule", [AllOrNothing("m"), AllOrNothing("m", to=Decimal(1), above=Decimal(0))])
def test_exactly_one_bound_is_needed(kit: Any, rule: AllOrNothing) -> None:
    assert kit.faults(rule.check(Decimal(2))) == [((), "要写且只写一个界限", "to、below、from、above")]
    assert kit.faults(rule.check(Decimal(2)), Lang.EN) == [
        ((), "exactly one bound is needed", "to, below, from, above")
    ]


numbers = st.decimals(-3, 3, places=2)


@given(numbers, numbers)
def test_each_kind_of_bound_is_the_comparison_it_names(kit: Any, bound: Decimal, value: Decimal) -> None:
    earned = {
        kind: kit.assess(AllOrNothing("m", **{kind: bound}), 2, kit.value(value)).losses == ()
        for kind in ("to", "below", "from_", "above")
    }
    assert earned == {
        "to": value <= bound,
        "below": value < bound,
        "from_": value >= bound,
        "above": value > bound,
    }
