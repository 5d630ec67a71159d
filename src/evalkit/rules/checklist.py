"""A checklist: sub-points with marks of their own, each decided by itself."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from evalkit.facts.unit import Amount, Unit
from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rules.all_or_nothing import AllOrNothing
from evalkit.rules.forms import ByCurve, FirstKnown, Form, YesNo
from evalkit.rules.rule import (
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


@frozen
class Bounded:
    """A measure or numeric fact that proves an item when it keeps within one bound.

    The bounds are those of ``rule = "all_or_nothing"``: ``{ measure = "m", from = "100%" }``.
    """

    measure: str
    to: Decimal | None = None
    below: Decimal | None = None
    from_: Decimal | None = None
    above: Decimal | None = None

    @property
    def rule(self) -> AllOrNothing:
        """Return the rule that decides the item by this entry."""
        return AllOrNothing(self.measure, to=self.to, below=self.below, from_=self.from_, above=self.above)


Entry = str | Bounded


def _id(entry: Entry) -> str:
    return entry if isinstance(entry, str) else entry.measure


@frozen
class AnyOf(Rule):
    """A checklist item: it rests on the first entry of `any` that has a value.

    An entry is a yes/no fact, or a number with a bound. What is missing leaves the item open.
    """

    name: ClassVar[str] = "any_of"
    title: ClassVar[Title] = Title("任一依据", "Any of")

    any: tuple[Entry, ...]

    def needs(self) -> tuple[str, ...]:
        """Return the ids of the entries."""
        return tuple(_id(entry) for entry in self.any)

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return what the first entry with a value says."""
        for entry in self.any:
            known = values[_id(entry)]
            if isinstance(known, Failed):
                return Assessment(failed=known.message)
            if isinstance(known, Value) and known.value is not None:
                return _decided(entry, known, marks)
        found = [values[_id(entry)] for entry in self.any]
        missing = tuple(dict.fromkeys(id for each in found if isinstance(each, Missing) for id in each.facts))
        if not missing:
            return Assessment(applicable=False)
        return Assessment(opens=(Open(quantised(marks), missing),))

    def form(self, marks: Decimal) -> Form:
        """Return the entries in their order."""
        return FirstKnown(
            tuple(
                ByCurve(entry.measure, entry.rule.curve(marks))
                if isinstance(entry, Bounded)
                else YesNo(entry)
                for entry in self.any
            )
        )

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return that there are no entries, bounds that are not exactly one, and repeated entries."""
        if not self.any:
            return (Fault(("any",), say("没有列出依据", "there is nothing to rest on")),)
        bounds = [
            Fault(("any", index), fault.message, fault.allowed)
            for index, entry in enumerate(self.any)
            if isinstance(entry, Bounded)
            for fault in entry.rule.check(marks)
        ]
        return (*bounds, *self._repeated())

    def _repeated(self) -> Iterator[Fault]:
        """Yield entries that are never reached: an earlier one looks at the same value."""
        seen: set[str] = set()
        for index, id in enumerate(self.needs()):
            if id in seen:
                yield Fault(("any", index), say("“{id}”重复", "{id} is named twice", id=id))
            seen.add(id)


def _decided(entry: Entry, known: Value, marks: Decimal) -> Assessment:
    if isinstance(entry, Bounded):
        return entry.rule.assess(marks, {known.id: known})
    if not isinstance(known.value, bool):
        return Assessment(failed=_not_a_yes(known))
    if known.value:
        return Assessment(used=(known.id,), shown=known.id)
    reason = say(
        "报告表明未做到：{title}，扣 {marks}",
        "the report says that this is not so: {title}; {marks} lost",
        title=known.title,
        marks=Amount(quantised(marks), Unit.SCORE),
    )
    remedy = say(
        "做到“{title}”并在报告中说明，即可得满分",
        "full marks when this is so and the report says so: {title}",
        title=known.title,
    )
    loss = Loss(quantised(marks), reason, remedy, (known.id,))
    return Assessment(losses=(loss,), used=(known.id,), shown=known.id)


def _not_a_yes(known: Value) -> Message:
    return say("“{title}”不是“是否”类事实", "“{title}” is not a yes/no fact", title=known.title)


@frozen
class ChecklistItem:
    """One sub-point of a checklist; without `any` it waits for an evaluator.

    `statements` says whether a favourable statement wins it (None: as the rubric says); `passages`
    are the words by which the report's passages on it are found.
    """

    id: str
    title: str
    marks: Decimal
    any: tuple[Entry, ...] = ()
    title_en: str = ""
    statements: Literal["accepted", "confirm"] | None = None
    passages: tuple[str, ...] = ()


@frozen
class Checklist(Rule):
    """Sub-points, each a part of the indicator with marks of its own.

    ``items = [{ id = "channel", title = "…", marks = 1, any = ["petition_channel_open"] }]``. The
    loader turns every item into a part, so each is won, lost or open by itself.
    """

    name: ClassVar[str] = "checklist"
    title: ClassVar[Title] = Title("要点计分", "Checklist")

    items: tuple[ChecklistItem, ...]

    def needs(self) -> tuple[str, ...]:
        """Return what all items look at."""
        return tuple(dict.fromkeys(_id(entry) for item in self.items for entry in item.any))

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return what is wrong with the entries of the items."""
        return tuple(
            Fault(("items", index, *fault.path), fault.message, fault.allowed)
            for index, item in enumerate(self.items)
            if item.any
            for fault in AnyOf(item.any).check(item.marks)
        )
