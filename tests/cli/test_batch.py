"""``evalkit batch`` as it is called."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "report.txt"
RUBRICS = Path(__file__).parents[2] / "rubrics"


def laid(folder: Path, **reports: bytes) -> None:
    for name, data in reports.items():
        path = folder / "reports" / f"{name.replace('__', '/')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def batch(evalkit: Callable[..., Any], *more: str) -> Any:
    return evalkit("batch", "reports", "--rubric", "four-e", "--output", "out", "--executor", "serial", *more)


def test_each_report_becomes_the_scorecard_that_score_makes_of_it(
    evalkit: Callable[..., Any], tmp_path: Path
) -> None:
    laid(tmp_path, one=EXAMPLE.read_bytes(), below__two=EXAMPLE.read_bytes() + "\n另附说明。\n".encode())
    run = batch(evalkit)
    assert (run.code, run.err) == (0, [])
    assert (
        run.out
        == "共 2 份：评分 2 份，未变 0 份，失败 0 份\n  评分卡：out/scorecards\n  结果库：out/results.db\n"
    )
    card = tmp_path / "out" / "scorecards" / "four-e" / "below" / "two.txt.json"
    alone = evalkit("score", "reports/below/two.txt", "--rubric", "four-e", "--format", "json")
    assert card.read_text("utf-8") == alone.out
    assert (tmp_path / "out" / "scorecards" / "four-e" / "one.txt.json").is_file()


def test_a_bad_report_costs_itself_and_is_listed(evalkit: Callable[..., Any], tmp_path: Path) -> None:
    laid(tmp_path, good=EXAMPLE.read_bytes(), empty=b"", broken=b"\x00\x01\x02")
    run = batch(evalkit)
    assert run.code == 0
    assert run.out.splitlines() == [
        "共 3 份：评分 1 份，未变 0 份，失败 2 份",
        "  broken.txt: 这是一份不认识的二进制文件，不能读取",
        "  empty.txt: 文件是空的",
        "  评分卡：out/scorecards",
        "  结果库：out/results.db",
    ]


def test_where_every_report_fails_the_exit_code_says_so(evalkit: Callable[..., Any], tmp_path: Path) -> None:
    laid(tmp_path, empty=b"", void=b"")
    assert batch(evalkit).code == 3


def test_the_summary_can_be_json(evalkit: Callable[..., Any], tmp_path: Path) -> None:
    laid(tmp_path, good=EXAMPLE.read_bytes(), empty=b"")
    told = json.loads(batch(evalkit, "--format", "json").out)
    (failed,) = told.pop("failed")
    assert failed["report"] == "empty.txt"
    assert told == {
        "reports": 2,
        "scored": 1,
        "unchanged": 0,
        "faults": [],
        "others": 0,
        "interrupted": False,
    }


def test_a_report_that_failed_has_no_scorecard_of_an_earlier_time(
    evalkit: Callable[..., Any], tmp_path: Path
) -> None:
    laid(tmp_path, one=EXAMPLE.read_bytes(), two=EXAMPLE.read_bytes())
    batch(evalkit)
    laid(tmp_path, one=b"")
    batch(evalkit)
    cards = tmp_path / "out" / "scorecards" / "four-e"
    assert [path.name for path in cards.iterdir()] == ["two.txt.json"]


def test_a_run_in_which_nothing_is_due_loads_no_plugin_and_no_rubric(
    evalkit: Callable[..., Any], tmp_path: Path
) -> None:
    laid(tmp_path, one=EXAMPLE.read_bytes(), void=b"")
    shutil.copy(RUBRICS / "four-e.toml", tmp_path / "own.toml")
    for rubric in ("four-e", "own.toml"):
        arguments = ["batch", "reports", "--rubric", rubric, "--output", "out", "--executor", "serial"]
        evalkit(*arguments)
        program = (
            "import sys\nfrom evalkit.cli.app import run\n"
            f"code = run({arguments!r})\n"
            "print(code, sorted({'cattrs', 'rich.console', 'evalkit.registry', 'evalkit.scoring.scorecard'} & {*sys.modules}))"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
        first, *_, last = done.stdout.splitlines()
        assert first == "共 2 份：评分 0 份，未变 1 份，失败 1 份"
        assert last == "0 []"
    (tmp_path / "own.toml").write_text(
        (tmp_path / "own.toml").read_text("utf-8").replace("[rubric]", "[rubric]  # changed"), "utf-8"
    )
    assert "评分 1 份，未变 0 份" in evalkit(*arguments).out


def test_results_of_reports_that_are_gone_are_told_and_taken_away(
    evalkit: Callable[..., Any], tmp_path: Path
) -> None:
    laid(tmp_path, one=EXAMPLE.read_bytes(), two=EXAMPLE.read_bytes(), void=b"")
    batch(evalkit)
    for name in ("two", "void"):
        (tmp_path / "reports" / f"{name}.txt").unlink()
    told = batch(evalkit).out.splitlines()
    assert told[0] == "共 1 份：评分 0 份，未变 1 份，失败 0 份"
    assert told[1] == "  结果中还有 2 份报告不在这次之列；--prune 予以清除"
    pruned = batch(evalkit, "--prune").out.splitlines()
    assert [told[0], *told[2:]] == pruned == batch(evalkit).out.splitlines()
    assert [path.name for path in (tmp_path / "out" / "scorecards").rglob("*.json")] == ["one.txt.json"]
    with closing(sqlite3.connect("out/results.db")) as connection:
        assert connection.execute("SELECT report FROM v_scores").fetchall() == [("one.txt",)]
        assert connection.execute("SELECT * FROM failures").fetchall() == []


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (("reports",), "缺少选项 --output"),
        (("nothing", "--output", "out"), "nothing: 没有这个文件或文件夹"),
        (
            ("reports", "--output", "out", "--rubric", "four"),
            "没有名为“four”的评分标准，是不是“four-e”？",
        ),
        (
            ("reports", "--output", "out", "--executor", "pol"),
            "没有名为“pol”的执行方式，是不是“pool”？（可用：serial、pool、dask）",
        ),
        (("reports", "--output", "out", "--rubric", "bad.toml"), "bad.toml:1:1: rubric: 缺少键“title”"),
        (("reports", "--output", "out", "--rubric", "worse.toml"), "worse.toml:1:1: x: 不认识的键“x”"),
        (("reports", "--output", "reports/one.txt"), "reports/one.txt/scorecards: 路径中有一段不是文件夹"),
        (("reports", "--output", "out", "--judgements", "none"), "none: 没有这个文件夹"),
    ],
)
def test_what_is_wrong_is_one_line(
    evalkit: Callable[..., Any], tmp_path: Path, given: tuple[str, ...], line: str
) -> None:
    laid(tmp_path, one=EXAMPLE.read_bytes())
    (tmp_path / "bad.toml").write_text('[rubric]\nid = "bad"\n', "utf-8")
    (tmp_path / "worse.toml").write_text("x = 1\n", "utf-8")
    run = evalkit("batch", *given)
    assert (run.code, run.out) == (2, "")
    assert run.err[0].startswith(line)
    assert len(run.err) == 1 or ".toml" in line


def test_reports_are_read_for_the_facts_of_the_rubrics_own(
    evalkit: Callable[..., Any], tmp_path: Path
) -> None:
    head = '[rubric]\nid = "own"\ntitle = "培训"\nversion = "1.0.0"\nsource = "示例"\nstanding = "example"\ntotal = 4\n'
    fact = '[[fact]]\nid = "trained"\ntitle = "培训人次"\nunit = "count"\nwords = ["参训"]\n'
    row = (
        '[[dimension.indicator]]\nid = "people"\ntitle = "培训人次"\nmarks = 4\nclause = "目标 200 人次。"\n'
    )
    rule = 'rule = "proportional"\nmeasure = "trained"\nfull_at = 200\n'
    dimension = '[[dimension]]\nid = "output"\ntitle = "产出"\nmarks = 4\n'
    Path("own.toml").write_text(head + fact + dimension + row + rule, "utf-8")
    laid(tmp_path, one="某区水务局2020年度报告\n\n全年参训150人次。\n".encode())
    run = evalkit("batch", "reports", "--rubric", "own.toml", "--output", "out", "--executor", "serial")
    assert (run.code, run.err) == (0, [])
    card = tmp_path / "out" / "scorecards" / "own" / "one.txt.json"
    alone = evalkit("score", "reports/one.txt", "--rubric", "own.toml", "--format", "json")
    assert card.read_text("utf-8") == alone.out
    assert json.loads(alone.out)["awarded"] == "3"
