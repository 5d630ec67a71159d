"""A review: what is changed is scored, saved, told apart from what others change, and taken back."""

from decimal import Decimal

import pytest
from tests.reviewing.places import Place

from evalkit.errors import InputError
from evalkit.messages import Lang
from evalkit.reviewing.changes import Change, Correct, Judge, Restore, Withdraw
from evalkit.reviewing.session import Review, Stale

CONTENT = Judge("petitions.content", "0.5", None, "缺附件", "评价员甲")


def said(error: pytest.ExceptionInfo[InputError]) -> str:
    """What is said of an error, in Chinese."""
    return error.value.text(Lang.ZH)


def revision(review: Review) -> int:
    """The revision that somebody sees who looks now."""
    return review.now().revision


def test_nothing_is_written_until_something_is_changed(place: Place) -> None:
    review = place.review()
    assert (review.scorecard.low, review.scorecard.high) == (Decimal(6), Decimal(9))
    assert place.contents() == (None, None)
    assert not review.now().can_undo


def test_a_judgement_changes_the_total_and_is_in_a_new_file(place: Place) -> None:
    review = place.review()
    review.apply(CONTENT, 1)
    assert (review.scorecard.low, review.scorecard.high) == (Decimal("6.5"), Decimal("8.5"))
    assert place.files.judgements.read_text("utf-8") == (
        "# 评判文件，由 evalkit review 写入，也可以手工修改。\n"
        "# 用它评分：evalkit score 报告 --judgements 本文件\n"
        "\n"
        "[judgements]\n"
        f'report = "{place.ready.found.sha256}"\n'
        'rubric = "small"\n'
        "\n"
        "[[judgement]]\n"
        'indicator = "petitions"\n'
        'item = "content"\n'
        "marks = 0.5\n"
        'reason = "缺附件"\n'
        'by = "评价员甲"\n'
        "at = 2031-03-01T09:30:00+08:00\n"
    )


def test_a_correction_changes_the_total_and_is_in_a_new_file(place: Place) -> None:
    review = place.review()
    review.apply(Correct("three_public_actual", "17", "万元", "据决算批复", "评价员甲"), 1)
    assert review.scorecard.low == Decimal(7)
    assert place.files.facts.read_text("utf-8") == (
        "# 更正过的事实，由 evalkit review 写入，也可以手工修改。\n"
        "# 用它评分：evalkit score 报告 --facts 本文件\n"
        "\n"
        "[[fact]]\n"
        'id = "three_public_actual"\n'
        'value = "17"\n'
        'unit = "万元"\n'
        'basis = "supplied"\n'
        'note = "据决算批复"\n'
        'by = "评价员甲"\n'
        "at = 2031-03-01T09:30:00+08:00\n"
    )


def test_what_is_judged_again_is_judged_otherwise_in_the_same_place(place: Place) -> None:
    review = place.review()
    review.apply(CONTENT, 1)
    review.apply(Judge("files", None, "2", "缺两份", "评价员甲"), 2)
    review.apply(Judge("petitions.content", "1", None, "已补齐", "评价员乙"), 3)
    text = place.files.judgements.read_text("utf-8")
    assert text.count("[[judgement]]") == 2
    assert (
        'item = "content"\nmarks = 1\nreason = "已补齐"\nby = "评价员乙"\nat = 2031-03-01T09:30:04+08:00\n\n'
        in text
    )
    assert review.scorecard.low == Decimal(8)


def test_marks_become_a_count_and_the_other_way_round(place: Place) -> None:
    review = place.review()
    review.apply(Judge("files", "1", None, "大致齐全", "评价员甲"), 1)
    review.apply(Judge("files", None, "3", "缺三份", "评价员甲"), 2)
    text = place.files.judgements.read_text("utf-8")
    assert "marks" not in text
    assert "count = 3\n" in text
    review.apply(Judge("files", "1", None, "大致齐全", "评价员甲"), 3)
    assert "count" not in place.files.judgements.read_text("utf-8")


def test_a_withdrawn_judgement_leaves_no_trace_in_the_file(place: Place) -> None:
    review = place.review()
    review.apply(CONTENT, 1)
    before = place.files.judgements.read_text("utf-8")
    review.apply(Judge("files", "1", None, "大致齐全", "评价员甲"), 2)
    review.apply(Withdraw("files", "评价员甲"), 3)
    assert place.files.judgements.read_text("utf-8") == before


