"""Lines of a plain text become blocks: what a page break or a hard wrap split is one paragraph again."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from attrs import field

from evalkit.documents.document import Block, BlockKind, Span
from evalkit.documents.plain.aligned_tables import aligned_tables
from evalkit.documents.plain.flattened_tables import flattened_tables
from evalkit.documents.plain.lines import SENTENCE, Line, LineKind, title_start
from evalkit.documents.plain.pages import lines_of
from evalkit.documents.plain.printed_tables import PrintedTable, table_at
from evalkit.frozen import define, frozen

_ENDS = frozenset("。！？；：…!?;:")
_CLOSING = "”』）)」》’"
_LABEL = re.compile(r"[^，。；]{2,14}[：:]")
_SENTENCE_SIGN = re.compile(r"[，。；、,]")
_NEVER_FIRST = frozenset("，。；、：！？）)”』」》’%％‰")
"""Signs with which no paragraph begins: what stands before them goes on."""

_SHORTEST_SPLIT = 16
"""A line that a page break split in mid-sentence is at least this long; shorter ones are titles."""

_SHORTEST_STOPPED = 30
"""A line that somebody's Enter split in mid-sentence is at least this long; shorter ones are cells of a form."""

_WIDEST_WRAP = 120
"""The widest line of a hard-wrapped text, in columns (a Chinese character takes two)."""

_NARROWEST_WRAP = 24
"""Lines that are narrower stand below one another as a column does: of figures, of names."""

_FEWEST_WRAPPED = 3


@frozen
class Layout:
    """What is known of a text's lines from elsewhere, each named by the offset of its first character.

    `full` are the lines that go up to the margin, or nearly so, `brimful` those with no room for what the
    next one begins with, `tables` the tables that begin with a line; whether paragraphs are `indented` the
    white space at the beginning of their lines shows.
    """

    full: AbstractSet[int]
    brimful: AbstractSet[int]
    indented: bool
    tables: Mapping[int, Block]


def blocks_of(text: str, layout: Layout | None = None) -> tuple[Block, ...]:
    """Return the headings, paragraphs and tables of `text`, in order.

    Without a `layout` the text itself shows whether its lines are wrapped.
    """
    lines = lines_of(text)
    wrap = _Wrap.of(text, lines) if layout is None else _Wrap.known(layout)
    known = {} if layout is None else layout.tables
    spaced = flattened_tables(text, lines, known)
    if layout is None:
        spaced = {**spaced, **aligned_tables(text, lines, known)}
    builder = _Builder(text, wrap)
    index = 0
    while index < len(lines):
        found = _known(known, lines, index) or spaced.get(index) or table_at(text, lines, index)
        if found is None:
            builder.add(lines[index], lines[index + 1] if index + 1 < len(lines) else None)
            index += 1
        else:
            builder.close()
            builder.blocks.append(found.block)
            index = found.end
    builder.close()
    return tuple(builder.blocks)


def _known(tables: Mapping[int, Block], lines: Sequence[Line], index: int) -> PrintedTable | None:
    """Return the table that is known to begin with the line at `index`."""
    block = tables.get(lines[index].outer.start)
    if block is None:
        return None
    end = index + 1
    while end < len(lines) and lines[end].outer.start <= block.pieces[-1].end:
        end += 1
    return PrintedTable(block, end)


