"""Units behind numbers, and the words that only begin like one."""

from decimal import Decimal

import pytest

from evalkit.facts.nouns import (
    COUNTS,
    KINDS,
    MONEY,
    OTHERS,
    PERIODS,
    RATIOS,
    Measure,
    measure_at,
    noun_at,
    worth,
)
from evalkit.facts.unit import Unit


@pytest.mark.parametrize("noun", list(KINDS))
def test_every_noun_is_found_as_a_whole(noun: str) -> None:
    assert noun_at(f"3{noun}，", 1) == noun


def test_no_noun_is_of_two_kinds() -> None:
    kinds = (MONEY, RATIOS, COUNTS, OTHERS, PERIODS, ("分",))
    assert sum(len(kind) for kind in kinds) == len(KINDS)


@pytest.mark.parametrize(
    "words",
    [
        "支出",
        "项目支出",
        "人员经费",
        "部门",
        "处置",
        "批复",
        "日常公用经费",
        "元旦",
        "分别",
        "本年",
        "户籍",
        "成立",
        "期间",
        "条例",
        "名单",
        "起草",
        "次年",
        "台账",
        "位于",
        "年龄",
        "月度",
        "号召",
        "号码",
        "时间",
        "折算",
        "家庭",
    ],
)
def test_a_longer_word_is_no_noun(words: str) -> None:
    assert noun_at(words, 0) == ""


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("项目标", "项"),
        ("支队伍", "支"),
        ("起诉讼", "起"),
        ("次日常检查", "次"),
        ("个性能", "个"),
        ("分钟", "分钟"),
    ],
)
def test_a_noun_before_a_word_that_looks_like_its_end(words: str, noun: str) -> None:
    assert noun_at(words, 0) == noun


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("万元", Measure("万元", Unit.MONEY, Decimal(10_000), 2)),
        ("余万元", Measure("万元", Unit.MONEY, Decimal(10_000), 3, approximate=True)),
        ("万余元", Measure("元", Unit.MONEY, Decimal(10_000), 3, approximate=True)),
        ("万人次", Measure("人次", Unit.COUNT, Decimal(10_000), 3)),
        ("千多人", Measure("人", Unit.COUNT, Decimal(1000), 3, approximate=True)),
        ("百万只口罩", Measure("只", Unit.COUNT, Decimal(1_000_000), 3)),
        ("亿", Measure("亿", None, Decimal(10**8), 1)),
        ("万多", Measure("万", None, Decimal(10_000), 2, approximate=True)),
        ("千万", Measure("千万", None, Decimal(10**7), 2)),
        ("个百分点", Measure("个百分点", Unit.RATIO, Decimal("0.01"), 4)),
        ("个工作日", Measure("个工作日", None, Decimal(1), 4)),
        ("分", Measure("分", Unit.SCORE, Decimal(1), 1)),
    ],
)
def test_the_unit_phrase_behind_a_number(words: str, measure: Measure) -> None:
    assert measure_at(words, 0) == measure


@pytest.mark.parametrize("words", ["", "千", "千方百计", "余额", "来自", "，万元", "百分比"])
def test_no_unit_phrase(words: str) -> None:
    assert measure_at(words, 0) is None


def test_what_one_is_worth() -> None:
    assert [worth(noun) for noun in ("亿元", "%", "个百分点", "‰", "件", "没有")] == [
        Decimal(10**8),
        Decimal("0.01"),
        Decimal("0.01"),
        Decimal("0.001"),
        Decimal(1),
        Decimal(1),
    ]
