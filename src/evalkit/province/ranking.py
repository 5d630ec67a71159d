"""Who stands where: ranks with ties, the ranks that open marks leave possible, and who cannot be told apart."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from evalkit.frozen import frozen


@frozen
class Place:
    """A rank, and all ranks that the open marks leave possible.

    Departments of one `group`, counted from 1, cannot be told apart: from each to each a chain of
    intervals leads that overlap. Every department of a group is better than all of the next.
    """

    rank: int
    best: int
    worst: int
    group: int


@frozen
class Ends:
    """The marks of a department: awarded, and the ends of the interval that they lie in."""

    awarded: Decimal
    low: Decimal
    high: Decimal


def places(marks: Sequence[Ends]) -> tuple[Place, ...]:
    """Return the place of each department, in the order given: the most marks first, equal marks sharing a rank.

    The rank is one more than the number of departments with more marks. At best all those are ahead
    whose low end lies above the department's high end, at worst all those whose high end lies above
    its low end.
    """
    awarded = sorted(each.awarded for each in marks)
    lows = sorted(each.low for each in marks)
    highs = sorted(each.high for each in marks)
    groups = _groups(marks)
    return tuple(
        Place(
            rank=1 + _above(awarded, each.awarded),
            best=1 + _above(lows, each.high),
            worst=1 + _above(highs, each.low) - (each.high > each.low),
            group=group,
        )
        for each, group in zip(marks, groups, strict=True)
    )


def _above(ascending: Sequence[Decimal], marks: Decimal) -> int:
    return len(ascending) - bisect_right(ascending, marks)


def _groups(marks: Sequence[Ends]) -> list[int]:
    """Return the group of each: a new one begins where an interval lies below all those before it."""
    found = [0] * len(marks)
    group, lowest = 0, None
    for index in sorted(range(len(marks)), key=lambda index: marks[index].high, reverse=True):
        each = marks[index]
        if lowest is None or each.high < lowest:
            group += 1
            lowest = each.low
        lowest = min(lowest, each.low)
        found[index] = group
    return found
