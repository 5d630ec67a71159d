"""``evalkit rubric show --effective``, ``lint`` and ``score`` with a rubric that extends another."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Evalkit = Callable[..., Any]

OWN = """\
[rubric]
extends = "four-e"
id = "own"
title = "某区评分标准"
version = "1.0.0"
source = "示例"
standing = "example"

[[dimension]]
id = "economy"

[[dimension.indicator]]
id = "three_public_control"
clause = "按本区的通知执行。"
"""


@pytest.fixture
def own(tmp_path: Path) -> str:
    """The name of a file with a rubric that extends a shipped one."""
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    return "own.toml"


def test_the_effective_rubric_is_a_rubric_that_stands_alone(
    evalkit: Evalkit, own: str, tmp_path: Path
) -> None:
    shown = evalkit("rubric", "show", own, "--effective")
    assert (shown.code, shown.err) == (0, [])
    assert "extends" not in shown.out
    assert shown.out.count("按本区的通知执行。") == 1
    (tmp_path / "whole.toml").write_text(shown.out, "utf-8")
    assert evalkit("rubric", "lint", "whole.toml").code == 0
    assert evalkit("rubric", "show", "whole.toml").out == evalkit("rubric", "show", own).out
    assert evalkit("rubric", "show", "whole.toml", "--effective").out == shown.out


def test_a_problem_names_the_file_that_it_stands_in(evalkit: Evalkit, own: str, tmp_path: Path) -> None:
    (tmp_path / own).write_text(OWN + "marks = 90\n", "utf-8")
    (tmp_path / "second.toml").write_text(OWN.replace("four-e", own), "utf-8")
    ended = evalkit("rubric", "lint", "second.toml")
    assert ended.code == 1
    assert {line.split(":")[0] for line in ended.out.splitlines()} <= {"four-e.toml", own}


def test_a_report_is_scored_by_it(evalkit: Evalkit, own: str) -> None:
    ended = evalkit("score", "report.txt", "--rubric", own)
    assert ended.code == 0
    assert "某区评分标准" in ended.out
