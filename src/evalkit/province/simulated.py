"""What a simulation comes to over all reports: who gains, who loses, by how much and through which clause."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from evalkit.frozen import frozen
from evalkit.province.simulating import Simulated
from evalkit.rubrics.rubric import Rubric
from evalkit.rules.rule import EXACT, Title, quantised
from evalkit.scoring.effect import Effect, Marked, RowEffect, Won, effects, ranks, rows_changed
from evalkit.scoring.ledger import ZERO, difference, total


@frozen
class Whole:
    """All reports together by one rubric: the mean of both ends of their totals, and how many have each grade.

    The grades are in the order of the rubric; None, the last, are those whose grade is open, or that earn none.
    """

    mean: Won
    grades: tuple[tuple[Title | None, int], ...]


@frozen
class Through:
    """One row through which totals move: how many reports gain and lose by it, and the marks that it moves in all.

    The marks are those of the low ends, or of the high ends where these do not move.
    """

    id: str
    title: Title
    clause: str
    gained: int
    lost: int
    marks: Decimal


@frozen
class Outcome:
    """What changes for `reports` reports, of which `stale` no longer score as they were recorded.

    `gained` and `lost` go by the low end of the total, or by the high end where that is the same.
    `regraded` and `reranked` have another grade or rank, which is one among the reports of a year. `effects` are the reports for which anything
    changes, those that lose most first.
    """

    reports: int
    stale: int
    before: Whole
    after: Whole
    gained: int
    lost: int
    regraded: int
    reranked: int
    through: tuple[Through, ...]
    effects: tuple[Effect, ...]


@frozen
class Point:
    """One value of a grid, and what it comes to; the effects on single reports are not kept."""

    value: str
    outcome: Outcome


@frozen
class Grid:
    """The values of one place of a rubric, and what each comes to."""

    place: str
    points: tuple[Point, ...]


def outcome(simulated: Iterable[Simulated], old: Rubric, new: Rubric, *, in_detail: bool = True) -> Outcome:
    """Return what `simulated` comes to, reports scored by `old` and by `new`; the effects only `in_detail`."""
    reports = list(simulated)
    years = _years(reports)
    touched = [each for each in reports if each.before is not each.after]
    moves = [_move(each.before.total, each.after.total) for each in touched]
    found = [effect for year in years for effect in effects(year)] if in_detail else []
    return Outcome(
        reports=len(reports),
        stale=sum(each.stale for each in reports),
        before=_whole([each.before for each in reports], old),
        after=_whole([each.after for each in reports], new),
        gained=sum(move > 0 for move in moves),
        lost=sum(move < 0 for move in moves),
        regraded=sum(each.before.grade != each.after.grade for each in touched),
        reranked=sum(map(_reranked, years)),
        through=_through(row for each in touched for row in rows_changed(each.before, each.after)),
        effects=tuple(
            sorted(found, key=lambda each: (_move(each.before.total, each.after.total), each.name))
        ),
    )


def _reranked(year: Sequence[tuple[str, Marked, Marked]]) -> int:
    """Return how many reports of a year have another rank."""
    before = ranks([old.total.low for _, old, _ in year])
    after = ranks([new.total.low for _, _, new in year])
    return sum(before[old.total.low] != after[new.total.low] for _, old, new in year)


def _years(reports: Sequence[Simulated]) -> list[list[tuple[str, Marked, Marked]]]:
    """Return the reports of each year: departments are not held against those of other years."""
    found: dict[int | None, list[tuple[str, Marked, Marked]]] = {}
    for each in reports:
        found.setdefault(each.year, []).append((each.name, each.before, each.after))
    return list(found.values())


def _move(before: Won | None, after: Won | None) -> Decimal:
    """Return by how much an interval moves."""
    one, other = (Won(ZERO, ZERO) if each is None else each for each in (before, after))
    return difference(other.low, one.low) or difference(other.high, one.high)


def _whole(marked: Sequence[Marked], rubric: Rubric) -> Whole:
    counts = Counter(each.grade for each in marked)
    grades = [(grade.title, counts[grade.title]) for grade in rubric.grades]
    open_ones = [(None, counts[None])] if counts[None] else []
    return Whole(
        Won(_mean([each.total.low for each in marked]), _mean([each.total.high for each in marked])),
        (*grades, *open_ones),
    )


def _mean(marks: Sequence[Decimal]) -> Decimal:
    return quantised(EXACT.divide(total(marks), Decimal(len(marks)))) if marks else ZERO


def _through(changed: Iterable[RowEffect]) -> tuple[Through, ...]:
    """Return the rows that move totals, the one that moves most marks first."""
    moves: dict[str, list[Decimal]] = {}
    rows: dict[str, RowEffect] = {}
    for row in changed:
        moves.setdefault(row.id, []).append(_move(row.before, row.after))
        rows.setdefault(row.id, row)
    through = (
        Through(
            id,
            rows[id].title,
            rows[id].clause,
            sum(move > 0 for move in moved),
            sum(move < 0 for move in moved),
            total(moved),
        )
        for id, moved in moves.items()
    )
    return tuple(sorted(through, key=lambda each: (-abs(each.marks), each.id)))
