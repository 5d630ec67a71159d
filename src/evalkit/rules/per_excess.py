"""Marks lost for each step over a limit, down to 0 (扣完为止)."""

from decimal import Decimal
from typing import ClassVar

from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rules.curve import Curve
from evalkit.rules.per_step import PerStep
from evalkit.rules.rule import Title
from evalkit.rules.showing import Precise


@frozen
class PerExcess(PerStep):
    """Full marks up to `limit`; beyond it `lose` marks for each `each`, down to 0.

    ``measure`` is a measure or a numeric fact; ``limit`` and ``each`` are in its unit, ``lose`` in marks.
    ``limit = "10%"``, ``each = "1%"``, ``lose = 0.1``: 12.5 % loses 0.25. With ``steps = "whole"``
    only whole steps count (12.5 % loses 0.2); the default ``"fractional"`` counts parts of a step.
    """

    name: ClassVar[str] = "per_excess"
    title: ClassVar[Title] = Title("超过部分扣分", "Per excess")

    def curve(self, marks: Decimal) -> Curve:
        """Return full marks up to the limit, then a slope or steps, then nothing."""
        return self.falling(self.limit, marks)

    def standard(self, title: Title, value: Precise, curve: Curve) -> Message:
        """Return by how much `value` lies over the limit and what is due for it."""
        return say(
            "{title}为 {value}，超过 {limit} 的部分为 {beyond}，每超过 {each} 扣 {lose}，应扣 {due}",
            "{title} is {value}, {beyond} over {limit}; each {each} over it loses {lose}, {due} due",
            title=title,
            **self.due(value, curve),
        )
