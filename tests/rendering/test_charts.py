"""Charts: where things come to lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.rendering.charts import Scale, shortened, ticks


def test_a_scale_puts_its_ends_at_its_ends() -> None:
    scale = Scale(10, 20, 100, 0)
    assert [scale(10), scale(15), scale(20)] == [100, 50, 0]


def test_a_scale_of_one_value_puts_everything_at_its_start() -> None:
    assert Scale(5, 5, 40, 90)(5) == 40


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (24.8, 98, [30, 40, 50, 60, 70, 80, 90]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (3, 3, [3]),
    ],
)
def test_ticks_are_round(low: float, high: float, found: list[float]) -> None:
    assert ticks(low, high) == found


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_ticks_lie_within_and_are_few(low: float, span: float) -> None:
    found = ticks(low, low + span)
    assert len(found) <= 9
    assert all(low - span * 1e-6 <= each <= low + span * (1 + 1e-6) for each in found)


def test_a_name_without_room_is_cut_at_its_end() -> None:
    assert shortened("政府采购执行率") == "政府采购执行率"
    assert shortened("政府采购执行率", 8) == "政府采…"
    assert shortened("open, or none given", 12) == "open, or no…"
