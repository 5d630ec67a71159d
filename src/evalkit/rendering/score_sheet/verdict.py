"""The last sheet: the total and the grade, who judged what, what it was made of, and where to sign."""

from collections.abc import Iterator

from evalkit.messages import Joined, Lang
from evalkit.rendering import words as general
from evalkit.rendering.contents import basis_rows, grade_text, judged, self_score_remark, signature
from evalkit.rendering.figures import marks
from evalkit.rendering.places import Places
from evalkit.rendering.score_sheet import words
from evalkit.rendering.score_sheet.book import Book, Cell, Formula, Look, Page, places_of
from evalkit.rendering.score_sheet.reasons import filled
from evalkit.scoring.ledger import total
from evalkit.scoring.scorecard import Scorecard

_WIDTHS = (26, 74, 12, 12, 16, 18)


def write_verdict(book: Book, card: Scorecard, where: Places, sum: Formula) -> None:
    """Write the sheet; `sum` is what the score sheet comes to."""
    title = words.VERDICT.text(where.lang)
    page = book.page(title, _WIDTHS, 0)
    page.line(title, Look.TITLE)
    for label, text in _labelled(card, where, sum):
        _row(page, label, text, card)
    page.row += 1
    _rests(page, card)
    page.row += 1
    _judgements(page, card)
    page.row += 1
    for label, text in _made_of(card, where.lang):
        _row(page, label, text, card)
    page.row += 1
    for signed in words.SIGNED:
        page.put(0, signed.text(where.lang), Look.TEXT)
        page.put(1, None, Look.TEXT)
        page.sheet.set_row(page.row, 30)
        page.row += 1


def _row(page: Page, label: str, cell: Cell, card: Scorecard) -> None:
    page.put(0, label, Look.TEXT)
    page.put(
        1,
        cell,
        Look.TEXT,
        places_of(card.low, card.high, full=card.marks) if isinstance(cell, Formula) else 0,
    )
    page.row += 1


def _labelled(card: Scorecard, where: Places, sum: Formula) -> Iterator[tuple[str, Cell]]:
    lang, rubric, report = where.lang, card.rubric, card.report
    department = general.NO_DEPARTMENT.text(lang) if report.department is None else report.department
    yield words.DEPARTMENT.text(lang), department
    yield words.YEAR.text(lang), general.NO_YEAR.text(lang) if report.year is None else str(report.year)
    title = f"{rubric.title.text(lang)}（{rubric.id} {rubric.version}）"
    yield general.RUBRIC.text(lang), title
    yield general.STANDING.text(lang), general.STANDINGS[rubric.standing].text(lang)
    yield general.STATEMENTS.text(lang), general.STATEMENT_POLICIES[rubric.statements].text(lang)
    yield words.FULL.text(lang), marks(card.marks)
    yield general.TOTAL.text(lang), sum
    yield general.GRADE.text(lang), grade_text(card, lang)
    remark = self_score_remark(card)
    if card.self_score is not None and remark is not None:
        yield general.SELF_SCORE.text(lang), f"{marks(card.self_score)} {remark.text(lang)}"
    signed_by = signature(card)
    if signed_by is not None:
        yield general.SIGNED_OFF.text(lang), signed_by.text(lang)
    for note in (*report.notes, *card.faults):
        yield general.NOTE.text(lang), note.text(lang)


def _rests(page: Page, card: Scorecard) -> None:
    lang = page.book.lang
    page.heads(each.text(lang) for each in (general.RESTS_ON, general.MEANING, words.SCORE))
    first = page.row + 1
    rows = basis_rows(card)
    for name, amount, meaning in rows:
        page.cells((name.text(lang), meaning.text(lang), amount))
    together = total(amount for _, amount, _ in rows)
    page.over((page.row, 0), (page.row, 1), words.IN_ALL.text(lang), Look.SUM)
    formula = Formula(f"=SUM(C{first}:C{page.row})", together)
    page.put(2, formula, Look.SUM, places_of(together))
    page.row += 1


def _judgements(page: Page, card: Scorecard) -> None:
    lang, found = page.book.lang, judged(card)
    heads = (general.INDICATOR, general.REASON, words.SCORE, general.COMPUTED, general.JUDGED_BY, words.AT)
    page.heads(each.text(lang) for each in heads)
    for indicator, result, record in found:
        title = indicator.title.text(lang)
        if result is not indicator:
            title = f"{title} › {result.title.text(lang)}"
        at = f"{record.at:%Y-%m-%d %H:%M}"
        page.cells((title, record.reason, record.marks, record.computed, record.by, at))
    if not found:
        page.line(words.NO_JUDGEMENTS.text(lang), Look.NOTE)


def _made_of(card: Scorecard, lang: Lang) -> Iterator[tuple[str, Cell]]:
    digests = [
        (words.THE_REPORT, card.report.sha256),
        *card.report.documents.items(),
        (words.THE_RUBRIC, card.rubric.sha256),
        (words.THE_JUDGEMENTS, card.judgements_sha256),
        (words.THE_SUPPLIED, card.supplied_sha256),
    ]
    for what, digest in digests:
        if digest is not None:
            yield filled(words.DIGEST_OF, lang, what=what), digest
    plugins = tuple(f"{each.name} {each.version}" for each in card.plugins)
    yield words.PROGRAM.text(lang), f"evalkit {card.evalkit}"
    yield general.PLUGINS.text(lang), Joined(plugins).text(lang)
