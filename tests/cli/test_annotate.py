"""``evalkit annotate``: a Word report comes out with comments, and nothing else of it changed."""

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument

Evalkit = Callable[..., Any]

EXAMPLES = Path(__file__).parents[2] / "examples"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return the example report as a Word file: every seventh sign begins a run, one in two bold, one comment."""
    document = docx.Document()
    for line in (EXAMPLES / "report.txt").read_text("utf-8").splitlines():
        paragraph = document.add_paragraph()
        for start in range(0, len(line), 7):
            paragraph.add_run(line[start : start + 7]).bold = start % 2 == 1
    document.add_comment(document.paragraphs[0].runs[0], text="原有批注", author="科长", initials="科")
    path = tmp_path / "report.docx"
    document.save(str(path))
    return path


def _quotes(document: WordDocument) -> dict[int, str]:
    """Return the text between the marks of each comment."""
    open_: dict[int, str] = {}
    quotes: dict[int, str] = {}
    for element in document.element.body.iter():
        id = int(element.get(f"{_W}id") or 0) if element.tag.startswith(f"{_W}comment") else 0
        if element.tag == f"{_W}commentRangeStart":
            open_[id] = ""
        elif element.tag == f"{_W}commentRangeEnd":
            quotes[id] = open_.pop(id)
        elif element.tag == f"{_W}t":
            open_ = {id: text + (element.text or "") for id, text in open_.items()}
    return quotes


def test_a_deduction_stands_on_its_words_with_reason_remedy_and_clause(
    evalkit: Evalkit, report: Path
) -> None:
    ended = evalkit("annotate", "report.docx", "--output", "annotated.docx")
    document = docx.Document(str(report.with_name("annotated.docx")))
    quotes = _quotes(document)
    (found,) = (each for each in document.comments if "部门决算公开" in each.text)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err[-1] == "已写入 annotated.docx：20 条批注在原句上，0 项汇总在首段的批注里"
    assert quotes[found.comment_id] == "2020年部门决算要等区人大常委会批准之后再行公开，目前还没有上网"
    assert (found.author, found.initials) == ("evalkit", "ek")
    assert found.text.split("\n") == [
        "扣 1.5 分：预决算信息公开 › 部门决算公开",
        "理由：报告表明未做到：部门决算已按要求公开，扣 1.5 分",
        "挽回：做到“部门决算已按要求公开”并在报告中说明，即可得满分",
        "条款：按规定的内容、时限公开部门预算 1.5 分，公开部门决算 1.5 分；未按规定公开的，相应部分不得分。",
    ]


def test_nothing_but_the_body_and_the_comments_is_changed(evalkit: Evalkit, report: Path) -> None:
    before = report.read_bytes()
    assert evalkit("annotate", "report.docx", "--output", "annotated.docx").code == 0
    old, new = zipfile.ZipFile(report), zipfile.ZipFile(report.with_name("annotated.docx"))
    assert report.read_bytes() == before
    assert new.namelist() == old.namelist()
    changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {"word/document.xml", "word/comments.xml"}
    one, other = docx.Document(str(report)), docx.Document(str(report.with_name("annotated.docx")))
    assert [each.text for each in one.paragraphs] == [each.text for each in other.paragraphs]
    signs = [
        [(s, run.bold) for p in each.paragraphs for run in p.runs for s in run.text] for each in (one, other)
    ]
    assert signs[0] == signs[1]
    first = next(iter(other.comments))
    assert (first.comment_id, first.text, first.author) == (0, "原有批注", "科长")
    assert _quotes(other)[0] == one.paragraphs[0].runs[0].text


def test_two_runs_with_a_fixed_date_write_the_same_bytes(
    evalkit: Evalkit, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    for name in ("a.docx", "b.docx"):
        assert evalkit("annotate", "report.docx", "--output", name).code == 0
    assert report.with_name("a.docx").read_bytes() == report.with_name("b.docx").read_bytes()
    comments = list(docx.Document(str(report.with_name("a.docx"))).comments)
    assert comments[1].timestamp == datetime(2025, 6, 15, 15, 6, 40, tzinfo=UTC)


def test_what_stands_in_an_attachment_is_listed_on_the_first_paragraph(
    evalkit: Evalkit, report: Path
) -> None:
    document = docx.Document()
    document.add_paragraph("深圳市云岭区城管局2020年度部门整体支出绩效自评报告")
    document.save(str(report))
    ended = evalkit(
        "annotate", "report.docx", "report.txt", "--rubric", "shenzhen-2020", "--output", "a.docx"
    )
    out = docx.Document(str(report.with_name("a.docx")))
    (only,) = out.comments
    lines = only.text.split("\n")
    assert ended.err[-1] == "已写入 a.docx：0 条批注在原句上，26 项汇总在首段的批注里"
    assert _quotes(out) == {0: "深圳市云岭区城管局2020年度部门整体支出绩效自评报告"}
    assert lines[0].startswith("以下各项在正文里没有可以批注的位置")
    assert lines[1].startswith("1. 扣 ")
    assert any(line.startswith("依据：report.txt:") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["report.docx"], "缺少选项 --output"),
        (["report.docx", "--output", "report.docx"], "report.docx: 不能覆盖输入文件（可用：另一个文件名）"),
        (["report.docx", "--output", "none/a.docx"], "none/a.docx: 文件夹“none”不存在，无法写入"),
        (
            ["report.txt", "--output", "a.docx"],
            "report.txt: 不是 Word 文件（.docx），不能批注（可用：在 Word 或 WPS 中另存为 .docx）",
        ),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    evalkit: Evalkit, report: Path, arguments: list[str], line: str
) -> None:
    before = report.read_bytes()
    ended = evalkit("annotate", *arguments)
    assert (ended.code, ended.err) == (2, [line])
    assert report.read_bytes() == before
    assert not report.with_name("a.docx").exists()


def test_a_date_that_is_none_is_refused(
    evalkit: Evalkit, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "gestern")
    ended = evalkit("annotate", "report.docx", "--output", "a.docx", "--lang", "en")
    assert ended.code == 2
    assert ended.err == ["SOURCE_DATE_EPOCH: gestern is no time (allowed: a number of seconds since 1970)"]


@pytest.mark.needs("soffice")
def test_libreoffice_keeps_every_comment_and_the_text_as_it_was(
    evalkit: Evalkit, report: Path, libreoffice: Callable[[Path, str], Path]
) -> None:
    assert evalkit("annotate", "report.docx", "--output", "annotated.docx").code == 0
    annotated = report.with_name("annotated.docx")
    ours, theirs = docx.Document(str(annotated)), docx.Document(str(libreoffice(annotated, "docx")))
    told = [(each.author, each.text) for each in ours.comments]
    assert len(told) == 21
    assert [(each.author, each.text) for each in theirs.comments] == told
    assert list(_quotes(theirs).values()) == list(_quotes(ours).values())
    plain = "txt:Text (encoded):UTF8"
    assert libreoffice(annotated, plain).read_bytes() == libreoffice(report, plain).read_bytes()
    assert libreoffice(annotated, "pdf").read_bytes().startswith(b"%PDF-")
