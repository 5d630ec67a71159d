"""How sure a statistic is: what it comes to when its units are drawn anew, again and again."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 1000
SEED = 1
LEAST_UNITS = 10
"""How many units an interval rests on at least; the ends of fewer are those of a few single units."""
_TAIL = 0.025
"""What is cut off at either end of the draws: 95 of 100 lie between."""
_LOST = 0.05
"""The share of draws that may have no value; with more, the others say little of all."""
_CELLS = 4_000_000
"""How many numbers a block of draws may take at once."""


def interval(
    statistic: Callable[[Floats], Floats], units: int, width: int, draws: int = DRAWS, seed: int = SEED
) -> tuple[float, float] | None:
    """Return the ends between which 95 % of the drawn values of `statistic` lie.

    Each of `draws` times as many units are drawn as there are, with return. `statistic` takes one row a draw,
    how often each unit was drawn, and gives one value a row, NaN where a draw has none; `width` is how many
    numbers it holds at once for a row. None where there are fewer than `LEAST_UNITS` units, or where
    more than one draw of twenty has no value. The same seed gives the same ends everywhere.
    """
    if units < LEAST_UNITS:
        return None
    drawn = np.concatenate([statistic(rows) for rows in _rows(units, max(width, units), draws, seed)])
    found = np.sort(drawn[~np.isnan(drawn)])
    if len(found) < draws * (1 - _LOST):
        return None
    cut = int(len(found) * _TAIL)
    return float(found[cut]), float(found[len(found) - 1 - cut])


def _rows(units: int, width: int, draws: int, seed: int) -> Iterator[Floats]:
    """Yield blocks of draws: how often each unit was drawn, one row a draw."""
    # The raw bits of a generator are the same in every version of numpy; its ready-made draws need not be.
    source = np.random.PCG64(seed)
    most = max(1, _CELLS // width)
    for begun in range(0, draws, most):
        size = min(most, draws - begun)
        bits = source.random_raw((size, units))
        unit = np.ldexp((bits >> np.uint64(11)).astype(np.float64), -53)
        chosen = (unit * units).astype(np.int64) + units * np.arange(size)[:, None]
        counts = np.bincount(chosen.ravel(), minlength=size * units)
        yield counts.reshape(size, units).astype(np.float64)
