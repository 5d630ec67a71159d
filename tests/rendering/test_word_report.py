"""The scorecard as a Word report: everything in it, nothing steered by what is in the report."""

import io
import zipfile
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import docx
import pdfplumber
import pytest
from attrs import evolve
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from lxml import etree

from evalkit.messages import Lang, say
from evalkit.rendering.contents import four, losses, total_four
from evalkit.rendering.figures import marks
from evalkit.rendering.places import outermost
from evalkit.rendering.renderer import View
from evalkit.rendering.visible import visible
from evalkit.rendering.word_report import render
from evalkit.scoring.scorecard import Deduction, Scorecard


def _opened(card: Scorecard, lang: Lang = Lang.ZH) -> WordDocument:
    return docx.Document(io.BytesIO(render(card, View(lang))))


def _rows(document: WordDocument, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def _headings(document: WordDocument, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style is not None and each.style.name == style]


def _everything(document: WordDocument) -> Iterable[str]:
    return [each.text for each in document.paragraphs]


@pytest.mark.parametrize(
    ("lang", "chapters"),
    [
        (Lang.ZH, ["各指标得分", "扣分明细", "补件清单", "报告疑点", "改进清单"]),
        (Lang.EN, ["Indicators", "Deductions", "Still missing", "Findings", "What to improve"]),
    ],
)
def test_the_chapters_stand_in_order(card: Scorecard, lang: Lang, chapters: list[str]) -> None:
    assert _headings(_opened(card, lang), "Heading 1") == chapters


def test_the_table_of_marks_has_every_indicator_dimension_and_the_total(card: Scorecard) -> None:
    rows = _rows(_opened(card), 0)
    wanted = [
        [each.title.text(Lang.ZH), *four(each)] for part in card.dimensions for each in (*part.indicators,)
    ]
    assert [row[1:] for row in rows if row[1:] in wanted] == wanted
    sums = [[part.title.text(Lang.ZH), "合计", *four(part)] for part in card.dimensions]
    assert [row for row in rows if row[1] == "合计"] == sums
    assert rows[-1] == ["总分", "", *total_four(card)]


def test_every_deduction_has_its_reason_remedy_clause_and_quotes(card: Scorecard) -> None:
    text = "\n".join(_everything(_opened(card)))
    for lost in losses(card):
        deduction = lost.deduction
        assert f"理由：{visible(deduction.reason.text(Lang.ZH))}" in text
        assert f"挽回：{visible(deduction.remedy.text(Lang.ZH))}" in text
        assert f"条款：{visible(deduction.clause)}" in text
        assert all(f"「{visible(one.quote)}」" in text for one in outermost(deduction.evidence))


def test_what_is_missing_and_what_to_improve_are_tables_by_marks(card: Scorecard) -> None:
    document = _opened(card)
    assert len(_rows(document, 1)) == 1 + len(card.missing)
    won = [row[-1] for row in _rows(document, 2)[1:]]
    lost = sorted((one.deduction.marks for one in losses(card)), reverse=True)
    assert won == [marks(each) for each in lost]


def test_a_scorecard_without_losses_says_so(card: Scorecard) -> None:
    dimensions = tuple(
        evolve(each, indicators=tuple(evolve(one, deductions=()) for one in each.indicators))
        for each in card.dimensions
    )
    document = _opened(evolve(card, dimensions=dimensions, missing=(), findings=()))
    said = set(_everything(document))
    assert {"没有扣分。", "没有缺项，总分已定。", "未发现报告自相矛盾之处。"} <= said
    assert "改进清单" not in said


HOSTILE = "<w:br/>]]>&amp;\x1b[31m\u202e\x00\ud800\uffff"


def _hostile(card: Scorecard) -> Scorecard:
    """Return a scorecard with a deduction that would break a file that believed it."""
    text = say("{t}", "{t}", t=HOSTILE)
    deduction = Deduction(Decimal(1), None, text, HOSTILE, say("补", "add"), False, ())
    first, *others = card.dimensions
    one, *rest = first.indicators
    first = evolve(first, indicators=(evolve(one, deductions=(deduction,)), *rest))
    return evolve(card, dimensions=(first, *others), report=evolve(card.report, department=HOSTILE))


def test_hostile_text_stays_text(card: Scorecard) -> None:
    text = "\n".join(_everything(_opened(_hostile(card))))
    assert f"理由：{visible(HOSTILE)}" in text and "<w:br/>]]>&amp;⟨U+001B⟩" in text


def test_the_same_scorecard_gives_the_same_bytes(card: Scorecard) -> None:
    assert render(card, View()) == render(card, View(width=200))


def test_a_dimension_is_one_cell_beside_its_indicators(card: Scorecard) -> None:
    table = _opened(card).tables[0]
    heights = [(cell.text, len(list(group))) for cell, group in _down(table)]
    assert heights == [
        ("维度", 1),
        *((part.title.text(Lang.ZH), len(part.indicators) + 1) for part in card.dimensions),
        ("总分调整", 1),
        ("总分", 1),
    ]


def _down(table: Table) -> Iterable[tuple[_Cell, Iterable[_Cell]]]:
    cells = (row.cells[0] for row in table.rows)
    by_place = groupby(cells, key=lambda cell: id(cell._tc))
    return [(found[0], found) for found in (list(group) for _, group in by_place)]


def test_sums_are_bold_and_a_table_says_its_heads_on_every_page(card: Scorecard) -> None:
    document = _opened(card)
    bold = [
        row.cells[1].text or row.cells[0].text
        for row in document.tables[0].rows
        if row.cells[-1].paragraphs[0].runs[0].bold
    ]
    assert bold == ["指标", "合计", "合计", "合计", "合计", "总分"]
    heads = [len(table._tbl.findall(f".//{qn('w:tblHeader')}")) for table in document.tables]
    assert heads == [1, 1, 1]


def test_an_adjustment_is_told_with_its_reason_and_clause(card: Scorecard) -> None:
    text = "\n".join(_everything(_opened(card)))
    assert (
        "总分调整\n0 至 +2  加分 › 省级以上表彰\n理由：加分待评判，最多加 2 分\n"
        "条款：获省级以上表彰的，每项加1分，最多加2分。\n"
    ) in text


def test_the_file_holds_nothing_that_is_not_ours(card: Scorecard) -> None:
    with zipfile.ZipFile(io.BytesIO(render(card, View()))) as packed:
        assert set(packed.namelist()) == {
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/document.xml",
            "word/fontTable.xml",
            "word/footer.xml",
            "word/settings.xml",
            "word/styles.xml",
            "word/theme.xml",
            "word/_rels/document.xml.rels",
        }
        core = etree.fromstring(packed.read("docProps/core.xml"))
    assert [each.text for each in core] == ["云岭市示范区园林绿化局 2021 年度 绩效评价评分卡", "evalkit"]


def test_every_style_that_is_used_is_there(card: Scorecard) -> None:
    with zipfile.ZipFile(io.BytesIO(render(card, View()))) as packed:
        styles = etree.fromstring(packed.read("word/styles.xml"))
        body = etree.fromstring(packed.read("word/document.xml"))
    known = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    used = {each.get(qn("w:val")) for tag in ("w:pStyle", "w:tblStyle") for each in body.iter(qn(tag))}
    assert used <= known
    assert {"Title", "Heading1", "Heading2", "Entry", "Detail", "Cell", "TableGrid"} <= used


@pytest.mark.needs("soffice")
def test_libreoffice_prints_the_file_on_numbered_pages(
    card: Scorecard, tmp_path: Path, libreoffice: Callable[[Path, str], Path]
) -> None:
    (tmp_path / "report.docx").write_bytes(render(card, View()))
    with pdfplumber.open(libreoffice(tmp_path / "report.docx", "pdf")) as pdf:
        sizes = {(round(page.width), round(page.height)) for page in pdf.pages}
        texts = [page.extract_text() for page in pdf.pages]
    assert sizes == {(595, 842)}
    assert [text.split("\n")[-1] for text in texts] == [
        f"{number} / {len(texts)}" for number in range(1, len(texts) + 1)
    ]


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("lang", Lang)
def test_libreoffice_reads_every_line_of_the_file(
    card: Scorecard, tmp_path: Path, lang: Lang, libreoffice: Callable[[Path, str], Path]
) -> None:
    card = _hostile(card)
    (tmp_path / "report.docx").write_bytes(render(card, View(lang)))
    found = libreoffice(tmp_path / "report.docx", "txt:Text (encoded):UTF8").read_text("utf-8-sig")
    document = _opened(card, lang)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    lines = {line for text in (*_everything(document), *cells) for line in text.split("\n")}
    assert lines - set(found.split("\n")) == set()
