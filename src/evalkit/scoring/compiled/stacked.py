"""All indicators of one value together: one comparison for an edge of each, not one an indicator.

Reckoning a table spends much of its time between calls of numpy. Where the values of all these
indicators are there in a whole chunk, as they mostly are, they are stacked into one array and looked up at once.
"""

from collections.abc import Sequence
from math import isfinite
from typing import Any

import numpy as np
from attrs import define
from numpy.typing import NDArray

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.rules.forms import ByCurve
from evalkit.scoring.compiled.columns import Chunk
from evalkit.scoring.compiled.lines import Line
from evalkit.scoring.compiled.nodes import Sources
from evalkit.scoring.compiled.quotients import Quotient, quotient_of
from evalkit.scoring.compiled.steps import Steps
from evalkit.scoring.compiled.table import Table
from evalkit.scoring.compiled.vector import WHOLE, Floats

_MOST_EDGES = 6
"""An indicator of more edges goes by itself."""
_MOST_SLOPES = 10
"""Up to so many indicators that are not rounded, the total stays within 1e-9 of the sum of rounded ones."""


@frozen(eq=False)
class Stack:
    """The indicators at `places` of a rubric, those of the most edges first.

    `ids` are the values that they look at, `per_unit` what each asks of them, and `quotients` says which
    of them are a fact, or one over another; the n-th of `edges` has the n-th edge of each indicator that has so
    many; `base` has a row of regions for each indicator, one after the other, which begins at its
    `start`. So has `slope`, for those in `sloping`: the ones outside are all level.
    """

    places: tuple[int, ...]
    sloping: slice
    ids: tuple[str, ...]
    per_unit: tuple[float, ...]
    quotients: tuple[Quotient | None, ...]
    edges: tuple[Floats, ...]
    start: NDArray[Any]
    base: Floats
    slope: Floats

    @classmethod
    def of(cls, lines: Sequence[Line], sources: Sources) -> "Stack | None":
        """Return the stack of those of `lines` that can be in one; None where it would not pay."""
        found = [
            (place, line.node.form.id, Steps.of(line.node.form.curve, line.node.row.indicator.marks))
            for place, line in enumerate(lines)
            if isinstance(line.node.form, ByCurve) and not line.node.row.indicator.modifiers
        ]
        found = [each for each in found if _fits(each[2])]
        found.sort(key=lambda each: (-len(each[2].edges), not each[2].sloping))
        tables = [steps for _, _, steps in found]
        sloping = [place for place, steps in enumerate(tables) if steps.sloping]
        if len(found) < 2 or len(sloping) > _MOST_SLOPES:
            return None
        regions = len(tables[0].base)
        last = regions * len(found) - 1
        start = np.arange(len(found), dtype=np.int8 if last <= np.iinfo(np.int8).max else np.int16)
        return cls(
            tuple(place for place, _, _ in found),
            slice(sloping[0], sloping[-1] + 1) if sloping else slice(0, 0),
            tuple(id for _, id, _ in found),
            tuple(steps.per_unit for steps in tables),
            tuple(_quotient(id, sources) for _, id, _ in found),
            tuple(_edges(tables, number) for number in range(regions - 1)),
            (start * regions)[:, None],
            np.concatenate([_padded(steps.base, regions) for steps in tables]),
            np.concatenate([_padded(steps.slope, regions) for steps in tables]),
        )


def _quotient(id: str, sources: Sources) -> Quotient | None:
    source = sources.get(id)
    if source.unit is None or source.unit is Unit.TEXT:
        return None
    return Quotient(id) if source.measure is None else quotient_of(source.measure)


def _fits(steps: Steps) -> bool:
    return len(steps.edges) <= _MOST_EDGES and steps.within and not steps.falling


def _edges(tables: Sequence[Steps], number: int) -> Floats:
    """Return the `number`-th edge of each table that has one, as one from which on a value lies behind it."""
    found = [
        np.nextafter(steps.edges[number], np.inf) if steps.strict[number] else steps.edges[number]
        for steps in tables
        if number < len(steps.edges)
    ]
    return np.array(found)[:, None]


def _padded(values: Floats, length: int) -> Floats:
    return np.pad(values, (0, length - len(values)))


@define(eq=False)
class Bench:
    """The arrays that chunk after chunk of a table is worked out in, with a row for each indicator of `stack`.

    `plain` are the rows that are a fact, or one over another, which floats tell apart, and `others` those
    that the measures of a chunk are asked for.
    """

    stack: Stack
    plain: Sequence[tuple[int, str, str | None]]
    others: Sequence[int]
    _values: Floats
    _regions: NDArray[Any]
    _above: NDArray[np.bool_]
    _left: Floats
    _sloped: Floats

    @classmethod
    def of(cls, stack: Stack, rows: int, table: Table) -> "Bench":
        """Return room for chunks of `table` of up to `rows` reports."""
        shape = (len(stack.places), rows)
        plain = [
            (place, quotient.top, quotient.bottom)
            for place, (quotient, per_unit) in enumerate(zip(stack.quotients, stack.per_unit, strict=True))
            if quotient is not None and _tells(table, quotient, per_unit)
        ]
        taken = {place for place, _, _ in plain}
        return cls(
            stack,
            plain,
            [place for place in range(len(stack.places)) if place not in taken],
            np.empty(shape),
            np.empty(shape, dtype=stack.start.dtype),
            np.empty(shape, dtype=np.bool_),
            np.empty(shape),
            np.empty((stack.sloping.stop - stack.sloping.start, rows)),
        )

    def left(self, chunk: Chunk) -> Floats | None:
        """Return what is left of each indicator, a row each, until the next chunk is worked out.

        None where a value is missing or without end, or may lie on either side of an edge.
        """
        rows, stack, columns = chunk.table.rows, self.stack, chunk.table.columns
        values = self._values[:, :rows]
        for place in self.others:
            found, doubt = chunk.vector(stack.ids[place])
            if doubt is not None or not found.tells(stack.per_unit[place]):
                return None
            values[place] = found.values
        for place, top, bottom in self.plain:
            if bottom is None:
                values[place] = columns[top]
            else:
                np.divide(columns[top], columns[bottom], out=values[place])
        if not isfinite(np.add.reduce(values, axis=None)):
            return None
        return self._looked_up(values, rows)

    def _looked_up(self, values: Floats, rows: int) -> Floats:
        stack = self.stack
        regions, above, left = self._regions[:, :rows], self._above[:, :rows], self._left[:, :rows]
        regions[:] = stack.start
        for edge in stack.edges:
            having = len(edge)
            np.greater_equal(values[:having], edge, out=above[:having])
            np.add(regions[:having], above[:having].view(np.int8), out=regions[:having])
        stack.base.take(regions, out=left, mode="clip")
        if stack.sloping.stop:
            sloped, here = self._sloped[:, :rows], stack.sloping
            stack.slope.take(regions[here], out=sloped, mode="clip")
            np.multiply(sloped, values[here], out=sloped)
            np.add(left[here], sloped, out=left[here])
        return left


def _tells(table: Table, quotient: Quotient, per_unit: float) -> bool:
    """Return whether floats tell facts, or quotients of whole numbers, apart at bounds `per_unit` to a unit."""
    if quotient.bottom is None:
        return quotient.top in table.columns and quotient.top not in table.long and per_unit < WHOLE
    top, bottom = table.grain(quotient.top), table.grain(quotient.bottom)
    if top is None or bottom is None or max(top.per_unit, bottom.per_unit) != 1.0:
        return False
    return not per_unit or bottom.most * per_unit < WHOLE / 2
