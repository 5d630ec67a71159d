"""The overview of a province as a page in one file, with charts, for a screen and for paper."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from evalkit.messages import Lang, Message
from evalkit.province.distribution import Spread, bins
from evalkit.province.overview import Overview, Ranked
from evalkit.province.tallies import Claim
from evalkit.rendering.charts import (
    Band,
    Bar,
    Box,
    Scale,
    band_chart,
    bar_chart,
    box_plot,
    histogram,
    ranged,
)
from evalkit.rendering.figures import interval, marks, signed
from evalkit.rendering.html import Child, Markup, element, page, table
from evalkit.rendering.ranking import contents, words
from evalkit.rendering.words import filled

_EDGES = tuple(each * 5 for each in range(21))
_CHARTED = 15
"""How many deductions and missing facts are drawn; the tables have them all."""
_PICTURED = 1000
"""Up to how many departments each have a picture of their interval: a page of more would be slow."""


def overview_page(overview: Overview, lang: Lang) -> str:
    """Return the overview as HTML: nothing is loaded from elsewhere, and no script runs."""
    title = f"{words.TITLE.text(lang)}：{overview.province.title.text(lang)}"
    return page(title, _body(overview, lang), lang)


def _body(overview: Overview, lang: Lang) -> Iterator[Child]:
    province = overview.province
    count = filled(words.DEPARTMENTS, count=len(province.standings)).text(lang)
    yield element("h1", words.TITLE.text(lang))
    about = " · ".join((province.title.text(lang), province.rubric, contents.years(overview, lang), count))
    yield element("p", about, class_="soft")
    yield element("ul", *(element("li", each.text(lang)) for each in contents.sentences(overview)))
    if not overview.ranked:
        return
    yield from _totals(overview, lang)
    yield from _ranking(overview, lang)
    yield from _stability(overview, lang)
    yield from _spreads(words.DIMENSIONS, words.DIMENSION, overview.dimensions, lang)
    yield from _spreads(words.INDICATORS, words.INDICATOR, overview.indicators, lang)
    yield from _commonest(overview, lang)
    yield from _lacking(overview, lang)
    yield from _self_scores(overview, lang)
    yield from _outliers(overview, lang)


def _heading(title: Message, lang: Lang, note: Message | None = None) -> Markup:
    return element("h2", title.text(lang), None if note is None else element("small", note.text(lang)))


def _figure(picture: Markup, caption: Message, lang: Lang) -> Markup:
    return element("figure", picture, element("figcaption", caption.text(lang)))


def _totals(overview: Overview, lang: Lang) -> Iterator[Child]:
    yield _heading(words.TOTALS, lang)
    counts = bins(overview.province, [edge / 100 for edge in _EDGES])
    label = words.HISTOGRAM.text(lang)
    yield _figure(histogram(counts, _EDGES, label, words.RATE.text(lang)), words.HISTOGRAM, lang)
    counted = [each.departments for each in overview.grades]
    grades = [
        Bar(
            (each.grade or words.NO_GRADE).text(lang),
            each.departments,
            filled(words.COUNT_AND_SHARE, count=each.departments, share=contents.percent(part)).text(lang),
            each.grade is None,
        )
        for each, part in zip(overview.grades, contents.shares(counted), strict=True)
    ]
    yield _figure(bar_chart(grades, words.GRADES.text(lang)), words.GRADES, lang)
    bands = [
        Band(*(float(part) for part in (row.standing.awarded, row.standing.low, row.standing.high)))
        for row in overview.ranked
    ]
    yield _figure(band_chart(bands, words.INTERVALS.text(lang), words.RANK.text(lang)), words.INTERVALS, lang)


def _ranking(overview: Overview, lang: Lang) -> Iterator[Child]:
    yield _heading(words.RANKING, lang)
    yield element("p", contents.legend(overview).text(lang), class_="soft")
    is_drawn, pictured = overview.stability is not None, len(overview.ranked) <= _PICTURED
    heads = [(words.RANK, True), (words.POSSIBLE, True)]
    heads += [(words.WEIGHTED, True), (words.FIRM, False)] if is_drawn else []
    heads += [(words.DEPARTMENT, False), (words.SCORE, True), (words.HIGH, True)]
    heads += [(words.INTERVAL, False)] if pictured else []
    heads += [(words.GRADE, False), (words.GROUP, True)]
    called = contents.names(overview)
    lowest = min(float(row.standing.low) for row in overview.ranked)
    scale = Scale(lowest, max(float(row.standing.marks) for row in overview.ranked), 5, 155)
    rows = (
        (
            *_placed(row, is_drawn=is_drawn),
            called[row.index],
            marks(row.standing.awarded),
            contents.reach(row),
            *([_picture(row, scale, lang)] if pictured else []),
            "–" if row.standing.grade is None else row.standing.grade.text(lang),
            row.place.group,
        )
        for row in overview.ranked
    )
    yield table([(title.text(lang), number) for title, number in heads], rows)


def _placed(row: Ranked, *, is_drawn: bool) -> list[Child]:
    found: list[Child] = [row.place.rank, contents.possible(row)]
    return [*found, contents.weighted(row), contents.sign(row)] if is_drawn else found


def _picture(row: Ranked, scale: Scale, lang: Lang) -> Markup:
    each = row.standing
    label = interval(each.awarded, each.low, each.high, lang)
    return ranged(float(each.awarded), float(each.low), float(each.high), scale, label)


def _stability(overview: Overview, lang: Lang) -> Iterator[Child]:
    if overview.stability is None or overview.stability.tau is None:
        return
    yield _heading(words.STABILITY, lang)
    bands = [
        Band(row.place.rank, row.drawn.best, row.drawn.worst)
        for row in overview.ranked
        if row.drawn is not None
    ]
    caption = filled(words.MOVES, within=contents.percent(overview.stability.within, 0))
    picture = band_chart(bands, caption.text(lang), words.RANK.text(lang), falling=True)
    yield _figure(picture, caption, lang)


def _spreads(heading: Message, head: Message, spreads: Sequence[Spread], lang: Lang) -> Iterator[Child]:
    if not spreads:
        return
    yield _heading(heading, lang, words.SPREAD_NOTE)
    boxes = [
        Box(each.title.text(lang), each.lowest, each.lower, each.median, each.upper, each.highest)
        for each in spreads
        if each.lowest is not None
        and each.lower is not None
        and each.median is not None
        and each.upper is not None
        and each.highest is not None
    ]
    yield _figure(box_plot(boxes, heading.text(lang)), words.BOXES, lang)
    heads = [(head, False), (words.FULL_MARKS, True)]
    columns = (words.LOWEST, words.LOWER, words.MEDIAN, words.UPPER, words.HIGHEST, words.MEAN)
    heads += [(each, True) for each in (*columns, words.COUNT, words.LOST, words.OPEN, words.WITHOUT)]
    rows = (_spread(each, lang) for each in spreads)
    yield table([(title.text(lang), number) for title, number in heads], rows)


def _spread(each: Spread, lang: Lang) -> tuple[Child, ...]:
    shares = (each.lowest, each.lower, each.median, each.upper, each.highest, each.mean)
    counts = (each.count, each.lost, each.open, each.without)
    return (each.title.text(lang), f"{each.marks:g}", *map(contents.percent, shares), *counts)


def _commonest(overview: Overview, lang: Lang) -> Iterator[Child]:
    yield _heading(words.COMMONEST, lang, words.COMMONEST_NOTE)
    if not overview.commonest:
        yield element("p", words.NO_DEDUCTIONS.text(lang))
        return
    titles = contents.indicator_titles(overview, lang)
    bars = [
        Bar(contents.what(each, titles, lang), each.departments, f"{each.departments}")
        for each in overview.commonest[:_CHARTED]
    ]
    yield _figure(bar_chart(bars, words.COMMONEST.text(lang)), words.COMMONEST_NOTE, lang)
    heads = ((words.COUNT, True), (words.LOST_MARKS, True), (words.WHAT, False), (words.CLAUSE, False))
    rows = (
        (each.departments, marks(each.marks), contents.what(each, titles, lang), each.clause)
        for each in overview.commonest
    )
    yield table([(title.text(lang), number) for title, number in heads], rows)


def _lacking(overview: Overview, lang: Lang) -> Iterator[Child]:
    yield _heading(words.LACKING, lang, words.LACKING_NOTE)
    if not overview.lacking:
        yield element("p", words.NOTHING_LACKING.text(lang))
        return
    heads = (
        (words.COUNT, True),
        (words.SHARE, True),
        (words.AT_STAKE, True),
        (words.LACKED, False),
        (words.FACT_ID, False),
    )
    rows = (
        (
            each.departments,
            contents.percent(each.departments / len(overview.ranked)),
            marks(each.marks),
            each.title.text(lang),
            each.fact,
        )
        for each in overview.lacking
    )
    yield table([(title.text(lang), number) for title, number in heads], rows)


def _self_scores(overview: Overview, lang: Lang) -> Iterator[Child]:
    yield _heading(words.SELF_SCORES, lang)
    yield from (element("p", each.text(lang)) for each in contents.self_sentences(overview))
    apart = [each for each in overview.self_scores if each.claim is not Claim.WITHIN]
    if not apart:
        return
    called = contents.names(overview)
    heads = ((words.DEPARTMENT, False), (words.OWN, True), (words.OURS, True), (words.DIFFERENCE, True))
    rows = (
        (
            called[each.place],
            marks(each.own),
            interval(each.low, each.low, each.high, lang),
            element("span", signed(each.difference), class_="down" if each.claim is Claim.ABOVE else None),
        )
        for each in apart
    )
    yield table([(title.text(lang), number) for title, number in heads], rows)


def _outliers(overview: Overview, lang: Lang) -> Iterator[Child]:
    yield _heading(words.OUTLIERS, lang)
    yield element("p", words.OUTLIER_RULE.text(lang), class_="soft")
    if not overview.outliers:
        yield element("p", words.NO_OUTLIERS.text(lang))
        return
    called = contents.names(overview)
    heads = (
        (words.DEPARTMENT, False),
        (words.ROW, False),
        (words.RATE, True),
        (words.MEDIAN, True),
        (words.AWAY, True),
    )
    rows = (
        (
            called[each.place],
            (each.title or words.IN_TOTAL).text(lang),
            contents.percent(each.share),
            contents.percent(each.median),
            signed(Decimal(f"{each.deviations:.1f}")),
        )
        for each in overview.outliers
    )
    yield table([(title.text(lang), number) for title, number in heads], rows)
