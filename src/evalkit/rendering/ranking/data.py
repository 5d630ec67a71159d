"""The overview of a province as JSON: the contract that people script against.

Marks are strings of exact decimals; shares of marks, 1 = 100 %, and agreements are numbers with six
decimals. The schema ``rank`` says what every field means. The same overview gives the same bytes.
"""

from decimal import Decimal
from typing import Any

from evalkit.messages import plain
from evalkit.province.distribution import Outlier, Spread
from evalkit.province.overview import Overview, Ranked
from evalkit.province.stability import Stability
from evalkit.province.tallies import Common, Lacking, SelfScore
from evalkit.rendering.json import dumped
from evalkit.rules.rule import Title

_DECIMALS = 6

_Object = dict[str, Any]


def overview_json(overview: Overview) -> str:
    """Return everything that an overview says as JSON."""
    province = overview.province
    tree = {
        "rubric": {"id": province.rubric, **_title(province.title)},
        "departments": len(province.standings),
        "failed": province.failed,
        "undated": province.undated,
        "groups": max((row.place.group for row in overview.ranked), default=0),
        "ranking": [_ranked(row) for row in overview.ranked],
        "grades": [
            {"grade": None if each.grade is None else each.grade.zh, "departments": each.departments}
            for each in overview.grades
        ],
        "dimensions": [_spread(each) for each in overview.dimensions],
        "indicators": [_spread(each) | {"dimension": each.dimension} for each in overview.indicators],
        "deductions": [_common(each) for each in overview.commonest],
        "missing_facts": [_lacking(each) for each in overview.lacking],
        "self_scores": [_self_score(each, overview) for each in overview.self_scores],
        "other_scales": [
            _who(each.place, overview) | {"self_score": _marks(each.own), "marks": _marks(each.marks)}
            for each in overview.other_scales
        ],
        "outliers": [_outlier(each, overview) for each in overview.outliers],
        "stability": None if overview.stability is None else _stability(overview.stability),
    }
    return dumped(tree)


def _title(title: Title) -> _Object:
    return {"title": title.zh, "title_en": title.en} if title.en else {"title": title.zh}


def _marks(marks: Decimal) -> str:
    return plain(marks)


def _share(share: float | None) -> float | None:
    # Adding nothing makes a minus zero a zero.
    return None if share is None else round(share, _DECIMALS) + 0.0


def _who(index: int, overview: Overview) -> _Object:
    standing = overview.province.standings[index]
    return {"department": standing.department, "report": standing.report}


def _ranked(row: Ranked) -> _Object:
    each, drawn = row.standing, row.drawn
    return {
        "department": each.department,
        "report": each.report,
        "year": each.year,
        "rank": row.place.rank,
        "possible": {"best": row.place.best, "worst": row.place.worst},
        "under_other_weights": None if drawn is None else {"best": drawn.best, "worst": drawn.worst},
        "firm": row.firm,
        "group": row.place.group,
        "marks": _marks(each.marks),
        "awarded": _marks(each.awarded),
        "low": _marks(each.low),
        "high": _marks(each.high),
        "grade": None if each.grade is None else each.grade.zh,
    }


def _spread(each: Spread) -> _Object:
    return {
        "id": each.id,
        **_title(each.title),
        "marks": _share(each.marks),
        "departments": each.count,
        "not_applicable": each.without,
        "lost": each.lost,
        "open": each.open,
        "shares": None
        if not each.count
        else {
            "min": _share(each.lowest),
            "q1": _share(each.lower),
            "median": _share(each.median),
            "q3": _share(each.upper),
            "max": _share(each.highest),
            "mean": _share(each.mean),
        },
    }


def _common(each: Common) -> _Object:
    return {
        "indicator": each.indicator,
        "part": each.part,
        **_title(each.title),
        "clause": each.clause,
        "departments": each.departments,
        "marks": _marks(each.marks),
    }


def _lacking(each: Lacking) -> _Object:
    return {
        "fact": each.fact,
        **_title(each.title),
        "departments": each.departments,
        "marks": _marks(each.marks),
    }


def _self_score(each: SelfScore, overview: Overview) -> _Object:
    return _who(each.place, overview) | {
        "self_score": _marks(each.own),
        "low": _marks(each.low),
        "high": _marks(each.high),
        "claim": each.claim.value,
        "difference": _marks(each.difference),
    }


def _outlier(each: Outlier, overview: Overview) -> _Object:
    return _who(each.place, overview) | {
        "dimension": each.row,
        "share": _share(each.share),
        "median": _share(each.median),
        "deviations": _share(each.deviations),
    }


def _stability(stable: Stability) -> _Object:
    return {
        "draws": stable.draws,
        "within": stable.within,
        "seed": stable.seed,
        "firm_within": stable.reach(),
        "tau": None
        if stable.tau is None
        else dict(zip(("min", "median", "max"), map(_share, stable.tau), strict=True)),
    }
