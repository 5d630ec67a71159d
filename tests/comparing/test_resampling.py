"""Intervals of statistics whose units are drawn anew."""

import numpy as np
import pytest

from evalkit.comparing import resampling
from evalkit.comparing.resampling import Floats, interval


def _mean(values: Floats, weights: Floats) -> Floats:
    means: Floats = weights @ values / len(values)
    return means


def test_the_interval_of_a_mean_is_about_two_standard_errors_wide() -> None:
    values = np.arange(100.0)
    found = interval(lambda weights: _mean(values, weights), 100, 100, draws=4000)
    assert found is not None
    error = values.std() / 10
    assert found[0] == pytest.approx(values.mean() - 1.96 * error, abs=0.2 * error)
    assert found[1] == pytest.approx(values.mean() + 1.96 * error, abs=0.2 * error)


def test_each_draw_takes_as_many_units_as_there_are() -> None:
    seen: list[Floats] = []

    def statistic(weights: Floats) -> Floats:
        seen.append(weights)
        return weights[:, 0]

    interval(statistic, 12, 12, draws=50)
    drawn = np.concatenate(seen)
    assert drawn.shape == (50, 12)
    assert (drawn.sum(axis=1) == 12).all()


def test_the_size_of_the_blocks_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.arange(20.0) ** 2
    whole = interval(lambda weights: _mean(values, weights), 20, 20)
    monkeypatch.setattr(resampling, "_CELLS", 130)
    assert interval(lambda weights: _mean(values, weights), 20, 20) == whole


@pytest.mark.parametrize(("lost", "is_told"), [(50, True), (51, False)])
def test_too_many_draws_without_a_value_leave_no_interval(lost: int, is_told: bool) -> None:
    def statistic(weights: Floats) -> Floats:
        found = weights[:, 0].copy()
        found[:lost] = np.nan
        return found

    assert (interval(statistic, 10, 10, draws=1000) is not None) is is_told
