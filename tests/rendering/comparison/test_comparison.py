"""Comparisons as people and programs see them."""

import json
import re
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from lxml import html
from rich.cells import cell_len

from evalkit.comparing.compare import compare
from evalkit.comparing.comparison import Comparison
from evalkit.messages import Lang, say
from evalkit.rendering.comparison.data import comparison_json
from evalkit.rendering.comparison.page import comparison_page
from evalkit.rendering.comparison.sentences import outcome, sentences
from evalkit.rendering.comparison.terminal import render_comparison
from evalkit.rendering.comparison.waterfall import End, Step, waterfall
from evalkit.rendering.json import render
from evalkit.rendering.renderer import View
from evalkit.rendering.schemas import schema
from evalkit.rubrics.rubric import AdjustmentKind
from evalkit.rules.rule import Title
from evalkit.scoring.ledger import ZERO
from evalkit.scoring.scorecard import AdjustmentResult, Deduction, IndicatorResult, Scorecard, SignOff
from evalkit.scoring.scorecard_file import read_scorecard

HOSTILE = '<script>alert(1)</script>&amp;\u202e\x1b[31m"'


def _with_first(card: Scorecard, row: IndicatorResult) -> Scorecard:
    """Return `card` with another first indicator, and sums that follow."""
    first, *more = card.dimensions
    low, high = row.low - first.indicators[0].low, row.high - first.indicators[0].high
    ends = ("awarded", low), ("low", low), ("high", high)
    changed = evolve(
        first,
        indicators=(row, *first.indicators[1:]),
        **{name: getattr(first, name) + by for name, by in ends},
    )
    return evolve(card, dimensions=(changed, *more), **{name: getattr(card, name) + by for name, by in ends})


def _lowered(card: Scorecard, by: str, reason: str = "多花了") -> Scorecard:
    row = card.dimensions[0].indicators[0]
    message = say("{text}", "{text}", text=reason)
    lost = Deduction(Decimal(by), None, message, "条款", message, False, ())
    ends = {name: getattr(row, name) - Decimal(by) for name in ("awarded", "low", "high")}
    return _with_first(card, evolve(row, deductions=(*row.deductions, lost), **ends))


@pytest.fixture
def found(card: Scorecard) -> Comparison:
    """Return the sample scorecard beside one whose every text is hostile, with a mark less."""
    after = _lowered(card, "1", HOSTILE)
    after = evolve(
        after,
        report=evolve(after.report, department=HOSTILE, sha256="ab" * 32, documents={HOSTILE: "cd" * 32}),
        rubric=evolve(after.rubric, title=Title(HOSTILE, HOSTILE), sha256="ef" * 32),
    )
    return compare(card, after)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_terminal_stays_within_its_width_and_shows_no_control_characters(
    found: Comparison, lang: Lang, width: int
) -> None:
    text = render_comparison(found, View(lang, width))
    assert [line for line in text.split("\n") if cell_len(line) > width] == []
    assert all(line.isprintable() for line in text.split("\n"))
    assert "<script>alert(1)</script>&amp;⟨U+202E⟩⟨U+001B⟩" in "".join(text.split()).replace("│", "")


def test_colours_never_change_the_words(found: Comparison) -> None:
    colourful = re.sub("\x1b\\[[0-9;]*m", "", render_comparison(found, View(width=80, color=True)))
    bare = render_comparison(found, View(width=80))
    assert [line.rstrip() for line in colourful.split("\n")] == bare.split("\n")


@pytest.mark.parametrize("lang", Lang)
def test_the_page_runs_nothing_and_loads_nothing(found: Comparison, lang: Lang) -> None:
    text = comparison_page(found, lang)
    tree = html.fromstring(text)
    assert list(tree.iter("script")) == []
    assert {name for each in tree.iter() for name in map(str, each.attrib) if name.startswith("on")} == set()
    assert [each for each in tree.iter() for name in ("src", "href") if name in each.attrib] == []
    assert "<script>alert(1)</script>" in "".join(map(str, tree.itertext()))


def test_the_same_comparison_gives_the_same_bytes(found: Comparison) -> None:
    for lang in Lang:
        assert comparison_page(found, lang) == comparison_page(found, lang)
        assert comparison_json(found, lang) == comparison_json(found, lang)
        problems = Draft202012Validator(json.loads(schema("compare"))).iter_errors(
            json.loads(comparison_json(found, lang))
        )
        assert [f"{each.json_path}: {each.message}" for each in problems] == []


