"""The years of a department in a terminal."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from evalkit.messages import Lang, Message
from evalkit.province.promises import Promise, Verdict
from evalkit.province.trend import Trend
from evalkit.province.years import Quote
from evalkit.rendering.figures import marks
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.canvas import LEAST_WIDTH, Heading, drawn, grid, listing, snug
from evalkit.rendering.terminal.prose import prose
from evalkit.rendering.trends import contents, words
from evalkit.rendering.visible import visible
from evalkit.rendering.words import filled

_YEAR, _REST = 14, 36
"""How many columns of the screen a year takes, and all else beside the years."""
_STYLES = {Verdict.KEPT: "green", Verdict.BROKEN: "red", Verdict.OPEN: "yellow"}


def render_trend(trend: Trend, view: View) -> str:
    """Return the years side by side as text for a terminal of the view's width."""
    return drawn(_pieces(trend, view), view)


def _pieces(trend: Trend, view: View) -> Iterator[RenderableType]:
    lang = view.lang
    shown = max(2, (max(view.width, LEAST_WIDTH) - _REST) // _YEAR)
    last = slice(-shown, None)
    yield Heading(f"{visible(trend.department)}  {words.TITLE.text(lang)}", contents.period(trend).text(lang))
    for sentence in contents.sentences(trend):
        yield prose("· ", sentence.text(lang), indent=2)
    yield from _totals(trend, last, lang)
    yield from _indicators(trend, last, lang)
    yield from _values(trend, last, lang)
    yield from _deductions(trend, last, lang)
    yield from _figures(trend, last, lang)
    yield from _promises(trend, lang)
    if len(trend.years) > shown:
        yield prose((filled(words.LAST_YEARS, count=shown).text(lang), "dim"))


def _yearly(trend: Trend, last: slice, head: Message, lang: Lang, *, change: bool = True) -> Table:
    """Return a table with a name, a column a year, and the change."""
    table = snug(apart=2)
    table.add_column(head.text(lang))
    for year in trend.years[last]:
        table.add_column(str(year.year), justify="right", no_wrap=True)
    if change and len(trend.years) > 1:
        table.add_column(words.CHANGE.text(lang), justify="right", no_wrap=True)
    return table


def _row(table: Table, name: str, cells: Sequence[str], change: str = "", style: str = "") -> None:
    rest = [*cells, change][: len(table.columns) - 1]
    table.add_row(prose(name), *rest, style=style)


def _totals(trend: Trend, last: slice, lang: Lang) -> Iterator[RenderableType]:
    yield Heading(words.TOTALS.text(lang))
    table = _yearly(trend, last, words.DIMENSION, lang, change=trend.comparable)
    totals = [year.standing for year in trend.years[last]]
    scores = [contents.ends(each.low, each.high, each.marks) for each in totals]
    _row(table, words.TOTAL.text(lang), scores, contents.changed(trend.total, lang), "bold")
    for series in trend.dimensions:
        cells = [contents.won(row) for row in series.rows[last]]
        _row(table, visible(series.title.text(lang)), cells, contents.changed(series.change, lang))
    grades = ["–" if each.grade is None else visible(each.grade.text(lang)) for each in totals]
    _row(table, words.GRADE.text(lang), grades, style="dim")
    own = ["–" if each.self_score is None else marks(each.self_score) for each in totals]
    _row(table, words.SELF_SCORE.text(lang), own, style="dim")
    if not trend.comparable:
        rubrics = [visible(year.rubric) for year in trend.years[last]]
        _row(table, words.RUBRIC.text(lang), rubrics, style="dim")
    yield table


def _indicators(trend: Trend, last: slice, lang: Lang) -> Iterator[RenderableType]:
    if not trend.indicators:
        return
    yield Heading(words.INDICATORS.text(lang))
    table = _yearly(trend, last, words.INDICATOR, lang, change=trend.comparable)
    for one in trend.indicators:
        cells = [contents.won(row) for row in one.rows[last]]
        _row(table, visible(one.title.text(lang)), cells, contents.changed(one.change, lang))
    yield table


def _values(trend: Trend, last: slice, lang: Lang) -> Iterator[RenderableType]:
    if not trend.values:
        return
    yield Heading(words.VALUES.text(lang))
    table = _yearly(trend, last, words.INDICATOR, lang, change=False)
    for one in trend.values:
        _row(table, visible(one.title.text(lang)), [contents.measured(row, lang) for row in one.rows[last]])
    yield table


def _deductions(trend: Trend, last: slice, lang: Lang) -> Iterator[RenderableType]:
    yield Heading(words.DEDUCTIONS.text(lang))
    if not trend.deductions:
        yield Text(words.NO_DEDUCTIONS.text(lang))
        return
    titles = {each.id: visible(each.title.text(lang)) for each in trend.indicators}
    table = listing(apart=2)
    table.add_column(words.STATE.text(lang), no_wrap=True)
    for year in trend.years[last]:
        table.add_column(str(year.year), justify="right", no_wrap=True)
    table.add_column(words.WHAT.text(lang), ratio=2)
    table.add_column(words.REASON.text(lang), ratio=3)
    for each in trend.deductions:
        title = visible(each.title.text(lang))
        named = title if each.part is None else f"{titles.get(each.indicator, each.indicator)} › {title}"
        lost = ("" if one is None else marks(one) for one in each.marks[last])
        state = words.STATES[each.state].text(lang)
        table.add_row(state, *lost, prose(named), prose(visible(each.reason.text(lang))))
    yield table


def _figures(trend: Trend, last: slice, lang: Lang) -> Iterator[RenderableType]:
    yield Heading(words.FIGURES.text(lang))
    if not trend.figures:
        yield Text(words.NO_FIGURES.text(lang))
        return
    table = _yearly(trend, last, words.FIGURE, lang)
    for series in trend.figures:
        cells = [contents.figure(each, lang) for each in series.figures[last]]
        _row(table, contents.titled(series.title), cells, contents.moved(series, lang))
    yield table


def _promises(trend: Trend, lang: Lang) -> Iterator[RenderableType]:
    if len(trend.years) < 2:
        return
    yield Heading(words.PROMISES.text(lang))
    if not trend.promises:
        yield Text(words.NO_PROMISES.text(lang))
        return
    for promise in trend.promises:
        yield _promise(promise, lang)


def _promise(promise: Promise, lang: Lang) -> RenderableType:
    table = grid()
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    style = _STYLES[promise.verdict]
    verdict = f"{words.VERDICT_SIGNS[promise.verdict]} {words.VERDICTS[promise.verdict].text(lang)}"
    table.add_row(Text(verdict, style), prose(visible(contents.reason(promise, lang))))
    made = Text(filled(words.PROMISED, year=promise.made).text(lang), "dim")
    table.add_row(made, _quote(promise.quote, lang))
    label = Text(filled(words.FOUND, year=promise.held).text(lang), "dim")
    for quote in contents.found(promise):
        table.add_row(label, _quote(quote, lang))
        label = Text()
    table.add_row()
    return table


def _quote(quote: Quote, lang: Lang) -> RenderableType:
    return prose(f"「{visible(quote.text)}」", tail=(contents.place(quote, lang), "cyan"))
