"""What a printed number leaves open, and arithmetic that never loses the truth."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.intervals import Interval

numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=6)
positive = st.decimals(min_value=Decimal("0.01"), max_value=10**9, places=6)
places = st.integers(min_value=0, max_value=4)


def around(value: Decimal, below: Decimal, above: Decimal) -> Interval:
    return Interval(value - below, value + above)


around_numbers = st.tuples(numbers, positive, positive).map(lambda given: (given[0], around(*given)))


def test_a_rounded_number_leaves_half_a_step_either_way() -> None:
    assert Interval.rounded(Decimal("17.2"), Decimal("0.1")) == Interval(Decimal("17.15"), Decimal("17.25"))


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [("0.93", "0.925", "0.94"), ("-0.11", "-0.12", "-0.105"), ("0", "-0.01", "0.01")],
)
def test_a_shortened_number_may_also_have_been_cut_off(value: str, low: str, high: str) -> None:
    assert Interval.shortened(Decimal(value), Decimal("0.01")) == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(("value", "step", "low", "high"), [("40", "1", "38", "42"), ("4", "1", "3", "5")])
def test_about_is_a_step_or_a_twentieth(value: str, step: str, low: str, high: str) -> None:
    assert Interval.about(Decimal(value), Decimal(step)) == Interval(Decimal(low), Decimal(high))


@given(numbers, places)
def test_what_was_rounded_or_cut_off_stays_inside(value: Decimal, decimals: int) -> None:
    step = Decimal(1).scaleb(-decimals)
    assert value in Interval.rounded(value.quantize(step, ROUND_HALF_UP), step)
    assert value in Interval.shortened(value.quantize(step, ROUND_HALF_UP), step)
    assert value in Interval.shortened(value.quantize(step, ROUND_DOWN), step)


@given(around_numbers, around_numbers)
def test_sums_and_differences_hold_the_truth(
    one: tuple[Decimal, Interval], other: tuple[Decimal, Interval]
) -> None:
    assert one[0] + other[0] in one[1] + other[1]
    assert one[0] - other[0] in one[1] - other[1]


@given(st.lists(around_numbers, max_size=6))
def test_a_sum_of_many_holds_the_truth(parts: list[tuple[Decimal, Interval]]) -> None:
    assert sum((value for value, _ in parts), Decimal(0)) in Interval.sum(interval for _, interval in parts)


@given(around_numbers, around_numbers)
def test_quotients_hold_the_truth(one: tuple[Decimal, Interval], other: tuple[Decimal, Interval]) -> None:
    quotient = one[1] / other[1]
    if other[0]:
        exact = Fraction(one[0]) / Fraction(other[0])
        assert not quotient.low.is_finite() or Fraction(quotient.low) <= exact
        assert not quotient.high.is_finite() or exact <= Fraction(quotient.high)


@given(around_numbers, st.decimals(min_value=0, max_value=100, places=3))
def test_multiples_hold_the_truth(one: tuple[Decimal, Interval], factor: Decimal) -> None:
    assert one[0] * factor in one[1] * factor


@given(around_numbers)
def test_absolute_values_hold_the_truth(one: tuple[Decimal, Interval]) -> None:
    assert abs(one[0]) in abs(one[1])
    assert abs(one[1]).low >= 0


def test_dividing_by_what_may_be_nothing_leaves_everything_open() -> None:
    quotient = Interval.exactly(Decimal(5)) / Interval(Decimal("-0.5"), Decimal("0.5"))
    assert (quotient.low, quotient.high) == (Decimal("-Infinity"), Decimal("Infinity"))


@given(around_numbers, around_numbers)
def test_meeting_is_mutual_and_means_a_common_number(
    one: tuple[Decimal, Interval], other: tuple[Decimal, Interval]
) -> None:
    common = max(one[1].low, other[1].low)
    assert one[1].meets(other[1]) == other[1].meets(one[1])
    assert one[1].meets(other[1]) == (common in one[1] and common in other[1])
