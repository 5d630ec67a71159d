"""``evalkit facts`` and ``evalkit audit``: what a report says, and where it contradicts itself."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evalkit.toml import parse

Evalkit = Callable[..., Any]


def test_facts_come_out_for_people_and_for_programs(evalkit: Evalkit) -> None:
    shown = evalkit("facts", "report.txt")
    assert (shown.code, shown.err) == (0, [])
    assert "staff_quota" in shown.out
    found = json.loads(evalkit("facts", "report.txt", "--format", "json").out)
    text = Path("report.txt").read_text("utf-8")
    quota = next(fact for fact in found["facts"] if fact["id"] == "staff_quota")
    (evidence,) = quota["evidence"]
    assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_facts_that_were_written_down_score_like_the_report(evalkit: Evalkit) -> None:
    written = evalkit("facts", "report.txt", "--format", "toml", "--output", "facts.toml")
    assert (written.code, written.out, written.err) == (0, "", ["已写入 facts.toml"])
    assert parse(Path("facts.toml").read_bytes(), "facts.toml").data["report"]["year"] == 2020
    cards = [
        json.loads(evalkit("score", report, "--rubric", "four-e", "--format", "json").out)
        for report in ("report.txt", "facts.toml")
    ]
    assert len({(card["low"], card["high"]) for card in cards}) == 1


def test_one_fact_is_explained(evalkit: Evalkit) -> None:
    ended = evalkit("facts", "report.txt", "--explain", "staff_quota")
    assert (ended.code, ended.err) == (0, [])
    assert "186" in ended.out
    assert "采用" in ended.out


def test_a_fact_that_is_not_there_is_told_from_one_that_does_not_exist(evalkit: Evalkit) -> None:
    Path("short.txt").write_text("云岭县水务局2031年度部门整体支出绩效自评报告\n", "utf-8")
    absent = evalkit("facts", "short.txt", "--explain", "staff_quota")
    assert (absent.code, absent.out) == (2, "")
    assert absent.err[0].startswith("报告中没有找到事实“")
    assert absent.err[0].endswith("”（staff_quota）")
    unknown = evalkit("facts", "short.txt", "--explain", "staff_qota")
    assert unknown.code == 2
    assert unknown.err[0].startswith(
        "--explain: “staff_qota”不可用，是不是 staff_quota？（可用：staff_quota、"
    )


def test_an_audit_lists_findings_only(evalkit: Evalkit) -> None:
    Path("odd.txt").write_text(
        "云岭县水务局2031年度部门整体支出绩效自评报告\n\n"
        "年初预算500.00万元，其中基本支出200.00万元，项目支出280.00万元。\n",
        "utf-8",
    )
    shown = evalkit("audit", "odd.txt")
    assert (shown.code, shown.err) == (0, [])
    found = json.loads(evalkit("audit", "odd.txt", "--format", "json").out)
    assert [finding["kind"] for finding in found["findings"]] == ["sum"]
    assert "500" in shown.out
    written = evalkit("audit", "odd.txt", "--format", "json", "--output", "audit.json")
    assert written.code == 0
    assert json.loads(Path("audit.json").read_text("utf-8")) == found


def test_no_result_takes_the_place_of_the_report(evalkit: Evalkit) -> None:
    before = Path("report.txt").read_bytes()
    for command in ("facts", "audit"):
        ended = evalkit(command, "report.txt", "--output", "report.txt")
        assert (ended.code, ended.err) == (2, ["report.txt: 不能覆盖输入文件（可用：另一个文件名）"])
    assert Path("report.txt").read_bytes() == before


OWN = """\
[rubric]
id = "training"
title = "培训项目"
version = "1.0.0"
source = "示例"
standing = "example"
total = 10

[[fact]]
id = "trained"
title = "培训人次"
unit = "count"
words = ["参训"]

[[dimension]]
id = "output"
title = "产出"
marks = 10

[[dimension.indicator]]
id = "people"
title = "培训人次"
marks = 10
clause = "目标 200 人次。"
rule = "proportional"
measure = "trained"
full_at = 200
"""


def test_the_facts_of_a_rubrics_own_are_listed_with_it(evalkit: Evalkit) -> None:
    Path("own.toml").write_text(OWN, "utf-8")
    Path("short.txt").write_text("云岭县水务局2031年度项目绩效自评报告\n\n全年参训150人次。\n", "utf-8")
    listed = json.loads(evalkit("facts", "short.txt", "--rubric", "own.toml", "--format", "json").out)
    assert [(fact["id"], fact["value"]) for fact in listed["facts"]] == [("trained", "150")]
    assert json.loads(evalkit("facts", "short.txt", "--format", "json").out)["facts"] == []
    explained = evalkit("facts", "short.txt", "--rubric", "own.toml", "--explain", "trained")
    assert explained.code == 0
    assert "采用" in explained.out
    without = evalkit("facts", "short.txt", "--explain", "trained")
    assert without.code == 2
    assert without.err[0].startswith("--explain: “trained”不可用")


def test_a_facts_file_may_give_the_facts_of_the_rubric_it_is_scored_by(evalkit: Evalkit) -> None:
    Path("own.toml").write_text(OWN, "utf-8")
    Path("sheet.toml").write_text('[[fact]]\nid = "trained"\nvalue = "50"\n', "utf-8")
    card = json.loads(evalkit("score", "sheet.toml", "--rubric", "own.toml", "--format", "json").out)
    assert (card["low"], card["high"]) == ("2.5", "2.5")
    refused = evalkit("score", "sheet.toml", "--rubric", "four-e")
    assert refused.code == 2
    assert refused.err[0].startswith("sheet.toml:2:6: fact.trained.id: 不认识的事实“trained”")
