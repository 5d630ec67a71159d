"""The cells of a Word table as they come, row by row, with those that are merged downwards as one."""

from attrs import define, evolve, field

from evalkit.documents.document import Cell, Span


@define
class Grid:
    """The cells so far; `row` is the row that is being filled."""

    cells: list[Cell] = field(factory=list)
    row: int = 0
    _lowest: dict[int, int] = field(factory=dict)
    """The cell that stands lowest in each column, by its place among the cells."""

    def put(self, column: int, width: int, pieces: tuple[Span, ...]) -> None:
        """Place a cell of its own at `column` of the row."""
        self._lowest[column] = len(self.cells)
        self.cells.append(Cell(self.row, column, pieces, column_span=width))

    def extend(self, column: int, width: int) -> bool:
        """Make the cell above go on in this row; return False when none of this width ends there."""
        above = self._lowest.get(column)
        if above is None:
            return False
        cell = self.cells[above]
        if cell.column_span != width or cell.row + cell.row_span != self.row:
            return False
        self.cells[above] = evolve(cell, row_span=cell.row_span + 1)
        return True

    def end_row(self) -> None:
        """Go on to the next row."""
        self.row += 1
