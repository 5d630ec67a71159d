"""Text made safe to look at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.rendering.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("预算执行率 99.12%", "预算执行率 99.12%"),
        ("政务服务\n管理局", "政务服务管理局"),
        ("服务，\n\n  管理", "服务，管理"),
        ("budget\nrate", "budget rate"),
        ("决算\n12.60万元", "决算 12.60万元"),
        ("决算  数", "决算 数"),
        ("  首尾  ", "首尾"),
        ("\x1b[31m红", "⟨U+001B⟩[31m红"),
        ("甲\u202e乙", "甲⟨U+202E⟩乙"),
        ("甲\u200b乙", "甲⟨U+200B⟩乙"),
        ("\ue000", "⟨U+E000⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("", ""),
    ],
)
def test_text_is_shown_on_one_line_with_nothing_hidden(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_everything_visible_can_be_printed(text: str) -> None:
    assert visible(text).isprintable()


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(st.text(st.characters(codec="gb18030", exclude_categories=["C", "Zl", "Zp"])))
def test_nothing_but_white_space_is_left_out(text: str) -> None:
    assert "".join(visible(text).split()) == "".join(text.split())
