"""Marks lost for each case, down to 0 (扣完为止)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from evalkit.facts.unit import Amount, Unit
from evalkit.frozen import frozen
from evalkit.messages import say
from evalkit.rules.forms import FirstKnown, Form, PerCase, Waits, YesNo
from evalkit.rules.one_value import not_a_number
from evalkit.rules.rule import (
    EXACT,
    Assessment,
    Failed,
    Fault,
    Known,
    Loss,
    Missing,
    Open,
    Rule,
    Title,
    Value,
    quantised,
)


@frozen
class Violations(Rule):
    """Each case loses `lose` marks, at most all.

    ``count`` names the fact that counts the cases; without it an evaluator counts them (``count = n``
    in the judgement). ``none_if`` names yes/no facts that stand for no case at all when no count is
    given: ``count = "financial_violations"``, ``none_if = ["no_financial_violations"]``, ``lose = 1``.
    """

    name: ClassVar[str] = "violations"
    title: ClassVar[Title] = Title("按次扣分", "Per violation")

    lose: Decimal
    count: str = ""
    none_if: tuple[str, ...] = ()

    def needs(self) -> tuple[str, ...]:
        """Return the count and the statements that stand for none."""
        return (*((self.count,) if self.count else ()), *self.none_if)

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return what the cases lose, all that is due; without a count everything is open."""
        failed = next((known.message for known in values.values() if isinstance(known, Failed)), None)
        if failed is not None:
            return Assessment(failed=failed)
        counted = values.get(self.count)
        if isinstance(counted, Value):
            return self._counted(marks, counted)
        for id in self.none_if:
            known = values[id]
            if isinstance(known, Value) and known.value is True:
                return Assessment(used=(id,), shown=id)
        missing = counted.facts if isinstance(counted, Missing) else ()
        return Assessment(opens=(Open(quantised(marks), missing),))

    def form(self, marks: Decimal) -> Form:
        """Return the count, and after it the statements that stand for none."""
        counts = (PerCase(self.count, self.lose),) if self.count else ()
        forms = (*counts, *(YesNo(id, only_yes=True) for id in self.none_if))
        return FirstKnown(forms) if forms else Waits()

    def _counted(self, marks: Decimal, counted: Value) -> Assessment:
        if counted.value is None:
            return Assessment(applicable=False, used=(counted.id,), shown=counted.id)
        if not isinstance(counted.value, Decimal):
            return Assessment(failed=not_a_number(counted))
        cases = max(counted.value, Decimal(0))
        # Cases without end (a measure's x ÷ 0) lose all that there is.
        due = quantised(EXACT.multiply(cases, self.lose) if cases.is_finite() else marks)
        losses: tuple[Loss, ...] = ()
        if due > 0:
            reason = say(
                "{title}为 {count}，每项扣 {lose}，应扣 {due}",
                "{title}: {count}, each loses {lose}, {due} due",
                title=counted.title,
                count=Amount(counted.value, counted.unit),
                lose=Amount(self.lose, Unit.SCORE),
                due=Amount(due, Unit.SCORE),
            )
            remedy = say("{title}为 0 即不扣分", "nothing is lost when {title} is 0", title=counted.title)
            losses = (Loss(due, reason, remedy, (counted.id,)),)
        return Assessment(losses=losses, used=(counted.id,), shown=counted.id)

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return a loss that is not above 0."""
        if self.lose.is_finite() and self.lose > 0:
            return ()
        message = say("lose 不能是 {value}", "lose cannot be {value}", value=self.lose)
        return (Fault(("lose",), message, say("大于 0 的数", "a number above 0")),)
