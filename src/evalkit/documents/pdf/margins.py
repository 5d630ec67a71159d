"""The margins of a PDF's pages: which lines begin a paragraph, and which go up to the right edge."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from evalkit.documents.pdf.page import PdfLine, PdfPage
from evalkit.documents.plain.lines import is_item
from evalkit.frozen import frozen

_TOGETHER = 8.0
"""Lines whose ends lie no farther apart, in points, end at a margin."""

_INDENT = 1.2
"""A line that begins so many times its height right of the margin begins a paragraph."""

_FULL = 0.75
"""A line is full when it takes this share of the width: a number that is not parted may leave the rest."""

_NARROWEST = 0.6
"""No right margin lies nearer to the left edge than this share of the page's width."""

_SPACED = 1.5
"""Lines that lie so many times the usual distance apart have a blank one between them."""

_WORD = re.compile(r"[^一-龥]*.?[，。；、：！？）”]?")
_ENDS = ("。", "！", "？", "；", "：")


@frozen
class Setting:
    """How one line stands on its page.

    A `brimful` line has no room for what the next one begins with.
    """

    indented: bool
    full: bool
    brimful: bool
    spaced: bool


@frozen
class Margins:
    """The margins of the pages of one size, and the usual distance of their lines."""

    left: float
    right: float
    pitch: float

    @classmethod
    def by_size(cls, pages: Sequence[PdfPage]) -> dict[tuple[int, int], "Margins"]:
        """Return the margins of all pages, by their width and height in whole points."""
        lines: dict[tuple[int, int], list[PdfLine]] = defaultdict(list)
        steps: dict[tuple[int, int], list[float]] = defaultdict(list)
        for page in pages:
            found = [item for item in page.items if isinstance(item, PdfLine)]
            lines[size(page)] += found
            steps[size(page)] += [
                lower.top - upper.top for upper, lower in itertools.pairwise(found) if lower.top > upper.top
            ]
        return {
            key: cls(
                _first(line.left for line in found),
                max(-_first(-line.right for line in found), _NARROWEST * key[0]),
                _middle(steps[key]),
            )
            for key, found in lines.items()
        }

    def settings(self, page: PdfPage) -> Iterator[tuple[int, Setting]]:
        """Yield how each line of a page stands, with its place among the page's items."""
        lines = [(at, item) for at, item in enumerate(page.items) if isinstance(item, PdfLine)]
        left = _first(line.left for _, line in lines) if len(lines) > 3 else self.left
        before: PdfLine | None = None
        full = False
        for number, (at, line) in enumerate(lines):
            indented = line.left - left > _INDENT * line.height
            if indented and before is not None and full:
                indented = not _goes_on(before, line)
            apart = before is not None and not 0 <= line.top - before.top <= _SPACED * self.pitch
            following = lines[number + 1][1] if number + 1 < len(lines) else None
            brimful = following is not None and self.right - line.right < _needed(line, following)
            full = brimful or line.right - left >= _FULL * (self.right - left)
            before = line
            yield at, Setting(indented, full, brimful, apart)


def size(page: PdfPage) -> tuple[int, int]:
    """Return the size of a page in whole points."""
    return round(page.width), round(page.height)


def _goes_on(before: PdfLine, line: PdfLine) -> bool:
    """Return whether a line that is set in goes on with the full line before: all are, or all but the first."""
    if before.text.endswith(_ENDS) or is_item(line.text):
        return False
    aligned = abs(line.left - before.left) <= line.height / 4
    hangs = is_item(before.text) and line.left > before.left
    return aligned or hangs


def _needed(line: PdfLine, following: PdfLine) -> float:
    """Return how much room `line` would have needed for what the following one begins with.

    That is a number with the character behind it, which cannot be parted, but one character only where the
    line ends a sentence: a paragraph may end there.
    """
    match = None if line.text.endswith(_ENDS) else _WORD.match(following.text)
    square = (following.right - following.left) / max(1, _squares(following.text))
    return square * (_squares(match[0]) if match else 1)


def _squares(text: str) -> float:
    """Return how many squares a text takes: a Chinese character one, another half of one."""
    return (len(text) + (len(text.encode()) - len(text)) / 2) / 2


def _first(ends: Iterable[float]) -> float:
    """Return the outermost place at which two lines end together, 0 when there is none."""
    found = sorted(ends)
    for first, second in itertools.pairwise(found):
        if second - first <= _TOGETHER:
            return first
    return found[0] if found else 0


def _middle(steps: list[float]) -> float:
    return sorted(steps)[len(steps) // 2] if steps else 0
