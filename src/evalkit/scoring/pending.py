"""Statements that wait to be confirmed, and what an outcome is made of."""

from collections.abc import Iterable

from attrs import evolve

from evalkit.facts.fact import Basis
from evalkit.rules.rule import Open
from evalkit.scoring.ledger import Booking
from evalkit.scoring.scorecard import Outcome

_WORST_FIRST = (Outcome.ERROR, Outcome.UNDETERMINED, Outcome.JUDGED, Outcome.SCORED)


def pending(booking: Booking, ground: Basis | None, judgement: str, confirm: bool) -> Booking:
    """Return `booking` with what a statement alone would win open, when statements are to be confirmed.

    What an adverse statement loses is lost all the same.
    """
    won = booking.balance.low
    if not confirm or ground is not Basis.STATEMENT or not won:
        return booking
    return evolve(
        booking,
        balance=booking.balance.opened(won),
        opens=(*booking.opens, Open(won, (judgement,))),
    )


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a whole: error, else undetermined, else judged, else scored.

    Parts that do not apply have no say; where none applies, neither does the whole.
    """
    found = set(outcomes)
    return next((outcome for outcome in _WORST_FIRST if outcome in found), Outcome.NOT_APPLICABLE)
