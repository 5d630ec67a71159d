"""Sheets of a spreadsheet as a document: each under its name, its tables where empty rows divide them."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field

from evalkit.documents.document import Cell, Document, Span
from evalkit.documents.limits import Limits
from evalkit.documents.packed.package import Format, refused
from evalkit.documents.plain.lines import SENTENCE, heading_level
from evalkit.documents.writing import Writer
from evalkit.errors import DocumentError
from evalkit.frozen import frozen
from evalkit.messages import say

_LONGEST_TITLE = 60
_TITLE_LEVEL = 2
"""The level of a title above a table; the name of its sheet stands above it."""

_OPENS = re.compile("单位[：:].{0,4}元|^附?表[0-9０-９一二三四五六七八九十]")
"""What stands above a table, not in the title of a part of one."""

_NOTE = re.compile("注|说明|备注")
"""How words below a table begin."""

_COLONS = "：:"
_DIGITS = frozenset("0123456789０１２３４５６７８９")


@frozen
class Area:
    """Cells that are merged: their rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@frozen
class Sheet:
    """One sheet as a person sees it.

    `cells` holds the text of each cell that is not empty, by row and column from 0; `merged` the areas
    that are one cell. Hidden rows and columns have no cells here.
    """

    name: str
    cells: Mapping[tuple[int, int], str]
    merged: Sequence[Area] = ()


def document_of(name: str, data: bytes, format: Format, sheets: Sequence[Sheet], limits: Limits) -> Document:
    """Return `sheets` as a document: a row a line, tabs between its cells, all places those of the sheet.

    Raises DocumentError when there is no text in them, or they are larger than the limits.
    """
    if sum(len(text) for sheet in sheets for text in sheet.cells.values()) > limits.text_bytes:
        raise refused(name, say("内容太多", "there is too much in it"), format)
    written = Writer()
    told = 0
    for sheet in sheets:
        grid = _Grid.of(sheet, name, format, limits)
        told += grid.places
        if told > limits.table_cells:
            raise refused(name, say("表格太大", "its tables are too large"), format)
        if grid.rows:
            written.heading(sheet.name, 1)
            for part in grid.parts():
                _Part(written, part).write()
    if not any(sheet.cells for sheet in sheets):
        raise refused(name, say("表格里没有内容", "there is nothing in its sheets"), format)
    return Document(name, written.text, hashlib.sha256(data).hexdigest(), tuple(written.blocks))


@frozen
class _Placed:
    """A cell of a sheet with its text and the area that it covers."""

    text: str
    area: Area


@define
class _Grid:
    """The cells of a sheet by row; `reach` is how far down cells of each row go, `places` what all cover."""

    rows: dict[int, list[_Placed]]
    reach: dict[int, int]
    places: int

    @classmethod
    def of(cls, sheet: Sheet, name: str, format: Format, limits: Limits) -> "_Grid":
        """Return the grid of `sheet`; raises DocumentError where it is wider than the limit."""
        cells = sheet.cells
        wide = next((place for place in cells if place[1] >= limits.columns), None)
        if wide is not None:
            raise _too_wide(name, sheet.name, format, wide[1], limits)
        bottom = max((row for row, _ in cells), default=0)
        right = max((column for _, column in cells), default=0)
        areas = {
            (area.top, area.left): Area(area.top, area.left, min(area.bottom, bottom), min(area.right, right))
            for area in sheet.merged
        }
        grid = cls({}, {}, 0)
        for row, column in sorted(cells):
            area = areas.get((row, column), Area(row, column, row, column))
            grid.places += (area.bottom - area.top + 1) * (area.right - area.left + 1)
            grid.rows.setdefault(row, []).append(_Placed(cells[row, column], area))
            grid.reach[row] = max(grid.reach.get(row, row), area.bottom)
        return grid

    def parts(self) -> Iterator[list[list[_Placed]]]:
        """Yield the rows that stand together: without an empty row or the words above another table between them."""
        part: list[list[_Placed]] = []
        last = -1
        begins = _beginnings([*self.rows.values()])
        for place, (number, row) in enumerate(self.rows.items()):
            if part and (number > last + 1 or (number > last and place in begins)):
                yield part
                part = []
            part.append(row)
            last = max(last, self.reach[number])
        if part:
            yield part


