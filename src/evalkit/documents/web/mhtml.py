"""Web pages that a browser saved in one file (.mht, .mhtml) as documents."""

import email
import hashlib
from email.message import Message as Part

from attrs import evolve

from evalkit.documents.document import Document
from evalkit.documents.limits import Limits
from evalkit.documents.web.page import read_html
from evalkit.documents.web.source import refused
from evalkit.messages import say


def read_mhtml(name: str, data: bytes, limits: Limits) -> Document:
    """Return the article of the page in `data`; the document has the digest of the whole file.

    Raises DocumentError when there is no page in it, and as the reader of web pages does.
    """
    if len(data) > limits.text_bytes:
        raise refused(name, say("内容太多", "there is too much in it"))
    try:
        page = _page(email.message_from_bytes(data))
    except Exception as error:  # mail is parsed leniently until it is nested or garbled beyond all measure
        raise refused(name, say("网页的内容已损坏", "the page is broken")) from error
    if page is None:
        raise refused(name, say("文件里没有网页", "there is no web page in the file"))
    return evolve(read_html(name, page, limits), sha256=hashlib.sha256(data).hexdigest())


def _page(message: "Part[str, str]") -> bytes | None:
    """Return the first web page among the parts of `message`, in UTF-8 where its encoding is told."""
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes):
        return None
    charset = part.get_content_charset()
    if charset is None:
        return payload
    try:
        return payload.decode("gb18030" if charset in ("gb2312", "gbk") else charset).encode("utf-8-sig")
    except (LookupError, UnicodeDecodeError):
        return payload
