"""Hostile PDF files: one clear line each, within bounds of memory and time."""

import io
import os
import re
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.pdf import guard, ocr
from evalkit.documents.pdf.reading import read_pdf
from evalkit.errors import DocumentError
from evalkit.messages import Lang

_Printed = Callable[[Callable[[Canvas], object]], bytes]
_Raw = Callable[..., bytes]

_INTACT = "（可用：完好、未加密的 PDF 文件）"
_BROKEN = "PDF 文件已损坏，打不开"
_LINE = "全年部门决算支出一千二百三十四万元，其中项目支出六百万元。"


@pytest.fixture(autouse=True)
def _without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse pictures at once, whether or not the extra is installed here."""
    monkeypatch.setattr(ocr, "is_installed", lambda: False)


def _refusal(data: bytes, limits: Limits = DEFAULT) -> str:
    with pytest.raises(DocumentError) as raised:
        read_pdf("报告.pdf", data, limits)
    line = raised.value.text(Lang.ZH)
    assert line.startswith("报告.pdf: ") and "\n" not in line
    return line.removeprefix("报告.pdf: ").removesuffix(_INTACT)


def _one_line(canvas: Canvas) -> None:
    canvas.drawString(72, 780, _LINE)


def test_a_file_with_broken_cross_references_is_read(printed: _Printed) -> None:
    data = printed(_one_line)
    root = re.search(rb"/Root \d+ 0 R", data)
    assert root is not None
    rebuilt = data[: data.rindex(b"xref\n0")] + b"trailer\n<< " + root[0] + b" >>\n%%EOF"
    assert read_pdf("a.pdf", rebuilt, DEFAULT).text.strip() == _LINE
    wrong = data.replace(b"00000 n", b"00001 n").replace(b"startxref\n", b"startxref\n9")
    assert read_pdf("a.pdf", wrong, DEFAULT).text.strip() == _LINE


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5])
def test_a_truncated_file_is_refused_or_has_no_text(printed: _Printed, share: float) -> None:
    data = printed(_one_line)
    assert _refusal(data[: int(len(data) * share)]) in (_BROKEN, "PDF 里没有文字")


def test_a_file_that_is_only_a_mark_is_refused() -> None:
    assert _refusal(b"%PDF-1.7\n") == _BROKEN
    assert _refusal(b"%PDF-1.7\n" + b"\x00\xff" * 5000) == _BROKEN


def test_pages_that_are_their_own_parents_are_refused(raw_pdf: _Raw) -> None:
    data = raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")
    assert _refusal(data) in (_BROKEN, "PDF 里没有文字")


def test_more_pages_than_the_limit_are_refused(printed: _Printed) -> None:
    def pages(canvas: Canvas) -> None:
        for number in "甲乙丙丁":
            canvas.drawString(72, 500, f"{number}项目已经完成。")
            canvas.showPage()

    assert _refusal(printed(pages), Limits(pages=3)) == "PDF 页数太多"
    assert read_pdf("a.pdf", printed(pages), Limits(pages=4)).page_starts[-1] > 0


def test_more_text_than_the_limit_is_refused(printed: _Printed) -> None:
    def full(canvas: Canvas) -> None:
        for line in range(30):
            canvas.drawString(72, 780 - 24 * line, _LINE)

    assert _refusal(printed(full), Limits(text_bytes=400)) == "PDF 里的文字太多"


def test_more_cells_than_the_limit_are_refused(printed: _Printed) -> None:
    def grid(canvas: Canvas) -> None:
        canvas.grid([100, 200, 300], [500, 520, 540, 560])
        canvas.drawString(110, 505, "甲")

    assert _refusal(printed(grid), Limits(table_cells=5)) == "PDF 里的表格太大"
    assert len(read_pdf("a.pdf", printed(grid), Limits(table_cells=6)).blocks[0].cells) == 6


def test_a_table_over_many_pages_is_one(printed: _Printed) -> None:
    """Each page costs as much as the first: nothing that is there already is gone over again."""

    def grids(canvas: Canvas) -> None:
        for page in range(150):
            canvas.grid([100, 200, 300], [100 + 16 * row for row in range(40)])
            for row in range(39):
                canvas.drawString(110, 103 + 16 * row, f"{page}:{row}")
            canvas.showPage()

    (table,) = read_pdf("a.pdf", printed(grids), DEFAULT).blocks
    assert max(cell.row for cell in table.cells) == 150 * 39 - 1


def test_a_file_with_a_password_is_refused_and_one_that_only_forbids_is_read() -> None:
    def made(password: str) -> bytes:
        target = io.BytesIO()
        lock = StandardEncryption(password, ownerPassword="owner", canPrint=0)
        canvas = Canvas(target, encrypt=lock)
        canvas.drawString(72, 780, "Total expenditure 12.5 and revenue 13.75")
        canvas.save()
        return target.getvalue()

    assert _refusal(made("secret")) == "PDF 已加密，需要密码"
    assert read_pdf("a.pdf", made(""), DEFAULT).text.strip() == "Total expenditure 12.5 and revenue 13.75"


def _page(drawn: bytes) -> bytes:
    """Return a page that draws, in object 4, what stands in object 5."""
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << %s >> >> >>" % drawn
    )


def test_a_picture_of_a_thousand_megapixels_costs_no_memory(raw_pdf: _Raw) -> None:
    dots = zlib.compress(b"\xff" * 1_000_000)
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 40000 /Height 25000 /BitsPerComponent 8"
        b" /ColorSpace /DeviceGray /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(dots), dots)
    )
    drawing = b"q 595 0 0 842 0 0 cm /P Do Q"
    data = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _page(b"/P 5 0 R"),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        picture,
    )
    assert _refusal(data).startswith("第 1 页是图片（扫描件），其中的文字未读")


def test_forms_that_draw_one_another_are_ended(raw_pdf: _Raw) -> None:
    """Twice each, thirty deep: a thousand million drawings in a few kilobytes."""
    head = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _page(b"/F 5 0 R"),
        b"<< /Length 5 >>\nstream\n/F Do\nendstream",
    ]
    forms = [
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842]"
        b" /Resources << /XObject << /F %d 0 R >> >> /Length 11 >>\nstream\n/F Do /F Do\nendstream"
        % (number + 1)
        for number in range(5, 35)
    ]
    last = [b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length 0 >>\nstream\n\nendstream"]
    refusal = _refusal(raw_pdf(*head, *forms, *last), Limits(seconds=2, memory_bytes=300 * 2**20))
    assert refusal in (
        "读取这个 PDF 用时过长，已停止",
        "读取这个 PDF 需要的内存太多，或文件已损坏",
        "PDF 里没有文字",
    )


@settings(max_examples=15)
@given(st.data())
def test_damage_anywhere_is_one_line_or_a_document(data: st.DataObject) -> None:
    damaged = bytearray(_example())
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(8, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    assert "\n" not in _outcome(bytes(damaged))


def _outcome(data: bytes) -> str:
    """Return the line that refuses the file, or the first line of its text."""
    try:
        return read_pdf("报告.pdf", data, Limits(seconds=10)).text.strip().partition("\n")[0]
    except DocumentError as error:
        return error.text(Lang.ZH)


def _example() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=0, invariant=True)
    for line in range(20):
        canvas.drawString(72, 780 - 20 * line, f"Expenditure of item {line}: {line * 1.25} of 40.00")
    canvas.save()
    return target.getvalue()


def test_a_pdf_under_another_name_is_still_one(printed: _Printed, tmp_path: Path) -> None:
    from evalkit import load_plugins
    from evalkit.journey import read

    path = tmp_path / "report.docx"
    path.write_bytes(b"\r\n\r\n" + printed(_one_line))
    (document,) = read([path], load_plugins()).value
    assert document.text.strip() == _LINE
    assert pdfium.PdfDocument(path.read_bytes()[4:])[0].get_textpage().count_chars() >= len(_LINE)


# ---------------------------------------------------------------- bombs, and the process that reads

_SMALL = Limits(memory_bytes=256 * 2**20, seconds=20)
_HEAVY = "读取这个 PDF 需要的内存太多，或文件已损坏"
_TREE = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")


def _sheet(resources: bytes = b"") -> bytes:
    """Return a page that shows object 4."""
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources


def _lines_of_text(canvas: Canvas) -> None:
    for number in range(40):
        canvas.drawString(90, 780 - 18 * number, f"第{number}项任务已经按期完成。")


def _stream(body: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(body)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (entries, len(packed), packed)


def _laughs(raw_pdf: _Raw, depth: int) -> bytes:
    """Return a file in which each form draws the next one twice."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    forms = [
        _stream(b"/A Do /A Do", form + b"/Resources<</XObject<</A %d 0 R>>>>" % number)
        for number in range(6, depth + 6)
    ]
    page = _sheet(b"/XObject<</A 5 0 R>>")
    return raw_pdf(*_TREE, page, _stream(b"/A Do"), *forms, _stream(b"0 0 m 1 1 l S", form))


