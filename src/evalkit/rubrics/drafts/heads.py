"""The header of a scoring sheet: which column says what."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from evalkit.documents.normal import normal
from evalkit.frozen import frozen

_LEVELS = (
    ("一级指标", "一级"),
    ("二级指标", "二级"),
    (
        "三级指标",
        "三级",
        "四级指标",
        "评价指标",
        "指标名称",
        "考核指标",
        "评分指标",
        "评价项目",
        "考核项目",
        "评分项目",
    ),
)
"""What the columns of the three levels are called; the last one holds the indicators."""
_MARKS = ("分值", "权重", "标准分", "满分", "分数", "权值", "标准分值", "基本分")
_STANDARDS = (
    "评分标准",
    "评价标准",
    "评分细则",
    "计分标准",
    "评分办法",
    "计分办法",
    "评分规则",
    "扣分标准",
    "评分说明",
    "评分依据",
    "考核标准",
)
_MEANINGS = ("指标解释", "指标说明", "评价要点", "指标内容", "评价内容", "考核内容", "考核要点")
_SPACES = re.compile(r"\s+")
_TIER = re.compile(
    r"(优秀?|良好?|中等?|一般|合格|较差|差|不合格)[(（]?(\d{1,3}(?:\.\d{1,4})?)(分|%)(?:以上|以下)?[)）]?"
)


@frozen
class Tier:
    """A column of one tier: its title, and the marks or the share of all marks that it gives."""

    column: int
    title: str
    worth: Decimal
    is_share: bool


@frozen
class Head:
    """Which column says what; `levels` are those of the titles above the indicators, the highest first.

    `marks` is None where the marks stand behind the titles: ``数量指标（10 分）``.
    """

    levels: tuple[int, ...]
    title: int
    marks: int | None
    standard: int | None
    meaning: int | None
    tiers: tuple[Tier, ...] = ()


def head_of(row: Sequence[str]) -> Head | None:
    """Return which column says what when `row` is the header of a scoring sheet."""
    names = [_SPACES.sub("", text) for text in row]
    levels = [column for wanted in _LEVELS if (column := _column(names, wanted)) is not None]
    standard = _column(names, _STANDARDS)
    marks = _column(names, _MARKS)
    tiers = tuple(_tiers(names))
    if marks is not None and marks == standard:
        marks = None
    if not levels or (marks is None and standard is None and not tiers):
        return None
    return Head(tuple(levels[:-1]), levels[-1], marks, standard, _column(names, _MEANINGS), tiers)


def _column(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    exact = (column for column, name in enumerate(names) if name in wanted)
    alike = (column for column, name in enumerate(names) if any(word in name for word in wanted))
    return next(exact, next(alike, None))


def _tiers(names: Sequence[str]) -> Iterator[Tier]:
    for column, name in enumerate(names):
        match = _TIER.fullmatch(normal(name))
        if match is not None:
            yield Tier(column, match[1], Decimal(match[2]), match[3] == "%")
