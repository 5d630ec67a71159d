"""A table without lines, set in a fraction of the time that rich takes for one with all that it can do.

How wide the columns are is rich's business. A cell is measured and set here: rich asks every cell for
a least width that nobody needs, and takes each line of it apart several times. Were rich to measure
and set its tables by other methods than the two below, they would look the same and take longer.
"""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style
from rich.table import Column, Table
from rich.text import Text

from evalkit.rendering.terminal.prose import Prose

Line = list[Segment]


class Sheet(Table):
    """Rows of cells in columns that fill the width, `apart` cells between them."""

    def __init__(self, *, apart: int, head: bool) -> None:
        super().__init__(
            box=None,
            show_header=head,
            header_style="dim",
            padding=(0, apart, 0, 0),
            pad_edge=False,
            expand=True,
        )
        self._apart = apart

    def _measure_column(self, console: Console, options: ConsoleOptions, column: Column) -> Measurement:
        """Return the width that the widest cell would like, as the least one too."""
        room = options.max_width
        if column.width is not None or room < 1:
            return super()._measure_column(console, options, column)
        gap = self._gap(column)
        cells = [column.header, *column.cells] if self.show_header else [*column.cells]
        widest = max((_width(cell, console, options) for cell in cells), default=room)
        wanted = min(widest + gap, room) if room > gap else room
        return Measurement(wanted, wanted).clamp(
            None if column.min_width is None else column.min_width + gap,
            None if column.max_width is None else column.max_width + gap,
        )

    def widths(self, console: Console, options: ConsoleOptions) -> tuple[list[int], list[int]]:
        """Return how wide the columns are, and how much of each is for what stands in it."""
        widths = self._calculate_column_widths(console, options)
        return widths, [width - self._gap(column) for width, column in zip(widths, self.columns, strict=True)]

    def lines_of_cells(self) -> Iterator[Iterable[RenderableType]]:
        """Yield the cells of the head, where there is one, and of each row."""
        if self.show_header:
            yield [column.header for column in self.columns]
        yield from zip(*(column.cells for column in self.columns), strict=True)

    def _gap(self, column: Column) -> int:
        """Return how many cells stay empty behind a column."""
        return 0 if column is self.columns[-1] else self._apart

    def _render(self, console: Console, options: ConsoleOptions, widths: list[int]) -> RenderResult:
        """Yield the rows, one below the other."""
        rooms = [width - self._gap(column) for width, column in zip(widths, self.columns, strict=True)]
        if min(rooms) < 1:
            yield from super()._render(console, options, widths)
            return
        for cells, styles in self._rows(console):
            drawn = [
                list(_lines(cell, room, style, column, console, options))
                for cell, room, style, column in zip(cells, rooms, styles, self.columns, strict=True)
            ]
            for lines in zip_longest(*drawn):
                for line, room, width, style in zip(lines, rooms, widths, styles, strict=True):
                    yield from _padded(line or [], room, width, style)
                yield Segment.line()

    def _rows(self, console: Console) -> Iterator[tuple[Iterable[RenderableType], list[Style]]]:
        """Yield the head and the rows, each with the styles of its cells."""
        own = [console.get_style(column.style or "") for column in self.columns]
        if self.show_header:
            head = console.get_style(self.header_style or "")
            styles = [head + console.get_style(column.header_style or "") for column in self.columns]
            yield [column.header for column in self.columns], styles
        for row, cells in zip(
            self.rows, zip(*(column.cells for column in self.columns), strict=True), strict=True
        ):
            style = console.get_style(row.style or "")
            yield cells, [each + style for each in own] if row.style else own


def _width(cell: RenderableType, console: Console, options: ConsoleOptions) -> int:
    """Return how wide a cell would like to be."""
    if isinstance(cell, Prose):
        return cell.width
    if isinstance(cell, str):
        return max(map(cell_len, cell.splitlines()), default=0)
    if isinstance(cell, Text):
        return max(map(cell_len, cell.plain.splitlines()), default=0)
    return Measurement.get(console, options, cell).maximum


def _lines(
    cell: RenderableType, room: int, style: Style, column: Column, console: Console, options: ConsoleOptions
) -> Iterator[Line]:
    """Yield the lines of a cell, none wider than `room`."""
    if isinstance(cell, Prose):
        lines = cell.lines(room)
        if column.justify in {"center", "right"}:
            for line in lines:
                line.align("center" if column.justify == "center" else "right", room)
    elif isinstance(cell, str | Text):
        text = Text(cell) if isinstance(cell, str) else cell
        lines = list(
            text.wrap(console, room, justify=column.justify, overflow=column.overflow, no_wrap=column.no_wrap)
        )
    else:
        inside = options.update(
            width=room,
            justify=column.justify,
            no_wrap=column.no_wrap,
            overflow=column.overflow,
            height=None,
            highlight=column.highlight,
        )
        yield from console.render_lines(cell, inside, style=style)
        return
    for line in lines:
        yield list(Segment.apply_style(line.render(console), style))


def _padded(line: Line, room: int, width: int, style: Style) -> Iterator[Segment]:
    """Yield a line of a cell, filled up to the width of its column."""
    taken = sum(cell_len(segment.text) for segment in line)
    if taken > room:
        line, taken = Segment.adjust_line_length(line, room, style), room
    yield from line
    if width > taken:
        yield Segment(" " * (width - taken), style)
