"""What an evaluator can judge in a rubric: indicators, parts, modifiers that count, adjustments."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import evolve

from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, Rubric
from evalkit.rules.judgement import Judgement, Range
from evalkit.rules.rule import Rule, Title
from evalkit.rules.violations import Violations
from evalkit.scoring.rows import all_rows


@frozen
class Target:
    """One thing that can be judged, by its address.

    `marks` are the most that a judgement may give (that a penalty may take), None where marks say
    nothing; `rule` says which of these, None for any, and `least` the least besides none at all. `each` is
    what one counted case is worth, None where a count says nothing. `once` says that the count is 0 or 1:
    whether a cap or veto applies.
    """

    address: str
    title: Title
    marks: Decimal | None = None
    each: Decimal | None = None
    once: bool = False
    rule: Judgement | None = None
    least: Decimal | None = None

    @property
    def counts(self) -> bool:
        """Return whether a judgement may give a count."""
        return self.once or self.each is not None

    def allows(self, marks: Decimal) -> bool:
        """Return whether a judgement may give `marks`."""
        if self.marks is None or not 0 <= marks <= self.marks:
            return False
        if self.rule is not None:
            return self.rule.allows(marks, self.marks)
        return not marks or self.least is None or marks >= self.least

    def choices(self) -> Message:
        """Return the marks that a judgement may give, or the counts where it may give none."""
        if self.marks is None:
            return say("0 或 1", "0 or 1") if self.once else say("0 或更多", "0 or more")
        if self.least is not None:
            return say("0，或 {low} 到 {high}", "0, or {low} to {high}", low=self.least, high=self.marks)
        return (self.rule or Judgement()).choices(self.marks)


def targets(rubric: Rubric) -> Mapping[str, Target]:
    """Return all that can be judged in `rubric`, by address."""
    found = [*_row_targets(rubric), *(_adjustment_target(each) for each in judgeable(rubric))]
    return {target.address: target for target in found}


def judgeable(rubric: Rubric) -> tuple[Adjustment, ...]:
    """Return the adjustments that something of the report or an evaluator decides."""
    own = (AdjustmentKind.RESCALE, AdjustmentKind.ROUNDING)
    return tuple(each for each in rubric.adjustments if each.kind not in own)


def lost_each(rule: Rule | None) -> Decimal | None:
    """Return what each case loses under a rule that counts violations; None for other rules."""
    return rule.lose if isinstance(rule, Violations) else None


def _row_targets(rubric: Rubric) -> Iterator[Target]:
    for row in all_rows(rubric):
        title = row.indicator.title
        rule = row.indicator.rule
        asked = rule if isinstance(rule, Judgement) else None
        yield Target(row.address, title, row.indicator.marks, lost_each(rule), rule=asked)
        for address, rule in row.modifiers():
            each = lost_each(rule)
            if each is not None:
                yield Target(address, title, each=each)


def _adjustment_target(adjustment: Adjustment) -> Target:
    if adjustment.kind in (AdjustmentKind.CAP, AdjustmentKind.VETO):
        return Target(adjustment.id, adjustment.title, once=True)
    target = Target(adjustment.id, adjustment.title, adjustment.at_most, adjustment.each)
    if adjustment.at_least is None:
        return target
    if adjustment.rests_on:
        # Whether anything is due is for the fact to say: an evaluator who knows better corrects the fact.
        return evolve(target, rule=Judgement(range=Range(adjustment.at_least)))
    return evolve(target, least=adjustment.at_least)
