"""The review page in a browser: what a click, a key and a filter do, and that nothing leaves the page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.browsing import Shown, opened_page

from evalkit.documents.document import Document
from evalkit.facts.fact import FactSheet
from evalkit.messages import Lang, say
from evalkit.rendering.contents import losses
from evalkit.rendering.renderer import View
from evalkit.rendering.review.citing import evidence_of
from evalkit.rendering.review.page import render
from evalkit.scoring.scorecard import Scorecard

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.needs("playwright")]

HOSTILE = "<script>document.title='seized'</script><img src='http://127.0.0.1:9/x' onerror='seized()'>\u202e"


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Return what opens a page from a file."""
    opened = []

    def shown(html: str, width: int = 1280) -> Shown:
        path = tmp_path / "page.html"
        path.write_text(html, "utf-8")
        result = opened_page(browser, width)
        opened.append(result.page)
        result.page.goto(path.as_uri())
        assert result.requests == [path.as_uri()]
        return result

    yield shown
    for page in opened:
        page.close()


@pytest.fixture
def long(card: Scorecard, sheet: FactSheet) -> str:
    """A page with more text than a window holds."""
    (document,) = sheet.documents
    more = evolve(document, text=document.text + "本段没有依据。\n" * 200)
    return render(card, View(documents=(more,)))


def test_every_deduction_leads_to_its_sentence_and_back(show: Any, long: str, card: Scorecard) -> None:
    shown = show(long)
    deductions = shown.page.locator(".deduction")
    assert deductions.count() == len(losses(card))
    for place, loss in enumerate(losses(card)):
        entry = deductions.nth(place)
        evidence = evidence_of(loss.deduction, loss.indicator)
        if not evidence:
            assert entry.locator("a").count() == 0
            continue
        entry.locator("a[data-to]").first.click()
        assert shown.flashing == evidence[0].quote
        assert shown.is_in_view(".flash")
        target = shown.page.evaluate("document.activeElement.closest('mark').id")
        shown.page.keyboard.press("Enter")
        assert shown.page.evaluate("location.hash.slice(1)") == entry.get_attribute("id")
        assert target.startswith("m") and shown.is_in_view(f"#{entry.get_attribute('id')}")
    assert shown.complaints == [] and len(shown.requests) == 1


def test_a_finding_leads_to_its_sentence(show: Any, long: str, card: Scorecard) -> None:
    shown = show(long)
    shown.page.locator("#f1 a[data-to]").first.focus()
    shown.page.keyboard.press("Enter")
    assert shown.flashing == card.findings[0].evidence[0].quote
    assert "已跳到" in shown.text("#told")


def test_the_filters_leave_what_they_say(show: Any, long: str, card: Scorecard) -> None:
    shown = show(long)
    rows = [row for dimension in card.dimensions for row in dimension.indicators]
    kept = {
        "lost": [row for row in rows if row.high < row.marks],
        "open": [row for row in rows if row.low < row.high],
        "all": rows,
    }
    visible = shown.page.locator(".indicator:visible")
    for kind, expected in kept.items():
        shown.page.locator(f"input[value={kind}]").check()
        assert visible.count() == len(expected)
        assert shown.text("#told") == f"显示 {len(expected)} 项，共 {len(rows)} 项"
    assert shown.complaints == []


def test_going_back_to_what_a_filter_hides_shows_it(show: Any, long: str) -> None:
    shown = show(long)
    shown.page.locator("input[value=open]").check()
    mark = shown.page.locator("mark.lost a").first
    mark.click()
    assert shown.page.locator("input[value=all]").is_checked()
    assert shown.is_in_view(".flash")


def test_a_hostile_report_runs_nothing(show: Any, card: Scorecard, sheet: FactSheet) -> None:
    bad = evolve(
        card,
        faults=(say("{text}", "{text}", text=HOSTILE),),
        report=evolve(card.report, department=HOSTILE),
    )
    documents = (*sheet.documents, Document(HOSTILE, HOSTILE, "", ()))
    shown = show(render(bad, View(documents=documents)))
    assert shown.page.title() != "seized"
    assert HOSTILE.replace("\u202e", "⟨U+202E⟩") in shown.text("#text")
    assert shown.complaints == [] and len(shown.requests) == 1


@pytest.mark.parametrize("lang", Lang)
def test_a_narrow_screen_shows_the_total_and_what_is_missing_first(
    show: Any, card: Scorecard, sheet: FactSheet, lang: Lang
) -> None:
    shown = show(render(card, View(lang, documents=sheet.documents)), width=390)
    assert shown.page.evaluate("document.documentElement.scrollWidth") == 390
    assert shown.is_in_view(".total") and shown.is_in_view("#card .waits")
    shown.page.locator(".deduction a[data-to]").first.click()
    assert shown.is_in_view(".flash")


def test_the_first_key_leads_past_the_text(show: Any, long: str) -> None:
    shown = show(long)
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate("document.activeElement.hash") == "#card"
    shown.page.keyboard.press("Enter")
    assert shown.page.evaluate("document.activeElement.id") == "card"
