"""What each line of a plain text is: heading, item, row of a table, page number, text."""

import re
from enum import Enum

from evalkit.documents.document import Span
from evalkit.frozen import frozen

NUMBER = "[0-9０-９]{1,4}"
"""The pattern of a page's number."""

_SPOKEN = "[一二三四五六七八九十百]{1,4}"
_PAGE_NUMBER = re.compile(
    rf"[-—–－~·•]+\s*(?:{NUMBER}|[ivxIVX]{{1,5}})\s*[-—–－~·•]+"
    rf"|第\s*(?:{NUMBER}|{_SPOKEN})\s*页(?:\s*[/，,（(]?\s*共\s*(?:{NUMBER}|{_SPOKEN})\s*页\s*[)）]?)?"
    rf"|共\s*{NUMBER}\s*页\s*[/，,]?\s*第\s*{NUMBER}\s*页"
    rf"|[Pp]age\s*{NUMBER}(?:\s*of\s*{NUMBER})?|[Pp]\.?\s?{NUMBER}"
)
_LONE_NUMBER = re.compile(rf"{NUMBER}(?:\s*/\s*{NUMBER})?")
_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"第[一二三四五六七八九十百]{1,4}(?:章|部分|篇)")),
    (2, re.compile(r"第[一二三四五六七八九十百]{1,4}节")),
    (2, re.compile(r"[一二三四五六七八九十]{1,3}\s?[、.．]")),
    (3, re.compile(r"[（(]\s?[一二三四五六七八九十]{1,3}\s?[）)]|[㈠-㈩]")),
    (6, re.compile(r"[0-9]{1,2}(?:[.．][0-9]{1,2}){2,3}[.．]?(?=\s*[一-龥])")),
    (
        5,
        re.compile(
            r"[0-9]{1,2}[.．][0-9]{1,2}(?=\s*[一-龥])(?!\s*(?:[万亿元千百倍件月点分]|个(?!人)|项(?!目)|人(?![员才])|年(?!度)))"
        ),
    ),
    (4, re.compile(r"[0-9０-９]{1,2}\s?(?:[.．](?![0-9０-９])|、)|[⒈-⒛]")),
    (5, re.compile(r"[（(]\s?[0-9０-９]{1,2}\s?[）)]|[⑴-⒇]")),
    (6, re.compile(r"[①-⑳]")),
)
_MARKED = re.compile("[第一二三四五六七八九十（(㈠-㈩0-9０-９⒈-⒛⑴-⒇①-⑳]")
"""With what each of them begins; most lines begin otherwise."""

_BULLET = re.compile(
    r"[•●■◆★▪※○◇□►➢✓▲]|——|·\s|[-*+]\s|(?:表|图|附件|附表|附)\s?[0-9一二三四五六七八九十]{0,2}[：:.、\s]|注[：:]"
)
_BOLD = "**"
_HASHES = re.compile(r"#{1,6}\s+")
_HEADING_LIMIT = 40
SENTENCE = re.compile(r"[。；！？;!?]")
"""The signs that end a sentence."""

FIGURE = re.compile(r"[0-9０-９]\s*(?:[万亿元%％‰项件人次户家辆台批个处条场座])")
"""The beginning of a figure with its unit, up to the unit's first character."""

_OPEN_END = "，,、"
_POINTS = frozenset(".．")
_ENDS_OF_WORDS = frozenset("）)”%％")
"""What a full stop of half width ends a sentence behind, beside words."""

_LEADER = re.compile(r"(?:[.…·—]{3,}|\s)\s*[0-9０-９]{1,4}$")
_RULE = re.compile(r"[-=_+|｜:：\s─━│┃┄┅├┤┼┌┐└┘┬┴╌═║╔╗╚╝╠╣╦╩╬]{3,}")
BARS = "|｜│┃║"
"""The signs that stand between the cells of a printed table."""

_BAR = re.compile(f"[{BARS}]")
_MARKING = frozenset("第共表图附注一二三四五六七八九十百")
"""The Chinese characters with which a page's number, a marker or a bullet begins; most lines begin with others."""

_LONGEST_MARKER = 12


class LineKind(Enum):
    """What a line is."""

    BLANK = "blank"
    RULE = "rule"
    PAGE_NUMBER = "page number"
    LONE_NUMBER = "lone number"
    HEADING = "heading"
    ITEM = "item"
    BARRED = "barred"
    TABBED = "tabbed"
    TEXT = "text"


