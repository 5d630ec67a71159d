"""Pages that are pictures: recognised with the extra `ocr`, and named without it."""

import io
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from evalkit import load_plugins
from evalkit.documents.document import Document, Span
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.passage import Passage, TablePassage, passages
from evalkit.documents.pdf import ocr
from evalkit.documents.pdf.reading import read_pdf
from evalkit.errors import DocumentError
from evalkit.facts.extraction import extract
from evalkit.messages import Lang

_Printed = Callable[[Callable[[Canvas], object]], bytes]

_LINES = (
    "云梦泽市民政局2022年度绩效自评报告",
    "年初预算2318.40万元，决算2295.16万元。",
    "年末在职人员57人，社会公众满意度为94.6%。",
)
_TABLE = (("项目", "预算数", "决算数"), ("公务接待费", "6.20", "4.85"), ("公务用车购置", "0.00", "0.00"))


def _drawn(canvas: Canvas) -> None:
    """Draw a page with sentences and, without rules, a table."""
    for number, line in enumerate(_LINES):
        canvas.drawString(72, 780 - 48 * number, line)
    for number, row in enumerate(_TABLE):
        for column, cell in enumerate(row):
            canvas.drawString(72 + 150 * column, 600 - 24 * number, cell)


def _scanned(printed: _Printed, *before: str) -> bytes:
    """Return a PDF of one page that is a picture, behind one page of text if there are lines `before`."""
    return _picture_of(printed, _drawn, *before)


def _picture_of(printed: _Printed, drawn: Callable[[Canvas], object], *before: str) -> bytes:
    picture = pdfium.PdfDocument(printed(drawn))[0].render(scale=2).to_pil()
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=80)

    def fill(canvas: Canvas) -> None:
        for number, line in enumerate(before):
            canvas.drawString(72, 780 - 24 * number, line)
        if before:
            canvas.showPage()
        canvas.drawImage(ImageReader(io.BytesIO(target.getvalue())), 0, 0, 595, 842)

    return printed(fill)


_GREY = ImageReader(Image.new("L", (40, 60), 200))
_TEXT = ("一、部门概况", "我局负责全市社会救助、养老服务和基层政权建设。", "离退休人员33人。")


# ---------------------------------------------------------------- with the extra


@pytest.mark.needs("rapidocr")
def test_a_scan_is_recognised_and_every_fact_says_so(printed: _Printed) -> None:
    document = read_pdf("扫描件.pdf", _scanned(printed), DEFAULT)
    assert document.recognised == frozenset({1})
    assert document.notes == ()
    sheet = extract([document], load_plugins().catalogue)
    assert sheet.department == "云梦泽市民政局"
    assert {
        id: str(sheet.facts[id].value) for id in ("budget_initial", "expenditure_actual", "staff_on_duty")
    } == {
        "budget_initial": "23184000.00",
        "expenditure_actual": "22951600.00",
        "staff_on_duty": "57",
    }
    assert all(
        place.recognised and place.page == 1 for fact in sheet.facts.values() for place in fact.evidence
    )


@pytest.mark.needs("rapidocr")
def test_columns_of_a_scanned_table_stay_apart(printed: _Printed) -> None:
    document = read_pdf("扫描件.pdf", _scanned(printed), DEFAULT)
    assert "公务接待费\t6.20\t4.85" in document.text


@pytest.mark.needs("rapidocr")
def test_only_pages_that_are_pictures_are_recognised(printed: _Printed) -> None:
    document = read_pdf("扫描件.pdf", _scanned(printed, *_TEXT), DEFAULT)
    assert document.recognised == frozenset({2})
    assert [
        document.evidence(span).recognised
        for span in (_span(document, "养老服务"), _span(document, "年初预算"))
    ] == [
        False,
        True,
    ]


@pytest.mark.needs("rapidocr")
def test_no_more_pictures_are_recognised_than_the_limit_allows(printed: _Printed) -> None:
    def two(canvas: Canvas) -> None:
        for _ in range(2):
            canvas.drawImage(ImageReader(io.BytesIO(picture.getvalue())), 0, 0, 595, 842)
            canvas.showPage()

    picture = io.BytesIO()
    pdfium.PdfDocument(printed(_drawn))[0].render(scale=2).to_pil().save(picture, "JPEG")
    document = read_pdf("扫描件.pdf", printed(two), Limits(recognised_pages=1))
    assert document.recognised == frozenset({1})
    assert [note.text(Lang.EN) for note in document.notes] == [
        "pages 2 are pictures (a scan), whose text was not read"
    ]


