"""Tables in plain text that came out one cell a line: known by the regular period of their figures."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from evalkit.documents.document import Block, BlockKind, Cell, Span
from evalkit.documents.plain.lines import SENTENCE, Line, LineKind
from evalkit.documents.plain.printed_tables import PrintedTable, is_corner
from evalkit.frozen import frozen
from evalkit.patterns import when_used

_FIGURE = re.compile(
    r"[-−+≥≤><(（]{0,2}[0-9０-９][0-9０-９,，.．]*[%％‰]?(?:[万亿千]?元|人次|批次|[人名个项件批辆台宗份分])?[)）]?|[-—－–/／]{1,4}"
    r"|[0-9０-９]{1,9}(?:批次?|人次?)[/／、，,][0-9０-９]{1,9}(?:批次?|人次?)"
)
_PERCENT = when_used(r"[%％]")
_RATE = when_used(r"率|比|%|％|进度|度|幅|增减|完成|目标|值|占")
_REMARK = when_used(r"备注|说明|原因|依据|文号|责任|负责")
"""Headers of columns in which most cells are empty, and so lines are missing."""

_RUNNING = (LineKind.TEXT, LineKind.HEADING, LineKind.ITEM, LineKind.LONE_NUMBER)
_LONGEST_CELL = 32
_UNIT = when_used("项|个|件|人次|人|名|辆|台|批次|批|宗|起|户|次|%|％|元|万元|亿元|分")
_FEWEST_ROWS = 2
_FEWEST_PAIRS = 3
_HEADED_PAIR = 3
"""A corner, a header and the first label: 项目, 金额, 基本支出."""

_MOST_LABELS = 2
_MOST_PARENTS = 4
_MOST_COLUMNS = 24


@frozen
class _Group:
    """Lines of words and the lines of figures behind them, each by its index."""

    words: tuple[int, ...]
    figures: tuple[int, ...]


def flattened_tables(
    text: str, lines: Sequence[Line], known: Container[int] = ()
) -> Mapping[int, PrintedTable]:
    """Return the tables of `text` that stand one cell a line, by the index of their first line.

    A line of words and always as many lines of figures make the rows; as many lines of words before
    the first of them are the headers. Where a figure that is so many per cent stands below no rate, the
    lines are not what they seem, and are left to be read as text, as everything without such a period.
    `known` are the offsets of lines at which other tables begin.
    """
    found: dict[int, PrintedTable] = {}
    index = 0
    while index < len(lines):
        run = _run(text, lines, index, known)
        found.update(_tables(text, lines, _groups(text, lines, run)))
        index = run[-1] + 1 if run else index + 1
    return found


def _run(text: str, lines: Sequence[Line], index: int, known: Container[int]) -> list[int]:
    """Return the short lines that follow one another from the one at `index` on."""
    run: list[int] = []
    while index < len(lines) and _is_cell(text, lines[index]) and lines[index].outer.start not in known:
        run.append(index)
        index += 1
    return run


def _is_cell(text: str, line: Line) -> bool:
    if line.kind not in _RUNNING or line.span.end - line.span.start > _LONGEST_CELL:
        return False
    return not SENTENCE.search(text, line.span.start, line.span.end)


def _is_figure(text: str, line: Line) -> bool:
    return _FIGURE.fullmatch(text, line.span.start, line.span.end) is not None


def _groups(text: str, lines: Sequence[Line], run: Sequence[int]) -> list[_Group]:
    """Return the lines of `run` by what they hold; the numbers that only number the rows are left out."""
    kinds = [_is_figure(text, lines[index]) for index in run]
    numbers = _row_numbers(text, lines, run, kinds)
    groups: list[_Group] = []
    words: list[int] = []
    figures: list[int] = []
    for place, index in enumerate(run):
        if place in numbers:
            continue
        if kinds[place]:
            figures.append(index)
            continue
        if figures:
            groups.append(_Group(tuple(words), tuple(figures)))
            words, figures = [], []
        words.append(index)
    return [*groups, _Group(tuple(words), tuple(figures))] if figures else groups


def _row_numbers(
    text: str, lines: Sequence[Line], run: Sequence[int], kinds: Sequence[bool]
) -> frozenset[int]:
    """Return the places in `run` of the numbers 1, 2, 3 … that stand before words, none for fewer than two."""
    places: list[int] = []
    for place in range(len(run) - 1):
        span = lines[run[place]].span
        if kinds[place] and not kinds[place + 1] and text[span.start : span.end] == str(len(places) + 1):
            places.append(place)
    return frozenset(places) if len(places) >= _FEWEST_ROWS else frozenset()


# ---------------------------------------------------------------- groups become tables


def _tables(text: str, lines: Sequence[Line], groups: Sequence[_Group]) -> Iterator[tuple[int, PrintedTable]]:
    """Yield the tables that `groups` make and their first lines, each from a group with headers to the next."""
    first = 0
    while first < len(groups):
        end = first + 1
        width = len(groups[first].figures)
        while end < len(groups) and _goes_on(groups[end], width):
            end += 1
        table = _table(text, lines, groups[first:end])
        if table is not None:
            yield table
        first = end


def _goes_on(group: _Group, width: int) -> bool:
    return len(group.words) <= _MOST_LABELS and len(group.figures) <= width


def _table(text: str, lines: Sequence[Line], groups: Sequence[_Group]) -> tuple[int, PrintedTable] | None:
    """Return the table that `groups` make, the first of which begins with its headers, and its first line."""
    width = len(groups[0].figures)
    whole = [group for group in groups if len(group.figures) == width]
    if (
        not (1 < width <= _MOST_COLUMNS or _are_pairs(text, lines, groups))
        or len(whole) * 3 < len(groups) * 2
    ):
        return None
    kept = _labels_kept(text, lines, groups)
    head = _head(text, lines, groups[0].words, width, rows=len(whole), kept=kept)
    if head is None:
        return None
    first_row = _Group(head.label, groups[0].figures)
    rows = [head.headers, *(_row(group, width, kept) for group in (first_row, *groups[1:]))]
    if not _is_plausible(text, lines, rows, kept):
        return None
    cells = [*_parent_cells(lines, head)]
    above = 1 if head.parents else 0
    for number, row in enumerate(rows, above):
        cells += [
            Cell(number, column, (lines[index].span,))
            for column, index in enumerate(row)
            if index is not None
        ]
    first, last = head.opening[0], groups[-1].figures[-1]
    place = Span(lines[first].span.start, lines[last].span.end)
    return first, PrintedTable(Block(BlockKind.TABLE, (place,), cells=tuple(cells)), last + 1)


def _are_pairs(text: str, lines: Sequence[Line], groups: Sequence[_Group]) -> bool:
    """Return whether the groups are labels with a figure each, enough of them below a corner and one header."""
    words = groups[0].words[-_HEADED_PAIR:]
    if len(groups) < _FEWEST_PAIRS or len(words) < _HEADED_PAIR:
        return False
    if not is_corner(_shown(text, lines[words[0]])):
        return False
    return all(len(each.figures) == 1 for each in groups) and all(len(each.words) == 1 for each in groups[1:])


def _labels_kept(text: str, lines: Sequence[Line], groups: Sequence[_Group]) -> int:
    """Return how many labels of each row are cells: two where the second is the unit of its figures."""
    units = all(
        len(each.words) >= _MOST_LABELS and _UNIT.fullmatch(_shown(text, lines[each.words[-1]]))
        for each in groups
    )
    return _MOST_LABELS if units else 1


_Row = tuple[int | None, ...]


@frozen
class _Head:
    """The lines before the first figures: the headers, those above several of them, and the label of the first row.

    `opening` are the lines with which the table begins.
    """

    headers: _Row
    parents: tuple[int, ...]
    label: tuple[int, ...]
    opening: tuple[int, ...]


def _head(
    text: str, lines: Sequence[Line], words: Sequence[int], width: int, rows: int, kept: int
) -> _Head | None:
    """Return what `words`, the lines before the first `width` figures, are; None when that is not plain.

    The last `kept` labels are cells, and so are the headers above them.
    A table of one row is plain only when its headers fill all lines, or a corner (项目) opens them.
    """
    labels = next((count for count in range(_MOST_LABELS + 1) if _fits(text, lines, words, width, count)), -1)
    if labels < 0:
        return None
    label = words[len(words) - labels :]
    before = _without_remarks(text, lines, words[: len(words) - labels], width)
    headers = before[len(before) - width :]
    shown = [_shown(text, lines[index]) for index in headers]
    rest = before[: len(before) - width]
    parents: Sequence[int] = ()
    if len(set(shown)) < width:
        period = next((size for size in range(1, width) if shown == shown[:size] * (width // size)), 0)
        times = width // period if period > 1 else 0
        if not times or len(rest) < times:
            return None
        parents, rest = rest[len(rest) - times :], rest[: len(rest) - times]
    corner = rest[-1:]
    cornered = bool(corner) and is_corner(_shown(text, lines[corner[0]]))
    if label and not cornered and (rows < _FEWEST_ROWS or len(rest) > 1):
        return None
    corners = rest[-kept:] if label else ()
    return _Head(
        headers=(*((None,) * (kept - len(corners))), *corners, *headers),
        parents=tuple(parents),
        label=tuple(label[-kept:]),
        opening=(*corners, *parents, *headers),
    )


def _fits(text: str, lines: Sequence[Line], words: Sequence[int], width: int, labels: int) -> bool:
    """Return whether `words` end with `width` headers and so many labels.

    Above the first label stands a header of its own (项目), or nothing else but headers stands there.
    """
    before = _without_remarks(text, lines, words[: len(words) - labels], width)
    headers, rest = before[len(before) - width :], before[: max(len(before) - width, 0)]
    if len(headers) < width or any(is_corner(_shown(text, lines[index])) for index in headers):
        return False
    if not labels:
        return not rest
    shown = [_shown(text, lines[index]) for index in rest]
    repeated = len({_shown(text, lines[index]) for index in headers}) < width
    nearest = shown[-_MOST_PARENTS - 1 :] if repeated else shown[-1:]
    return any(map(is_corner, nearest)) or (labels == 1 and len(rest) <= 1)


def _without_remarks(text: str, lines: Sequence[Line], words: Sequence[int], width: int) -> Sequence[int]:
    while len(words) > width and _REMARK.search(_shown(text, lines[words[-1]])):
        words = words[:-1]
    return words


def _row(group: _Group, width: int, kept: int) -> _Row:
    """Return the labels and the figures of a row; one that lacks some keeps none, for which is unknown."""
    words = group.words[-kept:]
    labels = (*words, *((None,) * (kept - len(words))))
    return (*labels, *group.figures) if len(group.figures) == width else labels


def _parent_cells(lines: Sequence[Line], head: _Head) -> Iterator[Cell]:
    span = (len(head.headers) - 1) // len(head.parents) if head.parents else 0
    for place, index in enumerate(head.parents):
        yield Cell(0, 1 + place * span, (lines[index].span,), column_span=span)


def _is_plausible(text: str, lines: Sequence[Line], rows: Sequence[_Row], kept: int) -> bool:
    """Return whether every figure that is so many per cent stands below a header that may be a rate's.

    The first `kept` cells of each row are labels.
    """
    for column, header in enumerate(rows[0][kept:], kept):
        figures = [row[column] for row in rows[1:] if column < len(row)]
        per_cent = any(
            index is not None and _PERCENT.search(_shown(text, lines[index])) is not None for index in figures
        )
        if header is not None and per_cent and not _RATE.search(_shown(text, lines[header])):
            return False
    return True


def _shown(text: str, line: Line) -> str:
    return text[line.span.start : line.span.end]
