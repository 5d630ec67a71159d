"""What stands in for a rule that cannot be used: its indicators end in an error, the others are scored."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.problems import short
from evalkit.rules.rule import Assessment, Known, Rule, Title


@frozen
class UnusableRule(Rule):
    """A rule whose plugin failed, was kept out, or broke when the rubric was read; `why` says which."""

    name: ClassVar[str] = "unusable"
    title: ClassVar[Title] = Title("无法使用的规则", "A rule that cannot be used")

    why: Message

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return that the rule could not be applied."""
        return Assessment(failed=self.why)


def absent(rule: str) -> UnusableRule:
    """Return the stand-in for a rule that nobody gives."""
    return UnusableRule(
        say(
            "没有名为“{rule}”的计分规则：提供它的插件没有装载",
            "there is no rule {rule}: the plugin that gives it is not loaded",
            rule=short(rule),
        )
    )


def broken(rule: str, error: Exception) -> UnusableRule:
    """Return the stand-in for a rule that raised `error`."""
    return UnusableRule(
        say(
            "计分规则“{rule}”出错：{kind}: {error}",
            "the rule “{rule}” broke: {kind}: {error}",
            rule=rule,
            kind=type(error).__name__,
            error=short(str(error)),
        )
    )
