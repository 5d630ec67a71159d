"""Curves as tables, for whole columns of values: an edge between any two regions, and what each leaves."""

from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evalkit.frozen import frozen
from evalkit.rules.curve import Curve, Piece
from evalkit.rules.rule import MARK_PLACES, quantised
from evalkit.scoring.compiled.columns import Column
from evalkit.scoring.compiled.exact import stays_within
from evalkit.scoring.compiled.table import DIGITS
from evalkit.scoring.compiled.vector import NEAR, Floats, Mask

_GRAINS = 10.0**MARK_PLACES
_FEW = 16
"""Up to so many edges it is faster to compare with each of them than to search."""
_LEVEL = 1e-12
"""Marks that differ by less than this do not differ."""


@frozen(eq=False)
class Steps:
    """A curve as tables: an edge between any two regions, and what each region leaves.

    `low_edges` and `high_edges` are those of a value that was reckoned, which may lie on either side
    of an edge when it is between the two; where the marks do not jump both are the edge itself. The
    curve is `sloping` or `falling` (as 1 ÷ value) where some piece is, and keeps `within` no marks and
    all of them where none must be cut off.
    """

    edges: tuple[float, ...]
    strict: tuple[bool, ...]
    low_edges: tuple[float, ...]
    high_edges: tuple[float, ...]
    base: Floats
    slope: Floats
    inverse: Floats
    marks: float
    per_unit: float
    sloping: bool
    falling: bool
    within: bool

    @classmethod
    def of(cls, curve: Curve, marks: Decimal) -> "Steps":
        """Return the tables of `curve` for an indicator of `marks`."""
        edges: list[Decimal] = []
        strict: list[bool] = []
        for bound in curve.bounds:
            here = curve.piece(bound)
            edges += [bound] * (2 if here.point is not None else 1)
            strict += [False, True] if here.point is not None else [_ends_at(here, bound)]
        pieces = [piece for piece in curve.pieces if not piece.empty]
        jumps = [_jumps(pieces, place, edge) for place, edge in enumerate(edges)]
        guard = [
            NEAR * max(1.0, abs(float(edge))) if jump else 0.0
            for edge, jump in zip(edges, jumps, strict=True)
        ]
        return cls(
            tuple(map(float, edges)),
            tuple(strict),
            tuple(float(edge) - width for edge, width in zip(edges, guard, strict=True)),
            tuple(float(edge) + width for edge, width in zip(edges, guard, strict=True)),
            np.array([_level_base(piece, marks) for piece in pieces]),
            np.array([float(piece.slope) for piece in pieces]),
            np.array([float(piece.inverse) for piece in pieces]),
            float(marks),
            _per_unit([edge for edge, jump in zip(edges, jumps, strict=True) if jump]),
            any(piece.slope for piece in pieces),
            any(piece.inverse for piece in pieces),
            all(stays_within(piece, marks) for piece in pieces),
        )

    def left(self, column: Column) -> tuple[Floats, Mask | None]:
        """Return what is left for the values of `column`, and where floats cannot tell."""
        if column.tells(self.per_unit):
            return self._within(self._regions(column.values, self.edges), column), None
        region = self._regions(column.values, self.high_edges)
        doubt = None
        if self.low_edges != self.high_edges:
            apart = region != self._regions(column.values, self.low_edges)
            doubt = apart if apart.any() else None
        return self._within(region, column), doubt

    def _regions(self, values: Floats, edges: tuple[float, ...]) -> NDArray[Any]:
        """Return the number of the region that each value lies in."""
        if len(edges) > _FEW:
            above = np.searchsorted(
                [edge for edge, strict in zip(edges, self.strict, strict=True) if strict], values
            )
            from_ = [edge for edge, strict in zip(edges, self.strict, strict=True) if not strict]
            return above + np.searchsorted(from_, values, side="right")
        region: NDArray[np.int8] = np.zeros(len(values), dtype=np.int8)
        for edge, strict in zip(edges, self.strict, strict=True):
            region += (values > edge if strict else values >= edge).view(np.int8)
        return region

    def _within(self, region: NDArray[Any], column: Column) -> Floats:
        left = self.base.take(region)
        if not (self.sloping or self.falling):
            return left
        values = column.values
        if self.sloping:
            left += self.slope.take(region) * values
        if self.falling:
            inverse = self.inverse.take(region)
            left += np.where(inverse == 0.0, 0.0, inverse / values)
        if not column.finite:
            left = np.where(np.isinf(values), self.base.take(region), left)
        # Marks are kept to so many decimals: sums of them would drift apart otherwise.
        left *= _GRAINS
        np.rint(left, out=left)
        left /= _GRAINS
        return left if self.within else np.clip(left, 0.0, self.marks, out=left)


def _per_unit(edges: list[Decimal]) -> float:
    """Return how many steps of the finest edge make a unit, the more the greater the edges are.

    0 where there are none, and infinite where floats do not hold one.
    """
    if not edges:
        return 0.0
    if any(len(edge.as_tuple().digits) > DIGITS for edge in edges):
        return float("inf")
    finest = max(Decimal(1).scaleb(-min(int(edge.as_tuple().exponent), 0)) for edge in edges)
    return float(finest) * max(1.0, *(abs(float(edge)) for edge in edges))


def _ends_at(piece: Piece, bound: Decimal) -> bool:
    """Return whether `piece`, which holds `bound`, is the one below it."""
    return piece.upper is not None and piece.upper.value == bound


def _level_base(piece: Piece, marks: Decimal) -> float:
    if piece.level:
        return float(min(max(marks - quantised(marks - piece.base), Decimal(0)), marks))
    return float(piece.base)


def _jumps(pieces: list[Piece], place: int, edge: Decimal) -> bool:
    """Return whether the marks change at `edge`, which is between the pieces `place` and the next one."""
    below, above = pieces[place], pieces[place + 1]
    return abs(float(_near_edge(below, edge)) - float(_near_edge(above, edge))) > _LEVEL


def _near_edge(piece: Piece, edge: Decimal) -> Decimal:
    """Return the marks that `piece` comes to at `edge`; without end at 0 where it falls as 1 ÷ value."""
    if piece.inverse and not edge:
        return Decimal("Infinity")
    return piece.at(edge)
