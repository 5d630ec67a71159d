"""Rarer standards, in words of our own: what each becomes, and what stays a judgement."""

from decimal import Decimal

import pytest

from evalkit.rubrics.drafts.standards import JUDGED, in_tiers, understood

RATIOS = {"结转结余率": "carry", "结转结余变动率": "change", "任务完成率": "done"}
NONE = {"measure": "carryover_closing", "equals": Decimal(0)}


def less(key: str, marks: int) -> dict[str, object]:
    return {"measure": "carryover_closing", key: "100%", "of": "carryover_opening", "marks": Decimal(marks)}


def said(text: str, marks: int, measure: str | None = "rate") -> tuple[str, dict[str, object]]:
    found = understood(text, Decimal(marks), measure, RATIOS)
    return found.rule, dict(found.keys)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            "达到100%得满分，70%以下不得分，其间按比例得分。",
            {"from": "70%", "to": "100%", "at_from": Decimal("4.2")},
        ),
        (
            "完成率100%得6分；70%（含）至100%之间按比例得分；低于70%不得分。",
            {"from": "70%", "to": "100%", "at_from": Decimal("4.2")},
        ),
        ("≥95%得满分，60%以下不得分，之间采用内插法计分。", {"from": "60%", "to": "95%"}),
        ("不超过10%得满分，超过30%不得分，其间按线性插值计分。", {"from": "30%", "to": "10%"}),
        ("不超过-5%得满分，超过5%不得分，其间线性计分。", {"from": "5%", "to": "-5%"}),
    ],
)
def test_two_points_and_a_line(text: str, keys: dict[str, object]) -> None:
    assert said(text, 6) == ("linear", {"measure": "rate", **keys})


@pytest.mark.parametrize(
    ("text", "rule", "full_at"),
    [
        ("得分=标准值/实际值×分值，标准值为90%，最高得满分。", "reverse_proportional", "90%"),
        ("得分＝目标值÷实际完成值×5分", "reverse_proportional", "100%"),
        ("得分=实际完成值/目标值×分值", "proportional", "100%"),
    ],
)
def test_a_target_over_the_result_or_the_other_way_round(text: str, rule: str, full_at: str) -> None:
    assert said(text, 5) == (rule, {"measure": "rate", "full_at": full_at})


@pytest.mark.parametrize(
    ("text", "marks", "cases"),
    [
        (
            "无结转结余得3分；比上年减少得2分；比上年增加不得分。",
            3,
            [{**NONE, "marks": Decimal(3)}, less("below", 2), {"marks": Decimal(0)}],
        ),
        (
            "没有结余的3分；有结余，但不超过上年的2分；超过上年的不得分。",
            3,
            [{**NONE, "marks": Decimal(3)}, less("to", 2), {"marks": Decimal(0)}],
        ),
        (
            "年末结转为0得满分，结转金额较上年下降得3分，其余得1分",
            5,
            [{**NONE, "marks": Decimal(5)}, less("below", 3), {"marks": Decimal(1)}],
        ),
    ],
)
def test_a_balance_by_cases(text: str, marks: int, cases: list[object]) -> None:
    assert said(text, marks, None) == ("cases", {"cases": cases})


def test_results_far_beyond_their_target_lose_marks_behind_the_rule() -> None:
    assert said("按完成比例得分；超过目标值30%以上的扣2分。", 10) == (
        "proportional",
        {
            "measure": "rate",
            "then": [{"rule": "over_achievement", "measure": "rate", "by": "30%", "lose": Decimal(2)}],
        },
    )


def test_the_better_of_two_ratios_that_the_text_names() -> None:
    assert said("结转结余率不超过9%得满分，或结转结余变动率不超过-30%得满分，否则不得分。", 4, None) == (
        "better_of",
        {
            "sides": [
                {"rule": "all_or_nothing", "measure": "carry", "to": "9%"},
                {"rule": "all_or_nothing", "measure": "change", "to": "-30%"},
            ]
        },
    )


@pytest.mark.parametrize(
    ("text", "tiers"),
    [
        ("优得5分，良得4分，中得3分，差不得分", [("优", 5), ("良", 4), ("中", 3), ("差", 0)]),
        ("优（5分）、良（4分）、中（3分）、差（0分）", [("优", 5), ("良", 4), ("中", 3), ("差", 0)]),
        ("效益显著5分，较好3分，一般1分，没有不得分。", [("显著", 5), ("较好", 3), ("一般", 1), ("没有", 0)]),
        ("制度健全得5分；较健全得2分；不健全不得分。", [("健全", 5), ("较健全", 2), ("不健全", 0)]),
    ],
)
def test_tiers_in_words(text: str, tiers: list[tuple[str, int]]) -> None:
    rule, keys = said(text, 5, None)
    assert (rule, keys["tiers"]) == ("judgement", [{"title": t, "marks": Decimal(n)} for t, n in tiers])


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("结转结余率不超过9%得满分，或者情况特殊的得满分。", 4),  # nobody knows the other side
        ("无结转结余得3分；比上年减少得2分；比上年增加不得分。", 4),  # nobody gets all 4
        ("优得3分，良得4分，差不得分。", 4),  # out of order
        ("达到100%得满分，其间按比例得分，80%得3分，60%以下不得分。", 6),  # more than two points
        ("得分=标准值/实际值×分值，或实际值/标准值×分值", 5),  # both ways round
    ],
)
def test_what_is_not_plain_stays_a_judgement(text: str, marks: int) -> None:
    assert said(text, marks, None)[0] == "judgement"
    assert said(text, marks)[1].get("tiers") is None


def test_tiers_that_nobody_wins_in_full_are_left_to_judge() -> None:
    assert in_tiers([("优", Decimal(4)), ("差", Decimal(0))], Decimal(5)) == JUDGED
    assert dict(in_tiers([("优", Decimal(5)), ("差", Decimal(0))], Decimal(5)).keys)["tiers"]
