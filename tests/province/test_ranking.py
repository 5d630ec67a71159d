"""Ranks, the ranks that open marks leave possible, and groups that cannot be told apart."""

from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from evalkit.province.ranking import Ends, Place, places


def _ends(low: str, high: str | None = None) -> Ends:
    return Ends(Decimal(low), Decimal(low), Decimal(high or low))


_MANY = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 8)).map(
        lambda each: Ends(Decimal(each[0]), Decimal(each[0]), Decimal(each[0] + each[1]))
    ),
    min_size=1,
    max_size=12,
)


def test_equal_marks_share_a_rank_and_the_next_one_is_left_out() -> None:
    found = places([_ends("80"), _ends("90"), _ends("80"), _ends("70")])
    assert found == (Place(2, 2, 2, 2), Place(1, 1, 1, 1), Place(2, 2, 2, 2), Place(4, 4, 4, 3))


def test_overlapping_intervals_leave_ranks_open_and_make_one_group() -> None:
    found = places([_ends("80", "86"), _ends("85"), _ends("79", "81"), _ends("78")])
    assert found == (Place(2, 1, 3, 1), Place(1, 1, 2, 1), Place(3, 2, 3, 1), Place(4, 4, 4, 2))


def test_intervals_that_touch_cannot_be_told_apart() -> None:
    assert [each.group for each in places([_ends("80", "85"), _ends("85")])] == [1, 1]


def test_a_chain_of_overlaps_makes_one_group_though_its_ends_do_not_overlap() -> None:
    first, chain, last = places([_ends("90"), _ends("80", "90"), _ends("70", "80")])
    assert (first.group, chain.group, last.group) == (1, 1, 1)
    assert (first.worst, last.best) == (1, 2)


def test_nobody_has_no_rank() -> None:
    assert places([]) == ()


@given(_MANY, st.randoms(use_true_random=False))
def test_places_do_not_depend_on_the_order(marks: list[Ends], random: Random) -> None:
    order = list(range(len(marks)))
    random.shuffle(order)
    found = places(marks)
    assert places([marks[index] for index in order]) == tuple(found[index] for index in order)


@given(_MANY, _MANY.map(lambda marks: marks[0]))
def test_adding_a_department_never_swaps_two_others(marks: list[Ends], added: Ends) -> None:
    before, after = places(marks), places([*marks, added])[:-1]
    for i in range(len(marks)):
        for j in range(len(marks)):
            for name in ("rank", "best", "worst"):
                was = getattr(before[i], name) - getattr(before[j], name)
                now = getattr(after[i], name) - getattr(after[j], name)
                assert was * now >= 0


@given(_MANY, st.data())
def test_a_rank_lies_between_best_and_worst_for_any_marks_within_the_intervals(
    marks: list[Ends], data: st.DataObject
) -> None:
    drawn = [data.draw(st.integers(int(each.low), int(each.high))) for each in marks]
    for value, place in zip(drawn, places(marks), strict=True):
        assert place.best <= 1 + sum(other > value for other in drawn) <= place.worst


@given(_MANY)
def test_best_and_worst_can_both_be_reached(marks: list[Ends]) -> None:
    for index, place in enumerate(places(marks)):
        others = marks[:index] + marks[index + 1 :]
        assert place.best == 1 + sum(other.low > marks[index].high for other in others)
        assert place.worst == 1 + sum(other.high > marks[index].low for other in others)


@given(_MANY)
def test_every_department_of_a_group_is_better_than_all_of_the_next(marks: list[Ends]) -> None:
    found = places(marks)
    for first, one in zip(found, marks, strict=True):
        for second, other in zip(found, marks, strict=True):
            if first.group < second.group:
                assert one.low > other.high
