"""The years of a department as a workbook, one sheet a question."""

from decimal import Decimal

from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.province.trend import Series, Trend
from evalkit.province.years import Quote
from evalkit.rendering.ranking.words import HIGH, LOW
from evalkit.rendering.trends import contents, words
from evalkit.rendering.visible import visible
from evalkit.rendering.workbook import Cell, Head, Table, workbook

_MARKS = "0.00"


def trend_workbook(trend: Trend, lang: Lang) -> bytes:
    """Return the years side by side as an Excel workbook: open marks have a column for either end."""
    tables = [
        _totals(trend, lang),
        _marks(trend, trend.indicators, words.INDICATORS.text(lang), lang),
        _values(trend, lang),
        _deductions(trend, lang),
        _figures(trend, lang),
        _promises(trend, lang),
    ]
    return workbook(f"{trend.department} {words.TITLE.text(lang)}", tables)


def _ends(trend: Trend, lang: Lang) -> list[Head]:
    return [Head(f"{year.year} {end.text(lang)}", 14, _MARKS) for year in trend.years for end in (LOW, HIGH)]


def _totals(trend: Trend, lang: Lang) -> Table:
    notes = (
        f"{trend.department} {words.TITLE.text(lang)} {contents.period(trend).text(lang)}",
        *(sentence.text(lang) for sentence in contents.sentences(trend)),
        "",
    )
    table = _marks(trend, trend.dimensions, words.TOTALS.text(lang), lang)
    ends = [end for year in trend.years for end in (year.standing.low, year.standing.high)]
    total = (words.TOTAL.text(lang), *ends, contents.changed(trend.total, lang) if trend.comparable else None)
    return Table(table.name, table.heads, [total, *table.rows], notes)


def _marks(trend: Trend, series: tuple[Series, ...], name: str, lang: Lang) -> Table:
    heads = (Head(words.INDICATOR.text(lang), 32), *_ends(trend, lang), Head(words.CHANGE.text(lang), 18))
    rows = []
    for one in series:
        ends: list[Cell] = []
        for row in one.rows:
            ends += (None, None) if row is None else (row.low, row.high)
        change = contents.changed(one.change, lang) if trend.comparable else None
        rows.append((one.title.text(lang), *ends, change))
    return Table(name, heads, rows)


def _years(trend: Trend, width: int = 14) -> list[Head]:
    return [Head(str(year.year), width) for year in trend.years]


def _values(trend: Trend, lang: Lang) -> Table:
    heads = (Head(words.INDICATOR.text(lang), 32), Head(words.UNIT.text(lang), 10), *_years(trend))
    rows = []
    for one in trend.values:
        unit = next(row.unit for row in reversed(one.rows) if row is not None and row.unit is not None)
        values = (None if row is None else row.value for row in one.rows)
        rows.append((one.title.text(lang), _unit(unit, lang), *(_scaled(value, unit) for value in values)))
    return Table(words.VALUES.text(lang), heads, rows)


def _unit(unit: Unit, lang: Lang) -> str:
    return words.UNITS[unit].text(lang) if unit in words.UNITS else unit.value


def _scaled(value: Decimal | None, unit: Unit) -> Decimal | None:
    """Return a value as its column shows it: ratios in per cent."""
    return value * 100 if value is not None and unit is Unit.RATIO else value


def _deductions(trend: Trend, lang: Lang) -> Table:
    titles = {each.id: each.title.text(lang) for each in trend.indicators}
    heads = (
        Head(words.STATE.text(lang), 10),
        Head(words.INDICATOR.text(lang), 28),
        Head(words.WHAT.text(lang), 28),
        *_years(trend, 10),
        Head(words.REASON.text(lang), 80),
    )
    rows = [
        (
            words.STATES[each.state].text(lang),
            titles.get(each.indicator, each.indicator),
            each.title.text(lang),
            *each.marks,
            each.reason.text(lang),
        )
        for each in trend.deductions
    ]
    return Table(words.DEDUCTIONS.text(lang), heads, rows)


def _figures(trend: Trend, lang: Lang) -> Table:
    heads = (
        Head(words.FIGURE.text(lang), 36),
        Head(words.UNIT.text(lang), 10),
        *_years(trend, 18),
        Head(words.CHANGE.text(lang), 16),
    )
    rows = [
        (
            series.title,
            _unit(series.unit, lang),
            *(_scaled(None if each is None else each.value, series.unit) for each in series.figures),
            contents.moved(series, lang),
        )
        for series in trend.figures
    ]
    return Table(words.FIGURES.text(lang), heads, rows)


def _promises(trend: Trend, lang: Lang) -> Table:
    heads = (
        Head(words.MADE.text(lang), 8),
        Head(words.HELD.text(lang), 8),
        Head(words.VERDICT.text(lang), 12),
        Head(words.PROMISE.text(lang), 60),
        Head(words.WHY.text(lang), 60),
        Head(words.EVIDENCE.text(lang), 60),
    )
    rows = [
        (
            promise.made,
            promise.held,
            words.VERDICTS[promise.verdict].text(lang),
            _quoted(promise.quote, lang),
            contents.reason(promise, lang),
            " ".join(_quoted(quote, lang) for quote in contents.found(promise)),
        )
        for promise in trend.promises
    ]
    return Table(words.PROMISES_SHEET.text(lang), heads, rows)


def _quoted(quote: Quote, lang: Lang) -> str:
    return f"「{visible(quote.text)}」{contents.place(quote, lang)}"
