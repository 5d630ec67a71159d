"""The scorecard as a Word report: everything in it, nothing steered by what is in the report."""

import io
import subprocess
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from attrs import evolve
from docx.document import Document as WordDocument

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


def test_hostile_text_stays_text(card: Scorecard) -> None:
    hostile = "<w:br/>]]>&amp;\x1b[31m\u202e\x00"
    deduction = Deduction(
        Decimal(1), None, say("{t}", "{t}", t=hostile), hostile, say("补", "add"), False, ()
    )
    first, *others = card.dimensions
    one, *rest = first.indicators
    first = evolve(first, indicators=(evolve(one, deductions=(deduction,)), *rest))
    text = "\n".join(_everything(_opened(evolve(card, dimensions=(first, *others)))))
    assert f"理由：{visible(hostile)}" in text and "<w:br/>]]>&amp;⟨U+001B⟩" in text


def test_the_same_scorecard_gives_the_same_bytes(card: Scorecard) -> None:
    assert render(card, View()) == render(card, View(width=200))


@pytest.mark.needs("soffice")
def test_libreoffice_opens_the_file_and_prints_it(card: Scorecard, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(render(card, View()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "report.docx")], check=True, capture_output=True)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
