"""Doubts about what a rule looks at: facts that are never found."""

from collections.abc import Iterator

from evalkit.errors import Problem
from evalkit.facts.unit import Unit
from evalkit.facts.wording import Wording
from evalkit.messages import say
from evalkit.rubrics.linting.subject import Subject
from evalkit.rules.rule import Rule

_FOUND_OTHERWISE = frozenset({"department", "year"})
"""Facts that are found by the report's title and not by a wording."""


def never_found(subject: Subject) -> Iterator[Problem]:
    """Yield rows that rest on facts which no wording can find in any report.

    A fact that the rubric defines itself without words is meant to be supplied.
    """
    own = {wording.id for wording in subject.rubric.facts.fact}
    for row, place in subject.rows():
        rules = [rule for rule in (row.rule, *row.modifiers) if rule is not None]
        named = dict.fromkeys(id for rule in rules for id in _facts(rule, subject))
        known = [id for id in named if id in subject.wordings and id not in own]
        lost = [id for id in known if _is_wordless(subject.wordings[id])]
        for id in lost:
            message = say(
                "没有一种表述能从报告中找出事实“{id}”，只能由人补充",
                "no wording can find the fact “{id}” in a report; it has to be supplied",
                id=id,
            )
            yield place.problem(message)


def _facts(rule: Rule, subject: Subject) -> Iterator[str]:
    for id in rule.needs():
        if id in subject.measures:
            yield from subject.measures[id].parameters
        else:
            yield id


def _is_wordless(wording: Wording) -> bool:
    unit = Unit(wording.unit)
    if wording.id in _FOUND_OTHERWISE:
        return False
    if unit is Unit.YES_NO:
        return not (wording.yes or wording.no)
    return not (wording.labels if unit is Unit.TEXT else wording.subject)
