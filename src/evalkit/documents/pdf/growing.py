"""A table that is written page by page: rows are added to it, and cells above go on in them."""

from collections.abc import Sequence

from attrs import define, evolve, field

from evalkit.documents.document import Block, BlockKind, Cell, Span


@define
class GrowingTable:
    """The cells so far, from `start` to `end` of the text; `height` counts the rows."""

    start: int
    end: int = 0
    height: int = 0
    cells: list[Cell] = field(factory=list)
    _lowest: dict[int, int] = field(factory=dict)
    """The cell that stands lowest in each column, by its place among the cells."""

    @property
    def block(self) -> Block:
        """Return the table as a block."""
        return Block(BlockKind.TABLE, (Span(self.start, self.end),), cells=tuple(self.cells))

    def add(self, rows: Sequence[Sequence[Cell]], *, split: bool) -> None:
        """Add rows, counted from 0; the first one is the rest of the last row there is when it is `split`.

        Where the first row of a later page begins with empty cells, the merged cells above go on.
        """
        goes_on = bool(self.height)
        below = self.height - split
        for number, row in enumerate(rows):
            placed = [evolve(cell, row=cell.row + below) for cell in row] if below else list(row)
            if number == 0 and split:
                self._join(placed)
                continue
            if number == 0 and goes_on:
                placed = self._without_labels(placed)
            for cell in placed:
                self._lowest[cell.column] = len(self.cells)
                self.cells.append(cell)
        self.height = below + len(rows)

    def _join(self, row: Sequence[Cell]) -> None:
        """Add what `row` holds to the cells above."""
        for cell in row:
            at = self._lowest.get(cell.column)
            if at is not None and cell.pieces:
                above = self.cells[at]
                self.cells[at] = evolve(above, pieces=(*above.pieces, *cell.pieces))

    def _without_labels(self, row: list[Cell]) -> list[Cell]:
        """Return `row` without its empty first cells, to which the cells above are made to reach."""
        for number, cell in enumerate(row):
            at = self._lowest.get(cell.column)
            above = None if at is None else self.cells[at]
            if at is None or above is None or cell.pieces or above.column_span != cell.column_span:
                return row[number:]
            self.cells[at] = evolve(above, row_span=above.row_span + cell.row_span)
        return []
