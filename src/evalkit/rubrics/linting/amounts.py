"""Doubts about amounts: losses and steps beyond the marks there are, bounds in a unit that nobody means."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from evalkit.errors import Problem
from evalkit.facts.unit import Amount, Unit
from evalkit.messages import say
from evalkit.rubrics.linting.figures import Kind, figures_of
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.place import Place
from evalkit.rubrics.rubric import AdjustmentKind, Indicator
from evalkit.rules.judgement import Judgement
from evalkit.rules.mean import Mean
from evalkit.rules.over_achievement import OverAchievement
from evalkit.rules.per_step import PerStep
from evalkit.rules.proportional import Proportional
from evalkit.rules.reverse_proportional import ReverseProportional
from evalkit.rules.rule import Rule
from evalkit.rules.violations import Violations

_LEAST_MONEY = Decimal(100)
"""Less than so many yuan is no bound of a budget: 20 was meant in 万元."""


def losses_beyond(subject: Subject) -> Iterator[Problem]:
    """Yield what takes or gives more at once than there is."""
    for row, place in subject.rows():
        for rule, table in [(row.rule, place), *zip(row.modifiers, place.tables("then"), strict=True)]:
            yield from _of_rule(rule, row, table)
    total = subject.rubric.total
    for each, place in zip(subject.rubric.adjustments, subject.top.tables("adjustment"), strict=True):
        if each.at_most is None or each.kind not in (AdjustmentKind.BONUS, AdjustmentKind.PENALTY):
            continue
        if each.each is not None and each.each > each.at_most:
            message = say(
                "每项 {each} 分，超过了最多 {most} 分",
                "{each} each is more than the {most} at most",
                each=each.each,
                most=each.at_most,
            )
            yield place.problem(message, "each")
        if each.at_most > total:
            message = say("总分只有 {total} 分", "the total is only {total}", total=total)
            yield place.problem(message, "at_most")


def _of_rule(rule: Rule | None, row: Indicator, table: Place) -> Iterator[Problem]:
    if isinstance(rule, (Violations, PerStep)) and rule.lose > row.marks:
        message = say(
            "每次扣 {lose} 分，超过了全部 {marks} 分",
            "{lose} each is more than all {marks} marks",
            lose=rule.lose,
            marks=row.marks,
        )
        yield table.problem(message, "lose")
    step = rule.range.step if isinstance(rule, Judgement) and rule.range is not None else None
    if step is not None and step > row.marks:
        message = say(
            "以 {step} 分为一档，超过了全部 {marks} 分",
            "a step of {step} is more than all {marks} marks",
            step=step,
            marks=row.marks,
        )
        yield table.problem(message, "range", "step")


def strange_units(subject: Subject) -> Iterator[Problem]:
    """Yield bounds of money and of counts that were meant in another unit, targets left out, vetoes on amounts."""
    yield from _vetoes(subject)
    for row, place in subject.rows():
        for rule, table in [(row.rule, place), *zip(row.modifiers, place.tables("then"), strict=True)]:
            yield from _without_target(rule, table, subject)
        for figure in figures_of(place):
            if figure.kind not in (Kind.BOUND, Kind.STEP):
                continue
            unit = subject.unit(figure.measure)
            source = place.file.source((*place.path, *figure.path))
            if unit in (Unit.MONEY, Unit.COUNT) and "%" in source:
                message = say(
                    "“{id}”不是比率，{source} 就是 {bound}",
                    "“{id}” is no ratio, so {source} means {bound}",
                    id=figure.measure,
                    source=source.strip("\"'"),
                    bound=Amount(figure.value, unit),
                )
                yield place.problem(message, *figure.path)
            elif unit is Unit.MONEY and 0 < abs(figure.value) < _LEAST_MONEY:
                message = say(
                    "“{id}”以元计，{bound} 就是 {bound} 元",
                    "“{id}” is in yuan, so {bound} means {bound} yuan",
                    id=figure.measure,
                    bound=figure.value,
                )
                allowed = say("若指万元，写成元", "for 万元 write yuan")
                yield place.problem(message, *figure.path, allowed=allowed)


_TARGETS: Mapping[type[Rule], str] = {
    Proportional: "full_at",
    ReverseProportional: "full_at",
    Mean: "full_at",
    OverAchievement: "target",
}
"""Rules whose target is 100 % where it is left out, and its key."""


def _vetoes(subject: Subject) -> Iterator[Problem]:
    """Yield vetoes that rest on a rate or an amount, which is nearly always above 0."""
    for each, place in zip(subject.rubric.adjustments, subject.top.tables("adjustment"), strict=True):
        if each.kind is AdjustmentKind.VETO and subject.unit(each.rests_on) in (
            Unit.RATIO,
            Unit.MONEY,
            Unit.SCORE,
        ):
            message = say("“{id}”大于 0 就会一票否决", "any “{id}” above 0 is a veto", id=each.rests_on)
            allowed = say("“是否”类事实，或计数", "a yes/no fact, or a count")
            yield place.problem(message, "rests_on", allowed=allowed)


def _without_target(rule: Rule | None, table: Place, subject: Subject) -> Iterator[Problem]:
    key = None if rule is None else _TARGETS.get(type(rule))
    unit = None if rule is None or key is None else subject.unit(rule.needs()[0]) if rule.needs() else None
    if key is not None and key not in table.keys and unit in (Unit.MONEY, Unit.COUNT):
        message = say(
            "没有写 {key}，默认 100% 就是 {one}",
            "without {key} it is 100 %, which is {one}",
            key=key,
            one=Amount(Decimal(1), unit),
        )
        yield table.problem(message, "measure")
