"""What a file seems to be, told from its content, whatever its suffix says; and what to do with it.

Readers ask here whether a file is theirs. What no reader takes is named to the person who handed it in.
"""

import codecs
import re
from enum import Enum
from functools import lru_cache

from evalkit.errors import DocumentError
from evalkit.messages import Message, say

_HEAD = 4096


class Kind(Enum):
    """The kinds of files that are told apart; the value is how people call one."""

    DOCX = say("一份 Word 文件（.docx）", "a Word file (.docx)")
    XLSX = say("一份 Excel 文件（.xlsx）", "an Excel file (.xlsx)")
    XLSB = say("一份二进制 Excel 文件（.xlsb）", "a binary Excel file (.xlsb)")
    PPTX = say("一份幻灯片（.pptx）", "a presentation (.pptx)")
    ODS = say("一份 ODF 表格（.ods）", "an ODF spreadsheet (.ods)")
    ODT = say("一份 ODF 文档（.odt）", "an ODF document (.odt)")
    OFD = say("一份 OFD 版式文件", "an OFD file")
    ZIP = say("一个压缩包（ZIP）", "a ZIP archive")
    PACKED = say("一个压缩包（RAR、7z、gzip 等）", "an archive (RAR, 7z, gzip …)")
    DOC = say("一份旧版 Word 或 WPS 文字文件（.doc、.wps）", "an old Word or WPS file (.doc, .wps)")
    XLS = say("一份旧版 Excel 文件（.xls）", "an old Excel file (.xls)")
    PPT = say("一份旧版幻灯片（.ppt）", "an old presentation (.ppt)")
    ENCRYPTED = say("一份用密码加密的 Office 文件", "an Office file encrypted with a password")
    OLE = say("一份旧版 Office 或其他复合文件", "an old Office or another compound file")
    RTF = say("一份 RTF 文件", "an RTF file")
    PDF = say("一份 PDF 文件", "a PDF file")
    HTML = say("一个网页", "a web page")
    ARCHIVED_PAGE = say("一个单个文件的网页（.mht）", "a web page in one file (.mht)")
    EMAIL = say("一封电子邮件", "an e-mail")
    WORD_XML = say("一份 Word 2003 XML 文件", "a Word 2003 XML file")
    SHEET_XML = say("一份 Excel 2003 XML 表格", "an Excel 2003 XML spreadsheet")
    XML = say("一份 XML 文件", "an XML file")
    PICTURE = say("一张图片", "a picture")
    PROGRAM = say("一个程序", "a program")
    UNKNOWN = say("一份不认识的二进制文件", "a binary file of unknown kind")

    @property
    def title(self) -> Message:
        """Return how people call such a file."""
        return self.value


_MEMBERS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"word/document\d*\.xml"), Kind.DOCX),
    (re.compile(r"xl/workbook\d*\.xml"), Kind.XLSX),
    (re.compile(r"xl/workbook\d*\.bin"), Kind.XLSB),
    (re.compile(r"ppt/presentation\d*\.xml"), Kind.PPTX),
    (re.compile(r"OFD\.xml"), Kind.OFD),
)
_ODF = (
    (b"application/vnd.oasis.opendocument.spreadsheet", Kind.ODS),
    (b"application/vnd.oasis.opendocument.text", Kind.ODT),
)
_BROKEN = (
    (b"word/document", Kind.DOCX),
    (b"xl/workbook", Kind.XLSX),
    *_ODF,
)
"""What an archive without a directory was meant to be."""

