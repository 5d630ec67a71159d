"""An evaluator's decisions as they take effect: marks given, cases counted."""

from decimal import Decimal

from attrs import evolve

from evalkit.facts.unit import Amount, Unit
from evalkit.messages import Message, say
from evalkit.rules.rule import EXACT, Loss
from evalkit.scoring.dossier import Dossier, Scored, evidence_of
from evalkit.scoring.grounds import resting
from evalkit.scoring.judgements import Judgement
from evalkit.scoring.ledger import ZERO, Balance, book, difference
from evalkit.scoring.rows import Row
from evalkit.scoring.scorecard import Deduction, JudgementRecord, Outcome
from evalkit.scoring.targets import lost_each

REMEDY = say("由评价员评定；补充佐证后可复评", "decided by an evaluator; further proof can be judged again")


def judged(scored: Scored, judgement: Judgement, row: Row, dossier: Dossier) -> Scored:
    """Return `row` as `judgement` decides it; what the rule had given stays visible beside it."""
    balance = Balance.full(row.indicator.marks)
    loss = _marks_lost(judgement, balance.marks) or cases_lost(judgement, lost_each(row.indicator.rule))
    booking = book(balance, () if loss is None else (loss,), ())
    before = scored.result
    passages = dossier.reading.bearing_on(words_of(row))
    computed = before.awarded if before.outcome is Outcome.SCORED else None
    deductions = tuple(
        Deduction(
            marks=each.marks,
            part=row.part,
            reason=each.reason,
            clause=row.clause,
            remedy=each.remedy,
            admitted=dossier.admissions.cover(row.address),
            evidence=tuple(dict.fromkeys((*passages, *evidence_of(before.inputs)))),
        )
        for each in booking.losses
    )
    result = evolve(
        before,
        outcome=Outcome.JUDGED,
        basis=None,
        judgement=record_of(judgement, booking.balance.low, computed),
        deductions=deductions,
        parts=(),
        passages=passages,
        fault=None,
    )
    return evolve(scored, result=result, vanishing=ZERO).with_balance(
        booking.balance, (), resting(booking.balance.low, None)
    )


def record_of(judgement: Judgement, marks: Decimal, computed: Decimal | None) -> JudgementRecord:
    """Return `judgement`, which comes to `marks`, as the scorecard shows it."""
    return JudgementRecord(
        marks=marks, reason=judgement.reason, by=judgement.by, at=judgement.at, computed=computed
    )


def words_of(row: Row) -> tuple[str, ...]:
    """Return the words by which the passages on `row` are found: its own, else its title."""
    return row.passages or (row.indicator.title.zh,)


def cases_lost(judgement: Judgement, each: Decimal | None) -> Loss | None:
    """Return what the cases that `judgement` counts lose at `each`, or None when there are none."""
    if not judgement.count or each is None:
        return None
    reason = say(
        "{reason}（{by}评定 {count} 次，每次扣 {each}）",
        "{reason} ({by} counted {count}, {each} each)",
        reason=judgement.reason,
        by=judgement.by,
        count=judgement.count,
        each=Amount(each, Unit.SCORE),
    )
    return Loss(EXACT.multiply(each, Decimal(judgement.count)), reason, REMEDY)


def _marks_lost(judgement: Judgement, full: Decimal) -> Loss | None:
    lost = ZERO if judgement.marks is None else difference(full, judgement.marks)
    return Loss(lost, signed(judgement), REMEDY) if lost else None


def signed(judgement: Judgement) -> Message:
    """Return the evaluator's reason with who gave it."""
    return say("{reason}（{by}评定）", "{reason} (judged by {by})", reason=judgement.reason, by=judgement.by)
