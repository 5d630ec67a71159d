"""Hostile Word files: one line says what is wrong, or the result is bounded."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evalkit.documents.kinds import Kind, kind_of
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.passage import TablePassage, passages
from evalkit.documents.word.docx import read_docx
from evalkit.errors import DocumentError
from evalkit.messages import Lang

_Word = Callable[..., bytes]

_INTACT = "（可用：完好、未加密的 Word 文件（.docx））"
_DEEP = "嵌套太深"
_BROKEN = "Word 文件的内容已损坏"


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _cell(content: str, span: int = 1) -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{content}</w:tc>'


def _table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _nested_tables(depth: int, beside: str) -> str:
    body = _p("底")
    for _ in range(depth):
        body = _table(_cell(body) + beside)
    return body


def _nested_boxes(depth: int) -> str:
    before, behind = "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"
    return before * depth + _p("底") + behind * depth


def _refusal(data: bytes, limits: Limits = DEFAULT) -> str:
    with pytest.raises(DocumentError) as caught:
        read_docx("报告.docx", data, limits)
    line = caught.value.text(Lang.ZH)
    assert line.startswith("报告.docx: ") and line.endswith(_INTACT) and "\n" not in line
    return line.removeprefix("报告.docx: ").removesuffix(_INTACT)


def test_a_cut_off_file_is_refused_wherever_it_ends(word: _Word) -> None:
    data = word(_p("支出平稳。") * 50)
    for end in range(0, len(data), 7):
        assert _refusal(data[:end]) == "不是完好的 Word 文件（.docx）"


# ---------------------------------------------------------------- depth


@pytest.mark.parametrize("beside", ["", _cell(_p("旁"))])
def test_tables_may_stand_in_tables_up_to_a_depth(word: _Word, beside: str) -> None:
    assert "底" in read_docx("a.docx", word(_nested_tables(DEFAULT.nesting, beside))).text
    assert _refusal(word(_nested_tables(DEFAULT.nesting + 2, beside))) == _DEEP
    assert _refusal(word(_nested_tables(300, beside))) == _BROKEN


def test_boxes_may_stand_in_boxes_up_to_a_depth(word: _Word) -> None:
    assert read_docx("a.docx", word(_nested_boxes(DEFAULT.nesting))).text.strip() == "底"
    assert _refusal(word(_nested_boxes(DEFAULT.nesting + 1))) == _DEEP


def test_controls_in_controls_are_read_or_refused(word: _Word) -> None:
    def nested(depth: int) -> bytes:
        before, behind = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
        return word(before * depth + _p("甲") + behind * depth)

    assert read_docx("a.docx", nested(100)).text == "甲\n"
    assert _refusal(nested(200)) == _BROKEN


# ---------------------------------------------------------------- breadth


def test_many_tables_in_one_cell_are_each_read_once(word: _Word) -> None:
    inner = _table(_cell(_p("子")) + _cell(_p("丑")))
    document = read_docx("a.docx", word(_table(_cell(inner * 2000) + _cell(_p("乙")))))
    assert len(document.blocks) == 2001
    assert document.text.count("子") == 2000


def test_a_row_may_be_as_wide_as_the_limit(word: _Word) -> None:
    data = word(_table(_cell(_p("甲"), DEFAULT.columns - 1) + _cell(_p("乙"))))
    (table,) = passages(read_docx("a.docx", data))
    assert isinstance(table, TablePassage)
    assert [len(row) for row in table.rows] == [DEFAULT.columns]


def test_tables_have_at_most_so_many_cells(word: _Word) -> None:
    limits = Limits(table_cells=100)
    row = _cell(_p("甲"), 9) + _cell(_p("乙"))
    assert len(read_docx("a.docx", word(_table(*[row] * 10)), limits).blocks[0].cells) == 20
    assert _refusal(word(_table(*[row] * 11)), limits) == "表格太大"


def test_a_cell_may_go_on_through_many_rows(word: _Word) -> None:
    row = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{_p('甲')}</w:tc>{_cell(_p('乙'))}"
    cells = read_docx("a.docx", word(_table(*[row] * 3000))).blocks[0].cells
    assert (len(cells), cells[0].row_span) == (3001, 3000)


def test_many_deleted_paragraph_marks_make_one_paragraph(word: _Word) -> None:
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>{'甲' * 400}</w:t></w:r></w:p>"
    document = read_docx("a.docx", word(joined * 5000 + _p("末")))
    assert document.text == "甲" * 2_000_000 + "末\n"
    assert len(document.blocks) == 1


def test_what_a_deleted_mark_joins_leaves_a_text_box_alone(word: _Word) -> None:
    box = f"<w:pict><w:txbxContent>{_p('框内。')}</w:txbxContent></w:pict>"
    body = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>支出</w:t>{box}</w:r></w:p>{_p('平稳。')}"
    assert read_docx("a.docx", word(body)).text == "框内。\n支出平稳。\n"


@given(st.lists(st.tuples(st.integers(0, 1_000), st.integers(0, 255)), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_changed_bytes_is_read_or_refused(word: _Word, changes: list[tuple[int, int]]) -> None:
    data = bytearray(word(_p("支出平稳。") + _table(_cell(_p("甲")) + _cell(_p("乙")))))
    for place, byte in changes:
        data[place % len(data)] = byte
    assert kind_of(bytes(data)) in (*Kind, None)
    try:
        document = read_docx("a.docx", bytes(data))
    except DocumentError as error:
        lines = str(error).splitlines()
    else:
        lines = [each.document.name for each in passages(document)[:1]]
    assert len(lines) == 1
