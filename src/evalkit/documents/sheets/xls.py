"""Old Excel files (.xls) as documents, read by xlrd: every figure as its cell shows it."""

import io
from collections.abc import Iterator

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.sheet import Cell as OldCell
from xlrd.sheet import Sheet as OldSheet

from evalkit.documents.document import Document
from evalkit.documents.limits import Limits
from evalkit.documents.packed.package import Format, refused
from evalkit.documents.sheets.number_format import plain, shown
from evalkit.documents.sheets.sheets import Area, Sheet, document_of
from evalkit.messages import say

OLD_EXCEL = Format(say("Excel 97–2003 文件", "Excel 97–2003 file"), ".xls")

_TRUTH = {1: "TRUE", 0: "FALSE"}


def read_xls(name: str, data: bytes, limits: Limits) -> Document:
    """Return the old Excel file `data` as a document: one line a row, its cells between tabs.

    Hidden sheets, rows and columns are left out. Raises DocumentError for what is no such file, is
    encrypted or broken, or goes beyond the limits.
    """
    if len(data) > limits.text_bytes:
        raise refused(name, say("内容太多", "there is too much in it"), OLD_EXCEL)
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
        sheets = [_sheet(book, each) for each in book.sheets() if each.visibility == 0]
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise refused(name, say("文件已加密", "the file is encrypted"), OLD_EXCEL) from error
        raise _broken(name) from error
    except Exception as error:  # xlrd trusts what a file says, and fails in every way when it lies
        raise _broken(name) from error
    return document_of(name, data, OLD_EXCEL, sheets, limits)


def _broken(name: str) -> Exception:
    message = say("不是完好的 Excel 97–2003 文件（.xls）", "not an intact Excel 97–2003 file (.xls)")
    return refused(name, message, OLD_EXCEL)


def _sheet(book: Book, sheet: OldSheet) -> Sheet:
    # xlrd's areas leave their last row and column out.
    merged = [Area(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    return Sheet(sheet.name, dict(_cells(book, sheet)), merged)


def _cells(book: Book, sheet: OldSheet) -> Iterator[tuple[tuple[int, int], str]]:
    hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)) if row not in hidden_rows else ():
            text = _shown(book, cell) if column not in hidden_columns else ""
            if text.strip():
                yield (row, column), text


def _shown(book: Book, cell: OldCell) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return _TRUTH.get(int(cell.value), "")
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    number = plain(cell.value)
    if number is None:
        return ""
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    format = book.format_map.get(style.format_key) if style is not None else None
    code = format.format_str if format is not None else "General"
    return shown(number, code, from_1904=bool(book.datemode))
