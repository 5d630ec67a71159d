"""How marks moved from one scorecard to another, with what open marks leave possible."""

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from evalkit.frozen import frozen
from evalkit.scoring.effect import Won
from evalkit.scoring.ledger import ZERO, difference, total

NOTHING = Won(ZERO, ZERO)
"""What an indicator gives that is not there."""


class Certainty(Enum):
    """How sure a move is: SAME is no move, CERTAIN has one direction, POSSIBLE has one or is none.

    UNDETERMINED may be a gain or a loss: open marks decide.
    """

    SAME = "same"
    CERTAIN = "certain"
    POSSIBLE = "possible"
    UNDETERMINED = "undetermined"


@frozen
class Move:
    """A move of marks.

    `low` and `high` say how the ends of the interval moved; these of all rows add up to the total's. `least` and
    `most` say how far the marks themselves can have moved, once what is open is settled.
    """

    low: Decimal
    high: Decimal
    least: Decimal
    most: Decimal

    @property
    def certainty(self) -> Certainty:
        """Return how sure the move is."""
        if not self.least and not self.most:
            return Certainty.SAME
        if self.least > 0 or self.most < 0:
            return Certainty.CERTAIN
        return Certainty.POSSIBLE if not self.least or not self.most else Certainty.UNDETERMINED

    @property
    def is_none(self) -> bool:
        """Return whether both ends stayed where they were."""
        return not self.low and not self.high

    @property
    def size(self) -> Decimal:
        """Return how far the end that moved further moved."""
        return max(abs(self.low), abs(self.high))


def moved(before: Won, after: Won, *, alike: bool = False) -> Move:
    """Return the move between two intervals; `alike` says that what is open is the very same on both sides.

    It is then settled in the same way, so that what moves both ends alike moves the marks by just as much.
    """
    low, high = difference(after.low, before.low), difference(after.high, before.high)
    if alike and low == high:
        return Move(low, high, low, high)
    ends = difference(after.low, before.high), difference(after.high, before.low)
    # An adjustment may take more from the upper end than from the lower one.
    return Move(low, high, min(*ends, low, high), max(*ends, low, high))


def together(moves: Iterable[Move]) -> Move:
    """Return what several moves come to."""
    every = tuple(moves)
    return Move(
        total(each.low for each in every),
        total(each.high for each in every),
        total(each.least for each in every),
        total(each.most for each in every),
    )
