"""Rows that answer a question, and labels with a choice beside or below them."""

from collections.abc import Callable

import pytest

from evalkit.facts.fact import FactSheet

Sheet = Callable[[str], FactSheet]
TITLE = "澜溪市园林局2023年度部门整体支出绩效自评报告\n\n"


def checked(sheet: Sheet, *rows: str) -> dict[str, object]:
    text = "\n".join(("核查事项|核查结果|说明", *rows)) + "\n"
    return {id: fact.value for id, fact in sheet(TITLE + text).facts.items()}


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("部门预算信息是否按规定公开", "budget_disclosed"),
        ("部门决算是否在批复后按时公开", "final_accounts_disclosed"),
        ("政府采购是否按规定程序执行", "procurement_compliant"),
        ("项目是否全部设定绩效目标", "projects_have_targets"),
        ("单位内部管理制度是否健全", "internal_controls_complete"),
        ("是否开展绩效运行监控并督促整改", "projects_monitored"),
        ("固定资产账实是否相符", "assets_reconciled"),
    ],
)
def test_a_question_is_answered_by_the_next_cell(sheet: Sheet, question: str, fact: str) -> None:
    other = "是否完成年度培训|是|"
    assert checked(sheet, f"{question}|是|见附件", other)[fact] is True
    assert checked(sheet, f"{question}|否|见附件", other)[fact] is False


@pytest.mark.parametrize("question", ["有无截留、挪用资金", "是否存在截留、挪用情况", "是否有虚列支出现象"])
@pytest.mark.parametrize(("answer", "clean"), [("无", True), ("否", True), ("有", False), ("是", False)])
def test_a_question_whether_something_adverse_is_there_is_reversed(
    sheet: Sheet, question: str, answer: str, clean: bool
) -> None:
    assert checked(sheet, f"{question}|{answer}|", "是否完成年度培训|是|") == {
        "no_financial_violations": clean
    }


@pytest.mark.parametrize(
    ("answer", "value"),
    [("☑是 □否", True), ("□是 ☑否", False), ("是☑ 否□", True), ("是□ 否☑", False), ("是（√） 否（）", True)],
)
def test_a_ticked_box_is_the_answer(sheet: Sheet, answer: str, value: bool) -> None:
    found = checked(sheet, f"部门预算信息是否按规定公开|{answer}|", "是否完成年度培训|是|")
    assert found["budget_disclosed"] is value


def test_a_tick_answers_in_whose_column_it_stands(sheet: Sheet) -> None:
    rows = "事项|是|否\n部门预算是否按规定公开|√|\n固定资产账实是否相符||√\n"
    found = {id: fact.value for id, fact in sheet(TITLE + rows).facts.items()}
    assert found == {"budget_disclosed": True, "assets_reconciled": False}


@pytest.mark.parametrize("answer", ["/", "—", "详见附件三所列各项材料", "3"])
def test_what_is_no_answer_states_nothing(sheet: Sheet, answer: str) -> None:
    assert checked(sheet, f"部门预算信息是否按规定公开|{answer}|", "是否完成年度培训|是|") == {}


def test_a_yes_to_something_adverse_is_never_taken_for_what_it_speaks_of(sheet: Sheet) -> None:
    assert checked(sheet, "是否存在预算公开不及时问题|否|", "是否完成年度培训|是|") == {}


@pytest.mark.parametrize(("said", "grade"), [("优", "优"), ("良好", "良"), ("优秀", "优")])
def test_a_grade_stands_beside_its_label_or_below_it(sheet: Sheet, said: str, grade: str) -> None:
    beside = sheet(f"{TITLE}自评得分|92|自评等级|{said}\n满意度|94%|填表日期|3月\n").facts
    below = sheet(f"{TITLE}项目|自评得分|自评等级\n整体支出绩效自评|92|{said}\n").facts
    assert (beside["self_grade"].value, below["self_grade"].value) == (grade, grade)


def test_grades_of_single_rows_are_not_the_departments(sheet: Sheet) -> None:
    assert "self_grade" not in sheet(f"{TITLE}事项|得分|等级\n绿化养护|9|优\n公园管理|8|良\n").facts


def test_a_question_on_a_line_of_its_own_is_answered_by_the_next_line(sheet: Sheet) -> None:
    text = "部门预算信息是否按规定公开\n\n是\n\n有无截留、挪用资金\n\n无\n\n固定资产账实是否相符\n\n不相符\n"
    assert {id: fact.value for id, fact in sheet(TITLE + text).facts.items()} == {
        "budget_disclosed": True,
        "no_financial_violations": True,
        "assets_reconciled": False,
    }


def test_a_question_without_an_answer_states_nothing(sheet: Sheet) -> None:
    text = "部门预算信息是否按规定公开\n\n是评价的重点内容之一，详见下文各节。\n"
    assert "budget_disclosed" not in sheet(TITLE + text).facts
