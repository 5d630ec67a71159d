"""Either-or: two rules for the same marks, of which the better result counts."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, NewType

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Message, Readable, say
from evalkit.rules.forms import Best, ByCurve, Form
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import (
    EXACT,
    Assessment,
    Fault,
    Known,
    Loss,
    Missing,
    Open,
    Rule,
    Title,
    quantised,
)
from evalkit.rules.showing import Precise

Side = NewType("Side", OneValueRule)
"""One side: in TOML a table that names a rule of one value by ``rule`` and has that rule's keys."""


@frozen
class BetterOf(Rule):
    """The better of several rules of one value, each for all the marks.

    ``sides`` are tables with a ``rule`` and its keys: ``sides = [{ rule = "bands", measure = "rate", bands
    = […] }, { rule = "per_excess", measure = "change", … }]``. While a side is missing, the marks lie
    between what the others give and full marks; a side that has no rate leaves it to the others.
    """

    name: ClassVar[str] = "better_of"
    title: ClassVar[Title] = Title("择优计分", "Better of")

    sides: tuple[Side, ...]

    def needs(self) -> tuple[str, ...]:
        """Return what the sides look at."""
        return tuple(dict.fromkeys(id for side in self.sides for id in side.needs()))

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return the loss of the better side, and open what a missing side could still win back."""
        found = [side.assess(marks, values) for side in self.sides]
        failed = next((each.failed for each in found if each.failed is not None), None)
        if failed is not None:
            return Assessment(failed=failed)
        waiting = [id for side in self.sides for id in _missing(values[side.measure])]
        decided = [each for each in found if each.applicable and not each.opens]
        if not decided:
            opens = (Open(quantised(marks), tuple(dict.fromkeys(waiting))),) if waiting else ()
            return Assessment(opens=opens, applicable=bool(waiting), used=() if waiting else self.needs())
        best = min(decided, key=_lost)
        lost = _lost(best)
        if not lost:
            return Assessment(used=best.used, shown=best.shown)
        used = tuple(dict.fromkeys(id for each in decided for id in each.used))
        if waiting:
            return Assessment(opens=(Open(lost, tuple(dict.fromkeys(waiting))),), used=used, shown=best.shown)
        loss = Loss(lost, self._reason(found, values, marks, lost), _remedy(decided), used)
        return Assessment(losses=(loss,), used=used, shown=best.shown)

    def form(self, marks: Decimal) -> Form | None:
        """Return the curves of the sides, if they have no more than that."""
        forms = [side.form(marks) for side in self.sides]
        curves = tuple(each for each in forms if isinstance(each, ByCurve) and each.open is None)
        return Best(curves) if len(curves) == len(forms) else None

    def _reason(
        self, found: Sequence[Assessment], values: Mapping[str, Known], marks: Decimal, lost: Decimal
    ) -> Message:
        sides = [
            each.losses[0].reason
            if each.losses
            else say("{title}无法计算，不计", "{title} has no rate", title=values[side.measure].title)
            for side, each in zip(self.sides, found, strict=True)
        ]
        against = (Decimal(0), marks)
        return say(
            "择优计分：{sides}；取较高者，得 {gained}，扣 {lost}",
            "the better counts: {sides}; the best gives {gained}, {lost} lost",
            sides=_listed(sides),
            gained=Precise(EXACT.subtract(marks, lost), Unit.SCORE, against),
            lost=Precise(lost, Unit.SCORE, against),
        )

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return that there is nothing to choose from, and what is wrong within the sides."""
        return tuple(self._faults(marks))

    def _faults(self, marks: Decimal) -> Iterator[Fault]:
        if len(self.sides) < 2:
            message = say("至少要有两项才能择优", "there is no better of fewer than two")
            yield Fault(("sides",), message)
        for index, side in enumerate(self.sides):
            for fault in side.check(marks):
                yield Fault(("sides", index, *fault.path), fault.message, fault.allowed)


def _lost(assessment: Assessment) -> Decimal:
    return sum((loss.marks for loss in assessment.losses), Decimal(0))


def _missing(known: Known) -> tuple[str, ...]:
    return known.facts if isinstance(known, Missing) else ()


def _remedy(decided: Sequence[Assessment]) -> Message:
    """Return what each side would take; one of them is enough."""
    ways = [loss.remedy for each in decided for loss in each.losses]
    return (
        ways[0]
        if len(ways) == 1
        else say("任选其一：{ways}", "either one will do: {ways}", ways=_listed(ways))
    )


def _listed(clauses: Sequence[Readable]) -> Message:
    """Return whole clauses, which have commas of their own, one after the other."""
    told: Message = say("{one}", "{one}", one=clauses[0])
    for each in clauses[1:]:
        told = say("{told}；{one}", "{told}; {one}", told=told, one=each)
    return told
