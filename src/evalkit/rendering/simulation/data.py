"""A simulation as JSON: the contract that people script against.

Marks are strings of exact decimals. The schema ``simulation`` says what every field means.
"""

from collections.abc import Sequence
from typing import Any

from evalkit.frozen import frozen
from evalkit.messages import Lang, plain
from evalkit.province.simulated import Grid, Outcome, Through, Whole
from evalkit.province.stability import Stability
from evalkit.province.standing import Province
from evalkit.rendering.json import dumped
from evalkit.rendering.rubric_diff import difference_data, effect_data
from evalkit.rubrics.difference import Difference
from evalkit.rules.rule import Title

_Object = dict[str, Any]
_DECIMALS = 6


@frozen
class Asked:
    """What was asked: by which rubric the reports were scored, and what is set in it."""

    id: str
    version: str
    sha256: str
    settings: tuple[str, ...] = ()


def outcome_json(asked: Asked, differences: Sequence[Difference], found: Outcome, lang: Lang) -> str:
    """Return what a changed rubric does, with its effects on every report."""
    return dumped(
        {
            **_asked(asked),
            "differences": [difference_data(each, lang) for each in differences],
            **_outcome(found),
            "effects": [effect_data(each) for each in found.effects],
        }
    )


def grid_json(asked: Asked, found: Grid) -> str:
    """Return what each value of a grid does."""
    points = [{"value": point.value, **_outcome(point.outcome)} for point in found.points]
    return dumped({**_asked(asked), "grid": {"place": found.place, "points": points}})


def weights_json(asked: Asked, province: Province, found: Stability) -> str:
    """Return what other weights do to the order."""
    least, median, most = found.tau or (None, None, None)
    return dumped(
        {
            **_asked(asked),
            "weights": {
                "within": found.within,
                "draws": found.draws,
                "seed": found.seed,
                "tau": {"least": _rounded(least), "median": _rounded(median), "most": _rounded(most)},
                "ranks": [
                    {
                        "report": standing.report,
                        "department": standing.department,
                        "best": drawn.best,
                        "worst": drawn.worst,
                        "firm": drawn.worst - drawn.best <= found.reach(),
                    }
                    for standing, drawn in zip(province.standings, found.ranks, strict=True)
                ],
            },
        }
    )


def _asked(asked: Asked) -> _Object:
    rubric = {"id": asked.id, "version": asked.version, "sha256": asked.sha256}
    return {"rubric": rubric, "settings": list(asked.settings)}


def _outcome(found: Outcome) -> _Object:
    return {
        "reports": found.reports,
        "stale": found.stale,
        "before": _whole(found.before),
        "after": _whole(found.after),
        "gained": found.gained,
        "lost": found.lost,
        "regraded": found.regraded,
        "reranked": found.reranked,
        "through": [_through(each) for each in found.through],
    }


def _whole(whole: Whole) -> _Object:
    return {
        "mean": {"low": plain(whole.mean.low), "high": plain(whole.mean.high)},
        "grades": [{"grade": _title(title), "reports": count} for title, count in whole.grades],
    }


def _title(title: Title | None) -> _Object | None:
    return None if title is None else {"zh": title.zh, "en": title.en}


def _through(each: Through) -> _Object:
    return {
        "id": each.id,
        "title": _title(each.title),
        "clause": each.clause,
        "gained": each.gained,
        "lost": each.lost,
        "marks": plain(each.marks),
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, _DECIMALS) + 0.0
