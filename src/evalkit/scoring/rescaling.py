"""The marks of what does not apply go to the rest: to all of it alike, or to what stands beside it first."""

from collections.abc import Sequence
from decimal import Decimal

from evalkit.facts.unit import Amount, Unit
from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rubrics.rubric import NotApplicable, Rubric
from evalkit.rules.rule import EXACT, quantised
from evalkit.scoring.ledger import ZERO, Balance, difference


@frozen
class Rescaled:
    """The total with the marks of what does not apply given to the rest, and how that was done."""

    balance: Balance
    reason: Message


def rescaled(rubric: Rubric, indicators: Sequence[Balance], before: Balance) -> Rescaled | None:
    """Return the total of all `indicators` of `rubric`, in order, which is `before`, rescaled to the rubric's own total.

    None when everything applies, or nothing does.
    """
    if not 0 < before.marks < rubric.total:
        return None
    left_out = Amount(difference(rubric.total, before.marks), Unit.SCORE)
    if rubric.not_applicable is NotApplicable.RESCALE_WITHIN:
        reason = say(
            "不适用的指标共 {left_out}，先在同一指标、同一维度内折算，再折算到总分",
            "indicators of {left_out} do not apply: rescaled within their indicator and dimension first",
            left_out=left_out,
        )
        return Rescaled(_rounded(_within(rubric, indicators)), reason)
    reason = say(
        "不适用的指标共 {left_out}，按 {whole} ÷ {applicable} 折算",
        "indicators of {left_out} do not apply: rescaled by {whole} ÷ {applicable}",
        left_out=left_out,
        whole=rubric.total,
        applicable=before.marks,
    )
    return Rescaled(_rounded(_scaled(before, rubric.total)), reason)


def _within(rubric: Rubric, indicators: Sequence[Balance]) -> Balance:
    remaining = iter(indicators)
    dimensions = []
    for dimension in rubric.dimensions:
        rows = [_scaled(next(remaining), row.marks) for row in dimension.indicators]
        dimensions.append(_scaled(Balance.sum(rows), dimension.marks))
    return _scaled(Balance.sum(dimensions), rubric.total)


def _scaled(balance: Balance, whole: Decimal) -> Balance:
    """Return `balance` as it would be of `whole` marks; nothing stays nothing."""
    if balance.marks in (ZERO, whole):
        return balance
    low, high = (
        EXACT.divide(EXACT.multiply(marks, whole), balance.marks) for marks in (balance.low, balance.high)
    )
    return Balance(whole, low, high)


def _rounded(balance: Balance) -> Balance:
    return Balance(balance.marks, quantised(balance.low), quantised(balance.high))
