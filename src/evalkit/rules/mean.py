"""The mean of several ratios, each counted up to the target only."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import ClassVar

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rules.forms import Form, Shares
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

    ``measures`` are measures or numeric facts, ``full_at`` (default 100 %) is in their unit. Every
    measure has an equal share of the marks: ``measures = ["q1", "q2"]`` with 2 marks and 90 %
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
        fault = next((fault for fault in map(_fault, known) if fault is not None), None)
        if fault is not None:
            return Assessment(failed=fault)
        found = [
            (each, each.value)
            for each in known
            if isinstance(each, Value) and isinstance(each.value, Decimal)
        ]
        waiting = [each for each in known if isinstance(each, Missing)]
        among = len(found) + len(waiting)
        if not among:
            return Assessment(applicable=False, used=self.measures)
        share = EXACT.divide(marks, Decimal(among))
        short = [EXACT.multiply(share, self._short(value)) for _, value in found]
        amounts = _rounded([*short, *(share for _ in waiting)])
        losses = [
            self._loss(each, value, lost, among)
            for (each, value), lost in zip(found, amounts, strict=False)
            if lost > 0
        ]
        opens = map(Open, amounts[len(found) :], [each.facts for each in waiting])
        return Assessment(tuple(losses), tuple(opens), used=tuple(each.id for each, _ in found))

    def form(self, marks: Decimal) -> Form:
        """Return the shares."""
        return Shares(self.measures, self.full_at)

    def _short(self, value: Decimal) -> Decimal:
        """Return which part of the target `value` falls short of: from 0, nothing, to 1, all."""
        reached = EXACT.divide(value, self.full_at)
        return EXACT.subtract(Decimal(1), min(max(reached, Decimal(0)), Decimal(1)))

    def _loss(self, known: Value, value: Decimal, lost: Decimal, among: int) -> Loss:
        full = Threshold(self.full_at, known.unit)
        reason = say(
            "{title}为 {value}，未达到 {full}，在 {among} 项平均中扣 {lost}",
            "{title} is {value}, short of {full}: {lost} lost in the mean of {among}",
            title=known.title,
            value=Precise(value, known.unit, (self.full_at,)),
            full=full,
            among=among,
            lost=Precise(lost, Unit.SCORE, (Decimal(0),)),
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


def _fault(known: Known) -> Message | None:
    """Return why `known` cannot be counted: it failed, or is no number."""
    if isinstance(known, Failed):
        return known.message
    if isinstance(known, Missing) or known.value is None or isinstance(known.value, Decimal):
        return None
    return not_a_number(known)


def _rounded(amounts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return `amounts` rounded so that together they are their sum, rounded once.

    Three thirds of a mark, each rounded by itself, would leave 0.0000000001 of it.
    """
    sums = map(quantised, accumulate(amounts, EXACT.add, initial=Decimal(0)))
    return tuple(EXACT.subtract(after, before) for before, after in pairwise(sums))
