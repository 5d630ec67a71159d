from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.messages import Lang
from evalkit.rules.over_achievement import OverAchievement
from evalkit.rules.rule import Direction

PLAIN = OverAchievement("m", by=Decimal("0.3"), lose=Decimal(2))


@pytest.mark.parametrize(
    ("value", "lost"),
    [
        ("-Infinity", "0"),
        ("0", "0"),
        ("1", "0"),
        ("1.2999", "0"),
        ("1.3", "2"),
        ("5", "2"),
        ("Infinity", "2"),
    ],
)
def test_marks_are_lost_from_the_edge_on(kit: Any, value: str, lost: str) -> None:
    assert kit.lost(kit.assess(PLAIN, 5, kit.value(value))) == Decimal(lost)


def test_no_more_is_lost_than_there_is_and_the_reason_says_what_was_due(kit: Any) -> None:
    assessment = kit.assess(PLAIN, "1.5", kit.value("1.4"))
    assert kit.lost(assessment) == Decimal("1.5")
    assert kit.reasons(assessment) == [
        "工单办结率为 140.00%，超过目标 100% 达 30% 及以上，应扣 2 分，得 0 分，扣 1.5 分"
    ]


def test_reason_and_remedy(kit: Any) -> None:
    assessment = kit.assess(
        OverAchievement("m", Decimal("0.3"), Decimal(2), Decimal("0.5")), 5, kit.value("0.7")
    )
    assert kit.reasons(assessment) == [
        "工单办结率为 70.00%，超过目标 50% 达 30% 及以上，应扣 2 分，得 3 分，扣 2 分"
    ]
    assert kit.remedies(assessment) == ["工单办结率低于 65% 即不扣这项分"]
    assert kit.reasons(assessment, Lang.EN) == [
        "Orders closed is 70.00%, 30% or more above the target of 50%, 2 marks due: 3 marks awarded, 2 marks lost"
    ]
    assert kit.remedies(assessment, Lang.EN) == ["this is not lost with Orders closed below 65%"]


def test_while_the_value_is_missing_no_more_than_the_penalty_is_open(kit: Any) -> None:
    assert kit.open(kit.assess(PLAIN, 5, kit.missing())) == 2
    assert kit.open(kit.assess(PLAIN, 1, kit.missing())) == 1
    assert kit.assess(PLAIN, 5, kit.failed()).failed is not None
    assert not kit.assess(PLAIN, 5, kit.value(None)).applicable


@pytest.mark.parametrize(
    ("rule", "faults"),
    [
        (PLAIN, []),
        (
            OverAchievement("m", Decimal(0), Decimal(6), Decimal(-1)),
            [
                (("by",), "by 不能是 0", "大于 0 的数"),
                (("target",), "target 不能是 -1", "大于 0 的数"),
                (("lose",), "lose 超过满分：6", "不超过 5"),
            ],
        ),
    ],
)
def test_faults(kit: Any, rule: OverAchievement, faults: list[tuple[object, ...]]) -> None:
    assert kit.faults(rule.check(Decimal(5))) == faults


numbers = st.decimals(min_value=Decimal("0.01"), max_value=3, places=2)


@given(numbers, numbers, numbers, st.decimals(-1, 12, places=4), numbers)
def test_losses_are_the_penalty_or_nothing(
    kit: Any, by: Decimal, lose: Decimal, target: Decimal, value: Decimal, marks: Decimal
) -> None:
    rule = OverAchievement("m", by, lose, target)
    lost = kit.lost(kit.assess(rule, marks, kit.value(value)))
    assert lost == (min(lose, marks) if value >= target * (1 + by) else 0)
    assert rule.curve(marks).direction is Direction.LOWER
    aim = rule.curve(marks).target(value)
    assert (aim is None) is (lost == 0)
    assert aim is None or kit.lost(kit.assess(rule, marks, kit.value(aim))) == 0
