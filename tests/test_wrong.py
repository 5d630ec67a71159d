"""Refused values are named in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from evalkit.messages import Lang
from evalkit.wrong import not_among, unlike


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (True, "应为字符串，这里是真假值 true", "expected a string, found true"),
        (3, "应为字符串，这里是整数 3", "expected a string, found the integer 3"),
        (Decimal("1.50"), "应为字符串，这里是数 1.50", "expected a string, found the number 1.50"),
        ([], "应为字符串，这里是数组", "expected a string, found an array"),
        ({}, "应为字符串，这里是表", "expected a string, found a table"),
        (
            date(2031, 2, 3),
            "应为字符串，这里是日期或时间 2031-02-03",
            "expected a string, found the date or time 2031-02-03",
        ),
    ],
)
def test_values_of_another_kind(value: object, zh: str, en: str) -> None:
    wrong = unlike(value, str)
    assert (wrong.message.text(Lang.ZH), wrong.message.text(Lang.EN)) == (zh, en)
    assert str(wrong) == en


def test_several_kinds_may_be_expected() -> None:
    wrong = unlike("x", list, dict)
    assert wrong.message.text(Lang.ZH) == "应为数组或表，这里是字符串“x”"
    assert wrong.message.text(Lang.EN) == "expected an array or a table, found the string “x”"


def test_choices_are_listed() -> None:
    wrong = not_among("ful", ["full", "zero"])
    assert wrong.message.text(Lang.ZH) == "不能是字符串“ful”，是不是“full”？"
    assert wrong.message.text(Lang.EN) == "the string “ful” is not among the choices; did you mean “full”?"
    assert wrong.allowed is not None
    assert wrong.allowed.text(Lang.ZH) == "full、zero"
    assert not_among(3, ["full"]).message.text(Lang.ZH) == "不能是整数 3"
