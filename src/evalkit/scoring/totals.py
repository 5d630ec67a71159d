"""The total: the indicators together, then the adjustments in their order, each with its reason."""

from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve, field

from evalkit.facts.fact import Basis
from evalkit.facts.unit import Amount, Unit
from evalkit.frozen import define, frozen
from evalkit.messages import Message, say
from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, NotApplicable, Rubric
from evalkit.rules.rule import EXACT, Title
from evalkit.scoring.adjusting import Effect, effect_of
from evalkit.scoring.dossier import Dossier, Scored, Stake, evidence_of
from evalkit.scoring.grounds import less, more, resting, together
from evalkit.scoring.ledger import ZERO, Balance, difference, total
from evalkit.scoring.rescaling import rescaled
from evalkit.scoring.scorecard import AdjustmentResult, BasisSums

_ORDER = tuple(AdjustmentKind)


@frozen
class Total:
    """What the indicators and adjustments of a rubric come to.

    `stakes` are the open marks of each adjustment, by its id.
    """

    balance: Balance
    sums: BasisSums
    adjustments: tuple[AdjustmentResult, ...]
    stakes: tuple[tuple[str, Stake], ...]
    faults: tuple[Message, ...]


def total_of(rubric: Rubric, indicators: Sequence[Scored], dossier: Dossier) -> Total:
    """Return the total of `indicators` after the rubric's adjustments."""
    balances = [each.balance for each in indicators]
    running = _Running(
        Balance.sum(balances),
        together(each.sums for each in indicators),
        rubric,
        dossier,
        balances,
    )
    for adjustment in in_order(rubric):
        running.apply(adjustment)
    return Total(
        running.balance,
        running.sums,
        tuple(running.results),
        tuple(running.stakes),
        tuple(running.faults),
    )


def rescales(rubric: Rubric) -> bool:
    """Return whether the marks of what does not apply go to the rest of `rubric`."""
    return rubric.not_applicable is not NotApplicable.EXCLUDED or any(
        each.kind is AdjustmentKind.RESCALE for each in rubric.adjustments
    )


def in_order(rubric: Rubric) -> list[Adjustment]:
    """Return what acts on the total of `rubric`, in the order in which it acts."""
    own = list(rubric.adjustments)
    if rescales(rubric) and not any(each.kind is AdjustmentKind.RESCALE for each in own):
        own.append(Adjustment(AdjustmentKind.RESCALE, "rescale", Title("折算", "Rescaling"), ""))
    return sorted(own, key=lambda each: _ORDER.index(each.kind))


@define
class _Running:
    """The total while adjustments act on it, one after the other."""

    balance: Balance
    sums: BasisSums
    rubric: Rubric
    dossier: Dossier
    indicators: Sequence[Balance]
    results: list[AdjustmentResult] = field(factory=list)
    stakes: list[tuple[str, Stake]] = field(factory=list)
    faults: list[Message] = field(factory=list)

    def apply(self, adjustment: Adjustment) -> None:
        """Let `adjustment` act, and note what it did and why."""
        if adjustment.kind is AdjustmentKind.RESCALE:
            self._rescale(adjustment)
        elif adjustment.kind is AdjustmentKind.ROUNDING:
            self._round(adjustment)
        else:
            self._decide(adjustment)

    def _rescale(self, adjustment: Adjustment) -> None:
        found = rescaled(self.rubric, self.indicators, self.balance)
        if found is None:
            # Where nothing applies there is nothing to rescale: the total is 0 of the full marks.
            self.balance = evolve(self.balance, marks=self.rubric.total)
        else:
            self._note(adjustment, found.balance, found.reason)

    def _round(self, adjustment: Adjustment) -> None:
        places = adjustment.places or 0
        reason = say(
            "总分四舍五入，保留 {places} 位小数",
            "the total is rounded half up to {places} decimals",
            places=places,
        )
        self._note(adjustment, rounded_off(self.balance, places), reason)

    def _decide(self, adjustment: Adjustment) -> None:
        statements = self.dossier.statements or self.rubric.statements
        effect = effect_of(adjustment, self.dossier.known, self.dossier.judgements, statements)
        before = self.balance
        after = adjusted(before, adjustment, effect)
        self._note(adjustment, after, _reason(adjustment, effect), effect)
        if effect.missing:
            self.stakes.append((adjustment.id, Stake(_stake(before, adjustment, effect), effect.missing)))
        if effect.fault is not None:
            self.faults.append(effect.fault)

    def _note(
        self, adjustment: Adjustment, after: Balance, reason: Message, effect: Effect | None = None
    ) -> None:
        low = difference(after.low, self.balance.low)
        if low < 0:
            # What is not taken for a reason of its own comes off the weakest marks first.
            basis = Basis.STATEMENT if effect is None or effect.missing else effect.basis
            self.sums = less(self.sums, difference(ZERO, low), basis)
        elif low > 0 and effect is not None:
            self.sums = together([self.sums, resting(low, effect.basis)])
        elif low > 0:
            self.sums = more(self.sums, low)
        self.results.append(
            AdjustmentResult(
                kind=adjustment.kind,
                id=adjustment.id,
                title=adjustment.title,
                low=low,
                high=difference(after.high, self.balance.high),
                reason=reason,
                clause=adjustment.clause,
                evidence=() if effect is None else evidence_of(effect.inputs),
                basis=None if effect is None else effect.basis,
            )
        )
        self.balance = after


