"""The mean of several ratios, each counted up to the target only."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from evalkit.facts.unit import Amount, Unit
from evalkit.messages import say
from evalkit.rules.one_value import not_a_number
from evalkit.rules.rule import (
    EXACT,
    Assessment,
    Failed,
    Fault,
    Known,
    Loss,
    Missing,
    Open,
    Rule,
    Title,
    Value,
    quantised,
)
from evalkit.rules.showing import Precise, Threshold


@frozen
class Mean(Rule):
    """Marks × the mean of ``min(value ÷ full_at, 1)`` over `measures`.

    Every measure has an equal share of the marks: ``measures = ["q1", "q2"]`` with 2 marks and 90 %
    and 120 % loses 0.1 through the first. A measure that has no value leaves its share open; one
    that has no rate gives its share to the others.
    """

    name: ClassVar[str] = "mean"
    title: ClassVar[Title] = Title("多项平均", "Mean")

    measures: tuple[str, ...]
    full_at: Decimal = Decimal(1)

    def needs(self) -> tuple[str, ...]:
        """Return the measures."""
        return self.measures

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return a loss for each value below the target, and open shares for those missing."""
        known = [values[id] for id in self.measures]
        failed = next((each.message for each in known if isinstance(each, Failed)), None)
        if failed is not None:
            return Assessment(failed=failed)
        counted = [each for each in known if not (isinstance(each, Value) and each.value is None)]
        if not counted:
            return Assessment(applicable=False, used=self.measures)
        share = EXACT.divide(marks, Decimal(len(counted)))
        losses, opens = [], []
        for each in counted:
            if isinstance(each, Missing):
                opens.append(Open(quantised(share), each.facts))
            elif isinstance(each, Value):
                if not isinstance(each.value, Decimal):
                    return Assessment(failed=not_a_number(each))
                losses.append(self._loss(each, each.value, share, len(counted)))
        return Assessment(
            losses=tuple(loss for loss in losses if loss.marks > 0),
            opens=tuple(opens),
            used=tuple(each.id for each in counted if isinstance(each, Value)),
        )

    def _loss(self, known: Value, value: Decimal, share: Decimal, among: int) -> Loss:
        reached = min(max(EXACT.divide(value, self.full_at), Decimal(0)), Decimal(1))
        lost = quantised(EXACT.multiply(share, 1 - reached))
        full = Threshold(self.full_at, known.unit)
        reason = say(
            "{title}为 {value}，未达到 {full}，在 {among} 项平均中扣 {lost}",
            "{title} is {value}, short of {full}: {lost} lost in the mean of {among}",
            title=known.title,
            value=Precise(value, known.unit, (self.full_at,)),
            full=full,
            among=among,
            lost=Amount(lost, Unit.SCORE),
        )
        remedy = say(
            "{title}达到 {full} 即不扣分",
            "nothing is lost with {title} at {full}",
            title=known.title,
            full=full,
        )
        return Loss(lost, reason, remedy, (known.id,))

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return an empty or repeated list and a target that is not above 0."""
        faults = []
        if not self.measures:
            faults.append(Fault(("measures",), say("没有列出测算", "no measures are named")))
        for index, id in enumerate(self.measures):
            if id in self.measures[:index]:
                faults.append(Fault(("measures", index), say("“{id}”重复", "{id} is named twice", id=id)))
        if not (self.full_at.is_finite() and self.full_at > 0):
            message = say("full_at 不能是 {value}", "full_at cannot be {value}", value=self.full_at)
            faults.append(Fault(("full_at",), message, say("大于 0 的数", "a number above 0")))
        return tuple(faults)
