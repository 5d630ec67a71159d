"""What acts on the total of each report of a table, column by column."""

import numpy as np
from attrs import define

from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, NotApplicable, Rubric, Statements
from evalkit.rules.rule import MARK_PLACES
from evalkit.scoring.compiled.columns import Chunk
from evalkit.scoring.compiled.vector import NEAR, Floats, Mask

_GRAINS = 10.0**MARK_PLACES


@define(eq=False)
class Total:
    """The total of each report of a chunk: both ends, the marks that apply, and where floats cannot tell."""

    low: Floats
    high: Floats
    marks: Floats
    doubt: Mask

    def apply(self, adjustment: Adjustment, rubric: Rubric, statements: Statements, chunk: Chunk) -> None:
        """Let `adjustment` act."""
        if adjustment.kind is AdjustmentKind.RESCALE:
            self._rescale(rubric)
        elif adjustment.kind is AdjustmentKind.ROUNDING:
            self.low, self.high = (
                self._rounded(end, adjustment.places or 0) for end in (self.low, self.high)
            )
        else:
            self._decide(adjustment, statements, chunk)

    def _rescale(self, rubric: Rubric) -> None:
        whole = float(rubric.total)
        partly = (self.marks > 0.0) & (self.marks < whole - NEAR)
        if rubric.not_applicable is NotApplicable.RESCALE_WITHIN:
            self.doubt |= partly  # How indicators stand to one another is not in the total.
        factor = np.where(partly, whole / np.where(partly, self.marks, 1.0), 1.0)
        self.low, self.high = (
            np.where(partly, np.rint(end * factor * _GRAINS) / _GRAINS, end) for end in (self.low, self.high)
        )
        self.marks = np.full(len(self.marks), whole)

    def _rounded(self, end: Floats, places: int) -> Floats:
        scaled = end * 10.0**places
        part = scaled - np.floor(scaled)
        self.doubt |= np.abs(part - 0.5) < NEAR * 10.0**places
        return np.minimum(np.floor(scaled + 0.5) / 10.0**places, self.marks)

    def _decide(self, adjustment: Adjustment, statements: Statements, chunk: Chunk) -> None:
        sure, possible = self._effect(adjustment, statements, chunk)
        if adjustment.kind is AdjustmentKind.BONUS:
            self.low = np.minimum(self.low + sure, self.marks)
            self.high = np.minimum(self.high + possible, self.marks)
        elif adjustment.kind is AdjustmentKind.PENALTY:
            self.low = np.maximum(self.low - possible, 0.0)
            self.high = np.maximum(self.high - sure, 0.0)
        else:
            veto = adjustment.kind is AdjustmentKind.VETO
            most = 0.0 if veto else np.inf if adjustment.at_most is None else float(adjustment.at_most)
            self.low = np.where(possible > 0.0, np.minimum(self.low, most), self.low)
            self.high = np.where(sure > 0.0, np.minimum(self.high, most), self.high)

    def _effect(self, adjustment: Adjustment, statements: Statements, chunk: Chunk) -> tuple[Floats, Floats]:
        """Return how far `adjustment` goes for sure, and how far it may go, infinite where nothing bounds it."""
        is_limit = adjustment.kind in (AdjustmentKind.CAP, AdjustmentKind.VETO)
        bound = np.inf if adjustment.at_most is None else float(adjustment.at_most)
        most = 1.0 if is_limit else bound
        rows = chunk.table.rows
        if not adjustment.rests_on:
            return np.zeros(rows), np.full(rows, most)
        column = chunk.column(adjustment.rests_on)
        amount = self._amount(adjustment, column.values, bound, is_limit=is_limit, exact=column.exact)
        if column.no_rate is not None:
            amount = np.where(column.no_rate, 0.0, amount)
        if column.doubt is not None:
            self.doubt |= column.doubt
        if statements is Statements.CONFIRM:
            for fact in chunk.sources.get(adjustment.rests_on).facts:
                self.doubt |= chunk.table.stated.get(fact, False)
        # What an evaluator sets within a range is sure to be its least and may be its most.
        sure = amount if adjustment.at_least is None else np.minimum(amount, float(adjustment.at_least))
        if column.missing is None:
            return sure, amount
        return np.where(column.missing, 0.0, sure), np.where(column.missing, most, amount)

    def _amount(
        self, adjustment: Adjustment, values: Floats, bound: float, *, is_limit: bool, exact: bool
    ) -> Floats:
        if adjustment.below is not None:
            edge = float(adjustment.below)
            if not exact:
                self.doubt |= np.abs(values - edge) <= NEAR * max(1.0, abs(edge))
            return np.where(values < edge, 1.0, 0.0)
        if is_limit:
            if not exact:
                self.doubt |= np.abs(values) <= NEAR
            return np.where(values > 0.0, 1.0, 0.0)
        each = bound if adjustment.each is None else float(adjustment.each)
        amount = np.where(values > 0.0, each * values, 0.0)
        return np.rint(np.minimum(amount, bound) * _GRAINS) / _GRAINS
