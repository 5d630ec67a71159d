"""The records to score: seeded, the same on every machine, with values on the edges of the rules among them.

A value is a whole number (yuan, people, cases) or, for ratios, of hundredths of a per cent, so that a
quotient which lies on a bound does so in binary floating point too: no engine is failed by an edge that
only decimal arithmetic can see.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Columns = dict[str, NDArray[np.float64] | NDArray[np.bool_]]
Floats = dict[str, float | bool]
Decimals = dict[str, Decimal | bool]

SEED = 5
EDGES_EVERY = 50
"""One record in so many has its quotients on the bounds of their rules."""
RATIOS = ("q4_expenditure_progress", "satisfaction_rate")
"""Facts counted in hundredths of a per cent."""
YES_NO = ("internal_controls_complete", "budget_disclosed", "final_accounts_disclosed")

_CHUNK = 20_000

# Splitmix64: a number for each place of each column, whatever stands before it. The streams of numpy's
# own generators may change between its versions.
_GOLDEN, _MIX1, _MIX2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


class _Chance:
    """Random columns of one length; each column asked for is another one."""

    def __init__(self, count: int, seed: int) -> None:
        self._places = np.arange(count, dtype=np.uint64)
        self._column = seed << 20

    def below(self, end: int | Integers) -> Integers:
        """Return whole numbers from 0 up to `end`, which is left out."""
        self._column += 1
        start = np.uint64(self._column * _GOLDEN & 0xFFFFFFFFFFFFFFFF)
        mixed = (self._places + np.uint64(1)) * np.uint64(_GOLDEN) + start
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_MIX1)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_MIX2)
        return ((mixed ^ (mixed >> np.uint64(31))) % np.asarray(end, np.uint64)).astype(np.int64)

    def between(self, least: int, most: int) -> Integers:
        """Return whole numbers from `least` to `most`."""
        return self.below(most - least + 1) + least

    def one_of(self, choices: tuple[int, ...]) -> Integers:
        """Return members of `choices`."""
        return np.array(choices, dtype=np.int64)[self.below(len(choices))]

    def yes(self, per_cent: int) -> NDArray[np.bool_]:
        """Return yes in so many of a hundred places."""
        return self.below(100) < per_cent


def whole(count: int, seed: int = SEED) -> dict[str, Integers | NDArray[np.bool_]]:
    """Return `count` records column by column, every number whole (see RATIOS for what it counts)."""
    chance = _Chance(count, seed)
    on_edge = chance.below(EDGES_EVERY) == 0

    def share(of: Integers, least: int, most: int, edges: tuple[int, ...]) -> Integers:
        """Return a part of `of`, which is in hundreds: `least` to `most` ten-thousandths, or an edge in per cent."""
        usual = of * chance.between(least, most) // 10_000 + chance.below(97)
        return np.where(on_edge, of // 100 * chance.one_of(edges), usual)

    def money(least: int, most: int) -> Integers:
        return chance.between(least, most) * 1_000

    def completed(total: Integers, edges: Callable[[Integers], Integers]) -> Integers:
        return np.where(on_edge, edges(total), total - np.minimum(chance.below(1 + total * 2 // 3), total))

    initial = money(5_000, 500_000)
    adjusted = share(initial, 8_800, 13_500, (90, 100, 110, 115, 140))
    adjusted = adjusted // 100 * 100
    three_public, public_expense, procurement = money(20, 2_000), money(100, 20_000), money(50, 50_000)
    tasks, petitions, quota = chance.between(3, 40), chance.between(1, 400), chance.between(8, 600)
    duty = np.where(on_edge, quota, quota + 4 - chance.below(12))
    # Shares of external staff of exactly 5, 10 and 15 %: 1 in 20, 1 in 10, 3 in 20.
    step = chance.below(3)
    duty = np.where(on_edge, np.array((19, 9, 17))[step] * (1 + quota // 20), duty)
    external = np.where(
        on_edge, np.array((1, 1, 3))[step] * (1 + quota // 20), duty * chance.below(25) // 100
    )
    return {
        "three_public_budget": three_public,
        "three_public_actual": share(three_public, 5_500, 10_600, (80, 90, 100)),
        "public_expense_budget_adjusted": public_expense,
        "public_expense_actual": share(public_expense, 7_500, 11_000, (90, 100, 105)),
        "internal_controls_complete": chance.yes(88),
        "budget_initial": initial,
        "project_budget_initial": share(initial, 1_500, 7_000, (20, 60)),
        "budget_adjusted": adjusted,
        "expenditure_actual": share(adjusted, 6_500, 10_000, (70, 80, 90, 95, 100)),
        "key_tasks_total": tasks,
        "key_tasks_completed": completed(tasks, lambda total: total),
        "q4_expenditure_progress": np.where(
            on_edge, chance.one_of((7_000, 10_000)), chance.between(6_200, 10_300)
        ),
        "financial_violations": np.maximum(chance.below(9) - 4, 0),
        "procurement_budget": procurement,
        "procurement_actual": share(procurement, 6_000, 10_400, (100,)),
        "staff_quota": np.where(chance.yes(50) & on_edge, duty, quota),
        "staff_on_duty": duty,
        "staff_external": external,
        "budget_disclosed": chance.yes(95),
        "final_accounts_disclosed": chance.yes(90),
        "satisfaction_rate": np.where(
            on_edge, chance.one_of((6_000, 9_000, 10_000)), chance.between(5_500, 10_000)
        ),
        "petitions_received": petitions,
        "petitions_answered": completed(petitions, lambda total: total),
    }


def columns(count: int, seed: int = SEED) -> Columns:
    """Return `count` records as columns of float64, yes/no facts as columns of booleans."""
    return {name: column(name, values) for name, values in whole(count, seed).items()}


def column(name: str, values: Integers | NDArray[np.bool_]) -> NDArray[np.float64] | NDArray[np.bool_]:
    """Return the whole numbers of one fact as floats, or as booleans."""
    if name in YES_NO:
        return values.astype(np.bool_)
    return values.astype(np.float64) / 10_000 if name in RATIOS else values.astype(np.float64)


def floats(count: int, seed: int = SEED) -> list[Floats]:
    """Return the records one by one, numbers as floats."""
    made = {name: values.tolist() for name, values in columns(count, seed).items()}
    return [dict(zip(made, row, strict=True)) for row in zip(*made.values(), strict=True)]


def decimals(count: int, seed: int = SEED) -> list[Decimals]:
    """Return the records one by one, numbers as exact Decimals."""
    return list(exactly(whole(count, seed)))


def exactly(made: dict[str, Integers | NDArray[np.bool_]]) -> Iterator[Decimals]:
    """Yield the records of what `whole` returned, numbers as exact Decimals."""
    count = len(next(iter(made.values())))
    for start in range(0, count, _CHUNK):
        chunk = {name: _exact(name, values[start : start + _CHUNK]) for name, values in made.items()}
        yield from (dict(zip(chunk, row, strict=True)) for row in zip(*chunk.values(), strict=True))


def _exact(name: str, values: Integers | NDArray[np.bool_]) -> list[Decimal] | list[bool]:
    if name in YES_NO:
        return [bool(value) for value in values]
    if name in RATIOS:
        return [Decimal(int(value)).scaleb(-4) for value in values]
    return [Decimal(int(value)) for value in values]
