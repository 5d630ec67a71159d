"""Measures written in a rubric: a formula of facts, read into an expression and checked for units.

The language is closed: numbers (``0.9``, ``90%``), ids of facts, ``+ - * / × ÷``, brackets, comparisons
(``< <= > >= == !=`` and ``≤ ≥ ≠ =``), ``min``, ``max`` and ``abs``. There are no calls of anything
else, no attributes, no powers, so no formula can take long or reach anything.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from attrs import define, field

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.measures.expression import (
    COMPARISONS,
    Arithmetic,
    Choice,
    Comparison,
    Expression,
    Name,
    Number,
    UnitClash,
)
from evalkit.messages import Message, say
from evalkit.problems import nearest, short

LONGEST = 1_000
"""How many characters a formula may have."""
DEEPEST = 50
"""How deep brackets and signs may be nested."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,30}(?:\.\d{1,30})?%?)|(?P<name>[a-z][a-z0-9_]*)|(?P<sign><=|>=|==|!=|[-+*/×÷<>≤≥≠=(),−]))"
)
_SAME = {"×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "=": "==", "−": "-"}
_FUNCTIONS = ("min", "max", "abs")
_ALLOWED = say(
    "数、事实编号、+ - * / ( )、比较、min、max、abs",
    "numbers, ids of facts, + - * / ( ), comparisons, min, max, abs",
)


class FormulaError(Exception):
    """A formula that cannot be read; `fault` and `allowed` say why in both languages."""

    def __init__(self, fault: Message, allowed: Message | None = None) -> None:
        super().__init__(str(fault))
        self.fault = fault
        self.allowed = allowed


@frozen
class Formula:
    """A formula read and checked: the facts it needs, each with its unit, and the unit it comes to.

    Called with the facts' values it returns a Decimal, NaN when there is no rate, or a bool for a
    comparison.
    """

    text: str
    parameters: Mapping[str, Unit]
    unit: Unit
    _expression: Expression = field(repr=False)

    def __call__(self, **facts: Decimal) -> Decimal | bool:
        """Return the value for `facts`, one for each of `parameters`."""
        value: Decimal | bool = self._expression.value(facts)
        return value


def read_formula(text: str, facts: Mapping[str, Unit]) -> Formula:
    """Return the formula in `text` over `facts`, the ids that there are, each with its unit.

    Raises FormulaError with the first thing that is wrong and its place in the formula.
    """
    if len(text) > LONGEST:
        message = say("公式太长：{n} 个字符", "the formula is too long: {n} characters", n=len(text))
        raise FormulaError(message, say("最多 {n} 个字符", "at most {n} characters", n=LONGEST))
    expression = _Parser(_tokens(text)).whole()
    names = dict(expression.names())
    for id, at in names.items():
        if id not in facts:
            message = say(
                "没有叫“{id}”的事实{near}",
                "there is no fact “{id}”{near}",
                id=short(id),
                near=_near(id, facts),
            )
            raise _at(message, at)
    if not names:
        raise FormulaError(say("公式里没有事实", "the formula names no fact"), _ALLOWED)
    try:
        unit = expression.unit(facts)
    except UnitClash as clash:
        raise _at(clash.fault, clash.at) from None
    # What has no unit is a plain number, and those are counted like ratios: 1 is 100 %.
    return Formula(text, {id: facts[id] for id in names}, unit or Unit.RATIO, expression)


def _near(id: str, facts: Mapping[str, Unit]) -> Message | str:
    return nearest(id, facts) or ""


def _at(message: Message, at: int, allowed: Message | None = None) -> FormulaError:
    where = say("第 {at} 个字符处：{message}", "at character {at}: {message}", at=at + 1, message=message)
    return FormulaError(where, allowed)


@frozen
class Token:
    """A word of a formula: its `kind` (number, name, sign or end), its text, and from where to where it stands.

    Signs that mean the same have one text: ``*`` stands for ``×`` too.
    """

    kind: str
    text: str
    at: int
    end: int


@frozen
class Operation:
    """A sign between two operands: `start` to its `at` is the left one, its `end` to `stop` the right one.

    Of a sign before a single operand the left one is empty.
    """

    sign: Token
    start: int
    stop: int


def taken_apart(text: str) -> tuple[tuple[Token, ...], tuple[Operation, ...]]:
    """Return the words of a formula and the operations in it; raises FormulaError when it cannot be read."""
    parser = _Parser(_tokens(text))
    parser.whole()
    return tuple(parser.tokens[:-1]), tuple(parser.operations)


def _tokens(text: str) -> list[Token]:
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            strange = text[at:].lstrip()[0]
            message = say("公式里不能有“{sign}”", "“{sign}” cannot stand in a formula", sign=strange)
            raise _at(message, text.index(strange, at), _ALLOWED)
        kind = str(match.lastgroup)
        found.append(Token(kind, _SAME.get(match[kind], match[kind]), match.start(kind), match.end()))
        at = match.end()
    return [*found, Token("end", "", end, end)]


@define
class _Parser:
    """Reads tokens from left to right; each level of binding is a method."""

    tokens: list[Token]
    operations: list[Operation] = field(factory=list, init=False)
    _next: int = field(default=0, init=False)
    _depth: int = field(default=0, init=False)

    def whole(self) -> Expression:
        """Return the expression that the tokens are, all of them."""
        found = self._comparison()
        if self._token.kind != "end":
            raise self._unexpected()
        return found

    @property
    def _token(self) -> Token:
        return self.tokens[self._next]

    def _take(self, *signs: str) -> Token | None:
        """Return the next token and go on when it is one of `signs`."""
        token = self._token
        if token.kind != "sign" or token.text not in signs:
            return None
        self._next += 1
        return token

    def _need(self, sign: str) -> None:
        if self._take(sign) is None:
            raise self._unexpected(say("“{sign}”", "“{sign}”", sign=sign))

    def _unexpected(self, allowed: Message | None = None) -> FormulaError:
        token = self._token
        if token.kind == "end":
            return _at(say("公式没有写完", "the formula ends too early"), token.at, allowed or _ALLOWED)
        message = say("这里不能是“{text}”", "“{text}” cannot stand here", text=short(token.text))
        return _at(message, token.at, allowed)

    def _comparison(self) -> Expression:
        start, left = self._token.at, self._sum()
        sign = self._take(*COMPARISONS)
        return (
            left
            if sign is None
            else Comparison(sign.text, left, self._right(start, sign, self._sum), sign.at)
        )

    def _sum(self) -> Expression:
        start, found = self._token.at, self._product()
        while (sign := self._take("+", "-")) is not None:
            found = Arithmetic(sign.text, found, self._right(start, sign, self._product), sign.at)
        return found

    def _product(self) -> Expression:
        start, found = self._token.at, self._single()
        while (sign := self._take("*", "/")) is not None:
            found = Arithmetic(sign.text, found, self._right(start, sign, self._single), sign.at)
        return found

    def _right(self, start: int, sign: Token, read: Callable[[], Expression]) -> Expression:
        """Return the right operand of `sign`, whose left one begins at `start`, noting the operation."""
        found = read()
        self.operations.append(Operation(sign, start, self.tokens[self._next - 1].end))
        return found

    def _single(self) -> Expression:
        token = self._token
        self._depth += 1
        if self._depth > DEEPEST:
            raise _at(
                say("嵌套太深", "nested too deeply"),
                token.at,
                say("最多 {n} 层", "at most {n} levels", n=DEEPEST),
            )
        found = self._inner(token)
        self._depth -= 1
        return found

    def _inner(self, token: Token) -> Expression:
        if self._take("-"):
            inner = self._right(token.at, token, self._single)
            return Arithmetic("-", Number(Decimal(0)), inner, token.at)
        if self._take("("):
            inner = self._comparison()
            self._need(")")
            return inner
        if token.kind not in ("number", "name"):
            raise self._unexpected()
        self._next += 1
        if token.kind == "number":
            return Number(_number(token.text))
        return self._call(token) if self._token.text == "(" else Name(token.text, token.at)

    def _call(self, token: Token) -> Expression:
        if token.text not in _FUNCTIONS:
            message = say("没有函数“{name}”", "there is no function “{name}”", name=short(token.text))
            raise _at(message, token.at, say("min、max、abs", "min, max, abs"))
        self._need("(")
        inner = [self._sum()]
        while token.text != "abs" and self._take(","):
            inner.append(self._sum())
        self._need(")")
        return Choice(token.text, tuple(inner), token.at)


def _number(text: str) -> Decimal:
    return Decimal(text[:-1]).scaleb(-2) if text.endswith("%") else Decimal(text)
