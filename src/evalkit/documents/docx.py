"""Word files as documents: paragraphs and tables in the order in which they stand.

The package is opened by ourselves within bounds and its body walked once, which is many times faster
than an object for every cell and keeps a hostile file from filling the memory.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator

from attrs import define, field
from lxml import etree

from evalkit.documents.document import Block, BlockKind, Cell, Document, Span
from evalkit.documents.limits import MAX_MEMBERS, MAX_NESTING, MAX_TABLE_CELLS, MAX_UNPACKED_BYTES
from evalkit.documents.lines import heading_level
from evalkit.errors import DocumentError, Problem
from evalkit.messages import Message, say

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_DROPPED = frozenset(
    f"{_W}{name}"
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "pPr",
        "rPr",
        "tblPr",
        "trPr",
        "tcPr",
        "sectPr",
        "footnoteReference",
    )
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXTBOX = f"{_W}txbxContent"
_UNREAD = _DROPPED | {_FALLBACK, _TEXTBOX}
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)


def read_docx(name: str, data: bytes) -> Document:
    """Return the Word file `data` as a document: one line a paragraph, one line a row of a table.

    Tracked changes count as accepted; headers and footers are left out. Raises DocumentError for
    what is no Word file, is encrypted, or unpacks beyond the limits.
    """
    parts = _parts(name, data)
    body = _xml(name, parts[_BODY]).find(f"{_W}body")
    if body is None:
        raise _refused(name, say("Word 文件里没有正文", "the Word file has no body"))
    levels = _style_levels(_xml(name, parts[_STYLES])) if _STYLES in parts else {}
    writer = _Writer(name, levels)
    writer.blocks_of(body, 0)
    text = "".join(writer.signs)
    if not text.strip():
        raise _refused(name, say("Word 文件里没有文字", "the Word file has no text"))
    return Document(name, text, hashlib.sha256(data).hexdigest(), tuple(writer.blocks))


def _parts(name: str, data: bytes) -> dict[str, bytes]:
    """Return the body and the styles, unpacked within the limits whatever the archive claims."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = dict(_unpacked(name, archive))
    except DocumentError:
        raise
    except Exception as error:  # zipfile, zlib, bz2 and lzma each raise errors of their own for broken data
        raise _refused(
            name, say("不是完好的 Word 文件（.docx）", "not an intact Word file (.docx)")
        ) from error
    if _BODY not in found:
        raise _refused(name, say("不是 Word 文件（.docx）", "not a Word file (.docx)"))
    return found


