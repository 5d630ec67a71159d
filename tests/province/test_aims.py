"""What promises aim at."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.quantity import scan
from evalkit.facts.unit import Unit
from evalkit.province.aims import Aim, Kind, aim_of

RATIO, MONEY, COUNT = Unit.RATIO, Unit.MONEY, Unit.COUNT


@pytest.mark.parametrize(
    ("before", "behind", "unit", "kind", "amount", "relative"),
    [
        ("力争", "率达到95%以上", RATIO, Kind.AT_LEAST, "0.95", False),
        ("确保", "率不低于百分之九十", RATIO, Kind.AT_LEAST, "0.9", False),
        ("一是将", "率提高到98%", RATIO, Kind.AT_LEAST, "0.98", False),
        ("提高", "率至98%", RATIO, Kind.AT_LEAST, "0.98", False),
        ("", "率保持在95%以上", RATIO, Kind.AT_LEAST, "0.95", False),
        ("把", "控制在20万元以内", MONEY, Kind.AT_MOST, "200000", False),
        ("2024年", "不超过18万元", MONEY, Kind.AT_MOST, "180000", False),
        ("降低", "率至5%", RATIO, Kind.AT_MOST, "0.05", False),
        ("", "率控制在90%以下", RATIO, Kind.AT_MOST, "0.9", False),
        ("", "支出同比下降5%", MONEY, Kind.DOWN_BY, "0.05", True),
        ("进一步压减", "5%", MONEY, Kind.DOWN_BY, "0.05", True),
        ("", "压减3万元", MONEY, Kind.DOWN_BY, "30000", False),
        ("", "率提高2个百分点", RATIO, Kind.UP_BY, "0.02", False),
        ("提高", "率", RATIO, Kind.UP, None, False),
        ("", "率稳步提升", RATIO, Kind.UP, None, False),
        ("继续压减", "支出", MONEY, Kind.DOWN, None, False),
        ("", "只减不增", MONEY, Kind.NO_MORE, None, False),
    ],
)
def test_a_plain_aim_is_read(
    before: str, behind: str, unit: Unit, kind: Kind, amount: str | None, relative: bool
) -> None:
    found = aim_of(before, behind, unit)
    assert found == Aim(kind, None if amount is None else Decimal(amount), relative)


@pytest.mark.parametrize(
    ("before", "behind", "unit"),
    [
        ("力争", "率达到95%左右", RATIO),
        ("", "率约95%", RATIO),
        ("", "率达到90%至95%", RATIO),
        ("", "率提高2%", RATIO),
        ("", "下降3人", MONEY),
        ("", "率达到95分", RATIO),
        ("", "率由90%提高到95%", RATIO),
        ("下属二级单位的", "率达到95%", RATIO),
        ("", "管理办法修订完成", MONEY),
        ("加强", "管理", MONEY),
    ],
)
def test_what_is_not_plain_is_no_aim(before: str, behind: str, unit: Unit) -> None:
    assert aim_of(before, behind, unit) is None


@pytest.mark.parametrize(
    ("aim", "before", "after", "met"),
    [
        (Aim(Kind.AT_LEAST, Decimal("0.95")), None, "0.95", True),
        (Aim(Kind.AT_LEAST, Decimal("0.95")), "0.9", "0.949", False),
        (Aim(Kind.AT_MOST, Decimal(20)), None, "20", True),
        (Aim(Kind.AT_MOST, Decimal(20)), None, "20.01", False),
        (Aim(Kind.DOWN_BY, Decimal("0.05"), relative=True), "100", "95", True),
        (Aim(Kind.DOWN_BY, Decimal("0.05"), relative=True), "100", "95.1", False),
        (Aim(Kind.UP_BY, Decimal("0.02")), "0.90", "0.92", True),
        (Aim(Kind.UP_BY, Decimal("0.02")), None, "0.92", None),
        (Aim(Kind.UP), "0.9", "0.9", False),
        (Aim(Kind.DOWN), "10", "9", True),
        (Aim(Kind.NO_MORE), "10", "10", True),
    ],
)
def test_an_aim_is_met_or_not_or_nobody_can_tell(
    aim: Aim, before: str | None, after: str, met: bool | None
) -> None:
    assert aim.is_met(None if before is None else Decimal(before), Decimal(after)) is met


@given(
    st.text("率达到控制在以内提高下降一是将9%0.5 ", max_size=60), st.text("将把的一是提高力争", max_size=60)
)
def test_an_aim_has_the_only_figure_that_is_said_and_a_direction_none(behind: str, before: str) -> None:
    found = aim_of(before, behind, RATIO)
    said = [abs(quantity.value) for quantity in scan(behind)]
    assert found is None or said == ([] if found.amount is None else [found.amount])
