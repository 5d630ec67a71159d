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
