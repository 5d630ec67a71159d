"""The text as a person reads it: joined, normalised, in its section, with a way back to the document."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import chain, takewhile

from attrs import Factory, evolve, field

from evalkit.documents.document import Block, BlockKind, Cell, Document, Evidence, Span
from evalkit.documents.normal import INVISIBLE
from evalkit.documents.traditional import simplified
from evalkit.frozen import define, frozen

_STOP = r"[。！？；!?.．](?:(?<=[。！？；!?])|(?<=[一-龥）)”%％].)(?![0-9.．]))"
_SENTENCE_END = re.compile(rf"{_STOP}[。！？；!?]*[”’』」）)]*")
"""It begins with all signs that may end a sentence, so that the search passes over all others at once."""

_GAP = re.compile(rf"(?:[\s{''.join(sorted(INVISIBLE))}]++|(?<!\*)\*\*(?!\*))++")
"""What nobody reads: white space, invisible characters, and Markdown's bold.

A longer row of asterisks masks something: 138****0000.
"""

_SPACE = re.compile(r"\s")

_MARKER = re.compile(
    r"[0-9]{1,2}[.、]|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳]"
)
_LONGEST_LEAD = 24
_UNIT_ALONE = re.compile(
    r"[（(]?(?:(?:填报|编制|编报)(?:单位|部门|日期)|(?:金额|计量|货币)?单位|部门(?:名称)?)[：:为]"
)
"""How the line between a table's title and the table begins: 单位：万元, 填报单位：某局."""

_WHOLE = (0,)
"""Where a text begins that stands in the document as it is read."""

_LINES_ABOVE = 10
_SHORT_LINE = 16

_NOTE = re.compile("(?:附?注|备注|说明|填表说明)[0-9]?[：:]|[（(](?:金额)?单位[：:]|(?:金额)?单位[：:]")


