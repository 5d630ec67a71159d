"""Word files as documents: paragraphs and tables in the order in which they stand.

The package is opened by ourselves within bounds and its body walked once, which is many times faster
than an object for every cell and keeps a hostile file from filling the memory.
"""

import hashlib
from collections.abc import Mapping
from operator import itemgetter

from attrs import define, field

from evalkit.documents.document import Block, BlockKind, Cell, Document, Span
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.packed.package import Package, refused
from evalkit.documents.packed.xml import Element, parsed, related
from evalkit.documents.word.grid import Grid
from evalkit.documents.word.headings import Headings, without_table_styles
from evalkit.documents.word.runs import (
    CELL,
    ROW,
    boxes,
    children,
    has_boxes,
    has_deleted,
    is_plain,
    joins_next,
    lines_of,
    plain_texts,
)
from evalkit.documents.word.xml import W, number, value
from evalkit.errors import DocumentError
from evalkit.frozen import frozen
from evalkit.messages import Message, say

_BODY = "word/document.xml"
_TABLE = f"{W}tbl"
_BLOCKS = (f"{W}p", _TABLE)
_ROW_PROPERTIES, _DELETED, _BEFORE = f"{W}trPr", f"{W}del", f"{W}gridBefore"
_CELL_PROPERTIES, _SPAN, _MERGE = f"{W}tcPr", f"{W}gridSpan", f"{W}vMerge"
_ENDS = ("。", "！", "？", "；", "：", ":", ";")


def read_docx(name: str, data: bytes, limits: Limits = DEFAULT) -> Document:
    """Return the Word file `data` as a document: one line a paragraph, one line a row of a table.

    The cells of a row stand between tabs. Tracked changes count as accepted, hidden text, headers and
    footers are left out. Raises DocumentError for what is no Word file, is encrypted, or unpacks
    beyond the limits.
    """
    writer, _, _ = _read(Package.open(name, data, limits))
    text = "".join(writer.signs)
    return Document(name, text, hashlib.sha256(data).hexdigest(), tuple(writer.blocks))


@frozen
class Traced:
    """The body of a Word file with the way back from its text.

    `path` is the part that it stands in and `root` the XML of that part; `paragraphs` are those with text,
    each with the offset in `text` at which what `signs_of` reads in it begins, in the order of `text`.
    White space at the ends of a paragraph of a table is not in `text`.
    """

    path: str
    root: Element
    text: str
    paragraphs: tuple[tuple[int, Element], ...]


def trace_docx(package: Package) -> Traced:
    """Return the text that `read_docx` reads of a Word file, and where it stands in its XML.

    Raises DocumentError as `read_docx` does.
    """
    starts: list[tuple[int, Element]] = []
    writer, path, root = _read(package, starts)
    starts.sort(key=itemgetter(0))
    return Traced(path, root, "".join(writer.signs), tuple(starts))


def _read(
    package: Package, starts: list[tuple[int, Element]] | None = None
) -> "tuple[_Writer, str, Element]":
    """Return the text of a Word file as it was written, and the part that it stands in."""
    name, path = package.name, related(package, "").get("officeDocument", _BODY)
    root = parsed(package, path)
    if root is None:
        raise refused(name, say("不是 Word 文件（.docx）", "not a Word file (.docx)"))
    body = root.find(f"{W}body")
    if body is None:
        raise refused(name, say("Word 文件里没有正文", "the Word file has no body"))
    parts = related(package, path)
    headings = Headings.of(
        parsed(package, parts.get("styles", "word/styles.xml"), without_table_styles),
        parsed(package, parts.get("numbering", "word/numbering.xml")),
    )
    writer = _Writer(name, headings, package.limits, has_boxes(body), has_deleted(body), starts)
    writer.blocks_of(body, 0)
    if not any(sign.strip() for sign in writer.signs):
        raise refused(name, say("Word 文件里没有文字", "the Word file has no text"))
    return writer, path, root


