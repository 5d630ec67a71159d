"""The overview of a province in a terminal."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from evalkit.messages import Lang, Message
from evalkit.province.distribution import Spread
from evalkit.province.overview import Overview, Ranked
from evalkit.province.tallies import Claim
from evalkit.rendering.figures import aligned, interval, marks, signed
from evalkit.rendering.ranking import contents, words
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.bars import share
from evalkit.rendering.terminal.canvas import Heading, drawn, grid, indented, listing, snug
from evalkit.rendering.terminal.prose import prose
from evalkit.rendering.visible import visible
from evalkit.rendering.words import filled

TOP = 30
"""How many departments are listed unless more are wanted."""
_FEW = 10
"""How many entries the lists below the ranking have."""
_BAR = 30


def render_overview(overview: Overview, view: View, top: int = TOP) -> str:
    """Return the overview as text for a terminal of the view's width, the first `top` departments listed."""
    return drawn(_pieces(overview, view, top), view)


def _pieces(overview: Overview, view: View, top: int) -> Iterator[RenderableType]:
    yield from _head(overview, view.lang)
    yield from _ranking(overview, view.lang, top)
    yield from _grades(overview, view.lang)
    yield from _spreads(words.DIMENSIONS, words.DIMENSION, overview.dimensions, view.lang)
    yield from _spreads(words.INDICATORS, words.INDICATOR, overview.indicators, view.lang)
    yield from _commonest(overview, view.lang)
    yield from _lacking(overview, view.lang)
    yield from _self_scores(overview, view.lang)
    yield from _outliers(overview, view.lang)


def _head(overview: Overview, lang: Lang) -> Iterator[RenderableType]:
    province = overview.province
    table = grid()
    table.add_column(no_wrap=True, style="dim")
    table.add_column(ratio=1)
    title = (visible(province.title.text(lang)), "")
    table.add_row(words.RUBRIC.text(lang), prose(title, "  ", (visible(province.rubric), "dim")))
    table.add_row(words.YEARS.text(lang), contents.years(overview, lang))
    note = filled(words.DEPARTMENTS, count=len(province.standings)).text(lang)
    yield Heading(words.TITLE.text(lang), note)
    yield table
    yield Text()
    for sentence in contents.sentences(overview):
        yield prose("· ", sentence.text(lang), indent=2)


def _numbers(table: Table, *heads: str) -> None:
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)


def _ranking(overview: Overview, lang: Lang, top: int) -> Iterator[RenderableType]:
    rows = overview.ranked[:top]
    if not rows:
        return
    note = filled(words.RANKING_NOTE, shown=len(rows), all=len(overview.ranked))
    yield Heading(words.RANKING.text(lang), note.text(lang))
    called = contents.names(overview)
    columns: list[tuple[Message, Callable[[Ranked], str]]] = [
        (words.RANK, lambda row: str(row.place.rank)),
        (words.POSSIBLE, contents.possible),
        (words.WEIGHTED, contents.weighted),
    ]
    if overview.stability is None:
        columns.pop()
    table = snug(apart=2)
    _numbers(table, *(head.text(lang) for head, _ in columns))
    table.add_column("", no_wrap=True)
    table.add_column(words.DEPARTMENT.text(lang))
    _numbers(table, words.SCORE.text(lang), words.HIGH.text(lang))
    table.add_column(words.GRADE.text(lang), no_wrap=True)
    _numbers(table, words.GROUP.text(lang))
    scores = aligned([marks(row.standing.awarded) for row in rows])
    highs = aligned([contents.reach(row) for row in rows])
    for row, score, high in zip(rows, scores, highs, strict=True):
        each = row.standing
        table.add_row(
            *(cell(row) for _, cell in columns),
            contents.sign(row) if row.drawn is not None else "",
            prose(called[row.index]),
            score,
            high,
            "–" if each.grade is None else visible(each.grade.text(lang)),
            str(row.place.group),
        )
    yield table
    yield prose((contents.legend(overview).text(lang), "dim"))


def _grades(overview: Overview, lang: Lang) -> Iterator[RenderableType]:
    if not overview.grades:
        return
    yield Heading(words.GRADES.text(lang))
    table = listing(apart=2)
    table.add_column(words.GRADE.text(lang), no_wrap=True)
    _numbers(table, words.COUNT.text(lang), words.SHARE.text(lang))
    table.add_column("", ratio=1)
    counts = [each.departments for each in overview.grades]
    for each, part in zip(overview.grades, contents.shares(counts), strict=True):
        title = visible((each.grade or words.NO_GRADE).text(lang))
        bar = share(
            Decimal(each.departments), Decimal(sum(counts)), _BAR, "green" if each.grade else "yellow"
        )
        table.add_row(title, str(each.departments), contents.percent(part), bar)
    yield table