def _is_word(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


@define(eq=False)
class Passage:
    """The running text of a heading, a paragraph or a table's cell.

    `text` has full-width digits, letters and signs as ASCII, traditional characters as simplified ones,
    no Markdown bold, and white space only between two ASCII letters or digits; `headings` are the enclosing headings' texts, the outermost
    first; `index` is the block's place in the document. From each of `_starts` on, the text stands in
    the document so many characters farther on as `_shifts` says.

    Never changed; but a class that forbids it takes three times as long to fill, and a table has thousands.
    """

    document: Document
    text: str
    kind: BlockKind
    headings: tuple[str, ...]
    index: int
    _starts: tuple[int, ...] = field(repr=False)
    _shifts: tuple[int, ...] = field(repr=False)
    _sentences: tuple[tuple[int, int], ...] | None = field(default=None, init=False, repr=False)

    def span(self, start: int, end: int) -> Span:
        """Return the place in the document of the characters `start` to `end`.

        Raises ValueError when there is no character between them.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no text between {start} and {end} of {len(self.text)}")
        return Span(self._offset(start), self._offset(end - 1) + 1)

    def _offset(self, at: int) -> int:
        return at + self._shifts[bisect_right(self._starts, at) - 1]

    def evidence(self, start: int, end: int) -> Evidence:
        """Return the characters `start` to `end` as evidence."""
        return self.document.evidence(self.span(start, end))

    @property
    def lead(self) -> str:
        """The short sentence that opens a list item like a heading (（二）政府采购。…), else ""."""
        if not _MARKER.match(self.text):
            return ""
        first = self.sentences[0]
        short = first[1] <= _LONGEST_LEAD and first[1] < len(self.text)
        return self.text[: first[1]] if short else ""

    @property
    def numbering(self) -> str:
        """How the paragraph is numbered: the sign that begins its number, a digit as 0; "" for not at all."""
        if not _MARKER.match(self.text):
            return ""
        first = self.text[0]
        return "0" if first.isdigit() else "（" if first in "(（" else "①" if "①" <= first <= "⑳" else "一"

    @property
    def is_title(self) -> bool:
        """Whether it is but a short numbered line, which says what the paragraphs below it are about."""
        return self.numbering != "" and len(self.text) <= _LONGEST_LEAD

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence starts and ends; a part of a list closed by ； is one.

        Quotation marks and brackets that close behind the end belong to the sentence.
        """
        if self._sentences is None:
            self._sentences = self._divided()
        return self._sentences

    def _divided(self) -> tuple[tuple[int, int], ...]:
        found = []
        start = 0
        for match in _SENTENCE_END.finditer(self.text):
            found.append((start, match.end()))
            start = match.end()
        if start < len(self.text):
            found.append((start, len(self.text)))
        return tuple(found)


@frozen(eq=False)
class TablePassage:
    """A table: its cells' passages in a grid, where a merged cell stands at every place it covers.

    A row is as long as it has cells; None stands where a row has none before its last one. `caption` is
    the paragraph just before the table, `title` the one before that where the caption only states a
    unit, `note` the one behind the table that comments on it; None where there is none.
    """

    document: Document
    headings: tuple[str, ...]
    index: int
    rows: tuple[tuple[Passage | None, ...], ...]
    caption: Passage | None
    title: Passage | None = None
    note: Passage | None = None

    @cached_property
    def filled(self) -> tuple[tuple[Passage, ...], ...]:
        """The cells with text of each row, in order, a merged one once in every row that it covers."""
        return tuple(
            [
                tuple(dict.fromkeys([cell for cell in row if cell is not None and cell.text]))
                for row in self.rows
            ]
        )

    @cached_property
    def cells(self) -> tuple[Passage, ...]:
        """The cells with text, in order, once each."""
        return tuple(dict.fromkeys(chain.from_iterable(self.filled)))

    @cached_property
    def text(self) -> str:
        """The texts of its cells, each on a line: what stands in none of them is soon seen."""
        return "\n".join([cell.text for cell in self.cells])


# Facts, admissions and judgements each go over the same report; few reports are at hand at once.
@lru_cache(maxsize=8)
def passages(document: Document) -> tuple[Passage | TablePassage, ...]:
    """Return the passages of `document`, in order; a block of invisible characters makes none."""
    found: list[Passage | TablePassage] = []
    sections: list[tuple[int, str]] = []
    headings: tuple[str, ...] = ()
    for index, block in enumerate(document.blocks):
        is_heading = block.kind is BlockKind.HEADING
        if is_heading:
            while sections and sections[-1][0] >= block.level:
                sections.pop()
            headings = tuple([title for _, title in sections])
        if block.kind is BlockKind.TABLE:
            found.append(_table(document, block, headings, index, found[-_LINES_ABOVE:]))
            continue
        passage = _running(document, block.pieces, block.kind, headings, index)
        if not passage.text:
            continue
        if is_heading:
            sections.append((block.level, passage.text))
            headings = (*headings, passage.text)
        if found and isinstance(found[-1], TablePassage) and _NOTE.match(passage.text):
            found[-1] = evolve(found[-1], note=passage)
        found.append(passage)
    return tuple(found)


def _running(
    document: Document, pieces: Sequence[Span], kind: BlockKind, headings: tuple[str, ...], index: int
) -> Passage:
    if len(pieces) == 1 and not document.traditional:
        start = pieces[0].start
        text = document.normal[start : pieces[0].end]
        if _is_gapless(text):
            return Passage(document, text, kind, headings, index, _WHOLE, (start,))
    elif not pieces:
        return Passage(document, "", kind, headings, index, (), ())
    joined = _Joined()
    for piece in pieces:
        joined.add(document.normal, piece)
    text = "".join(joined.parts)
    # Only now: a word that a page break split is a word again, and OpenCC reads by words.
    text = simplified(text) if document.traditional else text
    return Passage(document, text, kind, headings, index, tuple(joined.starts), tuple(joined.shifts))


def _is_gapless(text: str) -> bool:
    """Return whether there is nothing in `text` that nobody reads: all of that cannot be printed, but the last two."""
    return (text.isprintable() and " " not in text and "**" not in text) or not _GAP.search(text)


@define
class _Joined:
    """What has been read of a passage: its `parts`, and where each of them stands in the document.

    `length` is that of all parts; `starts` and `shifts` are those of Passage.
    """

    parts: list[str] = Factory(list)
    length: int = 0
    starts: list[int] = Factory(list)
    shifts: list[int] = Factory(list)

    def add(self, text: str, piece: Span) -> None:
        """Add the signs of `text` in `piece` that a person sees, without the white space between them."""
        read = text[piece.start : piece.end]
        first = self.length
        at = 0
        for gap in _GAP.finditer(read):
            self._take(read, at, gap.start(), piece.start)
            at = gap.end()
            space = _SPACE.search(read, gap.start(), at)
            if space and self.length > first and _is_word(self.parts[-1][-1]) and _is_word(read[at : at + 1]):
                self._append(" ", piece.start + space.start())
        self._take(read, at, len(read), piece.start)

    def _take(self, read: str, start: int, end: int, offset: int) -> None:
        if start < end:
            self._append(read[start:end], offset + start)

    def _append(self, part: str, offset: int) -> None:
        self.parts.append(part)
        self.starts.append(self.length)
        self.shifts.append(offset - self.length)
        self.length += len(part)


def _table(
    document: Document,
    block: Block,
    headings: tuple[str, ...],
    index: int,
    before: Sequence[Passage | TablePassage],
) -> TablePassage:
    """Return the table that `block` is; `before` are the last passages before it."""
    height = max((cell.row + cell.row_span for cell in block.cells), default=0)
    grid: list[list[Passage | None]] = [[] for _ in range(height)]
    kind = block.kind
    for cell in block.cells:
        passage = _running(document, cell.pieces, kind, headings, index)
        row = grid[cell.row]
        if cell.row_span == cell.column_span == 1 and len(row) == cell.column:
            row.append(passage)  # as nearly all cells are
        else:
            _place(grid, cell, passage)
    title, caption = _above(before)
    return TablePassage(document, headings, index, tuple(tuple(row) for row in grid), caption, title)


def _above(before: Sequence[Passage | TablePassage]) -> tuple[Passage | None, Passage | None]:
    """Return the title and the caption of a table that stands behind `before`.

    Short lines may stand between the line with the unit and the table: headers that lost their columns.
    """
    lines = [each for each in takewhile(_is_paragraph, reversed(before)) if isinstance(each, Passage)]
    for place, line in enumerate(lines):
        if _UNIT_ALONE.match(line.text):
            return lines[place + 1] if place + 1 < len(lines) else None, line
        if len(line.text) > _SHORT_LINE:
            break
    return None, lines[0] if lines else None


def _is_paragraph(passage: Passage | TablePassage) -> bool:
    return isinstance(passage, Passage) and passage.kind is BlockKind.PARAGRAPH


def _place(grid: list[list[Passage | None]], cell: Cell, passage: Passage) -> None:
    end = cell.column + cell.column_span
    for row in grid[cell.row : cell.row + cell.row_span]:
        row.extend([None] * (end - len(row)))
        row[cell.column : end] = [passage] * cell.column_span
