"""What only an evaluator can decide: any marks, those of a range, or those of tiers."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar

from evalkit.facts.unit import Amount, Unit
from evalkit.frozen import frozen
from evalkit.messages import Joined, Message, say
from evalkit.rules.forms import Form, Waits
from evalkit.rules.rule import EXACT, Assessment, Fault, Known, Open, Rule, Title, quantised


@frozen
class Range:
    """The marks that may be given: from `from` (default 0) to `to` (default all), by `step` (default any)."""

    from_: Decimal = Decimal(0)
    to: Decimal | None = None
    step: Decimal | None = None

    def holds(self, given: Decimal, marks: Decimal) -> bool:
        """Return whether `given` may be given of `marks`; the top may be, even where no step ends there."""
        top = marks if self.to is None else self.to
        if self.step is None or given == top:
            return self.from_ <= given <= top
        return self.from_ <= given <= top and not EXACT.remainder(
            EXACT.subtract(given, self.from_), self.step
        )

    def text(self, marks: Decimal) -> Message:
        """Return the range in words."""
        ends = {"low": self.from_, "high": marks if self.to is None else self.to}
        if self.step is None:
            return say("{low} 到 {high}", "{low} to {high}", **ends)
        return say("{low} 到 {high}，以 {step} 为一档", "{low} to {high} by {step}", **ends, step=self.step)


@frozen
class Tier:
    """One tier of a judgement: its title and the marks that it gives."""

    title: str
    marks: Decimal
    title_en: str = ""


@frozen
class Judgement(Rule):
    """All marks wait for an evaluator: ``rule = "judgement"``.

    ``range = { from = 1, to = 5, step = 0.5 }`` says which marks may be given (``from`` is 0, ``to`` all
    marks, and any step allowed when left out); ``tiers = [{ title = "好", marks = 5 }, …]`` that only the
    marks of a tier may. A judgements file that gives others is refused.
    """

    name: ClassVar[str] = "judgement"
    title: ClassVar[Title] = Title("评价员评定", "Judgement")
    judged: ClassVar[bool] = True

    range: Range | None = None
    tiers: tuple[Tier, ...] = ()

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return all marks open; what is missing is the judgement itself."""
        return Assessment(opens=(Open(quantised(marks), ()),))

    def form(self, marks: Decimal) -> Form:
        """Return that all marks wait."""
        return Waits()

    def allows(self, given: Decimal, marks: Decimal) -> bool:
        """Return whether an evaluator may give `given` of `marks`."""
        if self.tiers:
            return any(tier.marks == given for tier in self.tiers)
        return (self.range or Range()).holds(given, marks)

    def choices(self, marks: Decimal) -> Message:
        """Return what may be given of `marks`: 好 5 分、中 3 分、差 0 分; or 0 到 5."""
        if not self.tiers:
            return (self.range or Range()).text(marks)
        named = (
            say(
                "{title} {marks}",
                "{title}: {marks}",
                title=Title(tier.title, tier.title_en),
                marks=Amount(tier.marks, Unit.SCORE),
            )
            for tier in self.tiers
        )
        return say("{tiers}", "{tiers}", tiers=Joined(tuple(named)))

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return marks that cannot be given or that nobody could reach."""
        faults = list(self._faults_of_tiers(marks))
        if self.range is not None:
            faults += _faults_of_range(self.range, marks)
            if self.tiers:
                message = say("range 与 tiers 只能写一个", "range and tiers exclude each other")
                faults.append(Fault(("tiers",), message))
        return tuple(faults)

    def _faults_of_tiers(self, marks: Decimal) -> Iterator[Fault]:
        seen: set[Decimal] = set()
        for index, tier in enumerate(self.tiers):
            if not 0 <= tier.marks <= marks:
                message = say("档的分值 {n} 超出范围", "a tier cannot give {n} marks", n=tier.marks)
                yield Fault(("tiers", index, "marks"), message, _up_to(marks))
            elif tier.marks in seen:
                message = say("两档都是 {n} 分", "two tiers give {n} marks", n=tier.marks)
                yield Fault(("tiers", index, "marks"), message)
            seen.add(tier.marks)
        if self.tiers and marks not in seen:
            message = say("没有一档能得满分 {full} 分", "no tier gives the full {full} marks", full=marks)
            yield Fault(("tiers",), message)


def _faults_of_range(range: Range, marks: Decimal) -> Iterator[Fault]:
    if not 0 <= range.from_ < marks:
        message = say("from 不能是 {n}", "from cannot be {n}", n=range.from_)
        yield Fault(("range", "from"), message, _up_to(marks))
    if range.to is not None and range.to != marks:
        message = say("to 是 {n}，不是满分", "to is {n}, not the full marks", n=range.to)
        yield Fault(("range", "to"), message, say("{full}", "{full}", full=marks))
    if range.step is not None and not (range.step.is_finite() and range.step > 0):
        message = say("step 不能是 {n}", "step cannot be {n}", n=range.step)
        yield Fault(("range", "step"), message, say("大于 0 的数", "a number above 0"))


def _up_to(marks: Decimal) -> Message:
    return say("0 至 {full}", "0 to {full}", full=marks)
