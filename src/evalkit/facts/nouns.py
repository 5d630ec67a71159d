"""Units and counting nouns as reports print them, and what one of each is worth."""

from decimal import Decimal

from evalkit.facts.unit import Unit

MONEY = {
    "万亿元": Decimal(10) ** 12,
    "亿元": Decimal(10) ** 8,
    "千万元": Decimal(10) ** 7,
    "百万元": Decimal(10) ** 6,
    "万元": Decimal(10) ** 4,
    "千元": Decimal(1000),
    "元": Decimal(1),
    "圆": Decimal(1),
}
"""Units of money and their worth in yuan."""

RATIOS = {
    "个百分点": Decimal("0.01"),
    "百分点": Decimal("0.01"),
    "%": Decimal("0.01"),
    "‰": Decimal("0.001"),
}
"""Units of ratios and their worth, where 1 is 100 %. A percentage point is a change, not a level."""

COUNTS = (
    "人次 批次 车次 件次 户次 家次 人 名 位 个 项 件 批 辆 台 套 部 座 处 家 户 条 宗 份 起 例 次 场 期 篇 "
    "封 所 间 幢 栋 块 支 只 张 本 册 艘 架 棵 株 头 桩 大项 小项 子项 类 种 届 轮 届次 部次 站"
).split()
"""Counting nouns: what is counted are whole things."""

OTHERS = (
    "公里 千米 平方公里 平方千米 平方米 立方米 米 亩 公顷 吨 千克 公斤 克 升 千瓦时 千瓦 度 "
    "小时 分钟 秒 天 周 个月 岁 倍 成年 兆 字节 度电 工作日 个工作日 万千瓦时"
).split()
"""Units of things that no fact of the vocabulary counts."""

PERIODS = ("年度", "年", "月份", "月", "日", "季度", "号", "时", "点")
"""What makes a number a date."""

KINDS: dict[str, Unit | None] = (
    dict.fromkeys(MONEY, Unit.MONEY)
    | dict.fromkeys(RATIOS, Unit.RATIO)
    | dict.fromkeys(COUNTS, Unit.COUNT)
    | dict.fromkeys(OTHERS)
    | dict.fromkeys(PERIODS)
    | {"分": Unit.SCORE}
)
"""What each noun counts; None for units that no fact uses."""

BY_LENGTH = tuple(sorted({len(noun) for noun in KINDS}, reverse=True))
"""The lengths of the nouns, the longest first."""


def noun_at(text: str, at: int) -> str:
    """Return the longest unit or noun that stands in `text` at `at`, or "" where none does."""
    return next((noun for length in BY_LENGTH if (noun := text[at : at + length]) in KINDS), "")


def worth(noun: str) -> Decimal:
    """Return what one `noun` is worth in the base unit of its kind."""
    return MONEY.get(noun) or RATIOS.get(noun) or Decimal(1)
