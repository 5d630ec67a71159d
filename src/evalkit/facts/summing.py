"""Counts that a sentence adds up itself, or leaves in pieces: 虚列支出 1 起、挪用 3 起，共计 4 起; 来信 9 件、来访 5 件."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.handing import Handed
from evalkit.facts.lexicon import Role
from evalkit.facts.offices import by_office
from evalkit.facts.sentence import Segment
from evalkit.facts.unit import Unit


def added_up(parts: Sequence[Segment], catalogue: Catalogue) -> Mapping[int, Handed]:
    """Return whose the sums of counts are, and which counts are only added up, by where they end.

    A sum names nothing itself and is that of all counts in its noun before it. One of them at least
    names a subject that `sums`, and none anything else that a fact counts; or they are of its kinds.
    Counts of single kinds, or of single offices, are nobody's.
    """
    found = by_office(parts, catalogue)
    roles = frozenset[Role]().union(*[part.roles for part in parts])
    if Role.KIND in roles:
        found |= _of_kinds(parts, catalogue)
    if Role.SUM not in roles:
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
                found |= {each.end: Handed(each.start, added=True) for each in added if each.end not in found}
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
    kinds = {kind for part in added for kind in _kinds(part)}
    whole = {kind.partition("/")[0] for kind in kinds}
    if len(whole) == 1 and len(kinds) == len(added):
        return whole.pop()
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


# ---------------------------------------------------------------- kinds


def _kinds(part: Segment) -> tuple[str, ...]:
    """Return the kind that the words of `part` name, () for none; 来信来访 are all kinds."""
    if Role.KIND not in part.roles:
        return ()
    kinds = {meaning.id for word in part.told for meaning in word.sense.meanings if meaning.role is Role.KIND}
    if len(kinds) != 1:
        return ()
    whole = next(iter(kinds)).partition("/")[0]
    others = (word for word in part.naming if Role.KIND not in word.sense.roles)
    return () if any(whole in word.sense.subjects for word in others) else tuple(kinds)


def _of_kinds(parts: Sequence[Segment], catalogue: Catalogue) -> Iterator[tuple[int, Handed]]:
    """Yield the counts that are of one kind each, where a sentence counts several kinds: nobody's.

    A kind of which there is none leaves another one alone: 离休 0 人、退休 9 人.
    In 行政编制 20 名，实有 18 人；事业编制 30 名，实有 27 人 that holds of what follows each too.
    """
    sentence: list[tuple[Segment, tuple[str, ...], int]] = []
    member = 0
    for part in parts:
        if part.fresh:
            member += 1
            if part.opener != "；":
                yield from _told_apart(sentence, catalogue)
                sentence = []
        if part.quantity is not None and part.quantity.unit is Unit.COUNT:
            sentence.append((part, _kinds(part) if part.quantity.value else (), member))
    yield from _told_apart(sentence, catalogue)


def _told_apart(
    counts: Sequence[tuple[Segment, tuple[str, ...], int]], catalogue: Catalogue
) -> Iterator[tuple[int, Handed]]:
    kinds = {kind for _, named, _ in counts for kind in named}
    if len(kinds) < 2 or len({kind.partition("/")[0] for kind in kinds}) > 1:
        return
    whole = next(iter(kinds)).partition("/")[0]
    of_member: dict[int, set[str]] = {}
    for _, named, member in counts:
        of_member.setdefault(member, set()).update(named)
    apart = sum(len(each) == 1 for each in of_member.values()) > 1
    led: set[int] = set()
    for part, named, member in counts:
        leads = bool(named)
        follows = apart and member in led and len(of_member[member]) == 1
        if leads:
            led.add(member)
        own = all(whole in word.sense.subjects or word.sense.weak_subject for word in part.naming)
        if (leads and own) or (follows and not leads):
            yield part.end, Handed(part.start, nobody=True)
