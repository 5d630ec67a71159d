"""Tables in plain text: bars and tabs, empty cells, frames, page breaks."""

import pytest

from evalkit.documents.document import Block, BlockKind
from evalkit.documents.limits import DEFAULT
from evalkit.documents.plain.paragraphs import blocks_of


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


def _grid(text: str) -> list[list[str]]:
    (block,) = (block for block in blocks_of(text) if block.kind is BlockKind.TABLE)
    height = max(cell.row + cell.row_span for cell in block.cells)
    grid: list[dict[int, str]] = [{} for _ in range(height)]
    for cell in block.cells:
        for row in grid[cell.row : cell.row + cell.row_span]:
            row[cell.column] = "".join(text[piece.start : piece.end] for piece in cell.pieces)
    return [[row.get(column, "") for column in range(max(row) + 1)] for row in grid]


def test_a_row_that_lost_the_cell_merged_with_the_one_above_begins_further_right() -> None:
    text = "类别\t项目\t预算\t决算\n收入\t补助\t—\t12.50\n捐款\t—\t0.80\n支出\t养护\t7.00\t6.10\n水电\t3.00\t2.90\n"
    assert _grid(text) == [
        ["类别", "项目", "预算", "决算"],
        ["收入", "补助", "—", "12.50"],
        ["收入", "捐款", "—", "0.80"],
        ["支出", "养护", "7.00", "6.10"],
        ["支出", "水电", "3.00", "2.90"],
    ]


def test_a_row_without_its_last_cells_stays_where_it_is() -> None:
    text = "项目\t预算\t决算\t备注\n养护\t7.00\t6.10\t结余\n水电\t3.00\t2.90\n"
    assert _grid(text)[2] == ["水电", "3.00", "2.90"]


@pytest.mark.parametrize("first", ["项目", "预算单位", "科目名称", "指标（项）"])
def test_headers_above_the_labels_stay_where_they_are(first: str) -> None:
    text = f"{first}\t预算\t决算\n养护\t7.00\t6.10\t87.1%\n水电\t3.00\t2.90\t96.7%\n"
    assert _grid(text)[0] == [first, "预算", "决算"]


def test_headers_that_lost_the_empty_corner_stand_above_the_figures() -> None:
    text = "年初预算\t决算\n养护\t7.00\t6.10\n水电\t3.00\t2.90\n"
    assert _grid(text)[0] == ["", "年初预算", "决算"]


FIVE = "人员\t编制\t上年\t本年\t比率\n在编\t40\t38\t37\t92.5%\n"


@pytest.mark.parametrize("end", ["", "\t"])
def test_headers_over_rows_as_short_as_they_are_lost_their_last_cell(end: str) -> None:
    text = f"{FIVE}采购活动\t计划\t实际\t比率{end}\n采购\t70.00\t68.10\t97.3%{end}\n货物\t30.00\t29.40\n"
    assert _grid(text)[2:] == [
        ["采购活动", "计划", "实际", "比率"],
        ["采购", "70.00", "68.10", "97.3%"],
        ["货物", "30.00", "29.40"],
    ]


def test_headers_over_remarks_without_a_header_stay_where_they_are() -> None:
    text = f"{FIVE}采购活动\t计划\t实际\t比率\n采购\t70.00\t68.10\t97.3%\t协议供货\n货物\t30.00\t29.40\t98.0%\t网上超市\n"
    assert _grid(text)[2] == ["采购活动", "计划", "实际", "比率"]


def test_headers_with_an_empty_cell_behind_them_stay_where_they_are() -> None:
    text = f"{FIVE}采购活动\t计划\t实际\t比率\t\n采购\t70.00\t68.10\t97.3%\t1.90\n"
    assert _grid(text)[2] == ["采购活动", "计划", "实际", "比率"]


def test_headers_further_down_that_lost_their_corner_stand_above_the_figures() -> None:
    text = (
        f"{FIVE}上年\t预算\t决算\t增减\n采购\t70.00\t68.10\t66.00\t-2.10\n货物\t30.00\t29.40\t28.00\t-1.40\n"
    )
    assert _grid(text)[2] == ["", "上年", "预算", "决算", "增减"]


@pytest.mark.parametrize("counts", ["41批/302人", "33批次、264人次", "5个"])
def test_a_row_of_counts_without_its_last_cell_stays_where_it_is(counts: str) -> None:
    text = f"{FIVE}接待批次\t{counts}\t/\t{counts}\n车辆\t6\t/\t5\t-1\n"
    assert _grid(text)[2] == ["接待批次", counts, "/", counts]


def test_a_row_of_words_over_no_figures_stays_where_it_is() -> None:
    text = f"{FIVE}制度\t有无\t说明\t依据\n是否公开\t是\t门户网站\t公告\n"
    assert _grid(text)[2:] == [["制度", "有无", "说明", "依据"], ["是否公开", "是", "门户网站", "公告"]]


def test_a_row_of_figures_as_wide_as_its_headers_stays_where_it_is() -> None:
    text = "资金\t预算\t决算\t比率\t权重\n合计\t70.00\t68.10\t97.3%\t10\n数量\t树木\t株\t500\t株\t60\n"
    assert _grid(text)[1] == ["合计", "70.00", "68.10", "97.3%", "10"]


@pytest.mark.parametrize("title", ["二、资产", "（二）资产", "资产", "1.资产"])
def test_a_title_with_empty_cells_behind_it_is_a_row_of_its_table(title: str) -> None:
    text = f"项目\t年初\t年末\n收入\t7.00\t6.10\n{title}\t\t\n设备\t3.00\t2.90\n"
    assert _tables(text) == [
        [["项目", "年初", "年末"], ["收入", "7.00", "6.10"], [title], ["设备", "3.00", "2.90"]]
    ]


@pytest.mark.parametrize("title", ["二、资产", "二、资产\t", "二、资产\t\t\t", "\n二、资产\t\t"])
def test_a_title_with_fewer_or_more_cells_or_behind_a_blank_line_ends_a_table(title: str) -> None:
    text = f"项目\t年初\t年末\n收入\t7.00\t6.10\n{title}\n项目\t年初\t年末\n设备\t3.00\t2.90\n"
    assert len(_tables(text)) == 2


@pytest.mark.parametrize("end", ["", "|"])
def test_headers_that_end_with_empty_remarks_lack_the_one_above_the_labels(end: str) -> None:
    text = f"预算|决算|备注\n绿化|12|11{end}\n路灯|3|3{end}\n"
    block = next(block for block in blocks_of(text) if block.kind is BlockKind.TABLE)
    places = {
        text[cell.pieces[0].start : cell.pieces[0].end]: cell.column for cell in block.cells if cell.pieces
    }
    assert (places["预算"], places["12"], places["决算"], places["绿化"]) == (1, 1, 2, 0)
