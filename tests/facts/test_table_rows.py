"""Rows of tables: which are headers, which only say that there is nothing."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from evalkit.facts.fact import FactSheet, FactValue

Sheet = Callable[[str], FactSheet]
Table = Callable[[str], dict[str, FactValue]]
TITLE = "澜溪市园林局2023年度部门整体支出绩效自评报告\n\n"


@pytest.fixture
def table(sheet: Sheet) -> Table:
    def values(text: str) -> dict[str, FactValue]:
        return {id: fact.value for id, fact in sheet(TITLE + text).facts.items()}

    return values


@pytest.mark.parametrize(
    "row", ["因公出国（境）费|万元|—|—|", "因公出国（境）费|万元|—|—|未安排", "因公出国（境）费|万元|||"]
)
def test_a_row_without_figures_does_not_end_the_headers(table: Table, row: str) -> None:
    text = (
        "基础数据表\n\n项目|单位|上年数|本年数|备注\n公务接待费决算数|万元|2.48|1.95|\n"
        f"{row}\n政府采购预算|元|3,150,000.00|3,420,600.00|\n固定资产账面原值|元|8,204,110.00|8,611,930.50|\n"
    )
    found = {id: value for id, value in table(text).items() if not id.startswith("overseas")}
    assert found == {
        "reception_actual": 19500,
        "procurement_budget": 3420600,
        "fixed_assets_total": Decimal("8611930.50"),
    }


def test_a_dash_in_a_row_of_words_may_stand_in_a_header(table: Table) -> None:
    text = (
        "基础数据表（单位：万元）\n\n项目|上年数|预算数|决算数\n公务接待费|2.48|3.00|1.95\n"
        "二、政府采购|—|预算数|实际支出数\n政府采购合计|—|342.00|331.74\n"
    )
    assert table(text)["procurement_actual"] == 3317400


@pytest.mark.parametrize("header", ["支出项目", "收支项目", "科目"])
@pytest.mark.parametrize("rate", ["完成率", "预算完成率"])
def test_items_of_accounts_are_no_projects(table: Table, header: str, rate: str) -> None:
    text = (
        f"单位：万元\n{header}|调整预算数|决算数|{rate}\n基本支出|410.00|405.90|99.00%\n"
        "项目支出|590.00|541.10|91.71%\n合计|1,000.00|947.00|94.70%\n"
    )
    found = table(text)
    assert found["budget_completion_rate"] == Decimal("0.947")
    assert "project_completion_rate" not in found


def test_parts_that_a_remark_lists_are_not_the_whole(sheet: Sheet) -> None:
    text = "项目|上年末|本年末|备注\n编外人员（人）|19|17|劳务派遣12人、临聘5人\n离退休人员（人）|8|9|\n"
    found = sheet(TITLE + text)
    assert {id: fact.value for id, fact in found.facts.items()} == {"staff_external": 17, "staff_retired": 9}
    assert len(found.facts["staff_external"].candidates) == 1
    assert found.findings == ()


def test_a_remark_may_count_what_its_row_does_not(table: Table) -> None:
    text = "项目|上年末|本年末|备注\n编制数（人）|40|40|在编在岗38人\n离退休人员（人）|8|9|\n"
    assert table(text) == {"staff_quota": 40, "staff_on_duty": 38, "staff_retired": 9}


@pytest.mark.parametrize(
    ("header", "printed", "rate"),
    [
        ("执行率", "96.4", "0.964"),
        ("执行率", "0.964", None),
        ("执行率", "1", None),
        ("执行率（%）", "0.96", "0.0096"),
    ],
)
def test_a_bare_number_that_may_be_a_share_of_one_is_no_percentage(
    table: Table, header: str, printed: str, rate: str | None
) -> None:
    text = f"单位：万元\n科目|调整预算数|决算数|{header}\n合计|1,000.00|964.00|{printed}\n"
    assert table(text).get("budget_completion_rate") == (rate and Decimal(rate))
