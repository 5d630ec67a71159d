"""Help pages: straight columns in both languages, and nothing wider than the screen."""

from collections.abc import Callable
from typing import Any

import pytest

from evalkit.cli.help import cells, two_columns, wrapped

Evalkit = Callable[..., Any]

COMMANDS = [
    [],
    ["score"],
    ["facts"],
    ["audit"],
    ["demo"],
    ["rubric"],
    ["rubric", "list"],
    ["rubric", "show"],
    ["rubric", "lint"],
    ["plugin"],
    ["plugin", "list"],
    ["schema"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_has_a_page_that_fits(evalkit: Evalkit, command: list[str], lang: str) -> None:
    ended = evalkit(*command, "--help", "--lang", lang)
    assert (ended.code, ended.err) == (0, [])
    usage, *lines = ended.out.splitlines()
    assert usage.startswith(" ".join(["用法：evalkit" if lang == "zh" else "Usage: evalkit", *command]))
    assert lines
    assert max(cells(line) for line in lines) <= 80
    assert "--lang zh|en" in ended.out
    speaks_chinese = any("\u4e00" <= char <= "\u9fff" for char in ended.out)
    assert speaks_chinese is (lang == "zh")


def test_without_a_command_the_overview_is_shown(evalkit: Evalkit) -> None:
    assert evalkit() == evalkit("--help")
    assert evalkit("rubric") == evalkit("rubric", "--help")


def test_the_version_is_short(evalkit: Evalkit) -> None:
    ended = evalkit("--version")
    assert (ended.code, ended.err) == (0, [])
    assert ended.out.startswith("evalkit ")
    assert evalkit("--lang", "en", "--version").out == ended.out


def test_chinese_characters_take_two_columns() -> None:
    assert cells("评分 a") == 6
    assert cells("e\u0301") == 1


def test_lines_break_between_characters_but_not_within_words_or_before_a_comma() -> None:
    assert wrapped("按评分标准评分，很好", 14) == ["按评分标准评", "分，很好"]
    assert wrapped("写入文件，不写到屏幕", 8) == ["写入文", "件，不写", "到屏幕"]
    assert wrapped("see evalkit rubric list", 12) == ["see evalkit", "rubric list"]
    assert wrapped("", 10) == [""]


def test_the_second_column_stands_below_itself() -> None:
    assert two_columns([("--a", "一二三四五六七八九十一二三四五"), ("--bc B", "x")], 33) == (
        "  --a     一二三四五六七八九十一\n          二三四五\n  --bc B  x"
    )
    long = "--a-name-that-leaves-no-room-for-anything"
    assert two_columns([(long, "words"), ("-b", "x")], 60) == f"  {long}\n      words\n  -b  x"
