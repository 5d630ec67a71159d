"""The marks that a report gives itself, read row by row from the sheets in which it prints them."""

from decimal import Decimal

from evalkit.documents.limits import DEFAULT
from evalkit.documents.passage import passages
from evalkit.documents.plain.text import read_text
from evalkit.documents.web.page import read_html
from evalkit.facts.self_scores import self_sheets
from evalkit.facts.self_sheet import SelfScore, SelfSheet


def _sheets(text: str, name: str = "r.md") -> tuple[SelfSheet, ...]:
    return self_sheets(passages(read_text(name, text.encode(), DEFAULT)))


def _rows(text: str) -> list[tuple[str, str | None, str, str]]:
    (sheet,) = _sheets(text)
    return [_told(row) for row in sheet.rows]


def _told(row: SelfScore) -> tuple[str, str | None, str, str]:
    full = None if row.full is None else str(row.full)
    return "/".join((*row.levels, row.title)), full, str(row.awarded), row.reason


def _table(*rows: str) -> str:
    head, *below = rows
    columns = head.count("|") + 1
    return "\n".join(["部门整体支出绩效自评表", "", head, "|".join(["---"] * columns), *below, ""])


def test_titles_full_marks_own_marks_and_reasons_are_read() -> None:
    text = _table(
        "一级指标|二级指标|三级指标|分值|评分标准|自评得分|扣分原因",
        "投入|目标设定|绩效目标合理性|5|目标合理得满分|5|",
        "过程|预算执行|预算完成率|10|按比例计分|9.5|年末有结余",
    )
    assert _rows(text) == [
        ("投入/目标设定/绩效目标合理性", "5", "5", ""),
        ("过程/预算执行/预算完成率", "10", "9.5", "年末有结余"),
    ]


def test_an_empty_cell_of_a_level_belongs_to_the_title_above_it_and_a_repeated_one_is_the_same() -> None:
    text = _table(
        "一级指标|二级指标|三级指标|分值|得分",
        "投入|目标设定|目标合理性|5|5",
        "||目标明确性|5|4",
        "投入|预算配置|在职人员控制率|5|3",
        "|产出|完工率|5|2",
    )
    assert [row[0] for row in _rows(text)] == [
        "投入/目标设定/目标合理性",
        "投入/目标设定/目标明确性",
        "投入/预算配置/在职人员控制率",
        "投入/产出/完工率",
    ]


def test_sums_are_no_rows_and_the_last_whole_is_the_total() -> None:
    text = _table(
        "一级指标|三级指标|分值|自评得分",
        "投入|目标合理性|5|5",
        "小计||5|5",
        "过程|预算完成率|10|8",
        "合计||15|13",
    )
    (sheet,) = _sheets(text)
    assert [row.title for row in sheet.rows] == ["目标合理性", "预算完成率"]
    assert sheet.total is not None
    assert (str(sheet.total.full), str(sheet.total.awarded)) == ("15", "13")


def test_the_row_of_a_level_that_sums_up_those_below_it_is_none_of_them() -> None:
    text = _table(
        "一级指标|二级指标|分值|自评得分",
        "投入||20|18",
        "|目标合理性|12|11",
        "|目标明确性|8|7",
        "满意度||10|9",
    )
    assert [(row[0], row[2]) for row in _rows(text)] == [
        ("投入/目标合理性", "11"),
        ("投入/目标明确性", "7"),
        ("满意度", "9"),
    ]


def test_each_level_may_have_full_marks_of_its_own() -> None:
    text = _table(
        "一级指标|分值|二级指标|分值|三级指标|分值|评分标准|自评得分",
        "投入|20|目标设定|10|目标合理性|4|合理得满分|3",
    )
    assert [(row[1], row[2]) for row in _rows(text)] == [("4", "3")]


def test_of_several_columns_of_marks_the_reports_own_is_read() -> None:
    text = _table(
        "指标名称|分值|自评得分|复核得分|得分|自评说明|复核说明",
        "预算完成率|10|10|8|8|全部完成|结余较多",
    )
    assert _rows(text) == [("预算完成率", "10", "10", "全部完成")]


