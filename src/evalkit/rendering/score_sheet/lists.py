"""The lists behind the score sheet: deductions, facts with their evidence, findings and admissions, what is missing."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from evalkit.documents.document import Document, Evidence
from evalkit.messages import Lang, Message
from evalkit.rendering import words as general
from evalkit.rendering.contents import (
    SHOWN_PASSAGES,
    Lost,
    is_judgement,
    losses,
    passages,
    shared_marks,
    shortened,
    titles,
    total_lost,
    used_facts,
)
from evalkit.rendering.figures import value_text
from evalkit.rendering.places import Places, outermost
from evalkit.rendering.review.citing import evidence_of
from evalkit.rendering.score_sheet import words
from evalkit.rendering.score_sheet.book import Book, Cell, Formula, Look, Page, places_of
from evalkit.rendering.score_sheet.reasons import filled
from evalkit.rules.rule import Input
from evalkit.scoring.scorecard import Scorecard

_LOST = 3
_ENDS = "。！？；\n"
_LONGEST_SENTENCE = 400


def write_lists(book: Book, card: Scorecard, where: Places, documents: Sequence[Document]) -> None:
    """Write the four lists, a sheet each; `documents` give the whole sentence around a quote, where they are at hand."""
    texts = {each.name: each.text for each in documents}
    _deductions(book, card, where)
    _facts(book, card, where, texts)
    _findings(book, card, where)
    _missing(book, card, where)


def _deductions(book: Book, card: Scorecard, where: Places) -> None:
    lang, lost = where.lang, losses(card)
    heads = (
        (general.DIMENSION, 12),
        (general.INDICATOR, 18),
        (words.PART_HEAD, 14),
        (words.LOST_HEAD, 8),
        (general.REASON, 32),
        (general.REMEDY, 30),
        (general.CLAUSE, 30),
        (words.ADMITTED_HEAD, 8),
        (general.EVIDENCE, 32),
        (general.WHERE, 16),
    )
    page = list_page(book, general.DEDUCTIONS, heads, None if lost else general.NO_DEDUCTIONS)
    first = page.row + 1
    for each in lost:
        page.cells(_deduction(each, where))
    if lost:
        _sum(page, first, total_lost(card), lang)


def _deduction(lost: Lost, where: Places) -> tuple[Cell, ...]:
    lang, deduction = where.lang, lost.deduction
    quotes, places = quotes_of(evidence_of(deduction, lost.indicator), where)
    return (
        lost.dimension.title.text(lang),
        lost.indicator.title.text(lang),
        None if lost.part is None else lost.part.text(lang),
        deduction.marks,
        deduction.reason.text(lang),
        deduction.remedy.text(lang),
        deduction.clause,
        words.YES.text(lang) if deduction.admitted else None,
        quotes,
        places,
    )


def _facts(book: Book, card: Scorecard, where: Places, texts: dict[str, str]) -> None:
    heads = (
        (general.INDICATOR, 18),
        (general.FACT, 22),
        (general.FACT_VALUE, 14),
        (general.BASIS, 10),
        (words.SENTENCE, 64),
        (general.WHERE, 20),
        (general.ID, 24),
    )
    used = used_facts(card)
    page = list_page(book, words.FACTS, heads, None if used else words.NO_FACTS)
    for indicator, fact in used:
        page.cells((indicator.title.text(where.lang), *_fact(fact, where, texts)))


def _fact(fact: Input, where: Places, texts: dict[str, str]) -> Iterator[Cell]:
    lang, places = where.lang, outermost(fact.evidence)
    sentences = tuple(dict.fromkeys(sentence_of(one, texts) for one in places))
    yield fact.title
    yield value_text(fact.value, fact.unit, lang)
    yield general.BASES[fact.basis].text(lang)
    yield sentences or words.SUPPLIED.text(lang)
    yield tuple(dict.fromkeys(where.one(one) for one in places))
    yield fact.fact


def _findings(book: Book, card: Scorecard, where: Places) -> None:
    heads = (
        (general.KIND, 12),
        (words.CONTRADICTION, 50),
        (words.SENTENCE, 64),
        (general.WHERE, 20),
    )
    lang, anything = where.lang, card.findings or card.admitted
    page = list_page(book, words.FINDINGS, heads, None if anything else general.NO_FINDINGS)
    for each in card.findings:
        kind = general.FINDING_KINDS[each.kind].text(lang)
        page.cells((kind, each.message.text(lang), *quotes_of(each.evidence, where)))
    for one in card.admitted:
        status = general.ADMISSION_STATUSES[one.status].text(lang)
        bears = (
            filled(words.BEARS_ON, lang, titles=titles(card, one.indicators, lang))
            if one.indicators
            else general.NO_INDICATOR.text(lang)
        )
        page.cells((status, bears, *quotes_of([one.evidence], where)))


def _missing(book: Book, card: Scorecard, where: Places) -> None:
    lang = where.lang
    heads = (
        (general.INDICATOR, 22),
        (general.KIND, 8),
        (general.WHAT, 34),
        (general.STAKE, 8),
        (words.SENTENCE, 60),
        (general.WHERE, 20),
    )
    page = list_page(book, words.MISSING, heads, None if card.missing else general.NOTHING_MISSING)
    found = {indicator.id: evidence for indicator, evidence in passages(card)}
    for each in card.missing:
        judged = is_judgement(each)
        kind = general.KIND_JUDGEMENT if judged else general.KIND_FACT
        title = titles(card, [each.indicator], lang)
        quotes = _passages(found, each.indicator, where) if judged else (None, None)
        page.cells((title, kind.text(lang), each.title.text(lang), each.marks, *quotes))
    if shared_marks(card):
        page.line(general.SHARED_MARKS.text(lang), Look.NOTE)


def _passages(found: dict[str, tuple[Evidence, ...]], indicator: str, where: Places) -> tuple[Cell, Cell]:
    """Return the passages that bear on an indicator, at its first row; they are taken out of `found`."""
    near = found.pop(indicator, None)
    if near is None:
        return words.AS_ABOVE.text(where.lang), None
    if not near:
        return general.NO_PASSAGES.text(where.lang), None
    places = near[:SHOWN_PASSAGES]
    return tuple(shortened(one, where.lang) for one in places), tuple(where.one(one) for one in places)


def list_page(
    book: Book, name: Message, heads: Sequence[tuple[Message, float]], nothing: Message | None = None
) -> Page:
    """Return a new sheet below its heads, with the sentence that there is `nothing` where one is given."""
    page = book.page(name.text(book.lang), [width for _, width in heads], 0)
    page.heads(title.text(book.lang) for title, _ in heads)
    page.sheet.freeze_panes(1, 0)
    if nothing is not None:
        page.line(nothing.text(book.lang), Look.NOTE)
    return page


def _sum(page: Page, first: int, lost: Decimal, lang: Lang) -> None:
    page.over((page.row, 0), (page.row, _LOST - 1), words.IN_ALL.text(lang), Look.SUM)
    formula = Formula(f"=SUM(D{first}:D{page.row})", lost)
    page.put(_LOST, formula, Look.SUM, places_of(lost))
    page.row += 1


def quotes_of(evidence: Sequence[Evidence], where: Places) -> tuple[Cell, Cell]:
    """Return the words of the places that something rests on, and where they stand."""
    places = outermost(evidence)
    return tuple(one.quote for one in places), tuple(dict.fromkeys(where.one(one) for one in places))


def sentence_of(evidence: Evidence, texts: dict[str, str]) -> str:
    """Return the sentence around a quote by the texts of the documents, the quote itself where there is none."""
    text = texts.get(evidence.document)
    if text is None or evidence.table is not None:
        return evidence.quote
    lowest = max(0, evidence.start - _LONGEST_SENTENCE)
    highest = min(len(text), evidence.end + _LONGEST_SENTENCE)
    begins = max(text.rfind(mark, lowest, evidence.start) for mark in _ENDS)
    ends = [text.find(mark, evidence.end, highest) for mark in _ENDS]
    start = evidence.start if begins < 0 and lowest > 0 else max(begins + 1, lowest)
    end = min((each + 1 for each in ends if each >= 0), default=evidence.end)
    return text[start:end].strip()
