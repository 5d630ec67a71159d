"""Spreadsheets: what a person sees on their sheets, each figure at its own row and column."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from evalkit.documents.document import Document
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.passage import Passage, TablePassage, passages
from evalkit.documents.sheets.ods import read_ods
from evalkit.documents.sheets.xls import read_xls
from evalkit.documents.sheets.xlsx import place_of, read_xlsx
from evalkit.errors import DocumentError
from evalkit.messages import Lang

Packed = Callable[..., bytes]


def _excel(fill: Callable[[Worksheet], object], title: str = "支出表") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    fill(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _rows(*rows: list[Any]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)

    return fill


def _read(fill: Callable[[Worksheet], object]) -> Document:
    return read_xlsx("表.xlsx", _excel(fill), DEFAULT)


def _shown(document: Document) -> list[str]:
    """Return each heading as #, ##; each paragraph; each row of a table with / between its cells."""
    lines: list[str] = []
    for each in passages(document):
        if isinstance(each, Passage):
            level = document.blocks[each.index].level
            lines.append(f"{'#' * level} {each.text}".strip())
        else:
            lines += ["/".join("" if cell is None else cell.text for cell in row) for row in each.rows]
    return lines


def _places(document: Document) -> dict[str, tuple[int | None, int | None, int | None]]:
    """Return the table, the row and the column of each cell's text."""
    found = {}
    for each in passages(document):
        for cell in (cell for row in each.rows for cell in row) if isinstance(each, TablePassage) else ():
            if cell is not None and cell.text:
                evidence = cell.evidence(0, len(cell.text))
                assert evidence.quote == document.text[evidence.start : evidence.end]
                found[evidence.quote] = (evidence.table, evidence.row, evidence.column)
    return found


# ---------------------------------------------------------------- sheets


def test_a_sheet_is_its_name_what_is_said_above_the_table_and_below() -> None:
    def fill(sheet: Worksheet) -> None:
        _rows(
            ["2021年预算执行情况表"],
            ["填报单位：云岭区城管局", None, None, "单位：万元"],
            ["项目", "预算", "决算", "执行率"],
            ["基本支出", 1234.5, 1200.25, 0.972256],
            [],
            ["注：数据来源于决算报表。"],
        )(sheet)
        sheet.merge_cells("A1:D1")
        sheet["B4"].number_format = "#,##0.00"
        sheet["D4"].number_format = "0.00%"

    document = _read(fill)
    assert _shown(document) == [
        "# 支出表",
        "## 2021年预算执行情况表",
        "填报单位：云岭区城管局",
        "单位：万元",
        "项目/预算/决算/执行率",
        "基本支出/1,234.50/1200.25/97.23%",
        "注：数据来源于决算报表。",
    ]
    assert _places(document)["97.23%"] == (1, 4, 4)
    table = passages(document)[4]
    assert isinstance(table, TablePassage) and table.caption is not None
    assert (table.headings, table.caption.text) == (("支出表", "2021年预算执行情况表"), "单位：万元")


def test_places_are_those_of_the_sheet_wherever_the_table_begins() -> None:
    def fill(sheet: Worksheet) -> None:
        _rows([], [], [], [], [None, None, "项目", "决算"], [None, None, "基本支出", 12])(sheet)

    document = _read(fill)
    assert _shown(document) == ["# 支出表", "项目/决算", "基本支出/12"]
    assert _places(document) == {"项目": (1, 5, 3), "决算": (1, 5, 4), "基本支出": (1, 6, 3), "12": (1, 6, 4)}


def test_empty_rows_divide_tables() -> None:
    document = _read(_rows(["甲", 1], ["乙", 2], [], [], ["丙", 3], ["丁", 4]))
    assert [len(block.cells) for block in document.blocks] == [0, 4, 4]
    assert _places(document)["3"] == (2, 5, 2)


def test_a_merged_cell_covers_its_rows_and_holds_a_table_together() -> None:
    def fill(sheet: Worksheet) -> None:
        _rows(["一级指标", "三级指标", "得分"], ["产出", "数量", 10], [None, None, None], [None, "质量", 9])(
            sheet
        )
        sheet.merge_cells("A2:A4")

    assert _shown(_read(fill)) == [
        "# 支出表",
        "一级指标/三级指标/得分",
        "产出/数量/10",
        "产出",
        "产出/质量/9",
    ]


def test_what_is_hidden_is_left_out_and_nothing_moves() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "可见"
    for row in (["项目", "内部", "决算"], ["甲", "密", 1], ["乙", "密", 2], ["丙", "密", 3]):
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    for state in ("hidden", "veryHidden"):
        other = book.create_sheet(state)
        other["A1"] = "不该读"
        other.sheet_state = state
    target = io.BytesIO()
    book.save(target)
    document = read_xlsx("a.xlsx", target.getvalue(), DEFAULT)
    assert "密" not in document.text and "不该读" not in document.text and "乙" not in document.text
    assert _places(document)["决算"] == (1, 1, 3)


