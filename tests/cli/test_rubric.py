"""``evalkit rubric``: the rubrics there are, one in full, and what is wrong with one."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import tomli

from evalkit.cli.help import cells
from evalkit.rubrics.lint import DOUBTS, INVALID

ROOT = Path(__file__).parents[2]

Evalkit = Callable[..., Any]

SHIPPED = sorted(
    path.stem for path in (ROOT / "rubrics").glob("*.toml") if not path.name.endswith(".examples.toml")
)

RUBRIC = """\
[rubric]
id = "own"
title = "自拟标准"
version = "0.1.0"
source = "示例"
standing = "example"
total = 5
note = "只作演示。"

[[grade]]
title = "优"
from = 4

[[grade]]
title = "差"
from = 0

[[dimension]]
id = "economy"
title = "经济性"
title_en = "Economy"
marks = 5

[[dimension.indicator]]
id = "cars"
title = "“三公”经费控制率"
title_en = "Control rate"
marks = 3
clause = "不超过 100% 得 3 分。"
no_rate = "full"
rule = "all_or_nothing"
measure = "three_public_control"
to = "100%"

[[dimension.indicator.then]]
rule = "violations"
lose = 1

[[dimension.indicator]]
id = "order"
title = "秩序"
marks = 2
clause = "两项各 1 分。"
passages = ["秩序"]

[[dimension.indicator.parts]]
id = "kept"
title = "保持"
marks = 1
rule = "judgement"

[[dimension.indicator.parts]]
id = "restored"
title = "恢复"
marks = 1
rule = "judgement"

