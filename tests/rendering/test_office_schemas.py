"""Files for Word and Excel, held against the schemas of Office Open XML as an independent validator has them."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evalkit.documents.word.docx import read_docx
from evalkit.journey import score_report
from evalkit.messages import Lang
from evalkit.rendering import word_report
from evalkit.rendering.annotated import annotated
from evalkit.rendering.renderer import View
from evalkit.rendering.score_sheet import file as score_sheet
from evalkit.rendering.word_paper import Paper, Row
from evalkit.scoring.scorecard import Scorecard

REPORT = Path(__file__).parents[2] / "examples" / "report.txt"
Faults = Callable[[str, bytes], list[str]]

pytestmark = pytest.mark.needs("openxml_audit")


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    """Return what gives everything for which an Office program might repair a file of that name."""
    from openxml_audit import OpenXmlValidator

    def found(name: str, data: bytes) -> list[str]:
        path = tmp_path / name
        path.write_bytes(data)
        return [str(each) for each in OpenXmlValidator().validate(path).errors]

    return found


def test_the_validator_finds_what_is_wrong(faults: Faults) -> None:
    paper = Paper("甲")
    paper.line("乙")
    assert faults("a.docx", paper.data()) == []
    paper.table(["甲"], [Row(("乙",), joined=True)], [16], 0)
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paper.data())) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"w:cantSplit", b"w:neverSplit"))
    assert any("'neverSplit'" in each for each in faults("b.docx", broken.getvalue()))


@pytest.mark.parametrize("lang", Lang)
def test_the_word_report_keeps_to_the_schemas(card: Scorecard, faults: Faults, lang: Lang) -> None:
    assert faults("report.docx", word_report.render(card, View(lang))) == []


@pytest.mark.parametrize("lang", Lang)
def test_the_score_sheet_keeps_to_the_schemas(card: Scorecard, faults: Faults, lang: Lang) -> None:
    assert faults("sheet.xlsx", score_sheet.render(card, View(lang))) == []


def test_comments_keep_a_report_to_the_schemas(tmp_path: Path, faults: Faults) -> None:
    paper = Paper("报告")
    for line in REPORT.read_text("utf-8").splitlines():
        paper.line(line)
    path = tmp_path / "report.docx"
    path.write_bytes(paper.data())
    card = score_report(path, rubric="shenzhen-2020")
    document = read_docx(path.name, paper.data())
    out = annotated(paper.data(), document, card, Lang.ZH, datetime(2031, 3, 1, tzinfo=UTC))
    assert out.placed > 10
    assert faults("annotated.docx", out.data) == []
