"""What a rule of one value is underneath: ordered pieces with stated bounds.

Marks, direction, checks and what would win the marks back are all derived from this description.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from evalkit.frozen import frozen
from evalkit.rules.rule import EXACT, Direction, quantised

_BESIDE = Decimal("1E-12")
"""How far from a bound a value is taken that lies beside it."""


@frozen
class Bound:
    """Where a piece begins or ends, and whether the very value belongs to it."""

    value: Decimal
    included: bool

    @property
    def complement(self) -> "Bound":
        """Return the bound of the piece on the other side."""
        return Bound(self.value, not self.included)

    @property
    def mirrored(self) -> "Bound":
        """Return the bound at the value of the other sign."""
        return Bound(EXACT.minus(self.value), self.included)


@frozen
class Piece:
    """Values from `lower` to `upper` (None: without end) and their marks.

    These are ``base + slope × value + inverse ÷ value``. A piece without end has slope 0: the further
    out, the nearer it comes to `base`. One with an `inverse` holds values on one side of 0 only, so it
    rises or falls all the way.
    """

    lower: Bound | None
    upper: Bound | None
    base: Decimal
    slope: Decimal = Decimal(0)
    inverse: Decimal = Decimal(0)

    def holds(self, value: Decimal) -> bool:
        """Return whether `value` lies in the piece."""
        above = (
            self.lower is None
            or value > self.lower.value
            or (self.lower.included and value == self.lower.value)
        )
        below = (
            self.upper is None
            or value < self.upper.value
            or (self.upper.included and value == self.upper.value)
        )
        return above and below

    def at(self, value: Decimal) -> Decimal:
        """Return the marks for a value of the piece, rounded once."""
        if self.level:
            return self.base
        marks = EXACT.fma(self.slope, value, self.base)
        return quantised(EXACT.add(marks, EXACT.divide(self.inverse, value)) if self.inverse else marks)

    @property
    def level(self) -> bool:
        """Return whether all values of the piece get the same marks."""
        return not self.slope and not self.inverse

    @property
    def empty(self) -> bool:
        """Return whether no value can lie in the piece."""
        if self.lower is None or self.upper is None:
            return False
        if self.lower.value == self.upper.value:
            return not (self.lower.included and self.upper.included)
        return self.lower.value > self.upper.value

    @property
    def point(self) -> Decimal | None:
        """Return the one value that the piece begins and ends at; None when it is wider."""
        if self.lower is None or self.upper is None or self.lower.value != self.upper.value:
            return None
        return self.lower.value

    def nearest(self, value: Decimal) -> Decimal:
        """Return the value of the piece that is nearest to `value`, or just beside a bound it leaves out."""
        beside = _BESIDE
        if self.lower is not None and self.upper is not None:
            width = EXACT.subtract(self.upper.value, self.lower.value)
            beside = min(beside, EXACT.divide(width, Decimal(2)))
        if self.lower is not None and not self.holds(value) and value <= self.lower.value:
            return self.lower.value if self.lower.included else EXACT.add(self.lower.value, beside)
        if self.upper is not None and not self.holds(value):
            return self.upper.value if self.upper.included else EXACT.subtract(self.upper.value, beside)
        return value

    @property
    def mirrored(self) -> "Piece":
        """Return the piece that gives each value the marks that this one gives the value of the other sign."""
        lower, upper = (bound and bound.mirrored for bound in (self.upper, self.lower))
        return Piece(lower, upper, self.base, EXACT.minus(self.slope), EXACT.minus(self.inverse))

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Return the marks at the lower and at the upper end."""
        low = self.base if self.lower is None else self.at(self.lower.value)
        return low, self.base if self.upper is None else self.at(self.upper.value)

    @property
    def best(self) -> Decimal:
        """Return the most marks that the piece comes to."""
        return max(self.ends)


@frozen
class Curve:
    """Pieces in ascending order that together hold every value exactly once."""

    pieces: tuple[Piece, ...]

    @property
    def mirrored(self) -> "Curve":
        """Return the curve that gives each value the marks that this one gives the value of the other sign."""
        return Curve(tuple(piece.mirrored for piece in reversed(self.pieces)))

    def piece(self, value: Decimal) -> Piece:
        """Return the piece that `value` lies in; infinite values lie in the outermost ones."""
        if value.is_infinite():
            return self.pieces[-1] if value > 0 else self.pieces[0]
        return next(piece for piece in self.pieces if piece.holds(value))

    def marks(self, value: Decimal) -> Decimal:
        """Return the marks for `value`."""
        piece = self.piece(value)
        return piece.base if value.is_infinite() else piece.at(value)

    @property
    def best(self) -> Decimal:
        """Return the most marks that any value gets."""
        return max(piece.best for piece in self.pieces)

    @property
    def direction(self) -> Direction:
        """Return which way the value gets better; NEITHER when both ways can lose marks."""
        marks = [end for piece in self.pieces for end in piece.ends]
        if all(one <= other for one, other in pairwise(marks)):
            return Direction.HIGHER
        if all(one >= other for one, other in pairwise(marks)):
            return Direction.LOWER
        return Direction.NEITHER

    @property
    def bounds(self) -> tuple[Decimal, ...]:
        """Return the values at which a piece ends, in ascending order."""
        return tuple(sorted({piece.upper.value for piece in self.pieces if piece.upper is not None}))

    @property
    def boundaries(self) -> Iterator[Decimal]:
        """Yield each bound between a value just below and one just above it, in ascending order."""
        for bound in self.bounds:
            yield EXACT.subtract(bound, _BESIDE)
            yield bound
            yield EXACT.add(bound, _BESIDE)

    def target(self, value: Decimal) -> Decimal | None:
        """Return the first value on the way from `value` that gets full marks.

        None when `value` gets them, or when nothing does.
        """
        steps = self.ways_up(value)
        return steps[-1].nearest(value) if steps else None

    def ways_up(self, value: Decimal) -> tuple[Piece, ...]:
        """Return the pieces that would give more marks than `value` gets, up to full ones.

        They are those on the way from `value` to the nearest piece of full marks, the nearest
        first; a sloping piece on the way is no step of its own. Empty when nothing would.
        """
        here = self.pieces.index(self.piece(value))
        have = self.marks(value)
        best = self.best
        full = [index for index, piece in enumerate(self.pieces) if min(piece.ends) == best]
        if have >= best or not full:
            return ()
        goal = min(full, key=lambda index: (abs(index - here), index))
        way = range(here - 1, goal - 1, -1) if goal < here else range(here + 1, goal + 1)
        steps = []
        for index in way:
            piece = self.pieces[index]
            if piece.level and piece.base > have:
                have = piece.base
                steps.append(piece)
        return tuple(steps)


def entry(piece: Piece, value: Decimal) -> Bound | None:
    """Return the bound of `piece` that faces `value`; None when the piece is a single point."""
    if piece.point is not None:
        return None
    return piece.lower if piece.lower is not None and value <= piece.lower.value else piece.upper


def chained(uppers: "tuple[tuple[Bound, Decimal], ...]", rest: Decimal) -> Iterator[Piece]:
    """Yield constant pieces, each up to its bound from where the one before ended; `rest` is the last one's marks."""
    lower: Bound | None = None
    for upper, marks in uppers:
        yield Piece(lower, upper, marks)
        lower = upper.complement
    yield Piece(lower, None, rest)
