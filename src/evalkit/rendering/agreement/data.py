"""The agreement of evaluators as JSON: the contract that people script against.

Marks are strings of exact decimals; α, shares and mean differences are numbers with six decimals. The schema
``agreement`` says what every field means. The same judgements give the same bytes.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from evalkit.comparing.evaluators import Agreement, ByRubric, Evaluator, Reliability, Totals
from evalkit.comparing.krippendorff import Alpha, Undefined, Verdict
from evalkit.comparing.units import Rating, Twice, Unit
from evalkit.messages import plain
from evalkit.rendering.json import dumped
from evalkit.rules.rule import Title

_Object = dict[str, Any]
_DECIMALS = 6


def agreement_json(found: Agreement) -> str:
    """Return the agreement of evaluators as JSON."""
    tree = {
        "metric": found.metric.value,
        "draws": found.draws,
        "seed": found.seed,
        "files": found.files,
        "reports": found.judged_reports,
        "shared": found.shared,
        "single": found.single,
        "overall": [_reliability(each) for each in found.overall],
        "rubrics": [_rubric(each) for each in found.rubrics],
        "evaluators": [_evaluator(each) for each in found.evaluators],
        "totals": [_totals(each, found.names) for each in found.reports],
        "disagreements": [_unit(each, found.names) for each in found.disagreements],
        "twice": [_twice(each, found.names) for each in found.twice],
    }
    return dumped(tree)


def _number(value: float | Fraction | None) -> float | None:
    # 0.0 is added so that no minus zero is written.
    return None if value is None else round(float(value), _DECIMALS) + 0.0


def _ends(interval: tuple[float, float] | None) -> _Object | None:
    return None if interval is None else {"low": _number(interval[0]), "high": _number(interval[1])}


def _title(title: Title) -> _Object:
    return {"title": title.zh, "title_en": title.en} if title.en else {"title": title.zh}


def _alpha(alpha: Alpha) -> _Object:
    value, verdict = alpha.value, alpha.verdict
    return {
        "alpha": None if isinstance(value, Undefined) else _number(value),
        "undefined": value.value if isinstance(value, Undefined) else None,
        "convention": verdict.value if isinstance(verdict, Verdict) else None,
        "interval": _ends(alpha.interval),
        "units": alpha.units,
        "ratings": alpha.ratings,
        "pairs": alpha.pairs,
    }


def _reliability(one: Reliability) -> _Object:
    return {
        "scale": one.scale.value,
        **_alpha(one.alpha),
        "differing": one.differing,
        "gap": _number(one.gap),
        "spread": None if one.spread is None else plain(one.spread),
    }


def _named(one: Reliability) -> _Object:
    """Return the agreement on a dimension or an indicator; adjustments of the total have no dimension."""
    named: _Object = {"id": None, "title": None} if one.title is None else {"id": one.id, **_title(one.title)}
    return {**named, **_reliability(one)}


def _rubric(one: ByRubric) -> _Object:
    return {
        "id": one.id,
        **_title(one.title),
        "overall": [_reliability(each) for each in one.overall],
        "dimensions": [_named(each) for each in one.dimensions],
        "indicators": [_named(each) for each in one.indicators],
    }


def _evaluator(one: Evaluator) -> _Object:
    return {
        "evaluator": one.name,
        "judged": one.judged,
        "units": one.units,
        "mean": _number(one.mean),
        "interval": _ends(one.interval),
        "below": one.below,
        "equal": one.equal,
        "above": one.above,
        "leaning": one.leaning.value,
    }


def _totals(one: Totals, names: Mapping[str, str]) -> _Object:
    sums = [
        {"evaluator": each.evaluator, "marks": plain(each.marks), "files": list(each.files)}
        for each in one.sums
    ]
    return {
        "report": one.report,
        "name": names.get(one.report),
        "rubric": one.rubric,
        "units": one.items,
        "sums": sums,
        "spread": plain(one.spread),
    }


def _unit(unit: Unit, names: Mapping[str, str]) -> _Object:
    return {
        "report": unit.report,
        "name": names.get(unit.report),
        "rubric": unit.rubric,
        "address": unit.item.address,
        "titles": [_title(title) for title in unit.item.titles],
        "scale": unit.scale.value,
        "full": None if unit.item.full is None else plain(unit.item.full),
        "spread": None if unit.spread is None else plain(unit.spread),
        "gap": _number(unit.gap),
        "judgements": [_rating(each) for each in unit.ratings],
    }


def _rating(rating: Rating) -> _Object:
    judgement = rating.judgement
    return {
        "evaluator": rating.evaluator,
        "marks": None if judgement.marks is None else plain(judgement.marks),
        "count": judgement.count,
        "value": _number(rating.value),
        "reason": judgement.reason,
        "at": judgement.at.isoformat(),
        "file": rating.file,
    }


def _twice(one: Twice, names: Mapping[str, str]) -> _Object:
    return {
        "evaluator": one.evaluator,
        "report": one.report,
        "name": names.get(one.report),
        "rubric": one.rubric,
        "files": list(one.files),
        "unsettled": list(one.unsettled),
    }
