"""A sheet in which a report scores itself that came out one cell a line."""

import pytest

from evalkit.documents.limits import DEFAULT
from evalkit.documents.passage import passages
from evalkit.documents.plain.text import read_text
from evalkit.facts.self_lines import line_sheets
from evalkit.facts.self_scores import self_sheets
from evalkit.facts.self_sheet import SelfSheet

HEAD = ("一级指标", "二级指标", "三级指标", "分值", "评分标准", "自评得分", "扣分原因")
BODY = (
    *("投入", "目标设定", "绩效目标合理性", "5", "目标合理得满分", "5"),
    *("绩效指标明确性", "5", "指标明确得满分", "4", "个别指标未量化"),
    *("过程", "预算执行", "预算完成率", "10", "完成率达到100%得满分", "9.5", "年末有结余"),
    *("合计", "", "", "20", "", "18.5"),
)


def _sheets(*lines: str) -> list[SelfSheet]:
    text = "某区渔业局2031年度部门整体支出绩效自评报告\n\n附件：评分表\n\n" + "\n".join(lines) + "\n"
    return list(line_sheets(passages(read_text("r.txt", text.encode(), DEFAULT))))


def _told(*lines: str) -> list[tuple[str, str, str, str]]:
    (sheet,) = _sheets(*lines)
    return [
        ("/".join((*row.levels, row.title)), str(row.full), str(row.awarded), row.reason)
        for row in sheet.rows
    ]


def test_rows_are_read_with_the_levels_and_reasons_that_are_certain() -> None:
    assert _told(*HEAD, *BODY) == [
        ("投入/目标设定/绩效目标合理性", "5", "5", ""),
        ("绩效指标明确性", "5", "4", "个别指标未量化"),
        ("过程/预算执行/预算完成率", "10", "9.5", "年末有结余"),
    ]


def test_the_row_of_the_sum_ends_the_sheet() -> None:
    (sheet,) = _sheets(*HEAD, *BODY, "附件", "其他事项", "3", "说明", "2")
    assert len(sheet.rows) == 3
    assert sheet.total is not None
    assert (str(sheet.total.full), str(sheet.total.awarded)) == ("20", "18.5")
    assert [each.quote for each in sheet.total.evidence] == ["合计", "18.5"]


def test_a_line_that_may_be_a_reason_or_a_level_is_neither() -> None:
    lines = ("甲项完成率", "5", "按比例", "5", "乙类", "乙项完成率", "5", "按比例", "4")
    assert _told(*HEAD, *lines) == [("甲项完成率", "5", "5", ""), ("乙项完成率", "5", "4", "")]


def test_without_a_column_of_standards_or_of_reasons_the_marks_follow_at_once() -> None:
    lines = ("三级指标", "满分", "得分", "甲项完成率", "5", "5", "乙项完成率", "6分", "得4分")
    assert _told(*lines) == [("甲项完成率", "5", "5", ""), ("乙项完成率", "6", "4", "")]


@pytest.mark.parametrize(
    "lines",
    [
        ("三级指标", "目标值", "分值", "得分", "甲项", "12", "5", "5", "乙项", "3", "6", "4"),
        ("三级指标", "得分", "分值", "甲项", "5", "5", "乙项", "4", "6"),
        ("三级指标", "分值", "得分", "复核得分", "甲项", "5", "5", "4", "乙项", "6", "4", "3"),
        ("三级指标", "分值", "得分", "甲项", "5", "5"),
        ("三级指标", "分值", "得分", "甲项", "5", "6", "乙项", "5", "4"),
        ("分值", "得分", "甲项", "5", "5", "乙项", "6", "4"),
    ],
)
def test_lines_whose_order_leaves_a_doubt_are_no_sheet(lines: tuple[str, ...]) -> None:
    assert _sheets(*lines) == []


def test_several_sheets_are_read_one_after_the_other() -> None:
    assert [len(sheet.rows) for sheet in _sheets(*HEAD, *BODY, "", *HEAD, *BODY)] == [3, 3]


def test_lines_of_a_regular_period_are_a_table_and_read_as_one() -> None:
    lines = ("三级指标", "分值", "得分", "甲项", "5", "5", "乙项", "6", "4", "合计", "11", "9")
    read = passages(read_text("r.txt", ("某局自评报告\n\n" + "\n".join(lines)).encode(), DEFAULT))
    (sheet,) = self_sheets(read)
    assert [(row.title, str(row.awarded)) for row in sheet.rows] == [("甲项", "5"), ("乙项", "4")]
    assert list(line_sheets(read)) == []


def test_many_headers_and_many_rows_are_read_once_each() -> None:
    heads = (*(*HEAD, "（空表）") * 3_000, *HEAD)
    rows = [line for number in range(5_000) for line in ("", f"指标{number}", "5", "按比例", "4", "未达标")]
    (sheet,) = _sheets(*heads, *rows)
    assert len(sheet.rows) == 5_000
