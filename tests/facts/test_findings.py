"""Numbers as findings show them: with the precision they were printed with."""

from decimal import Decimal

import pytest

from evalkit.facts.fact import FactDefinition
from evalkit.facts.findings import Printed, short_title
from evalkit.facts.unit import Unit
from evalkit.messages import Lang


@pytest.mark.parametrize(
    ("value", "unit", "step", "zh", "en"),
    [
        ("0.93", Unit.RATIO, "0.0001", "93.00%", "93.00%"),
        ("0.93", Unit.RATIO, "0.01", "93%", "93%"),
        ("1.1812", Unit.RATIO, "0", "118.12%", "118.12%"),
        ("28640000", Unit.MONEY, "100", "2,864.00 万元", "CNY 28,640,000"),
        ("49500", Unit.MONEY, "1", "49,500 元", "CNY 49,500"),
        ("812.50", Unit.MONEY, "0.01", "812.50 元", "CNY 812.50"),
        ("3000000000", Unit.MONEY, "100000000", "300,000 万元", "CNY 3,000,000,000"),
        ("730000", Unit.MONEY, "0", "73 万元", "CNY 730,000"),
        ("0", Unit.MONEY, "0", "0 元", "CNY 0"),
        ("1268", Unit.COUNT, "1", "1,268", "1,268"),
        ("91.50", Unit.SCORE, "0.01", "91.5 分", "91.5 marks"),
    ],
)
def test_a_number_is_shown_with_its_printed_precision(
    value: str, unit: Unit, step: str, zh: str, en: str
) -> None:
    printed = Printed(Decimal(value), unit, Decimal(step))
    assert (printed.text(Lang.ZH), printed.text(Lang.EN)) == (zh, en)


def test_approximate_and_supplied_numbers_say_so() -> None:
    about = Printed(Decimal(30_000), Unit.MONEY, Decimal(10_000), approximate=True)
    given = Printed(Decimal(30_000), Unit.MONEY, Decimal(10_000), supplied=True)
    assert (about.text(Lang.ZH), about.text(Lang.EN)) == ("约 3 万元", "about CNY 30,000")
    assert (given.text(Lang.ZH), given.text(Lang.EN)) == ("3 万元（补充数据）", "CNY 30,000 (supplied)")


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("完成率（报告自述）", "完成率"),
        ("因公出国（境）费预算数", "因公出国（境）费预算数"),
        ("编制数", "编制数"),
    ],
)
def test_a_title_is_shown_without_its_note(title: str, short: str) -> None:
    assert short_title("x", {"x": FactDefinition("x", title, Unit.TEXT)}) == short


def test_a_fact_that_nobody_defines_is_shown_by_its_id() -> None:
    assert short_title("x", {}) == "x"
