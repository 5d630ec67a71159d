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
        "本年结余与上年结余之比为 42.71%，高于 0%、不超过 100%，得 2 分，扣 1 分"
    )
