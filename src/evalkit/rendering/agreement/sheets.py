"""The agreement of evaluators as a workbook, one sheet a question."""

from collections.abc import Iterator

from evalkit.comparing.evaluators import Agreement, Reliability
from evalkit.comparing.krippendorff import Undefined
from evalkit.messages import Lang
from evalkit.rendering.agreement import contents, words
from evalkit.rendering.workbook import Cell, Head, Table, workbook

_ALPHA, _SHARE, _MARKS = "0.000", "0.00%", "0.00"


def agreement_workbook(found: Agreement, lang: Lang) -> bytes:
    """Return the agreement as an Excel workbook."""
    tables = [
        _reliabilities(found, lang),
        _evaluators(found, lang),
        _reports(found, lang),
        _disagreements(found, lang),
    ]
    return workbook(words.TITLE.text(lang), tables)


def _reliabilities(found: Agreement, lang: Lang) -> Table:
    said = [contents.note(found), *contents.sentences(found), *contents.remarks(found)]
    notes = (
        words.TITLE.text(lang),
        *(each.text(lang) for each in said),
        *([contents.conventions(found).text(lang)] if found.shared else []),
        "",
    )
    heads = (
        Head(words.RUBRIC.text(lang), 24),
        Head(words.KIND.text(lang), 10),
        Head(words.WHAT.text(lang), 32),
        Head(words.SCALE.text(lang), 16),
        Head("α", 8, _ALPHA),
        Head(words.LOWER_END.text(lang), 12, _ALPHA),
        Head(words.UPPER_END.text(lang), 12, _ALPHA),
        Head(words.UNITS.text(lang), 8),
        Head(words.PAIRS.text(lang), 8),
        Head(words.DIFFERING.text(lang), 8),
        Head(words.GAP_SHARE.text(lang), 20, _SHARE),
        Head(words.GAP_CASES.text(lang), 20, _MARKS),
        Head(words.VERDICT.text(lang), 24),
    )
    return Table(words.RELIABILITY.text(lang), heads, list(_rows(found, lang)), notes)


def _rows(found: Agreement, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    if len(found.rubrics) > 1:
        for one in found.overall:
            yield (None, words.ALL.text(lang), *_row(one, lang))
    for rubric in found.rubrics:
        kinds = (
            (words.ALL, rubric.overall),
            (words.DIMENSION, rubric.dimensions),
            (words.INDICATOR, rubric.indicators),
        )
        for kind, rows in kinds:
            for one in rows:
                yield (rubric.title.text(lang), kind.text(lang), *_row(one, lang))


def _row(one: Reliability, lang: Lang) -> tuple[Cell, ...]:
    alpha = one.alpha
    low, high = alpha.interval or (None, None)
    share, cases = contents.gaps(one)
    return (
        contents.title(one, lang),
        words.SCALES[one.scale].text(lang),
        None if isinstance(alpha.value, Undefined) else alpha.value,
        low,
        high,
        alpha.units,
        alpha.pairs,
        one.differing,
        share,
        cases,
        contents.verdict(alpha).text(lang),
    )


def _evaluators(found: Agreement, lang: Lang) -> Table:
    counts = (words.UNITS, words.BELOW, words.EQUAL, words.ABOVE, words.JUDGED)
    heads = (
        Head(words.EVALUATOR.text(lang), 20),
        Head(words.MEAN.text(lang), 10, _SHARE),
        Head(words.LOWER_END.text(lang), 12, _SHARE),
        Head(words.UPPER_END.text(lang), 12, _SHARE),
        *(Head(each.text(lang), 8) for each in counts),
        Head(words.LEANING.text(lang), 16),
    )
    rows = []
    for one in found.evaluators:
        low, high = one.interval or (None, None)
        mean = None if one.mean is None else contents.decimal(one.mean)
        numbers = (one.units, one.below, one.equal, one.above, one.judged)
        rows.append((one.name, mean, low, high, *numbers, words.LEANINGS[one.leaning].text(lang)))
    return Table(words.EVALUATORS_SHEET.text(lang), heads, rows)


def _reports(found: Agreement, lang: Lang) -> Table:
    heads = (
        Head(words.REPORT.text(lang), 28),
        Head(words.DIGEST.text(lang), 66),
        Head(words.RUBRIC.text(lang), 20),
        Head(words.UNITS.text(lang), 8),
        Head(words.EVALUATOR.text(lang), 20),
        Head(words.SUM_OF.text(lang), 10, _MARKS),
        Head(words.APART.text(lang), 10, _MARKS),
        Head(words.FILE.text(lang), 40),
    )
    rows = [
        (
            contents.called(found, one.report),
            one.report,
            one.rubric,
            one.items,
            each.evaluator,
            each.marks,
            one.spread,
            "\n".join(each.files),
        )
        for one in found.reports
        for each in one.sums
    ]
    return Table(words.REPORTS_SHEET.text(lang), heads, rows)


def _disagreements(found: Agreement, lang: Lang) -> Table:
    heads = (
        Head(words.REPORT.text(lang), 28),
        Head(words.RUBRIC.text(lang), 20),
        Head(words.INDICATOR.text(lang), 44),
        Head(words.FULL.text(lang), 10, _MARKS),
        Head(words.APART.text(lang), 10, _MARKS),
        Head(words.EVALUATOR.text(lang), 20),
        Head(words.GIVEN_MARKS.text(lang), 10, _MARKS),
        Head(words.GIVEN_COUNT.text(lang), 10),
        Head(words.REASON.text(lang), 80),
        Head(words.FILE.text(lang), 40),
    )
    rows: list[tuple[Cell, ...]] = []
    for unit in found.disagreements:
        place = contents.place(unit, lang)
        for rating in unit.ratings:
            given = (rating.judgement.marks, rating.judgement.count)
            behind = (rating.evaluator, *given, rating.judgement.reason, rating.file)
            rows.append(
                (
                    contents.called(found, unit.report),
                    unit.rubric,
                    place,
                    unit.item.full,
                    unit.spread,
                    *behind,
                )
            )
    return Table(words.DISAGREEMENTS.text(lang), heads, rows)
