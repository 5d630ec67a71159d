"""Kendall's τ-b against the definition, pair by pair."""

from math import isnan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.province.kendall import dense, inversions, tau_b

_PAIRED = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=30)


def _naive(first: list[int], second: list[int]) -> float | None:
    pairs = [
        (np.sign(first[i] - first[j]), np.sign(second[i] - second[j]))
        for i in range(len(first))
        for j in range(i)
    ]
    whole = sqrt(sum(a != 0 for a, _ in pairs) * sum(b != 0 for _, b in pairs))
    return sum(int(a * b) for a, b in pairs) / whole if whole else None


@given(_PAIRED)
def test_tau_is_what_counting_all_pairs_gives(paired: list[tuple[int, int]]) -> None:
    first, second = (list(each) for each in zip(*paired, strict=True))
    (tau,) = tau_b(np.array(first, dtype=float), np.array([second], dtype=float))
    expected = _naive(first, second)
    assert isnan(tau) if expected is None else tau == pytest.approx(expected, abs=1e-12)


@given(st.lists(st.integers(0, 50), min_size=2, max_size=40).filter(lambda marks: len(set(marks)) > 1))
def test_tau_of_identical_orders_is_1_and_of_opposite_ones_minus_1(marks: list[int]) -> None:
    values = np.array(marks, dtype=float)
    assert tau_b(values, np.stack([values, values * 3 - 7, -values])).tolist() == pytest.approx([1, 1, -1])


@given(st.lists(st.integers(0, 200), max_size=60))
def test_inversions_are_the_pairs_in_falling_order(numbers: list[int]) -> None:
    falling = sum(numbers[i] > numbers[j] for j in range(len(numbers)) for i in range(j))
    assert inversions(np.array(numbers, dtype=np.int64)) == falling


def test_dense_numbers_keep_the_order_and_the_ties() -> None:
    assert dense(np.array([2.5, -1.0, 2.5, 7.0])).tolist() == [1, 0, 1, 2]


def test_ten_thousand_agree_with_scipy_where_it_is_installed() -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    random = np.random.default_rng(3)
    first = np.round(random.random(10_000), 3)
    second = np.round(first + random.random(10_000) / 5, 3)
    assert tau_b(first, second[None, :])[0] == pytest.approx(
        stats.kendalltau(first, second).statistic, abs=1e-12
    )
