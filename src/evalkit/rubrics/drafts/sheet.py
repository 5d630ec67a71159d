"""The rows of a scoring sheet: indicators with the titles above them, whatever is merged, broken or noted."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from attrs import evolve

from evalkit.documents.document import Block, BlockKind, Document
from evalkit.documents.normal import normal
from evalkit.errors import DocumentError, Problem
from evalkit.facts.outline import levels_in
from evalkit.frozen import frozen
from evalkit.messages import say
from evalkit.rubrics.drafts.heads import Head, head_of
from evalkit.rubrics.drafts.overall import VETO, Overall, overall, overall_in

_TOTALS = ("合计", "总计", "总分", "小计")
_ASIDE = re.compile(r"(?:注|备注|附注|说明|填表说明|填报说明|评分说明)\d?[:：.、]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MARKED = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分?\s*[）)]\s*$")
_MOST = re.compile(r"(?:最多|最高|不超过|上限|累计)[^;；。\d]{0,6}(\d+(?:\.\d+)?)\s*分")
ON_TOP = re.compile(r"加分|附加分|奖励分|扣分项|减分|倒扣|总分调整")
"""What titles say of rows that give marks on top of the total, or take them from it."""
_SPACES = re.compile(r"\s+")
_ENDS = tuple("；;。，,、：:")


@frozen
class SheetRow:
    """One indicator of a scoring sheet.

    `levels` are the titles above it, the highest first; `standard` is how marks are given and
    `meaning` what is looked at, both empty where the sheet says nothing. `tiers` are the marks of
    the tiers that have columns of their own. `row` counts from 1 in the table.
    """

    levels: tuple[str, ...]
    title: str
    marks: Decimal
    standard: str
    meaning: str
    row: int
    tiers: tuple[tuple[str, Decimal], ...] = ()


@frozen
class _Cell:
    """What stands in one place of a table; `number` is the same in all places of a merged cell."""

    text: str
    number: int


_EMPTY = _Cell("", -1)


@frozen
class Sheet:
    """A scoring sheet: its indicators, and what it says of the total in rows without marks and in notes."""

    rows: tuple[SheetRow, ...]
    overall: tuple[Overall, ...] = ()


def sheet_of(document: Document) -> Sheet:
    """Return the first scoring sheet in `document`, with the notes below it.

    Raises DocumentError when there is no table with a column of indicators and one of marks, or
    when it has no rows.
    """
    for place, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE:
            grid = _grid(document, block)
            heads = ((at, head_of([cell.text for cell in row])) for at, row in enumerate(grid))
            found = next(((at, head) for at, head in heads if head is not None), None)
            sheet = None if found is None else _Reader(found[1]).sheet(grid, found[0] + 1)
            if sheet is not None and sheet.rows:
                below = overall_in(_text_below(document, place))
                return evolve(sheet, overall=(*sheet.overall, *below))
    raise DocumentError(
        Problem(
            say("没有找到评分表", "there is no scoring sheet in it"),
            where=document.name,
            allowed=say(
                "表头含“三级指标”（或“评价指标”“指标名称”）和“分值”（或“权重”）的表",
                "a table whose header has 三级指标 (or 评价指标, 指标名称) and 分值 (or 权重)",
            ),
        )
    )


def _text_below(document: Document, table: int) -> str:
    """Return the text between a table and the next one, a line for each paragraph."""
    below = takewhile(lambda block: block.kind is not BlockKind.TABLE, document.blocks[table + 1 :])
    return "\n".join("".join(document.quote(piece) for piece in block.pieces) for block in below)


def _grid(document: Document, block: Block) -> list[list[_Cell]]:
    """Return what stands in every place of the table; what is merged stands in all its places."""
    height = max((cell.row + cell.row_span for cell in block.cells), default=0)
    width = max((cell.column + cell.column_span for cell in block.cells), default=0)
    grid = [[_EMPTY] * width for _ in range(height)]
    for number, cell in enumerate(block.cells):
        text = "".join(document.quote(piece) for piece in cell.pieces).strip()
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row][column] = _Cell(text, number)
    return grid


class _Reader:
    """A walk down the rows of a sheet, which remembers the titles above and the indicator that goes on."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._above: dict[int, str] = {}
        self._found: list[SheetRow] = []
        self._overall: list[Overall] = []
        self._last: Sequence[_Cell] = ()

    def sheet(self, grid: Sequence[Sequence[_Cell]], start: int) -> Sheet:
        """Return the indicators from the row `start` on, and what is said of the total."""
        kept = [(number, row) for number, row in enumerate(grid) if number >= start and self._is_row(row)]
        titles = [_SPACES.sub("", row[self._head.title].text) for _, row in kept]
        outline = {} if self._head.levels else levels_in(titles)
        for place, (number, row) in enumerate(kept):
            group = outline.get(place, ())
            if group is not None:
                self._read(row, number, tuple(map(_plain, group)))
        return Sheet(tuple(self._found), tuple(self._overall))

    def _is_row(self, row: Sequence[_Cell]) -> bool:
        """Return whether `row` is no total, no note and no header once more; what a note says of the total is kept."""
        texts = [cell.text for cell in row]
        names = [_plain(row[column].text) for column in (*self._head.levels, self._head.title)]
        first = next((text for text in texts if text), "")
        is_total = any(name.endswith(_TOTALS) for name in names)
        is_aside = _ASIDE.match(_SPACES.sub("", first)) is not None
        if is_aside or len({cell.number for cell in row if cell.text}) == 1:
            said = list(overall_in(first))
            self._overall += said
            is_aside = is_aside or bool(said)
        return not is_total and not is_aside and head_of(texts) is None

    def _read(self, row: Sequence[_Cell], number: int, group: tuple[str, ...]) -> None:
        levels = self._filled(row) if self._head.levels else group
        if self._goes_on(row):
            self._found[-1] = self._longer(self._found[-1], row)
            return
        title, marks = _plain(row[self._head.title].text), self._marks(row)
        if not title and levels and row[self._head.levels[-1]].number not in self._numbers_before():
            title = levels[-1]  # A row without an indicator of its own is one itself.
        title, standard = _titled(title, self._standard(row))
        if title and marks is None:
            if self._on_the_total(levels, title, standard or _text(row, self._head.meaning)):
                return
            marks = self._most(row)
        if not title or marks is None:
            return
        self._last = row
        self._found.append(
            SheetRow(
                levels=levels,
                title=title,
                marks=marks,
                standard=standard,
                meaning=_text(row, self._head.meaning),
                row=number + 1,
                tiers=tuple(self._tiers(marks)),
            )
        )

    def _on_the_total(self, levels: tuple[str, ...], title: str, clause: str) -> bool:
        """Keep what a row without marks says of the total, called as the row is; return whether it says anything."""
        named = next((name for name in (title, *levels) if VETO.search(name)), "")
        found = overall(named, clause or title)
        if found is not None:
            self._overall.append(evolve(found, title=title if clause else found.title))
        return found is not None

    def _numbers_before(self) -> set[int]:
        return {cell.number for cell in self._last}

    def _filled(self, row: Sequence[_Cell]) -> tuple[str, ...]:
        """Return the titles of the levels; an empty cell belongs to the title above it."""
        columns = self._head.levels
        for place, column in enumerate(columns):
            text = _plain(row[column].text)
            if text and text != self._above.get(column):
                self._above[column] = text
                for lower in columns[place + 1 :]:
                    self._above.pop(lower, None)
        return tuple(self._above.get(column, "") for column in columns)

    def _goes_on(self, row: Sequence[_Cell]) -> bool:
        """Return whether `row` says more of the standard of the indicator before it."""
        if not self._found or _text(row, self._head.standard).startswith("其中"):
            return False
        title, before = row[self._head.title], self._last[self._head.title]
        column = self._head.marks
        marks, marks_before = (_EMPTY, _EMPTY) if column is None else (row[column], self._last[column])
        same_marks = not marks.text or marks.number == marks_before.number
        if title.text:
            return title.number == before.number and same_marks
        others = [row[column] for column in self._head.levels]
        known = self._numbers_before()
        return same_marks and all(not each.text or each.number in known for each in others)

    def _longer(self, found: SheetRow, row: Sequence[_Cell]) -> SheetRow:
        return evolve(
            found,
            standard=_joined(found.standard, self._more(row, self._head.standard)),
            meaning=_joined(found.meaning, self._more(row, self._head.meaning)),
        )

    def _more(self, row: Sequence[_Cell], column: int | None) -> str:
        """Return what `row` says in `column`, nothing where that is the cell of the row before."""
        if column is None or row[column].number == self._last[column].number:
            return ""
        return _text(row, column)

    def _marks(self, row: Sequence[_Cell]) -> Decimal | None:
        column = self._head.marks
        found = None if column is None else _NUMBER.search(normal(row[column].text))
        if found is None:
            inside = _MARKED.search(normal(row[self._head.title].text))
            return Decimal(inside[1]) if inside else None
        marks = Decimal(found[0])
        return marks if marks > 0 else None

    def _most(self, row: Sequence[_Cell]) -> Decimal | None:
        """Return the most that a row without marks gives on top or takes: 加分项 are no part of the total."""
        names = "".join(row[column].text for column in (*self._head.levels, self._head.title))
        found = _MOST.search(normal(self._standard(row))) if ON_TOP.search(names) else None
        return Decimal(found[1]) if found else None

    def _standard(self, row: Sequence[_Cell]) -> str:
        tiers = [(each, _text(row, each.column)) for each in self._head.tiers]
        said = [f"{each.title}：{text}" for each, text in tiers if text]
        return _joined(_text(row, self._head.standard), "；".join(said))

    def _tiers(self, marks: Decimal) -> list[tuple[str, Decimal]]:
        return [
            (each.title, marks * each.worth / 100 if each.is_share else each.worth)
            for each in self._head.tiers
        ]


def _plain(title: str) -> str:
    """Return a title without white space, its number and its marks: ``1.预算调整率（3分）``."""
    text = _MARKED.sub("", _SPACES.sub("", title))
    return re.sub(r"^[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、]+", "", text)


def _titled(title: str, standard: str) -> tuple[str, str]:
    """Return a title and its standard; 总分调整 stands above titles that begin the standards."""
    name, colon, rest = standard.partition("：")
    return (name, rest) if title == "总分调整" and colon else (title, standard)


def _text(row: Sequence[_Cell], column: int | None) -> str:
    return "" if column is None else _SPACES.sub(" ", row[column].text).strip()


def _joined(one: str, other: str) -> str:
    if not one or not other:
        return one or other
    return f"{one}{'' if one.endswith(_ENDS) else '；'}{other}"
