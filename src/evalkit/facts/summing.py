"""Counts that a sentence adds up itself: 虚列支出问题 1 起、挤占资金问题 3 起，共计 4 起."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.handing import Handed
from evalkit.facts.lexicon import Role
from evalkit.facts.sentence import Segment
from evalkit.facts.unit import Unit


def added_up(parts: Sequence[Segment], catalogue: Catalogue) -> Mapping[int, Handed]:
    """Return whose the sums of counts are, and which counts are only added up, by where they end.

    A sum names nothing itself and is that of all counts in its noun before it. One of them at least
    names a subject that `sums`, and none anything else that a fact counts.
    """
    found: dict[int, Handed] = {}
    if not any(Role.SUM in part.roles for part in parts):
        return found
    added: list[Segment] = []
    total, noun = Decimal(0), ""
    for part in parts:
        quantity = part.quantity
        if part.fresh:
            added = []
        if quantity is None or quantity.unit is not Unit.COUNT:
            continue
        if not added or quantity.noun != noun:
            added, total, noun = [], Decimal(0), quantity.noun
        if len(added) > 1 and quantity.value == total and _is_sum(part):
            subject = _only_subject(added, noun, catalogue)
            if subject:
                found |= {each.end: Handed(each.start, added=True) for each in added}
                found[part.end] = Handed(added[0].start, subject=subject)
            added = []
        else:
            added.append(part)
            total += quantity.value
    return found


def _is_sum(part: Segment) -> bool:
    return Role.SUM in part.roles and not part.naming and not part.weight


def _only_subject(added: Sequence[Segment], noun: str, catalogue: Catalogue) -> str:
    """Return the one subject counted in `noun` that the counts name, "" where kinds of it are not summed."""
    named = {
        id
        for part in added
        for word in part.told
        if not word.sense.weak_subject
        for id in word.sense.subjects
        if catalogue.counts_in(id, noun)
    }
    subject = named.pop() if len(named) == 1 else ""
    return subject if subject and catalogue.subjects[subject].sums else ""
