"""The overview of a province as a workbook, one sheet a question."""

from evalkit.messages import Lang, Message
from evalkit.province.distribution import Spread
from evalkit.province.overview import Overview, Ranked
from evalkit.rendering.ranking import contents, words
from evalkit.rendering.workbook import Cell, Head, Table, workbook

_MARKS, _PERCENT = "0.00", "0.0%"


def overview_workbook(overview: Overview, lang: Lang) -> bytes:
    """Return the overview as an Excel workbook with every department, deduction and missing fact."""
    title = f"{words.TITLE.text(lang)} {overview.province.title.text(lang)}"
    tables = [
        _summary(overview, lang),
        _ranking(overview, lang),
        _spreads(overview, lang),
        _deductions(overview, lang),
        _lacking(overview, lang),
        _self_scores(overview, lang),
        _outliers(overview, lang),
    ]
    return workbook(title, tables)


def _heads(lang: Lang, *heads: tuple[Message, int, str]) -> tuple[Head, ...]:
    return tuple(Head(title.text(lang), width, form) for title, width, form in heads)


def _summary(overview: Overview, lang: Lang) -> Table:
    province = overview.province
    notes = (
        words.TITLE.text(lang),
        f"{words.RUBRIC.text(lang)} {province.title.text(lang)} {province.rubric}",
        f"{words.YEARS.text(lang)} {contents.years(overview, lang)}",
        *(sentence.text(lang) for sentence in contents.sentences(overview)),
        contents.legend(overview).text(lang),
        *(sentence.text(lang) for sentence in contents.self_sentences(overview)),
        words.OUTLIER_RULE.text(lang),
        "",
    )
    counts = [each.departments for each in overview.grades]
    rows = [
        (words.NO_GRADE.text(lang) if each.grade is None else each.grade.text(lang), each.departments, part)
        for each, part in zip(overview.grades, contents.shares(counts), strict=True)
    ]
    heads = ((words.GRADE, 24, ""), (words.COUNT, 10, ""), (words.SHARE, 10, _PERCENT))
    return Table(words.SUMMARY.text(lang), _heads(lang, *heads), rows, notes)


_RANKING = (
    (words.RANK, 8, ""),
    (words.BEST, 10, ""),
    (words.WORST, 10, ""),
    (words.DRAWN_BEST, 16, ""),
    (words.DRAWN_WORST, 16, ""),
    (words.FIRM, 8, ""),
    (words.GROUP, 6, ""),
    (words.DEPARTMENT, 28, ""),
    (words.YEARS, 8, ""),
    (words.SCORE, 10, _MARKS),
    (words.LOW, 10, _MARKS),
    (words.HIGH, 10, _MARKS),
    (words.FULL_MARKS, 8, ""),
    (words.GRADE, 10, ""),
    (words.OWN, 10, _MARKS),
    (words.REPORT, 36, ""),
)


def _ranking(overview: Overview, lang: Lang) -> Table:
    rows = [_ranked(row, lang) for row in overview.ranked]
    return Table(words.RANKING.text(lang), _heads(lang, *_RANKING), rows)


def _ranked(row: Ranked, lang: Lang) -> tuple[Cell, ...]:
    each, drawn = row.standing, row.drawn
    return (
        row.place.rank,
        row.place.best,
        row.place.worst,
        None if drawn is None else drawn.best,
        None if drawn is None else drawn.worst,
        (words.YES if row.firm else words.NO).text(lang),
        row.place.group,
        each.department,
        each.year,
        each.awarded,
        each.low,
        each.high,
        each.marks,
        None if each.grade is None else each.grade.text(lang),
        each.self_score,
        each.report,
    )


