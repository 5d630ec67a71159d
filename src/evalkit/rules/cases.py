"""Ordered cases of one or several values: the first one that holds gives its marks."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import takewhile
from typing import ClassVar

from evalkit.facts.unit import Amount, Unit
from evalkit.frozen import frozen
from evalkit.messages import Joined, Message, say
from evalkit.rules.conditions import (
    BOUNDS,
    All,
    Comparison,
    Condition,
    Truth,
    faults_of,
    needs_of,
    truth_of,
    words_of,
)
from evalkit.rules.contraries import contrary_of, exclude
from evalkit.rules.forms import Branch, FirstCase, Form
from evalkit.rules.rule import EXACT, Assessment, Fault, Known, Loss, Open, Rule, Title, Value, quantised
from evalkit.rules.showing import Precise


@frozen
class Case:
    """One case: the marks that it gives, and when it holds; without `measure` and `when` it always does.

    With `not_applicable` in place of `marks` the row does not apply where the case holds.

    The bounds are in the unit of `measure`; with `of`, another measure or fact in the same unit, they
    are parts of that one: ``to = "100%"``, ``of = "last_year"`` is "no more than last year's". `when` is
    any other condition: a yes/no fact, a text that is one of several, and what joins conditions.
    """

    marks: Decimal | None = None
    measure: str = ""
    of: str = ""
    equals: Decimal | None = None
    from_: Decimal | None = None
    above: Decimal | None = None
    to: Decimal | None = None
    below: Decimal | None = None
    when: Condition | None = None
    not_applicable: bool = False

    @property
    def gives(self) -> Decimal:
        """Return the marks that the case gives; none where the row does not apply."""
        return self.marks or Decimal(0)

    @property
    def comparison(self) -> Comparison:
        """Return what the case compares by keys of its own."""
        return Comparison(self.measure, self.of, self.equals, self.from_, self.above, self.to, self.below)

    @property
    def condition(self) -> Condition | None:
        """Return when the case holds; None when it always does."""
        return self.when if self.when is not None else self.comparison if self.measure else None

    def takes(self, value: Decimal, whole: Decimal) -> bool:
        """Return whether the case, which has no `when`, takes `value`, where `whole` is the value of `of`."""
        return not self.measure or self.comparison.holds(value, whole if self.of else Decimal(1))

    @property
    def needs(self) -> tuple[str, ...]:
        """Return the ids that the case looks at."""
        return () if self.condition is None else tuple(dict.fromkeys(needs_of(self.condition)))


@frozen
class Cases(Rule):
    """Cases in order; the first one that holds gives its marks.

    ``cases`` are tables of ``marks`` and a comparison: ``measure``, a measure or a numeric fact, with
    ``equals``, ``to``, ``below``, ``from`` or ``above``, which are numbers or, with ``of``, parts of
    another value; or of ``marks`` and ``when``, any condition. A case with ``not_applicable = true`` in place
    of ``marks`` says when the row does not apply. The last case has no condition and takes all the rest. ``[{ measure = "balance", equals = 0, marks = 3 }, { measure = "balance", to = "100%", of =
    "balance_last", marks = 2 }, { marks = 0 }]``: nothing left earns 3, no more than last year 2, more 0.

    A condition is the id of a yes/no fact, a comparison ``{ measure = …, from = … }``, a text that is one
    of several ``{ fact = …, one_of = […] }``, or ``{ all = […] }``, ``{ any = […] }``, ``{ not = … }`` of
    conditions.
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
            looked += [id for id in case.needs if isinstance(values[id], Value)]
            found = Truth(holds=True) if case.condition is None else truth_of(case.condition, values)
            if found.failed is not None:
                return Assessment(failed=found.failed)
            if found.missing:
                doubted.append(case)
                missing += found.missing
            elif found.holds is None:
                return _not_applicable(looked)
            elif found.holds and not any(each.not_applicable for each in (case, *doubted)):
                return self._settled(marks, case, doubted, missing, looked, values)
            elif found.holds:
                # Whether the row applies at all is in doubt, and then so is everything else about it.
                return self._open(marks, missing) if doubted else _not_applicable(looked)
        return self._open(marks, missing)

    def _open(self, marks: Decimal, missing: list[str]) -> Assessment:
        return Assessment(opens=(Open(quantised(marks), tuple(dict.fromkeys(missing))),))

    def form(self, marks: Decimal) -> Form | None:
        """Return the cases as branches, if all that they do is compare numbers and give marks."""
        branches = []
        for case in self.cases:
            if case.marks is None:
                return None
            if case.condition is None:
                branches.append(Branch(case.marks))
            elif isinstance(case.condition, Comparison):
                found = case.condition
                branches.append(Branch(case.marks, found.measure, found.of, found.bounds))
        return FirstCase(tuple(branches)) if len(branches) == len(self.cases) else None

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
        worth = [case.gives, *(each.gives for each in doubted)]
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
        top = max(case.gives for case in self.cases)
        more = sorted((case for case in self.cases if case.gives > gained), key=lambda case: case.gives)
        ways = [
            say("{case} 即可得满分", "{case} earns full marks", case=self._way(case, values))
            if case.gives == top
            else say(
                "{case} 可得 {marks}",
                "{case} earns {marks}",
                case=self._way(case, values),
                marks=Amount(case.gives, Unit.SCORE),
            )
            for case in more
        ]
        return say("{ways}", "{ways}", ways=Joined(tuple(ways)))

    def _way(self, case: Case, values: Mapping[str, Known]) -> Message:
        """Return what it takes for `case` to be the first that holds.

        Besides its own condition, cases before it that give less must not hold, unless its own rules them out.
        """
        own = () if case.condition is None else (case.condition,)
        before = [
            each.condition
            for each in takewhile(lambda each: each is not case, self.cases)
            if each.condition is not None and each.gives < case.gives
        ]
        rivals = [each for each in before if not own or not exclude(each, own[0])]
        holding = [each for each in rivals if truth_of(each, values).holds]
        touched = {id for each in (*own, *holding) for id in needs_of(each)}
        # One that does not hold now, and looks at nothing that is to change, stays as it is.
        asked = [
            contrary_of(each) for each in rivals if each in holding or touched.intersection(needs_of(each))
        ]
        asked += own
        if not asked:
            return _asked(case, values)
        return words_of(asked[0] if len(asked) == 1 else All(tuple(asked)), values)

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return cases that compare nothing, that nothing follows or reaches, and marks that cannot be."""
        return tuple(self._faults(marks))

    def _faults(self, marks: Decimal) -> Iterator[Fault]:
        if not self.cases or self.cases[-1].condition is not None:
            message = say(
                "最后一种情形不能有条件，它包括其余所有情况",
                "the last case takes the rest, so it compares nothing",
            )
            yield Fault(("cases",), message)
        for index, case in enumerate(self.cases):
            where = ("cases", index)
            yield from _faults_of_marks(case, where, marks)
            yield from _faults_of_condition(case, where, is_last=index + 1 == len(self.cases))
        if all(case.marks != marks for case in self.cases):
            message = say("没有一种情形能得满分 {full} 分", "no case gives the full {full} marks", full=marks)
            yield Fault(("cases",), message)


def _faults_of_marks(case: Case, where: tuple[str | int, ...], full: Decimal) -> Iterator[Fault]:
    if (case.marks is None) is not case.not_applicable:
        message = say(
            "要写 marks 或 not_applicable = true 之一",
            "either marks or not_applicable = true is needed",
        )
        yield Fault(where, message)
    if not 0 <= case.gives <= full:
        message = say("情形的分值 {marks} 超出范围", "a case cannot give {marks} marks", marks=case.gives)
        yield Fault((*where, "marks"), message, say("0 至 {full}", "0 to {full}", full=full))


def _not_applicable(looked: list[str]) -> Assessment:
    return Assessment(applicable=False, used=tuple(dict.fromkeys(looked)))


def _faults_of_condition(case: Case, where: tuple[str | int, ...], *, is_last: bool) -> Iterator[Fault]:
    compares = bool(case.measure or case.of or case.comparison.bounds)
    if case.when is not None:
        if compares:
            message = say("when 与 measure 只能写一个", "when and measure exclude each other")
            yield Fault((*where, "when"), message)
        yield from faults_of(case.when, (*where, "when"))
    elif case.measure:
        yield from faults_of(case.comparison, where)
    elif compares:
        keys = say("{keys}", "{keys}", keys=Joined(tuple(BOUNDS)))
        yield Fault(where, say("measure 要与界限一起写", "a measure and its bound go together"), keys)
    elif not is_last:
        message = say("这一情形没有写 measure 或 when", "this case has neither measure nor when")
        yield Fault(where, message)


def _standing(case: Case, doubted: list[Case], used: tuple[str, ...], values: Mapping[str, Known]) -> Message:
    """Return which case holds, or that none of those that compare anything does."""
    if doubted:
        return say("已有数据能排除得分更高的情形", "what is known rules out the cases that give more")
    stated = Joined(tuple(_stated(values[id]) for id in used))
    if case.condition is None:
        return say(
            "{values}，不属于前面任何一种情形", "{values}: none of the cases before holds", values=stated
        )
    return say("{values}，属于“{case}”", "{values}: “{case}” holds", values=stated, case=_asked(case, values))


def _stated(known: Known) -> Message:
    if not isinstance(known, Value) or known.value is None:
        return say("{title}", "{title}", title=known.title)
    if isinstance(known.value, Decimal):
        shown = Precise(known.value, known.unit, (Decimal(0),))
        return say("{title}为 {value}", "{title} is {value}", title=known.title, value=shown)
    if isinstance(known.value, bool):
        answer = say("是", "yes") if known.value else say("否", "no")
        return say("{title}：{answer}", "{title}: {answer}", title=known.title, answer=answer)
    return say("{title}为{value}", "{title} is {value}", title=known.title, value=known.value)


def _asked(case: Case, values: Mapping[str, Known]) -> Message:
    """Return the condition of `case` in words."""
    if case.condition is None:
        return say("其余情形", "any other case")
    return words_of(case.condition, values)
