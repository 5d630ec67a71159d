"""The ranking with all that belongs to it."""

from collections.abc import Callable
from decimal import Decimal

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from evalkit.province.overview import overview
from evalkit.province.stability import Drawn
from evalkit.province.standing import Province

Made = Callable[..., Province]


def test_the_ranking_begins_with_the_most_marks_and_names_break_ties(made: Made) -> None:
    found = overview(made({"丙局": [("7", "7")], "乙局": [("7", "7")], "甲局": [("9", "9")]}))
    assert [(row.standing.department, row.place.rank) for row in found.ranked] == [
        ("甲局", 1),
        ("丙局", 2),
        ("乙局", 2),
    ]


def test_grades_are_counted_from_the_best_and_open_ones_stand_last(made: Made) -> None:
    found = overview(
        made({"甲局": [("2", "2")], "乙局": [("7", "7")], "丙局": [("8", "9")], "丁局": [("6", "6")]})
    )
    assert [(each.grade.zh if each.grade else None, each.departments) for each in found.grades] == [
        ("良", 2),
        ("中", 1),
        (None, 1),
    ]


def test_a_rank_is_firm_unless_open_marks_or_other_weights_move_it(made: Made) -> None:
    rows = {f"局{mark}": [(str(mark), str(mark))] for mark in range(10)}
    rows["未定局"] = [("0.5", "9.5")]
    found = {row.standing.department: row for row in overview(made(rows)).ranked}
    assert found["局9"].firm
    assert (found["局9"].place.best, found["局9"].place.worst) == (1, 2)
    assert not found["未定局"].firm
    assert (found["未定局"].place.best, found["未定局"].place.worst) == (1, 10)
    assert found["未定局"].drawn == Drawn(10, 10)


@given(st.permutations(range(6)))
def test_nothing_that_is_said_depends_on_the_order_of_the_scorecards(made: Made, order: list[int]) -> None:
    rows = {f"局{index}": [(str(index % 4), str(index % 4 + index % 2))] for index in range(6)}
    given_order = {f"局{index}": rows[f"局{index}"] for index in order}
    first, second = overview(made(rows)), overview(made(given_order))
    assert [evolve(row, index=0) for row in first.ranked] == [evolve(row, index=0) for row in second.ranked]
    assert (first.grades, first.indicators) == (second.grades, second.indicators)
    assert sum(each.departments for each in first.grades) == len(rows)
    assert max(row.standing.high for row in first.ranked) == Decimal(4)
