"""Doubts about which way a value gets better: against what is declared, and between the sides of a better-of."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from evalkit.errors import Problem
from evalkit.messages import Message, say
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.place import Place
from evalkit.rubrics.rubric import Indicator
from evalkit.rules.better_of import BetterOf
from evalkit.rules.cases import Cases
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import EXACT, Direction, Rule

_BESIDE = Decimal("1E-12")
_WHOLE = Decimal(1000)
"""What the values are that others are parts of, to look at one value alone."""
_MOST = 50_000
"""How often a case is tried on a value; cases that need more are left undoubted."""
_DIRECTIONS: Mapping[Direction, Message] = {
    Direction.HIGHER: say("越高越好", "higher is better"),
    Direction.LOWER: say("越低越好", "lower is better"),
    Direction.NEITHER: say("过高过低都扣分", "both too high and too low lose marks"),
}
_OPPOSITE = {Direction.HIGHER: Direction.LOWER, Direction.LOWER: Direction.HIGHER}


def wrong_direction(subject: Subject) -> Iterator[Problem]:
    """Yield rules whose marks go the other way than ``better`` says, and sides that contradict one another."""
    for row, place in subject.rows():
        found = next((each for each in _directions(row.rule, row.marks) if each is not row.better), None)
        if row.better is not None and found is not None:
            message = say(
                "写的是{declared}，而计分规则是{found}",
                "this says {declared}, but by the rule {found}",
                declared=_DIRECTIONS[row.better],
                found=_DIRECTIONS[found],
            )
            yield place.problem(message, "better")
        if isinstance(row.rule, BetterOf):
            yield from _contradicting(row.rule, row, place)


def _directions(rule: Rule | None, marks: Decimal) -> Iterator[Direction]:
    """Yield which way each value of `rule` gets better; nothing where that is no one thing."""
    if isinstance(rule, OneValueRule):
        yield rule.curve(marks).direction
    elif isinstance(rule, BetterOf):
        for side in rule.sides:
            yield side.curve(marks).direction
    elif isinstance(rule, Cases):
        yield from _of_cases(rule)


def _of_cases(rule: Cases) -> Iterator[Direction]:
    """Yield the direction of cases that all compare one value, with numbers or with parts of others."""
    compared = [case.comparison for case in rule.cases if case.condition is not None]
    if any(case.when is not None for case in rule.cases) or len({each.measure for each in compared}) != 1:
        return
    limits = {limit for each in compared for limit in each.limits(_WHOLE if each.of else Decimal(1)).values()}
    values = [
        value
        for limit in sorted(limits)
        for value in (EXACT.subtract(limit, _BESIDE), limit, EXACT.add(limit, _BESIDE))
        if value >= min(limits) or min(limits) < 0
    ]
    if len(values) * len(rule.cases) > _MOST:
        return
    marks = [next(case.gives for case in rule.cases if case.takes(value, _WHOLE)) for value in values]
    if all(one <= other for one, other in pairwise(marks)):
        yield Direction.HIGHER
    elif all(one >= other for one, other in pairwise(marks)):
        yield Direction.LOWER
    else:
        yield Direction.NEITHER


def _contradicting(rule: BetterOf, row: Indicator, place: Place) -> Iterator[Problem]:
    same: dict[str, int] = {}
    ways: dict[tuple[str, Direction], int] = {}
    for index, side in enumerate(rule.sides, 1):
        way = side.curve(row.marks).direction
        against = ways.get((side.measure, _OPPOSITE.get(way, way)))
        if repr(side) in same:
            message = say("与第 {n} 项完全相同", "the same as side {n}", n=same[repr(side)])
            yield place.problem(message, "sides", index - 1)
        elif against is not None and way in _OPPOSITE:
            message = say(
                "与第 {n} 项看同一数值，方向却相反：{way}",
                "looks at the same value as side {n}, but the other way: {way}",
                n=against,
                way=_DIRECTIONS[way],
            )
            yield place.problem(message, "sides", index - 1)
        same.setdefault(repr(side), index)
        ways.setdefault((side.measure, way), index)
