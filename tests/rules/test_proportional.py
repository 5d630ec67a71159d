from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.messages import Lang
from evalkit.rules.proportional import Proportional

PLAIN = Proportional("m")
STRICT = Proportional("m", over="zero")


@pytest.mark.parametrize(
    ("value", "plain", "strict"),
    [
        ("-Infinity", "5", "5"),
        ("-0.2", "5", "5"),
        ("0", "5", "5"),
        ("0.5", "2.5", "2.5"),
        ("0.92", "0.4", "0.4"),
        ("0.9999", "0.0005", "0.0005"),
        ("1", "0", "0"),
        ("1.0001", "0", "5"),
        ("3", "0", "5"),
        ("Infinity", "0", "5"),
    ],
)
def test_marks_below_at_and_beyond_the_target(kit: Any, value: str, plain: str, strict: str) -> None:
    assert kit.lost(kit.assess(PLAIN, 5, kit.value(value))) == Decimal(plain)
    assert kit.lost(kit.assess(STRICT, 5, kit.value(value))) == Decimal(strict)


@pytest.mark.parametrize(
    ("rule", "value", "reason", "remedy"),
    [
        (
            PLAIN,
            "0.92",
            "工单办结率为 92.00%，未达到 100%，按比例计分，得 4.6 分，扣 0.4 分",
            "工单办结率不低于 100% 即可得满分",
        ),
        (
            PLAIN,
            "0.99998",
            "工单办结率为 99.998%，未达到 100%，按比例计分，得 4.9999 分，扣 0.0001 分",
            "工单办结率不低于 100% 即可得满分",
        ),
        (
            PLAIN,
            "-0.2",
            "工单办结率为 -20.00%，未达到 100%，按比例计分，得 0 分，扣 5 分",
            "工单办结率不低于 100% 即可得满分",
        ),
        (
            PLAIN,
            "-Infinity",
            "工单办结率为 −∞，未达到 100%，按比例计分，得 0 分，扣 5 分",
            "工单办结率不低于 100% 即可得满分",
        ),
        (
            STRICT,
            "0.6",
            "工单办结率为 60.00%，未达到 100%，按比例计分，得 3 分，扣 2 分",
            "工单办结率等于 100% 即可得满分",
        ),
        (
            STRICT,
            "1.00002",
            "工单办结率为 100.002%，高于 100%，得 0 分，扣 5 分",
            "工单办结率等于 100% 即可得满分",
        ),
        (
            STRICT,
            "Infinity",
            "工单办结率为 ∞，高于 100%，得 0 分，扣 5 分",
            "工单办结率等于 100% 即可得满分",
        ),
        (
            Proportional("m", full_at=Decimal("0.8")),
            "0.6",
            "工单办结率为 60.00%，未达到 80%，按比例计分，得 3.75 分，扣 1.25 分",
            "工单办结率不低于 80% 即可得满分",
        ),
    ],
)
def test_reason_and_remedy(kit: Any, rule: Proportional, value: str, reason: str, remedy: str) -> None:
    assessment = kit.assess(rule, 5, kit.value(value))
    assert kit.reasons(assessment) == [reason]
    assert kit.remedies(assessment) == [remedy]


def test_reason_and_remedy_in_english(kit: Any) -> None:
    short = kit.assess(PLAIN, 5, kit.value("0.92"))
    assert kit.reasons(short, Lang.EN) == [
        "Orders closed is 92.00%, short of 100%, scored in proportion: 4.6 marks awarded, 0.4 marks lost"
    ]
    assert kit.remedies(short, Lang.EN) == ["Orders closed not below 100% earns full marks"]
    beyond = kit.assess(STRICT, 5, kit.value("1.2"))
    assert kit.reasons(beyond, Lang.EN) == [
        "Orders closed is 120.00%, above 100%: 0 marks awarded, 5 marks lost"
    ]
    assert kit.remedies(beyond, Lang.EN) == ["Orders closed equal to 100% earns full marks"]


def test_a_third_is_rounded_once(kit: Any) -> None:
    assessment = kit.assess(Proportional("m", full_at=Decimal(3)), 1, kit.value("1"))
    assert kit.lost(assessment) == Decimal("0.6666666667")


@pytest.mark.parametrize(("full_at", "shown"), [("0", "0"), ("-1", "-1")])
def test_a_target_that_nothing_can_be_measured_against(kit: Any, full_at: str, shown: str) -> None:
    assert kit.faults(Proportional("m", Decimal(full_at)).check(Decimal(5))) == [
        (("full_at",), f"full_at 不能是 {shown}", "大于 0 的数")
    ]
    assert PLAIN.check(Decimal(5)) == ()


targets = st.decimals(min_value=Decimal("0.01"), max_value=3, places=2)


@given(targets, st.decimals(-1, 4, places=4), st.decimals(min_value=Decimal("0.1"), max_value=20, places=1))
def test_marks_are_in_proportion(kit: Any, full_at: Decimal, value: Decimal, marks: Decimal) -> None:
    share = min(max(value / full_at, Decimal(0)), Decimal(1))
    lost = kit.lost(kit.assess(Proportional("m", full_at), marks, kit.value(value)))
    assert abs(lost - marks * (1 - share)) <= Decimal("1E-10")


@given(targets, st.decimals(min_value=Decimal("0.1"), max_value=20, places=1))
def test_exactly_at_the_target_all_is_earned_and_just_above_it_nothing(
    kit: Any, full_at: Decimal, marks: Decimal
) -> None:
    rule = Proportional("m", full_at, over="zero")
    assert kit.assess(rule, marks, kit.value(full_at)).losses == ()
    assert kit.lost(kit.assess(rule, marks, kit.value(full_at + Decimal("1E-20")))) == marks
