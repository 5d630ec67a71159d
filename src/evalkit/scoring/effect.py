"""What another rubric does to departments: their scores, grades and ranks, and which clauses did it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from attrs import frozen

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
class Effect:
    """One report whose score, grade or rank is another, and the indicators that did it."""

    name: str
    before: Standing
    after: Standing
    rows: tuple[RowEffect, ...]


def effects(reports: Sequence[tuple[str, Scorecard, Scorecard]]) -> tuple[Effect, ...]:
    """Return what changes for each of `reports`: its name, and its scorecards by both rubrics."""
    before = _ranks([card for _, card, _ in reports])
    after = _ranks([card for _, _, card in reports])
    found = [
        Effect(name, _standing(old, before[old.low]), _standing(new, after[new.low]), _rows(old, new))
        for name, old, new in reports
    ]
    return tuple(each for each in found if each.before != each.after)


def _ranks(cards: Sequence[Scorecard]) -> Mapping[Decimal, int]:
    ranks: dict[Decimal, int] = {}
    for rank, total in enumerate(sorted((card.low for card in cards), reverse=True), 1):
        ranks.setdefault(total, rank)
    return ranks


def _standing(card: Scorecard, rank: int) -> Standing:
    return Standing(Won(card.low, card.high), card.grade, rank)


def _rows(old: Scorecard, new: Scorecard) -> tuple[RowEffect, ...]:
    before, after = _by_id(old), _by_id(new)
    found = []
    for id in dict.fromkeys((*before, *after)):
        row = after.get(id) or before[id]
        won = [_won(rows.get(id)) for rows in (before, after)]
        if won[0] != won[1]:
            found.append(RowEffect(id, row.title, won[0], won[1], row.clause))
    return tuple(found)


def _by_id(card: Scorecard) -> Mapping[str, IndicatorResult | AdjustmentResult]:
    rows: list[IndicatorResult | AdjustmentResult] = list(card.adjustments)
    rows[:0] = (row for dimension in card.dimensions for row in dimension.indicators)
    return {row.id: row for row in rows}


def _won(row: IndicatorResult | AdjustmentResult | None) -> Won | None:
    return None if row is None else Won(row.low, row.high)
