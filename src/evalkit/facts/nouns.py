"""Units and counting nouns as reports print them, and what one of each is worth."""

import re
from decimal import Decimal
from functools import cache

from evalkit.facts.unit import Unit
from evalkit.frozen import define

MONEY = {
    "万亿元": Decimal(10) ** 12,
    "亿元": Decimal(10) ** 8,
    "千万元": Decimal(10) ** 7,
    "百万元": Decimal(10) ** 6,
    "万元": Decimal(10) ** 4,
    "千元": Decimal(1000),
    "元": Decimal(1),
    "圆": Decimal(1),
    "个亿": Decimal(10) ** 8,
}
"""Units of money and their worth in yuan."""

RATIOS = {
    "个百分点": Decimal("0.01"),
    "百分点": Decimal("0.01"),
    "%": Decimal("0.01"),
    "‰": Decimal("0.001"),
    "成": Decimal("0.1"),
    "折": Decimal("0.1"),
}
"""Units of ratios and their worth, where 1 is 100 %. A percentage point is a change, not a level."""

COUNTS = (
    "人次 批次 车次 件次 户次 家次 台次 辆次 班次 场次 剂次 人 名 位 个 项 件 批 辆 台 套 台套 部 座 处 家 户 "
    "条 宗 份 起 例 次 场 期 篇 封 所 间 幢 栋 块 支 只 张 本 册 艘 架 棵 株 头 桩 面 道 门 组 枚 根 盏 桌 "
    "大项 小项 子项 类 种 届 轮 届次 部次 站"
).split()
"""Counting nouns: what is counted are whole things."""

OTHERS = (
    "公里 千米 平方公里 平方千米 平方米 立方米 毫米 厘米 米 亩 公顷 吨 千克 公斤 克 毫克 毫升 升 千瓦时 千瓦 度 "
    "小时 个小时 分钟 秒 天 周 个月 个季度 岁 倍 兆 字节 度电 工作日 个工作日 学时 个学时 课时 个课时 字 "
    "美元 港元 欧元 英镑 日元"
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

_LENGTHS = {
    first: tuple(sorted({len(noun) for noun in KINDS if noun[0] == first}, reverse=True))
    for first in {noun[0] for noun in KINDS}
}
"""How long the nouns are that begin with a sign, the longest first."""

_OTHER_WORDS = {
    "元": "[旦月宵素件]",
    "分": "[别项类析管布配局期县公散批工红享解歧辨]|之",
    "成": "[为功立员果长本都就交品型效人年]",
    "折": "[算合旧抵扣价射]",
    "人": "[员民才社口]|力资|大代|大常|事[部局处]|工智|工成",
    "项": "目(?!标)",
    "部": "[分门委署长队级件位]",
    "批": "[复准示评文判]",
    "支": "[出付持部撑援行]|队(?!伍)",
    "本": "[年级部单区县市省局月季办科身着次应质金]",
    "台": "[账风阶湾]",
    "套": "[餐取用路]",
    "座": "[谈]",
    "处": "[理置罚长室级分于在方]",
    "户": "[籍外政主型]",
    "家": "[人庭长电具园]",
    "条": "[例件款线文约]",
    "起": "[草步点来始源]|诉(?!讼)",
    "例": "[会行如外]",
    "站": "[点位在]",
    "场": "[所地景馆]",
    "轮": "[换岗流]",
    "类": "[别似型]",
    "种": "[植子田养粮]",
    "间": "[接隔]",
    "张": "[家]",
    "架": "[构空设]",
    "位": "[于列居次一置]",
    "名": "[单义称牌录誉列次]",
    "个亿": "[元级吨人]",
    "个": "[别体]|性(?!能)",
    "次": "[年要均序品]|日(?!常)",
    "期": "[间末初限内货望]",
    "封": "[闭堵锁控顶装]",
    "所": "[有以在得属需谓示长]",
    "面": "[积对向临上貌前板]",
    "道": "[路德理]",
    "门": "[户诊类店票槛口]",
    "组": "[织建成合件长]",
    "头": "[部等]",
    "年": "[龄轻货]",
    "月": "[度]",
    "日": "[常均益期报渐]",
    "号": "[召码称令]",
    "时": "[限间期候效任段]",
    "点": "[位击名评对]",
    "周": "[边期转围密年]",
    "天": "[然津府气空]",
    "度": "[假过量]",
    "升": "[级学降值]",
    "克": "[服隆]",
    "字": "[符节段]",
}
"""What makes a longer word of a noun, behind which no number ends: 2020 支出 counts no 支, 33 项目标 does 项."""


@cache
def _longer(noun: str) -> re.Pattern[str]:
    """Return what makes a longer word of `noun`; few nouns stand in one report, and compiling takes its time."""
    return re.compile(_OTHER_WORDS[noun])


_WORTHS = MONEY | RATIOS
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ABOUT = "余多来"
_FIRST = frozenset(_LENGTHS) | frozenset(_TENS) | frozenset(_ABOUT)
ONE = Decimal(1)
"""What one of a counting noun is worth; told by identity, so that nothing is multiplied by it."""

_UNMULTIPLIED = frozenset(("分", *PERIODS, *RATIOS))
"""What nobody counts in thousands: 百分比 is no hundred marks."""

_LONGEST_PHRASE = 4


@define
class Measure:
    """The unit phrase behind a number, such as 余万元 or 万人次; never changed, only quicker to fill than frozen.

    `noun` is the unit as printed without the multiplier before a counting noun, "" for a bare 余;
    `worth` is what one is worth in the base unit; `end` is where it ends in the text.
    """

    noun: str
    unit: Unit | None
    worth: Decimal
    end: int
    approximate: bool = False


def noun_at(text: str, at: int) -> str:
    """Return the longest unit or noun that stands in `text` at `at`, or "" where none does."""
    for length in _LENGTHS.get(text[at : at + 1], ()):
        noun = text[at : at + length]
        if noun in KINDS:
            return "" if noun in _OTHER_WORDS and _longer(noun).match(text, at + length) else noun
    return ""


def measure_at(text: str, at: int) -> Measure | None:
    """Return the unit phrase at `at`: 万元, 余人, 多万件, 千余人; a lone 万 or 亿 is one, a lone 千 is not."""
    if text[at : at + 1] not in _FIRST:
        return None
    noun = noun_at(text, at)
    if noun:
        return Measure(noun, KINDS[noun], worth(noun), at + len(noun))
    return _multiplied(text, at)


def _multiplied(text: str, at: int) -> Measure | None:
    """Return the unit phrase at `at` that begins with a multiplier or 余."""
    factor = ONE
    approximate = False
    alone: Measure | None = None
    for place in range(at, at + _LONGEST_PHRASE):
        noun = noun_at(text, place)
        if noun and factor is not ONE and noun in _UNMULTIPLIED:
            break
        if noun:
            each = worth(noun) if factor is ONE else factor * worth(noun)
            return Measure(noun, KINDS[noun], each, place + len(noun), approximate)
        sign = text[place : place + 1]
        if sign and sign in _TENS:
            factor *= _TENS[sign]
            if sign in "万亿":
                alone = Measure(text[at : place + 1].strip(_ABOUT), None, factor, place + 1, approximate)
        elif sign and sign in _ABOUT:
            approximate = True
            if alone is not None:
                alone = Measure(alone.noun, None, factor, place + 1, approximate)
        else:
            break
    return alone


def worth(noun: str) -> Decimal:
    """Return what one `noun` is worth in the base unit of its kind."""
    return _WORTHS.get(noun, ONE)