def rounded_off(balance: Balance, places: int) -> Balance:
    """Return `balance` with both ends rounded half up to `places` decimals, no further than to full marks."""
    return evolve(
        balance,
        low=min(_to_places(balance.low, places), balance.marks),
        high=min(_to_places(balance.high, places), balance.marks),
    )


def _to_places(marks: Decimal, places: int) -> Decimal:
    return marks.quantize(Decimal(1).scaleb(-places), context=EXACT)


def adjusted(before: Balance, adjustment: Adjustment, effect: Effect) -> Balance:
    """Return the total after `effect`, never below 0 nor above the full marks."""
    sure, possible = effect.sure, effect.possible
    if adjustment.kind is AdjustmentKind.BONUS:
        low = min(total([before.low, sure]), before.marks)
        high = before.marks if possible is None else min(total([before.high, possible]), before.marks)
    elif adjustment.kind is AdjustmentKind.PENALTY:
        low = ZERO if possible is None else max(difference(before.low, possible), ZERO)
        high = max(difference(before.high, sure), ZERO)
    else:
        limit = ZERO if adjustment.kind is AdjustmentKind.VETO else adjustment.at_most
        most = before.marks if limit is None else limit
        low = min(before.low, most) if possible else before.low
        high = min(before.high, most) if sure else before.high
    return evolve(before, low=low, high=high)


def _stake(before: Balance, adjustment: Adjustment, effect: Effect) -> Decimal:
    """Return the most marks that `effect` can move the total by, wherever in its interval that lies."""
    most = before.marks if effect.possible is None else effect.possible
    spared = adjusted(before, adjustment, evolve(effect, possible=effect.sure))
    struck = adjusted(before, adjustment, evolve(effect, sure=most, possible=most))
    return max(
        difference(*sorted((spared.low, struck.low), reverse=True)),
        difference(*sorted((spared.high, struck.high), reverse=True)),
    )


def _reason(adjustment: Adjustment, effect: Effect) -> Message:
    sure, possible = (
        None if each is None else Amount(each, Unit.SCORE) for each in (effect.sure, effect.possible)
    )
    most = None if adjustment.at_most is None else Amount(adjustment.at_most, Unit.SCORE)
    state = "open" if effect.missing else "yes" if effect.sure else "no"
    if effect.missing and effect.sure:
        state = "range"
    template = _REASONS[adjustment.kind][state]
    if possible is None and state == "open":
        template = _UNBOUNDED[adjustment.kind]
    return evolve(template, values={"why": effect.why, "sure": sure, "possible": possible, "most": most})


_REASONS = {
    AdjustmentKind.BONUS: {
        "yes": say("{why}，加 {sure}", "{why}: {sure} added"),
        "no": say("{why}，不加分", "{why}: nothing added"),
        "open": say("{why}，最多可加 {possible}", "{why}: up to {possible} may be added"),
        "range": say(
            "{why}，由评价员在 {sure} 至 {possible} 之间加分",
            "{why}: an evaluator adds {sure} to {possible}",
        ),
    },
    AdjustmentKind.PENALTY: {
        "yes": say("{why}，扣 {sure}", "{why}: {sure} taken"),
        "no": say("{why}，不扣分", "{why}: nothing taken"),
        "open": say("{why}，最多可扣 {possible}", "{why}: up to {possible} may be taken"),
        "range": say(
            "{why}，由评价员在 {sure} 至 {possible} 之间扣分",
            "{why}: an evaluator takes {sure} to {possible}",
        ),
    },
    AdjustmentKind.CAP: {
        "yes": say("{why}，总分最高 {most}", "{why}: the total is at most {most}"),
        "no": say("{why}，总分不设上限", "{why}: the total is not capped"),
        "open": say("{why}，总分可能以 {most}为上限", "{why}: the total may be capped at {most}"),
    },
    AdjustmentKind.VETO: {
        "yes": say("{why}，一票否决，总分为 0", "{why}: vetoed, the total is 0"),
        "no": say("{why}，不触发一票否决", "{why}: no veto"),
        "open": say("{why}，可能一票否决", "{why}: the total may be vetoed"),
    },
}
_UNBOUNDED = {
    AdjustmentKind.BONUS: say("{why}，可能加分", "{why}: marks may be added"),
    AdjustmentKind.PENALTY: say("{why}，可能扣分", "{why}: marks may be taken"),
}
