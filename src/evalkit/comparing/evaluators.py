"""How far evaluators agree: where they differ, how reliable their marks are, and who is stricter."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import numpy as np
from attrs import field

from evalkit.comparing.krippendorff import Alpha, Metric, alpha
from evalkit.comparing.resampling import DRAWS, SEED, Floats, interval
from evalkit.comparing.units import ZERO, Evaluation, Rating, Scale, Twice, Unit, collect
from evalkit.frozen import frozen
from evalkit.rubrics.rubric import Rubric
from evalkit.rules.rule import EXACT, Title

ADJUSTMENTS = "*"
"""What stands for the dimension of adjustments; no dimension can be called so."""


@frozen
class Reliability:
    """How far evaluators agree on some units of one scale.

    `title` is that of the dimension or indicator `id`; it is None for all units, whose id is empty too, and for
    the adjustments of the total where they stand among dimensions, which have the id `ADJUSTMENTS`. Of the units that two or more judged, `differing`
    have different values; `gap` is the mean difference of two values of one unit, as a share of full marks or in
    cases, None where there is no pair; `spread` the most marks between two evaluators, None where nobody can say.
    """

    id: str
    title: Title | None
    scale: Scale
    alpha: Alpha
    differing: int
    gap: Fraction | None
    spread: Decimal | None

    @property
    def is_group(self) -> bool:
        """Return whether it is about some units of a rubric rather than about all."""
        return bool(self.id)


@frozen
class ByRubric:
    """The agreement under one rubric: of all its units, by dimension, and by indicator or adjustment."""

    id: str
    title: Title
    overall: tuple[Reliability, ...]
    dimensions: tuple[Reliability, ...]
    indicators: tuple[Reliability, ...]


class Leaning(Enum):
    """Whether an evaluator gives fewer marks than the others, or more, beyond what chance explains."""

    STRICTER = "stricter"
    MILDER = "milder"
    UNCLEAR = "unclear"


@frozen
class Evaluator:
    """One evaluator against the others, on the `units` that others judged too.

    `mean` is the mean difference from what the others gave on average, as a share of full marks: below 0 is
    stricter; None without such units. `interval` has its ends (95 %, units drawn anew), None where there are
    too few units. `below`, `equal` and `above` count the units. `judged` are all judgements of the evaluator.
    """

    name: str
    judged: int
    units: int
    mean: Fraction | None
    interval: tuple[float, float] | None
    below: int
    equal: int
    above: int

    @property
    def leaning(self) -> Leaning:
        """Return which way the evaluator leans: said only where the whole interval lies on one side of 0."""
        if self.interval is None:
            return Leaning.UNCLEAR
        low, high = self.interval
        return Leaning.STRICTER if high < 0 else Leaning.MILDER if low > 0 else Leaning.UNCLEAR


@frozen
class Sum:
    """What one evaluator's judgements of a report come to, and the files that they stand in."""

    evaluator: str
    marks: Decimal
    files: tuple[str, ...]


@frozen
class Totals:
    """The marks of one report by evaluator, summed over the `items` that all of them judged.

    All else being equal, the total moves by the `spread` between them, but for what caps, vetoes and
    rescaling do.
    """

    report: str
    rubric: str
    items: int
    sums: tuple[Sum, ...]

    @property
    def spread(self) -> Decimal:
        """Return how many marks lie between the lowest and the highest sum."""
        marks = [each.marks for each in self.sums]
        return EXACT.subtract(max(marks), min(marks))


@frozen
class Agreement:
    """How far evaluators agree, over all reports and rubrics that they judged.

    `judged_reports` were judged in `files`. `shared` is how many units two or more judged, `single` how many only one did. `disagreements` are the
    units on which values differ, those first that move the total most. `names` is what reports are called, by
    their digests, where that is known.
    """

    metric: Metric
    draws: int
    seed: int
    files: int
    judged_reports: int
    shared: int
    single: int
    overall: tuple[Reliability, ...]
    rubrics: tuple[ByRubric, ...]
    evaluators: tuple[Evaluator, ...]
    reports: tuple[Totals, ...]
    disagreements: tuple[Unit, ...]
    twice: tuple[Twice, ...]
    names: Mapping[str, str] = field(factory=dict)


@frozen
class _Way:
    """How agreement is worked out."""

    metric: Metric
    draws: int
    seed: int


def agreement(
    evaluations: Iterable[Evaluation],
    metric: Metric = Metric.INTERVAL,
    draws: int = DRAWS,
    seed: int = SEED,
    names: Mapping[str, str] | None = None,
) -> Agreement:
    """Return how far the evaluators agree; the order of `evaluations` makes no difference.

    `names` is what reports are called, by their digests.
    """
    given = tuple(evaluations)
    found = collect(given)
    shared = tuple(unit for unit in found.units if unit.is_shared)
    way = _Way(metric, draws, seed)
    rubrics = tuple(
        _by_rubric(rubric, [unit for unit in shared if unit.rubric == rubric.id], way)
        for rubric in found.rubrics
    )
    overall = rubrics[0].overall if len(rubrics) == 1 else tuple(_by_scale("", None, shared, way))
    return Agreement(
        metric,
        draws,
        seed,
        len(given),
        len({each.report for each in given}),
        len(shared),
        len(found.units) - len(shared),
        overall,
        rubrics,
        _evaluators(found.units, way),
        _totals(found.units),
        _disagreements(shared),
        found.twice,
        names or {},
    )


