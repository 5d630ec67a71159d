"""The served review page: which forms stand where, with what in them, and what the page may do."""

import re
from datetime import datetime
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from evalkit.facts.fact import FactSheet
from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rendering.places import outermost
from evalkit.rendering.renderer import View
from evalkit.rendering.review import page
from evalkit.rendering.review.desk import Correctable, Desk, Judgeable
from evalkit.rules.judgement import Judgement as Rule
from evalkit.rules.judgement import Tier
from evalkit.rules.rule import Title
from evalkit.scoring.judgements import Judgement
from evalkit.scoring.scorecard import MissingItem, Scorecard, SignOff
from evalkit.scoring.targets import Target

WHEN = datetime(2022, 3, 1, 9, 30)
ECONOMIC = Target("benefits.economic", Title("经济效益", "Economic benefit"), Decimal(5))
SPENDING = Target("public_expense_control", Title("日常公用经费控制率", "Daily expenses"), Decimal(3))
ACTUAL = Correctable(
    "public_expense_actual", "日常公用经费决算数", Unit.MONEY, "603.83", "万元", True, "按决算报表"
)


def desk(*judged: Judgeable, facts: tuple[Correctable, ...] = (), by: str = "评价员") -> Desk:
    return Desk(judged, facts, revision=3, can_undo=False, by=by)


def drawn(card: Scorecard, sheet: FactSheet, desk: Desk, lang: Lang = Lang.ZH) -> HtmlElement:
    return html.fromstring(page.served(card, View(lang, documents=sheet.documents), desk))


def form(of: HtmlElement, key: str) -> HtmlElement:
    (found,) = of.xpath(f"//form[@data-form='{key}']")
    return found


def field(of: HtmlElement, name: str) -> str:
    (found,) = of.xpath(f".//*[@name='{name}']")
    return str(found.value)


def test_what_waits_for_a_judgement_stands_open_at_its_indicator(card: Scorecard, sheet: FactSheet) -> None:
    here = desk(Judgeable(ECONOMIC, None), Judgeable(SPENDING, None))
    whole = drawn(card, sheet, here)
    waiting = form(whole, "judge:benefits.economic")
    assert whole.get_element_by_id("desk").get("data-revision") == "3"
    assert not waiting.xpath("ancestor::details") and waiting.get("aria-label") == "评判：经济效益"
    assert waiting.xpath("ancestor::article")[0].xpath(".//h4//a | .//h4/span")
    folded = form(whole, "judge:public_expense_control")
    assert folded.xpath("ancestor::details[1]/summary")[0].text == "由评价员另定"
    assert field(waiting, "marks") == "" and "/ 5" in waiting.text_content()


def test_the_first_passages_that_bear_on_a_judgement_stand_in_its_form(
    card: Scorecard, sheet: FactSheet
) -> None:
    (row,) = (one for each in card.dimensions for one in each.indicators if one.id == "benefits")
    assert len(row.passages) > 3
    whole_row = Judgeable(Target("benefits", row.title, row.marks), None)
    waiting = evolve(card, missing=(MissingItem("judgement:benefits", row.title, row.marks, "benefits"),))
    found = form(drawn(waiting, sheet, desk(whole_row)), "judge:benefits").xpath(".//ul[@class='quotes']//a")
    shown = list(outermost(row.passages[:3]))
    assert len(found) == len(shown) and found[0].text_content() == f"「{shown[0].quote}」"
    (folded,) = (one for one in drawn(card, sheet, desk(whole_row)).iter("form") if one.get("data-form"))
    assert not folded.xpath(".//ul")


def test_a_judgement_stands_in_its_form(card: Scorecard, sheet: FactSheet) -> None:
    given = Judgement("benefits.economic", Decimal("2.50"), None, "数据\n不全 & 无据", "甲", WHEN)
    found = form(drawn(card, sheet, desk(Judgeable(ECONOMIC, given))), "judge:benefits.economic")
    assert (field(found, "marks"), field(found, "reason")) == ("2.5", "数据\n不全 & 无据")
    assert [button.get("data-act") for button in found.iter("button")] == [None, "drop", "withdraw"]
    assert found.get("data-now") == "2.5 分，数据不全 & 无据（甲）"


def test_a_cap_is_decided_by_yes_or_no_and_cases_by_a_number(card: Scorecard, sheet: FactSheet) -> None:
    cap = Target("late", Title("迟报"), once=True)
    cases = Target("files", Title("档案"), Decimal(2), each=Decimal("0.5"))
    whole = drawn(card, sheet, desk(Judgeable(cap, None), Judgeable(cases, None)))
    options = form(whole, "judge:late").xpath(".//select/option/@value")
    assert options == ["", "0", "1"]
    assert [each.get("name") for each in form(whole, "judge:files").iter("input")] == ["marks", "count"]


def test_an_adjustment_that_waits_is_unfolded_and_one_that_is_decided_is_not(
    card: Scorecard, sheet: FactSheet
) -> None:
    one = card.adjustments[0]
    here = desk(Judgeable(Target(one.id, one.title, once=True), None))
    settled = evolve(card, missing=())
    waiting = evolve(card, missing=(MissingItem(f"judgement:{one.id}", one.title, Decimal(1), one.id),))
    (folded,) = form(drawn(settled, sheet, here), f"judge:{one.id}").xpath("ancestor::details")
    assert folded.xpath("summary")[0].text == "由评价员另定"
    assert not form(drawn(waiting, sheet, here), f"judge:{one.id}").xpath("ancestor::details")


