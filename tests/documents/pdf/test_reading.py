"""PDF files as documents: text, tables, positions; heads, feet and page numbers kept out."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from evalkit import read_facts
from evalkit.documents.document import Block, BlockKind, Document
from evalkit.documents.limits import DEFAULT
from evalkit.documents.passage import Passage, TablePassage, passages
from evalkit.documents.pdf.mark import accepts_pdf
from evalkit.documents.pdf.reading import read_pdf
from evalkit.registry import load_plugins

_Printed = Callable[[Callable[[Canvas], object]], bytes]
_EXAMPLE = Path(__file__).parents[3] / "examples" / "report.txt"

_LEFT, _WIDTH, _HEIGHT = 90, 100, 24


def _text(canvas: Canvas, top: float, *lines: str, left: float = _LEFT) -> None:
    for number, line in enumerate(lines):
        canvas.drawString(left, 842 - top - 22 * number, line)


def _grid(canvas: Canvas, top: float, rows: Sequence[Sequence[str]]) -> None:
    """Draw a table with all its rules."""
    width = len(rows[0])
    for number in range(len(rows) + 1):
        y = 842 - top - _HEIGHT * number
        canvas.line(_LEFT, y, _LEFT + _WIDTH * width, y)
    for number in range(width + 1):
        x = _LEFT + _WIDTH * number
        canvas.line(x, 842 - top, x, 842 - top - _HEIGHT * len(rows))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            canvas.drawString(_LEFT + 4 + _WIDTH * column, 842 - top - _HEIGHT * (row + 1) + 7, cell)


def _read(data: bytes) -> Document:
    return read_pdf("报告.pdf", data, DEFAULT)


def _shown(document: Document) -> list[str | list[list[str | None]]]:
    """Return what a person reads: the text of each passage, and the rows of each table."""
    return [
        each.text
        if isinstance(each, Passage)
        else [[None if cell is None else cell.text for cell in row] for row in each.rows]
        for each in passages(document)
    ]


def _tables(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind is BlockKind.TABLE]


# ---------------------------------------------------------------- running text


def test_lines_of_a_paragraph_are_one_block_with_a_piece_a_line(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        _text(canvas, 100, "一、基本情况")
        _text(canvas, 122, "我局全年受理群众来信二百四十封，其中涉及道路照明的九十", left=114)
        _text(canvas, 144, "六封，全部在十个工作日内办结，来信人满意。")
        _text(canvas, 166, "下一年度继续压缩办理时限。", left=114)

    document = _read(printed(draw))
    assert _shown(document) == [
        "一、基本情况",
        "我局全年受理群众来信二百四十封，其中涉及道路照明的九十六封，全部在十个工作日内办结，来信人满意。",
        "下一年度继续压缩办理时限。",
    ]
    assert [len(block.pieces) for block in document.blocks] == [1, 2, 1]
    assert [block.kind for block in document.blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]


def test_a_paragraph_goes_on_over_the_page_and_quotes_know_theirs(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        for page in (1, 2):
            canvas.drawString(_LEFT, 800, "某市水务局自评材料")
            canvas.drawCentredString(297, 40, f"第{page}页 共2页")
            if page == 1:
                _text(canvas, 700, "全年完成管网改造十二公里，更换老旧水表三千只，漏损率比上", left=114)
                canvas.showPage()
                canvas.setFont("STSong-Light", 12)
            else:
                _text(canvas, 80, "年下降两个百分点。")

    document = _read(printed(draw))
    (passage,) = passages(document)
    assert isinstance(passage, Passage)
    assert passage.text == "全年完成管网改造十二公里，更换老旧水表三千只，漏损率比上年下降两个百分点。"
    last = passage.evidence(len(passage.text) - 3, len(passage.text))
    assert (last.quote, last.page, last.paragraph) == ("分点。", 2, 1)
    assert passage.evidence(0, 2).page == 1
    assert document.page_starts == (0, document.text.index("\f") + 1)


@pytest.mark.parametrize("foot", ["- {} -", "{}", "第{}页 共9页", "— {} —", "{}/9", "自评材料 {}"])
def test_heads_feet_and_page_numbers_are_left_out(printed: _Printed, foot: str) -> None:
    def draw(canvas: Canvas) -> None:
        for page in (1, 2, 3):
            canvas.setFont("STSong-Light", 12)
            canvas.drawString(_LEFT, 805, "某县粮食局文件")
            canvas.drawString(_LEFT, 790, "2021年度")
            _text(canvas, 120, f"第{page}批储备粮已经轮换。")
            canvas.drawCentredString(297, 40, foot.format(page))
            canvas.showPage()

    shown = _shown(_read(printed(draw)))
    assert shown == [f"第{page}批储备粮已经轮换。" for page in (1, 2, 3)]


def test_a_title_that_comes_again_in_the_body_of_pages_stays(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        for page in (1, 2):
            canvas.setFont("STSong-Light", 12)
            _text(canvas, 100, "项目支出绩效自评表", f"项目{page}已完成。")
            canvas.showPage()

    assert _shown(_read(printed(draw))) == [
        "项目支出绩效自评表",
        "项目1已完成。",
        "项目支出绩效自评表",
        "项目2已完成。",
    ]


def _pages(printed: _Printed, *pages: Sequence[tuple[float, str]]) -> Document:
    """Return a document with these lines on its pages, each so far from the upper edge."""

    def draw(canvas: Canvas) -> None:
        for lines in pages:
            canvas.setFont("STSong-Light", 12)
            for top, line in lines:
                _text(canvas, top, line)
            canvas.showPage()

    return _read(printed(draw))


def test_pages_that_are_all_alike_keep_their_text(printed: _Printed) -> None:
    page = ((50, "某区档案馆"), (70, "馆藏数字化如期完成"), (810, "- 1 -"))
    text = "\n".join(line for _, line in page[:2])
    assert _pages(printed, page, page).text.split("\f") == [f"{text}\n", f"{text}\n"]


def test_a_page_with_nothing_but_the_head_of_other_pages_is_empty(printed: _Printed) -> None:
    head = (40, "某区档案馆自评材料")
    first, second = ((300, "馆藏数字化如期完成。"), (300, "查阅服务便捷。"))
    document = _pages(printed, [head, first], [head], [head, second])
    assert document.text.split("\f") == ["馆藏数字化如期完成。\n", "", "查阅服务便捷。\n"]


@pytest.mark.parametrize(
    ("line", "next_line"),
    [
        ("本项目已经完成验收。", "本项目已经完成验收。"),
        ("培训班办了8场", "培训班办了9场"),
        ("预算安排60万元", "预算安排60万元"),
    ],
)
def test_a_line_at_the_edge_that_says_something_is_no_head(
    printed: _Printed, line: str, next_line: str
) -> None:
    pages = [[(50, line), (300, "甲项目")], [(50, next_line), (300, "乙项目")]]
    assert [part.split() for part in _pages(printed, *pages).text.split("\f")] == [
        [line, "甲项目"],
        [next_line, "乙项目"],
    ]


def test_a_sentence_that_stands_at_the_foot_of_every_page_is_its_foot(printed: _Printed) -> None:
    pages = [[(300, f"{name}项目"), (800, "本件由内网系统生成，请勿外传。")] for name in "甲乙丙"]
    assert _pages(printed, *pages).text.split() == ["甲项目", "乙项目", "丙项目"]


def test_what_stands_on_one_line_is_read_from_left_to_right(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(126, 700, "三公")
        canvas.drawString(162, 700, "经费支出下降。")
        canvas.drawString(114, 700, "“")
        canvas.drawString(150, 700, "”")
        canvas.drawString(126, 650, "产出效益")
        canvas.drawString(114, 650, "“")

    assert _shown(_read(printed(draw))) == ["“三公”经费支出下降。", "“产出效益"]


def test_a_line_goes_on_when_the_next_number_would_not_have_fitted(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        _text(canvas, 100, "从各季度看，全年支出进度依次为百分之十九点八、百分之四十六", left=114)
        _text(canvas, 122, "点三五、百分之七十六和百分之九十六，大体对照")
        _text(canvas, 144, "25%、50%、75%、100%的序时要求，第一、第二季度偏低。")
        _text(canvas, 166, "下一年度加快前期工作。", left=114)

    assert [each[-11:] for each in _shown(_read(printed(draw)))] == [
        "，第一、第二季度偏低。",
        "下一年度加快前期工作。",
    ]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(printed: _Printed, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        _width, height = (595, 842) if turn % 180 == 0 else (842, 595)
        canvas.rotate(turn)
        canvas.translate(*{0: (0, 0), 90: (0, -595), 180: (-595, -842), 270: (-842, 0)}[turn])
        canvas.translate(0, height - 842)
        _grid(canvas, 100, [["季度", "支出"], ["一季度", "12.5"]])

    (table,) = _shown(_read(printed(draw)))
    assert table == [["季度", "支出"], ["一季度", "12.5"]]


# ---------------------------------------------------------------- tables


def test_a_ruled_table_is_a_table_with_its_caption_and_positions(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        _text(canvas, 100, "收支情况见下表。")
        _text(canvas, 122, "单位：万元", left=400)
        _grid(canvas, 140, [["项目", "预算数", "决算数"], ["基本支出", "1,203.50", "1,180.00"]])
        _text(canvas, 230, "以上数据已经审计。")

    document = _read(printed(draw))
    before, unit, table, behind = passages(document)
    assert isinstance(table, TablePassage) and table.caption is not None and isinstance(unit, Passage)
    assert table.caption.text == unit.text == "单位：万元"
    assert _shown(document)[2] == [["项目", "预算数", "决算数"], ["基本支出", "1,203.50", "1,180.00"]]
    cell = table.rows[1][2]
    assert cell is not None
    evidence = cell.evidence(0, len(cell.text))
    assert (evidence.quote, evidence.page, evidence.table, evidence.row, evidence.column) == (
        "1,180.00",
        1,
        1,
        2,
        3,
    )
    assert document.text[evidence.start : evidence.end] == evidence.quote
    assert isinstance(before, Passage) and isinstance(behind, Passage)
    assert (before.text, behind.text) == ("收支情况见下表。", "以上数据已经审计。")


def test_cells_without_a_rule_between_them_are_merged(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 620):
            canvas.line(100, y, 400, y)
        canvas.line(200, 660, 400, 660)  # the first column spans both rows
        for x in (100, 200, 400):
            canvas.line(x, 700, x, 620)
        canvas.line(300, 660, 300, 620)  # the upper right cell spans two columns
        canvas.drawString(105, 655, "经济性")
        canvas.drawString(205, 675, "公用经费")
        canvas.drawString(205, 635, "预算")
        canvas.drawString(305, 635, "决算")

    document = _read(printed(draw))
    assert _shown(document) == [[["经济性", "公用经费", "公用经费"], ["经济性", "预算", "决算"]]]
    (table,) = _tables(document)
    assert [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]


def test_a_figure_that_wraps_in_its_cell_is_one_and_two_figures_are_two(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 640):
            canvas.line(100, y, 300, y)
        for x in (100, 160, 300):
            canvas.line(x, 700, x, 640)
        canvas.drawString(104, 680, "12,345,6")
        canvas.drawString(104, 660, "78.90")
        canvas.drawString(164, 680, "2021")
        canvas.drawString(164, 660, "2022")

    assert _shown(_read(printed(draw))) == [[["12,345,678.90", "2021 2022"]]]


@pytest.mark.parametrize("repeats", [True, False])
def test_a_table_goes_on_over_the_page(printed: _Printed, repeats: bool) -> None:
    head = ["指标", "目标值", "完成值"]

    def draw(canvas: Canvas) -> None:
        for page, rows in enumerate(([["道路", "12", "11"]], [["桥梁", "3", "3"], ["隧道", "1", "1"]]), 1):
            canvas.setFont("STSong-Light", 12)
            canvas.drawString(_LEFT, 800, "某市交通局自评材料")
            canvas.drawCentredString(297, 40, str(page))
            if page == 1:
                _text(canvas, 600, "年度指标完成情况")
            _grid(canvas, 640 if page == 1 else 100, [head, *rows] if page == 1 or repeats else rows)
            canvas.showPage()

    document = _read(printed(draw))
    assert _shown(document) == [
        "年度指标完成情况",
        [head, ["道路", "12", "11"], ["桥梁", "3", "3"], ["隧道", "1", "1"]],
    ]
    (_, table) = passages(document)
    assert isinstance(table, TablePassage)
    cell = table.rows[3][0]
    assert cell is not None
    evidence = cell.evidence(0, 2)
    assert (evidence.page, evidence.table, evidence.row, evidence.column) == (2, 1, 4, 1)


def test_a_row_that_breaks_over_the_page_is_one_row(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        _grid(canvas, 700, [["指标", "完成情况"], ["宣传", "全年开展宣传"]])
        canvas.showPage()
        canvas.setFont("STSong-Light", 12)
        _grid(canvas, 100, [["", "活动十二场。"], ["培训", "已完成。"]])

    document = _read(printed(draw))
    assert _shown(document) == [
        [["指标", "完成情况"], ["宣传", "全年开展宣传活动十二场。"], ["培训", "已完成。"]]
    ]
    (table,) = passages(document)
    assert isinstance(table, TablePassage)
    cells = [table.rows[1][1], table.rows[2][0]]
    assert [cell.evidence(0, len(cell.text)).row for cell in cells if cell is not None] == [2, 3]
    assert cells[0] is not None
    rest = cells[0].evidence(6, 8)
    assert (rest.quote, rest.page, rest.row, rest.column) == ("活动", 2, 2, 2)


def test_a_merged_label_goes_on_over_the_page(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        _grid(canvas, 700, [["一级", "二级"], ["产出", "数量"]])
        canvas.showPage()
        canvas.setFont("STSong-Light", 12)
        _grid(canvas, 100, [["", "98%"], ["效果", "生态"]])

    assert _shown(_read(printed(draw))) == [
        [["一级", "二级"], ["产出", "数量"], ["产出", "98%"], ["效果", "生态"]]
    ]


def test_a_frame_is_no_table_and_its_text_is_running_text(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 60, 475, 722)
        _text(canvas, 120, "框内的正文。")
        _grid(canvas, 200, [["甲", "乙"], ["丙", "丁"]])

    assert _shown(_read(printed(draw))) == ["框内的正文。", [["甲", "乙"], ["丙", "丁"]]]


def test_columns_without_rules_are_a_table(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        _text(canvas, 100, "季度执行情况如下。")
        for row, cells in enumerate(
            (("季度", "支出", "进度"), ("一季度", "", "25%"), ("二季度", "80", "50%"))
        ):
            for column, cell in enumerate(cells):
                canvas.drawString(_LEFT + 140 * column, 690 - 22 * row, cell)

    assert _shown(_read(printed(draw))) == [
        "季度执行情况如下。",
        [["季度", "支出", "进度"], ["一季度", "", "25%"], ["二季度", "80", "50%"]],
    ]


# ---------------------------------------------------------------- the same report


def test_the_example_has_the_same_facts_as_a_pdf(typeset: Callable[[str], bytes], tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(typeset(_EXAMPLE.read_text("utf-8")))
    registry = load_plugins()
    plain, printed = (read_facts([each], registry).value for each in (_EXAMPLE, path))
    assert {fact.id: fact.value for fact in printed.facts.values()} == {
        fact.id: fact.value for fact in plain.facts.values()
    }
    document = printed.documents[0]
    for fact in printed.facts.values():
        for evidence in fact.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.quote
            assert evidence.page is not None
            assert "绩效自评材料" not in evidence.quote
    assert len(_tables(document)) == len(_tables(plain.documents[0]))


@pytest.mark.parametrize("name", ["报告.pdf", "报告.docx", "报告.txt", "报告"])
def test_a_pdf_is_told_by_its_content(printed: _Printed, name: str) -> None:
    data = printed(lambda canvas: _text(canvas, 100, "正文。"))
    assert accepts_pdf(name, data)
    assert accepts_pdf(name, b"\0 junk \n" * 50 + data)
    assert not accepts_pdf(name, "正文。".encode())
    assert _shown(_read(b"\0 junk \n" * 50 + data)) == ["正文。"]


# ---------------------------------------------------------------- beside another reader


@given(
    st.lists(
        st.lists(st.text("支出预算12.", min_size=1, max_size=5), min_size=3, max_size=3),
        min_size=2,
        max_size=6,
    ),
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 1)), max_size=4),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_table_is_the_one_that_pdfplumber_finds(
    printed: _Printed, rows: list[list[str]], merged: set[tuple[int, int]]
) -> None:
    """With cells merged to the right here and there: pdfplumber gives None where one goes on."""

    def draw(canvas: Canvas) -> None:
        for row, cells in enumerate(rows):
            top = 742 - _HEIGHT * row
            canvas.line(_LEFT, top, _LEFT + 300, top)
            for column, cell in enumerate(cells):
                if (row, column - 1) not in merged or column == 0:
                    canvas.line(_LEFT + _WIDTH * column, top, _LEFT + _WIDTH * column, top - _HEIGHT)
                canvas.drawString(_LEFT + 4 + _WIDTH * column, top - _HEIGHT + 7, cell)
            canvas.line(_LEFT + 300, top, _LEFT + 300, top - _HEIGHT)
        canvas.line(_LEFT, 742 - _HEIGHT * len(rows), _LEFT + 300, 742 - _HEIGHT * len(rows))

    data = printed(draw)
    with pdfplumber.open(io.BytesIO(data)) as opened:
        (expected,) = opened.pages[0].extract_tables()
    (table,) = _tables(document := _read(data))
    found: list[list[str | None]] = [[None] * len(expected[0]) for _ in expected]
    for cell in table.cells:
        found[cell.row][cell.column] = "".join(document.quote(piece) for piece in cell.pieces)
    assert [[cell and "".join(cell.split()) for cell in row] for row in found] == [
        [cell and "".join(cell.split()) for cell in row] for row in expected
    ]
