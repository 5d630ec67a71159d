"""Kendall's τ-b: how far two orders agree, in n log n steps, for many orders at once."""

from math import nan, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evalkit.province.standing import Floats

Ints = NDArray[np.int64]


def dense(values: NDArray[Any]) -> Ints:
    """Return `values` as whole numbers from 0 in the same order; equal values get equal numbers."""
    order = np.argsort(values)
    ascending = values[order]
    steps = np.zeros(len(values), dtype=np.int64)
    steps[1:] = np.cumsum(ascending[1:] > ascending[:-1])
    numbers = np.empty_like(steps)
    numbers[order] = steps
    return numbers


def tau_b(reference: Floats, others: Floats) -> Floats:
    """Return τ-b of `reference` with each row of `others`: 1 for the same order, −1 for the opposite one.

    Pairs that are equal in one of the two count neither for nor against. Where all are equal in
    one of them there is no order to agree with, and τ is NaN.
    """
    first = dense(reference)
    return np.array([_agreement(first, dense(other)) for other in others])


def _agreement(first: Ints, second: Ints) -> float:
    size = len(first)
    both = first * size + second
    against = inversions(second[np.argsort(both)])
    pairs = size * (size - 1) // 2
    tied_first, tied_second, tied_both = (_tied_pairs(each) for each in (first, second, dense(both)))
    whole = sqrt(pairs - tied_first) * sqrt(pairs - tied_second)
    if not whole:
        return nan
    agreement = pairs - tied_first - tied_second + tied_both - 2 * against
    return max(-1.0, min(1.0, agreement / whole))


def _tied_pairs(numbers: Ints) -> int:
    counts = np.bincount(numbers)
    return int((counts * (counts - 1) // 2).sum())


def inversions(numbers: Ints) -> int:
    """Return how many pairs of `numbers`, whole numbers from 0, stand in falling order.

    Two numbers differ first at one binary digit. Digit by digit from the highest, the numbers are
    kept sorted by the digits done, those of one run, equal so far, in their first order: in a run,
    every 1 before a 0 is one pair.
    """
    place = np.arange(len(numbers))
    current, starts, found = numbers, np.zeros(1, dtype=np.int64), 0
    for digit in reversed(range(int(numbers.max(initial=0)).bit_length())):
        head = current >> digit
        ones = head & 1
        start = starts[head >> 1]
        before = np.cumsum(ones) - ones
        ones_before = before - before[start]
        found += int((ones_before * (1 - ones)).sum())
        counts = np.bincount(head, minlength=2 * len(starts))
        starts = np.cumsum(counts) - counts
        moved = np.empty_like(current)
        moved[starts[head] + np.where(ones == 1, ones_before, place - start - ones_before)] = current
        current = moved
    return found
