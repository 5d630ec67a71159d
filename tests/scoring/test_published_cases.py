"""Departments whose marks were published, row by row: their figures are not, so the figures are ours."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from evalkit.journey import find_rubric, read_facts, score_sheet
from evalkit.messages import Lang
from evalkit.registry import load_plugins
from evalkit.scoring.judgements import Judgement, Judgements
from evalkit.scoring.scorecard import Scorecard

YUEYANG = """\
[report]
department = "岳阳市某局"
year = 2018
"""
YUEYANG_FACTS = {
    "staff_on_duty": ("38", "人"),
    "staff_quota": ("40", "人"),
    "three_public_actual": ("21.40", "万元"),
    "three_public_actual_previous": ("22.00", "万元"),
    "three_public_budget": ("23.00", "万元"),
    "key_spending_share": ("92%", ""),
    "budget_initial": ("780.00", "万元"),
    "budget_adjusted": ("780.00", "万元"),
    "carryover_opening": ("9.60", "万元"),
    "carryover_closing": ("4.10", "万元"),
}
YUEYANG_STATED = ("internal_controls_complete", "no_financial_violations")


@pytest.fixture
def yueyang(tmp_path: Path) -> Scorecard:
    """The scorecard of a department that loses marks for its balance alone."""
    tables = [
        f'[[fact]]\nid = "{id}"\nvalue = "{value}"\n' + (f'unit = "{unit}"\n' if unit else "")
        for id, (value, unit) in YUEYANG_FACTS.items()
    ]
    tables += [f'[[fact]]\nid = "{id}"\nvalue = true\n' for id in YUEYANG_STATED]
    (tmp_path / "facts.toml").write_text("\n".join([YUEYANG, *tables]), "utf-8")
    registry = load_plugins()
    sheet = read_facts([tmp_path / "facts.toml"], registry).value
    entries = [
        Judgement("payment_progress", None, 0, "均按期拨付", "评价员甲", datetime(2019, 3, 1)),
        Judgement("rules_soundness.lawful", Decimal(1), None, "完整", "评价员甲", datetime(2019, 3, 1)),
        Judgement(
            "rules_soundness.carried_out", Decimal(1), None, "有记录", "评价员甲", datetime(2019, 3, 1)
        ),
    ]
    judgements = Judgements({entry.address: entry for entry in entries}, "")
    rubric = find_rubric(None, sheet, registry).value.rubric
    assert rubric.id == "yueyang-2018"
    return score_sheet(sheet, rubric, registry, judgements=judgements)


def test_the_department_of_yueyang_has_every_row_full_but_its_balance(yueyang: Scorecard) -> None:
    rows = [row for dimension in yueyang.dimensions for row in dimension.indicators]
    assert {row.id: f"{row.awarded.normalize():f}" for row in rows if row.awarded != row.marks} == {
        "balance": "2"
    }
    assert (yueyang.low, yueyang.high) == (Decimal(35), Decimal(35))


def test_the_reason_is_that_a_balance_remained(yueyang: Scorecard) -> None:
    (balance,) = [
        row for dimension in yueyang.dimensions for row in dimension.indicators if row.id == "balance"
    ]
    (deduction,) = balance.deductions
    assert deduction.reason.text(Lang.ZH) == (
        "年末结转和结余为 4.10 万元、年初结转和结余为 9.60 万元，属于“年末结转和结余不超过年初结转和结余”，得 2 分，扣 1 分"
    )


HUANGGANG = """\
[rubric]
id = "huanggang"
extends = "project-self-evaluation"
title = "黄冈市某项目支出绩效自评"
version = "1.0.0"
source = "黄冈市公开的 2020 年度项目支出绩效自评表，总分 99.6"
standing = "published"

[[dimension]]
id = "execution"
marks = 20

[[dimension.indicator]]
id = "execution_rate"
marks = 20
clause = "执行率 × 20 分。"

[[dimension]]
id = "output"
marks = 40

[[dimension.indicator]]
id = "output_targets"
marks = 20

[[dimension.indicator]]
id = "completion"
title = "项目完成率"
marks = 20
clause = "完成率 × 20 分。"
rule = "proportional"
measure = "project_completion_rate"

[[dimension]]
id = "benefit"
marks = 40

[[dimension.indicator]]
id = "benefit_targets"
marks = 40

[[dimension]]
id = "satisfaction"
remove = true
"""
HUANGGANG_FACTS = """\
[report]
department = "黄冈市某局"
year = 2020

[[fact]]
id = "project_expenditure"
value = "120.00"
unit = "万元"

[[fact]]
id = "project_budget_adjusted"
value = "120.00"
unit = "万元"

[[fact]]
id = "project_completion_rate"
value = "98%"
"""


def test_the_project_of_huanggang_loses_two_hundredths_of_one_row(tmp_path: Path) -> None:
    (tmp_path / "huanggang.toml").write_text(HUANGGANG, "utf-8")
    (tmp_path / "facts.toml").write_text(HUANGGANG_FACTS, "utf-8")
    registry = load_plugins()
    sheet = read_facts([tmp_path / "facts.toml"], registry).value
    full = [
        Judgement(id, Decimal(marks), None, "全部完成", "评价员甲", datetime(2021, 3, 1))
        for id, marks in (("output_targets", 20), ("benefit_targets", 40))
    ]
    rubric = find_rubric(str(tmp_path / "huanggang.toml"), sheet, registry).value.rubric
    judgements = Judgements({entry.address: entry for entry in full}, "")
    card = score_sheet(sheet, rubric, registry, judgements=judgements)
    rows = {row.id: row for dimension in card.dimensions for row in dimension.indicators}
    assert {id: row.awarded for id, row in rows.items()} == {
        "execution_rate": 20,
        "output_targets": 20,
        "completion": Decimal("19.6"),
        "benefit_targets": 40,
    }
    assert card.low == card.high == Decimal("99.6")
    assert card.marks == 100
    (deduction,) = rows["completion"].deductions
    assert deduction.reason.text(Lang.ZH) == (
        "项目完成率（报告自述）为 98.00%，未达到 100%，按比例计分，得 19.6 分，扣 0.4 分"
    )
