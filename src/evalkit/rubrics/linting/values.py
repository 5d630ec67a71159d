"""Doubts about what a rule looks at: values on the wrong scale, in the wrong direction, or never found."""

from collections.abc import Iterator
from decimal import Decimal

from evalkit.errors import Problem
from evalkit.facts.unit import Unit
from evalkit.facts.wording import Wording
from evalkit.messages import Message, say
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.percent_signs import TEN_TIMES
from evalkit.rubrics.place import Place
from evalkit.rubrics.rubric import Indicator
from evalkit.rules.checklist import AnyOf, Bounded
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.per_excess import PerExcess
from evalkit.rules.rule import EXACT, Direction, Rule
from evalkit.structuring import readable
from evalkit.toml import Path

_FOUND_OTHERWISE = frozenset({"department", "year"})
"""Facts that are found by the report's title and not by a wording."""


def mistaken_percent(subject: Subject) -> Iterator[Problem]:
    """Yield bounds and steps of ratios that were meant in per cent: 95 where 95% was meant."""
    for row, place in subject.rows():
        yield from _mistaken_bounds(row, place, subject)
        yield from _mistaken_steps(row, place, subject)
    for adjustment, place in zip(subject.rubric.adjustments, subject.top.tables("adjustment"), strict=True):
        bound, id = adjustment.below, adjustment.rests_on
        if bound is not None and abs(bound) >= TEN_TIMES and subject.unit(id) is Unit.RATIO:
            yield _meant_in_percent(place, id, bound, ("below",))


def _mistaken_bounds(row: Indicator, place: Place, subject: Subject) -> Iterator[Problem]:
    for rule in _of_one_value(row):
        if subject.unit(rule.measure) is not Unit.RATIO:
            continue
        for bound in rule.curve(row.marks).bounds:
            path = next(_written(place.keys, bound), None) if abs(bound) >= TEN_TIMES else None
            if path is not None:
                yield _meant_in_percent(place, rule.measure, bound, path)


def _mistaken_steps(row: Indicator, place: Place, subject: Subject) -> Iterator[Problem]:
    """Yield steps of a whole base or more, unless they are written as a percentage."""
    for rule, table in [(row.rule, place), *zip(row.modifiers, place.tables("then"), strict=True)]:
        if not isinstance(rule, PerExcess) or subject.unit(rule.measure) is not Unit.RATIO:
            continue
        if rule.each >= 1 and "%" not in str(table.keys.get("each")):
            yield _meant_in_percent(table, rule.measure, rule.each, ("each",))


def _meant_in_percent(place: Place, id: str, bound: Decimal, path: Path) -> Problem:
    return place.problem(
        say(
            "“{id}”是比率，1 表示 100%，{bound} 就是 {percent}%",
            "“{id}” is a ratio where 1 is 100 %, so {bound} means {percent} %",
            id=id,
            bound=bound,
            percent=EXACT.multiply(bound, Decimal(100)),
        ),
        *path,
        allowed=say('若指百分之几，写 "{bound}%"', 'for per cent write "{bound}%"', bound=bound),
    )


def _written(value: object, number: Decimal, path: Path = ()) -> Iterator[Path]:
    """Yield where `number` is written in a table, but for its marks."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "marks":
                yield from _written(inner, number, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _written(inner, number, (*path, index))
    elif not isinstance(value, bool) and readable(value, Decimal) == number:
        yield path


def wrong_direction(subject: Subject) -> Iterator[Problem]:
    """Yield rules whose marks go the other way than ``better`` says."""
    for row, place in subject.rows():
        if row.better is None or not isinstance(row.rule, OneValueRule):
            continue
        found = row.rule.curve(row.marks).direction
        if found is not row.better:
            message = say(
                "写的是{declared}，而计分规则是{found}",
                "this says {declared}, but by the rule {found}",
                declared=_DIRECTIONS[row.better],
                found=_DIRECTIONS[found],
            )
            yield place.problem(message, "better")


_DIRECTIONS: dict[Direction, Message] = {
    Direction.HIGHER: say("越高越好", "higher is better"),
    Direction.LOWER: say("越低越好", "lower is better"),
    Direction.NEITHER: say("过高过低都扣分", "both too high and too low lose marks"),
}


def never_found(subject: Subject) -> Iterator[Problem]:
    """Yield rows that rest on facts which no wording can find in any report.

    A fact that the rubric defines itself without words is meant to be supplied.
    """
    own = {wording.id for wording in subject.rubric.facts.fact}
    for row, place in subject.rows():
        rules = [rule for rule in (row.rule, *row.modifiers) if rule is not None]
        named = dict.fromkeys(id for rule in rules for id in _facts(rule, subject))
        known = [id for id in named if id in subject.wordings and id not in own]
        lost = [id for id in known if _is_wordless(subject.wordings[id])]
        for id in lost:
            message = say(
                "没有一种表述能从报告中找出事实“{id}”，只能由人补充",
                "no wording can find the fact “{id}” in a report; it has to be supplied",
                id=id,
            )
            yield place.problem(message)


def _facts(rule: Rule, subject: Subject) -> Iterator[str]:
    for id in rule.needs():
        if id in subject.measures:
            yield from subject.measures[id].parameters
        else:
            yield id


def _is_wordless(wording: Wording) -> bool:
    unit = Unit(wording.unit)
    if wording.id in _FOUND_OTHERWISE:
        return False
    if unit is Unit.YES_NO:
        return not (wording.yes or wording.no)
    return not (wording.labels if unit is Unit.TEXT else wording.subject)


def _of_one_value(row: Indicator) -> Iterator[OneValueRule]:
    for rule in (row.rule, *row.modifiers):
        if isinstance(rule, OneValueRule):
            yield rule
        elif isinstance(rule, AnyOf):
            yield from (entry.rule for entry in rule.any if isinstance(entry, Bounded))
