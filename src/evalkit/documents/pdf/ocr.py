"""The text of pages that are pictures, recognised by RapidOCR where the extra `ocr` is installed.

Its models come with it, so that nothing is fetched. The rules of a table are found in the picture too.
"""

import importlib.util
import logging
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from evalkit.documents.limits import Limits
from evalkit.documents.pdf.grid import grids_of
from evalkit.documents.pdf.page import PdfPage, Rule, Sign
from evalkit.documents.pdf.tables import in_reading_order, with_tables

if TYPE_CHECKING:
    from evalkit.documents.pdf.pictures import Picture

_LEAST_SURE = 0.5
"""What is recognised less surely than this is dirt more often than text."""

_DARK = 160
_LONGEST_STROKE = 1 / 30
"""What is dark over a longer part of the page is a rule and no stroke of a letter."""

_WIDEST_RULE = 8


def is_installed() -> bool:
    """Return whether pictures can be recognised here."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def recognised(page: PdfPage, picture: "Picture", limits: Limits) -> PdfPage:
    """Return `page` with the lines and tables that its picture shows; as it is when it shows no text."""
    import numpy as np

    dots = np.frombuffer(picture.dots, np.uint8).reshape(picture.height, picture.width, 3)
    signs = in_reading_order(_signs(dots, picture.scale))
    if not signs:
        return page
    across, down = (_rules(dots[:, :, 1], picture.scale, across=across) for across in (True, False))
    grids = grids_of(across, down, limits.columns * 64)
    return page._replace(items=with_tables(signs, grids), pictured=False, layered=True)


def _signs(dots: Any, scale: float) -> Iterator[Sign]:
    """Yield the pieces of text in a picture, with their boxes in points."""
    found = _engine()(dots)
    if found.boxes is None:
        return
    for corners, text, sure in zip(found.boxes.tolist(), found.txts, found.scores, strict=True):
        if sure >= _LEAST_SURE and text.strip():
            across, down = [x / scale for x, _ in corners], [y / scale for _, y in corners]
            yield Sign(text.strip(), min(across), min(down), max(across), max(down))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False})


def _rules(grey: Any, scale: float, *, across: bool) -> Iterator[Rule]:
    """Yield the horizontal or the vertical rules in a picture, in points."""
    import cv2
    import numpy as np

    dark = (grey < _DARK).astype(np.uint8)
    length = int(max(grey.shape) * _LONGEST_STROKE)
    bar: Any = np.ones((1, length) if across else (length, 1), np.uint8)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(dark, cv2.MORPH_OPEN, bar))
    for left, top, width, height, _ in boxes[1:].tolist():
        at, start, long, thick = (top, left, width, height) if across else (left, top, height, width)
        if thick <= _WIDEST_RULE:
            yield Rule((at + thick / 2) / scale, start / scale, (start + long) / scale)
