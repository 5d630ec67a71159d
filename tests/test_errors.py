"""Errors are one line a problem: what, where, what was allowed."""

from evalkit.errors import InputError, PluginError, Problem, RubricError
from evalkit.messages import Lang, say


def test_a_problem_says_what_where_and_what_was_allowed() -> None:
    problem = Problem(
        say("不认识的键“{key}”", "unknown key {key!s}", key="markz"),
        where="district.toml",
        line=7,
        column=3,
        path="dimension.economy.indicator.reception",
        allowed=say("marks、rule", "marks, rule"),
    )
    assert problem.text(Lang.EN) == (
        "district.toml:7:3: dimension.economy.indicator.reception: unknown key markz (allowed: marks, rule)"
    )
    assert problem.text(Lang.ZH) == (
        "district.toml:7:3: dimension.economy.indicator.reception: 不认识的键“markz”（可用：marks、rule）"
    )


def test_a_problem_stays_on_one_line_whatever_the_input_holds() -> None:
    problem = Problem(say("不是数：{text}", "not a number: {text}", text="1\n2\r\n3"), where="a.toml")
    assert problem.text(Lang.EN) == "a.toml: not a number: 1 2 3"


def test_an_error_carries_every_problem_in_order() -> None:
    first, second = (Problem(say(f"错{n}", f"wrong {n}"), where="r.toml", line=n) for n in (1, 2))
    error = RubricError([first, second])
    assert isinstance(error, InputError)
    assert error.problems == (first, second)
    assert str(error) == "r.toml:1: wrong 1\nr.toml:2: wrong 2"
    assert InputError(first).problems == (first,)


def test_a_plugin_error_names_the_plugin() -> None:
    assert PluginError("district", say("坏了", "is broken")).text(Lang.ZH) == "district: 坏了"
