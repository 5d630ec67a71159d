"""Numbers and values as people read them; the exact ones are in the JSON."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from evalkit.facts.fact import FactValue
from evalkit.facts.unit import Amount, Unit
from evalkit.messages import Lang, plain
from evalkit.rendering.visible import visible

MINUS = "−"
_TWO, _FOUR = Decimal("0.01"), Decimal("0.0001")


def marks(value: Decimal, full: Decimal | None = None) -> str:
    """Return `value` marks with at most two decimals, half up.

    Where two decimals would show nothing although there is something, or all of `full` although
    something is gone, there are four; where four would do so too, all of them.
    """
    for step in (_TWO, _FOUR):
        shown = value.quantize(step, ROUND_HALF_UP)
        if (shown or not value) and (full is None or value == full or shown != full):
            return plain(shown)
    return plain(value)


def signed(value: Decimal, full: Decimal | None = None) -> str:
    """Return `value` marks with its sign; nothing has none."""
    text = marks(abs(value), full)
    if not value:
        return text
    return f"+{text}" if value > 0 else f"{MINUS}{text}"


def interval(awarded: Decimal, low: Decimal, high: Decimal, lang: Lang, full: Decimal | None = None) -> str:
    """Return the marks awarded, with the interval they lie in when it is open: ``84.91（84.91–96.91）``."""
    shown = marks(awarded, full)
    if low == high == awarded:
        return shown
    between = f"{marks(low, full)}–{marks(high, full)}"
    return f"{shown}（{between}）" if lang is Lang.ZH else f"{shown} ({between})"


def value_text(value: FactValue | None, unit: Unit, lang: Lang) -> str:
    """Return a value with its unit in words; None, no value, is a dash."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return ("是" if value else "否") if lang is Lang.ZH else ("yes" if value else "no")
    return Amount(value, unit).text(lang) if isinstance(value, Decimal) else visible(value)


def aligned(numbers: Sequence[str]) -> list[str]:
    """Return `numbers` padded on the right, so that flush right their decimal points stand in a column."""
    tails = [len(number.partition(".")[2]) + ("." in number) for number in numbers]
    widest = max(tails, default=0)
    return [
        number + " " * (widest - tail) if number else "" for number, tail in zip(numbers, tails, strict=True)
    ]
