"""Rules that cannot be used: what a plugin that is not there would have given, and what breaks."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from attrs import frozen

from evalkit.errors import RubricError
from evalkit.messages import Lang
from evalkit.rubrics.lint import lint
from evalkit.rubrics.loading import load_rubric
from evalkit.rubrics.rubric import Indicator, Rubric
from evalkit.rubrics.unusable import absent
from evalkit.rules.rule import Rule, Title

Rules = Mapping[str, type[Rule]]


@frozen
class Broken(Rule):
    """A plugin's rule that breaks when asked."""

    name = "broken"
    title = Title("坏的")

    def needs(self) -> tuple[str, ...]:
        raise RuntimeError("no such luck")


def row(rubric: Rubric, id: str) -> Indicator:
    rows = [indicator for dimension in rubric.dimensions for indicator in dimension.indicators]
    rows += [part for indicator in rows for part in indicator.parts]
    return next(each for each in rows if each.id == id)


def test_an_absent_rule_needs_nothing_and_decides_nothing() -> None:
    rule = absent("district_curve")
    assert rule.needs() == ()
    assert rule.check(Decimal(3)) == ()
    failed = rule.assess(Decimal(3), {}).failed
    assert failed is not None
    assert failed.text(Lang.ZH) == "没有名为“district_curve”的计分规则：提供它的插件没有装载"
    assert failed.text(Lang.EN) == "there is no rule district_curve: the plugin that gives it is not loaded"


def test_unknown_rules_and_values_are_no_problem_of_the_rubrics_when_a_plugin_is_missing(
    small: str, rules: Rules, known: Mapping[str, Any]
) -> None:
    text = small.replace('rule = "judgement"', 'rule = "district_curve"\nsteepness = 3').encode()
    fewer = {id: unit for id, unit in known.items() if id not in ("travel_control", "cases")}
    with pytest.raises(RubricError) as raised:
        load_rubric(text, "d.toml", rules, fewer)
    assert len(raised.value.problems) == 3
    rubric = load_rubric(text, "d.toml", rules, fewer, partial=True)
    assert row(rubric, "regular").rule == absent("district_curve")


def test_what_is_wrong_with_the_rubric_itself_stays_wrong(
    small: str, rules: Rules, known: Mapping[str, Any]
) -> None:
    text = small.replace("total = 10", "total = 11").replace(
        'measure = "progress"', 'measure = "channel_open"'
    )
    with pytest.raises(RubricError) as raised:
        load_rubric(text.encode(), "d.toml", rules, known, partial=True)
    assert len(raised.value.problems) == 2


@pytest.mark.parametrize(
    ("old", "id", "place"),
    [
        ('rule = "judgement"', "regular", "dimension.economy.indicator.spending.parts.regular.rule"),
        ('rule = "violations"\nlose = 0.5', "spending", "dimension.economy.indicator.spending.then[1].rule"),
    ],
)
def test_a_rule_that_breaks_costs_its_indicator_and_is_a_problem_for_lint(
    small: str, rules: Rules, known: Mapping[str, Any], old: str, id: str, place: str
) -> None:
    text = small.replace(old, 'rule = "broken"')
    text = text.replace('count = "cases"\nnone_if = ["no_cases"]\n', "") if id == "spending" else text
    rubric = load_rubric(text.encode(), "d.toml", {**rules, "broken": Broken}, known)
    broken = row(rubric, id).rule or row(rubric, id).modifiers[0]
    failed = broken.assess(Decimal(1), {}).failed
    assert failed is not None
    assert failed.text(Lang.ZH) == "计分规则“broken”出错：RuntimeError: no such luck"
    found = [
        problem for problem in lint(rubric, text.encode(), "d.toml", {}) if "broke" in problem.text(Lang.EN)
    ]
    assert [problem.path for problem in found] == [place]
    assert found[0].line is not None
