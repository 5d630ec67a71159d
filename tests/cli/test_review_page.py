"""The review page of the example report in a browser: from every deduction to its sentence."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.browsing import Shown, opened_page

from evalkit.messages import Lang
from evalkit.rendering.figures import interval, marks, signed

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.needs("playwright")]

Evalkit = Callable[..., Any]
BY = ("--rubric", "shenzhen-2020")


@pytest.fixture
def shown(browser: Any, evalkit: Evalkit, tmp_path: Path) -> Iterator[Shown]:
    """The page of the example report."""
    assert evalkit("score", "report.txt", *BY, "--format", "html", "--output", "page.html").code == 0
    found = opened_page(browser)
    found.page.goto((tmp_path / "page.html").as_uri())
    yield found
    found.page.close()


def bare(text: str) -> str:
    """Return a quote without white space and without what stands between the cells of a table."""
    return "".join(text.replace("|", "").split())


def test_every_deduction_reaches_its_sentence_in_two_clicks_at_most(shown: Shown, evalkit: Evalkit) -> None:
    card = json.loads(evalkit("score", "report.txt", *BY, "--format", "json").out)
    rows = [row for dimension in card["dimensions"] for row in dimension["indicators"]]
    lost = [(row, deduction) for row in rows for deduction in row["deductions"]]
    entries = shown.page.locator(".deduction")
    assert entries.count() == len(lost) > 10
    for place, (row, deduction) in enumerate(lost):
        used = [each for fact in row["inputs"] for each in fact["evidence"]]
        evidence = deduction["evidence"] or used
        assert evidence, row["id"]
        clicks = 0
        link = entries.nth(place).locator("a[data-to]").first
        if not link.is_visible():
            entries.nth(place).locator("xpath=ancestor::details[1]/summary").click()
            clicks += 1
        link.click()
        assert clicks + 1 <= 2
        assert bare(shown.flashing) == bare(evidence[0]["quote"])
        assert shown.is_in_view(".flash")
    assert shown.complaints == [] and len(shown.requests) == 1


def test_every_mark_on_the_page_is_that_of_the_json(shown: Shown, evalkit: Evalkit) -> None:
    card = json.loads(evalkit("score", "report.txt", *BY, "--format", "json").out)
    rows = [row for dimension in card["dimensions"] for row in dimension["indicators"]]
    full = [Decimal(row["marks"]) for row in (card, *rows)]
    expected = [
        interval(Decimal(row["awarded"]), Decimal(row["low"]), Decimal(row["high"]), Lang.ZH, most)
        for row, most in zip((card, *rows), full, strict=True)
    ]
    assert shown.text("#card .total strong") == expected[0]
    marked = shown.page.locator("h4 .marks").all_inner_texts()
    assert marked == [f"{said} / {marks(most)}" for said, most in zip(expected[1:], full[1:], strict=True)]
    lost = [Decimal(each["marks"]) for row in rows for each in row["deductions"]]
    assert shown.page.locator(".deduction b.down").all_inner_texts() == [signed(-each) for each in lost]


def test_what_is_missing_is_on_the_first_screen(shown: Shown) -> None:
    assert shown.is_in_view("#card > .waits") and "补件清单" in shown.text("#card > .waits")
    assert shown.is_in_view("#card .scroll table")
