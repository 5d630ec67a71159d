"""Units of facts, and amounts as people read them."""

from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum

from evalkit.frozen import frozen
from evalkit.messages import Lang, plain


class Unit(Enum):
    """What a value counts.

    MONEY is in yuan, RATIO has 1 = 100 %, COUNT is a whole number of things, SCORE is in marks;
    YES_NO is a boolean and TEXT is as printed.
    """

    MONEY = "money"
    RATIO = "ratio"
    COUNT = "count"
    SCORE = "score"
    YES_NO = "yes_no"
    TEXT = "text"

    # An Enum's own hash is a Python function, and units are keys wherever a quantity is looked at.
    __hash__ = object.__hash__


_READING = Context(prec=400, rounding=ROUND_HALF_UP, traps=[])
"""Rounding for reading: no number that a report can print is too long for it."""


def rounded(number: Decimal, places: int) -> Decimal:
    """Return `number` rounded half up to `places` decimals, however long it is."""
    return number.quantize(Decimal(1).scaleb(-places), context=_READING)


def _rounded(number: Decimal, places: int) -> str:
    return f"{rounded(number, places):,f}"


def _marks(number: Decimal) -> str:
    """Return marks with 4 decimals at most, and with 6 where 4 would leave next to nothing of them."""
    places = 4 if abs(number) >= Decimal("0.01") else 6
    return plain(rounded(number, places))


@frozen
class Amount:
    """A value with its unit, shown the way reports print it: ``93.20%``, ``1,250.00 万元``."""

    value: Decimal
    unit: Unit

    def text(self, lang: Lang) -> str:
        """Return the amount rounded for reading; the exact value is in `value`."""
        if not self.value.is_finite():
            return "∞" if self.value > 0 else "−∞"
        if self.unit is Unit.RATIO:
            return f"{_rounded(_READING.multiply(self.value, Decimal(100)), 2)}%"
        if self.unit is Unit.MONEY:
            if lang is Lang.EN:
                return f"CNY {_rounded(self.value, 2)}"
            return (
                f"{_rounded(self.value / 10_000, 2)} 万元"
                if abs(self.value) >= 10_000
                else f"{_rounded(self.value, 2)} 元"
            )
        if self.unit is Unit.SCORE:
            return f"{_marks(self.value)} 分" if lang is Lang.ZH else f"{_marks(self.value)} marks"
        return plain(self.value)
