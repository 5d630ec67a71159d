"""Running heads, running feet and page numbers of a PDF: what comes again at one place of its pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise, takewhile
from operator import itemgetter

from evalkit.documents.pdf.page import PdfLine, PdfPage
from evalkit.documents.plain.lines import FIGURE, NUMBER, SENTENCE, is_page_number
from evalkit.frozen import frozen

_ABOVE, _BELOW = 0.09, 0.11
"""The shares of a page, above and below, in which heads and feet stand."""

_MOST = 3
"""How many lines a head or a foot has."""

_NEAR = 4.0
"""How far, in points, the same head may move from page to page."""

_NUMBER = re.compile(NUMBER)
_CAPTION = re.compile(r"单位[：:]|^续?表\s*[0-9一二三四五六七八九十]|续表")
"""What stands again above a table on each page, and belongs to it."""


_OFTEN = 3
"""A line that says something is a head only where it comes again, to the letter, on so many pages."""

_LONGEST_HEAD = 40


@frozen
class _Margin:
    """A line near the upper or lower edge of a page: how far from it, and its text without numbers."""

    page: int
    item: int
    shape: tuple[str, bool]
    distance: float
    text: str

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers in the line."""
        return tuple(int(each) for each in _NUMBER.findall(self.text))


def without_heads(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """Return the pages without their heads, feet and page numbers.

    A page that would lose everything, as copies of one sheet do, keeps what is no head of another page.
    """
    alike: dict[tuple[str, bool], list[_Margin]] = defaultdict(list)
    for number, page in enumerate(pages):
        for margin in _margins(number, page):
            alike[margin.shape].append(margin)
    heads: dict[int, dict[int, tuple[str, bool]]] = defaultdict(dict)
    for margins in alike.values():
        for margin in _heads(margins):
            heads[margin.page][margin.item] = margin.shape
    numbers = [set(_page_numbers(page)) for page in pages]
    gone = [_gone(page, numbers[at] | heads[at].keys()) for at, page in enumerate(pages)]
    known = {
        heads[at][item]
        for at, page in enumerate(pages)
        if len(gone[at]) < len(page.items)
        for item in gone[at] & heads[at].keys()
    }
    for at, page in enumerate(pages):
        if len(gone[at]) == len(page.items):
            gone[at] = {item for item in gone[at] if item in numbers[at] or heads[at][item] in known}
    return [_without(page, dropped) for page, dropped in zip(pages, gone, strict=True)]


def _gone(page: PdfPage, dropped: AbstractSet[int]) -> set[int]:
    """Return those of the `dropped` that have nothing else between them and the edge of the page."""
    return {
        at
        for found in (_outermost(page, upper=True), _outermost(page, upper=False))
        for at, _, _ in takewhile(lambda each: each[0] in dropped, found)
    }


def _without(page: PdfPage, dropped: AbstractSet[int]) -> PdfPage:
    return page._replace(items=tuple(item for at, item in enumerate(page.items) if at not in dropped))


def _outermost(page: PdfPage, *, upper: bool) -> list[tuple[int, float, PdfLine]]:
    """Return the lines nearest to an edge of the page: each with its place and how far it is from there."""
    zone = page.height * (_ABOVE if upper else _BELOW)
    found = [
        (at, item.bottom if upper else page.height - item.top, item)
        for at, item in enumerate(page.items)
        if isinstance(item, PdfLine)
    ]
    return sorted((each for each in found if each[1] <= zone), key=itemgetter(1))[:_MOST]


def _margins(number: int, page: PdfPage) -> Iterator[_Margin]:
    """Yield the outermost lines of a page, those in its upper and those in its lower part."""
    for upper in (True, False):
        for at, distance, line in _outermost(page, upper=upper):
            if not _CAPTION.search(line.text):
                shape = "".join(_NUMBER.sub("#", line.text).split())
                yield _Margin(number, at, (shape, upper), distance, line.text)


def _heads(margins: Sequence[_Margin]) -> Iterator[_Margin]:
    """Yield those of the lines of one shape that are heads or feet."""
    running = tuple(dict.fromkeys(_running(margins)))
    often = Counter(margin.text for margin in running)
    for margin in running:
        if often[margin.text] >= _OFTEN or not _says_something(margin.text):
            yield margin


def _says_something(text: str) -> bool:
    """Return whether a line holds more than a head does: a sentence, or a figure with its unit."""
    return len(text) > _LONGEST_HEAD or bool(SENTENCE.search(text) or FIGURE.search(text))


def _running(margins: Sequence[_Margin]) -> Iterator[_Margin]:
    """Yield those that stand at one place on several pages, with the same numbers or the page's."""
    for margin, other in pairwise(margins):
        turned = other.page - margin.page
        moved = [second - first for first, second in zip(margin.numbers, other.numbers, strict=False)]
        fits = all(step in (0, turned) for step in moved)
        if turned and fits and abs(margin.distance - other.distance) <= _NEAR:
            yield margin
            yield other


def _page_numbers(page: PdfPage) -> Iterator[int]:
    """Yield the lines at the page's edges that are a page's number by their looks."""
    for upper in (True, False):
        for at, _, line in _outermost(page, upper=upper):
            if is_page_number(line.text):
                yield at
