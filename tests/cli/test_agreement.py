"""``evalkit agreement``."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len
from tests.conftest import SMALL_RUBRIC

from evalkit.rendering.schemas import schema
from evalkit.store.results import Results

Evalkit = Callable[..., Any]

RUBRIC = """\
[rubric]
id = "inspection"
title = "检查评分标准"
title_en = "Inspection"
version = "1"
source = "自拟"
standing = "example"
total = 10

[[dimension]]
id = "upkeep"
title = "日常维护"
title_en = "Upkeep"
marks = 10

[[dimension.indicator]]
id = "tidy"
title = "整洁"
title_en = "Tidiness"
marks = 6
clause = "由评价员评判，0 至 6 分。"
rule = "judgement"

[[dimension.indicator]]
id = "faults"
title = "差错"
title_en = "Faults"
marks = 4
clause = "每发现一起扣 1 分。"
rule = "violations"
lose = 1
"""


def judged(
    report: str, by: str, tidy: str, faults: int, at: str = "2031-03-01", rubric: str = "inspection"
) -> str:
    """Return the text of a judgements file."""
    return f"""\
[judgements]
report = "{report * 64}"
rubric = "{rubric}"
by = "{by}"
at = {at}

[[judgement]]
indicator = "tidy"
marks = {tidy}
reason = "{by}看过现场"

[[judgement]]
indicator = "faults"
count = {faults}
reason = "{by}查过台账"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the rubric, and the judgements of two on two reports in a folder below."""
    (tmp_path / "inspection.toml").write_text(RUBRIC, "utf-8")
    below = tmp_path / "judged"
    below.mkdir()
    given = [("a", "甲", "6", 0), ("a", "乙", "4.5", 1), ("b", "甲", "3", 2), ("b", "乙", "3", 2)]
    for report, by, tidy, faults in given:
        (below / f"{report}-{by}.toml").write_text(judged(report, by, tidy, faults), "utf-8")
    return below


WITH = ("--rubric", "inspection.toml")


def test_what_differs_stands_with_both_reasons(evalkit: Evalkit, folder: Path) -> None:
    ended = evalkit("agreement", "judged", *WITH)
    assert (ended.code, ended.err) == (0, [])
    assert "· 两人以上评判的 4 项中，2 项意见不同。" in ended.out
    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    at = lines.index("整洁 aaaaaaaaaaaa 相差 1.5 分（满分 6 分）")
    assert lines[at + 1 : at + 3] == ["乙 4.5 分 乙看过现场", "甲 6 分 甲看过现场"]
    at = lines.index("差错 aaaaaaaaaaaa 相差 1 分（满分 4 分）")
    assert lines[at + 1 : at + 3] == ["乙 1 次 乙查过台账", "甲 0 次 甲查过台账"]


def test_the_json_keeps_to_its_schema_and_has_the_exact_marks(evalkit: Evalkit, folder: Path) -> None:
    tree = json.loads(evalkit("agreement", "judged", *WITH, "--format", "json").out)
    problems = Draft202012Validator(json.loads(schema("agreement"))).iter_errors(tree)
    assert [f"{each.json_path}: {each.message}" for each in problems] == []
    assert (tree["files"], tree["reports"], tree["shared"], tree["single"]) == (4, 2, 4, 0)
    first, second = tree["totals"]
    assert [each["marks"] for each in first["sums"]] == ["7.5", "10"]
    assert (first["spread"], second["spread"]) == ("2.5", "0")


def test_a_file_with_problems_costs_itself_and_a_line(evalkit: Evalkit, folder: Path) -> None:
    (folder / "c.toml").write_text("x = 1\n", "utf-8")
    text = judged("c", "甲", "7", -1)
    (folder / "d.toml").write_text(text, "utf-8")
    ended = evalkit("agreement", "judged", *WITH)
    assert ended.code == 0
    assert ended.err == [
        "judged/c.toml: 没有写明评判的是哪份报告、按哪个评分标准（可用：[judgements] 中的 report 和 rubric）",
        "judged/d.toml:9:9: judgement[1].marks: 7 分超出范围（可用：0 到 6）（另有 1 处）",
    ]
    assert "2 份报告 · 4 个文件" in ended.out


def test_when_every_file_fails_the_code_is_3(evalkit: Evalkit, folder: Path) -> None:
    ended = evalkit("agreement", "judged/a-甲.toml", "judged/b-甲.toml", "--lang", "en")
    assert (ended.code, ended.out) == (3, "")
    allowed = "(allowed: name the rubric's file with --rubric)"
    assert ended.err == [
        f"judged/a-甲.toml: there is no rubric inspection {allowed}",
        f"judged/b-甲.toml: there is no rubric inspection {allowed}",
    ]


def test_judgements_by_other_rubrics_are_left_out_and_counted(evalkit: Evalkit, folder: Path) -> None:
    (folder / "e.toml").write_text(judged("a", "丙", "6", 0, rubric="four-e"), "utf-8")
    ended = evalkit("agreement", "judged", *WITH)
    assert ended.err == ["1 个文件按别的评分标准评判，未计入"]
    assert "2 位评价员" in ended.out
    ended = evalkit("agreement", "judged/e.toml", *WITH)
    assert (ended.code, ended.err) == (2, ["没有按“inspection”的评判"])


def test_a_file_that_is_named_twice_counts_once(evalkit: Evalkit, folder: Path) -> None:
    once = evalkit("agreement", "judged", *WITH)
    assert evalkit("agreement", "judged", "judged/a-甲.toml", "./judged", *WITH).out == once.out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["gone"], "gone: 没有这个文件或文件夹"),
        (["empty"], "empty: 没有找到评判文件"),
        (["judged", "--rubric", "gone.toml"], "gone.toml: 文件不存在"),
        (
            ["judged", *WITH, "--output", "judged/a-甲.toml"],
            "judged/a-甲.toml: 不能覆盖输入文件（可用：另一个文件名）",
        ),
    ],
)
def test_one_line_says_what_is_wrong(evalkit: Evalkit, folder: Path, arguments: list[str], line: str) -> None:
    (folder.parent / "empty").mkdir()
    ended = evalkit("agreement", *arguments)
    assert (ended.code, ended.out, ended.err) == (2, "", [line])


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_screen(evalkit: Evalkit, folder: Path, lang: str, width: int) -> None:
    out = evalkit("agreement", "judged", *WITH, "--lang", lang).out
    assert max(map(cell_len, out.split("\n"))) <= width


def test_with_a_results_database_reports_have_names(evalkit: Evalkit, tmp_path: Path, results: str) -> None:
    digests = {name: digest for digest, name in _names(tmp_path / results).items()}
    text = """\
