"""The years of a department as JSON: the contract that people script against.

Marks, values and figures are strings of exact decimals, money in yuan, ratios with 1 = 100 %. The
schema ``trend`` says what every field means. The same years give the same bytes.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from evalkit.messages import Lang, plain
from evalkit.province.promises import Check, Promise
from evalkit.province.trend import Change, FigureSeries, Lasting, Series, Trend
from evalkit.province.years import Figure, Quote, Row, Year
from evalkit.rendering.json import dumped
from evalkit.rendering.trends import contents
from evalkit.rules.rule import Title

_Object = dict[str, Any]
_PLACES = Decimal("0.000001")


def trend_json(trend: Trend, lang: Lang) -> str:
    """Return the years of a department as JSON; reasons are in `lang`."""
    tree = {
        "department": trend.department,
        "comparable": trend.comparable,
        "years": [_year(year) for year in trend.years],
        "change": _change(trend.total),
        "dimensions": [_series(each) for each in trend.dimensions],
        "indicators": [_series(each) for each in trend.indicators],
        "values": [_values(each) for each in trend.values],
        "deductions": [_lasting(each, lang) for each in trend.deductions],
        "figures": [_figures(each) for each in trend.figures],
        "promises": [_promise(each, lang) for each in trend.promises],
    }
    return dumped(tree)


def _title(title: Title) -> _Object:
    return {"title": title.zh, "title_en": title.en} if title.en else {"title": title.zh}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _year(year: Year) -> _Object:
    each = year.standing
    return {
        "year": year.year,
        "report": each.report,
        "rubric": {"id": year.rubric, **_title(year.rubric_title), "sha256": year.sha256},
        "marks": plain(each.marks),
        "awarded": plain(each.awarded),
        "low": plain(each.low),
        "high": plain(each.high),
        "grade": None if each.grade is None else each.grade.zh,
        "self_score": _number(each.self_score),
    }


def _change(change: Change | None) -> _Object | None:
    if change is None:
        return None
    return {"low": plain(change.low), "high": plain(change.high), "direction": change.direction.value}


def _series(series: Series) -> _Object:
    rows = [_marks(row) for row in series.rows]
    return {"id": series.id, **_title(series.title), "years": rows, "change": _change(series.change)}


def _marks(row: Row | None) -> _Object | None:
    return None if row is None else {name: plain(getattr(row, name)) for name in ("marks", "low", "high")}


def _values(series: Series) -> _Object:
    units = [row.unit for row in series.rows if row is not None and row.unit is not None]
    values = [None if row is None else _number(row.value) for row in series.rows]
    return {"id": series.id, **_title(series.title), "unit": units[-1].value, "years": values}


def _lasting(each: Lasting, lang: Lang) -> _Object:
    return {
        "indicator": each.indicator,
        "part": each.part,
        **_title(each.title),
        "state": each.state.value,
        "years": [_number(marks) for marks in each.marks],
        "reason": each.reason.text(lang),
    }


def _figures(series: FigureSeries) -> _Object:
    rate = None if series.rate is None else plain(series.rate.quantize(_PLACES, ROUND_HALF_UP))
    return {
        "id": series.id,
        "title": series.title,
        "unit": series.unit.value,
        "years": [_figure(figure) for figure in series.figures],
        "change": _number(series.change),
        "rate": rate,
    }


def _figure(figure: Figure | None) -> _Object | None:
    if figure is None:
        return None
    return {
        "value": plain(figure.value),
        "quote": None if figure.quote is None else _quote(figure.quote),
    }


def _quote(quote: Quote) -> _Object:
    return {"document": quote.document, "page": quote.page, "line": quote.line, "quote": quote.text}


def _promise(promise: Promise, lang: Lang) -> _Object:
    return {
        "made": promise.made,
        "held": promise.held,
        "verdict": promise.verdict.value,
        "obstacle": None if promise.obstacle is None else promise.obstacle.value,
        "reason": contents.reason(promise, lang),
        "promise": _quote(promise.quote),
        "checks": [_check(check) for check in promise.checks],
    }


def _check(check: Check) -> _Object:
    return {
        **_title(check.title),
        "unit": check.unit.value,
        "aim": check.aim.kind.value,
        "amount": _number(check.aim.amount),
        "relative": check.aim.relative,
        "before": _number(check.before),
        "after": plain(check.after),
        "verdict": check.verdict.value,
        "quotes": [_quote(quote) for quote in check.quotes],
    }
