"""Whole columns of numbers that measures reckon with as they do with one Decimal."""

import operator
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np
from attrs import define
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

NEAR = 1e-9
"""Numbers this near to one another, or to a bound, as a share of it where it is above 1, may be on either side."""


def near(one: Floats | float, other: Floats | float) -> Mask:
    """Return where two numbers are so near that floats do not tell on which side of one another they are."""
    apart = np.abs(np.subtract(one, other))
    found: Mask = np.logical_or(apart <= NEAR * np.maximum(np.abs(other), 1.0), np.equal(one, other))
    return found


@define(eq=False)
class Vector:
    """A column of numbers, NaN where there is none.

    An `exact` one holds the very numbers of the reports, not what was reckoned from them. `doubts`
    collects where a comparison came out too close to be trusted; it is shared by all vectors of a table.
    """

    values: Floats
    doubts: list[Mask]
    exact: bool = False

    def _with(self, other: object, reckon: Callable[[Any, Any], Any]) -> "Vector":
        return Vector(reckon(self.values, _floats(other)), self.doubts)

    def __add__(self, other: object) -> "Vector":
        return self._with(other, operator.add)

    def __radd__(self, other: object) -> "Vector":
        return self._with(other, operator.add)

    def __sub__(self, other: object) -> "Vector":
        return self._with(other, operator.sub)

    def __rsub__(self, other: object) -> "Vector":
        return Vector(_floats(other) - self.values, self.doubts)

    def __mul__(self, other: object) -> "Vector":
        return self._with(other, operator.mul)

    def __rmul__(self, other: object) -> "Vector":
        return self._with(other, operator.mul)

    def __truediv__(self, other: object) -> "Vector":
        return self._with(other, operator.truediv)

    def __rtruediv__(self, other: object) -> "Vector":
        return Vector(np.divide(_floats(other), self.values), self.doubts)

    def __neg__(self) -> "Vector":
        return Vector(-self.values, self.doubts, self.exact)

    def __pos__(self) -> "Vector":
        return self

    def __abs__(self) -> "Vector":
        return Vector(np.abs(self.values), self.doubts, self.exact)

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
