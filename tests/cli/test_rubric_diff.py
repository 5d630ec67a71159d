"""``evalkit rubric diff``: what two rubrics differ in, and whom it is felt by."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Evalkit = Callable[..., Any]

BASE = """\
[rubric]
id = "base"
title = "某市评分标准"
version = "1.0.0"
source = "示例"
standing = "example"
total = 10

[[grade]]
title = "优"
from = 6

[[grade]]
title = "差"
from = 0

[[dimension]]
id = "economy"
title = "经济性"
marks = 10

[[dimension.indicator]]
id = "cars"
title = "“三公”经费控制率"
title_en = "Control rate"
marks = 6
clause = "低于 90% 得 6 分，不超过 100% 得 4 分。"
rule = "bands"
measure = "three_public_control"
bands = [{ below = "90%", marks = 6 }, { to = "100%", marks = 4 }, { marks = 0 }]

[[dimension.indicator]]
id = "order"
title = "秩序"
marks = 4
clause = "由人评判。"
passages = ["秩序"]
rule = "judgement"
"""

OWN = """\
[rubric]
extends = "base.toml"
id = "base"
title = "某市评分标准"
version = "1.1.0"
source = "示例"
standing = "example"

[[dimension]]
id = "economy"

[[dimension.indicator]]
id = "cars"
clause = "低于 80% 得 6 分，不超过 100% 得 4 分。"
bands = [{ below = "80%", marks = 6 }, { to = "100%", marks = 4 }, { marks = 0 }]

[[dimension.indicator]]
id = "order"
remove = true

[[dimension.indicator]]
id = "calm"
title = "安定"
marks = 4
clause = "由人评判。"
passages = ["安定"]
rule = "judgement"
"""

FACTS = """\
[report]
department = "{name}"
year = 2031

[[fact]]
id = "three_public_actual"
value = "{actual}"
unit = "万元"

[[fact]]
id = "three_public_budget"
value = "100.00"
unit = "万元"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> None:
    """Two rubrics and three reports: one within 80 %, one between, one above the budget."""
    (tmp_path / "base.toml").write_text(BASE, "utf-8")
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    (tmp_path / "reports").mkdir()
    for name, actual in (("甲局", "79.00"), ("乙局", "85.00"), ("丙局", "101.00")):
        text = FACTS.format(name=name, actual=actual)
        (tmp_path / "reports" / f"{name}.toml").write_text(text, "utf-8")


def test_people_read_what_was_added_removed_and_changed(evalkit: Evalkit) -> None:
    ended = evalkit("rubric", "diff", "base.toml", "own.toml")
    assert (ended.code, ended.err) == (0, [])
    assert ended.out.splitlines() == [
        "~ 评分标准 某市评分标准 base（10 分）",
        '    version: "1.0.0" → "1.1.0"',
        "~ 指标 “三公”经费控制率 economy.cars（6 分）",
        '    clause: "低于 90% 得 6 分，不超过 100% 得 4 分。" → "低于 80% 得 6 分，不超过 100% 得 4 分。"',
        (
            '    bands: [{ below = "90%", marks = 6 }, { to = "100%", marks = 4 }, { marks = 0 }] → '
            '[{ below = "80%", marks = 6 }, { to = "100%", marks = 4 }, { marks = 0 }]'
        ),
        "- 指标 秩序 economy.order（4 分）",
        "+ 指标 安定 economy.calm（4 分）",
        "新增 1 处，删除 1 处，修改 2 处",
    ]


def test_it_reads_in_english(evalkit: Evalkit) -> None:
    lines = evalkit("rubric", "diff", "base.toml", "own.toml", "--lang", "en").out.splitlines()
    assert lines[2] == "~ indicator Control rate economy.cars (6 marks)"
    assert lines[-1] == "1 added, 1 removed, 2 changed"


