"""Tables in plain text that came out one cell a line."""

import pytest

from evalkit.documents.document import Block, BlockKind
from evalkit.documents.plain.paragraphs import blocks_of


def _tables(cells: str) -> list[list[list[str]]]:
    text = cells.replace(" ", "\n") + "\n"
    return [_grid(text, block) for block in blocks_of(text) if block.kind is BlockKind.TABLE]


def _grid(text: str, block: Block) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(1 + max(cell.row for cell in block.cells))]
    for cell in block.cells:
        row = rows[cell.row]
        row += [""] * (cell.column - len(row))
        shown = "".join(text[piece.start : piece.end] for piece in cell.pieces)
        row += [shown] * cell.column_span
    return rows


def test_a_label_and_always_as_many_figures_make_the_rows() -> None:
    assert _tables("绿化情况表 类别 预算 决算 苗木 12.00 11.50 养护 3.00 — 合计 15.00 11.50") == [
        [
            ["类别", "预算", "决算"],
            ["苗木", "12.00", "11.50"],
            ["养护", "3.00", "—"],
            ["合计", "15.00", "11.50"],
        ]
    ]


def test_numbers_that_only_number_the_rows_are_no_figures() -> None:
    assert _tables("序号 工作任务 计划数 完成数 1 绿道 4 4 2 公园 6 5 合计 10 9") == [
        [["工作任务", "计划数", "完成数"], ["绿道", "4", "4"], ["公园", "6", "5"], ["合计", "10", "9"]]
    ]


def test_headers_above_several_columns_are_told_by_their_period() -> None:
    cells = "科目 预算数 决算数 合计 其中专项 合计 其中专项 苗木 3.00 1.00 2.50 0.50 养护 4.00 2.00 3.50 1.50"
    assert _tables(cells)[0][:2] == [
        ["", "预算数", "预算数", "决算数", "决算数"],
        ["科目", "合计", "其中专项", "合计", "其中专项"],
    ]


def test_a_column_of_remarks_without_any_leaves_no_lines() -> None:
    assert _tables("类别 编制 实有 备注 甲类 24 22 乙类 38 37")[0][0] == ["类别", "编制", "实有"]


def test_a_row_that_lacks_a_figure_keeps_none() -> None:
    rows = _tables("类别 预算 决算 苗木 12.00 11.50 养护 3.00 浇灌 2.00 1.00 合计 17.00 12.50")[0]
    assert rows[2] == ["养护"]


def test_further_headers_begin_another_table() -> None:
    cells = "类别 预算 决算 苗木 1.00 2.00 养护 3.00 4.00 类别 编制 实有 甲类 24 22 乙类 38 37"
    assert [table[0] for table in _tables(cells)] == [["类别", "预算", "决算"], ["类别", "编制", "实有"]]


def test_labels_with_one_figure_each_make_a_table_below_a_corner_and_a_header() -> None:
    assert _tables("绿化情况表 项目 金额 苗木 12.00 养护 3.00 合计 15.00") == [
        [["项目", "金额"], ["苗木", "12.00"], ["养护", "3.00"], ["合计", "15.00"]]
    ]
    assert _tables("苗木 养护 路灯 12.00 亭子 3.00 合计 15.00") == []


def test_the_unit_of_each_row_is_a_cell_of_its_own() -> None:
    assert _tables("指标 单位 目标 完成 苗木 个 12 11 养护率 % 90 93.1") == [
        [["指标", "单位", "目标", "完成"], ["苗木", "个", "12", "11"], ["养护率", "%", "90", "93.1"]]
    ]


def test_as_many_headers_as_figures_need_no_label() -> None:
    assert _tables("预算数 决算数 完成率 12.00 11.50 95.83%") == [
        [["", "预算数", "决算数", "完成率"], ["", "12.00", "11.50", "95.83%"]]
    ]


@pytest.mark.parametrize(
    "cells",
    [
        "苗木 12.00 养护 3.00 浇灌 2.00",
        "类别 完成率 预算 苗木 12.00 95.83% 养护 3.00 96.00%",
        "类别 预算 决算 苗木 12.00 养护 3.00 4.00 浇灌 2.00 合计 17.00 12.50",
        "首页 12 34 56",
        "一 二 三 四 五",
    ],
)
def test_what_has_no_period_is_text(cells: str) -> None:
    assert _tables(cells) == []


def test_paragraphs_are_no_cells() -> None:
    text = "项目\n预算\n决算\n全年完成绿化面积三万平方米。\n12.00\n11.50\n养护。\n3.00\n4.00\n"
    assert [block.kind for block in blocks_of(text) if block.kind is BlockKind.TABLE] == []


def test_two_labels_before_the_first_figures_leave_the_headers_theirs() -> None:
    cells = "支出类型 预算 决算 养护 苗木 1.00 2.00 浇灌 3.00 4.00 合计 4.00 6.00"
    assert _tables(cells)[0][:2] == [["支出类型", "预算", "决算"], ["苗木", "1.00", "2.00"]]


def test_headers_without_one_above_the_labels_are_not_told_from_a_title() -> None:
    assert _tables("报表 本年 预算 决算 苗木 1.00 2.00 浇灌 3.00 4.00") == []
