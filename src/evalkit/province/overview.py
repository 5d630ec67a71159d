"""Everything that is said about a province at once: what ``evalkit rank`` shows."""

from collections import Counter
from collections.abc import Sequence

from evalkit.frozen import frozen
from evalkit.province.distribution import Outlier, Spread, outliers, spread
from evalkit.province.ranking import Ends, Place, places
from evalkit.province.stability import SEED, WITHIN, Drawn, Stability, reach, stability
from evalkit.province.standing import Province, Standing
from evalkit.province.tallies import (
    Common,
    Lacking,
    OtherScale,
    SelfScore,
    commonest,
    lacking,
    other_scales,
    self_scores,
)
from evalkit.rules.rule import Title


@frozen
class Ranked:
    """One department in the ranking, the one at `index` of the standings; `drawn` is None where no other weights were tried.

    The rank is `firm` when the open marks and, nine times of ten, other weights move it by no more
    than 5 % of all ranks (2 ranks where that is less).
    """

    index: int
    standing: Standing
    place: Place
    drawn: Drawn | None
    firm: bool


@frozen
class GradeCount:
    """How many departments have a grade; None: those whose grade is open, or whose rubric gives none."""

    grade: Title | None
    departments: int


@frozen(eq=False)
class Overview:
    """A province: the ranking from the first rank on, and what the scorecards have in common.

    The `place` of an outlier or a self-score is the department's index in the standings of `province`.
    """

    province: Province
    ranked: tuple[Ranked, ...]
    grades: tuple[GradeCount, ...]
    dimensions: tuple[Spread, ...]
    indicators: tuple[Spread, ...]
    outliers: tuple[Outlier, ...]
    commonest: tuple[Common, ...]
    lacking: tuple[Lacking, ...]
    self_scores: tuple[SelfScore, ...]
    other_scales: tuple[OtherScale, ...]
    stability: Stability | None


def overview(province: Province, within: float = WITHIN, seed: int = SEED) -> Overview:
    """Return the overview of `province`.

    Weights are varied by `within`, 0 to try no others; `seed` is what the draws begin with.
    """
    drawn = stability(province, within=within, seed=seed) if within else None
    return Overview(
        province,
        _ranked(province.standings, drawn),
        _grades(province.standings),
        tuple(map(spread, province.dimensions)),
        tuple(map(spread, province.indicators)),
        outliers(province),
        commonest(province.losses),
        lacking(province.lacks),
        self_scores(province),
        other_scales(province),
        drawn,
    )


def _ranked(standings: Sequence[Standing], stable: Stability | None) -> tuple[Ranked, ...]:
    found = places([Ends(each.awarded, each.low, each.high) for each in standings])
    drawn = [None] * len(standings) if stable is None else stable.ranks
    most = reach(len(standings))
    rows = [
        Ranked(index, standing, place, moves, _is_firm(place, moves, most))
        for index, (standing, place, moves) in enumerate(zip(standings, found, drawn, strict=True))
    ]
    return tuple(
        sorted(
            rows,
            key=lambda row: (row.place.rank, row.place.best, row.standing.department, row.standing.report),
        )
    )


def _is_firm(place: Place, drawn: Drawn | None, most: int) -> bool:
    best = place.best if drawn is None else min(place.best, drawn.best)
    worst = place.worst if drawn is None else max(place.worst, drawn.worst)
    return worst - best <= most


def _grades(standings: Sequence[Standing]) -> tuple[GradeCount, ...]:
    """Return how many have each grade, that of the highest marks first, and the open ones at the end."""
    counts = Counter(each.grade for each in standings)
    best = {
        grade: max(each.awarded for each in standings if each.grade == grade)
        for grade in counts
        if grade is not None
    }
    ordered = sorted(best, key=lambda grade: best[grade], reverse=True)
    found = [GradeCount(grade, counts[grade]) for grade in ordered]
    return tuple(found) if None not in counts else (*found, GradeCount(None, counts[None]))
