"""Excel files (.xlsx) as documents: the visible sheets, every figure as its cell shows it."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from evalkit.documents.document import Document
from evalkit.documents.limits import Limits
from evalkit.documents.packed.package import Format, Package
from evalkit.documents.packed.xml import Element, parsed, related, targets
from evalkit.documents.sheets.number_format import BUILT_IN, plain, shown
from evalkit.documents.sheets.sheets import Area, Sheet, document_of
from evalkit.frozen import frozen
from evalkit.messages import say

EXCEL = Format(say("Excel 文件", "Excel file"), ".xlsx")

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINE_CODES = frozenset(b"\t\n\r")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_ON = ("1", "true", "on")
_TRUTH = {"1": "TRUE", "0": "FALSE"}


def read_xlsx(name: str, data: bytes, limits: Limits) -> Document:
    """Return the Excel file `data` as a document: one line a row, its cells between tabs.

    Hidden sheets, rows and columns are left out; of a formula the value counts that was saved with it.
    Raises DocumentError for what is no Excel file, is encrypted, or goes beyond the limits.
    """
    package = Package.open(name, data, limits, EXCEL)
    path = related(package, "").get("officeDocument", "xl/workbook.xml")
    workbook = parsed(package, path)
    if workbook is None:
        raise package.refused(say("不是 Excel 文件（.xlsx）", "not an Excel file (.xlsx)"))
    parts = related(package, path)
    strings = _strings(parsed(package, parts.get("sharedStrings", "xl/sharedStrings.xml")))
    formats = _formats(parsed(package, parts.get("styles", "xl/styles.xml")))
    properties = workbook.find(f"{_S}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in _ON
    paths = targets(package, path)
    shown_sheets = (each for each in workbook.iter(f"{_S}sheet") if each.get("state", "visible") == "visible")
    sheets = []
    for each in shown_sheets:
        root = parsed(package, paths.get(each.get(_ID, ""), ""))
        if root is not None:
            reading = _Reading(root, strings, formats, from_1904)
            sheets.append(Sheet(each.get("name", ""), dict(reading.cells()), list(reading.merged())))
    return document_of(name, data, EXCEL, sheets, limits)


def _strings(root: Element | None) -> Sequence[str]:
    """Return the texts that cells name by number; without the phonetic guides beside them."""
    return [] if root is None else [_text(each) for each in root.iterchildren(f"{_S}si")]


def _text(item: Element) -> str:
    runs = (*item.findall(f"{_S}t"), *item.findall(f"{_S}r/{_S}t"))
    return "".join(_ESCAPED.sub(_meant, run.text or "") for run in runs)


def _meant(escaped: "re.Match[str]") -> str:
    """Return the character that Excel writes as ``_x000D_``; as it stands where XML has no such character."""
    code = int(escaped[1], 16)
    return (
        chr(code) if code in _LINE_CODES or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else escaped[0]
    )


def _formats(root: Element | None) -> Sequence[str]:
    """Return the number format of each style of a cell."""
    if root is None:
        return []
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter(f"{_S}numFmt")}
    styles = root.find(f"{_S}cellXfs")
    ids = [each.get("numFmtId", "0") for each in styles] if styles is not None else []
    return [own.get(id) or BUILT_IN.get(_number(id), "General") for id in ids]


def _number(said: str | None, otherwise: int = 0) -> int:
    """Return the number that an attribute states, `otherwise` where it states none or a very large one."""
    return (
        int(said) if said is not None and said.isascii() and said.isdigit() and len(said) < 8 else otherwise
    )


def place_of(reference: str) -> tuple[int, int] | None:
    """Return the row and the column, from 0, that a reference such as B12 names; None for what is none."""
    match = _PLACE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row - 1, column - 1) if 1 <= row <= _LAST_ROW and column <= _LAST_COLUMN else None


@frozen
class _Reading:
    """The XML of one sheet, with what its cells refer to."""

    root: Element
    strings: Sequence[str]
    formats: Sequence[str]
    from_1904: bool

    def cells(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Yield the place and the text of each cell that shows something."""
        hidden = self._hidden_columns()
        row = -1
        for each in self.root.iterfind(f"{_S}sheetData/{_S}row"):
            row = _number(each.get("r"), row + 2) - 1
            if each.get("hidden") in _ON or not 0 <= row < _LAST_ROW:
                continue
            column = -1
            for cell in each.iterchildren(f"{_S}c"):
                place = place_of(cell.get("r", ""))
                column = place[1] if place is not None else min(column + 1, _LAST_COLUMN - 1)
                text = self._shown(cell)
                if text.strip() and not hidden[column]:
                    yield (row, column), text

    def _hidden_columns(self) -> Sequence[int]:
        """Return for each column how many entries hide it."""
        steps = [0] * (_LAST_COLUMN + 1)
        for each in self.root.iterfind(f"{_S}cols/{_S}col"):
            first = min(_number(each.get("min"), 1), _LAST_COLUMN) - 1
            last = min(_number(each.get("max"), _LAST_COLUMN), _LAST_COLUMN)
            if each.get("hidden") in _ON and 0 <= first < last:
                steps[first] += 1
                steps[last] -= 1
        return list(accumulate(steps))

    def _shown(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inner = cell.find(f"{_S}is")
            return _text(inner) if inner is not None else ""
        value = cell.findtext(f"{_S}v") or ""
        if kind == "s":
            index = _number(value, len(self.strings))
            return self.strings[index] if index < len(self.strings) else ""
        if kind == "b":
            return _TRUTH.get(value, value)
        if kind == "e":
            return ""
        number = plain(value) if kind == "n" and value else None
        if number is None:
            return str(value)
        style = _number(cell.get("s"))
        format = self.formats[style] if style < len(self.formats) else "General"
        return shown(number, format, from_1904=self.from_1904)

    def merged(self) -> Iterator[Area]:
        """Yield the areas of merged cells."""
        for each in self.root.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
            first, _, last = each.get("ref", "").partition(":")
            upper, lower = place_of(first), place_of(last or first)
            if upper is not None and lower is not None and upper <= lower and upper[1] <= lower[1]:
                yield Area(*upper, *lower)
