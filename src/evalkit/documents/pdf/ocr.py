"""The text of pages that are pictures, recognised by RapidOCR where the extra `ocr` is installed."""

import importlib.util
import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from evalkit.documents.pdf.page import PdfLine, PdfPage

if TYPE_CHECKING:
    from evalkit.documents.pdf.pictures import Picture

_LEAST_SURE = 0.5
"""What is recognised less surely than this is dirt more often than text."""

_ONE_LINE = 0.5
"""Boxes that share so much of the lower one's height stand on one line."""

_WIDE_GAP = 1.2
"""White space that is wider than so many characters parts columns."""

Box = tuple[float, float, float, float, str]
"""Left, top, right and bottom edge, and the text between."""


def is_installed() -> bool:
    """Return whether pictures can be recognised here."""
    return importlib.util.find_spec("rapidocr") is not None


def recognised(page: PdfPage, picture: "Picture") -> PdfPage:
    """Return `page` with the lines that its picture shows; as it is when it shows no text."""
    boxes = [
        (left / picture.scale, top / picture.scale, right / picture.scale, bottom / picture.scale, text)
        for left, top, right, bottom, text in _boxes(picture)
    ]
    lines = tuple(map(_line, _rows(boxes)))
    return page._replace(items=lines, pictured=False, layered=True) if lines else page


def _boxes(picture: "Picture") -> Iterator[Box]:
    import numpy as np

    dots = np.frombuffer(picture.dots, np.uint8).reshape(picture.height, picture.width, 3)
    found = _engine()(dots)
    if found.boxes is None:
        return
    for corners, text, sure in zip(found.boxes.tolist(), found.txts, found.scores, strict=True):
        if sure >= _LEAST_SURE and text.strip():
            across, down = [x for x, _ in corners], [y for _, y in corners]
            yield min(across), min(down), max(across), max(down), text.strip()


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return RapidOCR(params={"Global.log_level": "critical"})


def _rows(boxes: Iterable[Box]) -> list[list[Box]]:
    """Return the boxes line by line, from top to bottom, each line from left to right."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box[1] + box[3]):
        if rows and _beside(rows[-1][-1], box):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row) for row in rows]


def _beside(first: Box, second: Box) -> bool:
    shared = min(first[3], second[3]) - max(first[1], second[1])
    return shared >= _ONE_LINE * min(first[3] - first[1], second[3] - second[1])


def _line(row: Sequence[Box]) -> PdfLine:
    square = max((right - left) / len(text) for left, _, right, _, text in row)
    parts = [row[0][4]]
    gaps: list[tuple[int, float, float]] = []
    length = len(parts[0])
    for before, box in pairwise(row):
        if box[0] - before[2] > _WIDE_GAP * square:
            gaps.append((length, before[2], box[0]))
            parts.append(" ")
            length += 1
        parts.append(box[4])
        length += len(box[4])
    top, bottom = min(box[1] for box in row), max(box[3] for box in row)
    return PdfLine("".join(parts), row[0][0], top, max(box[2] for box in row), bottom, tuple(gaps))
