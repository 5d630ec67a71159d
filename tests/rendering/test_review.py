"""The review page: the report's text beside its scorecard, each leading to the other."""

import re
from base64 import b64encode
from decimal import Decimal
from hashlib import sha256

import pytest
from attrs import evolve
from lxml import html
from lxml.html import HtmlElement

from evalkit.documents.document import Block, BlockKind, Cell, Document, Span
from evalkit.facts.fact import FactSheet
from evalkit.messages import Lang
from evalkit.rendering.contents import losses
from evalkit.rendering.figures import interval, marks, signed
from evalkit.rendering.renderer import View
from evalkit.rendering.review.page import render
from evalkit.rendering.visible import visible
from evalkit.scoring.scorecard import Scorecard


def page(card: Scorecard, *documents: Document, lang: Lang = Lang.ZH) -> HtmlElement:
    return html.fromstring(render(card, View(lang, documents=documents)))


def words(of: HtmlElement) -> str:
    return "".join("".join(of.itertext()).split())


def part(of: HtmlElement, id: str) -> HtmlElement:
    found: HtmlElement = of.get_element_by_id(id)
    return found


def quoted(of: HtmlElement, link: HtmlElement) -> str:
    """Return the text of the highlights that a link leads to."""
    first, last = int(link.get("href").removeprefix("#m")), int(link.get("data-to"))
    found = [mark for mark in of.iter("mark") if first <= int(mark.get("data-m", "0")) <= last]
    return "".join("".join(mark.itertext()) for mark in found)


@pytest.mark.parametrize("lang", Lang)
def test_everything_that_a_deduction_says_is_there(card: Scorecard, sheet: FactSheet, lang: Lang) -> None:
    whole = words(part(page(card, *sheet.documents, lang=lang), "card"))
    said = [
        text
        for loss in losses(card)
        for text in (
            loss.deduction.reason.text(lang),
            loss.deduction.remedy.text(lang),
            loss.deduction.clause,
            signed(-loss.deduction.marks),
        )
    ]
    said += [finding.message.text(lang) for finding in card.findings]
    said += [item.title.text(lang) for item in card.missing]
    said += [interval(card.awarded, card.low, card.high, lang, card.marks), marks(card.marks)]
    said += [fault.text(lang) for fault in card.faults]
    assert [text for text in said if "".join(visible(text).split()) not in whole] == []


def test_every_link_leads_to_something(card: Scorecard, sheet: FactSheet) -> None:
    tree = page(card, *sheet.documents)
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    targets = {link.get("href").removeprefix("#") for link in tree.iter("a")}
    targets |= {anchor for link in tree.iter("a") for anchor in link.get("data-back", "").split()}
    assert targets <= set(ids)


def test_every_deduction_leads_to_the_sentence_that_it_quotes(card: Scorecard, sheet: FactSheet) -> None:
    tree = page(card, *sheet.documents)
    entries = tree.find_class("deduction")
    assert len(entries) == len(losses(card))
    for entry, loss in zip(entries, losses(card), strict=True):
        links = [link for link in entry.iter("a") if link.get("data-to")]
        read = [quoted(tree, link) for link in links]
        assert all(any(one.quote in text for text in read) for one in loss.deduction.evidence)


def test_a_highlight_leads_back_to_what_cites_it(card: Scorecard, sheet: FactSheet) -> None:
    tree = page(card, *sheet.documents)
    for entry in tree.find_class("deduction"):
        for link in entry.iter("a"):
            mark = part(tree, link.get("href").removeprefix("#"))
            assert entry.get("id") in mark.find("a").get("data-back").split()


def test_the_text_stands_there_to_the_letter(card: Scorecard, sheet: FactSheet) -> None:
    (document,) = sheet.documents
    (shown,) = page(card, document).find_class("document")
    assert words(shown) == "".join(document.text.split())


def test_quotes_stand_in_for_a_text_that_is_not_at_hand(card: Scorecard) -> None:
    tree = page(card)
    assert "报告原文不在手边" in words(part(tree, "text"))
    for entry, loss in zip(tree.find_class("deduction"), losses(card), strict=True):
        read = [quoted(tree, link) for link in entry.iter("a")]
        assert all(any(one.quote in text for text in read) for one in loss.deduction.evidence)


def policy(tree: HtmlElement) -> str:
    return next(str(meta.get("content")) for meta in tree.iter("meta") if meta.get("http-equiv"))


