"""Several tables on one sheet, without an empty row between them."""

import io
from typing import Any

import openpyxl
import pytest

from evalkit.documents.document import Document
from evalkit.documents.limits import DEFAULT
from evalkit.documents.passage import TablePassage, passages
from evalkit.documents.sheets.xlsx import read_xlsx

FIRST: list[list[Any]] = [["科目", "预算数", "决算数"], ["基本支出", 820.5, 816.25]]
SECOND: list[list[Any]] = [["类别", "上年决算数", "本年决算数"], ["公务接待费", 3.25, 2.75]]


def _read(rows: list[list[Any]], merged: str = "") -> Document:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    target = io.BytesIO()
    book.save(target)
    return read_xlsx("表.xlsx", target.getvalue(), DEFAULT)


def _tables(document: Document) -> list[tuple[str, str, str]]:
    """Return the heading above each table, its caption, and its first cell."""
    return [
        (each.headings[-1], each.caption.text if each.caption else "", each.filled[0][0].text)
        for each in passages(document)
        if isinstance(each, TablePassage)
    ]


@pytest.mark.parametrize("title", ["表2.经费对比", "附表二：经费对比", "经费对比（单位：元）"])
def test_a_numbered_title_or_a_unit_begins_the_next_table(title: str) -> None:
    found = _tables(_read([["单位：万元"], *FIRST, [title], *SECOND]))
    assert [first for _, _, first in found] == ["科目", "类别"]
    assert title in found[1]


def test_a_note_stays_below_its_table() -> None:
    document = _read(
        [["单位：万元"], *FIRST, ["注：单位：万元以下略去"], ["三、经费"], ["单位：元"], *SECOND]
    )
    assert _tables(document) == [("Sheet", "单位：万元", "科目"), ("三、经费", "单位：元", "类别")]


@pytest.mark.parametrize(
    "between",
    [[["二、经费对比"]], [["单位：元"], ["项目支出", 120, 118]], [["填报单位：云岭区城管局"]]],
    ids=["a part's title", "no headers below", "another unit"],
)
def test_other_rows_go_on_with_the_table(between: list[list[Any]]) -> None:
    assert [first for _, _, first in _tables(_read([*FIRST, *between, *SECOND]))] == ["科目"]


def test_a_merged_cell_beside_it_holds_the_table_together() -> None:
    rows: list[list[Any]] = [
        ["支出", "科目", "决算数"],
        ["合并", "基本支出", 8],
        [None, "表2"],
        [None, "类别", "本年数"],
        [None, "接待", 2],
    ]
    assert len(_tables(_read(rows))) == 2
    assert len(_tables(_read(rows, merged="A2:A5"))) == 1
