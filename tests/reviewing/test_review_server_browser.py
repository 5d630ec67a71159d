"""A review in a real browser: what is typed is saved, shown at once, and never lost."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from attrs import define
from tests.browsing import Shown, barriers, opened_page
from tests.reviewing.places import REPORT, Place
from tests.reviewing.test_command import RUBRIC, Running, running

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.needs("playwright")]

CONTENT, FILES, CARS = "judge:petitions.content", "judge:files", "judge:cars"
ACTUAL = "correct:three_public_actual"
HOSTILE = "<script>document.title='seized'</script><img src='http://127.0.0.1:9/x' onerror='seized()'>"


@define
class Window:
    """A window that shows the review."""

    shown: Shown

    @property
    def page(self) -> Any:
        """The page of the browser."""
        return self.shown.page

    def form(self, key: str) -> Any:
        """The form with that key."""
        return self.page.locator(f'form[data-form="{key}"]')

    def type(self, key: str, **values: str) -> None:
        """Type values into a form, which is unfolded first."""
        form = self.form(key)
        form.evaluate("e => { for (; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true; }")
        for name, value in values.items():
            field = form.locator(f'[name="{name}"]')
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def save(self, key: str, **values: str) -> None:
        """Type values into a form and save them."""
        self.type(key, **values)
        self.form(key).locator("button.main").click()

    def says(self, text: str) -> None:
        """Wait until the bar says `text`."""
        self.page.wait_for_function(
            "text => document.getElementById('saved').textContent.includes(text)", arg=text
        )

    @property
    def total(self) -> str:
        """The total in the bar, which is that of the scorecard."""
        shown = self.shown.text("#desk-total")
        assert shown.startswith(self.shown.text("#card .total strong"))
        return shown


@define
class Desk:
    """A review that is served, and the windows that show it."""

    place: Place
    served: Running
    browser: Any
    windows: list[Window]

    def window(self, width: int = 1280, **options: Any) -> Window:
        """Open a window of its own."""
        found = Window(opened_page(self.browser, width, **options))
        self.windows.append(found)
        found.page.goto(self.served.address)
        return found

    def saved(self) -> dict[str, Any]:
        """Return the judgements in the file, by address."""
        rows = tomllib.loads(self.place.files.judgements.read_text("utf-8")).get("judgement", [])
        return {".".join(filter(None, (row["indicator"], row.get("item")))): row for row in rows}

    def corrected(self) -> dict[str, Any]:
        """Return the facts in the file, by id."""
        rows = tomllib.loads(self.place.files.facts.read_text("utf-8")).get("fact", [])
        return {row["id"]: row for row in rows}


@pytest.fixture
def open_desk(browser: Any, new_place: Callable[[], Place]) -> Iterator[Callable[..., Desk]]:
    """Return what serves a review; in the end nothing was complained of and nothing asked elsewhere."""
    desks, closing = [], []

    def opened(report: str = REPORT, *arguments: str) -> Desk:
        place = new_place()
        (place.folder / "report.toml").write_text(report, "utf-8")
        files = ("--judgements", "judgements.toml", "--facts", "facts.toml")
        serving = running(place, *RUBRIC, *files, "--by", "评价员甲", *arguments)
        closing.append(serving)
        desks.append(Desk(place, serving.__enter__(), browser, []))
        return desks[-1]

    yield opened
    for serving in closing:
        serving.__exit__(None, None, None)
    for desk in desks:
        for window in desk.windows:
            origin = urlsplit(desk.served.address).netloc
            assert {urlsplit(url).netloc for url in window.shown.requests} == {origin}
            window.page.close()


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """A review of the small report."""
    return open_desk()


def quiet(window: Window) -> bool:
    return not window.shown.complaints


def test_a_judgement_changes_the_total_at_once_and_is_in_the_file(desk: Desk) -> None:
    window = desk.window()
    assert window.total == "6（6–9） 满分 10 分"
    window.save(CONTENT, marks="０.5", reason="缺附件")
    window.says("已保存，总分 6.5（6.5–8.5）")
    assert window.total == "6.5（6.5–8.5） 满分 10 分"
    row = desk.saved()["petitions.content"]
    assert (str(row["marks"]), row["reason"], row["by"]) == ("0.5", "缺附件", "评价员甲")
    assert window.form(CONTENT).locator("[name=reason]").input_value() == "缺附件"
    assert quiet(window)


def test_enter_saves_marks_and_control_enter_saves_a_reason(desk: Desk) -> None:
    window = desk.window()
    window.type(CONTENT, marks="1", reason="齐全")
    window.form(CONTENT).locator("[name=marks]").press("Enter")
    window.says("总分 7（7–9）")
    window.type(FILES, count="1", reason="缺一份")
    window.form(FILES).locator("[name=reason]").press("Control+Enter")
    window.says("总分 8.5")
    assert desk.saved()["files"]["count"] == 1
    assert quiet(window)


def test_what_is_typed_while_a_change_is_being_saved_stays(desk: Desk) -> None:
    window, held = desk.window(), list[Any]()

    def hold(route: Any) -> None:
        held.append(route)

    window.page.route("**/change", hold)
    window.save(CONTENT, marks="1", reason="齐全")
    window.says("正在保存…")
    window.type(CONTENT, reason="齐全，附件三份")
    held[0].continue_()
    window.says("已保存，总分 7（7–9） 满分 10 分 · 有 1 处输入尚未保存")
    form = window.form(CONTENT)
    assert form.locator("[name=reason]").input_value() == "齐全，附件三份"
    assert form.locator(".problems").inner_text() == ""
    assert desk.saved()["petitions.content"]["reason"] == "齐全"
    assert quiet(window)


def test_a_computed_indicator_is_overruled_and_the_judgement_withdrawn(desk: Desk) -> None:
    window = desk.window()
    window.save(CARS, marks="4", reason="口径不同")
    window.says("总分 7（7–10）")
    window.type(CARS)
    window.form(CARS).locator("[data-act=withdraw]").click()
    window.says("总分 6（6–9）")
    assert "marks" not in desk.saved().get("cars", {})
    assert quiet(window)


def test_a_fact_is_corrected_and_restored(desk: Desk) -> None:
    window = desk.window()
    window.save(ACTUAL, value="17", unit="万元", reason="决算报表")
    window.says("总分 7（7–10）")
    assert desk.corrected()["three_public_actual"]["value"] == "17"
    window.type(ACTUAL)
    window.form(ACTUAL).locator("[data-act=restore]").click()
    window.says("总分 6（6–9）")
    assert "three_public_actual" not in desk.corrected()
    assert quiet(window)


def test_undo_takes_the_last_change_back_with_the_button_and_the_key(desk: Desk) -> None:
    window = desk.window()
    assert window.page.locator("#undo").is_disabled()
    window.save(CONTENT, marks="1", reason="齐全")
    window.says("总分 7")
    window.save(FILES, marks="2", reason="齐全")
    window.says("总分 9")
    window.page.locator("#undo").click()
    window.says("已撤销，总分 7（7–9）")
    window.page.locator("#card").focus()
    window.page.keyboard.press("Control+z")
    window.says("已撤销，总分 6（6–9）")
    assert window.page.locator("#undo").is_disabled() and quiet(window)


def test_a_signature_shows_and_a_later_change_as_a_change(desk: Desk) -> None:
    window = desk.window()
    window.page.locator("#sign").click()
    assert "以“评价员甲”的名义签字，总分 6（6–9）" in window.shown.text("#signing-text")
    assert window.page.locator("#signing-open").is_visible()
    window.page.locator("#signing-yes").click()
    window.says("已签字，总分 6（6–9）")
    assert "评价员甲" in window.shown.text("#card .signed")
    assert "此后有改动" not in window.shown.text("#card .signed")
    window.save(CONTENT, marks="1", reason="齐全")
    window.says("总分 7")
    assert "此后有改动" in window.shown.text("#card .signed")
    assert quiet(window)


def test_nothing_is_signed_but_what_the_question_was_about(desk: Desk) -> None:
    mine, theirs = desk.window(), desk.window()
    mine.page.locator("#sign").click()
    theirs.save(CONTENT, marks="1", reason="齐全")
    mine.says("总分 7")
    assert "总分 6（6–9）" in mine.shown.text("#signing-text")
    mine.page.locator("#signing-yes").click()
    mine.says("别处刚有改动，请看过再做一次")
    assert "signed" not in tomllib.loads(desk.place.files.judgements.read_text("utf-8"))
    mine.page.locator("#sign").click()
    mine.page.locator("#signing-yes").click()
    mine.says("已签字，总分 7")
    assert "signed" in tomllib.loads(desk.place.files.judgements.read_text("utf-8"))


def test_what_another_window_did_shows_and_what_is_being_typed_stays(desk: Desk) -> None:
    mine, theirs = desk.window(), desk.window()
    mine.type(FILES, reason="写到一半")
    theirs.save(CONTENT, marks="1", reason="齐全")
    theirs.says("总分 7")
    mine.says("其他窗口或程序有改动，已更新，总分 7（7–9） 满分 10 分 · 有 1 处输入尚未保存")
    field = mine.form(FILES).locator("[name=reason]")
    assert field.input_value() == "写到一半"
    assert field.evaluate("e => e === document.activeElement && e.selectionStart") == 4
    assert quiet(mine) and quiet(theirs)


def test_characters_that_are_being_composed_are_not_drawn_over(desk: Desk) -> None:
    mine, theirs = desk.window(), desk.window()
    mine.type(FILES, reason="que")
    mine.page.evaluate("document.activeElement.dispatchEvent(new Event('compositionstart', {bubbles: true}))")
    theirs.save(CONTENT, marks="1", reason="齐全")
    theirs.says("总分 7")
    mine.page.wait_for_timeout(3500)
    assert mine.total.startswith("6（6–9）")
    mine.page.evaluate("document.activeElement.dispatchEvent(new Event('compositionend', {bubbles: true}))")
    mine.says("总分 7（7–9）")
    assert mine.form(FILES).locator("[name=reason]").input_value() == "que"


def test_two_windows_that_judge_the_same_see_both_and_lose_neither(desk: Desk) -> None:
    mine, theirs = desk.window(), desk.window()
    mine.page.evaluate("Object.defineProperty(document, 'visibilityState', {get: () => 'hidden'})")
    mine.type(CONTENT, marks="0.5", reason="缺附件")
    theirs.save(CONTENT, marks="1", reason="齐全")
    theirs.says("总分 7")
    mine.form(CONTENT).locator("button.main").click()
    mine.says("未能保存（别处刚改过同一项），已保留您的输入")
    form = mine.form(CONTENT)
    assert "现为：1 分，齐全（评价员甲）" in form.locator(".problems").inner_text()
    assert form.locator("[name=marks]").input_value() == "0.5"
    assert form.locator("[name=reason]").input_value() == "缺附件"
    assert str(desk.saved()["petitions.content"]["marks"]) == "1"
    form.locator("button.main").click()
    mine.says("已保存，总分 6.5")
    assert str(desk.saved()["petitions.content"]["marks"]) == "0.5"


def test_what_is_refused_says_why_at_its_form_and_stays(desk: Desk) -> None:
    window = desk.window()
    window.save(CONTENT, marks="3", reason="多给")
    window.says("未能保存")
    form = window.form(CONTENT)
    assert "3 分超出范围" in form.locator(".problems").inner_text()
    assert form.locator("[name=marks]").get_attribute("aria-invalid") == "true"
    assert form.locator("[name=marks]").input_value() == "3"
    window.save(CONTENT, marks="1", reason="")
    form.locator(".problems", has_text="没有写理由").wait_for()
    window.save(CONTENT, marks="1", reason="齐全")
    window.says("总分 7")
    assert window.page.locator("form.draft").count() == 0
    assert form.locator(".problems").inner_text() == ""


def test_without_a_name_nothing_is_sent(open_desk: Callable[..., Desk]) -> None:
    window = open_desk().window()
    window.page.locator("#by").fill("  ")
    window.save(CONTENT, marks="1", reason="齐全")
    window.says("请先写评价员姓名")
    assert window.page.evaluate("document.activeElement.id") == "by"
    assert not any(url.endswith("/change") for url in window.shown.requests)
    window.page.locator("#by").fill("评价员丙")
    window.form(CONTENT).locator("button.main").click()
    window.says("总分 7")
    window.page.reload()
    assert window.page.locator("#by").input_value() == "评价员丙"


def test_a_server_that_is_gone_costs_nothing_that_was_typed(desk: Desk) -> None:
    window = desk.window()
    desk.served.process.kill()
    desk.served.process.wait()
    window.save(CONTENT, marks="1", reason="齐全")
    window.says("未能保存（连接不上 evalkit，请看它是否还在运行），已保留您的输入")
    form = window.form(CONTENT)
    assert form.locator("[name=reason]").input_value() == "齐全"
    assert form.locator("[name=marks]").input_value() == "1"


def test_what_is_typed_survives_a_reload_and_leaving_asks(desk: Desk) -> None:
    window = desk.window()
    asked: list[str] = []

    def leave(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    window.page.on("dialog", leave)
    window.type(FILES, count="2", reason="写到一半")
    window.page.reload()
    assert asked == ["beforeunload"]
    assert window.form(FILES).locator("[name=reason]").input_value() == "写到一半"
    window.says("有 1 处输入尚未保存")
    window.form(FILES).locator("[data-act=drop]").click()
    window.page.reload()
    assert asked == ["beforeunload"]
    assert window.form(FILES).locator("[name=reason]").input_value() == ""
    assert quiet(window)


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


def test_two_changes_in_a_row_are_both_saved(desk: Desk) -> None:
    window = desk.window()
    window.type(CONTENT, marks="1", reason="齐全")
    window.type(FILES, marks="2", reason="齐全")
    forms = [window.form(key).element_handle() for key in (CONTENT, FILES)]
    window.page.evaluate("forms => forms.forEach(form => form.requestSubmit())", forms)
    window.says("总分 9")
    assert set(desk.saved()) == {"petitions.content", "files"} and quiet(window)


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
