"""Whole columns of numbers that measures reckon with as they do with one Decimal."""

import operator
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np
from attrs import define
from numpy.typing import NDArray

from evalkit.frozen import frozen

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

NEAR = 1e-9
"""Numbers this near to one another, or to a bound, as a share of it where it is above 1, may be on either side."""


def near(one: Floats | float, other: Floats | float) -> Mask:
    """Return where two numbers are so near that floats do not tell on which side of one another they are."""
    apart = np.abs(np.subtract(one, other))
    found: Mask = np.logical_or(apart <= NEAR * np.maximum(np.abs(other), 1.0), np.equal(one, other))
    return found


WHOLE = 2.0**53
"""Whole numbers below this are exact in floats, and so are their sums and differences."""


@frozen
class Grain:
    """What the numbers of a column are: `per_unit` × each is whole, and none is greater than `most`.

    Amounts in fen are 100 per yuan.
    """

    per_unit: float
    most: float

    @property
    def units(self) -> float:
        """Return the greatest of the whole numbers."""
        return self.per_unit * self.most

    def with_(self, other: "Grain") -> "Grain | None":
        """Return what sums and differences of both are; None where floats cannot hold them."""
        found = Grain(max(self.per_unit, other.per_unit), self.most + other.most)
        return found if found.units < WHOLE else None


@define(eq=False)
class Vector:
    """A column of numbers, NaN where there is none.

    An `exact` one holds the very numbers of the reports, not what was reckoned from them; `grain` says
    what those are, or what sums of them are, None where nobody knows. `steps` is for a quotient of two
    such: how many steps a unit has at most, none of which floats confuse. `doubts` collects where a
    comparison came out too close to be trusted; it is shared by all vectors of a table.
    """

    values: Floats
    doubts: list[Mask]
    exact: bool = False
    grain: Grain | None = None
    steps: float | None = None

    def tells(self, per_unit: float) -> bool:
        """Return whether floats tell on which side of a bound a number lies, of bounds `per_unit` to a unit.

        Two quotients that differ then differ by more than what rounding can hide, and those that do
        not come out as the same float.
        """
        if not per_unit or self.exact:
            return per_unit < WHOLE
        return self.steps is not None and self.steps * per_unit < WHOLE / 2

    def _with(self, other: object, reckon: Callable[[Any, Any], Any]) -> "Vector":
        return Vector(reckon(self.values, _floats(other)), self.doubts)

    def _added(self, other: object, reckon: Callable[[Any, Any], Any]) -> "Vector":
        found = self._with(other, reckon)
        if isinstance(other, Vector) and self.grain is not None and other.grain is not None:
            found.grain = self.grain.with_(other.grain)
        return found

    def __add__(self, other: object) -> "Vector":
        return self._added(other, operator.add)

    def __radd__(self, other: object) -> "Vector":
        return self._with(other, operator.add)

    def __sub__(self, other: object) -> "Vector":
        return self._added(other, operator.sub)

    def __rsub__(self, other: object) -> "Vector":
        return Vector(_floats(other) - self.values, self.doubts)

    def __mul__(self, other: object) -> "Vector":
        return self._with(other, operator.mul)

    def __rmul__(self, other: object) -> "Vector":
        return self._with(other, operator.mul)

    def __truediv__(self, other: object) -> "Vector":
        if not isinstance(other, Vector) or self.grain is None or other.grain is None:
            return self._with(other, operator.truediv)
        per_unit = max(self.grain.per_unit, other.grain.per_unit)
        if per_unit * max(self.grain.most, other.grain.most) >= WHOLE:
            return self._with(other, operator.truediv)
        # A quotient of whole numbers is rounded once; one of hundredths would be three times.
        values = self._in_whole(per_unit) / other._in_whole(per_unit)
        return Vector(values, self.doubts, steps=per_unit * other.grain.most)

    def _in_whole(self, per_unit: float) -> Floats:
        return self.values if per_unit == 1.0 else np.rint(self.values * per_unit)

    def __rtruediv__(self, other: object) -> "Vector":
        return Vector(np.divide(_floats(other), self.values), self.doubts)

    def __neg__(self) -> "Vector":
        return Vector(-self.values, self.doubts, self.exact, self.grain, self.steps)

    def __pos__(self) -> "Vector":
        return self

    def __abs__(self) -> "Vector":
        return Vector(np.abs(self.values), self.doubts, self.exact, self.grain, self.steps)

    def least(self, *others: object) -> "Vector":
        """Return the least of the numbers and `others`, row by row; NaN where one has none."""
        return self._chosen(np.minimum, others)

    def most(self, *others: object) -> "Vector":
        """Return the greatest of the numbers and `others`, row by row; NaN where one has none."""
        return self._chosen(np.maximum, others)

    def _chosen(self, choose: Callable[[Any, Any], Any], others: tuple[object, ...]) -> "Vector":
        values = self.values
        for other in others:
            values = choose(values, _floats(other))
        return Vector(values, self.doubts)

    def __lt__(self, other: object) -> "Vector":
        return self._compared(other, operator.lt)

    def __le__(self, other: object) -> "Vector":
        return self._compared(other, operator.le)

    def __gt__(self, other: object) -> "Vector":
        return self._compared(other, operator.gt)

    def __ge__(self, other: object) -> "Vector":
        return self._compared(other, operator.ge)

    def __eq__(self, other: object) -> "Vector":  # type: ignore[override]  # a column of answers
        return self._compared(other, operator.eq)

    def __ne__(self, other: object) -> "Vector":  # type: ignore[override]  # a column of answers
        return self._compared(other, operator.ne)

    __hash__ = None  # type: ignore[assignment]  # as of all that compares row by row

    def _compared(self, other: object, compare: Callable[[Any, Any], Any]) -> "Vector":
        """Return 1 where the comparison holds, 0 where it does not, NaN where a side has no number."""
        against = _floats(other)
        if not (self.exact and (not isinstance(other, Vector) or other.exact)):
            self.doubts.append(near(self.values, against))
        unknown = np.isnan(self.values) | np.isnan(against)
        return Vector(np.where(unknown, np.nan, compare(self.values, against)), self.doubts, exact=True)

    def __bool__(self) -> bool:
        raise TypeError("a column of numbers is neither true nor false")

    def __iter__(self) -> Iterator[object]:
        raise TypeError("a column of numbers is one value to a measure")


def _floats(other: object) -> Any:
    if isinstance(other, Vector):
        return other.values
    if isinstance(other, Decimal | int):
        return float(other)
    raise TypeError(f"a column of numbers cannot be reckoned with {type(other).__name__}")
