"""Mutants of a formula: each number shifted, each sign turned, each function another, operands swapped."""

from collections.abc import Iterator
from decimal import Decimal

from evalkit.frozen import frozen
from evalkit.measures.formula import FormulaError, Operation, Token, taken_apart
from evalkit.messages import Message, say

_TURNED = {
    "+": "−",
    "-": "+",
    "*": "÷",
    "/": "×",
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "==": "!=",
    "!=": "==",
    "min": "max",
    "max": "min",
}
"""What each sign and each function becomes."""
_SIDED = ("-", "/")
"""The signs whose operands cannot change places; of comparisons, the turned sign says as much."""


@frozen
class Change:
    """One change of a formula: `at` is where, `text` the whole formula with it, `said` what was changed."""

    at: int
    text: str
    said: Message


def changes(formula: str) -> Iterator[Change]:
    """Yield every change of `formula`, in its order; none when it cannot be read."""
    try:
        tokens, operations = taken_apart(formula)
    except FormulaError:
        return
    alone = {each.sign.at for each in operations if each.start == each.sign.at}
    found = [each for token in tokens if token.at not in alone for each in _of_token(formula, token)]
    found += [each for operation in operations for each in _of_operation(formula, operation)]
    yield from sorted(found, key=lambda each: each.at)


def _of_token(formula: str, token: Token) -> Iterator[Change]:
    if token.kind == "number":
        for other in shifted(token.text):
            yield _replaced(formula, token, other)
    elif token.text in _TURNED:
        yield _replaced(formula, token, _TURNED[token.text])
    elif token.text == "abs":
        said = say("去掉 {word}", "{word} left out", word=token.text)
        yield Change(token.at, formula[: token.at] + formula[token.end :], said)


def shifted(number: str) -> tuple[str, str]:
    """Return a number, which may have a per cent sign, less and more by one in its last printed place."""
    digits = number.removesuffix("%")
    value = Decimal(digits)
    grain = Decimal(1).scaleb(int(value.as_tuple().exponent))
    sign = number[len(digits) :]
    return f"{value - grain}{sign}", f"{value + grain}{sign}"


def _replaced(formula: str, token: Token, other: str) -> Change:
    written = formula[token.at : token.end]
    said = say("{word} 改为 {other}", "{word} changed to {other}", word=written, other=other)
    return Change(token.at, formula[: token.at] + other + formula[token.end :], said)


def _of_operation(formula: str, operation: Operation) -> Iterator[Change]:
    sign, start, stop = operation.sign, operation.start, operation.stop
    if sign.text not in _SIDED:
        return
    written = formula[sign.at : sign.end]
    left, right = formula[start : sign.at].strip(), formula[sign.end : stop].strip()
    if not left:
        said = say("去掉负号 {sign}", "the sign {sign} left out", sign=written)
        yield Change(sign.at, formula[: sign.at] + formula[sign.end :], said)
    elif left != right:
        said = say("{sign} 的两边对调", "the operands of {sign} swapped", sign=written)
        text = f"{formula[:start]}({right}) {written} ({left}){formula[stop:]}"
        yield Change(sign.at, text, said)
