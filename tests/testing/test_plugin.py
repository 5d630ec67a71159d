"""The pytest plugin: a clean rubric passes, a planted fault fails the right test."""

from collections.abc import Callable
from importlib.metadata import entry_points

import pytest

pytest_plugins = "pytester"

INSTALLED = any(each.value == "evalkit.testing.plugin" for each in entry_points(group="pytest11"))
"""Whether pytest finds the plugin by itself; an older installation does not yet."""

INI = "[pytest]\nevalkit_examples = 12\n"
Ran = Callable[..., pytest.RunResult]

RUBRIC = """\
[rubric]
id = "small"
title = "某区试行标准"
version = "1.0.0"
source = "示例"
standing = "example"
total = 5

[[dimension]]
id = "economy"
title = "经济性"
marks = 5

[[dimension.indicator]]
id = "cars"
title = "“三公”经费控制率"
marks = 4
clause = "低于 90% 得 4 分，不超过 100% 得 2 分。"
better = "lower"
rule = "bands"
measure = "three_public_control"
bands = [{ below = "90%", marks = 4 }, { to = "100%", marks = 2 }, { marks = 0 }]

[[dimension.indicator]]
id = "channel"
title = "信访渠道"
marks = 1
clause = "渠道畅通得 1 分。"
rule = "checklist"
items = [{ id = "open", title = "渠道畅通", marks = 1, any = ["petition_channel_open"] }]

[[example]]
title = "恰好九成"
facts = { three_public_actual = "90.00万元", three_public_budget = "100.00万元" }
expect = { cars = 2 }
"""


@pytest.fixture
def ran(pytester: pytest.Pytester) -> Ran:
    """Return how pytest runs on a folder with one rubric."""

    def run(rubric: str, *options: str, ini: str = INI) -> pytest.RunResult:
        pytester.makefile(".ini", pytest=ini)
        folder = pytester.mkdir("rubrics")
        (folder / "small.toml").write_text(rubric, "utf-8")
        loading = () if INSTALLED else ("-p", "evalkit.testing.plugin")
        return pytester.runpytest_inprocess(*loading, "-p", "no:cacheprovider", "-q", "rubrics", *options)

    return run


def failed(result: pytest.RunResult) -> list[str]:
    return [
        line.partition("::")[2].partition(" - ")[0] for line in result.outlines if line.startswith("FAILED ")
    ]


def test_a_clean_rubric_passes(ran: Ran) -> None:
    result = ran(RUBRIC, "--evalkit")
    assert failed(result) == []
    # Thirteen checks of lint, an example, nine contracts of the bands and eight of the checklist.
    assert result.parseoutcomes()["passed"] >= 25


def test_each_test_has_a_name(ran: Ran) -> None:
    lines = ran(RUBRIC, "--evalkit", "--collect-only").outlines
    for name in (
        "lint[invalid]",
        "lint[direction]",
        "example[恰好九成]",
        "cars[monotone]",
        "channel[bounded]",
    ):
        assert f"rubrics/small.toml::{name}" in lines
    assert "rubrics/small.toml::channel[monotone]" not in lines


def test_nothing_is_collected_unless_asked_for(ran: Ran) -> None:
    assert ran(RUBRIC).parseoutcomes() == {}


def test_the_ini_option_asks_for_it(ran: Ran) -> None:
    result = ran(RUBRIC, "--collect-only", ini=INI + "evalkit = true\n")
    assert "rubrics/small.toml::cars[bounded]" in result.outlines


def test_a_rubric_that_does_not_load_fails_one_test_with_every_problem(ran: Ran) -> None:
    result = ran(
        RUBRIC.replace("total = 5", "total = 6").replace("three_public_control", "nothing"), "--evalkit"
    )
    assert failed(result) == ["lint[invalid]"]
    assert result.parseoutcomes() == {"failed": 1}
    assert len({line for line in result.outlines if line.startswith("small.toml:")}) == 2


def test_a_changed_mark_fails_its_example(ran: Ran) -> None:
    changed = RUBRIC.replace("marks = 2 }", "marks = 3 }").replace("得 2 分", "得 3 分")
    result = ran(changed, "--evalkit")
    assert failed(result) == ["example[恰好九成]"]
    assert "small.toml:35: 恰好九成: cars 预期 2 分，实际 3 分" in result.outlines


def test_a_rule_against_its_direction_fails_lint_and_contract(ran: Ran) -> None:
    result = ran(RUBRIC.replace('better = "lower"', 'better = "higher"'), "--evalkit")
    assert failed(result) == ["lint[direction]", "cars[monotone]"]
    assert (
        "指标 cars（“三公”经费控制率）不满足“改善不丢分”：“三公”经费控制率由 89.99% 改善为 90.00%，"
        "扣分反而由 0 增为 2。"
    ) in "\n".join(result.outlines).replace("““三公”经费控制率”", "“三公”经费控制率")


def test_an_example_that_cannot_be_read_fails_alone(ran: Ran) -> None:
    assert failed(ran(RUBRIC.replace("cars = 2", "carz = 2"), "--evalkit")) == ["example[invalid]"]
