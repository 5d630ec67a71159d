"""Bilingual sentences: filled when read, safe with hostile values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Amount, Unit
from evalkit.messages import Joined, Lang, Message, plain, say


def test_a_message_speaks_both_languages() -> None:
    message = say("扣 {marks} 分", "{marks} marks lost", marks=Decimal("1.50"))
    assert message.text(Lang.ZH) == "扣 1.5 分"
    assert message.text(Lang.EN) == "1.5 marks lost"
    assert str(message) == "1.5 marks lost"


def test_values_are_shown_in_the_language_of_the_sentence() -> None:
    message = say("支出 {amount}", "spent {amount}", amount=Amount(Decimal(18_500), Unit.MONEY))
    assert message.text(Lang.ZH) == "支出 1.85 万元"
    assert message.text(Lang.EN) == "spent CNY 18,500.00"


def test_messages_nest() -> None:
    inner = say("缺少数据", "data missing")
    assert say("未定：{why}", "open: {why}", why=inner).text(Lang.EN) == "open: data missing"


def test_a_list_has_the_punctuation_of_its_language() -> None:
    pieces = Joined((Amount(Decimal("0.9"), Unit.RATIO), "甲"))
    assert pieces.text(Lang.ZH) == "90.00%、甲"
    assert pieces.text(Lang.EN) == "90.00%, 甲"


@given(st.text())
def test_braces_in_a_value_stay_braces(text: str) -> None:
    assert Message("«{quote}»", "«{quote}»", {"quote": text}).text(Lang.ZH) == f"«{text}»"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("2.99720", "2.9972"),
        ("-0.00", "0"),
        ("1E+3", "1000"),
        ("100", "100"),
        ("0E-10", "0"),
        ("1E-7", "0.0000001"),
    ],
)
def test_plain_notation(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=10, min_value=-(10**9), max_value=10**9))
def test_plain_notation_keeps_the_number(number: Decimal) -> None:
    text = plain(number)
    assert Decimal(text) == number
    assert "E" not in text
    assert text == "0" or not text.startswith("-0.0000000000")
