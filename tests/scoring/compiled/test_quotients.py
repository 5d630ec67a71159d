"""Measures that are a fact, or one over another, are told from all others."""

from collections.abc import Callable

import pytest

from evalkit import Dimension, Money, Ratio
from evalkit.measures.measure import Measure
from evalkit.scoring.compiled.quotients import Quotient, quotient_of


def measured(function: Callable[..., Ratio]) -> Measure:
    dimension = Dimension("tried", title="试")
    dimension.measure(title="试")(function)
    (measure,) = dimension.measures.values()
    return measure


def over(spent: Money, planned: Money) -> Ratio:
    return spent / planned


def spent_alone(spent: Money) -> Money:
    return spent


def doubled(spent: Money, planned: Money) -> Ratio:
    return 2 * spent / planned


def inverse(planned: Money) -> Ratio:
    return 1 / planned


def share_of_a_sum(spent: Money, left: Money) -> Ratio:
    return spent / (spent + left)


def with_a_case(spent: Money, planned: Money) -> Ratio:
    return spent / planned if planned else planned


def with_a_bound(spent: Money, planned: Money) -> Ratio:
    return spent / planned if spent > planned else spent / spent


def with_an_equal(spent: Money, planned: Money) -> Ratio:
    return spent / planned if spent == planned else spent / spent


def of_a_quotient(spent: Money, planned: Money) -> Ratio:
    return spent / planned / planned


def test_one_fact_over_another_is_a_quotient() -> None:
    assert quotient_of(measured(over)) == Quotient("spent", "planned")


def test_a_fact_by_itself_is_over_nothing() -> None:
    assert quotient_of(measured(spent_alone)) == Quotient("spent")


@pytest.mark.parametrize(
    "function",
    [doubled, inverse, share_of_a_sum, with_a_case, with_a_bound, with_an_equal, of_a_quotient],
)
def test_anything_else_is_none(function: Callable[..., Ratio]) -> None:
    assert quotient_of(measured(function)) is None