@frozen
class Line:
    """One line of a text: where it stands without the white space around it, and what it is.

    `outer` is the line with that white space; `level` is the depth of a heading, 0 for everything
    else; `breaks` says that a form feed stands before the line.
    """

    span: Span
    outer: Span
    kind: LineKind
    level: int = 0
    breaks: bool = False

    @property
    def indented(self) -> bool:
        """Return whether white space stands before the line's text."""
        return self.span.start > self.outer.start


def classify(text: str, outer: Span, *, breaks: bool = False) -> Line:
    """Return what the line of `text` at `outer` is; `breaks` says whether a form feed stands before it."""
    raw = text[outer.start : outer.end]
    line = raw.strip()
    left = outer.start + (len(raw) - len(raw.lstrip()) if line else 0)
    span = Span(left, left + len(line))
    return Line(span, outer, *_kind(line.replace(_BOLD, "")), breaks=breaks)


def _kind(line: str) -> tuple[LineKind, int]:
    if not line:
        return LineKind.BLANK, 0
    if _is_chinese(line[0]) and line[0] not in _MARKING:
        return _plain_kind(line), 0
    if _RULE.fullmatch(line):
        return LineKind.RULE, 0
    if _PAGE_NUMBER.fullmatch(line):
        return LineKind.PAGE_NUMBER, 0
    if _LONE_NUMBER.fullmatch(line):
        return LineKind.LONE_NUMBER, 0
    level = heading_level(line)
    if level:
        return LineKind.HEADING, level
    if _has_bar(line):
        return LineKind.BARRED, 0
    if _has_cells(line):
        return LineKind.TABBED, 0
    return (LineKind.ITEM if is_item(line) else LineKind.TEXT), 0


def _plain_kind(line: str) -> LineKind:
    """Return what a line is that begins with an everyday character: no number, no marker, no bullet."""
    if _has_bar(line):
        return LineKind.BARRED
    return LineKind.TABBED if "\t" in line else LineKind.TEXT


def heading_level(line: str) -> int:
    """Return the level of the heading that a line is by its marker (#, 一、 （一） 1. …), 0 for none.

    A heading is short and holds no sentence, no figure with a unit, no cells of a table and, being
    no entry of a table of contents, no page number at its end.
    """
    hashes = _HASHES.match(line)
    if hashes:
        return len(hashes[0].rstrip())
    if len(line) > _HEADING_LIMIT or line[-1:] in _OPEN_END or _is_stopped(line):
        return 0
    level = _marker_level(line)
    no_title = level and (
        SENTENCE.search(line)
        or FIGURE.search(line, _marker_end(line))
        or _LEADER.search(line)
        or _has_cells(line)
    )
    return 0 if no_title else level


def _is_chinese(sign: str) -> bool:
    return "一" <= sign <= "龥"


def _is_stopped(line: str) -> bool:
    """Return whether a line ends with a full stop of half width behind words, as a sentence does."""
    before = line[-2:-1]
    return line[-1:] in _POINTS and (before in _ENDS_OF_WORDS or _is_chinese(before))


def _has_bar(line: str) -> bool:
    return _BAR.search(line) is not None


def _has_cells(line: str) -> bool:
    """Return whether bars or tabs divide the line; a tab right behind a marker does not."""
    return _has_bar(line) or "\t" in line[_marker_end(line) :].lstrip()


def is_page_number(line: str) -> bool:
    """Return whether a line without white space around it may be the number of a page."""
    return bool(_PAGE_NUMBER.fullmatch(line) or _LONE_NUMBER.fullmatch(line))


def title_start(line: str) -> int:
    """Return where the title of a heading begins: behind the hashes of a Markdown heading."""
    hashes = _HASHES.match(line)
    return hashes.end() if hashes else 0


def is_item(line: str) -> bool:
    """Return whether a line begins with a marker, a bullet or the name of a table or an appendix."""
    dashed = line[:1] == "-" and _is_chinese(line[1:2])
    return bool(dashed or _marker_level(line) or _BULLET.match(line))


def _marker_level(line: str) -> int:
    if not _MARKED.match(line):
        return 0
    return next((level for level, pattern in _MARKERS if pattern.match(line)), 0)


def _marker_end(line: str) -> int:
    if not _MARKED.match(line):
        return 0
    match = next((match for _, pattern in _MARKERS if (match := pattern.match(line[:_LONGEST_MARKER]))), None)
    return match.end() if match else 0
