"""How often intervals of α hold the α of all, on judgements that are made up."""

import numpy as np
import pytest
from benchmarks.coverage import held, sample, truth


def test_samples_are_shares_in_eighths_by_every_evaluator() -> None:
    units = sample(50, 3, np.random.default_rng(1))
    assert (len(units), {len(unit) for unit in units}) == (50, {3})
    assert all(0 <= value <= 1 and 8 % value.denominator == 0 for unit in units for value in unit)


def test_the_alpha_of_very_many_is_that_of_the_errors_that_evaluators_make() -> None:
    """The worth has variance 1 and the error ¼: they would agree by 0.8, but for the rounding to eighths."""
    assert truth(2, np.random.default_rng(1), 20_000) == pytest.approx(0.78, abs=0.01)


@pytest.mark.parametrize("beyond", [2.0, -2.0])
def test_what_no_interval_can_hold_is_never_held(beyond: float) -> None:
    assert held(20, 2, 3, np.random.default_rng(1), beyond) == 0


def test_most_intervals_hold_what_they_should() -> None:
    assert held(30, 2, 40, np.random.default_rng(1), 0.779) > 0.8