[[adjustment]]
kind = "rounding"
id = "whole"
title = "取整"
clause = "总分四舍五入取整数。"
places = 0
"""


def test_the_rubrics_are_listed_with_standing_and_whom_they_are_for(evalkit: Evalkit) -> None:
    ended = evalkit("rubric", "list", "--lang", "en")
    assert (ended.code, ended.err) == (0, [])
    entries = [line for line in ended.out.splitlines() if not line.startswith(" ")]
    assert [entry.split()[0] for entry in entries] == [
        "four-e",
        "project-self-evaluation",
        "project-self-evaluation-capped",
        "shenzhen-2020",
        "sichuan-2017",
        "yueyang-2018",
    ]
    assert "example: to learn from and adapt" in ended.out
    assert "for 深圳市, 2019–2021 · plugin rubrics (evalkit-scorecard" in ended.out
    assert "to be named with --rubric" in ended.out


def test_a_rubric_is_shown_in_full(evalkit: Evalkit) -> None:
    Path("own.toml").write_text(RUBRIC, "utf-8")
    ended = evalkit("rubric", "show", "own.toml")
    assert (ended.code, ended.err) == (0, [])
    shown = " ".join(ended.out.split())
    for words in (
        "自拟标准 own 0.1.0",
        "出处 示例",
        "等级 优 ≥ 4，差 ≥ 0",
        "说明 只作演示。",
        "economy · 5 分",
        "不超过 100% 得 3 分。",
        "分项计分",
        "kept",
        "取整 whole 总分四舍五入取整数。",
    ):
        assert words in shown
    assert "分；再 不超过 100% 得 3 分。 按：按次扣分" in shown
    english = evalkit("rubric", "show", "own.toml", "--lang", "en").out
    assert "Control rate cars" in " ".join(english.split())


def test_nothing_of_a_rubric_is_wider_than_the_screen(evalkit: Evalkit) -> None:
    for id in ("four-e", "project-self-evaluation", "shenzhen-2020", "sichuan-2017", "yueyang-2018"):
        lines = evalkit("rubric", "show", id).out.splitlines()
        assert max(cells(line) for line in lines) <= 80


def test_the_file_itself_comes_out_as_it_is(evalkit: Evalkit) -> None:
    Path("own.toml").write_text(RUBRIC, "utf-8")
    ended = evalkit("rubric", "show", "own.toml", "--format", "toml")
    assert (ended.code, ended.out) == (0, RUBRIC)
    template = evalkit("rubric", "show", "four-e", "--format", "toml").out
    Path("mine.toml").write_text(template, "utf-8")
    assert evalkit("rubric", "lint", "mine.toml").code == 0


def test_lint_lists_every_problem_with_its_place_and_ends_with_1(evalkit: Evalkit) -> None:
    Path("bad.toml").write_text(
        RUBRIC.replace("total = 5", "total = 6").replace('rule = "judgement"', 'rule = "judgment"'), "utf-8"
    )
    Path("good.toml").write_text(RUBRIC.replace('"own"', '"good"'), "utf-8")
    Path("worse.toml").write_text("[rubric\n", "utf-8")
    ended = evalkit("rubric", "lint", "good.toml", "bad.toml", "worse.toml", "four-e")
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["bad.toml"] * 3 + ["worse.toml"]
    assert all(line.split(":")[1].isdigit() for line in lines)
    assert ended.err == ["检查了 4 个文件，发现 4 个问题"]


def test_lint_of_no_file_is_wrong_input(evalkit: Evalkit) -> None:
    ended = evalkit("rubric", "lint", "gone.toml")
    assert (ended.code, ended.out, ended.err) == (2, "", ["gone.toml: 文件不存在"])


def test_a_hostile_title_cannot_steer_the_terminal(evalkit: Evalkit) -> None:
    Path("own.toml").write_text(RUBRIC.replace("自拟标准", "自拟\\u001b[2J标准"), "utf-8")
    out = evalkit("rubric", "show", "own.toml").out
    assert "\x1b" not in out
    assert "自拟⟨U+001B⟩[2J标准" in out


@pytest.mark.parametrize("format", ["json", "sarif", "junit"])
def test_lint_for_other_programs_says_the_same(format: str, evalkit: Evalkit) -> None:
    Path("bad.toml").write_text(RUBRIC.replace('rule = "judgement"', 'rule = "judgment"'), "utf-8")
    text = evalkit("rubric", "lint", "bad.toml", "four-e")
    ended = evalkit("rubric", "lint", "bad.toml", "four-e", "--format", format, "--output", "lint.out")
    assert (ended.code, ended.out, ended.err) == (1, "", ["已写入 lint.out", *text.err])
    written = Path("lint.out").read_text("utf-8")
    messages = [line.split(": ", 2)[2].split("（")[0] for line in text.out.splitlines()]
    assert len(messages) == 2
    assert all(message in written for message in messages)


def test_lint_knows_its_formats(evalkit: Evalkit) -> None:
    ended = evalkit("rubric", "lint", "four-e", "--format", "xml")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == ["--format: “xml”不可用（可用：text、json、sarif、junit）"]


def test_the_hook_for_pre_commit_is_a_command_that_there_is(evalkit: Evalkit) -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    (entry,) = re.findall(r"^  entry: evalkit (.+)$", hooks, re.MULTILINE)
    (files,) = re.findall(r"^  files: (.+)$", hooks, re.MULTILINE)
    names = [path.relative_to(ROOT).as_posix() for path in (ROOT / "rubrics").iterdir()]
    checked = [name for name in names if re.search(files, name)]
    assert checked == [name for name in names if name.endswith(".toml") and ".examples." not in name]
    assert evalkit(*entry.split(), *(str(ROOT / name) for name in checked)).code == 0


def test_every_check_is_described_in_the_documentation() -> None:
    table = (ROOT / "docs" / "cli.md").read_text("utf-8").split("Each check has a code")[1].split("\n\n")[1]
    described = {
        code for row in table.splitlines()[2:] for code in re.findall("`([a-z-]+)`", row.split("|")[1])
    }
    assert described == {doubt.code for doubt in (INVALID, *DOUBTS)}


def test_examples_that_name_what_is_not_there_are_reported_too(evalkit: Evalkit) -> None:
    example = '[[example]]\ntitle = "例"\nfacts = {}\nexpect = { satisfactoin = 1 }\n'
    text = (
        (ROOT / "rubrics" / "four-e.toml").read_text("utf-8").replace("[[grade]]", f"{example}\n[[grade]]", 1)
    )
    Path("copy.toml").write_text(text, "utf-8")
    ended = evalkit("rubric", "lint", "copy.toml")
    (line,) = ended.out.splitlines()
    assert ended.code == 1
    assert line.startswith("copy.toml:31:12: example[1].expect.satisfactoin: ")


def test_a_scoring_sheet_becomes_a_rubric_that_loads(evalkit: Evalkit) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("评分表", 0)
    for row in (
        ["某区部门绩效评分表"],
        ["一级指标", "二级指标", "三级指标", "分值", "评分标准"],
        ["经济性", "控制", "“三公”经费控制率", 6, "低于90%得6分；90%-100%得4分；超过100%不得分。"],
        [None, None, "日常公用经费控制率", 4, "≤100%得满分，每超过1个百分点扣0.5分。"],
        ["履职\n效能", "质量", "工作“质量”", 5, '酌情，\\n得"好"者满分。'],
        ["合计", None, None, 15, None],
        ["一票否决", None, "资金安全", None, "截留资金的，一票否决。"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A3:A4")
    book.save("评分表.xlsx")
    ended = evalkit("rubric", "import", "评分表.xlsx", "--id", "district", "--output", "district.toml")
    assert ended.code == 0
    assert ended.err == [
        "已写入 district.toml",
        "共 3 项指标：2 项写成计分规则，1 项留待评判；用 evalkit rubric lint 查看未尽事项",
        "另有 1 项总分调整（加分、扣分、封顶或一票否决），由评价人员评定",
    ]
    shown = " ".join(evalkit("rubric", "show", "district.toml").out.split())
    for words in ("economy · 10 分", "履职效能", "工作“质量”", "three_public_control"):
        assert words in shown
    linted = evalkit("rubric", "lint", "district.toml")
    assert linted.code == 1
    (left,) = linted.out.splitlines()
    assert "indicator_2_1: 要由人评判" in left
    assert evalkit("rubric", "import", "评分表.xlsx", "--id", "某 区").err == [
        "“某 区”不能作编号（可用：小写英文字母、数字、- 和 _）"
    ]


@pytest.mark.parametrize("id", SHIPPED)
def test_a_shipped_rubric_written_as_a_scoring_sheet_is_imported_again(evalkit: Evalkit, id: str) -> None:
    ended = evalkit("rubric", "show", id, "--format", "xlsx", "--output", "评分表.xlsx")
    assert (ended.code, ended.out, ended.err) == (0, "", ["已写入 评分表.xlsx"])
    assert evalkit("rubric", "import", "评分表.xlsx", "--output", "draft.toml").code == 0
    wanted = tomli.loads(evalkit("rubric", "show", id, "--effective").out)
    assert _rows(tomli.loads(Path("draft.toml").read_text("utf-8"))) == _rows(wanted)
    page = openpyxl.load_workbook("评分表.xlsx", data_only=True)["评分表"]
    totals = [row[3] for row in page.iter_rows(values_only=True) if row[0] == "合计"]
    assert totals == [wanted["rubric"]["total"]]


def _rows(rubric: dict[str, Any]) -> list[tuple[object, ...]]:
    """Return what of a rubric's file stands in a scoring sheet."""
    return [
        (
            dimension["title"],
            dimension["marks"],
            row.get("group", ""),
            row["title"],
            row["marks"],
            row["clause"],
        )
        for dimension in rubric["dimension"]
        for row in dimension["indicator"]
    ]


