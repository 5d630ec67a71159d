"""What other weights do to the order."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.province.stability import Drawn, reach, stability
from evalkit.province.standing import Province

Made = Callable[..., Province]

_ROWS = st.lists(st.lists(st.integers(0, 10), min_size=3, max_size=3), min_size=2, max_size=8)


def _rows(marks: list[list[int]]) -> dict[str, list[tuple[str, str]]]:
    return {f"局{index}": [(str(each), str(each)) for each in row] for index, row in enumerate(marks)}


def test_a_department_ahead_in_everything_keeps_its_rank_under_all_weights(made: Made) -> None:
    found = stability(made(_rows([[9, 9, 9], [5, 5, 5], [1, 1, 1]])))
    assert found is not None
    assert found.ranks == (Drawn(1, 1), Drawn(2, 2), Drawn(3, 3))
    assert found.tau == pytest.approx((1, 1, 1))


def test_departments_that_are_good_at_different_things_change_places(made: Made) -> None:
    found = stability(made(_rows([[10, 0, 5], [0, 10, 5], [0, 0, 0]])))
    assert found is not None
    assert found.ranks == (Drawn(1, 2), Drawn(1, 2), Drawn(3, 3))


def test_equal_departments_stay_equal_under_all_weights(made: Made) -> None:
    found = stability(made(_rows([[7, 2, 4], [7, 2, 4]])))
    assert found is not None
    assert found.ranks == (Drawn(1, 1), Drawn(1, 1))
    assert found.tau is None


def test_without_indicators_nothing_is_known(made: Made) -> None:
    assert stability(made({"甲局": [], "乙局": []})) is None


def test_the_same_seed_draws_the_same_weights_every_time(made: Made) -> None:
    province = made(_rows([[8, 3, 6], [6, 7, 5], [4, 8, 6], [9, 1, 7]]))
    assert stability(province, seed=5) == stability(province, seed=5)


@given(_ROWS)
def test_ranks_that_were_drawn_do_not_depend_on_the_order(made: Made, marks: list[list[int]]) -> None:
    forth = stability(made(_rows(marks)), draws=20)
    back = stability(made(_rows(marks[::-1])), draws=20)
    assert forth is not None and back is not None
    assert forth.ranks == back.ranks[::-1]


@given(_ROWS)
def test_weights_that_may_not_move_leave_every_rank(made: Made, marks: list[list[int]]) -> None:
    found = stability(made(_rows(marks)), draws=5, within=0.0)
    assert found is not None
    totals = [sum(row) for row in marks]
    ranks = [1 + sum(other > total for other in totals) for total in totals]
    assert found.ranks == tuple(Drawn(rank, rank) for rank in ranks)


@pytest.mark.parametrize(("departments", "most"), [(3, 0), (5, 1), (10, 2), (59, 2), (60, 3), (10_000, 500)])
def test_a_firm_rank_moves_within_a_twentieth_of_all_ranks_or_2_of_at_least_ten(
    departments: int, most: int
) -> None:
    assert reach(departments) == most
