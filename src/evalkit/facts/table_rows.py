"""The rows of a table: which are headers, which have figures, and what stands left of and above a figure."""

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import chain
from typing import NamedTuple

from attrs import field

from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.nouns import KINDS, PERIODS
from evalkit.facts.quantity import Quantity
from evalkit.facts.sentence import is_year
from evalkit.facts.table_cells import LONGEST_HEADER, Contents
from evalkit.frozen import define, frozen
from evalkit.patterns import when_used

_SENTENCE_SIGN = re.compile("[。；;]")
_NUMBERING = re.compile(r"序号|编号|行次|栏次|行号|项次|排名|名次|NO\.?", re.IGNORECASE)
_PART = re.compile(r"(?:[0-9一二三四五六七八九十、.()]*)(?:其中|内含|其:)")
_ENUMERATED = when_used(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[、.．](?![0-9])"
)
_KIND_OF_ROW = re.compile("(?:支出|收支|收入|经费|费用|核算|决算)项目(?:名称)?")
_TIMES = frozenset(noun[0] for noun in PERIODS)
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_MOST_ROWS_OF_HEADERS = 4

Row = Sequence[Passage | None]
Labels = tuple[Passage, ...]
Wanted = Callable[[Labels, Labels, bool], bool]
"""Whether a figure may be a fact's: by its labels, its headers, and whether other rows or counts say more of it."""


class RowKind(Enum):
    """What a row is: headers of the rows below it, figures, the title of a part of the table, or words."""

    HEADER = "header"
    FIGURES = "figures"
    SECTION = "section"
    WORDS = "words"


@frozen(eq=False)
class Place:
    """A figure of a table with what stands around it.

    `labels` stand left of it in its row, `headers` above it; `corner` are the headers above its labels,
    `section` the title of the part of the table in which it stands, None when it has none. `within` are
    the labels of the row of which its row gives a part (其中), empty when it gives none; `beside` are all
    headers of the lowest row of them. It is `paired` where other counts stand in its cell: 28批/231人次.
    """

    cell: Passage
    quantity: Quantity
    labels: tuple[Passage, ...]
    headers: tuple[Passage, ...]
    corner: tuple[Passage, ...]
    section: Passage | None = None
    within: tuple[Passage, ...] = ()
    beside: tuple[Passage, ...] = ()
    paired: bool = False


def places(table: TablePassage, wanted: Wanted, contents: Contents) -> Iterator[Place]:
    """Yield the figures of `table` that are `wanted` with what stands around them.

    `contents` is what the cells of all tables hold, as far as it is known.
    """
    walk = _Walk(wanted, contents)
    for row, cells in zip(table.rows, table.filled, strict=True):
        yield from walk.over(row, cells)


def _distinct(row: Row) -> list[Passage]:
    return list(dict.fromkeys(cell for cell in row if cell is not None and cell.text))


def is_bare_year(quantity: Quantity) -> bool:
    """Return whether a quantity is nothing but a number that may be a year's: 2023."""
    whole = quantity.value == int(quantity.value)
    return not quantity.noun and whole and _FIRST_YEAR <= quantity.value <= _LAST_YEAR


@define
class _Group:
    """The words that stand together left of figures: from which column on, and which `columns` have no figure.

    With its first figure it has `ended`; `within` are the labels of the row of which its own gives a part.
    """

    first: int = -1
    labels: list[Passage] = field(factory=list)
    columns: list[int] = field(factory=list)
    ended: bool = False
    within: tuple[Passage, ...] | None = None


class _Column(NamedTuple):
    """The headers of a column, and whether it only numbers the rows."""

    headers: Labels
    numbers: bool


