"""Doubts about tiers of a judgement: titles that stand twice, marks that neither only rise nor only fall."""

from collections.abc import Iterator
from itertools import pairwise

from evalkit.errors import Problem
from evalkit.messages import say
from evalkit.rubrics.linting.subject import Subject
from evalkit.rules.judgement import Judgement


def tiers(subject: Subject) -> Iterator[Problem]:
    """Yield tiers out of order, and tiers whose title another one has."""
    for row, place in subject.rows():
        if not isinstance(row.rule, Judgement):
            continue
        marks = [tier.marks for tier in row.rule.tiers]
        falls = len(marks) < 2 or marks[0] > marks[-1]
        titles: set[str] = set()
        for index, tier in enumerate(row.rule.tiers):
            if tier.title in titles:
                message = say("“{title}”档重复", "the tier “{title}” stands twice", title=tier.title)
                yield place.problem(message, "tiers", index, "title")
            titles.add(tier.title)
        for index, (one, other) in enumerate(pairwise(marks), 1):
            if (one < other) if falls else (one > other):
                message = say(
                    "各档的分值应依次递减或递增", "the marks of tiers go down one after the other, or up"
                )
                yield place.problem(message, "tiers", index, "marks")
