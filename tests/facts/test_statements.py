"""What a report asserts in words, and what it only denies, plans or wishes."""

from collections.abc import Callable, Mapping

import pytest

from evalkit.facts.fact import Basis, FactSheet, FactValue

Told = Callable[[str], Mapping[str, FactValue]]
Sheet = Callable[[str], FactSheet]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("部门预算已按要求公开。", "budget_disclosed"),
        ("部门决算已于九月在门户网站公开。", "final_accounts_disclosed"),
        ("未发现截留、挤占、挪用资金的情况。", "no_financial_violations"),
        ("采购均按规定程序执行。", "procurement_compliant"),
        ("项目立项、验收均按规定办理。", "project_procedures_followed"),
        ("每季度开展绩效运行监控。", "projects_monitored"),
        ("年末盘点账实相符。", "assets_reconciled"),
        ("建立了健全的内部控制制度。", "internal_controls_complete"),
        ("开通了群众投诉热线。", "petition_channel_open"),
        ("信访件均按规定时限答复。", "petitions_answered_on_time"),
        ("所有项目均编报了绩效目标。", "projects_have_targets"),
    ],
)
def test_what_is_stated(told: Told, text: str, fact: str) -> None:
    assert told(text)[fact] is True


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("部门预算尚未公开。", "budget_disclosed"),
        ("部门决算尚未公开。", "final_accounts_disclosed"),
        ("部门决算将按规定公开。", "final_accounts_disclosed"),
        ("部门决算待批复后公开。", "final_accounts_disclosed"),
        ("审计发现存在超标准接待的问题。", "no_financial_violations"),
        ("两笔采购未履行审批程序。", "procurement_compliant"),
        ("项目验收未按程序进行。", "project_procedures_followed"),
        ("尚未开展绩效运行监控。", "projects_monitored"),
        ("部分资产账实不符。", "assets_reconciled"),
        ("内控制度不健全。", "internal_controls_complete"),
        ("尚未建立群众意见反映渠道。", "petition_channel_open"),
        ("有三件信访件未按时答复。", "petitions_answered_on_time"),
        ("有两个项目未编报绩效目标。", "projects_have_targets"),
    ],
)
def test_what_is_denied(told: Told, text: str, fact: str) -> None:
    assert told(text)[fact] is False


@pytest.mark.parametrize(
    "text",
    [
        "下一步将在门户网站公开部门预算。",
        "建议所有项目均编报绩效目标。",
        "今后要做到账实相符。",
        "部门预算，另有文件公开征求意见，尚未定稿。",
        "年初预算安排120万元，通过公开招标确定施工单位。",
        "荷塘清淤决算按程序公开询价。",
        "拟开展绩效运行监控。",
    ],
)
def test_what_is_only_intended_or_of_something_else_states_nothing(told: Told, text: str) -> None:
    assert True not in told(text).values()
    assert False not in told(text).values()


def test_a_heading_states_nothing_and_neither_does_a_section_on_what_comes_next(sheet: Sheet) -> None:
    assert sheet("# 部门预算已按要求公开\n\n正文从这里开始。").facts == {}
    assert sheet("# 下一步工作打算\n\n部门预算已按要求公开。").facts == {}


def test_a_denial_counts_in_any_section(told: Told, sheet: Sheet) -> None:
    fact = sheet("# 存在的问题\n\n内控制度不健全，执行不严。").facts["internal_controls_complete"]
    assert fact.value is False
    assert fact.basis is Basis.STATEMENT
    assert fact.evidence[0].quote == "内控制度不健全"


def test_a_denial_outweighs_an_assertion(sheet: Sheet) -> None:
    fact = sheet("部门决算已在网上公开。\n\n部门决算尚未公开。").facts["final_accounts_disclosed"]
    assert fact.value is False
    assert [str(each.rejected) for each in fact.candidates if each.value is True] == [
        "something else says it more plainly"
    ]


def test_the_evidence_are_the_clauses_that_hold_the_words(sheet: Sheet) -> None:
    text = "全年平稳有序，部门决算已于九月，在门户网站公开，反响良好。"
    assert (
        sheet(text).facts["final_accounts_disclosed"].evidence[0].quote == "部门决算已于九月，在门户网站公开"
    )


def test_words_far_apart_are_no_statement(told: Told) -> None:
    assert told("部门决算" + "湖滨步道" * 11 + "已公开。") == {}


@pytest.mark.parametrize("text", ["自评等级为优。", "综合评定等级为“优”。", "绩效评级为：优"])
def test_a_choice_stands_behind_its_label(told: Told, text: str) -> None:
    assert told(text)["self_grade"] == "优"


@pytest.mark.parametrize("text", ["等级尚未评定，优先考虑。", "绿化等级分明。"])
def test_a_choice_without_its_label_is_none(told: Told, text: str) -> None:
    assert "self_grade" not in told(text)


HEAD = "云岭市园艺局2023年度部门整体支出绩效自评报告\n\n一、基本情况\n我局资产由办公室管理。\n\n"
FAULTS = "存在的问题\n年末盘点发现部分资产账实不符，个别设备未及时登记。\n\n"
MEASURES = "下一步改进措施\n开展资产清查，对账实不符的资产及时调整账目。\n\n"


@pytest.mark.parametrize(
    "text",
    [
        f"二、{FAULTS}三、{MEASURES}",
        f"二、{MEASURES}三、{FAULTS}",
        "二、存在的问题\n针对账实不符的资产，我局已着手清理。\n年末盘点发现部分资产账实不符，个别设备未及时登记。\n",
        "二、存在问题及改进措施\n（一）改进措施\n对账实不符的资产及时调整账目。\n（二）存在问题\n年末盘点发现部分资产账实不符。\n",
    ],
    ids=["behind", "before", "within", "below"],
)
def test_a_fault_is_quoted_where_it_is_admitted_and_not_where_it_will_be_mended(
    sheet: Sheet, text: str
) -> None:
    fact = sheet(HEAD + text).facts["assets_reconciled"]
    assert fact.value is False
    assert [each.quote for each in fact.evidence] == ["年末盘点发现部分资产账实不符"]
    assert len([each for each in fact.candidates if each.value is False]) == 2


def test_a_fault_that_is_named_only_where_it_will_be_mended_counts_all_the_same(sheet: Sheet) -> None:
    fact = sheet(f"{HEAD}二、{MEASURES}").facts["assets_reconciled"]
    assert (fact.value, fact.evidence[0].quote) == (False, "对账实不符的资产及时调整账目")
