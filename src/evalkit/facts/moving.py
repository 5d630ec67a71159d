"""From one thing to another: 由上年的 9 万元降到 8 万元 speaks of what was before, then of what is now."""

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role
from evalkit.facts.reading import PREVIOUS, Reading, aspects_of, point_of
from evalkit.facts.sentence import Segment
from evalkit.facts.state import NAMED, Side, State
from evalkit.facts.unit import Unit

_ADJUSTED = "adjusted"
"""The side of 调整为 and 增至, which of a level of last year lead to the same side of this year."""

ARRIVED = 15
"""How plainly the side is said of what a level has become."""

_PEOPLE = "人"
_NEXT = ("", "，")


def arrives(part: Segment, departed: Reading) -> bool:
    """Return whether `part` says what the level `departed` has become."""
    if part.quantity is None or part.opener not in _NEXT or part.naming:
        return False
    leading = [
        word
        for word in part.told
        if word.has(Role.MORE, Role.LESS, Role.DIFFER) or _ADJUSTED in word.sense.aspects
    ]
    alike = (
        part.quantity.unit is departed.quantity.unit
        and part.quantity.noun[-1:] == departed.quantity.noun[-1:]
    )
    return alike and any(map(part.leads_to, leading))


def sets_out_last_year(part: Segment, after: Segment | None, reading: Reading, catalogue: Catalogue) -> bool:
    """Return whether 由 before the quantity of `part` makes it last year's level: 由 9 万元降到 8 万元.

    So it is where a level rises or falls and the subject has a fact of last year; 由 9 万元调整为 8 万元 is no
    matter of years.
    """
    if after is None or not arrives(after, reading):
        return False
    moved = after.has(Role.MORE, Role.LESS) and not any(
        _ADJUSTED in word.sense.aspects for word in after.told
    )
    return moved and any(
        wording.period == PREVIOUS
        and (wording.plain if not reading.aspects else not set(wording.aspects).isdisjoint(reading.aspects))
        for wording in catalogue.by_subject.get(reading.subject, ())
    )


def side_reached(part: Segment, departed: Reading, catalogue: Catalogue) -> Side:
    """Return the side of what `departed` has become: its own, or the adjusted one of an initial budget."""
    told, strong = aspects_of(part.sided, catalogue, departed.quantity.unit)
    if strong and _ADJUSTED not in told:
        return told
    if departed.period == PREVIOUS or not catalogue.is_budget(departed.aspects):
        return departed.aspects
    amount = departed.quantity.unit is Unit.MONEY
    return (_ADJUSTED,) if amount and point_of(part.timed) != "closing" else ()


def is_only_counted(state: State, part: Segment, catalogue: Catalogue) -> bool:
    """Return whether a year's budget, or any amount, is none of what is spoken of.

    Of people there are only counts (退休 9 人。年初预算 8 万元), of a self-evaluation only marks (绩效自评综述：执行数 8 万元).
    """
    facts = catalogue.by_subject.get(state.subject, ())
    if facts and all(Unit(each.unit) is Unit.SCORE for each in facts):
        return True
    if state.said == NAMED:
        return False
    whose = catalogue.whole(state.subject) or state.subject
    if catalogue.counts(whose, Unit.MONEY) or not catalogue.counts_in(whose, _PEOPLE):
        return False
    sides = [word.sense.aspects for word in part.sided if not word.sense.weak_aspect]
    return any(catalogue.is_budget(each) and not catalogue.is_plain_budget(each) for each in sides)
