"""What was recorded, as it was scored: the facts of a report, its judgements, its rubric."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from evalkit.documents.document import Document, Evidence
from evalkit.facts.fact import Basis, Fact, FactSheet
from evalkit.facts.self_sheet import SelfScore, SelfSheet
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.rubrics.rubric import Statements
from evalkit.scoring.judgements import Judgement, Judgements
from evalkit.store.database import reading
from evalkit.store.results import Results
from evalkit.store.rows import value_of


@frozen
class Stored:
    """One scored report as it stands in the database, with all that scores it again.

    `low` and `high` are the total that it was recorded with. `statements` is what stood above the
    rubric when it was scored, None for nothing. The sheet has the documents' names without their text,
    and neither the readings that were not chosen nor findings: marks come from neither.
    """

    scorecard: int
    name: str
    sheet: FactSheet
    judgements: Judgements | None
    statements: Statements | None
    low: Decimal
    high: Decimal


@frozen
class StoredRubric:
    """A rubric by which reports were scored: `toml` is all of it, `scorecards` how many there are."""

    sha256: str
    id: str
    version: str
    toml: str
    scorecards: int


def stored_rubrics(results: Results) -> tuple[StoredRubric, ...]:
    """Return the rubrics by which a report is scored now, by id."""
    sql = (
        "SELECT rubrics.sha256, rubrics.id, version, toml, count(scorecards.id) FROM rubrics "
        "JOIN scorecards ON scorecards.rubric = rubrics.sha256 GROUP BY rubrics.sha256 ORDER BY rubrics.id, version, rubrics.sha256"
    )
    with reading(results.path):
        return tuple(StoredRubric(*row) for row in results.connection.execute(sql))


def facts_of(results: Results, scorecard: int) -> FactSheet:
    """Return the fact sheet that the scorecard of that number was made of; raises KeyError when there is none."""
    for found in _stored(results, "SELECT ?", (scorecard,)):
        return found.sheet
    raise KeyError(scorecard)


def stored(results: Results, rubric_sha256: str) -> Iterator[Stored]:
    """Yield every report that was scored by the rubric of that digest, in the order of their recording."""
    yield from _stored(results, "SELECT id FROM scorecards WHERE rubric = ?", (rubric_sha256,))


# ---------------------------------------------------------------- rows become values

_HEAD = (
    "SELECT scorecards.id, name, department, year, documents, report_sha256, supplied_sha256, judgements_sha256, "
    "statements, overruled, low_exact, high_exact FROM scorecards JOIN reports ON reports.id = report "
    "WHERE scorecards.id IN ({ids}) ORDER BY scorecards.id"
)
_ROWS = "SELECT scorecard, {columns} FROM {table} WHERE scorecard IN ({ids}) ORDER BY scorecard, {place}"


def _stored(results: Results, ids: str, values: tuple[Any, ...]) -> Iterator[Stored]:
    """Yield the scorecards that the query `ids` gives. Each table is read once, side by side with the others."""

    def rows(table: str, columns: str, place: str) -> "SideBySide":
        sql = _ROWS.format(table=table, columns=columns, place=place, ids=ids)
        return SideBySide(results.connection.execute(sql, values))

    with reading(results.path):
        facts = rows("facts", "fact, title, unit, value_exact, step_exact, basis, evidence", "place")
        admissions = rows("admissions", "evidence", "place")
        plans = rows("plans", "evidence", "place")
        own = rows("self_scores", SELF_SCORE, "place")
        judgements = rows("judgements", JUDGEMENT, "address")
        for head in results.connection.execute(_HEAD.format(ids=ids), values):
            id = head[0]
            told = (admissions.of(id), plans.of(id), own.of(id))
            yield _one(head, facts.of(id), told, judgements.of(id))


JUDGEMENT = "address, marks_exact, count, reason, judged_by, judged_at"
"""The columns that a judgement is made of."""

SELF_SCORE = "sheet, levels, title, full_exact, awarded_exact, reason, evidence"
"""The columns that a row of the report's own sheet is made of."""

_Rows = list[tuple[Any, ...]]


class SideBySide:
    """The rows of one table, in the order of the scorecards."""

    def __init__(self, rows: sqlite3.Cursor) -> None:
        self._groups = groupby(rows, key=lambda row: row[0])
        self._next = next(self._groups, None)

    def of(self, scorecard: int) -> list[tuple[Any, ...]]:
        """Return the rows of the next scorecard, without its number; none when it has none."""
        if self._next is None or self._next[0] != scorecard:
            return []
        found = [row[1:] for row in self._next[1]]
        self._next = next(self._groups, None)
        return found


def _one(
    head: tuple[Any, ...],
    facts: Iterable[tuple[Any, ...]],
    told: tuple[_Rows, _Rows, _Rows],
    judgements: Iterable[tuple[Any, ...]],
) -> Stored:
    id, name, department, year, documents, sha256, supplied, judged, statements, overruled, low, high = head
    admissions, plans, own = told
    sheet = FactSheet(
        department=department,
        year=year,
        facts={row[0]: _fact(row) for row in facts},
        admissions=tuple(each for (evidence,) in admissions for each in _evidence(evidence)),
        plans=tuple(each for (evidence,) in plans for each in _evidence(evidence)),
        documents=tuple(Document(each["name"], "", each["sha256"], ()) for each in json.loads(documents)),
        sha256=sha256,
        supplied_sha256=supplied,
        self_sheets=_self_sheets(own),
    )
    entries = {row[0]: judgement_of(row) for row in judgements}
    return Stored(
        scorecard=id,
        name=name,
        sheet=sheet,
        judgements=None if judged is None else Judgements(entries, judged),
        statements=Statements(statements) if overruled else None,
        low=Decimal(low),
        high=Decimal(high),
    )


def _fact(row: tuple[Any, ...]) -> Fact:
    id, title, unit, exact, step, basis, evidence = row
    counts = Unit(unit)
    return Fact(id, title, counts, value_of(exact, counts), Basis(basis), _evidence(evidence), Decimal(step))


def _self_sheets(rows: "_Rows") -> tuple[SelfSheet, ...]:
    """Return the sheets in which a report scores itself; the rows of their sums are not kept."""
    sheets = groupby(rows, key=lambda row: row[0])
    return tuple(SelfSheet(tuple(_self_score(row) for row in group), None) for _, group in sheets)


def _self_score(row: tuple[Any, ...]) -> SelfScore:
    _, levels, title, full, awarded, reason, evidence = row
    marks = None if full is None else Decimal(full)
    return SelfScore(tuple(json.loads(levels)), title, marks, Decimal(awarded), reason, _evidence(evidence))


def _evidence(places: str) -> tuple[Evidence, ...]:
    return () if places == "[]" else tuple(Evidence(**place) for place in json.loads(places))


def judgement_of(row: tuple[Any, ...]) -> Judgement:
    """Return a judgement of what the columns `JUDGEMENT` hold."""
    address, marks, count, reason, by, at = row
    return Judgement(
        address, None if marks is None else Decimal(marks), count, reason, by, datetime.fromisoformat(at)
    )
