"""Scorecards with hostile text: nothing is lost, nothing is cut, nothing steers the reader's screen."""

import json
import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import openpyxl
from attrs import evolve
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.cells import cell_len
from tests.rendering.hostile import MARKS, TEXT, VIEWS, ZERO, scorecards

from evalkit.documents.document import Document
from evalkit.messages import Lang
from evalkit.rendering import json as as_json
from evalkit.rendering import junit, markdown, sarif, terminal, word_report
from evalkit.rendering.figures import signed
from evalkit.rendering.renderer import View
from evalkit.rendering.review import page as review
from evalkit.rendering.schemas import schema
from evalkit.rendering.score_sheet import file as score_sheet
from evalkit.rendering.visible import visible
from evalkit.scoring.scorecard import (
    Scorecard,
)

ANSI = re.compile(r"\x1b\[[0-9;]*m")


PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


VALIDATOR = Draft202012Validator(json.loads(schema("scorecard")))


WORD_TAGS = set(
    "body p pPr pStyle jc r rPr b t br sectPr footerReference pgSz pgMar tbl tblPr tblStyle tblW tblLayout tblLook "
    "tblGrid gridCol tr trPr tblHeader cantSplit tc tcPr tcW vMerge vAlign".split()
)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _said(card: Scorecard, lang: Lang) -> list[str]:
    """Return every sentence, clause and quote that a reader must find whole."""
    found = [deduction for one in card.dimensions for row in one.indicators for deduction in row.deductions]
    evidence = [
        *(one for deduction in found for one in deduction.evidence),
        *(one for adjustment in card.adjustments for one in adjustment.evidence),
        *(one for finding in card.findings for one in finding.evidence),
        *(admission.evidence for admission in card.admitted),
    ]
    sentences = [
        *(message for deduction in found for message in (deduction.reason, deduction.remedy)),
        *(adjustment.reason for adjustment in card.adjustments),
        *(finding.message for finding in card.findings),
        *card.faults,
    ]
    clauses = [*(one.clause for one in found), *(one.clause for one in card.adjustments)]
    numbers = [signed(-one.marks) for one in found]
    own = [row.self_score for one in card.dimensions for row in one.indicators if row.self_score is not None]
    evidence += [place for each in own for place in each.evidence]
    return [
        *(text for each in own for text in (each.title, each.reason)),
        *(each.row.title for each in card.unplaced),
        *(message.text(lang) for message in sentences),
        *clauses,
        *(one.quote for one in evidence),
        *numbers,
    ]


@given(scorecards(), VIEWS)
def test_the_terminal_shows_everything_within_its_width(card: Scorecard, view: View) -> None:
    shown = terminal.render(card, view)
    assert [line for line in shown.split("\n") if cell_len(line) > view.width] == []
    assert all(line.isprintable() for line in shown.split("\n"))
    whole = _squeezed(shown)
    assert [said for said in _said(card, view.lang) if _squeezed(visible(said)) not in whole] == []
    assert terminal.render(card, view) == shown


@given(scorecards(), VIEWS)
@settings(max_examples=25)
def test_the_score_sheet_shows_everything_and_works_nothing_out(card: Scorecard, view: View) -> None:
    book = openpyxl.load_workbook(BytesIO(score_sheet.render(card, view)))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value]
    ours = re.compile(r"=(0|SUM|IF|N\(|[A-Z]\d|'(评分表|Score sheet)'!)")
    assert all(ours.match(str(cell.value)) for cell in cells if cell.data_type == "f")
    whole = _squeezed("\n".join(str(cell.value) for cell in cells))
    assert [said for said in _said(card, view.lang) if _squeezed(visible(said)) not in whole] == []


@given(scorecards(), st.integers(60, 200))
def test_colours_never_change_the_words(card: Scorecard, width: int) -> None:
    colourful = ANSI.sub("", terminal.render(card, View(width=width, color=True)))
    bare = terminal.render(card, View(width=width))
    assert [line.rstrip() for line in colourful.split("\n")] == bare.split("\n")


@given(scorecards(), VIEWS)
def test_markdown_shows_everything_and_obeys_nothing(card: Scorecard, view: View) -> None:
    shown = markdown.render(card, view)
    tokens = PARSER.parse(shown)
    inline = [child for token in tokens for child in token.children or []]
    allowed = {
        "text",
        "text_special",
        "softbreak",
        "code_inline",
        "strong_open",
        "strong_close",
        "em_open",
        "em_close",
    }
    assert {child.type for child in inline} <= allowed
    assert not {token.type for token in tokens} & {
        "html_block",
        "fence",
        "code_block",
        "hr",
        "blockquote_open",
    }
    read = _squeezed("\n".join(_read(token) for token in tokens))
    assert [said for said in _said(card, view.lang) if _squeezed(visible(said)) not in read] == []
    assert markdown.render(card, view) == shown


