"""The source of a web page: its encoding found, and parsed so that a hostile page costs little."""

import codecs
import re

from lxml import etree

from evalkit.documents.limits import Limits
from evalkit.documents.plain.text import in_gb18030
from evalkit.errors import DocumentError, Problem
from evalkit.messages import Message, say

_HEAD = 4096
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,20})""", re.IGNORECASE)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "gb_2312-80": "gb18030",
}
"""Encodings that pages name, and the larger ones in which they are written."""

_MOST_BROKEN = 1000
"""Of so many characters one may be unreadable: pages are cut and glued in the middle of characters."""

_ALLOWED = say(
    "正文直接写在页面里的网页；或把报告另存为 .docx、.pdf",
    "a page that holds its article itself; or the report saved as .docx or .pdf",
)


def refused(name: str, message: Message) -> DocumentError:
    """Return the problem of the web page `name` that `message` tells, as an error to raise."""
    return DocumentError(Problem(message, where=name, allowed=_ALLOWED))


def tree_of(name: str, data: bytes, limits: Limits) -> etree._Element:
    """Return the root of the page `data`.

    Entities that the page defines itself are refused and nothing outside is read. Raises DocumentError
    for a page in no known encoding, without any element, or beyond the limits.
    """
    # A tag of a web page counts twice: it need not be closed, and becomes an element all the same.
    if len(data) > limits.text_bytes or 2 * data.count(b"<") + data.count(b"=") > limits.markup:
        raise refused(name, say("内容太多", "there is too much in it"))
    text = decoded(name, data)
    if "\0" in text:
        raise refused(
            name, say("网页里有空字符，文件已损坏", "there are null characters in the page: it is broken")
        )
    if "<!ENTITY" in text:
        raise refused(name, say("网页里不能自行定义实体", "a web page may not define entities of its own"))
    # Its own limits on depth and length are those of a page that nobody counted; ours are counted.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise refused(name, say("网页的内容已损坏", "the page is broken")) from error
    if parser.error_log.filter_from_fatals():
        raise refused(name, say("嵌套太深", "it is nested too deeply"))
    if root is None:
        raise refused(name, say("网页是空的", "the page is empty"))
    return root


def decoded(name: str, data: bytes) -> str:
    """Return the text of a page: in the encoding of its mark, else the one it names, else a likely one."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.removeprefix(bom).decode(encoding, "replace")
    declared = _declared(data)
    for encoding in dict.fromkeys((*declared, "utf-8")):
        try:
            # A page that was cut off may end in the middle of a character.
            return codecs.getincrementaldecoder(encoding)().decode(data)
        except UnicodeDecodeError:
            continue
    chinese = in_gb18030(data)
    if chinese is not None:
        return chinese
    for encoding in (*declared, "utf-8", "gb18030"):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") * _MOST_BROKEN <= len(text):
            return text
    raise refused(name, say("读不出文字：编码不明", "not readable as text: its encoding is unknown"))


def _declared(data: bytes) -> tuple[str, ...]:
    """Return the encoding that the page names, when there is one of that name for text."""
    match = _CHARSET.search(data[:_HEAD])
    if match is None:
        return ()
    said = match[1].decode("ascii").lower()
    said = _WIDER.get(said, said)
    try:
        "".encode(said)  # an encoding of bytes, such as hex, is none of text
    except (LookupError, ValueError):
        return ()
    # UTF-16 without a mark would not have let the name be read.
    return () if said.startswith(("utf-16", "utf-32", "utf16", "utf32")) else (said,)
