"""What a formula is made of: numbers, facts, arithmetic, comparison; each knows its unit and its value.

A formula is a closed tree of these five kinds. There is nothing in it that could call, look up or loop.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Protocol

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Message, say

NAN = Decimal("NaN")
"""What a formula comes to when there is no rate (0 ÷ 0)."""

UNITS = {
    Unit.MONEY: say("金额", "money"),
    Unit.RATIO: say("比率", "a ratio"),
    Unit.COUNT: say("数量", "a count"),
    Unit.SCORE: say("分数", "marks"),
    Unit.YES_NO: say("是否", "yes or no"),
    Unit.TEXT: say("文字", "text"),
}
"""The units as sentences name them."""


class UnitClash(Exception):
    """Amounts that cannot be put together; `fault` says which, `at` where in the formula."""

    def __init__(self, fault: Message, at: int) -> None:
        super().__init__(str(fault))
        self.fault = fault
        self.at = at


class Expression(Protocol):
    """A part of a formula."""

    def unit(self, facts: Mapping[str, Unit]) -> Unit | None:
        """Return the unit of the value, None for a bare number; raises UnitClash."""
        ...

    def value(self, facts: Mapping[str, Any]) -> Any:
        """Return the value for `facts`; NaN when there is no rate."""
        ...

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield the facts it names, each with its place in the formula."""
        ...


@frozen
class Number:
    """A number as written; ``90%`` is 0.9."""

    number: Decimal

    def unit(self, facts: Mapping[str, Unit]) -> Unit | None:
        """Return that a bare number has no unit."""
        return None

    def value(self, facts: Mapping[str, Any]) -> Any:
        """Return the number."""
        return self.number

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield nothing."""
        yield from ()


@frozen
class Name:
    """A fact by its id."""

    id: str
    at: int

    def unit(self, facts: Mapping[str, Unit]) -> Unit:
        """Return the fact's unit; only numbers can be reckoned with."""
        found = facts[self.id]
        if found in (Unit.YES_NO, Unit.TEXT):
            raise UnitClash(say("“{id}”不是数", "“{id}” is not a number", id=self.id), self.at)
        return found

    def value(self, facts: Mapping[str, Any]) -> Any:
        """Return the fact's value."""
        return facts[self.id]

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield the one fact."""
        yield self.id, self.at


@frozen
class Arithmetic:
    """``left + right`` and so on."""

    sign: str
    left: Expression
    right: Expression
    at: int

    def unit(self, facts: Mapping[str, Unit]) -> Unit | None:
        """Return what the two units come to: only like is added to like, money per head is money."""
        left, right = self.left.unit(facts), self.right.unit(facts)
        if self.sign == "/" and _is_zero(self.right):
            raise UnitClash(say("不能除以 0", "nothing can be divided by 0"), self.at)
        combined = _added if self.sign in "+-" else _multiplied if self.sign == "*" else _divided
        if Unit.YES_NO not in (left, right):
            if self.sign in "+-" and _is_zero(self.left, self.right):
                return left if left is not None else right
            found = combined(left, right)
            if found is not _CLASH:
                return found
        raise _clash(self.sign, left, right, self.at)

    def value(self, facts: Mapping[str, Any]) -> Any:
        """Return the result in the arithmetic of the context: x ÷ 0 is infinite, 0 ÷ 0 is NaN."""
        left, right = _number(self.left.value(facts)), _number(self.right.value(facts))
        if self.sign == "+":
            return left + right
        if self.sign == "-":
            return left - right
        return left * right if self.sign == "*" else left / right

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield the facts of both sides."""
        yield from self.left.names()
        yield from self.right.names()


