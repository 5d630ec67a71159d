"""Whatever kind of file a report is handed in as, it says the same: facts and marks do not move.

A report is drawn from Hypothesis as headings, paragraphs and tables, and written as text, Markdown, a Word
file, a web page among its site's navigation, a PDF file with running heads, and, its tables alone, as a
spreadsheet.
"""

import html
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache

import docx
import openpyxl
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from evalkit import Registry, load_plugins, score_sheet
from evalkit.documents.limits import DEFAULT
from evalkit.facts.extraction import extract
from evalkit.facts.fact import FactSheet
from evalkit.journey import find_rubric

TITLE = "鹤汀县文化旅游局2022年度部门整体支出绩效自评报告"
NOTE = "单位：万元"

Rows = tuple[tuple[str, ...], ...]


@frozen
class Section:
    """A heading with paragraphs and a table below it; `rows` is empty where there is none."""

    heading: str
    paragraphs: tuple[str, ...]
    rows: Rows = ()


def _money(data: st.DataObject, least: int, most: int) -> str:
    return f"{Decimal(data.draw(st.integers(least * 100, most * 100))) / 100:,.2f}"


def _sections(data: st.DataObject) -> list[Section]:
    """Return a report whose figures are drawn."""
    quota = data.draw(st.integers(40, 90))
    duty = data.draw(st.integers(20, quota))
    share = Decimal(data.draw(st.integers(8000, 9999))) / 100
    return [
        Section("一、部门概况", (f"我局核定编制{quota}名，年末在职人员{duty}人，离退休人员12人。",)),
        Section(
            "二、预算执行情况",
            ("全年预算收支情况如下表。",),
            (
                ("项目", "年初预算数", "调整预算数", "决算数"),
                *(
                    (name, *(_money(data, low, 2 * low) for _ in range(3)))
                    for name, low in (("基本支出", 900), ("项目支出", 1500))
                ),
            ),
        ),
        Section(
            "三、“三公”经费",
            (f"公务接待费预算{_money(data, 3, 9)}万元，决算{_money(data, 1, 3)}万元。",),
            (
                ("项目", "预算数", "决算数", "上年决算数"),
                ("“三公”经费合计", *(_money(data, 20, 60) for _ in range(3))),
            ),
        ),
        Section("四、履职情况", (f"社会公众满意度为{share}%。", "年度重点工作15项，已完成14项。")),
    ]


# ---------------------------------------------------------------- one report in many kinds of file


def as_text(sections: Sequence[Section]) -> bytes:
    return "\n".join([TITLE, "", *_lines(sections, "{}", "|".join)]).encode()


def as_markdown(sections: Sequence[Section]) -> bytes:
    def row(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cells)} |" + ("\n|---|---|---|---|" if cells[0] == "项目" else "")

    return "\n".join([f"# {TITLE}", "", *_lines(sections, "## {}", row)]).encode()


def _lines(sections: Sequence[Section], heading: str, row: Callable[[Sequence[str]], str]) -> list[str]:
    lines = []
    for section in sections:
        lines += [heading.format(section.heading), ""]
        for paragraph in section.paragraphs:
            lines += [paragraph, ""]
        if section.rows:
            lines += [NOTE, "", *map(row, section.rows), ""]
    return lines


def as_word(sections: Sequence[Section]) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = TITLE
    document.add_heading(TITLE, 0)
    for section in sections:
        document.add_heading(section.heading, 1)
        for paragraph in section.paragraphs:
            document.add_paragraph(paragraph)
        if section.rows:
            document.add_paragraph(NOTE)
            table = document.add_table(0, len(section.rows[0]))
            for cells in section.rows:
                for cell, text in zip(table.add_row().cells, cells, strict=True):
                    cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_page(sections: Sequence[Section]) -> bytes:
    body = []
    for section in sections:
        body.append(f"<h2>{html.escape(section.heading)}</h2>")
        body += [f"<p>{html.escape(paragraph)}</p>" for paragraph in section.paragraphs]
        rows = "".join(
            f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>" for cells in section.rows
        )
        body.append(f"<p>{NOTE}</p><table>{rows}</table>" if rows else "")
    links = "".join(f"<li><a href='/{at}'>政务公开栏目{at}</a></li>" for at in range(12))
    return (
        f"<html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><ul>{links}</ul>"
        f"<div class='content'><h1>{TITLE}</h1>{''.join(body)}</div>"
        "<div class='footer'>主办：县人民政府办公室　版权所有　<a href='/'>返回首页</a></div></body></html>"
    ).encode()


