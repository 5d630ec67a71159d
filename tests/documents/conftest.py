"""Word and PDF files for tests, written by python-docx and reportlab and, where they cannot, by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

import docx
import pytest
from docx.document import Document as WordDocument
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


@pytest.fixture
def packed() -> Callable[..., bytes]:
    """Return a function that packs parts (path → text or bytes) into a ZIP archive."""

    def pack(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", method) as archive:
            archive.writestr("[Content_Types].xml", _TYPES)
            for path, content in parts.items():
                archive.writestr(path, content)
        return target.getvalue()

    return pack


@pytest.fixture
def word(packed: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return a function that makes a Word file of the XML of its body, and of other parts."""

    def make(body: str, **parts: str) -> bytes:
        namespaces = (
            f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        )
        content = {"word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>"}
        for name, inner in parts.items():
            content[f"word/{name}.xml"] = f"<w:{name} {namespaces}>{inner}</w:{name}>"
        return packed(content)

    return make


@pytest.fixture
def saved() -> Callable[[Callable[[WordDocument], object]], bytes]:
    """Return a function that gives the bytes of the file that python-docx writes."""

    def save(fill: Callable[[WordDocument], object]) -> bytes:
        document = docx.Document()
        fill(document)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return save


# ---------------------------------------------------------------- PDF files

_SONG = "STSong-Light"
"""A font that every PDF program knows, so that no file of it is needed."""


@pytest.fixture
def printed() -> Callable[[Callable[[Canvas], object]], bytes]:
    """Return a function that gives the bytes of the PDF file that somebody draws on reportlab's canvas.

    The canvas is of A4, its font a Chinese one of 12 points.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(_SONG))

    def draw(fill: Callable[[Canvas], object]) -> bytes:
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=A4, initialFontName=_SONG, initialFontSize=12)
        fill(canvas)
        canvas.save()
        return target.getvalue()

    return draw


@pytest.fixture
def typeset() -> Callable[[str], bytes]:
    """Return a function that prints a plain text: wrapped paragraphs, pipe tables with rules, head and foot."""
    pdfmetrics.registerFont(UnicodeCIDFont(_SONG))
    body = ParagraphStyle("body", fontName=_SONG, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
    rules = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black), ("FONT", (0, 0), (-1, -1), _SONG, 10)])

    def furniture(canvas: Canvas, template: object) -> None:
        canvas.setFont(_SONG, 9)
        canvas.drawString(72, 800, "部门整体支出绩效自评材料")
        canvas.drawCentredString(297, 40, f"- {canvas.getPageNumber()} -")

    def print_(text: str) -> bytes:
        story: list[Flowable] = []
        rows: list[list[str]] = []
        for line in [*text.splitlines(), ""]:
            if line.startswith("|"):
                cells = [cell.strip() for cell in line.strip("|").split("|")]
                rows += [cells] if not set("".join(cells)) <= set("-:") else []
                continue
            if rows:
                story.append(Table(rows, style=rules, hAlign="LEFT", repeatRows=1))
                rows = []
            if line.strip():
                story.append(Paragraph(escape(line.strip()), body))
        target = io.BytesIO()
        SimpleDocTemplate(target, pagesize=A4).build(story, onFirstPage=furniture, onLaterPages=furniture)
        return target.getvalue()

    return print_


@pytest.fixture
def raw_pdf() -> Callable[..., bytes]:
    """Return a function that makes a PDF file of its objects; the first one is its catalogue."""

    def make(*objects: bytes, trailer: bytes = b"") -> bytes:
        data = b"%PDF-1.7\n"
        places = []
        for number, body in enumerate(objects, 1):
            places.append(len(data))
            data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        size = len(objects) + 1
        return (
            data
            + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
            + b"trailer\n<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(data))
        )

    return make
