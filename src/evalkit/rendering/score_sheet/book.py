"""The workbook of a score sheet: its looks, and how text, marks and formulas get into a cell."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import xlsxwriter
from attrs import define, field
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evalkit.frozen import frozen
from evalkit.messages import Lang
from evalkit.rendering.cells import cell_text, looks_like_a_formula
from evalkit.rendering.figures import marks
from evalkit.rendering.score_sheet import words
from evalkit.rendering.visible import width_of
from evalkit.rules.rule import MARK_PLACES

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""How XlsxWriter makes the workbook: text stays text."""

_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment that stands in every workbook, so that the same scorecard gives the same bytes."""
_A4 = 9
_MARGIN, _FOOT = 0.4, 0.6
"""In inches."""
_FONT = "宋体"
_SIZE = 10
_FILLED = 0.94
"""How much of a line is filled before the next begins."""
_LINE, _PADDING, _HIGHEST = 12.8, 4, 409
"""How high a line of text, what is above and below it, and the highest row is, in points."""


class Look(Enum):
    """How a cell looks."""

    TITLE = "title"
    NOTE = "note"
    SIGN = "sign"
    HEAD = "head"
    TEXT = "text"
    CENTRE = "centre"
    SUM = "sum"


_CELL: dict[str, Any] = {"border": 1, "text_wrap": True, "valign": "vcenter"}
_CENTRE = {**_CELL, "align": "center"}
_BOLD = {**_CENTRE, "bold": True}
_LOOKS: dict[Look, dict[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 16, "text_wrap": True, "align": "center", "valign": "vcenter"},
    Look.NOTE: {"text_wrap": True, "valign": "vcenter"},
    Look.SIGN: {"valign": "bottom"},
    Look.HEAD: {**_BOLD, "bg_color": "#D9E2F3"},
    Look.TEXT: {**_CELL, "align": "left"},
    Look.CENTRE: _CENTRE,
    Look.SUM: {**_BOLD, "bg_color": "#F2F2F2"},
}


@frozen
class Formula:
    """A formula that a spreadsheet calculates, and what it comes to."""

    text: str
    value: Decimal | str


Cell = str | Sequence[str] | Decimal | Formula | None
"""What stands in a cell: text, lines of text, marks, a formula, or nothing."""


@define
class Book:
    """A workbook that is being written in a language."""

    file: "xlsxwriter.Workbook"
    lang: Lang
    _formats: dict[tuple[Look, int, bool], Format] = field(factory=dict)

    def describe(self, title: str) -> None:
        """Say what the workbook is, and nothing of when it was made."""
        self.file.set_properties({"title": cell_text(title)[:255], "author": "evalkit", "created": _MADE})

    def page(self, name: str, widths: Sequence[float], head: int) -> "Page":
        """Return a new sheet set up for A4 landscape, with columns of these widths and its heads in row `head`."""
        sheet = self.file.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, _FOOT)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.set_footer(words.FOOTER.text(self.lang))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return Page(self, sheet, tuple(widths))

    def format(self, look: Look, places: int = 0, *, quoted: bool = False) -> Format:
        """Return a look with so many decimals, 0 for a number as it is; `quoted` text stays text when edited."""
        key = look, places, quoted
        if key not in self._formats:
            properties: dict[str, Any] = {**_LOOKS[look], "quote_prefix": quoted}
            properties.setdefault("font_size", _SIZE)
            if self.lang is Lang.ZH:
                properties["font_name"] = _FONT
            if places:
                properties["num_format"] = pattern(places)
            self._formats[key] = self.file.add_format(properties)
        return self._formats[key]


@define
class Page:
    """A sheet that is filled in; rows and columns count from 0."""

    book: Book
    sheet: Worksheet
    widths: tuple[float, ...]
    row: int = 0
    _rows: int = 1
    _heights: dict[int, float] = field(factory=dict)

    def begin(self, texts: Mapping[int, Cell]) -> None:
        """Give the entry that is written next the rows that its texts, by column, need: a row has a greatest height."""
        heights = (
            self._height(cell_text(cell), Look.TEXT, self.widths[column])
            for column, cell in texts.items()
            if isinstance(cell, str | Sequence)
        )
        self._rows = max(1, math.ceil(max(heights, default=0) / _HIGHEST))

    def put(self, column: int, cell: Cell, look: Look, places: int = 0) -> None:
        """Write a cell of the entry in hand; marks are shown with so many decimals."""
        first, last = (self.row, column), (self.row + self._rows - 1, column)
        if isinstance(cell, str | Sequence):
            self.over(first, last, cell, look)
            return
        format = self.book.format(look, places)
        if first == last:
            self.sheet.write_blank(*first, None, format)
        else:
            self.sheet.merge_range(*first, *last, "", format)
        if isinstance(cell, Decimal):
            self.sheet.write_number(*first, float(cell), format)
        elif isinstance(cell, Formula):
            value = cell.value if isinstance(cell.value, str) else float(cell.value)
            self.sheet.write_formula(*first, cell.text, format, value)

    def end(self) -> None:
        """Go to the row below the entry in hand."""
        self.row += self._rows
        self._rows = 1

    def over(
        self, first: tuple[int, int], last: tuple[int, int], cell: str | Sequence[str], look: Look
    ) -> None:
        """Write text into the cells from `first` to `last`, as one where they are several."""
        if first != last:
            self.sheet.merge_range(*first, *last, "", self.book.format(look))
        text = cell_text(cell)
        format = self.book.format(look, quoted=looks_like_a_formula(text))
        self.sheet.write_string(*first, text, format)
        self._make_room(text, look, sum(self.widths[first[1] : last[1] + 1]), (first[0], last[0]))

    def line(self, cell: str | Sequence[str], look: Look) -> None:
        """Write text across the page, and go to the next row."""
        self.over((self.row, 0), (self.row, len(self.widths) - 1), cell, look)
        self.row += 1

    def heads(self, titles: Iterable[str]) -> None:
        """Write the heads of the columns, which stay in view, and go to the next row."""
        for column, title in enumerate(titles):
            self.put(column, title, Look.HEAD)
        self.row += 1

    def cells(self, cells: Sequence[Cell], look: Look = Look.TEXT) -> None:
        """Write an entry of cells, marks in the middle, and go to the row below."""
        self.begin(dict(enumerate(cells)))
        for column, cell in enumerate(cells):
            if isinstance(cell, Decimal):
                self.put(column, cell, Look.CENTRE, places_of(cell))
            else:
                self.put(column, cell, look)
        self.end()

    def _make_room(self, text: str, look: Look, width: float, rows: tuple[int, int]) -> None:
        """Make the rows high enough for a text, which not every program does by itself."""
        height = self._height(text, look, width) / (rows[1] - rows[0] + 1)
        for row in range(rows[0], rows[1] + 1):
            if height > self._heights.get(row, 0):
                self._heights[row] = min(height, _HIGHEST)
                self.sheet.set_row(row, self._heights[row])

    @staticmethod
    def _height(text: str, look: Look, width: float) -> float:
        """Return how high a text is in so wide a cell, in points."""
        lines = sum(max(1, math.ceil(width_of(each) / (width * _FILLED))) for each in text.split("\n"))
        size: float = _LOOKS[look].get("font_size", _SIZE)
        return lines * _LINE * size / _SIZE + _PADDING


def places_of(*amounts: Decimal, full: Decimal | None = None) -> int:
    """Return how many decimals show these marks without hiding that something was won or lost."""
    shown = max(len(marks(each, full).partition(".")[2]) for each in amounts)
    return 2 if shown <= 2 else 4 if shown <= 4 else MARK_PLACES


def pattern(places: int) -> str:
    """Return the number format of so many decimals."""
    return f"0.{'0' * places}"
