"""What a report says will be done."""

from collections.abc import Callable

import pytest

from evalkit.facts.fact import FactSheet

Sheet = Callable[[str], FactSheet]


def planned(sheet: FactSheet) -> list[str]:
    return [each.quote for each in sheet.plans]


@pytest.mark.parametrize("heading", ["整改措施", "下一步工作打算", "改进措施和有关建议", "今后努力方向"])
def test_each_sentence_on_doing_something_under_a_heading_on_measures_is_one(
    sheet: Sheet, heading: str
) -> None:
    text = f"# {heading}\n\n加强预算编制培训。力争预算执行率达到95%以上。上述问题共三个。"
    assert planned(sheet(text)) == ["加强预算编制培训。", "力争预算执行率达到95%以上。"]


def test_sentences_that_look_ahead_are_plans_wherever_they_stand(sheet: Sheet) -> None:
    text = "# 履职情况\n\n全年办结事项三百件。下一步，我局将推行网上办理。办结率较高。"
    assert planned(sheet(text)) == ["下一步，我局将推行网上办理。"]


def test_in_a_section_on_problems_all_behind_the_first_look_ahead_is_plan(sheet: Sheet) -> None:
    text = "# 存在的问题\n\n绩效指标设置较粗。下一步将细化指标。届时组织培训两次。"
    assert planned(sheet(text)) == ["下一步将细化指标。", "届时组织培训两次。"]


def test_a_section_on_problems_and_measures_admits_and_plans(sheet: Sheet) -> None:
    found = sheet("# 存在问题及整改措施\n\n支出进度前低后高。今后将按季度下达计划。")
    assert [each.quote for each in found.admissions] == ["支出进度前低后高。"]
    assert planned(found) == ["今后将按季度下达计划。"]


def test_numbered_sentences_look_ahead_behind_their_numbers(sheet: Sheet) -> None:
    assert planned(sheet("# 其他\n\n（二）今后将压减公用经费。")) == ["（二）今后将压减公用经费。"]


def test_next_to_nothing_promises_nothing(sheet: Sheet) -> None:
    assert planned(sheet("# 整改措施\n\n加强。")) == []


def test_evidence_says_where_it_stands(sheet: Sheet) -> None:
    (place,) = sheet("# 整改措施\n\n加强预算编制培训。").plans
    assert (place.document, place.line) == ("report.txt", 3)
