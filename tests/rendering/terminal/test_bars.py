"""Bars of marks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.rendering.terminal.bars import cells, share

AMOUNTS = st.lists(st.decimals(0, 100, places=4), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("parts", "shares"),
    [
        (["50", "30", "20"], [5, 3, 2]),
        (["100", "0", "0"], [10, 0, 0]),
        (["99.999", "0", "0.001"], [9, 0, 1]),
        (["0.001", "99.999", "0"], [1, 9, 0]),
        (["0", "0", "0"], [0, 0, 0]),
        (["-5", "5", "5"], [0, 5, 5]),
    ],
)
def test_cells_are_shared_out_and_nothing_is_invisible(parts: list[str], shares: list[int]) -> None:
    assert cells([Decimal(part) for part in parts], 10) == shares


@given(AMOUNTS, st.integers(5, 100))
def test_a_bar_fills_its_width(parts: list[Decimal], width: int) -> None:
    shares = cells(parts, width)
    assert sum(shares) == (width if any(parts) else 0)
    assert all((share > 0) == (part > 0) for part, share in zip(parts, shares, strict=True))


def test_a_share_of_nothing_is_no_bar() -> None:
    assert share(Decimal(0), Decimal(0), 20, "green").plain == ""
    assert share(Decimal(5), Decimal(10), 20, "green").plain == "━" * 10
