"""What a rule says, held at arm's length: a rule that breaks costs its own indicator only."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from attrs import evolve

from evalkit.facts.fact import Basis, weakest
from evalkit.messages import Lang, Message, say
from evalkit.rules.rule import Assessment, Input, Known, Open, Rule, Value


def needs_of(rule: Rule) -> tuple[str, ...]:
    """Return the ids that `rule` looks at; none when it cannot say, which shows when it assesses."""
    try:
        return tuple(rule.needs())
    except Exception:  # noqa: BLE001  a plugin's fault must cost its own indicators only
        return ()


def assess(rule: Rule, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
    """Return what `rule` says of `values` for an indicator of `marks`.

    A rule that raises, or that returns nonsense, gives an assessment with `failed` set. `used` is
    filled with all values that the rule needs where the rule does not say which it used.
    """
    try:
        needed = {id: values[id] for id in rule.needs()}
        found = rule.assess(marks, needed)
        fault = _nonsense(found, needed)
    except Exception as error:  # noqa: BLE001  a plugin's fault must cost its own indicators only
        fault = say("{kind}: {error}", "{kind}: {error}", kind=type(error).__name__, error=str(error))
    if fault is not None:
        return Assessment(
            failed=say(
                "计分规则“{rule}”（{module}）出错：{fault}",
                "the rule {rule} ({module}) broke: {fault}",
                rule=rule.name,
                module=type(rule).__module__,
                fault=fault,
            )
        )
    if found.used or found.failed:
        return found
    used = tuple([id for id, known in needed.items() if isinstance(known, Value)])
    return evolve(found, used=used) if used else found


def _nonsense(found: object, needed: Mapping[str, Known]) -> Message | None:
    if not isinstance(found, Assessment):
        return say(
            "返回了 {kind}，应为 Assessment",
            "it returned {kind}, not an Assessment",
            kind=type(found).__name__,
        )
    amounts = [*(loss.marks for loss in found.losses), *(each.marks for each in found.opens)]
    for marks in amounts:
        if not _is_amount(marks):
            return say("给出的分数是 {marks}", "it gave {marks} as marks", marks=str(marks))
    named = {*found.used, *(id for loss in found.losses for id in loss.values)}
    named |= {found.shown} if found.shown is not None else set()
    if not needed.keys() >= named:
        strange = sorted(named - needed.keys())
        return say(
            "用了没有声明的值 {ids}",
            "it used values that it did not declare: {ids}",
            ids=", ".join(strange),
        )
    for message in _messages(found):
        for lang in Lang:
            message.text(lang)  # a template that lacks one of its values raises here, not in a renderer
    return None


def _is_amount(marks: object) -> bool:
    return isinstance(marks, Decimal) and marks.is_finite() and marks >= 0


def _messages(found: Assessment) -> Iterable[Message]:
    for loss in found.losses:
        yield loss.reason
        yield loss.remedy
    if found.failed is not None:
        yield found.failed


def ground_of(used: Iterable[str], values: Mapping[str, Known]) -> Basis:
    """Return what a result rests on that used the values `used`: the weakest of them.

    What rests on no value of the report is no better than a statement.
    """
    bases = [known.basis for known in (values[id] for id in used) if isinstance(known, Value)]
    return weakest(bases or [Basis.STATEMENT])


def inputs_of(used: Iterable[str], values: Mapping[str, Known]) -> tuple[Input, ...]:
    """Return the facts that went into the values `used`, each once."""
    found: dict[str, Input] = {}
    for id in used:
        known = values[id]
        if isinstance(known, Value):
            for each in known.inputs:
                found.setdefault(each.fact, each)
    return tuple(found.values())


def filled(opens: Iterable[Open], judgement: str) -> tuple[Open, ...]:
    """Return `opens`, where what waits for no fact waits for `judgement`."""
    return tuple([each if each.missing else Open(each.marks, (judgement,)) for each in opens])
