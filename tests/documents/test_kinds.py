"""What a file seems to be, told by its content, and the line for what nobody reads."""

import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.kinds import Kind, kind_of, unread
from evalkit.documents.packed.ole import SIGNATURE, streams_of
from evalkit.messages import Lang

Packed = Callable[..., bytes]


def ole(*names: str, extra: bytes = b"") -> bytes:
    """Return an OLE file whose directory names these streams at the top."""
    header = bytearray(512)
    header[:8] = SIGNATURE
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<I", header, 68, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<3I", 0xFFFFFFFD, 2, 0xFFFFFFFE).ljust(512, b"\xff")
    entries = [_entry("Root Entry", child=1), *(_entry(name, right=at + 2) for at, name in enumerate(names))]
    entries[-1] = entries[-1][:72] + b"\xff" * 4 + entries[-1][76:]
    return bytes(header) + table + b"".join(entries).ljust(1024, b"\x00") + extra


def _entry(name: str, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    encoded = name.encode("utf-16-le")
    entry = encoded.ljust(64, b"\x00") + struct.pack("<HBB", len(encoded) + 2, 2, 1)
    return (entry + struct.pack("<III", 0xFFFFFFFF, right, child)).ljust(128, b"\x00")


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("WordDocument", "1Table"), Kind.DOC),
        (("SummaryInformation", "Workbook"), Kind.XLS),
        (("Book",), Kind.XLS),
        (("PowerPoint Document",), Kind.PPT),
        (("EncryptionInfo", "EncryptedPackage"), Kind.ENCRYPTED),
        (("VisioDocument",), Kind.OLE),
    ],
)
def test_ole_files_are_told_by_their_streams(names: tuple[str, ...], kind: Kind) -> None:
    data = ole(*names)
    assert streams_of(data) == set(names)
    assert kind_of(data) is kind


def test_an_old_excel_file_is_told_by_its_streams() -> None:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "甲" * 100)
    target = io.BytesIO()
    book.save(target)
    assert kind_of(target.getvalue()) is Kind.XLS


def test_an_ole_file_whose_entries_go_in_a_circle_is_told() -> None:
    data = bytearray(ole("WordDocument"))
    struct.pack_into("<II", data, 1024 + 128 + 68, 1, 1)
    assert kind_of(bytes(data)) is Kind.DOC


@given(st.binary(max_size=1600))
def test_any_ole_file_is_some_kind(rest: bytes) -> None:
    assert kind_of(SIGNATURE + rest) is not None
    data = ole("WordDocument", "甲", "乙")
    assert kind_of(data[: len(rest)] + rest) in (*Kind, None)


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"word/document.xml": "x"}, Kind.DOCX),
        ({"xl/workbook.xml": "x"}, Kind.XLSX),
        ({"xl/workbook.bin": "x"}, Kind.XLSB),
        ({"ppt/presentation.xml": "x"}, Kind.PPTX),
        ({"OFD.xml": "x", "Doc_0/Document.xml": "x"}, Kind.OFD),
        ({"报告.docx": "x"}, Kind.ZIP),
        ({"content.xml": "x"}, Kind.ZIP),
    ],
)
def test_packed_files_are_told_by_their_members(packed: Packed, parts: dict[str, str], kind: Kind) -> None:
    assert kind_of(packed(parts)) is kind


@pytest.mark.parametrize(("type", "kind"), [("spreadsheet", Kind.ODS), ("text", Kind.ODT)])
def test_opendocument_files_are_told_by_their_type(type: str, kind: Kind) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{type}")
        archive.writestr("content.xml", "<x/>")
    assert kind_of(target.getvalue()) is kind


def test_an_excel_file_is_one_wherever_it_is_cut_off() -> None:
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    data = target.getvalue()
    assert kind_of(data) is Kind.XLSX
    assert kind_of(data[: data.rindex(b"PK\x05\x06")]) is Kind.XLSX


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "文件是空的"),
        (b"\x00\x01\x02", "这是一份不认识的二进制文件，不能读取"),
        (b"PK\x03\x04 nothing more", "这是一个压缩包（ZIP）：请先解压，再交其中的报告"),
        (b"Rar!\x1a\x07\x01", "这是一个压缩包（RAR、7z、gzip 等）：请先解压，再交其中的报告"),
        (b"\x1f\x8b\x08", "这是一个压缩包（RAR、7z、gzip 等）：请先解压，再交其中的报告"),
        (b"\xff\xd8\xff\xe0", "这是一张图片：图片里的文字不直接识别；请交扫描的 PDF 或文字版"),
        (b"\x89PNG\r\n\x1a\n", "这是一张图片：图片里的文字不直接识别；请交扫描的 PDF 或文字版"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "这是一张图片：图片里的文字不直接识别；请交扫描的 PDF 或文字版"),
        (ole("EncryptedPackage"), "这是一份用密码加密的 Office 文件：请去掉密码后重新保存"),
        (ole("PowerPoint Document"), "这是一份旧版幻灯片（.ppt），不能读取"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "这是一份 Excel 2003 XML 表格：请用 Excel 打开，另存为 .xlsx",
        ),
        (b'<?xml version="1.0"?><a/>', "这是一份 XML 文件，不能读取"),
        (b"From: a\r\nTo: b\r\n\r\nx", "这是一封电子邮件：请交邮件里的附件"),
        (b"MZ\x90\x00\x03", "这是一个程序，不能读取"),
        (b"\x7fELF\x02\x00", "这是一个程序，不能读取"),
    ],
)
def test_what_nobody_reads_is_named_with_what_to_do(data: bytes, line: str) -> None:
    assert unread(data).text(Lang.ZH) == line


@pytest.mark.parametrize("text", ["MZ区支出", "一、支出", "BM\n支出", "From 2020", "{支出}", "<支出>"])
def test_plain_text_is_no_kind_of_its_own(text: str) -> None:
    assert kind_of(text.encode()) is None
