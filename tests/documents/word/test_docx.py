"""Word files: paragraphs and tables in order, as a person reads them."""

import hashlib
from collections.abc import Callable

import pytest
from docx.document import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evalkit.documents.document import BlockKind, Document
from evalkit.documents.passage import Passage, TablePassage, passages
from evalkit.documents.word.docx import read_docx
from evalkit.errors import DocumentError

Word = Callable[..., bytes]
Saved = Callable[[Callable[[WordDocument], object]], bytes]

_WORDS = st.text("绿化工程完成支出预算0123456789，。（）%万元", min_size=1, max_size=12)


def _p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_p(text)}</w:tc>"


def _rows(document: Document) -> list[list[list[str | None]]]:
    return [
        [[cell.text if cell else None for cell in row] for row in table.rows]
        for table in passages(document)
        if isinstance(table, TablePassage)
    ]


def _texts(document: Document) -> list[tuple[str, int]]:
    found = [each for each in passages(document) if isinstance(each, Passage)]
    return [(each.text, document.blocks[each.index].level) for each in found]


# ---------------------------------------------------------------- what python-docx writes


def test_paragraphs_and_tables_in_order(saved: Saved) -> None:
    def fill(word: WordDocument) -> None:
        word.add_heading("自评报告", 0)
        word.add_heading("部门概况", 1)
        word.add_paragraph("年初预算 321.50 万元。")
        table = word.add_table(2, 2)
        for cell, text in zip(table._cells, ("项目", "金额", "绿化", "12"), strict=True):
            cell.text = text
        word.add_heading("采购", 2)
        word.add_paragraph("（一）计划")
        word.add_paragraph("表后文字。")

    data = saved(fill)
    document = read_docx("报告.docx", data)
    assert document.text == (
        "自评报告\n部门概况\n年初预算 321.50 万元。\n项目\t金额\n绿化\t12\n采购\n（一）计划\n表后文字。\n"
    )
    assert [block.kind.value for block in document.blocks] == (
        "paragraph heading paragraph table heading heading paragraph".split()
    )
    assert [block.level for block in document.blocks] == [0, 1, 0, 0, 2, 3, 0]
    assert _rows(document) == [[["项目", "金额"], ["绿化", "12"]]]
    assert (document.name, document.sha256) == ("报告.docx", hashlib.sha256(data).hexdigest())
    assert document.page_starts == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(_WORDS, st.lists(st.lists(_WORDS, min_size=2, max_size=3), min_size=1, max_size=3)),
        min_size=1,
    )
)
def test_what_python_docx_writes_is_read_back(saved: Saved, content: list[str | list[list[str]]]) -> None:
    def fill(word: WordDocument) -> None:
        for each in content:
            if isinstance(each, str):
                word.add_paragraph(each)
                continue
            table = word.add_table(len(each), max(map(len, each)))
            for row, texts in zip(table.rows, each, strict=True):
                for cell, text in zip(row.cells, texts, strict=False):
                    cell.text = text

    document = read_docx("a.docx", saved(fill))
    written = [
        [each]
        if isinstance(each, str)
        else ["\t".join(row + [""] * (max(map(len, each)) - len(row))) for row in each]
        for each in content
    ]
    assert document.text.split("\n")[:-1] == [line for lines in written for line in lines]
    read = iter(passages(document))
    for each in content:
        passage = next(read)
        if isinstance(each, str):
            assert isinstance(passage, Passage)
            assert passage.text == each
            assert passage.evidence(0, len(each)).quote == each
        else:
            assert isinstance(passage, TablePassage)
            for row, texts in zip(passage.rows, each, strict=True):
                assert [cell.text for cell in row if cell and cell.text] == texts
    assert next(read, None) is None


def test_merged_cells_of_python_docx(saved: Saved) -> None:
    def fill(word: WordDocument) -> None:
        table = word.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "三公"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "金额"
        table.cell(1, 1).text = "预算"
        table.cell(1, 2).text = "决算"
        table.cell(2, 0).text = "接待"
        table.cell(2, 1).merge(table.cell(2, 2)).text = "1.5"

    document = read_docx("a.docx", saved(fill))
    assert document.text == "三公\t金额\n\t预算\t决算\n接待\t1.5\n"
    assert _rows(document) == [
        [["三公", "金额", "金额"], ["三公", "预算", "决算"], ["接待", "1.5", "1.5"]],
    ]


def test_nested_tables_follow_the_table_they_stand_in(saved: Saved) -> None:
    def fill(word: WordDocument) -> None:
        table = word.add_table(1, 2)
        table.cell(0, 0).text = "外"
        inner = table.cell(0, 1).add_table(2, 2)
        for cell, text in zip(inner._cells, ("项目", "金额", "绿化", "12"), strict=True):
            cell.text = text
        word.add_paragraph("之后。")

    document = read_docx("a.docx", saved(fill))
    assert document.text == "外\t\n项目\t金额\n绿化\t12\n之后。\n"
    assert _rows(document) == [[["外", ""]], [["项目", "金额"], ["绿化", "12"]]]


