"""A judgements file to fill in is written, but never over somebody's work."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Evalkit = Callable[..., Any]

TEMPLATE = ("score", "report.txt", "--rubric", "four-e", "--judgements-template")


def test_the_scorecard_comes_with_it(evalkit: Evalkit) -> None:
    ended = evalkit(*TEMPLATE, "j.toml")
    assert (ended.code, ended.err) == (0, ["已写入 j.toml"])
    assert "补件清单" in ended.out
    assert 'indicator = "benefits"' in Path("j.toml").read_text("utf-8")


@pytest.mark.parametrize("before", ["", "\n"], ids=["empty", "blank"])
def test_an_empty_file_is_filled(evalkit: Evalkit, before: str) -> None:
    Path("j.toml").write_text(before, "utf-8")
    assert evalkit(*TEMPLATE, "j.toml").code == 0
    assert "[judgements]" in Path("j.toml").read_text("utf-8")


def test_the_same_template_may_be_written_again(evalkit: Evalkit) -> None:
    assert evalkit(*TEMPLATE, "j.toml") == evalkit(*TEMPLATE, "j.toml")


def test_a_file_with_other_contents_is_kept(evalkit: Evalkit) -> None:
    evalkit(*TEMPLATE, "j.toml")
    filled = Path("j.toml").read_text("utf-8").replace('# reason = ""', 'reason = "已核"', 1)
    Path("j.toml").write_text(filled, "utf-8")
    ended = evalkit(*TEMPLATE, "j.toml")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == ["j.toml: 文件已存在且内容不同，不予覆盖（可用：另一个文件名）"]
    assert Path("j.toml").read_text("utf-8") == filled


@pytest.mark.parametrize(
    "arguments",
    [
        ("--judgements", "j.toml", "--judgements-template", "j.toml"),
        ("--facts", "j.toml", "--judgements-template", "j.toml"),
        ("--judgements-template", "report.txt"),
        ("--rubric", "j.toml", "--output", "j.toml"),
    ],
)
def test_inputs_are_never_written_to(evalkit: Evalkit, arguments: tuple[str, ...]) -> None:
    Path("j.toml").write_text("# something of somebody's\n", "utf-8")
    ended = evalkit("score", "report.txt", *arguments)
    assert ended.code == 2
    assert ended.err == [f"{arguments[-1]}: 不能覆盖输入文件（可用：另一个文件名）"]
    assert Path("j.toml").read_text("utf-8") == "# something of somebody's\n"