def _beginnings(rows: Sequence[list[_Placed]]) -> frozenset[int]:
    """Return the places in `rows` where the words above another table begin, without an empty row before them.

    They are told by a unit (单位：万元) or a number of the table (表2), and by headers below: a row of figures
    goes on under those it has.
    """
    found = []
    said: list[int] = []
    for place, row in enumerate(rows):
        if _is_said(row):
            said += [] if _NOTE.match(row[0].text) else [place]
            continue
        opens = any(_OPENS.search(cell.text) for above in said for cell in rows[above])
        if opens and not any(_is_figure(cell.text) for cell in row):
            found.append(said[0])
        said.clear()
    return frozenset(found)


def _too_wide(name: str, sheet: str, format: Format, column: int, limits: Limits) -> DocumentError:
    message = say(
        "工作表“{sheet}”第 {column} 列还有内容，最多读 {most} 列",
        "there is something in column {column} of the sheet {sheet}; at most {most} columns are read",
        sheet=sheet,
        column=column + 1,
        most=limits.columns,
    )
    return refused(name, message, format)


@define
class _Part:
    """Rows that stand together: what is said above a table, the table, and what is said below it."""

    written: Writer
    rows: list[list[_Placed]]
    above: int = field(init=False)
    below: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the rows of the table."""
        rows = self.rows
        self.above = next((at for at, row in enumerate(rows) if not _is_said(row)), len(rows))
        self.below = len(rows)
        while self.below > self.above and len(rows[self.below - 1]) == 1:
            self.below -= 1

    def write(self) -> None:
        """Write the rows."""
        for place, row in enumerate(self.rows[: self.above]):
            self._say(row, title=place == 0)
        if self.below > self.above:
            self._table(self.rows[self.above : self.below])
        for row in self.rows[self.below :]:
            self._say(row, title=False)

    def _say(self, row: list[_Placed], *, title: bool) -> None:
        for cell in row:
            lines = cell.text.split("\n")
            body = lines[0].strip()
            heads = title and len(row) == len(lines) == 1 and len(body) <= _LONGEST_TITLE
            if heads and not SENTENCE.search(body) and not set(body) & set(_COLONS):
                self.written.heading(body, heading_level(body) or _TITLE_LEVEL)
            else:
                self.written.paragraph(lines)

    def _table(self, rows: list[list[_Placed]]) -> None:
        start = self.written.length
        corner = (rows[0][0].area.top, min(cell.area.left for row in rows for cell in row))
        cells: list[Cell] = []
        for row in rows:
            for place, cell in enumerate(row):
                if place:
                    self.written.write("\t")
                cells.append(_cell(cell.area, corner, self.written.cell(cell.text)))
            self.written.write("\n")
        self.written.table(start, cells, corner)


def _is_said(row: list[_Placed]) -> bool:
    """Return whether a row stands above a table: one cell, or labels with what they are told (单位：万元)."""
    if len(row) == 1:
        return True
    labels = [cell for cell in row if any(colon in cell.text for colon in _COLONS)]
    return len(labels) == len(row) and not any(_is_figure(cell.text) for cell in row)


def _is_figure(text: str) -> bool:
    return bool(text) and not set(text) - _DIGITS - set(".,，．-%")


def _cell(area: Area, corner: tuple[int, int], pieces: tuple[Span, ...]) -> Cell:
    return Cell(
        area.top - corner[0],
        area.left - corner[1],
        pieces,
        row_span=area.bottom - area.top + 1,
        column_span=area.right - area.left + 1,
    )
