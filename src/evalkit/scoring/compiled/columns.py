"""The values that forms look at, column by column: facts, measures, claims."""

import numpy as np
from attrs import define, field, frozen

from evalkit.facts.unit import Unit
from evalkit.measures.measure import Measure
from evalkit.scoring.compiled.nodes import Sources
from evalkit.scoring.compiled.sources import IrregularError
from evalkit.scoring.compiled.table import Table
from evalkit.scoring.compiled.vector import Floats, Mask, Vector


@frozen(eq=False)
class Column:
    """The values of one measure or fact: NaN where it is `missing` or has `no_rate`.

    Both are None where all rows have a value. An `exact` column holds the very numbers of the
    reports; `doubt` is where a comparison within the measure cannot be trusted, None for nowhere.
    """

    values: Floats
    missing: Mask | None = None
    no_rate: Mask | None = None
    exact: bool = False
    doubt: Mask | None = None


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
        missing = np.isnan(values) if _has_gaps(values) else None
        return Column(values, missing, exact=id not in self.table.long)

    def _values(self, id: str) -> Floats:
        found = self.table.columns.get(id)
        return np.full(self.table.rows, np.nan) if found is None else found

    def _measured(self, measure: Measure) -> Column:
        given = {id: self._values(id) for id in measure.parameters}
        doubts: list[Mask] = []
        vectors = {id: Vector(each, doubts, id not in self.table.long) for id, each in given.items()}
        found = measure.function(**vectors)
        if not isinstance(found, Vector):
            raise IrregularError
        doubt = np.logical_or.reduce(doubts) if doubts else None
        if not _has_gaps(found.values):
            return Column(found.values, doubt=doubt)
        missing: Mask = np.logical_or.reduce([np.isnan(each) for each in given.values()])
        values, doubt = self._claimed(measure, found.values, missing, doubt)
        unknown = np.isnan(values)
        missing = missing & unknown
        return Column(values, _some(missing), _some(unknown & ~missing), doubt=doubt)

    def _claimed(
        self, measure: Measure, values: Floats, missing: Mask, doubt: Mask | None
    ) -> tuple[Floats, Mask | None]:
        """Return `values` with what the reports claim themselves where facts are `missing`."""
        values = np.where(missing, self._values(measure.claimed_as or ""), values)
        return values, None if doubt is None else doubt & ~missing


def _has_gaps(values: Floats) -> bool:
    """Return whether there is a NaN in `values`, or might be one."""
    return bool(np.isnan(values.sum()))


def _some(mask: Mask) -> Mask | None:
    return mask if mask.any() else None
