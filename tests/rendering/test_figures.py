"""Numbers and values as people read them."""

from decimal import Decimal

import pytest

from evalkit.facts.fact import FactValue
from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rendering.figures import aligned, interval, marks, signed, value_text


@pytest.mark.parametrize(
    ("value", "full", "shown"),
    [
        ("3", None, "3"),
        ("3.00", None, "3"),
        ("0", None, "0"),
        ("0", "5", "0"),
        ("10", "20", "10"),
        ("0.925", None, "0.93"),
        ("5.1234", "6", "5.12"),
        ("5.9983", "6", "5.9983"),
        ("5.99999", "6", "5.99999"),
        ("6", "6", "6"),
        ("0.0017", None, "0.0017"),
        ("0.00085", None, "0.0009"),
        ("0.0000001", None, "0.0000001"),
        ("84.9149", "100", "84.91"),
    ],
)
def test_marks_have_two_decimals_unless_these_would_hide_something(
    value: str, full: str | None, shown: str
) -> None:
    assert marks(Decimal(value), None if full is None else Decimal(full)) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("2", "+2"), ("-0.5", "−0.5"), ("0", "0"), ("-0.0009", "−0.0009")]
)
def test_signed_marks_carry_their_sign(value: str, shown: str) -> None:
    assert signed(Decimal(value)) == shown


def test_an_open_total_is_shown_with_its_interval() -> None:
    low, high = Decimal("84.91"), Decimal("96.91")
    assert interval(low, low, high, Lang.ZH) == "84.91（84.91–96.91）"
    assert interval(low, low, high, Lang.EN) == "84.91 (84.91–96.91)"
    assert interval(low, low, low, Lang.ZH) == "84.91"


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (Decimal("0.9954"), Unit.RATIO, "99.54%", "99.54%"),
        (Decimal(126000), Unit.MONEY, "12.60 万元", "CNY 126,000.00"),
        (True, Unit.YES_NO, "是", "yes"),
        (False, Unit.YES_NO, "否", "no"),
        ("某局\n某处", Unit.TEXT, "某局某处", "某局某处"),
        (None, Unit.RATIO, "–", "–"),
    ],
)
def test_values_are_shown_with_their_unit(value: FactValue | None, unit: Unit, zh: str, en: str) -> None:
    assert value_text(value, unit, Lang.ZH) == zh
    assert value_text(value, unit, Lang.EN) == en


def test_decimal_points_stand_one_below_another() -> None:
    assert aligned(["3", "1.92", "", "0.9971"]) == ["3     ", "1.92  ", "", "0.9971"]
    assert aligned(["3", "20"]) == ["3", "20"]
    assert aligned([]) == []
