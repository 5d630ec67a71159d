"""``evalkit rubric test`` as a person runs it."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from evalkit.cli.app import run

RUBRIC = """\
[rubric]
id = "tiny"
title = "某区试行标准"
version = "1.0.0"
source = "示例"
standing = "example"
total = 1

[[dimension]]
id = "fairness"
title = "公平性"
marks = 1

[[dimension.indicator]]
id = "progress"
title = "采购执行率"
marks = 1
clause = "不低于 95% 得 1 分。"
rule = "all_or_nothing"
measure = "procurement_rate"
from = "95%"
"""
HALF = """
[[example]]
title = "九成五"
facts = { procurement_actual = "95.0万元", procurement_budget = "100.0万元" }
expect = { total = 1 }
"""
WHOLE = """
[[example]]
title = "差一点"
facts = { procurement_actual = "94.9万元", procurement_budget = "100.0万元" }
expect = { total = 0, reasons = ["94.90%"] }
"""


def run_tests(folder: Path, text: str, *options: str, capsys: Any) -> tuple[int, list[str]]:
    path = folder / "tiny.toml"
    path.write_text(RUBRIC + text, "utf-8")
    code = run(["rubric", "test", str(path), *options])
    out, err = capsys.readouterr()
    return code, [line.removeprefix(f"{folder}/") for line in (out + err).splitlines()]


def test_full_examples_end_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_tests(tmp_path, HALF + WHOLE, "--mutate", "--strict", capsys=capsys) == (
        0,
        ["tiny：2 个示例，0 处不符；2 处计分中 0 处没有示例；7 处改动放过 0 处"],
    )


def test_gaps_are_problems_only_where_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        "tiny.toml:20:11: dimension.fairness.indicator.progress.measure: 没有示例落在“低于 95%”",
        "tiny：1 个示例，0 处不符；2 处计分中 1 处没有示例",
    ]
    assert run_tests(tmp_path, HALF, capsys=capsys) == (0, lines)
    assert run_tests(tmp_path, HALF, "--strict", capsys=capsys) == (1, lines)


def test_a_difference_fails_and_says_what_came(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = run_tests(
        tmp_path, (HALF + WHOLE).replace("total = 0", "total = 1"), "--mutate", capsys=capsys
    )
    assert code == 1
    assert lines[0] == "tiny.toml:31: 差一点: total 预期 1 分，实际 0 分"
    assert lines[-1] == "tiny：2 个示例，1 处不符；2 处计分中 0 处没有示例"


def _junit(folder: Path, text: str, *options: str) -> tuple[int, dict[str, list[str]]]:
    """Return the exit code, and each case with what it holds and of which kind."""
    path = folder / "tiny.toml"
    path.write_text(RUBRIC + text, "utf-8")
    target = folder / "tests.xml"
    code = run(["rubric", "test", str(path), "--format", "junit", "--output", str(target), *options])
    root = etree.parse(target).getroot()
    assert (root.get("failures") != "0") is (code == 1)
    assert [suite.get("name") for suite in root] == ["tiny"]
    return code, {
        str(case.get("name")): [f"{each.tag}: {each.text}".replace(f"{folder}/", "") for each in case]
        for case in root.iter("testcase")
    }


def test_junit_has_a_case_for_each_example_one_for_gaps_and_one_for_mutants(tmp_path: Path) -> None:
    gap = "tiny.toml:20:11: dimension.fairness.indicator.progress.measure: 没有示例落在“低于 95%”"
    assert _junit(tmp_path, HALF + WHOLE, "--mutate", "--strict") == (
        0,
        {
            "九成五": [],
            "差一点": [],
            "coverage: 每一处计分都有示例": [],
            "mutants: 每一处改动都有示例不再通过": [],
        },
    )
    assert _junit(tmp_path, HALF) == (
        0,
        {"九成五": [], "coverage: 每一处计分都有示例": [f"system-out: {gap}"]},
    )
    assert _junit(tmp_path, HALF, "--strict") == (
        1,
        {"九成五": [], "coverage: 每一处计分都有示例": [f"failure: {gap}"]},
    )


def test_an_example_that_differs_fails_and_nothing_is_changed_then(tmp_path: Path) -> None:
    text = (HALF + WHOLE).replace("total = 0", "total = 1")
    code, cases = _junit(tmp_path, text, "--mutate")
    assert code == 1
    assert cases["差一点"] == ["failure: tiny.toml:31: 差一点: total 预期 1 分，实际 0 分"]
    assert cases["mutants: 每一处改动都有示例不再通过"] == ["skipped: 有示例不符，没有改动"]
