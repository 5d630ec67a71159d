"""The marks that a report gives itself, row by row: the filled scoring sheet in it or beside it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from attrs import evolve, field

from evalkit.documents.document import Evidence, Span
from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.outline import levels_in
from evalkit.facts.self_heads import SelfHead, is_own, self_head_of
from evalkit.facts.self_lines import line_sheets
from evalkit.facts.self_marks import full_marks, marks_behind, marks_of, plain_title
from evalkit.facts.self_sheet import SelfScore, SelfSheet, SelfTotal
from evalkit.facts.table_rows import is_subtotal, is_whole
from evalkit.frozen import define
from evalkit.patterns import when_used

_NOTHING = when_used(r"[-—–－/／无]*")
_OF_PROJECTS = re.compile("项目(?:支出)?(?:绩效)?(?:目标)?自评|项目支出绩效")
_PROJECT = frozenset(("项目名称", "项目资金", "项目资金(万元)", "项目单位"))
_WHOLE = ("合计", "总计", "总分")
_SHORT_ROW = 120
_LONGEST_HEAD = 24
_HUNDRED = Decimal(100)


def self_sheets(read: Sequence[Passage | TablePassage]) -> tuple[SelfSheet, ...]:
    """Return the sheets in `read` in which the report scores itself; those of single projects are left out."""
    found: list[SelfSheet] = []
    for table in read:
        if isinstance(table, TablePassage) and not _is_of_project(table):
            sheet = _sheet(table)
            if sheet is not None:
                found.append(sheet)
    return (*found, *line_sheets(read))


def _is_of_project(table: TablePassage) -> bool:
    above = [each.text for each in (table.title, table.caption) if each is not None]
    first = [cell.text for row in table.rows[:3] for cell in row if cell is not None]
    titles = [text for text in (*above, *table.headings[-1:], *first[:1]) if "整体" not in text]
    return any(_OF_PROJECTS.search(text) for text in titles) or any(text in _PROJECT for text in first)


def _sheet(table: TablePassage) -> SelfSheet | None:
    reader: _Reader | None = None
    before: Sequence[Passage | None] = ()
    headed = hint = False
    if not _speak_of_marks(table.text):
        return None
    for row in table.rows:
        above, hint = hint, any(cell is not None and _speaks_of_marks(cell.text) for cell in row)
        own = headed and any(cell is not None and is_own(cell.text) for cell in row)
        upper = before if own or not headed else ()
        head = self_head_of(_names(row, upper)) if hint or above else None
        if head is not None:
            reader = _Reader(table, head, [], None) if reader is None else reader
            reader.turn_to(head)
        elif reader is not None:
            reader.read(row)
        headed, before = head is not None, row
    return None if reader is None else reader.sheet()


def _speaks_of_marks(text: str) -> bool:
    """Return whether `text` may be the header of a column of marks: most rows of tables need no second look."""
    return len(text) <= _LONGEST_HEAD and _speak_of_marks(text)


def _speak_of_marks(text: str) -> bool:
    """Return whether the name of a column of marks, 自评 or 得分 with more about it, may stand in `text`."""
    return "评" in text or ("得" in text and "分" in text)


def _names(row: Sequence[Passage | None], above: Sequence[Passage | None]) -> list[str]:
    """Return what a row says as a header; an empty cell of a merged one says what stands above it."""
    width = max(len(row), len(above))
    own, upper = ([*each, *[None] * (width - len(each))] for each in (row, above))
    return [_text(one) or _text(other) for one, other in zip(own, upper, strict=True)]


def _text(cell: Passage | None) -> str:
    return "" if cell is None else cell.text


@define
class _Open:
    """An indicator whose rows are being read: the cells that have been counted, and what they come to."""

    above: tuple[Passage, ...]
    title: Passage
    name: str
    full: dict[Passage, Decimal] = field(factory=dict)
    awarded: dict[Passage, Decimal] = field(factory=dict)
    reasons: dict[Passage, str] = field(factory=dict)


@define
class _Reader:
    """A walk down the rows of a sheet, which remembers the titles above and the indicator that goes on."""

    table: TablePassage
    head: SelfHead
    found: list[_Open]
    total: SelfTotal | None
    above: dict[int, Passage] = field(factory=dict)
    opened: bool = False

    def turn_to(self, head: SelfHead) -> None:
        """Read the rows that follow by the header `head`."""
        self.head, self.opened = head, False
        self.above.clear()

    def read(self, row: Sequence[Passage | None]) -> None:
        """Take in one row below the header."""
        awarded, full = self._cell(row, self.head.awarded), self._full(row)
        marks = None if awarded is None else marks_of(awarded.text, full)
        names = [self._cell(row, column) for column in (*self.head.levels, self.head.title)]
        if awarded is not None and awarded in names:
            return  # A note that spans the table.
        label = next((cell.text for cell in names if cell is not None and cell.text), _first(row))
        if not self.head.implied and (is_whole(label) or label.endswith(_WHOLE)):
            if awarded is not None and marks is not None and not is_subtotal(label):
                self.total = SelfTotal(full, marks, self._evidence(_first_cell(row), awarded))
            return
        self._open(row, full, marks)
        if self.found and awarded is not None and marks is not None:
            self._add(row, awarded, marks)

    def _open(self, row: Sequence[Passage | None], full: Decimal | None, marks: Decimal | None) -> None:
        """Begin the indicator that begins in `row`, if one does."""
        if self.head.implied:
            first = _first_cell(row)
            if first is not None and marks is not None and not self.opened:
                self.found.append(_Open((), first, self.head.implied))
            self.opened = self.opened or marks is not None
            return
        opened = self._title(row)
        alone = not self.head.levels
        if opened is not None and opened.title.text and (alone or marks is not None or full is not None):
            self.found.append(opened)

    def _add(self, row: Sequence[Passage | None], awarded: Passage, marks: Decimal) -> None:
        """Add the marks of `row` to the indicator that it belongs to."""
        last = self.found[-1]
        last.awarded[awarded] = marks
        full, cell = self._full(row), self._cell(row, self.head.full)
        if full is not None and cell is not None:
            last.full[cell] = full
        reason = self._cell(row, self.head.reason)
        if reason is not None and not _NOTHING.fullmatch(reason.text) and reason is not awarded:
            last.reasons[reason] = reason.text

    def _title(self, row: Sequence[Passage | None]) -> _Open | None:
        """Return the indicator that begins in `row`, None where the one before goes on."""
        new: list[int] = []
        columns = (*self.head.levels, self.head.title)
        for depth, column in enumerate(columns):
            cell = self._cell(row, column)
            if cell is None or not cell.text or cell is self.above.get(column):
                continue
            same = column in self.above and self.above[column].text == cell.text
            if same and column != self.head.title and not new:
                continue
            self.above[column] = cell
            new.append(depth)
            for lower in columns[depth + 1 :]:
                self.above.pop(lower, None)
        if not new:
            return None
        depth = new[-1]
        levels = [self.above[column] for column in columns[:depth] if column in self.above]
        title = self.above[columns[depth]]
        return _Open(tuple(levels), title, plain_title(title.text))

    def sheet(self) -> SelfSheet | None:
        """Return what was read; None where there are no rows, or the marks cannot be such of the full marks."""
        found = self.found if self.head.levels else self._outlined()
        shared = _shared(each.awarded for each in found)
        kept = [
            each
            for each, after in zip(found, [*found, None][1:], strict=True)
            if each.awarded and shared.isdisjoint(each.awarded) and not _is_of_several(each, after)
        ]
        groups = _shared(each.full for each in found)
        for each in kept:
            if not groups.isdisjoint(each.full):
                each.full.clear()
        rows = self._weighed([self._row(each) for each in kept])
        over = sum(row.full is not None and row.awarded > row.full for row in rows)
        return SelfSheet(tuple(rows), self.total) if rows and over * 2 <= len(rows) else None

    def _outlined(self) -> list[_Open]:
        """Return what was found in one column of titles, each below those that its number puts above it."""
        outline = levels_in([each.title.text for each in self.found])
        titles: dict[str, Passage] = {}
        placed = []
        for place, each in enumerate(self.found):
            above = outline.get(place, ())
            if above is None:
                titles[each.title.text] = each.title
            else:
                levels = tuple(titles[title] for title in above if title in titles)
                placed.append(evolve(each, above=levels))
        return placed

    def _weighed(self, rows: list[SelfScore]) -> list[SelfScore]:
        """Return `rows` with full marks of 100 in all where weights are printed that come to 1."""
        fulls = [row.full for row in rows if row.full is not None]
        if not self.head.weights or not fulls or sum(fulls) > 1:
            return rows
        return [evolve(row, full=None if row.full is None else row.full * _HUNDRED) for row in rows]

    def _row(self, opened: _Open) -> SelfScore:
        printed = opened.title.text
        full = sum(opened.full.values(), Decimal(0)) if opened.full else None
        full = marks_behind(printed) if full is None else full
        return SelfScore(
            levels=tuple(
                dict.fromkeys(plain_title(each.text) for each in opened.above if each is not opened.title)
            ),
            title=opened.name,
            full=full,
            awarded=sum(opened.awarded.values(), Decimal(0)),
            reason="；".join(dict.fromkeys(opened.reasons.values())),
            evidence=self._evidence(opened.title, *opened.awarded),
        )

    def _full(self, row: Sequence[Passage | None]) -> Decimal | None:
        cell = self._cell(row, self.head.full)
        return None if cell is None else full_marks(cell.text, weights=self.head.weights)

    def _cell(self, row: Sequence[Passage | None], column: int | None) -> Passage | None:
        return row[column] if column is not None and column < len(row) else None

    def _evidence(self, first: Passage | None, *marks: Passage) -> tuple[Evidence, ...]:
        """Return the row from its first cell to its marks; both apart where much stands between them."""
        cells = [cell for cell in (first, *marks) if cell is not None and cell.text]
        spans = [cell.span(0, len(cell.text)) for cell in cells]
        if (
            len(spans) == 2
            and 0 <= spans[1].end - spans[0].start <= _SHORT_ROW
            and spans[0].start <= spans[1].start
        ):
            spans = [Span(spans[0].start, spans[1].end)]
        return tuple(map(self.table.document.evidence, spans))


def _shared(cells: Iterable[Iterable[Passage]]) -> set[Passage]:
    """Return the merged cells that stand in the rows of several indicators."""
    counted = Counter(cell for each in cells for cell in each)
    return {cell for cell, count in counted.items() if count > 1}


def _is_of_several(opened: _Open, after: _Open | None) -> bool:
    """Return whether marks are those of a level, or may be those of several rows of which the next has none."""
    if after is None:
        return False
    full = sum(opened.full.values(), Decimal(0))
    alone = not after.awarded and bool(full) and sum(opened.awarded.values(), Decimal(0)) > full
    return alone or opened.title in after.above


def _first_cell(row: Sequence[Passage | None]) -> Passage | None:
    return next((cell for cell in row if cell is not None and cell.text), None)


def _first(row: Sequence[Passage | None]) -> str:
    return _text(_first_cell(row))
