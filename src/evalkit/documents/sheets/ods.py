"""Sheets of the OpenDocument format (.ods) as documents: every cell as it was shown when it was saved."""

from collections.abc import Iterator

from attrs import define, field

from evalkit.documents.document import Document
from evalkit.documents.limits import Limits
from evalkit.documents.packed.package import Format, Package
from evalkit.documents.packed.xml import Element, parsed
from evalkit.documents.sheets.sheets import Area, Sheet, document_of
from evalkit.messages import say

ODS = Format(say("ODF 表格", "ODF spreadsheet"), ".ods")

_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_GROUPS = frozenset(
    f"{_T}{name}" for name in "table-rows table-header-rows table-row-group table-columns".split()
)
_UNREAD = frozenset((f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}ruby-text"))
_HIDDEN = ("collapse", "filter")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def read_ods(name: str, data: bytes, limits: Limits) -> Document:
    """Return the spreadsheet `data` as a document: one line a row, its cells between tabs.

    Hidden sheets, rows and columns are left out. Raises DocumentError for what is no spreadsheet, is
    encrypted, or goes beyond the limits.
    """
    package = Package.open(name, data, limits, ODS)
    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise package.refused(say("文件已加密", "the file is encrypted"))
    root = parsed(package, "content.xml")
    tables = [] if root is None else list(root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_T}table"))
    if root is None or not tables:
        raise package.refused(say("不是 ODF 表格（.ods）", "not an ODF spreadsheet (.ods)"))
    hidden = {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        if any(
            each.get(f"{_T}display") == "false" for each in style.iterchildren(f"{_STYLE}table-properties")
        )
    }
    sheets = [_sheet(each, package, limits) for each in tables if each.get(f"{_T}style-name") not in hidden]
    return document_of(name, data, ODS, sheets, limits)


@define
class _Cells:
    """The cells of one sheet so far."""

    found: dict[tuple[int, int], str] = field(factory=dict)
    merged: list[Area] = field(factory=list)


def _sheet(table: Element, package: Package, limits: Limits) -> Sheet:
    hidden = _hidden_columns(table)
    cells = _Cells()
    number = 0
    for row in _rows(table):
        repeated = _count(row.get(f"{_T}number-rows-repeated"), _LAST_ROW)
        if row.get(f"{_T}visibility") not in _HIDDEN:
            shown = list(_shown(row, hidden))
            # Thousands of empty rows, or of equal ones, are one element; only those that say something count.
            for at in range(number, min(number + repeated, _LAST_ROW)) if shown else ():
                for column, text, down, across in shown:
                    cells.found[at, column] = text
                    if down > 1 or across > 1:
                        cells.merged.append(Area(at, column, at + down - 1, column + across - 1))
                if len(cells.found) > limits.table_cells:
                    raise package.refused(say("表格太大", "its tables are too large"))
        number += repeated
    return Sheet(table.get(f"{_T}name", ""), cells.found, cells.merged)


def _rows(parent: Element) -> Iterator[Element]:
    """Yield the rows of a sheet, through the groups around them."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_T}table-row":
            yield element
        elif element.tag in _GROUPS and element.get(f"{_T}display") != "false":
            waiting.extend(reversed(element))


def _shown(row: Element, hidden: frozenset[int]) -> Iterator[tuple[int, str, int, int]]:
    """Yield the column, the text and the span of each cell of a row that shows something."""
    column = 0
    for cell in row.iterchildren(f"{_T}table-cell", f"{_T}covered-table-cell"):
        repeated = _count(cell.get(f"{_T}number-columns-repeated"), _LAST_COLUMN)
        text = _text(cell)
        if text.strip() and cell.tag == f"{_T}table-cell":
            down = _count(cell.get(f"{_T}number-rows-spanned"), _LAST_ROW)
            across = _count(cell.get(f"{_T}number-columns-spanned"), _LAST_COLUMN)
            for at in range(column, min(column + repeated, _LAST_COLUMN)):
                if at not in hidden:
                    yield at, text, down, across
        column += repeated


def _text(cell: Element) -> str:
    lines = (paragraph for paragraph in cell.iterchildren(f"{_TEXT}p"))
    return "\n".join("".join(_signs(line)) for line in lines)


def _signs(paragraph: Element) -> Iterator[str]:
    yield paragraph.text or ""
    waiting: list[Element | str] = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            yield element
            continue
        waiting.append(element.tail or "")
        if element.tag == f"{_TEXT}s":
            yield " "
        elif element.tag not in _UNREAD:
            yield element.text or ""
            waiting.extend(reversed(element))


def _hidden_columns(table: Element) -> frozenset[int]:
    hidden: set[int] = set()
    column = 0
    for each in table.iter(f"{_T}table-column"):
        repeated = _count(each.get(f"{_T}number-columns-repeated"), _LAST_COLUMN)
        if each.get(f"{_T}visibility") in _HIDDEN:
            hidden.update(range(column, min(column + repeated, _LAST_COLUMN)))
        column = min(column + repeated, _LAST_COLUMN)
    return frozenset(hidden)


def _count(said: str | None, most: int) -> int:
    """Return how many rows or columns an attribute states, 1 where it states none."""
    if said is None or not (said.isascii() and said.isdigit()):
        return 1
    return min(max(1, int(said[:9])), most)
