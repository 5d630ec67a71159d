"""The pages of a PDF as one text: lines below one another, form feeds between pages, tables in rows."""

from collections.abc import Iterable, Sequence

from attrs import define, evolve, field, frozen

from evalkit.documents.document import Block, BlockKind, Cell, Span
from evalkit.documents.pdf.chains import Part, grown, parts_of
from evalkit.documents.pdf.columns import with_columns
from evalkit.documents.pdf.heads import without_heads
from evalkit.documents.pdf.margins import Margins, Setting, size
from evalkit.documents.pdf.page import PdfCell, PdfLine, PdfPage
from evalkit.documents.plain.lines import BARS
from evalkit.documents.plain.paragraphs import Layout, blocks_of

_BARS = f"{BARS}\t"
_INDENT = "\u3000\u3000"
_INDENTED_SHARE = 0.03
"""Where fewer lines than this share are set in, those are titles and quotations."""


@frozen
class LaidOut:
    """A text with its blocks, and where each page begins in it."""

    text: str
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...]


def laid_out(pages: Sequence[PdfPage]) -> LaidOut:
    """Return the pages as text; heads, feet and page numbers are left out."""
    bodies = [with_columns(page) for page in without_heads(pages)]
    margins = Margins.by_size(bodies)
    parts = parts_of(bodies)
    writer = _Writer()
    for number, page in enumerate(bodies):
        writer.begin_page()
        settings = dict(margins[size(page)].settings(page))
        for at, item in enumerate(page.items):
            if isinstance(item, PdfLine):
                writer.line(item, settings[at])
            else:
                writer.part(parts[number, at])
    text = "".join(writer.signs)
    indented = writer.indented >= max(1, _INDENTED_SHARE * writer.lines)
    layout = Layout(
        frozenset(writer.full), indented, {block.pieces[0].start: block for block in writer.tables}
    )
    return LaidOut(text, blocks_of(text, layout), tuple(writer.page_starts))


@define
class _Writer:
    """The text so far."""

    signs: list[str] = field(factory=list)
    length: int = 0
    page_starts: list[int] = field(factory=list)
    full: list[int] = field(factory=list)
    tables: list[Block] = field(factory=list)
    in_rows: bool = False
    lines: int = 0
    indented: int = 0

    def begin_page(self) -> None:
        """End the page before, if any."""
        if self.page_starts:
            self._write("\f")
        self.page_starts.append(self.length)

    def line(self, line: PdfLine, setting: Setting) -> None:
        """Write a line."""
        self.lines += 1
        is_row = any(bar in line.text for bar in _BARS)
        if setting.spaced and not (is_row and self.in_rows):
            self._write("\n")
        self.in_rows = is_row
        if setting.indented and "\t" not in line.text:
            self.indented += 1
            self._write(_INDENT)
        written = self._write(line.text)
        if setting.full:
            self.full.append(written.start + len(line.text) - len(line.text.lstrip()))
        self._write("\n")

    def part(self, part: Part) -> None:
        """Write a table, or what of it stands on this page."""
        self.in_rows = False
        start = self.length
        rows: list[list[PdfCell]] = [[] for _ in range(part.height)]
        for cell in part.cells:
            rows[cell.row].append(cell)
        written = [self._row(row) for row in rows[part.repeated :]]
        if part.goes_on:
            self._go_on(part, written)
        else:
            cells = tuple(cell for row in written for cell in row)
            self.tables.append(Block(BlockKind.TABLE, (Span(start, self.length - 1),), cells=cells))

    def _row(self, row: Iterable[PdfCell]) -> list[Cell]:
        """Write the cells of a row with tabs between them."""
        written = []
        for number, cell in enumerate(row):
            if number:
                self._write("\t")
            span = self._write(cell.text)
            pieces = (span,) if cell.text else ()
            written.append(Cell(cell.row, cell.column, pieces, cell.row_span, cell.column_span))
        self._write("\n")
        return written

    def _go_on(self, part: Part, written: Sequence[Sequence[Cell]]) -> None:
        """Add rows to the last table, which began on a page before."""
        table = self.tables[-1]
        cells = list(table.cells)
        top = max(cell.row + cell.row_span for cell in cells)
        if part.split:
            top -= 1
            _join_row(cells, top + 1, written[0])
        below = top - part.repeated
        for number, row in enumerate(written):
            if part.split and number == 0:
                continue
            placed = [evolve(cell, row=cell.row + below) for cell in row]
            cells += grown(cells, top, placed) if number == 0 else placed
        whole = Span(table.pieces[0].start, self.length - 1)
        self.tables[-1] = evolve(table, pieces=(whole,), cells=tuple(cells))

    def _write(self, text: str) -> Span:
        start = self.length
        self.signs.append(text)
        self.length += len(text)
        return Span(start, self.length)


def _join_row(cells: list[Cell], bottom: int, row: Iterable[Cell]) -> None:
    """Add what `row` holds to the cells that end at `bottom`."""
    lowest = {cell.column: at for at, cell in enumerate(cells) if cell.row + cell.row_span == bottom}
    for cell in row:
        at = lowest.get(cell.column)
        if at is not None and cell.pieces:
            cells[at] = evolve(cells[at], pieces=(*cells[at].pieces, *cell.pieces))
