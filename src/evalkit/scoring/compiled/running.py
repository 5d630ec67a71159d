"""A rubric made ready, run on a table of reports."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from functools import lru_cache, partial

import numpy as np

from evalkit.facts.fact import FactSheet
from evalkit.frozen import frozen
from evalkit.measures.measure import ARITHMETIC
from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, Statements
from evalkit.scoring.compiled.acting import columnar_of, summed
from evalkit.scoring.compiled.answers import Answers
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


@frozen(eq=False)
class _Plan:
    """How a rubric is reckoned by columns, worked out once for a scorer.

    `ways` has one for each indicator, which is not needed for those that a `stack` or the `answers` give
    together; `ids` and `full` are the id and the marks of each, and `whole` the marks of all.
    """

    ids: tuple[str, ...]
    ways: tuple[Columnar, ...]
    stack: Stack | None
    answers: Answers | None
    full: tuple[float, ...]
    whole: float

    def bench(self, table: Table, times: int = 1) -> Bench | None:
        """Return what pieces of `times` CHUNK rows of `table` are worked out on."""
        rows = min(CHUNK * times, table.rows)
        return None if self.stack is None else Bench.of(self.stack, rows, table)


@lru_cache(maxsize=8)
def _plan(scorer: Scorer) -> _Plan:
    lines, again = scorer.lines, rescales(scorer.rubric)
    return _Plan(
        tuple(line.id for line in lines),
        tuple(columnar_of(line.node, scorer.sources, rescales=again) for line in lines),
        Stack.of(lines, scorer.sources),
        Answers.of(lines, scorer.sources),
        tuple(float(line.node.row.indicator.marks) for line in lines),
        float(sum((line.node.row.indicator.marks for line in lines), Decimal(0))),
    )


def run(scorer: Scorer, table: Table, *, detail: bool, threads: int | None = None) -> ColumnMarks:
    """Return what each report of `table` comes to, with what is kept of each indicator when `detail`.

    A long table is divided among `threads`, as many as the program may use processors when None.
    """
    run = _at_once if table.is_short else partial(_piecewise, threads=threads)
    (total, *kept), exactly = run(scorer, table, detail=detail)
    ids = _plan(scorer).ids if detail else ()
    return ColumnMarks(total.low, total.high, exactly, dict(zip(ids, kept, strict=True)))


_Kept = tuple[list[KeptColumns], int]
"""What is kept of the total and of each indicator that is wanted, and of how many reports something was
scored exactly."""


def _at_once(scorer: Scorer, table: Table, *, detail: bool) -> _Kept:
    """Return what a table of one piece comes to: what was worked out is kept as it is."""
    plan = _plan(scorer)
    part = _Part(scorer, Chunk(table, scorer.sources), plan)
    with np.errstate(all="ignore"):
        lefts, total = part.worked_out(plan.bench(table))
    kept = [KeptColumns.of(total, plan.whole)]
    if detail:
        kept += map(KeptColumns.of, lefts, plan.full)
    return kept, part.exactly


def _piecewise(scorer: Scorer, table: Table, *, detail: bool, threads: int | None) -> _Kept:
    """Return what a longer table comes to, piece after piece, several of them side by side."""
    full = (float(scorer.rubric.total), *(_plan(scorer).full if detail else ()))
    room = np.empty((len(full), table.rows))  # together, as that is quicker to come by
    spans = spans_of(table.rows, threads)

    def stretch(start: int, end: int) -> _Kept:
        kept = [KeptColumns(most, row[start:end]) for most, row in zip(full, room, strict=True)]
        if len(spans) == 1:
            return kept, _fill(kept, scorer, table, 1)
        return kept, _fill(kept, scorer, table.piece(start, end), _TIMES)

    found = side_by_side(stretch, spans)
    parts = zip(*(kept for kept, _ in found), strict=True)
    return [KeptColumns.joined(each, low) for each, low in zip(parts, room, strict=True)], sum(
        exactly for _, exactly in found
    )


def _fill(kept: Sequence[KeptColumns], scorer: Scorer, table: Table, times: int) -> int:
    """Keep what each report of `table` comes to: the total first, then each indicator that is wanted.

    It is worked out in pieces of `times` CHUNK rows. Returns how many reports had something scored exactly.
    """
    plan = _plan(scorer)
    bench = plan.bench(table, times)
    exactly = 0
    with np.errstate(all="ignore"):
        for piece in table.chunks(times):
            here = slice(piece.first - table.first, piece.first - table.first + piece.rows)
            part = _Part(scorer, Chunk(piece, scorer.sources), plan)
            lefts, total = part.worked_out(bench)
            exactly += part.exactly
            for each, left in zip(kept, (total, *lefts), strict=False):
                each.keep(here, left)
    return exactly


class _Part:
    """The reports of one chunk, of which those in doubt are scored exactly."""

    def __init__(self, scorer: Scorer, chunk: Chunk, plan: _Plan) -> None:
        self._scorer = scorer
        self._chunk = chunk
        self._plan = plan
        self._exact: Mask | None = None

    @property
    def exactly(self) -> int:
        """Return how many of the reports had something scored exactly."""
        return 0 if self._exact is None else int(self._exact.sum())

    def _note(self, doubt: Mask) -> None:
        self._exact = doubt if self._exact is None else self._exact | doubt

    def worked_out(self, bench: Bench | None) -> tuple[list[Left], Left]:
        """Return what is left of each indicator, and of all of them after what acts on the total."""
        plan = self._plan
        found: dict[int, Left] = {}
        sums: list[Left] = []
        for places, stacked in self._together(bench):
            sums.append(Left(np.add.reduce(stacked, axis=0)))
            for place, low in zip(places, stacked, strict=True):
                found[place] = Left(found[place].low + low if place in found else low)
        for place, line in enumerate(self._scorer.lines):
            if place not in found:
                found[place] = self.left(line, plan.ways[place])
                sums.append(found[place])
        low, high = self.total(sums)
        lefts = [found[place] for place in range(len(plan.ways))]
        return lefts, Left(low, None if high is low else high - low)

    def _together(self, bench: Bench | None) -> Iterator[tuple[tuple[int, ...], Floats]]:
        """Yield the places of indicators that are worked out together, with a row for each of what is left."""
        if bench is not None and not self._awaits(bench.stack.places):
            stacked = self._unless_broken(bench.left)
            if stacked is not None:
                yield bench.stack.places, stacked
        answers = self._plan.answers
        if answers is not None:
            stacked = self._unless_broken(answers.left)
            if stacked is not None:
                yield answers.places, stacked

    def _awaits(self, places: Sequence[int]) -> bool:
        """Return whether a statement leaves one of the indicators at `places` open."""
        stated = self._chunk.table.stated.keys()
        return bool(stated) and any(self._scorer.lines[place].awaiting & stated for place in places)

    def _unless_broken(self, left: Callable[[Chunk], Floats | None]) -> Floats | None:
        try:
            return left(self._chunk)
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
        whole = self._plan.whole
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
