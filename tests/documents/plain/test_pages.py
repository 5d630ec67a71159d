"""What belongs to the pages of a plain text: form feeds, numbers, running heads."""

import pytest

from evalkit.documents.document import Span
from evalkit.documents.plain.lines import LineKind
from evalkit.documents.plain.pages import lines_of


def _kinds(text: str) -> list[LineKind]:
    return [line.kind for line in lines_of(text)]


def test_a_line_stands_where_its_text_does() -> None:
    text = "甲\n \u3000乙丙 \n"
    line = lines_of(text)[1]
    assert (line.span, line.outer) == (Span(4, 6), Span(2, 7))
    assert line.indented
    assert text[line.span.start : line.span.end] == "乙丙"


def test_a_form_feed_ends_a_line_and_breaks_the_next() -> None:
    assert [(line.span, line.breaks) for line in lines_of("甲\f乙\n丙")] == [
        (Span(0, 1), False),
        (Span(2, 3), True),
        (Span(4, 5), False),
    ]


_LONG = "我局全年按照批复的预算执行，没有发生超支"


@pytest.mark.parametrize(
    "text",
    [
        f"{_LONG}。\n1\n{_LONG}。\n2\n{_LONG}。",
        f"{_LONG}。\n7\n\n{_LONG}，完成\n8\n任务。",
        f"{_LONG}。\n3\n\f下一页",
        f"{_LONG}。\n\f12\n下一页",
        f"{_LONG}\n5\n的情况。",
        f"{_LONG}\n\n5\n\n的情况。",
    ],
)
def test_a_lone_number_between_pages_is_a_page_number(text: str) -> None:
    kinds = _kinds(text)
    assert LineKind.PAGE_NUMBER in kinds
    assert LineKind.LONE_NUMBER not in kinds


@pytest.mark.parametrize(
    "text",
    [
        "项目\n28\n30\n31\n",
        "序号\n1\n2\n3\n",
        "人数\n16\n",
        f"{_LONG}。\n16\n其中男性",
        f"{_LONG}。\n2021\n{_LONG}",
    ],
)
def test_a_lone_number_of_a_column_is_text(text: str) -> None:
    kinds = _kinds(text)
    assert LineKind.PAGE_NUMBER not in kinds
    assert LineKind.TEXT in kinds


_HEAD = "青禾县档案局2022年度部门整体绩效自评报告"


@pytest.mark.parametrize(
    "gap", ["\n- {} -\n\f{}\n", "\f{1}\n", "\n{1}\n\n- {0} -\n", "\n\n\f{1}\n\n", "\n第 {} 页\n{}\n"]
)
def test_the_name_at_the_head_of_each_page_belongs_to_the_page(gap: str) -> None:
    text = f"{_HEAD}\n\n{_LONG}，支出" + gap.format(1, _HEAD) + "平稳。" + gap.format(2, _HEAD) + f"{_LONG}。"
    lines = [line for line in lines_of(text) if line.kind is LineKind.TEXT]
    assert [text[line.span.start : line.span.end] for line in lines] == [
        _HEAD,
        f"{_LONG}，支出",
        "平稳。",
        f"{_LONG}。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{_HEAD}\n{_LONG}。\n{_HEAD}\n{_LONG}。\n{_HEAD}",
        f"{_LONG}。\n- 1 -\n{_HEAD}\n{_LONG}。",
        f"{_LONG}。\n- 1 -\n已完成。\n{_LONG}。\n- 2 -\n已完成。\n",
    ],
)
def test_what_comes_again_elsewhere_or_ends_a_sentence_stays_text(text: str) -> None:
    repeated = [
        line for line in lines_of(text) if text[line.span.start : line.span.end] in (_HEAD, "已完成。")
    ]
    assert {line.kind for line in repeated} == {LineKind.TEXT}
