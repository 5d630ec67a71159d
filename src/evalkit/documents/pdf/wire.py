"""The pages of a PDF on their way from the process that reads them: JSON there and back."""

import json
from collections.abc import Iterable
from typing import Any

from evalkit.documents.pdf.page import PdfCell, PdfLine, PdfPage, PdfTable


def packed(pages: Iterable[PdfPage]) -> bytes:
    """Return the pages as bytes."""
    return json.dumps(list(pages), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def unpacked(data: bytes) -> tuple[PdfPage, ...]:
    """Return the pages in `data`. Raises ValueError or TypeError for what `packed` did not write."""
    return tuple(
        PdfPage(width, height, tuple(map(_item, items)), pictured=pictured, layered=layered)
        for width, height, items, pictured, layered in json.loads(data)
    )


def _item(item: list[Any]) -> PdfLine | PdfTable:
    if isinstance(item[0], str):
        text, left, top, right, bottom, gaps = item
        return PdfLine(text, left, top, right, bottom, tuple(map(tuple, gaps)))
    columns, rows, cells = item
    return PdfTable(tuple(columns), tuple(rows), tuple(PdfCell(*cell) for cell in cells))
