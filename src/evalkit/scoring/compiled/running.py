"""A rubric made ready, run on a table of reports."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from functools import lru_cache

import numpy as np

from evalkit.facts.fact import FactSheet
from evalkit.frozen import frozen
from evalkit.measures.measure import ARITHMETIC
from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, Statements
from evalkit.scoring.compiled.acting import columnar_of, summed
from evalkit.scoring.compiled.columnar import Columnar, Left
from evalkit.scoring.compiled.columns import Chunk
from evalkit.scoring.compiled.exact import Kept
from evalkit.scoring.compiled.kept import KeptColumns
from evalkit.scoring.compiled.lines import Line
from evalkit.scoring.compiled.scorer import Marks, Scorer
from evalkit.scoring.compiled.spans import side_by_side, spans_of
from evalkit.scoring.compiled.stacked import Bench, Stack
from evalkit.scoring.compiled.table import CHUNK, Table
from evalkit.scoring.compiled.total import Total
from evalkit.scoring.compiled.vector import Floats, Mask
from evalkit.scoring.totals import rescales

_LARGE = 4 * 1024 * 1024
"""From so many bytes on numpy asks the system for large pages, which are quicker to come by."""
_TIMES = 2
"""How many times as long the pieces are of several threads, which have to wait for one another between two calls."""


@frozen(eq=False)
class ColumnMarks:
    """What each report of a table comes to: both ends of the total, of which `low` is awarded.

    `exactly` is how many reports had an indicator that was scored exactly, as floats could not tell;
    `indicators` is empty unless the detail was asked for.
    """

    low: Floats
    high: Floats
    exactly: int
    indicators: Mapping[str, KeptColumns]


def run(scorer: Scorer, table: Table, *, detail: bool, threads: int | None = None) -> ColumnMarks:
    """Return what each report of `table` comes to, with what is kept of each indicator when `detail`.

    A long table is divided among `threads`, as many as the program may use processors when None.
    """
    lines = scorer.lines if detail else ()
    names = [line.id for line in lines]
    full = [scorer.rubric.total, *(line.node.row.indicator.marks for line in lines)]
    room = _room(len(full), table.rows)
    spans = spans_of(table.rows, threads)

    def stretch(start: int, end: int) -> tuple[list[KeptColumns], int]:
        kept = [KeptColumns(float(most), row[start:end]) for most, row in zip(full, room, strict=True)]
        if len(spans) == 1:
            return kept, _fill(kept, scorer, table, 1)
        return kept, _fill(kept, scorer, table.piece(start, end), _TIMES)

    found = side_by_side(stretch, spans)
    whole, *kept = (
        KeptColumns.joined(parts, low)
        for parts, low in zip(zip(*(each for each, _ in found), strict=True), room, strict=True)
    )
    exactly = sum(count for _, count in found)
    return ColumnMarks(whole.low, whole.high, exactly, dict(zip(names, kept, strict=True)))


def _fill(kept: Sequence[KeptColumns], scorer: Scorer, table: Table, times: int) -> int:
    """Keep what each report of `table` comes to: the total first, then each indicator that is wanted.

    It is worked out in pieces of `times` CHUNK rows. Returns how many reports had something scored exactly.
    """
    ways, stack = _ways(scorer)
    bench = None if stack is None else Bench.of(stack, min(CHUNK * times, table.rows))
    whole, *rows = kept
    exactly = 0
    with np.errstate(all="ignore"):
        for piece in table.chunks(times):
            here = slice(piece.first - table.first, piece.first - table.first + piece.rows)
            part = _Part(scorer, Chunk(piece, scorer.sources))
            lefts, sums = part.lefts(ways, bench)
            low, high = part.total(sums)
            whole.keep(here, Left(low, None if high is low else high - low))
            exactly += part.exactly
            for each, left in zip(rows, lefts, strict=False):
                each.keep(here, left)
    return exactly


def _room(columns: int, rows: int) -> list[Floats]:
    """Return so many empty columns; together where each by itself is too small to be given in large pages."""
    if rows * np.dtype(np.float64).itemsize >= _LARGE:
        return [np.empty(rows) for _ in range(columns)]
    return list(np.empty((columns, rows)))


@lru_cache(maxsize=8)
def _ways(scorer: Scorer) -> tuple[tuple[Columnar, ...], Stack | None]:
    """Return how each indicator is reckoned by columns, and which together, worked out once for a scorer."""
    again = rescales(scorer.rubric)
    ways = tuple(columnar_of(line.node, scorer.sources, rescales=again) for line in scorer.lines)
    return ways, Stack.of(scorer.lines)


class _Part:
    """The reports of one chunk, of which those in doubt are scored exactly."""

    def __init__(self, scorer: Scorer, chunk: Chunk) -> None:
        self._scorer = scorer
        self._chunk = chunk
        self._exact: Mask | None = None

    @property
    def exactly(self) -> int:
        """Return how many of the reports had something scored exactly."""
        return 0 if self._exact is None else int(self._exact.sum())

    def _note(self, doubt: Mask) -> None:
        self._exact = doubt if self._exact is None else self._exact | doubt

    def lefts(self, ways: Sequence[Columnar], bench: Bench | None) -> tuple[list[Left], list[Left]]:
        """Return what is left of each indicator, and what is left of some of them together and of the others."""
        lines, stacked = self._scorer.lines, None if bench is None else self._stacked(bench)
        if bench is None or stacked is None:
            lefts = [self.left(line, way) for line, way in zip(lines, ways, strict=True)]
            return lefts, lefts
        rows = dict(zip(bench.stack.places, stacked, strict=True))
        others = {
            place: self.left(line, way)
            for place, (line, way) in enumerate(zip(lines, ways, strict=True))
            if place not in rows
        }
        lefts = [others[place] if place in others else Left(rows[place]) for place in range(len(lines))]
        return lefts, [Left(np.add.reduce(stacked, axis=0)), *others.values()]

    def _stacked(self, bench: Bench) -> Floats | None:
        """Return what is left of the indicators of `bench`, a row each; None where they are better taken singly."""
        stated = self._chunk.table.stated.keys()
        if any(self._scorer.lines[place].awaiting & stated for place in bench.stack.places):
            return None
        try:
            return bench.left(self._chunk)
        except Exception:  # noqa: BLE001  what breaks costs its own indicator only
            return None

    def left(self, line: Line, way: Columnar) -> Left:
        """Return what is left of an indicator, exactly where floats cannot tell."""
        rows = self._chunk.table.rows
        try:
            found = way(self._chunk)
        except Exception:  # noqa: BLE001  what breaks is named by the whole scorer, report by report
            found = Left(np.zeros(rows), doubt=np.ones(rows, dtype=np.bool_))
        for fact in line.awaiting & self._chunk.table.stated.keys():
            stated = self._chunk.table.stated[fact]
            found.doubt = stated if found.doubt is None else found.doubt | stated
        if found.doubt is not None and found.doubt.any():
            self._note(found.doubt)
            found = self._settled(line, found, np.flatnonzero(found.doubt))
        return found

    def _settled(self, line: Line, found: Left, rows: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Left:
        full = float(line.node.row.indicator.marks)
        low = np.array(found.low)
        open = np.zeros(len(low)) if found.open is None else np.array(found.open)
        waived = np.zeros(len(low)) if found.waived is None else np.array(found.waived)
        with localcontext(ARITHMETIC):
            for row in rows:
                marks, least, most = self._kept_of(line, int(row))
                low[row], open[row], waived[row] = float(least), float(most - least), full - float(marks)
        return Left(low, open if open.any() else None, waived if waived.any() else None)

    def _kept_of(self, line: Line, row: int) -> Kept:
        table, scorer = self._chunk.table, self._scorer
        if any(table.stated[fact][row] for fact in line.awaiting & table.stated.keys()):
            return scorer.whole(line, self._sheet(row), {})
        record = table.record(row, line.facts, scorer.units)
        try:
            return line.assess(record)
        except Exception:  # noqa: BLE001  what breaks is named by the whole scorer
            return scorer.whole(line, scorer.sheet_of(record), {})

    def total(self, lefts: Sequence[Left]) -> tuple[Floats, Floats]:
        """Return both ends of the total, exactly where floats cannot tell."""
        scorer, rows = self._scorer, self._chunk.table.rows
        left = summed(lefts, rows)
        whole = float(sum((line.node.row.indicator.marks for line in scorer.lines), Decimal(0)))
        high = left.low if left.open is None else left.low + left.open
        acting = self._acting(applies_wholly=left.waived is None, whole=whole)
        if not acting:
            return left.low, high
        marks = np.full(rows, whole) if left.waived is None else whole - left.waived
        total = Total(left.low, high, marks, np.zeros(rows, dtype=np.bool_))
        statements: Statements = scorer.statements or scorer.rubric.statements
        try:
            for each in acting:
                total.apply(each, scorer.rubric, statements, self._chunk)
        except Exception:  # noqa: BLE001  what breaks is named by the whole scorer, report by report
            total.doubt = np.ones(rows, dtype=np.bool_)
        if total.doubt.any():
            self._note(total.doubt)
            total.low, total.high = np.array(total.low), np.array(total.high)
            for row in np.flatnonzero(total.doubt):
                exact = self._marks(int(row))
                total.low[row], total.high[row] = float(exact.low), float(exact.high)
        return total.low, total.high

    def _acting(self, *, applies_wholly: bool, whole: float) -> list[Adjustment]:
        """Return what acts on the total: no rescaling where there is nothing to rescale."""
        idle = applies_wholly and whole == float(self._scorer.rubric.total)
        return [
            each for each in self._scorer.adjustments if not (idle and each.kind is AdjustmentKind.RESCALE)
        ]

    def _marks(self, row: int) -> Marks:
        return self._scorer.marks_of(self._sheet(row))

    def _sheet(self, row: int) -> FactSheet:
        table = self._chunk.table
        if table.sheet is not None:
            return table.sheet(table.first + row)
        record = table.record(row, tuple(table.columns), self._scorer.units)
        return self._scorer.sheet_of(record, {id for id, mask in table.stated.items() if mask[row]})
