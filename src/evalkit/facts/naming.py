"""Whose a quantity is: what the words before it, or right behind it, name."""

from collections.abc import Sequence

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role, Token
from evalkit.facts.quantity import Quantity
from evalkit.facts.reading import ELSE, TOTAL, aspects_of
from evalkit.facts.sentence import Segment
from evalkit.facts.shapes import Shape
from evalkit.facts.state import NAMED, Memory, State
from evalkit.facts.unit import Unit

UNKNOWN = 2
"""So many characters that nobody knows make an amount another thing's."""

_KIND = 5
"""How many unknown characters may stand between a count and the word for what it counts."""

_ADJUSTED, _AFTERWARDS = "adjusted", ("调整后", "追加后", "年末调整", "年终调整", "最终")

_BOTH = 2
"""A budget and what was spent of it."""

_UNSAYING = frozenset((Role.FILLER, Role.PERIOD))
_SHAPING = frozenset((Role.MORE, Role.LESS, Role.DIFFER, Role.TARGET))


def named(
    part: Segment,
    quantity: Quantity | None,
    state: State,
    catalogue: Catalogue,
    shape: Shape = Shape.NONE,
) -> str:
    """Return the subject that words right behind the quantity, or before it, name; "" for none.

    What a share is a share of (占项目总支出的 9%) is not its subject.
    """
    if part.behind and quantity is not None and quantity.unit is Unit.COUNT:
        counted = _counted(part, quantity, state, catalogue)
        if counted:
            return counted
    words = part.told
    summed = _summed_up(words, catalogue) if Role.SUM in part.roles else ""
    if summed:
        return summed
    if shape is Shape.SHARE:
        whole = next((word.start for word in words if Role.SHARE in word.sense.roles), part.end)
        words = tuple(word for word in words if word.start < whole)
    return subject_in(words, quantity, state, catalogue)


def _summed_up(words: Sequence[Token], catalogue: Catalogue) -> str:
    """Return the whole of parts that are listed and summed up (接待费、用车费两项经费), "" for none."""
    end = next((word.start for word in words if Role.SUM in word.sense.roles), 0)
    parts = [id for word in words if word.start < end for id in word.sense.subjects[:1]]
    wholes = {catalogue.whole(id) for id in parts}
    return wholes.pop() if len(set(parts)) > 1 and len(wholes) == 1 else ""


def _counted(part: Segment, quantity: Quantity, state: State, catalogue: Catalogue) -> str:
    """Return what the word right behind a count names; before a weak one, what stands before the count.

    民生实事的 3 个项目 are 民生实事.
    """
    behind = _adjoining(part, quantity)
    found = subject_in(behind, quantity, state, catalogue)
    if found and any(word.sense.weak_subject for word in behind):
        before = subject_in(part.told, quantity, state, catalogue)
        if before and catalogue.counts(before, Unit.COUNT):
            return before
    return found


def _adjoining(part: Segment, quantity: Quantity) -> tuple[Token, ...]:
    """Return the word that stands right behind a count: 8 项重点任务, 5 个预算项目.

    A few words that nobody knows may stand before a strong one: 8 项林业重点任务.
    """
    place = quantity.end
    for word in part.behind:
        plain = word.sense.subjects and not word.sense.weak_subject
        if word.start != place and not (plain and word.start - place <= min(part.next, _KIND)):
            break
        if not word.sense.fills:
            return (word,)
        place = word.end
    return ()


def subject_in(words: Sequence[Token], quantity: Quantity | None, state: State, catalogue: Catalogue) -> str:
    """Return the last subject among `words`: strong before weak ones, the whole budget after all others.

    A part behind its whole is the part, however weak its word: 编制行政 9 名.
    """
    naming = [word for word in words if word.sense.items] if words else ()
    if not naming:
        return ""
    ranked = [
        (catalogue.subjects[id].yields, word.sense.weak_subject, -word.start, id)
        for word in naming
        for id in _fitting(_meant(word, quantity, state, catalogue), quantity, catalogue)
    ]
    if not ranked:
        return ""
    if quantity is not None and quantity.unit is Unit.COUNT:
        fitting = [each for each in ranked if catalogue.counts_in(each[3], quantity.noun)]
        unknown = [each for each in ranked if not catalogue.by_subject.get(each[3])]
        ranked = [*fitting, *unknown] if fitting else ranked
    yields, weak, start, _ = min(ranked)
    if yields and state.said == NAMED and state.subject != ELSE:
        summed = any(word.start == -start and word.has(Role.SUM) for word in words)
        if (weak and not _is_quarter(state.subject, catalogue)) or (
            summed and state.subject and TOTAL not in catalogue.chain(state.subject)
        ):
            return ""
    ids = [id for *rank, id in ranked if rank == [yields, weak, start]]
    best = state.subject if state.subject in ids else ids[0]
    if quantity is not None and quantity.unit is Unit.COUNT:
        best = catalogue.counted(best, quantity.noun)
    parts = [(at, id) for _, _, at, id in ranked if at < start and catalogue.whole(id) == best]
    return min(parts)[1] if parts else best


def _is_quarter(subject: str, catalogue: Catalogue) -> bool:
    """Return whether `subject` is a part of which there are only rates: the whole year may follow it."""
    facts = catalogue.by_subject.get(subject, ()) if catalogue.whole(subject) else ()
    return bool(facts) and all(Unit(each.unit) is Unit.RATIO for each in facts)