def test_marks_that_are_not_free_are_named(card: Scorecard, sheet: FactSheet) -> None:
    tiers = Rule(tiers=(Tier("好", Decimal(5)), Tier("差", Decimal(0))))
    free, tiered = Judgeable(SPENDING, None), Judgeable(evolve(ECONOMIC, rule=tiers), None)
    whole = drawn(card, sheet, desk(free, tiered))
    assert "好 5 分、差 0 分" in form(whole, "judge:benefits.economic").text_content()
    assert "0 到 3" not in form(whole, "judge:public_expense_control").text_content()


def test_a_fact_is_corrected_where_it_was_used(card: Scorecard, sheet: FactSheet) -> None:
    found = form(drawn(card, sheet, desk(facts=(ACTUAL,))), "correct:public_expense_actual")
    assert [field(found, name) for name in ("value", "unit", "reason")] == ["603.83", "万元", "按决算报表"]
    assert found.xpath(".//button[@data-act='restore']")
    assert found.xpath("ancestor::article//h4")[0].text_content().count("日常公用经费控制率") == 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (Lang.ZH, "评定 甲于 2022-03-01 09:30:00 签字；此后有改动"),
        (Lang.EN, "Signed off by 甲, 2022-03-01 09:30:00; changed since"),
    ],
)
def test_a_signature_shows_and_that_something_changed_since(
    card: Scorecard, sheet: FactSheet, lang: Lang, said: str
) -> None:
    signed = evolve(card, signed=SignOff("甲", WHEN, "ab" * 32, changed_since=True))
    assert said in drawn(signed, sheet, desk(), lang).get_element_by_id("card").text_content()
    plain: HtmlElement = html.fromstring(page.render(signed, View(lang, documents=sheet.documents)))
    assert said in plain.get_element_by_id("card").text_content()


def test_only_the_served_page_has_forms_and_may_ask_its_server(card: Scorecard, sheet: FactSheet) -> None:
    view = View(documents=sheet.documents)
    plain, served = page.render(card, view), page.served(card, view, desk(Judgeable(ECONOMIC, None)))
    assert "<form" not in plain and "connect-src" not in plain
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', served)
    assert "connect-src 'self'" in policy and "form-action 'none'" in policy and "unsafe" not in policy


def test_the_halves_alone_are_those_on_the_page(card: Scorecard, sheet: FactSheet) -> None:
    view, here = View(documents=sheet.documents), desk(Judgeable(ECONOMIC, None), facts=(ACTUAL,))
    halves, whole = page.sections(card, view, here), page.served(card, view, here)
    assert halves.card.text in whole and halves.text.text in whole


def test_what_is_missing_leads_to_its_form(card: Scorecard, sheet: FactSheet) -> None:
    items = {item.id: item for item in card.missing}
    judged = [
        Judgeable(Target(id.removeprefix("judgement:"), item.title, item.marks), None)
        for id, item in items.items()
        if id.startswith("judgement:")
    ]
    facts = tuple(
        Correctable(id, item.title.zh, Unit.COUNT, "", "", False, "")
        for id, item in items.items()
        if not id.startswith("judgement:")
    )
    whole = drawn(card, sheet, desk(*judged, facts=facts))
    keys = set(whole.xpath("//a/@data-opens"))
    assert keys == {f"judge:{one.target.address}" for one in judged} | {f"correct:{one.id}" for one in facts}
    assert keys <= set(whole.xpath("//form/@data-form"))


HOSTILE = '<script>x</script>"><img src=y onerror=z>\u202e'


def test_text_of_a_file_is_text_in_every_form(card: Scorecard, sheet: FactSheet) -> None:
    given = Judgement(ECONOMIC.address, Decimal(1), None, HOSTILE, HOSTILE, WHEN)
    fact = evolve(ACTUAL, value=HOSTILE, noun=HOSTILE, note=HOSTILE, title=HOSTILE, unit=Unit.TEXT)
    here = desk(Judgeable(evolve(ECONOMIC, title=Title(HOSTILE)), given), facts=(fact,), by=HOSTILE)
    whole = drawn(card, sheet, here)
    assert not whole.xpath("//img") and len(whole.xpath("//script")) == 1
    shown = HOSTILE.replace("\u202e", "⟨U+202E⟩")
    assert field(form(whole, "correct:public_expense_actual"), "value") == shown
    assert field(form(whole, "judge:benefits.economic"), "reason") == shown
    assert whole.get_element_by_id("by").value == shown


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["</textarea><script>", "--><b>", "' onfocus=x '", "&lt;b&gt;", "]]>", "\x00\u2028\ufeff"]
)


@settings(max_examples=25)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_text_makes_an_element_or_an_attribute(
    card: Scorecard, sheet: FactSheet, reason: str, by: str, title: str, value: str
) -> None:
    def elements(reason: str, by: str, title: str, value: str) -> list[tuple[str, set[str]]]:
        target = evolve(ECONOMIC, title=Title(title))
        given = Judgement(ECONOMIC.address, Decimal(1), None, reason, by, WHEN)
        fact = evolve(ACTUAL, value=value, note=reason, title=title, unit=Unit.TEXT)
        here = desk(Judgeable(target, given), facts=(fact,), by=by)
        text = page.sections(card, View(documents=sheet.documents), here).card.text
        return [(each.tag, set(map(str, each.keys()))) for each in html.fromstring(text).iter()]

    assert elements(reason, by, title, value or "1") == elements("理由", "甲", "题", "1")
