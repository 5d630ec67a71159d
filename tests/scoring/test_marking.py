"""Marks of some indicators of a rubric, and the total that they come to with the others."""

from decimal import Decimal
from typing import Any

from evalkit.facts.unit import Unit
from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, NotApplicable, Rubric
from evalkit.rules.rule import Title
from evalkit.scoring.judgements import Judgements
from evalkit.scoring.ledger import Balance
from evalkit.scoring.marking import Evaluated, Marker, standing

UNITS = {"orders_closed": Unit.COUNT, "orders_all": Unit.COUNT, "hotline_open": Unit.YES_NO}
CAP = Adjustment(
    AdjustmentKind.CAP, "cap", Title("上限"), "", rests_on="orders", at_most=Decimal(3), below=Decimal("0.8")
)


def _marker(kit: Any, **more: Any) -> Marker:
    rows = [kit.row("closed", 4, kit.share("orders")), kit.row("hotline", 2, kit.stated("hotline_open"))]
    rubric: Rubric = kit.rubric(*rows, **more)
    return Marker(rubric, kit.measures, kit.titles, UNITS)


def _report(kit: Any, *facts: Any) -> Evaluated:
    return Evaluated(kit.sheet(*facts), Judgements({}, ""))


def test_some_indicators_are_scored_as_they_are_within_the_rubric(kit: Any) -> None:
    marker = _marker(kit)
    facts = (kit.fact("orders_closed", 3), kit.fact("orders_all", 4), kit.fact("hotline_open", True))
    found = marker.only({"closed"}, None).marks_of(kit.sheet(*facts), None)
    assert found.by_indicator == {"closed": (Decimal(4), Decimal(3), Decimal(3))}
    assert kit.score(marker.rubric, *facts).dimensions[0].indicators[0].low == 3


def test_facts_are_those_behind_the_measures(kit: Any) -> None:
    marker = _marker(kit, adjustments=(CAP,))
    assert marker.needs(marker.rows) == ("orders", "hotline_open")
    assert marker.acting == ("orders",)
    assert marker.facts(["orders", "hotline_open", "travel"]) == (
        "orders_closed",
        "orders_all",
        "hotline_open",
        "travel_actual",
        "travel_budget",
        "travel_rate",
    )


def test_a_total_is_a_sum_where_nothing_acts_on_it(kit: Any) -> None:
    assert _marker(kit).is_sum(Decimal(4))
    rescaled = _marker(kit, not_applicable=NotApplicable.RESCALE)
    assert rescaled.is_sum(Decimal(6))
    assert not rescaled.is_sum(Decimal(4))
    assert not _marker(kit, adjustments=(CAP,)).is_sum(Decimal(6))


def test_adjustments_act_on_marks_that_were_worked_out_before(kit: Any) -> None:
    marker = _marker(kit, adjustments=(CAP,))
    won = [
        standing(row, Balance(marks, low, low))
        for row, marks, low in zip(
            marker.rows, (Decimal(4), Decimal(2)), (Decimal(3), Decimal(2)), strict=True
        )
    ]
    facts = (kit.fact("orders_closed", 3), kit.fact("orders_all", 4))
    balance, (adjustment,) = marker.total(won, _report(kit, *facts))
    assert balance == Balance(Decimal(6), Decimal(3), Decimal(3))
    assert (adjustment.id, adjustment.low) == ("cap", Decimal(-2))


def test_judgements_that_do_not_fit_are_left_out_or_cut(kit: Any) -> None:
    marker = _marker(kit, adjustments=(CAP,))
    given = kit.judgements(closed="5", hotline="1", gone="1", cap=1)
    found = marker.fitting(given)
    assert {address: (each.marks, each.count) for address, each in found.entries.items()} == {
        "closed": (Decimal(4), None),
        "hotline": (Decimal(1), None),
        "cap": (None, 1),
    }
    assert marker.fitting(kit.judgements(closed=2)).entries == {}
