"""Which signs of a page stand in its tables, and which between them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from evalkit.documents.pdf.grid import Grid
from evalkit.documents.pdf.lines import lines_of
from evalkit.documents.pdf.page import PdfCell, PdfLine, PdfTable, Sign

_LINE_FILLED = 1.5
"""A line of a cell that ends within so many squares of its edge goes on with the next one."""


def with_tables(signs: Iterable[Sign], grids: Sequence[Grid]) -> tuple[PdfLine | PdfTable, ...]:
    """Return the lines that the signs of a page make, and its tables where their first sign stands."""
    held: list[dict[int, list[Sign]]] = [defaultdict(list) for _ in grids]
    items: list[PdfLine | int] = []
    free: list[Sign] = []
    for sign in signs:
        place = _place(sign, grids)
        if place is None:
            free.append(sign)
            continue
        grid, cell = place
        if not held[grid]:
            items += lines_of(free)
            free = []
            items.append(grid)
        held[grid][cell].append(sign)
    items += lines_of(free)
    return tuple(_table(grids[item], held[item]) if isinstance(item, int) else item for item in items)


def _place(sign: Sign, grids: Sequence[Grid]) -> tuple[int, int] | None:
    """Return the grid, the innermost first, and the cell in which a character stands."""
    x, y = (sign.left + sign.right) / 2, (sign.top + sign.bottom) / 2
    for number, grid in enumerate(grids):
        cell = grid.cell_at(x, y)
        if cell is not None:
            return number, cell
    return None


def _table(grid: Grid, held: dict[int, list[Sign]]) -> PdfTable:
    cells = []
    for number, place in enumerate(grid.places):
        edge = grid.columns[place.column + place.column_span]
        text = _cell_text(held.get(number, []), edge)
        cells.append(PdfCell(place.row, place.column, place.row_span, place.column_span, text))
    return PdfTable(grid.columns, grid.rows, tuple(cells))


def _cell_text(signs: Sequence[Sign], edge: float) -> str:
    """Return the text of a cell: a line that reaches the edge goes on with the next one."""
    parts: list[str] = []
    for line in lines_of(in_reading_order(signs)):
        parts.append(line.text)
        filled = edge - line.right < _LINE_FILLED * line.height or len(line.text) == 1
        parts.append("" if filled else " ")
    return "".join(parts).strip()


def in_reading_order(signs: Iterable[Sign]) -> list[Sign]:
    """Return the signs line by line, each from left to right."""
    rows: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda sign: sign.top + sign.bottom):
        middle = (sign.top + sign.bottom) / 2
        if (
            rows
            and middle < rows[-1][0].bottom
            and middle - _middle(rows[-1][0]) < (sign.bottom - sign.top) / 2
        ):
            rows[-1].append(sign)
        else:
            rows.append([sign])
    return [sign for row in rows for sign in sorted(row, key=lambda sign: sign.left)]


def _middle(sign: Sign) -> float:
    return (sign.top + sign.bottom) / 2
