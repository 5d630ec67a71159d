"""Findings and marks lost as SARIF: where they stand, what they are, and when they are the same."""

import json
from typing import Any

import pytest
from attrs import evolve

from evalkit.documents.document import Document, Span
from evalkit.facts.fact import FactSheet, Finding, FindingKind
from evalkit.messages import Lang, say
from evalkit.rendering.renderer import View
from evalkit.rendering.sarif import audit_sarif, render
from evalkit.scoring.scorecard import Scorecard


def _run(card: Scorecard, view: View | None = None) -> dict[str, Any]:
    (run,) = json.loads(render(card, view or View()))["runs"]
    return dict(run)


def _with(card: Scorecard, *findings: Finding) -> list[dict[str, Any]]:
    found = _run(evolve(card, findings=findings))["results"]
    return [each for each in found if each["ruleId"].startswith("finding/")]


def test_every_finding_is_a_warning_and_every_deduction_a_note(card: Scorecard) -> None:
    results = _run(card)["results"]
    assert [(each["ruleId"], each["level"]) for each in results] == [
        ("finding/conflict", "warning"),
        ("finding/ratio", "warning"),
        ("finding/malformed", "warning"),
        ("lost/target_completeness", "note"),
        ("lost/public_expense_control", "note"),
        ("lost/quarterly_execution", "note"),
        ("lost/quarterly_execution", "note"),
        ("lost/key_tasks", "note"),
        ("lost/satisfaction", "note"),
    ]


def test_every_result_has_its_rule_and_a_rule_tells_the_clause(card: Scorecard) -> None:
    run = _run(card, View(Lang.EN))
    rules = {each["id"]: each for each in run["tool"]["driver"]["rules"]}
    assert len(rules) == 4 + 12
    assert {each["ruleId"] for each in run["results"]} <= set(rules)
    assert rules["finding/sum"]["shortDescription"] == {"text": "The report contradicts itself: sum"}
    assert rules["lost/key_tasks"] == {
        "id": "lost/key_tasks",
        "shortDescription": {"text": "Marks lost: Key tasks"},
        "fullDescription": {"text": "评分细则：重点工作，满分 8 分"},
        "defaultConfiguration": {"level": "note"},
    }
    assert run["language"] == "en"


def test_the_contradicting_sentence_is_a_related_location(card: Scorecard, sheet: FactSheet) -> None:
    view = View(documents=sheet.documents, files={sheet.documents[0].name: "reports/园林 局.txt"})
    first = _run(card, view)["results"][0]
    assert first["message"] == {"text": "满意度有两个数：94.60% 和 95.40%"}
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "reports/%E5%9B%AD%E6%9E%97%20%E5%B1%80.txt"},
                "region": {
                    "startLine": 11,
                    "startColumn": 34,
                    "endLine": 11,
                    "endColumn": 45,
                    "snippet": {"text": "综合满意度94.60%"},
                },
            },
            "message": {"text": "第 11 行"},
        }
    ]
    (other,) = first["relatedLocations"]
    assert (other["id"], other["physicalLocation"]["region"]["snippet"]["text"]) == (
        1,
        "服务对象综合满意度为95.40%",
    )


def test_lines_and_columns_are_those_of_the_text(card: Scorecard, sheet: FactSheet) -> None:
    (document,) = sheet.documents
    lines = document.text.split("\n")
    for result in _run(card, View(documents=sheet.documents))["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            region = location["physicalLocation"].get("region")
            if region is not None:
                assert region["startLine"] == region["endLine"]
                line = lines[region["startLine"] - 1]
                assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def test_a_quote_over_two_lines_ends_where_it_ends(card: Scorecard) -> None:
    document = Document("a.txt", "甲\n乙丙\n丁", "", ())
    finding = Finding(FindingKind.SUM, ("x",), say("错", "wrong"), (document.evidence(Span(2, 6)),))
    results = _run(evolve(card, findings=(finding,)), View(documents=(document,)))["results"]
    region = results[0]["locations"][0]["physicalLocation"]["region"]
    assert [region[each] for each in ("startLine", "startColumn", "endLine", "endColumn")] == [2, 1, 3, 2]


def test_without_the_text_a_place_is_its_line(card: Scorecard) -> None:
    region = _run(card)["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 11, "snippet": {"text": "综合满意度94.60%"}}


def test_what_has_no_sentence_stands_in_the_report(card: Scorecard) -> None:
    lost = next(each for each in _run(card)["results"] if each["ruleId"] == "lost/target_completeness")
    name = next(iter(card.report.documents))
    found = _run(card, View(files={name: "a.txt"}))["results"]
    assert lost["locations"][0]["physicalLocation"].keys() == {"artifactLocation"}
    assert all(
        each["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "a.txt"} for each in found
    )


def test_the_same_matter_has_the_same_fingerprint_in_the_next_version(card: Scorecard) -> None:
    one, other = Document("a.txt", "决算12元", "", ()), Document("b.txt", "新写的一段\n决算13元", "", ())
    before = Finding(FindingKind.SUM, ("total", "part"), say("12", "12"), (one.evidence(Span(0, 5)),))
    after = Finding(FindingKind.SUM, ("total", "part"), say("13", "13"), (other.evidence(Span(6, 11)),))
    (old,), (new,) = _with(card, before), _with(card, after)
    assert old["partialFingerprints"] == new["partialFingerprints"]
    assert old["message"] != new["message"]


def test_different_matters_have_different_fingerprints(card: Scorecard) -> None:
    found = _with(card, *card.findings, *card.findings) + _run(card)["results"]
    prints = [each["partialFingerprints"]["evalkit/v1"] for each in found]
    assert len(set(prints)) == 2 * len(card.findings) + 6


@pytest.mark.parametrize(
    ("text", "told"), [("[甲](http://例.cn)", "\\[甲\\](http://例.cn)"), ("表[1]", "表[1]")]
)
def test_text_of_a_report_never_becomes_a_link(card: Scorecard, text: str, told: str) -> None:
    (found,) = _with(card, Finding(FindingKind.SUM, (), say("{t}", "{t}", t=text), ()))
    assert found["message"]["text"] == told


def test_the_run_tells_the_report_its_score_and_what_failed(card: Scorecard) -> None:
    run = _run(card)
    (artifact,) = run["artifacts"]
    assert artifact["hashes"] == {"sha-256": "7c" * 32}
    assert run["properties"] == {
        "rubric": "yunling-2021 1.2.0",
        "marks": "56",
        "low": "30.57",
        "high": "52.07",
    }
    assert run["automationDetails"]["id"].startswith("evalkit/yunling-2021/%E5%9B%AD")
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {"level": "error", "message": {"text": "插件 assets 出错：除数为零"}}
            ],
        }
    ]


def test_an_audit_has_the_findings_alone(sheet: FactSheet) -> None:
    (run,) = json.loads(audit_sarif(sheet, View(documents=sheet.documents)))["runs"]
    assert [each["ruleId"] for each in run["results"]] == [
        "finding/conflict",
        "finding/ratio",
        "finding/malformed",
    ]
    assert len(run["tool"]["driver"]["rules"]) == 4
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
