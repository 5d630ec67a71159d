"""Doubts about bounds and steps of ratios that were meant in per cent: 95 where 95% was meant."""

from collections.abc import Iterator
from decimal import Decimal

from evalkit.errors import Problem
from evalkit.facts.unit import Unit
from evalkit.messages import say
from evalkit.rubrics.linting.figures import Figure, Kind, figures_of
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.percent_signs import TEN_TIMES
from evalkit.rubrics.place import Place
from evalkit.rubrics.rubric import Indicator
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import EXACT
from evalkit.structuring import readable
from evalkit.toml_places import Path


def mistaken_percent(subject: Subject) -> Iterator[Problem]:
    """Yield bounds, steps and shares of ratios that were meant in per cent."""
    for row, place in subject.rows():
        written = figures_of(place)
        for figure in written:
            if _is_meant_in_percent(figure, place, subject):
                yield _meant_in_percent(place, figure.measure, figure.value, figure.path)
        yield from _of_curves(row, place, subject, {figure.path for figure in written})
    for adjustment, place in zip(subject.rubric.adjustments, subject.top.tables("adjustment"), strict=True):
        bound, id = adjustment.below, adjustment.rests_on
        if bound is not None and abs(bound) >= TEN_TIMES and subject.unit(id) is Unit.RATIO:
            yield _meant_in_percent(place, id, bound, ("below",))


def _is_meant_in_percent(figure: Figure, place: Place, subject: Subject) -> bool:
    if figure.kind is Kind.MARKS or (figure.measure and subject.unit(figure.measure) is not Unit.RATIO):
        return False
    if figure.kind is Kind.STEP:
        # A step of a whole base is no step, unless it is written as a percentage.
        return abs(figure.value) >= 1 and "%" not in _source(place, figure.path)
    return abs(figure.value) >= TEN_TIMES


def _source(place: Place, path: Path) -> str:
    return place.file.source((*place.path, *path))


def _of_curves(row: Indicator, place: Place, subject: Subject, known: set[Path]) -> Iterator[Problem]:
    """Yield the bounds of rules of plugins, whose keys may be called otherwise."""
    for rule in (row.rule, *row.modifiers):
        if not isinstance(rule, OneValueRule) or subject.unit(rule.measure) is not Unit.RATIO:
            continue
        for bound in rule.curve(row.marks).bounds:
            path = next(_written(place.keys, bound), None) if abs(bound) >= TEN_TIMES else None
            if path is not None and path not in known:
                yield _meant_in_percent(place, rule.measure, bound, path)


def _meant_in_percent(place: Place, id: str, bound: Decimal, path: Path) -> Problem:
    what = say("“{id}”是比率", "“{id}” is a ratio", id=id) if id else say("这是比例", "this is a share")
    return place.problem(
        say(
            "{what}，1 表示 100%，{bound} 就是 {percent}%",
            "{what} where 1 is 100 %, so {bound} means {percent} %",
            what=what,
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
