"""Forms in PDF files: what is filled into their fields is read where it stands."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from evalkit import load_plugins
from evalkit.documents.document import Document
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.passage import TablePassage, passages
from evalkit.documents.pdf.fields import with_fields
from evalkit.documents.pdf.page import Sign
from evalkit.documents.pdf.reading import read_pdf
from evalkit.errors import DocumentError
from evalkit.facts.extraction import extract

_Printed = Callable[[Callable[[Canvas], object]], bytes]
_Raw = Callable[..., bytes]


def _read(data: bytes, limits: Limits = DEFAULT) -> Document:
    return read_pdf("填报表.pdf", data, limits)


def _field(canvas: Canvas, left: float, top: float, value: str, width: float = 90, **more: object) -> None:
    """Fill a field so far from the left and the upper edge of a page."""
    given = {"name": f"{left}-{top}", "height": 18, "fontSize": 10} | more
    canvas.acroForm.textfield(x=left, y=842 - top - 4, value=value, width=width, **given)


def _line(canvas: Canvas, top: float, line: str, left: float = 90) -> None:
    canvas.drawString(left, 842 - top, line)


def _text(document: Document) -> list[str]:
    return [line.replace("\t", " ").strip() for line in document.text.split("\n") if line]


def test_values_stand_in_the_line_of_their_field(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        _field(canvas, 170, 300, "3")
        _line(canvas, 100, "某镇文化站年度自评表")
        _line(canvas, 200, "全年举办讲座")
        _line(canvas, 200, "场，覆盖居民", left=205)
        _line(canvas, 200, "人次。", left=310)
        _field(canvas, 165, 200, "12", width=36)
        _field(canvas, 280, 200, "460", width=28)
        _line(canvas, 300, "在职人员")
        _line(canvas, 300, "人", left=270)

    assert _text(_read(printed(draw))) == [
        "某镇文化站年度自评表",
        "全年举办讲座 12 场，覆盖居民 460 人次。",
        "在职人员 3 人",
    ]


def test_values_in_the_cells_of_a_ruled_table_are_its_cells(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([90, 230, 330, 430], [842 - y for y in (100, 124, 148)])
        for left, word in ((94, "项目"), (234, "预算数"), (334, "决算数")):
            _line(canvas, 117, word, left)
        _line(canvas, 141, "社区护老站建设", 94)
        _field(canvas, 234, 141, "30.50")
        _field(canvas, 334, 141, "29.75")

    (table,) = passages(_read(printed(draw)))
    assert isinstance(table, TablePassage)
    assert [[cell.text if cell else None for cell in row] for row in table.rows] == [
        ["项目", "预算数", "决算数"],
        ["社区护老站建设", "30.50", "29.75"],
    ]


def test_facts_of_a_form_have_their_place(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        _line(canvas, 80, "某市气象局2021年度部门整体支出绩效自评表")
        canvas.grid([90, 330, 430], [842 - y for y in (100, 124, 148)])
        _line(canvas, 117, "年初预算数（万元）", 94)
        _field(canvas, 334, 117, "812.40")
        _line(canvas, 141, "全年执行数（万元）", 94)
        _field(canvas, 334, 141, "803.16")

    facts = extract([_read(printed(draw))], load_plugins().catalogue).facts
    assert str(facts["budget_initial"].value) == "8124000.00"
    (place,) = facts["budget_initial"].evidence
    assert (place.page, place.table, place.row) == (1, 1, 1)
    assert place.quote == "年初预算数（万元）\t812.40"


def test_boxes_are_ticked_and_choices_are_told_by_their_label(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        _line(canvas, 100, "是否公开：是")
        _line(canvas, 100, "否", left=220)
        form = canvas.acroForm
        form.checkbox(name="yes", x=180, y=738, size=14, checked=True)
        form.checkbox(name="no", x=240, y=738, size=14)
        _line(canvas, 130, "Grade")
        options = [("Excellent", "1"), ("Good", "2")]
        form.choice(name="grade", x=180, y=708, width=90, height=18, value="2", options=options)

    assert _text(_read(printed(draw))) == ["是否公开：是 ☑ 否 ☐", "Grade Good"]


def test_lines_of_a_value_stand_below_one_another(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        _line(canvas, 100, "Notes")
        _line(canvas, 260, "End")
        _field(canvas, 90, 200, "two halls\nthree yards", width=300, height=60, fieldFlags="multiline")

    assert _text(_read(printed(draw))) == ["Notes", "two halls", "three yards", "End"]


def test_what_nobody_sees_is_not_read(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        _line(canvas, 100, "在编人员")
        _field(canvas, 180, 100, "19")
        _field(canvas, 300, 100, "77", annotationFlags="hidden")
        _field(canvas, 180, 140, "sesame", fieldFlags="password")
        _field(canvas, 180, 180, "")

    assert _text(_read(printed(draw))) == ["在编人员 19"]


def test_a_page_with_nothing_but_fields_has_text(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        _field(canvas, 90, 100, "57")
        canvas.rect(90, 300, 10, 10)

    assert _text(_read(printed(draw))) == ["57"]


def _form(raw_pdf: _Raw, value: bytes, widgets: int = 1) -> bytes:
    """Return a file with `widgets` that show the value of one field, which is only theirs by descent."""
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(widgets))
    shown = (
        b"<< /Type /Annot /Subtype /Widget /Parent 4 0 R /P 3 0 R /Rect [90 %d 290 %d] /F 4 >>"
        % (700 - 20 * number, 716 - 20 * number)
        for number in range(widgets)
    )
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /NeedAppearances true >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [%s] >>" % kids,
        b"<< /FT /Tx /T (a) /V %s /Kids [%s] >>" % (value, kids),
        *shown,
    )


def test_chinese_values_are_read_without_an_appearance(raw_pdf: _Raw) -> None:
    value = "\ufeff某县林场管护面积620亩".encode("utf-16-be").hex().encode()
    document = _read(_form(raw_pdf, b"<%s>" % value, widgets=2))
    assert _text(document) == ["某县林场管护面积620亩"] * 2


def test_more_in_the_fields_than_the_limit_is_refused(raw_pdf: _Raw) -> None:
    data = _form(raw_pdf, b"(%s)" % (b"x" * 400), widgets=3)
    assert _read(data, Limits(text_bytes=4 * 1200)).text.count("x") == 1200
    for most in (1199, 900, 100):
        with pytest.raises(DocumentError, match="there is too much text in the PDF"):
            _read(data, Limits(text_bytes=4 * most))


def test_no_more_fields_are_looked_at_than_the_limit_allows(raw_pdf: _Raw) -> None:
    data = _form(raw_pdf, b"(abc)", widgets=5)
    assert _text(_read(data, Limits(page_objects=2))) == ["abc", "abc"]


def test_a_field_that_is_its_own_parent_is_no_trouble(raw_pdf: _Raw) -> None:
    data = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R 4 0 R] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R 9 0 R null 3 0 R] >>",
        b"<< /Subtype /Widget /FT /Tx /T (a) /Parent 4 0 R /Kids [4 0 R] /Rect [90 700 90 700] >>",
    )
    with pytest.raises(DocumentError, match="the PDF has no text"):
        _read(data)


_SIGNS = st.builds(
    lambda left, top, width, height: Sign("字", left, top, left + width, top + height),
    st.integers(0, 500),
    st.integers(0, 800),
    st.integers(1, 60),
    st.integers(1, 30),
)


@given(st.lists(_SIGNS, max_size=30), st.lists(_SIGNS, max_size=8))
def test_signs_keep_their_order_and_every_field_comes_once(signs: list[Sign], fields: list[Sign]) -> None:
    marked = [field._replace(sign="格") for field in fields]
    found = with_fields(signs, marked)
    assert [sign for sign in found if sign.sign == "字"] == signs
    assert sorted(sign for sign in found if sign.sign == "格") == sorted(marked)