def test_rubrics_that_are_alike_do_not_differ(evalkit: Evalkit) -> None:
    ended = evalkit("rubric", "diff", "four-e", "four-e")
    assert (ended.code, ended.out) == (0, "两个标准没有差别\n")


def test_departments_that_feel_it_are_listed_with_the_clause_that_did_it(evalkit: Evalkit) -> None:
    Path("own.toml").write_text(OWN[: OWN.index('[[dimension.indicator]]\nid = "order"')], "utf-8")
    ended = evalkit("rubric", "diff", "base.toml", "own.toml", "--reports", "reports")
    assert ended.code == 0
    assert ended.out.splitlines()[-5:] == [
        "",
        "3 份报告中有 1 份的得分、等级或名次改变",
        "乙局 乙局.toml：得分 6（6–10） → 4（4–8），等级 优 → （无），名次 1 → 2",
        "    “三公”经费控制率 cars: 6 → 4",
        "        低于 80% 得 6 分，不超过 100% 得 4 分。",
    ]


def test_programs_read_the_same(evalkit: Evalkit) -> None:
    arguments = ("base.toml", "own.toml", "--reports", "reports", "--format", "json", "--output", "diff.json")
    assert evalkit("rubric", "diff", *arguments).code == 0
    data = json.loads(Path("diff.json").read_text("utf-8"))
    assert [(each["change"], each["place"]) for each in data["differences"]] == [
        ("changed", ["base"]),
        ("changed", ["economy", "cars"]),
        ("removed", ["economy", "order"]),
        ("added", ["economy", "calm"]),
    ]
    assert data["reports"] == 3
    (effect,) = data["effects"]
    assert effect["before"] == {
        "total": {"low": "6", "high": "10"},
        "grade": {"zh": "优", "en": ""},
        "rank": 1,
    }
    assert effect["after"] == {"total": {"low": "4", "high": "8"}, "grade": None, "rank": 2}
    assert [(row["id"], row["before"], row["after"]) for row in effect["indicators"]] == [
        ("cars", {"low": "6", "high": "6"}, {"low": "4", "high": "4"}),
        ("order", {"low": "0", "high": "4"}, None),
        ("calm", None, {"low": "0", "high": "4"}),
    ]


def test_a_report_that_cannot_be_read_is_named_and_the_rest_is_compared(evalkit: Evalkit) -> None:
    (Path("reports") / "丁局.toml").write_text("nothing", "utf-8")
    ended = evalkit("rubric", "diff", "base.toml", "own.toml", "--reports", "reports")
    assert ended.code == 2
    assert ended.err[0].startswith("reports/丁局.toml:1:8: ")
    assert "3 份报告中有 1 份" in ended.out


def test_rubrics_judgements_and_notices_beside_the_reports_are_passed_over_with_a_line(
    evalkit: Evalkit,
) -> None:
    folder = Path("reports")
    (folder / "base.toml").write_text(BASE, "utf-8")
    (folder / "评判.toml").write_text('[judgements]\nby = "甲"\n', "utf-8")
    (folder / "通知.txt").write_text("请各部门按时报送材料。\n", "utf-8")
    (folder / "~$甲局.docx").write_bytes(b"\x00")
    ended = evalkit("rubric", "diff", "base.toml", "own.toml", "--reports", "reports")
    assert ended.code == 0
    assert "3 份报告中有 1 份" in ended.out
    assert ended.err == [
        "reports/base.toml:1:1: rubric: 这是评分标准或其示例，不是报告",
        "reports/评判.toml:1:1: judgements: 这是评判，不是报告",
        "reports/通知.txt: 没有读到任何指标数据，可能不是绩效评价报告",
    ]


def test_a_folder_that_is_not_there_is_wrong_input(evalkit: Evalkit) -> None:
    ended = evalkit("rubric", "diff", "base.toml", "own.toml", "--reports", "gone")
    assert (ended.code, ended.out, ended.err) == (2, "", ["gone: 没有这个文件夹"])
