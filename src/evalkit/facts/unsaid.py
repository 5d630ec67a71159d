"""Numbers that are not printed: a zero, an equal amount and a full count that words state."""

from collections import deque
from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import evolve

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import NOTHING, Role, Token
from evalkit.facts.quantity import Quantity
from evalkit.facts.reading import CURRENT, PREVIOUS, Reading, aspects_of, period_of, point_of
from evalkit.facts.sentence import Segment
from evalkit.facts.shortfalls import UNFINISHED
from evalkit.facts.state import NAMED, Memory, Side, State
from evalkit.facts.unit import Unit
from evalkit.facts.wording import Wording

_CAUSES = ("因", "由于", "随着", "鉴于")
"""What opens a clause that only gives a cause, or stands in it before what gives it."""

_NEAR = 6
"""How many characters may stand between a word of nothing and its subject."""

_UNKNOWN = 1
"""How many unknown characters words of nothing may have about them; more speak of something else."""

COMPLETING = frozenset({Role.ALL, Role.ALL_DONE, Role.ASPECT})
"""The roles of words one of which a clause needs that repeats a count: 已完成, 均已完成."""

_TENS_OF_THOUSANDS = ("万", "亿")
_SPENT, _BUDGET = ("actual",), ("budget",)
_IN_TIME = "in_time"
"""The side of what is done in time: that all are (均按期办结) says that all are done."""

_DONE = ("answered",)

FINISHED = frozenset({"completed", "answered"})
"""Sides of what is done: a count that states one is not repeated by words of completion."""

_COUNTED_OUT = FINISHED | {UNFINISHED}
"""Sides of which words of completion repeat no count: what was not done is no whole."""

_WHOLE = ("planned",)
"""The side of a count of which words of completion say that it was all."""

_STRENGTH = 25
_WEAK_STRENGTH = 10


def is_cause(part: Segment) -> bool:
    """Return whether a clause only gives a cause, so that what it names is no topic: 执行中因专项资金下达，…."""
    return part.begins(*_CAUSES) or any(part.sign_at(word) == _CAUSES[0] for word in part.naming)


def nothing(
    part: Segment, catalogue: Catalogue, side: tuple[str, ...], year: int | None = None
) -> tuple[Reading, ...]:
    """Return the zeros that 没有, 未 or 无 before or behind subjects state.

    没有发生 speaks of what was spent; 未安排 of the budget where `side`, the side spoken of, is one.
    """
    nones = [word for word in part.told if not NOTHING.isdisjoint(word.sense.roles)]
    subjects = [word for word in part.naming if _can_be_nothing(word, catalogue)]
    if not part.sided and all(word.sense.weak_subject for word in subjects):
        return ()
    if not nones or not subjects or part.weight > _UNKNOWN or part.has(Role.MORE, Role.LESS, Role.TARGET):
        return ()
    if subjects[0].sense.subjects and not catalogue.counts(subjects[0].sense.subjects[0], Unit.MONEY):
        return _none_counted(part, subjects, nones, catalogue)
    return tuple(
        _zero(part, id, aspects, point_of(part.timed) or _opening(part, year))
        for aspects in _sides_of_nothing(part, nones, side, catalogue)
        for id in dict.fromkeys(
            id
            for subject in (subjects if _of_all(part, nones) else _near(subjects, nones))
            if not _goes_on(part, subject, nones[0])
            for id in subject.sense.subjects
        )
    )


def _sides_of_nothing(
    part: Segment, nones: Sequence[Token], side: Side, catalogue: Catalogue
) -> tuple[Side, ...]:
    """Return of which sides there was nothing: of both where it is said twice (无预算、无支出)."""
    said, strong = aspects_of(part.sided, catalogue)
    unplanned = any(Role.UNPLANNED in word.sense.roles for word in nones)
    planned: Side = ()
    if strong and catalogue.is_budget(said):
        planned = said
    elif unplanned and catalogue.is_budget(side):
        planned = side
    if len(nones) > 1 and (planned or unplanned):
        return planned or _BUDGET, _SPENT
    return (planned or _SPENT,)


