"""Marks lost for each step below a limit, down to 0 (每低于…扣…，扣完为止)."""

from decimal import Decimal
from typing import ClassVar

from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rules.curve import Curve
from evalkit.rules.per_step import PerStep
from evalkit.rules.rule import EXACT, Title
from evalkit.rules.showing import Precise


@frozen
class PerShortfall(PerStep):
    """Full marks from `limit` up; below it `lose` marks for each `each`, down to 0.

    ``measure`` is a measure or a numeric fact; ``limit`` and ``each`` are in its unit, ``lose`` in marks.
    ``limit = "95%"``, ``each = "1%"``, ``lose = 0.5``: 92.5 % loses 1.25. With ``steps = "whole"``
    only whole steps count (92.5 % loses 1); the default ``"fractional"`` counts parts of a step.
    """

    name: ClassVar[str] = "per_shortfall"
    title: ClassVar[Title] = Title("不足部分扣分", "Per shortfall")

    def curve(self, marks: Decimal) -> Curve:
        """Return nothing, then a slope or steps up, then full marks from the limit on."""
        return self.falling(EXACT.minus(self.limit), marks).mirrored

    def standard(self, title: Title, value: Precise, curve: Curve) -> Message:
        """Return by how much `value` lies below the limit and what is due for it."""
        return say(
            "{title}为 {value}，低于 {limit} 的部分为 {beyond}，每低 {each} 扣 {lose}，应扣 {due}",
            "{title} is {value}, {beyond} below {limit}; each {each} below it loses {lose}, {due} due",
            title=title,
            **self.due(value, curve),
        )
