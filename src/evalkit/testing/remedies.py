"""The contract that remedies are true: what a deduction says is done, and the marks are won back."""

import re
from decimal import Decimal

from attrs import evolve

from evalkit.facts.fact import FactSheet
from evalkit.facts.unit import Amount
from evalkit.messages import Lang, say
from evalkit.rules.checklist import AnyOf
from evalkit.rules.rule import Known, Value
from evalkit.testing.desk import Desk, Draw, assessed, hold, lost
from evalkit.testing.strategies import bounds_of, numbers

_GOAL = re.compile(r"(不低于|高于|不超过|低于|等于) (-?[\d,]{1,40}(?:\.\d{1,40})?) ?(%|万元|亿元|元)?")
_WORTH = {"%": Decimal("0.01"), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_BESIDE = Decimal("1E-12")


def _goal(remedy: str) -> Decimal | None:
    """Return a value that does what a remedy says in its last clause; None when it names no number."""
    bounds = []
    for word, digits, unit in _GOAL.findall(re.split("[，；]", remedy)[-1]):
        value = Decimal(digits.replace(",", "")) * _WORTH.get(unit, Decimal(1))
        bounds.append(value + {"高于": _BESIDE, "低于": -_BESIDE}.get(word, Decimal(0)))
    return sum(bounds, Decimal(0)) / len(bounds) if bounds else None


def remedy_true(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    """Check that doing what deductions say wins the full marks."""
    for row, rule, id, unit in desk.measured():
        value = draw(numbers(unit, bounds_of(rule, id, row.indicator.marks)))
        for loss in assessed(desk, row, rule, id, unit, value).losses:
            text = loss.remedy.text(Lang.ZH)
            goal = _goal(text) if "即可得满分" in text else None
            if goal is None:
                continue
            left = lost(assessed(desk, row, rule, id, unit, goal))
            said = say(
                "“{title}”为 {value} 时说“{remedy}”，照做仍扣 {left} 分",
                "at {value} {title} says “{remedy}”; done so, {left} marks are still lost",
                title=row.indicator.title,
                value=Amount(value, unit),
                remedy=text,
                left=left,
            )
            hold(left == 0, said)
    _remedied_statements(desk, sheet)


def _remedied_statements(desk: Desk, sheet: FactSheet) -> None:
    """Check that an item lost for a No is won by the Yes."""
    for row in desk.rows():
        rule = row.indicator.rule
        if not isinstance(rule, AnyOf):
            continue
        known: dict[str, Known] = desk.values(sheet).known(rule.needs())
        noes = {id: each for id, each in known.items() if isinstance(each, Value) and each.value is False}
        if not noes or not rule.assess(row.indicator.marks, known).losses:
            continue
        turned = known | {id: evolve(each, value=True) for id, each in noes.items()}
        said = say(
            "“{title}”补做之后仍然扣分", "{title} still loses marks when done", title=row.indicator.title
        )
        first = next(each for each in known.values() if isinstance(each, Value))
        if first.id in noes:
            hold(not rule.assess(row.indicator.marks, turned).losses, said)
