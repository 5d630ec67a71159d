"""What a report asserts in words: yes/no facts, found by words that stand in order in one sentence."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from evalkit.documents.document import BlockKind
from evalkit.documents.passage import Passage
from evalkit.facts.candidates import Found
from evalkit.facts.catalogue import Catalogue, Statement, Wording
from evalkit.facts.fact import Basis, Candidate
from evalkit.messages import say

_GAP = 40
"""How many characters may stand between two slots of a statement."""

_AHEAD = re.compile("下一步|今后|下一年|明年|将进一步|拟|力争|下步|需要|有待|应当|建议|要求各|希望|必须")
_AHEAD_SECTIONS = re.compile(
    "下一步|下步|改进|整改|打算|建议|工作计划|存在|问题|不足|差距|工作目标|年度目标|履职目标|主要目标|职能|职责"
)
_ADVERSE, _FAVOURABLE = 40, 20
_CLAUSE_ENDS = "，。；！？：,;"
_CLAUSE_END = re.compile(f"[{_CLAUSE_ENDS}]")


def statement_candidates(passage: Passage, catalogue: Catalogue) -> Iterator[Found]:
    """Yield the yes/no facts that the sentences of `passage` state; a heading states nothing."""
    if passage.kind is BlockKind.HEADING:
        return
    ahead = any(_AHEAD_SECTIONS.search(heading) for heading in passage.headings)
    stated = [wording for wording in catalogue.wordings.values() if wording.yes or wording.no]
    for start, end in passage.sentences():
        sentence = passage.text[start:end]
        favourable = not ahead and not _AHEAD.search(sentence)
        for wording in stated:
            yield from _stated(wording, passage, start, sentence, favourable)


def choice_candidates(passage: Passage, catalogue: Catalogue) -> Iterator[Found]:
    """Yield the text facts that `passage` gives: one of their choices directly behind a label."""
    for wording in catalogue.wordings.values():
        if not wording.choices:
            continue
        for match in _behind(wording.labels, wording.choices).finditer(passage.text):
            candidate = Candidate(
                value=match["choice"],
                basis=Basis.CLAIM if wording.claim else Basis.FIGURE,
                evidence=passage.evidence(match.start(), match.end()),
                score=_FAVOURABLE,
            )
            yield Found(wording.id, candidate)


@lru_cache(maxsize=256)
def _behind(labels: tuple[str, ...], choices: tuple[str, ...]) -> re.Pattern[str]:
    told = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    return re.compile(f'(?:{told})[为是：:“"‘「]{{0,2}}(?P<choice>{"|".join(map(re.escape, choices))})')


def _stated(
    wording: Wording, passage: Passage, start: int, sentence: str, favourable: bool
) -> Iterator[Found]:
    for value, statements in ((False, wording.no), (True, wording.yes if favourable else ())):
        place = next(_places(statements, sentence), None)
        if place is not None:
            first, last = _clauses(sentence, *place)
            candidate = Candidate(
                value=value,
                basis=Basis.STATEMENT,
                evidence=passage.evidence(start + first, start + last),
                score=_FAVOURABLE if value else _ADVERSE,
                notes=(say("句中依次有所需的词", "the words needed stand in order in the sentence"),),
            )
            yield Found(wording.id, candidate)
            return


def _places(statements: Iterable[Statement], sentence: str) -> Iterator[tuple[int, int]]:
    for statement in statements:
        place = _place(statement, sentence)
        if place is not None:
            yield place


def _place(statement: Statement, sentence: str) -> tuple[int, int] | None:
    """Return where the slots of `statement` stand in order, None when they do not or an `unless` is near."""
    for first in _slot(statement.words[0]).finditer(sentence):
        end = first.end()
        for slot in statement.words[1:]:
            match = _slot(slot).search(sentence, end, min(len(sentence), end + _GAP))
            if match is None:
                break
            end = match.end()
        else:
            if statement.clause and _CLAUSE_END.search(sentence, first.end(), end):
                continue
            begin, stop = _clauses(sentence, first.start(), end)
            if not any(word in sentence[begin:stop] for word in statement.unless):
                return first.start(), end
    return None


@lru_cache(maxsize=4096)
def _slot(alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in alternatives.split("|")))


def _clauses(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return the clauses that `start` to `end` touch, whole."""
    begin = max((sentence.rfind(sign, 0, start) for sign in _CLAUSE_ENDS), default=-1) + 1
    stops = [at for sign in _CLAUSE_ENDS if (at := sentence.find(sign, end)) >= 0]
    return begin, min(stops, default=len(sentence))
