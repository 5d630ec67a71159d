"""All indicators of one value together: one comparison for an edge of each, not one an indicator.

Reckoning a table spends much of its time between calls of numpy. Where the values of all these
indicators are there in a whole chunk, as they mostly are, they are stacked into one array and looked up at once.
"""

from collections.abc import Sequence
from math import isfinite

import numpy as np
from attrs import define
from numpy.typing import NDArray

from evalkit.frozen import frozen
from evalkit.rules.forms import ByCurve
from evalkit.scoring.compiled.columns import Chunk
from evalkit.scoring.compiled.lines import Line
from evalkit.scoring.compiled.steps import Steps
from evalkit.scoring.compiled.vector import Floats

_MOST_EDGES = 6
"""An indicator of more edges goes by itself."""
_MOST_SLOPES = 10
"""Up to so many indicators that are not rounded, the total stays within 1e-9 of the sum of rounded ones."""


@frozen(eq=False)
class Stack:
    """The indicators at `places` of a rubric, the first `sloping` of which are not all level.

    `ids` are the values that they look at; `per_unit` what each asks of them; `edges` has a row for
    each, with the n-th edges of all indicators, `base` and `slope` a row of regions for each
    indicator, one after the other, which begins at its `start`.
    """

    places: tuple[int, ...]
    sloping: int
    ids: tuple[str, ...]
    per_unit: tuple[float, ...]
    edges: tuple[Floats, ...]
    start: NDArray[np.int16]
    base: Floats
    slope: Floats

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Stack | None":
        """Return the stack of those of `lines` that can be in one; None where it would not pay."""
        found = [
            (place, line.node.form.id, Steps.of(line.node.form.curve, line.node.row.indicator.marks))
            for place, line in enumerate(lines)
            if isinstance(line.node.form, ByCurve) and not line.node.row.indicator.modifiers
        ]
        found = [each for each in found if _fits(each[2])]
        found.sort(key=lambda each: not each[2].sloping)
        sloping = sum(steps.sloping for _, _, steps in found)
        if len(found) < 2 or sloping > _MOST_SLOPES:
            return None
        tables = [steps for _, _, steps in found]
        regions = max(len(steps.base) for steps in tables)
        return cls(
            tuple(place for place, _, _ in found),
            sloping,
            tuple(id for _, id, _ in found),
            tuple(steps.per_unit for steps in tables),
            tuple(_edges(tables, number) for number in range(regions - 1)),
            (np.arange(len(found), dtype=np.int16) * regions)[:, None],
            np.concatenate([_padded(steps.base, regions) for steps in tables]),
            np.concatenate([_padded(steps.slope, regions) for steps in tables[:sloping] or tables[:1]]),
        )


def _fits(steps: Steps) -> bool:
    return len(steps.edges) <= _MOST_EDGES and steps.within and not steps.falling


def _edges(tables: Sequence[Steps], number: int) -> Floats:
    """Return the `number`-th edge of each table as one from which on a value lies behind it."""
    found = []
    for steps in tables:
        if number >= len(steps.edges):
            found.append(np.inf)
        elif steps.strict[number]:
            found.append(np.nextafter(steps.edges[number], np.inf))
        else:
            found.append(steps.edges[number])
    return np.array(found)[:, None]


def _padded(values: Floats, length: int) -> Floats:
    return np.pad(values, (0, length - len(values)))


@define(eq=False)
class Bench:
    """The arrays that chunk after chunk is worked out in, with a row for each indicator of `stack`."""

    stack: Stack
    _values: Floats
    _regions: NDArray[np.int16]
    _above: NDArray[np.bool_]
    _left: Floats
    _sloped: Floats

    @classmethod
    def of(cls, stack: Stack, rows: int) -> "Bench":
        """Return room for chunks of up to `rows` reports."""
        shape = (len(stack.places), rows)
        return cls(
            stack,
            np.empty(shape),
            np.empty(shape, dtype=np.int16),
            np.empty(shape, dtype=np.bool_),
            np.empty(shape),
            np.empty((stack.sloping, rows)),
        )

    def left(self, chunk: Chunk) -> Floats | None:
        """Return what is left of each indicator, a row each, until the next chunk is worked out.

        None where a value is missing or without end, or may lie on either side of an edge.
        """
        rows, stack = chunk.table.rows, self.stack
        values = self._values[:, :rows]
        for place, (id, per_unit) in enumerate(zip(stack.ids, stack.per_unit, strict=True)):
            found, doubt = chunk.vector(id)
            if doubt is not None or not found.tells(per_unit):
                return None
            values[place] = found.values
        if not isfinite(np.add.reduce(values, axis=None)):
            return None
        return self._looked_up(values, rows)

    def _looked_up(self, values: Floats, rows: int) -> Floats:
        stack = self.stack
        regions, above, left = self._regions[:, :rows], self._above[:, :rows], self._left[:, :rows]
        regions[:] = stack.start
        for edge in stack.edges:
            np.greater_equal(values, edge, out=above)
            np.add(regions, above, out=regions)
        stack.base.take(regions, out=left, mode="clip")
        if stack.sloping:
            sloped = self._sloped[:, :rows]
            stack.slope.take(regions[: stack.sloping], out=sloped, mode="clip")
            np.multiply(sloped, values[: stack.sloping], out=sloped)
            np.add(left[: stack.sloping], sloped, out=left[: stack.sloping])
        return left
