"""Web pages saved in one file."""

import hashlib
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from evalkit.documents.kinds import Kind, kind_of
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.web.mhtml import read_mhtml
from evalkit.errors import DocumentError
from evalkit.messages import Lang

_TEXT = "本局全年支出决算12万元，各项任务全部完成，没有遗留问题。"


def _saved(charset: str) -> bytes:
    message = MIMEMultipart("related")
    message.attach(MIMEText(f"<html><body><p>{_TEXT}</p></body></html>", "html", charset))
    message.attach(MIMEImage(b"GIF89a", "gif"))
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_the_page_in_the_file_is_read(charset: str) -> None:
    data = _saved(charset)
    assert kind_of(data) is Kind.ARCHIVED_PAGE
    document = read_mhtml("a.mht", data, DEFAULT)
    assert (document.text, document.sha256) == (f"{_TEXT}\n", hashlib.sha256(data).hexdigest())


def _nested(depth: int) -> bytes:
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="b{each}"\n\n--b{each}\n' for each in range(depth)
    )
    return f"MIME-Version: 1.0\n{parts}".encode()


@pytest.mark.parametrize(
    ("data", "limits", "line"),
    [
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", DEFAULT, "文件里没有网页"),
        (_nested(5000), DEFAULT, "网页的内容已损坏"),
        (_saved("utf-8"), Limits(text_bytes=100), "内容太多"),
    ],
)
def test_a_file_without_a_page_is_refused(data: bytes, limits: Limits, line: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_mhtml("a.mht", data, limits)
    assert caught.value.text(Lang.ZH).startswith(f"a.mht: {line}（")