def test_long_text_in_a_cell_is_read_as_running_text() -> None:
    text = "全年未发现截留、挤占、挪用资金的情况。\n各项制度健全。"
    document = _read(_rows(["自评内容", "说明"], ["资金管理", text]))
    assert _shown(document)[-1] == "资金管理/全年未发现截留、挤占、挪用资金的情况。各项制度健全。"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="B2" t="s"><v>0</v></c>', "两段"),
        ('<c r="B2" t="s"><v>99</v></c>', ""),
        ('<c r="B2" t="inlineStr"><is><r><t>内</t></r><r><t>联</t></r></is></c>', "内联"),
        ('<c r="B2" t="inlineStr"><is><t>_x0041__x005F_x0042_</t></is></c>', "A_x0042_"),
        ('<c r="B2" t="inlineStr"><is><t>_x0001__xD83D__xFFFE_</t></is></c>', "_x0001__xD83D__xFFFE_"),
        ('<c r="B2" t="inlineStr"><is><t>上_x000D_\n下</t></is></c>', "上 "),
        ('<c r="B2" t="str"><f>A1</f><v>结果</v></c>', "结果"),
        ('<c r="B2" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="B2" t="e"><v>#DIV/0!</v></c>', ""),
        ('<c r="B2"><f>1+1</f></c>', ""),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="B2" s="77"><v>0.1</v></c>', "0.1"),
        ('<c r="B2" t="d"><v>2021-05-01</v></c>', "2021-05-01"),
        ("<c><v>1</v></c><c><v>2</v></c>", "2"),
        ('<c r="B2"><v>x</v></c>', "x"),
        ('<c r="ZZZZ9"><v>1</v></c><c r="B2"><v>3</v></c>', "3"),
    ],
)
def test_every_kind_of_cell(packed: Packed, cell: str, text: str) -> None:
    strings = "<si><r><t>两</t></r><r><t>段</t></r><rPh><t>liǎng</t></rPh></si>"
    data = packed(_parts(f'<row r="2">{cell}</row><row r="4"><c r="A4" t="str"><v>末</v></c></row>', strings))
    sheet = read_xlsx("a.xlsx", data, DEFAULT).text.split("\n")
    assert text in "\t".join(sheet[:-2]).split("\t") or not text


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _parts(rows: str, strings: str = "", before: str = "", behind: str = "") -> dict[str, str | bytes]:
    """Return the parts of an Excel file with one sheet of `rows`."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>',
    }


def test_a_strict_file_is_read_like_any_other(packed: Packed) -> None:
    parts = {
        path: str(content)
        .replace(_MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace(_OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for path, content in _parts('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>').items()
    }
    assert read_xlsx("a.xlsx", packed(parts), DEFAULT).text == "表\n1\t2\n"


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("A1", (0, 0)),
        ("B12", (11, 1)),
        ("XFD1048576", (1048575, 16383)),
        ("XFE1", None),
        ("A0", None),
        ("a1", None),
    ],
)
def test_references_of_cells(reference: str, place: tuple[int, int] | None) -> None:
    assert place_of(reference) == place


# ---------------------------------------------------------------- hostile


def _refusal(packed_file: bytes, limits: Limits = DEFAULT) -> str:
    with pytest.raises(DocumentError) as caught:
        read_xlsx("a.xlsx", packed_file, limits)
    line = caught.value.text(Lang.ZH)
    allowed = "（可用：完好、未加密的 Excel 文件（.xlsx））"
    assert line.startswith("a.xlsx: ") and line.endswith(allowed) and "\n" not in line
    return line.removeprefix("a.xlsx: ").removesuffix(allowed)


def test_a_sheet_that_claims_to_be_huge_costs_what_is_in_it(packed: Packed) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>'
    before = '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" width="9"/></cols>'
    behind = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert _refusal(packed(_parts(rows, before=before, behind=behind))) == "表格太大"
    document = read_xlsx("a.xlsx", packed(_parts(rows, before=before)), DEFAULT)
    assert document.text == "表\n1\n2\n"


def test_a_cell_far_to_the_right_is_refused_with_its_place(packed: Packed) -> None:
    data = packed(_parts('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'))
    assert _refusal(data) == "工作表“表”第 16384 列还有内容，最多读 512 列"


def test_a_text_that_many_cells_share_is_counted_in_each(packed: Packed) -> None:
    cells = "".join(f'<c r="{letter}1" t="s"><v>0</v></c>' for letter in "ABCDEFGHIJ")
    data = packed(_parts(f"<row r='1'>{cells}</row>", f"<si><t>{'甲' * 1000}</t></si>"))
    assert _refusal(data, Limits(text_bytes=5000)) == "内容太多"


@pytest.mark.parametrize(
    ("part", "content", "line"),
    [
        ("xl/workbook.xml", "<x/>", "表格里没有内容"),
        ("xl/workbook.xml", "<x>", "Excel 文件的内容已损坏"),
        (
            "xl/worksheets/sheet1.xml",
            "<!DOCTYPE a [<!ENTITY x '甲'>]><a>&x;</a>",
            "Excel 文件里不能有文档类型定义",
        ),
        (
            "xl/sharedStrings.xml",
            '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>',
            "Excel 文件里不能有文档类型定义",
        ),
        ("xl/worksheets/sheet1.xml", "<a>" * 100_000, "Excel 文件的内容已损坏"),
    ],
)
def test_broken_and_hostile_parts_are_refused(packed: Packed, part: str, content: str, line: str) -> None:
    assert _refusal(packed({**_parts(""), part: content})) == line


def test_an_excel_bomb_is_refused(packed: Packed) -> None:
    data = packed(_parts(" " * 100_000))
    assert _refusal(data, Limits(unpacked_bytes=50_000)) == "解压后太大"
    assert _refusal(data[: len(data) // 2]) == "不是完好的 Excel 文件（.xlsx）"
    assert _refusal(packed(_parts(""))) == "表格里没有内容"


# ---------------------------------------------------------------- old Excel files


def _old(fill: Callable[[xlwt.Worksheet], object]) -> bytes:
    book = xlwt.Workbook()
    fill(book.add_sheet("表"))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_an_old_excel_file_is_read_as_a_new_one() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write_merge(0, 0, 0, 3, "预算执行表")
        for column, text in enumerate(["项目", "内部", "决算", "执行率"]):
            sheet.write(1, column, text)
        for column, (value, format) in enumerate(
            [("甲", ""), ("密", ""), (1234.5, "#,##0.00"), (0.985, "0.0%")]
        ):
            sheet.write(2, column, value, xlwt.easyxf(num_format_str=format or "General"))
        sheet.write(3, 0, "乙")
        sheet.row(3).hidden = True
        sheet.col(1).hidden = True
        sheet.write(4, 0, "丙")
        sheet.write(4, 2, True)

    document = read_xls("a.xls", _old(fill), DEFAULT)
    assert _shown(document) == [
        "# 表",
        "## 预算执行表",
        "项目//决算/执行率",
        "甲//1,234.50/98.5%",
        "丙//TRUE",
    ]
    assert _places(document)["98.5%"] == (1, 3, 4)


def test_a_broken_old_excel_file_is_read_or_refused() -> None:
    data = _old(lambda sheet: sheet.write(0, 0, "甲"))
    lines = []
    for end in range(1, len(data), 500):
        try:
            lines.append(read_xls("a.xls", data[:end], DEFAULT).text)
        except DocumentError as error:
            lines.append(error.text(Lang.ZH))
    refused = "不是完好的 Excel 97–2003 文件（.xls）"
    assert set(lines) == {"表\n甲\n", f"a.xls: {refused}（可用：完好、未加密的 Excel 97–2003 文件（.xls））"}


# ---------------------------------------------------------------- OpenDocument

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)


def _ods(packed: Packed, tables: str, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {_NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"content.xml": content})


def _ods_row(*texts: str, more: str = "") -> str:
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
    return f"<table:table-row {more}>{cells}</table:table-row>"


def test_an_opendocument_sheet_shows_what_was_shown(packed: Packed) -> None:
    table = (
        '<table:table table:name="表"><table:table-column/><table:table-column table:visibility="collapse"/>'
        f"{_ods_row('项目', '密', '执行率')}{_ods_row('隐', more='table:visibility=' + chr(34) + 'collapse' + chr(34))}"
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/>'
        f"</table:table-row><table:table-row-group>{_ods_row('<text:span>甲</text:span><text:s/>乙', '密', '98.5%')}"
        "</table:table-row-group></table:table>"
    )
    document = read_ods("a.ods", _ods(packed, table), DEFAULT)
    assert _shown(document) == ["# 表", "项目//执行率", "甲乙//98.5%"]
    assert _places(document)["98.5%"] == (2, 1_000_003, 3)


def test_a_hidden_opendocument_sheet_is_left_out(packed: Packed) -> None:
    styles = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    tables = (
        f'<table:table table:name="密" table:style-name="h">{_ods_row("密", "1")}</table:table>'
        f'<table:table table:name="表">{_ods_row("甲", "1")}</table:table>'
    )
    assert read_ods("a.ods", _ods(packed, tables, styles), DEFAULT).text == "表\n甲\t1\n"


def test_a_cell_repeated_a_million_times_is_refused(packed: Packed) -> None:
    cell = '<table:table-cell table:number-columns-repeated="500"><text:p>1</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    with pytest.raises(DocumentError) as caught:
        read_ods("a.ods", _ods(packed, f'<table:table table:name="表">{row}</table:table>'), DEFAULT)
    assert caught.value.text(Lang.ZH) == "a.ods: 表格太大（可用：完好、未加密的 ODF 表格（.ods））"


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({"content.xml": "<x/>"}, "不是 ODF 表格（.ods）"),
        ({"content.xml": "<x>"}, "ODF 表格的内容已损坏"),
        ({"content.xml": "<x>", "META-INF/manifest.xml": "<manifest:encryption-data/>"}, "文件已加密"),
    ],
)
def test_what_is_no_opendocument_sheet_is_refused(packed: Packed, parts: dict[str, str], line: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_ods("a.ods", packed(parts), DEFAULT)
    assert caught.value.text(Lang.ZH) == f"a.ods: {line}（可用：完好、未加密的 ODF 表格（.ods））"
