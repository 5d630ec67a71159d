"""Krippendorff's α: how far those who judged the same things agree, beyond what chance would give.

``α = 1 − Do ÷ De``. The coincidence matrix counts every pair of values that two people gave to one unit, weighted
by 1 ÷ (m − 1) where m people judged it; Do is the mean squared difference of these pairs, De that of all
pairs of values whoever gave them to whatever, one value never with itself (n − 1: the correction for small
samples). Any number of people may have judged a unit; units that fewer than two judged do not count.

Sources: Klaus Krippendorff, *Content Analysis: An Introduction to Its Methodology*, 2nd ed. 2004, ch. 11, and
"Computing Krippendorff's Alpha-Reliability", 2011. The interval is that of the bootstrap over units.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from evalkit.comparing.resampling import DRAWS, SEED, Floats, interval
from evalkit.frozen import frozen

Ints = NDArray[np.int64]

RELIABLE, TENTATIVE = 0.8, 0.667
"""From which α on Krippendorff (2004, p. 241) relies on data, and from which he draws tentative conclusions.

They are conventions: where a wrong mark costs more, more is asked for.
"""


_DECIMALS = 12
"""Beyond these an α is what floats add to it."""


_BLOCK = 256
"""How many different values are held against all others at a time, so that many need no more room."""


class Metric(Enum):
    """How far apart two values are, squared: Krippendorff's four metrics.

    Nominal: the same or not. Ordinal: how many values lie between them, half of either end counted.
    Interval: their difference. Ratio: their difference as a share of their sum; of values of 0 or more only.
    """

    INTERVAL = "interval"
    ORDINAL = "ordinal"
    RATIO = "ratio"
    NOMINAL = "nominal"


class Verdict(Enum):
    """What Krippendorff's conventions say of an α; nothing of one that rests on too few units for an interval."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    UNRELIABLE = "unreliable"
    TOO_FEW = "too_few"


class Undefined(Enum):
    """Why there is no α."""

    NO_PAIRS = "no_pairs"
    """No unit was judged by two people."""
    ONE_UNIT = "one_unit"
    """Only one unit was: whether people tell units apart in the same way cannot be seen in it."""
    NO_VARIATION = "no_variation"
    """All values are the same: chance alone would agree as well."""


@frozen
class Alpha:
    """Krippendorff's α of some units: 1 is perfect agreement, 0 what chance gives; below 0 is worse than chance.

    `value` says why where there is none. `interval` are the ends between which 95 %
    of the values lie when units are drawn anew, None where there are too few units for it. It rests on
    `units` that two or more judged, `ratings` of them, and as many `pairs` of values of one unit.
    """

    value: float | Undefined
    interval: tuple[float, float] | None
    units: int
    ratings: int
    pairs: int

    @property
    def verdict(self) -> Verdict | Undefined:
        """Return what the conventions say of the value, or why there is none."""
        if isinstance(self.value, Undefined):
            return self.value
        if self.interval is None:
            return Verdict.TOO_FEW
        if self.value >= RELIABLE:
            return Verdict.RELIABLE
        return Verdict.TENTATIVE if self.value >= TENTATIVE else Verdict.UNRELIABLE