def test_headers_and_footers_are_left_out(saved: Saved) -> None:
    def fill(word: WordDocument) -> None:
        word.sections[0].header.paragraphs[0].text = "页眉"
        word.sections[0].footer.paragraphs[0].text = "第 1 页"
        word.add_paragraph("正文。")

    assert read_docx("a.docx", saved(fill)).text == "正文。\n"


# ---------------------------------------------------------------- what Word and WPS write


def test_tracked_changes_count_as_accepted(word: Word) -> None:
    body = (
        "<w:p><w:r><w:t>支出</w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>万元</w:t></w:r></w:moveTo></w:p>"
    )
    assert read_docx("a.docx", word(body)).text == "支出12万元\n"


def test_a_deleted_paragraph_mark_joins_two_paragraphs(word: Word) -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    document = read_docx(
        "a.docx", word(_p("支出", mark) + _p("12", mark) + _p("万元。") + _p("之后。", mark))
    )
    assert document.text == "支出12万元。\n之后。\n"
    assert _texts(document) == [("支出12万元。", 0), ("之后。", 0)]


def test_a_deleted_row_is_gone(word: Word) -> None:
    rows = (
        f"<w:tr>{_tc('甲')}{_tc('乙')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{_tc('旧')}{_tc('旧')}</w:tr>"
        f"<w:tr>{_tc('丙')}{_tc('丁')}</w:tr>"
    )
    assert _rows(read_docx("a.docx", word(f"<w:tbl>{rows}</w:tbl>"))) == [[["甲", "乙"], ["丙", "丁"]]]


def test_hidden_text_and_field_codes_are_left_out(word: Word) -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>可见</w:t></w:r>'
        "<w:r><w:instrText>PAGE 12</w:instrText></w:r><w:r><w:t>3</w:t></w:r>"
        "<w:fldSimple><w:r><w:t>项</w:t></w:r></w:fldSimple><m:oMath><m:r><m:t>98%</m:t></m:r></m:oMath></w:p>"
    )
    assert read_docx("a.docx", word(body)).text == "可见3项98%\n"


def test_signs_that_are_elements(word: Word) -> None:
    body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙\n丁</w:t></w:r></w:p>"
    assert read_docx("a.docx", word(body)).text == "甲 乙-丙 丁\n"


def test_a_line_broken_by_hand(word: Word) -> None:
    body = "<w:p><w:r><w:t>一、概况</w:t><w:br/><w:t>全年支出</w:t><w:br/><w:t>12万元。</w:t><w:br/><w:t>其他。</w:t></w:r></w:p>"
    document = read_docx("a.docx", word(body))
    assert document.text == "一、概况\n全年支出\n12万元。\n其他。\n"
    assert _texts(document) == [("一、概况", 2), ("全年支出12万元。", 0), ("其他。", 0)]


def test_text_boxes_are_read_once_behind_their_paragraph(word: Word) -> None:
    box = f"<w:txbxContent>{_p('框内。')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>框前。</w:t><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>{_p('之后。')}"
    )
    assert read_docx("a.docx", word(body)).text == "框前。\n框内。\n之后。\n"


def test_a_text_box_in_a_cell_follows_the_table(word: Word) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{_p('框内。')}</w:txbxContent></w:pict></w:r>"
    table = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r>{box}</w:p></w:tc>{_tc('乙')}</w:tr></w:tbl>"
    assert read_docx("a.docx", word(table)).text == "甲\t乙\n框内。\n"


def test_what_content_controls_wrap_is_read(word: Word) -> None:
    row = f"<w:sdt><w:sdtPr/><w:sdtContent><w:tr>{_tc('甲')}<w:sdt><w:sdtContent>{_tc('乙')}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{_p('一、概况')}</w:sdtContent></w:sdt><w:tbl>{row}</w:tbl>"
    assert read_docx("a.docx", word(body)).text == "一、概况\n甲\t乙\n"


def test_the_paragraphs_of_a_cell_are_one_line_and_their_numbers_stay_apart(word: Word) -> None:
    cell = f"<w:tc>{_p('12')}{_p('')}{_p('34')}</w:tc>"
    document = read_docx("a.docx", word(f"<w:tbl><w:tr>{cell}{_tc('万元')}</w:tr></w:tbl>"))
    assert document.text == "12 34\t万元\n"
    assert _rows(document) == [[["12 34", "万元"]]]