def test_a_restored_fact_is_as_the_report_has_it(place: Place) -> None:
    review = place.review()
    before = review.scorecard
    review.apply(Correct("petition_channel_open", "false", "", "热线无人接听", "评价员甲"), 1)
    assert review.scorecard.low == Decimal(3)
    review.apply(Restore("petition_channel_open", "评价员甲"), 2)
    assert (review.scorecard.low, review.scorecard.high) == (before.low, before.high)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (Judge("petitions.content", "2", None, "好", "甲"), "2 分超出范围（可用：0 到 1）"),
        (Judge("petitions.content", "1", None, "", "甲"), "没有写理由"),
        (Judge("petitions.content", "1", None, "好", ""), "没有写由谁评判"),
        (Judge("petitions.content", None, None, "好", "甲"), "写了理由，没有写 marks（可用：0 到 1）"),
        (Judge("petitions.content", "1", "1", "好", "甲"), "marks 与 count 只能写一个"),
        (Judge("petitions.content", None, "1", "好", "甲"), "这里要写 marks，不写 count（可用：0 到 1）"),
        (Judge("files", None, "一份", "好", "甲"), "应为整数，这里是字符串“一份”"),
        (Judge("petition", "1", None, "好", "甲"), "评分标准中没有指标“petition”，是不是“petitions”？"),
        (Withdraw("petitions.content", "甲"), "“petitions.content”没有评判可撤"),
        (Correct("three_public_actual", "十七", "万元", "", "甲"), "的值不合要求（可用：数字，如 8,642.30）"),
        (Correct("three_public_actual", "17", "公里", "", "甲"), "没有单位“公里”"),
        (Correct("three_public_actual", "17", "万元", "", ""), "没有写由谁更正"),
        (Correct("three_public", "17", "万元", "", "甲"), "不认识的事实“three_public”"),
        (Restore("three_public_actual", "甲"), "“three_public_actual”没有更正可撤"),
    ],
)
def test_what_is_not_allowed_is_refused_in_the_words_of_the_loaders(
    place: Place, change: Change, problem: str
) -> None:
    review = place.review()
    before = review.now()
    with pytest.raises(InputError) as error:
        review.apply(change, 1)
    assert problem in said(error)
    assert review.now() == before
    assert place.contents() == (None, None)
    assert not place.files.history.exists()


def test_nothing_is_corrected_in_a_facts_file_in_json(place: Place) -> None:
    written = '{"facts": [{"id": "three_public_actual", "value": "17", "unit": "万元", "basis": "supplied"}]}'
    place.files.facts.write_text(written, "utf-8")
    review = place.review()
    assert review.scorecard.low == Decimal(7)
    with pytest.raises(InputError) as error:
        review.apply(Correct("three_public_actual", "19", "万元", "", "评价员甲"), 1)
    assert said(error) == f"{place.files.facts}: 不能在 JSON 事实文件里更正（可用：TOML 事实文件）"
    assert place.files.facts.read_text("utf-8") == written


def test_a_judgement_that_is_written_in_one_line_is_named_and_not_touched(place: Place) -> None:
    head = f'[judgements]\nreport = "{place.ready.found.sha256}"\nrubric = "small"\n'
    written = (
        'judgement = [{ indicator = "files", count = 1, reason = "缺", by = "甲", at = 2031-02-01 }]\n' + head
    )
    place.files.judgements.write_text(written, "utf-8")
    review = place.review()
    with pytest.raises(InputError) as error:
        review.apply(Judge("files", "1", None, "大致齐全", "评价员甲"), 1)
    path = place.files.judgements
    assert said(error) == f"{path}:1:14: 这种写法不能在复核页上改动（可用：写成 [[judgement]] 一节）"
    assert path.read_text("utf-8") == written


def test_an_indicator_and_its_items_are_not_both_judged(place: Place) -> None:
    review = place.review()
    review.apply(CONTENT, 1)
    with pytest.raises(InputError) as error:
        review.apply(Judge("petitions", "2", None, "一般", "甲"), 2)
    assert "指标和它的分项不能都评" in said(error)


# ---------------------------------------------------------------- two windows


def test_of_two_windows_each_may_change_what_the_other_did_not(place: Place) -> None:
    review = place.review()
    seen = revision(review)
    review.apply(CONTENT, seen)
    review.apply(Judge("files", "1", None, "大致齐全", "评价员乙"), seen)
    judged = review.now().stand.judged
    assert judged is not None
    assert set(judged.entries) == {"petitions.content", "files"}


