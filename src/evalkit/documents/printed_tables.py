"""Tables in plain text: rows whose cells stand between bars or tabs."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from evalkit.documents.document import Block, BlockKind, Cell, Span
from evalkit.documents.limits import DEFAULT
from evalkit.documents.lines import BARS, Line, LineKind

_ROWS = (LineKind.BARRED, LineKind.TABBED)
_GAPS = (LineKind.BLANK, LineKind.RULE, LineKind.PAGE_NUMBER)
_FEWEST_ROWS = 2


@frozen
class PrintedTable:
    """A table as a block; `end` is the index of the line behind it."""

    block: Block
    end: int


def table_at(text: str, lines: Sequence[Line], index: int) -> PrintedTable | None:
    """Return the table that begins with the line at `index`, None when none does.

    Two or more rows with the same kind of separator make one. It goes on behind a page break when
    the rows there have as many cells.
    """
    if not _is_row(text, lines[index]):
        return None
    rows = [lines[index]]
    end = index + 1
    while (following := _next_row(text, lines, end, rows[-1])) is not None:
        rows.append(lines[following])
        end = following + 1
    if len(rows) < _FEWEST_ROWS:
        return None
    cells = tuple(_cells(text, rows))
    whole = Span(rows[0].span.start, rows[-1].span.end)
    return PrintedTable(Block(BlockKind.TABLE, (whole,), cells=cells), end)


def _next_row(text: str, lines: Sequence[Line], index: int, row: Line) -> int | None:
    """Return the index of the row that follows `row`, from `index` on, None when the table ends."""
    turned = blank = False
    while index < len(lines):
        line = lines[index]
        turned = turned or line.breaks or line.kind is LineKind.PAGE_NUMBER
        blank = blank or line.kind is LineKind.BLANK
        if line.kind in _GAPS:
            index += 1
            continue
        if line.kind is not row.kind or not _is_row(text, line) or (blank and not turned):
            return None
        return index if not turned or _width(text, line) == _width(text, row) else None
    return None


def _is_row(text: str, line: Line) -> bool:
    return line.kind in _ROWS and _width(text, line) < DEFAULT.columns


def _width(text: str, row: Line) -> int:
    """Return how many separators a row has."""
    signs = BARS if row.kind is LineKind.BARRED else "\t"
    return sum(text.count(sign, row.span.start, row.span.end) for sign in signs)


def _cells(text: str, rows: Sequence[Line]) -> Iterator[Cell]:
    barred = rows[0].kind is LineKind.BARRED
    if barred:
        framed = all(text[row.span.start] in BARS for row in rows)
        starts = [row.span.start + framed for row in rows]
    else:
        indent = min(_leading_tabs(text, row) for row in rows)
        starts = [row.outer.start + indent for row in rows]
    for number, (row, start) in enumerate(zip(rows, starts, strict=True)):
        end = row.span.end - (barred and text[row.span.end - 1] in BARS)
        for column, span in enumerate(_fields(text, Span(start, max(start, end)), BARS if barred else "\t")):
            yield Cell(number, column, (span,) if span.end > span.start else ())


def _leading_tabs(text: str, row: Line) -> int:
    raw = text[row.outer.start : row.span.start]
    return len(raw) - len(raw.lstrip("\t"))


def _fields(text: str, row: Span, signs: str) -> Iterator[Span]:
    """Yield where each cell of a row stands, without the white space around it."""
    start = row.start
    for at in range(row.start, row.end + 1):
        if at == row.end or text[at] in signs:
            raw = text[start:at]
            body = raw.strip()
            left = start + (len(raw) - len(raw.lstrip()) if body else 0)
            yield Span(left, left + len(body))
            start = at + 1
