"""Readings of quantities become candidates of facts, each with what speaks for and against it."""

from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from evalkit.documents.document import Evidence
from evalkit.documents.passage import Passage
from evalkit.facts.catalogue import Catalogue, Wording
from evalkit.facts.discourse import Reading, readings
from evalkit.facts.fact import Basis, Candidate
from evalkit.facts.lexicon import Role
from evalkit.facts.spoken import CURRENT
from evalkit.facts.unit import Unit
from evalkit.messages import Message, say

_FALLING = (
    "下降",
    "减少",
    "降低",
    "压减",
    "压缩",
    "降幅",
    "减幅",
    "节约",
    "少",
    "降",
    "省",
    "缩减",
    "下降率",
    "节省",
)
_CHANGE = "change"
_OWN_SECTION = 12
_BUDGETS = frozenset({"initial", "budget", "adjusted"})
_MOST_MARKS = Decimal(150)


@frozen
class Found:
    """A candidate and the fact that it is one of."""

    fact: str
    candidate: Candidate


def topic_of(headings: tuple[str, ...], catalogue: Catalogue) -> str:
    """Return the subject that the innermost telling heading names, "" when none does."""
    for heading in reversed(headings):
        said = [
            id
            for token in catalogue.lexicon.tokens(heading)
            if not token.weak(Role.SUBJECT)
            for id in token.ids(Role.SUBJECT)
        ]
        if len(set(said)) == 1:
            return said[0]
    return ""


def running_candidates(passage: Passage, catalogue: Catalogue, year: int | None) -> Iterator[Found]:
    """Yield the candidates that the running text of `passage` gives."""
    topic = topic_of((*passage.headings, passage.lead), catalogue)
    for reading in readings(passage, catalogue, year, topic):
        yield from candidates_of(reading, passage, catalogue)


def candidates_of(
    reading: Reading, passage: Passage, catalogue: Catalogue, evidence: Evidence | None = None
) -> Iterator[Found]:
    """Yield a candidate for every fact that `reading`, which stands in `passage`, can be.

    Its evidence are the words that lead up to the quantity, unless `evidence` is given.
    """
    place = evidence or passage.evidence(reading.near, reading.quantity.end)
    for wording in catalogue.by_subject.get(reading.subject, ()):
        if _fits(wording, reading):
            yield Found(wording.id, _candidate(wording, reading, passage, place, catalogue.problem_headings))


def _fits(wording: Wording, reading: Reading) -> bool:
    """Return whether the reading speaks of the fact: its unit, noun, side and time."""
    quantity = reading.quantity
    unit = Unit(wording.unit)
    if reading.repeated:
        return bool(wording.completes) and quantity.noun in wording.nouns
    if reading.stated:
        return (
            wording.zero
            and unit is Unit.MONEY
            and _time_fits(wording, reading)
            and _zero_fits(wording, reading)
        )
    if quantity.unit is not unit and not (wording.bare and quantity.unit is None and quantity.noun == ""):
        return False
    if wording.bare and not (reading.explicit and 0 <= quantity.value <= _MOST_MARKS):
        return False
    if wording.nouns and quantity.noun not in wording.nouns:
        return False
    if unit is Unit.RATIO and (quantity.noun.endswith("百分点") or quantity.high is not None):
        return False
    return _time_fits(wording, reading) and _aspect_fits(wording, reading)


def _time_fits(wording: Wording, reading: Reading) -> bool:
    if wording.period in ("opening", "closing"):
        return reading.point == wording.period
    if wording.aspects == (_CHANGE,):
        return True
    return reading.period == wording.period


def _aspect_fits(wording: Wording, reading: Reading) -> bool:
    if not wording.aspects or (wording.plain and not reading.aspects):
        return True
    return any(aspect in wording.aspects for aspect in reading.aspects)


def _zero_fits(wording: Wording, reading: Reading) -> bool:
    """Return whether words of nothing speak of the fact's side: of what was spent unless a budget is spoken of."""
    budget = any(aspect in _BUDGETS for aspect in reading.aspects)
    return any(aspect in _BUDGETS for aspect in wording.aspects) == budget


def _candidate(
    wording: Wording, reading: Reading, passage: Passage, place: Evidence, problem_words: tuple[str, ...]
) -> Candidate:
    quantity = reading.quantity
    value = quantity.value
    if wording.aspects == (_CHANGE,) and _falls(passage.text, reading):
        value = -value
    places = (*passage.headings, passage.lead)
    own = any(section in place for section in wording.sections for place in places)
    problems = any(word in heading for word in problem_words for heading in passage.headings)
    return Candidate(
        value=value,
        basis=Basis.STATEMENT if reading.stated else Basis.CLAIM if wording.claim else Basis.FIGURE,
        evidence=place,
        score=reading.strength + (10 if reading.explicit else 0) + (_OWN_SECTION if own else 0),
        step=quantity.step,
        approximate=quantity.approximate,
        rejected=_ruled_out(reading, problems),
        notes=_notes(reading, own),
    )


def _falls(text: str, reading: Reading) -> bool:
    before = text[reading.near : reading.quantity.start]
    return before.endswith(_FALLING) or any(word in before[-8:] for word in _FALLING)


def _ruled_out(reading: Reading, problems: bool) -> Message | None:
    if problems and reading.quantity.unit is Unit.COUNT:
        return say("是存在问题一节里的数，只涉及部分", "it counts some of them, in the section on problems")
    if reading.planned:
        return say("说的是计划或目标", "it speaks of a plan or a target")
    return None


def _notes(reading: Reading, own: bool) -> tuple[Message, ...]:
    notes = []
    if reading.explicit:
        notes.append(say("同一分句点明了对象", "the clause names the subject"))
    else:
        notes.append(say("对象承上文", "the subject is carried on from before"))
    if reading.distributed:
        notes.append(say("按“分别为”逐项对应", "handed out item by item by 分别为"))
    if own:
        notes.append(say("在该指标自己的章节", "it stands in the indicator's own section"))
    if reading.period != CURRENT:
        notes.append(say("说的是上年", "it speaks of the year before"))
    return tuple(notes)
