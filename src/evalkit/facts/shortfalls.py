"""Counts of what was left undone: 3 个项目未按期完成 contradicts that all of them were completed."""

import re
from collections.abc import Sequence

from evalkit.documents.passage import Passage
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Token
from evalkit.facts.reading import CURRENT, Reading
from evalkit.facts.sentence import legible
from evalkit.facts.unit import Unit

UNFINISHED = "unfinished"
"""The side of a count of what was left undone."""

_FINISHED = "completed"
_LONGEST_CLAUSE = 60
_SIGN = re.compile("[，。；：！？（）、]")
_CAUSE = re.compile("因|由于|受")
"""What begins the cause why something was left undone."""

_PASSING = re.compile(
    "(?<![0-9])[1-9]月|1[01]月|(?<!十)[一二三四五六七八九]月|十一?月|季度|半年|年中|当时|一度|曾|去年|上年|拟|预计|如果?|若"
)
"""What says that it was so for a time only, or is not so at all."""


def is_shortfall(reading: Reading, passage: Passage, catalogue: Catalogue) -> bool:
    """Return whether `reading` counts, plainly and for the whole year, what of its subject was left undone.

    The clause says nothing else of what is counted (3 个项目尚未完成验收 does), and neither the sentence
    nor what follows in it says that it was made good.
    """
    quantity = reading.quantity
    if quantity.unit is not Unit.COUNT or UNFINISHED not in reading.aspects or reading.period != CURRENT:
        return False
    if quantity.high is not None or quantity.approximate or reading.planned or quantity.value <= 0:
        return False
    places = (each for each in passage.sentences if each[0] <= quantity.start < each[1])
    start, end = next(places, (quantity.start, quantity.end))
    before = legible(passage.text[max(start, quantity.start - _LONGEST_CLAUSE) : quantity.start])
    behind = legible(passage.text[quantity.end : min(end, quantity.end + _LONGEST_CLAUSE)])
    if _PASSING.search(before):
        return False
    head = before[max((match.end() for match in _SIGN.finditer(before)), default=0) :]
    sign = _SIGN.search(behind)
    tail = behind[: sign.start()] if sign else behind
    made_good = any(_FINISHED in word.sense.aspects for word in catalogue.lexicon.tokens(behind[len(tail) :]))
    return not made_good and (
        _says_no_more(tail, reading.subject, catalogue, last=True)
        or (not tail and _says_no_more(head, reading.subject, catalogue, last=False))
    )


def _says_no_more(words: str, subject: str, catalogue: Catalogue, *, last: bool) -> bool:
    """Return whether `words` only name `subject` and say that it is undone, as their `last` or first word."""
    tokens = catalogue.lexicon.tokens(words)
    undone = next((at for at, word in enumerate(tokens) if UNFINISHED in word.sense.aspects), None)
    if undone is None:
        return False
    if last:
        cause = _CAUSE.search(words)
        told = [word for word in tokens[:undone] if cause is None or word.start < cause.start()]
        upto = tokens[undone].start if cause is None else cause.start()
        ends = tokens[-1] is tokens[undone] and tokens[-1].end == len(words)
        return ends and _covers(told, words[:upto], 0) and _names(told, subject)
    return _covers(tokens[undone:], words, tokens[undone].start) and _names(tokens[undone + 1 :], subject)


def _names(tokens: Sequence[Token], subject: str) -> bool:
    """Return whether each of `tokens` names `subject` or fills."""
    return all(subject in word.sense.subjects or word.sense.fills for word in tokens)


def _covers(tokens: Sequence[Token], text: str, start: int) -> bool:
    """Return whether `tokens` leave out no character of `text` from `start` on."""
    return sum(word.end - word.start for word in tokens) == len(text) - start
