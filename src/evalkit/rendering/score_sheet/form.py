"""The score sheet itself: the official form with an indicator a row, and sums that a spreadsheet calculates."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Protocol

from attrs import define, field

from evalkit.frozen import frozen
from evalkit.messages import Joined, Lang
from evalkit.rendering import words as general
from evalkit.rendering.contents import open_sentence, signature
from evalkit.rendering.figures import marks, signed
from evalkit.rendering.places import Places
from evalkit.rendering.score_sheet import words
from evalkit.rendering.score_sheet.book import Book, Formula, Look, Page, pattern, places_of
from evalkit.rendering.score_sheet.reasons import clause_lines, evidence_lines, filled, quoted, reason_lines
from evalkit.rubrics.rubric import AdjustmentKind, Standing
from evalkit.scoring.ledger import ZERO, difference, total
from evalkit.scoring.scorecard import (
    AdjustmentResult,
    DimensionResult,
    IndicatorResult,
    MissingItem,
    Outcome,
    Scorecard,
)

_DIMENSION, _GROUP, _TITLE, _MARKS, _CLAUSE, _SCORE, _REASON, _EVIDENCE, _LOW, _HIGH = range(10)
_WIDTHS = (9, 11, 16, 7, 32, 10, 38, 38, 8, 8)
_HEAD_ROW = 2
_SIGNATURES = (_DIMENSION, _CLAUSE, _REASON)
_RULE = "_" * 20
_LETTERS = "ABCDEFGHIJ"
_SAME = "ROUND({high}-{low},9)=0"
_STEPS = (
    AdjustmentKind.RESCALE,
    AdjustmentKind.CAP,
    AdjustmentKind.VETO,
    AdjustmentKind.ROUNDING,
)
"""What depends on the marks before it."""


class _Balance(Protocol):
    """Marks with both ends of what was won."""

    @property
    def marks(self) -> Decimal: ...
    @property
    def low(self) -> Decimal: ...
    @property
    def high(self) -> Decimal: ...


@frozen
class _Step:
    """What acts on the total as an amount of the sum."""

    marks: Decimal
    low: Decimal
    high: Decimal


@define
class _Form:
    """The sheet, and in which rows the marks stand that a sum adds up."""

    page: Page
    card: Scorecard
    where: Places
    missing: dict[str, tuple[MissingItem, ...]]
    open: bool
    subtotals: list[tuple[int, _Balance]] = field(factory=list)

    @property
    def lang(self) -> Lang:
        return self.where.lang

    def sums(self, title: str, rows: Sequence[tuple[int, _Balance]], whole: _Balance, *, run: bool) -> None:
        """Write a row of sums of the `rows`, which are one `run` or any; an amount that is not their sum is a number."""
        page, row = self.page, self.page.row
        page.over((row, _DIMENSION), (row, _TITLE), title, Look.SUM)
        for column in (_CLAUSE, _REASON, _EVIDENCE):
            page.put(column, None, Look.SUM)
        sums = _Sums([at for at, _ in rows], run=run)
        amount = _sum_of(sums.text(_MARKS), [each.marks for _, each in rows], whole.marks)
        page.put(_MARKS, amount, Look.SUM)
        places = places_of(whole.low, whole.high, full=whole.marks)
        low = _sum_of(sums.text(_LOW if self.open else _SCORE), [each.low for _, each in rows], whole.low)
        if self.open:
            high = _sum_of(sums.text(_HIGH), [each.high for _, each in rows], whole.high)
            page.put(_LOW, low, Look.SUM, places)
            page.put(_HIGH, high, Look.SUM, places)
            page.put(_SCORE, _between(row, whole, places), Look.SUM, places)
        else:
            page.put(_SCORE, low, Look.SUM, places)
        page.row += 1

    def score(self, balance: _Balance, shown: str | None, look: Look = Look.CENTRE) -> None:
        """Write what a row won: marks, or `shown` where that is not settled, which the ends then stand in for."""
        page, cell = self.page, f"{_LETTERS[_SCORE]}{self.page.row + 1}"
        places = places_of(balance.low, balance.high, full=balance.marks or None)
        page.put(_SCORE, balance.low if shown is None else shown, look, places)
        if not self.open:
            return
        for column, end in ((_LOW, balance.low), (_HIGH, balance.high)):
            text = f"={cell}" if shown is None else f"=IF(ISNUMBER({cell}),{cell},{end:f})"
            page.put(column, Formula(text, end), look, places)


@frozen
class _Sums:
    """The formulas that add up rows, counted from 0."""

    rows: Sequence[int]
    run: bool

    def text(self, column: int) -> str:
        """Return the formula for a column."""
        letter = _LETTERS[column]
        if not self.rows:
            return "=0"
        if self.run:
            return f"=SUM({letter}{self.rows[0] + 1}:{letter}{self.rows[-1] + 1})"
        return "=" + "+".join(f"N({letter}{row + 1})" for row in self.rows)


def write_form(book: Book, card: Scorecard, where: Places) -> Formula:
    """Write the score sheet, and return the total as another sheet takes it over."""
    missing = {
        id: tuple(items)
        for id, items in groupby(
            sorted(card.missing, key=lambda each: each.indicator), lambda each: each.indicator
        )
    }
    is_open = _is_open(card)
    name = words.FORM.text(where.lang)
    page = book.page(name, _WIDTHS if is_open else _WIDTHS[:_LOW], _HEAD_ROW)
    form = _Form(page, card, where, missing, is_open)
    _top(form)
    first = page.row
    for dimension in card.dimensions:
        _dimension(form, dimension)
    _end(form)
    cell = f"='{name}'!${_LETTERS[_SCORE]}${page.row}"
    places = places_of(card.low, card.high, full=card.marks)
    _guide(form, first)
    _below(form)
    return Formula(cell, _won(card, places))


def _is_open(card: Scorecard) -> bool:
    """Return whether anything on the sheet is an interval."""
    rows = (row for dimension in card.dimensions for row in dimension.indicators)
    ends = [(card.low, card.high), *((each.low, each.high) for each in card.adjustments)]
    return any(low != high for low, high in (*ends, *((each.low, each.high) for each in rows)))


def _top(form: _Form) -> None:
    page, card, lang = form.page, form.card, form.lang
    name, year = card.report.department, card.report.year
    who = general.NO_DEPARTMENT if name is None else name
    when = general.NO_YEAR if year is None else general.filled(general.YEAR, year=year)
    page.line(filled(words.TITLE, lang, who=who, when=when), Look.TITLE)
    rubric = card.rubric
    lines = [
        filled(words.BY_RUBRIC, lang, title=rubric.title.text(lang), id=rubric.id, version=rubric.version),
        filled(words.REPORTS, lang, names=Joined(tuple(card.report.documents))),
    ]
    if rubric.standing is not Standing.PUBLISHED:
        lines.append(filled(words.STANDING, lang, standing=general.STANDINGS[rubric.standing]))
    page.line(lines, Look.NOTE)
    heads = [*words.LEVELS, words.MARKS, words.CLAUSE, words.SCORE, words.WHY, words.EVIDENCE]
    heads += [words.LOW, words.HIGH] if form.open else []
    page.heads(each.text(lang) for each in heads)
    page.sheet.freeze_panes(_HEAD_ROW + 1, _MARKS)


def _dimension(form: _Form, dimension: DimensionResult) -> None:
    page, start = form.page, form.page.row
    rows: list[tuple[int, _Balance]] = []
    for group, results in groupby(dimension.indicators, key=lambda each: each.group):
        first = page.row
        for result in results:
            rows.append((page.row, result))
            _indicator(form, dimension, result)
        page.over((first, _GROUP), (page.row - 1, _GROUP), group, Look.CENTRE)
    if rows:
        title = dimension.title.text(form.lang)
        page.over((start, _DIMENSION), (page.row - 1, _DIMENSION), title, Look.CENTRE)
    form.subtotals.append((page.row, dimension))
    form.sums(
        f"{dimension.title.text(form.lang)} {words.SUBTOTAL.text(form.lang)}", rows, dimension, run=True
    )


def _indicator(form: _Form, dimension: DimensionResult, result: IndicatorResult) -> None:
    page, lang = form.page, form.lang
    missing = form.missing.get(result.id, ())
    texts = {
        _TITLE: (result.title.text(lang),),
        _CLAUSE: tuple(clause_lines(result, lang)),
        _REASON: tuple(reason_lines(dimension, result, missing, lang)),
        _EVIDENCE: tuple(evidence_lines(result, form.where)),
    }
    page.begin(texts)
    for column, text in texts.items():
        page.put(column, text, Look.TEXT)
    page.put(_MARKS, result.marks, Look.CENTRE)
    shown = None
    if result.low != result.high:
        shown = f"{marks(result.low, result.marks)}–{marks(result.high, result.marks)}"
    elif result.outcome is Outcome.NOT_APPLICABLE:
        shown = words.NOT_APPLICABLE.text(lang)
    form.score(result, shown)
    _check(form, result)
    page.end()


def _check(form: _Form, result: IndicatorResult) -> None:
    """Let a spreadsheet refuse marks that the indicator does not have, and say where to enter open ones."""
    cell = (form.page.row, _SCORE, form.page.row, _SCORE)
    rule = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": float(result.marks),
        "error_message": words.NOT_THESE_MARKS.text(form.lang),
    }
    if result.low != result.high:
        rule["input_title"] = words.FILL_IN.text(form.lang)
        rule["input_message"] = words.HOW_TO_FILL_IN.text(form.lang)
    form.page.sheet.data_validation(*cell, rule)


def _end(form: _Form) -> None:
    """Write the total; what acts on it besides the indicators stands in rows of its own before it."""
    card = form.card
    whole = _Step(
        total(each.marks for _, each in form.subtotals),
        total(each.low for _, each in form.subtotals),
        total(each.high for _, each in form.subtotals),
    )
    gap = difference(card.marks, whole.marks)
    rows = list(form.subtotals)
    if card.adjustments or gap:
        rows = [(form.page.row, whole)]
        form.sums(words.INDICATORS.text(form.lang), form.subtotals, whole, run=False)
    for one in card.adjustments:
        rescales = one.kind is AdjustmentKind.RESCALE
        step = _Step(gap if rescales else ZERO, one.low, one.high)
        gap = ZERO if rescales else gap
        rows.append((form.page.row, step))
        _adjustment(form, one, step)
    if gap:
        rows.append((form.page.row, _Step(gap, ZERO, ZERO)))
        _none_applies(form, gap)
    form.sums(words.TOTAL.text(form.lang), rows, card, run=False)


def _adjustment(form: _Form, one: AdjustmentResult, step: _Step) -> None:
    page, lang, row = form.page, form.lang, form.page.row
    page.put(_DIMENSION, general.ADJUSTMENT_KINDS[one.kind].text(lang), Look.CENTRE)
    page.over((row, _GROUP), (row, _TITLE), one.title.text(lang), Look.TEXT)
    page.put(_MARKS, step.marks or None, Look.CENTRE)
    page.put(_CLAUSE, one.clause, Look.TEXT)
    page.put(_REASON, one.reason.text(lang), Look.TEXT)
    page.put(_EVIDENCE, tuple(quoted(one.evidence, form.where)), Look.TEXT)
    shown = None
    if one.low != one.high:
        shown = filled(words.FROM_TO, lang, low=signed(one.low), high=signed(one.high))
    form.score(step, shown)
    page.row += 1


def _none_applies(form: _Form, gap: Decimal) -> None:
    page, row = form.page, form.page.row
    page.over((row, _DIMENSION), (row, _TITLE), words.NONE_APPLIES.text(form.lang), Look.CENTRE)
    page.put(_MARKS, gap, Look.CENTRE)
    for column in (_CLAUSE, _REASON, _EVIDENCE):
        page.put(column, None, Look.TEXT)
    form.score(_Step(gap, ZERO, ZERO), None)
    page.row += 1


def _guide(form: _Form, first: int) -> None:
    """Let a score that is still an interval stand out, until somebody enters marks."""
    colour = form.page.book.file.add_format({"bg_color": "#FFF2CC"})
    cell = f"{_LETTERS[_SCORE]}{first + 1}"
    criteria = f'=ISNUMBER(SEARCH("–",{cell}))*ISTEXT({cell})'
    rule = {"type": "formula", "criteria": criteria, "format": colour}
    form.page.sheet.conditional_format(first, _SCORE, form.page.row - 1, _SCORE, rule)


def _below(form: _Form) -> None:
    page, lang = form.page, form.lang
    sentence = open_sentence(form.card)
    notes = [] if sentence is None else [sentence.text(lang)]
    notes += [words.OPEN_NOTE.text(lang)] if form.open else []
    if any(one.kind in _STEPS and (one.low or one.high) for one in form.card.adjustments):
        notes.append(words.STEPS_NOTE.text(lang))
    signed_by = signature(form.card)
    if signed_by is not None:
        notes.append(filled(words.LABELLED, lang, title=general.SIGNED_OFF, value=signed_by))
    notes += [fault.text(lang) for fault in form.card.faults]
    for note in notes:
        page.line(note, Look.NOTE)
    for column, label in zip(_SIGNATURES, words.SIGNED, strict=True):
        page.put(column, f"{label.text(lang)}{_RULE}", Look.SIGN)
    page.sheet.set_row(page.row, 36)


def _sum_of(formula: str, parts: Sequence[Decimal], whole: Decimal) -> Decimal | Formula:
    """Return a sum as a formula, or as the number it is where its parts come to something else."""
    return Formula(formula, whole) if total(parts) == whole else whole


def _between(row: int, whole: _Balance, places: int) -> Formula:
    """Return what a row of sums won: one amount where both ends are the same, else the interval."""
    low, high = f"{_LETTERS[_LOW]}{row + 1}", f"{_LETTERS[_HIGH]}{row + 1}"
    shape = pattern(places)
    same = _SAME.format(low=low, high=high)
    text = f'=IF({same},{low},TEXT({low},"{shape}")&"–"&TEXT({high},"{shape}"))'
    return Formula(text, _won(whole, places))


def _won(whole: _Balance, places: int) -> Decimal | str:
    if whole.low == whole.high:
        return whole.low
    return f"{_rounded(whole.low, places)}–{_rounded(whole.high, places)}"


def _rounded(amount: Decimal, places: int) -> str:
    return f"{amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
