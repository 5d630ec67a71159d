"""What a line is: headings, items, rows, page numbers."""

import pytest

from evalkit.documents.document import Span
from evalkit.documents.plain.lines import LineKind, classify, heading_level, title_start


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("# 自评报告", 1),
        ("### 三公经费", 3),
        ("第一章 总则", 1),
        ("第二部分 预算执行", 1),
        ("第三节 采购", 2),
        ("一、部门概况", 2),
        ("十二、附则", 2),
        ("一．部门概况", 2),
        ("一、\t部门概况", 2),
        ("（一）主要职能", 3),
        ("(二)预算编制", 3),
        ("（ 三 ）预算执行", 3),
        ("㈠资产", 3),
        ("1. 资金管理", 4),
        ("2、项目管理", 4),
        ("３．资产管理", 4),
        ("（1）资金支出", 5),
        ("(12) 其他", 5),
        ("⑴采购", 5),
        ("1.1 项目概况", 5),
        ("1.2.3 资金使用", 6),
        ("①因公出国（境）费用", 6),
        ("⑮其他", 6),
        ("四、存在的问题：", 2),
    ],
)
def test_a_marker_makes_a_heading(line: str, level: int) -> None:
    assert heading_level(line) == level


@pytest.mark.parametrize(
    "line",
    [
        "1. 提高执行率。我局将加强管理",
        "（1）公务接待费1.92万元",
        "2.整治水体3处",
        "一、加强预算管理，",
        "（二）完成采购；",
        "1.55 万元，增幅",
        "2.3亿",
        "一、概况 …… 3",
        "一、概况\t1",
        "（三）执行情况....12",
        "一、" + "很长的一句话" * 8,
        "一是加强管理",
        "2020年部门预算",
        "我局主要职能",
        "一、项目 | 金额",
        "12,953 万元",
        "1.5",
        "",
        "##标题",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert heading_level(line) == 0


def test_a_markdown_title_begins_behind_its_hashes() -> None:
    assert "## 二、执行"[title_start("## 二、执行") :] == "二、执行"
    assert title_start("二、执行") == 0


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("", LineKind.BLANK),
        (" \u3000\t", LineKind.BLANK),
        ("-----", LineKind.RULE),
        ("|---|:--:|", LineKind.RULE),
        ("├──┼──┤", LineKind.RULE),
        ("- 12 -", LineKind.PAGE_NUMBER),
        ("—３—", LineKind.PAGE_NUMBER),
        ("- ii -", LineKind.PAGE_NUMBER),
        ("第 3 页 共 9 页", LineKind.PAGE_NUMBER),
        ("第3页/共9页", LineKind.PAGE_NUMBER),
        ("共 9 页，第 3 页", LineKind.PAGE_NUMBER),
        ("第三页", LineKind.PAGE_NUMBER),
        ("Page 3 of 9", LineKind.PAGE_NUMBER),
        ("12", LineKind.LONE_NUMBER),
        ("3 / 9", LineKind.LONE_NUMBER),
        ("12.5", LineKind.TEXT),
        ("-5", LineKind.TEXT),
        ("12345", LineKind.TEXT),
        ("1. 提高。我局", LineKind.ITEM),
        ("● 完成", LineKind.ITEM),
        ("- 完成采购", LineKind.ITEM),
        ("——完成采购", LineKind.ITEM),
        ("表1 预算情况", LineKind.ITEM),
        ("注：数据来自年报", LineKind.ITEM),
        ("附件：", LineKind.ITEM),
        ("附近居民表示满意", LineKind.TEXT),
        ("项目|金额", LineKind.BARRED),
        ("│甲│乙│", LineKind.BARRED),
        ("项目\t金额", LineKind.TABBED),
        ("\t我局认真执行预算", LineKind.TEXT),
        ("一、\t概况", LineKind.HEADING),
    ],
)
def test_the_kind_of_a_line(line: str, kind: LineKind) -> None:
    assert classify(line, Span(0, len(line))).kind is kind
