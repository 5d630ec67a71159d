"""What a report claims of itself, held against figures that an evaluator supplied.

What the report's own figures say against its claims is found where the report is read.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product

from evalkit.errors import PluginError
from evalkit.facts.fact import Basis, Fact, Finding, FindingKind
from evalkit.facts.intervals import Interval
from evalkit.facts.relations import Reading
from evalkit.facts.unit import Amount
from evalkit.measures.measure import Measure
from evalkit.messages import say
from evalkit.rules.rule import Value
from evalkit.scoring.values import Values

_MOST_VARIED = 6
"""How many imprecise inputs are varied together: each one triples the work."""


def contradicted_claims(values: Values, ids: Iterable[str]) -> tuple[Finding, ...]:
    """Return a finding for each of the measures `ids` whose supplied inputs exclude the report's claim.

    Printed precision is allowed for: a claim of 93.2 % stands for all that is printed so.
    """
    found = [_contradicted(values, values.measures[id]) for id in ids if id in values.measures]
    return tuple(finding for finding in found if finding is not None)


def _contradicted(values: Values, measure: Measure) -> Finding | None:
    claim, own = values.claim(measure), values.get(measure.id)
    if claim is None or claim.id in measure.parameters:
        return None
    if not isinstance(own, Value) or not isinstance(own.value, Decimal):
        return None
    facts = [values.sheet.facts[id] for id in measure.parameters if id in values.sheet.facts]
    supplied = {fact.id for fact in facts if fact.basis is Basis.SUPPLIED}
    if not supplied or len(facts) < len(measure.parameters) or _is_found(values, claim.id, supplied):
        return None
    printed, possible = Reading.of_fact(claim).interval, _possible(measure, facts)
    if printed is None or possible is None or printed.meets(possible):
        return None
    return Finding(
        FindingKind.RATIO,
        (claim.id, *measure.parameters),
        say(
            "按补充的数据，{measure}为 {value}，报告自述为 {claim}；按补充的数据计分",
            "by the supplied figures {measure} is {value}, the report says {claim}; "
            "scored by the supplied figures",
            measure=own.title,
            value=Amount(own.value, measure.unit),
            claim=_shown(claim),
        ),
        tuple(dict.fromkeys(evidence for fact in (claim, *facts) for evidence in fact.evidence)),
    )


def _is_found(values: Values, claim: str, supplied: set[str]) -> bool:
    return any(
        finding.kind is FindingKind.RATIO and claim in finding.facts and supplied & set(finding.facts)
        for finding in values.sheet.findings
    )


def _shown(fact: Fact) -> object:
    return Amount(fact.value, fact.unit) if isinstance(fact.value, Decimal) else fact.value


def _possible(measure: Measure, facts: Sequence[Fact]) -> Interval | None:
    """Return what `measure` can be when each input stands for all that is printed like it."""
    ends: list[tuple[Decimal, ...]] = []
    for fact in facts:
        reading = Reading.of_fact(fact)
        value, interval = reading.value, reading.interval
        if interval is None or not isinstance(value, Decimal):
            return None
        varied = interval.low < interval.high and len(ends) < _MOST_VARIED
        ends.append((value, interval.low, interval.high) if varied else (value,))
    found: list[Decimal] = []
    for corner in product(*ends):
        try:
            result = measure.evaluate(dict(zip(measure.parameters, corner, strict=True)))
        except PluginError:
            return None
        if not isinstance(result, Decimal):
            return None
        found.append(result)
    return Interval(min(found), max(found))
