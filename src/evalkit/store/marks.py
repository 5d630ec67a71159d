"""What was recorded, as far as marks come from it: some facts of each report and some rows of its scorecard."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from evalkit.facts.fact import Basis, Fact, FactSheet
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.rubrics.rubric import Statements
from evalkit.scoring.judgements import Judgements
from evalkit.scoring.ledger import Balance
from evalkit.scoring.marking import Evaluated
from evalkit.store.database import reading
from evalkit.store.results import Results
from evalkit.store.rows import value_of
from evalkit.store.sheets import JUDGEMENT, SideBySide, judgement_of


@frozen
class StoredMarks:
    """One scored report: its total, and what it is marked by.

    `name` is the report's; `department` is None when it does not say. `rows` are those that were asked
    for by their address: marks, low and high; `applicable` are the marks of all that applies.
    """

    name: str
    department: str | None
    low: Decimal
    high: Decimal
    applicable: Decimal
    rows: Mapping[str, tuple[float, float, float]]
    report: Evaluated

    def balance(self, address: str) -> Balance | None:
        """Return the marks of a row, None where they were not asked for or it has none."""
        row = self.rows.get(address)
        return None if row is None else Balance(*map(_marks, row))


def stored_marks(
    results: Results, scorecards: Iterable[int], facts: Iterable[str], addresses: Iterable[str]
) -> Iterator[StoredMarks]:
    """Yield the reports of the scorecards of these numbers, with those of `facts` and `addresses` that they have.

    They come in the order of their numbers.
    """
    wanted = {"scorecards": _list(scorecards), "facts": _list(facts), "addresses": _list(addresses)}

    def rows(sql: str) -> SideBySide:
        return SideBySide(results.connection.execute(sql, wanted))

    with reading(results.path):
        found, won, judged = rows(_FACTS), rows(_ROWS), rows(_JUDGEMENTS)
        for head in results.connection.execute(_HEADS, wanted):
            id, name, department, year, low, high, applicable, statements, overruled = head
            sheet = FactSheet(department, year, {row[0]: _fact(row) for row in found.of(id)})
            judgements = Judgements({row[0]: judgement_of(row) for row in judged.of(id)}, "")
            report = Evaluated(sheet, judgements, Statements(statements) if overruled else None)
            yield StoredMarks(
                name,
                department,
                Decimal(low),
                Decimal(high),
                _marks(applicable),
                {row[0]: row[1:] for row in won.of(id)},
                report,
            )


_MINE = "scorecard IN (SELECT value FROM json_each(:scorecards))"
_HEADS = (
    "SELECT scorecards.id, name, department, year, low_exact, high_exact, "
    "(SELECT round(total(marks), 9) FROM dimensions WHERE scorecard = scorecards.id), statements, overruled "
    "FROM scorecards JOIN reports ON reports.id = report WHERE scorecards.id IN (SELECT value FROM json_each(:scorecards)) ORDER BY scorecards.id"
)
_FACTS = (
    "SELECT scorecard, fact, title, unit, value_exact, step_exact, basis FROM facts "  # noqa: S608  our own names
    f"WHERE {_MINE} AND fact IN (SELECT value FROM json_each(:facts)) ORDER BY scorecard"
)
_ROWS = (
    "SELECT scorecard, indicator, marks, low, high FROM indicators "  # noqa: S608  our own names
    f"WHERE {_MINE} AND indicator IN (SELECT value FROM json_each(:addresses)) ORDER BY scorecard"
)
_JUDGEMENTS = f"SELECT scorecard, {JUDGEMENT} FROM judgements WHERE {_MINE} ORDER BY scorecard"  # noqa: S608  our own names


def _list(names: Iterable[str | int]) -> str:
    return json.dumps(list(names))


def _fact(row: tuple[Any, ...]) -> Fact:
    id, title, unit, exact, step, basis = row
    counts = Unit(unit)
    return Fact(id, title, counts, value_of(exact, counts), Basis(basis), (), Decimal(step))


def _marks(number: float) -> Decimal:
    """Return marks exactly: they have at most 10 decimals, which is what a double holds of them."""
    return Decimal(repr(number))
