"""A whole report becomes a fact sheet: of its own words, always the same, whatever is thrown at it."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Document, Evidence
from evalkit.documents.plain.text import read_text
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.extraction import extract
from evalkit.facts.fact import FactSheet, FactValue, FindingKind
from evalkit.facts.nouns import worth

SHARED = Path(__file__).parents[3] / "shared" / "reports"
LONGHUA = "longhua-government-services-2020"

Sheet = Callable[[str], FactSheet]


def values(sheet: FactSheet) -> Mapping[str, FactValue]:
    return {id: fact.value for id, fact in sheet.facts.items()}


# ---------------------------------------------------------------- one report of our own


def test_a_whole_report(sheet: Sheet, report: str) -> None:
    found = sheet(report)
    assert (found.department, found.year) == ("澜溪市园林局", 2023)
    assert values(found) == {
        "staff_quota": 64,
        "staff_on_duty": 61,
        "staff_external": 18,
        "staff_retired": 33,
        "budget_initial": 23104000,
        "budget_adjusted": 25187500,
        "expenditure_actual": 24760200,
        "budget_completion_rate": Decimal("0.983"),
        "basic_budget_adjusted": 12506000,
        "basic_expenditure": 12491000,
        "project_budget_adjusted": 12681500,
        "project_expenditure": 12269200,
        "three_public_budget": 215000,
        "three_public_actual": 163400,
        "three_public_control_rate": Decimal("0.76"),
        "three_public_actual_previous": 172000,
        "three_public_change_rate": Decimal("-0.05"),
        "key_tasks_total": 26,
        "key_tasks_completed": 26,
        "q1_expenditure_progress": Decimal("0.2135"),
        "q2_expenditure_progress": Decimal("0.482"),
        "q3_expenditure_progress": Decimal("0.7194"),
        "q4_expenditure_progress": Decimal("0.983"),
        "procurement_budget": 4200000,
        "procurement_actual": 3981600,
        "procurement_execution_rate": Decimal("0.948"),
        "final_accounts_disclosed": True,
    }
    assert found.findings == ()
    assert [place.quote for place in found.admissions] == ["前期工作准备不足，支出进度前低后高。"]


def test_a_contradiction_and_a_number_that_is_none_are_findings(sheet: Sheet, report: str) -> None:
    text = report.replace("完成率为98.3%", "完成率为91.3%").replace("预算420万元", "预算4.2.0万元")
    found = sheet(text)
    assert [finding.kind for finding in found.findings] == [FindingKind.RATIO, FindingKind.MALFORMED]
    assert found.get("procurement_budget") is None


def test_absent_is_never_zero(sheet: Sheet, report: str) -> None:
    assert sheet(report).get("reception_actual") is None
    assert sheet("没有一个数字。").facts == {}


def test_the_chosen_candidate_stands_first(sheet: Sheet, report: str) -> None:
    for fact in sheet(report).facts.values():
        assert fact.candidates[0].value == fact.value
        assert (fact.candidates[0].evidence,) == fact.evidence


def test_several_documents_are_one_report(catalogue: Catalogue, report: str) -> None:
    first = read_text("a.txt", report.encode())
    second = read_text("b.txt", "公众满意度为94.7%。".encode())
    found = extract([first, second], catalogue)
    assert found.facts["satisfaction_rate"].evidence[0].document == "b.txt"
    assert found.documents == (first, second)
    assert found.sha256 == hashlib.sha256(f"{first.sha256}\n{second.sha256}".encode()).hexdigest()
    assert extract([first], catalogue).sha256 == first.sha256


def test_the_same_report_gives_the_same_sheet(sheet: Sheet, report: str) -> None:
    first, second = sheet(report), sheet(report)
    assert list(first.facts) == list(second.facts)
    assert first.facts == second.facts
    assert first.findings == second.findings


# ---------------------------------------------------------------- evidence


def places(sheet: FactSheet) -> list[Evidence]:
    found = [each for fact in sheet.facts.values() for each in fact.evidence]
    found += [each.evidence for fact in sheet.facts.values() for each in fact.candidates]
    found += [each for finding in sheet.findings for each in finding.evidence]
    return [*found, *sheet.admissions]


def assert_quotes(sheet: FactSheet) -> None:
    texts = {document.name: document.text for document in sheet.documents}
    for place in places(sheet):
        assert place.quote
        assert texts[place.document][place.start : place.end] == place.quote
        assert place.line == texts[place.document].count("\n", 0, place.start) + 1


PIECES = (
    "“三公”经费", "公务接待费", "预算", "决算", "分别为", "、", "，", "。", "（", "）", "\n", "\n\n", "|", "\f",
    "3万元", "1,204.5元", "12%", "２６项", "重点工作", "均已完成", "没有发生", "2023年", "上年", "存在的问题",
    "1.2.3", "其中", "部门决算尚未公开", "合计", "单位：万元", "第一季度末支出进度", " ", "**", "一、",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join).filter(str.strip))
def test_every_evidence_is_a_quote(catalogue: Catalogue, text: str) -> None:
    assert_quotes(extract([read_text("report.txt", text.encode())], catalogue))


def test_the_evidence_of_a_whole_report_is_quoted(sheet: Sheet, report: str) -> None:
    found = sheet(report)
    assert_quotes(found)
    assert found.facts["three_public_budget"].evidence[0].quote == "“三公”经费预算21.5万元"


# ---------------------------------------------------------------- the same report in another print

_WAN = re.compile(r"([0-9]+(?:\.[0-9]+)?)万元")
_FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


def _in_yuan(text: str, chosen: set[int]) -> str:
    numbers = iter(range(len(text)))

    def yuan(match: re.Match[str]) -> str:
        return f"{Decimal(match[1]) * 10_000:,.0f}元" if next(numbers) in chosen else match[0]

    return _WAN.sub(yuan, text)


@given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 30)))
def test_neither_the_unit_nor_the_width_of_digits_changes_a_fact(
    sheet: Sheet, report: str, in_yuan: set[int], full_width: set[int]
) -> None:
    lines = _in_yuan(report, in_yuan).split("\n")
    text = "\n".join(
        line.translate(_FULL_WIDTH) if number in full_width else line for number, line in enumerate(lines)
    )
    expected, found = sheet(report), sheet(text)
    assert values(found) == values(expected)
    assert (found.department, found.year) == (expected.department, expected.year)
    assert found.findings == ()


_LEAST = 20
"""How many characters of a line stand on either side of a page's end."""

