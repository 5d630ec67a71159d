"""Pages of a PDF as pictures, for what recognises text. Runs where a hostile file does no harm."""

import json
from collections.abc import Sequence

import pypdfium2 as pdfium

from evalkit.documents.limits import Limits
from evalkit.documents.pdf.source import Refused
from evalkit.frozen import frozen

_DOTS_PER_POINT = 200 / 72
"""As fine as a scan for reading is; finer pictures take longer and are read no better."""

_LONGEST = 2000
"""How many dots the longer side of a page has at most: rapidocr makes larger pictures smaller."""

CHANNELS = 3
"""How many bytes a dot takes."""


@frozen
class Picture:
    """A page as it is shown: `dots` are its bytes, three a dot; `scale` is how many dots a point takes."""

    width: int
    height: int
    scale: float
    dots: bytes


def draw_page(data: bytes, limits: Limits, numbers: Sequence[int]) -> bytes:
    """Return the page of the PDF `data` whose number, from 1, is the only one of `numbers`, packed.

    Raises Refused for a page with a picture on it that is larger than the limit.
    """
    page = pdfium.PdfDocument(data)[numbers[0] - 1]
    for shape in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE]):
        width, height = shape.get_px_size()
        if width * height > limits.image_pixels:
            raise Refused("pixels")
    scale = min(_DOTS_PER_POINT, _LONGEST / max(1.0, *page.get_size()))
    picture = page.render(scale=scale, rev_byteorder=False, force_bitmap_format=pdfium.raw.FPDFBitmap_BGR)
    head = json.dumps([picture.width, picture.height, picture.stride, scale]).encode()
    return head + b"\n" + bytes(picture.buffer)


def unpacked(data: bytes) -> Picture:
    """Return the picture that `draw_page` packed. Raises ValueError for anything else."""
    head, _, dots = data.partition(b"\n")
    width, height, stride, scale = json.loads(head)
    rows = (dots[at : at + width * CHANNELS] for at in range(0, stride * height, stride))
    return Picture(width, height, scale, b"".join(rows))
