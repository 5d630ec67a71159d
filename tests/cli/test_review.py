"""``evalkit score --format html``: the review page of a report, and of a facts file."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement, document_fromstring

from evalkit.rendering.figures import signed

Evalkit = Callable[..., Any]


def squeezed(text: object) -> str:
    return "".join(str(text).split())


def read(tree: HtmlElement, selector: str) -> list[str]:
    """Return the text of all elements of a class."""
    return [squeezed("".join(map(str, each.itertext()))) for each in tree.find_class(selector)]


def test_the_page_holds_the_text_and_every_deduction_of_the_json(evalkit: Evalkit) -> None:
    score = ("score", "report.txt", "--rubric", "shenzhen-2020")
    written = evalkit(*score, "--format", "html", "--output", "page.html")
    assert (written.code, written.out) == (0, "") and "已写入 page.html" in written.err
    tree: HtmlElement = document_fromstring(Path("page.html").read_text("utf-8"))
    (text,) = read(tree, "document")
    lines = map(squeezed, Path("report.txt").read_text("utf-8").split("\n"))
    assert [line for line in lines if "|" not in line and not line.startswith("#") and line not in text] == []
    card = json.loads(evalkit(*score, "--format", "json").out)
    lost = [
        (signed(-Decimal(each["marks"])), squeezed(each["reason"]))
        for dimension in card["dimensions"]
        for indicator in dimension["indicators"]
        for each in indicator["deductions"]
    ]
    entries = read(tree, "deduction")
    assert lost and len(entries) == len(lost)
    for entry, (marks, reason) in zip(entries, lost, strict=True):
        assert entry.startswith(marks) and reason in entry
    assert all(list(entry.iter("a")) for entry in tree.find_class("deduction"))


def test_a_facts_file_that_is_scored_is_the_text(evalkit: Evalkit) -> None:
    evalkit("facts", "report.txt", "--format", "toml", "--output", "facts.toml")
    made = evalkit("--lang", "en", "score", "facts.toml", "--rubric", "four-e", "--format", "html")
    assert made.code == 0 and made.out.startswith('<!DOCTYPE html>\n<html lang="en">')
    tree: HtmlElement = document_fromstring(made.out)
    (text,) = read(tree, "document")
    assert "[[fact]]" in text and all(list(entry.iter("a")) for entry in tree.find_class("deduction"))
