"""Counts that a sentence gives office by office: 局机关编制 40 名，在编 38 人；测绘站编制 12 名，在编 11 人."""

from collections.abc import Iterator, Sequence

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.handing import Handed
from evalkit.facts.lexicon import Role
from evalkit.facts.sentence import Segment
from evalkit.facts.unit import Unit

_ALL = (
    "全局",
    "全系统",
    "全部门",
    "全委",
    "全院",
    "全校",
    "全镇",
    "全街道",
    "总计",
    "合计",
    "部门共",
    "单位共",
)
"""What opens the member of the list that counts all of them."""

_Count = tuple[Segment, str, int]
"""A count, what it names, and which member of the list it stands in."""


def by_office(parts: Sequence[Segment], catalogue: Catalogue) -> dict[int, Handed]:
    """Return the counts that are of one office each, by where they end: nobody's, for none is the whole.

    ； divides the offices, and each of at least two counts the same posts or people; one that opens with
    全局 or sums up is the department's own.
    """
    if "；" not in [part.opener for part in parts]:
        return {}
    found: dict[int, Handed] = {}
    sentence: list[_Count] = []
    wholes: set[int] = set()
    member = 0
    for part in parts:
        if part.fresh:
            member += 1
            if part.opener != "；":
                found |= _apart(sentence, wholes)
                sentence = []
            if part.begins(*_ALL):
                wholes.add(member)
        if Role.SUM in part.roles or Role.OURS in part.roles:
            wholes.add(member)
        sentence += [(part, subject, member) for subject in _counted(part, catalogue)]
    return {**found, **_apart(sentence, wholes)}


def _counted(part: Segment, catalogue: Catalogue) -> Iterator[str]:
    """Yield what is counted, where it is posts or people of this year: of them alone there are only counts."""
    if part.quantity is None or part.quantity.unit is not Unit.COUNT or part.timed or part.dated:
        return
    for word in part.naming[-1:]:
        subject = word.sense.subjects[0]
        facts = catalogue.by_subject.get(subject, ())
        only = bool(facts) and all(Unit(each.unit) is Unit.COUNT for each in facts)
        if only and catalogue.subjects[subject].strict and Role.KIND not in part.roles:
            yield subject


def _apart(counts: Sequence[_Count], wholes: set[int]) -> dict[int, Handed]:
    members: dict[str, set[int]] = {}
    for _, subject, member in counts:
        members.setdefault(subject, set()).add(member)
    return {
        part.end: Handed(part.start, nobody=True)
        for part, subject, member in counts
        if len(members[subject]) > 1 and member not in wholes
    }
