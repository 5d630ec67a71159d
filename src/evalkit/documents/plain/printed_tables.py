"""Tables in plain text: rows whose cells stand between bars or tabs."""

import re
from collections.abc import Iterator, Sequence

from evalkit.documents.document import Block, BlockKind, Cell, Span
from evalkit.documents.limits import DEFAULT
from evalkit.documents.plain.lines import BARS, Line, LineKind
from evalkit.frozen import frozen
from evalkit.patterns import when_used

_ROWS = (LineKind.BARRED, LineKind.TABBED)
_LONE = (LineKind.HEADING, LineKind.ITEM, LineKind.TEXT)
_GAPS = (LineKind.BLANK, LineKind.RULE, LineKind.PAGE_NUMBER)
_FEWEST_ROWS = 2
_FIGURE = re.compile(r"[-−≥≤(（]?[0-9０-９][0-9０-９,，.．]*[%％‰]?[)）]?")
_COUNTS = re.compile(r"(?:[0-9０-９]+(?:批次?|人次?|件|次|辆|个|台|项|户|家)[/／、，和]?)+")
_MOST_MERGED = 3
"""How many columns of merged cells a table has at its left edge."""

_DASHES = ("-", "—", "——", "–", "/", "－")
_CORNER = when_used(
    r"(?:项\s*目|指\s*标|类\s*别|种类|分类|科目|名称|内容|单位|事项|序号|对象|渠道|方式|任务|区分|部门|资金|情况|类型|月份)(?:[（(].*[）)])?"
)
"""How the header above the labels of a table ends."""

_REMARKS = re.compile(r"备\s*注|说\s*明|备注说明|情况说明|备注（说明）")


@frozen
class PrintedTable:
    """A table as a block; `end` is the index of the line behind it."""

    block: Block
    end: int


@frozen
class _Row:
    """The cells of a row up to the last that is not empty; `width` counts the empty ones behind it too.

    `first` is what its first cell says, `last` what the last says, `values` says which cells hold values, `has_figures` whether
    a figure stands behind its first cell.
    """

    spans: tuple[Span, ...]
    width: int
    first: str
    last: str
    values: tuple[bool, ...]
    has_figures: bool


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
    kind = LineKind.TABBED if row.kind in _LONE else row.kind
    while index < len(lines):
        line = lines[index]
        turned = turned or line.breaks or line.kind is LineKind.PAGE_NUMBER
        blank = blank or line.kind is LineKind.BLANK
        if line.kind in _GAPS:
            index += 1
            continue
        if blank and not turned:
            return None
        if _has_one_cell(text, line, row):
            return index
        if line.kind is not kind or not _is_row(text, line):
            return None
        return index if not turned or _width(text, line) == _width(text, row) else None
    return None


def _has_one_cell(text: str, line: Line, row: Line) -> bool:
    """Return whether as many tabs stand around a line as `row` has: all its other cells are empty."""
    tabs = text.count("\t", line.outer.start, line.outer.end) if line.kind in _LONE else 0
    return 0 < tabs < DEFAULT.columns and tabs == text.count("\t", row.outer.start, row.outer.end)


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
        spans = tuple(_fields(text, Span(start, max(start, end)), BARS if barred else "\t"))
        empty = 0 if barred else text.count("\t", row.span.end, row.outer.end)
        found.append(_row(text, spans, empty))
    yield from _placed(found)


def _row(text: str, spans: tuple[Span, ...], empty: int) -> _Row:
    values = tuple(_is_value(text, span) for span in spans)
    has_figures = any(_is_figure(text, span) for span in spans[1:])
    first, last = (text[each.start : each.end] for each in (spans[0], spans[-1]))
    return _Row(spans, len(spans) + empty, first, last, values, has_figures)


def _placed(rows: Sequence[_Row]) -> Iterator[Cell]:
    """Yield the cells of `rows`; one that lost its first cells begins as many columns further right.

    A header that stood above no label lost an empty one; a row of figures lost the cell that was
    merged with those below it, which counts for the row too.
    """
    usual = _usual_values(rows)
    firsts = list(_first_columns(rows, usual))
    covered = _covered(rows, firsts)
    for number, (row, first) in enumerate(zip(rows, firsts, strict=True)):
        for column, span in enumerate(row.spans, first):
            pieces = (span,) if span.end > span.start else ()
            merged = row.has_figures and column < len(covered[number])
            yield Cell(number, column, pieces, row_span=1 + covered[number][column] if merged else 1)