_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED),
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("PowerPoint Document", Kind.PPT),
)
_BEGINNINGS = (
    (b"%PDF-", Kind.PDF),
    (b"{\\rtf", Kind.RTF),
    (b"Rar!\x1a\x07", Kind.PACKED),
    (b"7z\xbc\xaf\x27\x1c", Kind.PACKED),
    (b"\x1f\x8b", Kind.PACKED),
    (b"BZh", Kind.PACKED),
    (b"\xfd7zXZ", Kind.PACKED),
    (b"\x89PNG\r\n", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\x00", Kind.PICTURE),
    (b"MM\x00*", Kind.PICTURE),
    (b"MZ", Kind.PROGRAM),
    (b"\x7fELF", Kind.PROGRAM),
    (b"\x09\x08\x10\x00", Kind.XLS),
    (b"\x09\x08\x08\x00", Kind.XLS),
)
_XML_START = re.compile(rb"\s*(?:<\?xml[^>]*>)?(?:\s*<!--(?:(?!-->).)*-->|\s*<\?[^>]*>)*\s*", re.DOTALL)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|style|script|center|p|h[1-6]|font|br|frameset)[\s>/]",
    re.IGNORECASE,
)
_MAIL = re.compile(
    rb"(?:MIME-Version|Content-Type|Subject|From|Return-Path|Received|Message-ID):\s", re.IGNORECASE
)
_PARTS = re.compile(rb"Content-Type:\s*(?:multipart/(?:related|alternative)|text/html)", re.IGNORECASE)
_WIDE_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@lru_cache(maxsize=1)
def kind_of(data: bytes) -> Kind | None:
    """Return what `data` seems to be, None for what may be plain text.

    The last answer is kept: every reader asks.
    """
    if data.startswith(b"PK\x03\x04"):
        return _packed_kind(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound_kind(data)
    begun = next((kind for beginning, kind in _BEGINNINGS if data.startswith(beginning)), None)
    if begun is not None and not (begun is Kind.PROGRAM and b"\x00" not in data[:_HEAD]):
        return begun
    if data[8:12] == b"WEBP" or (data.startswith(b"BM") and b"\x00" in data[:64]):
        return Kind.PICTURE
    return _marked_up(data)


def _compound_kind(data: bytes) -> Kind | None:
    from evalkit.documents.packed.ole import SIGNATURE, streams_of

    if not data.startswith(SIGNATURE):
        return _marked_up(data)
    streams = streams_of(data)
    return next((kind for name, kind in _STREAMS if name in streams), Kind.OLE)


def _packed_kind(data: bytes) -> Kind:
    from evalkit.documents.packed.package import Package

    try:
        package = Package.open("", data)
        type = package.part("mimetype") or b""
    except DocumentError:
        return next((kind for sign, kind in _BROKEN if sign in data), Kind.ZIP)
    for pattern, kind in _MEMBERS:
        if any(pattern.fullmatch(member) for member in package.members):
            return kind
    return next((kind for sign, kind in _ODF if type.startswith(sign)), Kind.ZIP)


def head_of(data: bytes) -> bytes:
    """Return how `data` begins, in UTF-8 where a mark says that it is UTF-16, and without that mark."""
    for bom, encoding in _WIDE_BOMS:
        if data.startswith(bom):
            return data[2:_HEAD].decode(encoding, "replace").encode()
    return data[:_HEAD].removeprefix(codecs.BOM_UTF8)


def _marked_up(data: bytes) -> Kind | None:
    head = head_of(data)
    start = _XML_START.match(head)
    rest = head[start.end() :] if start else head
    if _HTML.match(rest):
        return Kind.HTML
    if head.lstrip().startswith(b"<?xml") or rest.startswith(b"<!DOCTYPE"):
        return next((kind for sign, kind in _XML_KINDS if sign in head), Kind.XML)
    if _MAIL.match(head):
        return Kind.ARCHIVED_PAGE if _PARTS.search(head) else Kind.EMAIL
    wide = any(data.startswith(bom) for bom, _ in _WIDE_BOMS)
    return Kind.UNKNOWN if b"\x00" in head and not wide else None


_XML_KINDS = (
    (b"<html", Kind.HTML),
    (b"urn:schemas-microsoft-com:office:spreadsheet", Kind.SHEET_XML),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", Kind.WORD_XML),
    (b"http://schemas.microsoft.com/office/2006/xmlPackage", Kind.WORD_XML),
)

_ADVICE: dict[Kind, Message] = {
    Kind.ZIP: say("请先解压，再交其中的报告", "unpack it first and hand in the report inside"),
    Kind.PACKED: say("请先解压，再交其中的报告", "unpack it first and hand in the report inside"),
    Kind.XLSB: say("请另存为 .xlsx", "save it as .xlsx"),
    Kind.SHEET_XML: say("请用 Excel 打开，另存为 .xlsx", "open it in Excel and save it as .xlsx"),
    Kind.OFD: say("请转换为 PDF 或 Word 文件", "convert it to PDF or Word"),
    Kind.ENCRYPTED: say("请去掉密码后重新保存", "save it without the password"),
    Kind.PICTURE: say(
        "图片里的文字不直接识别；请交扫描的 PDF 或文字版",
        "pictures are not read; hand in a scanned PDF or the text",
    ),
    Kind.EMAIL: say("请交邮件里的附件", "hand in what is attached to it"),
}


def unread(data: bytes) -> Message:
    """Return the sentence that tells what a file seems to be that no reader takes, and what to do."""
    if not data:
        return say("文件是空的", "the file is empty")
    kind = kind_of(data)
    if kind is None:
        return say("不认识的文件格式", "the format of the file is not known")
    advice = _ADVICE.get(kind)
    if advice is None:
        return say("这是{kind}，不能读取", "this is {kind}, which cannot be read", kind=kind.title)
    return say("这是{kind}：{advice}", "this is {kind}: {advice}", kind=kind.title, advice=advice)
