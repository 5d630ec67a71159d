"""A rubric as the scoring sheet (评分表) that offices print and fill in: an Excel workbook.

The sheet is in Chinese whatever the user's language: that is what the office fills in, and what
``evalkit rubric import`` reads back.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evalkit.errors import Problem, RubricError
from evalkit.frozen import frozen
from evalkit.messages import plain, say
from evalkit.rendering.visible import visible
from evalkit.rubrics.rows import items_of
from evalkit.rubrics.rubric import Indicator, Rubric, RubricDimension
from evalkit.rules.checklist import Checklist

HEADINGS = ("一级指标", "二级指标", "三级指标", "分值", "评分标准", "得分", "扣分原因")
"""What the columns are called."""

_DIMENSION, _GROUP, _TITLE, _MARKS, _CLAUSE, _SCORE, _REASON = range(len(HEADINGS))
_WIDTHS = (12, 14, 22, 8, 56, 8, 24)
_LONGEST = 32_767
"""How many characters Excel has room for in a cell."""
_LONGEST_HEADER = 100
_A4 = 9
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment that stands in every workbook, so that the same rubric gives the same bytes."""


@frozen
class _Formats:
    heading: Format
    text: Format
    centred: Format


@frozen
class _Sheet:
    """The worksheet, and how text gets into it."""

    page: Worksheet
    formats: _Formats

    def text(self, row: int, column: int, text: str, format: Format | None = None) -> None:
        """Write `text` as text, whatever it looks like; raises RubricError for more than a cell holds."""
        if len(text) > _LONGEST:
            message = say(
                "文字有 {count} 字，一个单元格放不下",
                "a text has {count} characters, more than a cell holds",
                count=len(text),
            )
            allowed = say("最多 {most} 字", "at most {most} characters", most=_LONGEST)
            raise RubricError(Problem(message, where=f"{HEADINGS[column]} {row + 1}", allowed=allowed))
        # XlsxWriter takes what stands between <r> and </r> for ready-made XML; a space behind it ends that.
        self.page.write_string(
            row, column, f"{text} " if text.endswith("</r>") else text, format or self.formats.text
        )

    def over(self, first: tuple[int, int], last: tuple[int, int], text: str) -> None:
        """Write `text` into the cells from `first` to `last`, as one when they are several."""
        if first != last:
            self.page.merge_range(*first, *last, "", self.formats.centred)
        if text:
            self.text(*first, text, self.formats.centred)
        elif first == last:
            self.blank(*first)

    def blank(self, row: int, *columns: int) -> None:
        """Write empty cells, for their borders."""
        for column in columns:
            self.page.write_blank(row, column, None, self.formats.text)


@frozen
class _Line:
    """One row of the sheet: an indicator, or below it a part that has neither a title nor marks of its own there.

    Only rows of indicators have marks, so that the sum of the column is the total.
    """

    group: str
    indicator: Indicator | None
    clause: str


def rubric_sheet(rubric: Rubric) -> bytes:
    """Return `rubric` as a workbook with one sheet.

    Parts and the items of checklists are rows of their own below their indicator, adjustments rows
    below the total. Raises RubricError for a text that no cell holds.
    """
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": visible(rubric.title.zh), "created": _MADE})
        page = book.add_worksheet("评分表")
        sheet = _Sheet(page, _formats(book))
        _set_up(page, rubric)
        for column, heading in enumerate(HEADINGS):
            sheet.text(0, column, heading, sheet.formats.heading)
        row = 1
        for dimension in rubric.dimensions:
            row = _write_dimension(sheet, row, dimension)
        _write_end(sheet, row, rubric)
    return made.getvalue()


def _formats(book: "xlsxwriter.Workbook") -> _Formats:
    common = {"border": 1, "text_wrap": True, "valign": "vcenter"}
    return _Formats(
        heading=book.add_format({**common, "bold": True, "align": "center", "bg_color": "#E7E6E6"}),
        text=book.add_format({**common, "align": "left"}),
        centred=book.add_format({**common, "align": "center"}),
    )


def _set_up(page: Worksheet, rubric: Rubric) -> None:
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    title = visible(rubric.title.zh)[:_LONGEST_HEADER].replace("&", "&&")
    page.set_header(f"&C{title}")
    page.set_footer("&C&P / &N")
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)


def _lines(dimension: RubricDimension) -> Iterator[_Line]:
    for indicator in dimension.indicators:
        yield _Line(indicator.group, indicator, indicator.clause)
        for clause in _below(indicator, depth=0):
            yield _Line(indicator.group, None, clause)


def _below(indicator: Indicator, depth: int) -> Iterator[str]:
    """Yield what the parts and items of `indicator` say, one line each."""
    items = items_of(indicator.rule) if isinstance(indicator.rule, Checklist) else ()
    for part in (*indicator.parts, *items):
        clause = f"：{part.clause}" if part.clause else ""
        yield f"{'　' * depth}其中：{part.title.zh}（{plain(part.marks)}分）{clause}"
        yield from _below(part, depth + 1)


def _write_dimension(sheet: _Sheet, start: int, dimension: RubricDimension) -> int:
    """Write the rows of `dimension` from the row `start` on, and return the row behind them."""
    row = start
    for group, lines in groupby(_lines(dimension), key=lambda line: line.group):
        first = row
        for line in lines:
            _write_line(sheet, row, line)
            row += 1
        sheet.over((first, _GROUP), (row - 1, _GROUP), group)
    if row > start:
        sheet.over((start, _DIMENSION), (row - 1, _DIMENSION), dimension.title.zh)
    return row


def _write_line(sheet: _Sheet, row: int, line: _Line) -> None:
    if line.indicator is None:
        sheet.blank(row, _TITLE, _MARKS)
    else:
        sheet.text(row, _TITLE, line.indicator.title.zh)
        sheet.page.write_number(row, _MARKS, float(line.indicator.marks), sheet.formats.centred)
    sheet.text(row, _CLAUSE, line.clause)
    sheet.blank(row, _SCORE, _REASON)


def _write_end(sheet: _Sheet, row: int, rubric: Rubric) -> None:
    """Write the total, whose formula has its value with it for readers that do not calculate, and what acts on it."""
    sheet.over((row, _DIMENSION), (row, _TITLE), "合计")
    total = sum(indicator.marks for each in rubric.dimensions for indicator in each.indicators)
    formula = f"=SUM(D2:D{row})"
    sheet.page.write_formula(row, _MARKS, formula, sheet.formats.centred, float(total))
    sheet.blank(row, _CLAUSE, _SCORE, _REASON)
    for below, adjustment in enumerate(rubric.adjustments, row + 1):
        sheet.over((below, _DIMENSION), (below, _TITLE), "总分调整")
        sheet.text(below, _CLAUSE, f"{adjustment.title.zh}：{adjustment.clause}")
        sheet.blank(below, _MARKS, _SCORE, _REASON)