def hashed(tree: HtmlElement, name: str) -> str:
    (found,) = tree.iter(name)
    return f"'sha256-{b64encode(sha256(found.text.encode()).digest()).decode()}'"


def test_the_policy_allows_the_own_style_and_script_and_no_more(card: Scorecard, sheet: FactSheet) -> None:
    tree = page(card, *sheet.documents)
    assert policy(tree) == (
        f"default-src 'none'; style-src {hashed(tree, 'style')}; script-src {hashed(tree, 'script')}; "
        "base-uri 'none'; form-action 'none'"
    )
    assert [name for each in tree.iter() for name in each.attrib if name in {"src", "style"}] == []


HOSTILE = "<script>alert(1)</script>&lt;b&gt;\u202e倒\x1b[31m</mark></article><img src=x onerror=alert(2)>"


def test_a_hostile_report_is_text(card: Scorecard, sheet: FactSheet) -> None:
    plain, bad = page(card, *sheet.documents), Document(HOSTILE, HOSTILE, "", ())
    tree = page(card, *sheet.documents, bad)
    assert len(list(tree.iter("script"))) == 1 and not list(tree.iter("img"))
    shown = tree.find_class("document")[-1]
    assert "".join(shown.itertext()).endswith(
        HOSTILE.replace("\u202e", "⟨U+202E⟩").replace("\x1b", "⟨U+001B⟩")
    )
    assert {each.tag for each in tree.iter()} == {each.tag for each in plain.iter()}


def test_tables_keep_their_shape(card: Scorecard) -> None:
    text = "甲\n乙\n丙\n丁"
    spans = [Span(at, at + 1) for at in range(0, 8, 2)]
    cells = (
        Cell(0, 0, (spans[0],), row_span=2),
        Cell(0, 1, (spans[1],), column_span=2),
        Cell(1, 2, (spans[2],)),
        Cell(9, 0, (spans[3],), row_span=5),
    )
    tree = page(card, Document("表.txt", text, "", (Block(BlockKind.TABLE, (Span(0, 7),), cells=cells),)))
    table = next(part(tree, "text").iter("table"))
    rows = [[(words(cell), *cell.attrib.items()) for cell in row.iter("td")] for row in table.iter("tr")]
    assert rows == [
        [("甲", ("rowspan", "2")), ("乙", ("colspan", "2"))],
        [("", ("colspan", "1")), ("丙",)],
        [("丁",)],
    ]


def test_a_word_that_a_page_break_splits_is_one_word_again(card: Scorecard) -> None:
    text = "全年预算\n— 2 —\n执行率 GDP\n—\nrose"
    ends = [(0, 4), (11, 18), (21, 25)]
    block = Block(BlockKind.PARAGRAPH, tuple(Span(*each) for each in ends))
    tree = page(card, Document("a.txt", text, "", (block,), page_starts=(0, 5)))
    (shown,) = tree.find_class("document")
    assert ["".join(each.itertext()) for each in shown.iter("p")] == ["第 1 页", "全年预算执行率 GDP rose"]


def test_the_pictures_are_described_and_their_numbers_stand_in_tables(
    card: Scorecard, sheet: FactSheet
) -> None:
    tree = page(card, *sheet.documents)
    pictures = list(tree.iter("svg"))
    assert [picture.get("role") for picture in pictures] == ["img", "img"]
    assert all(words(picture.find("title")) and words(picture.find("desc")) for picture in pictures)
    lost = sum((loss.deduction.marks for loss in losses(card)), Decimal(0))
    assert f"扣分，共{marks(lost)}分" in words(pictures[1].find("desc"))


def test_the_same_scorecard_gives_the_same_page(card: Scorecard, sheet: FactSheet) -> None:
    view = View(documents=sheet.documents)
    assert render(card, view) == render(card, evolve(view, width=20, color=True))
    assert not re.search(r"https?:|url\(|@import", render(card, view))


def test_no_heading_of_a_report_stands_more_than_one_level_below_the_one_before_it(card: Scorecard) -> None:
    text = "甲\n乙\n丙\n丁"
    levels = (3, 9, 1, 2)
    blocks = tuple(
        Block(BlockKind.HEADING, (Span(at * 2, at * 2 + 1),), level) for at, level in enumerate(levels)
    )
    (shown,) = page(card, Document("a.txt", text, "", blocks)).find_class("document")
    assert [(each.tag, words(each)) for each in shown] == [
        ("h3", "甲"),
        ("h4", "乙"),
        ("h3", "丙"),
        ("h4", "丁"),
    ]
