"""The rows of a scoring sheet: which column says what, and what merged cells mean for each row."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import frozen

from evalkit.documents.document import Block, BlockKind, Document
from evalkit.documents.normal import normal
from evalkit.errors import DocumentError, Problem
from evalkit.messages import say

_LEVELS = (
    ("一级指标", "一级"),
    ("二级指标", "二级"),
    ("三级指标", "三级", "四级指标", "评价指标", "指标名称", "考核指标", "评分指标"),
)
"""What the columns of the three levels are called; the last one holds the indicators."""
_MARKS = ("分值", "权重", "标准分", "满分", "分数", "权值")
_STANDARDS = (
    "评分标准",
    "评价标准",
    "评分细则",
    "计分标准",
    "评分办法",
    "计分办法",
    "评分规则",
    "扣分标准",
    "评分说明",
)
_MEANINGS = ("指标解释", "指标说明", "评价要点", "指标内容", "评价内容", "考核内容")
_TOTALS = ("合计", "总计", "总分", "小计")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MARKED = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分?\s*[）)]\s*$")
_SPACES = re.compile(r"\s+")


@frozen
class SheetRow:
    """One indicator of a scoring sheet.

    `levels` are the titles above it, the highest first; `standard` is how marks are given and
    `meaning` what is looked at, both empty where the sheet says nothing. `row` counts from 1 in the
    table.
    """

    levels: tuple[str, ...]
    title: str
    marks: Decimal
    standard: str
    meaning: str
    row: int


def rows_of(document: Document) -> tuple[SheetRow, ...]:
    """Return the indicators of the first scoring sheet in `document`.

    Raises DocumentError when there is no table with a column of indicators and one of marks, or
    when it has no rows.
    """
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            grid = _grid(document, block)
            found = next(((at, head) for at, row in enumerate(grid) if (head := _head(row))), None)
            if found is not None:
                at, head = found
                rows = tuple(_rows(grid, head, at + 1))
                if rows:
                    return rows
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


def _grid(document: Document, block: Block) -> list[list[str]]:
    """Return the text of every place of the table; what is merged stands in all its places."""
    height = max((cell.row + cell.row_span for cell in block.cells), default=0)
    width = max((cell.column + cell.column_span for cell in block.cells), default=0)
    grid = [[""] * width for _ in range(height)]
    for cell in block.cells:
        text = "".join(document.quote(piece) for piece in cell.pieces).strip()
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row][column] = text
    return grid


@frozen
class _Head:
    levels: tuple[int, ...]
    marks: int
    standard: int | None
    meaning: int | None


def _head(row: Sequence[str]) -> _Head | None:
    """Return which column says what when `row` is the header of a scoring sheet."""
    names = [_SPACES.sub("", text) for text in row]
    levels = [column for names_of in _LEVELS if (column := _column(names, names_of)) is not None]
    marks = _column(names, _MARKS)
    if not levels or marks is None:
        return None
    return _Head(tuple(levels), marks, _column(names, _STANDARDS), _column(names, _MEANINGS))


def _column(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    exact = (column for column, name in enumerate(names) if name in wanted)
    alike = (column for column, name in enumerate(names) if any(word in name for word in wanted))
    return next(exact, next(alike, None))


def _rows(grid: Sequence[Sequence[str]], head: _Head, start: int) -> Iterator[SheetRow]:
    above: dict[int, str] = {}
    for number in range(start, len(grid)):
        row = grid[number]
        title = _plain(row[head.levels[-1]])
        marks = _marks(row[head.marks], row[head.levels[-1]])
        if not title or marks is None or _is_total([row[column] for column in head.levels]):
            continue
        yield SheetRow(
            levels=_filled(row, head.levels[:-1], above),
            title=title,
            marks=marks,
            standard=_text(row, head.standard),
            meaning=_text(row, head.meaning),
            row=number + 1,
        )


def _filled(row: Sequence[str], columns: Sequence[int], above: dict[int, str]) -> tuple[str, ...]:
    """Return the titles of the levels; an empty cell belongs to the title above it."""
    for place, column in enumerate(columns):
        text = _plain(row[column])
        if text and text != above.get(column):
            above[column] = text
            for lower in columns[place + 1 :]:
                above.pop(lower, None)
    return tuple(above.get(column, "") for column in columns)


def _is_total(titles: Sequence[str]) -> bool:
    return any(_plain(title) in _TOTALS for title in titles)


def _plain(title: str) -> str:
    """Return a title without white space, its number and its marks: ``1.预算调整率（3分）``."""
    text = _MARKED.sub("", _SPACES.sub("", title))
    return re.sub(r"^[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、]+", "", text)


def _marks(cell: str, title: str) -> Decimal | None:
    found = _NUMBER.search(normal(cell)) or None
    if found is None:
        inside = _MARKED.search(normal(title))
        return Decimal(inside[1]) if inside else None
    marks = Decimal(found[0])
    return marks if marks > 0 else None


def _text(row: Sequence[str], column: int | None) -> str:
    return "" if column is None else _SPACES.sub(" ", row[column]).strip()
