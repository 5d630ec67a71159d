"""A province out of a results database: only what the overview needs, each table read once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from evalkit.frozen import frozen
from evalkit.province.choosing import Kept, chosen, exact, kept
from evalkit.province.standing import Column, Lack, Loss, Province
from evalkit.rules.rule import Title
from evalkit.store.database import told
from evalkit.store.results import Results


def load(results: Results, rubric: str | None = None, year: int | None = None) -> Province:
    """Return the scorecards by `rubric` of `year`; None: the only one there is.

    Raises UsageError where there are several, or none.
    """
    every = kept(results)
    cards = chosen(every, rubric, year)
    undated = sum(each.rubric == cards[0].rubric and each.standing.year is None for each in every)
    with told(results.path), _selected(results, cards):
        reading = _Reading(results, {card.id: place for place, card in enumerate(cards)}, cards[0].sha256)
        criteria = reading.criteria()
        title = reading.rubric_title()
        return Province(
            cards[0].rubric,
            title,
            tuple(card.standing for card in cards),
            reading.columns("dimensions", reading.dimensions()),
            reading.columns("indicators", criteria),
            reading.losses(),
            reading.lacks(),
            failed=len(results.failures()),
            undated=undated if year is not None else 0,
        )


@contextmanager
def _selected(results: Results, cards: Sequence[Kept]) -> Iterator[None]:
    """Let the table ``chosen`` have the numbers of `cards` for a while."""
    connection = results.connection
    connection.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY)")
    try:
        connection.executemany("INSERT INTO temp.chosen VALUES (?)", ((card.id,) for card in cards))
        yield
    finally:
        connection.execute("DROP TABLE temp.chosen")


@frozen
class _Row:
    """What a column is called, and the dimension it stands in."""

    title: Title
    dimension: str | None


@frozen
class _Reading:
    """Reads the tables of the chosen scorecards; `places` maps their numbers to their places."""

    results: Results
    places: Mapping[int, int]
    sha256: str

    def _asked(self, sql: str, *values: Any) -> list[Any]:
        return self.results.connection.execute(sql, values).fetchall()

    def rubric_title(self) -> Title:
        """Return what the rubric is called."""
        ((zh, en),) = self._asked("SELECT title, title_en FROM rubrics WHERE sha256 = ?", self.sha256)
        return Title(zh, en)

    def criteria(self) -> dict[str, _Row]:
        """Return the indicators of the rubric, without their parts, in order."""
        sql = (
            "SELECT indicator, title, title_en, dimension FROM criteria "
            "WHERE rubric = ? AND parent IS NULL ORDER BY place"
        )
        return {id: _Row(Title(zh, en), within) for id, zh, en, within in self._asked(sql, self.sha256)}

    def dimensions(self) -> dict[str, _Row]:
        """Return the dimensions of the scorecards, in order."""
        sql = (
            "SELECT dimension, title, title_en FROM dimensions WHERE scorecard IN (SELECT id FROM temp.chosen) "
            "GROUP BY dimension ORDER BY min(place)"
        )
        return {id: _Row(Title(zh, en), None) for id, zh, en in self._asked(sql)}

    def columns(self, table: str, rows: Mapping[str, _Row]) -> tuple[Column, ...]:
        """Return the marks that stand in `table` for each of `rows`, NaN where there are none."""
        marks = np.full((3, len(rows), len(self.places)), np.nan)
        found = self._asked(_MARKS[table])
        if found:
            scorecards, ids, *amounts = zip(*found, strict=True)
            lines = {id: line for line, id in enumerate(rows)}
            line_of = np.array([lines.get(id, -1) for id in ids])
            place_of = np.array([self.places[scorecard] for scorecard in scorecards])
            known = line_of >= 0
            marks[:, line_of[known], place_of[known]] = np.array(amounts)[:, known]
        return tuple(
            Column(id, row.title, row.dimension, *(marks[part, line] for part in range(3)))
            for line, (id, row) in enumerate(rows.items())
        )

    def losses(self) -> tuple[Loss, ...]:
        """Return the deductions, each under the title of what lost the marks."""
        sql = "SELECT indicator, title, title_en FROM criteria WHERE rubric = ?"
        titles = {address: Title(zh, en) for address, zh, en in self._asked(sql, self.sha256)}
        places = self.places
        found = []
        for scorecard, indicator, part, clause, marks in self.results.connection.execute(_DEDUCTIONS):
            title = titles.get(indicator if part is None else f"{indicator}.{part}")
            found.append(
                Loss(
                    places[scorecard],
                    indicator,
                    part,
                    title or Title(part or indicator),
                    clause,
                    exact(marks),
                )
            )
        return tuple(found)

    def lacks(self) -> tuple[Lack, ...]:
        """Return the facts that are missing; what waits for a judgement is no fact."""
        rows = self.results.connection.execute(_MISSING)
        return tuple(
            Lack(self.places[scorecard], fact, Title(zh, en), exact(marks))
            for scorecard, fact, zh, en, marks in rows
        )


_MARKS = {
    "dimensions": (
        "SELECT scorecard, dimension, marks, low, high FROM dimensions "
        "WHERE scorecard IN (SELECT id FROM temp.chosen)"
    ),
    "indicators": (
        "SELECT scorecard, indicator, marks, low, high FROM indicators "
        "WHERE parent IS NULL AND scorecard IN (SELECT id FROM temp.chosen)"
    ),
}
_DEDUCTIONS = (
    "SELECT scorecard, indicator, part, clause, marks FROM deductions "
    "WHERE scorecard IN (SELECT id FROM temp.chosen)"
)
_MISSING = (
    "SELECT scorecard, missing, title, title_en, marks FROM missing "
    "WHERE missing NOT LIKE 'judgement:%' AND scorecard IN (SELECT id FROM temp.chosen)"
)
