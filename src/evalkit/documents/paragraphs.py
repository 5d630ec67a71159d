"""Lines of a plain text become blocks: what a page break or a hard wrap split is one paragraph again."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from evalkit.documents.document import Block, BlockKind, Cell, Span
from evalkit.documents.lines import Line, LineKind, classify

_ENDS = "。！？；：…!?;:"
_CLOSING = "”』）)」》"
_LABEL = re.compile(r"[^，。；]{2,14}[：:]")
_SENTENCE_SIGN = re.compile(r"[，。；、,]")
_SHORTEST_SPLIT = 16
"""A line that a page break split in mid-sentence is at least this long; shorter ones are titles."""


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the headings, paragraphs and tables of `text`, in order."""
    lines = [classify(text, span) for span in _stripped_lines(text)]
    found: list[Block] = []
    paragraph: list[Span] = []
    broken = False
    wrap = _wrap_width(lines)
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.kind in (LineKind.BLANK, LineKind.PAGE_NUMBER):
            broken = True
            index += 1
            continue
        table = _table_rows(lines, index)
        if paragraph and (table or not _continues(text, paragraph, line, broken, wrap)):
            found.append(Block(BlockKind.PARAGRAPH, tuple(paragraph)))
            paragraph = []
        if table:
            found.append(_table(text, lines[index:table]))
            index = table
        else:
            if line.kind is LineKind.HEADING:
                found.append(Block(BlockKind.HEADING, (line.span,), level=line.level))
            else:
                paragraph.append(line.span)
            index += 1
        broken = False
    if paragraph:
        found.append(Block(BlockKind.PARAGRAPH, tuple(paragraph)))
    return tuple(found)


def _stripped_lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        body = line.strip()
        left = start + (len(line) - len(line.lstrip())) if body else start
        yield Span(left, left + len(body))
        start += len(line) + 1


def _wrap_width(lines: Sequence[Line]) -> int:
    """Return the width at which the text is hard-wrapped; 0 when it is not.

    A text is hard-wrapped when many lines follow one another without a blank line and the longer
    half of them is of nearly one length.
    """
    lengths = sorted(
        line.span.end - line.span.start
        for line, following in pairwise(lines)
        if line.kind in (LineKind.TEXT, LineKind.ITEM) and following.kind is LineKind.TEXT
    )
    if len(lengths) < 3:
        return 0
    widest, middle = lengths[-1], lengths[len(lengths) // 2]
    return middle if widest <= 60 and middle >= widest * 3 // 5 else 0


def _continues(text: str, paragraph: Sequence[Span], line: Line, broken: bool, wrap: int) -> bool:
    if line.kind is not LineKind.TEXT:
        return False
    last = paragraph[-1]
    before = text[paragraph[0].start : last.end]
    if before.rstrip(_CLOSING)[-1:] in tuple(_ENDS):
        return False
    if _LABEL.match(text, line.span.start, line.span.end) and _LABEL.match(before):
        return False
    if not broken:
        return bool(wrap) and last.end - last.start >= wrap * 2 // 3
    long_enough = last.end - last.start >= _SHORTEST_SPLIT or len(paragraph) > 1
    return long_enough and bool(_SENTENCE_SIGN.search(before))


def _table_rows(lines: Sequence[Line], index: int) -> int:
    """Return where the table that begins at `index` ends; 0 when none begins there."""
    kind = lines[index].kind
    if kind not in (LineKind.PIPED, LineKind.TABBED):
        return 0
    end = index + 1
    while end < len(lines) and lines[end].kind is kind:
        end += 1
    return end if end - index >= 2 else 0


def _table(text: str, lines: Sequence[Line]) -> Block:
    cells = []
    for row, line in enumerate(lines):
        sign = "\t" if line.kind is LineKind.TABBED else "|"
        for column, span in enumerate(_fields(text, line.span, sign)):
            cells.append(Cell(row, column, (span,) if span.end > span.start else ()))
    return Block(BlockKind.TABLE, (Span(lines[0].span.start, lines[-1].span.end),), cells=tuple(cells))


def _fields(text: str, line: Span, sign: str) -> Iterator[Span]:
    start, end = line.start, line.end
    if sign == "|":
        start += text[start] in "|｜"
        end -= text[end - 1] in "|｜"
    signs = "|｜" if sign == "|" else "\t"
    position = start
    while position <= end:
        stop = min((at for at in (text.find(each, position, end) for each in signs) if at >= 0), default=end)
        body = text[position:stop].strip()
        left = text.find(body, position, stop) if body else position
        yield Span(left, left + len(body))
        position = stop + 1
