"""What another rubric does to departments: their scores, grades and ranks, and which clauses did it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from evalkit.frozen import frozen
from evalkit.rules.rule import Title
from evalkit.scoring.scorecard import AdjustmentResult, IndicatorResult, Scorecard


@frozen
class Won:
    """The interval of marks won."""

    low: Decimal
    high: Decimal


@frozen
class Standing:
    """Where a department stands: its total, its grade (None while it is open) and its rank from 1.

    Ranks go by the low end of the total; equal totals share a rank.
    """

    total: Won
    grade: Title | None
    rank: int


@frozen
class RowEffect:
    """One indicator or adjustment that gives other marks: won before and after, None where it is not in the rubric.

    `clause` is the one that gave the marks after, or before where the indicator was removed.
    """

    id: str
    title: Title
    before: Won | None
    after: Won | None
    clause: str


@frozen
class Row:
    """What one indicator or adjustment gives, by which clause."""

    title: Title
    won: Won
    clause: str


@frozen
class Marked:
    """What one rubric gives a report: its total, its grade (None while it is open), and each row by its id.

    Rows of which it is known that both rubrics give the same may be left out of both.
    """

    total: Won
    grade: Title | None
    rows: Mapping[str, Row]


def marked(card: Scorecard) -> Marked:
    """Return what stands on a scorecard."""
    rows: list[IndicatorResult | AdjustmentResult] = [
        row for dimension in card.dimensions for row in dimension.indicators
    ]
    rows += card.adjustments
    return Marked(
        Won(card.low, card.high),
        card.grade,
        {row.id: Row(row.title, Won(row.low, row.high), row.clause) for row in rows},
    )


@frozen
class Effect:
    """One report whose score, grade or rank is another, and the indicators that did it."""

    name: str
    before: Standing
    after: Standing
    rows: tuple[RowEffect, ...]


def effects(reports: Sequence[tuple[str, Marked, Marked]]) -> tuple[Effect, ...]:
    """Return what changes for each of `reports`: its name, and what both rubrics give it."""
    before = ranks([old.total.low for _, old, _ in reports])
    after = ranks([new.total.low for _, _, new in reports])
    found = (
        Effect(name, _standing(old, before), _standing(new, after), rows_changed(old, new))
        for name, old, new in reports
    )
    return tuple(each for each in found if each.before != each.after)


def ranks(totals: Sequence[Decimal]) -> Mapping[Decimal, int]:
    """Return the rank of each of `totals`, from 1; equal totals share one."""
    found: dict[Decimal, int] = {}
    for rank, total in enumerate(sorted(totals, reverse=True), 1):
        found.setdefault(total, rank)
    return found


def _standing(each: Marked, ranks: Mapping[Decimal, int]) -> Standing:
    return Standing(each.total, each.grade, ranks[each.total.low])


def rows_changed(old: Marked, new: Marked) -> tuple[RowEffect, ...]:
    """Return the rows that give other marks, those of `old` first."""
    found: list[RowEffect] = []
    if old is new:
        return ()
    for id in dict.fromkeys((*old.rows, *new.rows)):
        before, after = (None if row is None else row.won for row in (old.rows.get(id), new.rows.get(id)))
        if before != after:
            row = new.rows.get(id) or old.rows[id]
            found.append(RowEffect(id, row.title, before, after, row.clause))
    return tuple(found)
