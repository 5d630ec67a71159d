"""PDF files as documents: their text page by page, ruled tables as tables, scans as what they are."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from evalkit.documents.document import Document
from evalkit.documents.limits import Limits
from evalkit.documents.pdf import ocr
from evalkit.documents.pdf.guard import Exhausted, guarded
from evalkit.documents.pdf.layout import laid_out
from evalkit.documents.pdf.page import PdfPage
from evalkit.documents.pdf.source import Refused, read_pages
from evalkit.documents.pdf.wire import unpacked
from evalkit.documents.progress import Progress, Step, unwatched
from evalkit.errors import DocumentError, Problem
from evalkit.messages import Joined, Message, say

_INSTALL = say(
    "文字版 PDF，或先安装文字识别：pip install 'evalkit-scorecard[ocr]'",
    "a PDF with text, or recognition of text: pip install 'evalkit-scorecard[ocr]'",
)
_INTACT = say("完好、未加密的 PDF 文件", "an intact PDF file without a password")


def read_pdf(name: str, data: bytes, limits: Limits, progress: Progress = unwatched) -> Document:
    """Return the PDF file `data` as a document.

    Running heads, feet and page numbers are left out; a table that goes on over the page is one. Pages
    that are pictures are recognised where the extra `ocr` is installed; else a note names them, or, when
    there is no other page with text, an error. `progress` is told as they are recognised. Raises DocumentError for a file that is broken, needs a
    password, or costs more than `limits` allow.
    """
    pages = _pages(name, data, limits)
    if any(page.pictured for page in pages) and ocr.is_installed():
        work = say("识别“{name}”中的图片页", "recognising the pages of {name} that are pictures", name=name)
        pages = _with_pictures(pages, data, limits, lambda done, total: progress(Step(work, done, total)))
    found = laid_out(pages)
    notes = tuple(_notes(pages))
    if not found.text.strip():
        message = notes[0] if notes else say("PDF 里没有文字", "the PDF has no text")
        waits = any(page.pictured for page in pages) and not ocr.is_installed()
        raise DocumentError(Problem(message, where=name, allowed=_INSTALL if waits else _INTACT))
    return Document(
        name=name,
        text=found.text,
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=found.blocks,
        page_starts=found.page_starts,
        recognised=frozenset(number for number, page in enumerate(pages, 1) if page.layered),
        notes=notes,
    )


def _with_pictures(
    pages: Sequence[PdfPage], data: bytes, limits: Limits, tell: Callable[[int, int], None]
) -> list[PdfPage]:
    """Return the pages, those that are pictures as they are recognised; no more than the limit allows.

    A page that cannot be drawn within the limits stays a picture. `tell` takes how many are done, and of how many.
    """
    from evalkit.documents.pdf.pictures import draw_page
    from evalkit.documents.pdf.pictures import unpacked as picture_of
    from evalkit.documents.pdf.recogniser import Recogniser

    read = list(pages)
    pictured = [number for number, page in enumerate(pages) if page.pictured][: limits.recognised_pages]
    tell(0, len(pictured))
    with Recogniser(limits) as recogniser:
        for done, number in enumerate(pictured, 1):
            with suppress(Refused, Exhausted):
                picture = picture_of(guarded(draw_page, data, limits, (number + 1,)))
                read[number] = recogniser.page(pages[number], picture)
            tell(done, len(pictured))
    return read


def _notes(pages: Sequence[PdfPage]) -> Iterator[Message]:
    """Yield what was not read."""
    pictured = [number for number, page in enumerate(pages, 1) if page.pictured]
    broken = [number for number, page in enumerate(pages, 1) if not page.width]
    if pictured:
        yield say(
            "第 {pages} 页是图片（扫描件），其中的文字未读",
            "pages {pages} are pictures (a scan), whose text was not read",
            pages=_ranges(pictured),
        )
    if broken:
        yield say(
            "第 {pages} 页已损坏，未读", "pages {pages} are broken and were not read", pages=_ranges(broken)
        )


def _ranges(numbers: Iterable[int]) -> Joined:
    """Return ascending numbers as people write them: 1-3、5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return Joined(tuple("-".join(map(str, run)) for run in runs))


def _pages(name: str, data: bytes, limits: Limits) -> Sequence[PdfPage]:
    try:
        pages = unpacked(guarded(read_pages, data, limits))
    except Refused as refusal:
        raise refused(name, _REASONS.get(str(refusal), _BROKEN)) from None
    except Exhausted as error:
        raise refused(name, _SLOW if error.slow else _HEAVY) from None
    if not any(page.width for page in pages):
        raise refused(name, _BROKEN)
    return pages


_BROKEN = say("PDF 文件已损坏，打不开", "the PDF file is broken")
_SLOW = say("读取这个 PDF 用时过长，已停止", "reading this PDF takes too long")
_HEAVY = say(
    "读取这个 PDF 需要的内存太多，或文件已损坏", "reading this PDF takes too much memory, or it is broken"
)
_REASONS = {
    "broken": _BROKEN,
    "locked": say("PDF 已加密，需要密码", "the PDF is encrypted and needs a password"),
    "pages": say("PDF 页数太多", "the PDF has too many pages"),
    "cells": say("PDF 里的表格太大", "the tables of the PDF are too large"),
    "text": say("PDF 里的文字太多", "there is too much text in the PDF"),
}


def refused(name: str, message: Message) -> DocumentError:
    """Return the problem of the PDF file `name` that `message` tells, as an error to raise."""
    return DocumentError(Problem(message, where=name, allowed=_INTACT))
