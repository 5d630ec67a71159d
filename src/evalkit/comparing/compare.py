"""Two scorecards become a comparison: every mark that moved, through which row, and by what."""

from collections.abc import Iterator, Sequence

from evalkit.comparing.changes import by_fact, findings_changed, indicator_change
from evalkit.comparing.comparison import (
    AdjustmentChange,
    Comparison,
    DimensionChange,
    IndicatorChange,
    Residue,
    won,
)
from evalkit.comparing.doubts import doubts, missing_marks
from evalkit.comparing.judged import evaluators
from evalkit.comparing.move import NOTHING, Move, moved, together
from evalkit.comparing.pairing import pairs
from evalkit.comparing.relation import Relation, relation
from evalkit.rubrics.rubric import AdjustmentKind
from evalkit.scoring.scorecard import AdjustmentResult, IndicatorResult, Scorecard


def compare(before: Scorecard, after: Scorecard) -> Comparison:
    """Return what moved from `before` to `after`. Scorecards that do not add up are compared too, and say so."""
    related = relation(before, after)
    findings = findings_changed(before.findings, after.findings)
    about = by_fact(findings)
    rows = [
        indicator_change(old, new, related, about)
        for old, new in pairs(
            _indicators(before),
            _indicators(after),
            (lambda row: row.id, lambda row: row.value and row.value.id),
        )
    ]
    acting = tuple(
        AdjustmentChange(old, new, moved(won(old), won(new), alike=_is_alike(old, new, related)))
        for old, new in pairs(before.adjustments, after.adjustments, (lambda row: (row.kind, row.id),))
    )
    return Comparison(
        before=before,
        after=after,
        relation=related,
        total=_total(before, after, rows, acting),
        dimensions=tuple(_dimensions(before, after, rows)),
        indicators=tuple(_in_order(rows, before, after)),
        adjustments=acting,
        residue=_residue(before, after),
        findings=findings,
        evaluators=evaluators(rows) if related.is_of_evaluators else None,
        doubts=(doubts(before), doubts(after)),
    )


def _indicators(card: Scorecard) -> list[IndicatorResult]:
    return [row for dimension in card.dimensions for row in dimension.indicators]


def _is_alike(old: AdjustmentResult | None, new: AdjustmentResult | None, related: Relation) -> bool:
    return related.is_same and old is not None and new is not None and won(old) == won(new)


def _total(
    before: Scorecard, after: Scorecard, rows: Sequence[IndicatorChange], acting: Sequence[AdjustmentChange]
) -> Move:
    """Return how the total moved; what is open in the very same way on both sides leaves nothing open about the move.

    An adjustment that takes or gives the same at both ends does so in between; of others nobody knows.
    """
    plain = moved(won(before), won(after), alike=_stands(rows, acting))
    if not all(_is_constant(each.before) and _is_constant(each.after) for each in acting):
        return plain
    summed = together([*(row.move for row in rows), *(each.move for each in acting)])
    return Move(plain.low, plain.high, summed.least, summed.most) if _fits(plain, summed) else plain


def _stands(rows: Sequence[IndicatorChange], acting: Sequence[AdjustmentChange]) -> bool:
    """Return whether no row can have moved."""
    moves = [*(row.move for row in rows), *(each.move for each in acting)]
    return not any(move.least or move.most for move in moves)


def _is_constant(each: AdjustmentResult | None) -> bool:
    return each is None or (each.kind is not AdjustmentKind.ROUNDING and each.low == each.high)


def _fits(plain: Move, summed: Move) -> bool:
    """Return whether the rows move the total as the total says: in a file that does not add up they do not."""
    return (plain.low, plain.high) == (summed.low, summed.high)


def _dimensions(
    before: Scorecard, after: Scorecard, rows: Sequence[IndicatorChange]
) -> Iterator[DimensionChange]:
    moves: dict[tuple[int, int], Move] = {
        (id(row.before), id(row.after)): row.move for row in rows if not row.one_sided
    }
    for old, new in pairs(before.dimensions, after.dimensions, (lambda each: each.id,)):
        plain = moved(won(old), won(new))
        if old is not None and new is not None:
            inner = pairs(old.indicators, new.indicators, (lambda row: row.id,))
            found = [moves.get((id(one), id(other))) for one, other in inner]
            known = [each for each in found if each is not None]
            summed = together(known)
            if len(known) == len(found) and _fits(plain, summed):
                plain = summed
        yield DimensionChange(old, new, plain)


def _in_order(rows: Sequence[IndicatorChange], before: Scorecard, after: Scorecard) -> list[IndicatorChange]:
    """Return the rows that moved the total most first; those alike by where they stand, whichever side is first."""
    places = {id(row): at for card in (before, after) for at, row in enumerate(_indicators(card))}

    def key(row: IndicatorChange) -> tuple[object, ...]:
        at = sorted(places[id(one)] for one in (row.before, row.after) if one is not None)
        return -row.move.size, at[0], at[-1], row.after is None

    return sorted(rows, key=key)


def _residue(before: Scorecard, after: Scorecard) -> Residue | None:
    old, new = missing_marks(before), missing_marks(after)
    if old == new == NOTHING:
        return None
    return Residue(old, new, moved(old, new))
