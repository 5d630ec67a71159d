"""How a PDF file is told from others, without loading what reads it."""

import re

_MARK = re.compile(rb"%PDF-[0-9]")
_ZONE = 1024


def accepts_pdf(name: str, data: bytes) -> bool:
    """Return whether `data` is a PDF file, whatever its suffix says; junk may stand before its mark."""
    return _MARK.search(data, 0, _ZONE) is not None
