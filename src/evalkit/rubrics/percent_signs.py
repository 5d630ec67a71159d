"""Bounds of bands that are out of order because one lacks the per cent sign that the others have."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from evalkit.errors import Problem
from evalkit.messages import say
from evalkit.rubrics.place import Place, indicators, parts

_BOUNDS = ("below", "to", "from", "above")
_UPWARD = frozenset({"below", "to"})
TEN_TIMES = Decimal(10)
"""What is written beside percentages, and is ten times a whole or more, was meant as one."""

Stated = tuple[Place, str, Decimal]
"""A band, the key of its bound, and the bound."""


def missing_signs(top: Place) -> Iterator[Problem]:
    """Yield the bounds without their per cent sign: ``below = 90`` above ``to = "100%"``.

    What keeps the order of the bands is left to be doubted when the rubric has loaded.
    """
    for row in _rows(top):
        if row.text("rule") == "bands":
            yield from _missing(list(_stated(row)))


def _rows(top: Place) -> Iterator[Place]:
    pending = list(indicators(top))
    while pending:
        row = pending.pop()
        yield row
        pending.extend(parts(row))


def _stated(row: Place) -> Iterator[Stated]:
    for band in row.tables("bands"):
        for key in _BOUNDS:
            number = band.number(key)
            if number is not None:
                yield band, key, number


def _missing(stated: list[Stated]) -> Iterator[Problem]:
    signed = [_is_signed(band, key) for band, key, _ in stated]
    if not any(signed) or _in_order(stated):
        return
    for (band, key, number), has_sign in zip(stated, signed, strict=True):
        if not has_sign and abs(number) >= TEN_TIMES:
            message = say(
                "{bound} 没有写百分号，同一规则的其他界限写了",
                "{bound} has no per cent sign, and other bounds of the rule have",
                bound=number,
            )
            yield band.problem(message, key, allowed=say('"{bound}%"', '"{bound}%"', bound=number))


def _is_signed(band: Place, key: str) -> bool:
    return band.text(key).rstrip().endswith(("%", "％"))


def _in_order(stated: list[Stated]) -> bool:
    numbers = [number for _, _, number in stated]
    upward = stated[0][1] in _UPWARD
    return all((one < other) if upward else (one > other) for one, other in pairwise(numbers))
