"""Readings of quantities become candidates of facts, each with what speaks for and against it."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from attrs import evolve

from evalkit.documents.document import BlockKind, Evidence
from evalkit.documents.passage import Passage
from evalkit.facts.admissions import grants, speaks_of_problems
from evalkit.facts.alone import Alone
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.discourse import Talk
from evalkit.facts.fact import Basis, Candidate
from evalkit.facts.headings import is_of_plans, words_of
from evalkit.facts.own_names import Masking
from evalkit.facts.reading import CURRENT, ELSE, OTHER, Reading, Setting, aspects_of
from evalkit.facts.shapes import Shape
from evalkit.facts.shortfalls import is_shortfall
from evalkit.facts.unit import Unit
from evalkit.facts.wording import Wording
from evalkit.frozen import frozen
from evalkit.messages import Message, say

_OPENING = "opening"
_CHANGE = "change"
_OWN_SECTION = 12
_SECOND_BEST = 4
"""What each place in the list of a fact's aspects costs: 预算 says 年初预算 less well than 年初预算."""

_ALL_MARKS, _FULL_MARKS = Decimal(100), 8
"""What it costs a score that it is 100, which is mostly what could be had."""

_PLANNED_BALANCE = 4
"""What it costs a balance that it stands beside a budget: 年初结转和结余 has one in the final accounts."""

_PROBLEMS = 14
"""What a place in the section on problems costs: it looks back on what was said elsewhere."""

_LONGEST_QUOTE = 600
"""How much is quoted at most: a sentence without an end would be quoted whole for each of its figures."""

_SHAPES = frozenset(shape.value for shape in Shape if shape is not Shape.NONE)

_AT_ONCE = 64
"""How many passages are cut before they are followed."""

_MOST_MARKS = Decimal(150)


_TITLES = ("报告", "自评表", "报告）")
"""How the title of a report ends, which names no subject that goes on."""

_SOME = say("是存在问题一节里的数，只涉及部分", "it counts some of them, in the section on problems")
_PLANNED = say("说的是计划或目标", "it speaks of a plan or a target")
_LACKING = say("说的是未完成的数", "it counts what was left undone")
_NAMED = say("同一分句点明了对象", "the clause names the subject")
_CARRIED = say("对象承上文", "the subject is carried on from before")
_HANDED = say("按“分别为”逐项对应", "handed out item by item by 分别为")
_AT_HOME = say("在该指标自己的章节", "it stands in the indicator's own section")
_PREVIOUS = say("说的是上年", "it speaks of the year before")


@frozen
class Found:
    """A candidate and the fact that it is one of."""

    fact: str
    candidate: Candidate


def topic_of(headings: Sequence[str], catalogue: Catalogue) -> str:
    """Return the subject that the innermost telling heading names, "" when none does."""
    for heading in reversed(headings):
        said = {
            id
            for word in words_of(heading, catalogue)
            if not word.sense.weak_subject
            for id in word.sense.subjects
        }
        said -= {
            id
            for word in words_of(heading, catalogue)
            for aspect in word.sense.aspects
            for id in catalogue.never_of(aspect)
        }
        said -= {catalogue.subjects[id].part_of for id in said}
        if len(said) == 1:
            return said.pop()
    return ""


def setting_of(headings: Sequence[str], catalogue: Catalogue, year: int | None) -> Setting:
    """Return what the headings above a passage say for all of it."""
    words = [words_of(heading, catalogue) for heading in headings]
    sides = [aspects_of(each, catalogue)[0] for each in reversed(words)]
    levels = (side for side in sides if catalogue.is_level(side))
    return Setting(
        topic=topic_of(headings, catalogue),
        aspects=next(levels, ()),
        planned=any(is_of_plans(heading, catalogue) for heading in headings),
        year=year,
    )


def running_candidates(passage: Passage, catalogue: Catalogue, year: int | None) -> Iterator[Found]:
    """Yield the candidates that the running text of one passage gives."""
    yield from text_candidates((passage,), catalogue, year)


def text_candidates(
    passages: Sequence[Passage], catalogue: Catalogue, year: int | None, mask: Masking = str
) -> Iterator[Found]:
    """Yield the candidates that the running text of `passages`, in their order, gives.

    `mask` takes the names of the department out of a text.
    """
    alone = Alone(catalogue)
    talks = _talks(passages, catalogue, year, mask)
    while some := tuple(islice(talks, _AT_ONCE)):
        for talk, _ in some:
            talk.cut()
        for talk, passage in some:
            for reading in talk.readings():
                if reading.subject == ELSE:
                    continue
                alone.note(reading, passage)
                yield from candidates_of(reading, passage, catalogue)
    for reading, passage in alone.wholes():
        yield from candidates_of(reading, passage, catalogue)


def _talks(
    passages: Iterable[Passage], catalogue: Catalogue, year: int | None, mask: Masking
) -> Iterator[tuple[Talk, Passage]]:
    """Yield each of `passages`, in their order, as a talk that starts from what stands above it."""
    before: Talk | None = None
    section: tuple[str, ...] | None = None
    settings: dict[tuple[str, ...], Setting] = {}
    title: Passage | None = None
    for passage in passages:
        if title is not None and (passage.headings != title.headings or passage.numbering == title.numbering):
            title = None
        above = (*passage.headings, title.text if title is not None else "", passage.lead)
        title = passage if passage.is_title and passage.kind is not BlockKind.HEADING else title
        setting = settings.get(above)
        if setting is None:
            setting = settings[above] = setting_of(above, catalogue, year)
        told = Talk(mask(passage.text), catalogue, setting, before if section == passage.headings else None)
        section = passage.headings
        before = None if passage.text.endswith(_TITLES) else told
        yield told, passage


