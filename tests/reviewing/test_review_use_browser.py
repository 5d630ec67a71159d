"""A review in a real browser, used: the place and the focus stay, keys do all, and it fits any screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.browsing import barriers
from tests.reviewing.desks import ACTUAL, CONTENT, FILES, HOSTILE, Desk, quiet
from tests.reviewing.places import REPORT

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.needs("playwright")]


def test_a_change_keeps_the_place_what_is_open_and_the_focus(desk: Desk) -> None:
    window = desk.window()
    window.page.set_viewport_size({"width": 1280, "height": 420})
    details = window.page.locator("#i1 details", has_text="条款与依据").last
    details.locator("summary").first.click()
    window.type(CONTENT, marks="1", reason="齐全")
    window.form(CONTENT).locator("[name=marks]").focus()
    before = window.page.locator("#i2").bounding_box()
    window.page.keyboard.press("Enter")
    window.says("已保存")
    after = window.page.locator("#i2").bounding_box()
    assert before is not None and after is not None and abs(before["y"] - after["y"]) < 2
    assert details.evaluate("e => e.open")
    assert window.page.evaluate("document.activeElement.closest('article').id") == "i2"


def test_the_filter_stays_and_what_it_hides_hands_the_focus_on(desk: Desk) -> None:
    window = desk.window()
    window.page.locator("input[value=open]").check()
    window.type(CONTENT, marks="1", reason="齐全")
    window.form(CONTENT).locator("[name=marks]").press("Enter")
    window.says("已保存")
    assert window.page.locator("input[value=open]").is_checked()
    assert window.page.locator("#i2").is_hidden() and window.page.locator("#i3").is_visible()
    assert window.page.evaluate("document.activeElement.id") == "i3"


def test_what_is_missing_leads_to_its_form(desk: Desk) -> None:
    window = desk.window()
    window.page.locator(f'a[data-opens="{FILES}"]').first.click()
    assert window.page.evaluate("document.activeElement.form.dataset.form") == FILES
    assert window.shown.is_in_view(f'form[data-form="{FILES}"]')


def test_one_goes_from_one_open_form_to_the_next(desk: Desk) -> None:
    window = desk.window()
    keys = window.page.locator("form[data-waits]").evaluate_all("all => all.map(each => each.dataset.form)")
    assert keys == [CONTENT, FILES]
    focused = "document.activeElement.form.dataset.form"
    window.page.locator("#next").click()
    assert window.page.evaluate(focused) == CONTENT
    window.page.keyboard.press("Alt+n")
    assert window.page.evaluate(focused) == FILES
    window.page.keyboard.press("Alt+n")
    assert window.page.evaluate(focused) == CONTENT
    for key, left in ((CONTENT, FILES), (FILES, None)):
        window.save(key, marks="1", reason="齐全")
        window.page.locator(f'form[data-form="{key}"]:not([data-waits])').wait_for(state="attached")
        if left is not None:
            window.page.keyboard.press("Alt+n")
            assert window.page.evaluate(focused) == left
    assert window.page.locator("#next").is_disabled() and quiet(window)


def test_a_whole_judgement_is_made_by_keys_alone(desk: Desk) -> None:
    window = desk.window()
    keys = window.page.keyboard
    keys.press("Alt+n")
    keys.type("1")
    keys.press("Tab")
    keys.type("齐全")
    keys.press("Tab")
    assert window.page.evaluate("document.activeElement.textContent") == "保存"
    keys.press("Enter")
    window.says("已保存，总分 7（7–9）")
    assert window.page.evaluate("document.activeElement.textContent") == "修改或撤回评判"
    keys.press("Control+z")
    window.says("已撤销，总分 6（6–9）")
    assert window.page.evaluate("document.activeElement.closest('article').id") == "i2" and quiet(window)


def test_a_hostile_report_and_hostile_reasons_run_nothing(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(REPORT.replace("云岭市水务局", HOSTILE))
    window = desk.window()
    window.save(CONTENT, marks="1", reason=HOSTILE)
    window.says("总分 7")
    assert HOSTILE in window.shown.text("#card")
    other = desk.window()
    other.save(FILES, marks="2", reason="齐全")
    other.says("总分 9")
    for each in (window, other):
        assert each.page.title() != "seized" and each.page.locator("#card img").count() == 0
        assert quiet(each)


@pytest.mark.parametrize("width", [390, 320])
def test_a_narrow_screen_shows_all_of_the_bar_and_the_forms(desk: Desk, width: int) -> None:
    window = desk.window(width=width)
    assert window.page.evaluate("document.documentElement.scrollWidth") == width
    window.save(CONTENT, marks="1", reason="齐全")
    window.says("总分 7")
    assert window.shown.is_in_view("#desk-total") and window.shown.is_in_view("#saved")
    assert window.page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.needs("axe-core")
@pytest.mark.parametrize(
    ("lang", "scheme", "width"), [("zh", "light", 1280), ("en", "dark", 1280), ("zh", "dark", 390)]
)
def test_nothing_keeps_people_from_using_the_page(
    open_desk: Callable[..., Desk], npm_package: Callable[[str], Path], lang: str, scheme: str, width: int
) -> None:
    window = open_desk(REPORT, "--lang", lang).window(width, color_scheme=scheme)
    window.save(ACTUAL, value="17", unit="万元", reason="决算报表")
    window.page.locator("#saved", has_text="7").wait_for()
    window.save(CONTENT, marks="3", reason="多给")
    window.page.locator("form.draft .problems:not(:empty)").wait_for()
    assert barriers(window.page, npm_package("axe-core")) == []
    window.page.locator("#sign").click()
    assert window.page.locator("#signing").is_visible()
    assert barriers(window.page, npm_package("axe-core")) == []
