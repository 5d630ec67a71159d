"""Doubts about bands that go down and up again."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from evalkit.errors import Problem
from evalkit.messages import say
from evalkit.rubrics.linting.subject import Subject


def dipping_bands(subject: Subject) -> Iterator[Problem]:
    """Yield bands that give less than one before and one after them."""
    for _, row in subject.rows():
        bands = row.tables("bands") if row.text("rule") == "bands" else ()
        marks = [band.number("marks") or Decimal(0) for band in bands]
        before = accumulate(marks, max)
        after = reversed(list(accumulate(reversed(marks), max)))
        for band, own, earlier, later in zip(bands, marks, before, after, strict=True):
            if own < min(earlier, later):
                message = say(
                    "这一档的得分比前面和后面的档都低",
                    "this band gives less than bands before and after it",
                )
                yield band.problem(message)
