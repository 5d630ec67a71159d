"""evalkit itself: marks alone, complete scorecards, and a table column by column."""

from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.engine import Run, Timed
from benchmarks.task.oracle import INDICATORS
from benchmarks.task.records import Decimals, decimals
from benchmarks.task.tables import load as load_table
from evalkit.facts.fact import Basis, Fact, FactSheet
from evalkit.facts.unit import Unit
from evalkit.journey import load, score_sheet, scorer_for
from evalkit.measures.measure import ARITHMETIC
from evalkit.offers import find_rubric_file
from evalkit.registry import Registry, load_plugins
from evalkit.rubrics.rubric import Rubric
from evalkit.scoring.compiled.running import ColumnMarks
from evalkit.scoring.compiled.scorer import Scorer
from evalkit.scoring.compiled.table import Table
from evalkit.scoring.scorecard import Scorecard

TASK = Path(__file__).parent / "task" / "task.toml"


def task(registry: Registry) -> Rubric:
    """Return the rubric of the task."""
    return load(find_rubric_file(str(TASK), registry), registry)


def sheet_of(record: Decimals, registry: Registry) -> FactSheet:
    """Return the facts of `record` as a report would have given them."""
    definitions = registry.terms.catalogue.definitions
    facts = {
        id: Fact(
            id,
            definitions[id].title,
            definitions[id].unit,
            value,
            Basis.STATEMENT if definitions[id].unit is Unit.YES_NO else Basis.FIGURE,
        )
        for id, value in record.items()
    }
    return FactSheet("某局", 2024, facts, sha256="0" * 64)


def row_of(card: Scorecard) -> list[Decimal]:
    """Return the marks of each indicator and the total, as every engine gives them."""
    awarded = {each.id: each.awarded for dimension in card.dimensions for each in dimension.indicators}
    return [*(awarded[name] for name in INDICATORS), card.awarded]


def scorecards(count: int, folder: Path) -> Run:
    """Return a run that makes complete scorecards, whose reasons are made when they are read."""
    registry = load_plugins()
    rubric = task(registry)
    scorer = scorer_for(rubric, registry)
    sheets = [sheet_of(record, registry) for record in decimals(count)]

    def run() -> list[list[Decimal]]:
        return [[*found.awarded, found.low] for found in map(scorer.marks_of, sheets)]

    return run


def read(count: int, folder: Path) -> Run:
    """Return a run that makes complete scorecards and reads every reason and remedy on them."""
    registry = load_plugins()
    rubric = task(registry)
    sheets = [sheet_of(record, registry) for record in decimals(count)]

    def run() -> list[list[Decimal]]:
        rows = []
        for sheet in sheets:
            card = score_sheet(sheet, rubric, registry)
            for dimension in card.dimensions:
                for indicator in dimension.indicators:
                    for deduction in indicator.deductions:
                        str(deduction.reason)
                        str(deduction.remedy)
            rows.append(row_of(card))
        return rows

    return run


def _scorer() -> Scorer:
    registry = load_plugins()
    return scorer_for(task(registry), registry)


def marks(count: int, folder: Path) -> Run:
    """Return a run of exact marks alone."""
    scorer = _scorer()
    records = decimals(count)

    def run() -> list[list[Decimal]]:
        rows = []
        for record in records:
            found = scorer.marks(record)
            rows.append([*found.awarded, found.low])
        return rows

    return run


def closures(count: int, folder: Path) -> Run:
    """Return a run of exact marks by the closures that the generated function stands for."""
    scorer = _scorer()
    records = decimals(count)

    def run() -> list[list[Decimal]]:
        rows = []
        with localcontext(ARITHMETIC):
            for record in records:
                low = [line.assess(record)[1] for line in scorer.lines]
                rows.append([*low, sum(low, Decimal(0))])
        return rows

    return run


def table(count: int, folder: Path) -> Timed:
    """Return a run over a table that keeps the marks of every indicator."""
    return _table(count, folder, detail=True)


def totals(count: int, folder: Path) -> Timed:
    """Return a run over a table that keeps the total alone."""
    return _table(count, folder, detail=False)


def floats_of(column: Any) -> NDArray[np.float64]:
    """Return a column as evalkit takes it: yes/no facts are 1 and 0."""
    return np.asarray(column, dtype=np.float64)


def _table(count: int, folder: Path, *, detail: bool) -> Timed:
    scorer = _scorer()
    columns = Table.of_columns({name: floats_of(each) for name, each in load_table(folder, count).items()})

    def marks(found: ColumnMarks) -> list[Any]:
        whole = found if detail else scorer.columns(columns, detail=True)
        assert (whole.low == found.low).all()
        return [*(whole.indicators[name].low for name in INDICATORS), found.low]

    return Timed(lambda: scorer.columns(columns, detail=detail), marks)
