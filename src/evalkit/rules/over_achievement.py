"""A penalty for results so far beyond the target that the target was set too low."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar

from attrs import evolve

from evalkit.facts.unit import Amount, Unit
from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rules.curve import Bound, Curve, Piece
from evalkit.rules.forms import ByCurve, Form
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import EXACT, Assessment, Fault, Known, Missing, Open, Title, Value, quantised
from evalkit.rules.showing import Precise, Threshold


@frozen
class OverAchievement(OneValueRule):
    """`lose` marks are lost where the value exceeds `target` by the share `by` or more; for ``then``.

    ``measure`` is a measure or a numeric fact; ``target`` (default 100 %) is in its unit, ``by`` is a
    share of the target. ``by = "30%"``, ``lose = 2``: a result of 130 % of the target loses 2 marks,
    129.99 % none. While the value is missing only these marks are open.
    """

    name: ClassVar[str] = "over_achievement"
    title: ClassVar[Title] = Title("超额完成扣分", "Over-achievement")

    measure: str
    by: Decimal
    lose: Decimal
    target: Decimal = Decimal(1)

    @property
    def edge(self) -> Decimal:
        """Return the value from which on marks are lost, in the unit of the measure."""
        return EXACT.multiply(self.target, EXACT.add(Decimal(1), self.by))

    def curve(self, marks: Decimal) -> Curve:
        """Return all marks below the edge, and what is left of them from there on."""
        edge = Bound(self.edge, included=True)
        left = max(EXACT.subtract(marks, self.lose), Decimal(0))
        return Curve((Piece(None, edge.complement, marks), Piece(edge, None, left)))

    def form(self, marks: Decimal) -> Form:
        """Return the curve, and how much is open while there is no value."""
        return ByCurve(self.measure, self.curve(marks), min(self.lose, marks))

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return what the value loses; without one, no more than that is open."""
        known = values[self.measure]
        if isinstance(known, Missing):
            return Assessment(opens=(Open(quantised(min(self.lose, marks)), known.facts),))
        found = super().assess(marks, values)
        return evolve(found, losses=tuple(evolve(loss, remedy=self._remedy(known)) for loss in found.losses))

    def _remedy(self, known: Known) -> Message:
        """Return what undoes the penalty; the marks that other rules took are not its business."""
        return say(
            "{title}低于 {edge} 即不扣这项分",
            "this is not lost with {title} below {edge}",
            title=known.title,
            edge=Threshold(self.edge, known.unit if isinstance(known, Value) else Unit.RATIO),
        )

    def standard(self, title: Title, value: Precise, curve: Curve) -> Message:
        """Return how far `value` lies beyond the target and what is due for it."""
        return say(
            "{title}为 {value}，超过目标 {target} 达 {by} 及以上，应扣 {due}",
            "{title} is {value}, {by} or more above the target of {target}, {due} due",
            title=title,
            value=value,
            target=Threshold(self.target, value.unit),
            by=Threshold(self.by, Unit.RATIO),
            due=Amount(self.lose, Unit.SCORE),
        )

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return numbers that are not above 0, and a loss of more than there is."""
        return tuple(self._faults(marks))

    def _faults(self, marks: Decimal) -> Iterator[Fault]:
        for key, value in (("by", self.by), ("lose", self.lose), ("target", self.target)):
            if not (value.is_finite() and value > 0):
                message = say("{key} 不能是 {value}", "{key} cannot be {value}", key=key, value=value)
                yield Fault((key,), message, say("大于 0 的数", "a number above 0"))
        if self.lose > marks:
            message = say("lose 超过满分：{lose}", "lose is more than all marks: {lose}", lose=self.lose)
            yield Fault(("lose",), message, say("不超过 {full}", "at most {full}", full=marks))
