"""Marks written as the sheet of a report, in every format, are read back beside the same indicators."""

import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from unicodedata import east_asian_width

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from evalkit import load_plugins, score_report
from evalkit.documents.document import Document
from evalkit.documents.limits import DEFAULT
from evalkit.documents.passage import passages
from evalkit.documents.pdf.reading import read_pdf
from evalkit.documents.plain.text import read_text
from evalkit.documents.sheets.xlsx import read_xlsx
from evalkit.documents.web.page import read_html
from evalkit.documents.word.docx import read_docx
from evalkit.facts.self_scores import self_sheets
from evalkit.messages import plain
from evalkit.scoring.scorecard import Scorecard, SelfMarks
from evalkit.scoring.self_scores import beside

EXAMPLE = Path(__file__).parents[2] / "examples" / "report.txt"
REGISTRY = load_plugins()
CARDS = {
    rubric: score_report(EXAMPLE, rubric=rubric, registry=REGISTRY)
    for rubric in ("four-e", "shenzhen-2020", "sichuan-2017")
}
HEADS = ("一级指标", "三级指标", "分值", "评分标准", "自评得分", "扣分原因")
SONG = "STSong-Light"
TITLE = "部门整体支出绩效自评表"
REASONS = ("", "年末有结余", "资料不全，未能按时公开；已整改。", "详见附件3")

Row = tuple[str, str, str, str, str, str]


def _rows(card: Scorecard, shares: Sequence[int], reasons: Sequence[str]) -> list[Row]:
    """Return a row for each indicator: so many tenths of its marks, cut to hundredths, and a reason."""
    pairs = [
        (dimension, each) for dimension in card.dimensions for each in dimension.indicators if each.marks
    ]
    return [
        (
            dimension.title.zh,
            each.title.zh,
            plain(each.marks),
            "按评分细则计分，未达标的按比例扣分",
            plain((each.marks * shares[at % len(shares)] / 10).quantize(Decimal("0.01"))),
            reasons[at % len(reasons)],
        )
        for at, (dimension, each) in enumerate(pairs)
    ]