[judgements]
report = "{report}"
rubric = "small"
by = "{by}"
at = 2031-03-01

[[judgement]]
indicator = "petitions"
item = "content"
marks = {marks}
reason = "核对"
"""
    (tmp_path / "small.toml").write_text(SMALL_RUBRIC.format(id="small"), "utf-8")
    (tmp_path / "judged").mkdir()
    for place, name in enumerate(("水务局 2023", "林业局 2023")):
        for by, marks in (("甲", 1), ("乙", place)):
            path = tmp_path / "judged" / f"{place}{by}.toml"
            path.write_text(text.format(report=digests[name], by=by, marks=marks), "utf-8")
    arguments = ("agreement", "judged", "--rubric", "small.toml", "--results", results)
    lines = [" ".join(line.split()) for line in evalkit(*arguments).out.splitlines()]
    assert "水务局 2023 1 乙 0、甲 1 1" in lines
    assert "林业局 2023 1 乙 1、甲 1 0" in lines
    tree = json.loads(evalkit(*arguments, "--format", "json").out)
    assert [each["name"] for each in tree["totals"]] == ["水务局 2023", "林业局 2023"]
    ended = evalkit(*arguments, "--output", results)
    assert (ended.code, ended.err) == (2, ["results.db: 不能覆盖输入文件（可用：另一个文件名）"])
    ended = evalkit("agreement", "judged", "--results", "gone.db")
    assert (ended.code, ended.err) == (2, ["gone.db: 没有这个结果库"])


def _names(path: Path) -> dict[str, str]:
    with Results.existing(path) as found:
        return found.names()
