"""The scorecard as Markdown."""

from collections.abc import Callable

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from evalkit.messages import Lang
from evalkit.rendering.markdown import escaped, render
from evalkit.rendering.renderer import View
from evalkit.rendering.visible import visible
from evalkit.scoring.scorecard import Scorecard

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize("lang", Lang)
def test_the_whole_is_as_it_was(
    card: Scorecard, check_golden: Callable[[str, str], None], lang: Lang
) -> None:
    check_golden(f"scorecard.{lang.value}.md", render(card, View(lang)))


def test_the_width_does_not_matter(card: Scorecard) -> None:
    assert render(card, View(width=60, color=True)) == render(card, View(width=200))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        ("`x` *y* _z_ ~w~", r"\`x\` \*y\* \_z\_ \~w\~"),
        ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        ("[甲](http://例)", r"\[甲\](http://例)"),
        ("# 标题", r"\# 标题"),
        ("1. 一是", r"1\. 一是"),
        ("- 甲", r"\- 甲"),
        ("1.5 万元", "1.5 万元"),
        ("第一行\n第二行", "第一行第二行"),
        ("\x1b[0m", r"⟨U+001B⟩\[0m"),
    ],
)
def test_text_of_a_report_obeys_nothing(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.text() | st.text("`*_~[]()<>&|#$!\\-+=.:1 \n\tab甲", max_size=40))
def test_what_was_escaped_reads_as_it_was(text: str) -> None:
    for line in (f"- {escaped(text)}", f"| {escaped(text)} |\n| --- |"):
        tokens = [token for token in PARSER.parse(line) if token.type == "inline"]
        children = [child for token in tokens for child in token.children or []]
        assert {child.type for child in children} <= {"text", "text_special"}
        read = "".join(child.content for child in children)
        assert "".join(read.split()) == "".join(visible(text).split())


def test_a_card_without_anything_to_tell_says_so(card: Scorecard) -> None:
    bare = evolve(
        card,
        dimensions=(),
        adjustments=(),
        admitted=(),
        missing=(),
        findings=(),
        plugins=(),
        faults=(),
        judgements_sha256=None,
        supplied_sha256="77" * 32,
    )
    shown = render(bare, View(Lang.EN))
    for sentence in (
        "No marks were lost.",
        "Nothing is missing; the total is settled.",
        "The report admits no problem.",
        "The report does not contradict itself.",
        f"- **Supplied facts**: `{'77' * 32}`",
    ):
        assert sentence in shown
