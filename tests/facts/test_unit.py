"""Amounts as people read them."""

from decimal import Decimal

import pytest

from evalkit.facts.unit import Amount, Unit
from evalkit.messages import Lang


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("0.93225", Unit.RATIO, "93.23%", "93.23%"),
        ("-0.1109", Unit.RATIO, "-11.09%", "-11.09%"),
        ("12345678", Unit.MONEY, "1,234.57 万元", "CNY 12,345,678.00"),
        ("980.5", Unit.MONEY, "980.50 元", "CNY 980.50"),
        ("-20000", Unit.MONEY, "-2.00 万元", "CNY -20,000.00"),
        ("12", Unit.COUNT, "12", "12"),
        ("91.50", Unit.SCORE, "91.5 分", "91.5 marks"),
        ("Infinity", Unit.RATIO, "∞", "∞"),
    ],
)
def test_an_amount_is_printed_as_reports_print_it(value: str, unit: Unit, zh: str, en: str) -> None:
    amount = Amount(Decimal(value), unit)
    assert (amount.text(Lang.ZH), amount.text(Lang.EN)) == (zh, en)
