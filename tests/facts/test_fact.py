"""Facts rest on something, and the weakest basis decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.fact import Basis, FactSheet, weakest


@given(st.lists(st.sampled_from(Basis), min_size=1))
def test_the_basis_of_a_whole_is_its_weakest_part(bases: list[Basis]) -> None:
    found = weakest(bases)
    assert found in bases
    assert all(found.weakness >= basis.weakness for basis in bases)


def test_the_order_of_bases() -> None:
    assert sorted(Basis, key=lambda basis: basis.weakness) == [
        Basis.FIGURE,
        Basis.SUPPLIED,
        Basis.CLAIM,
        Basis.STATEMENT,
    ]


def test_nothing_has_no_basis() -> None:
    with pytest.raises(ValueError, match="empty"):
        weakest(())


def test_absent_is_not_zero() -> None:
    assert FactSheet(department=None, year=None, facts={}).get("reception_actual") is None
