"""The rubric on a report of our own writing: marks and reasons."""

from decimal import Decimal
from pathlib import Path

import pytest

from evalkit import IndicatorResult, Lang, score_report

REPORT = """\
某区文化局2031年度部门整体支出绩效自评报告

一、预算执行情况
培训费预算{budget}万元，培训费支出{actual}万元。
"""


def indicators(folder: Path, budget: str, actual: str) -> dict[str, IndicatorResult]:
    """Return the indicators of the scorecard of a report with these figures, by id."""
    report = folder / "report.txt"
    report.write_text(REPORT.format(budget=budget, actual=actual), encoding="utf-8")
    card = score_report(report, rubric="district-example")
    return {each.id: each for dimension in card.dimensions for each in dimension.indicators}


def test_training_within_its_budget_loses_nothing(tmp_path: Path) -> None:
    training = indicators(tmp_path, "40.00", "40.00")["training_control"]
    assert training.marks == training.awarded == 3
    assert training.deductions == ()


def test_training_over_its_budget_is_halved_and_says_why(tmp_path: Path) -> None:
    training = indicators(tmp_path, "40.00", "42.00")["training_control"]
    (deduction,) = training.deductions
    assert training.awarded == Decimal("1.5")
    assert deduction.reason.text(Lang.ZH) == "培训费控制率为 105.00%，高于 100%，得 1.5 分，扣 1.5 分"
    assert deduction.remedy.text(Lang.ZH) == "培训费控制率不超过 100% 即可得满分"
    assert {evidence.line for evidence in deduction.evidence} == {4}


@pytest.mark.parametrize(("id", "marks"), [("public_expense_control", 7), ("three_public_control", 10)])
def test_the_rest_is_as_it_extends_and_changes_it(tmp_path: Path, id: str, marks: int) -> None:
    assert indicators(tmp_path, "40.00", "40.00")[id].marks == marks
