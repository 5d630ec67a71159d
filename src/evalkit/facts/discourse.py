"""What a quantity is about: taken from the words before it, and from what was said before that.

A clause leaves out what the one before has said: “三公”经费预算 18 万元，实际支出 14 万元，控制率 77%.
Subject and level (budget, final account) are carried on; a change, a share or a rate is not.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import evolve, frozen

from evalkit.documents.passage import Passage
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.handing_out import Share, hand_out
from evalkit.facts.lexicon import Role
from evalkit.facts.quantity import Quantity, scan
from evalkit.facts.sentence import Segment, segments
from evalkit.facts.spoken import CURRENT, ELSE, TOTAL, period_of, point_of, said, subject_of
from evalkit.facts.unit import Unit

_NEAR = 6
"""How many characters may stand between a word of nothing and its subject."""

_MOST_LEAD = 3
"""How many unknown characters may stand before words of nothing; more speak of something else."""

_SPENT = "actual"
_FINISHED = frozenset({"completed", "answered"})
"""Aspects of what is done: a count that states it is not repeated by words of completion."""


@frozen
class Reading:
    """A quantity of a passage with what it is about.

    `period` is the year that is spoken of, `point` (opening or closing) the time within it, "" when
    none is said. `strength` sums up how plainly it is said (higher is plainer); `near` is the offset
    from which the words that say it stand before the quantity. A `stated` one is the zero of words
    (没有发生公务接待费), a `repeated` one the count that words of completion repeat (均已完成).
    """

    quantity: Quantity
    subject: str
    aspects: tuple[str, ...]
    period: str
    point: str
    strength: int
    near: int
    planned: bool = False
    explicit: bool = False
    distributed: bool = False
    stated: bool = False
    repeated: bool = False


@frozen
class _State:
    subject: str = ""
    said: bool = False
    heard: bool = False
    level: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    period: str = CURRENT
    planned: bool = False


def readings(passage: Passage, catalogue: Catalogue, year: int | None, topic: str) -> Iterator[Reading]:
    """Yield what every quantity of `passage` is about; `topic` is the subject of its section, maybe ""."""
    quantities = scan(passage.text)
    talk = _Talk(catalogue, year, topic)
    for span in passage.sentences():
        yield from talk.sentence(list(segments(passage.text, span, quantities, catalogue.lexicon)))


class _Talk:
    """What has been said so far in one passage."""

    def __init__(self, catalogue: Catalogue, year: int | None, topic: str) -> None:
        self.catalogue = catalogue
        self.year = year
        self.topic = topic
        self.state = _State()

    def sentence(self, parts: Sequence[Segment]) -> Iterator[Reading]:
        """Yield the readings of one sentence."""
        self.state = _State(subject=self.topic or TOTAL, level=self.state.level)
        stack: list[_State] = []
        shares = hand_out(parts, self.catalogue, self.year)
        found: list[Reading] = []
        for part in parts:
            while len(stack) < part.depth:
                stack.append(self.state)
            while len(stack) > max(part.depth, 0):
                self.state = evolve(stack.pop(), level=self.state.level)
            if part.fresh:
                self.state = evolve(self.state, period=CURRENT, local=())
            found += self._read(part, shares.get(part.end))
        yield from found
        yield from _repetitions(parts, found)

    def _read(self, part: Segment, share: Share | None) -> Iterator[Reading]:
        if part.quantity is None and not part.tokens and not part.years:
            self.state = self.state if not self.state.local else evolve(self.state, local=())
            return
        self.state = state = self._heard(part)
        nothing = _nothing(part)
        if nothing is not None and not state.local:
            yield self._reading(part, nothing, _of_nothing(part, state), stated=True)
        if part.quantity is None:
            self.state = evolve(state, local=())
            return
        if part.origin or _among(part):
            yield self._reading(part, part.quantity, evolve(state, subject=ELSE))
            return
        self.state = state = self._about(part, state, share)
        if not self.topic and state.subject != ELSE and (state.subject != TOTAL or state.level):
            self.topic = state.subject
        yield self._reading(part, part.quantity, state, share=share)

    def _about(self, part: Segment, state: _State, share: Share | None) -> _State:
        """Return the state in which the quantity of `part` is read, of which `share` may be handed to it."""
        if share is not None and share.aspects:
            state = evolve(state, local=share.aspects)
        if share is not None and share.subject:
            return evolve(state, subject=share.subject, said=True, heard=True)
        lost = share is not None and share.lost
        if lost or _speaks_of_else(part, state, self._strict(part, state.subject)):
            return evolve(state, subject=ELSE, heard=False)
        return state

    def _reading(
        self,
        part: Segment,
        quantity: Quantity,
        state: _State,
        *,
        share: Share | None = None,
        stated: bool = False,
    ) -> Reading:
        distributed = share is not None and not share.lost
        return Reading(
            quantity=quantity,
            subject=state.subject,
            aspects=state.local or state.level,
            period=(share.period if share is not None else "") or self._period(part),
            point=point_of(part.tokens),
            strength=_strength(part, distributed),
            near=part.start if not distributed else quantity.start,
            planned=state.planned,
            explicit=state.said,
            distributed=distributed,
            stated=stated,
        )

    def _strict(self, part: Segment, subject: str) -> bool:
        """Return whether the subject, or one that `part` names besides, is a strict one."""
        named = [id for token in part.tokens for id in token.ids(Role.SUBJECT)]
        subjects = self.catalogue.subjects
        return any(id in subjects and subjects[id].strict for id in (subject, *named))

    def _heard(self, part: Segment) -> _State:
        """Return the state after the words of `part`."""
        state = self.state
        subject = self._subject(part)
        local = state.local if part.listed else ()
        own = ""
        aspects = said(part.tokens, Role.ASPECT)
        if aspects:
            own = next(
                (
                    words.subject
                    for words in map(self.catalogue.aspects.get, aspects)
                    if words and words.subject
                ),
                "",
            )
            if any(self.catalogue.aspects[aspect].level for aspect in aspects):
                state, local = evolve(state, level=aspects), ()
            else:
                local = aspects
        named = subject or own
        if named:
            state = evolve(state, subject=named, said=True, heard=True)
        elif not part.listed:
            state = evolve(state, said=False)
        planned = state.planned or any(token.has(Role.PLAN) for token in part.tokens)
        period = state.period if part.compared else self._period(part)
        return evolve(state, local=local, period=period, planned=planned)

    def _subject(self, part: Segment) -> str:
        spoken_of = self.state.subject
        found = subject_of(part.tokens, part.quantity, self.catalogue, spoken_of)
        if not found and part.quantity is not None and part.quantity.unit is Unit.COUNT:
            found = subject_of(part.after, part.quantity, self.catalogue, spoken_of)
        return found

    def _period(self, part: Segment) -> str:
        """Return the year that `part` speaks of: its own, else the one carried on."""
        return period_of(part.tokens, part.years, self.year) or self.state.period


def _among(part: Segment) -> bool:
    """Return whether `part` counts some of what was counted before: 其中 3 件, 3 件未答复."""
    counted = part.quantity is not None and part.quantity.unit is Unit.COUNT
    if counted and part.partial:
        return True
    named = any(token.has(Role.SUBJECT) for token in (*part.tokens, *part.after))
    return counted and not named and any(token.has(Role.AMONG) for token in part.tokens)


def _speaks_of_else(part: Segment, state: _State, strict: bool) -> bool:
    """Return whether words that nobody knows make the quantity another thing's."""
    named = any(token.has(Role.SUBJECT) for token in (*part.tokens, *part.after))
    if not named:
        unknown = part.lead + part.trail >= 2
        counted = part.quantity is not None and part.quantity.unit is Unit.COUNT
        return unknown or (counted and not state.heard and part.lead + part.trail > 0)
    return (strict and part.glued >= 2) or part.trail >= 4


