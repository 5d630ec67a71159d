"""Chinese numerals: what they say, what is refused, and back again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.numerals import Numeral, is_spelt, read_either, read_numeral

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def _section(number: int) -> str:
    """Return a number below 10,000 in numerals, with 零 for every gap."""
    said = ""
    gap = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return said


def spoken(number: int) -> str:
    """Return `number`, up to 10^12, the way it is said."""
    if not number:
        return "零"
    said = ""
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // unit % 10**4
        if not part:
            continue
        gap = bool(said) and (part < 1000 or number // unit // 10**4 % 10 == 0)
        said += ("零" if gap else "") + _section(part) + name
    return said.replace("一十", "十", 1) if said.startswith("一十") else said


@given(st.integers(0, 10**12 - 1))
def test_every_number_is_read_back(number: int) -> None:
    numeral = read_numeral(spoken(number))
    assert numeral is not None
    assert numeral.value == number


@given(st.integers(1, 10**12 - 1))
def test_the_step_is_worth_the_last_spoken_place(number: int) -> None:
    numeral = read_numeral(spoken(number))
    assert numeral is not None
    assert numeral.step == 10 ** (len(str(number)) - len(str(number).rstrip("0")))


@given(st.integers(0, 9999), st.text("0123456789", min_size=1, max_size=6), st.sampled_from(["", "万", "亿"]))
def test_every_fraction_is_read_back(whole: int, fraction: str, unit: str) -> None:
    said = spoken(whole) + "点" + "".join(_DIGITS[int(digit)] for digit in fraction) + unit
    factor = {"": 1, "万": 10**4, "亿": 10**8}[unit]
    assert read_numeral(said) == Numeral(
        Decimal(f"{whole}.{fraction}") * factor, Decimal(1).scaleb(-len(fraction)) * factor
    )


@given(st.integers(1000, 9999))
def test_every_year_is_read_back(year: int) -> None:
    said = "".join(_DIGITS[int(digit)] for digit in str(year))
    assert is_spelt(said)
    assert read_numeral(said) == Numeral(Decimal(year), Decimal(1))


@pytest.mark.parametrize(
    ("said", "value", "step"),
    [
        ("十", 10, 10),
        ("十二", 12, 1),
        ("两", 2, 1),
        ("两百", 200, 100),
        ("廿三", 23, 1),
        ("卅", 30, 10),
        ("一百二十三万", 1_230_000, 10_000),
        ("一千零五", 1005, 1),
        ("一千零一十", 1010, 10),
        ("壹万柒仟", 17_000, 1000),
        ("贰佰叁拾肆万伍仟", 2_345_000, 1000),
        ("九万八", 98_000, 1000),
        ("一亿三", 130_000_000, 10_000_000),
        ("一亿零五百万", 105_000_000, 1_000_000),
        ("三千二百", 3200, 100),
        ("二〇一九", 2019, 1),
        ("二零二一", 2021, 1),
        ("一万亿", 10**12, 10**12),
        ("零", 0, 1),
    ],
)
def test_numbers_as_people_say_them(said: str, value: int, step: int) -> None:
    assert read_numeral(said) == Numeral(Decimal(value), Decimal(step))


@pytest.mark.parametrize(
    "said",
    [
        "",
        "百",
        "万",
        "亿",
        "一百二",
        "一千五",
        "十十",
        "二百百",
        "一二百",
        "三点",
        "点五",
        "三点十",
        "两点两",
        "一万万点",
        "十四五",
        "七八十",
        "一千十",
        "百一",
        "万一",
        "零万",
        "一百千",
        "一亿二亿",
        "公",
        "一" * 41,
        "三万零",
    ],
)
def test_what_is_no_number_is_refused(said: str) -> None:
    assert read_numeral(said) is None


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("七八", 7, 8),
        ("三五", 3, 5),
        ("两三", 2, 3),
        ("十七八", 17, 18),
        ("二三十", 20, 30),
        ("三四百", 300, 400),
        ("七八万", 70_000, 80_000),
        ("一百二三十", 120, 130),
    ],
)
def test_a_number_that_is_left_open(said: str, low: int, high: int) -> None:
    found = read_either(said)
    assert found is not None
    assert (found[0].value, found[1].value) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("said", ["", "七", "八七", "二五", "二十三", "一百零五", "九十", "七八" * 21])
def test_a_number_that_is_not_left_open(said: str) -> None:
    assert read_either(said) is None
