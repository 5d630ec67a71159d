"""Linear marks between two points: none on one side, all on the other, a straight line between."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rules.curve import Bound, Curve, Piece
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import EXACT, Fault, Title
from evalkit.rules.showing import Precise, Threshold


@frozen
class Linear(OneValueRule):
    """All marks from `to` on, none short of `from`, a straight line between the two.

    ``measure`` is a measure or a numeric fact, both points are in its unit. Where ``from`` is the
    greater, less is better. ``at_from`` (default 0) are the marks at `from` itself, short of which
    there are none. ``from = "70%"``, ``to = "100%"`` with 6 marks: 85 % earns 3. With
    ``at_from = 4.2`` (proportional down to 70 %) 85 % earns 5.1, 70 % earns 4.2, and 69.9 % nothing.
    """

    name: ClassVar[str] = "linear"
    title: ClassVar[Title] = Title("两点间线性计分", "Linear")

    measure: str
    from_: Decimal
    to: Decimal
    at_from: Decimal = Decimal(0)

    def curve(self, marks: Decimal) -> Curve:
        """Return nothing, a slope and full marks, in the order of the values."""
        slope = EXACT.divide(EXACT.subtract(marks, self.at_from), EXACT.subtract(self.to, self.from_))
        base = EXACT.subtract(self.at_from, EXACT.multiply(slope, self.from_))
        start, full, zero = Bound(self.from_, included=True), Bound(self.to, included=True), Decimal(0)
        if self.from_ < self.to:
            line = Piece(start, full.complement, base, slope)
            return Curve((Piece(None, start.complement, zero), line, Piece(full, None, marks)))
        line = Piece(full.complement, start, base, slope)
        return Curve((Piece(None, full, marks), line, Piece(start.complement, None, zero)))

    def standard(self, title: Title, value: Precise, curve: Curve) -> Message:
        """Return between which points `value` lies, or on which side of both."""
        if curve.piece(value.value).level:
            return super().standard(title, value, curve)
        return say(
            "{title}为 {value}，在 {from_} 至 {to} 之间，按线性插值计分",
            "{title} is {value}, on the line from {from_} to {to}",
            title=title,
            value=value,
            from_=Threshold(self.from_, value.unit),
            to=Threshold(self.to, value.unit),
        )

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return points that no line joins, and marks that do not rise along it."""
        return tuple(self._faults(marks))

    def _faults(self, marks: Decimal) -> Iterator[Fault]:
        for key, value in (("from", self.from_), ("to", self.to)):
            if not value.is_finite():
                yield Fault((key,), say("{key} 必须是有限的数", "{key} must be finite", key=key))
        if self.from_ == self.to:
            yield Fault(("to",), say("to 与 from 相同，没有区间", "to is the same as from: there is no line"))
        if not 0 <= self.at_from < marks:
            message = say("at_from 不能是 {value}", "at_from cannot be {value}", value=self.at_from)
            allowed = say("0 至 {full}，小于 {full}", "0 to {full}, below {full}", full=marks)
            yield Fault(("at_from",), message, allowed)
