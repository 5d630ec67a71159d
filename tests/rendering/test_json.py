"""The JSON contract, on a scorecard with something of everything."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from evalkit.documents.document import Document, Evidence
from evalkit.facts.fact import Basis, FactSheet, Finding, FindingKind
from evalkit.facts.unit import Unit
from evalkit.messages import Lang, say
from evalkit.rendering.json import audit_json, facts_json, render
from evalkit.rendering.renderer import View
from evalkit.rules.rule import Title, Value
from evalkit.scoring.scorecard import JudgementRecord, Scorecard

Tree = dict[str, Any]


@pytest.fixture
def tree(card: Scorecard) -> Tree:
    """Return the sample scorecard as JSON values."""
    found: Tree = json.loads(render(card, View()))
    return found


def _indicators(tree: Tree) -> Iterator[Tree]:
    for dimension in tree["dimensions"]:
        yield from dimension["indicators"]


def _one(tree: Tree, id: str) -> Tree:
    return next(indicator for indicator in _indicators(tree) if indicator["id"] == id)


def test_the_whole_is_as_it_was(card: Scorecard, check_golden: Callable[[str, str], None]) -> None:
    check_golden("scorecard.zh.json", render(card, View()))


def test_the_same_scorecard_gives_the_same_bytes(card: Scorecard) -> None:
    assert render(card, View()) == render(card, View(width=120, color=True))


def test_it_is_two_spaces_deep_readable_and_ends_in_a_line_break(card: Scorecard) -> None:
    text = render(card, View())
    assert text.startswith('{\n  "evalkit": "0.1.0",\n  "rubric": {\n    "id": "yunling-2021",\n')
    assert "云岭市示范区园林绿化局" in text
    assert text.endswith("}\n")


def test_the_contract_names_every_field(tree: Tree) -> None:
    wanted = """evalkit rubric report judgements_sha256 marks awarded low high grade self_score basis
        dimensions adjustments admitted missing findings plugins"""
    assert set(wanted.split()) <= set(tree)
    indicator = """id group title marks awarded low high outcome basis value clause inputs missing
        judgement deductions parts"""
    assert all(set(indicator.split()) <= set(one) for one in _indicators(tree))
    assert set(tree["basis"]) == {"figure", "claim", "statement", "supplied", "judgement"}


def test_a_deduction_carries_its_reason_its_clause_its_remedy_and_its_place(tree: Tree) -> None:
    (deduction,) = _one(tree, "public_expense_control")["deductions"]
    (evidence,) = deduction.pop("evidence")
    assert deduction == {
        "marks": "1",
        "part": None,
        "reason": "控制率 98.60%，不低于 90.00%，只能得 2 分",
        "clause": "控制率低于90%得3分，90%至100%得2分，高于100%不得分。",
        "remedy": "控制率低于 90.00% 即可得满分",
        "admitted": True,
    }
    assert evidence["line"] == 5
    assert evidence["page"] is None
    assert evidence["document"] == "园林绿化局2021年度自评报告.txt"
    assert evidence["quote"].startswith("日常公用经费调整预算数612.40万元")


def test_numbers_are_exact_and_yes_and_no_are_booleans(tree: Tree) -> None:
    assert _one(tree, "public_expense_control")["value"] == "0.98600587851"
    assert _one(tree, "public_expense_control")["measure"]["unit"] == "ratio"
    assert _one(tree, "public_expense_control")["inputs"][0]["value"] == "6038300"
    assert _one(tree, "financial_compliance")["inputs"][0]["value"] is True
    assert _one(tree, "key_tasks")["awarded"] == "7.1111111111"


def test_numbers_have_no_exponent_no_trailing_zeros_and_no_minus_zero(card: Scorecard) -> None:
    changed = evolve(
        card, marks=Decimal("1E+2"), awarded=Decimal("-0.00"), low=Decimal("2.500"), high=Decimal("1E-7")
    )
    tree = json.loads(render(changed, View()))
    assert [tree[key] for key in ("marks", "awarded", "low", "high")] == ["100", "0", "2.5", "0.0000001"]


def test_a_positive_amount_over_zero_is_infinite(card: Scorecard) -> None:
    value = Value("rate", Title("率"), Decimal("Infinity"), Unit.RATIO, Basis.FIGURE, ())
    first, *more = card.dimensions
    row = evolve(first.indicators[0], value=value)
    changed = evolve(card, dimensions=(evolve(first, indicators=(row,)), *more))
    found = json.loads(render(changed, View()))["dimensions"][0]["indicators"][0]
    assert found["value"] == "Infinity"


def test_reasons_are_in_the_language_asked_for_and_titles_are_not(card: Scorecard) -> None:
    tree = json.loads(render(card, View(Lang.EN)))
    indicator = _one(tree, "public_expense_control")
    assert indicator["deductions"][0]["remedy"] == "a rate below 90.00% earns full marks"
    assert indicator["title"] == "日常公用经费控制率"
    assert indicator["title_en"] == "Daily public expenses control rate"
    assert tree["possible_grades"] == ["良", "中", "差"]


def test_an_english_title_that_was_not_given_is_left_out(card: Scorecard) -> None:
    changed = evolve(card, rubric=evolve(card.rubric, title=Title("评分标准")))
    assert "title_en" not in json.loads(render(changed, View()))["rubric"]


def test_a_judgement_keeps_what_the_rule_had_given(card: Scorecard, tree: Tree) -> None:
    assert _one(tree, "target_completeness")["judgement"] == {
        "marks": "6",
        "reason": "两个项目未报送绩效目标表，其余齐全",
        "by": "评价员甲",
        "at": "2022-03-18T10:30:00",
        "computed": "8",
    }
    first, *more = card.dimensions
    record = JudgementRecord(Decimal(3), "齐全", "评价员乙", datetime(2022, 3, 18, tzinfo=UTC), None)
    row = evolve(first.indicators[0], judgement=record)
    changed = evolve(card, dimensions=(evolve(first, indicators=(row,)), *more))
    judgement = json.loads(render(changed, View()))["dimensions"][0]["indicators"][0]["judgement"]
    assert judgement["at"] == "2022-03-18T00:00:00+00:00"
    assert judgement["computed"] is None


def test_what_is_missing_and_what_failed_is_told(tree: Tree) -> None:
    assert _one(tree, "timeliness")["missing"] == ["projects_on_time", "projects_total"]
    assert _one(tree, "benefits")["missing"] == ["judgement:benefits.economic", "judgement:benefits.social"]
    assert len(_one(tree, "benefits")["passages"]) == 6
    assert _one(tree, "asset_safety")["fault"] == "插件 assets 出错：除数为零"
    assert tree["missing"][0] == {
        "id": "projects_on_time",
        "title": "按时完成的项目数",
        "title_en": "Projects completed on time",
        "marks": "6",
        "indicator": "timeliness",
    }
    assert tree["faults"] == ["插件 assets 出错：除数为零"]


def test_a_file_name_that_is_not_utf8_can_still_be_written(card: Scorecard) -> None:
    report = evolve(card.report, documents={"\udcb1.txt": "00" * 32})
    text = render(evolve(card, report=report), View())
    assert text.encode("utf-8")
    assert json.loads(text)["report"]["documents"][0]["name"] == "\udcb1.txt"


def test_facts_have_one_entry_each_with_all_readings(
    sheet: FactSheet, check_golden: Callable[[str, str], None]
) -> None:
    text = facts_json(sheet)
    check_golden("facts.zh.json", text)
    tree = json.loads(text)
    by_id = {fact["id"]: fact for fact in tree["facts"]}
    assert by_id["satisfaction"]["value"] == "0.946"
    assert [one["value"] for one in by_id["satisfaction"]["candidates"]] == ["0.946", "0.954", "0.2"]
    assert by_id["satisfaction"]["candidates"][2]["rejected"] == "说的是增长"
    assert by_id["budget_disclosed"]["value"] is True
    assert by_id["department"]["evidence"] == []
    assert tree["report"]["documents"] == [{"name": "园林绿化局2021年度自评报告.txt", "sha256": "7c" * 32}]


def test_an_audit_is_the_report_and_its_findings(sheet: FactSheet) -> None:
    tree = json.loads(audit_json(sheet, Lang.EN))
    assert list(tree) == ["report", "findings"]
    assert tree["findings"][2]["message"] == "“12.3.5万元” is not a number"
    assert [finding["kind"] for finding in tree["findings"]] == ["conflict", "ratio", "malformed"]


def test_a_report_that_names_nothing_has_nulls() -> None:
    page = Evidence("扫描件.pdf", "甲", 0, 1, 1, 3)
    document = Document("扫描件.pdf", "甲", "11" * 32, (), (0,))
    finding = Finding(FindingKind.SUM, (), say("不符", "does not add up"), (page,))
    sheet = FactSheet(None, None, {}, (finding,), (), (document,), "22" * 32)
    tree = json.loads(audit_json(sheet))
    assert tree["report"]["department"] is None
    assert tree["report"]["year"] is None
    assert tree["findings"][0]["evidence"][0]["page"] == 3
