"""What changed in one indicator: deductions, facts, judgements, findings, and what its marks changed by."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import evolve

from evalkit.comparing.comparison import (
    Cause,
    DeductionChange,
    FactChange,
    FindingChange,
    IndicatorChange,
    Judged,
    JudgementChange,
    won,
)
from evalkit.comparing.judged import judged_rows
from evalkit.comparing.move import NOTHING, moved
from evalkit.comparing.pairing import pairs
from evalkit.comparing.relation import Relation, Rubrics
from evalkit.facts.fact import Basis, Finding
from evalkit.rules.rule import Input
from evalkit.scoring.effect import Won
from evalkit.scoring.rows import JUDGEMENT
from evalkit.scoring.scorecard import Deduction, IndicatorResult, JudgementRecord, Outcome


def findings_changed(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[FindingChange, ...]:
    """Return the findings that one side has and the other has not: one of a kind about the same facts is the same."""
    both = pairs(before, after, (lambda each: (each.kind, each.facts),))
    return tuple(FindingChange(old, new) for old, new in both if old is None or new is None)


def indicator_change(
    before: IndicatorResult | None,
    after: IndicatorResult | None,
    related: Relation,
    findings: Mapping[str, Sequence[FindingChange]],
) -> IndicatorChange:
    """Return what changed from one state of an indicator to the other; `findings` are those about each fact."""
    old, new = _inputs(before), _inputs(after)
    about = {id(each): each for fact in dict.fromkeys((*old, *new)) for each in findings.get(fact, ())}
    change = IndicatorChange(
        before=before,
        after=after,
        move=moved(won(before), won(after), alike=_is_alike(before, after, related)),
        causes=(),
        deductions=tuple(_deductions(before, after)),
        facts=tuple(_facts_changed(old, new)),
        judgements=tuple(_judgements(before, after)),
        findings=tuple(about.values()),
        missing=_missing(before, after),
    )
    return change if change.move.is_none else evolve(change, causes=tuple(_causes(change, related)))


def _is_alike(before: IndicatorResult | None, after: IndicatorResult | None, related: Relation) -> bool:
    """Return whether what is open in an indicator is the same question on both sides."""
    if before is None or after is None or not related.same_questions:
        return False
    return before.missing == after.missing and before.marks == after.marks


def by_fact(findings: Sequence[FindingChange]) -> Mapping[str, Sequence[FindingChange]]:
    """Return the findings about each fact."""
    about: dict[str, list[FindingChange]] = {}
    for change in findings:
        found = change.after or change.before
        for fact in () if found is None else dict.fromkeys(found.facts):
            about.setdefault(fact, []).append(change)
    return about


def _walk(result: IndicatorResult | None) -> Iterator[IndicatorResult]:
    for line in judged_rows(result).values():
        yield line[-1]


def _inputs(result: IndicatorResult | None) -> dict[str, Input]:
    found: dict[str, Input] = {}
    for row in _walk(result):
        for one in row.inputs:
            found.setdefault(one.fact, one)
    return found


def _facts_changed(old: dict[str, Input], new: dict[str, Input]) -> Iterator[FactChange]:
    for fact in dict.fromkeys((*old, *new)):
        before, after = old.get(fact), new.get(fact)
        if before is None or after is None or (before.value, before.basis) != (after.value, after.basis):
            yield FactChange(before, after)


def _deductions(before: IndicatorResult | None, after: IndicatorResult | None) -> Iterator[DeductionChange]:
    old, new = (() if row is None else row.deductions for row in (before, after))
    both = pairs(
        old,
        new,
        (
            lambda each: (each.part, each.clause, each.marks),
            lambda each: (each.part, each.clause),
            lambda each: (each.part,),
        ),
    )
    for one, other in both:
        if one is None or other is None or _said(one) != _said(other):
            yield DeductionChange(one, other)


def _said(each: Deduction) -> tuple[object, ...]:
    """Return what a deduction says in no language: reasons of two scorecards may be in two."""
    return each.marks, each.clause, each.admitted


def _judgements(before: IndicatorResult | None, after: IndicatorResult | None) -> Iterator[JudgementChange]:
    old, new = judged_rows(before), judged_rows(after)
    for address in dict.fromkeys((*old, *new)):
        lines = old.get(address), new.get(address)
        records = [None if line is None else line[-1].judgement for line in lines]
        if _words(records[0]) == _words(records[1]):
            continue
        one, other = (None if line is None else _judged(line[-1]) for line in lines)
        titles = tuple(row.title for row in lines[1] or lines[0] or ())
        ends = (NOTHING if side is None else side.won for side in (one, other))
        yield JudgementChange(address, titles, one, other, moved(*ends))


def _words(record: JudgementRecord | None) -> tuple[Decimal, str] | None:
    """Return what an evaluator decided and why, whoever it was and whenever."""
    return None if record is None else (record.marks, record.reason)


def _judged(row: IndicatorResult) -> Judged:
    return Judged(row.judgement, Won(row.low, row.high), row.marks)


def _missing(
    before: IndicatorResult | None, after: IndicatorResult | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    old, new = (() if row is None else row.missing for row in (before, after))
    gone, come = set(new), set(old)
    return tuple(id for id in old if id not in gone), tuple(id for id in new if id not in come)


# ---------------------------------------------------------------- by what


def _causes(change: IndicatorChange, related: Relation) -> Iterator[Cause]:
    """Yield what worked together on the marks of an indicator that moved."""
    if change.before is None or change.after is None:
        yield Cause.RUBRIC
        return
    found = {
        Cause.FACT: _is_found_otherwise(change, related),
        Cause.JUDGEMENT: _is_judged_otherwise(change, related),
        Cause.RUBRIC: related.rubrics is not Rubrics.SAME
        and _is_scored_otherwise(change.before, change.after),
        Cause.STATEMENTS: not related.statements and _rests_on_statements(change),
        Cause.PROGRAM: Outcome.ERROR in (change.before.outcome, change.after.outcome),
        Cause.FINDING: bool(change.findings),
        Cause.ADMISSION: any(
            each.before and each.after and each.before.admitted is not each.after.admitted
            for each in change.deductions
        ),
    }
    yield from (cause for cause, is_there in found.items() if is_there)
    if not any(is_there for cause, is_there in found.items() if cause not in _BESIDE):
        yield _rest(related)


_BESIDE = (Cause.FINDING, Cause.ADMISSION)
"""What goes with a change of marks, but gives and takes none itself."""


def _rest(related: Relation) -> Cause:
    """Return what changed marks whose facts, judgements and clause are the same."""
    if related.rubrics is not Rubrics.SAME:
        return Cause.RUBRIC
    return Cause.UNKNOWN if related.program else Cause.PROGRAM


def _is_found_otherwise(change: IndicatorChange, related: Relation) -> bool:
    """Return whether facts are others, or other ones are missing.

    Of one report, a fact that one side does not use is the rubric's doing.
    """
    if related.same_facts:
        return any(each.before is not None and each.after is not None for each in change.facts)
    # What only one side waits for because the other has judged it is no matter of facts.
    judged = {f"{JUDGEMENT}{each.address}" for each in change.judgements}
    return bool(change.facts) or any(id not in judged for side in change.missing for id in side)


def _is_judged_otherwise(change: IndicatorChange, related: Relation) -> bool:
    """Return whether a judgement gives other marks, or only one side still waits for it."""
    if any(not each.move.is_none for each in change.judgements):
        return True
    waiting = any(id.startswith(JUDGEMENT) for side in change.missing for id in side)
    return waiting and related.same_questions and not related.judgements


def _is_scored_otherwise(before: IndicatorResult, after: IndicatorResult) -> bool:
    """Return whether full marks or a clause is another, as far as both sides show the same rows."""
    old, new = judged_rows(before), judged_rows(after)
    pairs_of_rows = [(old[address][-1], new[address][-1]) for address in old.keys() & new.keys()]
    return any(_has_another_standard(*both) for both in ((before, after), *pairs_of_rows))


def _has_another_standard(old: IndicatorResult, new: IndicatorResult) -> bool:
    """Return whether a row has another clause or other full marks; one that does not apply shows none of its own."""
    return old.clause != new.clause or (old.marks != new.marks and bool(old.marks and new.marks))


def _rests_on_statements(change: IndicatorChange) -> bool:
    rows = (*_walk(change.before), *_walk(change.after))
    return any(one.basis is Basis.STATEMENT for row in rows for one in row.inputs)
