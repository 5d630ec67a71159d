"""The header of a sheet in which a report scores itself: which column says what."""

import re
from collections.abc import Sequence

from evalkit.frozen import frozen
from evalkit.patterns import when_used

_LEVELS = (
    frozenset(("一级指标", "一级")),
    frozenset(("二级指标", "二级")),
    frozenset(("三级指标", "三级")),
    frozenset(("四级指标", "四级")),
)
_TITLES = frozenset(
    (
        *("指标", "指标名称", "评价指标", "考核指标", "评分指标", "绩效指标", "自评指标", "指标内容"),
        *("评价项目", "考核项目", "评分项目", "评价内容", "考核内容", "自评内容", "自评项目"),
    )
)
_MARKS = frozenset(
    (
        *("分值", "标准分", "标准分值", "满分", "满分值", "权重", "权重分", "权重分值", "权值"),
        *("指标分值", "指标权重", "基本分", "基准分", "分值权重", "权重(分值)", "应得分"),
    )
)
_OWN = frozenset(
    (
        *("自评得分", "自评分", "自评分数", "自评分值", "自评", "自我评分", "自评评分", "自评结果"),
        *(
            "单位自评",
            "部门自评",
            "单位自评分",
            "部门自评分",
            "单位自评得分",
            "部门自评得分",
            "自查得分",
            "自评价得分",
        ),
    )
)
_AWARDED = frozenset(
    (
        "得分",
        "实际得分",
        "评价得分",
        "指标得分",
        "实得分",
        "评分",
        "评分结果",
        "绩效得分",
        "考核得分",
        "本项得分",
    )
)
_WORDS = frozenset(
    (
        *("评分标准", "评价标准", "评分细则", "计分标准", "评分办法", "计分办法", "评分规则", "评分依据"),
        *("指标解释", "指标说明", "评价要点", "评分说明", "考核标准", "扣分标准"),
    )
)
_EXECUTED = frozenset(("执行率", "预算执行率", "资金执行率"))
EXECUTION = "预算执行率"
"""The indicator of the first part of the usual form: the year's money with its rate and its marks."""
_NUMBERING = when_used("序号|编号|行次")
_REASON = re.compile(
    "(?:扣分|失分|丢分|得分|自评|评分|未完成|未达标|偏差|未得满分|差异)(?:的)?(?:原因|理由|说明|依据|情况)"
)
_REMARKS = frozenset(("备注", "说明", "情况说明", "原因", "原因分析", "备注说明", "原因说明", "存在问题"))
_LONGEST = 24
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")


@frozen
class SelfHead:
    """Which column says what; `levels` are those of the titles above the indicators, the highest first.

    `full` is None where the sheet prints no full marks, `reason` where it has no column of reasons. With
    `weights` the full marks are printed as weights, which may be shares of one.
    """

    levels: tuple[int, ...]
    title: int
    full: int | None
    awarded: int
    reason: int | None
    weights: bool = False
    implied: str = ""


def is_head(text: str) -> bool:
    """Return whether `text` alone is the header of a column of such a sheet."""
    if len(text) > _LONGEST:
        return False
    name = _without_asides(text)
    sets = (*_LEVELS, _TITLES, _MARKS, _OWN, _AWARDED, _WORDS, _REMARKS)
    return any(name in each for each in sets) or _REASON.fullmatch(name) is not None


def is_own(text: str) -> bool:
    """Return whether `text` is the header of the marks that a report gives itself, and nobody else."""
    return _without_asides(text) in _OWN


def holds_words(text: str) -> bool:
    """Return whether `text` is the header of a column of standards or meanings."""
    return _without_asides(text) in _WORDS


def _without_asides(text: str) -> str:
    return (_ASIDE.sub("", text) or text) if "(" in text or "（" in text else text


def self_head_of(row: Sequence[str]) -> SelfHead | None:
    """Return which column says what when `row` is the header of a sheet with marks that a report gives itself."""
    names = [_without_asides(text) for text in row]
    awarded = _first(names, _OWN)
    awarded = _last(names, _AWARDED) if awarded is None else awarded
    if awarded is None:
        return None
    full_behind = any(name in _MARKS for name in names[:awarded])
    if full_behind and _first(names, _EXECUTED) is not None:
        levels, implied = _leading(names), EXECUTION
    else:
        levels, implied = _levels(names[:awarded]) or (_leading(names) if full_behind else []), ""
    if not levels:
        return None
    full = _full(names, levels[-1], awarded)
    return SelfHead(
        tuple(levels[:-1]),
        levels[-1],
        full,
        awarded,
        _reason(names, awarded),
        weights=full is not None and "权" in names[full],
        implied=implied,
    )


def _levels(names: Sequence[str]) -> list[int]:
    """Return the columns of the titles, the highest first; that of the indicators is the last."""
    levels = [column for wanted in _LEVELS if (column := _first(names, wanted)) is not None]
    named = _last(names, _TITLES)
    if named is not None and all(column < named for column in levels) and len(levels) < 2:
        levels.append(named)
    return levels


def _leading(names: Sequence[str]) -> list[int]:
    """Return the first column that does not number the rows: the labels, whatever is printed above them."""
    first = next((column for column, name in enumerate(names) if not _NUMBERING.fullmatch(name)), 0)
    return [first] if names[first] not in _MARKS else []


def _full(names: Sequence[str], title: int, awarded: int) -> int | None:
    """Return the column of the full marks of the indicators: each level may have one of its own."""
    columns = [column for column, name in enumerate(names) if name in _MARKS and column != awarded]
    behind = [column for column in columns if column > title]
    return behind[0] if behind else columns[-1] if columns else None


def _reason(names: Sequence[str], awarded: int) -> int | None:
    said = [column for column, name in enumerate(names) if _REASON.search(name)]
    behind = [column for column in said if column > awarded]
    found = behind or [column for column in range(awarded + 1, len(names)) if names[column] in _REMARKS]
    return found[0] if found else None


def _first(names: Sequence[str], wanted: frozenset[str]) -> int | None:
    return next((column for column, name in enumerate(names) if name in wanted), None)


def _last(names: Sequence[str], wanted: frozenset[str]) -> int | None:
    return next((column for column in reversed(range(len(names))) if names[column] in wanted), None)