_SPREADS = (
    (words.DIMENSION, 20, ""),
    (words.INDICATOR, 32, ""),
    (words.FULL_MARKS, 8, ""),
    (words.LOWEST, 8, _PERCENT),
    (words.LOWER, 10, _PERCENT),
    (words.MEDIAN, 8, _PERCENT),
    (words.UPPER, 10, _PERCENT),
    (words.HIGHEST, 8, _PERCENT),
    (words.MEAN, 8, _PERCENT),
    (words.COUNT, 8, ""),
    (words.LOST, 8, ""),
    (words.OPEN, 8, ""),
    (words.WITHOUT, 8, ""),
)


def _spreads(overview: Overview, lang: Lang) -> Table:
    titles = {each.id: each.title.text(lang) for each in overview.dimensions}
    rows = [_spread(each, each.title.text(lang), None) for each in overview.dimensions]
    rows += [
        _spread(each, titles.get(each.dimension or "", each.dimension), each.title.text(lang))
        for each in overview.indicators
    ]
    return Table(words.SPREADS.text(lang), _heads(lang, *_SPREADS), rows, (words.SPREAD_NOTE.text(lang),))


def _spread(each: Spread, dimension: str | None, indicator: str | None) -> tuple[Cell, ...]:
    return (
        dimension,
        indicator,
        each.marks,
        each.lowest,
        each.lower,
        each.median,
        each.upper,
        each.highest,
        each.mean,
        each.count,
        each.lost,
        each.open,
        each.without,
    )


def _deductions(overview: Overview, lang: Lang) -> Table:
    titles = contents.indicator_titles(overview, lang)
    heads = (
        (words.COUNT, 10, ""),
        (words.LOST_MARKS, 12, _MARKS),
        (words.WHAT, 40, ""),
        (words.CLAUSE, 80, ""),
    )
    rows = [
        (each.departments, each.marks, contents.what(each, titles, lang), each.clause)
        for each in overview.commonest
    ]
    return Table(words.COMMONEST.text(lang), _heads(lang, *heads), rows)


def _lacking(overview: Overview, lang: Lang) -> Table:
    heads = (
        (words.COUNT, 10, ""),
        (words.SHARE, 10, _PERCENT),
        (words.AT_STAKE, 14, _MARKS),
        (words.LACKED, 40, ""),
        (words.FACT_ID, 32, ""),
    )
    rows = [
        (
            each.departments,
            each.departments / len(overview.ranked),
            each.marks,
            each.title.text(lang),
            each.fact,
        )
        for each in overview.lacking
    ]
    return Table(words.LACKING.text(lang), _heads(lang, *heads), rows)


def _self_scores(overview: Overview, lang: Lang) -> Table:
    heads = (
        (words.DEPARTMENT, 28, ""),
        (words.OWN, 10, _MARKS),
        (words.LOW, 10, _MARKS),
        (words.HIGH, 10, _MARKS),
        (words.CLAIM, 8, ""),
        (words.DIFFERENCE, 10, _MARKS),
    )
    called = contents.names(overview)
    rows: list[tuple[Cell, ...]] = [
        (
            called[each.place],
            each.own,
            each.low,
            each.high,
            words.CLAIMS[each.claim].text(lang),
            each.difference,
        )
        for each in overview.self_scores
    ]
    rows += [
        (called[each.place], each.own, None, None, words.OTHER_SCALE.text(lang), None)
        for each in overview.other_scales
    ]
    return Table(words.SELF_SCORES.text(lang), _heads(lang, *heads), rows)


def _outliers(overview: Overview, lang: Lang) -> Table:
    heads = (
        (words.DEPARTMENT, 28, ""),
        (words.ROW, 20, ""),
        (words.RATE, 10, _PERCENT),
        (words.MEDIAN, 10, _PERCENT),
        (words.AWAY, 12, "0.0"),
    )
    called = contents.names(overview)
    rows = [
        (
            called[each.place],
            (each.title or words.IN_TOTAL).text(lang),
            each.share,
            each.median,
            each.deviations,
        )
        for each in overview.outliers
    ]
    notes = (words.OUTLIER_RULE.text(lang),)
    return Table(words.OUTLIERS_SHEET.text(lang), _heads(lang, *heads), rows, notes)
