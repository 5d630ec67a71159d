"""The rows of a table: which are headers, which have figures, and what stands left of and above a figure."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from attrs import define, field, frozen

from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.nouns import PERIODS
from evalkit.facts.quantity import Quantity, scan
from evalkit.facts.sentence import is_year

_NOTHING = re.compile(r"[-—–－―/／\\*×.…~～]*|无|不适用|N/?A", re.IGNORECASE)
"""A cell in which nothing stands: a dash is no zero."""

_AROUND = re.compile(r"(?:[≥≤><=~≈约近逾超¥￥（）()。；;*#]|以上|以下|以内|左右|\(含\))*")
_SENTENCE_SIGN = re.compile("[。；;]")
_LONGEST_HEADER = 40
_NUMBERING = re.compile(r"序号|编号|行次|栏次|行号|项次|排名|名次|NO\.?", re.IGNORECASE)
_PART = re.compile(r"(?:[0-9一二三四五六七八九十、.()]*)(?:其中|内含|其:)")
_ENUMERATED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[、.．](?![0-9])"
)
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_MOST_ROWS_OF_HEADERS = 4

Row = Sequence[Passage | None]


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
    the labels of the row of which its row gives a part (其中), empty when it gives none.
    """

    cell: Passage
    quantity: Quantity
    labels: tuple[Passage, ...]
    headers: tuple[Passage, ...]
    corner: tuple[Passage, ...]
    section: Passage | None = None
    within: tuple[Passage, ...] = ()


def places(table: TablePassage) -> Iterator[Place]:
    """Yield every figure of `table` with what stands around it."""
    walk = _Walk()
    for row in table.rows:
        yield from walk.over(row)


def figure(cell: Passage) -> Quantity | None:
    """Return the one figure that fills a cell; None for words, several figures or a year."""
    if not any(sign.isdigit() for sign in cell.text) and len(cell.text) > _LONGEST_HEADER:
        return None
    found = [quantity for quantity in scan(cell.text) if quantity.noun not in PERIODS]
    if len(found) != 1:
        return None
    around = cell.text[: found[0].start] + cell.text[found[0].end :]
    return found[0] if _AROUND.fullmatch(around) else None


def is_nothing(cell: Passage | None) -> bool:
    """Return whether nothing stands in a cell, or a sign that says so (—, /, 无)."""
    return cell is None or _NOTHING.fullmatch(cell.text) is not None


def _distinct(row: Row) -> list[Passage]:
    return list(dict.fromkeys(cell for cell in row if cell is not None and cell.text))


def _kind(row: Row) -> RowKind:
    cells = _distinct(row)
    words = [cell for cell in cells if not is_nothing(cell) and figure(cell) is None]
    figures = [found for cell in cells if (found := figure(cell)) is not None]
    if figures and all(_is_bare_year(each) for each in figures) and len(words) <= 1 < len(figures):
        return RowKind.HEADER
    if figures and not (len(figures) == 1 and _numbers(row, cells[0])):
        return RowKind.FIGURES
    if figures or any(_SENTENCE_SIGN.search(cell.text) or len(cell.text) > _LONGEST_HEADER for cell in words):
        return RowKind.WORDS
    if len(words) == 1:
        return RowKind.FIGURES if len(cells) > 1 else RowKind.SECTION
    return RowKind.HEADER if words else RowKind.WORDS


def _is_bare_year(quantity: Quantity) -> bool:
    whole = quantity.value == int(quantity.value)
    return not quantity.noun and whole and _FIRST_YEAR <= quantity.value <= _LAST_YEAR


def _numbers(row: Row, cell: Passage) -> bool:
    """Return whether `cell` only numbers its row: a small whole number that opens it, with words behind."""
    found = figure(cell)
    if found is None or row[0] is not cell or found.noun or found.value != int(found.value):
        return False
    behind = next((each for each in row if each is not cell and each is not None and each.text), None)
    return 0 < found.value < 1000 and behind is not None and figure(behind) is None and not is_nothing(behind)


def _is_numbered(row: Row) -> bool:
    cells = _distinct(row)
    return bool(cells) and _numbers(row, cells[0])