def test_a_cut_off_file_is_read_or_refused_wherever_it_ends(printed: _Printed) -> None:
    data = printed(_lines_of_text)
    for end in range(0, len(data), 97):
        try:
            told = read_pdf("a.pdf", data[:end], _SMALL).text.splitlines()[0]
        except DocumentError as error:
            told = str(error)
        assert len(told.splitlines()) == 1


def test_a_page_that_is_broken_is_noted_and_the_others_are_read(raw_pdf: _Raw) -> None:
    data = raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>",
        _sheet(b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"),
        _stream(b"BT /F 12 Tf 72 700 Td (Budget 2021: 17109) Tj ET"),
    )
    document = read_pdf("a.pdf", data, _SMALL)
    assert document.text.strip() == "Budget 2021: 17109"
    assert [note.text(Lang.ZH) for note in document.notes] == ["第 2 页已损坏，未读"]


def test_a_page_of_millions_of_shapes_costs_no_more_than_the_limit(raw_pdf: _Raw) -> None:
    assert _refusal(raw_pdf(*_TREE, _sheet(), _stream(b"0 0 m 1 1 l S\n" * 3_000_000)), _SMALL) == _HEAVY


def test_reading_stops_after_so_many_seconds(raw_pdf: _Raw) -> None:
    limits = Limits(memory_bytes=2**34, seconds=1)
    assert _refusal(_laughs(raw_pdf, 19), limits) == "读取这个 PDF 用时过长，已停止"


