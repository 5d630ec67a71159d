"""What only an evaluator can decide."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from evalkit.rules.rule import Assessment, Known, Open, Rule, Title, quantised


@frozen
class Judgement(Rule):
    """All marks wait for an evaluator: ``rule = "judgement"``, no further keys."""

    name: ClassVar[str] = "judgement"
    title: ClassVar[Title] = Title("评价员评定", "Judgement")
    judged: ClassVar[bool] = True

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return all marks open; what is missing is the judgement itself."""
        return Assessment(opens=(Open(quantised(marks), ()),))
