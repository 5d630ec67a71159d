"""Tables of a PDF without rules: lines one below the other with wide white space at the same places."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from evalkit.documents.pdf.page import PdfLine, PdfPage, PdfTable

_FEWEST_ROWS = 2
_Fragment = tuple[float, float, str]


def with_columns(page: PdfPage) -> PdfPage:
    """Return the page with tabs between the columns of its lines."""
    items: list[PdfLine | PdfTable] = []
    for gapped, together in groupby(page.items, lambda item: isinstance(item, PdfLine) and bool(item.gaps)):
        found = list(together)
        lines = [item for item in found if isinstance(item, PdfLine)]
        items += _tabbed(lines) if gapped and len(lines) >= _FEWEST_ROWS else found
    return page._replace(items=tuple(items))


def _tabbed(lines: Sequence[PdfLine]) -> Iterator[PdfLine]:
    rows = [list(_fragments(line)) for line in lines]
    bands = _bands(rows)
    for line, row in zip(lines, rows, strict=True):
        if len(bands) < 2:
            yield line
            continue
        cells = [" ".join(text for left, _, text in row if start <= left <= end) for start, end in bands]
        yield line._replace(text="\t".join(cells))


def _fragments(line: PdfLine) -> Iterator[_Fragment]:
    """Yield the parts of a line between its wide white spaces."""
    start, left = 0, line.left
    for place, before, after in line.gaps:
        yield left, before, line.text[start:place].strip()
        start, left = place, after
    yield left, line.right, line.text[start:].strip()


def _bands(rows: Sequence[Sequence[_Fragment]]) -> list[tuple[float, float]]:
    """Return the columns: the parts of the page's width in which fragments stand."""
    bands: list[tuple[float, float]] = []
    for left, right, _ in sorted(fragment for row in rows for fragment in row):
        if bands and left <= bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], right))
        else:
            bands.append((left, right))
    return bands