@given(scorecards(), VIEWS, st.none() | MARKS)
@settings(max_examples=25)
def test_junit_shows_every_deduction_and_obeys_nothing(
    card: Scorecard, view: View, bar: Decimal | None
) -> None:
    root = etree.fromstring(junit.render(card, evolve(view, bar=bar)).encode())
    cases = list(root.iter("testcase"))
    assert len(cases) == int(root.get("tests") or 0)
    assert {child.tag for case in cases for child in case} <= {"failure", "error", "skipped", "system-out"}
    assert (root.get("failures") != "0") is (bar is not None and card.low < bar)
    read = _squeezed("".join(text for text in root.itertext() if isinstance(text, str)))
    lost = [one for part in card.dimensions for row in part.indicators for one in row.deductions]
    applying = [one for one in lost if _squeezed(visible(one.reason.text(view.lang))) not in read]
    assert applying == []


@given(scorecards(), VIEWS)
@settings(max_examples=25)
def test_sarif_has_every_finding_and_deduction_apart(card: Scorecard, view: View) -> None:
    text = sarif.render(card, view).encode("utf-8", "backslashreplace")
    (run,) = json.loads(text)["runs"]
    lost = [one for part in card.dimensions for row in part.indicators for one in row.deductions]
    results = run["results"]
    assert len(results) == len(card.findings) + len(lost)
    assert len({one["partialFingerprints"]["evalkit/v1"] for one in results}) == len(results)
    assert all(line.isprintable() for one in results for line in one["message"]["text"].split("\n"))
    assert {one["ruleId"] for one in results} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}


@given(scorecards(), VIEWS)
@settings(max_examples=25)
def test_the_word_report_shows_everything_and_obeys_nothing(card: Scorecard, view: View) -> None:
    body = docx.Document(BytesIO(word_report.render(card, view))).element.body
    tags = {etree.QName(each).localname for each in body.iter()}
    assert tags <= WORD_TAGS
    texts = [each.text or "" for each in body.iter(qn("w:t"))]
    assert all(text.isprintable() for text in texts)
    read, wanted = _squeezed("".join(texts)), _said(evolve(card, admitted=()), view.lang)
    assert [said for said in wanted if _squeezed(visible(said)) not in read] == []


@given(scorecards(), VIEWS, TEXT)
def test_the_review_page_shows_everything_and_obeys_nothing(card: Scorecard, view: View, text: str) -> None:
    documents = (Document("报告.txt", text, "", ()),)
    shown = review.render(card, evolve(view, documents=documents))
    tree = html.fromstring(shown)
    assert len(list(tree.iter("script"))) == 1
    allowed = {
        "id",
        "class",
        "href",
        "tabindex",
        "lang",
        "role",
        "hidden",
        "type",
        "name",
        "value",
        "checked",
    }
    own = {str(name) for each in tree.iter() if each.tag not in _DRAWN for name in each.attrib}
    assert {
        name for name in own if not name.startswith(("data-", "aria-"))
    } <= allowed | _OF_TABLES | _OF_META
    ids = {f"#{each.get('id')}" for each in tree.iter() if each.get("id")}
    assert {link.get("href") for link in tree.iter("a")} <= ids
    sections = {
        each.get("id"): _squeezed("".join(map(str, each.itertext()))) for each in tree.iter("section")
    }
    written, whole = sections["card"], sections["text"]
    assert [said for said in _reasons(card, view.lang) if _squeezed(visible(said)) not in written] == []
    assert _squeezed(visible(text)) in whole
    assert review.render(card, evolve(view, documents=documents)) == shown


_DRAWN = {"svg", "line", "rect", "circle", "text", "title", "desc"}


_OF_TABLES = {"scope", "rowspan", "colspan"}


_OF_META = {"charset", "content", "http-equiv"}


def _reasons(card: Scorecard, lang: Lang) -> list[str]:
    """Return every sentence and clause that stands on the scorecard itself."""
    found = [deduction for one in card.dimensions for row in one.indicators for deduction in row.deductions]
    sentences = [message.text(lang) for each in found for message in (each.reason, each.remedy)]
    return [
        *sentences,
        *(each.clause for each in found),
        *(each.message.text(lang) for each in card.findings),
    ]


def _read(token: Token) -> str:
    return "".join(child.content for child in token.children or [])


@given(scorecards(), VIEWS)
def test_json_keeps_to_its_schema_and_its_ledger_balances(card: Scorecard, view: View) -> None:
    shown = as_json.render(card, view)
    tree = json.loads(shown)
    assert [error.json_path for error in VALIDATOR.iter_errors(tree)] == []
    for dimension in tree["dimensions"]:
        for indicator in dimension["indicators"]:
            lost = sum((Decimal(one["marks"]) for one in indicator["deductions"]), ZERO)
            assert Decimal(indicator["high"]) == Decimal(indicator["marks"]) - lost
            assert indicator["low"] == indicator["awarded"]
        assert _sums(dimension, dimension["indicators"])
    assert _sums(tree, tree["dimensions"])
    assert sum(map(Decimal, tree["basis"].values())) == Decimal(tree["awarded"])
    assert as_json.render(card, view) == shown
    assert shown.encode("utf-8")


def _sums(whole: dict[str, Any], parts: list[dict[str, Any]]) -> bool:
    ends = ("marks", "awarded", "low", "high")
    return all(Decimal(whole[end]) == sum((Decimal(one[end]) for one in parts), ZERO) for end in ends)
