"""The years of one department side by side: what changed, what came back, and what became of its promises."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.province.promises import Promise, promises
from evalkit.province.years import Figure, Lost, Row, Year
from evalkit.rules.rule import Title


class Direction(Enum):
    """How marks changed from one year to the next, as far as open marks let one say."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    UNSURE = "unsure"


@frozen
class Change:
    """How many marks more there are than a year before; open marks make it lie between `low` and `high`."""

    low: Decimal
    high: Decimal

    @property
    def direction(self) -> Direction:
        """Return which way the marks went; it is unsure when the open marks could make it either."""
        if self.low > 0:
            return Direction.UP
        if self.high < 0:
            return Direction.DOWN
        return Direction.SAME if self.low == self.high else Direction.UNSURE


@frozen
class Series:
    """One row over the years, None for a year that does not have it; `change` is that of the last year."""

    id: str
    title: Title
    rows: tuple[Row | None, ...]
    change: Change | None


class State(Enum):
    """How a deduction of the last two years relates to both."""

    NEW = "new"
    REPEATED = "repeated"
    GONE = "gone"


@frozen
class Lasting:
    """What lost marks over the years: how many in each, None where it lost none; `reason` is the latest."""

    indicator: str
    part: str | None
    title: Title
    marks: tuple[Decimal | None, ...]
    reason: Title
    state: State


@frozen
class FigureSeries:
    """A figure over the years: `change` from the year before, and `rate`, the same as a share of it.

    Both are None where a year lacks the figure, `rate` also where the year before had nothing, and for ratios.
    """

    id: str
    title: str
    unit: Unit
    figures: tuple[Figure | None, ...]
    change: Decimal | None
    rate: Decimal | None


@frozen
class Trend:
    """The years of a department, the earliest first.

    `values` are the indicators and parts of which something was measured. Where not all years were scored by the same rubric, marks are not `comparable`; values still are.
    """

    department: str
    years: tuple[Year, ...]
    comparable: bool
    total: Change | None
    dimensions: tuple[Series, ...]
    indicators: tuple[Series, ...]
    values: tuple[Series, ...]
    deductions: tuple[Lasting, ...]
    figures: tuple[FigureSeries, ...]
    promises: tuple[Promise, ...]


def trend(
    department: str,
    years: Sequence[Year],
    inputs: Mapping[str, tuple[str, ...]],
    wanted: Sequence[str] = (),
    names: Mapping[str, tuple[str, ...]] | None = None,
) -> Trend:
    """Return the trend of `department` over `years`, at least one, the earliest first.

    `inputs` are the ids of the facts that each measure is made of, `names` what reports call facts and
    measures beside their titles. The figures shown are those `wanted`,
    else all that the indicators are made of.
    """
    shown = wanted or _used(years, inputs)
    return Trend(
        department,
        tuple(years),
        len({each.sha256 for each in years}) == 1,
        _change([(each.standing.low, each.standing.high) for each in years]),
        _series(years, lambda year: year.dimensions),
        _series(years, lambda year: tuple(row for row in year.indicators if row.parent is None)),
        _series(years, lambda year: tuple(row for row in year.indicators if row.value is not None)),
        _lasting(years),
        tuple(_figures(id, years) for id in shown if any(id in year.figures for year in years)),
        promises(years, inputs, names),
    )


def _change(ends: Sequence[tuple[Decimal, Decimal] | None]) -> Change | None:
    """Return how the last interval lies from the one before, None where one of both is missing."""
    if len(ends) < 2 or ends[-1] is None or ends[-2] is None:
        return None
    (low, high), (low_before, high_before) = ends[-1], ends[-2]
    return Change(low - high_before, high - low_before)


def _series(years: Sequence[Year], rows_of: Callable[[Year], tuple[Row, ...]]) -> tuple[Series, ...]:
    by_year = [{row.id: row for row in rows_of(year)} for year in years]
    # The latest rubric gives the order; what it dropped stands behind.
    ids = dict.fromkeys(id for rows in reversed(by_year) for id in rows)
    found = []
    for id in ids:
        rows = tuple(each.get(id) for each in by_year)
        title = next(row.title for row in reversed(rows) if row is not None)
        change = _change([None if row is None else (row.low, row.high) for row in rows])
        found.append(Series(id, title, rows, change))
    return tuple(found)


def _lasting(years: Sequence[Year]) -> tuple[Lasting, ...]:
    """Return what lost marks in one of the last two years: what is repeated first, then what is new."""
    by_year = [_by_row(year.losses) for year in years]
    keys = dict.fromkeys(key for rows in reversed(by_year[-2:]) for key in rows)
    found = []
    for key in keys:
        rows = [each.get(key) for each in by_year]
        latest = next(row for row in reversed(rows) if row is not None)
        now, before = rows[-1], rows[-2] if len(rows) > 1 else None
        state = State.GONE if now is None else State.NEW if before is None else State.REPEATED
        marks = tuple(None if row is None else row.marks for row in rows)
        found.append(Lasting(*key, latest.title, marks, latest.reason, state))
    order = (State.REPEATED, State.NEW, State.GONE)
    return tuple(sorted(found, key=lambda each: order.index(each.state)))


def _by_row(losses: Sequence[Lost]) -> dict[tuple[str, str | None], Lost]:
    """Return the losses by indicator and part; several of one row are one, with the reason of the first."""
    found: dict[tuple[str, str | None], Lost] = {}
    for loss in losses:
        key = (loss.indicator, loss.part)
        first = found.get(key)
        marks = loss.marks if first is None else first.marks + loss.marks
        reason = loss.reason if first is None else first.reason
        found[key] = Lost(*key, loss.title, marks, reason)
    return found


def _used(years: Sequence[Year], inputs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the facts that the measured values are made of, in the order of the latest indicators."""
    sources = [row.source for year in reversed(years) for row in year.indicators if row.source is not None]
    return tuple(dict.fromkeys(id for source in sources for id in inputs.get(source, (source,))))


def _figures(id: str, years: Sequence[Year]) -> FigureSeries:
    figures = tuple(year.figures.get(id) for year in years)
    known = next(each for each in reversed(figures) if each is not None)
    now, before = figures[-1], figures[-2] if len(figures) > 1 else None
    change = None if now is None or before is None else now.value - before.value
    rate = None
    if change is not None and before is not None and before.value > 0 and known.unit is not Unit.RATIO:
        rate = change / before.value
    return FigureSeries(id, known.title, known.unit, figures, change, rate)
