"""The tables of a web page: which of them compare something, and the grid of their cells."""

from collections.abc import Iterator

from evalkit.documents.web.tree import Node, Run

_MOST = 0.6
"""A cell with more than this share of a table's text is the frame of an article."""

_FEW_ROWS = 5
_MANY_LINES = 8
_LONG_CELL = 60


def rows_of(table: Node) -> Iterator[Node]:
    """Yield the rows of a table, without those of tables inside it."""
    waiting = list(reversed(table.nodes))
    while waiting:
        node = waiting.pop()
        if node.tag == "tr":
            yield node
        elif node.tag != "table":
            waiting.extend(reversed(node.nodes))


def cells_of(row: Node) -> list[Node]:
    """Return the cells of a row."""
    return [node for node in row.nodes if node.tag in ("td", "th")]


def frames(table: Node) -> bool:
    """Return whether a table only places things on the page and compares nothing.

    So does one of a single column or a single row of long texts, and one with an article, or with the
    greater part of itself as another table, in one of its cells.
    """
    if table.framing:
        return True
    rows = [cells_of(row) for row in rows_of(table)]
    if all(len(row) <= 1 for row in rows):
        return True
    cells = [cell for row in rows for cell in row]
    if len(rows) == 1 and any(cell.letters > _LONG_CELL for cell in cells):
        return True
    return any(_holds_article(cell, table, len(rows)) for cell in cells)


def _holds_article(cell: Node, table: Node, rows: int) -> bool:
    if cell.tabled > _MOST * table.weight or (cell.headed and cell.parts > 1):
        return True
    return rows <= _FEW_ROWS and cell.weight > _MOST * table.weight and cell.parts >= _MANY_LINES


def text_of(cell: Node) -> tuple[str, list[Node]]:
    """Return the text of a cell, a space between its lines, and the tables inside it."""
    lines: list[str] = []
    tables: list[Node] = []
    waiting: list[Node | Run] = list(reversed(cell.inner))
    while waiting:
        each = waiting.pop()
        if isinstance(each, Run):
            lines += each.lines
        elif each.tag == "table":
            tables.append(each)
        else:
            waiting.extend(reversed(each.inner))
    return " ".join(body for line in lines if (body := line.strip())), tables
