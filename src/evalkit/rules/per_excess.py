"""Marks lost for each step over a limit, down to 0 (扣完为止)."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import ClassVar, Literal

from attrs import frozen

from evalkit.facts.unit import Amount, Unit
from evalkit.messages import Message, say
from evalkit.rules.curve import Bound, Curve, Piece, chained
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import EXACT, Fault, Title, quantised
from evalkit.rules.showing import Precise, Threshold

_MOST_STEPS = 10_000


@frozen
class PerExcess(OneValueRule):
    """Full marks up to `limit`; beyond it `lose` marks for each `each`, down to 0.

    ``measure`` is a measure or a numeric fact; ``limit`` and ``each`` are in its unit, ``lose`` in marks.
    ``limit = "10%"``, ``each = "1%"``, ``lose = 0.1``: 12.5 % loses 0.25. With ``steps = "whole"``
    only whole steps count (12.5 % loses 0.2); the default ``"fractional"`` counts parts of a step.
    """

    name: ClassVar[str] = "per_excess"
    title: ClassVar[Title] = Title("超过部分扣分", "Per excess")

    measure: str
    limit: Decimal
    each: Decimal
    lose: Decimal
    steps: Literal["fractional", "whole"] = "fractional"

    def curve(self, marks: Decimal) -> Curve:
        """Return full marks up to the limit, then a slope or steps, then nothing."""
        return Curve(tuple(self._slope(marks) if self.steps == "fractional" else self._stairs(marks)))

    def _slope(self, marks: Decimal) -> Iterator[Piece]:
        per_unit = EXACT.divide(self.lose, self.each)
        spent = EXACT.add(self.limit, EXACT.divide(marks, per_unit))
        base = EXACT.add(marks, EXACT.multiply(per_unit, self.limit))
        limit, end = Bound(self.limit, included=True), Bound(spent, included=False)
        yield Piece(None, limit, marks)
        yield Piece(limit.complement, end, base, -per_unit)
        yield Piece(end.complement, None, Decimal(0))

    def _stairs(self, marks: Decimal) -> Iterator[Piece]:
        count = int(EXACT.divide(marks, self.lose).to_integral_value(ROUND_CEILING))
        uppers = []
        for step in range(count):
            edge = EXACT.add(self.limit, EXACT.multiply(self.each, Decimal(step + 1)))
            uppers.append((Bound(edge, included=False), self._left(marks, step)))
        return chained(tuple(uppers), self._left(marks, count))

    def _left(self, marks: Decimal, steps: int) -> Decimal:
        """Return what is left of `marks` after so many steps."""
        return max(EXACT.subtract(marks, EXACT.multiply(self.lose, Decimal(steps))), Decimal(0))

    def standard(self, title: Title, value: Precise, curve: Curve) -> Message:
        """Return by how much `value` lies over the limit and what is due for it."""
        over = EXACT.subtract(value.value, self.limit)
        steps = EXACT.divide(over, self.each)
        counted = steps if self.steps == "fractional" else steps.to_integral_value(ROUND_FLOOR)
        due = quantised(EXACT.multiply(counted, self.lose)) if over.is_finite() else over
        edges = tuple(EXACT.subtract(bound, self.limit) for bound in curve.bounds)
        return say(
            "{title}为 {value}，超过 {limit} 的部分为 {over}，每超过 {each} 扣 {lose}，应扣 {due}",
            "{title} is {value}, {over} over {limit}; each {each} over it loses {lose}, {due} due",
            title=title,
            value=value,
            limit=Threshold(self.limit, value.unit),
            over=Precise(over, value.unit, (Decimal(0), *edges)),
            each=Threshold(self.each, value.unit),
            lose=Amount(self.lose, Unit.SCORE),
            due=Amount(due, Unit.SCORE),
        )

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return steps that are not above 0, a limit without end, and too many steps."""
        faults = [
            Fault(
                (key,),
                say("{key} 不能是 {value}", "{key} cannot be {value}", key=key, value=value),
                _ABOVE_ZERO,
            )
            for key, value in (("each", self.each), ("lose", self.lose))
            if not (value.is_finite() and value > 0)
        ]
        if not self.limit.is_finite():
            faults.append(Fault(("limit",), say("limit 必须是有限的数", "limit must be finite")))
        if not faults and self.steps == "whole" and EXACT.divide(marks, self.lose) > _MOST_STEPS:
            message = say("扣分步数太多：{lose}", "too many steps: {lose}", lose=self.lose)
            faults.append(Fault(("lose",), message, say("不超过 {n} 步", "at most {n} steps", n=_MOST_STEPS)))
        return tuple(faults)


_ABOVE_ZERO = say("大于 0 的数", "a number above 0")