@pytest.mark.needs("rapidocr")
def test_a_ruled_table_on_a_scan_is_one(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(90, 740, "收支情况见下表，单位为万元。")
        for y in (600, 560, 480):
            canvas.line(90, y, 450, y)
        for x in (90, 270, 450):
            canvas.line(x, 600, x, 480)
        for x, y, words in (
            (110, 575, "项目"),
            (290, 575, "决算数"),
            (110, 535, "基本支出和"),
            (110, 510, "项目支出"),
        ):
            canvas.drawString(x, y, words)
        canvas.drawString(290, 515, "12,345.67")

    document = read_pdf("扫描件.pdf", _picture_of(printed, draw), DEFAULT)
    text, table = passages(document)
    assert isinstance(text, Passage) and isinstance(table, TablePassage)
    assert text.text == "收支情况见下表，单位为万元。"
    assert [[cell.text for cell in row if cell is not None] for row in table.rows] == [
        ["项目", "决算数"],
        ["基本支出和项目支出", "12,345.67"],
    ]
    figure = table.rows[1][1]
    assert figure is not None
    evidence = figure.evidence(0, len(figure.text))
    assert (evidence.recognised, evidence.page, evidence.row, evidence.column) == (True, 1, 2, 2)


@pytest.mark.needs("rapidocr")
def test_a_picture_beyond_the_limit_is_not_recognised_but_noted(printed: _Printed) -> None:
    document = read_pdf("扫描件.pdf", _scanned(printed, *_TEXT), Limits(image_pixels=100_000))
    assert [note.text(Lang.ZH) for note in document.notes] == ["第 2 页是图片（扫描件），其中的文字未读"]


def _span(document: Document, words: str) -> Span:
    at = document.text.index(words)
    return Span(at, at + len(words))


# ---------------------------------------------------------------- without it


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)


@pytest.mark.usefixtures("bare")
def test_without_the_extra_one_line_says_how_to_get_it(printed: _Printed) -> None:
    with pytest.raises(DocumentError) as raised:
        read_pdf("扫描件.pdf", _scanned(printed), DEFAULT)
    assert raised.value.text(Lang.ZH) == (
        "扫描件.pdf: 第 1 页是图片（扫描件），其中的文字未读"
        "（可用：文字版 PDF，或先安装文字识别：pip install 'evalkit-scorecard[ocr]'）"
    )


@pytest.mark.usefixtures("bare")
def test_without_the_extra_the_other_pages_are_read_and_a_note_names_the_pictures(printed: _Printed) -> None:
    document = read_pdf("扫描件.pdf", _scanned(printed, *_TEXT), DEFAULT)
    assert "养老服务" in document.text
    assert document.recognised == frozenset()
    assert [note.text(Lang.ZH) for note in document.notes] == ["第 2 页是图片（扫描件），其中的文字未读"]


# ---------------------------------------------------------------- what is a picture, and what is not


@pytest.mark.usefixtures("bare")
def test_text_of_characters_that_nobody_knows_is_a_picture(printed: _Printed) -> None:
    data = printed(lambda canvas: canvas.drawString(90, 700, "\ue001\ue002\ue003\ue004" * 6))
    with pytest.raises(DocumentError, match="pages 1 are pictures"):
        read_pdf("a.pdf", data, DEFAULT)


def test_a_picture_on_a_page_with_text_makes_no_scan(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(_GREY, 0, 0, 595, 842)
        canvas.drawString(90, 700, "我局全年预算支出一千二百万元，已经支付。")

    document = read_pdf("a.pdf", printed(draw), DEFAULT)
    assert (document.notes, document.recognised) == ((), frozenset())
    assert "我局全年预算支出一千二百万元，已经支付。" in document.text


def test_invisible_text_over_a_scan_counts_as_recognised(printed: _Printed) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(_GREY, 0, 0, 595, 842)
        text = canvas.beginText(90, 700)
        text.setTextRenderMode(3)
        text.textLine("我局全年预算支出一千二百万元，全部按期支付。")
        canvas.drawText(text)

    document = read_pdf("a.pdf", printed(draw), DEFAULT)
    (passage,) = passages(document)
    assert isinstance(passage, Passage)
    assert passage.evidence(0, 2).recognised
    assert document.recognised == {1}
