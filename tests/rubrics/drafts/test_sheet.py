"""The rows of a scoring sheet, whatever its columns are called and whatever is merged in it."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from evalkit.documents.document import Document
from evalkit.errors import DocumentError
from evalkit.messages import Lang
from evalkit.rubrics.drafts.sheet import SheetRow, sheet_of

MERGED = """
<table>
<tr><th>一级指标</th><th>二级指标</th><th>三级指标</th><th>分值</th><th>指标解释</th><th>评分标准</th></tr>
<tr><td rowspan="2">投入</td><td>目标</td><td>1.目标合理性</td><td>4</td><td>看目标</td><td>酌情</td></tr>
<tr><td>预算</td><td>预算编制（6分）</td><td>6分</td><td></td><td>每一处扣1分</td></tr>
<tr><td>产出</td><td>数量</td><td>完成率</td><td>0.5</td><td></td><td></td></tr>
<tr><td colspan="3">合计</td><td>10.5</td><td></td><td></td></tr>
</table>
"""
GAPS = """
<table>
<tr><td>一级指标</td><td>评价指标</td><td>权重</td><td>评价标准</td></tr>
<tr><td>过程</td><td>制度</td><td>5</td><td>健全得5分</td></tr>
<tr><td></td><td>公开</td><td>3</td><td>公开得3分</td></tr>
</table>
"""


def test_merged_cells_hold_for_every_row_that_they_span(page: Callable[[str], Document]) -> None:
    assert sheet_of(page(MERGED)).rows == (
        SheetRow(("投入", "目标"), "目标合理性", Decimal(4), "酌情", "看目标", 2),
        SheetRow(("投入", "预算"), "预算编制", Decimal(6), "每一处扣1分", "", 3),
        SheetRow(("产出", "数量"), "完成率", Decimal("0.5"), "", "", 4),
    )


def test_an_empty_level_is_the_one_above_it(page: Callable[[str], Document]) -> None:
    assert [(row.levels, row.title, row.marks) for row in sheet_of(page(GAPS)).rows] == [
        (("过程",), "制度", Decimal(5)),
        (("过程",), "公开", Decimal(3)),
    ]


def test_a_file_without_a_scoring_sheet_is_refused(page: Callable[[str], Document]) -> None:
    with pytest.raises(DocumentError) as raised:
        sheet_of(page("<table><tr><td>科目</td><td>金额</td></tr><tr><td>工资</td><td>5</td></tr></table>"))
    assert raised.value.text(Lang.ZH) == (
        "sheet.html: 没有找到评分表（可用：表头含“三级指标”（或“评价指标”“指标名称”）和“分值”（或“权重”）的表）"
    )
