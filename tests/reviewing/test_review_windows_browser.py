"""A review in several windows of a real browser, or without a server: nothing that is typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.reviewing.desks import CONTENT, FILES, Desk, quiet

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.needs("playwright")]


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