@define
class _Writer:
    """The text written so far, and the blocks that stand in it."""

    name: str
    headings: Headings
    limits: Limits
    boxed: bool
    """Whether there are text boxes at all."""

    deleted: bool
    """Whether there is anything that was deleted."""

    starts: list[tuple[int, Element]] | None = None
    """Where the text of each paragraph begins, where somebody wants to know: keeping elements costs memory."""

    signs: list[str] = field(factory=list)
    blocks: list[Block] = field(factory=list)
    length: int = 0
    cells: int = 0
    carried: list[str] = field(factory=list)
    """What paragraphs leave to the next one, because the marks between them were deleted."""

    def blocks_of(self, parent: Element, depth: int) -> None:
        """Write the paragraphs and tables below `parent`."""
        self._check(depth)
        for child in children(parent, _BLOCKS):
            if child.tag == _TABLE:
                self._table(child, depth)
            else:
                self._paragraph(child, depth)
        self._end_carried()

    def _write(self, text: str) -> None:
        self.signs.append(text)
        self.length += len(text)

    def _check(self, depth: int) -> None:
        if depth > self.limits.nesting:
            raise self._refused(say("嵌套太深", "it is nested too deeply"))

    def _refused(self, message: Message) -> DocumentError:
        return refused(self.name, message)

    # ------------------------------------------------------------ paragraphs

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        self._begin(paragraph, sum(map(len, self.carried)))
        lines = self._joined(lines_of(paragraph), self.deleted and joins_next(paragraph))
        pieces: list[Span] = []
        for line in lines:
            piece = self._line(line)
            body = line.strip()
            level = self.headings.level(paragraph, body) if body else 0
            if level or not body:
                self._close(pieces)
            if level:
                self.blocks.append(Block(BlockKind.HEADING, (piece,), level=level))
            elif body:
                pieces.append(piece)
                if body.endswith(_ENDS):
                    self._close(pieces)
        self._close(pieces)
        carried, self.carried = self.carried, []
        for box in boxes(paragraph) if self.boxed else ():
            self.blocks_of(box, depth + 1)
        self.carried = carried

    def _begin(self, paragraph: Element, ahead: int) -> None:
        """Note that what a paragraph holds begins `ahead` signs from here."""
        if self.starts is not None:
            self.starts.append((self.length + ahead, paragraph))

    def _joined(self, lines: list[str], goes_on: bool) -> list[str]:
        """Return the lines of a paragraph with what was carried, without what it leaves to the next one."""
        self.carried.append(lines[0])
        if goes_on and len(lines) == 1:
            return []
        first = "".join(self.carried)
        self.carried = [lines[-1]] if goes_on else []
        return [first, *(lines[1:-1] if goes_on else lines[1:])]

    def _end_carried(self) -> None:
        """Write what waits for a next paragraph where none comes."""
        carried = "".join(self.carried)
        if carried.strip():
            self.blocks.append(Block(BlockKind.PARAGRAPH, (self._line(carried),)))
        self.carried = []

    def _line(self, line: str) -> Span:
        """Write a line and return where it stands without the white space around it."""
        start = self.length
        self._write(f"{line}\n")
        left = start + len(line) - len(line.lstrip())
        return Span(left, max(left, start + len(line.rstrip())))

    def _close(self, pieces: list[Span]) -> None:
        if pieces:
            self.blocks.append(Block(BlockKind.PARAGRAPH, tuple(pieces)))
            pieces.clear()

    # ------------------------------------------------------------ tables

    def _table(self, table: Element, depth: int) -> None:
        self._check(depth)
        self._end_carried()
        if self.starts is None and is_plain(table) and self._plain_table(plain_texts(table)):
            return
        told = [(row, _properties_of(row)) for row in children(table, (ROW,))]
        kept = [(row, properties) for row, properties in told if _DELETED not in properties]
        rows = [list(children(row, (CELL,))) for row, _ in kept]
        befores = [number(properties.get(_BEFORE), 0) for _, properties in kept]
        if all(len(row) == 1 for row in rows):
            # One column frames text, often a whole form; it compares nothing.
            for row in rows:
                self.blocks_of(row[0], depth + 1)
            return
        start = self.length
        grid = Grid()
        inner: list[Element] = []
        for row, before in zip(rows, befores, strict=True):
            self._row(row, before, grid, inner)
        self._end_table(start, grid.cells)
        for element in inner:
            if element.tag == _TABLE:
                self._table(element, depth + 1)
            else:
                self.blocks_of(element, depth + 1)

    def _plain_table(self, rows: list[list[str]]) -> bool:
        """Write a table in which nothing is merged and every cell holds nothing but text.

        Return False, and write nothing, where it has one column.
        """
        if all(len(row) == 1 for row in rows):
            return False
        start = at = self.length
        cells: list[Cell] = []
        for place, texts in enumerate(rows):
            self._count(0, len(texts))
            for column, text in enumerate(texts):
                end = at + len(text)
                cells.append(Cell(place, column, (Span(at, end),) if text else ()))
                at = end + 1
            self._write("\t".join(texts) + "\n")
            at = self.length
        self._end_table(start, cells)
        return True

    def _end_table(self, start: int, cells: list[Cell]) -> None:
        """Add the table of `cells` whose text, written already, begins at `start`."""
        whole = Span(start, max(start, self.length - 1))
        self.blocks.append(Block(BlockKind.TABLE, (whole,), cells=tuple(cells)))

    def _count(self, column: int, width: int) -> None:
        """Count cells `width` columns wide from `column` on; refuse what is beyond the limits."""
        self.cells += width
        if column + width > self.limits.columns or self.cells > self.limits.table_cells:
            raise self._refused(say("表格太大", "its tables are too large"))

    def _row(self, row: list[Element], before: int, grid: Grid, inner: list[Element]) -> None:
        column = before
        for place, cell in enumerate(row):
            if place:
                self._write("\t")
            properties = next(cell.iterchildren(_CELL_PROPERTIES), ())
            told = {each.tag: each for each in properties}
            width = max(1, number(told.get(_SPAN), 1))
            self._count(column, width)
            merge = told.get(_MERGE)
            goes_on = merge is not None and (value(merge) or "continue") == "continue"
            if not (goes_on and grid.extend(column, width)):
                grid.put(column, width, self._cell(cell, inner))
            column += width
        grid.end_row()
        self._write("\n")

    def _cell(self, cell: Element, inner: list[Element]) -> tuple[Span, ...]:
        """Write the paragraphs of a cell, a space between them, and return where they stand."""
        start = self.length
        written = False
        for child in children(cell, _BLOCKS):
            if child.tag == _TABLE:
                inner.append(child)
                continue
            if self.boxed:
                inner.extend(boxes(child))
            line = " ".join(lines_of(child))
            text = line.strip()
            if text:
                self._begin(child, written - len(line) + len(line.lstrip()))
                self._write(f" {text}" if written else text)
                written = True
        return (Span(start, self.length),) if written else ()


def _properties_of(row: Element) -> Mapping[str, Element]:
    """Return the properties of a row by their names; most rows have none."""
    properties = next(row.iterchildren(_ROW_PROPERTIES), None)
    return {} if properties is None else {each.tag: each for each in properties}
