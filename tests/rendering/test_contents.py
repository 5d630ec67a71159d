"""What a scorecard says, gathered for people."""

from decimal import Decimal

from attrs import evolve

from evalkit.documents.document import Evidence
from evalkit.messages import Lang
from evalkit.rendering import contents
from evalkit.scoring.scorecard import Outcome, Scorecard


def test_losses_come_in_the_order_of_the_rubric_with_their_part(card: Scorecard) -> None:
    lost = contents.losses(card)
    assert [one.indicator.id for one in lost] == [
        "target_completeness",
        "public_expense_control",
        "quarterly_execution",
        "quarterly_execution",
        "key_tasks",
        "satisfaction",
    ]
    assert [None if one.part is None else one.part.zh for one in lost[1:4]] == [None, "第一季度", "第四季度"]
    assert contents.total_lost(card) == Decimal("5.9277888889")


def test_a_part_that_is_not_there_stands_for_itself(card: Scorecard) -> None:
    lost = contents.losses(card)[2]
    strayed = evolve(lost, deduction=evolve(lost.deduction, part="q9"))
    assert strayed.part is not None
    assert strayed.part.zh == "q9"


def test_parts_are_shown_where_they_differ(card: Scorecard) -> None:
    rows = {row.id: row for row in contents.indicators(card)}
    assert [part.id for part in contents.shown_parts(rows["disclosure"])] == ["budget", "accounts"]
    assert [part.id for part in contents.shown_parts(rows["quarterly_execution"])] == ["q1", "q4", "mean"]
    assert contents.shown_parts(rows["benefits"]) == ()
    assert contents.shown_parts(rows["key_tasks"]) == ()


def test_signs_tell_how_an_indicator_ended(card: Scorecard) -> None:
    signs = {row.id: contents.sign(row) for row in contents.indicators(card)}
    assert signs == {
        "financial_compliance": "✓",
        "disclosure": "?",
        "target_completeness": "✎",
        "external_staff": "–",
        "asset_safety": "!",
        "three_public_control": "✓",
        "public_expense_control": "✗",
        "quarterly_execution": "✗",
        "key_tasks": "✗",
        "timeliness": "?",
        "benefits": "?",
        "satisfaction": "✗",
    }


def test_the_total_row_shows_what_the_deductions_took(card: Scorecard) -> None:
    assert contents.total_four(card) == ("30.57", "21.5", "5.93", "56")
    assert contents.adjusted(card) == ("0", "+2", "", "")


def test_what_keeps_the_total_open_is_said_in_one_sentence(card: Scorecard) -> None:
    sentence = contents.open_sentence(card)
    assert sentence is not None
    assert sentence.text(Lang.EN) == (
        "21.5 marks are still open and the grade waits for them: facts missing: 3, "
        "judgements waiting: 3, indicators of failed plugins: 1 (see “Still missing”)."
    )
    assert contents.open_sentence(evolve(card, low=card.high)) is None


def test_a_title_is_found_for_indicators_and_adjustments(card: Scorecard) -> None:
    assert contents.titles(card, ["award", "key_tasks", "gone"], Lang.ZH) == "省级以上表彰、重点工作、gone"


def test_a_long_passage_keeps_whole_sentences() -> None:
    short = Evidence("甲.txt", "短。", 0, 2, 5)
    assert contents.shortened(short, Lang.ZH) == "短。"
    long = evolve(short, quote="前半句说清楚了。" + "后" * 300)
    assert contents.shortened(long, Lang.ZH) == "前半句说清楚了。…（全段见第 5 行）"
    bare = evolve(short, quote="后" * 300)
    assert contents.shortened(bare, Lang.EN) == "后" * 240 + "… (the whole passage: line 5)"
    paged = evolve(long, line=45, page=2, page_line=5)
    assert contents.shortened(paged, Lang.ZH).endswith("…（全段见第 2 页第 5 行）")


def test_passages_belong_to_what_waits_for_a_judgement(card: Scorecard) -> None:
    ((indicator, found),) = contents.passages(card)
    assert indicator.id == "benefits"
    assert indicator.outcome is Outcome.UNDETERMINED
    assert len(found) == 6


def test_the_reports_own_total_on_another_scale_is_not_compared(card: Scorecard) -> None:
    remark = contents.self_score_remark(evolve(card, self_score=Decimal("93.5")))
    assert remark is not None
    assert remark.text(Lang.ZH) == "高于本标准的满分 56 分，不是按同一分制打的，不作比较"
    assert (
        remark.text(Lang.EN) == "above the 56 marks of this rubric: given on another scale, and not compared"
    )
    near = contents.self_score_remark(evolve(card, self_score=Decimal(60)))
    assert near is not None
    assert near.text(Lang.EN) == "7.93 above the most this scorecard can reach"
