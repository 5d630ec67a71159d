"""Doubts about modifiers: rules whose order changes what is left."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice, pairwise, product

from evalkit.errors import Problem
from evalkit.facts.fact import Basis, FactValue
from evalkit.facts.unit import Unit
from evalkit.messages import say
from evalkit.rubrics.linting.subject import Subject
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import EXACT, Assessment, Known, Rule, Title, Value, quantised

_TRIED = 8
"""How many values of each rule are tried."""


def order_matters(subject: Subject) -> Iterator[Problem]:
    """Yield modifiers that would leave other marks if they acted before the one above them."""
    for row, place in subject.rows():
        for (above, rule), here in zip(pairwise(row.modifiers), place.tables("then")[1:], strict=True):
            if _differs(above, rule, row.marks, subject):
                message = say(
                    "与上一条规则的先后会改变得分，按所写顺序执行",
                    "whether this acts before or after the rule above it changes the score; they act as written",
                )
                yield here.problem(message)


def _differs(one: Rule, other: Rule, marks: Decimal, subject: Subject) -> bool:
    for values in islice(_cases((one, other), marks, subject), _TRIED * _TRIED):
        if _left(other, _left(one, marks, values), values) != _left(one, _left(other, marks, values), values):
            return True
    return False


def _cases(rules: tuple[Rule, Rule], marks: Decimal, subject: Subject) -> Iterator[Mapping[str, Known]]:
    ids = tuple(dict.fromkeys(id for rule in rules for id in rule.needs()))
    tried = [_tried(id, rules, marks, subject) for id in ids]
    for values in product(*tried):
        yield {id: _value(id, value, subject) for id, value in zip(ids, values, strict=True)}


def _tried(id: str, rules: tuple[Rule, Rule], marks: Decimal, subject: Subject) -> Sequence[FactValue]:
    """Return values of `id` at which the rules may say different things."""
    if subject.unit(id) is Unit.YES_NO:
        return [True, False]
    bounds = [
        bound
        for rule in rules
        if isinstance(rule, OneValueRule) and rule.measure == id
        for bound in rule.curve(marks).boundaries
    ]
    return list(dict.fromkeys([Decimal("0.5"), *bounds, Decimal(1), Decimal(2)]))[:_TRIED]


def _value(id: str, value: FactValue, subject: Subject) -> Known:
    return Value(id, Title(id), value, subject.unit(id) or Unit.COUNT, Basis.FIGURE, ())


def _left(rule: Rule, marks: Decimal, values: Mapping[str, Known]) -> Decimal:
    """Return what `rule` leaves of `marks`; all of them when it cannot say."""
    try:
        found = rule.assess(marks, {id: values[id] for id in rule.needs()})
    except Exception:  # noqa: BLE001  a plugin's rule that breaks is another doubt
        found = Assessment()
    lost = Decimal(0)
    for loss in found.losses:
        lost = EXACT.add(lost, quantised(loss.marks))
    return max(EXACT.subtract(marks, lost), Decimal(0))
