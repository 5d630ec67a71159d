"""A rubric file becomes a Rubric."""

import hashlib
from collections.abc import Callable
from decimal import Decimal

from evalkit.facts.unit import Unit
from evalkit.rubrics.rubric import (
    Adjustment,
    AdjustmentKind,
    AppliesTo,
    Grade,
    NoRate,
    NotApplicable,
    Rubric,
    Standing,
    Statements,
)
from evalkit.rules.checklist import AnyOf
from evalkit.rules.judgement import Judgement
from evalkit.rules.proportional import Proportional
from evalkit.rules.rule import Title
from evalkit.rules.violations import Violations


def test_a_rubric_is_read(small: str, load: Callable[[str], Rubric]) -> None:
    rubric = load(small)
    assert (rubric.id, rubric.title, rubric.version) == ("district", Title("某区评分标准"), "1.0.0")
    assert (rubric.standing, rubric.total) == (Standing.EXAMPLE, Decimal(10))
    assert (rubric.statements, rubric.not_applicable) == (Statements.ACCEPTED, NotApplicable.EXCLUDED)
    assert rubric.source == "某区财政局〔2031〕1 号"
    assert rubric.applies_to == AppliesTo("某区", 2031, 2033)
    assert rubric.grades == (Grade(Title("优"), Decimal(9)), Grade(Title("差"), Decimal(0)))
    assert rubric.sha256 == hashlib.sha256(small.encode()).hexdigest()
    assert rubric.adjustments == (
        Adjustment(
            kind=AdjustmentKind.CAP,
            id="slow",
            title=Title("进度过慢"),
            clause="进度低于 80% 的，总分不超过 8 分。",
            rests_on="progress",
            at_most=Decimal(8),
            below=Decimal("0.8"),
        ),
    )


def test_an_indicator_has_its_rule_parts_and_modifiers(small: str, load: Callable[[str], Rubric]) -> None:
    (dimension,) = load(small).dimensions
    assert (dimension.id, dimension.title, dimension.marks) == ("economy", Title("经济性"), Decimal(10))
    travel, _, spending = dimension.indicators
    assert (travel.group, travel.statements, travel.no_rate) == ("", None, NoRate.NOT_APPLICABLE)
    assert travel.rule is not None
    assert travel.rule.needs() == ("travel_control",)
    assert spending.rule is None
    assert (spending.title, spending.group) == (Title("支出", "Spending"), "资金")
    assert (spending.statements, spending.no_rate) == (Statements.CONFIRM, NoRate.FULL)
    assert spending.admitted_by == ("支出进度",)
    progress, regular = spending.parts
    assert (progress.id, progress.marks, progress.clause) == ("progress", Decimal(3), "按进度计分。")
    assert progress.rule == Proportional(measure="progress")
    assert regular.rule == Judgement()
    assert spending.modifiers == (Violations(lose=Decimal("0.5"), count="cases", none_if=("no_cases",)),)


def test_the_items_of_a_checklist_are_parts(small: str, load: Callable[[str], Rubric]) -> None:
    petitions = load(small).dimensions[0].indicators[1]
    assert petitions.rule is None
    channel, answered, visited = petitions.parts
    assert (channel.id, channel.title, channel.marks) == ("channel", Title("渠道", "Channel"), Decimal(1))
    assert channel.rule == AnyOf(any=("channel_open",))
    assert (channel.statements, answered.statements) == (None, Statements.CONFIRM)
    assert answered.rule is not None
    assert answered.rule.needs() == ("answer_rate",)
    assert (visited.rule, visited.passages) == (Judgement(), ("回访",))


MEASURE = """
[[measure]]
id = "answered_well"
title = "答复情况"
title_en = "Answers"
formula = "{formula}"
claimed_as = "{claimed}"
"""


def with_measure(small: str, formula: str, claimed: str = "answer_rate") -> str:
    text = small.replace('rule = "proportional"\nmeasure = "progress"', MEASURED)
    return text + MEASURE.format(formula=formula, claimed=claimed)


MEASURED = 'rule = "proportional"\nmeasure = "answered_well"'


def test_a_measure_of_its_own_can_be_named_by_its_rules(small: str, load: Callable[[str], Rubric]) -> None:
    rubric = load(with_measure(small, "progress * 50%"))
    (measure,) = rubric.measures
    assert (measure.id, measure.title, measure.title_en) == ("answered_well", "答复情况", "Answers")
    assert (measure.unit, measure.parameters) == (Unit.RATIO, {"progress": Unit.RATIO})
    assert measure.claimed_as == "answer_rate"
    assert measure.evaluate({"progress": Decimal("0.5")}) == Decimal("0.25")


def test_a_comparison_can_decide_an_item_of_a_checklist(small: str, load: Callable[[str], Rubric]) -> None:
    text = small.replace('any = ["channel_open"]', 'any = ["answered_well"]')
    rubric = load(text + MEASURE.format(formula="progress >= answer_rate", claimed="channel_open"))
    assert rubric.measures[0].unit is Unit.YES_NO


def test_what_is_wrong_with_a_measure_is_said_where_it_stands(
    small: str, problems: Callable[..., list[str]]
) -> None:
    where = "d.toml:90:11: measure.answered_well.formula: "
    assert problems(with_measure(small, "progres * 2")) == [
        where + "第 1 个字符处：没有叫“progres”的事实，是不是“progress”？"
    ]
    assert problems(with_measure(small, "progress * 2", "cases")) == [
        "d.toml:91:14: measure.answered_well.claimed_as: claimed_as 应是单位与公式相同的事实"
    ]
    twice = problems(small + MEASURE.format(formula="progress", claimed="").replace("answered_well", "cases"))
    assert twice == ["d.toml:87:6: measure.cases.id: 已有叫“cases”的测算或事实"]
