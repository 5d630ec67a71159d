"""Statements that are to be confirmed: what they alone would win stays open until it is judged."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import evolve

from evalkit.facts.fact import Basis
from evalkit.frozen import frozen
from evalkit.rules.rule import Known, Missing, Open, Rule, Value
from evalkit.scoring.assessing import assess, ground_of
from evalkit.scoring.ledger import ZERO, Balance, Booking, book, difference


@frozen
class Proven:
    """A booking, what the marks that it leaves rest on, and the ids of the values that prove them."""

    booking: Booking
    ground: Basis
    used: tuple[str, ...]


def without_statements(
    proven: Proven, before: Balance, rule: Rule, marks: Decimal, known: Mapping[str, Known], judgement: str
) -> Proven:
    """Return `proven` with open what would not be won if the report had stated nothing.

    `rule` was assessed for `marks` and booked on the balance `before`. What an adverse statement
    loses is lost all the same.
    """
    won = proven.booking.balance.low
    if proven.ground is not Basis.STATEMENT or not won:
        return proven
    silent = {id: _unsaid(each, judgement) for id, each in known.items()}
    assessment = assess(rule, marks, silent)
    ground = ground_of(assessment.used, silent)
    sure = ZERO
    if ground is not Basis.STATEMENT and assessment.applicable and assessment.failed is None:
        sure = min(book(before, assessment.losses, assessment.opens).balance.low, won)
    stake = difference(won, sure)
    booking = proven.booking
    if stake:
        opens = (*booking.opens, Open(stake, (judgement,)))
        booking = evolve(booking, balance=booking.balance.opened(stake), opens=opens)
    return Proven(
        booking,
        ground if sure else proven.ground,
        tuple(dict.fromkeys((*proven.used, *assessment.used))),
    )


def _unsaid(known: Known, judgement: str) -> Known:
    if isinstance(known, Value) and known.basis is Basis.STATEMENT:
        return Missing(known.id, known.title, (judgement,))
    return known
