from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.messages import Lang
from evalkit.rules.reverse_proportional import ReverseProportional
from evalkit.rules.rule import Direction

PLAIN = ReverseProportional("m")


@pytest.mark.parametrize(
    ("value", "lost"),
    [
        ("-Infinity", "0"),
        ("-0.2", "0"),
        ("0", "0"),
        ("0.8", "0"),
        ("1", "0"),
        ("1.25", "1"),
        ("2", "2.5"),
        ("3", "3.3333333333"),
        ("1000000", "4.999995"),
        ("Infinity", "5"),
    ],
)
def test_marks_below_at_and_beyond_the_target(kit: Any, value: str, lost: str) -> None:
    assert kit.lost(kit.assess(PLAIN, 5, kit.value(value))) == Decimal(lost)


@pytest.mark.parametrize(
    ("rule", "value", "reason", "remedy"),
    [
        (
            PLAIN,
            "1.25",
            "工单办结率为 125.00%，超过 100%，按 100% ÷ 实际值的比例计分，得 4 分，扣 1 分",
            "工单办结率不超过 100% 即可得满分",
        ),
        (
            ReverseProportional("m", Decimal("0.05")),
            "0.08",
            "工单办结率为 8.00%，超过 5%，按 5% ÷ 实际值的比例计分，得 3.125 分，扣 1.875 分",
            "工单办结率不超过 5% 即可得满分",
        ),
        (
            PLAIN,
            "Infinity",
            "工单办结率为 ∞，超过 100%，按 100% ÷ 实际值的比例计分，得 0 分，扣 5 分",
            "工单办结率不超过 100% 即可得满分",
        ),
    ],
)
def test_reason_and_remedy(kit: Any, rule: ReverseProportional, value: str, reason: str, remedy: str) -> None:
    assessment = kit.assess(rule, 5, kit.value(value))
    assert kit.reasons(assessment) == [reason]
    assert kit.remedies(assessment) == [remedy]


def test_reason_and_remedy_in_english(kit: Any) -> None:
    assessment = kit.assess(PLAIN, 5, kit.value("1.25"))
    assert kit.reasons(assessment, Lang.EN) == [
        "Orders closed is 125.00%, above 100%, scored by 100% ÷ the value: 4 marks awarded, 1 marks lost"
    ]
    assert kit.remedies(assessment, Lang.EN) == ["Orders closed not above 100% earns full marks"]


def test_what_is_missing_leaves_all_open_and_no_rate_does_not_apply(kit: Any) -> None:
    assert kit.open(kit.assess(PLAIN, 5, kit.missing())) == 5
    assert not kit.assess(PLAIN, 5, kit.value(None)).applicable


def test_the_curve_falls_and_has_one_bound() -> None:
    curve = ReverseProportional("m", Decimal(8)).curve(Decimal(5))
    assert curve.direction is Direction.LOWER
    assert curve.bounds == (Decimal(8),)
    assert curve.target(Decimal(20)) == 8
    assert curve.target(Decimal(0)) is None


@pytest.mark.parametrize("full_at", ["0", "-1", "Infinity"])
def test_a_target_that_no_value_can_be_measured_against(kit: Any, full_at: str) -> None:
    assert kit.faults(ReverseProportional("m", Decimal(full_at)).check(Decimal(5))) == [
        (("full_at",), f"full_at 不能是 {full_at}", "大于 0 的数")
    ]
    assert PLAIN.check(Decimal(5)) == ()


targets = st.decimals(min_value=Decimal("0.01"), max_value=3, places=2)
values = st.decimals(-1, 40, places=4)
full_marks = st.decimals(min_value=Decimal("0.1"), max_value=20, places=1)


@given(targets, values, full_marks)
def test_marks_are_the_target_over_the_value_within_bounds_and_explained(
    kit: Any, full_at: Decimal, value: Decimal, marks: Decimal
) -> None:
    assessment = kit.assess(ReverseProportional("m", full_at), marks, kit.value(value))
    share = min(full_at / value, Decimal(1)) if value > 0 else Decimal(1)
    lost = kit.lost(assessment)
    assert abs(lost - marks * (1 - share)) <= Decimal("1E-10")
    assert 0 <= lost <= marks
    assert all(loss.values == ("m",) for loss in assessment.losses)


@given(targets, values, values, full_marks)
def test_a_lower_value_never_loses_more(
    kit: Any, full_at: Decimal, one: Decimal, other: Decimal, marks: Decimal
) -> None:
    rule = ReverseProportional("m", full_at)
    low, high = sorted((one, other))
    assert kit.lost(kit.assess(rule, marks, kit.value(low))) <= kit.lost(
        kit.assess(rule, marks, kit.value(high))
    )


@given(targets, values, full_marks)
def test_the_value_that_the_remedy_names_earns_all(
    kit: Any, full_at: Decimal, value: Decimal, marks: Decimal
) -> None:
    rule = ReverseProportional("m", full_at)
    target = rule.curve(marks).target(value)
    assert target is None or kit.lost(kit.assess(rule, marks, kit.value(target))) == 0