def test_the_sample_is_read_back_as_it_was_written(card: Scorecard) -> None:
    for lang in Lang:
        text = render(card, View(lang))
        assert render(read_scorecard(text.encode(), "card.json"), View(lang)) == text


@pytest.mark.parametrize("lang", Lang)
def test_every_number_of_the_page_is_that_of_the_json(found: Comparison, lang: Lang) -> None:
    tree = json.loads(comparison_json(found, lang))
    text = "".join(map(str, html.fromstring(comparison_page(found, lang)).itertext()))
    assert tree["move"]["low"] == "-1"
    assert "−1" in text
    (moved,) = [each for each in tree["indicators"] if each["id"] in tree["moved"]]
    assert (
        f"{moved['a']['low']} / {moved['a']['marks']} → {moved['b']['low']} / {moved['b']['marks']}" in text
    )


# ---------------------------------------------------------------- sentences


def _settled(card: Scorecard, low: str, high: str) -> Scorecard:
    ends: dict[str, Any] = {"awarded": Decimal(low), "low": Decimal(low), "high": Decimal(high)}
    row = evolve(card.dimensions[0].indicators[0], **ends, marks=Decimal(high), deductions=(), missing=())
    dimension = evolve(card.dimensions[0], indicators=(row,), **ends, marks=Decimal(high))
    return evolve(card, dimensions=(dimension,), adjustments=(), **ends, marks=Decimal(high))


@pytest.mark.parametrize(
    ("before", "after", "zh", "en"),
    [
        (("5", "5"), ("7", "7"), "B 比 A 高 2 分。", "B is 2 marks above A."),
        (("7", "7"), ("5", "5"), "B 比 A 低 2 分。", "B is 2 marks below A."),
        (
            ("5", "6"),
            ("7", "9"),
            "B 比 A 高，确定的至少 1 分；未定的分值定下后最多 4 分。",
            "B is above A: by 1 marks for certain, by up to 4 once what is open is settled.",
        ),
        (
            ("7", "9"),
            ("5", "6"),
            "B 比 A 低，确定的至少 1 分；未定的分值定下后最多 4 分。",
            "B is below A: by 1 marks for certain, by up to 4 once what is open is settled.",
        ),
        (
            ("5", "6"),
            ("6", "9"),
            "B 不低于 A，可能高出，最多 4 分，要看未定的分值。",
            "B is not below A, and may be above it by up to 4 marks, as what is open is settled.",
        ),
        (
            ("5", "9"),
            ("6", "8"),
            "按已得的分，B 比 A 高 1 分；未定的分值都定下后，变化在 −3 到 +3 分之间，升降还不能确定。",
            (
                "On what is won so far, B is 1 marks above A; once what is open is settled, the change lies between "
                "−3 and +3, which may be either way."
            ),
        ),
        (
            ("5", "9"),
            ("5", "9"),
            "按已得的分，两边相同；未定的分值都定下后，变化在 −4 到 +4 分之间，升降还不能确定。",
            (
                "On what is won so far, they are the same; once what is open is settled, the change lies between "
                "−4 and +4, which may be either way."
            ),
        ),
    ],
)
def test_what_became_of_the_total_is_said_as_surely_as_it_is_known(
    card: Scorecard, before: tuple[str, str], after: tuple[str, str], zh: str, en: str
) -> None:
    old, new = _settled(card, *before), _settled(card, *after)
    found = compare(old, evolve(new, report=evolve(new.report, sha256="ab" * 32)))
    assert (outcome(found).text(Lang.ZH), outcome(found).text(Lang.EN)) == (zh, en)


def test_one_report_that_was_judged_meanwhile_settles_within_its_interval(card: Scorecard) -> None:
    old = _settled(card, "5", "9")
    new = evolve(_settled(card, "7", "7"), judgements_sha256="ab" * 32)
    assert outcome(compare(old, new)).text(Lang.ZH) == "B 在 A 的区间之内：A 为 5–9 分，B 定为 7 分。"
    assert outcome(compare(new, old)).text(Lang.ZH) == "A 在 B 的区间之内：A 为 7 分，B 还未定下，为 5–9 分。"