@frozen
class Comparison:
    """``left <= right`` and so on: yes or no."""

    sign: str
    left: Expression
    right: Expression
    at: int

    def unit(self, facts: Mapping[str, Unit]) -> Unit:
        """Return that the answer is yes or no; only like is compared with like."""
        left, right = self.left.unit(facts), self.right.unit(facts)
        zero = _is_zero(self.left, self.right)
        if Unit.YES_NO in (left, right) or not (zero or _added(left, right) is not _CLASH):
            raise _clash(self.sign, left, right, self.at)
        return Unit.YES_NO

    def value(self, facts: Mapping[str, Any]) -> Any:
        """Return the answer; NaN when a side has no rate."""
        left, right = _number(self.left.value(facts)), _number(self.right.value(facts))
        if any(isinstance(side, Decimal) and side.is_nan() for side in (left, right)):
            return NAN
        return COMPARISONS[self.sign](left, right)

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield the facts of both sides."""
        yield from self.left.names()
        yield from self.right.names()


@frozen
class Choice:
    """``min(…)``, ``max(…)`` or ``abs(…)``."""

    function: str
    inner: tuple[Expression, ...]
    at: int

    def unit(self, facts: Mapping[str, Unit]) -> Unit | None:
        """Return the unit that all have in common."""
        units = [each.unit(facts) for each in self.inner if not _is_zero(each)] or [None]
        found = units[0]
        for unit in units[1:]:
            combined = _CLASH if Unit.YES_NO in (found, unit) else _added(found, unit)
            if combined is _CLASH:
                raise _clash(self.function, found, unit, self.at)
            found = combined
        if found is Unit.YES_NO:
            raise _clash(self.function, found, None, self.at)
        return found

    def value(self, facts: Mapping[str, Any]) -> Any:
        """Return the least, the most or the amount without its sign; NaN when one has no rate."""
        values = [_number(each.value(facts)) for each in self.inner]
        column = next((each for each in values if not isinstance(each, Decimal)), None)
        if self.function == "abs":
            return abs(values[0])
        if column is not None:
            return column.least(*values) if self.function == "min" else column.most(*values)
        if any(each.is_nan() for each in values):
            return NAN
        return (min if self.function == "min" else max)(values)

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield the facts of all arguments."""
        for each in self.inner:
            yield from each.names()


def _number(value: Any) -> Any:
    """Return `value` as something to reckon with: an answer as 1 or 0, a whole column as it is."""
    return Decimal(value) if isinstance(value, bool) else value


COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "==": eq,
    "!=": ne,
}
"""The comparisons by their sign."""

_CLASH = Unit.TEXT
"""What the tables below give for units that do not go together: no result of arithmetic is text."""


def _is_zero(*sides: Expression) -> bool:
    """Return whether a side is the number 0, which has every unit."""
    return any(isinstance(side, Number) and side.number == 0 for side in sides)


def _added(left: Unit | None, right: Unit | None) -> Unit | None:
    if left is right:
        return left
    bare = {left, right} - {None}
    # A bare number is a number of things, of marks or a ratio, but never an amount of money.
    return bare.pop() if len(bare) == 1 and Unit.MONEY not in bare else _CLASH


def _multiplied(left: Unit | None, right: Unit | None) -> Unit | None:
    for one, other in ((left, right), (right, left)):
        if one is None or one is Unit.RATIO:
            return other if other is not None else one
    return Unit.MONEY if {left, right} == {Unit.MONEY, Unit.COUNT} else _CLASH


def _divided(left: Unit | None, right: Unit | None) -> Unit | None:
    if left is right:
        return None if left is None else Unit.RATIO
    if right is None or right is Unit.RATIO:
        return left if left is not None else Unit.RATIO
    return Unit.MONEY if (left, right) == (Unit.MONEY, Unit.COUNT) else _CLASH


def _clash(sign: str, left: Unit | None, right: Unit | None, at: int) -> UnitClash:
    bare = say("没有单位的数", "a bare number")
    one, other = (bare if unit is None else UNITS[unit] for unit in (left, right))
    message = say(
        "“{sign}”的两边不能是{one}和{other}",
        "“{sign}” cannot take {one} and {other}",
        sign=sign,
        one=one,
        other=other,
    )
    return UnitClash(message, at)