def _covered(rows: Sequence[_Row], firsts: Sequence[int]) -> list[tuple[int, ...]]:
    """Return for each row how many rows of figures directly below it lack each of the first columns."""
    lacking = [0] * max(firsts, default=0)
    covered = []
    for row, first in zip(reversed(rows), reversed(firsts), strict=True):
        covered.append(tuple(lacking))
        lost = first if row.has_figures else 0
        lacking = [count + 1 if column < lost else 0 for column, count in enumerate(lacking)]
    return covered[::-1]


def _usual_values(rows: Sequence[_Row]) -> tuple[bool, ...]:
    """Return whether each column holds values in most rows with figures that have all cells."""
    figures = [row for row in rows if row.has_figures]
    width = max((row.width for row in figures), default=0)
    full = [row.values for row in figures if row.width == width]
    return tuple(
        sum(place < len(row) and row[place] for row in full) * 2 > len(full) for place in range(width)
    )


def _figures_below(rows: Sequence[_Row]) -> list[tuple[bool, ...]]:
    """Return for each row the usual values of the rows of figures from it to the next row of words.

    Rows of words that stand directly above one another have the same rows of figures below them.
    """
    below: list[tuple[bool, ...]] = []
    group: list[_Row] = []
    usual: tuple[bool, ...] = ()
    for row in reversed(rows):
        if row.has_figures:
            group.append(row)
        elif group:
            usual, group = _usual_values(group), []
        below.append(usual)
    return below[::-1]


def _first_columns(rows: Sequence[_Row], usual: Sequence[bool]) -> Iterator[int]:
    """Yield the column in which each row begins; one that has fewer cells than there are columns lost some.

    A row of figures that is as wide as the headers above it lost none of its first cells.
    """
    headed = 0
    for row, below in zip(rows, _figures_below(rows), strict=True):
        short = row.width < len(usual) and row.first
        if row.has_figures:
            yield _first_figures(row, usual) if short and row.width != headed else 0
        else:
            first = 1 if (short and _lost_its_corner(row, below)) or _remarks_are_empty(row, below) else 0
            headed = 0 if first else row.width
            yield first


def _lost_its_corner(row: _Row, below: Sequence[bool]) -> bool:
    """Return whether a short row of words is headers that begin in the second column.

    It is where a column of figures would have no header otherwise: any other lost its last cells,
    which were empty.
    """
    headless = len(below) == row.width + 1 and below[-1] and not below[0]
    return headless and not row.values[0] and not is_corner(row.first)


def _remarks_are_empty(row: _Row, below: Sequence[bool]) -> bool:
    """Return whether headers end with one of remarks (备注) where all rows end with a figure.

    Then the column of remarks is empty, and what lacks a header are the labels.
    """
    figured = max((place for place, value in enumerate(below, 1) if value), default=0)
    plain = figured == row.width and not below[0]
    return plain and _REMARKS.fullmatch(row.last) is not None and not is_corner(row.first)


def _first_figures(row: _Row, usual: Sequence[bool]) -> int:
    """Return the column from which on the values of a short row stand most often in columns of values."""
    fits = [
        sum(one is other for one, other in zip(row.values, usual[first:], strict=False))
        for first in range(min(len(usual) - row.width, _MOST_MERGED) + 1)
    ]
    return fits.index(max(fits))


def is_corner(header: str) -> bool:
    """Return whether a header stands above the labels of a table: 项目, 类别, 指标名称."""
    return any(match.end() == len(header) for match in _CORNER.finditer(header))


def _is_value(text: str, span: Span) -> bool:
    """Return whether a cell holds a figure, or a dash in the place of one."""
    return _is_figure(text, span) or text[span.start : span.end] in _DASHES


def _is_figure(text: str, span: Span) -> bool:
    found = _FIGURE.fullmatch(text, span.start, span.end) or _COUNTS.fullmatch(text, span.start, span.end)
    return found is not None


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