def candidates_of(
    reading: Reading, passage: Passage, catalogue: Catalogue, evidence: Evidence | None = None
) -> Iterator[Found]:
    """Yield a candidate for every fact that `reading`, which stands in `passage`, can be.

    Its evidence are the words that lead up to the quantity, unless `evidence` is given.
    """
    about = catalogue.by_subject.get(reading.subject, ())
    wordings = [wording for wording in about if _fits(wording, reading, catalogue)]
    lacking = [wording for wording in about if wording.completes and reading.quantity.noun in wording.nouns]
    if lacking and not is_shortfall(reading, passage, catalogue):
        lacking = []
    if not wordings and not lacking:
        return
    end = reading.quantity.end
    place = evidence or passage.evidence(max(reading.start, end - _LONGEST_QUOTE), end)
    for wording in wordings:
        yield Found(wording.id, _candidate(wording, reading, passage, place, catalogue))
    for wording in lacking:
        candidate = _candidate(wording, reading, passage, place, catalogue)
        yield Found(wording.id, evolve(candidate, rejected=_LACKING, lacking=True))


def _fits(wording: Wording, reading: Reading, catalogue: Catalogue) -> bool:
    """Return whether the reading speaks of the fact: its unit, noun, side and time."""
    quantity = reading.quantity
    unit = Unit(wording.unit)
    if reading.repeated:
        return bool(wording.completes) and quantity.noun in wording.nouns
    if reading.stated and quantity.noun == "" and not wording.zero:
        return False
    if quantity.unit is not unit and not (wording.bare and quantity.unit is None and quantity.noun == ""):
        return False
    if wording.bare and not (reading.explicit and 0 <= quantity.value <= _MOST_MARKS):
        return False
    if wording.nouns and quantity.noun not in wording.nouns:
        return False
    if quantity.high is not None or (unit is Unit.RATIO and quantity.noun.endswith("百分点")):
        return False
    return _time_fits(wording, reading, catalogue) and _aspect_fits(wording, reading, catalogue)


def _time_fits(wording: Wording, reading: Reading, catalogue: Catalogue) -> bool:
    """Return whether the reading is of the fact's time: what there was at the beginning of the year is the last one's.

    Of what is planned that is not so: 年初预算.
    """
    if wording.period in ("opening", "closing"):
        return reading.point == wording.period
    if wording.aspects == (_CHANGE,):
        return reading.period != OTHER
    if reading.period != wording.period:
        return False
    if reading.point != _OPENING or reading.period != CURRENT:
        return True
    return any(catalogue.is_budget(each.aspects) for each in catalogue.by_subject[reading.subject])


def _aspect_fits(wording: Wording, reading: Reading, catalogue: Catalogue) -> bool:
    if any(aspect in wording.aspects for aspect in reading.aspects):
        return True
    if wording.period in ("opening", "closing"):
        return not _SHAPES & set(reading.aspects)
    anything = wording.plain or not wording.aspects
    return anything and not catalogue.is_other(wording, reading.aspects)


def _candidate(
    wording: Wording, reading: Reading, passage: Passage, place: Evidence, catalogue: Catalogue
) -> Candidate:
    quantity = reading.quantity
    value = quantity.value
    if wording.aspects == (_CHANGE,) and reading.falls:
        value = -value
    own = any(section in title for section in wording.sections for title in (*passage.headings, passage.lead))
    problems = place.table is None and speaks_of_problems(passage.headings, catalogue)
    granted = problems and quantity.unit is Unit.COUNT and grants(passage.text, quantity.start, quantity.end)
    best = min(
        (wording.aspects.index(each) for each in reading.aspects if each in wording.aspects), default=0
    )
    score = reading.strength + _OWN_SECTION * own - _SECOND_BEST * best - _PROBLEMS * problems
    if wording.period in ("opening", "closing") and catalogue.is_budget(reading.aspects):
        score -= _PLANNED_BALANCE
    if quantity.unit is Unit.SCORE and value == _ALL_MARKS:
        score -= _FULL_MARKS
    return Candidate(
        value=value,
        basis=Basis.STATEMENT if reading.stated else Basis.CLAIM if wording.claim else Basis.FIGURE,
        evidence=place,
        score=score,
        step=quantity.step,
        approximate=quantity.approximate,
        rejected=_ruled_out(reading, problems and not granted, catalogue),
        notes=_notes(reading, own),
        firm=reading.firm or granted,
    )


def _ruled_out(reading: Reading, problems: bool, catalogue: Catalogue) -> Message | None:
    if problems and reading.quantity.unit is Unit.COUNT:
        return _SOME
    if reading.planned and not catalogue.is_budget(reading.aspects):
        return _PLANNED
    return None


def _notes(reading: Reading, own: bool) -> tuple[Message, ...]:
    notes = [_NAMED if reading.explicit else _CARRIED]
    if reading.handed:
        notes.append(_HANDED)
    if own:
        notes.append(_AT_HOME)
    if reading.period != CURRENT:
        notes.append(_PREVIOUS)
    return tuple(notes)
