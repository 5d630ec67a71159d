"""Tables as an Excel workbook: numbers stay numbers, and text stays text whatever it looks like."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evalkit.frozen import frozen
from evalkit.rendering.cells import cell_text
from evalkit.rendering.visible import visible

_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment that stands in every workbook, so that the same tables give the same bytes."""
_MOST_ROWS = 1_048_575
"""How many rows Excel has room for below the heads."""
_A4 = 9

Cell = str | int | float | Decimal | None
"""What stands in a cell; None is an empty one."""


@frozen
class Head:
    """The head of a column: what it is called, how wide it is in characters, and how its numbers are shown.

    `form` is a number format of Excel, such as ``0.0%``; empty for text and for plain numbers.
    """

    title: str
    width: int = 10
    form: str = ""


@frozen
class Table:
    """One sheet: its name, its heads and its rows; `notes` stand above the heads, one line each."""

    name: str
    heads: tuple[Head, ...]
    rows: Sequence[Sequence[Cell]]
    notes: tuple[str, ...] = ()


def workbook(title: str, tables: Sequence[Table]) -> bytes:
    """Return the tables as one workbook, a sheet each, with heads that stay in view and can be filtered by."""
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": visible(title), "created": _MADE})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
        for table in tables:
            page = book.add_worksheet(table.name)
            formats = [
                book.add_format({"num_format": head.form} if head.form else {"valign": "top"})
                for head in table.heads
            ]
            _set_up(page, table, bold)
            _fill(page, table, formats)
    return made.getvalue()


def _set_up(page: Worksheet, table: Table, bold: Format) -> None:
    top = len(table.notes)
    for row, note in enumerate(table.notes):
        _write(page, row, 0, note, None)
    for column, head in enumerate(table.heads):
        page.set_column(column, column, head.width)
        _write(page, top, column, head.title, bold)
    page.freeze_panes(top + 1, 0)
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_footer("&C&P / &N")
    if table.rows:
        page.autofilter(top, 0, top + min(len(table.rows), _MOST_ROWS), len(table.heads) - 1)


def _fill(page: Worksheet, table: Table, formats: Sequence[Format]) -> None:
    for row, cells in enumerate(table.rows[: _MOST_ROWS - len(table.notes)], len(table.notes) + 1):
        for column, (cell, format) in enumerate(zip(cells, formats, strict=True)):
            _write(page, row, column, cell, format)


def _write(page: Worksheet, row: int, column: int, cell: Cell, format: Format | None) -> None:
    if cell is None:
        return
    if not isinstance(cell, str):
        page.write_number(row, column, float(cell), format)
        return
    page.write_string(row, column, cell_text(cell), format)
