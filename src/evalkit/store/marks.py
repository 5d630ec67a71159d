"""What was recorded, as far as marks come from it: some facts of each report and some rows of its scorecard."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from evalkit.facts.fact import Basis, Fact, FactSheet
from evalkit.facts.unit import Unit
from evalkit.rubrics.rubric import Statements
from evalkit.scoring.ledger import Balance
from evalkit.scoring.marking import Evaluated
from evalkit.store.database import told
from evalkit.store.results import Results
from evalkit.store.rows import value_of
from evalkit.store.sheets import JUDGEMENT, SideBySide, judgement_of


@frozen
class StoredMarks:
    """One scored report: its total, the `rows` that were asked for by their address, and what it is marked by.

    `name` is the report's; `department` is None when it does not say.
    """

    name: str
    department: str | None
    low: Decimal
    high: Decimal
    rows: Mapping[str, Balance]
    report: Evaluated


def stored_marks(
    results: Results, rubric_sha256: str, facts: Iterable[str], addresses: Iterable[str]
) -> Iterator[StoredMarks]:
    """Yield every report scored by the rubric of that digest, with those of `facts` and `addresses` that it has."""
    wanted = {"rubric": rubric_sha256, "facts": _list(facts), "addresses": _list(addresses)}

    def rows(sql: str) -> SideBySide:
        return SideBySide(results.connection.execute(sql, wanted))

    with told(results.path):
        found, won, judged = rows(_FACTS), rows(_ROWS), rows(_JUDGEMENTS)
        for id, name, department, year, low, high, statements, overruled in results.connection.execute(
            _HEADS, wanted
        ):
            sheet = FactSheet(department, year, {row[0]: _fact(row) for row in found.of(id)})
            judgements = {row[0]: judgement_of(row) for row in judged.of(id)}
            report = Evaluated(sheet, judgements, Statements(statements) if overruled else None)
            balances = {row[0]: Balance(*map(_marks, row[1:])) for row in won.of(id)}
            yield StoredMarks(name, department, Decimal(low), Decimal(high), balances, report)


_MINE = "scorecard IN (SELECT id FROM scorecards WHERE rubric = :rubric)"
_HEADS = (
    "SELECT scorecards.id, name, department, year, low_exact, high_exact, statements, overruled "
    "FROM scorecards JOIN reports ON reports.id = report WHERE rubric = :rubric ORDER BY scorecards.id"
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


def _list(names: Iterable[str]) -> str:
    return json.dumps(list(names))


def _fact(row: tuple[Any, ...]) -> Fact:
    id, title, unit, exact, step, basis = row
    counts = Unit(unit)
    return Fact(id, title, counts, value_of(exact, counts), Basis(basis), (), Decimal(step))


def _marks(number: float) -> Decimal:
    """Return marks exactly: they have at most 10 decimals, which is what a double holds of them."""
    return Decimal(repr(number))
