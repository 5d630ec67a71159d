"""Tables in plain text that only spaces divide."""

import pytest

from evalkit.documents.document import Block, BlockKind
from evalkit.documents.plain.paragraphs import blocks_of


def _tables(text: str) -> list[list[list[str]]]:
    return [_grid(text, block) for block in blocks_of(text) if block.kind is BlockKind.TABLE]


def _grid(text: str, block: Block) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(1 + max(cell.row for cell in block.cells))]
    for cell in block.cells:
        row = rows[cell.row]
        row += [""] * (cell.column - len(row))
        shown = "".join(text[piece.start : piece.end] for piece in cell.pieces)
        row += [shown] * cell.column_span
    return rows


def test_columns_that_stand_under_one_another() -> None:
    text = (
        "项目            年初预算    决算\n一、绿化        1,200.00    1,180.50\n（一）苗木                   20.00\n"
        "合  计          1,200.00    1,200.50\n"
    )
    assert _tables(text) == [
        [
            ["项目", "年初预算", "决算"],
            ["一、绿化", "1,200.00", "1,180.50"],
            ["（一）苗木", "", "20.00"],
            ["合  计", "1,200.00", "1,200.50"],
        ]
    ]


def test_single_spaces_divide_a_label_from_its_figures() -> None:
    text = "项目  预算数  决算数\n绿化养护 12.00 11.50\n路灯 3.00 —\n"
    assert _tables(text) == [
        [["项目", "预算数", "决算数"], ["绿化养护", "12.00", "11.50"], ["路灯", "3.00", "—"]]
    ]


def test_single_spaces_divide_headers_when_every_line_below_has_a_figure_for_each() -> None:
    text = "见下表：\n项目 预算数 决算数\n绿化养护 12.00 11.50\n路灯 3.00 —\n\n其余 项目 另行说明。\n"
    assert _tables(text) == [
        [["项目", "预算数", "决算数"], ["绿化养护", "12.00", "11.50"], ["路灯", "3.00", "—"]]
    ]


def test_two_headers_that_a_single_space_divides_need_two_lines_of_a_label_and_a_figure() -> None:
    assert _tables("项目 金额\n绿化养护 12.00\n路灯 3.00\n合计 15.00\n") == [
        [["项目", "金额"], ["绿化养护", "12.00"], ["路灯", "3.00"], ["合计", "15.00"]]
    ]
    assert _tables("绿化 养护\n路灯 3.00\n其余不变。\n") == []


def test_a_header_over_several_columns_stands_over_the_middle_of_them() -> None:
    text = (
        "                预算数            决算数\n"
        "项目        合计    其中专项   合计    其中专项\n"
        "绿化        12.00   2.00       11.00   1.50\n"
    )
    assert _tables(text)[0][0] == ["预算数", "预算数", "预算数", "决算数", "决算数"]


def test_headers_at_the_edge_of_columns_stand_where_they_begin() -> None:
    text = "收入                 支出\n项目  决算           项目  决算\n补助  12.00          绿化  11.00\n"
    assert _tables(text)[0][0] == ["收入", "", "支出"]


@pytest.mark.parametrize("gap", ["\n\f", "\n— 2 —\n", "\n\n— 2 —\n\n"])
def test_a_table_goes_on_behind_a_page_break(gap: str) -> None:
    text = f"项目    预算    决算\n绿化    1.00    2.00{gap}项目    预算    决算\n路灯    3.00    4.00\n"
    assert [len(table) for table in _tables(text)] == [4]


def test_a_label_without_figures_stands_between_rows() -> None:
    text = "项目    预算    决算\n绿化    1.00    2.00\n其他项目\n路灯    3.00    4.00\n后记\n"
    assert _tables(text)[0][2] == ["其他项目"]
    assert len(_tables(text)[0]) == 4


@pytest.mark.parametrize(
    "text",
    [
        "绿化    1.00    2.00\n路灯    3.00    4.00\n",
        "联系人：甲    电话：010\n地址：乙    邮编：1\n",
        "绿化    路灯\n公园    广场\n",
        "项目    预算\n\n绿化    1.00\n",
        "全年完成绿化 3 处  新建公园 2 座。\n下一年继续推进。\n",
    ],
)
def test_what_has_no_headers_above_figures_is_text(text: str) -> None:
    assert _tables(text) == []


def test_lines_whose_columns_do_not_agree_are_divided_where_they_are_whole() -> None:
    text = "项目  年初预算  决算\n一个很长很长的项目名称  1.00  2.00\n路灯  3.00\n绿地  5.00  6.00\n"
    assert _tables(text) == [
        [
            ["项目", "年初预算", "决算"],
            ["一个很长很长的项目名称", "1.00", "2.00"],
            ["路灯  3.00"],
            ["绿地", "5.00", "6.00"],
        ]
    ]


def test_figures_below_the_headers_but_the_first_have_no_label() -> None:
    text = (
        "人员情况          编制数    在职人数    控制率\n"
        "                  48        45          93.75%\n"
        "经费情况  上年决算数  预算数  决算数\n"
        "一个很长很长的项目名称  3.00  1.00  2.00\n"
        "路灯    4.00  5.00  6.00\n"
    )
    assert _tables(text)[0][:2] == [["人员情况", "编制数", "在职人数", "控制率"], ["", "48", "45", "93.75%"]]
