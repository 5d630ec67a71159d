"""Tables in plain text whose columns stand under one another, with nothing but spaces between them."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from evalkit.documents.document import Block, BlockKind, Cell, Span
from evalkit.documents.plain.lines import SENTENCE, Line, LineKind
from evalkit.documents.plain.printed_tables import PrintedTable
from evalkit.frozen import frozen
from evalkit.patterns import when_used

_GAP = re.compile("[ \u00a0\u2000-\u200a\u3000]{2,}")
_BLANKS = re.compile("[ \u00a0\u2000-\u200a\u3000]+")
_FIGURE = re.compile(
    r"[-−–+≥≤><≈约(（¥￥]{0,3}[0-9０-９][0-9０-９,，.．]*\s?[%％‰]?(?:[万亿千]?元|人次|批次|[人名个项件批辆台宗份分]|个百分点)?[)）]?"
)
_NOTHING = re.compile(r"[-—–－/／]{1,4}")
_NAMED = when_used(r"[^：:]{2,12}[：:]")
_ENDING = (LineKind.BLANK, LineKind.RULE)
_SKIPPED = (LineKind.BLANK, LineKind.RULE, LineKind.PAGE_NUMBER)
_SEPARATED = (LineKind.BARRED, LineKind.TABBED)
_LONGEST_LABEL = 20
_FEWEST_FIGURES = 2
_FEWEST_ROWS = 2
_MOST_COLUMNS = 60
"""No page has room for more."""


@frozen
class _Field:
    """A piece of a line: where it stands in the text, and in which columns of the page."""

    span: Span
    left: int
    right: int
    is_figure: bool
    is_nothing: bool

    def overlap(self, left: int, right: int) -> int:
        """Return how many columns it shares with `left` to `right`, negative for the distance between."""
        return min(self.right, right) - max(self.left, left)


@frozen
class _Row:
    """A line of several fields, or of one that stands between such lines."""

    index: int
    fields: tuple[_Field, ...]

    @property
    def has_figures(self) -> bool:
        return any(each.is_figure for each in self.fields)

    @property
    def is_header(self) -> bool:
        return len(self.fields) > 1 and not any(each.is_figure or each.is_nothing for each in self.fields)


def aligned_tables(
    text: str, lines: Sequence[Line], known: Container[int] = ()
) -> Mapping[int, PrintedTable]:
    """Return the tables of `text` whose cells only spaces divide, by the index of their first line.

    None of them goes over a line that begins at an offset in `known`, where another table begins.

    Lines of several fields that follow one another make one when a line of words stands above lines
    with figures, and as many of them as have all columns agree where these stand. It goes on behind a
    page break. What has no such shape is left to be read as text.
    """
    found: dict[int, PrintedTable] = {}
    index = 0
    while index < len(lines):
        rows = _run(text, lines, index, known)
        table = _table(text, lines, rows) if len(rows) >= _FEWEST_ROWS else None
        if table is not None:
            found[rows[0].index] = table
        index = rows[-1].index + 1 if rows else index + 1
    return found


def _run(text: str, lines: Sequence[Line], index: int, known: Container[int]) -> list[_Row]:
    """Return the rows that follow one another from the line at `index` on, none when it is none."""
    rows: list[_Row] = []
    waiting: list[_Row] = []
    turned = False
    for at in range(index, len(lines)):
        line = lines[at]
        if line.outer.start in known:
            break
        turned = turned or line.breaks or line.kind is LineKind.PAGE_NUMBER
        if line.kind in _SKIPPED:
            if not rows or (line.kind in _ENDING and not turned and not _turns(lines, at)):
                break
            continue
        fields = _fields(text, line) if line.kind not in _SEPARATED else ()
        if len(fields) == 1:
            fields = _narrow_row(text, line, rows) if rows else _narrow_header(text, lines, at, known)
        if _is_row(text, fields):
            rows += [*waiting, _Row(at, fields)]
            waiting = []
            turned = False
        elif rows and not waiting and len(fields) == 1 and _is_label(text, line):
            waiting = [_Row(at, fields)]
        else:
            break
    return rows


def _turns(lines: Sequence[Line], at: int) -> bool:
    """Return whether the page turns behind the blank lines that begin at `at`."""
    for line in lines[at : at + 4]:
        if line.breaks or line.kind is LineKind.PAGE_NUMBER:
            return True
        if line.kind not in _ENDING:
            return False
    return False


def _is_label(text: str, line: Line) -> bool:
    shown = text[line.span.start : line.span.end]
    return len(shown) <= _LONGEST_LABEL and not SENTENCE.search(shown) and not _NAMED.match(shown)


def _is_row(text: str, fields: Sequence[_Field]) -> bool:
    """Return whether a line is a row: of several fields, of which none only names its own value."""
    if not 1 < len(fields) <= _MOST_COLUMNS:
        return False
    return any(each.is_figure or each.is_nothing for each in fields[1:]) or not any(
        _NAMED.match(text, each.span.start, each.span.end) for each in fields
    )


# ---------------------------------------------------------------- a line becomes fields


def _fields(text: str, line: Line) -> tuple[_Field, ...]:
    """Return the fields of a line: wide gaps divide them; single spaces do between a label and figures."""
    spans = _split(text, line.span, _GAP)
    if len(spans) > 1:
        spans = _unspaced(text, spans)
    narrow = _split(text, line.span, _BLANKS)
    figures = [_is_figure(text, span) or _is_nothing(text, span) for span in narrow]
    all_figures = len(narrow) > _FEWEST_FIGURES and all(figures[1:]) and not figures[0]
    if all_figures and len(spans) < len(narrow) and any(_is_figure(text, span) for span in narrow):
        spans = narrow
    return tuple(_placed(text, line, spans))


def _narrow_header(text: str, lines: Sequence[Line], at: int, known: Container[int]) -> tuple[_Field, ...]:
    """Return the fields of a line of headers that single spaces divide, else all of it as one.

    Each line that follows at once has a figure for every header but the first: 项目 预算 决算, then
    公务接待费 3.00 2.41. Under two headers alone there are two such lines.
    """
    line = lines[at]
    headers = _narrow(text, line)
    plain = not any(each.is_figure or each.is_nothing for each in headers)
    if len(headers) > 1 and plain and _is_label_each(text, headers):
        below = lines[at + 1 : at + 2 + (len(headers) == _FEWEST_FIGURES)]
        rows = [
            _narrow(text, each)
            for each in below
            if each.outer.start not in known and each.kind not in (*_SKIPPED, *_SEPARATED)
        ]
        if len(rows) == 1 + (len(headers) == _FEWEST_FIGURES) and all(
            _has_figures(row, len(headers)) for row in rows
        ):
            return headers
    return _whole(text, line)


def _narrow_row(text: str, line: Line, rows: Sequence[_Row]) -> tuple[_Field, ...]:
    """Return the fields of a line of a label and figures that single spaces divide as those before it."""
    fields = _narrow(text, line)
    return fields if _has_figures(fields, len(rows[-1].fields)) else _whole(text, line)


def _narrow(text: str, line: Line) -> tuple[_Field, ...]:
    return tuple(_placed(text, line, _split(text, line.span, _BLANKS)))


def _whole(text: str, line: Line) -> tuple[_Field, ...]:
    return tuple(_placed(text, line, [line.span]))


def _has_figures(fields: Sequence[_Field], width: int) -> bool:
    return len(fields) == width and all(each.is_figure or each.is_nothing for each in fields[1:])


def _is_label_each(text: str, fields: Sequence[_Field]) -> bool:
    return all(
        each.span.end - each.span.start <= _LONGEST_LABEL
        and not SENTENCE.search(text, each.span.start, each.span.end)
        and not _NAMED.match(text, each.span.start, each.span.end)
        for each in fields
    )


def _split(text: str, whole: Span, gap: re.Pattern[str]) -> list[Span]:
    spans = []
    start = whole.start
    for match in gap.finditer(text, whole.start, whole.end):
        if match.start() > start:
            spans.append(Span(start, match.start()))
        start = match.end()
    return [*spans, Span(start, whole.end)] if whole.end > start else spans


def _unspaced(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return `spans`, where two lone characters that only a gap parts are one word again: 合  计."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last is not None and _is_lone(text, last) and _is_lone(text, span):
            joined[-1] = Span(last.start, span.end)
        else:
            joined.append(span)
    return joined


def _is_lone(text: str, span: Span) -> bool:
    return span.end - span.start == 1 and text[span.start].isalpha() and not text[span.start].isascii()


def _placed(text: str, line: Line, spans: Sequence[Span]) -> Iterator[_Field]:
    """Yield the fields at `spans` with the columns of the page in which they stand."""
    column, at = 0, line.outer.start
    for span in spans:
        left = column + _width(text[at : span.start])
        right = left + _width(text[span.start : span.end])
        yield _Field(span, left, right, _is_figure(text, span), _is_nothing(text, span))
        column, at = right, span.end


def _width(shown: str) -> int:
    return sum(1 if sign < "\u1100" else 2 for sign in shown)


def _is_figure(text: str, span: Span) -> bool:
    return _FIGURE.fullmatch(text, span.start, span.end) is not None


def _is_nothing(text: str, span: Span) -> bool:
    return _NOTHING.fullmatch(text, span.start, span.end) is not None


# ---------------------------------------------------------------- rows become a table


def _table(text: str, lines: Sequence[Line], rows: Sequence[_Row]) -> PrintedTable | None:
    """Return the table that `rows` make, None when they have not the shape of one."""
    first = next((number for number, row in enumerate(rows) if row.has_figures), len(rows))
    if not 0 < first < len(rows) or not any(row.is_header for row in rows[:first]):
        return None
    width = max(len(row.fields) for row in rows)
    full = [row for row in rows if len(row.fields) == width]
    columns = _columns(full, width)
    if columns is None and len(full) < _FEWEST_ROWS:
        return None
    cells = [
        cell
        for number, row in enumerate(rows)
        for cell in _cells(number, row, columns, width, _follows(rows, number), rows[number - 1 : number])
    ]
    if not any(row.has_figures and len(row.fields) == width for row in rows) and columns is None:
        return None
    whole = Span(lines[rows[0].index].span.start, lines[rows[-1].index].span.end)
    return PrintedTable(Block(BlockKind.TABLE, (whole,), cells=tuple(cells)), rows[-1].index + 1)


def _follows(rows: Sequence[_Row], number: int) -> bool:
    """Return whether a further row of headers stands below the row `number`, itself one."""
    return number + 1 < len(rows) and rows[number].is_header and rows[number + 1].is_header


def _columns(full: Sequence[_Row], width: int) -> list[tuple[int, int]] | None:
    """Return from where to where each column goes, None when the rows that have all do not agree."""
    columns = [
        (min(row.fields[place].left for row in full), max(row.fields[place].right for row in full))
        for place in range(width)
    ]
    apart = all(columns[place][1] <= columns[place + 1][0] for place in range(width - 1))
    return columns if apart else None


def _cells(
    number: int,
    row: _Row,
    columns: Sequence[tuple[int, int]] | None,
    width: int,
    upper: bool,
    above: Sequence[_Row],
) -> Iterator[Cell]:
    """Yield the cells of a row; where the columns do not agree, only a row that has them all is divided."""
    if columns is None and len(row.fields) != width:
        missing = width - len(row.fields)
        if missing == 1 and (row.is_header or any(_stands_below(row, each) for each in above)):
            yield from (Cell(number, place + 1, (field.span,)) for place, field in enumerate(row.fields))
        else:
            yield Cell(number, 0, (Span(row.fields[0].span.start, row.fields[-1].span.end),))
        return
    if columns is None or len(row.fields) == width:
        yield from (Cell(number, place, (field.span,)) for place, field in enumerate(row.fields))
        return
    places = _spread(row, columns) if upper else [(place, 1) for place in _places(row, columns)]
    for (place, span), field in zip(places, row.fields, strict=True):
        yield Cell(number, place, (field.span,), column_span=span)


def _stands_below(row: _Row, headers: _Row) -> bool:
    """Return whether the fields of `row` stand, one by one, below those of `headers` but the first."""
    return len(headers.fields) == len(row.fields) + 1 and all(
        field.overlap(above.left, above.right) > 0
        for field, above in zip(row.fields, headers.fields[1:], strict=True)
    )


def _places(row: _Row, columns: Sequence[tuple[int, int]]) -> list[int]:
    """Return the column of each field: the one it shares most with of those that are left for it."""
    places: list[int] = []
    first = 0
    for count, field in enumerate(row.fields):
        last = len(columns) - (len(row.fields) - count)
        best = max(range(first, last + 1), key=lambda place: (field.overlap(*columns[place]), -place))
        places.append(best)
        first = best + 1
    return places


def _spread(row: _Row, columns: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the first column and the number of columns of each header that stands over several.

    Headers at the left edges of columns leave it to their reader how far they go; others stand over
    the middle of theirs.
    """
    places = _places(row, columns)
    lefts = {left for left, _ in columns}
    if all(field.left in lefts for field in row.fields):
        return [(place, 1) for place in places]
    nearest: dict[int, list[int]] = {}
    for column, (left, right) in enumerate(columns):
        middle = left + right
        owner = min(
            range(len(row.fields)),
            key=lambda each: (abs(row.fields[each].left + row.fields[each].right - middle), each),
        )
        nearest.setdefault(owner, []).append(column)
    if sorted(nearest) != list(range(len(row.fields))):
        return [(place, 1) for place in places]
    return [(nearest[each][0], len(nearest[each])) for each in range(len(row.fields))]
