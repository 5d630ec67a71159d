"""What the rules share that take marks for each step beyond a limit: curve, steps due and checks."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from evalkit.facts.unit import Amount, Unit
from evalkit.frozen import frozen
from evalkit.messages import say
from evalkit.rules.curve import Bound, Curve, Piece, chained
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import EXACT, Fault, quantised
from evalkit.rules.showing import Precise, Threshold

_MOST_STEPS = 10_000
_ABOVE_ZERO = say("大于 0 的数", "a number above 0")


@frozen
class PerStep(OneValueRule):
    """The base of rules that take `lose` marks for each `each` beyond `limit`, down to 0.

    A subclass says on which side of the limit marks are lost.
    """

    measure: str
    limit: Decimal
    each: Decimal
    lose: Decimal
    steps: Literal["fractional", "whole"] = "fractional"

    def falling(self, limit: Decimal, marks: Decimal) -> Curve:
        """Return full marks up to `limit`, then a slope or steps down, then nothing."""
        build = self._slope if self.steps == "fractional" else self._stairs
        return Curve(tuple(build(limit, marks)))

    def _slope(self, start: Decimal, marks: Decimal) -> Iterator[Piece]:
        per_unit = EXACT.divide(self.lose, self.each)
        spent = EXACT.add(start, EXACT.divide(marks, per_unit))
        base = EXACT.add(marks, EXACT.multiply(per_unit, start))
        limit, end = Bound(start, included=True), Bound(spent, included=False)
        yield Piece(None, limit, marks)
        yield Piece(limit.complement, end, base, EXACT.minus(per_unit))
        yield Piece(end.complement, None, Decimal(0))

    def _stairs(self, start: Decimal, marks: Decimal) -> Iterator[Piece]:
        count = int(EXACT.divide(marks, self.lose).to_integral_value(ROUND_CEILING))
        uppers = []
        for step in range(count):
            edge = EXACT.add(start, EXACT.multiply(self.each, Decimal(step + 1)))
            uppers.append((Bound(edge, included=False), self._left(marks, step)))
        return chained(tuple(uppers), self._left(marks, count))

    def _left(self, marks: Decimal, steps: int) -> Decimal:
        """Return what is left of `marks` after so many steps."""
        return max(EXACT.subtract(marks, EXACT.multiply(self.lose, Decimal(steps))), Decimal(0))

    def due(self, value: Precise, curve: Curve) -> dict[str, object]:
        """Return what a reason says of `value`: the limit, how far beyond it, the steps, and the marks due."""
        beyond = EXACT.abs(EXACT.subtract(value.value, self.limit))
        steps = EXACT.divide(beyond, self.each)
        counted = steps if self.steps == "fractional" else steps.to_integral_value(ROUND_FLOOR)
        due = quantised(EXACT.multiply(counted, self.lose)) if beyond.is_finite() else beyond
        edges = tuple(EXACT.abs(EXACT.subtract(bound, self.limit)) for bound in curve.bounds)
        return {
            "value": value,
            "limit": Threshold(self.limit, value.unit),
            "beyond": Precise(beyond, value.unit, (Decimal(0), *edges)),
            "each": Threshold(self.each, value.unit),
            "lose": Amount(self.lose, Unit.SCORE),
            "due": Amount(due, Unit.SCORE),
        }

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
