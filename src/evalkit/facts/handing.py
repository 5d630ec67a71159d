"""Lists that 分别为, 各为 or 依次为 hands out: which of several quantities belongs to which item."""

import sys
from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role, Token
from evalkit.facts.reading import ELSE, period_of
from evalkit.facts.sentence import Segment
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen

_MEANINGS = 3
"""A word that stands for more subjects than that names a whole list: 各季度."""

_LONGEST = 64
"""How many segments, remarks in parentheses included, the quantities of a list may take."""

_FARTHEST = 8
"""How many clauses before 分别 are searched for its list."""


@frozen
class Handed:
    """What a list hands to one quantity; `start` is where the list begins.

    `times`: 驾驶员和讲解员各一人 are two. `nobody`: the list has another length, so that nobody can tell.
    `added`: nothing is handed, and the quantity is one of several that a sum behind them adds up.
    """

    start: int
    subject: str = ""
    aspects: tuple[str, ...] = ()
    period: str = ""
    times: int = 1
    nobody: bool = False
    added: bool = False

    @property
    def gives(self) -> bool:
        """Whether the list says whose the quantity is, of which side, or of what year."""
        return bool(self.subject or self.aspects or self.period)


NOTHING_HANDED = Handed(sys.maxsize)
"""What no list hands to a quantity."""


@frozen
class _Lists:
    """The lists that stand before 分别: subjects, sides of one subject, or years."""

    start: int
    subjects: tuple[str, ...] = ()
    aspects: tuple[tuple[str, ...], ...] = ()
    periods: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether there is more than one item of a kind."""
        return max(len(self.subjects), len(self.aspects), len(self.periods)) > 1

    def items(self, count: int) -> list[Handed]:
        """Return the list that has `count` items, nothing when there is none."""
        if len(self.subjects) == count:
            return [Handed(self.start, subject=subject) for subject in self.subjects]
        if len(self.aspects) == count:
            return [Handed(self.start, aspects=aspects) for aspects in self.aspects]
        if len(self.periods) == count:
            return [Handed(self.start, period=period) for period in self.periods]
        return []


def hand_out(parts: Sequence[Segment], catalogue: Catalogue, year: int | None) -> Mapping[int, Handed]:
    """Return what lists hand to the quantities of `parts`, by the place where a quantity begins."""
    handed: dict[int, Handed] = {}
    if not any(_hands_out(part) for part in parts if part.runs_on or Role.EACH in part.roles):
        return handed
    waiting: deque[Segment] = deque(maxlen=_FARTHEST)
    known: tuple[str, ...] = ()
    spoken: list[str] = []
    for index, part in enumerate(parts):
        if part.opener == "。":
            known = ()
            spoken = []
        if part.fresh:
            waiting.clear()
        waiting.append(part)
        if part.quantity is None:
            continue
        if _hands_out(part):
            run = [part, *_following(parts[index + 1 : index + _LONGEST], part.depth)]
            known = known or _one_by_one(spoken, len(run), catalogue)
            lists = [_list(each, catalogue, year) for each in reversed(waiting)]
            if len(run) > 1 or any(each.is_list for each in lists):
                items, known = _handed(lists, len(run), known)
                handed |= {each.end: item for each, item in zip(run, items, strict=True)}
            elif part.quantity.unit is Unit.COUNT:
                handed[part.end] = Handed(part.start, times=_times(part))
        spoken += [word.sense.subjects[0] for word in part.naming[-1:]]
        if not part.listed:
            waiting.clear()
    return handed


def _hands_out(part: Segment) -> bool:
    """Return whether a list is handed out from the quantity of `part` on.

    Without 分别 one word names a whole list right before its quantities: 四个季度执行率为 9 成、…. These must be
    many; a single one is an average.
    """
    if part.quantity is None:
        return False
    if Role.EACH in part.roles:
        return True
    return part.runs_on and any(len(word.sense.items) > _MEANINGS for word in part.told)


def _one_by_one(spoken: Sequence[str], count: int, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the last `count` things that were named one by one, if they are the parts of one whole."""
    last = tuple(spoken[-count:])
    wholes = {catalogue.whole(id) for id in last}
    return last if len(set(last)) == count > 1 and len(wholes) == 1 and "" not in wholes else ()


def _handed(
    lists: Sequence[_Lists], count: int, known: tuple[str, ...]
) -> tuple[list[Handed], tuple[str, ...]]:
    """Return the nearest list of `count` items and its subjects; without any, those of the list before.

    Where no list is that long nobody can tell which quantity is whose.
    """
    for each in lists:
        items = each.items(count) if count > 1 else []
        if items:
            return items, each.subjects if len(each.subjects) == count else known
    if len(known) == count:
        return [Handed(lists[0].start, subject=subject) for subject in known], known
    return [Handed(lists[0].start, nobody=True)] * count, known


def _following(parts: Iterable[Segment], depth: int) -> Iterator[Segment]:
    """Yield the segments that go on with a list of quantities.

    Nothing but 、 or 和, or a remark in parentheses, stands between them.
    """
    for part in parts:
        if part.depth > depth:
            continue
        if not part.listed or part.quantity is None or part.has(Role.SUBJECT, Role.ASPECT, Role.EACH):
            return
        yield part


def _list(part: Segment, catalogue: Catalogue, year: int | None) -> _Lists:
    """Return the lists that stand in one clause."""
    ends = {end for _, end in part.unknown}
    every = next((items for word in reversed(part.told) if len(items := word.sense.items) > _MEANINGS), ())
    subjects = every or tuple(dict.fromkeys(id for word in part.told for id in _items(word, ends, catalogue)))
    wholes = {catalogue.whole(id) for id in subjects}
    named = tuple(id for id in subjects if id not in wholes and not _yields(id, catalogue))
    sides = dict.fromkeys(
        word.sense.aspects
        for word in part.sided
        if not word.sense.weak_aspect and catalogue.is_level(word.sense.aspects)
    )
    periods = [period_of([word], (), year) for word in part.timed]
    periods += [period_of((), [each], year) for each in part.years]
    return _Lists(
        start=part.start,
        subjects=named if len(named) > 1 else (),
        aspects=tuple(sides),
        periods=tuple(dict.fromkeys(period for period in periods if period)),
    )


def _yields(subject: str, catalogue: Catalogue) -> bool:
    return subject in catalogue.subjects and catalogue.subjects[subject].yields


def _items(word: Token, ends: Container[int], catalogue: Catalogue) -> tuple[str, ...]:
    """Return the item that a word stands for; another thing's when what ends at one of `ends` is glued to it."""
    own = word.sense.subjects[:1]
    if own and word.start in ends and (catalogue.subjects[own[0]].strict or word.sense.weak_subject):
        return (ELSE + str(word.start),)
    return own or word.sense.items


def _times(part: Segment) -> int:
    """Return how many things 各 speaks of: those that 、 and 和 divide before it."""
    return 1 + part.joints
