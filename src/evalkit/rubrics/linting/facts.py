"""Doubts about the facts that a rubric defines itself."""

from collections.abc import Iterator

from evalkit.errors import Problem
from evalkit.messages import say
from evalkit.rubrics.linting.subject import Subject


def idle_facts(subject: Subject) -> Iterator[Problem]:
    """Yield facts of the rubric's own that none of its rows, adjustments and measures looks at."""
    looked_at = {adjustment.rests_on for adjustment in subject.rubric.adjustments}
    for row, _ in subject.rows():
        rules = [rule for rule in (row.rule, *row.modifiers) if rule is not None]
        looked_at |= {id for rule in rules for id in rule.needs()}
    for measure in subject.rubric.measures:
        looked_at |= {*measure.parameters, measure.claimed_as or ""}
    for wording, place in zip(subject.rubric.facts.fact, subject.top.tables("fact"), strict=True):
        if wording.id not in looked_at:
            message = say(
                "没有指标、测算或调整用到这个事实", "no indicator, measure or adjustment looks at this fact"
            )
            yield place.problem(message, "id")
