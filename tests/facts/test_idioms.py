"""Set phrases with a numeral in them are no counts; the same words that count are."""

from decimal import Decimal

import pytest

from evalkit.facts.quantity import scan


@pytest.mark.parametrize(
    "text",
    [
        "统一部署",
        "一次性补助",
        "三位一体",
        "五位一体总体布局",
        "两个维护",
        "一人一策",
        "一户一档",
        "每一项支出",
        "同一个项目",
        "上一年度",
        "另一家单位",
        "一起推进",
        "十分重要",
        "“四个意识”",
        "「三个一批」",
        "“五个统筹”",
        "一件事一次办",
        "零部件",
        "三支一扶",
        "一种方式",
        "一部分",
        "三部分",
        "一家人",
        "唯一一家",
        "一点建议",
        "二元结构",
        "一元化管理",
    ],
)
def test_a_set_phrase_counts_nothing(text: str) -> None:
    assert scan(text) == ()


@pytest.mark.parametrize(
    ("text", "noun", "value"),
    [
        ("发生一起事故", "起", 1),
        ("得十分", "分", 10),
        ("划转公务用车一辆", "辆", 1),
        ("两件均如期建成", "件", 2),
        ("“三公”经费两项", "项", 2),
        ("年初结转“五万元”", "元", 50_000),
        ("三位评审专家", "位", 3),
        ("这一百二十人", "人", 120),
        ("零次", "次", 0),
    ],
)
def test_the_same_words_that_count(text: str, noun: str, value: int) -> None:
    assert [(found.noun, found.value) for found in scan(text)] == [(noun, Decimal(value))]
