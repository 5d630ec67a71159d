"""Rules that act on what remains of an indicator after its rule or its parts."""

from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve

from evalkit.facts.fact import Basis, weakest
from evalkit.messages import Message, say
from evalkit.rules.rule import Assessment, Loss, Open, Rule, quantised
from evalkit.scoring.assessing import assess, filled, ground_of, inputs_of
from evalkit.scoring.dossier import Dossier, Scored, Stake, deduction_of
from evalkit.scoring.grounds import less
from evalkit.scoring.judgements import Judgement
from evalkit.scoring.judging import cases_lost, record_of
from evalkit.scoring.ledger import Booking, book, difference, with_due
from evalkit.scoring.outcomes import worst
from evalkit.scoring.proving import Proven, without_statements
from evalkit.scoring.rows import JUDGEMENT, Row
from evalkit.scoring.scorecard import Outcome
from evalkit.scoring.targets import lost_each


def modified(scored: Scored, rule: Rule, address: str, row: Row, dossier: Dossier) -> Scored:
    """Return `scored` after `rule` has acted on what remained of it.

    While the rule cannot be decided, all that it could take is open.
    """
    before = scored.balance
    if not before.high:
        return scored
    judgement = dossier.judgements.get(address)
    if judgement is not None:
        return _counted(scored, judgement, rule, row, dossier)
    assessment = assess(rule, before.high, dossier.known)
    if assessment.failed is not None:
        return _broken(scored, assessment.failed, address)
    if not assessment.applicable:
        return scored
    booking = _booked(scored, assessment, address, dossier)
    proven = Proven(booking, ground_of(assessment.used, dossier.known), assessment.used)
    if dossier.confirms(row):
        proven = without_statements(proven, before, rule, before.high, dossier.known, JUDGEMENT + address)
    outcome = Outcome.UNDETERMINED if proven.booking.opens else Outcome.SCORED
    return _after(scored, proven.booking, outcome, proven.ground, proven.used, row, dossier)


def _counted(scored: Scored, judgement: Judgement, rule: Rule, row: Row, dossier: Dossier) -> Scored:
    loss = cases_lost(judgement, lost_each(rule))
    assessment = Assessment(losses=() if loss is None else (loss,))
    booking = _booked(scored, assessment, judgement.address, dossier)
    after = _after(scored, booking, Outcome.JUDGED, None, (), row, dossier)
    record = record_of(judgement, after.result.awarded, None)
    return evolve(after, result=evolve(after.result, judgement=record))


def _booked(scored: Scored, assessment: Assessment, address: str, dossier: Dossier) -> Booking:
    losses, opens = assessment.losses, filled(assessment.opens, JUDGEMENT + address)
    if not dossier.rescales or not scored.vanishing:
        return book(scored.balance, losses, opens)
    sure, waiting = _certain(losses, difference(scored.balance.high, scored.vanishing), scored.result.missing)
    return book(scored.balance, sure, (*waiting, *opens))


def _certain(
    losses: Sequence[Loss], left: Decimal, missing: tuple[str, ...]
) -> tuple[list[Loss], list[Open]]:
    """Return `losses` as far as `left` marks bear them, and the rest as open for want of `missing`.

    What turns out not to apply takes with it whatever was to be taken from it; where its marks go
    to the rest, a total that had lost them already would have been announced too low.
    """
    sure, waiting = [], []
    for loss in losses:
        due = quantised(loss.marks)
        marks = min(due, left)
        left = difference(left, marks)
        if marks == due:
            sure.append(loss)
            continue
        waiting.append(Open(difference(due, marks), missing))
        sure.append(evolve(loss, marks=marks, reason=with_due(loss.reason, due, _LATER)))
    return sure, waiting


_LATER = say("其余待缺少的事实补齐", "the rest when the missing facts are there")


def _after(
    scored: Scored,
    booking: Booking,
    outcome: Outcome,
    ground: Basis | None,
    used: tuple[str, ...],
    row: Row,
    dossier: Dossier,
) -> Scored:
    before = scored.result
    inputs = inputs_of(used, dossier.known)
    bases = [basis for basis in (before.basis, ground) if basis is not None]
    decided = booking.balance.low > 0 or bool(booking.losses) or before.basis is not None
    result = evolve(
        before,
        outcome=worst((before.outcome, outcome)),
        basis=weakest(bases) if bases and decided else None,
        inputs=tuple({each.fact: each for each in (*before.inputs, *inputs)}.values()),
        deductions=(
            *before.deductions,
            *(deduction_of(loss, row, dossier, inputs) for loss in booking.losses),
        ),
    )
    stakes = (*scored.stakes, *(Stake(each.marks, each.missing) for each in booking.opens))
    fallen = difference(scored.balance.low, booking.balance.low)
    return evolve(scored, result=result).with_balance(
        booking.balance, stakes, less(scored.sums, fallen, ground)
    )


def _broken(scored: Scored, fault: Message, address: str) -> Scored:
    balance = scored.balance
    result = evolve(scored.result, outcome=Outcome.ERROR, fault=scored.result.fault or fault)
    stakes = (*scored.stakes, Stake(balance.high, (JUDGEMENT + address,)))
    return evolve(scored, result=result).with_balance(
        balance.opened(balance.high), stakes, less(scored.sums, balance.low, None)
    )
