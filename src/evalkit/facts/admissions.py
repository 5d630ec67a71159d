"""The problems that a report names itself, in its sections on 存在问题."""

import re
from collections.abc import Iterator
from functools import lru_cache

from evalkit.documents.document import BlockKind, Evidence
from evalkit.documents.passage import Passage
from evalkit.facts.catalogue import Catalogue
from evalkit.patterns import when_used

AHEAD = re.compile("下一步|下步|今后|针对|为此|下一阶段|下一年|改进措施|整改措施|我局将|我单位将")
"""What a sentence begins with that says what will be done."""

_MARKER = re.compile(
    r"^(?:[0-9]{1,2}[.、]|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳])"
)
_GRANTED = re.compile(r"[^，。；！？：]{0,12}(?:虽然|虽|尽管)(?!有)[^，。；！？：]{0,20}，")
_OF_ALL = when_used(
    r"(?:(?:承担|牵头|负责|下达|实施|安排|确定|部署)的|(?:^|[，。；])(?:全年|本年度?|年度|当年))\Z"
)
_BEFORE = 12
"""How far before a count the words stand that say whose it is."""
_BUT = when_used(r"(?:但|却|然而|不过|可)")
_LEAST = 6
"""How many characters a passage needs to name a problem."""


def admissions(passage: Passage, catalogue: Catalogue) -> Iterator[Evidence]:
    """Yield the passages of `passage` in which the report names a problem of its own.

    They stand under a heading that speaks of problems. A list item is one whole; in running text
    each sentence is one, up to the first that only says what will be done.
    """
    if passage.kind is BlockKind.HEADING or not speaks_of_problems(passage.headings, catalogue):
        return
    if _MARKER.match(passage.text):
        yield passage.evidence(0, len(passage.text))
        return
    for start, end in passage.sentences:
        sentence = passage.text[start:end]
        if AHEAD.match(sentence):
            return
        if len(sentence) >= _LEAST:
            yield passage.evidence(start, end)


def grants(text: str, start: int, end: int) -> bool:
    """Return whether the count from `start` to `end` is granted before a 但: 承担的9项任务虽已完成，但….

    What a section on problems grants of all that somebody has to do is so of the whole, not of a part.
    """
    clause = _GRANTED.match(text, end)
    if clause is None or not _BUT.match(text, clause.end()):
        return False
    return _OF_ALL.search(text, max(0, start - _BEFORE), start) is not None


@lru_cache(maxsize=512)
def speaks_of_problems(headings: tuple[str, ...], catalogue: Catalogue) -> bool:
    """Return whether a section under `headings` tells of the report's own problems."""
    return any(word in heading for heading in headings for word in catalogue.problem_headings)
