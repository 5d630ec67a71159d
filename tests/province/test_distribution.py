"""How marks are spread, and who is far away."""

from collections.abc import Callable

import pytest

from evalkit.province.distribution import bins, outliers, spread
from evalkit.province.standing import Province

Made = Callable[..., Province]


def _even(*marks: str) -> dict[str, list[tuple[str, str]]]:
    return {f"局{index}": [(each, each)] for index, each in enumerate(marks)}


def test_quartiles_are_shares_of_the_full_marks(made: Made) -> None:
    (column,) = made(_even("10", "8", "6", "4", "2")).indicators
    found = spread(column)
    assert (found.lowest, found.lower, found.median, found.upper, found.highest, found.mean) == pytest.approx(
        (0.2, 0.4, 0.6, 0.8, 1.0, 0.6)
    )
    assert (found.count, found.without, found.lost, found.open) == (5, 0, 4, 0)


def test_open_marks_are_neither_awarded_nor_lost(made: Made) -> None:
    (column,) = made({"甲局": [("6", "10")], "乙局": [("6", "9")]}).indicators
    found = spread(column)
    assert (found.lost, found.open) == (1, 2)
    assert found.mean == pytest.approx(0.6)


def test_a_row_that_applies_to_nobody_has_no_shares(made: Made) -> None:
    (column,) = made(_even("0", "0"), full="0").indicators
    found = spread(column)
    assert (found.count, found.without, found.median, found.mean) == (0, 2, None, None)


def test_far_is_more_than_three_and_a_half_scaled_deviations_from_the_median(made: Made) -> None:
    found = outliers(made(_even("8", "8.1", "8.2", "7.9", "7.8", "7.2", "3")))
    assert [(each.place, each.row) for each in found] == [(6, None), (6, "d")]
    assert found[0].share == pytest.approx(0.3)
    assert found[0].median == pytest.approx(0.79)
    assert found[0].deviations == pytest.approx(-0.49 / (1.4826 * 0.02))


def test_nobody_is_far_where_most_have_the_same_share(made: Made) -> None:
    assert outliers(made(_even("8", "8", "8", "1"))) == ()


def test_totals_are_counted_between_edges_with_the_last_one_included(made: Made) -> None:
    assert bins(made(_even("0", "5", "9.9", "10")), (0.0, 0.5, 1.0)) == (1, 3)
