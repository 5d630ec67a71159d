"""Doubts about what changes nothing: measures that no row names, caps behind stricter ones, rates that are always there."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from evalkit.errors import Problem
from evalkit.messages import say
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.linting.totals import can_lack_rate
from evalkit.rubrics.percent_signs import TEN_TIMES
from evalkit.rubrics.place import Place
from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, Indicator, NoRate
from evalkit.rules.one_value import OneValueRule


def caps(subject: Subject) -> Iterator[Problem]:
    """Yield caps that change nothing: those above the total, and those behind a stricter one."""
    rubric = subject.rubric
    placed = [
        (each, place)
        for each, place in zip(rubric.adjustments, subject.top.tables("adjustment"), strict=True)
        if each.kind is AdjustmentKind.CAP
    ]
    for each, place in placed:
        if each.at_most is not None and each.at_most >= rubric.total:
            message = say(
                "总分 {total} 分，这个上限不起作用",
                "this cap changes nothing: the total is {total}",
                total=rubric.total,
            )
            yield place.problem(message, "at_most")
    yield from _behind_stricter(placed)


def _behind_stricter(placed: Sequence[tuple[Adjustment, Place]]) -> Iterator[Problem]:
    """Yield caps where another one holds too, and is no higher."""
    strictest: dict[str, tuple[Decimal, Place]] = {}
    for each, place in sorted(placed, key=lambda pair: (-(pair[0].below or 0), pair[0].at_most or 0)):
        if not each.rests_on or each.below is None or each.at_most is None or each.below >= TEN_TIMES:
            continue
        limit, wider = strictest.setdefault(each.rests_on, (each.at_most, place))
        if wider is not place and limit <= each.at_most:
            message = say(
                "这个上限不起作用：第 {line} 行的上限同样适用，而且不高于它",
                "this cap changes nothing: that of line {line} holds too and is no higher",
                line=wider.line("at_most"),
            )
            yield place.problem(message, "at_most")
        elif limit > each.at_most:
            strictest[each.rests_on] = (each.at_most, place)


def idle_measures(subject: Subject) -> Iterator[Problem]:
    """Yield the rubric's own measures that nothing in it rests on."""
    named = {
        id for row, _ in subject.rows() for rule in (row.rule, *row.modifiers) if rule for id in rule.needs()
    }
    named |= {each.rests_on for each in subject.rubric.adjustments}
    for measure, place in zip(subject.rubric.measures, subject.top.tables("measure"), strict=True):
        if measure.id not in named:
            message = say("没有指标用到测算“{id}”", "no row uses the measure “{id}”", id=measure.id)
            yield place.problem(message, "id")


def idle_no_rate(subject: Subject) -> Iterator[Problem]:
    """Yield rows that say what becomes of them without a rate, and cannot be without one."""
    for row, place in subject.rows():
        if (
            "no_rate" in place.keys
            and row.no_rate is NoRate.FULL
            and not can_lack_rate(row, subject.measures)
        ):
            message = say(
                "这一项不会没有比率（0 ÷ 0），no_rate 不起作用",
                "this row always has a rate, so no_rate changes nothing",
            )
            yield place.problem(message, "no_rate")


def twice(subject: Subject) -> Iterator[Problem]:
    """Yield rows that look at the same value in the same way as one before them."""
    lines: dict[str, int] = {}
    for row, place in subject.rows():
        yield from _modified_twice(row, place)
        if not isinstance(row.rule, OneValueRule):
            continue
        said = repr(row.rule)
        if said in lines:
            message = say(
                "与第 {line} 行的计分完全相同，同一数值计了两次分",
                "scored exactly as in line {line}: the same value counts twice",
                line=lines[said],
            )
            yield place.problem(message, "measure")
        else:
            lines[said] = place.line("measure")
    yield from _adjusted_twice(subject)


def _modified_twice(row: Indicator, place: Place) -> Iterator[Problem]:
    """Yield rules on what remains that do what one before them does."""
    lines: dict[str, int] = {}
    for rule, table in zip(row.modifiers, place.tables("then"), strict=True):
        if repr(rule) in lines:
            message = say(
                "与第 {line} 行的规则重复", "the same rule as in line {line}", line=lines[repr(rule)]
            )
            yield table.problem(message, "rule")
        lines.setdefault(repr(rule), table.line("rule"))


def _adjusted_twice(subject: Subject) -> Iterator[Problem]:
    """Yield adjustments that do what one before them does."""
    lines: dict[str, int] = {}
    for each, place in zip(subject.rubric.adjustments, subject.top.tables("adjustment"), strict=True):
        rounds = each.kind in (AdjustmentKind.ROUNDING, AdjustmentKind.RESCALE)
        if not rounds and not each.rests_on:
            continue
        said = each.kind.value if rounds else repr((each.kind, each.rests_on, each.below, each.each))
        if said in lines:
            message = say(
                "与第 {line} 行的调整重复", "the same as the adjustment of line {line}", line=lines[said]
            )
            yield place.problem(message, "kind")
        else:
            lines[said] = place.line("kind")
