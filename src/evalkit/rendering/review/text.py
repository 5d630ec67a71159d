"""The text of a report as part of a page: its headings, paragraphs and tables, with all highlights."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from attrs import Factory, define

from evalkit.documents.document import Block, BlockKind, Cell, Document, Span
from evalkit.messages import Lang
from evalkit.rendering.html import Child, Markup, element, joined, verbatim
from evalkit.rendering.review import words
from evalkit.rendering.review.citing import Kind
from evalkit.rendering.review.marking import Marked
from evalkit.rendering.words import filled

_LOWEST = 6
"""How many levels of headings a page has."""
CLASSES = {
    Kind.LOST: "lost",
    Kind.FINDING: "finding",
    Kind.ADMITTED: "admitted",
    Kind.OPEN: "open",
    Kind.FACT: "fact",
    Kind.OWN: "own",
}


@define
class Writer:
    """Writes documents as HTML and remembers which highlights stand on the page."""

    lang: Lang
    drawn: set[int] = Factory(set)

    def document(self, marked: Marked, *, titled: bool) -> Markup:
        """Return a document: its name, where there are several, and its blocks."""
        title = element("h3", marked.document.name) if titled else None
        blocks = self._blocks(marked, 3 if titled else 2)
        return element("article", title, *blocks, class_="document")

    def _blocks(self, marked: Marked, above: int) -> Iterator[Child]:
        """Yield the blocks below a heading of the level `above`, and where each page begins.

        No heading stands more than one level below the one before it.
        """
        document, page, last = marked.document, None, above
        for block in document.blocks or _lines(document):
            here = document.page(block.pieces[0].start) if block.pieces else page
            if here != page:
                page = here
                number = filled(words.PAGE, page=page).text(self.lang)
                yield element("p", number, class_="page")
            if block.kind is BlockKind.TABLE:
                yield self._table(block, marked)
                continue
            name = "p"
            if block.kind is BlockKind.HEADING:
                last = min(above + max(block.level, 1), last + 1, _LOWEST)
                name = f"h{last}"
            yield element(name, self._pieces(block.pieces, marked))

    def _pieces(self, pieces: Sequence[Span], marked: Marked) -> Markup:
        text, found = marked.document.text, []
        before = ""
        for piece in pieces:
            first = text[piece.start : piece.start + 1]
            if _is_word(before) and _is_word(first):
                found.append(Markup(" "))
            found += [
                self._piece(text[start:end], number, marked)
                for start, end, number in marked.within(piece.start, piece.end)
            ]
            before = text[piece.end - 1 : piece.end]
        return joined(found)

    def _piece(self, text: str, number: int | None, marked: Marked) -> Markup:
        if number is None:
            return verbatim(text)
        segment = marked.segment(number)
        is_first = number not in self.drawn
        self.drawn.add(number)
        link = element(
            "a", verbatim(text), href=f"#{segment.anchors[0]}", data_back=" ".join(segment.anchors)
        )
        return element(
            "mark", link, id=f"m{number}" if is_first else None, data_m=number, class_=CLASSES[segment.kind]
        )

    def _table(self, block: Block, marked: Marked) -> Markup:
        by_row: dict[int, list[Cell]] = {}
        for cell in block.cells:
            by_row.setdefault(cell.row, []).append(cell)
        rows = sorted(by_row)
        covered: dict[int, set[int]] = {}
        lines = []
        for place, row in enumerate(rows):
            cells = sorted(by_row[row], key=lambda cell: cell.column)
            heights = [bisect_left(rows, cell.row + cell.row_span, place) - place for cell in cells]
            lines.append(element("tr", *self._cells(cells, heights, covered.pop(place, set()), marked)))
            for cell, height in zip(cells, heights, strict=True):
                columns = range(cell.column, cell.column + cell.column_span)
                for below in range(place + 1, place + height):
                    covered.setdefault(below, set()).update(columns)
        return element("div", element("table", element("tbody", *lines)), class_="scroll", tabindex=0)

    def _cells(
        self, cells: Sequence[Cell], heights: Sequence[int], covered: set[int], marked: Marked
    ) -> Iterator[Markup]:
        """Yield the cells of one row, with empty ones where neither a cell stands nor one from above."""
        at = 0
        for cell, height in zip(cells, heights, strict=True):
            hole = cell.column - at - sum(1 for column in covered if at <= column < cell.column)
            if hole > 0:
                yield element("td", colspan=hole)
            yield element(
                "td",
                self._pieces(cell.pieces, marked),
                rowspan=height if height > 1 else None,
                colspan=cell.column_span if cell.column_span > 1 else None,
            )
            at = cell.column + cell.column_span


def _is_word(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _lines(document: Document) -> Iterator[Block]:
    """Yield the lines of a document that was not read into blocks."""
    at = 0
    for line in document.text.split("\n"):
        if line.strip():
            yield Block(BlockKind.PARAGRAPH, (Span(at, at + len(line)),))
        at += len(line) + 1
