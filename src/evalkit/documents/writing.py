"""A document while it is written: the text so far and the blocks that stand in it.

For formats whose files hold no running text of their own (web pages, spreadsheets): one line a
paragraph, one line a row of a table with tabs between the cells.
"""

import re
from collections.abc import Iterable, Sequence

from attrs import define, evolve, field

from evalkit.documents.document import Block, BlockKind, Cell, Span
from evalkit.documents.plain.lines import heading_level
from evalkit.documents.plain.paragraphs import blocks_of

_ENDS = ("。", "！", "？", "；", "：", ":", ";")
_CAPTION = re.compile(r"^(?:附?表|续表)|单位[：:]|（(?:百?万|亿|千)?元）$")
_SPACES = str.maketrans(dict.fromkeys("\n\r\t\v\f\u2028\u2029\x85", " "))


@define
class Writer:
    """The text written so far, and its blocks in order."""

    signs: list[str] = field(factory=list)
    blocks: list[Block] = field(factory=list)
    length: int = 0
    title: str = ""
    """The heading that was written last."""

    @property
    def text(self) -> str:
        """Return the text written so far."""
        return "".join(self.signs)

    def write(self, text: str) -> Span:
        """Write `text` as it is and return where it stands."""
        start = self.length
        self.signs.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def line(self, line: str) -> Span:
        """Write a line and return where it stands without the white space around it."""
        written = self.write(line.translate(_SPACES))
        self.write("\n")
        left = written.start + len(line) - len(line.lstrip())
        return Span(left, max(left, written.start + len(line.rstrip())))

    def heading(self, line: str, level: int) -> None:
        """Write a heading."""
        self.title = line.strip()
        self.blocks.append(Block(BlockKind.HEADING, (self.line(line),), level=level))

    def paragraph(self, lines: Iterable[str]) -> None:
        """Write a paragraph whose author broke it into `lines`.

        A line that ends a sentence ends the paragraph, and one that is a heading by its marker stands
        for itself: people press the wrong key between paragraphs.
        """
        pieces: list[Span] = []
        for line in lines:
            body = line.strip()
            if not body:
                self._close(pieces)
                continue
            level = heading_level(body)
            if level:
                self._close(pieces)
                self.heading(line, level)
                continue
            pieces.append(self.line(line))
            if body.endswith(_ENDS):
                self._close(pieces)
        self._close(pieces)

    def _close(self, pieces: list[Span]) -> None:
        if pieces:
            self.blocks.append(Block(BlockKind.PARAGRAPH, tuple(pieces)))
            pieces.clear()

    def passage(self, text: str) -> None:
        """Write plain text of several lines, whose blocks are those of a plain text."""
        start = self.write(text).start
        self.write("\n")
        self.blocks += (moved(block, start) for block in blocks_of(text))

    def captions(self) -> None:
        """Make a heading that stands last the caption of the table that follows, where it names one."""
        last = self.blocks[-1] if self.blocks else None
        if last is not None and last.kind is BlockKind.HEADING and _CAPTION.search(self.title):
            self.blocks[-1] = evolve(last, kind=BlockKind.PARAGRAPH, level=0)

    def cell(self, text: str) -> tuple[Span, ...]:
        """Write the text of a cell and return where it stands: nowhere when there is none."""
        body = text.translate(_SPACES).strip()
        return (self.write(body),) if body else ()

    def table(self, start: int, cells: Sequence[Cell], corner: tuple[int, int] = (0, 0)) -> None:
        """Make a table of what was written from `start` on, the line end behind it aside."""
        whole = Span(start, max(start, self.length - 1))
        self.blocks.append(Block(BlockKind.TABLE, (whole,), cells=tuple(cells), corner=corner))


def moved(block: Block, by: int) -> Block:
    """Return `block` as it stands `by` characters further on."""
    pieces = tuple(Span(piece.start + by, piece.end + by) for piece in block.pieces)
    cells = tuple(
        evolve(cell, pieces=tuple(Span(piece.start + by, piece.end + by) for piece in cell.pieces))
        for cell in block.cells
    )
    return evolve(block, pieces=pieces, cells=cells)
