"""The names of the department itself are taken out of a text, those of other offices stay."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.fact import FactSheet
from evalkit.facts.own_names import masking

Sheet = Callable[[str], FactSheet]


@pytest.mark.parametrize(
    ("department", "text", "left"),
    [
        ("西岭县民政局", "西岭县民政局2021年预算", "2021年预算"),
        ("西岭县民政局", "县民政局2021年预算", "2021年预算"),
        ("西岭县民政局", "2021年民政局预算", "2021年预算"),
        ("西岭县人力资源和社会保障局", "县人社局年初预算", "年初预算"),
        ("西岭县住房和城乡建设局", "经县住建局核定", "经核定"),
        ("东江市发展和改革委员会", "市发改委预算", "预算"),
        ("东江市发展和改革委员会", "市发展和改革委员会预算", "预算"),
        ("省水利厅", "省水利厅预算", "预算"),
    ],
)
def test_a_name_of_the_department_is_taken_out(department: str, text: str, left: str) -> None:
    masked = masking(department, ())(text)
    assert len(masked) == len(text)
    assert masked.replace(" ", "") == left


@pytest.mark.parametrize(
    ("department", "text"),
    [
        ("西岭县民政局", "市民政局下达资金"),
        ("西岭县民政局", "东岭县民政局预算"),
        ("西岭县民政局", "县财政局批复预算"),
        ("西岭县民政局", "民政服务站建设局部改造"),
        ("东江市教育局", "省教育局下达"),
        (None, "县民政局预算"),
    ],
)
def test_the_name_of_another_office_stays(department: str | None, text: str) -> None:
    assert masking(department, ())(text) == text


def test_what_the_report_calls_it_for_short_is_taken_out_too(sheet: Sheet) -> None:
    report = (
        "西岭县城市建设服务中心2021年度部门整体支出绩效评价报告\n\n"
        "西岭县城市建设服务中心（以下简称“县城建中心”）为县政府直属单位。\n\n"
        "县城建中心2021年年初预算860万元，实际支出812万元。\n"
    )
    facts = sheet(report).facts
    assert {id: str(fact.value) for id, fact in facts.items()} == {
        "budget_initial": "8600000",
        "expenditure_actual": "8120000",
    }


def test_a_report_that_speaks_of_its_department_by_name_is_read_as_one_that_says_we(
    sheet: Sheet,
) -> None:
    body = "{0}2021年年初预算640万元，调整后预算702万元，实际支出688万元，预算执行率98.01%。{0}编制52名，在编48人。\n"
    title = "西岭县民政局2021年度部门整体支出绩效评价报告\n\n"
    read = [sheet(title + body.format(name)).facts for name in ("我局", "县民政局", "西岭县民政局", "民政局")]
    values = [{id: fact.value for id, fact in facts.items()} for facts in read]
    assert set(values[0]) >= {"budget_initial", "budget_adjusted", "expenditure_actual", "staff_on_duty"}
    assert all(each == values[0] for each in values)


@given(st.text(max_size=60), st.text("西岭县市民政局委员会和", max_size=20))
def test_masking_keeps_the_length_and_every_other_letter(text: str, department: str) -> None:
    masked = masking(department, ())(text)
    assert len(masked) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, masked, strict=True))