def test_what_another_window_has_changed_is_not_overwritten_unseen(place: Place) -> None:
    review = place.review()
    seen = revision(review)
    review.apply(CONTENT, seen)
    before = place.contents()
    with pytest.raises(Stale):
        review.apply(Judge("petitions.content", "1", None, "齐全", "评价员乙"), seen)
    assert place.contents() == before


def test_only_what_was_seen_is_undone_or_signed(place: Place) -> None:
    review = place.review()
    review.apply(CONTENT, 1)
    with pytest.raises(Stale):
        review.undo("评价员乙", 1)
    with pytest.raises(Stale):
        review.sign_off("评价员乙", 1)
    assert review.now().can_undo


# ---------------------------------------------------------------- undoing, history, other programs


def test_nothing_is_undone_when_nothing_was_done(place: Place) -> None:
    with pytest.raises(InputError) as error:
        place.review().undo("评价员甲", 1)
    assert said(error) == "没有可以撤销的改动"


def test_what_another_program_writes_is_taken_over_and_ends_the_history_of_that_file(place: Place) -> None:
    review = place.review()
    review.apply(Correct("three_public_actual", "17", "万元", "", "评价员甲"), 1)
    review.apply(CONTENT, 2)
    text = place.files.judgements.read_text("utf-8").replace("marks = 0.5", "marks = 1")
    place.files.judgements.write_text(text, "utf-8")
    now = review.now()
    assert (now.revision, now.stand.card.low) == (4, Decimal(8))
    with pytest.raises(Stale):
        review.apply(CONTENT, 3)
    review.undo("评价员甲", 4)
    assert place.contents() == (text.encode(), None)
    assert not review.now().can_undo
    assert not place.review().now().can_undo


def test_what_another_program_breaks_is_not_overwritten(place: Place) -> None:
    review = place.review()
    review.apply(CONTENT, 1)
    broken = place.files.judgements.read_text("utf-8") + 'marks = "\n'
    place.files.judgements.write_text(broken, "utf-8")
    now = review.now()
    assert now.stand.card.low == Decimal("6.5")
    assert len(now.problems) == 1
    with pytest.raises(InputError) as error:
        review.apply(Judge("files", "1", None, "大致齐全", "评价员甲"), 2)
    assert "不是有效的 TOML" in said(error)
    assert place.files.judgements.read_text("utf-8") == broken
    place.files.judgements.write_text(broken.removesuffix('marks = "\n'), "utf-8")
    review.apply(Judge("files", "1", None, "大致齐全", "评价员甲"), 2)
    assert not review.now().problems


# ---------------------------------------------------------------- signing


def test_a_signature_fits_until_something_changes_and_again_when_that_is_undone(place: Place) -> None:
    review = place.review()
    review.apply(CONTENT, 1)
    review.sign_off("评价员甲", 2)
    signed = review.scorecard.signed
    assert signed is not None
    assert (signed.by, signed.at.isoformat()) == ("评价员甲", "2031-03-01T09:30:02+08:00")
    assert not signed.changed_since
    review.apply(Correct("three_public_actual", "17", "万元", "", "评价员乙"), 3)
    assert review.scorecard.signed is not None
    assert review.scorecard.signed.changed_since
    review.undo("评价员乙", 4)
    assert review.scorecard.signed == signed
    review.apply(Judge("files", "1", None, "大致齐全", "评价员甲"), 5)
    assert review.scorecard.signed is not None
    assert review.scorecard.signed.changed_since
    review.sign_off("评价员甲", 6)
    assert not review.scorecard.signed.changed_since
    assert place.files.judgements.read_text("utf-8").count("[signed]") == 1


def test_who_signs_has_a_name(place: Place) -> None:
    with pytest.raises(InputError) as error:
        place.review().sign_off("", 1)
    assert said(error) == "没有写由谁签字"


def test_comments_and_order_of_a_signed_file_may_change(place: Place) -> None:
    review = place.review()
    review.apply(CONTENT, 1)
    review.sign_off("评价员甲", 2)
    text = place.files.judgements.read_text("utf-8")
    place.files.judgements.write_text("# 已归档\n" + text, "utf-8")
    assert review.scorecard.signed is not None
    assert not review.scorecard.signed.changed_since
