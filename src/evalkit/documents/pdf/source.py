"""The pages of a PDF, one by one, as pdfium sees them. Runs where a hostile file does no harm."""

from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref
from typing import Any

import pypdfium2.raw as pdfium
from attrs import evolve

from evalkit.documents.limits import Limits
from evalkit.documents.pdf.drawn import Drawn
from evalkit.documents.pdf.fields import Fields, with_fields
from evalkit.documents.pdf.grid import grids_of
from evalkit.documents.pdf.lines import lines_of
from evalkit.documents.pdf.page import Box, Frame, PdfLine, PdfPage, PdfTable, Sign
from evalkit.documents.pdf.signs import Signs, count_legible
from evalkit.documents.pdf.tables import with_tables
from evalkit.documents.pdf.wire import packed
from evalkit.frozen import frozen

_FEWEST_SIGNS = 16
"""A page with fewer characters has no text to speak of."""

_PICTURED = 0.3
"""A page without text is a picture when images cover this share of it …"""

_SHAPES = 200
"""… or when so many shapes are drawn on it: letters, perhaps."""

_COVERED = 0.8
_INVISIBLE = 3
"""How text is drawn that only a search finds: laid over a scan by whoever recognised it."""


def read_pages(data: bytes, limits: Limits, numbers: Sequence[int]) -> bytes:
    """Return the pages of the PDF `data`, packed. Raises Refused."""
    return packed(Source.open(data, limits).pages())


class Refused(Exception):
    """Why a file cannot be read, in one word for whoever knows the sentence."""


@frozen
class Source:
    """An open PDF file."""

    file: Any
    limits: Limits
    fields: Fields | None = None

    @classmethod
    def open(cls, data: bytes, limits: Limits) -> "Source":
        """Return the file in `data`, which must outlive it. Raises Refused."""
        file = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not file:
            locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
            raise Refused("locked" if locked else "broken")
        source = cls(file, limits)
        if source.count <= 0:
            raise Refused("broken")
        if source.count > limits.pages:
            raise Refused("pages")
        return evolve(source, fields=Fields.of(file))

    @property
    def count(self) -> int:
        """Return how many pages the file says it has."""
        return int(pdfium.FPDF_GetPageCount(self.file))

    def pages(self) -> Iterator[PdfPage]:
        """Yield the pages; one that is broken is empty. Raises Refused beyond the limits."""
        left = self.limits.text_bytes // 4
        cells = 0
        for index in range(self.count):
            page = pdfium.FPDF_LoadPage(self.file, index)
            if not page:
                yield PdfPage(0, 0, ())
                continue
            shown = _Shown.of(page, left, self.limits, self.fields)
            left -= shown.length
            if left < 0:
                raise Refused("text")
            read = shown.read()
            cells += sum(len(item.cells) for item in read.items if isinstance(item, PdfTable))
            if cells > self.limits.table_cells:
                raise Refused("cells")
            yield read
            pdfium.FPDFText_ClosePage(shown.signs.page)
            pdfium.FPDF_ClosePage(page)


@frozen
class _Shown:
    """A page that is open."""

    page: Any
    width: float
    height: float
    signs: Signs
    drawn: Drawn
    filled: Sequence[Sign]
    limits: Limits

    @classmethod
    def of(cls, page: Any, most: int, limits: Limits, fields: Fields | None) -> "_Shown":
        frame, width, height = _frame(page)
        signs = Signs.of(pdfium.FPDFText_LoadPage(page), frame, most + 1)
        filled = fields.on(page, frame, limits.page_objects, most) if fields else []
        return cls(page, width, height, signs, Drawn.on(page, frame, limits.page_objects), filled, limits)

    @property
    def length(self) -> int:
        """Return how many characters the page and its fields have together."""
        return len(self.signs.text) + sum(len(sign.sign) for sign in self.filled)

    def read(self) -> PdfPage:
        """Return what stands on the page."""
        signs = "".join(self.signs.text.split())
        legible = count_legible(signs)
        share = self.drawn.pictures / (self.width * self.height or 1)
        if legible < max(_FEWEST_SIGNS, len(signs) / 2):
            if share >= _PICTURED or self.drawn.shapes >= _SHAPES or len(signs) >= _FEWEST_SIGNS:
                return PdfPage(self.width, self.height, tuple(lines_of(self.filled)), pictured=True)
        elif share >= _COVERED and self._is_laid_over():
            return PdfPage(self.width, self.height, self._lines(), layered=True)
        return PdfPage(self.width, self.height, self._items())

    def _is_laid_over(self) -> bool:
        """Return whether the page's first text is invisible."""
        for index in range(min(self.limits.page_objects, pdfium.FPDFPage_CountObjects(self.page))):
            shape = pdfium.FPDFPage_GetObject(self.page, index)
            if pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_TEXT:
                return bool(pdfium.FPDFTextObj_GetTextRenderMode(shape) == _INVISIBLE)
        return False

    def _items(self) -> tuple[PdfLine | PdfTable, ...]:
        grids = grids_of(self.drawn.across, self.drawn.down, self.limits.columns * 64)
        return with_tables(self._signs(), grids) if grids else self._lines()

    def _lines(self) -> tuple[PdfLine, ...]:
        return tuple(lines_of(self._signs()) if self.filled else self.signs.lines())

    def _signs(self) -> Iterable[Sign]:
        return with_fields(self.signs.all(), self.filled) if self.filled else self.signs.all()


def _frame(page: Any) -> tuple[Frame, float, float]:
    """Return what turns boxes into those of the page as it is shown, and how wide and high that is."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, byref(rect))
    left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
    turned = pdfium.FPDFPage_GetRotation(page)

    def upright(x: float, y: float, end: float, high: float) -> Box:
        return x - left, top - high, end - left, top - y

    def quarter(x: float, y: float, end: float, high: float) -> Box:
        return y - bottom, x - left, high - bottom, end - left

    def half(x: float, y: float, end: float, high: float) -> Box:
        return right - end, y - bottom, right - x, high - bottom

    def three_quarters(x: float, y: float, end: float, high: float) -> Box:
        return top - high, right - end, top - y, right - x

    frame: Frame = (upright, quarter, half, three_quarters)[turned % 4]
    width, height = abs(right - left), abs(top - bottom)
    return (frame, width, height) if turned % 2 == 0 else (frame, height, width)
