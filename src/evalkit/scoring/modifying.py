"""Rules that act on what remains of an indicator after its rule or its parts."""

from attrs import evolve

from evalkit.facts.fact import Basis, weakest
from evalkit.messages import Message
from evalkit.rules.rule import Assessment, Rule
from evalkit.scoring.assessing import assess, filled, ground_of, inputs_of
from evalkit.scoring.dossier import Dossier, Scored, Stake, deduction_of
from evalkit.scoring.grounds import less
from evalkit.scoring.judgements import Judgement
from evalkit.scoring.judging import cases_lost, record_of
from evalkit.scoring.ledger import book, difference
from evalkit.scoring.pending import pending, worst
from evalkit.scoring.rows import JUDGEMENT, Row
from evalkit.scoring.scorecard import Outcome
from evalkit.scoring.targets import lost_each


def modified(scored: Scored, rule: Rule, address: str, row: Row, dossier: Dossier) -> Scored:
    """Return `scored` after `rule` has acted on what remained of it.

    While the rule cannot be decided, all that it could take is open.
    """
    remaining = scored.balance.high
    if not remaining:
        return scored
    judgement = dossier.judgements.get(address)
    if judgement is not None:
        counted = _booked(scored, _counted(judgement, rule), None, address, row, dossier)
        record = record_of(judgement, counted.result.awarded, None)
        return evolve(counted, result=evolve(counted.result, judgement=record))
    assessment = assess(rule, remaining, dossier.known)
    if assessment.failed is not None:
        return _broken(scored, assessment.failed, address)
    if not assessment.applicable:
        return scored
    return _booked(scored, assessment, ground_of(assessment.used, dossier.known), address, row, dossier)


def _counted(judgement: Judgement, rule: Rule) -> Assessment:
    loss = cases_lost(judgement, lost_each(rule))
    return Assessment(losses=() if loss is None else (loss,))


def _booked(
    scored: Scored, assessment: Assessment, ground: Basis | None, address: str, row: Row, dossier: Dossier
) -> Scored:
    judgement = JUDGEMENT + address
    inputs = inputs_of(assessment.used, dossier.known)
    booking = book(scored.balance, assessment.losses, filled(assessment.opens, judgement))
    booking = pending(booking, ground, judgement, dossier.confirms(row))
    before = scored.result
    own = Outcome.UNDETERMINED if booking.opens else Outcome.SCORED if ground else Outcome.JUDGED
    bases = [basis for basis in (before.basis, ground) if basis is not None]
    decided = booking.balance.low > 0 or bool(booking.losses) or before.basis is not None
    result = evolve(
        before,
        outcome=worst((before.outcome, own)),
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
