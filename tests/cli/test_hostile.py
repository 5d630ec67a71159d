"""Hostile files, as a person hands them in: one line on stderr, exit code 2, bounded memory, no traceback."""

import io
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

resource = pytest.importorskip("resource")  # how a process limits its own memory; Windows has no such thing

_MIB = 1024 * 1024
_MEMORY = 1500 * _MIB
"""What a run may map, the interpreter and its libraries included."""

_SECONDS = 60
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_LAUGHS = "".join(f'<!ENTITY l{each} "{f"&l{each - 1};" * 10}">' for each in range(1, 10))
_ENTITIES = f'<!DOCTYPE a [<!ENTITY l0 "哈">{_LAUGHS}]>'
_OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
_TEXT = "本局全年支出决算12万元，各项任务全部完成，没有遗留问题。"


def _packed(parts: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return target.getvalue()


def _bomb(path: str, before: str, after: str) -> bytes:
    """Return an archive whose part at `path` unpacks to 300 MB."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        info = zipfile.ZipInfo(path)
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w") as member:
            member.write(before.encode())
            for _ in range(300):
                member.write(b" " * _MIB)
            member.write(after.encode())
    return target.getvalue()


def _word(body: str, before: str = "") -> bytes:
    document = f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return _packed({"[Content_Types].xml": _TYPES, "word/document.xml": document})


def _excel(sheet: str, strings: str = "", before: str = "") -> bytes:
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return _packed(
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets><sheet name="表" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}">'
            f'<Relationship Id="a" Type="{_R}/worksheet" Target="worksheets/a.xml"/></Relationships>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_S}">{strings}</sst>',
            "xl/worksheets/a.xml": f'{before}<worksheet xmlns="{_S}">{sheet}</worksheet>',
        }
    )


def _shared_strings() -> bytes:
    """Return an Excel file in which a hundred thousand cells share one text of a megabyte."""
    cells = '<c t="s"><v>0</v></c>' * 200
    return _excel(
        f"<sheetData>{f'<row>{cells}</row>' * 500}</sheetData>", f"<si><t>{'甲' * 350_000}</t></si>"
    )


def _ods(table: str) -> bytes:
    kinds = ("office", "table", "text")
    names = " ".join(f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in kinds)
    content = f"<office:document-content {names}><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    return _packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _encrypted(data: bytes) -> bytes:
    """Return an archive whose parts say that they are encrypted."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<H", changed, at + 8, 1)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def _ole(name: str) -> bytes:
    """Return an old Office file with one empty stream of that name."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<I", header, 68, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    root = struct.pack("<64sHBBIII", "Root".encode("utf-16-le"), 10, 5, 1, 0xFFFFFFFF, 0xFFFFFFFF, 1)
    stream = name.encode("utf-16-le")
    entry = struct.pack("<64sHBBIII", stream, len(stream) + 2, 2, 1, *[0xFFFFFFFF] * 3)
    table = struct.pack("<2I", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff")
    return bytes(header) + table + (root.ljust(128, b"\0") + entry.ljust(128, b"\0")).ljust(512, b"\0")


def _laughing_page() -> bytes:
    return f"{_ENTITIES.replace('DOCTYPE a', 'DOCTYPE html')}<html><p>&l9;</p></html>".encode()


def _wide_rows(tag: str) -> str:
    return f"<w:tbl>{f'<w:tr>{tag}</w:tr>' * 40_000}</w:tbl>"


_SPANNING = f'<w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>{"<w:tc><w:p/></w:tc>"}'
_CELLS = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='B1048576'><v>2</v></c></row></sheetData>"
_NOISE = random.Random(3).randbytes(100_000)  # noqa: S311 - the same noise every time

_HOSTILE: dict[str, tuple[Callable[[], bytes | str], str]] = {
    "empty.docx": (lambda: b"", "文件是空的"),
    "empty.html": (lambda: b"", "文件是空的"),
    "blank.txt": (lambda: b" \n\t\n", "文件是空的"),
    "noise.pdf.docx": (lambda: _NOISE, "这是一份不认识的二进制文件，不能读取"),
    "bomb.docx": (
        lambda: _bomb("word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>', "</w:body></w:document>"),
        "解压后太大",
    ),
    "bomb.xlsx": (lambda: _bomb("xl/workbook.xml", f'<workbook xmlns="{_S}">', "</workbook>"), "解压后太大"),
    "bomb.zip": (
        lambda: _packed({"a.zip": _packed({"b.zip": bytes(10 * _MIB)})}),
        "这是一个压缩包（ZIP）：请先解压",
    ),
    "reports.zip": (lambda: _packed({"报告.docx": _word("")}), "这是一个压缩包（ZIP）：请先解压"),
    "members.docx": (
        lambda: _packed({"word/document.xml": "", **{f"{each}": "" for each in range(5000)}}),
        "压缩包里的文件太多",
    ),
    "laughs.docx": (lambda: _word("&l9;", _ENTITIES), "Word 文件里不能有文档类型定义"),
    "outside.docx": (lambda: _word("&x;", _OUTSIDE), "Word 文件里不能有文档类型定义"),
    "laughs.xlsx": (lambda: _excel("<a>&l9;</a>", before=_ENTITIES), "Excel 文件里不能有文档类型定义"),
    "outside.xlsx": (lambda: _excel("<a>&x;</a>", before=_OUTSIDE), "Excel 文件里不能有文档类型定义"),
    "laughs.html": (_laughing_page, "网页里不能自行定义实体"),
    "outside.xhtml": (
        lambda: f"<?xml version='1.0'?>{_OUTSIDE.replace('E a', 'E html')}<html><p>&x;</p></html>",
        "网页里不能自行定义实体",
    ),
    "merged.xlsx": (
        lambda: _excel(
            f'<dimension ref="A1:XFD1048576"/>{_CELLS}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        "表格太大",
    ),
    "wide.xlsx": (
        lambda: _excel("<sheetData><row r='1'><c r='XFD1'><v>1</v></c></row></sheetData>"),
        "工作表“表”第 16384 列还有内容，最多读 512 列",
    ),
    "shared.xlsx": (_shared_strings, "内容太多"),
    "repeated.ods": (
        lambda: _ods(
            '<table:table table:name="表"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
            'table:number-columns-repeated="500"><text:p>1</text:p></table:table-cell></table:table-row></table:table>'
        ),
        "表格太大",
    ),
    "wide.docx": (lambda: _word(_wide_rows(_SPANNING)), "表格太大"),
    "deep.docx": (lambda: _word("<w:tbl><w:tr><w:tc>" * 100_000), "Word 文件的内容已损坏"),
    "divs.html": (lambda: "<div>" * 100_000 + _TEXT, "嵌套太深"),
    "tables.html": (lambda: "<table><tr><td>" * 100_000 + _TEXT, "嵌套太深"),
    "rowspan.html": (
        lambda: f"<p>{_TEXT}</p><table>{'<tr><td rowspan=9999 colspan=400>甲<td>乙' * 300}</table>",
        "表格太大",
    ),
    "columns.html": (
        lambda: f"<p>{_TEXT}</p><table>" + ("<tr>" + "<td>1" * 600) * 2,
        "表格太大",
    ),
    "tags.html": (lambda: f"<p>{_TEXT}" + "<b>" * 1_100_000, "内容太多"),
    "nul.html": (lambda: f"<html><p>{_TEXT}\0</p></html>", "网页里有空字符，文件已损坏"),
    "frame.html": (lambda: b"<html><body><iframe src='a.html'></iframe></body></html>", "网页里没有找到正文"),
    "nul.txt": (lambda: f"{_TEXT * 200}\0", "有控制字符 U+0000"),
    "million.csv": (lambda: b"1,2,3\n" * 1_000_000, "行数太多"),
    "commas.csv": (lambda: b"," * 8_000_000 + b"1", "表格太大"),
    "quotes.csv": (lambda: b'"' * 999_999 + b',"' * 300_000, "表格太大"),
    "locked.docx": (lambda: _encrypted(_word("<w:p/>")), "文件已加密"),
    "locked.xlsx": (lambda: _encrypted(_excel("")), "文件已加密"),
    "locked-by-office.docx": (
        lambda: _ole("EncryptedPackage"),
        "这是一份用密码加密的 Office 文件：请去掉密码后重新保存",
    ),
    "slides.docx": (lambda: _ole("PowerPoint Document"), "这是一份旧版幻灯片（.ppt），不能读取"),
    "cut.docx": (
        lambda: _word(f"<w:p><w:r><w:t>{_TEXT}</w:t></w:r></w:p>")[:-60],
        "不是完好的 Word 文件（.docx）",
    ),
    "cut.xlsx": (lambda: _excel(_CELLS)[:-60], "不是完好的 Excel 文件（.xlsx）"),
    "book.xls": (lambda: _ole("Workbook"), "不是完好的 Excel 97–2003 文件（.xls）"),
    "photo.docx": (lambda: b"\xff\xd8\xff\xe0" + _NOISE, "这是一张图片"),
    "archive.docx": (
        lambda: b"Rar!\x1a\x07\x01\x00" + _NOISE,
        "这是一个压缩包（RAR、7z、gzip 等）：请先解压",
    ),
    "form.xls": (
        lambda: (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
        ),
        "这是一份 Excel 2003 XML 表格：请用 Excel 打开，另存为 .xlsx",
    ),
    "mail.eml": (lambda: b"From: a@b.example\r\nSubject: x\r\n\r\nx", "这是一封电子邮件：请交邮件里的附件"),
    "nested.mht": (
        lambda: (
            b"MIME-Version: 1.0\n"
            + b"".join(
                b'Content-Type: multipart/related; boundary="b%d"\n\n--b%d\n' % (each, each)
                for each in range(5000)
            )
        ),
        "网页的内容已损坏",
    ),
}


def _within_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does it")
@pytest.mark.parametrize("name", list(_HOSTILE))
def test_a_hostile_file_is_one_line_and_exit_code_2(tmp_path: Path, name: str) -> None:
    make, line = _HOSTILE[name]
    made = make()
    (tmp_path / name).write_bytes(made.encode() if isinstance(made, str) else made)
    ran = subprocess.run(
        [sys.executable, "-m", "evalkit", "facts", name, "--lang", "zh"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_SECONDS,
        preexec_fn=_within_memory,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    (told,) = ran.stderr.splitlines()
    assert told.startswith(f"{name}: {line}") or f": {line}" in told
    assert "可用：" in told


def _readable() -> dict[str, bytes]:
    """Return files that are strange, and read all the same."""
    return {
        "word.pdf": _word(f"<w:p><w:r><w:t>{_TEXT}</w:t></w:r></w:p>"),
        "page.xls": f"<html><body><p>{_TEXT}</p></body></html>".encode("gb18030"),
        "text.docx": _TEXT.encode(),
        "colspan.html": f"<p>{_TEXT}</p><table><tr><td colspan=1000000>甲</td></tr><tr><td>乙<td>1</table>".encode(),
        "attribute.html": f"<p title='{'x' * 5_000_000}'>{_TEXT}</p>".encode(),
        "sparse.xlsx": _excel(
            _CELLS.replace("<v>2</v>", f"<is><t>{_TEXT}</t></is>").replace(
                "<c r='B1048576'>", "<c r='B1048576' t='inlineStr'>"
            )
        ),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does it")
@pytest.mark.parametrize("name", list(_readable()))
def test_a_strange_file_that_is_harmless_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(_readable()[name])
    ran = subprocess.run(
        [sys.executable, "-m", "evalkit", "facts", name, "--lang", "zh"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_SECONDS,
        preexec_fn=_within_memory,
        check=False,
    )
    assert ran.returncode == 0
    assert "expenditure_actual" in ran.stdout