def _meant(word: Token, quantity: Quantity | None, state: State, catalogue: Catalogue) -> tuple[str, ...]:
    """Return what a word names, an item of a list only after another item of it: 三季度末 …，年末 …."""
    ids = word.sense.subjects
    if word.sense.weak_subject:
        return tuple(id for id in ids if _can_be_meant(id, ids, state, catalogue))
    whole = catalogue.whole(state.subject) or state.subject
    if ids or not whole:
        return ids
    unit = quantity.unit if quantity is not None else None
    listed = tuple(
        id
        for id in word.sense.items
        if whole in (id, catalogue.whole(id)) and (unit is None or catalogue.counts(id, unit))
    )
    return listed if len(listed) == 1 else ()


def _can_be_meant(subject: str, meanings: tuple[str, ...], state: State, catalogue: Catalogue) -> bool:
    """Return whether a weak word can mean a part: only where its whole, or nothing yet, is spoken of."""
    whole, spoken = catalogue.whole(subject), state.subject
    if not whole or not spoken or spoken in meanings:
        return True
    if state.said != NAMED and catalogue.subjects[subject].strict:
        return True
    return catalogue.common(spoken, subject) != "" or catalogue.common(state.topic, subject) != ""


def _fitting(ids: tuple[str, ...], quantity: Quantity | None, catalogue: Catalogue) -> tuple[str, ...]:
    """Return those of several meanings of a word that have facts of the quantity's unit."""
    if len(ids) < 2 or quantity is None or quantity.unit is None:
        return ids
    unit = quantity.unit
    return tuple(id for id in ids if catalogue.counts(id, unit)) or ids


def implied(part: Segment, quantity: Quantity, state: State, memory: Memory, catalogue: Catalogue) -> str:
    """Return the subject that the side named by `part` implies, "" when the one so far can have it.

    共计 speaks of the whole of the parts before it. A rate behind the parts of a whole is the whole's,
    unless the last part has both a budget and an amount spent of its own, or the rate stands in
    parentheses behind it. The adjusted budget behind what only came from elsewhere (追加 9 万元，其中省级资金 5 万元，调整后预算
    80 万元) is the whole's.
    """
    aspects = aspects_of(part.sided, catalogue, quantity.unit)[0] if part.sided else ()
    if aspects:
        own = catalogue.subject_of(aspects)
        if own:
            return own
        known = [catalogue.aspects[id] for id in aspects]
        amount = quantity.unit is Unit.MONEY
        if any(state.subject in words.never_of and (amount or not words.budget) for words in known):
            return TOTAL
    last = memory.last.get(Unit.MONEY, ("", ()))[0]
    if quantity.unit is Unit.RATIO and catalogue.rates(last) and not catalogue.rates(state.subject):
        return last if state.subject in catalogue.subjects and aspects else ""
    if (
        quantity.unit is Unit.COUNT
        and aspects
        and state.said == NAMED
        and state.subject in catalogue.subjects
    ):
        part_of_it = catalogue.counted(state.subject, quantity.noun)
        if part_of_it != state.subject:
            return part_of_it
    if not state.own or state.topic == ELSE:
        return ""
    back = (
        _back_to_topic(part, quantity, aspects, state, memory, catalogue) if state.subject == ELSE else None
    )
    if back is not None:
        return back
    if Role.SUM in part.roles:
        return _summed(quantity, state, memory, catalogue)
    both = part.depth > 0 or len(memory.budgets.get(state.subject, ())) == _BOTH
    rate = quantity.unit is Unit.RATIO and aspects and state.part and catalogue.whole(state.subject)
    return state.topic if rate and not both else ""


def _summed(quantity: Quantity, state: State, memory: Memory, catalogue: Catalogue) -> str:
    """Return the whole of the parts that a sum adds up, "" where another thing's amount is among them."""
    if quantity.unit is Unit.MONEY and memory.strays and not state.part:
        return ""
    whole = (catalogue.whole(state.topic) if state.topic == state.subject else "") or state.topic
    return whole if quantity.unit is not Unit.COUNT or catalogue.counts_in(whole, quantity.noun) else ""


def _back_to_topic(
    part: Segment,
    quantity: Quantity,
    aspects: Sequence[str],
    state: State,
    memory: Memory,
    catalogue: Catalogue,
) -> str | None:
    """Return the topic, to which words come back from what is nobody's, "" where it has no such side; None for neither.

    The rate of what is nobody's, but was counted as the topic's things are, stays so: 受理工单 9 件，办结率 98%.
    """
    if quantity.unit is Unit.RATIO and not part.weight:
        facts = catalogue.by_subject.get(state.topic, ())
        if any(not memory.nobodys.isdisjoint((*each.aspects, *each.nouns)) for each in facts):
            return None
        return state.topic if any(not set(aspects).isdisjoint(each.aspects) for each in facts) else ""
    adjusted = state.part and _ADJUSTED in aspects and part.begins(*_AFTERWARDS)
    return state.topic if adjusted else None


def is_topic(part: Segment) -> bool:
    """Return whether a clause without a quantity says what is spoken of next: 公务接待费方面，….

    Its subject comes first, or it holds few unknown words and tells of no change and no target.
    """
    first = next((word for word in part.told if word.sense.roles.isdisjoint(_UNSAYING)), None)
    leads = first is not None and first.sense.subjects and not first.sense.weak_subject
    if first is not None and leads and all(start > first.start for start, _ in part.unknown):
        return True
    if not part.roles.isdisjoint(_SHAPING) and any(
        not word.sense.roles.isdisjoint(_SHAPING) and word.end - word.start > 1 for word in part.told
    ):
        return False
    return part.weight <= UNKNOWN or part.closer in ("：", "=")
