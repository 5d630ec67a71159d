"""Columns of numbers are reckoned with like Decimals, and say what floats can tell of them."""

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.scoring.compiled.vector import Grain, Vector

OPERATIONS: list[Callable[[Any, Any], Any]] = [operator.add, operator.sub, operator.mul, operator.truediv]
amounts = st.integers(-(10**6), 10**6).filter(bool)


def vector(*numbers: float, grain: Grain | None = None) -> Vector:
    """Return a column of the very numbers of reports."""
    return Vector(np.array(numbers), [], exact=True, grain=grain)


@given(one=amounts, other=amounts, operation=st.sampled_from(OPERATIONS))
def test_arithmetic_gives_what_decimals_give(
    one: int, other: int, operation: Callable[[Any, Any], Any]
) -> None:
    expected = float(operation(Decimal(one), Decimal(other)))
    both = operation(vector(one), vector(other)), operation(vector(one), Decimal(other))
    swapped = operation(Decimal(one), vector(other))
    assert [each.values[0] for each in (*both, swapped)] == pytest.approx([expected] * 3, rel=1e-14)
    assert not any(each.exact for each in both)


def test_signs_least_and_most() -> None:
    numbers = vector(-2.0, 3.0)
    assert (-numbers).values.tolist() == [2.0, -3.0]
    assert (+numbers).values.tolist() == [-2.0, 3.0]
    assert abs(numbers).values.tolist() == [2.0, 3.0]
    assert numbers.least(Decimal(1), vector(0.0, 5.0)).values.tolist() == [-2.0, 1.0]
    assert numbers.most(Decimal(1), vector(0.0, 5.0)).values.tolist() == [1.0, 5.0]


def test_a_comparison_of_very_numbers_is_trusted_and_one_of_reckoned_numbers_near_an_edge_is_not() -> None:
    numbers = vector(0.3, 0.1, np.nan)
    assert np.isnan((numbers < Decimal("0.3")).values[2])
    assert (numbers <= Decimal("0.3")).values[:2].tolist() == [1.0, 1.0]
    assert numbers.doubts == []
    reckoned = numbers + numbers + numbers
    assert (reckoned == Decimal("0.9")).values[1] == 0.0
    (doubt,) = reckoned.doubts
    assert doubt.tolist() == [True, False, False]


def test_what_is_no_arithmetic_is_refused() -> None:
    numbers = vector(1.0, 2.0)
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(numbers)
    with pytest.raises(TypeError, match="one value to a measure"):
        list(numbers)
    with pytest.raises(TypeError, match="cannot be reckoned with str"):
        numbers + "1"


whole = st.integers(1, 10**7)


@given(top=whole, bottom=whole, share=st.integers(0, 4000), grain=st.sampled_from([1, 100]))
def test_a_quotient_that_tells_lies_on_the_side_of_a_bound_that_it_lies_on(
    top: int, bottom: int, share: int, grain: int
) -> None:
    """Amounts in yuan or fen, a bound in thousandths; every other time the quotient is the very bound."""
    if share % 2 and bottom * share % 1000 == 0 and share:
        top = bottom * share // 1000
    scale = Grain(grain, max(top, bottom) / grain)
    quotient = vector(top / grain, grain=scale) / vector(bottom / grain, grain=scale)
    bound = float(Decimal(share) / 1000)
    assert quotient.tells(1000 * max(1.0, bound))
    value, exact = float(quotient.values[0]), Fraction(top, bottom)
    assert (value < bound, value == bound) == (exact < Fraction(share, 1000), exact == Fraction(share, 1000))


def test_what_nobody_knows_the_grain_of_does_not_tell() -> None:
    assert not (vector(1.0) / vector(3.0)).tells(10)
    huge = Grain(1.0, 2.0**52)
    assert not (vector(2.0**52, grain=huge) / vector(3.0, grain=huge)).tells(100)
    assert (huge.with_(huge)) is None
    small = Grain(1.0, 8.0)
    both = vector(8.0, grain=small) - vector(8.0, grain=Grain(100.0, 1.0))
    assert both.grain == Grain(100.0, 9.0)
