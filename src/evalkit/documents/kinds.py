"""What a file seems to be, told from its first bytes and what they point to, whatever its suffix says."""

import codecs
import re

_HEAD = 4096
_XML_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*", re.DOTALL)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|style|script|center|p|h[1-6]|font|br)[\s>/]",
    re.IGNORECASE,
)
_WIDE_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def head_of(data: bytes) -> bytes:
    """Return how `data` begins, in UTF-8 where a mark says that it is UTF-16, and without that mark."""
    for bom, encoding in _WIDE_BOMS:
        if data.startswith(bom):
            return data[2:_HEAD].decode(encoding, "replace").encode()
    return data[:_HEAD].removeprefix(codecs.BOM_UTF8)


def is_html(data: bytes) -> bool:
    """Return whether `data` begins as a web page does."""
    head = head_of(data)
    start = _XML_START.match(head)
    return _HTML.match(head, start.end() if start else 0) is not None
