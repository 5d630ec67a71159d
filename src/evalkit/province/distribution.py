"""How marks are spread over the departments, and who stands far away from the others."""

from collections.abc import Iterable, Sequence

import numpy as np

from evalkit.frozen import frozen
from evalkit.province.standing import Column, Floats, Province
from evalkit.rules.rule import Title

FAR = 3.5
"""How many scaled deviations from the median are far: the usual limit of the modified z-score."""
_SCALE = 1.4826
"""What makes the median deviation comparable with the standard deviation of a normal distribution."""


@frozen
class Spread:
    """The shares of their marks that departments were awarded in one row, from 0 to 1.

    Quartiles lie between neighbours in proportion. `count` departments have marks to win there: of
    these `lost` lost some and `open` have some that are undetermined; for `without` the row does not
    apply or their scorecards do not have it. All shares are None when `count` is 0.
    """

    id: str
    title: Title
    dimension: str | None
    marks: float
    count: int
    without: int
    lost: int
    open: int
    lowest: float | None
    lower: float | None
    median: float | None
    upper: float | None
    highest: float | None
    mean: float | None


def spread(column: Column) -> Spread:
    """Return how the marks of one row are spread; what is open counts as not awarded."""
    applies = column.applies
    full, low, high = (each[applies] for each in (column.full, column.low, column.high))
    count = len(full)
    won = np.sort(low / full)
    shares = (*np.percentile(won, (0, 25, 50, 75, 100)).tolist(), float(won.mean())) if count else (None,) * 6
    return Spread(
        column.id,
        column.title,
        column.dimension,
        float(np.median(full)) if count else 0.0,
        count,
        len(applies) - count,
        int((_settled(high) < _settled(full)).sum()),
        int((_settled(low) < _settled(high)).sum()),
        *shares,
    )


def _settled(marks: Floats) -> Floats:
    """Return `marks` to the 9 places that floating point keeps."""
    return np.round(marks, 9)


@frozen
class Outlier:
    """A department far from the others in one row, None for the total: its share of the marks, and the median."""

    place: int
    row: str | None
    title: Title | None
    share: float
    median: float
    deviations: float


def outliers(province: Province) -> tuple[Outlier, ...]:
    """Return who stands far from the others, in the total and in each dimension, the farthest first.

    Far is more than 3.5 times the median absolute deviation, scaled by 1.4826, from the median. Where
    more than half of the departments have the same share there is no such deviation, and nobody is far.
    """
    totals = np.array(
        [float(each.awarded / each.marks) if each.marks else np.nan for each in province.standings]
    )
    found = [*_far(totals, None, None)]
    for column in province.dimensions:
        shares = np.divide(
            column.low, column.full, out=np.full(len(column.low), np.nan), where=column.applies
        )
        found += _far(shares, column.id, column.title)
    return tuple(sorted(found, key=lambda each: (-round(abs(each.deviations), 6), each.place)))


def _far(shares: Floats, row: str | None, title: Title | None) -> Iterable[Outlier]:
    known = shares[~np.isnan(shares)]
    if not len(known):
        return
    median = float(np.median(known))
    deviation = _SCALE * float(np.median(np.abs(known - median)))
    if deviation <= 1e-9:
        return
    away = (shares - median) / deviation
    for place in np.flatnonzero(np.abs(np.nan_to_num(away)) > FAR).tolist():
        yield Outlier(place, row, title, float(shares[place]), median, float(away[place]))


def bins(province: Province, edges: Sequence[float]) -> tuple[int, ...]:
    """Return how many totals lie between neighbours of `edges`, shares of the full marks; the last end included."""
    totals = [float(each.awarded / each.marks) for each in province.standings if each.marks]
    counts, _ = np.histogram(totals, bins=np.array(edges))
    return tuple(counts.tolist())
