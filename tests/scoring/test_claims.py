"""Supplied figures against what the report claims of itself."""

from decimal import Decimal
from typing import Any

from attrs import evolve

from evalkit.facts.fact import Basis, Fact, Finding, FindingKind
from evalkit.facts.unit import Unit
from evalkit.messages import Lang, say
from evalkit.scoring.claims import contradicted_claims
from evalkit.scoring.values import Values


def _found(kit: Any, *facts: Fact, findings: tuple[Finding, ...] = ()) -> tuple[Finding, ...]:
    values = Values(kit.sheet(*facts, findings=findings), kit.measures, kit.titles)
    return contradicted_claims(values, ["travel", "orders", "hotline_open"])


def _supplied(kit: Any, id: str, value: str, step: str = "0") -> Fact:
    fact: Fact = kit.fact(id, value, Basis.SUPPLIED, (), step)
    return fact


def test_supplied_figures_that_exclude_the_claim_make_a_finding(kit: Any) -> None:
    claim = kit.fact("travel_rate", "0.9512", Basis.CLAIM, step="0.0001")
    found = _found(
        kit, claim, _supplied(kit, "travel_actual", "900"), _supplied(kit, "travel_budget", "1000")
    )
    assert [(each.kind, each.facts, each.evidence) for each in found] == [
        (FindingKind.RATIO, ("travel_rate", "travel_actual", "travel_budget"), claim.evidence)
    ]
    assert found[0].message.text(Lang.ZH) == (
        "按补充的数据，差旅费控制率为 90.00%，报告自述为 95.12%；按补充的数据计分"
    )


def test_printed_precision_is_allowed_for(kit: Any) -> None:
    claim = kit.fact("travel_rate", "0.95", Basis.CLAIM, step="0.01")
    exact = (_supplied(kit, "travel_actual", "9540"), _supplied(kit, "travel_budget", "10000"))
    rounded = (_supplied(kit, "travel_actual", "93", "1"), _supplied(kit, "travel_budget", "100", "10"))
    assert _found(kit, claim, *exact) == ()
    assert _found(kit, claim, *rounded) == ()


def test_the_reports_own_figures_are_not_held_against_it_here(kit: Any) -> None:
    claim = kit.fact("travel_rate", "0.5", Basis.CLAIM, step="0.01")
    assert _found(kit, claim, kit.fact("travel_actual", 9), kit.fact("travel_budget", 10)) == ()


def test_without_a_claim_or_without_a_figure_there_is_nothing_to_find(kit: Any) -> None:
    spent, planned = _supplied(kit, "travel_actual", "9"), _supplied(kit, "travel_budget", "10")
    claim = kit.fact("travel_rate", "0.5", Basis.CLAIM)
    assert _found(kit, spent, planned) == ()
    assert _found(kit, claim, spent) == ()


def test_what_is_already_found_is_not_found_twice(kit: Any) -> None:
    claim = kit.fact("travel_rate", "0.5", Basis.CLAIM)
    facts = (claim, _supplied(kit, "travel_actual", "9"), _supplied(kit, "travel_budget", "10"))
    known = Finding(FindingKind.RATIO, ("travel_rate", "travel_actual"), say("不符", "differs"), ())
    assert len(_found(kit, *facts)) == 1
    assert _found(kit, *facts, findings=(known,)) == ()
    assert len(_found(kit, *facts, findings=(evolve(known, kind=FindingKind.CONFLICT),))) == 1


def test_a_claim_in_use_is_not_contradicted_silently(kit: Any) -> None:
    claim = kit.fact("travel_rate", "0.5", Basis.CLAIM)
    row = kit.row("travel", 4, kit.share("travel"))
    before = kit.score([row], claim)
    after = kit.score(
        [row], claim, _supplied(kit, "travel_actual", "9"), _supplied(kit, "travel_budget", "10")
    )
    assert (before.awarded, after.awarded) == (2, Decimal("3.6"))
    assert (before.findings, len(after.findings)) == ((), 1)


def _of(kit: Any, function: Any, *facts: Fact) -> tuple[Finding, ...]:
    """Return what is found for `function` in the place of the measure."""
    measure = evolve(kit.measures["travel"], function=function)
    values = Values(kit.sheet(*facts), {"travel": measure}, kit.titles)
    return contradicted_claims(values, ["travel"])


def test_where_a_measure_cannot_be_bounded_nothing_is_contradicted(kit: Any) -> None:
    claim = kit.fact("travel_rate", "0.5", Basis.CLAIM)
    spent = _supplied(kit, "travel_actual", "9", "2")
    planned = _supplied(kit, "travel_budget", "10", "2")

    def fussy(travel_actual: Decimal, travel_budget: Decimal) -> Decimal:
        if travel_actual != 9:
            raise ValueError("nine only")
        return travel_actual / travel_budget

    def gapped(travel_actual: Decimal, travel_budget: Decimal) -> Decimal:
        return (travel_actual - 10) / (travel_budget - 11)

    assert _of(kit, fussy, claim, spent, planned) == ()
    assert _of(kit, gapped, claim, spent, planned) == ()
    exact = (evolve(spent, step=Decimal(0)), evolve(planned, step=Decimal(0)))
    assert len(_of(kit, fussy, claim, *exact)) == 1


def test_a_measure_of_the_claim_itself_is_not_held_against_it(kit: Any) -> None:
    measure = evolve(kit.measures["travel"], parameters={"travel_rate": Unit.RATIO})
    values = Values(kit.sheet(_supplied(kit, "travel_rate", "0.5")), {"travel": measure}, kit.titles)
    assert contradicted_claims(values, ["travel"]) == ()