@define
class _Walk:
    """What the rows so far leave for those that follow."""

    wanted: Wanted
    contents: Contents
    head: list[Row] = field(factory=list)
    headed: bool = False
    section: Passage | None = None
    section_used: bool = False
    wholes: dict[int, tuple[Passage, ...]] = field(factory=dict)
    """The labels of the last row in each column that was no part of another."""

    inside: set[int] = field(factory=set)
    """The columns of labels in which the rows give parts (其中)."""

    groups: list[Passage | None] = field(factory=list)
    """The words at the left edge of the last row, which may have been merged with empty cells below."""

    beside: tuple[Passage, ...] = ()
    columns: dict[int, _Column] = field(factory=dict)
    figured: set[int] = field(factory=set)
    """The columns in which figures stood under these headers."""

    def over(self, row: Row, cells: Sequence[Passage]) -> Iterator[Place]:
        """Yield the figures of `row`, whose cells with text are `cells`, once each."""
        kind = self._kind(row, cells)
        if kind is RowKind.FIGURES:
            self.headed = self.section_used = True
            yield from self._places(self._filled(row))
        elif kind is RowKind.SECTION:
            self.section, self.section_used = cells[0], False
            self.inside.clear()
        elif kind is RowKind.HEADER:
            self._add_header(row)
        elif not self.headed and not self._is_numbered(row):
            self._set_head([])

    # ------------------------------------------------------------ what a row is

    def _is_words(self, cell: Passage | None) -> bool:
        return cell is not None and self.contents[cell.text].words

    def _kind(self, row: Row, cells: Sequence[Passage]) -> RowKind:
        contents = [self.contents[cell.text] for cell in cells]
        figures = [content for content in contents if content.fills]
        words = [cell for cell, content in zip(cells, contents, strict=True) if content.words]
        if len(words) <= 1 < len(figures) and all(is_bare_year(each.figures[0]) for each in figures):
            return RowKind.HEADER
        if figures and not (len(figures) == 1 and self._is_numbered(row)):
            return RowKind.FIGURES
        if figures or any(_is_text(cell) for cell in words):
            return RowKind.WORDS
        if len(words) == 1:
            return RowKind.FIGURES if len(cells) > 1 else RowKind.SECTION
        if words and self._has_none(row, words, dashed=len(words) < len(cells)):
            return RowKind.FIGURES
        return RowKind.HEADER if words else RowKind.WORDS

    def _has_none(self, row: Row, words: Sequence[Passage], *, dashed: bool) -> bool:
        """Return whether a row has only none of the figures that others have: 公务接待费, 万元, —, —, 未安排.

        `dashed`: a dash stands in it. Without one it is told by the single unit behind its label.
        """
        named = [cell for cell in words if cell.text not in KINDS]
        if len(named) == 1 and len(words) == 2 and (dashed or self.headed):
            return True
        above = [row[column] for column in self.figured if column < len(row)]
        return dashed and any(map(self._is_dash, above)) and not any(cell in above for cell in named)

    def _is_dash(self, cell: Passage | None) -> bool:
        return cell is not None and cell.text != "" and not self._says(cell)

    def _is_numbered(self, row: Row) -> bool:
        """Return whether a small whole number opens a row, with words behind it."""
        first = row[0] if row else None
        if first is None or not self.contents[first.text].fills:
            return False
        found = self.contents[first.text].figures
        if found[0].noun or not 0 < found[0].value < 1000:
            return False
        cells = _distinct(row)
        return found[0].value == int(found[0].value) and len(cells) > 1 and self._is_words(cells[1])

    def _add_header(self, row: Row) -> None:
        if self.headed or len(self.head) >= _MOST_ROWS_OF_HEADERS:
            self._set_head([])
            self.section = None if self.section_used else self.section
            self.wholes.clear()
            self.inside.clear()
        self._set_head([*self.head, row])
        self.headed = False

    def _set_head(self, rows: list[Row]) -> None:
        self.head = rows
        self.columns.clear()
        self.figured.clear()
        self.groups = []
        self.beside = tuple(each for each in _distinct(rows[-1]) if self._says(each)) if rows else ()

    def _filled(self, row: Row) -> Row:
        """Return `row` with the words above the empty cells before its first word: merged cells came out so."""
        start = 0
        while start < len(row) and not _text(row[start]):
            start += 1
        merged = self.groups[:start]
        fills = 0 < start < len(row) and len(merged) == start and self._is_words(row[start])
        row = [*merged, *row[start:]] if fills and not is_whole(_text(row[start])) else row
        edge = 0
        while edge < len(row) and self._is_words(row[edge]):
            edge += 1
        self.groups = list(row[: edge - 1]) if edge else []
        return row

    # ------------------------------------------------------------ what stands around a figure

    def _places(self, row: Row) -> Iterator[Place]:
        group = _Group()
        labels: Labels = ()
        numbered = self._is_numbered(row)
        for column, cell in enumerate(row):
            if cell is not None and column and row[column - 1] is cell:
                continue
            content = None if cell is None or (numbered and column == 0) else self.contents[cell.text]
            if cell is None or content is None or not content.fills:
                group = self._grouped(group, cell, column)
                continue
            group.ended = True
            self.figured.add(column)
            headers, numbers = self._column(column)
            if numbers:
                continue
            if group.within is None:
                labels = tuple(group.labels)
                group.within = self._within(group.first, labels)
            paired = content.paired
            if not self.wanted(labels, headers, paired or bool(group.within)):
                continue
            corner = self._corner(group.columns, headers)
            for quantity in content.figures:
                yield Place(
                    cell, quantity, labels, headers, corner, self.section, group.within, self.beside, paired
                )

    def _grouped(self, group: _Group, cell: Passage | None, column: int) -> _Group:
        """Return the group of words that goes on, or begins, with a cell without a figure.

        A merged cell that is a header too is none of its words.
        """
        if cell is not None and self._is_words(cell) and not self._is_header(cell, column):
            if group.ended:
                group = _Group()
            group.first = column if not group.labels else group.first
            group.labels.append(cell)
        else:
            group.ended = group.ended or bool(group.labels)
        group.columns.append(column)
        return group

    def _is_header(self, cell: Passage, column: int) -> bool:
        return any(column < len(above) and above[column] is cell for above in self.head)

    def _corner(self, columns: Sequence[int], headers: Labels) -> Labels:
        """Return the headers above `columns` that are none of `headers`."""
        above = dict.fromkeys(chain.from_iterable(self._column(column).headers for column in columns))
        return tuple(each for each in above if each not in headers)

    def _says(self, cell: Passage | None) -> bool:
        """Return whether anything stands in a cell: no dash."""
        if cell is None:
            return False
        content = self.contents[cell.text]
        return content.words or content.fills

    def _column(self, column: int) -> _Column:
        found = self.columns.get(column)
        if found is None:
            cells = [self._header(number, column) for number in range(len(self.head))]
            headers = tuple(dict.fromkeys(each for each in cells if each is not None and self._says(each)))
            numbers = any(_NUMBERING.fullmatch(header.text) for header in headers)
            found = self.columns[column] = _Column(headers, numbers)
        return found

    def _header(self, number: int, column: int) -> Passage | None:
        """Return the header of `column` in one row of headers; one that spans columns counts for all of them.

        Where merged cells came out as empty ones, the words left of an empty cell span it if a header
        of its own stands below it.
        """
        row = self.head[number]
        cell = row[column] if column < len(row) else None
        if cell is not None and cell.text:
            return cell
        below = self.head[number + 1] if number + 1 < len(self.head) else ()
        if column >= len(below) or not self._says(below[column]):
            return None
        first = next((each for each in row[:column] if each is not None and each.text), None)
        nearest = next((each for each in reversed(row[:column]) if each is not None and each.text), None)
        return nearest if nearest is not first else None

    def _within(self, first: int, labels: tuple[Passage, ...]) -> tuple[Passage, ...]:
        """Return the labels of the row of which this one gives a part, and remember what it is."""
        if not labels:
            return ()
        text = labels[-1].text
        if _PART.match(text) and first in self.wholes:
            self.inside.add(first)
        elif first in self.inside and (_ENUMERATED.match(text) or is_whole(text)):
            self.inside.discard(first)
        if first in self.inside:
            return self.wholes[first] if self.wholes[first] != labels else ()
        self.wholes[first] = labels
        return ()


