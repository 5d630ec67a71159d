"""A whole sheet becomes a rubric that loads, in which lint finds only what is left to do."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from evalkit.documents.document import Document
from evalkit.journey import load
from evalkit.offers import effective_file
from evalkit.registry import Registry, load_plugins
from evalkit.rubrics.drafts.draft import Known, draft
from evalkit.rubrics.drafts.sheet import sheet_of
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.lint import lint_file
from evalkit.rubrics.rubric import AdjustmentKind, Rubric

SHEET = """
<table>
<tr><td>一级指标</td><td>三级指标</td><td>分值</td><td>评分标准</td></tr>
<tr><td rowspan="4">管理</td><td>“三公”经费控制率</td><td>6</td><td>不超过90%得满分，超过100%不得分，其间线性计分。</td></tr>
<tr><td>资金结余</td><td>4</td><td>无结转结余得4分；不超过上年的得2分；超过上年的不得分。</td></tr>
<tr><td>固定资产利用率</td><td>5</td><td>按比例得分；超过目标值30%以上的扣1分。</td></tr>
<tr><td>制度建设</td><td>5</td><td>健全得5分，较健全得3分，不健全不得分。</td></tr>
<tr><td>合计</td><td></td><td>20</td><td></td></tr>
<tr><td rowspan="2">加分项</td><td>工作创新</td><td></td><td>每获得一项市级表彰加0.5分，最多加2分。</td></tr>
<tr><td>媒体宣传</td><td>1</td><td>每篇加0.2分。</td></tr>
<tr><td>扣分项</td><td>审计问题</td><td>3</td><td>每发现一个问题扣1分，最多扣3分。</td></tr>
</table>
"""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_plugins()


def drafted(page: Callable[[str], Document], registry: Registry) -> tuple[Rubric, RubricFile]:
    terms = registry.terms
    titles = {id: title.zh for id, title in terms.titles.items()}
    titles |= {measure.id: measure.title for measure in terms.measures.values()}
    text = draft(
        sheet_of(page(SHEET)), "draft", "某镇", "评分表.xlsx", Known.of(titles, {}, terms.units)
    ).text
    file = RubricFile("draft.toml", text.encode())
    return load(file, registry), file


def test_a_draft_loads_and_only_what_is_left_to_do_is_doubted(
    page: Callable[[str], Document], registry: Registry
) -> None:
    rubric, file = drafted(page, registry)
    whole = effective_file(file, registry).file
    found = lint_file(rubric, whole, registry.measures, registry.terms.catalogue.wordings)
    assert {each.code for each in found} == {"no-passages"}
    rules = [each.rule.name if each.rule else "" for each in rubric.dimensions[0].indicators]
    assert rules == ["linear", "cases", "proportional", "judgement"]
    assert [each.name for each in rubric.dimensions[0].indicators[2].modifiers] == ["over_achievement"]
    assert rubric.total == 20


def test_rows_on_top_of_the_total_become_adjustments(
    page: Callable[[str], Document], registry: Registry
) -> None:
    rubric, file = drafted(page, registry)
    assert [(each.kind, each.title.zh, each.at_most) for each in rubric.adjustments] == [
        (AdjustmentKind.BONUS, "工作创新", Decimal(2)),
        (AdjustmentKind.BONUS, "媒体宣传", Decimal(1)),
        (AdjustmentKind.PENALTY, "审计问题", Decimal(3)),
    ]
    assert "# 待办：每项加 0.5 分，由评价人员评定" in file.data.decode()