def _of_nothing(part: Segment, state: _State) -> _State:
    """Return what words of nothing are about: 未安排 takes the side spoken of, 没有发生 what was spent."""
    unplanned = any(token.has(Role.UNPLANNED) for token in part.tokens)
    subject = next(iter(said(part.tokens, Role.SUBJECT)), ELSE)
    return evolve(state, subject=subject, level=state.level if unplanned else (_SPENT,))


def _nothing(part: Segment) -> Quantity | None:
    """Return the zero that 没有, 未 or 无 before or behind a subject states, None where none does."""
    if part.lead > _MOST_LEAD:
        return None
    nones = [token for token in part.tokens if token.has(Role.NONE) or token.has(Role.UNPLANNED)]
    subjects = [token for token in part.tokens if token.has(Role.SUBJECT)]
    for none in nones:
        for subject in subjects:
            gap = subject.start - none.end if subject.start >= none.end else none.start - subject.end
            if gap <= _NEAR:
                return Quantity(part.start, part.end, Decimal(0), Unit.MONEY, "", Decimal(0))
    return None


def _repetitions(parts: Sequence[Segment], found: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the counts of a sentence that words of completion in it repeat."""
    done = next((part for part in parts for token in part.tokens if token.has(Role.ALL_DONE)), None)
    if done is None:
        return
    counted = [each for each in found if each.quantity.unit is Unit.COUNT and each.subject != ELSE]
    finished = {each.subject for each in counted if set(each.aspects) & _FINISHED}
    for each in counted:
        if each.subject not in finished:
            place = evolve(each.quantity, start=done.start, end=done.end)
            yield evolve(each, quantity=place, near=done.start, repeated=True)


def _strength(part: Segment, shared: bool) -> int:
    """Return how plainly the words of `part` say what the quantity is."""
    subject = any(token.has(Role.SUBJECT) for token in part.tokens) or shared
    aspect = [token for token in part.tokens if token.has(Role.ASPECT)]
    strong = any(not token.weak(Role.ASPECT) for token in aspect)
    return 20 * subject + (15 if strong else 8 if aspect else 0) - 2 * min(part.trail, 4) - min(part.glued, 4)
