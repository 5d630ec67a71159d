"""Forms run on one report in exact Decimal: marks alone, in tables that are made once.

What a form comes to is a `Kept`: the marks that apply, and the two ends of what is left of them.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from itertools import pairwise

from evalkit.rules.curve import Curve, Piece
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
from evalkit.rules.rule import EXACT, MARK_PLACES, quantised
from evalkit.scoring.compiled.sources import IrregularError, Read, Record
from evalkit.scoring.ledger import ZERO, difference, total

Kept = tuple[Decimal, Decimal, Decimal]
"""The marks that apply, and the lower and the upper end of those that are left."""

Assess = Callable[[Record], Kept]

DOES_NOT_APPLY: Kept = (ZERO, ZERO, ZERO)

_GRAIN = Decimal(1).scaleb(-MARK_PLACES)


def booked(marks: Decimal, lost: Decimal, open: Decimal = ZERO, entries: int = 0) -> Kept:
    """Return what is left of `marks` when so much is lost and then so much open, each down to 0.

    `entries` is how many losses and open amounts these are: what rounding them leaves over is not
    awarded, as in the ledger.
    """
    high = max(difference(marks, lost), ZERO)
    low = max(difference(high, open), ZERO)
    if entries > 1 and ZERO < low <= _GRAIN * entries:
        return (marks, ZERO, high if open else ZERO)
    return (marks, low, high)


def assessing(form: Form, marks: Decimal, no_rate: Kept, readers: Mapping[str, Read]) -> Assess:
    """Return what gives what is kept of a record by `form`; `no_rate` is the one where there is no rate.

    The function returned raises IrregularError, or whatever a measure raises, where only the whole
    scorer can say what becomes of the record.
    """
    match form:
        case ByCurve(open=open):
            return _first_known(
                (_by_curve(form, marks, no_rate, readers),),
                booked(marks, ZERO, quantised(marks if open is None else open)),
            )
        case PerCase() | YesNo():
            return _first_known((_deciding(form, marks, no_rate, readers),), _all_open(marks))
        case FirstKnown(forms=forms):
            # Where one of several has no rate, whether the next one counts is for the rule to say.
            tries = tuple(_deciding(each, marks, None, readers) for each in forms)
            return _first_known(tries, _all_open(marks))
        case Shares(ids=ids):
            return partial(_shares, form, marks, no_rate, tuple(readers[id] for id in ids))
        case Best(forms=forms):
            sides = tuple(_by_curve(each, marks, DOES_NOT_APPLY, readers) for each in forms)
            return partial(_best, sides, marks, no_rate)
        case FirstCase(cases=cases):
            return partial(_first_case, cases, marks, no_rate, readers)
        case Waits():
            waiting = _all_open(marks)
            return lambda record: waiting


def _all_open(marks: Decimal) -> Kept:
    return booked(marks, ZERO, quantised(marks))


Decide = Callable[[Record], Kept | None]
"""What gives what is kept of a record by one value; None while the value is missing."""


def _first_known(tries: tuple[Decide, ...], waiting: Kept) -> Assess:
    if len(tries) == 1:
        (only,) = tries
        return lambda record: only(record) or waiting

    def assess(record: Record) -> Kept:
        for decide in tries:
            found = decide(record)
            if found is not None:
                return found
        return waiting

    return assess


def _deciding(form: Single, marks: Decimal, no_rate: Kept | None, readers: Mapping[str, Read]) -> Decide:
    match form:
        case ByCurve():
            return _by_curve(form, marks, no_rate, readers)
        case PerCase():
            return _per_case(form, marks, no_rate, readers)
        case YesNo():
            return _yes_no(form, marks, readers)


def _by_curve(form: ByCurve, marks: Decimal, no_rate: Kept | None, readers: Mapping[str, Read]) -> Decide:
    read, bounds = readers[form.id], form.curve.bounds
    inside, at = _steps(form.curve, marks)
    last = len(bounds)

    def decide(record: Record) -> Kept | None:
        value = read(record)
        if not isinstance(value, Decimal):
            return _absent(value)
        place = bisect_left(bounds, value)
        if place < last and bounds[place] == value:
            found = at[place]
        elif not place and value.is_nan():
            return _without_rate(no_rate)
        else:
            found = inside[place]
        return found if isinstance(found, tuple) else found(value)

    return decide


def _absent(value: object) -> Kept | None:
    """Return None for a value that is missing; raises IrregularError for one of another kind."""
    if value is not None:
        raise IrregularError
    return None


def _without_rate(no_rate: Kept | None) -> Kept:
    if no_rate is None:
        raise IrregularError
    return no_rate


Slope = Callable[[Decimal], Kept]
"""What gives what is kept of a value within a piece that is not level."""


def _steps(curve: Curve, marks: Decimal) -> tuple[list[Kept | Slope], list[Kept | Slope]]:
    """Return what holds between the bounds of `curve`, from the lowest to the highest, and what at each.

    That is what is kept where all values have the same, else what works it out.
    """
    bounds = curve.bounds
    half = Decimal("0.5")
    between = [EXACT.multiply(EXACT.add(one, other), half) for one, other in pairwise(bounds)]
    values = [Decimal("-Infinity"), *between, *([Decimal("Infinity")] if bounds else [])]
    inside = [_kept_in(curve.piece(value), marks) for value in values]
    return inside, [_kept_in(curve.piece(bound), marks) for bound in bounds]


def _kept_in(piece: Piece, marks: Decimal) -> Kept | Slope:
    if piece.level:
        return _left(piece.base, marks)
    if piece.inverse or quantised(marks) != marks:
        return lambda value: _left(piece.base if value.is_infinite() else piece.at(value), marks)
    base, slope = piece.base, piece.slope

    def on_line(value: Decimal) -> Kept:
        # As many decimals as losses keep: what is left needs no more rounding than what is gained.
        left = quantised(EXACT.fma(slope, value, base))
        return (marks, left, left) if ZERO <= left <= marks else _left(left, marks)

    return on_line


def stays_within(piece: Piece, marks: Decimal) -> bool:
    """Return whether `piece` is level, or a line that stays between no marks and `marks`."""
    if piece.level:
        return True
    if piece.inverse or piece.lower is None or piece.upper is None:
        return False
    return all(0 <= end <= marks for end in piece.ends)


def _left(gained: Decimal, marks: Decimal) -> Kept:
    left = difference(marks, quantised(difference(marks, gained)))
    left = min(max(left, ZERO), marks)
    return (marks, left, left)


def _per_case(form: PerCase, marks: Decimal, no_rate: Kept | None, readers: Mapping[str, Read]) -> Decide:
    read = readers[form.id]

    def decide(record: Record) -> Kept | None:
        count = read(record)
        if not isinstance(count, Decimal):
            return _absent(count)
        if count.is_nan():
            return _without_rate(no_rate)
        cases = max(count, ZERO)
        # Cases without end lose all that there is.
        return booked(marks, quantised(EXACT.multiply(cases, form.lose)) if cases.is_finite() else marks)

    return decide


def _yes_no(form: YesNo, marks: Decimal, readers: Mapping[str, Read]) -> Decide:
    read, yes = readers[form.id], booked(marks, ZERO)
    no = None if form.only_yes else booked(marks, quantised(marks))

    def decide(record: Record) -> Kept | None:
        value = read(record)
        if value is True:
            return yes
        return no if value is False else _absent(value)

    return decide


def _shares(form: Shares, marks: Decimal, no_rate: Kept, readers: tuple[Read, ...], record: Record) -> Kept:
    found, waiting = [], 0
    for read in readers:
        value = read(record)
        if value is None:
            waiting += 1
        elif not isinstance(value, Decimal):
            raise IrregularError
        elif not value.is_nan():
            found.append(value)
    among = len(found) + waiting
    if not among:
        return no_rate
    share = EXACT.divide(marks, Decimal(among))
    short = [EXACT.multiply(share, _short(value, form.full_at)) for value in found]
    lost = quantised(total(short))
    all = quantised(total([total(short), *([share] * waiting)]))
    return booked(marks, lost, difference(all, lost), sum(each > 0 for each in short) + waiting)


def _short(value: Decimal, full_at: Decimal) -> Decimal:
    reached = EXACT.divide(value, full_at)
    return EXACT.subtract(Decimal(1), min(max(reached, Decimal(0)), Decimal(1)))


def _best(sides: tuple[Decide, ...], marks: Decimal, no_rate: Kept, record: Record) -> Kept:
    """Return what is kept of the better side, where one that waits could still win marks back."""
    found = [decide(record) for decide in sides]
    decided = [each[1] for each in found if each is not None and each[0]]
    if not decided:
        return _all_open(marks) if None in found else no_rate
    lost = difference(marks, max(decided))
    return booked(marks, ZERO, lost) if None in found else booked(marks, lost)


def _first_case(
    cases: tuple[Branch, ...],
    marks: Decimal,
    no_rate: Kept,
    readers: Mapping[str, Read],
    record: Record,
) -> Kept:
    doubted: list[Decimal] = []
    for case in cases:
        values = [readers[id](record) for id in (case.id, case.of) if id]
        if None in values:
            doubted.append(case.marks)
            continue
        numbers = [value for value in values if isinstance(value, Decimal)]
        if len(numbers) < len(values):
            raise IrregularError
        if any(number.is_nan() for number in numbers):
            return no_rate
        if not numbers or _holds(case, *numbers):
            worth = [case.marks, *doubted]
            lost = quantised(difference(marks, max(worth)))
            return booked(marks, lost, quantised(difference(max(worth), min(worth))))
    return _all_open(marks)


_TESTS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "equals": Decimal.__eq__,
    "from": Decimal.__ge__,
    "above": Decimal.__gt__,
    "to": Decimal.__le__,
    "below": Decimal.__lt__,
}


def _holds(case: Branch, value: Decimal, whole: Decimal = Decimal(1)) -> bool:
    # Nothing of an endless value is nothing, not the undefined 0 × ∞.
    return all(
        _TESTS[key](value, EXACT.multiply(share, whole) if share else share)
        for key, share in case.limits.items()
    )
