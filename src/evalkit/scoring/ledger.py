"""The one place where marks are computed: full marks, less what is lost, less what is open.

``high = marks − Σ lost`` and ``low = high − undetermined``, with ``0 ≤ low ≤ high ≤ marks``. Every
amount is rounded once, half up, to `MARK_PLACES` places; after that there is only addition and
subtraction, and both are exact.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from attrs import evolve

from evalkit.facts.unit import Amount, Unit
from evalkit.frozen import frozen
from evalkit.messages import Lang, Message, say
from evalkit.rules.rule import EXACT, MARK_PLACES, Loss, Open, quantised

ZERO = Decimal(0)

_GRAIN = Decimal(1).scaleb(-MARK_PLACES)
_SLACK = _GRAIN * 100
"""What is trimmed beyond this was due; what is less came about by rounding each loss by itself."""


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the exact sum of `amounts`."""
    found = ZERO
    for amount in amounts:
        found = EXACT.add(found, amount)
    return found


def difference(one: Decimal, other: Decimal) -> Decimal:
    """Return `one` less `other`, exactly."""
    return EXACT.subtract(one, other)


@frozen
class Balance:
    """Full marks and the interval that is left of them."""

    marks: Decimal
    low: Decimal
    high: Decimal

    @classmethod
    def full(cls, marks: Decimal) -> "Balance":
        """Return the balance from which nothing has been taken yet."""
        return cls(marks, marks, marks)

    @classmethod
    def sum(cls, balances: "Sequence[Balance]") -> "Balance":
        """Return what several balances come to together."""
        return cls(
            total(each.marks for each in balances),
            total(each.low for each in balances),
            total(each.high for each in balances),
        )

    @property
    def undetermined(self) -> Decimal:
        """Return the marks that nobody can decide yet."""
        return difference(self.high, self.low)

    def less(self, lost: Decimal) -> "Balance":
        """Return what is left when `lost` marks go: both ends fall, down to 0."""
        return Balance(
            self.marks,
            max(ZERO, difference(self.low, lost)),
            max(ZERO, difference(self.high, lost)),
        )

    def opened(self, stake: Decimal) -> "Balance":
        """Return what is left when `stake` marks more are open: the lower end falls, down to 0."""
        return Balance(self.marks, max(ZERO, difference(self.low, stake)), self.high)


@frozen
class Booking:
    """What became of a balance: the losses and open marks as they took effect, and what is left."""

    balance: Balance
    losses: tuple[Loss, ...]
    opens: tuple[Open, ...]


def book(balance: Balance, losses: Sequence[Loss], opens: Sequence[Open]) -> Booking:
    """Take `losses`, then `opens`, from `balance`, each no further than to 0 (扣完为止).

    A loss that is trimmed says how much was due; one for which nothing is left is no loss. Open
    marks are trimmed to what the losses left at the upper end.
    """
    taken = []
    for loss in losses:
        due = quantised(loss.marks)
        marks = min(due, balance.high)
        if marks > 0:
            balance = balance.less(marks)
            taken.append(_trimmed(loss, due, marks))
    stakes = []
    left = balance.high
    for each in opens:
        stake = min(quantised(each.marks), left)
        if stake > 0:
            balance = balance.opened(stake)
            left = difference(left, stake)
            stakes.append(Open(stake, each.missing))
    return _without_residue(Booking(balance, tuple(taken), tuple(stakes)))


def _without_residue(booking: Booking) -> Booking:
    """Return `booking` with what rounding left over booked too.

    Three thirds of a mark are 0.9999999999; the rest is not awarded for anything.
    """
    left, entries = booking.balance.low, len(booking.losses) + len(booking.opens)
    if entries < 2 or not 0 < left <= _GRAIN * entries:
        return booking
    if booking.opens:
        *others, last = booking.opens
        grown = evolve(last, marks=total([last.marks, left]))
        return evolve(booking, balance=booking.balance.opened(left), opens=(*others, grown))
    *before, loss = booking.losses
    grown_loss = evolve(loss, marks=total([loss.marks, left]))
    return evolve(booking, balance=booking.balance.less(left), losses=(*before, grown_loss))


def with_due(reason: Message, due: Decimal, rest: Message) -> Message:
    """Return `reason` with how much was due, unless it says so itself, and what becomes of the `rest`."""
    amount = Amount(due, Unit.SCORE)
    if amount.text(Lang.ZH) in reason.text(Lang.ZH):
        return say("{reason}（{rest}）", "{reason} ({rest})", reason=reason, rest=rest)
    return say(
        "{reason}（应扣 {due}，{rest}）",
        "{reason} (due: {due}, {rest})",
        reason=reason,
        due=amount,
        rest=rest,
    )


def _trimmed(loss: Loss, due: Decimal, marks: Decimal) -> Loss:
    if difference(due, marks) <= _SLACK:
        return evolve(loss, marks=marks)
    return evolve(loss, marks=marks, reason=with_due(loss.reason, due, _USED_UP))


_USED_UP = say("扣完为止", "as far as there are marks left")
