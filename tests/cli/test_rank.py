"""``evalkit rank``."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Evalkit = Callable[..., Any]


def test_the_ranking_is_shown_in_the_terminal(evalkit: Evalkit, results: str) -> None:
    ended = evalkit("rank", results)
    assert (ended.code, ended.err) == (0, [])
    assert "得分最高 10，中位数 6，最低 3（满分 10）。" in ended.out
    assert [
        line.split()[4] for line in ended.out.split("\n") if line.startswith(("   1 ", "   2 ", "   3 "))
    ] == [
        "水务局",
        "林业局",
        "体育局",
    ]


def test_the_json_can_be_scripted_against(evalkit: Evalkit, results: str) -> None:
    tree = json.loads(evalkit("rank", results, "--format", "json", "--seed", "7").out)
    assert [(each["department"], each["rank"], each["high"]) for each in tree["ranking"]] == [
        ("水务局", 1, "10"),
        ("林业局", 2, "6"),
        ("体育局", 3, "4"),
    ]
    assert tree["stability"]["seed"] == 7


def test_no_other_weights_are_tried_at_0_percent(evalkit: Evalkit, results: str) -> None:
    ended = evalkit("rank", results, "--weights", "0%", "--format", "json")
    assert json.loads(ended.out)["stability"] is None
    assert "权重" not in evalkit("rank", results, "--weights", "0%").out


@pytest.mark.parametrize(("format", "start"), [("xlsx", b"PK"), ("html", b"<!DOCTYPE html>")])
def test_workbooks_and_pages_are_written_to_files(
    evalkit: Evalkit, results: str, tmp_path: Path, format: str, start: bytes
) -> None:
    ended = evalkit("rank", results, "--format", format, "--output", "out")
    assert (ended.code, ended.err) == (0, ["已写入 out"])
    assert (tmp_path / "out").read_bytes().startswith(start)


def test_the_results_database_is_never_written_over(evalkit: Evalkit, results: str, tmp_path: Path) -> None:
    before = (tmp_path / results).read_bytes()
    assert evalkit("rank", results, "--format", "json", "--output", results).code == 2
    assert (tmp_path / results).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["gone.db"], "gone.db: 没有这个结果库"),
        (["results.db", "--weights", "10"], "--weights：“10”不可用（可用：0% 到 100%）"),
        (["results.db", "--weights", "110%"], "--weights：“110%”不可用（可用：0% 到 100%）"),
        (["results.db", "--year", "2020"], "没有 2020 年度的评分卡（可用：2023）"),
        (["results.db", "--top", "0"], "--top：“0”不可用（可用：1 或更大的整数）"),
        (["report.txt"], "report.txt: 不是 evalkit 的结果库"),
    ],
)
def test_one_line_says_what_is_wrong(evalkit: Evalkit, results: str, arguments: list[str], line: str) -> None:
    ended = evalkit("rank", *arguments)
    assert (ended.code, ended.out, ended.err) == (2, "", [line])
