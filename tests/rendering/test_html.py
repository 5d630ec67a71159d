"""Pages that stand alone in one file."""

from base64 import b64encode
from hashlib import sha256

from evalkit.messages import Lang
from evalkit.rendering.html import Markup, element, joined, page, table, verbatim


def test_text_is_escaped_and_what_cannot_be_seen_is_shown() -> None:
    assert element("p", "<b> & \u202e\"'").text == "<p>&lt;b&gt; &amp; ⟨U+202E⟩&quot;&#x27;</p>"


def test_elements_are_not_escaped_again_and_nothing_is_left_out_of_them() -> None:
    assert element("div", element("b", "x"), None, 3).text == "<div><b>x</b>3</div>"


def test_attributes_are_escaped_and_absent_ones_left_out() -> None:
    found = element("td", "x", class_='a"b', title=None, stroke_width=1.5)
    assert found.text == '<td class="a&quot;b" stroke-width="1.5">x</td>'


def test_elements_that_hold_nothing_are_closed_at_once() -> None:
    assert element("line", x1=0.0, x2=10.126).text == '<line x1="0" x2="10.13"/>'
    assert element("br").text == "<br>"


def test_cells_under_heads_of_numbers_are_set_flush_right() -> None:
    found = table([("部门", False), ("得分", True)], [("水务局", 3)]).text
    assert '<tr><td>水务局</td><td class="number">3</td></tr>' in found


def test_a_page_has_its_language_its_title_and_nothing_from_elsewhere() -> None:
    text = page("<标题>", [element("h1", "一")], Lang.ZH)
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert "<title>&lt;标题&gt;</title>" in text
    assert "<main><h1>一</h1></main>" in text
    assert "http:" not in text and "https:" not in text and "url(" not in text


def test_pieces_are_joined_in_order() -> None:
    assert joined(["a", Markup("<br>"), "b"]).text == "a<br>b"


def test_text_to_the_letter_keeps_its_white_space() -> None:
    assert verbatim(" <a>\n\u3000b\tc\u200b ").text == " &lt;a&gt;\n\u3000b c⟨U+200B⟩ "


def test_a_page_runs_its_own_script_and_no_other() -> None:
    text = page("题", [], Lang.EN, style="b{}", script="go()", ahead=element("nav"))
    digest = b64encode(sha256(b"go()").digest()).decode()
    assert f"; script-src 'sha256-{digest}'; base-uri 'none'" in text
    assert "<body><nav></nav><main></main><script>go()</script></body>" in text
    assert "script-src" not in page("题", [], Lang.EN)
