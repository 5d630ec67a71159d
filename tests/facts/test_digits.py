"""Runs of digits: numbers, codes that only look like numbers, and numbers gone wrong."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.digits import (
    Digits,
    digits_at,
    is_malformed_whole,
    is_marker,
    looked_into,
    malformed_runs,
)
from evalkit.facts.quantity import malformed, scan


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("1,234.50元", "1234.50"),
        ("1,234,567", "1234567"),
        ("12，345万元", "12345"),
        ("12，345，678.9元", "12345678.9"),
        ("0.85%", "0.85"),
        ("00", None),
        ("05月", "05"),
        ("2019,2020年", "2019"),
        ("21.3,48.9,76.4%", "21.3"),
        ("29.", "29"),
        ("29,", "29"),
    ],
)
def test_a_number_without_its_separators(text: str, number: str | None) -> None:
    assert digits_at(text, 0).number == number


def test_a_wide_comma_without_a_unit_behind_parts_two_numbers() -> None:
    assert digits_at("12，345", 0) == Digits("12", 2)
    assert digits_at("12，345，完成", 0) == Digits("12", 2)


@pytest.mark.parametrize(
    "text",
    [
        "2021.3.15",
        "2021-03-15",
        "2021/3/15",
        "14:30",
        "08:30:15",
        "0755-12345678",
        "400-123-4567",
        "13912345678",
        "110101199003070000",
        "007",
        "3/4",
        "1.2.3",
        "192.168.10.1",
        "5G",
        "4K",
        "PM2.5",
        "A4",
        "COVID-19",
        "t_123",
        "第3条",
        "第12届",
        "第1-3项",
        "〔2021〕15号",
        "[2021]15号",
        "3分之1",
        "9" * 31,
    ],
)
def test_a_code_is_no_quantity(text: str) -> None:
    assert scan(f"见{text}。") == ()
    assert malformed(f"见{text}。") == ()


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("收入24.100.30万元。", "24.100.30万元"),
        ("收入1,23,456元", "1,23,456元"),
        ("收入12,34万元", "12,34万元"),
        ("收入1234,567万元", "1234,567万元"),
        ("收入12..5万元", "12..5万元"),
        ("比例98.5.2%", "98.5.2%"),
        ("24.100.30", "24.100.30"),
        ("1,234.5.6", "1,234.5.6"),
        ("共3.1.200件", "3.1.200件"),
    ],
)
def test_a_malformed_number_is_shown_and_never_read(text: str, run: str) -> None:
    assert [text[start:end] for start, end in malformed(text)] == [run]
    assert scan(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "1,2,3",
        "2021.3.15印发",
        "1.2.3 职能",
        "21.3,48.9,76.4",
        "1,234.5万元",
        "版本V2.0.131",
        "等等...3",
        "100.",
        "9" * 40,
        "2019,2020,2021年",
        "2021.12月",
        "地址10.1.2.3",
        "1...3",
    ],
)
def test_what_is_no_malformed_number(text: str) -> None:
    assert malformed(text) == ()


@pytest.mark.parametrize(
    "text", ["1.提高绩效", "（2）公务用车", "3、加强管理", "12）其他", "完善制度；4.加强培训"]
)
def test_what_numbers_a_paragraph_is_no_quantity(text: str) -> None:
    assert scan(text) == ()


@pytest.mark.parametrize("text", ["政务1厅", "（12", "12", "1、2"])
def test_a_bare_number_that_numbers_nothing(text: str) -> None:
    found = scan(text)
    assert found
    assert not is_marker(text, found[0].start, found[0].end)


@pytest.mark.parametrize(
    "unit",
    ["9", "1,", "1.", "1,000", "1，000", "1-", "1/", "1:00", "2021.1.1", "第1-", "a1", "0", "1..", "1，0000"],
)
def test_long_runs_are_read_in_one_go(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert isinstance(malformed_runs(text), tuple)
    assert all(found.start < found.end for found in scan(text))


@given(st.text("0123456789,.，-/:a第〔〕万元年、线 96", max_size=16))
def test_what_is_plain_at_first_sight_is_so_at_the_second(text: str) -> None:
    for match in re.finditer("[0-9]+", text):
        assert digits_at(text, match.start()) == looked_into(text, match.start())


@pytest.mark.parametrize("cell", ["3,47,1.20", "12,34,5.6", "4321,765.40"])
def test_a_cell_that_is_meant_as_one_number_and_is_none(cell: str) -> None:
    assert is_malformed_whole(cell)


@pytest.mark.parametrize(
    "cell", ["3,471.20", "1,2,3", "21.3,48.9", "12,3.5", "3471.20", "3,471.20万元", "合计", ""]
)
def test_a_cell_of_a_number_a_list_or_words_is_not_malformed(cell: str) -> None:
    assert not is_malformed_whole(cell)
