"""Where the cells of a row stand when cells above them reach down into it."""

from attrs import define, field


@define
class Slots:
    """The columns of the row that is being filled, and how far down each is taken."""

    row: int = 0
    column: int = 0
    _until: list[int] = field(factory=list)
    """The first row, by column, that no cell from above covers."""

    def take(self, across: int, down: int) -> int:
        """Take the next free column for a cell over `across` columns and `down` rows; return which it is."""
        until = self._until
        while self.column < len(until) and until[self.column] > self.row:
            self.column += 1
        column = self.column
        end = column + across
        until.extend([0] * (end - len(until)))
        until[column:end] = [self.row + down] * across
        self.column = end
        return column

    def end_row(self) -> None:
        """Go on to the next row."""
        self.row += 1
        self.column = 0
