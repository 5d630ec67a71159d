"""The lines of a plain text, and which of them belong to its pages: numbers and running heads."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from evalkit.documents.document import Span
from evalkit.documents.plain.lines import NUMBER, SENTENCE, Line, LineKind, classify

_LEAST_TEXT = 16
"""A line that a page number split in mid-sentence has at least this many characters."""

_SHORTEST_HEAD, _LONGEST_HEAD = 6, 40
_FEWEST_HEADS = 2
_GAPS = (LineKind.BLANK, LineKind.RULE)


def lines_of(text: str) -> list[Line]:
    """Return the lines of `text`; a form feed ends one as a line feed does."""
    lines = [classify(text, span, breaks=breaks) for span, breaks in _spans(text)]
    _tell_lone_numbers(text, lines)
    _tell_running_heads(text, lines)
    return lines


def _spans(text: str) -> Iterator[tuple[Span, bool]]:
    start = 0
    breaks = False
    for match in re.finditer(r"[\n\f]", text):
        yield Span(start, match.start()), breaks
        start, breaks = match.end(), match[0] == "\f"
    yield Span(start, len(text)), breaks


def _tell_lone_numbers(text: str, lines: list[Line]) -> None:
    """Make each lone number of `lines` a page number or, like any figure of a column, text."""
    lone = [index for index, line in enumerate(lines) if line.kind is LineKind.LONE_NUMBER]
    numbers = [_first_number(text, lines[index]) for index in lone]
    for place, index in enumerate(lone):
        before = place > 0 and _counts_up(lines, lone[place - 1], index, numbers[place] - numbers[place - 1])
        after = place + 1 < len(lone) and _counts_up(
            lines, index, lone[place + 1], numbers[place + 1] - numbers[place]
        )
        page = before or after or _at_form_feed(lines, index) or _splits_sentence(text, lines, index)
        lines[index] = evolve(lines[index], kind=LineKind.PAGE_NUMBER if page else LineKind.TEXT)


def _first_number(text: str, line: Line) -> int:
    match = re.match(NUMBER, text[line.span.start : line.span.end])
    return int(match[0]) if match else 0


def _counts_up(lines: Sequence[Line], first: int, second: int, difference: int) -> bool:
    """Return whether two lone numbers follow each other with text between them, as on two pages."""
    return difference == 1 and any(
        line.kind in (LineKind.TEXT, LineKind.ITEM) and line.span.end - line.span.start >= _LEAST_TEXT
        for line in lines[first + 1 : second]
    )


def _at_form_feed(lines: Sequence[Line], index: int) -> bool:
    """Return whether a form feed stands beside the line, blank lines aside."""
    for line in lines[index + 1 : index + 4]:
        if line.breaks or line.kind is not LineKind.BLANK:
            return line.breaks or lines[index].breaks
    return lines[index].breaks


def _splits_sentence(text: str, lines: Sequence[Line], index: int) -> bool:
    before = _beside(lines, index, -1)
    after = _beside(lines, index, 1)
    if before is None or after is None or after.kind is not LineKind.TEXT:
        return False
    if before.kind not in (LineKind.TEXT, LineKind.ITEM) or before.span.end - before.span.start < _LEAST_TEXT:
        return False
    return not SENTENCE.search(text, before.span.end - 1, before.span.end)


def _beside(lines: Sequence[Line], index: int, step: int) -> Line | None:
    """Return the nearest line that is not blank, up to three lines away."""
    for place in range(index + step, index + 4 * step, step):
        if not 0 <= place < len(lines):
            return None
        if lines[place].kind not in _GAPS:
            return lines[place]
    return None


def _tell_running_heads(text: str, lines: list[Line]) -> None:
    """Make the short lines that come again beside page numbers or form feeds part of those.

    The report's name at the head of each page splits sentences as the page's number does; where it
    stands by itself it stays text.
    """
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        shown = text[line.span.start : line.span.end]
        if line.kind is LineKind.TEXT and _may_be_head(shown) and _at_page_break(lines, index):
            places.setdefault(shown, []).append(index)
    for found in places.values():
        for index in found if len(found) >= _FEWEST_HEADS else ():
            lines[index] = evolve(lines[index], kind=LineKind.PAGE_NUMBER)


def _may_be_head(shown: str) -> bool:
    return _SHORTEST_HEAD <= len(shown) <= _LONGEST_HEAD and not SENTENCE.search(shown)


def _at_page_break(lines: Sequence[Line], index: int) -> bool:
    """Return whether a page number or a form feed stands directly before or behind the line."""
    beside = (_beside(lines, index, -1), _beside(lines, index, 1))
    return _at_form_feed(lines, index) or any(
        line is not None and line.kind is LineKind.PAGE_NUMBER for line in beside
    )
