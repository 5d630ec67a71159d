"""What a standard says becomes a rule where that is plain, and a judgement where it is not."""

import re
from decimal import Decimal

import pytest

from evalkit.rubrics.drafts.standards import JUDGED, Understood, understood


@pytest.mark.parametrize(
    ("text", "rule", "keys"),
    [
        (
            "≤100%得满分，每超过1个百分点扣0.5分，扣完为止。",
            "per_excess",
            {"measure": "rate", "limit": "100%", "each": "1%", "lose": Decimal("0.5")},
        ),
        (
            "调整率不超过10%的得满分；每高出2个百分点扣1分。",
            "per_excess",
            {"measure": "rate", "limit": "10%", "each": "2%", "lose": Decimal(1)},
        ),
        (
            "不超过100%得10分；每超过一个百分点扣0.5分，扣完为止。",
            "per_excess",
            {"measure": "rate", "limit": "100%", "each": "1%", "lose": Decimal("0.5")},
        ),
        (
            "完成率每低于目标 1 个百分点扣 0.5 分，扣完为止。",
            "per_shortfall",
            {"measure": "rate", "limit": "100%", "each": "1%", "lose": Decimal("0.5")},
        ),
        (
            "目标值为95%，每低于目标值一个百分点扣1分。",
            "per_shortfall",
            {"measure": "rate", "limit": "95%", "each": "1%", "lose": Decimal(1)},
        ),
        (
            "≥95%得满分，每降低2个百分点扣1分，扣完为止。",
            "per_shortfall",
            {"measure": "rate", "limit": "95%", "each": "2%", "lose": Decimal(1)},
        ),
        (
            "完成率为100%得10分，每低1%扣0.5分。",
            "per_shortfall",
            {"measure": "rate", "limit": "100%", "each": "1%", "lose": Decimal("0.5")},
        ),
        (
            "每低于90% 5个百分点扣2分，不足5个百分点的不扣分。",
            "per_shortfall",
            {"measure": "rate", "limit": "90%", "each": "5%", "lose": Decimal(2)},
        ),
        (
            "低于98%的，每低1个百分点扣0.5分，不足1个百分点的不扣，扣完为止。",
            "per_shortfall",
            {"measure": "rate", "limit": "98%", "each": "1%", "lose": Decimal("0.5"), "steps": "whole"},
        ),
        (
            "调整率每超过10%一个百分点扣0.5分，扣完为止。",
            "per_excess",
            {"measure": "rate", "limit": "10%", "each": "1%", "lose": Decimal("0.5")},
        ),
        ("按期拨付得10分；每有一项没有按期拨付扣2分。", "violations", {"lose": Decimal(2)}),
        ("控制在100%以内得10分，超过的不得分。", "all_or_nothing", {"measure": "rate", "to": "100%"}),
        ("得分=预算完成率×分值", "proportional", {"measure": "rate"}),
        ("按比例计分", "proportional", {"measure": "rate"}),
        ("得分=满意度×分值", "proportional", {"measure": "rate"}),
        ("每发现一处违规扣2分，扣完为止", "violations", {"lose": Decimal(2)}),
        ("每少公开1项扣0.5分", "violations", {"lose": Decimal("0.5")}),
    ],
)
def test_standards_that_are_understood(text: str, rule: str, keys: dict[str, object]) -> None:
    found = understood(text, Decimal(10), "rate")
    assert (found.rule, dict(found.keys)) == (rule, keys)


@pytest.mark.parametrize(
    "text",
    [
        "≤100%得满分，每超过1个百分点扣0.5分，扣完为止。",
        "低于90%得10分，90%至100%（含）得6分，超过100%不得分。",
        "每违反一处扣1分，扣完为止。",
        "（1）建立渠道，得6分；（2）按期答复，得4分。",
    ],
)
def test_spaces_and_line_breaks_say_nothing(text: str) -> None:
    spaced = re.sub(r"(?<=[\d%])|(?=\d)|(?<=。)", " ", text).replace("，", "，\n")
    spaced = re.sub(r"(?<=\d) (?=\d|\.)|(?<=\.) (?=\d)", "", spaced)
    assert spaced != text
    assert understood(text, Decimal(10), "rate") != JUDGED
    assert understood(spaced, Decimal(10), "rate") == understood(text, Decimal(10), "rate")


def test_points_with_marks_of_their_own_become_a_checklist() -> None:
    found = understood(
        "（1）建立渠道，得4分；（2）按期答复，得4分；（3）有回访记录，得2分。", Decimal(10), None
    )
    assert found.rule == "checklist"
    assert found.keys == (
        (
            "items",
            [
                {"id": "item_1", "title": "建立渠道", "marks": Decimal(4)},
                {"id": "item_2", "title": "按期答复", "marks": Decimal(4)},
                {"id": "item_3", "title": "有回访记录", "marks": Decimal(2)},
            ],
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "酌情评分。",
        "",
        "（1）建立渠道，得4分；（2）按期答复，得4分。",  # 8 of 10 marks
        "95%以上得8分，其余不得分。",  # nobody gets all 10
        "达到95%得满分，每低1个百分点扣0.5分，低于80%不得分。",  # a bound besides the steps
        "95%至105%得满分，每低1个百分点扣1分，每高1个百分点扣1分。",  # both sides
        "每低1个百分点扣0.5分。",  # below what?
        "支出规范5分，会计核算5分；每发生一起违规再扣1分。",  # cases come off of what is left
    ],
)
def test_what_is_not_plain_is_left_to_judge(text: str) -> None:
    assert understood(text, Decimal(10), "rate") == JUDGED


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("95%以上得10分，其余不得分。", "标准可写成 bands，但没有对应的测算：补 measure 后改写为计分规则"),
        (
            "每低于目标1个百分点扣0.5分，扣完为止。",
            "标准可写成 per_shortfall，但没有对应的测算：补 measure 后改写为计分规则",
        ),
        ("达到95%以上的酌情给分。", "标准按比率计分，但没有对应的测算：补 measure 后改写为计分规则"),
        ("酌情评分。", JUDGED.notes[0]),
    ],
)
def test_a_standard_of_rates_without_a_measure_says_what_is_missing(text: str, note: str) -> None:
    found = understood(text, Decimal(10), None)
    assert isinstance(found, Understood)
    assert (found.rule, found.keys) == ("judgement", ())
    assert found.notes[0] == note
