"""Rows of a table, column by column: by their forms, parts together, then the rules that act on the rest."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

import numpy as np

from evalkit.rules.forms import FirstKnown, PerCase, YesNo
from evalkit.rules.rule import Rule
from evalkit.scoring.compiled.columnar import Columnar, Left, counting
from evalkit.scoring.compiled.columnar import columnar as columnar_of_form
from evalkit.scoring.compiled.columns import Chunk
from evalkit.scoring.compiled.exact import DOES_NOT_APPLY
from evalkit.scoring.compiled.nodes import Node, Sources
from evalkit.scoring.compiled.sources import IrregularError
from evalkit.scoring.compiled.vector import Floats

_MOST_LEFT = 16
"""For how many different marks left a modifier is worked out; beyond that each report is assessed by itself."""


def columnar_of(node: Node, sources: Sources, *, rescales: bool) -> Columnar:
    """Return what gives what is left of a row for each report of a chunk.

    The function returned raises where a chunk cannot be reckoned by columns.
    """
    if not node.regular:
        return _irregular
    if node.form is not None:
        found = columnar_of_form(node.form, node.row.indicator.marks, node.no_rate)
    else:
        found = partial(_together, [columnar_of(each, sources, rescales=rescales) for each in node.below])
    if node.row.indicator.modifiers and rescales:
        found = _applying(found, node, sources)
    for rule in node.row.indicator.modifiers:
        found = partial(_modified, found, rule, sources)
    return found


def _irregular(chunk: Chunk) -> Left:
    raise IrregularError


def _together(parts: list[Columnar], chunk: Chunk) -> Left:
    return summed([part(chunk) for part in parts], chunk.table.rows)


def summed(parts: Sequence[Left], rows: int) -> Left:
    """Return what several rows leave together."""
    first, *others = parts or [Left(np.zeros(rows))]
    found = Left(first.low, first.open, first.waived, first.doubt)
    for part in others:
        found.low = found.low + part.low
        found.open = _sum(found.open, part.open)
        found.waived = _sum(found.waived, part.waived)
        if part.doubt is not None:
            found.doubt = part.doubt if found.doubt is None else found.doubt | part.doubt
    return found


def _sum(one: Floats | None, other: Floats | None) -> Floats | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other


def _applying(found: Columnar, node: Node, sources: Sources) -> Columnar:
    """Return `found`, in doubt where a part may not apply: that bears no loss of a modifier yet."""
    leaves = [each for each in node.tree() if each.may_not_apply]
    doubtful = [(each.row.indicator.marks, columnar_of(each, sources, rescales=False)) for each in leaves]

    def applying(chunk: Chunk) -> Left:
        left = found(chunk)
        for marks, assess in doubtful:
            part = assess(chunk)
            if part.open is not None:
                waits = (part.low == 0.0) & (part.open == float(marks))
                left.doubt = waits if left.doubt is None else left.doubt | waits
        return left

    return applying


def _modified(before: Columnar, rule: Rule, sources: Sources, chunk: Chunk) -> Left:
    """Return what is left after `rule` has acted on the upper end of what `before` leaves."""
    left = before(chunk)
    high = left.low if left.open is None else left.low + left.open
    after = _acting(rule, high, sources, chunk)
    applies = np.ones(len(high), dtype=np.bool_) if after.waived is None else after.waived == 0.0
    stake = 0.0 if after.open is None else np.where(applies, after.open, 0.0)
    lost = np.where(applies, high - after.low - stake, 0.0)
    low = np.maximum(left.low - lost - stake, 0.0)
    doubt = left.doubt if after.doubt is None else after.doubt | (False if left.doubt is None else left.doubt)
    open = high - lost - low
    return Left(low, open if left.open is not None or after.open is not None else None, left.waived, doubt)


def _acting(rule: Rule, high: Floats, sources: Sources, chunk: Chunk) -> Left:
    form = sources.form_of(rule, Decimal(1))
    if isinstance(form, PerCase | FirstKnown) and _counts(form):
        return counting(form, high)(chunk)
    amounts = np.unique(high)
    if len(amounts) > _MOST_LEFT:
        raise IrregularError
    low, open, waived = np.zeros(len(high)), np.zeros(len(high)), np.zeros(len(high))
    doubt = np.zeros(len(high), dtype=np.bool_)
    for amount in amounts[amounts > 0.0]:
        own = sources.form_of(rule, Decimal(repr(float(amount))))
        if own is None:
            raise IrregularError
        part = columnar_of_form(own, Decimal(repr(float(amount))), DOES_NOT_APPLY)(chunk)
        here = high == amount
        low = np.where(here, part.low, low)
        open = np.where(here, 0.0 if part.open is None else part.open, open)
        waived = np.where(here, 0.0 if part.waived is None else part.waived, waived)
        doubt = np.where(here, False if part.doubt is None else part.doubt, doubt)
    return Left(low, open, waived, doubt)


def _counts(form: PerCase | FirstKnown) -> bool:
    """Return whether what `form` takes does not depend on how much there is to take from."""
    return isinstance(form, PerCase) or all(isinstance(each, PerCase | YesNo) for each in form.forms)
