"""Doubts about cases: those that no value ever reaches, because an earlier one holds too or they contradict themselves."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod

from evalkit.errors import Problem
from evalkit.facts.fact import Basis, FactValue
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import say
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.place import Place
from evalkit.rules.cases import Case, Cases
from evalkit.rules.conditions import Comparison, Condition, OneOf, inner_of, truth_of
from evalkit.rules.rule import EXACT, Known, Title, Value

_MOST = 50_000
"""How often a case is tried on a combination of values; cases that need more are left undoubted."""
_BESIDE = Decimal("1E-12")
_WHOLES = (Decimal(0), Decimal(1), Decimal(1000))
"""What a value that others are parts of may be, besides its own bounds."""
_ANOTHER = "\N{REPLACEMENT CHARACTER}"
"""A text that no case names."""


def dead_cases(subject: Subject) -> Iterator[Problem]:
    """Yield cases that never decide anything."""
    for row, place in subject.rows():
        for rule, table in [(row.rule, place), *zip(row.modifiers, place.tables("then"), strict=True)]:
            if isinstance(rule, Cases):
                yield from _dead(rule, table, subject)


def _dead(rule: Cases, table: Place, subject: Subject) -> Iterator[Problem]:
    found = reached(rule, subject)
    if found is None:
        return
    for index, place in enumerate(table.tables("cases")):
        if index not in found.possible:
            yield place.problem(say("没有数值符合这一情形", "no value is in this case"))
        elif index not in found.deciding and rule.cases[index].condition is not None:
            message = say(
                "这一情形永远轮不到：符合它的，前面的情形都已包括",
                "this case is never reached: those before it take all that is in it",
            )
            yield place.problem(message)


@frozen
class Reached:
    """The places of the cases that some values are in, and of those that decide for some values."""

    possible: frozenset[int]
    deciding: frozenset[int]


def reached(rule: Cases, subject: Subject) -> Reached | None:
    """Return which cases of `rule` are reached; None when that would take too long to say."""
    conditions = [case.condition for case in rule.cases if case.condition is not None]
    tried = _tried(conditions, rule.needs(), subject)
    if prod(map(len, tried.values())) * len(rule.cases) > _MOST:
        return None
    possible: set[int] = set()
    deciding: set[int] = set()
    for values in product(*tried.values()):
        known = {id: _value(id, each, subject) for id, each in zip(tried, values, strict=True)}
        holding = [index for index, case in enumerate(rule.cases) if _holds(case, known)]
        possible.update(holding)
        deciding.update(holding[:1])
    return Reached(frozenset(possible), frozenset(deciding))


def _holds(case: Case, known: Mapping[str, Known]) -> bool:
    return case.condition is None or truth_of(case.condition, known).holds is True


def _value(id: str, value: FactValue, subject: Subject) -> Known:
    return Value(id, Title(id), value, subject.unit(id) or Unit.COUNT, Basis.FIGURE, ())


def _tried(
    conditions: Sequence[Condition], needs: Sequence[str], subject: Subject
) -> dict[str, Sequence[FactValue]]:
    """Return values of each id at which the conditions may come out otherwise."""
    leaves = [leaf for condition in conditions for leaf in _leaves(condition)]
    comparisons = [leaf for leaf in leaves if isinstance(leaf, Comparison)]
    wholes = {each.of for each in comparisons if each.of}
    numbers = {id: _around(_constants(id, comparisons)) for id in needs}
    for id in wholes:
        numbers[id] = [*numbers[id], *_WHOLES]
    for each in comparisons:
        if each.of:
            parts = [part for whole in numbers[each.of] for part in each.limits(whole).values()]
            numbers[each.measure] = [*numbers[each.measure], *_around(parts)]
    found: dict[str, Sequence[FactValue]] = {}
    for id in needs:
        if subject.unit(id) is Unit.YES_NO:
            found[id] = [True, False]
        elif subject.unit(id) is Unit.TEXT:
            named = [
                text for leaf in leaves if isinstance(leaf, OneOf) and leaf.fact == id for text in leaf.one_of
            ]
            found[id] = list(dict.fromkeys([*named, _ANOTHER]))
        else:
            found[id] = list(dict.fromkeys(numbers[id])) or [Decimal(0)]
    return found


def _leaves(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, (str, Comparison, OneOf)):
        yield condition
    else:
        for inner in inner_of(condition):
            yield from _leaves(inner)


def _constants(id: str, comparisons: Sequence[Comparison]) -> list[Decimal]:
    return [
        bound for each in comparisons if each.measure == id and not each.of for bound in each.bounds.values()
    ]


def _around(bounds: Sequence[Decimal]) -> list[Decimal]:
    return [
        value
        for bound in bounds
        for value in (EXACT.subtract(bound, _BESIDE), bound, EXACT.add(bound, _BESIDE))
    ]
