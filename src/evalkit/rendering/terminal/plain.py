"""Pieces as plain lines, for a pipe: without styles nearly all that rich does for a line is for nothing.

What is not known here is drawn by rich, so that all pieces look the same either way.
"""

from collections.abc import Iterator
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Column
from rich.text import Text

from evalkit.rendering.terminal.prose import Prose
from evalkit.rendering.terminal.sheet import Sheet


def plain_lines(piece: RenderableType, console: Console, options: ConsoleOptions) -> list[str]:
    """Return the lines of a piece in the width of `options`; blanks at their ends count for nothing."""
    if isinstance(piece, Sheet):
        return list(_rows(piece, console, options))
    if isinstance(piece, Group):
        return [line for each in piece.renderables for line in plain_lines(each, console, options)]
    if isinstance(piece, Padding) and not (piece.top or piece.bottom or piece.right):
        within = options.update(width=options.max_width - piece.left)
        return [" " * piece.left + line for line in plain_lines(piece.renderable, console, within)]
    if isinstance(piece, Prose):
        return _set(piece.plain_lines(options.max_width), options)
    if isinstance(piece, str | Text):
        return _wrapped(piece, console, options)
    lines = console.render_lines(piece, options, pad=False)
    return ["".join(segment.text for segment in line if not segment.control) for line in lines]


def _wrapped(piece: str | Text, console: Console, options: ConsoleOptions) -> list[str]:
    text = piece if isinstance(piece, str) else piece.plain
    if text.isprintable() and cell_len(text) <= options.max_width:
        return _set([text.rstrip() if options.justify in _ALIGNED else text], options)
    whole = Text(piece) if isinstance(piece, str) else piece
    lines = whole.wrap(
        console,
        options.max_width,
        justify=options.justify,
        overflow=options.overflow,
        no_wrap=options.no_wrap,
    )
    return [line.plain for line in lines]


_ALIGNED = frozenset({"center", "right"})


def _set(lines: list[str], options: ConsoleOptions) -> list[str]:
    """Return `lines` where they belong in the width of `options`."""
    if options.justify not in _ALIGNED:
        return lines
    rooms = [options.max_width - cell_len(line) for line in lines]
    return [
        " " * (room // 2 if options.justify == "center" else room) + line
        for line, room in zip(lines, rooms, strict=True)
    ]


def _rows(sheet: Sheet, console: Console, options: ConsoleOptions) -> Iterator[str]:
    """Yield the lines of a table."""
    widths, rooms = sheet.widths(console, options)
    if not sheet.columns or min(rooms) < 1:
        for line in console.render_lines(sheet, options, pad=False):
            yield "".join(segment.text for segment in line)
        return
    within = [_within(column, room, options) for column, room in zip(sheet.columns, rooms, strict=True)]
    for cells in sheet.lines_of_cells():
        drawn = [plain_lines(cell, console, each) for cell, each in zip(cells, within, strict=True)]
        for lines in zip_longest(*drawn, fillvalue=""):
            yield "".join(map(_padded, lines, rooms, widths)).rstrip(" ")


def _padded(line: str, room: int, width: int) -> str:
    """Return a line of a cell, filled up to the `width` of its column."""
    taken = cell_len(line)
    return set_cell_size(line, room) + " " * (width - room) if taken > room else line + " " * (width - taken)


def _within(column: Column, room: int, options: ConsoleOptions) -> ConsoleOptions:
    return options.update(
        width=room,
        justify=column.justify,
        no_wrap=column.no_wrap,
        overflow=column.overflow,
        height=None,
        highlight=column.highlight,
    )
