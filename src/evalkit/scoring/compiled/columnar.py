"""Forms run on a table of reports, in floats, column by column.

Where a value lies too near to an edge for floats to tell on which side, the row is in doubt and is
assessed exactly afterwards; so both ways give the same bands, and marks that differ by less than 1e-9.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import numpy as np
from attrs import define

from evalkit.frozen import frozen
from evalkit.rules.forms import (
    Best,
    Branch,
    ByCurve,
    FirstCase,
    FirstKnown,
    Form,
    PerCase,
    Shares,
    Single,
    Waits,
    YesNo,
)
from evalkit.rules.rule import MARK_PLACES, quantised
from evalkit.scoring.compiled.columns import Chunk, Column
from evalkit.scoring.compiled.exact import Kept
from evalkit.scoring.compiled.sources import IrregularError
from evalkit.scoring.compiled.steps import Steps
from evalkit.scoring.compiled.table import DIGITS
from evalkit.scoring.compiled.vector import Floats, Mask, near

_GRAINS = 10.0**MARK_PLACES


@define(eq=False)
class Left:
    """What is left of the marks of a row, for each report of a chunk.

    `low` is the lower end, `open` how far the upper end lies above it and `waived` the marks that do
    not apply, both None for nothing anywhere; `doubt` is where floats cannot tell, None for nowhere.
    """

    low: Floats
    open: Floats | None = None
    waived: Floats | None = None
    doubt: Mask | None = None


Columnar = Callable[[Chunk], Left]


def columnar(form: Form, marks: Decimal, no_rate: Kept) -> Columnar:
    """Return what gives what is left of `marks` by `form`; `no_rate` is what is kept where there is no rate.

    The function returned raises where a chunk cannot be reckoned by columns at all.
    """
    ends = _Ends(float(marks), float(no_rate[0]), float(no_rate[1]))
    match form:
        case ByCurve() | PerCase() | YesNo():
            return partial(_single, ends, _decider(form, marks))
        case FirstKnown(forms=forms):
            return partial(_first_known, ends, tuple(_decider(each, marks) for each in forms))
        case Shares():
            return partial(_shares, ends, form)
        case Best(forms=forms):
            return partial(_best, ends, tuple(_decider(each, marks) for each in forms))
        case FirstCase(cases=cases):
            return partial(_first_case, ends, cases)
        case Waits():
            return partial(_waits, ends)


@frozen
class _Ends:
    """The full marks of a row, and those that apply and are left where there is no rate."""

    marks: Floats | float
    applies: float
    left: float


@frozen(eq=False)
class _Decider:
    """A form of one value: its id, what is left for its values, and how much is open without one."""

    id: str
    left: Callable[[Column], tuple[Floats, Mask | None]]
    open: float
    undecided: Callable[[Floats], Mask] | None = None


def _decider(form: Single, marks: Decimal) -> _Decider:
    match form:
        case ByCurve(open=open):
            stake = marks if open is None else open
            return _Decider(form.id, Steps.of(form.curve, marks).left, float(quantised(stake)))
        case PerCase():
            return _Decider(form.id, partial(_per_case, float(marks), float(form.lose)), float(marks))
        case YesNo():
            undecided = _is_no if form.only_yes else None
            return _Decider(form.id, partial(_yes_no, float(marks)), float(marks), undecided)


def counting(form: PerCase | FirstKnown, high: Floats) -> Columnar:
    """Return what gives what is left of `high`, the marks of each report, by a form that counts cases."""
    ends = _Ends(high, 0.0, 0.0)
    forms = form.forms if isinstance(form, FirstKnown) else (form,)
    return partial(_first_known, ends, tuple(_counter(each, high) for each in forms))


def _counter(form: Single, high: Floats) -> _Decider:
    if isinstance(form, PerCase):
        return _Decider(form.id, partial(_per_case, high, float(form.lose)), 0.0)
    if isinstance(form, YesNo):
        return _Decider(form.id, partial(_yes_no, high), 0.0, _is_no if form.only_yes else None)
    raise IrregularError


def _is_no(values: Floats) -> Mask:
    return np.equal(values, 0.0)


def _per_case(marks: Floats | float, lose: float, column: Column) -> tuple[Floats, Mask | None]:
    return np.maximum(marks - np.maximum(column.values, 0.0) * lose, 0.0), None


def _yes_no(marks: Floats | float, column: Column) -> tuple[Floats, Mask | None]:
    return column.values * marks, None


def _single(ends: _Ends, decider: _Decider, chunk: Chunk) -> Left:
    column = chunk.column(decider.id)
    low, doubt = decider.left(column)
    found = Left(low, doubt=_either(doubt, column.doubt))
    if column.missing is not None:
        _leave_open(found, column.missing, ends.marks, decider.open)
    if column.no_rate is not None:
        _leave_without_rate(found, column.no_rate, ends)
    return found


def _leave_open(found: Left, where: Mask, marks: Floats | float, open: float) -> None:
    found.low = np.where(where, marks - open, found.low)
    found.open = np.where(where, open, 0.0 if found.open is None else found.open)
    if found.doubt is not None:
        found.doubt &= ~where


def _leave_without_rate(found: Left, where: Mask, ends: _Ends) -> None:
    found.low = np.where(where, ends.left, found.low)
    if ends.applies != ends.marks:
        found.waived = np.where(where, ends.marks - ends.applies, 0.0)
    if found.doubt is not None:
        found.doubt &= ~where


def _either(one: Mask | None, other: Mask | None) -> Mask | None:
    if one is None or other is None:
        return one if other is None else other
    return one | other


def _first_known(ends: _Ends, deciders: tuple[_Decider, ...], chunk: Chunk) -> Left:
    first = chunk.column(deciders[0].id)
    if first.finite and deciders[0].undecided is None:
        low, unsure = deciders[0].left(first)
        return Left(low, doubt=_either(unsure, first.doubt))
    rows = chunk.table.rows
    waiting = np.ones(rows, dtype=np.bool_)
    low, doubt = np.zeros(rows), np.zeros(rows, dtype=np.bool_)
    for decider in deciders:
        column = chunk.column(decider.id)
        here = waiting if column.missing is None else waiting & ~column.missing
        if column.no_rate is not None:
            doubt |= here & column.no_rate
        left, unsure = decider.left(column)
        both = _either(unsure, column.doubt)
        if both is not None:
            doubt |= here & both
        if decider.undecided is not None:
            here = here & ~decider.undecided(column.values)
        low = np.where(here, left, low)
        waiting = waiting & ~here
        if not waiting.any():
            break
    open = np.where(waiting, ends.marks, 0.0) if waiting.any() else None
    return Left(low, open, doubt=doubt if doubt.any() else None)


def _waits(ends: _Ends, chunk: Chunk) -> Left:
    return Left(np.zeros(chunk.table.rows), np.full(chunk.table.rows, ends.marks))


def _shares(ends: _Ends, form: Shares, chunk: Chunk) -> Left:
    columns = [chunk.column(id) for id in form.ids]
    full_at, rows = float(form.full_at), chunk.table.rows
    among: Floats = np.zeros(rows)
    reached, waiting = np.zeros(rows), np.zeros(rows)
    doubt: Mask | None = None
    for column in columns:
        value = np.clip(column.values / full_at, 0.0, 1.0)
        gone = np.zeros(rows, dtype=np.bool_)
        for mask in (column.missing, column.no_rate):
            gone = gone if mask is None else gone | mask
        reached += np.where(gone, 0.0, value)
        waiting += 0.0 if column.missing is None else column.missing
        among += 1.0 if column.no_rate is None else ~column.no_rate
        doubt = _either(doubt, column.doubt)
    nothing = among == 0.0
    share = ends.marks / np.where(nothing, 1.0, among)
    lost = np.rint(share * (among - reached - waiting) * _GRAINS) / _GRAINS
    high = ends.marks - lost
    open = np.rint(share * waiting * _GRAINS) / _GRAINS
    # What rounding leaves over of all marks is not awarded: too near to tell for floats.
    low = high - open
    slight = (low != 0.0) & (np.abs(low) < 1e-8)
    found = Left(low, open if waiting.any() else None, doubt=_either(doubt, slight if slight.any() else None))
    if nothing.any():
        _leave_without_rate(found, nothing, ends)
    return found


def _best(ends: _Ends, sides: tuple[_Decider, ...], chunk: Chunk) -> Left:
    rows = chunk.table.rows
    best = np.full(rows, -np.inf)
    waits = np.zeros(rows, dtype=np.bool_)
    doubt: Mask | None = None
    for side in sides:
        column = chunk.column(side.id)
        left, unsure = side.left(column)
        known = np.ones(rows, dtype=np.bool_)
        for mask in (column.missing, column.no_rate):
            known = known if mask is None else known & ~mask
        best = np.where(known, np.maximum(best, left), best)
        waits = waits if column.missing is None else waits | column.missing
        doubt = _either(doubt, _either(unsure, column.doubt))
    decided = np.isfinite(best)
    found = Left(np.where(decided, best, 0.0), doubt=doubt)
    if waits.any():
        found.open = np.where(waits, ends.marks - found.low, 0.0)
    nothing = ~decided & ~waits
    if nothing.any():
        _leave_without_rate(found, nothing, ends)
    return found


def _first_case(ends: _Ends, cases: tuple[Branch, ...], chunk: Chunk) -> Left:
    rows = chunk.table.rows
    waiting = np.ones(rows, dtype=np.bool_)
    low, doubt = np.zeros(rows), np.zeros(rows, dtype=np.bool_)
    for case in cases:
        here = waiting
        if case.id:
            column = chunk.column(case.id)
            whole = chunk.column(case.of) if case.of else None
            for each in (column, whole) if whole is not None else (column,):
                for mask in (each.missing, each.no_rate, each.doubt):
                    # A case in doubt leaves it open which of several gives the marks.
                    doubt |= np.zeros(rows, dtype=np.bool_) if mask is None else waiting & mask
            holds, unsure = _holds(case, column, whole)
            doubt |= waiting & unsure
            here = waiting & holds
        low = np.where(here, float(case.marks), low)
        waiting = waiting & ~here
    return Left(np.minimum(low, ends.marks), doubt=doubt if doubt.any() else None)


def _holds(case: Branch, column: Column, whole: Column | None) -> tuple[Mask, Mask]:
    values = column.values
    holds, unsure = np.ones(len(values), dtype=np.bool_), np.zeros(len(values), dtype=np.bool_)
    for key, share in case.limits.items():
        limit = float(share) * (1.0 if whole is None or not share else whole.values)
        trusted = column.exact and len(share.as_tuple().digits) <= DIGITS
        if not trusted or (whole is not None and not (whole.exact and share in (0, 1))):
            unsure |= near(values, limit)
        holds &= _TESTS[key](values, limit)
    return holds, unsure


_TESTS: dict[str, Callable[..., Mask]] = {
    "equals": np.equal,
    "from": np.greater_equal,
    "above": np.greater,
    "to": np.less_equal,
    "below": np.less,
}