def _groups(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return where the rows of each dimension begin and end."""
    found, at = [], 0
    for _, group in groupby(rows, key=lambda row: row[0]):
        size = len(list(group))
        found.append((at, at + size))
        at += size
    return found


def _sum(rows: Sequence[Row]) -> Row:
    full, own = (plain(sum((Decimal(row[at]) for row in rows), Decimal(0))) for at in (2, 4))
    return "合计", "", full, "", own, ""


def _xlsx(rows: Sequence[Row]) -> Document:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([TITLE])
    sheet.append(list(HEADS))
    for row in (*rows, _sum(rows)):
        sheet.append([float(cell) if at in (2, 4) else cell or None for at, cell in enumerate(row)])
    for start, end in _groups(rows):
        sheet.merge_cells(start_row=start + 3, end_row=end + 2, start_column=1, end_column=1)
    target = io.BytesIO()
    book.save(target)
    return read_xlsx("sheet.xlsx", target.getvalue(), DEFAULT)


def _docx(rows: Sequence[Row]) -> Document:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=len(rows) + 2, cols=len(HEADS))
    for place, row in enumerate((HEADS, *rows, _sum(rows))):
        for cell, text in zip(table.rows[place].cells, row, strict=True):
            cell.text = text
    for start, end in _groups(rows):
        for place in range(start + 1, end):
            table.cell(place + 1, 0).text = ""
        table.cell(start + 1, 0).merge(table.cell(end, 0))
    target = io.BytesIO()
    document.save(target)
    return read_docx("report.docx", target.getvalue())


def _html(rows: Sequence[Row]) -> Document:
    starts = dict(_groups(rows))
    lines = ["".join(f"<th>{head}</th>" for head in HEADS)]
    for place, row in enumerate(rows):
        first = f'<td rowspan="{starts[place] - place}">{row[0]}</td>' if place in starts else ""
        lines.append(first + "".join(f"<td>{cell}</td>" for cell in row[1:]))
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    page = f"<html><meta charset=utf-8><body><p>{TITLE}</p><table>{body}</table></body></html>"
    return read_html("report.html", page.encode(), DEFAULT)


def _bars(rows: Sequence[Row]) -> Document:
    starts = {start for start, _ in _groups(rows)}
    told = [(row[0] if at in starts else "", *row[1:]) for at, row in enumerate(rows)]
    lines = (" | ".join(row) for row in (HEADS, *told, _sum(rows)))
    return read_text("report.txt", "\n".join([TITLE, "", *lines, ""]).encode(), DEFAULT)


def _aligned(rows: Sequence[Row]) -> Document:
    table = [HEADS, *rows, _sum(rows)]
    widths = [max(map(_width, column)) + 2 for column in zip(*table, strict=True)]
    lines = (
        "".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    )
    return read_text("report.txt", "\n".join([TITLE, "", *lines, ""]).encode(), DEFAULT)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _own(card: Scorecard, document: Document) -> dict[str, SelfMarks]:
    dimensions, unplaced = beside(card.dimensions, self_sheets(passages(document)))
    assert unplaced == ()
    rows = (each for dimension in dimensions for each in dimension.indicators)
    return {each.id: each.self_score for each in rows if each.self_score is not None}


@pytest.mark.parametrize("write", [_xlsx, _docx, _html, _bars, _aligned])
@pytest.mark.parametrize("rubric", CARDS)
@settings(max_examples=8)
@given(
    shares=st.lists(st.integers(0, 10), min_size=1, max_size=30),
    reasons=st.lists(st.sampled_from(REASONS), min_size=1, max_size=10),
)
def test_what_is_written_is_read_beside_the_same_indicators(
    write: Callable[[Sequence[Row]], Document], rubric: str, shares: list[int], reasons: list[str]
) -> None:
    card = CARDS[rubric]
    rows = _rows(card, shares, reasons)
    indicators = [each for dimension in card.dimensions for each in dimension.indicators if each.marks]
    wanted = {
        each.id: (Decimal(row[2]), Decimal(row[4]), row[5])
        for each, row in zip(indicators, rows, strict=True)
    }
    own = _own(card, write(rows))
    assert {id: (each.full, each.awarded, each.reason) for id, each in own.items()} == wanted
    for each in indicators:
        marks = own[each.id]
        assert (marks.low, marks.high) == (marks.awarded - each.high, marks.awarded - each.low)


def _pdf(rows: Sequence[Row]) -> Document:
    """Return a PDF file of two pages or more, with rules, merged cells and a header on each page."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    style = ParagraphStyle("cell", fontName=SONG, fontSize=9, leading=12, wordWrap="CJK")
    starts = {start for start, _ in _groups(rows)}
    told = [(row[0] if at in starts else "", *row[1:]) for at, row in enumerate(rows)]
    cells = [[Paragraph(cell, style) for cell in row] for row in (HEADS, *told, _sum(rows))]
    spans = [("SPAN", (0, start + 1), (0, end)) for start, end in _groups(rows)]
    rules = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black), *spans])
    target = io.BytesIO()
    story = [
        Paragraph(TITLE, style),
        Table(cells, colWidths=(60, 120, 40, 100, 55, 100), style=rules, repeatRows=1),
    ]
    SimpleDocTemplate(target, pagesize=A4).build(story)
    return read_pdf("report.pdf", target.getvalue(), DEFAULT)


def test_a_pdf_file_with_merged_cells_over_several_pages_is_read_too() -> None:
    card = CARDS["four-e"]
    rows = _rows(card, (10, 8, 9), REASONS)
    own = _own(card, _pdf(rows))
    indicators = [each for dimension in card.dimensions for each in dimension.indicators if each.marks]
    assert [(own[each.id].full, own[each.id].awarded) for each in indicators] == [
        (Decimal(row[2]), Decimal(row[4])) for row in rows
    ]
    assert [own[each.id].reason for each in indicators] == [row[5] for row in rows]
