"""Words with a numeral in them that count nothing: 一次性, 三位一体, “四个意识”."""

import re

from evalkit.facts.numerals import NUMERAL_SIGNS
from evalkit.patterns import when_used

_WORDS = (
    "一次性 一部分 一件事一次办 一件事 一家人 一条龙 一站式 一条线 一张网 一张图 一张表 一本账 一套班子 一个窗口 一场硬仗 一门式 "
    "一元化 一点 一种 一类 一套 一年 一天 一时 一度 一成不变 一家之言 一位难求 "
    "两个维护 两个确立 两个结合 两个大局 两个责任 三个代表 三个区分开来 三个务必 四个意识 四个自信 四个全面 四个伟大 "
    "两条腿 三支一扶 五个一 六个坚持 十个明确 二元结构 三元区 三元里 零部件 零件"
).split()
_IDIOMS = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))
_NOT_ONE = frozenset("每某任另同这那哪唯统单上下前后逐之其首头")
"""What makes a 一 behind it point at a thing instead of counting it: 每一项, 上一年度."""

_TOGETHER = "一起"
_INCIDENT = frozenset("生处结理办现解置查了有")
"""What lets 一起 count incidents: 发生一起. Else it means together."""

_FULL_OF = "十分"
_MARKS = frozenset("得满为计扣")
"""What lets 十分 be ten marks. Else it means very."""

_SLOGAN = when_used("[^“”「」0-9０-９，。；]{1,12}[”」]")
_EVEN_QUOTED = ("元", "年")
"""Units of what is quoted as a figure: “五万元”."""


def idiom_end(text: str, start: int, end: int) -> int:
    """Return where the set phrase ends to which the numeral with its noun at `start` to `end` belongs.

    0 when they belong to none and count.
    """
    before = text[start - 1] if start else ""
    words = text[start:end]
    if words == _FULL_OF:
        return 0 if before in _MARKS else end
    if words == _TOGETHER:
        return 0 if before in _INCIDENT else end
    if before in ("“", "「") and not words.endswith(_EVEN_QUOTED):
        slogan = _SLOGAN.match(text, start)
        if slogan:
            return slogan.end()
    idiom = _IDIOMS.match(text, start)
    if idiom:
        return idiom.end()
    if text.startswith("一", end) and (words.endswith("位") or _is_one(words)):
        return end + 1
    return end if _is_one(words) and before in _NOT_ONE else 0


def _is_one(words: str) -> bool:
    return words[:1] == "一" and words[1:2] not in NUMERAL_SIGNS
