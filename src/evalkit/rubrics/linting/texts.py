"""Doubts about texts: characters that nobody sees, years that are none."""

import re
from collections.abc import Iterator

from evalkit.errors import Problem
from evalkit.messages import say
from evalkit.rubrics.linting.subject import Subject

_UNSEEN = re.compile("[\x7f-\x9f\xad\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffd\ue000-\uf8ff]")  # fmt: skip
"""Characters without a sight of their own, those for private use, and what stands for a broken one."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def unseen(subject: Subject) -> Iterator[Problem]:
    """Yield the first unseen character of each line."""
    text, line_end = subject.top.file.text, -1
    for match in _UNSEEN.finditer(text):
        if match.start() < line_end:
            continue
        line_end = text.find("\n", match.start()) % (len(text) + 1)  # the last line ends with the text
        message = say(
            "这里有看不见的字符 U+{code}",
            "there is an invisible character U+{code}",
            code=f"{ord(match[0]):04X}",
        )
        yield subject.top.file.problem_at(match.start(), message)


def strange_years(subject: Subject) -> Iterator[Problem]:
    """Yield years for which no report is written."""
    applies_to = subject.rubric.applies_to
    for key, year in (("from", applies_to.first_year), ("to", applies_to.last_year)):
        if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
            message = say("{year} 不像年度", "{year} is hardly a year", year=str(year))
            yield subject.top.problem(message, "rubric", "applies_to", "years", key)
