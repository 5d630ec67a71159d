"""What on a scorecard cites which places of the report, and under which id it stands on the page."""

from collections.abc import Iterator, Sequence
from enum import IntEnum

from evalkit.documents.document import Evidence
from evalkit.frozen import frozen
from evalkit.rendering.contents import indicators, walk
from evalkit.scoring.scorecard import Deduction, IndicatorResult, Scorecard


class Kind(IntEnum):
    """Why a place is cited, the weightiest first: by that a highlight is coloured, and there it leads back."""

    LOST = 0
    FINDING = 1
    ADMITTED = 2
    OPEN = 3
    FACT = 4
    OWN = 5


@frozen
class Citation:
    """A place of the report, why it is cited, and the id of what on the scorecard cites it."""

    evidence: Evidence
    kind: Kind
    anchor: str


def indicator_anchor(place: int) -> str:
    """Return the id of the indicator at `place`, from 1, among all."""
    return f"i{place}"


def deduction_anchor(indicator: int, place: int) -> str:
    """Return the id of a deduction: that of its indicator, and its own place, from 1, there."""
    return f"i{indicator}d{place}"


def self_anchor(indicator: int) -> str:
    """Return the id of what the report gives itself for an indicator."""
    return f"i{indicator}s"


def finding_anchor(place: int) -> str:
    """Return the id of the finding at `place`, from 1."""
    return f"f{place}"


def admission_anchor(place: int) -> str:
    """Return the id of the admission at `place`, from 1."""
    return f"a{place}"


def adjustment_anchor(place: int) -> str:
    """Return the id of the adjustment at `place`, from 1."""
    return f"j{place}"


def facts_evidence(indicator: IndicatorResult) -> tuple[Evidence, ...]:
    """Return where the facts stand that an indicator and its parts used, each place once."""
    used = (one for result in walk(indicator) for fact in result.inputs for one in fact.evidence)
    return tuple(dict.fromkeys(used))


def evidence_of(deduction: Deduction, indicator: IndicatorResult) -> tuple[Evidence, ...]:
    """Return where a deduction stands: its own evidence, else that of the facts of its indicator."""
    return deduction.evidence or facts_evidence(indicator)


def citations(card: Scorecard) -> tuple[Citation, ...]:
    """Return everything on the scorecard that cites the report."""
    found: list[Citation] = []
    for place, indicator in enumerate(indicators(card), 1):
        found += _of_indicator(place, indicator)
    for place, finding in enumerate(card.findings, 1):
        found += _all(finding.evidence, Kind.FINDING, finding_anchor(place))
    for place, admission in enumerate(card.admitted, 1):
        found.append(Citation(admission.evidence, Kind.ADMITTED, admission_anchor(place)))
    for place, adjustment in enumerate(card.adjustments, 1):
        found += _all(adjustment.evidence, Kind.LOST, adjustment_anchor(place))
    return tuple(found)


def _of_indicator(place: int, indicator: IndicatorResult) -> Iterator[Citation]:
    for number, deduction in enumerate(indicator.deductions, 1):
        yield from _all(evidence_of(deduction, indicator), Kind.LOST, deduction_anchor(place, number))
    anchor = indicator_anchor(place)
    yield from _all(facts_evidence(indicator), Kind.FACT, anchor)
    passages = dict.fromkeys(one for result in walk(indicator) for one in result.passages)
    yield from _all(tuple(passages), Kind.OPEN, anchor)
    if indicator.self_score is not None:
        yield from _all(indicator.self_score.evidence, Kind.OWN, self_anchor(place))


def _all(evidence: Sequence[Evidence], kind: Kind, anchor: str) -> Iterator[Citation]:
    return (Citation(one, kind, anchor) for one in evidence)
