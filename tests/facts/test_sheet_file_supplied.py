"""Facts in a file of their own, supplied as corrections of a report."""

from decimal import Decimal

import pytest
from tests.facts.facts_files import REPORT, WORDS, facts, load

from evalkit.errors import FactsError
from evalkit.facts.fact import Basis
from evalkit.facts.sheet_file import supplied
from evalkit.messages import Lang


def test_supplied_values_replace_and_the_reading_stays_visible() -> None:
    sheet = load(REPORT)
    corrected = supplied(
        sheet, facts('id = "budget"\nvalue = "3500"\nunit = "万元"').encode(), "fix.toml", WORDS
    )
    budget = corrected.facts["budget"]
    assert (budget.value, budget.basis, budget.evidence) == (Decimal(35_000_000), Basis.SUPPLIED, ())
    assert [candidate.value for candidate in budget.candidates] == [Decimal(34_567_000)]
    assert corrected.supplied_sha256 is not None
    assert (corrected.sha256, corrected.department, corrected.year) == (
        sheet.sha256,
        sheet.department,
        sheet.year,
    )


def test_a_repeated_value_keeps_what_it_rests_on() -> None:
    sheet = load(REPORT)
    again = supplied(sheet, REPORT.encode(), "fix.toml", WORDS)
    assert again.facts == sheet.facts
    assert again.findings == ()


def test_missing_facts_and_the_head_of_the_report_can_be_supplied() -> None:
    text = '[report]\ndepartment = "另一局"\nyear = 2021\n' + facts('id = "own_score"\nvalue = 90')
    corrected = supplied(load(REPORT), text.encode(), "fix.toml", WORDS)
    assert (corrected.department, corrected.year) == ("另一局", 2021)
    assert (corrected.facts["own_score"].basis, corrected.facts["own_score"].candidates) == (
        Basis.SUPPLIED,
        (),
    )


def test_a_supplied_value_that_contradicts_a_claim_makes_a_finding() -> None:
    text = facts('id = "spent"\nvalue = "3000"\nunit = "万元"')
    corrected = supplied(load(REPORT), text.encode(), "fix.toml", WORDS)
    assert [finding.message.text(Lang.ZH) for finding in corrected.findings] == [
        "完成率 93.00% 与 支出数 3,000 万元（补充数据） ÷ 预算数 3,456.70 万元 = 86.79% 不符"
    ]


def test_findings_of_the_report_stay_and_are_not_doubled() -> None:
    sheet = load(REPORT + facts('id = "spent"\nvalue = "3000.00"\nunit = "万元"'))
    corrected = supplied(sheet, facts('id = "visits"\nvalue = 9').encode(), "fix.toml", WORDS)
    assert corrected.findings == sheet.findings
    assert len(corrected.findings) == 1


def test_a_correction_cannot_say_two_things() -> None:
    text = facts('id = "visits"\nvalue = 9', 'id = "visits"\nvalue = 8')
    with pytest.raises(FactsError) as caught:
        supplied(load(REPORT), text.encode(), "fix.toml", WORDS)
    assert caught.value.text(Lang.ZH) == "fix.toml:5:6: fact.visits.id: 事实“visits”重复，第 1 行已经给出"
