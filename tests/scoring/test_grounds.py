"""The sums by basis add up to the marks, whatever happens to them."""

from decimal import Decimal
from fractions import Fraction

from attrs import astuple
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.fact import Basis
from evalkit.scoring.grounds import NOTHING, less, more, resting, together
from evalkit.scoring.scorecard import BasisSums

amounts = st.decimals(0, 100, places=10)
grounds = st.one_of(st.none(), st.sampled_from(Basis))
sums_by_basis = st.builds(BasisSums, amounts, amounts, amounts, amounts, amounts)


def test_marks_rest_on_their_basis_or_on_a_judgement() -> None:
    sums = together(
        [resting(Decimal(2), Basis.CLAIM), resting(Decimal(3), None), resting(Decimal(1), Basis.CLAIM)]
    )
    assert sums == BasisSums(
        figure=Decimal(0), claim=Decimal(3), statement=Decimal(0), supplied=Decimal(0), judgement=Decimal(3)
    )


def test_what_is_taken_comes_off_its_own_basis_then_off_the_weakest() -> None:
    one = Decimal(1)
    sums = BasisSums(figure=one, claim=one, statement=one, supplied=one, judgement=one)
    assert less(sums, Decimal("2.5"), Basis.SUPPLIED) == BasisSums(
        figure=one, claim=Decimal("0.5"), statement=Decimal(0), supplied=Decimal(0), judgement=one
    )


def test_what_is_added_to_all_rests_on_all_alike() -> None:
    sums = BasisSums(Decimal(60), Decimal(0), Decimal(20), Decimal(0), Decimal(0))
    assert more(sums, Decimal(20)) == BasisSums(Decimal(75), Decimal(0), Decimal(25), Decimal(0), Decimal(0))


@given(sums=sums_by_basis, share=st.fractions(0, 1), basis=grounds)
def test_taking_leaves_sums_that_add_up(sums: BasisSums, share: Fraction, basis: Basis | None) -> None:
    whole = sum(astuple(sums), Decimal(0))
    taken = (whole * Decimal(share.numerator) / Decimal(share.denominator)).quantize(
        Decimal("1e-10"), "ROUND_DOWN"
    )
    left = less(sums, taken, basis)
    assert sum(astuple(left), Decimal(0)) == whole - taken
    assert all(each >= 0 for each in astuple(left))


@given(sums=sums_by_basis, added=amounts)
def test_adding_gives_sums_that_add_up(sums: BasisSums, added: Decimal) -> None:
    grown = more(sums, added)
    assert sum(astuple(grown), Decimal(0)) == sum(astuple(sums), Decimal(0)) + added
    assert sums == NOTHING or all(
        after >= before for before, after in zip(astuple(sums), astuple(grown), strict=True)
    )