def test_a_file_that_does_not_add_up_is_told_at_the_top(card: Scorecard) -> None:
    wrong = evolve(_settled(card, "5", "5"), low=Decimal(6), awarded=Decimal(6), high=Decimal(6))
    said = [each.text(Lang.ZH) for each in sentences(compare(_settled(card, "5", "5"), wrong))]
    assert "B 的文件自己对不上账：总分下限写作 6 分，各维度与总分调整合计却是 5 分" in said
    text = render_comparison(compare(_settled(card, "5", "5"), wrong), View())
    assert "+1  文件对不上账的差额" in text


def test_other_full_marks_are_told_with_the_shares_that_were_won(card: Scorecard) -> None:
    old, new = _settled(card, "3", "4"), _settled(card, "3", "10")
    other = evolve(new, rubric=evolve(new.rubric, sha256="ab" * 32))
    text = render_comparison(compare(old, other), View(width=120))
    assert "两边满分不同（4 分与 10 分）" in text
    assert "得分率 75–100% → 30–100%" in text.replace("75%–100%", "75–100%").replace("30%–100%", "30–100%")


def test_who_signed_and_what_has_changed_since_stands_at_the_top(card: Scorecard) -> None:
    signed = SignOff("评价员甲", datetime(2031, 3, 1, 9, 30), "ab" * 32, changed_since=True)
    new = evolve(card, judgements_sha256="cd" * 32, signed=signed)
    found = compare(card, new)
    said = "评判 cdcdcdcdcdcd · 评价员甲于 2031-03-01 09:30:00 签字；此后有改动"
    assert said in render_comparison(found, View(width=200))
    assert said in comparison_page(found, Lang.ZH)
    assert json.loads(comparison_json(found, Lang.ZH))["b"]["signed"]["by"] == "评价员甲"
    assert read_scorecard(render(new, View()).encode(), "card.json").signed == signed


# ---------------------------------------------------------------- the picture


def _number(each: Any, name: str) -> float:
    return float(each.get(name))


def test_the_way_begins_at_one_total_and_ends_at_the_other() -> None:
    begin, end = End("A", 10, 10, "10"), End("B", 13, 15, "13–15")
    picture = waterfall(begin, [Step("甲", 5, "+5"), Step("乙", -2, "−2")], end, "其余", "图", "甲 +5")
    tree = html.fromstring(picture.text)
    rects = [
        (each.get("class"), _number(each, "x"), _number(each, "x") + _number(each, "width"))
        for each in tree.iter("rect")
    ]
    dots = [_number(each, "cx") for each in tree.iter("circle")]
    (_, gained_from, gained_to), (_, lost_from, lost_to) = (
        next(each for each in rects if each[0] == kind) for kind in ("gain", "fall")
    )
    assert gained_from == pytest.approx(dots[0], abs=0.02)
    assert lost_to == pytest.approx(gained_to, abs=0.02)
    assert lost_from == pytest.approx(dots[1], abs=0.02)


def test_steps_too_many_to_draw_are_one_step() -> None:
    steps = [Step(f"项{at}", 1, "+1") for at in range(40)]
    picture = waterfall(End("A", 0, 0, "0"), steps, End("B", 40, 40, "40"), "其余各项", "图", "")
    assert "其余各项" in picture.text
    assert "+10.00" in picture.text
    assert picture.text.count('class="gain"') == 31


# ---------------------------------------------------------------- what acts on the total


def _capped(card: Scorecard, high: str, reason: str) -> Scorecard:
    cap = AdjustmentResult(
        AdjustmentKind.CAP,
        "cap",
        Title("执行率封顶"),
        ZERO,
        Decimal(high),
        say("{text}", "{text}", text=reason),
        "",
        (),
        None,
    )
    idle = evolve(cap, id="idle", title=Title("另一封顶"), high=ZERO)
    made = _settled(card, "5", "9")
    return evolve(made, adjustments=(cap, idle), high=made.high + Decimal(high))


def test_an_adjustment_that_moves_one_end_is_a_row_with_both_reasons(card: Scorecard) -> None:
    before, after = _capped(card, "0", "执行率 95%，不设上限"), _capped(card, "-3", "执行率 70%，最高 6 分")
    text = render_comparison(
        compare(before, evolve(after, report=evolve(after.report, sha256="ab" * 32))), View()
    )
    row = text[text.index("哪些项改变了总分") :]
    assert "0 / −3  执行率封顶  cap" in row
    assert "A  执行率 95%，不设上限" in row
    assert "B  执行率 70%，最高 6 分" in row
    assert "另一封顶" not in text
