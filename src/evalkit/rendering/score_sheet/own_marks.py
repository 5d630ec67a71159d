"""The report's own marks beside ours, where it prints any: a sheet with an indicator a row, the widest apart first."""

from evalkit.rendering import self_contents as said
from evalkit.rendering import words as general
from evalkit.rendering.places import Places
from evalkit.rendering.score_sheet import words
from evalkit.rendering.score_sheet.book import Book, Cell, Look
from evalkit.rendering.score_sheet.lists import list_page, quotes_of
from evalkit.rendering.score_sheet.reasons import filled
from evalkit.scoring.scorecard import Scorecard

_HEADS = (
    (general.INDICATOR, 26),
    (said.OWN, 16),
    (said.OURS, 16),
    (said.DIFFERENCE, 12),
    (general.REASON, 60),
    (words.SENTENCE, 40),
    (general.WHERE, 20),
)


def write_own_marks(book: Book, card: Scorecard, where: Places) -> None:
    """Write the sheet; nothing where the report prints no marks of its own."""
    found, lang = said.pairs(card), where.lang
    if not found and not card.unplaced:
        return
    page = list_page(book, words.OWN_MARKS, _HEADS)
    for pair in found:
        page.cells(_row(pair, where))
    if found:
        page.line(said.note(found).text(lang), Look.NOTE)
    for why, rows in said.unplaced(card):
        title = filled(general.ASIDE, lang, where=said.UNPLACED, place=why)
        page.line(filled(words.LABELLED, lang, title=title, value=rows), Look.NOTE)


def _row(pair: said.Pair, where: Places) -> tuple[Cell, ...]:
    lang = where.lang
    why = tuple(filled(words.LABELLED, lang, title=label, value=text) for label, text in pair.details(lang))
    return (
        pair.indicator.title.text(lang),
        pair.printed(lang),
        pair.ours(lang),
        said.SAME.text(lang) if pair.is_same else pair.difference(lang),
        why,
        *quotes_of(pair.evidence, where),
    )
