"""Plain text as a document: UTF-8 or GB18030, told apart by strict decoding."""

import codecs
import hashlib
import re
import unicodedata
from collections import Counter

from evalkit.documents.document import Document
from evalkit.documents.kinds import kind_of
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.plain.paragraphs import blocks_of
from evalkit.documents.traditional import is_traditional, simplified
from evalkit.errors import DocumentError, Problem
from evalkit.messages import Message, say

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_COMMON_SHARE = 0.75
"""How much of what is not ASCII in a GB18030 text must be everyday Chinese: almost all of it is, while
bytes of another encoding decode to rare characters all over the plane."""

_FIRST_OF_THREE_BYTES = "\u0800"
"""From here on UTF-8 takes three bytes; all Chinese characters lie behind."""

_EVERYDAY = "gb2312"
_EVERYDAY_ROWS = (range(0xA1, 0xA4), range(0xA6, 0xAA), range(0xB0, 0xD8))
"""The rows of GB 2312 with its signs (but the Japanese ones) and with its 3,755 commonest characters."""

_FREQUENT = "的年度和一是不工作公开完成支出预算为万元局部门管理项目情况位单人二三在有对了"
_FREQUENT_SHARE = 0.04
_ENOUGH = 50
"""From how many characters on the most frequent ones must show: Korean decodes to everyday characters too."""


def accepts_text(name: str, data: bytes) -> bool:
    """Return whether `data` has no sign of a binary file or of another format in its first bytes."""
    return kind_of(data) is None


def read_text(name: str, data: bytes, limits: Limits = DEFAULT) -> Document:
    """Return the text of `data` as a document.

    Raises DocumentError when the file is empty, larger than `limits` allow, has control
    characters in it, or is neither UTF-8 (or UTF-16 with its mark) nor GB18030.
    """
    if len(data) > limits.text_bytes:
        raise _refused(
            name,
            say("文本太大：{size} 字节", "the text is too large: {size} bytes", size=f"{len(data):,}"),
            say("不超过 {most} 字节", "at most {most} bytes", most=f"{limits.text_bytes:,}"),
        )
    text = _decoded(name, data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise _refused(
            name, say("文件是空的", "the file is empty"), say("有正文的报告", "a report with text in it")
        )
    if text.count("\n") + text.count("\f") > limits.lines:
        raise _refused(
            name,
            say("行数太多", "there are too many lines"),
            say("不超过 {most} 行", "at most {most} lines", most=f"{limits.lines:,}"),
        )
    control = _CONTROL.search(text)
    if control:
        raise _refused(
            name,
            say(
                "有控制字符 U+{code}，不是纯文本",
                "there is a control character U+{code}: no plain text",
                code=f"{ord(control[0]):04X}",
            ),
            _ALLOWED,
            line=text.count("\n", 0, control.start()) + 1,
        )
    return Document(
        name=name,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=blocks_of(simplified(text) if is_traditional(text) else text),
        page_starts=_page_starts(text),
    )


_ALLOWED = say("UTF-8、GB18030（GBK）的文本", "text in UTF-8 or GB18030 (GBK)")


def _decoded(name: str, data: bytes) -> str:
    """Return the text of `data`; a mark at its beginning settles the encoding, else UTF-8 comes first."""
    bom, encoding = next((each for each in _BOMS if data.startswith(each[0])), (b"", "utf-8"))
    data = data.removeprefix(bom)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    else:
        return text if bom or not _may_be_gb18030(text) else in_gb18030(data) or text
    chinese = None if bom else in_gb18030(data)
    if chinese is None:
        raise _refused(
            name,
            say(
                "读不出文字：既不是 UTF-8，也不是 GB18030", "not readable as text: neither UTF-8 nor GB18030"
            ),
            _ALLOWED,
            line=line,
        )
    return chinese


def _may_be_gb18030(text: str) -> bool:
    """Return whether a text that decodes as UTF-8 has no Chinese in it, but more foreign than ASCII letters.

    So does a very short text in GB18030: the bytes of 一 are those of a Cyrillic letter in UTF-8.
    """
    if not text or text.isascii() or max(text) >= _FIRST_OF_THREE_BYTES:
        return False
    return 2 * sum(sign.isascii() for sign in text if sign.isalpha()) <= sum(map(str.isalpha, text))


def in_gb18030(data: bytes) -> str | None:
    """Return `data` as GB18030 when it is that and reads as Chinese, else None."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    signs = Counter(text)
    beyond = {sign: count for sign, count in signs.items() if not sign.isascii()}
    if _CONTROL.search(text) or any(_is_rare(sign) for sign in beyond):
        return None
    total = sum(beyond.values())
    everyday = sum(count for sign, count in beyond.items() if _is_everyday(sign))
    frequent = sum(beyond.get(sign, 0) for sign in _FREQUENT)
    plausible = total < _ENOUGH or frequent >= _FREQUENT_SHARE * total
    return text if plausible and everyday >= _COMMON_SHARE * total else None


def _is_rare(sign: str) -> bool:
    """Return whether `sign` is of private use, unassigned, a control, or beyond the basic plane."""
    return ord(sign) > 0xFFFF or unicodedata.category(sign) in ("Co", "Cn", "Cs", "Cc")


def _is_everyday(sign: str) -> bool:
    try:
        code = sign.encode(_EVERYDAY)
    except UnicodeEncodeError:
        return False
    return any(code[0] in rows for rows in _EVERYDAY_ROWS)


def _refused(name: str, message: Message, allowed: Message, line: int | None = None) -> DocumentError:
    return DocumentError(Problem(message, where=name, line=line, allowed=allowed))


def _page_starts(text: str) -> tuple[int, ...]:
    breaks = [match.end() for match in re.finditer("\f", text)]
    return (0, *breaks) if breaks else ()