def _none_counted(
    part: Segment, subjects: Sequence[Token], nones: Sequence[Token], catalogue: Catalogue
) -> tuple[Reading, ...]:
    """Return that none was counted of what is named by a strong word: 没有收到群众信访件, 无编外人员.

    What is said of some of them (无信访件超期) is said of no count of them. Other words may count some
    after all, so that it contradicts nothing.
    """
    id = subjects[0].sense.subjects[0]
    facts = [each for each in catalogue.by_subject[id] if each.zero and each.nouns]
    sided = {side for word in part.sided for side in word.sense.aspects}
    weak = subjects[0].sense.weak_subject or part.weight > 0
    unplanned = any(Role.UNPLANNED in word.sense.roles for word in nones)
    if weak or unplanned or not facts or not sided <= set(facts[0].aspects):
        return ()
    if not any(_near(subjects, nones)) or _goes_on(part, subjects[0], nones[0]):
        return ()
    zero = _zero(part, id, facts[0].aspects, "")
    counted = evolve(zero.quantity, unit=Unit.COUNT, noun=facts[0].nouns[0])
    return (evolve(zero, quantity=counted, strength=_WEAK_STRENGTH, firm=False),)


def still_nothing(part: Segment, state: State, memory: Memory, catalogue: Catalogue) -> Iterator[Reading]:
    """Yield the zero of all that the sentence said had no budget: 出国费、购车费未编预算，全年也未发生支出."""
    if (state.said != NAMED and not memory.zero) or (part.weight and not part.begins(*_CAUSES)):
        return
    if Role.NONE not in part.roles or not all(_is_of_nothing(word, catalogue) for word in part.told):
        return
    before, side = memory.last.get(Unit.MONEY, ("", ()))
    spent = "" if catalogue.is_budget(side) else before
    for subject in memory.zero or (state.subject,):
        if subject != spent and catalogue.can_be_nothing(subject):
            yield _zero(part, subject, _SPENT, "")


def _is_of_nothing(word: Token, catalogue: Catalogue) -> bool:
    """Return whether a word says no more than that there was nothing: 全年, 未发生, 支出."""
    if word.sense.subjects:
        return False
    if word.sense.periods:
        return CURRENT in word.sense.periods
    spending = catalogue.is_level(word.sense.aspects) and not catalogue.is_budget(word.sense.aspects)
    return spending or word.has(Role.NONE, Role.ALL, Role.FILLER)


def _zero(part: Segment, subject: str, aspects: tuple[str, ...], point: str) -> Reading:
    return Reading(
        quantity=Quantity(part.start, part.end, Decimal(0), Unit.MONEY, "", Decimal(0)),
        subject=subject,
        aspects=aspects,
        period=CURRENT,
        point=point,
        strength=_STRENGTH,
        start=part.start,
        explicit=True,
        stated=True,
    )


def _opening(part: Segment, year: int | None) -> str:
    """Return that what was left over last year (上年无结转) is there at the beginning of this one."""
    return "opening" if period_of(part.timed, part.years, year) == PREVIOUS else ""


def _of_all(part: Segment, nones: Sequence[Token]) -> bool:
    """Return whether there was none of all that was named: 购置费和出国费均未发生."""
    every = next((word for word in part.told if Role.ALL in word.sense.roles), None)
    return every is not None and any(every is none or every.end == none.start for none in nones)


def _can_be_nothing(word: Token, catalogue: Catalogue) -> bool:
    return any(catalogue.can_be_nothing(id) for id in word.sense.subjects)


def _near(subjects: Sequence[Token], nones: Sequence[Token]) -> Iterator[Token]:
    """Yield the subjects near a word of nothing, and those that follow such a one: 无公务接待和公务用车支出."""
    reached = False
    later = deque(nones)
    before = -_NEAR - 1
    for subject in subjects:
        while later and later[0].end <= subject.start:
            before = later.popleft().end
        behind = later and later[0].start - subject.end <= _NEAR
        reached = reached or subject.start - before <= _NEAR or bool(behind)
        if reached:
            yield subject


def _goes_on(part: Segment, subject: Token, none: Token) -> bool:
    """Return whether unknown words behind both say what there was none of: 公务接待费没有突破预算."""
    last = max(subject.end, none.end)
    return sum(end - start for start, end in part.unknown if start >= last) >= 2


def repetitions(part: Segment, counted: Sequence[Reading], subject: str) -> Iterator[Reading]:
    """Yield the counts that words of completion repeat: 重点工作 9 项，均已完成; 实事 1 件，已完成."""
    every = _is_completion(part)
    if not counted or Role.NONE in part.roles or not (every or _is_done(part)):
        return
    finished = {each.subject for each in counted if set(each.aspects) & _COUNTED_OUT}
    for each in counted:
        single = each.quantity.value == 1
        if each.subject not in finished and subject in ("", each.subject) and (every or single):
            place = evolve(each.quantity, end=part.end)
            yield evolve(each, quantity=place, repeated=True)
            if not each.aspects:
                yield evolve(each, aspects=_WHOLE)


