"""A review in a real browser: what is decided is saved and shown at once."""

import tomllib
from typing import Any

import pytest
from tests.reviewing.desks import ACTUAL, CARS, CONTENT, FILES, Desk, quiet

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.needs("playwright")]


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


def test_two_changes_in_a_row_are_both_saved(desk: Desk) -> None:
    window = desk.window()
    window.type(CONTENT, marks="1", reason="齐全")
    window.type(FILES, marks="2", reason="齐全")
    forms = [window.form(key).element_handle() for key in (CONTENT, FILES)]
    window.page.evaluate("forms => forms.forEach(form => form.requestSubmit())", forms)
    window.says("总分 9")
    assert set(desk.saved()) == {"petitions.content", "files"} and quiet(window)
