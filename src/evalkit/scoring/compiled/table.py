"""The facts of many reports as columns of numbers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import isnan

import numpy as np
from attrs import evolve, field

from evalkit.facts.fact import Basis, FactSheet, FactValue
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.scoring.compiled.sources import Record
from evalkit.scoring.compiled.vector import WHOLE, Floats, Grain, Mask

CHUNK = 8192
"""How many reports are reckoned at once: so many numbers stay in the fastest memory."""

DIGITS = 15
"""How many decimal digits a float keeps."""


@frozen(eq=False)
class Table:
    """Facts of many reports: a column of floats for each fact, NaN where a report does not give it.

    Yes/no facts are 1 and 0. A float stands for the shortest decimal that gives it: 0.9 is nine
    tenths; `long` are the facts of which some value has more digits than a float keeps. `stated` says
    for a fact where a report gives it by a statement only. `sheet` gives the fact sheet of a row where
    there is one, None where the columns are all there is; `first` is the row that the table begins with.
    """

    columns: Mapping[str, Floats]
    rows: int
    stated: Mapping[str, Mask] = field(factory=dict)
    long: frozenset[str] = frozenset()
    sheet: Callable[[int], FactSheet] | None = None
    first: int = 0
    whole: "Table | None" = None
    _grains: dict[str, Grain | None] = field(factory=dict)

    @classmethod
    def of(cls, sheets: Sequence[FactSheet]) -> "Table":
        """Return the table of `sheets`; facts that are texts have no column."""
        columns: dict[str, Floats] = {}
        stated: dict[str, Mask] = {}
        long: set[str] = set()
        for row, sheet in enumerate(sheets):
            for id, fact in sheet.facts.items():
                if isinstance(fact.value, str):
                    continue
                if id not in columns:
                    columns[id] = np.full(len(sheets), np.nan)
                columns[id][row] = float(fact.value)
                if isinstance(fact.value, Decimal) and len(fact.value.as_tuple().digits) > DIGITS:
                    long.add(id)
                if fact.basis is Basis.STATEMENT:
                    stated.setdefault(id, np.zeros(len(sheets), dtype=np.bool_))[row] = True
        return cls(columns, len(sheets), stated, frozenset(long), sheets.__getitem__)

    @classmethod
    def of_columns(cls, columns: Mapping[str, Floats | Mask]) -> "Table":
        """Return the table of `columns`; raises ValueError when their lengths differ."""
        arrays = {id: np.ascontiguousarray(column, dtype=np.float64) for id, column in columns.items()}
        lengths = {len(each) for each in arrays.values()}
        if len(lengths) > 1:
            raise ValueError(f"the columns have different lengths: {sorted(lengths)}")
        return cls(arrays, lengths.pop() if lengths else 0)

    def grain(self, id: str) -> Grain | None:
        """Return what the numbers of a column are; None where they are neither whole nor hundredths.

        Of a piece it is that of the whole column: what holds for one piece need not for the next.
        """
        if self.whole is not None:
            return self.whole.grain(id)
        if id not in self._grains:
            column = self.columns.get(id)
            self._grains[id] = None if column is None or id in self.long else _grain(column)
        return self._grains[id]

    @property
    def is_short(self) -> bool:
        """Return whether the table is one piece."""
        return self.rows <= CHUNK

    def chunks(self, times: int = 1) -> Iterator["Table"]:
        """Yield the table in pieces of `times` CHUNK rows; it is its own piece when it is no longer."""
        most = CHUNK * times
        if self.rows <= most:
            yield self
            return
        for start in range(0, self.rows, most):
            yield self.piece(start, min(start + most, self.rows))

    def piece(self, start: int, end: int) -> "Table":
        """Return the rows from `start` to before `end`."""
        return evolve(
            self,
            columns={id: column[start:end] for id, column in self.columns.items()},
            stated={id: mask[start:end] for id, mask in self.stated.items()},
            rows=end - start,
            first=self.first + start,
            whole=self.whole or self,
        )

    def record(self, row: int, ids: Sequence[str], units: Mapping[str, Unit]) -> Record:
        """Return the facts `ids` of one row exactly, without those that it does not give."""
        if self.sheet is not None:
            facts = self.sheet(self.first + row).facts
            return {id: facts[id].value for id in ids if id in facts}
        values = {id: float(self.columns[id][row]) for id in ids if id in self.columns}
        return {id: _exactly(value, units.get(id)) for id, value in values.items() if not isnan(value)}


def _grain(column: Floats) -> Grain | None:
    """Return the grain of a column, which is looked at in pieces that stay in the fastest memory."""
    pieces = [column[start : start + CHUNK] for start in range(0, len(column), CHUNK)]
    with np.errstate(invalid="ignore"):
        most = max((float(np.nanmax(np.abs(piece), initial=0.0)) for piece in pieces), default=0.0)
        for per_unit in (1.0, 100.0):
            if per_unit * most < WHOLE and all(_is_whole(piece, per_unit) for piece in pieces):
                return Grain(per_unit, most)
    return None


def _is_whole(values: Floats, per_unit: float) -> bool:
    whole = np.rint(values * per_unit)
    return bool(np.logical_or(whole / per_unit == values, np.isnan(values)).all())


def _exactly(value: float, unit: Unit | None) -> FactValue:
    return bool(value) if unit is Unit.YES_NO else Decimal(repr(value))
