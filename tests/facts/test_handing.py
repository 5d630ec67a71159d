"""Lists that 分别为 hands out: every quantity to its item, or to none."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.fact import FactValue

Told = Callable[[str], Mapping[str, FactValue]]

QUARTERS = {
    "q1_expenditure_progress": Decimal("0.2135"),
    "q2_expenditure_progress": Decimal("0.4820"),
    "q3_expenditure_progress": Decimal("0.7194"),
    "q4_expenditure_progress": Decimal("0.9766"),
}
VALUES = "21.35%、48.20%、71.94%和97.66%。"


@pytest.mark.parametrize(
    "words",
    [
        "第一季度、第二季度、第三季度、第四季度末支出进度依次为",
        "一、二、三、四季度末累计支出进度分别为",
        "第一、二、三、四季度支出进度分别是",
        "一至四季度末支出进度分别为",
        "各季度末累计支出进度依次为",
        "一季度末、二季度末、三季度末和年末支出进度各为",
        "第一季度末、上半年、前三季度、第四季度末部门预算资金支出进度分别达到",
    ],
)
def test_quarters_are_handed_out(told: Told, words: str) -> None:
    assert told(words + VALUES) == QUARTERS


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "公务接待费、公务用车运行维护费、公务用车购置费分别为2.14万元、14.2万元、0元。",
            {"reception_actual": 21400, "vehicle_running_actual": 142000, "vehicle_purchase_actual": 0},
        ),
        (
            "因公出国（境）费、公务用车购置及运行费、公务接待费三项支出分别为0万元、14.2万元和2.14万元。",
            {"overseas_travel_actual": 0, "vehicle_actual": 142000, "reception_actual": 21400},
        ),
        (
            "货物、工程、服务支出各为118.2万元、200万元、79.96万元。",
            {
                "procurement_goods_actual": 1182000,
                "procurement_works_actual": 2000000,
                "procurement_services_actual": 799600,
            },
        ),
        ("基本支出、湖滨步道项目支出分别为118.2万元、200万元。", {"basic_expenditure": 1182000}),
        (
            "基本支出、项目支出决算分别为118.2万元（占37%）、200万元（占63%）。",
            {"basic_expenditure": 1182000, "project_expenditure": 2000000},
        ),
        ("临时聘用园丁、保洁员和门卫各2人。", {"staff_external": 6}),
        (
            "年初预算安排基本支出、项目支出分别为1204万元和1106.4万元。",
            {"basic_budget_initial": 12040000, "project_budget_initial": 11064000},
        ),
    ],
)
def test_subjects_are_handed_out(told: Told, text: str, facts: Mapping[str, int]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "项目支出年初预算、调整后预算、决算分别为1106.4万元、1268.15万元、1226.92万元。",
            {
                "project_budget_initial": 11064000,
                "project_budget_adjusted": 12681500,
                "project_expenditure": 12269200,
            },
        ),
        (
            "“三公”经费预算和实际支出分别为21.5万元和16.34万元。",
            {"three_public_budget": 215000, "three_public_actual": 163400},
        ),
    ],
)
def test_the_sides_of_one_subject_are_handed_out(told: Told, text: str, facts: Mapping[str, int]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize("years", ["2022年、2023年", "上年和本年"])
def test_years_are_handed_out(told: Told, years: str) -> None:
    assert told(f"{years}“三公”经费决算分别为17.2万元、16.34万元。") == {
        "three_public_actual_previous": 172000,
        "three_public_actual": 163400,
    }


@pytest.mark.parametrize(
    "text",
    [
        "第一季度、第二季度末支出进度分别为21.35%、48.2%、71.94%。",
        "公务接待费、公务用车运行维护费分别为2.14万元。",
        "公务接待费，公务用车运行维护费分别为2.14万元、14.2万元。",
        "荷塘工程、道路工程支出分别为118.2万元、200万元。",
        "荷塘项目支出、道路项目支出决算分别为118.2万元、200万元。",
        "“三公”经费三项支出分别为0万元、14.2万元和2.14万元。",
    ],
)
def test_what_cannot_be_handed_out_is_nobodys(told: Told, text: str) -> None:
    assert told(text) == {}


def test_a_list_whose_quantities_have_their_own_words_needs_no_handing_out(told: Told) -> None:
    assert told("年初预算分别安排基本支出1204万元、项目支出1106.4万元。") == {
        "basic_budget_initial": 12040000,
        "project_budget_initial": 11064000,
    }


PARTS = {
    "公务接待费": "reception_actual",
    "因公出国（境）费": "overseas_travel_actual",
    "公务用车购置费": "vehicle_purchase_actual",
    "公务用车运行维护费": "vehicle_running_actual",
}


@given(
    st.permutations(list(PARTS)), st.integers(2, 4), st.lists(st.integers(1, 9999), min_size=4, max_size=4)
)
def test_every_order_is_handed_out_in_order(
    told: Told, parts: list[str], number: int, values: list[int]
) -> None:
    named = parts[:number]
    printed = [Decimal(value) / 100 for value in values[:number]]
    body = f"{'、'.join(named)}决算分别为{'、'.join(f'{value}万元' for value in printed)}。"
    assert told(body) == {PARTS[part]: value * 10_000 for part, value in zip(named, printed, strict=True)}