_PAGE_ENDS = ("\n\f", "\n\n- {} -\n\f\n", "\n{}\n\f")


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.floats(0, 1)), min_size=1, max_size=3, unique_by=lambda cut: cut[0]
    ),
    st.sampled_from(_PAGE_ENDS),
)
def test_a_page_break_within_a_paragraph_changes_no_fact(
    sheet: Sheet, report: str, cuts: list[tuple[int, float]], page_end: str
) -> None:
    lines = report.split("\n")
    long = [number for number, line in enumerate(lines) if len(line) > 2 * _LEAST]
    assert len(long) == 5
    for page, (number, share) in enumerate(sorted(cuts), start=1):
        line = lines[long[number]]
        at = _LEAST + round(share * (len(line) - 2 * _LEAST))
        lines[long[number]] = line[:at] + page_end.format(page) + line[at:]
    found = sheet("\n".join(lines))
    assert values(found) == values(sheet(report))
    assert_quotes(found)


# ---------------------------------------------------------------- hostile texts


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        ("一", 1_000_000 // 3),
        ("9", 1_000_000),
        ("分别为", 1_000_000 // 9),
        ("百分之", 1_000_000 // 9),
        ("7,", 500_000),
        ("（", 300_000),
        ("（三公经费", 20_000),
        ("分别为1万元、", 10_000),
        ("（公务接待费分别为1万元、", 10_000),
        ("公务接待费、分别为1万元、", 6_000),
        ("项目支出|3|", 20_000),
        ("单位：", 20_000),
    ],
)
def test_long_texts_of_one_kind_are_read(catalogue: Catalogue, unit: str, times: int) -> None:
    assert extract([read_text("report.txt", (unit * times).encode())], catalogue).year is None


def test_deep_parentheses_are_read(catalogue: Catalogue, document: Callable[[str], Document]) -> None:
    text = "“三公”经费决算" + "（其中" * 20_000 + "公务接待费2万元" + "）" * 20_000
    found = extract([document(text)], catalogue)
    assert values(found)["reception_actual"] == 20_000


# ---------------------------------------------------------------- real reports


def _truth(name: str) -> dict[str, Any]:
    return tomllib.loads((SHARED / f"{name}.facts.toml").read_text("utf-8"))


def _expected(fact: Mapping[str, Any]) -> object:
    value, unit = fact["value"], fact.get("unit")
    return value if isinstance(value, bool) or unit is None else Decimal(str(value)) * worth(unit)


@pytest.mark.skipif(not SHARED.exists(), reason="the reports are not here")
def test_the_report_of_longhua(catalogue: Catalogue) -> None:
    found = extract([read_text("r.txt", (SHARED / f"{LONGHUA}.txt").read_bytes())], catalogue)
    truth = _truth(LONGHUA)
    told: dict[str, list[object]] = {}
    for fact in truth["fact"]:
        told.setdefault(fact["id"], []).append(_expected(fact))
    doubtful = {fact["id"] for fact in truth.get("doubtful", [])} | {"department", "year"}
    right = {id for id, fact in found.facts.items() if fact.value in told.get(id, [])}
    assert {id: fact.value for id, fact in found.facts.items() if id not in right | doubtful} == {}
    assert len(right) >= 60
    kinds = {(finding.kind, facts) for finding in found.findings for facts in finding.facts or ("",)}
    assert (FindingKind.MALFORMED, "") in kinds
    assert (FindingKind.CONFLICT, "satisfaction_rate") in kinds
    assert (FindingKind.RATIO, "q4_expenditure_progress") in kinds
    assert FindingKind.SUM not in {kind for kind, _ in kinds}
    assert_quotes(found)
