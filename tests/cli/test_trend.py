"""``evalkit trend``."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from evalkit.rendering.schemas import schema

Evalkit = Callable[..., Any]
_ESCAPES = re.compile("\x1b\\[[0-9;]*m")

REPORT = """\
云岭市水务局{year}年度部门整体支出绩效自评报告

一、预算执行情况
{year}年“三公”经费预算20.00万元，决算{actual}万元。
二、整改措施
将“三公”经费控制在15万元以内。加强业务培训。
"""


@pytest.fixture
def results(tmp_path: Path, record: Callable[..., None]) -> str:
    reports = {
        f"water{year}.txt": (REPORT.format(year=year, actual=actual), 1)
        for year, actual in ((2021, "19.00"), (2022, "17.00"), (2023, "14.00"))
    }
    record(tmp_path / "results.db", reports)
    return "results.db"


def test_the_years_stand_side_by_side(evalkit: Evalkit, results: str) -> None:
    ended = evalkit("trend", "水务", "--results", results)
    assert (ended.code, ended.err) == (0, [])
    lines = [line.split() for line in ended.out.split("\n")]
    assert ["“三公”经费控制率", "3", "6", "6", "0"] in lines
    assert ["“三公”经费控制率", "95%", "85%", "70%"] in lines
    assert ["“三公”经费决算数", "19.00", "万元", "17.00", "万元", "14.00", "万元", "−17.65%"] in lines


def test_a_promise_and_what_became_of_it_are_quoted(evalkit: Evalkit, results: str) -> None:
    out = evalkit("trend", "云岭市水务局", "--results", results, terminal=120).out
    out = _ESCAPES.sub("", out)
    assert "整改措施 4 条：兑现 1 条，未兑现 1 条，无法判断 2 条。" in out
    kept = out[out.index("✓ 兑现") :]
    assert "“三公”经费决算数应不超过 15.00 万元，实际 14.00 万元（上年 17.00 万元）" in kept
    assert "「将“三公”经费控制在15万元以内。」 water2022.txt 第 6 行" in kept
    assert "「2023年“三公”经费预算20.00万元，决算14.00万元」 water2023.txt 第 4 行" in kept


def test_the_json_keeps_to_its_schema(evalkit: Evalkit, results: str) -> None:
    tree = json.loads(evalkit("trend", "水务", "--results", results, "--format", "json").out)
    problems = Draft202012Validator(json.loads(schema("trend"))).iter_errors(tree)
    assert [f"{each.json_path}: {each.message}" for each in problems] == []
    assert [each["verdict"] for each in tree["promises"]] == [
        "not_kept",
        "cannot_tell",
        "kept",
        "cannot_tell",
    ]
    assert [each["id"] for each in tree["figures"]] == ["three_public_actual", "three_public_budget"]


def test_one_figure_can_be_asked_for(evalkit: Evalkit, results: str) -> None:
    ended = evalkit(
        "trend", "水务", "--results", results, "--fact", "three_public_budget", "--format", "json"
    )
    assert [each["id"] for each in json.loads(ended.out)["figures"]] == ["three_public_budget"]


@pytest.mark.parametrize(("format", "start"), [("xlsx", b"PK"), ("html", b"<!DOCTYPE html>")])
def test_workbooks_and_pages_are_written_to_files(
    evalkit: Evalkit, results: str, tmp_path: Path, format: str, start: bytes
) -> None:
    for name in ("once", "twice"):
        ended = evalkit("trend", "水务", "--results", results, "--format", format, "--output", name)
        assert (ended.code, ended.err) == (0, [f"已写入 {name}"])
    assert (tmp_path / "once").read_bytes().startswith(start)
    assert (tmp_path / "once").read_bytes() == (tmp_path / "twice").read_bytes()


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_screen(evalkit: Evalkit, results: str, lang: str, width: int) -> None:
    out = evalkit("trend", "水务", "--results", results, "--lang", lang, terminal=width).out
    assert max(cell_len(_ESCAPES.sub("", line)) for line in out.split("\n")) <= width


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["水务"], "缺少选项 --results"),
        (["体育局", "--results", "results.db"], "结果库里没有部门“体育局”"),
        (["水务", "--results", "gone.db"], "gone.db: 没有这个结果库"),
    ],
)
def test_one_line_says_what_is_wrong(evalkit: Evalkit, results: str, arguments: list[str], line: str) -> None:
    ended = evalkit("trend", *arguments)
    assert (ended.code, ended.out, ended.err) == (2, "", [line])
