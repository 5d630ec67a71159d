"""Markdown as a document: its marks are passed over, and every quote is the text as handed in."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from attrs import evolve

from evalkit.documents.document import Block, Document, Span
from evalkit.documents.limits import Limits
from evalkit.documents.plain.paragraphs import blocks_of
from evalkit.documents.plain.text import read_text

_MARKS = re.compile(
    r"(?P<image>!\[[^\[\]\n]{0,200}\]\([^()\n]{0,500}\))"
    r"|(?P<note>\[\^[^\[\]\n]{1,40}\]:?)"
    r"|\[(?P<text>[^\[\]\n]{1,300})\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,60}\])"
    r"|(?P<bar>\\\|)|(?P<escape>\\)(?=[!-/:-@\[-`{-~])"
    r"|(?P<struck>~~[^~\n]{1,300}~~)"
    r"|(?P<strong>(?<!\*)\*{2,3}(?!\*)|(?<!_)__(?!_)|`+)"
    r"|(?<![*0-9])\*(?P<stressed>(?![*\s])[^*\n]{1,200})(?<!\s)\*(?!\*)"
    r"|(?P<tag></?[A-Za-z][^<>\n]{0,300}>)"
    r"|(?P<entity>&(?:\#[0-9]{1,6}|[A-Za-z]{2,8});)"
    r"|^(?P<quote>[ ]{0,3}>[> ]{0,20})|^(?P<fence>[ ]{0,3}~~~[^\n]*)$|(?P<closing>(?<=[ ])\#{1,6})$",
    re.MULTILINE,
)
"""Each mark with a bound on its length, so that no text makes looking for them slow."""

_COMMENT, _COMMENT_END = "<!--", "-->"
_OTHER_BAR = "¦"
"""What stands for an escaped bar while tables are looked for: it divides no cells."""


def read_markdown(name: str, data: bytes, limits: Limits) -> Document:
    """Return the Markdown `data` as a document whose blocks leave out marks, addresses, pictures and comments.

    What is struck out is left out too. Raises DocumentError as the reader of plain text does.
    """
    document = read_text(name, data, limits)
    unread = _merged(sorted((*_comments(document.text), *_marks(document.text))))
    plain = _without(document.text.replace("\\|", f"\\{_OTHER_BAR}"), unread)
    starts = [span.start for span in unread]
    blocks = (_passing_over(block, unread, starts) for block in blocks_of(plain))
    return evolve(document, blocks=tuple(block for block in blocks if block.pieces))


def _comments(text: str) -> Iterator[Span]:
    start = text.find(_COMMENT)
    while start >= 0:
        end = text.find(_COMMENT_END, start)
        if end < 0:
            return
        yield Span(start, end + len(_COMMENT_END))
        start = text.find(_COMMENT, end)


def _marks(text: str) -> Iterator[Span]:
    """Yield what is not read; of a link or a stressed word that is what stands around it."""
    for match in _MARKS.finditer(text):
        inner = match.span("text") if match["text"] is not None else match.span("stressed")
        if inner[0] >= 0:
            yield Span(match.start(), inner[0])
            yield Span(inner[1], match.end())
            yield from _inside(text, Span(*inner))
        elif match["bar"] is not None:
            yield Span(match.start(), match.start() + 1)
        else:
            yield Span(*match.span())


_STRONG = re.compile(r"(?<!\*)\*{2,3}(?!\*)|(?<!_)__(?!_)|`+")


def _inside(text: str, span: Span) -> Iterator[Span]:
    """Yield the marks of strong type inside a link."""
    for match in _STRONG.finditer(text, span.start, span.end):
        yield Span(*match.span())


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _without(text: str, unread: Sequence[Span]) -> str:
    """Return `text` of the same length, with spaces in place of what is not read; line ends stay."""
    parts: list[str] = []
    at = 0
    for span in unread:
        parts.append(text[at : span.start])
        parts.append("".join("\n" if sign == "\n" else " " for sign in text[span.start : span.end]))
        at = span.end
    parts.append(text[at:])
    return "".join(parts)


def _passing_over(block: Block, unread: Sequence[Span], starts: Sequence[int]) -> Block:
    """Return `block` with its pieces cut where something in them is not read."""
    cells = tuple(
        evolve(cell, pieces=tuple(part for piece in cell.pieces for part in _parts(piece, unread, starts)))
        for cell in block.cells
    )
    if block.cells:
        return evolve(block, cells=cells)
    pieces = tuple(part for piece in block.pieces for part in _parts(piece, unread, starts))
    return evolve(block, pieces=pieces)


def _parts(piece: Span, unread: Sequence[Span], starts: Sequence[int]) -> Iterator[Span]:
    """Yield what is left of `piece` between the spans that are not read."""
    at = piece.start
    index = max(0, bisect_right(starts, at) - 1)
    while index < len(unread) and unread[index].start < piece.end:
        span = unread[index]
        if span.start > at:
            yield Span(at, span.start)
        at = max(at, span.end)
        index += 1
    if at < piece.end:
        yield Span(at, piece.end)
