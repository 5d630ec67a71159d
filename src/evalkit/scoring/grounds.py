"""What the awarded marks rest on: sums by basis that add up to the marks, always."""

from collections.abc import Iterable
from decimal import Decimal
from operator import attrgetter

from attrs import evolve, fields

from evalkit.facts.fact import Basis
from evalkit.rules.rule import EXACT, quantised
from evalkit.scoring.ledger import ZERO, difference, total
from evalkit.scoring.scorecard import BasisSums

NOTHING = BasisSums(ZERO, ZERO, ZERO, ZERO, ZERO)
"""No marks at all."""

_WEAKEST_FIRST = ("statement", "claim", "supplied", "judgement", "figure")
_NAMES = tuple(field.name for field in fields(BasisSums))
_parts = attrgetter(*_NAMES)


def resting(marks: Decimal, basis: Basis | None) -> BasisSums:
    """Return `marks` resting on `basis`; None stands for an evaluator's judgement."""
    own = _name(basis)
    return BasisSums(*[marks if name == own else ZERO for name in _NAMES])


def together(sums: Iterable[BasisSums]) -> BasisSums:
    """Return the sums of several parts."""
    rows = [_parts(each) for each in sums]
    return BasisSums(*(total(row[place] for row in rows) for place in range(len(_NAMES))))


def less(sums: BasisSums, marks: Decimal, basis: Basis | None) -> BasisSums:
    """Return `sums` without `marks`, which are taken for reasons that rest on `basis`.

    They come off the marks of that basis first and then off the weakest, so that no sum is
    negative and what remains rests on the strongest ground there is.
    """
    left = {name: getattr(sums, name) for name in _NAMES}
    for name in (_name(basis), *_WEAKEST_FIRST):
        taken = min(marks, left[name])
        left[name] = difference(left[name], taken)
        marks = difference(marks, taken)
    return BasisSums(**left)


def more(sums: BasisSums, marks: Decimal) -> BasisSums:
    """Return `sums` with `marks` more that rest on all of it alike (rescaling, rounding up)."""
    whole = total(_parts(sums))
    if not whole:
        return evolve(sums, judgement=marks)
    shares = {
        name: quantised(EXACT.divide(EXACT.multiply(getattr(sums, name), marks), whole)) for name in _NAMES
    }
    largest = max(_NAMES, key=lambda name: getattr(sums, name))
    shares[largest] = difference(marks, total(share for name, share in shares.items() if name != largest))
    return together([sums, BasisSums(**shares)])


def _name(basis: Basis | None) -> str:
    return "judgement" if basis is None else basis.value
