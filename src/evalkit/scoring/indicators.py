"""Indicators scored: by their rule or their parts, by what acts on what remains, by judgement."""

from collections.abc import Sequence

from attrs import evolve

from evalkit.facts.fact import Basis, weakest
from evalkit.messages import Message
from evalkit.rubrics.rubric import NoRate
from evalkit.rules.judgement import Judgement
from evalkit.rules.rule import Assessment, Input, Known, Rule, Value
from evalkit.scoring.assessing import assess, filled, ground_of, inputs_of
from evalkit.scoring.dossier import Dossier, Scored, Stake, deduction_of, missing_in
from evalkit.scoring.grounds import resting, together
from evalkit.scoring.judging import judged, words_of
from evalkit.scoring.ledger import ZERO, Balance, book, total
from evalkit.scoring.modifying import modified
from evalkit.scoring.outcomes import worst
from evalkit.scoring.proving import Proven, without_statements
from evalkit.scoring.rows import JUDGEMENT, Row
from evalkit.scoring.scorecard import Deduction, IndicatorResult, Outcome


def score_row(row: Row, dossier: Dossier) -> Scored:
    """Return `row` scored: an indicator, a part of one or an item of a checklist."""
    scored = _composite(row, dossier) if row.indicator.parts else _plain(row, dossier)
    for address, rule in row.modifiers():
        scored = modified(scored, rule, address, row, dossier)
    judgement = dossier.judgements.get(row.address)
    if judgement is not None:
        return judged(scored, judgement, row, dossier)
    return scored if row.indicator.parts else _with_passages(scored, row, dossier)


def _plain(row: Row, dossier: Dossier) -> Scored:
    rule = row.indicator.rule or Judgement()
    assessment = assess(rule, row.indicator.marks, dossier.known)
    if assessment.failed is not None:
        return _broken(row, assessment.failed)
    if not assessment.applicable:
        if row.no_rate is not NoRate.FULL:
            return _not_applicable(row, assessment, dossier)
        assessment = Assessment(used=assessment.used, shown=assessment.shown)
    return _booked(row, rule, assessment, dossier)


def _booked(row: Row, rule: Rule, assessment: Assessment, dossier: Dossier) -> Scored:
    full, known = Balance.full(row.indicator.marks), dossier.known
    booking = book(full, assessment.losses, filled(assessment.opens, row.judgement))
    proven = Proven(booking, ground_of(assessment.used, known), assessment.used)
    if dossier.confirms(row):
        proven = without_statements(proven, full, rule, full.marks, known, row.judgement)
    booking, inputs = proven.booking, inputs_of(proven.used, known)
    decided = booking.balance.low > 0 or bool(booking.losses) or not booking.opens
    stakes = tuple(Stake(each.marks, each.missing) for each in booking.opens)
    result = _result(
        row,
        Outcome.UNDETERMINED if booking.opens else Outcome.SCORED,
        booking.balance,
        stakes,
        basis=proven.ground if decided else None,
        value=_shown(assessment, dossier),
        inputs=inputs,
        deductions=tuple(deduction_of(loss, row, dossier, inputs) for loss in booking.losses),
    )
    may_not_apply = not decided and row.no_rate is not NoRate.FULL and _lacks_facts(stakes)
    vanishing = booking.balance.high if may_not_apply else ZERO
    return Scored(result, stakes, resting(booking.balance.low, proven.ground), vanishing)


def _lacks_facts(stakes: Sequence[Stake]) -> bool:
    return not any(id.startswith(JUDGEMENT) for stake in stakes for id in stake.missing)


def _composite(row: Row, dossier: Dossier) -> Scored:
    parts = [score_row(part, dossier) for part in row.parts()]
    results = [part.result for part in parts]
    bases = [result.basis for result in results if result.basis is not None]
    stakes = tuple(stake for part in parts for stake in part.stakes)
    result = _result(
        row,
        worst(result.outcome for result in results),
        Balance.sum([part.balance for part in parts]),
        stakes,
        basis=weakest(bases) if bases else None,
        inputs=_once(results),
        deductions=tuple(deduction for result in results for deduction in result.deductions),
        parts=tuple(results),
    )
    sums = together(part.sums for part in parts)
    return Scored(result, stakes, sums, total(part.vanishing for part in parts))


def _broken(row: Row, fault: Message) -> Scored:
    marks = row.indicator.marks
    stakes = (Stake(marks, (row.judgement,)),)
    result = _result(row, Outcome.ERROR, Balance(marks, ZERO, marks), stakes, fault=fault)
    return Scored(result, stakes)


def _not_applicable(row: Row, assessment: Assessment, dossier: Dossier) -> Scored:
    result = _result(
        row,
        Outcome.NOT_APPLICABLE,
        Balance.full(ZERO),
        (),
        value=_shown(assessment, dossier),
        inputs=inputs_of(assessment.used, dossier.known),
    )
    return Scored(result)


def _result(
    row: Row,
    outcome: Outcome,
    balance: Balance,
    stakes: tuple[Stake, ...],
    *,
    basis: Basis | None = None,
    value: Value | None = None,
    inputs: tuple[Input, ...] = (),
    deductions: tuple[Deduction, ...] = (),
    parts: tuple[IndicatorResult, ...] = (),
    fault: Message | None = None,
) -> IndicatorResult:
    return IndicatorResult(
        id=row.indicator.id,
        title=row.indicator.title,
        group=row.indicator.group,
        marks=balance.marks,
        awarded=balance.low,
        low=balance.low,
        high=balance.high,
        outcome=outcome,
        basis=basis,
        value=value,
        clause=row.clause,
        inputs=inputs,
        missing=missing_in(stakes),
        judgement=None,
        deductions=deductions,
        parts=parts,
        fault=fault,
    )


def _shown(assessment: Assessment, dossier: Dossier) -> Value | None:
    shown: Known | None = None if assessment.shown is None else dossier.known[assessment.shown]
    return shown if isinstance(shown, Value) else None


def _once(results: Sequence[IndicatorResult]) -> tuple[Input, ...]:
    found: dict[str, Input] = {}
    for result in results:
        for each in result.inputs:
            found.setdefault(each.fact, each)
    return tuple(found.values())


def _with_passages(scored: Scored, row: Row, dossier: Dossier) -> Scored:
    result = scored.result
    awaits = row.judgement in result.missing
    if result.outcome is not Outcome.UNDETERMINED or not (awaits or row.passages):
        return scored
    passages = dossier.reading.bearing_on(words_of(row))
    return evolve(scored, result=evolve(result, passages=passages)) if passages else scored