def as_pdf(sections: Sequence[Section]) -> bytes:
    registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=12, leading=18, wordWrap="CJK")
    story = [Paragraph(TITLE, style), Spacer(1, 12)]
    for section in sections:
        story += [Paragraph(html.escape(each), style) for each in (section.heading, *section.paragraphs)]
        if section.rows:
            ruled = [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                ("FONT", (0, 0), (-1, -1), "STSong-Light"),
            ]
            story += [Paragraph(NOTE, style), Table(section.rows, style=ruled), Spacer(1, 12)]

    def furniture(canvas: Canvas, _: object) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(297, 810, TITLE)
        canvas.drawCentredString(297, 30, f"- {canvas.getPageNumber()} -")

    target = io.BytesIO()
    SimpleDocTemplate(target, invariant=1).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return target.getvalue()


def as_sheet(sections: Sequence[Section]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "预算执行"
    sheet.append([TITLE])
    sheet.merge_cells("A1:D1")
    for section in sections:
        for number, cells in enumerate(section.rows):
            if not number:
                sheet.append([None, None, None, NOTE])
            sheet.append([cells[0], *(_number(cell) if number else cell for cell in cells[1:])])
            for cell in sheet[sheet.max_row][1:]:
                cell.number_format = "#,##0.00"
        sheet.append([])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _number(cell: str) -> float:
    return float(cell.replace(",", ""))


FILES = {"md": as_markdown, "docx": as_word, "html": as_page, "pdf": as_pdf}


# ---------------------------------------------------------------- what they say


@cache
def registry() -> Registry:
    return load_plugins()


def read(name: str, data: bytes) -> FactSheet:
    reader = next(each for each in reversed(list(registry().readers.values())) if each.accepts(name, data))
    document = reader.read(name, data, DEFAULT)
    sheet = extract([document], registry().catalogue)
    for fact in sheet.facts.values():
        assert all(document.text[each.start : each.end] == each.quote for each in fact.evidence)
    return sheet


def outcome(sheet: FactSheet) -> tuple[object, ...]:
    rubric = find_rubric("shenzhen-2020", sheet, registry()).value.rubric
    card = score_sheet(sheet, rubric, registry())
    values = {id: (fact.value, fact.basis) for id, fact in sheet.facts.items()}
    return values, card.low, card.high, sorted(each.kind.value for each in sheet.findings)


@settings(max_examples=10)
@given(st.data())
def test_every_kind_of_file_says_the_same(data: st.DataObject) -> None:
    sections = _sections(data)
    plain = read("report.txt", as_text(sections))
    assert len(plain.facts) == 17
    assert (plain.department, plain.year) == ("鹤汀县文化旅游局", 2022)
    for suffix, write in FILES.items():
        sheet = read(f"report.{suffix}", write(sections))
        assert (suffix, outcome(sheet)) == (suffix, outcome(plain))
        assert (sheet.department, sheet.year) == (plain.department, plain.year)


@settings(max_examples=10)
@given(st.data())
def test_a_sheet_says_what_its_tables_say_in_a_text(data: st.DataObject) -> None:
    tables = [Section(each.heading, (), each.rows) for each in _sections(data) if each.rows]
    plain = read("report.txt", as_text(tables))
    sheet = read("report.xlsx", as_sheet(tables))
    assert len(plain.facts) == 9
    assert outcome(sheet) == outcome(plain)
