"""Conditions of cases as a rubric writes them."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from evalkit.rubrics.rubric import Rubric
from evalkit.rules.cases import Case, Cases
from evalkit.rules.conditions import All, Any, Comparison, Not, OneOf

CASES = """\
rule = "cases"
cases = [
  { when = { all = ["channel_open", { measure = "progress", from = "90%", below = "95%" }, { not = { fact = "department", one_of = ["甲局"] } }] }, marks = 3 },
  { when = { any = [{ measure = "travel_control", below = "100%", of = "progress" }, "no_cases"] }, marks = 1 },
  { marks = 0 },
]
"""
TRAVEL = """\
rule = "bands"
measure = "travel_control"
bands = [ { below = "90%", marks = 3 }, { to = "100%", marks = 2 }, { marks = 0 } ]
"""


def test_conditions_of_cases_are_read(load: Callable[[str], Rubric], small: str) -> None:
    rule = load(small.replace(TRAVEL, CASES)).dimensions[0].indicators[0].rule
    assert isinstance(rule, Cases)
    assert rule.cases == (
        Case(
            Decimal(3),
            when=All(
                (
                    "channel_open",
                    Comparison("progress", from_=Decimal("0.9"), below=Decimal("0.95")),
                    Not(OneOf("department", ("甲局",))),
                )
            ),
        ),
        Case(
            Decimal(1),
            when=Any((Comparison("travel_control", of="progress", below=Decimal(1)), "no_cases")),
        ),
        Case(Decimal(0)),
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"no_cases"] }', '"no_case"] }', "没有叫“no_case”的测算或事实，是不是“no_cases”？"),
        ('"no_cases"] }', '"progress"] }', "“progress”不是“是否”类事实"),
        ('of = "progress"', 'of = "cases"', "“cases”与“travel_control”单位不同，不能比较"),
        ('fact = "department"', 'fact = "progress"', "“progress”不是文字"),
        ('fact = "department"', 'fact = "departmnt"', "没有叫“departmnt”的测算或事实"),
        ("one_of", "oneof", "不认识的键“oneof”，是不是“one_of”？"),
        ('"channel_open", {', '"channel_open", 1, {', "应为"),
        ('["甲局"]', "[]", "这里是空的"),
    ],
)
def test_what_is_wrong_with_a_condition(
    problems: Callable[[str], list[str]], small: str, old: str, new: str, says: str
) -> None:
    text = small.replace(TRAVEL, CASES)
    assert text.count(old) == 1
    found = problems(text.replace(old, new))
    line = text[: text.index(old)].count("\n") + 1
    assert all(each.startswith(f"d.toml:{line}:") for each in found)
    assert any(says in each for each in found)
