"""The command line as people and scripts meet it: exit codes, one clear line for bad input, files written whole."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

EXAMPLES = Path(__file__).parents[2] / "examples"
CHOSEN = "按报告的部门和年度选用评分标准：深圳市部门整体支出绩效评价（2020）（shenzhen-2020）"
_FORMATS = "纯文本、Markdown、CSV、单个文件的网页、网页、Excel 97–2003、ODF 表格、Excel、Word 97–2003、WPS、RTF、ODT、Word、PDF"

Evalkit = Callable[..., Any]


def test_a_scored_report_is_done(evalkit: Evalkit) -> None:
    ended = evalkit("score", "report.txt")
    assert (ended.code, ended.err) == (0, [CHOSEN])
    assert "扣分明细" in ended.out
    assert "\x1b" not in ended.out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["score", "absent.txt"], "absent.txt: 文件不存在"),
        (["score", "."], ".: 这是文件夹，不是文件"),
        (["score", "empty.txt"], f"empty.txt: 文件是空的（可用：{_FORMATS}）"),
        (["score", "noise.bin"], f"noise.bin: 这是一份不认识的二进制文件，不能读取（可用：{_FORMATS}）"),
        (
            ["score", "report.txt", "--format", "jso"],
            "没有名为“jso”的输出格式，是不是“json”？（可用：terminal、json、markdown、html、docx、xlsx、junit、sarif）",
        ),
        (
            ["score", "report.txt", "--rubric", "shenzen-2020"],
            "没有名为“shenzen-2020”的评分标准，是不是“shenzhen-2020”？（可用：four-e、project-self-evaluation、project-self-evaluation-capped、shenzhen-2020、sichuan-2017、yueyang-2018，或一个 .toml 文件）",
        ),
        (
            ["score", "report.txt", "--rubric", "four-e", "--output", "no/card.txt"],
            "no/card.txt: 文件夹“no”不存在，无法写入",
        ),
    ],
)
def test_bad_input_gets_one_line_and_exit_code_2(evalkit: Evalkit, arguments: list[str], line: str) -> None:
    Path("empty.txt").touch()
    Path("noise.bin").write_bytes(bytes(range(256)) * 8)
    ended = evalkit(*arguments)
    assert (ended.code, ended.out, ended.err) == (2, "", [line])


def test_a_misspelt_command_is_told_with_those_there_are(evalkit: Evalkit) -> None:
    ended = evalkit("scor")
    (line,) = ended.err
    assert (ended.code, ended.out) == (2, "")
    assert line.startswith("没有命令 scor，是不是 score？（可用：score、")
    assert line.endswith("、rubric、plugin、schema）")


def test_the_line_is_english_on_request(evalkit: Evalkit) -> None:
    ended = evalkit("score", "absent.txt", "--lang", "en")
    assert (ended.code, ended.err) == (2, ["absent.txt: no such file"])


def test_a_report_that_no_rubric_fits_says_what_there_is(evalkit: Evalkit) -> None:
    Path("other.txt").write_text("云岭县水务局2020年度部门整体支出绩效自评报告\n\n一、基本情况\n", "utf-8")
    ended = evalkit("score", "other.txt")
    assert ended.code == 2
    (line,) = ended.err
    assert "云岭县水务局" in line
    assert "four-e、project-self-evaluation" in line


def test_all_problems_of_a_rubric_at_once_each_with_its_place(evalkit: Evalkit) -> None:
    text = (EXAMPLES.parent / "rubrics" / "four-e.toml").read_text("utf-8")
    Path("broken.toml").write_text(
        text.replace("marks = 25", 'marks = "many"', 1).replace("clause =", "claus =", 1), "utf-8"
    )
    ended = evalkit("score", "report.txt", "--rubric", "broken.toml")
    assert ended.code == 2
    assert len(ended.err) >= 2
    assert all(line.startswith("broken.toml:") and line.split(":")[1].isdigit() for line in ended.err)


@pytest.mark.parametrize(("bar", "code"), [("60", 1), ("30", 0)])
def test_the_bar_is_held_against_the_low_end(evalkit: Evalkit, bar: str, code: int) -> None:
    ended = evalkit("score", "report.txt", "--format", "json", "--fail-under", bar)
    low = json.loads(ended.out)["low"]
    assert ended.code == code
    assert (ended.err[1:] == [f"得分 {low} 低于要求的 {bar}"]) is bool(code)


def test_the_same_input_gives_the_same_bytes(evalkit: Evalkit) -> None:
    for format in ("terminal", "json", "markdown"):
        assert evalkit("score", "report.txt", "--format", format) == evalkit(
            "score", "report.txt", "--format", format
        )


def test_a_file_is_written_whole_and_the_report_never_overwritten(evalkit: Evalkit) -> None:
    before = Path("report.txt").read_bytes()
    written = evalkit("score", "report.txt", "--format", "json", "--output", "card.json")
    assert (written.code, written.out) == (0, "")
    assert json.loads(Path("card.json").read_text("utf-8"))["rubric"]["id"] == "shenzhen-2020"
    refused = evalkit("score", "report.txt", "--output", "report.txt")
    assert refused.code == 2
    assert Path("report.txt").read_bytes() == before
    assert sorted(path.name for path in Path().iterdir()) == ["card.json", "report.txt"]


def test_judgements_go_out_as_a_template_and_come_back_filled(evalkit: Evalkit) -> None:
    assert evalkit("score", "report.txt", "--judgements-template", "j.toml").code == 0
    untouched = evalkit("score", "report.txt", "--judgements", "j.toml", "--format", "json")
    text = Path("j.toml").read_text("utf-8")
    text = text.replace('# by = "评价员姓名"', 'by = "评价员甲"').replace(
        "# at = 2025-01-31", "at = 2021-03-01"
    )
    head, entry, tail = text.partition('indicator = "target_completeness"\n')
    filled = f'{head}{entry}count = 2\nreason = "两个项目没有目标"\n{tail}'
    Path("j.toml").write_text(filled, "utf-8")
    judged = json.loads(evalkit("score", "report.txt", "--judgements", "j.toml", "--format", "json").out)
    found = {each["id"]: each for part in judged["dimensions"] for each in part["indicators"]}[
        "target_completeness"
    ]
    assert (found["outcome"], found["awarded"]) == ("judged", "6")
    assert found["deductions"][0]["reason"] == "两个项目没有目标（评价员甲评定 2 次，每次扣 1 分）"
    without = Decimal(judged["low"]) - Decimal(found["awarded"])
    assert json.loads(untouched.out)["low"] == str(without)


def test_judgements_on_another_report_are_refused_with_their_line(evalkit: Evalkit) -> None:
    evalkit("score", "report.txt", "--judgements-template", "j.toml")
    Path("report.txt").write_text(Path("report.txt").read_text("utf-8") + "\n附注。\n", "utf-8")
    ended = evalkit("score", "report.txt", "--judgements", "j.toml")
    assert ended.code == 2
    (line,) = ended.err
    assert line.startswith("j.toml:11:10: judgements.report: 评判针对的是另一份报告")


def test_confirm_leaves_no_mark_on_a_statement(evalkit: Evalkit) -> None:
    accepted = json.loads(evalkit("score", "report.txt", "--format", "json").out)
    confirm = json.loads(evalkit("score", "report.txt", "--format", "json", "--statements", "confirm").out)
    assert accepted["basis"]["statement"] != "0"
    assert confirm["basis"]["statement"] == "0"
    assert confirm["high"] == accepted["high"]


@pytest.mark.parametrize(
    "command",
    [["facts", "report.txt"], ["audit", "report.txt"], ["rubric", "list"], ["plugin", "list"], ["demo"]],
)
def test_the_other_commands_are_done(evalkit: Evalkit, command: list[str]) -> None:
    ended = evalkit(*command)
    assert ended.code == 0
    assert ended.out.strip()


@pytest.mark.parametrize("name", ["scorecard", "facts", "audit", "rubric", "judgements"])
def test_schemas_are_json_schemas(evalkit: Evalkit, name: str) -> None:
    assert (
        json.loads(evalkit("schema", name).out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    )


def test_lint_finds_nothing_in_what_ships_and_says_what_is_wrong_elsewhere(evalkit: Evalkit) -> None:
    rubrics = EXAMPLES.parent / "rubrics"
    assert (
        evalkit("rubric", "lint", str(rubrics / "four-e.toml"), str(rubrics / "shenzhen-2020.toml")).code == 0
    )
    Path("bad.toml").write_text('[rubric]\nid = "bad"\n', "utf-8")
    assert evalkit("rubric", "lint", "bad.toml").code == 1


def test_a_poor_locale_breaks_nothing(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, "-m", "evalkit", "score", str(EXAMPLES / "report.txt")],
        env=environment | {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    assert "扣分明细" in done.stdout.decode("utf-8")


def test_a_reader_that_leaves_early_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "evalkit", "rubric", "show", "shenzhen-2020"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize(("bar", "code"), [("0", 0), ("43", 0), ("43.1", 1), ("100", 1), (None, 0)])
def test_junit_has_failures_exactly_when_the_exit_code_is_1(
    evalkit: Evalkit, bar: str | None, code: int
) -> None:
    asked = [] if bar is None else ["--fail-under", bar]
    ended = evalkit("score", "report.txt", "--format", "junit", *asked)
    root = etree.fromstring(ended.out.encode())
    assert (ended.code, root.get("errors")) == (code, "0")
    assert (root.get("failures") != "0") is (code == 1)


def test_sarif_names_the_report_as_the_user_did(evalkit: Evalkit) -> None:
    Path("of 2020").mkdir()
    Path("report.txt").rename("of 2020/report.txt")
    for command in ("score", "audit"):
        ended = evalkit(command, "of 2020/report.txt", "--format", "sarif")
        (run,) = json.loads(ended.out)["runs"]
        (artifact,) = run["artifacts"]
        assert (ended.code, artifact["location"]) == (0, {"uri": "of%202020/report.txt"})
        assert run["results"]
        assert all(
            one["locations"][0]["physicalLocation"]["artifactLocation"] == artifact["location"]
            for one in run["results"]
        )
