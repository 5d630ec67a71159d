"""Values to hand to a rule, and what a rule says as a reader sees it."""

from collections.abc import Iterable
from decimal import Decimal

import pytest
from attrs import frozen

from evalkit.facts.fact import Basis, FactValue
from evalkit.facts.unit import Unit
from evalkit.messages import Lang, say
from evalkit.rules.rule import Assessment, Failed, Fault, Known, Missing, Rule, Title, Value

TITLE = Title("工单办结率", "Orders closed")


@frozen
class Kit:
    """What tests of rules are made of."""

    def value(
        self,
        value: str | Decimal | bool | None,
        unit: Unit = Unit.RATIO,
        *,
        id: str = "m",
        title: Title = TITLE,
        text: bool = False,
    ) -> Value:
        """Return a value; a number may be written as text, None is no rate (0 ÷ 0)."""
        held: FactValue | None = Decimal(value) if isinstance(value, str) and not text else value
        return Value(id, title, held, unit, Basis.FIGURE, ())

    def missing(self, *facts: str, id: str = "m") -> Missing:
        """Return a value that waits for `facts`."""
        return Missing(id, TITLE, facts or ("orders_closed",))

    def failed(self, id: str = "m") -> Failed:
        """Return a value whose plugin broke."""
        return Failed(id, TITLE, say("插件出错", "the plugin broke"))

    def assess(self, rule: Rule, marks: str | Decimal, *known: Known) -> Assessment:
        """Return what `rule` says of `known`."""
        return rule.assess(Decimal(marks), {each.id: each for each in known})

    def lost(self, assessment: Assessment) -> Decimal:
        """Return all marks that are due."""
        return sum((loss.marks for loss in assessment.losses), Decimal(0))

    def open(self, assessment: Assessment) -> Decimal:
        """Return all marks that are open."""
        return sum((each.marks for each in assessment.opens), Decimal(0))

    def reasons(self, assessment: Assessment, lang: Lang = Lang.ZH) -> list[str]:
        """Return the reasons of the losses."""
        return [loss.reason.text(lang) for loss in assessment.losses]

    def remedies(self, assessment: Assessment, lang: Lang = Lang.ZH) -> list[str]:
        """Return what would win the losses back."""
        return [loss.remedy.text(lang) for loss in assessment.losses]

    def faults(self, found: Iterable[Fault], lang: Lang = Lang.ZH) -> list[tuple[object, ...]]:
        """Return each fault as its path, its text and, where there is one, what was allowed."""
        return [
            (fault.path, fault.message.text(lang), *([fault.allowed.text(lang)] if fault.allowed else []))
            for fault in found
        ]


@pytest.fixture(scope="session")
def kit() -> Kit:
    """Return what tests of rules are made of."""
    return Kit()
