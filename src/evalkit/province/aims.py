"""What a promise aims at: a level, a change from the year before, or only a direction."""

import re
from decimal import Decimal
from enum import Enum

from evalkit.facts.quantity import Quantity, scan
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen


class Kind(Enum):
    """What is aimed at."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    UP_BY = "up_by"
    DOWN_BY = "down_by"
    UP = "up"
    DOWN = "down"
    NO_MORE = "no_more"


@frozen
class Aim:
    """What something was to be: `amount` is None for a mere direction.

    `relative` says that the amount is a share of the year before: 下降 5% of money.
    """

    kind: Kind
    amount: Decimal | None = None
    relative: bool = False

    def is_met(self, before: Decimal | None, after: Decimal) -> bool | None:
        """Return whether `after` is what it was to be, None where that takes `before`, which is None."""
        if self.amount is not None and self.kind in (Kind.AT_LEAST, Kind.AT_MOST):
            return after >= self.amount if self.kind is Kind.AT_LEAST else after <= self.amount
        if before is None:
            return None
        if self.kind is Kind.NO_MORE:
            return after <= before
        step = (self.amount or Decimal(0)) * (abs(before) if self.relative else 1)
        if self.kind in (Kind.UP, Kind.DOWN):
            return after > before if self.kind is Kind.UP else after < before
        return after >= before + step if self.kind is Kind.UP_BY else after <= before - step


_BEFORE = re.compile(
    r"(?:[(（]?[一二三四五六七八九十0-9]{1,3}[)）.、]|[一二三四五六七八九十]是|下一步|下步|今后|明年|来年|下一?年度?|20[0-9]{2}年度?"
    "|我局|我单位|我委|我办|本部门|部门|全局|全年|年度|将|要|会|继续|持续|进一步|努力|力争|确保|争取|切实|大力|稳步|逐步|推动|推进|促进|实现"
    "|提高|提升|加强|加快|加大|强化|规范|完善|严格|从严|严控|控制|压减|压缩|降低|减少|削减|优化|做好|把|对|使|的|:)*+"
)
"""What may stand between the beginning of a clause and what it names; anything else may be of another thing."""
_UP_BEFORE = re.compile("(?:提高|提升|增加|扩大)$")
_DOWN_BEFORE = re.compile("(?:压减|压缩|降低|减少|削减)$")

_LINK = re.compile(
    "(?:率|数|额|度|支出|总额|规模|水平|金额|费用)?(?:要|应|将|力争|确保|争取|均|全部|稳定|保持|比上年|较上年|同比|再)*+(?P<word>[^0-9]*)"
)
_AT_MOST = frozenset(
    "不超过 不高于 不大于 不多于 不超 控制在 控制到 降至 降到 压减至 压减到 压缩至 压缩到 下降到 下降至 减少到 减少至 降低到 降低至 "
    "低于 小于 少于".split()
)
_AT_LEAST = frozenset(
    "不低于 不少于 不小于 达到 达 提高到 提高至 提升到 提升至 超过 高于 大于 在 保持在 稳定在 实现".split()
)
_DOWN = ("下降", "降低", "压减", "压缩", "减少", "削减")
_UP = ("提高", "提升", "增长", "增加", "上升")
_TO = ("到", "至", "为")
_DIRECTIONS = re.compile(
    "(?:率|数|额|度|支出|总额|规模|水平|金额|费用)?(?P<word>只减不增|零增长|不增长|稳步提高|持续提高|明显提高|有所提高|提高|提升"
    "|稳步提升|持续提升|逐步下降|持续下降|明显下降|有所下降|下降|降低|减少)?"
)


def aim_of(before: str, behind: str, unit: Unit) -> Aim | None:
    """Return what a clause says of the thing named between `before` and `behind`, None where that is not plain.

    `unit` is what the thing is measured in.
    """
    if not _BEFORE.fullmatch(before):
        return None
    quantities = scan(behind)
    if not quantities:
        return _direction(before, behind)
    return _amount(before, behind, quantities[0], unit) if len(quantities) == 1 else None


def _direction(before: str, behind: str) -> Aim | None:
    match = _DIRECTIONS.fullmatch(behind)
    if match is None:
        return None
    word = match["word"] or ""
    if word in ("只减不增", "零增长", "不增长"):
        return Aim(Kind.NO_MORE)
    if word.endswith(("提高", "提升")) or (not word and _UP_BEFORE.search(before)):
        return Aim(Kind.UP)
    if word.endswith(("下降", "降低", "减少")) or (not word and _DOWN_BEFORE.search(before)):
        return Aim(Kind.DOWN)
    return None


def _amount(before: str, behind: str, quantity: Quantity, unit: Unit) -> Aim | None:
    link = _LINK.fullmatch(behind[: quantity.start])
    tail = behind[quantity.end :]
    if link is None or quantity.high is not None or tail not in _TAILS:
        return None
    kind = _kind(before, link["word"], tail)
    if kind is None:
        return None
    if kind in (Kind.UP_BY, Kind.DOWN_BY):
        in_points = quantity.noun.endswith("百分点")
        if quantity.unit is Unit.RATIO and (unit is not Unit.RATIO or in_points):
            return Aim(kind, quantity.value, relative=unit is not Unit.RATIO)
        return Aim(kind, quantity.value) if quantity.unit is unit is not Unit.RATIO else None
    return Aim(kind, quantity.value) if quantity.unit is unit else None


_TAILS = frozenset(("", "以上", "及以上", "以内", "之内", "以下", "及以下", "的目标"))
"""What may follow an amount: 左右 and all else makes it no bound."""


def _kind(before: str, word: str, tail: str) -> Kind | None:
    """Return the kind of aim that `word`, before an amount, and `tail`, behind it, make."""
    turns = (bool(_DOWN_BEFORE.search(before)), bool(_UP_BEFORE.search(before)))
    if tail in ("以上", "及以上"):
        return Kind.AT_LEAST if word in _AT_LEAST or word in _TO or word in ("控制在", "") else None
    if tail in ("以内", "之内", "以下", "及以下"):
        return (
            Kind.AT_MOST
            if word in _AT_MOST or word in _TO or word in ("在", "保持在", "稳定在", "")
            else None
        )
    if word in _AT_MOST or (word in _TO and turns[0]):
        return Kind.AT_MOST
    if word in _AT_LEAST or (word in _TO and turns[1]):
        return Kind.AT_LEAST
    if word in _DOWN or (not word and turns[0]):
        return Kind.DOWN_BY
    return Kind.UP_BY if word in _UP or (not word and turns[1]) else None
