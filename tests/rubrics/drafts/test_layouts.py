"""Scoring sheets of our own in six layouts, each read into the indicators that a person sees in it."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from evalkit.documents.document import Document
from evalkit.rubrics.drafts.sheet import SheetRow, sheet_of

Page = Callable[[str], Document]


def told(row: SheetRow) -> tuple[object, ...]:
    """Return what matters of a row."""
    return (" / ".join(row.levels), row.title, row.marks, row.standard)


def table(*rows: str) -> str:
    """Return a table of `rows`, whose cells stand between bars; a cell may begin with its span: ``2x1:``."""
    lines = []
    for row in rows:
        cells = []
        for cell in row.split("|"):
            span, colon, text = cell.strip().partition(":")
            high, by, wide = span.partition("x")
            if colon and by and high.isdigit() and wide.isdigit():
                cells.append(f'<td rowspan="{high}" colspan="{wide}">{text}</td>')
            else:
                cells.append(f"<td>{cell.strip()}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"


MERGED = table(
    "1x5:某镇部门整体支出评分表",
    "一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准",
    "3x1:投入 | 2x1:目标 | 目标明确性 | 4 | 明确得4分",
    "指标量化率 | 6 | 95%以上得6分，其余不得分",
    "预算 | 预算编制 | 5 | 每有一处错误扣1分",
    "1x3:小计 | 15 | ",
    "产出 | 数量 | 任务完成率 | 15 | 按完成比例得分",
    "1x3:合计 | 30 | ",
    "1x5:注：1.本表满分30分；2.不适用的指标不计。",
)
ONE_COLUMN = table(
    "评价指标 | 分值 | 评分标准",
    "一、投入 | 10 | ",
    "（一）目标 | 10 | ",
    "1.目标明确性 | 4 | 明确得4分",
    "2.指标量化率 | 6 | 95%以上得6分，其余不得分",
    "二、产出 | 20 | ",
    "1.任务完成率 | 15 | 按完成比例得分",
    "2.任务及时性 | 5 | 每延误一项扣1分",
    "合计 | 30 | ",
    "备注：各项扣完为止。 |  | ",
)
IN_TITLES = table(
    "一级指标 | 二级指标 | 评分标准",
    "2x1:投入（10分） | 目标明确性（4分） | 明确得4分",
    "指标量化率（6分） | 95%以上得6分，其余不得分",
    "产出（20分） | 任务完成率（15分） | 按完成比例得分",
    " | 任务及时性（5分） | 每延误一项扣1分",
)
BROKEN = table(
    "一级指标 | 三级指标 | 分值 | 评价要点 | 评分标准",
    "5x1:管理 | 3x1:预算调整率 | 3x1:6 | 3x1:看调整 | 不超过10%得6分；",
    "10%至20%（含）得3分；",
    "超过20%不得分。",
    "制度健全 | 4 | 看制度 | 齐全得2分",
    " |  |  | 执行有力得2分",
)
TIERS = table(
    "序号 | 评价项目 | 标准分 | 优（100%） | 良（80%） | 中（60%） | 差（0%）",
    "1 | 社会效益 | 10 | 效益显著 | 效益较好 | 效益一般 | 没有效益",
    "2 | 可持续影响 | 5 | 影响长久 | 影响较久 | 影响一般 | 没有影响",
    "1x2:合计 | 15 |  |  |  | ",
)
PAGES = table(
    "一级指标 | 三级指标 | 权重 | 计分办法",
    "投入 | 目标明确性 | 4分 | 明确得4分",
    "一级指标 | 三级指标 | 权重 | 计分办法",
    "产出 | 任务完成率 | 15分 | 按完成比例得分",
    "满意度 |  | 10分 | 90%及以上得10分，其余不得分",
    "1x4:说明：权重合计29分。",
)


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        (
            MERGED,
            [
                ("投入 / 目标", "目标明确性", 4, "明确得4分"),
                ("投入 / 目标", "指标量化率", 6, "95%以上得6分，其余不得分"),
                ("投入 / 预算", "预算编制", 5, "每有一处错误扣1分"),
                ("产出 / 数量", "任务完成率", 15, "按完成比例得分"),
            ],
        ),
        (
            ONE_COLUMN,
            [
                ("投入 / 目标", "目标明确性", 4, "明确得4分"),
                ("投入 / 目标", "指标量化率", 6, "95%以上得6分，其余不得分"),
                ("产出", "任务完成率", 15, "按完成比例得分"),
                ("产出", "任务及时性", 5, "每延误一项扣1分"),
            ],
        ),
        (
            IN_TITLES,
            [
                ("投入", "目标明确性", 4, "明确得4分"),
                ("投入", "指标量化率", 6, "95%以上得6分，其余不得分"),
                ("产出", "任务完成率", 15, "按完成比例得分"),
                ("产出", "任务及时性", 5, "每延误一项扣1分"),
            ],
        ),
        (
            BROKEN,
            [
                ("管理", "预算调整率", 6, "不超过10%得6分；10%至20%（含）得3分；超过20%不得分。"),
                ("管理", "制度健全", 4, "齐全得2分；执行有力得2分"),
            ],
        ),
        (
            TIERS,
            [
                ("", "社会效益", 10, "优：效益显著；良：效益较好；中：效益一般；差：没有效益"),
                ("", "可持续影响", 5, "优：影响长久；良：影响较久；中：影响一般；差：没有影响"),
            ],
        ),
        (
            PAGES,
            [
                ("投入", "目标明确性", 4, "明确得4分"),
                ("产出", "任务完成率", 15, "按完成比例得分"),
                ("满意度", "满意度", 10, "90%及以上得10分，其余不得分"),
            ],
        ),
    ],
    ids=["merged", "levels in one column", "marks in titles", "broken standards", "tiers in columns", "repeated header"],
)  # fmt: skip
def test_a_layout_is_read(sheet: str, rows: list[tuple[object, ...]], page: Page) -> None:
    assert [told(row) for row in sheet_of(page(sheet)).rows] == rows


def test_tiers_in_columns_give_their_share_of_the_marks(page: Page) -> None:
    first, second = sheet_of(page(TIERS)).rows
    assert first.tiers == (("优", Decimal(10)), ("良", Decimal(8)), ("中", Decimal(6)), ("差", Decimal(0)))
    assert second.tiers == (("优", Decimal(5)), ("良", Decimal(4)), ("中", Decimal(3)), ("差", Decimal(0)))
