"""PDF files as documents: their text page by page, ruled tables as tables, scans as what they are."""

import hashlib
from collections.abc import Iterable, Sequence

from evalkit.documents.document import Document
from evalkit.documents.limits import Limits
from evalkit.documents.pdf import ocr as pdf_ocr
from evalkit.documents.pdf.guard import Exhausted, Task, guarded
from evalkit.documents.pdf.layout import laid_out
from evalkit.documents.pdf.page import PdfPage
from evalkit.documents.pdf.source import Refused, read_pages
from evalkit.documents.pdf.wire import unpacked
from evalkit.errors import DocumentError, Problem
from evalkit.messages import Message, say

_INSTALL = say(
    "文字版 PDF，或先安装文字识别：pip install 'evalkit-scorecard[ocr]'",
    "a PDF with text, or recognition of text: pip install 'evalkit-scorecard[ocr]'",
)
_INTACT = say("完好、未加密的 PDF 文件", "an intact PDF file without a password")


def read_pdf(name: str, data: bytes, limits: Limits) -> Document:
    """Return the PDF file `data` as a document.

    Running heads, feet and page numbers are left out; a table that goes on over the page is one. Pages
    that are pictures are recognised where the extra `ocr` is installed; else a note names them, or, when
    there is no other page with text, an error. Raises DocumentError for a file that is broken, needs a
    password, or costs more than `limits` allow.
    """
    pages = _pages(name, data, limits)
    if pdf_ocr.is_installed():
        pages = _with_pictures(pages, name, data, limits)
    found = laid_out(pages)
    pictured = [number for number, page in enumerate(pages, 1) if page.pictured]
    if not found.text.strip():
        raise _unread(name, pictured)
    return Document(
        name=name,
        text=found.text,
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=found.blocks,
        page_starts=found.page_starts,
        recognised=frozenset(number for number, page in enumerate(pages, 1) if page.layered),
        notes=(_pictures(pictured),) if pictured else (),
    )


def _with_pictures(pages: Sequence[PdfPage], name: str, data: bytes, limits: Limits) -> list[PdfPage]:
    """Return the pages, those that are pictures as they are recognised; no more than the limit allows."""
    from evalkit.documents.pdf.pictures import draw_page
    from evalkit.documents.pdf.pictures import unpacked as picture_of

    left = limits.recognised_pages
    read = []
    for number, page in enumerate(pages, 1):
        if page.pictured and left > 0:
            left -= 1
            picture = picture_of(_in_guard(draw_page, name, data, limits, number))
            read.append(pdf_ocr.recognised(page, picture))
        else:
            read.append(page)
    return read


def _unread(name: str, pictured: Sequence[int]) -> DocumentError:
    if not pictured:
        return refused(name, say("PDF 里没有文字", "the PDF has no text"))
    return DocumentError(Problem(_pictures(pictured), where=name, allowed=_INSTALL))


def _pictures(pages: Sequence[int]) -> Message:
    return say(
        "第 {pages} 页是图片（扫描件），其中的文字未读",
        "pages {pages} are pictures (a scan), whose text was not read",
        pages=ranges_of(pages),
    )


def ranges_of(pages: Iterable[int]) -> str:
    """Return page numbers, which ascend, as people write them: 1-3, 5."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join("-".join(map(str, run)) for run in runs)


def _pages(name: str, data: bytes, limits: Limits) -> Sequence[PdfPage]:
    return unpacked(_in_guard(read_pages, name, data, limits))


def _in_guard(task: Task, name: str, data: bytes, limits: Limits, *numbers: int) -> bytes:
    try:
        return guarded(task, data, limits, numbers)
    except Refused as refusal:
        raise refused(name, _REASONS.get(str(refusal), _BROKEN)) from None
    except Exhausted as error:
        raise refused(name, _SLOW if error.slow else _HEAVY) from None


_BROKEN = say("PDF 文件已损坏，打不开", "the PDF file is broken")
_SLOW = say("读取这个 PDF 用时过长，已停止", "reading this PDF takes too long")
_HEAVY = say(
    "读取这个 PDF 需要的内存太多，或文件已损坏", "reading this PDF takes too much memory, or it is broken"
)
_REASONS = {
    "broken": _BROKEN,
    "locked": say("PDF 已加密，需要密码", "the PDF is encrypted and needs a password"),
    "pages": say("PDF 页数太多", "the PDF has too many pages"),
    "text": say("PDF 里的文字太多", "there is too much text in the PDF"),
}


def refused(name: str, message: Message) -> DocumentError:
    """Return the problem of the PDF file `name` that `message` tells, as an error to raise."""
    return DocumentError(Problem(message, where=name, allowed=_INTACT))