def test_an_indicator_whose_standard_takes_several_rows_has_the_marks_of_all() -> None:
    text = _table(
        "三级指标|分值|评分标准|自评得分|扣分原因",
        "制度健全性|5|有制度得2分|2|",
        "||制度完整得3分|1|缺少内控制度",
        "公开及时性|5|按时公开得满分|5|",
    )
    assert _rows(text) == [
        ("制度健全性", "5", "3", "缺少内控制度"),
        ("公开及时性", "5", "5", ""),
    ]


def test_a_sheet_that_was_never_filled_in_has_no_rows() -> None:
    head = "一级指标|指标名称|得分|自评分"
    assert _sheets(_table(head, "效率性|信访办理情况|5|/")) == ()
    assert _sheets(_table(head, "|||")) == ()
    assert _sheets(_table("指标名称|分值|自评分", "|5|/")) == ()


def test_no_marks_behind_a_title_are_no_full_marks() -> None:
    text = _table("评价指标|自评分", "预算完成率（0分）|9", "公开及时性（5分）|5")
    assert [row[1] for row in _rows(text)] == [None, "5"]


def test_marks_behind_titles_are_full_marks_and_numbers_before_them_no_part() -> None:
    text = _table(
        "评价指标|评分标准|自评分", "1.预算完成率（10分）|按比例|9分", "（二）公开及时性（5分）|按时|5分"
    )
    assert [row[:3] for row in _rows(text)] == [("预算完成率", "10", "9"), ("公开及时性", "5", "5")]


def test_weights_are_full_marks_of_a_hundred() -> None:
    shares = _table("三级指标|权重|自评得分", "预算完成率|0.4|38", "公开及时性|0.6|60")
    percent = _table("三级指标|权重|自评得分", "预算完成率|40%|38", "公开及时性|60%|60")
    for text in (shares, percent):
        (sheet,) = _sheets(text)
        assert [row.full for row in sheet.rows] == [40, 60]
        assert [row.awarded for row in sheet.rows] == [38, 60]


def test_marks_of_a_hundred_beside_weights_are_no_marks_of_them() -> None:
    assert _sheets(_table("三级指标|权重|得分", "预算完成率|10|96", "公开及时性|5|100", "完工率|15|88")) == ()


def test_sheets_without_marks_of_the_report_are_none() -> None:
    assert _sheets(_table("三级指标|分值|评分标准", "预算完成率|10|按比例")) == ()
    assert _sheets(_table("三级指标|分值|自评得分", "预算完成率|10|", "公开及时性|5|—")) == ()
    assert _sheets("我局预算完成率自评得分9分。\n") == ()


def test_the_sheet_of_a_single_project_is_not_the_departments() -> None:
    table = _table("三级指标|分值|自评得分", "预算完成率|10|9").split("\n", 1)[1]
    assert _sheets(f"项目支出绩效自评表\n{table}") == ()
    assert len(_sheets(f"部门整体支出绩效自评表\n{table}")) == 1


def test_notes_and_signatures_below_the_rows_are_no_rows() -> None:
    text = _table(
        "三级指标|分值|自评得分|备注",
        "预算完成率|10|9|结余较多",
        "注：自评得分由各股室汇总|||",
        "填表人：某某|||",
    )
    assert _rows(text) == [("预算完成率", "10", "9", "结余较多")]


def test_the_evidence_is_the_row_and_both_ends_of_a_long_one() -> None:
    text = _table(
        "三级指标|分值|评分标准|自评得分",
        "预算完成率|10|按比例|9",
        f"公开及时性|5|{'按时公开得满分，' * 30}|4",
    )
    (sheet,) = _sheets(text)
    short, long = sheet.rows
    assert [each.quote for each in short.evidence] == ["预算完成率|10|按比例|9"]
    assert [each.quote for each in long.evidence] == ["公开及时性", "4"]


