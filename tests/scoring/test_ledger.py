"""Marks are lost only through losses, and the ledger balances to the last digit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.messages import Lang, say
from evalkit.rules.rule import Loss, Open, quantised
from evalkit.scoring.ledger import Balance, book, difference, total

WHY, REMEDY = say("三处违规", "three breaches"), say("没有违规即可得满分", "none would win full marks")

RESIDUE = Fraction(12, 10**10)
"""What rounding a dozen amounts may leave over."""

RESIDUE = Fraction(12, 10**10)
"""What rounding a dozen amounts may leave over."""

amounts = st.decimals(0, 200, places=10)
any_amounts = st.decimals(0, 200, allow_nan=False, allow_infinity=False)
losses = st.lists(any_amounts.map(lambda marks: Loss(marks, WHY, REMEDY)), max_size=6)
opens = st.lists(any_amounts.map(lambda marks: Open(marks, ("breaches",))), max_size=6)


def _loss(marks: str) -> Loss:
    return Loss(Decimal(marks), WHY, REMEDY)


def _open(marks: str) -> Open:
    return Open(Decimal(marks), ("breaches",))


def test_what_is_lost_lowers_both_ends_and_what_is_open_the_lower_one() -> None:
    booking = book(Balance.full(Decimal(5)), [_loss("1.5")], [_open("2")])
    assert booking.balance == Balance(Decimal(5), Decimal("1.5"), Decimal("3.5"))
    assert booking.balance.undetermined == 2


def test_a_trimmed_loss_says_what_was_due() -> None:
    booking = book(Balance.full(Decimal(5)), [_loss("4"), _loss("3"), _loss("1")], [])
    assert [loss.marks for loss in booking.losses] == [4, 1]
    assert [loss.reason.text(Lang.ZH) for loss in booking.losses] == [
        "三处违规",
        "三处违规（应扣 3 分，扣完为止）",
    ]
    assert booking.losses[1].reason.text(Lang.EN) == (
        "three breaches (due: 3 marks, as far as there are marks left)"
    )
    assert booking.balance == Balance(Decimal(5), Decimal(0), Decimal(0))


def test_what_the_reason_says_already_is_not_said_twice() -> None:
    due = Loss(Decimal(8), say("三处违规，应扣 8 分", "three breaches, 8 marks due"), REMEDY)
    (loss,) = book(Balance.full(Decimal(5)), [due], []).losses
    assert loss.reason.text(Lang.ZH) == "三处违规，应扣 8 分（扣完为止）"
    assert loss.reason.text(Lang.EN) == "three breaches, 8 marks due (as far as there are marks left)"


def test_what_rounding_trims_was_not_due() -> None:
    third = _loss("0.66666666667")
    booking = book(Balance.full(Decimal(2)), [third, third, third], [])
    assert booking.losses[2].marks == Decimal("0.6666666666")
    assert booking.losses[2].reason == WHY


def test_what_rounding_leaves_over_is_awarded_for_nothing() -> None:
    third = "0.33333333333"
    mark = Balance.full(Decimal(1))
    missing = book(mark, [_loss(third)], [_open(third), _open(third)])
    assert [each.marks for each in missing.opens] == [Decimal("0.3333333333"), Decimal("0.3333333334")]
    assert (missing.balance.low, missing.balance.high) == (Decimal(0), Decimal("0.6666666667"))
    lost = book(mark, [_loss(third), _loss(third), _loss(third)], [])
    assert [loss.marks for loss in lost.losses][1:] == [Decimal("0.3333333333"), Decimal("0.3333333334")]
    assert lost.balance.high == 0
    assert book(mark, [_loss("0.9999999999")], []).balance.low == Decimal("1e-10")


def test_open_marks_are_what_the_losses_left() -> None:
    booking = book(Balance.full(Decimal(5)), [_loss("4")], [_open("0.25"), _open("3"), _open("1")])
    assert [each.marks for each in booking.opens] == [Decimal("0.25"), Decimal("0.75")]
    assert booking.balance == Balance(Decimal(5), Decimal(0), Decimal(1))


def test_a_loss_after_open_marks_never_goes_below_zero() -> None:
    left = Balance(Decimal(5), Decimal(1), Decimal(4))
    assert book(left, [_loss("2")], []).balance == Balance(Decimal(5), Decimal(0), Decimal(2))


@pytest.mark.parametrize(
    ("due", "taken"),
    [("0.00000000005", "0.0000000001"), ("0.00000000014", "0.0000000001"), ("2.5", "2.5")],
)
def test_each_amount_is_rounded_once_half_up_to_ten_places(due: str, taken: str) -> None:
    booking = book(Balance.full(Decimal(5)), [_loss(due)], [_open(due)])
    assert [loss.marks for loss in booking.losses] == [Decimal(taken)]
    assert [each.marks for each in booking.opens] == [Decimal(taken)]


def test_what_rounds_to_nothing_is_no_loss() -> None:
    booking = book(Balance.full(Decimal(5)), [_loss("0.00000000004")], [_open("1e-40")])
    assert (booking.losses, booking.opens) == ((), ())


def test_sums_of_very_unlike_amounts_are_exact() -> None:
    large, small = Decimal("1e90"), Decimal("1e-10")
    assert difference(total([large, small]), large) == small


@given(marks=amounts, losses=losses, opens=opens)
def test_the_ledger_balances_to_the_last_digit(marks: Decimal, losses: list[Loss], opens: list[Open]) -> None:
    booking = book(Balance.full(marks), losses, opens)
    lost = sum(Fraction(loss.marks) for loss in booking.losses)
    undetermined = sum(Fraction(each.marks) for each in booking.opens)
    balance = booking.balance
    assert Fraction(balance.high) == Fraction(marks) - lost
    assert Fraction(balance.low) == Fraction(balance.high) - undetermined
    assert 0 <= balance.low <= balance.high <= marks
    assert all(loss.marks > 0 for loss in booking.losses)


@given(
    parts=st.lists(st.tuples(amounts, amounts, amounts).map(sorted), max_size=5), losses=losses, opens=opens
)
def test_what_acts_on_what_remains_acts_on_both_ends(
    parts: list[list[Decimal]], losses: list[Loss], opens: list[Open]
) -> None:
    whole = Balance.sum([Balance(marks, low, high) for low, high, marks in parts])
    booking = book(whole, losses, opens)
    due = sum((Fraction(quantised(loss.marks)) for loss in losses), Fraction(0))
    lost = sum(Fraction(loss.marks) for loss in booking.losses)
    assert Fraction(booking.balance.high) == Fraction(whole.high) - lost
    assert abs(lost - min(due, Fraction(whole.high))) <= RESIDUE
    at_most = max(Fraction(0), Fraction(whole.low) - lost)
    assert Fraction(booking.balance.low) == max(
        Fraction(0), at_most - sum(Fraction(each.marks) for each in booking.opens)
    )
