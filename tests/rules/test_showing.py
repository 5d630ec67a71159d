from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rules.showing import Precise, Threshold


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("0.9", Unit.RATIO, "90%", "90%"),
        ("0.90", Unit.RATIO, "90%", "90%"),
        ("1", Unit.RATIO, "100%", "100%"),
        ("0.125", Unit.RATIO, "12.5%", "12.5%"),
        ("0", Unit.RATIO, "0%", "0%"),
        ("-0.05", Unit.RATIO, "-5%", "-5%"),
        ("12", Unit.RATIO, "1,200%", "1,200%"),
        ("500", Unit.MONEY, "500 元", "CNY 500"),
        ("10050", Unit.MONEY, "1.005 万元", "CNY 10,050"),
        ("1000000", Unit.MONEY, "100 万元", "CNY 1,000,000"),
        ("59.5", Unit.SCORE, "59.5 分", "59.5 marks"),
        ("3", Unit.COUNT, "3", "3"),
        ("Infinity", Unit.RATIO, "∞", "∞"),
    ],
)
def test_a_threshold_has_no_more_digits_than_it_was_written_with(
    value: str, unit: Unit, zh: str, en: str
) -> None:
    threshold = Threshold(Decimal(value), unit)
    assert (threshold.text(Lang.ZH), threshold.text(Lang.EN)) == (zh, en)


def test_a_threshold_keeps_every_digit_it_was_written_with() -> None:
    assert Threshold(Decimal("0.333333333333333333333333333333"), Unit.RATIO).text(Lang.ZH) == (
        "33.3333333333333333333333333333%"
    )


@pytest.mark.parametrize(
    ("value", "unit", "against", "zh"),
    [
        ("0.92", Unit.RATIO, ("1",), "92.00%"),
        ("0.99998", Unit.RATIO, ("1",), "99.998%"),
        ("1.00002", Unit.RATIO, ("0.9", "1"), "100.002%"),
        ("0.99998", Unit.RATIO, (), "100.00%"),
        ("1", Unit.RATIO, ("1",), "100.00%"),
        ("0.89999999", Unit.RATIO, ("0.9",), "89.999999%"),
        ("0.9999999999999999", Unit.RATIO, ("1",), "99.99999999999999%"),
        ("0." + "9" * 34, Unit.RATIO, ("1",), "99." + "9" * 32 + "%"),
        ("-0.000001", Unit.RATIO, ("0",), "-0.0001%"),
        ("1000010", Unit.MONEY, ("1000000",), "100.001 万元"),
        ("1345600", Unit.MONEY, ("1000000",), "134.56 万元"),
        ("9999.999", Unit.MONEY, ("10000",), "9,999.999 元"),
        ("59.99996", Unit.SCORE, ("60",), "59.99996 分"),
        ("59.5", Unit.SCORE, ("60",), "59.5 分"),
        ("4.99996", Unit.SCORE, ("0", "5"), "4.99996 分"),
        ("0.00003", Unit.SCORE, ("0", "5"), "0.00003 分"),
        ("0.0000000001", Unit.SCORE, ("0", "5"), "0.0000000001 分"),
        ("0.9151735219", Unit.SCORE, ("0", "1"), "0.9152 分"),
        ("12", Unit.COUNT, ("10",), "12"),
        ("Infinity", Unit.RATIO, ("1",), "∞"),
        ("-Infinity", Unit.RATIO, ("1",), "−∞"),
    ],
)
def test_a_value_has_the_digits_that_tell_it_from_the_bounds(
    value: str, unit: Unit, against: tuple[str, ...], zh: str
) -> None:
    assert Precise(Decimal(value), unit, tuple(map(Decimal, against))).text(Lang.ZH) == zh


def test_money_is_shown_in_yuan_in_english() -> None:
    assert (
        Precise(Decimal("1000000.001"), Unit.MONEY, (Decimal(1000000),)).text(Lang.EN) == "CNY 1,000,000.001"
    )


numbers = st.decimals(min_value=-5, max_value=5, places=14)


def read(text: str) -> Decimal:
    return Decimal(text.removesuffix("%").replace(",", "")) / 100


@given(numbers, st.lists(st.one_of(numbers, st.decimals(-5, 5, places=2)), min_size=1, max_size=4), st.data())
def test_a_value_as_read_never_contradicts_a_bound(
    value: Decimal, bounds: list[Decimal], data: st.DataObject
) -> None:
    near = data.draw(st.sampled_from([value, *(bound + Decimal("1E-9") for bound in bounds), *bounds]))
    shown = read(Precise(near, Unit.RATIO, tuple(bounds)).text(Lang.ZH))
    for bound in bounds:
        assert shown.compare(bound) == near.compare(bound)
        assert read(Threshold(bound, Unit.RATIO).text(Lang.ZH)) == bound
