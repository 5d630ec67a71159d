"""Signs that stand side by side make the lines of a page."""

from collections.abc import Iterable, Iterator, Sequence

from evalkit.documents.pdf.page import Box, PdfLine, Sign

WIDE_GAP = 1.2
"""White space between characters that is wider than so many squares parts columns."""

_APART = 0.4
"""Boxes of one line overlap by at least this share of their height."""


def lines_of(signs: Iterable[Sign]) -> Iterator[PdfLine]:
    """Yield the lines that signs make, from left to right, with white space where there is some."""
    yield from map(_line, rows_of(signs))


def rows_of(signs: Iterable[Sign]) -> Iterator[list[Sign]]:
    """Yield the signs that follow one another on one line."""
    row: list[Sign] = []
    for sign in signs:
        if row and not beside(row[-1][1:], sign[1:]):
            yield row
            row = []
        row.append(sign)
    if row:
        yield row


def _line(row: Sequence[Sign]) -> PdfLine:
    signs = sorted(row, key=lambda sign: sign.left)
    square = max((sign.right - sign.left) / len(sign.sign) for sign in signs) or 1
    parts: list[str] = []
    gaps: list[tuple[int, float, float]] = []
    length = 0
    for place, sign in enumerate(signs):
        before = signs[place - 1].right if place else sign.left
        if sign.left - before > square / 4:
            if sign.left - before > WIDE_GAP * square:
                gaps.append((length, before, sign.left))
            parts.append(" ")
            length += 1
        parts.append(sign.sign)
        length += len(sign.sign)
    top, bottom = min(sign.top for sign in signs), max(sign.bottom for sign in signs)
    return PdfLine("".join(parts), signs[0].left, top, signs[-1].right, bottom, tuple(gaps))


def beside(first: Box, second: Box) -> bool:
    """Return whether two boxes stand on one line."""
    shared = min(first[3], second[3]) - max(first[1], second[1])
    return shared >= _APART * min(first[3] - first[1], second[3] - second[1])
