"""The contract that remedies are true: what a deduction says is done, and the marks are won back."""

from decimal import Decimal

from hypothesis import strategies as st

from evalkit.facts.fact import Basis, FactSheet, FactValue
from evalkit.facts.unit import Amount, Unit
from evalkit.messages import Joined, Lang, Message, say
from evalkit.rules.rule import Assessment, Known, Loss, Rule, Value
from evalkit.scoring.rows import Row
from evalkit.testing.desk import Desk, Draw, hold, lost
from evalkit.testing.remedy_words import Way, ways
from evalkit.testing.strategies import bounds_of, numbers, texts_of

_ROUNDED = Decimal("0.0001")
"""By how much the marks that a remedy names may be rounded."""


def remedy_true(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    """Check that doing what deductions say wins the marks that they promise."""
    for row in desk.rows():
        for rule in row.rules():
            values = {} if rule.judged else _drawn(desk, row, rule, draw)
            found = _assessed(rule, row, values)
            for loss in found.losses:
                for way in ways(loss.remedy.text(Lang.ZH), values):
                    _kept(row, rule, values, loss, way)


def _drawn(desk: Desk, row: Row, rule: Rule, draw: Draw) -> dict[str, Known]:
    """Return a value for everything that `rule` looks at, none at all when nobody knows its unit."""
    nothing = desk.values(FactSheet(None, None, {}))
    units = {id: desk.unit(id) for id in _needs(rule)}
    found: dict[str, Known] = {}
    for id, unit in units.items():
        if unit is None:
            return {}
        value: FactValue
        if unit is Unit.YES_NO:
            value = draw(st.booleans())
        elif unit is Unit.TEXT:
            value = draw(st.sampled_from(texts_of(rule, id)))
        else:
            value = draw(numbers(unit, bounds_of(rule, id, row.indicator.marks)))
        found[id] = Value(id, nothing.title(id), value, unit, basis=Basis.FIGURE, inputs=())
    return found


def _needs(rule: Rule) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(rule.needs()))
    except Exception:  # noqa: BLE001  a rule that breaks fails `bounded`, and that alone
        return ()


def _assessed(rule: Rule, row: Row, values: dict[str, Known]) -> Assessment:
    try:
        return rule.assess(row.indicator.marks, values) if values else Assessment()
    except Exception:  # noqa: BLE001  a rule that breaks fails `bounded`, and that alone
        return Assessment()


def _kept(row: Row, rule: Rule, before: dict[str, Known], loss: Loss, way: Way) -> None:
    """Hold the rule to what one way promises."""
    after = _assessed(rule, row, dict(way.values))
    left = lost(after)
    due = Decimal(0)
    if way.only is not None:
        left = sum((each.marks for each in after.losses if way.only in each.values), Decimal(0))
    elif way.marks is not None:
        due = row.indicator.marks - way.marks + _ROUNDED
    stated = [_stated(known) for known in before.values() if isinstance(known, Value)]
    said = say(
        "{values} 时说“{remedy}”，照做（{done}）仍扣 {left} 分",
        "with {values} it says “{remedy}”; done so ({done}), {left} marks are still lost",
        values=Joined(tuple(stated)),
        remedy=loss.remedy,
        done=_done(before, way),
        left=left,
    )
    hold(left <= due, said)


def _stated(known: Value) -> Message:
    shown: object = known.value
    if isinstance(known.value, bool):
        shown = say("是", "yes") if known.value else say("否", "no")
    elif isinstance(known.value, Decimal):
        shown = Amount(known.value, known.unit)
    return say("“{title}”为 {value}", "{title} at {value}", title=known.title, value=shown)


def _done(before: dict[str, Known], way: Way) -> Joined:
    changed = [known for id, known in way.values.items() if known != before[id]]
    return Joined(tuple(_stated(known) for known in changed if isinstance(known, Value)))
