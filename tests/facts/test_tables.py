"""Figures in tables: labels, headers, units, merged cells."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from evalkit.documents.document import Block, BlockKind, Cell, Document, Span
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.extraction import extract
from evalkit.facts.fact import FactSheet, FactValue

Sheet = Callable[[str], FactSheet]
TITLE = "澜溪市园林局2023年度部门整体支出绩效自评报告\n\n"


@pytest.fixture
def table(sheet: Sheet) -> Callable[[str], dict[str, FactValue]]:
    def values(text: str) -> dict[str, FactValue]:
        return {id: fact.value for id, fact in sheet(TITLE + text).facts.items()}

    return values


Table = Callable[[str], dict[str, FactValue]]

WHOLE = {
    "budget_initial": 23104000,
    "budget_adjusted": 25187500,
    "expenditure_actual": 24760200,
    "basic_budget_initial": 12040000,
    "basic_budget_adjusted": 12506000,
    "basic_expenditure": 12491000,
    "project_budget_initial": 11064000,
    "project_budget_adjusted": 12681500,
    "project_expenditure": 12269200,
}


@pytest.mark.parametrize("separator", ["|", "\t"])
@pytest.mark.parametrize("total", ["合计", "总计"])
def test_the_unit_stands_in_the_caption_and_the_whole_in_the_last_row(
    table: Table, separator: str, total: str
) -> None:
    text = (
        "单位：万元\n项目|年初预算|调整预算|决算\n基本支出|1,204.00|1,250.60|1,249.10\n"
        f"项目支出|1,106.40|1,268.15|1,226.92\n{total}|2,310.40|2,518.75|2,476.02\n"
    )
    assert table(text.replace("|", separator)) == WHOLE


def test_units_may_stand_in_the_headers_and_the_title_names_what_is_summed(table: Table) -> None:
    text = (
        "“三公”经费情况\n项目|预算数（万元）|决算数（元）\n公务接待费|3.50|21,400\n"
        "公务用车运行维护费|18.00|142,000\n合计|21.50|163,400\n"
    )
    assert table(text) == {
        "three_public_budget": 215000,
        "three_public_actual": 163400,
        "reception_budget": 35000,
        "reception_actual": 21400,
        "vehicle_running_actual": 142000,
    }


@pytest.mark.parametrize(
    ("title", "corner"),
    [("任务进展见下表。", "任务名称"), ("项目任务资金情况表", "名称"), ("各专项资金情况", "名称")],
)
def test_the_sum_of_single_tasks_is_not_the_departments_whole(table: Table, title: str, corner: str) -> None:
    rows = f"{corner}|预算数|实际支出|执行率\n良种推广|62.0|60.3|97.3%\n合计|98.0|94.1|96.0%\n"
    assert table(f"{title}\n\n单位：万元\n{rows}") == {}


def test_the_section_names_what_is_summed(table: Table) -> None:
    text = "# “三公”经费控制\n\n单位：万元\n项目|预算数|决算数\n公务接待费|3.5|2.14\n合计|21.5|16.34\n"
    assert table(text)["three_public_actual"] == 163400


def test_two_rows_of_headers_name_year_and_side(table: Table) -> None:
    text = "支出情况（单位：万元）\n项目|上年|本年|本年\n项目|决算数|预算数|决算数\n“三公”经费|17.20|21.50|16.34\n"
    assert table(text) == {
        "three_public_actual_previous": 172000,
        "three_public_budget": 215000,
        "three_public_actual": 163400,
    }


def test_years_in_headers(table: Table) -> None:
    text = "支出情况（单位：元）\n项目|2021年|2022年|2023年\n|决算数|决算数|决算数\n“三公”经费|190,000|172,000|163,400\n"
    assert table(text) == {"three_public_actual_previous": 172000, "three_public_actual": 163400}


def test_a_figure_with_its_own_unit_keeps_it(table: Table) -> None:
    text = "单位：元\n项目|决算数\n公务接待费|2.14万元\n“三公”经费|163400\n"
    assert table(text) == {"reception_actual": 21400, "three_public_actual": 163400}


def test_money_without_any_unit_is_no_fact(table: Table) -> None:
    assert table("项目|决算数\n公务接待费|2.14\n“三公”经费|16.34\n") == {}


def test_one_of_many_projects_is_not_the_departments(table: Table) -> None:
    text = "单位：万元\n项目|决算\n月湖改造项目|312.50\n湖滨步道项目支出|101.00\n项目支出合计|1,226.92\n"
    assert table(text) == {"project_expenditure": 12269200}


def test_rows_of_something_else_are_nobodys(table: Table) -> None:
    assert table("单位：万元\n项目|决算\n荷塘清淤|88.00\n廊桥维修|16.00\n") == {}


def test_a_target_column_is_ruled_out(sheet: Sheet) -> None:
    text = "指标\t年度目标值\t实际完成值\n重点工作\t26项\t25项\n满意度\t90%\t94.7%\n"
    found = sheet(TITLE + text)
    assert {id: fact.value for id, fact in found.facts.items()} == {
        "key_tasks_completed": 25,
        "satisfaction_rate": Decimal("0.947"),
    }
    assert found.findings == ()


def test_the_evidence_is_the_row_up_to_the_figure(sheet: Sheet) -> None:
    text = "单位：万元\n项目|预算数|决算数\n公务接待费|3.50|2.14\n“三公”经费|21.50|16.34\n"
    facts = sheet(TITLE + text).facts
    assert facts["reception_budget"].evidence[0].quote == "公务接待费|3.50"
    assert facts["reception_actual"].evidence[0].quote == "公务接待费|3.50|2.14"


def test_a_merged_cell_is_read_once_and_names_every_row_it_covers(catalogue: Catalogue) -> None:
    texts = ["“三公”经费（万元）", "预算数", "21.50", "决算数", "16.34", "合计", "9.00"]
    places = [
        (0, 0, 2, 1),
        (0, 1, 1, 1),
        (0, 2, 1, 1),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
        (2, 0, 1, 2),
        (2, 2, 1, 1),
    ]
    text, cells = "", []
    for words, (row, column, height, width) in zip(texts, places, strict=True):
        cells.append(
            Cell(row, column, (Span(len(text), len(text) + len(words)),), row_span=height, column_span=width)
        )
        text += words + "\n"
    block = Block(BlockKind.TABLE, (Span(0, len(text)),), cells=tuple(cells))
    document = Document("merged.docx", text, "0", (block,))
    facts = extract([document], catalogue).facts
    assert {id: fact.value for id, fact in facts.items()} == {
        "three_public_budget": 215000,
        "three_public_actual": 163400,
    }
    assert all(len(fact.candidates) == 1 for fact in facts.values())


def test_a_dash_is_no_zero_and_no_header(table: Table) -> None:
    text = (
        "“三公”经费（单位：万元）\n项目|预算数|决算数\n因公出国（境）费|—|—\n公务用车购置费|-|-\n"
        "公务用车运行维护费|7.20|6.85\n公务接待费|0.00|0\n合计|7.20|6.85\n"
    )
    assert table(text) == {
        "three_public_budget": 72000,
        "three_public_actual": 68500,
        "vehicle_running_actual": 68500,
        "reception_budget": 0,
        "reception_actual": 0,
    }


def test_last_years_budget_and_accounts_are_last_years(table: Table) -> None:
    text = (
        "“三公”经费情况表\n单位：万元\n项目|上年预算数|上年决算数|本年预算数|本年决算数|比上年增减（%）\n"
        "公务接待费|4.00|3.61|3.80|3.25|-9.97\n合计|11.00|10.40|10.60|9.75|-6.25\n"
    )
    assert table(text) == {
        "three_public_budget_previous": 110000,
        "three_public_actual_previous": 104000,
        "three_public_budget": 106000,
        "three_public_actual": 97500,
        "three_public_change_rate": Decimal("-0.0625"),
        "reception_budget": 38000,
        "reception_actual": 32500,
    }


def test_the_title_stands_above_a_line_that_only_gives_the_unit(table: Table) -> None:
    text = "“三公”经费情况\n单位：元\n项目|决算数\n公务接待费|21,400\n合计|163,400\n"
    assert table(text) == {"reception_actual": 21400, "three_public_actual": 163400}


def test_a_note_below_gives_the_unit(table: Table) -> None:
    text = "项目|决算数\n公务接待费|2.14\n公务用车运行维护费|14.20\n注：本表金额单位为万元。\n"
    assert table(text) == {"reception_actual": 21400, "vehicle_running_actual": 142000}


def test_a_form_of_blocks_whose_first_header_gives_the_unit(table: Table) -> None:
    text = (
        "财政供养人员情况（人）|编制数|2023年实际在职人数|控制率\n|52|49|94.23%\n"
        "经费控制情况（万元）|2022年决算数|2023年预算数|2023年决算数\n三公经费|12.60|13.00|11.45\n"
        "1.公务用车购置和维护经费|8.10|8.50|7.92\n其中：公车购置|0|0|0\n公车运行维护|8.10|8.50|7.92\n"
        "2.公务接待|4.50|4.50|3.53\n项目支出|402.00|388.00|391.24\n1.园林管护专项|402.00|388.00|391.24\n"
        "政府采购金额|——|64.00|61.30\n"
        "楼堂馆所控制情况|批复规模|实际规模|规模控制率\n|0|0|0\n"
    )
    assert table(text) == {
        "staff_quota": 52,
        "staff_on_duty": 49,
        "three_public_actual_previous": 126000,
        "three_public_budget": 130000,
        "three_public_actual": 114500,
        "vehicle_budget": 85000,
        "vehicle_actual": 79200,
        "vehicle_purchase_actual": 0,
        "vehicle_running_actual": 79200,
        "reception_budget": 45000,
        "reception_actual": 35300,
        "project_budget_initial": 3880000,
        "project_expenditure": 3912400,
        "procurement_budget": 640000,
        "procurement_actual": 613000,
    }


def test_a_header_over_several_columns_counts_for_each_of_them(table: Table) -> None:
    text = (
        "单位：万元\n项目|年初预算数|||决算数||\n|合计|基本支出|项目支出|合计|基本支出|项目支出\n"
        "一般公共服务支出|900.00|600.00|300.00|930.00|610.00|320.00\n"
        "住房保障支出|80.00|80.00||82.50|82.50|\n合计|980.00|680.00|300.00|1012.50|692.50|320.00\n"
    )
    assert table(text) == {
        "budget_initial": 9800000,
        "basic_budget_initial": 6800000,
        "project_budget_initial": 3000000,
        "expenditure_actual": 10125000,
        "basic_expenditure": 6925000,
        "project_expenditure": 3200000,
    }


def test_incomes_and_expenditures_side_by_side(table: Table) -> None:
    text = (
        "收入支出决算表\n单位：万元\n收入|||支出||\n项目|年初预算数|决算数|项目|年初预算数|决算数\n"
        "一、财政拨款收入|700.00|752.00|一、基本支出|480.00|491.00\n二、其他收入|0.00|3.00|二、项目支出|220.00|251.00\n"
        "本年收入合计|700.00|755.00|本年支出合计|700.00|742.00\n"
        "年初结转和结余|0|8.00|年末结转和结余|0|21.00\n总计|700.00|763.00|总计|700.00|763.00\n"
    )
    assert table(text) == {
        "income_actual": 7550000,
        "budget_initial": 7000000,
        "expenditure_actual": 7420000,
        "basic_budget_initial": 4800000,
        "basic_expenditure": 4910000,
        "project_budget_initial": 2200000,
        "project_expenditure": 2510000,
        "carryover_opening": 80000,
        "carryover_closing": 210000,
    }


def test_a_part_of_a_row_is_not_the_row(sheet: Sheet) -> None:
    text = (
        "年度资金（万元）|全年预算数|全年执行数|执行率|分值|得分\n年度资金总额|640.00|627.20|98.00%|10|9.80\n"
        "其中：当年财政拨款|600.00|590.00|98.33%|—|—\n上年结转资金|40.00|37.20|93.00%|—|—\n总分||||100|97.30\n"
    )
    found = sheet(TITLE + text)
    assert {id: fact.value for id, fact in found.facts.items()} == {
        "budget_adjusted": 6400000,
        "expenditure_actual": 6272000,
        "budget_completion_rate": Decimal("0.98"),
        "self_score": Decimal("97.30"),
    }
    assert found.findings == ()


def test_what_is_counted_stands_in_the_header_and_of_what_in_the_title(table: Table) -> None:
    text = "2023年重点工作完成情况表\n序号|工作内容|计划项数|完成项数\n1|绿道贯通|3|3\n2|公园提质|6|5\n合计||9|8\n"
    assert table(text) == {"key_tasks_total": 9, "key_tasks_completed": 8}


def test_a_list_of_tasks_counts_nothing(table: Table) -> None:
    text = "重点工作进展（金额单位：万元）\n序号|任务|完成情况\n1|绿道贯通|已完成\n2|公园提质|推进中\n"
    assert table(text) == {}


def test_the_unit_of_each_row_stands_in_a_column_of_its_own(table: Table) -> None:
    text = (
        "指标名称|计量单位|目标值|完成值\n年初部门预算|万元|—|412.00\n政府采购预算|元|—|56000\n"
        "公众满意度|%|≥92|94.1\n公务用车保有量|辆|/|3\n"
    )
    assert table(text) == {
        "budget_initial": 4120000,
        "procurement_budget": 56000,
        "satisfaction_rate": Decimal("0.941"),
        "vehicles_kept": 3,
    }


def test_what_another_cell_of_the_table_says_more_plainly_is_no_conflict(sheet: Sheet) -> None:
    text = "固定资产（万元）|账面原值|在用|闲置|待处置\n设备|260.00|240.00|12.00|8.00\n固定资产合计|910.00|890.00|12.00|8.00\n"
    found = sheet(TITLE + text)
    assert found.facts["fixed_assets_pending_disposal"].value == 80000
    assert found.findings == ()


def test_short_lines_may_stand_between_the_unit_and_the_table(table: Table) -> None:
    text = (
        "“三公”经费情况\n单位：元\n预算\n决算\n项目\n预算数\n决算数\n公务接待费\n30,000\n21,400\n"
        "公务用车运行维护费\n150,000\n142,000\n合计\n180,000\n163,400\n"
    )
    assert table(text) == {
        "three_public_budget": 180000,
        "three_public_actual": 163400,
        "reception_budget": 30000,
        "reception_actual": 21400,
        "vehicle_running_actual": 142000,
    }


def test_brackets_make_a_figure_negative_where_it_is_a_change(table: Table) -> None:
    text = "“三公”经费\n单位：万元\n项目|本年决算数|比上年增减（%）\n公务接待费|2.10|(4.5)\n公务用车运行维护费|(7.30)|1.2\n合计|9.40|(6.25)\n"
    assert table(text) == {
        "three_public_actual": 94000,
        "three_public_change_rate": Decimal("-0.0625"),
        "reception_actual": 21000,
    }


def test_a_column_that_says_nothing_of_its_amounts_stands_beside_others_that_do(table: Table) -> None:
    text = (
        "单位：万元\n支出类型||年初预算|年中调整|全年预算|实际支出\n基本支出|人员经费|310.00|12.00|322.00|320.50\n"
        "|公用经费|58.00|-4.00|54.00|52.10\n项目支出||205.00|30.00|235.00|228.40\n合计||573.00|38.00|611.00|601.00\n"
    )
    assert table(text) == {
        "budget_initial": 5730000,
        "budget_adjusted": 6110000,
        "expenditure_actual": 6010000,
        "personnel_budget_initial": 3100000,
        "personnel_expenditure": 3205000,
        "public_expense_budget_initial": 580000,
        "public_expense_budget_adjusted": 540000,
        "public_expense_actual": 521000,
        "project_budget_initial": 2050000,
        "project_budget_adjusted": 2350000,
        "project_expenditure": 2284000,
    }


def test_one_unit_of_several_is_not_the_department(table: Table) -> None:
    text = (
        "人员情况（单位：人）\n单位名称|编制数|||实有人数|||退休人数\n|小计|行政|事业|小计|行政|事业|\n"
        "局本级|21|18|3|20|17|3|8\n园林站|14||14|13||13|5\n合计|35|18|17|33|17|16|13\n"
    )
    assert table(text) == {"staff_quota": 35, "staff_on_duty": 33, "staff_retired": 13}


def test_merged_years_that_came_out_empty_count_for_the_rows_below(table: Table) -> None:
    text = (
        "“三公”经费（单位：元）\n年度|口径|合计|公务接待费\n2022年|预算数|90000|20000\n|决算数|86000|17000\n"
        "2023年|预算数|88000|18000\n|决算数|81000|15000\n"
    )
    assert table(text) == {
        "three_public_budget": 88000,
        "three_public_actual": 81000,
        "three_public_budget_previous": 90000,
        "three_public_actual_previous": 86000,
        "reception_budget": 18000,
        "reception_actual": 15000,
    }


def test_the_lowest_of_several_labels_names_what_is_counted(table: Table) -> None:
    text = (
        "一级指标|二级指标|三级指标|目标值|完成值|得分\n管理效率|资产管理|固定资产利用率|≥95%|97.4%|6\n"
        "社会效应|满意度|社会公众满意度|≥90%|92.8%|9\n"
    )
    assert table(text) == {
        "fixed_assets_utilization_rate": Decimal("0.974"),
        "satisfaction_rate": Decimal("0.928"),
    }


def test_a_part_that_is_another_side_of_its_whole_is_kept(table: Table) -> None:
    text = "指标|金额（万元）\n固定资产原值|520.00\n其中：在用固定资产|500.00\n待处置固定资产|20.00\n"
    assert table(text) == {
        "fixed_assets_total": 5200000,
        "fixed_assets_in_use": 5000000,
        "fixed_assets_pending_disposal": 200000,
    }


def test_what_the_headers_beside_it_name_is_meant_where_the_title_names_nothing(table: Table) -> None:
    text = (
        "# 部门整体支出绩效自评报告\n\n完成情况统计\n项目类别|计划项目数（个）|按时完成数（个）|完成率\n"
        "园林类|4|4|100%\n环卫类|6|5|83.33%\n合计|10|9|90.00%\n"
    )
    assert table(text) == {
        "projects_planned": 10,
        "projects_completed": 9,
        "project_completion_rate": Decimal("0.9"),
    }


def test_a_balance_stands_below_the_point_of_the_year(table: Table) -> None:
    text = "结转结余（单位：万元）\n项目|年初数|年末数\n结转和结余资金|12.40|9.85\n"
    assert table(text) == {"carryover_opening": 124000, "carryover_closing": 98500}
