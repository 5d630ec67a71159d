"""Tables of a PDF that go on over the page: their parts are one table again."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from evalkit.documents.pdf.page import PdfCell, PdfPage, PdfTable
from evalkit.frozen import frozen

_NEAR = 3.0
"""How far, in points, the edges of columns may lie apart that are meant to be one."""

_REPEATED = re.compile(r"续表|单位[：:]")
"""What stands above the part of a table on each page."""

_ENDS = ("。", "！", "？", "；")
_FIGURE = re.compile(r"[-+0-9０-９.,，．％%\s]+")


@frozen
class Part:
    """A piece of a table on one page: its cells row by row, and how many rows at its head are repeated.

    `goes_on` says that it continues the table on the page before, and `split` that its first row there
    goes on too.
    """

    rows: tuple[tuple[PdfCell, ...], ...]
    repeated: int = 0
    goes_on: bool = False
    split: bool = False


def parts_of(pages: Sequence[PdfPage]) -> dict[tuple[int, int], Part]:
    """Return the tables of the pages, by page and place among its items, those that go on with one grid."""
    parts: dict[tuple[int, int], Part] = {}
    for chain in _chains(pages):
        tables = [_table(pages, place) for place in chain]
        edges = max((_shifted(table) for table in tables), key=len)
        before: Part | None = None
        for place, table in zip(chain, tables, strict=True):
            part = Part(_rows(table, edges))
            if before is None:
                first = part
            else:
                repeated = _repeated(first, part)
                part = evolve(part, goes_on=True, repeated=repeated, split=_is_split(before, part, repeated))
            parts[place] = before = part
    return parts


def _chains(pages: Sequence[PdfPage]) -> Iterator[list[tuple[int, int]]]:
    """Yield the places of the tables, those together that go on from page to page."""
    chain: list[tuple[int, int]] = []
    for number, page in enumerate(pages):
        for at, item in enumerate(page.items):
            if not isinstance(item, PdfTable):
                continue
            if chain and not _goes_on(pages, chain[-1], (number, at)):
                yield chain
                chain = []
            chain.append((number, at))
    if chain:
        yield chain


def _goes_on(pages: Sequence[PdfPage], first: tuple[int, int], second: tuple[int, int]) -> bool:
    before, page = pages[first[0]], pages[second[0]]
    if second[0] - first[0] != 1 or first[1] != len(before.items) - 1:
        return False
    above = page.items[: second[1]]
    if any(isinstance(item, PdfTable) or not _REPEATED.search(item.text) for item in above):
        return False
    one, other = sorted((_shifted(_table(pages, first)), _shifted(_table(pages, second))), key=len)
    ends = abs(one[-1] - other[-1]) <= _NEAR
    return ends and all(any(abs(edge - each) <= _NEAR for each in other) for edge in one)


def _table(pages: Sequence[PdfPage], place: tuple[int, int]) -> PdfTable:
    item = pages[place[0]].items[place[1]]
    if not isinstance(item, PdfTable):
        raise TypeError(f"{item} is no table")
    return item


def _shifted(table: PdfTable) -> tuple[float, ...]:
    """Return the edges of the columns from the first one on: margins may differ from page to page."""
    return tuple(edge - table.columns[0] for edge in table.columns)


def _moved(cell: PdfCell, table: PdfTable, edges: Sequence[float]) -> PdfCell:
    """Return a cell with its columns counted by `edges`."""
    own = _shifted(table)
    first = _nearest(own[cell.column], edges)
    last = _nearest(own[cell.column + cell.column_span], edges)
    return cell._replace(column=first, column_span=max(1, last - first))


def _nearest(at: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - at))


def _rows(table: PdfTable, edges: Sequence[float]) -> tuple[tuple[PdfCell, ...], ...]:
    """Return the cells row by row, with their columns counted by `edges`."""
    rows: list[list[PdfCell]] = [[] for _ in range(table.height)]
    for cell in table.cells:
        rows[cell.row].append(_moved(cell, table, edges))
    return tuple(map(tuple, rows))


def _repeated(first: Part, part: Part) -> int:
    """Return how many rows at the head of a part are those of the table's beginning."""
    count = 0
    while count < min(len(first.rows), len(part.rows)) - 1 and first.rows[count] == part.rows[count]:
        count += 1
    spanned = max((cell.row + cell.row_span for row in part.rows[:count] for cell in row), default=0)
    return count if spanned <= count else 0


def _is_split(before: Part, part: Part, repeated: int) -> bool:
    """Return whether the first row of a part is the rest of the last row of the one before.

    It has no label of its own and no figure by itself, and what it has goes on with a sentence.
    """
    row = part.rows[repeated]
    if not row or row[0].text or any(cell.row_span > 1 for cell in row):
        return False
    above = {
        cell.column: cell
        for cells in before.rows
        for cell in cells
        if cell.row + cell.row_span == len(before.rows)
    }
    goes_on = [cell for cell in row if cell.text]
    return bool(goes_on) and all(
        cell.column in above
        and above[cell.column].column_span == cell.column_span
        and above[cell.column].text
        and not above[cell.column].text.endswith(_ENDS)
        and not _FIGURE.fullmatch(cell.text)
        for cell in goes_on
    )
