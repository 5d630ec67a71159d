"""Plain text: encodings told apart, refusals, line ends, pages."""

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.limits import DEFAULT
from evalkit.documents.plain.text import accepts_text, read_text
from evalkit.errors import DocumentError
from evalkit.messages import Lang

_REPORT = (
    "二〇二二年，青禾县档案局的年初预算为 321.50 万元，执行率98.6%。\n①整理档案㎡；“一卡通”——全部完成。\n"
)
_EVERYDAY = st.text(
    "的年度和一是不工作公开完成支出预算万元局部门管理，。、；：“”（）0123456789.%\n", min_size=1
).filter(lambda text: bool(text.strip()))


def _refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_text("报告.txt", data)
    return caught.value.text(Lang.ZH)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_report_reads_the_same_in_every_encoding(encoding: str) -> None:
    document = read_text("报告.txt", _REPORT.encode(encoding))
    assert document.text == _REPORT
    assert document.name == "报告.txt"


@given(_EVERYDAY, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_every_text_comes_back(text: str, encoding: str) -> None:
    assert read_text("a.txt", text.encode(encoding)).text == text


@given(
    st.text(st.characters(min_codepoint=0xA0, max_codepoint=0x10FFFF, exclude_categories=["Cs"]), min_size=1)
)
def test_utf_8_is_never_taken_for_something_else(text: str) -> None:
    data = ("甲" + text).encode()
    assert read_text("a.txt", data).text == "甲" + text


@pytest.mark.parametrize("text", ["一", "联通", "一二，是"])
def test_short_gb18030_whose_bytes_are_utf_8_too(text: str) -> None:
    assert read_text("a.txt", text.encode("gb18030")).text == text


@pytest.mark.parametrize("text", ["naïve café", "Ä", "20°C"])
def test_utf_8_without_chinese(text: str) -> None:
    assert read_text("a.txt", text.encode()).text == text


def test_big_endian_utf_16_with_its_mark() -> None:
    assert read_text("a.txt", codecs.BOM_UTF16_BE + "甲\r\n乙".encode("utf-16-be")).text == "甲\n乙"


@pytest.mark.parametrize(
    ("ends", "text"), [("甲\r\n乙\r\n", "甲\n乙\n"), ("甲\r乙\r", "甲\n乙\n"), ("甲\n\r乙", "甲\n\n乙")]
)
def test_every_line_end_is_one_line_feed(ends: str, text: str) -> None:
    assert read_text("a.txt", ends.encode()).text == text


def test_the_digest_is_of_the_bytes() -> None:
    data = _REPORT.encode("gbk")
    assert read_text("a.txt", data).sha256 == hashlib.sha256(data).hexdigest()


_NEITHER = "读不出文字：既不是 UTF-8，也不是 GB18030（可用：UTF-8、GB18030（GBK）的文本）"


@pytest.mark.parametrize(
    "data",
    [
        "預算執行率達到百分之九十八，群眾滿意度很高。".encode("big5"),
        "予算の執行率は九十八パーセントでした。".encode("shift_jis"),
        "予算の執行率は九十八パーセントでした。住民の満足度は高いです。".encode("euc_jp"),
        ("예산 집행률은 구십팔 퍼센트였다. 주민 만족도가 높다. " * 4).encode("euc_kr"),
        "Café crème à la façon d'été, déjà vu".encode("latin-1"),
        "Исполнение бюджета составило".encode("cp1251"),
        _REPORT[:30].encode()[:-1],
        _REPORT.encode()[1:],
        "甲".encode("utf-8-sig") + b"\xff",
        bytes(range(0x80, 0x100)),
        codecs.BOM_UTF16_LE + b"\x00\xd8a",
    ],
    ids="big5 shift_jis euc_jp euc_kr latin1 cp1251 cut_off cut_on broken_utf8 noise broken_utf16".split(),
)
def test_what_is_neither_encoding_is_refused(data: bytes) -> None:
    assert _refusal(data) == f"报告.txt:1: {_NEITHER}"


def test_the_refusal_names_the_line_where_utf_8_breaks() -> None:
    assert _refusal("甲\n乙\n".encode() + b"\xff\xff") == f"报告.txt:3: {_NEITHER}"


@pytest.mark.parametrize("rare", ["\ue000", "\U00020000", "\U0001f600"])
def test_gb18030_with_characters_that_no_report_has_is_refused(rare: str) -> None:
    data = (_REPORT + rare).encode("gb18030")
    assert _NEITHER in _refusal(data)


@pytest.mark.parametrize(
    ("sign", "code"), [("\x00", "0000"), ("\x07", "0007"), ("\x1b", "001B"), ("\x7f", "007F")]
)
def test_control_characters_are_refused_with_their_line(sign: str, code: str) -> None:
    assert _refusal(f"甲\n乙{sign}\n".encode()) == (
        f"报告.txt:2: 有控制字符 U+{code}，不是纯文本（可用：UTF-8、GB18030（GBK）的文本）"
    )


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", codecs.BOM_UTF8, "\u3000\f".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert _refusal(data) == "报告.txt: 文件是空的（可用：有正文的报告）"


def test_a_file_beyond_the_limit_is_refused() -> None:
    assert _refusal(b"a" * (DEFAULT.text_bytes + 1)) == (
        "报告.txt: 文本太大：16,777,217 字节（可用：不超过 16,777,216 字节）"
    )


def test_a_text_of_too_many_lines_is_refused() -> None:
    assert _refusal("甲".encode() + b"\n\f" * (DEFAULT.lines // 2 + 1)) == (
        "报告.txt: 行数太多（可用：不超过 500,000 行）"
    )


@pytest.mark.parametrize(
    ("data", "accepted"),
    [
        (_REPORT.encode(), True),
        (_REPORT.encode("gbk"), True),
        (_REPORT.encode("utf-16"), True),
        (b"", True),
        (b"%PDF-1.7\n", False),
        (b"{\\rtf1\\ansi", False),
        (b"<!DOCTYPE html><p>", False),
        ("\ufeff  <html>".encode(), False),
        (b"<?xml version='1.0'?>", False),
        (b"PK\x03\x04\x14\x00\x00", False),
        (_REPORT.encode("utf-16-le"), False),
        (b"<b>", True),
    ],
)
def test_what_is_accepted_as_text(data: bytes, accepted: bool) -> None:
    assert accepts_text("a.txt", data) is accepted


def test_form_feeds_begin_pages() -> None:
    document = read_text("a.txt", "第一页\f第二页\n\f第三页".encode())
    assert document.page_starts == (0, 4, 9)
    assert [document.page(document.text.index(f"第{page}页")) for page in "一二三"] == [1, 2, 3]


def test_a_text_without_form_feeds_has_no_pages() -> None:
    assert read_text("a.txt", _REPORT.encode()).page_starts == ()
