"""Which ranks mean something: how the order changes when every weight of the rubric may be a little different."""

from collections.abc import Sequence

import numpy as np

from evalkit.frozen import frozen
from evalkit.province.kendall import Ints, tau_b
from evalkit.province.standing import Floats, Province

DRAWS = 200
WITHIN = 0.1
SEED = 1
_SHARE = 0.05
"""What is cut off at either end of the ranks that were drawn: nine draws of ten lie between."""
_FEW = 0.05
"""The share of all ranks that a firm rank moves within."""


@frozen
class Drawn:
    """The ranks of a department between which nine draws of ten lie."""

    best: int
    worst: int


@frozen
class Stability:
    """What other weights would do to the order.

    Each of `draws` times every indicator's weight was multiplied by a factor between 1 − `within`
    and 1 + `within`, and all were rescaled to the old total. `tau` are the least, the median and the
    greatest Kendall τ-b of the drawn orders with the order there is, None where all departments are
    equal. `ranks` is in the order of the standings.
    """

    draws: int
    within: float
    seed: int
    tau: tuple[float, float, float] | None
    ranks: tuple[Drawn, ...]

    def reach(self) -> int:
        """Return how many ranks apart `best` and `worst` of a firm rank may lie."""
        return reach(len(self.ranks))


def reach(departments: int) -> int:
    """Return how many ranks apart the ends of a firm rank may lie: 5 % of all there are.

    It is 2 at least, but never more than a fifth of them: of three departments any two ranks differ.
    """
    return max(int(departments * _FEW), min(2, departments // 5))


def stability(
    province: Province, draws: int = DRAWS, within: float = WITHIN, seed: int = SEED
) -> Stability | None:
    """Return how stable the ranks of `province` are; None where no indicator is known.

    A total is what the indicators give, by their weights, plus what caps, penalties and rounding did to
    it, which stays as it was.
    """
    if not province.indicators or not province.standings:
        return None
    now = np.array([float(each.awarded) for each in province.standings])
    totals = _totals(province, now, _factors(len(province.indicators), draws, within, seed))
    tau = tau_b(now, totals)
    ranks = np.sort(np.stack([_ranks(row) for row in totals]), axis=0)
    cut = int(draws * _SHARE)
    return Stability(
        draws,
        within,
        seed,
        None if np.isnan(tau).any() else (float(tau.min()), float(np.median(tau)), float(tau.max())),
        tuple(
            Drawn(int(best), int(worst))
            for best, worst in zip(ranks[cut], ranks[draws - 1 - cut], strict=True)
        ),
    )


def _factors(indicators: int, draws: int, within: float, seed: int) -> Floats:
    """Return the factors of the weights, one column a draw; the same seed gives the same everywhere."""
    # The raw bits of a generator are the same in every version of numpy; its ready-made draws need not be.
    bits = np.random.PCG64(seed).random_raw((indicators, draws))
    unit = np.ldexp((bits >> np.uint64(11)).astype(np.float64), -53)
    return np.asarray(1 - within + 2 * within * unit, dtype=np.float64)


def _totals(province: Province, now: Floats, factors: Floats) -> Floats:
    """Return the totals under each draw, one row a draw.

    They are rounded to 9 places, so that departments with the same marks stay equal.
    """
    won = _table([column.low for column in province.indicators])
    full = _table([column.full for column in province.indicators])
    most = np.array([float(each.marks) for each in province.standings])
    applicable = full.sum(axis=1)
    given = _divided(won.sum(axis=1) * most, applicable)
    drawn = _divided((won @ factors) * most[:, None], full @ factors)
    result: Floats = np.round(drawn + (now - given)[:, None], 9).T
    return result


def _table(columns: Sequence[Floats]) -> Floats:
    return np.nan_to_num(np.stack(columns, axis=1))


def _divided(marks: Floats, whole: Floats) -> Floats:
    """Return the quotients, 0 where nothing applies."""
    shares: Floats = np.divide(marks, whole, out=np.zeros_like(marks), where=whole > 0)
    return shares


def _ranks(totals: Floats) -> Ints:
    """Return the rank of each: one more than the number of those with more."""
    return 1 + len(totals) - np.searchsorted(np.sort(totals), totals, side="right").astype(np.int64)