def test_a_file_that_claims_billions_of_pages_has_those_there_are(raw_pdf: _Raw) -> None:
    tree = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>")
    assert _refusal(raw_pdf(*tree, _sheet(), _stream(b""))) in ("PDF 里没有文字", "PDF 页数太多")


def test_scripts_and_attachments_are_left_alone(raw_pdf: _Raw) -> None:
    data = raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while\\(1\\);)>>"
        b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>]>>>>>>",
        _TREE[1],
        _sheet(b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"),
        _stream(b"BT /F 12 Tf 72 700 Td (Final accounts) Tj ET"),
        _stream(b"attached"),
    )
    assert read_pdf("a.pdf", data, _SMALL).text.strip() == "Final accounts"


@pytest.mark.parametrize("may_fork", [True, False])
def test_the_same_is_read_in_a_copy_of_the_process_and_in_a_new_one(
    printed: _Printed, raw_pdf: _Raw, monkeypatch: pytest.MonkeyPatch, *, may_fork: bool
) -> None:
    monkeypatch.setattr(guard, "may_fork", lambda: may_fork)
    assert "第9项任务已经按期完成。" in read_pdf("a.pdf", printed(_lines_of_text), _SMALL).text
    assert _refusal(b"%PDF-1.7") == _BROKEN
    assert _refusal(raw_pdf(*_TREE, _sheet(), _stream(b"0 0 m 1 1 l S\n" * 3_000_000)), _SMALL) == _HEAVY


def test_a_new_process_is_stopped_too(raw_pdf: _Raw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "may_fork", lambda: False)
    limits = Limits(memory_bytes=2**34, seconds=1)
    assert _refusal(_laughs(raw_pdf, 19), limits) == "读取这个 PDF 用时过长，已停止"


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not list the processes of a process")
def test_no_process_is_left_behind(printed: _Printed) -> None:
    before = _started()
    read_pdf("a.pdf", printed(_lines_of_text), _SMALL)
    assert _started() == before


def _started() -> set[str]:
    """Return the processes that this one has started and that are still there, ended or not."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has gone in the meantime
            if path.read_text("utf-8").rpartition(")")[2].split()[1] == str(os.getpid()):
                found.add(path.parent.name)
    return found
