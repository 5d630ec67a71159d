"""Proportional marks: so much of the target reached, so much of the marks earned."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rules.curve import Bound, Curve, Piece
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import EXACT, Fault, Title
from evalkit.rules.showing import Precise, Threshold


@frozen
class Proportional(OneValueRule):
    """Marks × value ÷ `full_at`, full from there on, 0 for negative values.

    ``measure`` is a measure or a numeric fact; ``full_at`` (default 100 %, in the unit of the measure)
    is the value that earns full marks; ``over = "zero"`` takes all marks from a value above it (a
    budget overspent), the default ``"full"`` none. Example: 92 % with 5 marks earns 4.6.
    """

    name: ClassVar[str] = "proportional"
    title: ClassVar[Title] = Title("按比例计分", "Proportional")

    measure: str
    full_at: Decimal = Decimal(1)
    over: Literal["full", "zero"] = "full"

    def curve(self, marks: Decimal) -> Curve:
        """Return nothing below 0, a slope up to `full_at`, then full marks or none."""
        zero, full = Decimal(0), self.full_at
        slope = Piece(
            Bound(zero, included=True),
            Bound(full, included=False),
            base=zero,
            slope=EXACT.divide(marks, full),
        )
        below = Piece(None, Bound(zero, included=False), zero)
        if self.over == "full":
            return Curve((below, slope, Piece(Bound(full, included=True), None, marks)))
        point = Piece(Bound(full, included=True), Bound(full, included=True), marks)
        return Curve((below, slope, point, Piece(Bound(full, included=False), None, zero)))

    def standard(self, title: Title, value: Precise, curve: Curve) -> Message:
        """Return how far `value` falls short of full marks, or that it lies beyond."""
        full = Threshold(self.full_at, value.unit)
        if value.value > self.full_at:
            return super().standard(title, value, curve)
        return say(
            "{title}为 {value}，未达到 {full}，按比例计分",
            "{title} is {value}, short of {full}, scored in proportion",
            title=title,
            value=value,
            full=full,
        )

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return a target that nothing can be measured against."""
        return tuple(_positive("full_at", self.full_at))


def _positive(key: str, value: Decimal) -> Iterator[Fault]:
    if not (value.is_finite() and value > 0):
        message = say("{key} 不能是 {value}", "{key} cannot be {value}", key=key, value=value)
        yield Fault((key,), message, say("大于 0 的数", "a number above 0"))