def alpha(
    units: Sequence[Sequence[Fraction]],
    metric: Metric = Metric.INTERVAL,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Alpha:
    """Return α of `units`, each of which has the values that were given to it, whoever gave them."""
    paired = [unit for unit in units if len(unit) > 1]
    ratings, pairs = sum(map(len, paired)), sum(len(each) * (len(each) - 1) // 2 for each in paired)
    why = _obstacle(paired)
    if why is not None:
        return Alpha(why, None, len(paired), ratings, pairs)
    table = _Table.of(paired)
    deviations = _DEVIATIONS[metric](table)

    def values(weights: Floats) -> Floats:
        return _values(table, deviations, weights)

    value = round(float(values(np.ones((1, len(paired))))[0]), _DECIMALS)
    ends = interval(values, len(paired), ratings, draws, seed)
    return Alpha(value, ends, len(paired), ratings, pairs)


def _obstacle(paired: Sequence[Sequence[Fraction]]) -> Undefined | None:
    if not paired:
        return Undefined.NO_PAIRS
    if len(paired) == 1:
        return Undefined.ONE_UNIT
    first = paired[0][0]
    if all(value == first for unit in paired for value in unit):
        return Undefined.NO_VARIATION
    return None


@frozen
class _Table:
    """The values of units, one unit after the other.

    `values` are the different ones, ascending; `codes` say which of them each is, `unit` in which unit it
    stands; `starts` and `sizes` are those of the units. `order` sorts the ratings by their code, and
    `runs` is where each code begins then.
    """

    values: Floats
    codes: Ints
    unit: Ints
    starts: Ints
    sizes: Floats
    order: Ints
    runs: Ints

    @classmethod
    def of(cls, units: Sequence[Sequence[Fraction]]) -> "_Table":
        """Return the table of `units`, none of which is empty."""
        different = sorted({value for unit in units for value in unit})
        number = {value: index for index, value in enumerate(different)}
        codes = np.array([number[value] for unit in units for value in unit], dtype=np.int64)
        sizes = np.array([len(unit) for unit in units], dtype=np.int64)
        order = np.argsort(codes, kind="stable")
        runs = np.searchsorted(codes[order], np.arange(len(different))).astype(np.int64)
        return cls(
            np.array([float(value) for value in different]),
            codes,
            np.repeat(np.arange(len(units)), sizes),
            np.cumsum(sizes) - sizes,
            sizes.astype(np.float64),
            order,
            runs,
        )

    def margins(self, weights: Floats) -> Floats:
        """Return how often each value was given, one row for each row of the units' weights."""
        sums: Floats = np.add.reduceat(weights[:, self.unit[self.order]], self.runs, axis=1)
        return sums


_Deviations = Callable[[Floats, Floats], tuple[Floats, Floats]]
"""What gives, for weights and margins, the squared differences within units and among all values."""


def _values(table: _Table, deviations: _Deviations, weights: Floats) -> Floats:
    """Return α for each row of the units' weights, NaN where all values are the same."""
    margins = table.margins(weights)
    within, among = deviations(weights, margins)
    varied = np.count_nonzero(margins, axis=1) > 1
    found = np.full(len(weights), np.nan)
    share = within[varied] / among[varied]
    found[varied] = 1 - (margins.sum(axis=1)[varied] - 1) * share
    return found


def _interval(table: _Table) -> _Deviations:
    places = (table.values - table.values[0])[None, :]
    within = _within(table, places)[0]
    return lambda weights, margins: (weights @ within, _among(margins, places))


def _ordinal(table: _Table) -> _Deviations:
    def deviations(weights: Floats, margins: Floats) -> tuple[Floats, Floats]:
        # The values from c to k, half of both ends, are the distance between their middle ranks.
        places = np.cumsum(margins, axis=1) - margins / 2
        return (weights * _within(table, places)).sum(axis=1), _among(margins, places)

    return deviations


def _nominal(table: _Table) -> _Deviations:
    size = len(table.values)
    _, counts = np.unique(table.unit * size + table.codes, return_counts=True)
    units = np.unique(table.unit * size + table.codes) // size
    same = np.bincount(units, weights=counts.astype(np.float64) ** 2, minlength=len(table.sizes))
    within = (table.sizes**2 - same) / (table.sizes - 1)
    return lambda weights, margins: (
        weights @ within,
        margins.sum(axis=1) ** 2 - (margins**2).sum(axis=1),
    )


def _ratio(table: _Table) -> _Deviations:
    values, size = table.values, len(table.values)
    ends = table.starts + table.sizes.astype(np.int64)
    units = [values[table.codes[start:end]] for start, end in zip(table.starts, ends, strict=True)]
    within = np.array([_quotients(unit, unit).sum() / (len(unit) - 1) for unit in units])

    def deviations(weights: Floats, margins: Floats) -> tuple[Floats, Floats]:
        among = np.zeros(len(weights))
        for begun in range(0, size, _BLOCK):
            block = slice(begun, begun + _BLOCK)
            among += ((margins @ _quotients(values, values[block])) * margins[:, block]).sum(axis=1)
        return weights @ within, among

    return deviations


def _quotients(ones: Floats, others: Floats) -> Floats:
    """Return ((x − y) ÷ (x + y))² for each of `ones` with each of `others`; 0 for 0 and 0."""
    sums = ones[:, None] + others[None, :]
    found: Floats = (
        np.divide(ones[:, None] - others[None, :], sums, out=np.zeros_like(sums), where=sums > 0) ** 2
    )
    return found


def _within(table: _Table, places: Floats) -> Floats:
    """Return Σ (x − y)² ÷ (m − 1) over the ordered pairs of each unit, where values lie at `places`."""
    given = places[:, table.codes]
    given = given - given[:, table.starts][:, table.unit]  # so that equal values differ by 0 exactly
    sums = np.add.reduceat(given, table.starts, axis=1)
    squares = np.add.reduceat(given**2, table.starts, axis=1)
    pairs: Floats = 2 * (table.sizes * squares - sums**2) / (table.sizes - 1)
    return pairs


def _among(margins: Floats, places: Floats) -> Floats:
    """Return Σ (x − y)² over all ordered pairs of values, where they lie at `places`."""
    whole = margins.sum(axis=1)
    sums: Floats = 2 * (whole * (margins * places**2).sum(axis=1) - (margins * places).sum(axis=1) ** 2)
    return sums


_DEVIATIONS: Mapping[Metric, Callable[[_Table], _Deviations]] = {
    Metric.INTERVAL: _interval,
    Metric.ORDINAL: _ordinal,
    Metric.RATIO: _ratio,
    Metric.NOMINAL: _nominal,
}
