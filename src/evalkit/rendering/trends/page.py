"""The years of a department as a page in one file, for a screen and for paper."""

from collections.abc import Iterator, Sequence

from evalkit.messages import Lang, Message
from evalkit.province.promises import Promise, Verdict
from evalkit.province.trend import Change, Direction, Series, Trend
from evalkit.province.years import Quote
from evalkit.rendering.charts import Band, band_chart
from evalkit.rendering.figures import marks
from evalkit.rendering.html import Child, Markup, element, page, table
from evalkit.rendering.trends import contents, words
from evalkit.rendering.words import filled

_COLOURS = {Verdict.KEPT: "up", Verdict.BROKEN: "down", Verdict.OPEN: "soft"}
_TURNS = {Direction.UP: "up", Direction.DOWN: "down"}


def trend_page(trend: Trend, lang: Lang) -> str:
    """Return the years side by side as HTML: nothing is loaded from elsewhere, and no script runs."""
    return page(f"{trend.department} {words.TITLE.text(lang)}", _body(trend, lang), lang)


def _body(trend: Trend, lang: Lang) -> Iterator[Child]:
    yield element("h1", trend.department)
    about = f"{words.TITLE.text(lang)} · {contents.period(trend).text(lang)}"
    yield element("p", about, class_="soft")
    yield element("ul", *(element("li", each.text(lang)) for each in contents.sentences(trend)))
    yield from _totals(trend, lang)
    yield element("h2", words.INDICATORS.text(lang))
    yield _series(trend, trend.indicators, words.INDICATOR, [], lang)
    yield from _values(trend, lang)
    yield from _deductions(trend, lang)
    yield from _figures(trend, lang)
    yield from _promises(trend, lang)


def _yearly(trend: Trend, head: Message, lang: Lang, *, change: bool) -> list[tuple[str, bool]]:
    heads = [(head.text(lang), False), *((str(year.year), True) for year in trend.years)]
    return [*heads, (words.CHANGE.text(lang), True)] if change else heads


def _is_compared(trend: Trend) -> bool:
    return trend.comparable and len(trend.years) > 1


def _totals(trend: Trend, lang: Lang) -> Iterator[Child]:
    yield element("h2", words.TOTALS.text(lang))
    standings = [year.standing for year in trend.years]
    if _is_compared(trend):
        bands = [Band(*map(float, (each.awarded, each.low, each.high))) for each in standings]
        caption = words.CHART.text(lang)
        picture = band_chart(bands, caption, "", names=[str(year.year) for year in trend.years])
        yield element("figure", picture, element("figcaption", caption))
    total: tuple[Child, ...] = (
        words.TOTAL.text(lang),
        *(contents.ends(each.low, each.high, each.marks) for each in standings),
        *([_changed(trend.total, lang)] if _is_compared(trend) else []),
    )
    empty = [""] if _is_compared(trend) else []
    grades = ("–" if each.grade is None else each.grade.text(lang) for each in standings)
    own = ("–" if each.self_score is None else marks(each.self_score) for each in standings)
    rows: list[tuple[Child, ...]] = [total]
    behind: list[tuple[Child, ...]] = [
        (words.GRADE.text(lang), *grades, *empty),
        (words.SELF_SCORE.text(lang), *own, *empty),
        (words.RUBRIC.text(lang), *(year.rubric for year in trend.years), *empty),
    ]
    rows += [_row(series, trend, lang) for series in trend.dimensions]
    yield table(_yearly(trend, words.DIMENSION, lang, change=_is_compared(trend)), [*rows, *behind])


def _row(series: Series, trend: Trend, lang: Lang) -> tuple[Child, ...]:
    cells = (contents.won(row) for row in series.rows)
    change = [_changed(series.change, lang)] if _is_compared(trend) else []
    return (series.title.text(lang), *cells, *change)


def _changed(change: Change | None, lang: Lang) -> Markup:
    colour = None if change is None else _TURNS.get(change.direction)
    return element("span", contents.changed(change, lang), class_=colour)


def _series(
    trend: Trend, series: Sequence[Series], head: Message, more: list[tuple[Child, ...]], lang: Lang
) -> Markup:
    rows = [_row(one, trend, lang) for one in series]
    return table(_yearly(trend, head, lang, change=_is_compared(trend)), [*rows, *more])


def _values(trend: Trend, lang: Lang) -> Iterator[Child]:
    if not trend.values:
        return
    yield element("h2", words.VALUES.text(lang))
    rows = [
        (one.title.text(lang), *(contents.measured(row, lang) for row in one.rows)) for one in trend.values
    ]
    yield table(_yearly(trend, words.INDICATOR, lang, change=False), rows)


def _deductions(trend: Trend, lang: Lang) -> Iterator[Child]:
    yield element("h2", words.DEDUCTIONS.text(lang))
    if not trend.deductions:
        yield element("p", words.NO_DEDUCTIONS.text(lang))
        return
    titles = {each.id: each.title.text(lang) for each in trend.indicators}
    heads = [(words.STATE.text(lang), False), *((str(year.year), True) for year in trend.years)]
    heads += [(words.WHAT.text(lang), False), (words.REASON.text(lang), False)]
    rows: list[tuple[Child, ...]] = []
    for each in trend.deductions:
        title = each.title.text(lang)
        named = title if each.part is None else f"{titles.get(each.indicator, each.indicator)} › {title}"
        lost = ("" if one is None else marks(one) for one in each.marks)
        rows.append((words.STATES[each.state].text(lang), *lost, named, each.reason.text(lang)))
    yield table(heads, rows)


def _figures(trend: Trend, lang: Lang) -> Iterator[Child]:
    yield element("h2", words.FIGURES.text(lang))
    if not trend.figures:
        yield element("p", words.NO_FIGURES.text(lang))
        return
    rows = [
        (
            contents.titled(series.title),
            *(contents.figure(each, lang) for each in series.figures),
            contents.moved(series, lang),
        )
        for series in trend.figures
    ]
    yield table(_yearly(trend, words.FIGURE, lang, change=True), rows)


def _promises(trend: Trend, lang: Lang) -> Iterator[Child]:
    if len(trend.years) < 2:
        return
    yield element("h2", words.PROMISES.text(lang))
    if not trend.promises:
        yield element("p", words.NO_PROMISES.text(lang))
        return
    heads = (
        (words.VERDICT.text(lang), False),
        (words.PROMISE.text(lang), False),
        (words.EVIDENCE.text(lang), False),
    )
    yield table(heads, [_promise(each, lang) for each in trend.promises])


def _promise(promise: Promise, lang: Lang) -> tuple[Child, ...]:
    sign, word = words.VERDICT_SIGNS[promise.verdict], words.VERDICTS[promise.verdict].text(lang)
    verdict = element("span", f"{sign} {word}", class_=_COLOURS[promise.verdict])
    made = filled(words.PROMISED, year=promise.made).text(lang)
    held = filled(words.FOUND, year=promise.held).text(lang)
    quotes = [_quote(quote, lang) for quote in contents.found(promise)]
    return (
        verdict,
        element("div", element("span", made, class_="soft"), _quote(promise.quote, lang)),
        element(
            "div",
            contents.reason(promise, lang),
            element("div", held, class_="soft") if quotes else None,
            *quotes,
        ),
    )


def _quote(quote: Quote, lang: Lang) -> Markup:
    where = element("span", contents.place(quote, lang), class_="soft")
    return element("blockquote", quote.text, where)