def test_a_sheet_of_many_rows_is_read_whole() -> None:
    rows = [f"第{number}类|指标{number}号|5|4.5|" for number in range(20_000)]
    (sheet,) = _sheets(_table("一级指标|三级指标|分值|自评得分|扣分原因", *rows))
    assert len(sheet.rows) == 20_000
    assert sum(row.awarded for row in sheet.rows) == Decimal(90_000)


def test_the_usual_form_gives_the_rate_of_the_years_money_marks_of_its_own() -> None:
    text = _table(
        "年度预算执行|年初预算数|全年预算数|全年执行数|分值|执行率|得分",
        "年度资金总额|100|120|114|10|95%|9.5",
        "其中：本年财政拨款|100|120|114|—|95%|—",
        "一级指标|二级指标|三级指标|年度指标值|分值|实际完成值|得分",
        "产出指标|数量指标|巡查次数|≥12次|50|14次|50",
        "效益指标|社会效益|投诉下降率|≥5%|40|6%|38",
        "总分||||100||97.5",
    )
    (sheet,) = _sheets(text)
    assert [(row.title, str(row.full), str(row.awarded)) for row in sheet.rows] == [
        ("预算执行率", "10", "9.5"),
        ("巡查次数", "50", "50"),
        ("投诉下降率", "40", "38"),
    ]
    assert sheet.total is not None
    assert str(sheet.total.awarded) == "97.5"


def test_marks_won_or_taken_in_words_are_marks_and_the_title_may_be_in_the_corner() -> None:
    text = _table("某局评分表(节选) 指标|满分|自评|说明", "支付进度|3|得3|", "资金结余|3|扣1分|项目未结算")
    assert _rows(text) == [("支付进度", "3", "3", ""), ("资金结余", "3", "2", "项目未结算")]


def test_a_second_row_of_headers_tells_the_reports_own_marks_from_those_of_a_review() -> None:
    text = _table(
        "一级指标|三级指标|分值|得分|得分", "|||自评|复核", "过程|预算完成率|10|9|7", "|公开及时性|5|5|4"
    )
    assert [row[2] for row in _rows(text)] == ["9", "5"]


def test_titles_of_all_levels_in_one_column_are_told_apart_by_their_numbers() -> None:
    text = _table(
        "指标名称|分值|自评得分",
        "一、过程|20|17",
        "（一）预算管理|20|17",
        "1.预算完成率|10|9",
        "2.公开及时性|10|8",
        "二、效果|80|",
        "3.公众满意度|80|75",
        "合计|100|92",
    )
    assert _rows(text) == [
        ("过程/预算管理/预算完成率", "10", "9", ""),
        ("过程/预算管理/公开及时性", "10", "8", ""),
        ("效果/公众满意度", "80", "75", ""),
    ]


def _html(*rows: str) -> list[tuple[str, str | None, str, str]]:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    page = f"<html><meta charset=utf-8><body><p>自评表</p><table>{body}</table></body></html>"
    (sheet,) = self_sheets(passages(read_html("r.html", page.encode(), DEFAULT)))
    return [_told(row) for row in sheet.rows]


HEAD = "<th>三级指标</th><th>分值</th><th>自评得分</th>"
LAST = "<td>满意度</td><td>10</td><td>9</td>"


def test_marks_merged_over_several_indicators_are_none_of_theirs() -> None:
    first, second = '<td>目标合理性</td><td>5</td><td rowspan="2">9</td>', "<td>目标明确性</td><td>5</td>"
    assert [row[0] for row in _html(HEAD, first, second, LAST)] == ["满意度"]


def test_full_marks_merged_over_several_indicators_are_none_of_theirs() -> None:
    first, second = '<td>目标合理性</td><td rowspan="2">10</td><td>5</td>', "<td>目标明确性</td><td>4</td>"
    assert [row[1:3] for row in _html(HEAD, first, second, LAST)] == [(None, "5"), (None, "4"), ("10", "9")]


def test_marks_beyond_the_full_ones_above_rows_without_any_may_be_those_of_all() -> None:
    text = _table("三级指标|分值|自评得分", "目标合理性|5|9", "目标明确性|5|", "满意度|10|9")
    assert [row[0] for row in _rows(text)] == ["满意度"]
