"""Doubts about single rows: bands that give the same, words that say nothing, nothing to judge by."""

from collections.abc import Iterator
from itertools import pairwise

from evalkit.errors import Problem
from evalkit.messages import say
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.place import Place, indicators, parts
from evalkit.rubrics.unusable import UnusableRule

_SHORTEST = 2
"""How many characters a word needs to tell passages apart."""


def idle_bands(subject: Subject) -> Iterator[Problem]:
    """Yield bands that give what the one before gives."""
    for _, row in subject.rows():
        bands = row.tables("bands") if row.text("rule") == "bands" else ()
        for above, band in pairwise(bands):
            if above.number("marks") == band.number("marks"):
                message = say(
                    "这一档与上一档得分相同，可以合并",
                    "this band gives what the one before gives: they can be one",
                )
                yield band.problem(message)


def short_words(subject: Subject) -> Iterator[Problem]:
    """Yield words so short that they stand in every passage."""
    for _, row in subject.rows():
        for key in ("passages", "admitted_by"):
            for index, word in enumerate(row.keys.get(key, ())):
                if len(word.strip()) < _SHORTEST:
                    message = say(
                        "“{word}”太短，到处都会出现",
                        "“{word}” is so short that it stands everywhere",
                        word=word,
                    )
                    yield row.problem(message, key, index)


def nothing_to_judge_by(subject: Subject) -> Iterator[Problem]:
    """Yield rows that an evaluator decides without any passage of the report to see."""
    for indicator in indicators(subject.top):
        yield from _unseen(indicator, has_passages=False)


def _unseen(row: Place, *, has_passages: bool) -> Iterator[Problem]:
    has_passages = has_passages or bool(row.keys.get("passages"))
    if _is_judged(row) and not has_passages:
        yield row.problem(
            say(
                "要由人评判，却没有写 passages，评价人员看不到报告中的相关段落",
                "an evaluator decides this, but without passages none of the report is shown for it",
            )
        )
    for part in parts(row):
        yield from _unseen(part, has_passages=has_passages)


def _is_judged(row: Place) -> bool:
    is_item = len(row.path) > 1 and row.path[-2] == "items"
    if is_item:
        return not row.keys.get("any")
    rule = row.text("rule")
    return rule == "judgement" or (rule == "violations" and "count" not in row.keys)


def broken_rules(subject: Subject) -> Iterator[Problem]:
    """Yield rules that broke when the rubric was read."""
    for row, place in subject.rows():
        for rule, named in [(row.rule, place), *zip(row.modifiers, place.tables("then"), strict=True)]:
            if isinstance(rule, UnusableRule):
                yield named.problem(rule.why, "rule")
