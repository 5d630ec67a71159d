"""The scorecard as JUnit XML: what fails, what is skipped, what passes, at which bar."""

from decimal import Decimal

import pytest
from attrs import evolve
from lxml import etree

from evalkit.messages import Lang, say
from evalkit.rendering.junit import render
from evalkit.rendering.renderer import View
from evalkit.rubrics.rubric import AdjustmentKind
from evalkit.scoring.scorecard import Scorecard


def _root(card: Scorecard, bar: str | None = None, lang: Lang = Lang.ZH) -> etree._Element:
    view = View(lang, bar=None if bar is None else Decimal(bar))
    return etree.fromstring(render(card, view).encode())


def _cases(root: etree._Element, tag: str) -> list[str]:
    return [str(case.get("name")) for case in root.iter("testcase") if case.find(tag) is not None]


def _told(root: etree._Element, id: str, tag: str) -> str:
    (found,) = (
        case.find(tag) for case in root.iter("testcase") if str(case.get("name")).startswith(f"{id}:")
    )
    return "" if found is None else str(found.text)


LOST = [
    "target_completeness: 目标完整性",
    "public_expense_control: 日常公用经费控制率",
    "quarterly_execution: 预算执行率",
    "key_tasks: 重点工作",
    "satisfaction: 公众或服务对象满意度",
]


def test_a_suite_for_the_total_and_one_for_each_dimension(card: Scorecard) -> None:
    root = _root(card)
    assert [(suite.get("name"), suite.get("tests")) for suite in root] == [
        ("总分", "2"),
        ("部门管理", "5"),
        ("经济性", "2"),
        ("效率性", "3"),
        ("效果性", "2"),
    ]
    found = root.find("testsuite/properties")
    assert found is not None
    assert {each.get("name"): each.get("value") for each in found} == {
        "rubric": "yunling-2021 1.2.0",
        "report": "3f" * 32,
        "marks": "56",
        "low": "30.57",
        "high": "52.07",
    }
    assert {case.get("classname") for case in root[1].iter("testcase")} == {"yunling-2021.management"}


@pytest.mark.parametrize("bar", [None, "30", "30.57"])
def test_nothing_fails_without_a_bar_or_above_it(card: Scorecard, bar: str | None) -> None:
    root = _root(card, bar)
    assert (root.get("failures"), root.get("errors")) == ("0", "1")
    assert _cases(root, "failure") == []
    assert _told(root, "key_tasks", "system-out") == (
        "7.11 满分 8 分\n"
        "扣 0.89 分：重点工作\n"
        "理由：完成率 88.89%，按比例得分\n"
        "挽回：完成率达到 100.00% 即可得满分\n"
        "条款：完成数÷任务数×8分。\n"
        "依据 第 10 行 年度9项重点工作完成8项，其余1项因管线迁改顺延至次年一季度。"
    )


def test_below_the_bar_the_total_and_everything_that_lost_marks_fail(card: Scorecard) -> None:
    root = _root(card, "40")
    assert _cases(root, "failure") == ["total: 总分", *LOST]
    assert (root.get("failures"), root.get("tests")) == ("6", "14")
    total, *others = root.iter("failure")
    assert (total.get("type"), total.get("message")) == ("bar", "得分 30.57 低于要求的 40")
    assert [(each.get("type"), each.get("message")) for each in others][2] == (
        "deduction",
        "扣 0.04 分：执行率 96.40%，按比例得分；执行率 99.71%，按比例得分",
    )


def test_at_the_bar_itself_nothing_fails(card: Scorecard) -> None:
    assert _cases(_root(card, str(card.low)), "failure") == []
    assert len(_cases(_root(card, str(card.low + Decimal("0.0000000001"))), "failure")) == 6


def test_a_total_just_below_the_bar_is_told_with_all_the_decimals_that_tell_them_apart(
    card: Scorecard,
) -> None:
    near = evolve(card, low=Decimal("79.99996"))
    failure = _root(near, "80").find(".//failure")
    assert failure is not None
    assert failure.get("message") == "得分 79.99996 低于要求的 80"


@pytest.mark.parametrize("bar", [None, "60"])
def test_what_is_open_is_skipped_with_what_is_missing(card: Scorecard, bar: str | None) -> None:
    root = _root(card, bar)
    assert _cases(root, "skipped") == [
        "award: 省级以上表彰",
        "disclosure: 预决算信息公开",
        "external_staff: 编外人员控制率",
        "timeliness: 及时性",
        "benefits: 经济效益和社会效益",
    ]
    assert _told(root, "timeliness", "skipped") == (
        "6 分未定\n缺数据 按时完成的项目数 (6) projects_on_time\n缺数据 计划完成的项目数 (6) projects_total"
    )
    assert _told(root, "external_staff", "skipped") == "不适用"
    assert _told(root, "award", "skipped") == "加分待评判，最多加 2 分"


@pytest.mark.parametrize("bar", [None, "60"])
def test_what_a_plugin_failed_at_is_an_error_and_told_once(card: Scorecard, bar: str | None) -> None:
    root = _root(card, bar)
    (error,) = root.iter("error")
    assert (error.get("type"), error.get("message")) == ("plugin", "插件 assets 出错：除数为零")
    assert _cases(root, "error") == ["asset_safety: 资产安全性"]


def test_a_fault_that_is_no_indicators_is_an_error_of_its_own(card: Scorecard) -> None:
    root = _root(
        evolve(card, faults=(*card.faults, say("插件 map 未能载入", "map did not load"))), lang=Lang.EN
    )
    assert _cases(root, "error") == ["plugin: map did not load", "asset_safety: Asset safety"]
    assert root.get("errors") == "2"


@pytest.mark.parametrize(
    ("kind", "fails"), [(AdjustmentKind.PENALTY, True), (AdjustmentKind.ROUNDING, False)]
)
def test_a_penalty_fails_below_the_bar_and_rounding_never(
    card: Scorecard, kind: AdjustmentKind, fails: bool
) -> None:
    (bonus,) = card.adjustments
    taken = evolve(bonus, kind=kind, low=Decimal(-3), high=Decimal(-3))
    root = _root(evolve(card, adjustments=(taken,)), "60")
    assert ("award: 省级以上表彰" in _cases(root, "failure")) is fails


def test_hostile_text_is_shown_and_breaks_nothing(card: Scorecard) -> None:
    hostile = "]]><failure/>&amp;\x00\x1b[2J\u202e\ud800\uffff\r\n\t'\""
    first, *others = card.dimensions
    row, *rest = first.indicators
    named = evolve(row, title=evolve(row.title, zh=hostile))
    root = _root(evolve(card, dimensions=(evolve(first, indicators=(named, *rest)), *others)))
    names = [str(case.get("name")) for case in root.iter("testcase")]
    shown = "]]><failure/>&amp;⟨U+0000⟩⟨U+001B⟩[2J⟨U+202E⟩⟨U+D800⟩⟨U+FFFF⟩ '\""
    assert f"financial_compliance: {shown}" in names
