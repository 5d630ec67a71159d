"""A file as text with positions: the values every later stage points into."""

from bisect import bisect_right
from enum import Enum
from functools import cached_property
from itertools import accumulate

from attrs import define

from evalkit.documents.normal import normal
from evalkit.documents.traditional import is_traditional
from evalkit.frozen import frozen
from evalkit.messages import Message


@define(order=True, unsafe_hash=True)
class Span:
    """A place in a document's text: `start` and `end` offsets in characters, half-open.

    Never changed; but a class that forbids it takes three times as long to fill, and a report has thousands.
    """

    start: int
    end: int


@frozen
class Evidence:
    """A span with its quote: ``document.text[start:end] == quote``, always.

    `document` is the document's name; `line` counts from 1 in the text of the document as handed
    in; `page` counts from 1 and is None where the format has no pages. `paragraph` counts headings and
    paragraphs from 1 and is None in a table; `table`, `row` and `column` count from 1 and are None
    outside tables (a table's own row and column, whatever stands merged; those of the sheet in a spreadsheet). `recognised` says that the
    text was recognised from a picture. `page_line` counts the lines with text on the page, from 1, and is
    None where there are no pages.
    """

    document: str
    quote: str
    start: int
    end: int
    line: int
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    recognised: bool = False
    page_line: int | None = None


class BlockKind(Enum):
    """What a block of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"


@define(unsafe_hash=True)
class Cell:
    """One cell of a table: its place in the grid (from 0), what it spans, and where its text stands.

    A merged cell appears once, at its upper left place. `pieces` is empty for an empty cell. Never changed,
    as with Span.
    """

    row: int
    column: int
    pieces: tuple[Span, ...]
    row_span: int = 1
    column_span: int = 1


@frozen
class Block:
    """A heading, a paragraph or a table.

    `pieces` are the spans of the document's text that belong to the block, in reading order: one
    for an ordinary paragraph; several where a page break, a bare page number or a hard line wrap
    stands between them. What lies between two pieces is not part of the text a person reads.
    `level` counts from 1 for headings and is 0 for everything else. A table has `cells` instead
    of running text; its `pieces` hold one span over the whole table. `corner` is the row and the column
    (from 0) of the sheet in which a table of a spreadsheet begins.
    """

    kind: BlockKind
    pieces: tuple[Span, ...]
    level: int = 0
    cells: tuple[Cell, ...] = ()
    corner: tuple[int, int] = (0, 0)


_Place = tuple[int | None, int | None, int | None, int | None]
"""Where a character stands: in which paragraph, or in which table, row and column, as Evidence counts them."""


@frozen(eq=False)
class Document:
    """One file as text with positions.

    `name` is the file's name without folders; `text` is the text as handed in, character by character
    (only the byte order mark is gone, and every line ends with one line feed); `sha256` is of the
    file's bytes; `page_starts` holds the offset at which each page begins, and is empty where the
    format has no pages. `blocks` stand in the order of their text. `recognised` are the pages, from 1, whose
    text was recognised from a picture; `notes` tell the reader's user what was not read, and why.
    """

    name: str
    text: str
    sha256: str
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...] = ()
    recognised: frozenset[int] = frozenset()
    notes: tuple[Message, ...] = ()

    @cached_property
    def normal(self) -> str:
        """Return the text with plain digits, letters and signs, character for character."""
        return normal(self.text)

    @cached_property
    def traditional(self) -> bool:
        """Return whether the text is written in traditional characters."""
        return is_traditional(self.text)

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return tuple(starts)

    def quote(self, span: Span) -> str:
        """Return the text at `span`, to the letter."""
        return self.text[span.start : span.end]

    def line(self, offset: int) -> int:
        """Return the line, from 1, on which the character at `offset` stands."""
        return bisect_right(self._line_starts, offset)

    def column(self, offset: int) -> int:
        """Return the place, from 1, of the character at `offset` in its line."""
        return offset - self._line_starts[self.line(offset) - 1] + 1

    def page(self, offset: int) -> int | None:
        """Return the page, from 1, or None where the format has no pages."""
        return bisect_right(self.page_starts, offset) if self.page_starts else None

    def evidence(self, span: Span) -> Evidence:
        """Return `span` with its quote, line and page."""
        page = self.page(span.start)
        starts, places = self._places
        paragraph, table, row, column = places[bisect_right(starts, span.start) - 1]
        return Evidence(
            document=self.name,
            quote=self.quote(span),
            start=span.start,
            end=span.end,
            line=self.line(span.start),
            page=page,
            paragraph=paragraph,
            table=table,
            row=row,
            column=column,
            recognised=page in self.recognised,
            page_line=None if page is None else self._line_on(page, span.start),
        )

    @cached_property
    def _lines_with_text(self) -> tuple[int, ...]:
        """Return how many lines with text stand before each line, and before the end."""
        return tuple(accumulate((bool(line.strip()) for line in self.text.split("\n")), initial=0))

    def _line_on(self, page: int, offset: int) -> int:
        """Return the line on `page` on which the character at `offset` stands; blank lines do not count."""
        first = self.line(self.page_starts[page - 1]) - 1 if page else 0
        return max(1, self._lines_with_text[self.line(offset)] - self._lines_with_text[first])

    @cached_property
    def _places(self) -> tuple[list[int], list[_Place]]:
        """Return where blocks and cells of tables begin, in order, and what each is."""
        starts: list[int] = [0]
        places: list[_Place] = [(None, None, None, None)]
        paragraphs = tables = 0
        for block in self.blocks:
            if block.kind is not BlockKind.TABLE:
                paragraphs += 1
                starts.append(block.pieces[0].start)
                places.append((paragraphs, None, None, None))
                continue
            tables += 1
            # A cell that a page break splits has pieces behind those of its neighbours.
            down, right = block.corner[0] + 1, block.corner[1] + 1
            pieces = [(piece.start, cell.row, cell.column) for cell in block.cells for piece in cell.pieces]
            pieces.sort()
            starts += [start for start, _, _ in pieces]
            places += [(None, tables, down + row, right + column) for _, row, column in pieces]
        return starts, places
