"""What sheets say of the total: rows without marks, notes in the table and below it."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from evalkit.documents.document import Document
from evalkit.journey import load
from evalkit.registry import Registry, load_plugins
from evalkit.rubrics.drafts.draft import Known, draft
from evalkit.rubrics.drafts.overall import Overall, overall_in
from evalkit.rubrics.drafts.sheet import sheet_of
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.rubric import AdjustmentKind

VETO, CAP = AdjustmentKind.VETO, AdjustmentKind.CAP
SHEET = """
<table>
<tr><td>一级指标</td><td>三级指标</td><td>分值</td><td>评分标准</td></tr>
<tr><td>管理</td><td>制度建设</td><td>10</td><td>健全得10分，较健全得5分，不健全不得分。</td></tr>
<tr><td rowspan="2">一票否决项</td><td>安全事故</td><td></td><td>发生较大以上安全事故的。</td></tr>
<tr><td>资料造假</td><td>—</td><td>自评材料弄虚作假的，总分不超过 59 分。</td></tr>
<tr><td colspan="4">注：1.逾期两个月未报送自评报告的，总分最高为60分。2.分值可以调整。</td></tr>
<tr><td colspan="4">截留专项资金的，实行一票否决。</td></tr>
</table>
<p>说明：凡出现挪用资金的，一票否决；总分 100 分。</p>
<table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table>
<p>被通报的，一票否决。</p>
"""
SAID = (
    (CAP, "总分封顶", "逾期两个月未报送自评报告的，总分最高为60分", Decimal(60)),
    (VETO, "一票否决", "截留专项资金的，实行一票否决", None),
    (VETO, "安全事故", "发生较大以上安全事故的。", None),
    (CAP, "资料造假", "自评材料弄虚作假的，总分不超过 59 分。", Decimal(59)),
    (VETO, "一票否决", "凡出现挪用资金的，一票否决", None),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("出现重大违纪的，一票否决。", [(VETO, None)]),
        ("存在虚报的，总得分按0分计。", [(VETO, None)]),
        ("如发生 1 起责任事故，综合得分不得高于 70 分", [(CAP, Decimal(70))]),
        ("本表总分不超过100分。", []),
        ("总分100分，加分后总分最高不超过110分。", []),
        ("本办法不实行一票否决。", []),
        ("出现弄虚作假的，该项不得分。", []),
        ("", []),
    ],
)
def test_sentences_about_the_total(text: str, found: list[tuple[AdjustmentKind, Decimal | None]]) -> None:
    assert [(each.kind, each.at_most) for each in overall_in(text)] == found


def test_rows_without_marks_and_notes_are_read(page: Callable[[str], Document]) -> None:
    sheet = sheet_of(page(SHEET))
    assert [row.title for row in sheet.rows] == ["制度建设"]
    assert sheet.overall == tuple(Overall(*each) for each in SAID)


def test_a_veto_of_an_indicator_stays_in_its_standard(page: Callable[[str], Document]) -> None:
    sheet = sheet_of(
        page(
            "<table><tr><td>三级指标</td><td>分值</td><td>评分标准</td></tr><tr><td rowspan=2>管理</td>"
            "<td rowspan=2>10</td><td>健全得10分。</td></tr><tr><td>造假的，本项一票否决。</td></tr></table>"
        )
    )
    assert sheet.overall == ()
    assert sheet.rows[0].standard == "健全得10分。造假的，本项一票否决。"


def test_a_cap_among_penalties_is_no_indicator(page: Callable[[str], Document]) -> None:
    rows = SHEET.split("<tr><td rowspan", maxsplit=1)[0]
    row = "<tr><td>扣分项</td><td>资料造假</td><td></td><td>弄虚作假的，总分不超过60分。</td></tr></table>"
    sheet = sheet_of(page(rows + row))
    assert [each.title for each in sheet.rows] == ["制度建设"]
    assert sheet.overall == (Overall(CAP, "资料造假", "弄虚作假的，总分不超过60分。", Decimal(60)),)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_plugins()


def test_the_draft_loads_with_caps_and_vetoes_that_an_evaluator_decides(
    page: Callable[[str], Document], registry: Registry
) -> None:
    text = draft(sheet_of(page(SHEET)), "draft", "某镇", "评分表.xlsx", Known({}, {}, {})).text
    rubric = load(RubricFile("draft.toml", text.encode()), registry)
    assert [(each.kind, each.title.zh, each.clause, each.at_most) for each in rubric.adjustments] == list(
        SAID
    )
    assert [each.id for each in rubric.adjustments] == ["cap", "veto", "veto_2", "cap_2", "veto_3"]
    assert {each.rests_on for each in rubric.adjustments} == {""}
    assert "# 待办：是否发生由评价人员认定；报告中有“是否”类事实时写 rests_on" in text