def _spreads(
    heading: Message, head: Message, spreads: Sequence[Spread], lang: Lang
) -> Iterator[RenderableType]:
    if not spreads:
        return
    yield Heading(heading.text(lang), words.SPREAD_NOTE.text(lang))
    table = snug()
    table.add_column(head.text(lang))
    heads = (
        words.FULL_MARKS,
        words.LOWEST,
        words.LOWER,
        words.MEDIAN,
        words.UPPER,
        words.MEAN,
        words.LOST,
        words.OPEN,
    )
    _numbers(table, *(each.text(lang) for each in heads))
    for each in spreads:
        shares = (each.lowest, each.lower, each.median, each.upper, each.mean)
        table.add_row(
            prose(visible(each.title.text(lang))),
            f"{each.marks:g}",
            *(contents.percent(one, 0) for one in shares),
            str(each.lost),
            str(each.open),
        )
    yield table


def _more(entries: Sequence[object], lang: Lang) -> Iterator[RenderableType]:
    if len(entries) > _FEW:
        yield prose((filled(words.MORE, count=len(entries) - _FEW).text(lang), "dim"))


def _commonest(overview: Overview, lang: Lang) -> Iterator[RenderableType]:
    yield Heading(words.COMMONEST.text(lang), words.COMMONEST_NOTE.text(lang))
    if not overview.commonest:
        yield Text(words.NO_DEDUCTIONS.text(lang))
        return
    titles = contents.indicator_titles(overview, lang)
    table = listing(apart=2)
    _numbers(table, words.COUNT.text(lang), words.LOST_MARKS.text(lang))
    table.add_column(words.WHAT.text(lang), ratio=2)
    table.add_column(words.CLAUSE.text(lang), ratio=3)
    shown = overview.commonest[:_FEW]
    for each, lost in zip(shown, aligned([marks(each.marks) for each in shown]), strict=True):
        clause = prose(visible(each.clause))
        table.add_row(str(each.departments), lost, prose(contents.what(each, titles, lang)), clause)
    yield table
    yield from _more(overview.commonest, lang)


def _lacking(overview: Overview, lang: Lang) -> Iterator[RenderableType]:
    yield Heading(words.LACKING.text(lang), words.LACKING_NOTE.text(lang))
    if not overview.lacking:
        yield Text(words.NOTHING_LACKING.text(lang))
        return
    table = listing(apart=2)
    _numbers(table, words.COUNT.text(lang), words.SHARE.text(lang), words.AT_STAKE.text(lang))
    table.add_column(words.LACKED.text(lang), ratio=1)
    shown = overview.lacking[:_FEW]
    for each, stake in zip(shown, aligned([marks(each.marks) for each in shown]), strict=True):
        part = contents.percent(each.departments / len(overview.ranked))
        title = prose(visible(each.title.text(lang)), tail=(visible(each.fact), "dim"))
        table.add_row(str(each.departments), part, stake, title)
    yield table
    yield from _more(overview.lacking, lang)


def _self_scores(overview: Overview, lang: Lang) -> Iterator[RenderableType]:
    yield Heading(words.SELF_SCORES.text(lang))
    yield from (prose(each.text(lang)) for each in contents.self_sentences(overview))
    over = [each for each in overview.self_scores if each.claim is Claim.ABOVE]
    if not over:
        return
    called = contents.names(overview)
    table = listing(apart=2)
    _numbers(table, words.DIFFERENCE.text(lang), words.OWN.text(lang), words.OURS.text(lang))
    table.add_column(words.DEPARTMENT.text(lang), ratio=1)
    shown = over[:_FEW]
    for each, apart in zip(shown, aligned([signed(each.difference) for each in shown]), strict=True):
        ours = interval(each.low, each.low, each.high, lang)
        table.add_row(apart, marks(each.own), ours, prose(called[each.place]))
    yield Text()
    yield indented(table, 0)
    yield from _more(over, lang)


def _outliers(overview: Overview, lang: Lang) -> Iterator[RenderableType]:
    yield Heading(words.OUTLIERS.text(lang))
    yield prose((words.OUTLIER_RULE.text(lang), "dim"))
    if not overview.outliers:
        yield Text(words.NO_OUTLIERS.text(lang))
        return
    called = contents.names(overview)
    table = listing(apart=2)
    table.add_column(words.DEPARTMENT.text(lang), ratio=2)
    table.add_column(words.ROW.text(lang), ratio=1)
    _numbers(table, words.RATE.text(lang), words.MEDIAN.text(lang), words.AWAY.text(lang))
    for each in overview.outliers[:_FEW]:
        row = words.IN_TOTAL.text(lang) if each.title is None else visible(each.title.text(lang))
        away = signed(Decimal(f"{each.deviations:.1f}"))
        cells = (contents.percent(each.share), contents.percent(each.median), away)
        table.add_row(prose(called[each.place]), prose(row), *cells)
    yield table
    yield from _more(overview.outliers, lang)