@define
class _Walk:
    """What the rows so far leave for those that follow."""

    head: list[Row] = field(factory=list)
    headed: bool = False
    section: Passage | None = None
    wholes: dict[int, tuple[Passage, ...]] = field(factory=dict)
    """The labels of the last row in each column that was no part of another."""

    inside: set[int] = field(factory=set)
    """The columns of labels in which the rows give parts (其中)."""

    def over(self, row: Row) -> Iterator[Place]:
        """Yield the figures of `row`."""
        kind = _kind(row)
        if kind is RowKind.FIGURES:
            self.headed = True
            yield from self._figures(row)
        elif kind is RowKind.SECTION:
            self.section = _distinct(row)[0]
            self.inside.clear()
        elif kind is RowKind.HEADER:
            self._add_header(row)
        elif not self.headed and not _is_numbered(row):
            self.head = []

    def _add_header(self, row: Row) -> None:
        if self.headed or len(self.head) >= _MOST_ROWS_OF_HEADERS:
            self.head = []
            self.section = None
            self.wholes.clear()
            self.inside.clear()
        self.head.append(row)
        self.headed = False

    def _figures(self, row: Row) -> Iterator[Place]:
        for column, cell in enumerate(row):
            if cell is None or cell in row[:column] or (column == 0 and _numbers(row, cell)):
                continue
            quantity = figure(cell)
            headers = self._headers(column)
            if quantity is None or any(_NUMBERING.fullmatch(header.text) for header in headers):
                continue
            first, labels = self._labels(row, column)
            yield Place(
                cell=cell,
                quantity=quantity,
                labels=labels,
                headers=headers,
                corner=self._corner(row, column, headers),
                section=self.section,
                within=self._within(first, labels),
            )

    def _labels(self, row: Row, column: int) -> tuple[int, tuple[Passage, ...]]:
        """Return the nearest cells of words that stand together left of a cell, and where they begin.

        A merged cell that is a header too is none of them.
        """
        labels: list[Passage] = []
        first = -1
        for place in range(column - 1, -1, -1):
            cell = row[place]
            if cell is None or not cell.text or is_nothing(cell) or figure(cell) is not None:
                if labels:
                    break
                continue
            if any(place < len(above) and above[place] is cell for above in self.head):
                continue
            first = place
            if cell not in labels:
                labels.append(cell)
        return first, tuple(reversed(labels))

    def _headers(self, column: int) -> tuple[Passage, ...]:
        cells = [self._header(number, column) for number in range(len(self.head))]
        return tuple(dict.fromkeys(cell for cell in cells if cell is not None and not is_nothing(cell)))

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
        if column >= len(below) or is_nothing(below[column]):
            return None
        spanning = next((each for each in reversed(row[:column]) if each is not None and each.text), None)
        return spanning if spanning is not None and spanning is not next(iter(_distinct(row))) else None

    def _corner(self, row: Row, column: int, headers: Sequence[Passage]) -> tuple[Passage, ...]:
        """Return the headers that stand above words left of a cell, and the merged ones beside it."""
        found: dict[Passage, None] = {}
        for place in range(column):
            cell = row[place]
            if cell is None or figure(cell) is None:
                found |= dict.fromkeys(self._headers(place))
        return tuple(cell for cell in found if cell not in headers)

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


_WHOLE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、)?(?:本年度?|全年|年度|支出|收支|收入|部门|全局|单位|金额|资金|自评|指标){0,4}"
    r"(?P<sum>合计|总计|总额|总分|总数|共计|小计)(?:数|分|金额|得分)?(?:[（(].{0,6}[）)])?[:：]?"
)


def is_whole(label: str) -> bool:
    """Return whether a label says that its row is the whole of the others: 合计, 总计, 小计."""
    return _WHOLE.fullmatch(label) is not None


def is_subtotal(label: str) -> bool:
    """Return whether a label says that its row is the whole of some others only: 小计."""
    match = _WHOLE.fullmatch(label)
    return match is not None and match["sum"] == "小计"


def is_calendar(quantity: Quantity) -> bool:
    """Return whether a quantity in a label is a year or another time."""
    return is_year(quantity) or quantity.noun in PERIODS