def done_in_time(reading: Reading, counted: Sequence[Reading]) -> Iterator[Reading]:
    """Yield as done what was done in time, where that were all: 受理 9 件，按期办结 9 件."""
    if _IN_TIME in reading.aspects and any(
        each.subject == reading.subject
        and each.aspects != reading.aspects
        and each.quantity.value == reading.quantity.value
        for each in counted
    ):
        yield evolve(reading, aspects=_DONE)


def planned_of(reading: Reading, counted: Sequence[Reading]) -> Iterator[Reading]:
    """Yield as planned what was only counted before it was said how many are done: 项目 9 个，按时完成 8 个."""
    if FINISHED.isdisjoint(reading.aspects) or len(counted) < 2:
        return
    before = counted[-2]
    alike = (before.subject, before.quantity.noun) == (reading.subject, reading.quantity.noun)
    if alike and not before.aspects:
        yield evolve(before, aspects=_WHOLE)


def _is_done(part: Segment) -> bool:
    """Return whether the clause says that what was spoken of is done: 已提前完成."""
    sides = [set(word.sense.aspects) for word in part.sided]
    return bool(sides) and part.weight <= _UNKNOWN and all(side & FINISHED for side in sides)


def whole_amount(part: Segment, amount: Reading | None, catalogue: Catalogue) -> Iterator[Reading]:
    """Yield the last amount as that of its only part, or side: 用车费 9 万元，全部为运行维护费; 资产 9 万元，全部在用."""
    if amount is None or Role.NONE in part.roles or part.weight > _UNKNOWN:
        return
    said, _ = aspects_of(part.sided, catalogue, Unit.MONEY)
    if catalogue.is_budget(said):
        return
    first = next((word.start for word in part.told if Role.ALL in word.sense.roles), part.end)
    parts = {id for word in part.naming if word.start > first for id in word.sense.subjects}
    only = next(iter(parts)) if len(parts) == 1 else ""
    if only and catalogue.whole(only) == amount.subject:
        yield evolve(amount, subject=only, quantity=evolve(amount.quantity, end=part.end), stated=True)
    sides = {id for id in said if id in catalogue.aspects and catalogue.aspects[id].open}
    if not sides or not parts <= {amount.subject}:
        return
    if any(not sides.isdisjoint(each.aspects) for each in _facts_of(amount, catalogue)):
        yield evolve(amount, aspects=said, quantity=evolve(amount.quantity, end=part.end))


def _facts_of(amount: Reading, catalogue: Catalogue) -> Iterator[Wording]:
    """Yield the facts of amounts that are about the subject of `amount`."""
    for each in catalogue.by_subject.get(amount.subject, ()):
        if Unit(each.unit) is Unit.MONEY:
            yield each


def carried_over(part: Segment, amount: Reading) -> Iterator[Reading]:
    """Yield the last amount at the time that a clause says it is carried to: 结余 9 万元，结转至下年."""
    point = point_of(part.timed)
    if not point or amount.point or Role.NONE in part.roles:
        return
    named = any(amount.subject in word.sense.subjects for word in part.naming)
    if named and part.weight <= _UNKNOWN:
        yield evolve(amount, point=point, quantity=evolve(amount.quantity, end=part.end))


def _is_completion(part: Segment) -> bool:
    """Return whether the clause says that all is done: 均已完成, 全部办结, 件件有答复."""
    if Role.ALL_DONE in part.roles:
        return True
    first = next((word.start for word in part.told if Role.ALL in word.sense.roles), part.end)
    later = (word for word in part.told if word.start > first)
    return any({*FINISHED, _IN_TIME} & set(word.sense.aspects) for word in later)


def as_money(quantity: Quantity, part: Segment) -> Quantity:
    """Return a bare 0 behind a subject as no money (公务用车购置费为 0), and 9 万 with nothing behind it as money."""
    if quantity.noun in _TENS_OF_THOUSANDS and quantity.unit is None:
        behind = part.behind[0] if part.behind else None
        counted = behind is not None and behind.start == quantity.end and behind.sense.subjects
        return (
            quantity if counted or part.next else evolve(quantity, unit=Unit.MONEY, noun=quantity.noun + "元")
        )
    if quantity.unit is None and not quantity.noun and not quantity.value and Role.SUBJECT in part.roles:
        return evolve(quantity, unit=Unit.MONEY, noun="元")
    return quantity
