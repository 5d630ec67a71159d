"""Tables as plain text: each cell at its row and column, every quote to the letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Document
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.passage import TablePassage, passages
from evalkit.documents.plain.csv_table import read_csv
from evalkit.errors import DocumentError
from evalkit.messages import Lang


def _read(text: str, encoding: str = "utf-8") -> Document:
    return read_csv("表.csv", text.encode(encoding), DEFAULT)


def _tables(document: Document) -> list[list[list[str]]]:
    return [
        [["" if cell is None else cell.text for cell in row] for row in each.rows]
        for each in passages(document)
        if isinstance(each, TablePassage)
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("项目,决算\n基本支出,12\n", [["项目", "决算"], ["基本支出", "12"]]),
        ("项目;决算\n基本支出;1,2\n", [["项目", "决算"], ["基本支出", "1,2"]]),
        ("项目\t决算\n基本支出\t12", [["项目", "决算"], ["基本支出", "12"]]),
        ('"项目","决算"\n"基本支出","1,234.5"\n', [["项目", "决算"], ["基本支出", "1,234.5"]]),
        ('甲,"一行\n两行"\n乙,2\n', [["甲", "一行两行"], ["乙", "2"]]),
        ('甲,"说""好"""\n', [["甲", '说""好""']]),
        ('甲,"没有结束\n乙,2\n', [["甲", '"没有结束'], ["乙", "2"]]),
        ("甲,,1\n,乙,2\n", [["甲", "", "1"], ["", "乙", "2"]]),
        ("甲, 1 \r\n乙,2\r\n", [["甲", "1"], ["乙", "2"]]),
    ],
)
def test_cells_are_what_stands_between_the_signs(text: str, rows: list[list[str]]) -> None:
    assert _tables(_read(text)) == [rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encodings_are_those_of_plain_text(encoding: str) -> None:
    assert _tables(_read("项目,决算\n基本支出,12\n", encoding)) == [[["项目", "决算"], ["基本支出", "12"]]]


def test_what_is_said_above_stands_by_itself_and_empty_rows_divide_tables() -> None:
    document = _read("预算执行表,,\n单位：万元,,\n项目,决算,\n甲,1,\n,,\n乙,2,\n丙,3,\n")
    assert [document.quote(block.pieces[0]) for block in document.blocks[:2]] == ["预算执行表", "单位：万元"]
    tables = [each for each in passages(document) if isinstance(each, TablePassage)]
    assert tables[0].caption is not None and tables[0].caption.text == "单位：万元"
    cell = tables[1].rows[1][1]
    assert cell is not None
    evidence = cell.evidence(0, 1)
    assert (evidence.quote, evidence.line, evidence.table, evidence.row, evidence.column) == ("3", 7, 2, 7, 2)


@pytest.mark.parametrize(
    ("text", "limits", "line"),
    [
        ("1," * 600, DEFAULT, "表格太大"),
        ("1,2\n" * 60, Limits(table_cells=100), "表格太大"),
        ("1\n" * 60, Limits(lines=50), "行数太多"),
    ],
)
def test_a_table_has_at_most_so_many_rows_and_columns(text: str, limits: Limits, line: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_csv("a.csv", text.encode(), limits)
    assert caught.value.text(Lang.ZH).startswith(f"a.csv: {line}（")


@given(st.text('甲乙1,\t;"\n ', min_size=1, max_size=80).filter(lambda text: bool(text.strip())))
def test_whatever_the_text_blocks_are_in_order_and_cells_within_lines(text: str) -> None:
    document = _read(f"甲{text}")
    last = 0
    for block in document.blocks:
        assert last <= block.pieces[0].start <= block.pieces[-1].end
        last = block.pieces[-1].end
        for cell in block.cells:
            assert all(block.pieces[0].start <= piece.start < piece.end <= last for piece in cell.pieces)
