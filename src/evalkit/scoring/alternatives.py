"""What the other values of a fact would do to the marks, where a report gives it differently."""

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve

from evalkit.facts.fact import Candidate, Fact, FactSheet, Finding, FindingKind
from evalkit.facts.findings import shown
from evalkit.facts.relations import Reading
from evalkit.facts.unit import Amount, Unit
from evalkit.messages import Joined, Message, Readable, say
from evalkit.scoring.scorecard import IndicatorResult

_MOST_VALUES = 3
"""How many other values of one fact are tried; each one is a scoring of its own."""
_MOST_FINDINGS = 20
"""How many conflicts are followed up in one report."""

Rescored = Callable[[FactSheet], Sequence[IndicatorResult]]
"""What gives the indicators for a fact sheet."""


def with_effects(
    sheet: FactSheet, results: Sequence[IndicatorResult], rescored: Rescored
) -> tuple[Finding, ...]:
    """Return the findings of `sheet`; each conflict says what the values not used would do to the marks.

    `results` are the indicators as scored, and `rescored` scores them again by another fact sheet.
    """
    conflicts = [each for each in sheet.findings if _fact_of(each, sheet) is not None][:_MOST_FINDINGS]
    return tuple(
        _followed_up(each, sheet, results, rescored) if each in conflicts else each for each in sheet.findings
    )


def _fact_of(finding: Finding, sheet: FactSheet) -> Fact | None:
    is_conflict = finding.kind is FindingKind.CONFLICT and finding.facts
    return sheet.get(finding.facts[0]) if is_conflict else None


def _followed_up(
    finding: Finding, sheet: FactSheet, results: Sequence[IndicatorResult], rescored: Rescored
) -> Finding:
    fact, message = sheet.facts[finding.facts[0]], finding.message
    for other in _others(fact):
        changed = rescored(evolve(sheet, facts={**sheet.facts, fact.id: _instead(fact, other)}))
        message = say(
            "{finding}；{effect}",
            "{finding}; {effect}",
            finding=message,
            effect=_effect(Reading.of_candidate(other, fact.unit), results, changed),
        )
    return evolve(finding, message=message)


def _others(fact: Fact) -> Iterator[Candidate]:
    own = Reading.of_fact(fact)
    tried = {fact.value}
    for candidate in fact.candidates:
        if len(tried) > _MOST_VALUES:
            return
        reading = Reading.of_candidate(candidate, fact.unit)
        stands = candidate.rejected is None and candidate.value not in tried
        if stands and not _may_be_the_same(own, reading):
            tried.add(candidate.value)
            yield candidate


def _may_be_the_same(one: Reading, other: Reading) -> bool:
    if one.interval is None or other.interval is None:
        return False
    return one.interval.meets(other.interval)


def _instead(fact: Fact, other: Candidate) -> Fact:
    return evolve(
        fact, value=other.value, basis=other.basis, evidence=(other.evidence,), step=other.step, candidates=()
    )


def _effect(
    other: Reading, results: Sequence[IndicatorResult], changed: Sequence[IndicatorResult]
) -> Message:
    moved = [
        say(
            "“{title}”由 {before}变为 {after}",
            "{title} goes from {before} to {after}",
            title=before.title,
            before=_marks(before),
            after=_marks(after),
        )
        for before, after in zip(results, changed, strict=True)
        if (before.low, before.high) != (after.low, after.high)
    ]
    if not moved:
        return say("若采用 {value}，得分不变", "with {value} the marks would be the same", value=shown(other))
    return say(
        "若采用 {value}，{moved}", "with {value}, {moved}", value=shown(other), moved=Joined(tuple(moved))
    )


def _marks(result: IndicatorResult) -> Readable:
    high = Amount(result.high, Unit.SCORE)
    return (
        high if result.low == result.high else say("{low}–{high}", "{low}–{high}", low=result.low, high=high)
    )
