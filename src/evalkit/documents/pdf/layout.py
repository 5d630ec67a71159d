"""The pages of a PDF as one text: lines below one another, form feeds between pages, tables in rows."""

from collections.abc import Iterable, Sequence

from attrs import define, field

from evalkit.documents.document import Block, Cell, Span
from evalkit.documents.pdf.chains import Part, parts_of
from evalkit.documents.pdf.columns import with_columns
from evalkit.documents.pdf.growing import GrowingTable
from evalkit.documents.pdf.heads import without_heads
from evalkit.documents.pdf.margins import Margins, Setting, size
from evalkit.documents.pdf.page import PdfCell, PdfLine, PdfPage
from evalkit.documents.plain.lines import BARS
from evalkit.documents.plain.paragraphs import Layout, blocks_of
from evalkit.frozen import frozen

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
    tables = {table.start: table.block for table in writer.tables}
    layout = Layout(frozenset(writer.full), frozenset(writer.brimful), indented, tables)
    return LaidOut(text, blocks_of(text, layout), tuple(writer.page_starts))


@define
class _Writer:
    """The text so far."""

    signs: list[str] = field(factory=list)
    length: int = 0
    page_starts: list[int] = field(factory=list)
    full: list[int] = field(factory=list)
    brimful: list[int] = field(factory=list)
    tables: list[GrowingTable] = field(factory=list)
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
            self.full.append(written.start)
        if setting.brimful:
            self.brimful.append(written.start)
        self._write("\n")

    def part(self, part: Part) -> None:
        """Write a table, or what of it stands on this page."""
        self.in_rows = False
        if not part.goes_on:
            self.tables.append(GrowingTable(self.length))
        rows = [self._row(row, part.repeated) for row in part.rows[part.repeated :]]
        self.tables[-1].add(rows, split=part.split)
        self.tables[-1].end = self.length - 1

    def _row(self, row: Iterable[PdfCell], first: int) -> list[Cell]:
        """Write the cells of a row with tabs between them; rows are counted from the one numbered `first`."""
        written = []
        for number, cell in enumerate(row):
            if number:
                self._write("\t")
            span = self._write(cell.text)
            pieces = (span,) if cell.text else ()
            written.append(Cell(cell.row - first, cell.column, pieces, cell.row_span, cell.column_span))
        self._write("\n")
        return written

    def _write(self, text: str) -> Span:
        start = self.length
        self.signs.append(text)
        self.length += len(text)
        return Span(start, self.length)
