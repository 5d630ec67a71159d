"""What somebody typed wrong: one line that says what, and what was allowed, in his language."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from evalkit.cli.app import _command
from evalkit.cli.schema import _NAMES
from evalkit.cli.usage import told
from evalkit.documents.limits import NAMES
from evalkit.messages import Lang

Evalkit = Callable[..., Any]


def _commands() -> list[str]:
    group = _command(Lang.ZH)
    assert isinstance(group, click.Group)
    return group.list_commands(click.Context(group))


COMMANDS = _commands()
FACTS = "evalkit facts [选项] REPORT [ATTACHMENT…]"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["facts"], f"缺少 REPORT [ATTACHMENT…]（可用：{FACTS}）"),
        (
            ["facts", "report.txt", "--formt", "json"],
            "没有选项 --formt，是不是 --format？（可用：--format、--output、--explain、--rubric、--limit、--no-plugin、--lang、--help）",
        ),
        (
            ["facts", "report.txt", "-x"],
            "没有选项 -x（可用：--format、--output、--explain、--rubric、--limit、--no-plugin、--lang、--help）",
        ),
        (["facts", "report.txt", "--format"], "选项 --format 后面缺少值"),
        (
            ["facts", "report.txt", "--format", "jsn"],
            "--format: “jsn”不可用，是不是 json？（可用：terminal、json、toml）",
        ),
        (
            ["facts", "report.txt", "--explain", "year", "--format", "json"],
            "--format: “json”不可用（可用：terminal）",
        ),
        (
            ["schema", "scorecrad"],
            f"“scorecrad”不可用，是不是 scorecard？（可用：{'、'.join(_NAMES)}）",
        ),
        (["schema", "facts", "audit"], "多余的参数 audit（可用：evalkit schema [选项] NAME）"),
        (["demo", "report.txt"], "多余的参数 report.txt（可用：evalkit demo [选项]）"),
        (
            ["rubrics", "list"],
            f"没有命令 rubrics，是不是 rubric？（可用：{'、'.join(COMMANDS)}）",
        ),
        (["plugin", "lits"], "没有命令 lits，是不是 list？（可用：list、new、lock）"),
        (["--versoin"], "没有选项 --versoin，是不是 --version？（可用：--lang、--version、--help）"),
        (
            ["score", "report.txt", "--fail-under", "many"],
            "--fail-under：“many”不是分数（可用：0 或更大的数）",
        ),
        (["score", "report.txt", "--fail-under", "-1"], "--fail-under：“-1”不是分数（可用：0 或更大的数）"),
        (["score", "report.txt", "--fail-under", "NaN"], "--fail-under：“NaN”不是分数（可用：0 或更大的数）"),
        (
            ["facts", "report.txt", "--limit", "line=9"],
            "--limit: “line”不可用，是不是 lines？（可用：" + "、".join(NAMES) + "）",
        ),
        (["facts", "report.txt", "--limit", "lines=0"], "--limit lines：“0”不可用（可用：1 或更大的整数）"),
        (["audit", "report.txt", "--limit", "lines"], "--limit lines：“”不可用（可用：1 或更大的整数）"),
        (["score", "report.txt", "--limit", "lines=２"], "--limit lines：“２”不可用（可用：1 或更大的整数）"),
        (["facts", "report.txt", "--lang", "fr"], "--lang：没有语言“fr”（可用：zh、en）"),
        (["facts", "report.txt", "--lang=fr"], "--lang：没有语言“fr”（可用：zh、en）"),
        (["facts", "report.txt", "--lang"], "选项 --lang 后面缺少值"),
        (
            ["rubric", "list", "--no-plugin", "econmy"],
            (
                "--no-plugin：没有名为“econmy”的插件"
                "（可用：decision、economy、effectiveness、efficiency、fairness、management、rubrics）"
            ),
        ),
    ],
)
def test_one_line_says_what_was_allowed(evalkit: Evalkit, arguments: list[str], line: str) -> None:
    ended = evalkit(*arguments)
    assert (ended.code, ended.out, ended.err) == (2, "", [line])


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["facts"], "missing REPORT [ATTACHMENT…] (allowed: evalkit facts [OPTIONS] REPORT [ATTACHMENT…])"),
        (["demo", "--fast"], "no option --fast (allowed: --lang, --help)"),
        (["schema", "facts", "x"], None),
        (
            ["scroe"],
            f"no command scroe; did you mean score? (allowed: {', '.join(COMMANDS)})",
        ),
    ],
)
def test_the_line_is_english_on_request(evalkit: Evalkit, arguments: list[str], line: str | None) -> None:
    ended = evalkit("--lang", "en", *arguments)
    assert ended.code == 2
    (said,) = ended.err
    assert said.isascii() or "…" in said
    assert line is None or said == line


def test_the_language_may_come_from_the_environment(
    evalkit: Evalkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVALKIT_LANG", "en")
    assert evalkit("facts", "gone.txt").err == ["gone.txt: no such file"]
    assert evalkit("facts", "gone.txt", "--lang", "zh").err == ["gone.txt: 文件不存在"]
    monkeypatch.setenv("EVALKIT_LANG", "de")
    assert evalkit("facts", "gone.txt").err == ["EVALKIT_LANG：没有语言“de”（可用：zh、en）"]


def test_what_follows_two_dashes_is_no_option(evalkit: Evalkit) -> None:
    assert evalkit("facts", "--", "--lang").err == ["--lang: 文件不存在"]


def test_complaints_of_the_command_line_library_that_we_do_not_know_stay_one_line() -> None:
    assert told(click.UsageError("something\nelse"), Lang.ZH) == "用法不对：something else"
    assert (
        told(click.BadOptionUsage("--help", "Option '--help' does not take a value."), Lang.ZH)
        == "选项 --help 不带值"
    )


def test_a_text_without_any_fact_is_said_to_be_none_perhaps(evalkit: Evalkit) -> None:
    Path("notice.txt").write_text("关于召开运动会的通知\n\n各科室：定于下周召开运动会。\n", encoding="utf-8")
    ended = evalkit("score", "notice.txt", "--rubric", "four-e")
    assert (ended.code, ended.err) == (0, ["没有读到任何指标数据，可能不是绩效评价报告"])
    assert "100 分未定" in ended.out
