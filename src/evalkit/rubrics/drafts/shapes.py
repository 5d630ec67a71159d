"""Rarer shapes of a standard: two points and a line, targets over results, balances by cases, tiers in words."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from evalkit.frozen import frozen
from evalkit.rubrics.drafts.steps import PERCENT, Edge, N, Step, conditions_of, step_of
from evalkit.rules.cases import Case, Cases
from evalkit.rules.judgement import Judgement, Tier
from evalkit.rules.linear import Linear
from evalkit.rules.over_achievement import OverAchievement
from evalkit.rules.proportional import Proportional
from evalkit.rules.reverse_proportional import ReverseProportional
from evalkit.rules.rule import Rule

CLOSING, OPENING = "carryover_closing", "carryover_opening"
"""The facts by which a balance is compared with the one before."""

TARGET = r"(?:标准值?|目标值?|计划值?|指标值|年度目标|计划数)"
_RESULT = r"(?:实际值?|完成值?|实际完成值?|实际数|完成数|实际完成数)"
_OVER_RESULT = re.compile(rf"{TARGET}[/÷]{_RESULT}[×xX*]")
_OVER_TARGET = re.compile(rf"{_RESULT}[/÷]{TARGET}[×xX*]")
STATED_TARGET = re.compile(rf"{TARGET}(?:为|是|:|=)?{PERCENT}")
_LINE = re.compile(r"线性|插值|内插|按比例|按(?:完成|实际|执行)?比例|酌情按比例")
_AT = re.compile(rf"{PERCENT}(?:的|时)?,?[得计记为]?$")
_STRAIGHT = re.compile(r"线性|插值|内插")
_PENALTY = re.compile(
    rf"[^;；。]{{0,20}}?超(?:过|出)?(?:{TARGET})?{PERCENT}(?:\(含\))?(?:及|或)?以上[^;；。]{{0,8}}?扣{N}分[;；。]?"
)
_BALANCE = re.compile(r"结转|结余")
_NOTHING = re.compile(r"没有|无(?!故)|未(?:发生|产生|形成)|(?:为|等于|=)(?:0|零)(?![\d.])")
_NO_MORE = re.compile(r"不超过|不高于|不大于|未超过|未增加|不增加|(?<!不)小于等于|持平")
_LESS = re.compile(r"减少|下降|降低|低于|小于|少于")
_WORDS = (
    r"优秀?|良好?|中等?|差|好|较好|一般|较差|很差|显著|较显著|明显|较明显|不明显|不显著|没有|无|高|较高|较低|低"
    r"|完善|较完善|不完善|健全|较健全|不健全|合理|较合理|不合理|合格|基本合格|不合格|完成|基本完成|未完成|满意|较满意"
    r"|基本满意|不满意|规范|较规范|基本规范|不规范|达标|基本达标|不达标|到位|基本到位|不到位"
)
_TIER = re.compile(
    rf"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{0,8}}?({_WORDS})的?[,(:]?(?:得|计|记|为)?(?:{N}分\)?|(不得分|不计分|得零分))"
)


@frozen
class Shape:
    """What a standard came to: a rule, its keys as TOML writes them, and what to look at again."""

    rule: Rule
    keys: tuple[tuple[str, object], ...]
    note: str


def linear(text: str, marks: Decimal, measure: str | None) -> Shape | None:
    """Read full marks from one point on, none from another, and a line between them."""
    if measure is None or _LINE.search(text) is None:
        return None
    steps = [_point(_last_piece(condition), worth) for condition, worth in conditions_of(text, marks)]
    full = next((edge for step in steps if step and step.marks == marks for edge in _edges(step)), None)
    nothing = next((edge for step in steps if step and not step.marks for edge in _edges(step)), None)
    if full is None or nothing is None or full == nothing:
        return None
    if any(step is None or step.marks not in (0, marks) for step in steps):
        return None
    keys: list[tuple[str, object]] = [("measure", measure), ("from", f"{nothing}%"), ("to", f"{full}%")]
    start, end = nothing.scaleb(-2), full.scaleb(-2)
    at_from = Decimal(0)
    if not _STRAIGHT.search(text) and 0 < nothing < full:
        # 按比例 is in proportion to the target, so there is something left where the line begins.
        at_from = (marks * nothing / full).quantize(Decimal("0.0001")).normalize()
        keys.append(("at_from", at_from))
    return Shape(Linear(measure, start, end, at_from), tuple(keys), "核对起点和终点；at_from 是起点处的得分")


def _point(piece: str, worth: Decimal) -> Step | None:
    """Return the step of `piece`; one that only names a percentage begins there."""
    found = step_of(piece, worth)
    named = _AT.search(piece)
    if named is not None and (found is None or (found.lower is None and found.upper is None)):
        return Step(Edge(Decimal(named[1]), included=True), None, worth)
    return found


def _last_piece(condition: str) -> str:
    """Return the last piece of a condition that has a percentage: what comes before is about the line."""
    pieces = [piece for piece in re.split("[,，;；。]", condition) if "%" in piece]
    return pieces[-1] if pieces else condition


def _edges(step: Step) -> Iterator[Decimal]:
    if step.lower is not None:
        yield step.lower.percent
    elif step.upper is not None:
        yield step.upper.percent


def quotient(text: str, marks: Decimal, measure: str | None) -> Shape | None:
    """Read the target over the result, or the result over the target, times the marks."""
    over_result, over_target = _OVER_RESULT.search(text), _OVER_TARGET.search(text)
    if measure is None or (over_result is None) == (over_target is None):
        return None
    stated = STATED_TARGET.search(text)
    target = stated[1] if stated else "100"
    note = "核对目标值" if stated else "标准没有写目标值，按 100%；核对 full_at"
    keys = (("measure", measure), ("full_at", f"{target}%"))
    share = Decimal(target).scaleb(-2)
    if over_result is not None:
        return Shape(ReverseProportional(measure, share), keys, note)
    return Shape(Proportional(measure, share), keys, note)


def balance(text: str, marks: Decimal, measure: str | None) -> Shape | None:
    """Read what no balance, a smaller one and a greater one than before give."""
    if measure is not None or not _BALANCE.search(text):
        return None
    steps = list(conditions_of(text, marks))
    cases: list[Case] = []
    written: list[dict[str, object]] = []
    for condition, worth in steps[:-1]:
        if _NO_MORE.search(condition) or _LESS.search(condition):
            whole, no_more = Decimal(1), _NO_MORE.search(condition) is not None
            cases.append(
                Case(worth, CLOSING, OPENING, to=whole)
                if no_more
                else Case(worth, CLOSING, OPENING, below=whole)
            )
            written.append(
                {"measure": CLOSING, "to" if no_more else "below": "100%", "of": OPENING, "marks": worth}
            )
        elif _NOTHING.search(condition):
            cases.append(Case(worth, CLOSING, equals=Decimal(0)))
            written.append({"measure": CLOSING, "equals": Decimal(0), "marks": worth})
        else:
            return None
    if len(cases) < 2 or any(one.gives <= other.gives for one, other in pairwise(cases)):
        return None
    last = steps[-1][1]
    rule = Cases((*cases, Case(last)))
    return Shape(rule, (("cases", [*written, {"marks": last}]),), "核对比较的是哪两个数、界限是否含端点")


def tiers(text: str, marks: Decimal, measure: str | None) -> Shape | None:
    """Read tiers in words, each with its marks: 优 5 分、良 4 分、中 3 分、差不得分."""
    if "%" in text:
        return None
    found = [(match[1], Decimal(match[2]) if match[2] else Decimal(0)) for match in _TIER.finditer(text)]
    return tiers_of(found, marks)


def tiers_of(found: Sequence[tuple[str, Decimal]], marks: Decimal) -> Shape | None:
    """Return the judgement of the tiers `found`, whose marks must go down from `marks`."""
    falls = all(one > other for (_, one), (_, other) in pairwise(found))
    if len(found) < 2 or found[0][1] != marks or not falls or len({title for title, _ in found}) < len(found):
        return None
    rule = Judgement(tiers=tuple(Tier(title, worth) for title, worth in found))
    written: list[object] = [{"title": title, "marks": worth} for title, worth in found]
    return Shape(rule, (("tiers", written),), "由评价人员评定：写 passages（报告中相关段落的词）")


@frozen
class Beyond:
    """What results far beyond the target lose: the rule, its keys, and the rest of the standard."""

    rule: OverAchievement
    keys: tuple[tuple[str, object], ...]
    rest: str


def penalty(text: str, measure: str | None) -> Beyond | None:
    """Read what results far beyond the target lose; None when the text says nothing of it."""
    found = _PENALTY.search(text)
    if measure is None or found is None:
        return None
    by, lose = found[1], Decimal(found[2])
    rule = OverAchievement(measure, Decimal(by).scaleb(-2), lose)
    keys = (("rule", rule.name), ("measure", measure), ("by", f"{by}%"), ("lose", lose))
    return Beyond(rule, keys, text[: found.start()] + text[found.end() :])
