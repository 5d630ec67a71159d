"""Intervals: what a printed number leaves open about the number behind it."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from evalkit.frozen import frozen

_DOWN = Context(prec=40, rounding=ROUND_FLOOR, traps=[])
_UP = Context(prec=40, rounding=ROUND_CEILING, traps=[])
_INFINITY = Decimal("Infinity")
_ABOUT = Decimal("0.05")


@frozen
class Interval:
    """All the numbers from `low` to `high`, both included.

    Arithmetic rounds outwards: when the operands hold the true values, the result holds the true
    result. Rounding a bound to the 40th place can only make an interval wider.
    """

    low: Decimal
    high: Decimal

    @classmethod
    def exactly(cls, value: Decimal) -> "Interval":
        """Return the interval that holds `value` and nothing else."""
        return cls(value, value)

    @classmethod
    def rounded(cls, value: Decimal, step: Decimal) -> "Interval":
        """Return the numbers that round to `value` when `step` is one unit in its last place."""
        half = _UP.divide(step, 2)
        return cls(_DOWN.subtract(value, half), _UP.add(value, half))

    @classmethod
    def shortened(cls, value: Decimal, step: Decimal) -> "Interval":
        """Return the numbers that round to `value` or are cut off to it after the last place."""
        half = _UP.divide(step, 2)
        below, above = half if value > 0 else step, half if value < 0 else step
        return cls(_DOWN.subtract(value, below), _UP.add(value, above))

    @classmethod
    def about(cls, value: Decimal, step: Decimal) -> "Interval":
        """Return what 约, 近 or 余 before or behind `value` leaves open: a step, or a twentieth of it."""
        width = max(step, _UP.multiply(value.copy_abs(), _ABOUT))
        return cls(_DOWN.subtract(value, width), _UP.add(value, width))

    @classmethod
    def sum(cls, parts: "Iterable[Interval]") -> "Interval":
        """Return what the sum of one number from each of `parts` can be."""
        low = high = Decimal(0)
        for part in parts:
            low, high = _DOWN.add(low, part.low), _UP.add(high, part.high)
        return cls(low, high)

    def __add__(self, other: "Interval") -> "Interval":
        return Interval.sum((self, other))

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(_DOWN.subtract(self.low, other.high), _UP.subtract(self.high, other.low))

    def __mul__(self, factor: Decimal) -> "Interval":
        """Return the interval times an exact number that is not negative."""
        return Interval(_DOWN.multiply(self.low, factor), _UP.multiply(self.high, factor))

    def __truediv__(self, other: "Interval") -> "Interval":
        """Return what the quotient can be; anything at all when the divisor may be 0."""
        if other.low <= 0 <= other.high:
            return Interval(-_INFINITY, _INFINITY)
        ends = [(above, below) for above in (self.low, self.high) for below in (other.low, other.high)]
        return Interval(
            min(_DOWN.divide(above, below) for above, below in ends),
            max(_UP.divide(above, below) for above, below in ends),
        )

    def __abs__(self) -> "Interval":
        if self.low <= 0 <= self.high:
            return Interval(Decimal(0), max(-self.low, self.high))
        return self if self.low > 0 else Interval(-self.high, -self.low)

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    def meets(self, other: "Interval") -> bool:
        """Return whether the two have a number in common."""
        return self.low <= other.high and other.low <= self.high
