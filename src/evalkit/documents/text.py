"""Plain text as a document: UTF-8 or GB18030, told apart by strict decoding."""

import codecs
import hashlib
import re
import unicodedata

from evalkit.documents.document import Document
from evalkit.documents.limits import MAX_TEXT_BYTES
from evalkit.documents.paragraphs import blocks_of
from evalkit.errors import DocumentError, Problem
from evalkit.messages import Message, say

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_COMMON_SHARE = 0.7
"""How much of a GB18030 text must be signs that Chinese texts are made of; bytes of another encoding
decode to rare characters all over the plane."""


def accepts_text(name: str, data: bytes) -> bool:
    """Return whether `data` has no sign of a binary file in its first bytes."""
    head = data[:4096]
    return any(head.startswith(bom) for bom, _ in _BOMS) or (
        b"\x00" not in head and not head.startswith(b"%PDF-")
    )


def read_text(name: str, data: bytes) -> Document:
    """Return the text of `data` as a document.

    Raises DocumentError when the file is empty, larger than MAX_TEXT_BYTES, or neither UTF-8 (or
    UTF-16 with its mark) nor GB18030.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise _refused(
            name,
            say("文本太大：{size} 字节", "the text is too large: {size} bytes", size=f"{len(data):,}"),
            say("不超过 {most} 字节", "at most {most} bytes", most=f"{MAX_TEXT_BYTES:,}"),
        )
    text = _decoded(name, data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise _refused(
            name, say("文件是空的", "the file is empty"), say("有正文的报告", "a report with text in it")
        )
    return Document(
        name=name,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=blocks_of(text),
        page_starts=_page_starts(text),
    )


def _decoded(name: str, data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            found = _strictly(data[len(bom) :], encoding)
            return found if found is not None else _not_text(name)
    found = _strictly(data, "utf-8")
    if found is None:
        found = _strictly(data, "gb18030")
        if found is not None and not _reads_as_chinese(found):
            found = None
    return found if found is not None else _not_text(name)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text


def _reads_as_chinese(text: str) -> bool:
    """Return whether a text that decodes as GB18030 is made of what Chinese texts are made of."""
    rare = sum(1 for sign in text if unicodedata.category(sign) in ("Co", "Cn", "Cs") or ord(sign) > 0xFFFF)
    beyond = [sign for sign in text if not sign.isascii()]
    common = sum(1 for sign in beyond if _is_common(sign))
    return rare == 0 and (not beyond or common >= _COMMON_SHARE * len(beyond))


def _is_common(sign: str) -> bool:
    """Return whether `sign` is in GB2312, the set that everyday simplified Chinese is written in."""
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _not_text(name: str) -> str:
    raise _refused(
        name,
        say("读不出文字：既不是 UTF-8，也不是 GB18030", "not readable as text: neither UTF-8 nor GB18030"),
        say("UTF-8、GB18030（GBK）的文本", "text in UTF-8 or GB18030 (GBK)"),
    )


def _refused(name: str, message: Message, allowed: Message) -> DocumentError:
    return DocumentError(Problem(message, where=name, allowed=allowed))


def _page_starts(text: str) -> tuple[int, ...]:
    breaks = [at + 1 for at, sign in enumerate(text) if sign == "\f"]
    return (0, *breaks) if breaks else ()
