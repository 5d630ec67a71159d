"""Tables in plain text: bars and tabs, empty cells, frames, page breaks."""

import pytest

from evalkit.documents.document import Block, BlockKind
from evalkit.documents.limits import DEFAULT
from evalkit.documents.paragraphs import blocks_of


def _tables(text: str) -> list[list[list[str]]]:
    return [_rows(text, block) for block in blocks_of(text) if block.kind is BlockKind.TABLE]


def _rows(text: str, block: Block) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(1 + max(cell.row for cell in block.cells))]
    for cell in block.cells:
        assert cell.column == len(rows[cell.row])
        rows[cell.row].append("".join(text[piece.start : piece.end] for piece in cell.pieces))
    return rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("项目|预算|决算\n绿化|12|11", [["项目", "预算", "决算"], ["绿化", "12", "11"]]),
        ("项目 | 预算\n绿化 | 12\n", [["项目", "预算"], ["绿化", "12"]]),
        ("|项目|预算|\n|---|---:|\n|绿化|12|\n", [["项目", "预算"], ["绿化", "12"]]),
        ("│项目│预算│\n├──┼──┤\n│绿化│12│", [["项目", "预算"], ["绿化", "12"]]),
        ("项目｜预算\n绿化｜12", [["项目", "预算"], ["绿化", "12"]]),
        ("项目|预算\n|12", [["项目", "预算"], ["", "12"]]),
        ("| 甲 | | 乙 |\n| | 丙 | 丁 |", [["甲", "", "乙"], ["", "丙", "丁"]]),
        ("甲|乙|\n丙|丁|", [["甲", "乙"], ["丙", "丁"]]),
        ("项目\t预算\n绿化\t12", [["项目", "预算"], ["绿化", "12"]]),
        ("\t预算\t决算\n绿化\t12\t11", [["", "预算", "决算"], ["绿化", "12", "11"]]),
        ("\t甲\t乙\n\t丙\t丁", [["甲", "乙"], ["丙", "丁"]]),
        ("甲\t\t乙\n丙\t丁\t", [["甲", "", "乙"], ["丙", "丁"]]),
    ],
)
def test_the_cells_of_a_table(text: str, rows: list[list[str]]) -> None:
    assert _tables(text) == [rows]


@pytest.mark.parametrize("text", ["甲|乙", "甲\t乙", "甲|乙\n\n丙|丁", "甲|乙\n丙\t丁", "甲|乙\n其他\n丙|丁"])
def test_a_single_row_is_no_table(text: str) -> None:
    assert _tables(text) == []


@pytest.mark.parametrize("gap", ["\n\f", "\n- 3 -\n", "\n\n—3—\n\n", "\f"])
def test_a_table_goes_on_behind_a_page_break(gap: str) -> None:
    assert _tables(f"甲|乙\n丙|丁{gap}戊|己") == [[["甲", "乙"], ["丙", "丁"], ["戊", "己"]]]


def test_another_number_of_columns_behind_a_page_break_is_another_table() -> None:
    assert _tables("甲|乙\n丙|丁\n- 3 -\n戊|己|庚\n辛|壬|癸") == [
        [["甲", "乙"], ["丙", "丁"]],
        [["戊", "己", "庚"], ["辛", "壬", "癸"]],
    ]


def test_the_block_spans_the_table_and_the_text_behind_it_stays() -> None:
    text = "表一\n甲|乙\n丙|丁\n表后文字"
    table = blocks_of(text)[1]
    assert [text[piece.start : piece.end] for piece in table.pieces] == ["甲|乙\n丙|丁"]
    assert blocks_of(text)[2].pieces[0].start == text.index("表后")


def test_a_row_of_too_many_columns_is_no_row() -> None:
    wide = "|".join("甲" * DEFAULT.columns)
    assert _tables(f"{wide}|乙\n{wide}|乙") == []
    assert len(_tables(f"{wide}\n{wide}")) == 1
