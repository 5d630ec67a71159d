"""Headings of Word files: by outline, by style, by automatic and typed numbers."""

from collections.abc import Callable

import pytest

from evalkit.documents.word.docx import read_docx
from evalkit.documents.word.headings import without_table_styles

Word = Callable[..., bytes]

_STYLES = """
<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="2"><w:name w:val="标题 2"/></w:style>
<w:style w:styleId="mine"><w:name w:val="章节"/><w:basedOn w:val="2"/></w:style>
<w:style w:styleId="outlined"><w:name w:val="部门标题"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:styleId="body"><w:name w:val="正文缩进"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:styleId="toc"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="loop"><w:name w:val="圈"/><w:basedOn w:val="loop"/></w:style>
<w:style w:styleId="listed"><w:name w:val="编号"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style/>
"""
_NUMBERING = """
<w:abstractNum w:abstractNumId="3">
<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="99"/></w:num>
"""


def _level(word: Word, text: str, properties: str) -> int:
    body = f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    (block,) = read_docx("a.docx", word(body, styles=_STYLES, numbering=_NUMBERING)).blocks
    return block.level


def _style(id: str) -> str:
    return f'<w:pStyle w:val="{id}"/>'


def _number(id: str, depth: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{id}"/></w:numPr>'


@pytest.mark.parametrize(
    ("text", "properties", "level"),
    [
        ("部门概况", "", 0),
        ("部门概况", _style("1"), 1),
        ("部门概况", _style("2"), 2),
        ("部门概况", _style("mine"), 2),
        ("部门概况", _style("outlined"), 3),
        ("部门概况", '<w:outlineLvl w:val="3"/>', 4),
        ("部门概况", _style("1") + '<w:outlineLvl w:val="1"/>', 2),
        ("部门概况", _style("body"), 0),
        ("部门概况", _style("1") + '<w:outlineLvl w:val="9"/>', 0),
        ("部门概况", _style("loop"), 0),
        ("部门概况", _style("none"), 0),
        ("一、部门概况", "", 2),
        ("一、部门概况", _style("1"), 2),
        ("（一）职能", _style("1"), 3),
        ("一、部门概况", _style("toc"), 0),
        ("部门概况", _number("7", 0), 2),
        ("职能", _number("7", 1), 3),
        ("购置设备", _number("7", 2), 0),
        ("购置设备", _number("8", 0), 0),
        ("部门概况", _style("listed"), 2),
        ("部门概况", _style("listed") + _number("0", 0), 0),
        ("全年支出12万元。", _number("7", 0), 0),
        ("全年支出12万元。执行率98%。", _style("1"), 0),
        ("很长的一句话" * 11, _style("1"), 0),
    ],
)
def test_the_level_of_a_paragraph(word: Word, text: str, properties: str, level: int) -> None:
    assert _level(word, text, properties) == level


def test_a_file_without_styles_has_headings_by_number(word: Word) -> None:
    body = "<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>一、概况</w:t></w:r></w:p>"
    (block,) = read_docx("a.docx", word(body)).blocks
    assert block.level == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<w:style w:type="table" w:styleId="t"><w:name w:val="网格"/></w:style>', ""),
        ('<w:style w:styleId="t" w:type="table"><w:tblPr/></w:style> ', " "),
        ('<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>', None),
        ('<w:style w:type="table" w:styleId="t"/>', None),
        ('<w:style w:type="table"><!-- </w:style> --></w:style>', None),
        ('<w:style w:type="table"><w:name w:val="没有写完"/>', None),
    ],
)
def test_styles_of_tables_are_left_out_and_what_looks_odd_stays(before: str, after: str | None) -> None:
    kept = '<w:style w:styleId="2"><w:name w:val="标题 2"/></w:style>'
    told = without_table_styles(f"<w:styles>{kept}{before}</w:styles>".encode()).decode()
    assert told == f"<w:styles>{kept}{before if after is None else after}</w:styles>"


def test_headings_are_found_beside_styles_of_tables(word: Word) -> None:
    styles = f'<w:style w:type="table" w:styleId="t"><w:name w:val="网格"/></w:style>{_STYLES}'
    body = "<w:p><w:pPr><w:pStyle w:val='2'/></w:pPr><w:r><w:t>部门概况</w:t></w:r></w:p>"
    (block,) = read_docx("a.docx", word(body, styles=styles)).blocks
    assert block.level == 2
