"""Packed files: told by their content, unpacked within limits, refused with one line."""

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pytest

from evalkit.documents.kinds import Kind, kind_of
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.packed.package import Package
from evalkit.documents.word.docx import read_docx
from evalkit.errors import DocumentError
from evalkit.messages import Lang

Packed = Callable[..., bytes]
_BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>正文。</w:t></w:r></w:p></w:body></w:document>"
)
_ALLOWED = "（可用：完好、未加密的 Word 文件（.docx））"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def _refusal(data: bytes, limits: Limits = DEFAULT) -> str:
    with pytest.raises(DocumentError) as caught:
        read_docx("报告.docx", data, limits)
    assert len(caught.value.problems) == 1
    return caught.value.text(Lang.ZH)


def test_a_word_file_is_told_by_its_content(packed: Packed) -> None:
    data = packed({"word/document.xml": _BODY})
    assert kind_of(data) is Kind.DOCX
    assert read_docx("没有后缀", data).text == "正文。\n"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04 noise", "正文。".encode(), b"%PDF-1.7"])
def test_what_is_no_word_file(data: bytes) -> None:
    assert kind_of(data) is not Kind.DOCX


def test_other_packages_are_no_word_files(packed: Packed) -> None:
    assert kind_of(packed({"xl/workbook.xml": "<x/>"})) is not Kind.DOCX
    assert kind_of(packed({"word/document.txt": "甲"})) is not Kind.DOCX


def test_an_old_or_encrypted_file_is_refused_with_its_reason() -> None:
    assert _refusal(_OLE) == f"报告.docx: 是旧版 Office 文件（.doc 等）或已加密{_ALLOWED}"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_cut_file_is_refused(packed: Packed, share: float) -> None:
    data = packed({"word/document.xml": _BODY + " " * 2000})
    cut = data[: int(len(data) * share)]
    assert _refusal(cut) == f"报告.docx: 不是完好的 Word 文件（.docx）{_ALLOWED}"


def test_a_cut_word_file_is_still_told_to_be_one(packed: Packed) -> None:
    data = packed({"word/document.xml": _BODY})
    assert kind_of(data[:-30]) is Kind.DOCX


def test_a_damaged_part_is_refused(packed: Packed) -> None:
    data = bytearray(packed({"word/document.xml": _BODY * 50}))
    at = data.index(b"word/document.xml") + 30
    data[at : at + 8] = b"\x00" * 8
    assert _refusal(bytes(data)) == f"报告.docx: 不是完好的 Word 文件（.docx）{_ALLOWED}"


def test_an_encrypted_part_is_refused(packed: Packed) -> None:
    data = bytearray(packed({"word/document.xml": _BODY}))
    at = data.rindex(b"PK\x01\x02")
    flags = struct.unpack_from("<H", data, at + 8)[0]
    struct.pack_into("<H", data, at + 8, flags | 1)
    assert _refusal(bytes(data)) == f"报告.docx: 文件已加密{_ALLOWED}"


def test_a_package_without_a_body_is_refused(packed: Packed) -> None:
    assert _refusal(packed({"word/other.xml": "<x/>"})) == f"报告.docx: 不是 Word 文件（.docx）{_ALLOWED}"
    assert _refusal(packed({"word/document.xml": "<x/>"})) == f"报告.docx: Word 文件里没有正文{_ALLOWED}"


@pytest.mark.parametrize(
    "body", ["", "<w:p>", "<a>&undefined;</a>", "<a>" * 100_000, b"\xff\xfe\x00", b"\xff\xfe\x00\xd8"]
)
def test_broken_xml_is_refused(packed: Packed, body: str | bytes) -> None:
    assert _refusal(packed({"word/document.xml": body})) == f"报告.docx: Word 文件的内容已损坏{_ALLOWED}"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY x "甲"><!ENTITY y "&x;&x;&x;&x;">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
        "<!DOCTYPE a>",
    ],
)
def test_a_document_type_is_refused_before_anything_is_expanded(packed: Packed, declared: str) -> None:
    data = packed({"word/document.xml": f"{declared}{_BODY}"})
    assert _refusal(data) == f"报告.docx: Word 文件里不能有文档类型定义{_ALLOWED}"


def test_a_document_type_hidden_by_another_encoding_is_no_way_around(packed: Packed) -> None:
    declared = b'<?xml version="1.0" encoding="IBM037"?>' + "<!DOCTYPE a><a/>".encode("cp037")
    assert _refusal(packed({"word/document.xml": declared})) == f"报告.docx: Word 文件的内容已损坏{_ALLOWED}"


def test_a_part_that_unpacks_beyond_the_limit_is_refused(packed: Packed) -> None:
    bomb = packed({"word/document.xml": _BODY + " " * 5000})
    assert _refusal(bomb, Limits(unpacked_bytes=1000)) == f"报告.docx: 解压后太大{_ALLOWED}"


def test_a_part_that_lies_about_its_size_is_refused(packed: Packed) -> None:
    bomb = bytearray(packed({"word/document.xml": _BODY + " " * 5000}))
    struct.pack_into("<I", bomb, bomb.rindex(b"PK\x01\x02") + 24, 10)
    refusal = _refusal(bytes(bomb), Limits(unpacked_bytes=1000))
    assert refusal.removesuffix(_ALLOWED) in (
        "报告.docx: 解压后太大",
        "报告.docx: 不是完好的 Word 文件（.docx）",
    )


def test_too_much_markup_is_refused(packed: Packed) -> None:
    body = _BODY.replace("</w:body>", "<w:p/>" * 20 + "</w:body>")
    assert (
        _refusal(packed({"word/document.xml": body}), Limits(markup=20)) == f"报告.docx: 内容太多{_ALLOWED}"
    )


def test_too_many_parts_are_refused(packed: Packed) -> None:
    target = io.BytesIO(packed({"word/document.xml": _BODY}))
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(DEFAULT.members):
            archive.writestr(f"{number}", b"")
    assert kind_of(target.getvalue()) is Kind.DOCX
    assert _refusal(target.getvalue()) == f"报告.docx: 压缩包里的文件太多{_ALLOWED}"


def test_a_part_that_is_not_there_is_none(packed: Packed) -> None:
    package = Package.open("a.docx", packed({"word/document.xml": _BODY}))
    assert package.part("word/styles.xml") is None
    assert package.part("word/document.xml") == _BODY.encode()


def test_looking_at_a_file_imports_no_xml_library() -> None:
    code = (
        "import sys; from evalkit.documents.kinds import kind_of; from evalkit.documents.plain.text import read_text; "
        "kind_of(b'PK\\x03\\x04'); read_text('a', b'a'); "
        "print(sorted({'lxml', 'docx', 'rich'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
