"""Running heads, running feet and page numbers of a PDF: what comes again at one place of its pages."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise, takewhile
from operator import itemgetter

from attrs import frozen

from evalkit.documents.pdf.page import PdfLine, PdfPage
from evalkit.documents.plain.lines import NUMBER, is_page_number

_ABOVE, _BELOW = 0.09, 0.11
"""The shares of a page, above and below, in which heads and feet stand."""

_MOST = 3
"""How many lines a head or a foot has."""

_NEAR = 4.0
"""How far, in points, the same head may move from page to page."""

_NUMBER = re.compile(NUMBER)
_CAPTION = re.compile(r"单位[：:]|^续?表\s*[0-9一二三四五六七八九十]|续表")
"""What stands again above a table on each page, and belongs to it."""


@frozen
class _Margin:
    """A line near the upper or lower edge of a page: how far from it, and its text without numbers."""

    page: int
    item: int
    shape: tuple[str, bool]
    distance: float
    numbers: tuple[int, ...]


def without_heads(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """Return the pages without their heads, feet and page numbers."""
    alike: dict[tuple[str, bool], list[_Margin]] = defaultdict(list)
    for number, page in enumerate(pages):
        for margin in _margins(number, page):
            alike[margin.shape].append(margin)
    dropped: dict[int, set[int]] = defaultdict(set)
    for margins in alike.values():
        for margin in _running(margins):
            dropped[margin.page].add(margin.item)
    for number, page in enumerate(pages):
        dropped[number].update(_page_numbers(page))
    return [_without(page, dropped[number]) for number, page in enumerate(pages)]


def _without(page: PdfPage, dropped: AbstractSet[int]) -> PdfPage:
    """Return the page without those of the `dropped` that have nothing else between them and its edge."""
    gone = {
        at
        for found in (_outermost(page, upper=True), _outermost(page, upper=False))
        for at, _, _ in takewhile(lambda each: each[0] in dropped, found)
    }
    return page._replace(items=tuple(item for at, item in enumerate(page.items) if at not in gone))


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
                numbers = tuple(int(each) for each in _NUMBER.findall(line.text))
                yield _Margin(number, at, (shape, upper), distance, numbers)


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
