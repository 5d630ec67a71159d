"""The sides of a better-of as a rubric writes them: a rule of one value within a rule."""

from decimal import Decimal

import pytest

from evalkit.messages import Lang
from evalkit.rubrics.tables import CONVERTER, SIDES
from evalkit.rules.all_or_nothing import AllOrNothing
from evalkit.rules.better_of import BetterOf, Side
from evalkit.rules.per_excess import PerExcess
from evalkit.structuring import attempt
from evalkit.toml import parse


def read(text: str) -> tuple[BetterOf | None, list[str]]:
    """Return the rule, and the lines of what is wrong with it."""
    rule, problems = attempt(parse(text.encode(), "r.toml"), BetterOf, converter=CONVERTER)
    return rule, [each.text(Lang.ZH) for each in problems]


def test_a_side_is_the_rule_that_it_names() -> None:
    rule, problems = read(
        'sides = [{ rule = "all_or_nothing", measure = "a", to = "9%" },'
        ' { rule = "per_excess", measure = "b", limit = 0, each = "3%", lose = 1, steps = "whole" }]'
    )
    assert problems == []
    assert rule == BetterOf(
        (
            Side(AllOrNothing("a", to=Decimal("0.09"))),
            Side(PerExcess("b", Decimal(0), Decimal("0.03"), Decimal(1), "whole")),
        )
    )
    assert rule is not None
    assert rule.needs() == ("a", "b")


def test_every_rule_of_one_value_can_be_a_side_and_no_other() -> None:
    assert {"bands", "linear", "proportional", "reverse_proportional"} <= set(SIDES)
    assert not {"better_of", "checklist", "judgement", "cases"} & set(SIDES)


@pytest.mark.parametrize(
    ("side", "starts"),
    [
        (
            '{ rule = "all_or_nothing", measure = "a", too = "9%" }',
            "r.toml:1:53: sides[1].too: 不认识的键“too”",
        ),
        ('{ rule = "checklist" }', "r.toml:1:20: sides[1].rule: "),
        ('{ measure = "a" }', "r.toml:1:11: sides[1]: 缺少键“rule”（可用：all_or_nothing、bands、"),
        ("1", "r.toml:1:11: sides[1]: 应为表，这里是整数 1"),
        ('{ rule = "bands", measure = "a" }', "r.toml:1:11: sides[1]: 缺少键“bands”"),
    ],
)
def test_what_is_wrong_with_a_side_is_said_at_its_place(side: str, starts: str) -> None:
    rule, problems = read(f"sides = [ {side} ]")
    assert rule is None
    assert len(problems) == 1
    assert problems[0].startswith(starts)
