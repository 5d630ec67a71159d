"""What each line of a plain text is: heading, item, row of a table, page number, text."""

import re
from enum import Enum

from attrs import frozen

from evalkit.documents.document import Span

PAGE_NUMBER = re.compile(
    r"[-—–－~·•\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*[0-9０-９]{1,4}\s*页?)?[-—–－~·•\s]*"
)
_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"第[一二三四五六七八九十百]{1,4}(?:章|部分|篇)")),
    (2, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (3, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    (4, re.compile(r"[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|、)")),
    (5, re.compile(r"[（(][0-9０-９]{1,2}[）)]")),
    (6, re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩⑪⑫]")),
)
_HASHES = re.compile(r"(#{1,6})\s+")
_HEADING_LIMIT = 40
_SENTENCE = re.compile(r"[。；！？;!?]")
_BLANK_FIELDS = re.compile(r"\t| {3,}")


class LineKind(Enum):
    """What a line is."""

    BLANK = "blank"
    PAGE_NUMBER = "page number"
    HEADING = "heading"
    ITEM = "item"
    PIPED = "piped"
    TABBED = "tabbed"
    TEXT = "text"


@frozen
class Line:
    """One line of a text: where it stands without the white space around it, and what it is.

    `level` is the depth of a heading's marker, 0 for everything else.
    """

    span: Span
    kind: LineKind
    level: int = 0


def _marker_level(text: str) -> int:
    return next((level for level, pattern in _MARKERS if pattern.match(text)), 0)


def classify(text: str, span: Span) -> Line:
    """Return what the line of `text` at `span` is."""
    line = text[span.start : span.end]
    if not line:
        return Line(span, LineKind.BLANK)
    if PAGE_NUMBER.fullmatch(line):
        return Line(span, LineKind.PAGE_NUMBER)
    hashes = _HASHES.match(line)
    if hashes:
        return Line(span, LineKind.HEADING, len(hashes[1]))
    if line.count("|") >= 2 or line.count("｜") >= 2:
        return Line(span, LineKind.PIPED)
    if "\t" in line:
        return Line(span, LineKind.TABBED)
    level = heading_level(line)
    if level:
        return Line(span, LineKind.HEADING, level)
    return Line(span, LineKind.ITEM if _marker_level(line) else LineKind.TEXT)


def heading_level(line: str) -> int:
    """Return the level of the heading that a line is by its marker (一、 （一） 1. …), 0 for none.

    A heading is short and holds no sentence.
    """
    short = len(line) <= _HEADING_LIMIT and not _SENTENCE.search(line)
    return _marker_level(line) if short else 0
