"""Standards of a limit: full marks within it, and so many lost for each step beyond it."""

import re
from decimal import Decimal

from evalkit.rubrics.drafts.shapes import STATED_TARGET, TARGET, Shape
from evalkit.rubrics.drafts.steps import PERCENT, SIGNED, N, conditions_of
from evalkit.rules.per_excess import PerExcess
from evalkit.rules.per_shortfall import PerShortfall
from evalkit.rules.per_step import PerStep

MOST = re.compile(
    rf"(?:≤|<=|不超过|不高于|不大于|小于(?:或)?等于|未超过|以)\s*{SIGNED}|{PERCENT}\s*(?:\(含\))?(?:及)?以[内下]"
)
"""The greatest value that earns everything."""
_LEAST = re.compile(
    rf"(?:≥|>=|不低于|不小于|不少于|大于(?:或)?等于|达到?|[率度]为|(?<!不)低于|未达到?)\s*{SIGNED}"
    rf"|{PERCENT}\s*(?:\(含\))?(?:及|或)?(?:以上|得满分)"
)


def _step(words: str) -> re.Pattern[str]:
    """Return what takes marks for each step, the limit named in the same breath or not."""
    return re.compile(
        rf"每(?:{words})于?(?:{PERCENT}的?|({TARGET}))?[^,，;；。\d%]{{0,6}}?(?:{N}|一)(?:个?百分点|%)[^,，;；。\d]{{0,6}}?扣{N}分"
    )


_OVER = _step("超过?出?|高出?|增加|上升|多")
_UNDER = _step("低|降低|下降|减少|少|差|欠|不足")
_PARTS = '不满一步的部分按比例扣分；只扣整步时写 steps = "whole"'
_WHOLE = re.compile(r"每满|不[足满](?:1|一)?个?(?:百分点|%)[^,，;；。]{0,6}?(?:不扣|不计|忽略)")


def excess(text: str, marks: Decimal, measure: str | None) -> Shape | None:
    """Read what each step over a limit loses."""
    return _beyond(text, marks, measure, PerExcess)


def shortfall(text: str, marks: Decimal, measure: str | None) -> Shape | None:
    """Read what each step below a limit loses."""
    return _beyond(text, marks, measure, PerShortfall)


def _beyond(text: str, marks: Decimal, measure: str | None, rule: type[PerStep]) -> Shape | None:
    steps, other, bound = (_OVER, _UNDER, MOST) if rule is PerExcess else (_UNDER, _OVER, _LEAST)
    found = steps.search(text)
    if measure is None or found is None or other.search(text):
        return None  # Where both sides lose marks, no one limit says it.
    if any(worth != marks and "%" in condition for condition, worth in conditions_of(text, marks)):
        return None  # A bound that gives something else besides is no matter of steps.
    near, target, each, lose = found[1], found[2], found[3] or "1", Decimal(found[4])
    stated = bound.search(text) or (STATED_TARGET.search(text) if target else None)
    limit = near or (next((each for each in stated.groups() if each), None) if stated else None)
    if limit is None and target is None:
        return None
    whole = _WHOLE.search(text) is not None
    keys: list[tuple[str, object]] = [("measure", measure), ("limit", f"{limit or 100}%")]
    keys += [("each", f"{each}%"), ("lose", lose)]
    keys += [("steps", "whole")] if whole else []
    note = "核对界限" if whole else _PARTS
    if limit is None:
        note = f"标准没有写目标值，按 100%，核对 limit；{note}"
    read = rule(measure, _share(limit or "100"), _share(each), lose, "whole" if whole else "fractional")
    return Shape(read, tuple(keys), note)


def _share(percent: str) -> Decimal:
    return Decimal(percent).scaleb(-2)