def test_a_scoring_sheet_needs_a_file(evalkit: Evalkit) -> None:
    ended = evalkit("rubric", "show", "four-e", "--format", "xlsx")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == ["--format: xlsx 不能写到屏幕（可用：用 --output 写入文件）"]


def test_a_rubric_is_not_written_over_itself(evalkit: Evalkit) -> None:
    Path("own.toml").write_text(RUBRIC, "utf-8")
    ended = evalkit("rubric", "show", "own.toml", "--format", "xlsx", "--output", "own.toml")
    assert ended.code == 2
    assert Path("own.toml").read_text("utf-8") == RUBRIC


def test_measures_and_facts_of_a_rubrics_own_are_shown(evalkit: Evalkit) -> None:
    own = """
[[fact]]
id = "trained"
title = "培训人次"
unit = "count"
words = ["参训", "受训"]

[[fact]]
id = "plan_published"
title = "培训计划已公布"
unit = "yes_no"
yes = [{ words = ["培训计划", "已公布"] }]

[[fact]]
id = "target"
title = "目标人次"
unit = "count"

[[measure]]
id = "reached"
title = "完成率"
formula = "trained ÷ target"
"""
    example = evalkit("rubric", "show", "four-e", "--format", "toml").out
    Path("own.toml").write_text(example + own, "utf-8")
    lines = [" ".join(line.split()) for line in evalkit("rubric", "show", "own.toml").out.splitlines()]
    assert "完成率 reached trained ÷ target" in lines
    assert "培训人次 trained 数量 报告中称：参训、受训" in lines
    assert "培训计划已公布 plan_published 是否 从报告中读取" in lines
    assert "目标人次 target 数量 由评价员用 --facts 补充" in lines
