"""Sheets of basic data: one table whose sections have columns of their own."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from evalkit.facts.fact import FactSheet, FactValue

Sheet = Callable[[str], FactSheet]
Values = Callable[[str], dict[str, FactValue]]
TITLE = "澜溪市园林局2023年度部门整体支出绩效自评报告\n\n金额单位：万元\n"


@pytest.fixture
def values(sheet: Sheet) -> Values:
    def read(text: str) -> dict[str, FactValue]:
        return {id: fact.value for id, fact in sheet(TITLE + text).facts.items()}

    return read


def test_a_row_of_words_heads_the_columns_of_the_rows_below_it(values: Values) -> None:
    text = (
        "一、人员情况|编制数|实有数|备注\n在编人员|—|47|\n离退休人员|—|21|\n"
        "二、资产情况|账面数|在用数|备注\n固定资产|812.50|790.20|\n"
        "三、政府采购|—|预算数|实际支出数\n采购合计|—|130.00|126.40\n其中：货物|—|70.00|68.10\n"
    )
    assert values(text) == {
        "staff_on_duty": 47,
        "staff_retired": 21,
        "fixed_assets_total": 8125000,
        "fixed_assets_in_use": 7902000,
        "procurement_budget": 1300000,
        "procurement_actual": 1264000,
        "procurement_goods_actual": 681000,
    }


@pytest.mark.parametrize("between", ["/", "、", "，", "／"])
def test_two_counts_in_one_cell_are_two_figures_and_no_header(values: Values, between: str) -> None:
    text = (
        "经费情况|上年决算数|本年预算数|本年决算数\n公务接待费|3.10|4.00|2.60\n"
        f"接待批次及人数|41批{between}302人次|—|33批{between}264人次\n项目支出|88.00|96.00|95.20\n"
    )
    assert values(text) == {
        "reception_budget": 40000,
        "reception_actual": 26000,
        "reception_batches": 33,
        "reception_visitors": 264,
        "project_budget_initial": 960000,
        "project_expenditure": 952000,
    }


@pytest.mark.parametrize("cell", ["33批/264", "33批/12批", "33批共计接待264人次以上单位", "2.5万元/30人次"])
def test_other_cells_with_two_numbers_give_no_counts(values: Values, cell: str) -> None:
    text = f"项目|本年预算数|本年决算数\n公务接待费|4.00|2.60\n接待批次及人数|—|{cell}\n"
    assert values(text) == {"reception_budget": 40000, "reception_actual": 26000}


@pytest.mark.parametrize(
    ("before", "now"), [("上年末", "本年末"), ("年初数", "年末数"), ("2022年末", "2023年末")]
)
def test_what_was_there_at_the_beginning_of_the_year_is_not_this_years(
    values: Values, before: str, now: str
) -> None:
    text = (
        f"资产情况|{before}|{now}|增减额\n固定资产|700.00|812.50|112.50\n其中：在用|690.00|790.00|100.00\n"
        "待处置资产|10.00|22.50|12.50\n结转结余|33.10|28.40|-4.70\n"
    )
    assert values(text) == {
        "fixed_assets_total": 8125000,
        "fixed_assets_in_use": 7900000,
        "fixed_assets_pending_disposal": 225000,
        "carryover_opening": 331000,
        "carryover_closing": 284000,
    }


def test_this_years_rows_are_last_years_in_its_column(values: Values) -> None:
    text = (
        "收支情况|上年决算|本年预算|本年决算\n本年收入|505.10|530.00|541.70\n本年支出|498.20|530.00|536.40\n"
    )
    found = values(text)
    assert (found["income_actual"], found["expenditure_actual"], found["expenditure_previous"]) == (
        5417000,
        5364000,
        4982000,
    )


def test_rows_of_parts_are_not_the_count_of_the_whole(values: Values) -> None:
    text = (
        "经费控制情况|上年决算数|本年预算数|本年决算数\n公务用车运行维护费|19.00|20.00|16.30\n"
        "其中：执法执勤用车|9.00|9.50|7.00\n公务用车保有量（辆）|6|—|5\n其中：执法执勤用车（辆）|3|—|2\n"
    )
    assert values(text) == {"vehicle_running_actual": 163000, "vehicles_kept": 5}


def test_a_part_that_names_something_else_is_no_side_of_its_whole(values: Values) -> None:
    text = "资产情况|本年末\n固定资产|812.50\n其中：待处置房屋|22.50\n在用|790.00\n"
    assert values(text) == {"fixed_assets_total": 8125000, "fixed_assets_in_use": 7900000}


def test_a_column_says_the_side_of_a_row_that_only_names_what_is_counted(values: Values) -> None:
    text = "工作任务|计划数|完成数|完成率\n年度项目（个）|12|11|91.67%\n重点工作（项）|9|9|100%\n"
    assert values(text) == {
        "projects_planned": 12,
        "projects_completed": 11,
        "project_completion_rate": Decimal("0.9167"),
        "key_tasks_total": 9,
        "key_tasks_completed": 9,
    }


def test_a_table_right_behind_another_has_its_unit(values: Values) -> None:
    first = "人员情况\n编制数\n实有数\n在编人员\n50\n47\n离退休人员\n0\n21\n"
    second = "经费情况\n上年决算数\n本年预算数\n本年决算数\n公务接待费\n3.10\n4.00\n2.60\n公用经费\n20.00\n22.00\n21.40\n"
    found = values(first + second)
    assert (found["reception_actual"], found["public_expense_actual"]) == (26000, 214000)


def test_a_unit_is_not_carried_over_a_paragraph(values: Values) -> None:
    text = "项目|本年决算数\n公用经费|21.40\n基本支出|30.00\n\n另一张表如下。\n\n项目|本年决算数\n公务接待费|2.60\n会议费|1.10\n"
    assert values(text) == {"public_expense_actual": 214000, "basic_expenditure": 300000}


def test_two_counts_on_one_line_are_a_cell_of_a_table_with_a_cell_a_line(values: Values) -> None:
    text = (
        "经费情况\n上年决算数\n本年预算数\n本年决算数\n公务接待费\n3.10\n4.00\n2.60\n"
        "接待批次及人数\n41批/302人次\n—\n33批/264人次\n公用经费\n20.00\n22.00\n21.40\n"
    )
    found = values(text)
    assert (found["reception_batches"], found["reception_visitors"]) == (33, 264)
    assert found["public_expense_actual"] == 214000


@pytest.mark.parametrize("end", ["", "\t"])
def test_the_sections_of_a_sheet_between_tabs_have_columns_of_their_own(values: Values, end: str) -> None:
    text = (
        "供养人员\t编制数\t上年实际在职人数\t本年实际在职人数\t控制率\n合计\t50\t48\t47\t94.00%\n"
        f"经费控制\t上年决算数\t本年预算数\t本年决算数{end}\n公务接待费\t3.10\t4.00\t2.60{end}\n"
        f"接待批次及人数\t41批/302人次\t/\t33批/264人次{end}\n"
        f"政府采购\t预算金额\t实际采购金额\t执行率{end}\n采购合计\t130.00\t126.40\t97.23%{end}\n"
        f"货物\t70.00\t68.10{end}{end}\n国有资产\t年初数\t年末数\t增减{end}\n固定资产\t700.00\t812.50\t112.50{end}\n"
    )
    found = values(text)
    assert {
        "staff_on_duty": 47,
        "reception_actual": 26000,
        "reception_batches": 33,
        "reception_visitors": 264,
        "procurement_budget": 1300000,
        "procurement_actual": 1264000,
        "procurement_goods_actual": 681000,
        "fixed_assets_total": 8125000,
    }.items() <= found.items()


def test_a_section_between_tabs_without_headers_of_its_own_has_those_above_it(values: Values) -> None:
    text = (
        "项目\t上年决算\t本年预算\t本年决算\n一、公务支出\t\t\t\n公务接待费\t3.10\t4.00\t2.60\n"
        "二、公用支出\t\t\t\n公用经费\t20.00\t22.00\t21.40\n"
    )
    found = values(text)
    assert (found["reception_budget"], found["reception_actual"]) == (40000, 26000)
    assert found["public_expense_actual"] == 214000


@pytest.mark.parametrize("label", ["在职人员", "在编人员"])
@pytest.mark.parametrize(("quota", "there"), [("核定编制", "年末实有"), ("编制数", "实有数")])
def test_those_on_duty_are_not_counted_in_the_column_of_posts(
    values: Values, label: str, quota: str, there: str
) -> None:
    found = values(f"机构人员|{quota}|{there}|超编人数\n{label}|53|49|0\n离退休|—|21|—\n")
    assert (found["staff_on_duty"], found["staff_retired"]) == (49, 21)
