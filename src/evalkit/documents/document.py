"""A file as text with positions: the values every later stage points into."""

from bisect import bisect_right
from enum import Enum

from attrs import field, frozen


@frozen(order=True)
class Span:
    """A place in a document's text: `start` and `end` offsets in characters, half-open."""

    start: int
    end: int


@frozen
class Evidence:
    """A span with its quote: ``document.text[start:end] == quote``, always.

    `document` is the document's name; `line` counts from 1 in the text of the document as handed
    in; `page` counts from 1 and is None where the format has no pages.
    """

    document: str
    quote: str
    start: int
    end: int
    line: int
    page: int | None = None


class BlockKind(Enum):
    """What a block of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"


@frozen
class Cell:
    """One cell of a table: its place in the grid (from 0), what it spans, and where its text stands.

    A merged cell appears once, at its upper left place. `pieces` is empty for an empty cell.
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
    of running text; its `pieces` hold one span over the whole table.
    """

    kind: BlockKind
    pieces: tuple[Span, ...]
    level: int = 0
    cells: tuple[Cell, ...] = ()


@frozen(eq=False)
class Document:
    """One file as text with positions.

    `name` is the file's name without folders; `text` is the text as handed in, character by character
    (only the byte order mark is gone, and every line ends with one line feed); `sha256` is of the
    file's bytes; `page_starts` holds the offset at which each page begins, and is empty where the
    format has no pages.
    """

    name: str
    text: str
    sha256: str
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...] = ()
    _line_starts: tuple[int, ...] = field(init=False, repr=False)

    @_line_starts.default
    def _find_line_starts(self) -> tuple[int, ...]:
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

    def page(self, offset: int) -> int | None:
        """Return the page, from 1, or None where the format has no pages."""
        return bisect_right(self.page_starts, offset) if self.page_starts else None

    def evidence(self, span: Span) -> Evidence:
        """Return `span` with its quote, line and page."""
        return Evidence(
            document=self.name,
            quote=self.quote(span),
            start=span.start,
            end=span.end,
            line=self.line(span.start),
            page=self.page(span.start),
        )
