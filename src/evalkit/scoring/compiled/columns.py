"""The values that forms look at, column by column: facts, measures, claims."""

from math import isfinite

import numpy as np
from attrs import define, field

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.measures.measure import Measure
from evalkit.scoring.compiled.nodes import Sources
from evalkit.scoring.compiled.sources import IrregularError
from evalkit.scoring.compiled.table import Table
from evalkit.scoring.compiled.vector import Floats, Mask, Vector


@frozen(eq=False)
class Column:
    """The values of one measure or fact: NaN where it is `missing` or has `no_rate`.

    Both are None where all rows have a value; a `finite` column has none without end either. `numbers`
    are what floats can tell of the values, None where claims are among them; `doubt` is where a
    comparison within the measure cannot be trusted, None for nowhere.
    """

    values: Floats
    numbers: Vector | None
    missing: Mask | None = None
    no_rate: Mask | None = None
    doubt: Mask | None = None
    finite: bool = False

    @property
    def exact(self) -> bool:
        """Return whether the values are the very numbers of the reports."""
        return self.numbers is not None and self.numbers.exact

    def tells(self, per_unit: float) -> bool:
        """Return whether floats tell on which side of a bound a value lies, of bounds `per_unit` to a unit."""
        return self.numbers is not None and self.numbers.tells(per_unit)


@define(eq=False)
class Chunk:
    """Some rows of a table, with the columns that were worked out for them."""

    table: Table
    sources: Sources
    _doubts: list[Mask] = field(factory=list)
    _facts: dict[str, Vector] = field(factory=dict)
    _reckoned: dict[str, tuple[Vector, Mask | None]] = field(factory=dict)
    _columns: dict[str, Column] = field(factory=dict)

    def vector(self, id: str) -> tuple[Vector, Mask | None]:
        """Return the numbers of the measure or fact `id`, NaN where there is none for whatever reason.

        With them goes where a comparison within the measure cannot be trusted. Raises whatever a
        measure raises, and IrregularError where there are no numbers.
        """
        found = self._reckoned.get(id)
        if found is None:
            source = self.sources.get(id)
            if source.unit is None or source.unit is Unit.TEXT:
                raise IrregularError
            found = (self._fact(id), None) if source.measure is None else self._measured(source.measure)
            self._reckoned[id] = found
        return found

    def column(self, id: str) -> Column:
        """Return the column of the measure or fact `id`; raises as `vector` does."""
        found = self._columns.get(id)
        if found is None:
            vector, doubt = self.vector(id)
            if isfinite(vector.values.sum()):
                found = Column(vector.values, vector, doubt=doubt, finite=True)
            else:
                found = self._with_gaps(id, vector, doubt)
            self._columns[id] = found
        return found

    def _fact(self, id: str) -> Vector:
        found = self._facts.get(id)
        if found is None:
            trusted = id not in self.table.long
            found = self._facts[id] = Vector(self._values(id), self._doubts, trusted, self.table.grain(id))
        return found

    def _values(self, id: str) -> Floats:
        found = self.table.columns.get(id)
        return np.full(self.table.rows, np.nan) if found is None else found

    def _measured(self, measure: Measure) -> tuple[Vector, Mask | None]:
        self._doubts.clear()
        found: object = measure.function(**{id: self._fact(id) for id in measure.parameters})
        if not isinstance(found, Vector):
            raise IrregularError
        return found, np.logical_or.reduce(self._doubts) if self._doubts else None

    def _with_gaps(self, id: str, vector: Vector, doubt: Mask | None) -> Column:
        measure = self.sources.get(id).measure
        if measure is None:
            return Column(vector.values, vector, _some(np.isnan(vector.values)))
        missing: Mask = np.logical_or.reduce([np.isnan(self._values(each)) for each in measure.parameters])
        claims = self.table.columns.get(measure.claimed_as or "")
        values = vector.values if claims is None else np.where(missing, claims, vector.values)
        unknown = np.isnan(values)
        return Column(
            values,
            vector if claims is None else None,
            _some(missing & unknown),
            _some(unknown & ~missing),
            None if doubt is None else doubt & ~missing,
        )


def _some(mask: Mask) -> Mask | None:
    return mask if mask.any() else None
