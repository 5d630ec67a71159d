"""What departments have in common, and what they say of themselves."""

from collections.abc import Callable
from decimal import Decimal

from evalkit.province.standing import Lack, Loss, Province
from evalkit.province.tallies import (
    Claim,
    Common,
    Lacking,
    OtherScale,
    commonest,
    lacking,
    other_scales,
    self_scores,
)
from evalkit.rules.rule import Title

Made = Callable[..., Province]

RATE, HALF = Title("执行率"), Title("上半年")


def test_deductions_are_told_apart_by_indicator_part_and_clause_and_departments_count_once() -> None:
    losses = [
        Loss(0, "rate", None, RATE, "甲款", Decimal("1.5")),
        Loss(1, "rate", None, RATE, "甲款", Decimal(2)),
        Loss(1, "rate", None, RATE, "甲款", Decimal("0.5")),
        Loss(1, "rate", "half", HALF, "乙款", Decimal(5)),
    ]
    assert commonest(losses) == (
        Common("rate", None, RATE, "甲款", 2, Decimal("4.0")),
        Common("rate", "half", HALF, "乙款", 1, Decimal(5)),
    )


def test_the_fact_that_most_reports_lack_comes_first() -> None:
    budget, number = Title("预算数"), Title("人数")
    lacks = [
        Lack(0, "number", number, Decimal(3)),
        Lack(0, "budget", budget, Decimal(2)),
        Lack(2, "budget", budget, Decimal(4)),
        Lack(2, "budget", budget, Decimal(1)),
    ]
    assert lacking(lacks) == (
        Lacking("budget", budget, 2, Decimal(4)),
        Lacking("number", number, 1, Decimal(3)),
    )


def test_self_scores_are_held_against_the_nearer_end_of_the_interval(made: Made) -> None:
    rows = {"甲局": [("80", "85")], "乙局": [("80", "85")], "丙局": [("80", "85")], "丁局": [("80", "80")]}
    found = self_scores(made(rows, full="100", self_scores={"甲局": "83", "乙局": "97.5", "丙局": "70"}))
    assert [(each.place, each.claim, each.difference) for each in found] == [
        (1, Claim.ABOVE, Decimal("12.5")),
        (0, Claim.WITHIN, Decimal(0)),
        (2, Claim.BELOW, Decimal(-10)),
    ]


def test_a_self_score_out_of_more_marks_than_the_rubrics_is_compared_with_nothing(made: Made) -> None:
    rows = {"甲局": [("40", "45")], "乙局": [("40", "45")], "丙局": [("40", "45")]}
    province = made(rows, full="50", self_scores={"甲局": "93.5", "乙局": "60", "丙局": "60.01"})
    assert [(each.place, each.claim) for each in self_scores(province)] == [(1, Claim.ABOVE)]
    assert other_scales(province) == (
        OtherScale(0, Decimal("93.5"), Decimal(50)),
        OtherScale(2, Decimal("60.01"), Decimal(50)),
    )
