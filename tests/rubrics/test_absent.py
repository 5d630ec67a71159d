"""What a rubric names and a plugin that is not there would have given."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from evalkit.errors import RubricError
from evalkit.messages import Lang
from evalkit.rubrics.absent import AbsentRule
from evalkit.rubrics.loading import load_rubric
from evalkit.rules.rule import Rule


def test_an_absent_rule_needs_nothing_and_decides_nothing() -> None:
    rule = AbsentRule("district_curve")
    assert rule.needs() == ()
    assert rule.check(Decimal(3)) == ()
    failed = rule.assess(Decimal(3), {}).failed
    assert failed is not None
    assert failed.text(Lang.ZH) == "没有名为“district_curve”的计分规则：提供它的插件没有装载"
    assert failed.text(Lang.EN) == "there is no rule district_curve: the plugin that gives it is not loaded"


def test_unknown_rules_and_values_are_no_problem_of_the_rubrics_when_a_plugin_is_missing(
    small: str, rules: Mapping[str, type[Rule]], known: Mapping[str, Any]
) -> None:
    text = small.replace('rule = "judgement"', 'rule = "district_curve"\nsteepness = 3').encode()
    fewer = {id: unit for id, unit in known.items() if id not in ("travel_control", "cases")}
    with pytest.raises(RubricError) as raised:
        load_rubric(text, "d.toml", rules, fewer)
    assert len(raised.value.problems) == 3
    rubric = load_rubric(text, "d.toml", rules, fewer, partial=True)
    (regular,) = [
        part
        for dimension in rubric.dimensions
        for indicator in dimension.indicators
        for part in indicator.parts
        if part.id == "regular"
    ]
    assert regular.rule == AbsentRule("district_curve")


def test_what_is_wrong_with_the_rubric_itself_stays_wrong(
    small: str, rules: Mapping[str, type[Rule]], known: Mapping[str, Any]
) -> None:
    text = small.replace("total = 10", "total = 11").replace(
        'measure = "progress"', 'measure = "channel_open"'
    )
    with pytest.raises(RubricError) as raised:
        load_rubric(text.encode(), "d.toml", rules, known, partial=True)
    assert len(raised.value.problems) == 2
