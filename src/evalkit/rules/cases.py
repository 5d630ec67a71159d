"""Ordered cases that compare values: the first one that holds gives its marks."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from evalkit.facts.unit import Amount, Unit
from evalkit.messages import Joined, Message, say
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

_WORDS = {
    "equals": ("等于", "equal to"),
    "from": ("不低于", "not below"),
    "above": ("高于", "above"),
    "to": ("不超过", "not above"),
    "below": ("低于", "below"),
}


@frozen
class Case:
    """One case: the marks that it gives, and when it holds; without `measure` it always does.

    The bounds are in the unit of `measure`; with `of`, another measure or fact in the same unit, they
    are parts of that one: ``to = "100%"``, ``of = "last_year"`` is "no more than last year's".
    """

    marks: Decimal
    measure: str = ""
    of: str = ""
    equals: Decimal | None = None
    from_: Decimal | None = None
    above: Decimal | None = None
    to: Decimal | None = None
    below: Decimal | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """Return the ids that the case compares."""
        return tuple(id for id in (self.measure, self.of) if id)

    @property
    def bounds(self) -> dict[str, Decimal]:
        """Return the bounds that are stated, by key."""
        stated = {
            "equals": self.equals,
            "from": self.from_,
            "above": self.above,
            "to": self.to,
            "below": self.below,
        }
        return {key: bound for key, bound in stated.items() if bound is not None}

    def limits(self, whole: Decimal) -> dict[str, Decimal]:
        """Return the bounds in the unit of the measure, where `whole` is the value of `of`, else 1."""
        # Nothing of an endless value is nothing, not the undefined 0 × ∞.
        return {key: EXACT.multiply(bound, whole) if bound else bound for key, bound in self.bounds.items()}


@frozen
class Cases(Rule):
    """Cases in order; the first one that holds gives its marks.

    ``cases`` are tables of ``marks`` and a comparison: ``measure``, a measure or a numeric fact, with
    ``equals``, ``to``, ``below``, ``from`` or ``above``, which are numbers or, with ``of``, parts of
    another value. The last case has no comparison and takes all the rest. ``[{ measure = "balance",
    equals = 0, marks = 3 }, { measure = "balance", to = "100%", of = "balance_last", marks = 2 }, { marks
    = 0 }]``: nothing left earns 3, no more than last year 2, more 0.
    """

    name: ClassVar[str] = "cases"
    title: ClassVar[Title] = Title("分情形计分", "Cases")

    cases: tuple[Case, ...]

    def needs(self) -> tuple[str, ...]:
        """Return all that the cases compare, each once."""
        return tuple(dict.fromkeys(id for case in self.cases for id in case.needs))

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return the loss of the first case that holds; what the cases in doubt could still give is open."""
        doubted: list[Case] = []
        missing: list[str] = []
        looked: list[str] = []
        for case in self.cases:
            known = [values[id] for id in case.needs]
            looked += [each.id for each in known if isinstance(each, Value)]
            found = _holds(case, known)
            if isinstance(found, Message):
                return Assessment(failed=found)
            if found is None:
                return Assessment(applicable=False, used=tuple(dict.fromkeys(looked)))
            if isinstance(found, tuple):
                doubted.append(case)
                missing += found
            elif found:
                return self._settled(marks, case, doubted, missing, looked, values)
        return Assessment(opens=(Open(quantised(marks), tuple(dict.fromkeys(missing))),))

    def _settled(
        self,
        marks: Decimal,
        case: Case,
        doubted: list[Case],
        missing: list[str],
        looked: list[str],
        values: Mapping[str, Known],
    ) -> Assessment:
        """Return what is lost for sure and what is open: `case` holds unless one of `doubted` does."""
        used = tuple(dict.fromkeys(looked))
        worth = [case.marks, *(each.marks for each in doubted)]
        best, worst = max(worth), min(worth)
        lost, stake = quantised(EXACT.subtract(marks, best)), quantised(EXACT.subtract(best, worst))
        opens = (Open(stake, tuple(dict.fromkeys(missing))),) if stake else ()
        shown = case.measure or (used[0] if used else None)
        if not lost:
            return Assessment(opens=opens, used=used, shown=shown)
        reason = say(
            "{standing}，得 {gained}，扣 {lost}",
            "{standing}: {gained} awarded, {lost} lost",
            standing=_standing(case, doubted, used, values),
            gained=Amount(best, Unit.SCORE),
            lost=Amount(lost, Unit.SCORE),
        )
        loss = Loss(lost, reason, self._remedy(best, values), used)
        return Assessment(losses=(loss,), opens=opens, used=used, shown=shown)

    def _remedy(self, gained: Decimal, values: Mapping[str, Known]) -> Message:
        """Return the cases that give more, the best one last."""
        top = max(case.marks for case in self.cases)
        more = sorted((case for case in self.cases if case.marks > gained), key=lambda case: case.marks)
        ways = [
            say("{case} 即可得满分", "{case} earns full marks", case=_asked(case, values))
            if case.marks == top
            else say(
                "{case} 可得 {marks}",
                "{case} earns {marks}",
                case=_asked(case, values),
                marks=Amount(case.marks, Unit.SCORE),
            )
            for case in more
        ]
        return say("{ways}", "{ways}", ways=Joined(tuple(ways)))

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return cases that compare nothing, that nothing follows or reaches, and marks that cannot be."""
        return tuple(self._faults(marks))

    def _faults(self, marks: Decimal) -> Iterator[Fault]:
        if not self.cases or self.cases[-1].measure:
            message = say(
                "最后一种情形不能有条件，它包括其余所有情况",
                "the last case takes the rest, so it compares nothing",
            )
            yield Fault(("cases",), message)
        for index, case in enumerate(self.cases):
            where = ("cases", index)
            if not 0 <= case.marks <= marks:
                message = say(
                    "情形的分值 {marks} 超出范围", "a case cannot give {marks} marks", marks=case.marks
                )
                yield Fault((*where, "marks"), message, say("0 至 {full}", "0 to {full}", full=marks))
            if not case.measure and index + 1 < len(self.cases):
                yield Fault(where, say("这一情形没有写 measure", "this case names no measure"))
            if bool(case.measure) != bool(case.bounds):
                message = say("measure 要与界限一起写", "a measure and its bound go together")
                yield Fault(where, message, say("{keys}", "{keys}", keys=Joined(tuple(_WORDS))))
            if case.of and (not case.measure or case.of == case.measure):
                message = say("of 要与另一个 measure 比", "of is compared with another measure")
                yield Fault((*where, "of"), message)
        if all(case.marks != marks for case in self.cases):
            message = say("没有一种情形能得满分 {full} 分", "no case gives the full {full} marks", full=marks)
            yield Fault(("cases",), message)


def _holds(case: Case, known: list[Known]) -> bool | tuple[str, ...] | Message | None:
    """Return whether `case` holds; the facts that it waits for, why it broke, or None when it has no rate."""
    failed = next((each.message for each in known if isinstance(each, Failed)), None)
    if failed is not None:
        return failed
    missing = tuple(id for each in known if isinstance(each, Missing) for id in each.facts)
    values = [each for each in known if isinstance(each, Value)]
    if len(values) < len(known):
        return missing
    if any(each.value is None for each in values):
        return None
    odd = next((each for each in values if not isinstance(each.value, Decimal)), None)
    if odd is not None:
        return not_a_number(odd)
    numbers = [each.value for each in values if isinstance(each.value, Decimal)]
    if not numbers:
        return True
    if len({each.unit for each in values}) > 1:
        return say(
            "“{one}”与“{other}”单位不同，不能比较",
            "{one} and {other} have different units and cannot be compared",
            one=values[0].title,
            other=values[1].title,
        )
    return _within(numbers[0], case.limits(numbers[1] if case.of else Decimal(1)))


def _within(value: Decimal, limits: Mapping[str, Decimal]) -> bool:
    tests = {
        "equals": value.__eq__,
        "from": value.__ge__,
        "above": value.__gt__,
        "to": value.__le__,
        "below": value.__lt__,
    }
    return all(tests[key](limit) for key, limit in limits.items())


def _standing(case: Case, doubted: list[Case], used: tuple[str, ...], values: Mapping[str, Known]) -> Message:
    """Return which case holds, or that none of those that compare anything does."""
    if doubted:
        return say("已有数据能排除得分更高的情形", "what is known rules out the cases that give more")
    stated = Joined(tuple(_stated(values[id]) for id in used))
    if not case.measure:
        return say(
            "{values}，不属于前面任何一种情形", "{values}: none of the cases before holds", values=stated
        )
    return say("{values}，属于“{case}”", "{values}: “{case}” holds", values=stated, case=_asked(case, values))


def _stated(known: Known) -> Message:
    if not isinstance(known, Value) or not isinstance(known.value, Decimal):
        return say("{title}", "{title}", title=known.title)
    shown = Precise(known.value, known.unit, (Decimal(0),))
    return say("{title}为 {value}", "{title} is {value}", title=known.title, value=shown)


def _asked(case: Case, values: Mapping[str, Known]) -> Message:
    """Return the comparison of `case` in words."""
    if not case.measure:
        return say("其余情形", "any other case")
    known = values[case.measure]
    unit = known.unit if isinstance(known, Value) else Unit.RATIO
    words = []
    for key, bound in case.bounds.items():
        zh, en = _WORDS[key]
        if case.of:
            words.append(say(f"{zh}{{part}}", f"{en} {{part}}", part=_part(bound, values[case.of].title)))
        else:
            words.append(say(f"{zh} {{bound}}", f"{en} {{bound}}", bound=Threshold(bound, unit)))
    return say("{title}{words}", "{title} {words}", title=known.title, words=Joined(tuple(words)))


def _part(share: Decimal, whole: Title) -> Message:
    if share == 1:
        return say("{whole}", "{whole}", whole=whole)
    return say("{whole}的 {share}", "{share} of {whole}", whole=whole, share=Threshold(share, Unit.RATIO))
