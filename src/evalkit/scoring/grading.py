"""Which grade a total earns, and which grades an interval leaves open."""

from collections.abc import Sequence
from decimal import Decimal

from evalkit.rubrics.rubric import Grade
from evalkit.rules.rule import Title


def grade_of(grades: Sequence[Grade], low: Decimal, high: Decimal) -> tuple[Title | None, tuple[Title, ...]]:
    """Return the grade that both ends earn and no others; else None and all possible ones, from low to high.

    A total below every grade's lower bound earns none.
    """
    ascending = sorted(grades, key=lambda grade: grade.lower)
    reached = [_place(ascending, low), _place(ascending, high)]
    possible = tuple(grade.title for grade in ascending[max(reached[0], 0) : reached[1] + 1])
    if reached[0] == reached[1] and possible:
        return possible[0], ()
    return None, possible


def _place(ascending: Sequence[Grade], marks: Decimal) -> int:
    return sum(marks >= grade.lower for grade in ascending) - 1
