"""Reverse proportional marks: so many times over the target, so small a part of the marks."""

from decimal import Decimal
from typing import ClassVar

from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rules.curve import Bound, Curve, Piece
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import EXACT, Fault, Title
from evalkit.rules.showing import Precise, Threshold


@frozen
class ReverseProportional(OneValueRule):
    """Marks × `full_at` ÷ value, at most all: for values that should be small.

    ``measure`` is a measure or a numeric fact; ``full_at`` (default 100 %, in the unit of the measure)
    is the target: at it, and at anything less (also 0), all marks are earned. Example: 125 % with
    5 marks earns 100 ÷ 125 × 5 = 4.
    """

    name: ClassVar[str] = "reverse_proportional"
    title: ClassVar[Title] = Title("按反比例计分", "Reverse proportional")

    measure: str
    full_at: Decimal = Decimal(1)

    def curve(self, marks: Decimal) -> Curve:
        """Return full marks up to the target, then a piece that falls as 1 ÷ value."""
        target = Bound(self.full_at, included=True)
        falling = Piece(target.complement, None, base=Decimal(0), inverse=EXACT.multiply(marks, self.full_at))
        return Curve((Piece(None, target, marks), falling))

    def standard(self, title: Title, value: Precise, curve: Curve) -> Message:
        """Return that `value` exceeds the target."""
        return say(
            "{title}为 {value}，超过 {full}，按 {full} ÷ 实际值的比例计分",
            "{title} is {value}, above {full}, scored by {full} ÷ the value",
            title=title,
            value=value,
            full=Threshold(self.full_at, value.unit),
        )

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return a target of which nothing can be a part."""
        if self.full_at.is_finite() and self.full_at > 0:
            return ()
        message = say("full_at 不能是 {value}", "full_at cannot be {value}", value=self.full_at)
        return (Fault(("full_at",), message, say("大于 0 的数", "a number above 0")),)