def _unpacked(name: str, archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise _refused(name, say("压缩包里的文件太多", "the archive has too many members"))
    for info in members:
        if info.filename not in (_BODY, _STYLES):
            continue
        if info.flag_bits & 1:
            raise _refused(name, say("文件已加密", "the file is encrypted"))
        with archive.open(info) as part:
            content = part.read(MAX_UNPACKED_BYTES + 1)
        if len(content) > MAX_UNPACKED_BYTES:
            raise _refused(name, say("解压后太大", "it is too large when unpacked"))
        yield info.filename, content


def _xml(name: str, data: bytes) -> etree._Element:
    """Return the XML of a part; entities are not expanded and nothing outside is read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused(
            name, say("Word 文件的内容已损坏", "the content of the Word file is broken")
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused(name, say("Word 文件里不能有文档类型定义", "a Word file may not have a document type"))
    return root


def _refused(name: str, message: Message) -> DocumentError:
    return DocumentError(Problem(message, where=name))


def _style_levels(styles: etree._Element) -> dict[str, int]:
    """Return the heading level of every style that is one, by its id."""
    levels = {}
    for style in styles.iter(f"{_W}style"):
        named = style.find(f"{_W}name")
        match = _HEADING_STYLE.fullmatch(named.get(f"{_W}val", "") if named is not None else "")
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        level = int(match[1]) if match else _number(outline, -1) + 1
        if 1 <= level <= 9:
            levels[style.get(f"{_W}styleId", "")] = level
    return levels


def _number(element: etree._Element | None, otherwise: int) -> int:
    value = element.get(f"{_W}val", "") if element is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else otherwise


@define
class _Writer:
    """The text written so far, and the blocks that stand in it."""

    name: str
    levels: dict[str, int]
    signs: list[str] = field(factory=list)
    blocks: list[Block] = field(factory=list)
    length: int = 0
    cells: int = 0

    def _write(self, text: str) -> Span:
        start = self.length
        self.signs.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def blocks_of(self, parent: etree._Element, depth: int) -> None:
        """Write the paragraphs and tables below `parent`."""
        if depth > MAX_NESTING:
            raise _refused(self.name, say("嵌套太深", "it is nested too deeply"))
        for child in parent:
            if child.tag == f"{_W}p":
                self._paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                self._table(child, depth)
            elif child.tag not in _DROPPED:
                self.blocks_of(child, depth + 1)

    def _paragraph(self, paragraph: etree._Element, depth: int) -> None:
        text = "".join(_runs(paragraph))
        left = len(text) - len(text.lstrip())
        body = text.strip()
        if body:
            span = self._write(text)
            level = self._level(paragraph, body)
            kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
            start = span.start + left
            self.blocks.append(Block(kind, (Span(start, start + len(body)),), level=level))
        self._write("\n")
        for box in _boxes(paragraph):
            self.blocks_of(box, depth + 1)

    def _level(self, paragraph: etree._Element, text: str) -> int:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        styled = self.levels.get(style.get(f"{_W}val", ""), 0) if style is not None else 0
        outline = _number(paragraph.find(f"{_W}pPr/{_W}outlineLvl"), -1) + 1
        return styled or (outline if 1 <= outline <= 9 else 0) or heading_level(text)

    def _table(self, table: etree._Element, depth: int) -> None:
        start = self.length
        grid = _Grid()
        nested: list[etree._Element] = []
        for row in table.iter(f"{_W}tr"):
            if _owner(row) is table:
                self._row(row, grid, nested)
        cells = tuple(grid.cells())
        if cells:
            self.blocks.append(
                Block(BlockKind.TABLE, (Span(start, max(start, self.length - 1)),), cells=cells)
            )
        for inner in nested:
            if depth > MAX_NESTING:
                raise _refused(self.name, say("嵌套太深", "it is nested too deeply"))
            self._table(inner, depth + 1)

    def _row(self, row: etree._Element, grid: "_Grid", nested: list[etree._Element]) -> None:
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        column = _number(before, 0)
        first = True
        for cell in row.iter(f"{_W}tc"):
            if _owner(cell, f"{_W}tr") is not row:
                continue
            if not first:
                self._write("\t")
            first = False
            width = max(1, min(_number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 512))
            self.cells += width
            if self.cells > MAX_TABLE_CELLS:
                raise _refused(self.name, say("表格太大", "its tables are too large"))
            pieces = self._cell(cell, nested)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            grid.put(column, width, pieces, goes_on)
            column += width
        grid.end_row()
        self._write("\n")

    def _cell(self, cell: etree._Element, nested: list[etree._Element]) -> tuple[Span, ...]:
        pieces: list[Span] = []
        for child in cell.iter(f"{_W}p", f"{_W}tbl"):
            if _owner(child, f"{_W}tc") is not cell:
                continue
            if child.tag == f"{_W}tbl":
                nested.append(child)
                continue
            text = "".join(_runs(child)).strip().replace("\n", " ")
            if text:
                if pieces:
                    self._write(" ")
                pieces.append(self._write(text))
        return tuple(pieces)


@define
class _Grid:
    """The cells of a table as they come, row by row; a cell that goes on below is one cell."""

    found: list[Cell] = field(factory=list)
    open: dict[int, int] = field(factory=dict)
    row: int = 0

    def put(self, column: int, width: int, pieces: tuple[Span, ...], goes_on: bool) -> None:
        """Place a cell at `column` of the row."""
        above = self.open.get(column)
        if goes_on and above is not None:
            cell = self.found[above]
            self.found[above] = Cell(
                cell.row, cell.column, (*cell.pieces, *pieces), self.row - cell.row + 1, cell.column_span
            )
            return
        self.open[column] = len(self.found)
        self.found.append(Cell(self.row, column, pieces, column_span=width))

    def end_row(self) -> None:
        """Go on to the next row."""
        self.row += 1

    def cells(self) -> Iterator[Cell]:
        """Yield all cells."""
        yield from self.found


def _owner(element: etree._Element, tag: str = f"{_W}tbl") -> etree._Element | None:
    return next(element.iterancestors(tag), None)


def _runs(paragraph: etree._Element) -> Iterator[str]:
    """Yield the text of a paragraph: what was inserted counts, what was deleted does not."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}t":
            yield (element.text or "").replace("\n", " ").replace("\r", " ").replace("\t", " ")
        elif element.tag in _SIGNS:
            yield _SIGNS[element.tag]
        elif element.tag not in _UNREAD:
            waiting.extend(reversed(element))


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes that hang on a paragraph, once each."""
    for box in paragraph.iter(_TEXTBOX):
        if next(box.iterancestors(_FALLBACK), None) is None and _owner(box, _TEXTBOX) is None:
            yield box