def _text(cell: Passage | None) -> str:
    return "" if cell is None else cell.text


def _is_text(cell: Passage) -> bool:
    return len(cell.text) > LONGEST_HEADER or _SENTENCE_SIGN.search(cell.text) is not None


_WHOLE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、)?(?:本年度?|全年|年度|支出|收支|收入|部门|全局|单位|金额|资金|自评|指标){0,4}"
    r"(?P<sum>合计|总计|总额|总分|总数|共计|小计)(?:数|分|金额|得分)?(?:[（(].{0,6}[）)])?[:：]?"
)


def is_whole(label: str) -> bool:
    """Return whether a label says that its row is the whole of the others: 合计, 总计, 小计."""
    return ("计" in label or "总" in label) and _WHOLE.fullmatch(label) is not None


def is_subtotal(label: str) -> bool:
    """Return whether a label says that its row is the whole of some others only: 小计."""
    match = _WHOLE.fullmatch(label)
    return match is not None and match["sum"] == "小计"


def is_kind_of_row(header: str) -> bool:
    """Return whether the header of labels only says that they are items of accounts, no projects: 支出项目."""
    return _KIND_OF_ROW.fullmatch(header) is not None


def may_date(label: str) -> bool:
    """Return whether a year or another time may stand in a label at all; in most there is no sign of any."""
    return not _TIMES.isdisjoint(label)


def is_calendar(quantity: Quantity) -> bool:
    """Return whether a quantity in a label is a year or another time."""
    return is_year(quantity) or quantity.noun in PERIODS