def test_a_table_of_one_column_is_running_text(word: Word) -> None:
    rows = f"<w:tr><w:tc>{_p('一、概况')}{_p('支出12万元。')}</w:tc></w:tr><w:tr>{_tc('其他。')}</w:tr>"
    document = read_docx("a.docx", word(f"<w:tbl>{rows}</w:tbl>"))
    assert document.text == "一、概况\n支出12万元。\n其他。\n"
    assert _texts(document) == [("一、概况", 2), ("支出12万元。", 0), ("其他。", 0)]


def test_rows_that_begin_further_right(word: Word) -> None:
    rows = (
        f"<w:tr>{_tc('甲')}{_tc('乙')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{_tc("丙")}</w:tr>'
    )
    assert _rows(read_docx("a.docx", word(f"<w:tbl>{rows}</w:tbl>"))) == [[["甲", "乙"], [None, "丙"]]]


def test_a_cell_that_goes_on_below_nothing_stands_by_itself(word: Word) -> None:
    starts, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    rows = (
        f"<w:tr>{_tc('甲', goes_on)}{_tc('乙', starts)}</w:tr>"
        f"<w:tr>{_tc('丙', wide)}</w:tr>"
        f"<w:tr>{_tc('丁')}{_tc('戊', goes_on)}</w:tr>"
    )
    assert _rows(read_docx("a.docx", word(f"<w:tbl>{rows}</w:tbl>"))) == [
        [["甲", "乙"], ["丙", "丙"], ["丁", "戊"]]
    ]


def test_files_saved_as_strict_open_xml(packed: Word) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{_p("正文。")}</w:body></w:document>'
    assert read_docx("a.docx", packed({"word/document.xml": body})).text == "正文。\n"


def test_a_body_by_another_name(packed: Word) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="/word/document2.xml"/></Relationships>'
    )
    body = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{_p("正文。")}</w:body></w:document>'
    data = packed({"_rels/.rels": relations, "word/document2.xml": body})
    assert read_docx("a.docx", data).text == "正文。\n"


def test_xml_in_utf_16(packed: Word) -> None:
    body = f'<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{_p("正文。")}</w:body></w:document>'
    assert read_docx("a.docx", packed({"word/document.xml": body.encode("utf-16")})).text == "正文。\n"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_piece_is_a_place_of_the_text(word: Word, data: st.DataObject) -> None:
    cell = st.builds(
        _tc,
        _WORDS,
        st.sampled_from(["", '<w:gridSpan w:val="2"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>']),
    )
    row = st.lists(cell, min_size=1, max_size=3).map(lambda cells: f"<w:tr>{''.join(cells)}</w:tr>")
    table = st.lists(row, min_size=1, max_size=4).map(lambda rows: f"<w:tbl>{''.join(rows)}</w:tbl>")
    body = data.draw(st.lists(st.one_of(_WORDS.map(_p), table), min_size=1, max_size=5))
    document = read_docx("a.docx", word("".join(body)))
    last = 0
    for block in document.blocks:
        assert last <= block.pieces[0].start <= block.pieces[-1].end <= len(document.text)
        last = block.pieces[-1].end
        places = [
            (row, column)
            for each in block.cells
            for row in range(each.row, each.row + each.row_span)
            for column in range(each.column, each.column + each.column_span)
        ]
        assert len(places) == len(set(places))
        if block.kind is not BlockKind.TABLE:
            assert document.quote(block.pieces[0]).strip() == document.quote(block.pieces[0]) != ""


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "Word 文件里没有文字"),
        (_p(" "), "Word 文件里没有文字"),
    ],
)
def test_a_file_without_text_is_refused(word: Word, body: str, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_docx("a.docx", word(body))
    assert caught.value.problems[0].message.zh == message


def test_tables_inside_tables_without_end_are_refused(word: Word) -> None:
    body = _p("甲")
    for _ in range(60):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc>{_tc('乙')}</w:tr></w:tbl>"
    with pytest.raises(DocumentError) as caught:
        read_docx("a.docx", word(body))
    assert caught.value.problems[0].message.zh == "嵌套太深"


@pytest.mark.parametrize("span", ['<w:gridSpan w:val="513"/>', '<w:gridSpan w:val="99999"/>'])
def test_a_table_of_too_many_columns_is_refused(word: Word, span: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_docx("a.docx", word(f"<w:tbl><w:tr>{_tc('甲', span)}{_tc('乙')}</w:tr></w:tbl>"))
    assert caught.value.problems[0].message.zh == "表格太大"


@pytest.mark.parametrize("span", ["0", "-1", "x", "", "1e9", "９", "9999999999999999999999"])
def test_spans_that_are_none_count_as_one(word: Word, span: str) -> None:
    cell = _tc("甲", f'<w:gridSpan w:val="{span}"/>')
    document = read_docx("a.docx", word(f"<w:tbl><w:tr>{cell}{_tc('乙')}</w:tr></w:tbl>"))
    assert _rows(document) == [[["甲", "乙"]]]
