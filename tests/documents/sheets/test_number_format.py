"""Numbers as the cells of a spreadsheet show them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.sheets.number_format import BUILT_IN, plain, shown


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        ("0.985", "0.00%", "98.50%"),
        ("0.98499999999999999", "0.0%", "98.5%"),
        ("0.985", "0%", "99%"),
        ("0.985", "0.00%;-0.00%", "98.50%"),
        ("12345.678", "#,##0.00", "12,345.68"),
        ("12345.678", "General", "12345.678"),
        ("0.30000000000000004", "General", "0.3"),
        ("12", "0.0", "12.0"),
        ("5", "0.##", "5"),
        ("5.5", "0.##", "5.5"),
        ("0.5", "#.0", "0.5"),
        ("5", "000", "005"),
        ("12", '0"人"', "12人"),
        ("12", "0\\人", "12人"),
        ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
        ("98.5", '0.00"%"', "98.50%"),
        ("12345", '0!.0,"万元"', "1.2万元"),
        ("1234567", "#,##0,", "1,235"),
        ("0.12345", "0.0E+00", "0.12345"),
        ("0.5", "# ?/?", "0.5"),
        ("7", "@", "7"),
        ("7", "General元", "7元"),
        ("-12.3", "#,##0.00_);(#,##0.00)", "-12.30"),
        ("-12.3", "#,##0.00;[Red]-#,##0.00", "-12.30"),
        ("-12.3", "0.00", "-12.30"),
        ("-0.001", "0.00", "0.00"),
        ("0", '#,##0.00;-#,##0.00;"-"', "-"),
        ("0", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("1234.5", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        ("3", '"满分"', "满分"),
        ("44197", 'yyyy"年"m"月"d"日"', "2021年1月1日"),
        ("44197", "yyyy-mm-dd", "2021-01-01"),
        ("44197.5", "yyyy/m/d h:mm", "2021/1/1 12:00"),
        ("0.5", "h:mm:ss", "12:00:00"),
        ("1e12", "yyyy/m/d", "1000000000000"),
        ("44197", BUILT_IN[14], "2021/1/1"),
        ("44197", BUILT_IN[57], "2021年1月"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: str, format: str, text: str) -> None:
    number = plain(value)
    assert number is not None
    assert shown(number, format) == text


def test_some_files_count_days_from_1904() -> None:
    assert shown(Decimal(42735), "yyyy/m/d", from_1904=True) == "2021/1/1"


@pytest.mark.parametrize("value", ["", "甲", "nan", "inf", "-1e999"])
def test_what_is_no_number(value: str) -> None:
    assert plain(value) is None


@given(
    st.floats(-1e300, 1e300, allow_nan=False),
    st.text('0#?,.%;"\\!_*[]@ymdhsGeneralE+-() 元', max_size=300),
    st.booleans(),
)
def test_any_format_shows_something_short(value: float, format: str, from_1904: bool) -> None:
    number = plain(value)
    assert number is not None
    assert len(shown(number, format, from_1904=from_1904)) <= 2000


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_format_with_all_decimals_loses_nothing(value: Decimal) -> None:
    assert Decimal(shown(value, "#,##0.0000").replace(",", "")) == value
    assert Decimal(shown(value, "0.000000%").removesuffix("%")) / 100 == value
