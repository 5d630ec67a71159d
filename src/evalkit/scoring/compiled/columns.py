"""The values that forms look at, column by column: facts, measures, claims."""

from math import isfinite

import numpy as np
from attrs import define, field, frozen

from evalkit.facts.unit import Unit
from evalkit.measures.measure import Measure
from evalkit.scoring.compiled.nodes import Sources
from evalkit.scoring.compiled.sources import IrregularError
from evalkit.scoring.compiled.table import Table
from evalkit.scoring.compiled.vector import WHOLE, Floats, Mask, Vector


@frozen(eq=False)
class Column:
    """The values of one measure or fact: NaN where it is `missing` or has `no_rate`.

    Both are None where all rows have a value. An `exact` column holds the very numbers of the reports,
    one with `steps` quotients that lie so many to a unit; a `finite` one has a number in every row, and
    none without end; `doubt` is where a comparison within the
    measure cannot be trusted, None for nowhere.
    """

    values: Floats
    missing: Mask | None = None
    no_rate: Mask | None = None
    exact: bool = False
    doubt: Mask | None = None
    steps: float | None = None
    finite: bool = False

    def tells(self, per_unit: float) -> bool:
        """Return whether floats tell on which side of a bound a value lies, of bounds `per_unit` to a unit.

        Two quotients that differ then differ by more than what rounding can hide, and those that do
        not come out as the same float.
        """
        if self.exact:
            return per_unit < WHOLE
        return self.steps is not None and self.steps * per_unit < WHOLE / 2


@define(eq=False)
class Chunk:
    """Some rows of a table, with the columns that were worked out for them."""

    table: Table
    sources: Sources
    _columns: dict[str, Column] = field(factory=dict)

    def column(self, id: str) -> Column:
        """Return the column of the measure or fact `id`; raises when it cannot be reckoned by columns."""
        if id not in self._columns:
            source = self.sources.get(id)
            if source.unit in (None, Unit.TEXT):
                raise IrregularError
            self._columns[id] = self._fact(id) if source.measure is None else self._measured(source.measure)
        return self._columns[id]

    def _fact(self, id: str) -> Column:
        values = self._values(id)
        finite = _is_finite(values)
        missing = None if finite else _some(np.isnan(values))
        return Column(values, missing, exact=id not in self.table.long, finite=finite)

    def _values(self, id: str) -> Floats:
        found = self.table.columns.get(id)
        return np.full(self.table.rows, np.nan) if found is None else found

    def _measured(self, measure: Measure) -> Column:
        given = {id: self._values(id) for id in measure.parameters}
        doubts: list[Mask] = []
        vectors = {
            id: Vector(each, doubts, id not in self.table.long, self.table.grain(id))
            for id, each in given.items()
        }
        found = measure.function(**vectors)
        if not isinstance(found, Vector):
            raise IrregularError
        doubt = np.logical_or.reduce(doubts) if doubts else None
        if _is_finite(found.values):
            return Column(found.values, doubt=doubt, steps=found.steps, finite=True)
        missing: Mask = np.logical_or.reduce([np.isnan(each) for each in given.values()])
        values, doubt = self._claimed(measure, found.values, missing, doubt)
        unknown = np.isnan(values)
        missing = missing & unknown
        claimed = measure.claimed_as in self.table.columns
        steps = None if claimed else found.steps
        return Column(values, _some(missing), _some(unknown & ~missing), doubt=doubt, steps=steps)

    def _claimed(
        self, measure: Measure, values: Floats, missing: Mask, doubt: Mask | None
    ) -> tuple[Floats, Mask | None]:
        """Return `values` with what the reports claim themselves where facts are `missing`."""
        values = np.where(missing, self._values(measure.claimed_as or ""), values)
        return values, None if doubt is None else doubt & ~missing


def _is_finite(values: Floats) -> bool:
    """Return whether all `values` are there and none is without end; False when their sum is not finite."""
    return isfinite(values.sum())


def _some(mask: Mask) -> Mask | None:
    return mask if mask.any() else None