def _by_scale(id: str, title: Title | None, units: Sequence[Unit], way: _Way) -> Iterator[Reliability]:
    for scale in Scale:
        alike = [unit for unit in units if unit.scale is scale]
        if alike:
            yield _reliability(id, title, alike, way)


def _reliability(id: str, title: Title | None, units: Sequence[Unit], way: _Way) -> Reliability:
    spreads = [unit.spread for unit in units]
    known = [each for each in spreads if each is not None]
    found = alpha([unit.values for unit in units], way.metric, way.draws, way.seed)
    apart = sum((_apart(unit.values) for unit in units), Fraction(0))
    return Reliability(
        id,
        title,
        units[0].scale,
        found,
        sum(bool(unit.gap) for unit in units),
        apart / found.pairs if found.pairs else None,
        max(known) if known else None,
    )


def _apart(values: Sequence[Fraction]) -> Fraction:
    """Return the sum of the differences of all pairs of `values`."""
    size = len(values)
    return sum((value * (2 * index - size + 1) for index, value in enumerate(sorted(values))), Fraction(0))


def _by_rubric(rubric: Rubric, units: Sequence[Unit], way: _Way) -> ByRubric:
    dimensions: dict[str, list[Unit]] = {}
    indicators: dict[str, list[Unit]] = {}
    for unit in units:
        dimensions.setdefault(unit.item.dimension or ADJUSTMENTS, []).append(unit)
        indicators.setdefault(unit.item.indicator, []).append(unit)
    named: dict[str, Title | None] = {each.id: each.title for each in rubric.dimensions}
    rows = [indicator for dimension in rubric.dimensions for indicator in dimension.indicators]
    titles: dict[str, Title | None] = {each.id: each.title for each in rows}
    titles |= {each.id: each.title for each in rubric.adjustments}
    return ByRubric(
        rubric.id,
        rubric.title,
        tuple(_by_scale("", None, units, way)),
        _grouped(dimensions, {**named, ADJUSTMENTS: None}, way),
        _grouped(indicators, titles, way),
    )


def _grouped(
    groups: dict[str, list[Unit]], titles: dict[str, Title | None], way: _Way
) -> tuple[Reliability, ...]:
    """Return the agreement by group, in the order of the rubric."""
    return tuple(
        each for id, title in titles.items() for each in _by_scale(id, title, groups.get(id, []), way)
    )


def _evaluators(units: Sequence[Unit], way: _Way) -> tuple[Evaluator, ...]:
    """Return each evaluator against the others, the strictest first, those with nothing to compare last."""
    judged: dict[str, int] = {}
    apart: dict[str, list[Fraction]] = {}
    for unit in units:
        for rating in unit.ratings:
            judged[rating.evaluator] = judged.get(rating.evaluator, 0) + 1
        for evaluator, difference in _differences(unit):
            apart.setdefault(evaluator, []).append(difference)
    found = [_evaluator(name, count, apart.get(name, []), way) for name, count in judged.items()]
    return tuple(sorted(found, key=lambda each: (each.mean is None, each.mean or 0, each.name)))


def _differences(unit: Unit) -> Iterator[tuple[str, Fraction]]:
    """Yield how far each evaluator lies from the mean of the others, as a share of full marks."""
    full = unit.item.full
    marks = [Fraction(each.marks) for each in unit.ratings if each.marks is not None]
    if not full or len(marks) < max(2, len(unit.ratings)):
        return
    whole, others = sum(marks, Fraction(0)), len(marks) - 1
    for rating, own in zip(unit.ratings, marks, strict=True):
        yield rating.evaluator, (own - (whole - own) / others) / Fraction(full)


def _evaluator(name: str, judged: int, apart: Sequence[Fraction], way: _Way) -> Evaluator:
    size = len(apart)
    values = np.array([float(each) for each in apart])

    def mean(weights: Floats) -> Floats:
        means: Floats = weights @ values / size
        return means

    return Evaluator(
        name,
        judged,
        size,
        sum(apart, Fraction(0)) / size if size else None,
        interval(mean, size, size, way.draws, way.seed),
        sum(each < 0 for each in apart),
        sum(not each for each in apart),
        sum(each > 0 for each in apart),
    )


def _totals(units: Sequence[Unit]) -> tuple[Totals, ...]:
    """Return the sums of the reports that two evaluators or more judged, those that lie widest apart first."""
    reports: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        reports.setdefault((unit.rubric, unit.report), []).append(unit)
    found = [_total(report, rubric, judged) for (rubric, report), judged in reports.items()]
    compared = [each for each in found if len(each.sums) > 1 and each.items]
    return tuple(sorted(compared, key=lambda each: -each.spread))


def _total(report: str, rubric: str, units: Sequence[Unit]) -> Totals:
    ratings: dict[str, list[Rating]] = {}
    for unit in units:
        for rating in unit.ratings:
            ratings.setdefault(rating.evaluator, []).append(rating)
    common = [unit for unit in units if len(unit.ratings) == len(ratings) and unit.spread is not None]
    marks = dict.fromkeys(sorted(ratings), ZERO)
    for unit in common:
        for rating in unit.ratings:
            marks[rating.evaluator] = EXACT.add(marks[rating.evaluator], rating.marks or ZERO)
    sums = (
        Sum(name, total, tuple(sorted({each.file for each in ratings[name]})))
        for name, total in marks.items()
    )
    return Totals(report, rubric, len(common), tuple(sums))


def _disagreements(shared: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units with different values: by the marks between them, then by the values themselves."""
    differing = [unit for unit in shared if unit.gap]
    return tuple(sorted(differing, key=lambda unit: (unit.spread is None, -(unit.spread or ZERO), -unit.gap)))
