"""What stands in for a rule that a rubric names and no plugin gives."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from evalkit.messages import say
from evalkit.rules.rule import Assessment, Known, Rule, Title


@frozen
class AbsentRule(Rule):
    """A rule whose plugin failed or was kept out: it decides nothing and says which is missing."""

    name: ClassVar[str] = "absent"
    title: ClassVar[Title] = Title("插件没有装载的规则", "A rule whose plugin is not loaded")

    wanted: str

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return that the rule could not be applied."""
        return Assessment(
            failed=say(
                "没有名为“{rule}”的计分规则：提供它的插件没有装载",
                "there is no rule {rule}: the plugin that gives it is not loaded",
                rule=self.wanted,
            )
        )
