"""The problems that a report names itself."""

from collections.abc import Callable

import pytest

from evalkit.facts.fact import FactSheet

Sheet = Callable[[str], FactSheet]


def admitted(sheet: FactSheet) -> list[str]:
    return [each.quote for each in sheet.admissions]


@pytest.mark.parametrize("heading", ["存在的问题", "问题与不足", "主要问题及原因", "与先进单位的差距"])
def test_each_sentence_under_a_heading_on_problems_is_one(sheet: Sheet, heading: str) -> None:
    text = f"# {heading}\n\n前期工作准备不足。支出进度前低后高，年底集中付款。"
    assert admitted(sheet(text)) == ["前期工作准备不足。", "支出进度前低后高，年底集中付款。"]


def test_an_item_of_a_list_is_one_whole(sheet: Sheet) -> None:
    text = "# 存在的问题\n\n（一）绩效指标设置较粗。量化不够。\n\n2.资产盘点不及时。台账更新滞后。"
    assert admitted(sheet(text)) == ["（一）绩效指标设置较粗。量化不够。", "2.资产盘点不及时。台账更新滞后。"]


def test_what_will_be_done_is_no_problem(sheet: Sheet) -> None:
    text = "# 存在的问题\n\n绩效指标设置较粗。下一步将细化指标。届时组织培训。"
    assert admitted(sheet(text)) == ["绩效指标设置较粗。"]


def test_what_says_next_to_nothing_is_no_problem(sheet: Sheet) -> None:
    assert admitted(sheet("# 存在的问题\n\n无。")) == []


def test_other_sections_admit_nothing_and_neither_does_the_heading(sheet: Sheet) -> None:
    text = "# 存在的问题\n\n绩效指标设置较粗。\n\n# 改进措施\n\n加强业务培训，提高质量。"
    assert admitted(sheet(text)) == ["绩效指标设置较粗。"]


def test_a_section_within_the_section_belongs_to_it(sheet: Sheet) -> None:
    text = "# 存在的问题\n\n## 资产管理方面\n\n资产盘点不够及时。"
    assert admitted(sheet(text)) == ["资产盘点不够及时。"]


def test_evidence_says_where_it_stands(sheet: Sheet) -> None:
    (place,) = sheet("# 存在的问题\n\n资产盘点不够及时。").admissions
    assert (place.document, place.line) == ("report.txt", 3)
