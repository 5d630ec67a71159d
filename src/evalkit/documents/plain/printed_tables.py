"""Tables in plain text: rows whose cells stand between bars or tabs."""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from evalkit.documents.document import Block, BlockKind, Cell, Span
from evalkit.documents.limits import DEFAULT
from evalkit.documents.plain.lines import BARS, Line, LineKind

_ROWS = (LineKind.BARRED, LineKind.TABBED)
_GAPS = (LineKind.BLANK, LineKind.RULE, LineKind.PAGE_NUMBER)
_FEWEST_ROWS = 2
_FIGURE = re.compile(r"[-−≥≤(（]?[0-9０-９][0-9０-９,，.．]*[%％‰]?[)）]?")
_MOST_MERGED = 3
"""How many columns of merged cells a table has at its left edge."""

_DASHES = ("-", "—", "——", "–", "/", "－")
_CORNER = re.compile(
    r"(?:项\s*目|指\s*标|类\s*别|种类|分类|科目|名称|内容|单位|事项|序号|对象|渠道|方式|任务|区分|部门|资金|情况|类型|月份)(?:[（(].*[）)])?"
)
"""How the header above the labels of a table ends."""


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
    found = []
    for row, start in zip(rows, starts, strict=True):
        end = row.span.end - (barred and text[row.span.end - 1] in BARS)
        found.append(list(_fields(text, Span(start, max(start, end)), BARS if barred else "\t")))
    yield from _placed(text, found)


def _placed(text: str, rows: Sequence[Sequence[Span]]) -> Iterator[Cell]:
    """Yield the cells of `rows`; one that lost its first cells begins as many columns further right.

    A header that stood above no label lost an empty one; a row of figures lost the cell that was
    merged with those below it, which counts for the row too.
    """
    usual = _usual_values(text, rows)
    firsts = [_first_column(text, spans, usual) for spans in rows]
    covered = _covered(firsts)
    for number, (spans, first) in enumerate(zip(rows, firsts, strict=True)):
        merges = _has_figures(text, spans)
        for column, span in enumerate(spans, first):
            pieces = (span,) if span.end > span.start else ()
            height = 1 + covered[number][column] if merges and column < len(covered[number]) else 1
            yield Cell(number, column, pieces, row_span=height)


def _covered(firsts: Sequence[int]) -> list[tuple[int, ...]]:
    """Return for each row how many rows directly below it lack each of the first columns."""
    lacking = [0] * max(firsts, default=0)
    covered = []
    for first in reversed(firsts):
        covered.append(tuple(lacking))
        lacking = [count + 1 if column < first else 0 for column, count in enumerate(lacking)]
    return covered[::-1]


def _usual_values(text: str, rows: Sequence[Sequence[Span]]) -> tuple[bool, ...]:
    """Return whether each column holds values in most rows with figures that have all cells."""
    figures = [spans for spans in rows if _has_figures(text, spans)]
    width = max(map(len, figures), default=0)
    full = [spans for spans in figures if len(spans) == width]
    return tuple(sum(_is_value(text, row[place]) for row in full) * 2 > len(full) for place in range(width))


def _first_column(text: str, spans: Sequence[Span], usual: Sequence[bool]) -> int:
    """Return the column in which a row begins that may have fewer cells than there are columns."""
    missing = len(usual) - len(spans)
    if missing <= 0 or not spans or spans[0].end == spans[0].start:
        return 0
    if not _has_figures(text, spans):
        corner = text[spans[0].start : spans[0].end]
        return int(missing == 1 and not is_corner(corner) and not _is_figure(text, spans[0]))
    kinds = [_is_value(text, span) for span in spans]
    fits = [
        sum(one is other for one, other in zip(kinds, usual[first:], strict=False))
        for first in range(min(missing, _MOST_MERGED) + 1)
    ]
    return fits.index(max(fits))


def is_corner(header: str) -> bool:
    """Return whether a header stands above the labels of a table: 项目, 类别, 指标名称."""
    return any(match.end() == len(header) for match in _CORNER.finditer(header))


def _has_figures(text: str, spans: Sequence[Span]) -> bool:
    return any(_is_figure(text, span) for span in spans[1:])


def _is_value(text: str, span: Span) -> bool:
    """Return whether a cell holds a figure, or a dash in the place of one."""
    return _is_figure(text, span) or text[span.start : span.end] in _DASHES


def _is_figure(text: str, span: Span) -> bool:
    return _FIGURE.fullmatch(text, span.start, span.end) is not None


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
