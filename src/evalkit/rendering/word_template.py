"""An empty Word file of our own: A4, its styles, a page number in the footer, and nothing else."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from evalkit.rendering.visible import visible

PACKED_AT = (1980, 1, 1, 0, 0, 0)
"""The time that every part of a file is said to be packed at, so that the same content gives the same bytes."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ALL_WORD = f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"'


def word_template(title: str) -> bytes:
    """Return an empty Word file with that title among its properties."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in {**_PARTS, "docProps/core.xml": _core(title)}.items():
            packed.writestr(zipfile.ZipInfo(name, PACKED_AT), _HEAD + text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(visible(title))}</dc:title><dc:creator>evalkit</dc:creator></cp:coreProperties>"
    )


def _relations(targets: Mapping[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>'
        for id, (kind, _, target) in ((id, each.partition(" ")) for id, each in targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _types(parts: Mapping[str, str]) -> str:
    named = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _fonts(latin: str, chinese: str) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{chinese}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _paragraph_style(id: str, name: str, shape: str, letters: str = "", *, own: bool = False) -> str:
    custom = ' w:customStyle="1"' if own else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{shape}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


_HEADING = _fonts("Arial", "黑体") + "<w:b/><w:bCs/>"
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 30), ("left", 80), ("bottom", 30), ("right", 80))
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_STYLES = (
    f"<w:styles {_ALL_WORD}><w:docDefaults><w:rPrDefault><w:rPr>"
    f'{_fonts("Times New Roman", "宋体")}{_size(21)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="60" w:line="288" w:lineRule="auto"/>'
    "</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    f"<w:tblPr><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr></w:style>"
    + _paragraph_style(
        "Title",
        "Title",
        '<w:keepNext/><w:spacing w:before="0" w:after="240"/><w:jc w:val="center"/>',
        _HEADING + _size(36),
    )
    + _paragraph_style(
        "Heading1",
        "heading 1",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="0"/>',
        _HEADING + _size(28),
    )
    + _paragraph_style(
        "Heading2",
        "heading 2",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="1"/>',
        _HEADING + _size(24),
    )
    + _paragraph_style(
        "Entry",
        "Entry",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="40"/>',
        "<w:b/><w:bCs/>",
    )
    + _paragraph_style("Detail", "Detail", '<w:ind w:left="420"/>')
    + _paragraph_style("Remark", "Remark", "<w:keepNext/>", '<w:color w:val="595959"/>')
    + _paragraph_style("Cell", "Cell", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>')
    + _paragraph_style("Footer", "footer", '<w:spacing w:after="0"/><w:jc w:val="center"/>', _size(18))
    + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr></w:style></w:styles>"
)
_DOCUMENT = (
    f'<w:document {_ALL_WORD}><w:body><w:sectPr><w:footerReference w:type="default" r:id="footer"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" '
    'w:header="851" w:footer="850" w:gutter="0"/></w:sectPr></w:body></w:document>'
)
_FOOTER = (
    f'<w:ftr {_ALL_WORD}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
)
_SETTINGS = (
    f'<w:settings {_ALL_WORD}><w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)
_FONTS = (
    f"<w:fonts {_ALL_WORD}>"
    + "".join(
        f'<w:font w:name="{name}"><w:charset w:val="{charset}"/><w:family w:val="{family}"/></w:font>'
        for name, charset, family in (
            ("Times New Roman", "00", "roman"),
            ("Arial", "00", "swiss"),
            ("宋体", "86", "auto"),
            ("黑体", "86", "modern"),
        )
    )
    + "</w:fonts>"
)
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "404040",
    "lt2": "F2F2F2",
    "accent1": "1F4E79",
    "accent2": "9C4221",
    "accent3": "4F6228",
    "accent4": "5F497A",
    "accent5": "31859B",
    "accent6": "7F6000",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="evalkit"><a:themeElements>'
    '<a:clrScheme name="evalkit">'
    + "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in _COLOURS.items())
    + '</a:clrScheme><a:fontScheme name="evalkit">'
    + "".join(
        f'<a:{use}Font><a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/><a:cs typeface=""/></a:{use}Font>'
        for use, latin, chinese in (("major", "Arial", "黑体"), ("minor", "Times New Roman", "宋体"))
    )
    + '</a:fontScheme><a:fmtScheme name="evalkit">'
    + f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>"
    + "<a:lnStyleLst>"
    + f'<a:ln w="6350">{_FILL}</a:ln>' * 3
    + "</a:lnStyleLst>"
    + "<a:effectStyleLst>"
    + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    + "</a:effectStyleLst>"
    + f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
_PARTS = {
    "[Content_Types].xml": _types(
        {
            "word/document.xml": f"{_WORD_TYPE}.document.main+xml",
            "word/styles.xml": f"{_WORD_TYPE}.styles+xml",
            "word/settings.xml": f"{_WORD_TYPE}.settings+xml",
            "word/footer.xml": f"{_WORD_TYPE}.footer+xml",
            "word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
            "word/theme.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
            "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        }
    ),
    "_rels/.rels": _relations(
        {
            "document": f"{_OFFICE}/officeDocument word/document.xml",
            "core": f"{_PACKAGE}/relationships/metadata/core-properties docProps/core.xml",
        }
    ),
    "word/_rels/document.xml.rels": _relations(
        {
            "styles": f"{_OFFICE}/styles styles.xml",
            "settings": f"{_OFFICE}/settings settings.xml",
            "footer": f"{_OFFICE}/footer footer.xml",
            "fonts": f"{_OFFICE}/fontTable fontTable.xml",
            "theme": f"{_OFFICE}/theme theme.xml",
        }
    ),
    "word/document.xml": _DOCUMENT,
    "word/styles.xml": _STYLES,
    "word/settings.xml": _SETTINGS,
    "word/footer.xml": _FOOTER,
    "word/fontTable.xml": _FONTS,
    "word/theme.xml": _THEME,
}