@define
class _Wrap:
    """How a text is hard-wrapped.

    `width` is that of its lines in columns, 0 when it is not; `indented` says whether paragraphs are;
    `full` holds where the lines begin that are known to go up to the margin, None when that is unknown;
    `brimful` where those do that have no room for more.
    """

    width: int = 0
    indented: bool = False
    full: AbstractSet[int] | None = None
    brimful: AbstractSet[int] = frozenset()

    @classmethod
    def known(cls, layout: Layout) -> "_Wrap":
        """Return how a text is wrapped whose layout is known."""
        return cls(indented=layout.indented, full=layout.full, brimful=layout.brimful)

    @classmethod
    def of(cls, text: str, lines: Sequence[Line]) -> "_Wrap":
        """Return how `text` is wrapped.

        It is when several lines follow one another without a blank line, none of them is long and
        most are of nearly one width.
        """
        followed = [
            line
            for line, following in pairwise(lines)
            if line.kind in (LineKind.TEXT, LineKind.ITEM) and following.kind is LineKind.TEXT
        ]
        widths = sorted(_columns(text, line) for line in followed)
        if len(widths) < _FEWEST_WRAPPED:
            return cls()
        widest, middle = widths[-1], widths[len(widths) // 2]
        if widest > _WIDEST_WRAP or middle < max(widest * 3 // 5, _NARROWEST_WRAP):
            return cls()
        indented = sum(line.indented for line in followed)
        return cls(middle, indented=0 < indented <= len(followed) // 2)

    def fills(self, text: str, line: Line) -> bool:
        """Return whether a line is full, so that the next one goes on with it."""
        if self.full is not None:
            return line.span.start in self.full
        return bool(self.width) and _columns(text, line) >= self.width * 2 // 3


def _columns(text: str, line: Line) -> int:
    """Return how many columns a line takes."""
    shown = text[line.span.start : line.span.end]
    return sum(1 if sign.isascii() else 2 for sign in shown)


@define
class _Builder:
    """The blocks so far and the paragraph that may still go on."""

    text: str
    wrap: _Wrap
    blocks: list[Block] = field(factory=list)
    pieces: list[Span] = field(factory=list)
    broken: bool = False
    has_sign: bool = False
    """Whether the paragraph has a comma or a full stop: a title has none and never goes on."""

    is_label: bool = False
    filled: bool = False
    """Whether the last line is full."""

    def add(self, line: Line, following: Line | None) -> None:
        """Add a line that is no row of a table."""
        self.broken = self.broken or line.breaks
        if line.kind in (LineKind.BLANK, LineKind.RULE, LineKind.PAGE_NUMBER):
            self.broken = True
            return
        if line.kind is LineKind.HEADING and not self._wraps(line, following) and not self._runs_on(line):
            self.close()
            start = line.span.start + title_start(self._shown(line))
            self.blocks.append(Block(BlockKind.HEADING, (Span(start, line.span.end),), level=line.level))
        else:
            if not self._continues(line):
                self.close()
            self._append(line)
        self.broken = False

    def close(self) -> None:
        """End the paragraph."""
        if self.pieces:
            self.blocks.append(Block(BlockKind.PARAGRAPH, tuple(self.pieces)))
        self.pieces = []
        self.has_sign = self.is_label = self.broken = False

    def _shown(self, line: Line) -> str:
        return self.text[line.span.start : line.span.end]

    def _append(self, line: Line) -> None:
        shown = self._shown(line)
        if not self.pieces:
            self.is_label = _LABEL.match(shown) is not None
        self.pieces.append(line.span)
        self.has_sign = self.has_sign or _SENTENCE_SIGN.search(shown) is not None
        self.filled = self.wrap.fills(self.text, line)

    def _wraps(self, line: Line, following: Line | None) -> bool:
        """Return whether what looks like a heading is the first line of a hard-wrapped item."""
        if following is None or following.kind is not LineKind.TEXT or following.breaks:
            return False
        if self._shown(following)[0] in _NEVER_FIRST:
            return True
        wide = self.wrap.fills(self.text, line) and not following.indented
        return wide and "，" in self._shown(line)

    def _runs_on(self, line: Line) -> bool:
        """Return whether the last line had no room for what `line` begins with.

        Where paragraphs are set in, `line` may then look like an item (12.5% …); else a heading or an item
        is one, and a sentence that ends at the margin is no end.
        """
        if not self.pieces or self.broken or self.pieces[-1].start not in self.wrap.brimful:
            return False
        if not self.wrap.indented:
            return line.kind is LineKind.TEXT
        return not line.indented and not self._ended(self.pieces[-1])

    def _continues(self, line: Line) -> bool:
        """Return whether `line` goes on with the paragraph."""
        if self._runs_on(line):
            return True
        if not self.pieces or line.kind is not LineKind.TEXT:
            return False
        shown = self._shown(line)
        if shown[0] in _NEVER_FIRST:
            return True
        last = self.pieces[-1]
        if not self.broken and self.wrap.indented:
            return self.filled and not line.indented
        if self._ended(last) or (self.is_label and _LABEL.match(shown)):
            return False
        length = last.end - last.start
        if not self.broken:
            # Somebody's Enter in mid-sentence: nothing else is so long and goes on with the end of a sentence.
            stopped = self.has_sign and length >= _SHORTEST_STOPPED and SENTENCE.search(shown) is not None
            return self.filled or stopped
        if self.has_sign and (length >= _SHORTEST_SPLIT or len(self.pieces) > 1):
            return True
        return SENTENCE.search(shown) is not None and (self.has_sign or self._heads_section())

    def _heads_section(self) -> bool:
        """Return whether the paragraph stands right below a heading, where no title does."""
        return bool(self.blocks) and self.blocks[-1].kind is BlockKind.HEADING

    def _ended(self, last: Span) -> bool:
        """Return whether the paragraph so far ends a sentence."""
        return self.text[max(last.start, last.end - 4) : last.end].rstrip(_CLOSING)[-1:] in _ENDS
