"""What acts on the total besides the indicators: bonus, penalty, cap and veto."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import evolve

from evalkit.facts.fact import Basis, FactValue
from evalkit.facts.unit import Amount, Unit
from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, Statements
from evalkit.rules.rule import EXACT, Failed, Input, Known, Missing, Title, quantised
from evalkit.scoring.judgements import Judgement
from evalkit.scoring.judging import signed
from evalkit.scoring.ledger import ZERO
from evalkit.scoring.rows import JUDGEMENT

_ONE = Decimal(1)


@frozen
class Effect:
    """How far an adjustment goes: marks of a bonus or penalty, 1 or 0 for a cap or veto that applies or not.

    `sure` is certain and `possible` is the most it can be, None when nothing bounds it; where they
    differ, `missing` says what would decide it. `basis` is None when an evaluator decided, or nobody.
    """

    sure: Decimal
    possible: Decimal | None
    why: Message
    basis: Basis | None = None
    inputs: tuple[Input, ...] = ()
    missing: tuple[str, ...] = ()
    fault: Message | None = None


def effect_of(
    adjustment: Adjustment,
    known: Mapping[str, Known],
    judgements: Mapping[str, Judgement],
    statements: Statements,
) -> Effect:
    """Return how far `adjustment` goes, by an evaluator's judgement or by what it rests on."""
    judgement = judgements.get(adjustment.id)
    if judgement is not None:
        amount = _judged(adjustment, judgement)
        return Effect(amount, amount, signed(judgement))
    if not adjustment.rests_on:
        return _open(adjustment, (JUDGEMENT + adjustment.id,), say("有待评价员评定", "an evaluator decides"))
    found = known[adjustment.rests_on]
    if isinstance(found, Missing):
        return _open(
            adjustment, found.facts, say("{title}缺少数据", "no data for {title}", title=found.title)
        )
    if isinstance(found, Failed):
        effect = _open(adjustment, (JUDGEMENT + adjustment.id,), found.message)
        return evolve(effect, fault=found.message)
    amount = _amount(adjustment, found.value)
    effect = Effect(amount, amount, _reading(found.title, found.value, found.unit), found.basis, found.inputs)
    if amount and adjustment.at_least is not None:
        effect = _discretionary(adjustment, adjustment.at_least, effect)
    favourable = bool(amount) == (adjustment.kind is AdjustmentKind.BONUS)
    if statements is Statements.CONFIRM and found.basis is Basis.STATEMENT and favourable:
        return evolve(
            effect,
            sure=ZERO,
            possible=effect.possible or _most(adjustment),
            basis=None,
            missing=(JUDGEMENT + adjustment.id,),
            why=say("{reading}，有待核实", "{reading}, still to be confirmed", reading=effect.why),
        )
    return effect


def _open(adjustment: Adjustment, missing: tuple[str, ...], why: Message) -> Effect:
    return Effect(ZERO, _most(adjustment), why, missing=missing)


def _discretionary(adjustment: Adjustment, least: Decimal, effect: Effect) -> Effect:
    """Return that an adjustment is due, and that how far it goes is for an evaluator to set."""
    return evolve(effect, sure=least, possible=adjustment.at_most, missing=(JUDGEMENT + adjustment.id,))


def _most(adjustment: Adjustment) -> Decimal | None:
    return _ONE if _is_limit(adjustment) else adjustment.at_most


def _is_limit(adjustment: Adjustment) -> bool:
    return adjustment.kind in (AdjustmentKind.CAP, AdjustmentKind.VETO)


def _judged(adjustment: Adjustment, judgement: Judgement) -> Decimal:
    if judgement.marks is not None:
        return judgement.marks
    return _amount(adjustment, Decimal(judgement.count or 0))


def _amount(adjustment: Adjustment, value: FactValue | None) -> Decimal:
    """Return the marks that `value` comes to, or 1 or 0 where it makes a limit apply or not."""
    if value is None or isinstance(value, str):
        return ZERO  # Without a rate there is nothing to measure by.
    if isinstance(value, bool):
        value = Decimal(value)
    elif adjustment.below is not None:
        return Decimal(value < adjustment.below)
    if _is_limit(adjustment):
        return Decimal(value > 0)
    each = adjustment.at_most if adjustment.each is None else adjustment.each
    amount = EXACT.multiply(each or ZERO, value) if value > 0 else ZERO
    most = adjustment.at_most if adjustment.at_most is not None else amount
    return quantised(min(amount, most))


def _reading(title: Title, value: FactValue | None, unit: Unit) -> Message:
    shown: object = value
    if isinstance(value, bool):
        shown = say("是", "yes") if value else say("否", "no")
    elif isinstance(value, Decimal):
        shown = Amount(value, unit)
    elif value is None:
        shown = say("不适用", "not applicable")
    return say("{title}：{value}", "{title}: {value}", title=title, value=shown)
