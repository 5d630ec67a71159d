"""Clauses leave out what the ones before have said, and the readings know it."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Document
from evalkit.documents.passage import Passage, passages
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.discourse import Talk
from evalkit.facts.fact import FactValue
from evalkit.facts.reading import Reading, Setting

Told = Callable[[str], Mapping[str, FactValue]]


@pytest.fixture
def read(catalogue: Catalogue, document: Callable[[str], Document]) -> Callable[..., list[Reading]]:
    def reading(text: str, topic: str = "") -> list[Reading]:
        (passage,) = passages(document(text))
        assert isinstance(passage, Passage)
        return list(Talk(passage.text, catalogue, Setting(topic=topic, year=2023)).readings())

    return reading


def test_subject_and_side_are_carried_on(read: Callable[..., list[Reading]]) -> None:
    budget, actual, rate = read("“三公”经费预算21.5万元，实际支出16.34万元，控制率76%。")
    assert {each.subject for each in (budget, actual, rate)} == {"three_public"}
    assert [each.explicit for each in (budget, actual, rate)] == [True, False, False]
    assert (budget.aspects, rate.aspects) == (("budget",), ("control_rate",))
    assert "actual" in actual.aspects


def test_the_section_names_the_subject_of_bare_clauses(read: Callable[..., list[Reading]]) -> None:
    (reading,) = read("实际支出16.34万元。", "three_public")
    assert reading.subject == "three_public" and not reading.explicit
    (reading,) = read("实际支出16.34万元。")
    assert reading.subject == "total"


def test_plans_are_told_from_deeds(read: Callable[..., list[Reading]]) -> None:
    assert [each.planned for each in read("预计满意度达95%。满意度为94%。")] == [True, False]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "年初预算总额为2,310.40万元，调整后预算总额为2,518.75万元，支出决算2,476.02万元，预算完成率为98.30%。",
            {
                "budget_initial": 23104000,
                "budget_adjusted": 25187500,
                "expenditure_actual": 24760200,
                "budget_completion_rate": Decimal("0.983"),
            },
        ),
        (
            "2023年“三公”经费预算21.50万元，实际支出16.34万元，控制率76.00%，上年支出17.20万元，比上年下降5.00%。",
            {
                "three_public_budget": 215000,
                "three_public_actual": 163400,
                "three_public_control_rate": Decimal("0.76"),
                "three_public_actual_previous": 172000,
                "three_public_change_rate": Decimal("-0.05"),
            },
        ),
        (
            "公用经费调整后预算188.2万元，决算171.5万元，控制率91.13%。",
            {
                "public_expense_budget_adjusted": 1882000,
                "public_expense_actual": 1715000,
                "public_expense_control_rate": Decimal("0.9113"),
            },
        ),
        (
            "政府采购预算420万元，实际采购支出398.16万元，执行率94.8%。",
            {
                "procurement_budget": 4200000,
                "procurement_actual": 3981600,
                "procurement_execution_rate": Decimal("0.948"),
            },
        ),
        (
            "年末固定资产总额3904万元，其中在用3812万元，待处置92万元，利用率97.64%。",
            {
                "fixed_assets_total": 39040000,
                "fixed_assets_in_use": 38120000,
                "fixed_assets_pending_disposal": 920000,
                "fixed_assets_utilization_rate": Decimal("0.9764"),
            },
        ),
        (
            "年初结转和结余12.5万元，年末结转和结余8.4万元。",
            {"carryover_opening": 125000, "carryover_closing": 84000},
        ),
        (
            "上年支出决算数2391.77万元，本年支出决算数2476.02万元。",
            {"expenditure_previous": 23917700, "expenditure_actual": 24760200},
        ),
        (
            "上年支出决算2391.77万元，全年支出2476.02万元。",
            {"expenditure_previous": 23917700, "expenditure_actual": 24760200},
        ),
        ("去年全年支出2391.77万元。", {"expenditure_previous": 23917700}),
    ],
)
def test_clauses_that_go_on(told: Told, text: str, facts: Mapping[str, object]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "基本支出（年初预算1,204万元，调整后1,250.6万元）决算1,249.1万元。",
            {
                "basic_budget_initial": 12040000,
                "basic_budget_adjusted": 12506000,
                "basic_expenditure": 12491000,
            },
        ),
        (
            "公务用车购置及运行维护费14.2万元（其中购置费0万元，运行维护费14.2万元）。",
            {"vehicle_actual": 142000, "vehicle_purchase_actual": 0, "vehicle_running_actual": 142000},
        ),
    ],
)
def test_parentheses_hold_parts(told: Told, text: str, facts: Mapping[str, object]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "“三公”经费较2022年的17.2万元下降5%，实际支出16.34万元。",
            {
                "three_public_actual_previous": 172000,
                "three_public_change_rate": Decimal("-0.05"),
                "three_public_actual": 163400,
            },
        ),
        ("公务接待费比预算节约1.36万元，为2.14万元。", {"reception_actual": 21400}),
        ("“三公”经费16.34万元，占支出总额的0.66%。", {"three_public_actual": 163400}),
        ("服务对象满意度目标值90%，实际达到94.7%。", {"satisfaction_rate": Decimal("0.947")}),
        ("满意度高于上年2个百分点，达到94.7%。", {"satisfaction_rate": Decimal("0.947")}),
        ("第一季度末支出进度21.35%，序时进度25%。", {"q1_expenditure_progress": Decimal("0.2135")}),
    ],
)
def test_changes_shares_and_targets_are_no_levels(told: Told, text: str, facts: Mapping[str, object]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize(
    "text",
    [
        "月湖公园改造项目支出312.5万元。",
        "绿化管护项目年初预算120万元，实际支出101万元，执行率84.17%。",
        "其中绿化管护项目支出决算101万元。",
        "荷塘清淤合同金额88万元。",
        "2019年支出决算1900万元。",
        "“三公”经费支出从17.2万元降至上年水平以下。",
        "荷塘改造项目满意度95%。",
        "选派2名在职人员参加培训。",
        "年内2名在编人员退休。",
    ],
)
def test_what_is_of_something_else_is_nobodys(told: Told, text: str) -> None:
    assert told(text) == {}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("全年重点工作任务26项，均已完成。", {"key_tasks_total": 26, "key_tasks_completed": 26}),
        ("全年重点工作任务26项，完成25项，其中3项延期。", {"key_tasks_total": 26, "key_tasks_completed": 25}),
        ("民生实事8件，全部完成。", {"livelihood_tasks_total": 8, "livelihood_tasks_completed": 8}),
        (
            "年度项目22个，按时完成21个，项目完成率95.45%。",
            {
                "projects_planned": 22,
                "projects_completed": 21,
                "project_completion_rate": Decimal("0.9545"),
            },
        ),
        (
            "全年共收到群众信访件143件，已答复141件，其中2件正在办理，回复率98.6%。",
            {
                "petitions_received": 143,
                "petitions_answered": 141,
                "petition_answer_rate": Decimal("0.986"),
            },
        ),
        ("收到信访件143件，有3件正在办理。", {"petitions_received": 143}),
        ("有2项重点工作未完成。", {}),
        (
            "编制64名，其中行政编制20名、事业编制44名；在职61人，其中行政19人。",
            {"staff_quota": 64, "staff_on_duty": 61},
        ),
        (
            "公务接待费2.14万元，接待31批次、264人次。公务用车保有量5辆。",
            {
                "reception_actual": 21400,
                "reception_batches": 31,
                "reception_visitors": 264,
                "vehicles_kept": 5,
            },
        ),
    ],
)
def test_counts(told: Told, text: str, facts: Mapping[str, object]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("未发生因公出国（境）费用。", {"overseas_travel_actual": 0}),
        ("无因公出国（境）费支出。", {"overseas_travel_actual": 0}),
        ("未安排公务接待费预算。", {"reception_budget": 0}),
        (
            "本年没有发生公务接待费，公务用车运行维护费14.2万元。",
            {"reception_actual": 0, "vehicle_running_actual": 142000},
        ),
        ("湖滨管理处没有发生公务接待费。", {}),
    ],
)
def test_words_of_nothing(told: Told, text: str, facts: Mapping[str, object]) -> None:
    assert told(text) == facts


NOTATIONS = st.sampled_from(["{}万元", "人民币{}万元", "{}万元整"])


@given(st.integers(1, 10**7), st.integers(1, 10**7), NOTATIONS)
def test_every_budget_and_final_account_is_read(told: Told, budget: int, actual: int, notation: str) -> None:
    planned, spent = Decimal(budget) / 100, Decimal(actual) / 100
    body = f"“三公”经费预算为{notation.format(planned)}，实际支出{notation.format(spent)}。"
    assert told(body) == {"three_public_budget": planned * 10_000, "three_public_actual": spent * 10_000}
