"""Units and counting nouns as reports print them, and what one of each is worth."""

from decimal import Decimal

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

_ENDINGS = {
    "元": "旦 月 宵 素 件",
    "分": "别 项 类 析 管 布 配 局 期 县 公 散 批 工 红 享 解 歧 辨 之",
    "成": "为 功 立 员 果 长 本 都 就 交 品 型 效 人 年",
    "折": "算 合 旧 抵 扣 价 射",
    "人": "员 民 才 社 口 力资 大代 大常 事部 事局 事处 工智 工成",
    "项": "目",
    "部": "分 门 委 署 长 队 级 件 位",
    "批": "复 准 示 评 文 判",
    "支": "出 付 持 部 撑 援 行 队",
    "本": "年 级 部 单 区 县 市 省 局 月 季 办 科 身 着 次 应 质 金",
    "台": "账 风 阶 湾",
    "套": "餐 取 用 路",
    "座": "谈",
    "处": "理 置 罚 长 室 级 分 于 在 方",
    "户": "籍 外 政 主 型",
    "家": "人 庭 长 电 具 园",
    "条": "例 件 款 线 文 约",
    "起": "草 步 点 来 始 源 诉",
    "例": "会 行 如 外",
    "站": "点 位 在",
    "场": "所 地 景 馆",
    "轮": "换 岗 流",
    "类": "别 似 型",
    "种": "植 子 田 养 粮",
    "间": "接 隔",
    "张": "家",
    "架": "构 空 设",
    "位": "于 列 居 次 一 置",
    "名": "单 义 称 牌 录 誉 列 次",
    "个亿": "元 级 吨 人",
    "个": "别 体 性",
    "次": "年 要 均 序 品 日",
    "期": "间 末 初 限 内 货 望",
    "封": "闭 堵 锁 控 顶 装",
    "所": "有 以 在 得 属 需 谓 示 长",
    "面": "积 对 向 临 上 貌 前 板",
    "道": "路 德 理",
    "门": "户 诊 类 店 票 槛 口",
    "组": "织 建 成 合 件 长",
    "头": "部 等",
    "年": "龄 轻 货",
    "月": "度",
    "日": "常 均 益 期 报 渐",
    "号": "召 码 称 令",
    "时": "限 间 期 候 效 任 段",
    "点": "位 击 名 评 对",
    "周": "边 期 转 围 密 年",
    "天": "然 津 府 气 空",
    "度": "假 过 量",
    "升": "级 学 降 值",
    "克": "服 隆",
    "字": "符 节 段",
}
"""What makes a longer word of a noun, behind which no number ends: 2020 支出 counts no 支."""

_OTHER_WORDS = {noun: tuple(endings.split()) for noun, endings in _ENDINGS.items()}
_NOUN_AFTER_ALL = {"项": "目标", "支": "队伍", "起": "诉讼", "个": "性能", "次": "日常"}
"""What begins so and makes none: 33 项目标 does count 项."""

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
            return "" if noun in _OTHER_WORDS and _grows(noun, text, at + length) else noun
    return ""


def _grows(noun: str, text: str, end: int) -> bool:
    """Return whether what stands in `text` at `end`, behind `noun`, makes a longer word of it."""
    if not text.startswith(_OTHER_WORDS[noun], end):
        return False
    return noun not in _NOUN_AFTER_ALL or not text.startswith(_NOUN_AFTER_ALL[noun], end)


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
