"""Sentences turned round: what stands behind a quantity says whose it is, or that it is said of several."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import evolve

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.handing import Handed
from evalkit.facts.lexicon import Role, Token
from evalkit.facts.quantity import Quantity
from evalkit.facts.reading import TOTAL, Reading
from evalkit.facts.sentence import Segment
from evalkit.facts.unit import Unit

_INTO = "into"
"""The side of 用于, which is also how an amount is said to be that of a subject: 8 万元用于基本支出."""

_INITIAL, _ADJUSTED, _CHANGE = "initial", "adjusted", "change"
_DIVIDES = ("÷", "/", "／")
_OF, _INSIDE = "的", ("内", "以内", "之内", "范围")

_REST = "rest"
"""The side of 其余: the rest of a whole may be one of its subjects."""

_MOST = 4
"""How many words may stand behind an amount that they say the subject of: 8 万元为基本支出."""


def inverted(parts: Sequence[Segment], catalogue: Catalogue) -> Mapping[int, Handed]:
    """Return what stands behind amounts that have no subject before them, by where the amounts begin.

    8 万元为基本支出, 5 万元用于项目支出: a word that links, then the subject, then nothing more. In a list
    the subject stands right behind each amount: 8 万元基本支出和 5 万元项目支出.
    """
    found: dict[int, Handed] = {}
    waiting: list[tuple[Segment, str]] = []
    for part, after in pairwise(parts):
        if part.quantity is None or part.quantity.unit is not Unit.MONEY:
            waiting.clear()
            continue
        first = after.words[0] if after.words and after.opener == "" else None
        if first is None or first.start != after.start:
            waiting.clear()
            continue
        if not waiting and (part.weight or any(map(_names, part.told)) or not part.roles.isdisjoint(_MOVED)):
            continue
        subject = _linked(after, catalogue)
        if not subject:
            waiting.clear()
            continue
        waiting.append((part, subject))
        if after.quantity is None:
            found |= {each.end: Handed(each.start, subject=whose) for each, whose in waiting}
            waiting.clear()
    return found


def side_before(aspects: tuple[str, ...], after: Segment, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the side of an amount of which a part is the initial budget: 预算指标 9 万元，其中年初预算 8 万元.

    What is divided by a budget for the rate of its adjustment is the change, whatever it is called: 预算调整数 1 万元÷预算数 8 万元.
    """
    if _ADJUSTED in aspects and after.begins(*_DIVIDES):
        return (_CHANGE,)
    if not catalogue.is_plain_budget(aspects) or Role.AMONG not in after.roles or not after.sided:
        return aspects
    return (_ADJUSTED,) if any(_INITIAL in word.sense.aspects for word in after.sided) else aspects


def serves_rate(quantity: Quantity, after: Segment | None) -> bool:
    """Return whether an amount only serves the rate behind it, so that no part goes on with it: 完成预算 9 万元的 84%."""
    if after is None or after.quantity is None or quantity.unit is not Unit.MONEY:
        return False
    of = after.start == quantity.end and after.end - after.start == 1 and after.begins(_OF)
    return of and after.quantity.unit is Unit.RATIO


_MOVED = frozenset((Role.MORE, Role.LESS))


def _names(word: Token) -> bool:
    if word.sense.subjects:
        return True
    return bool(word.sense.aspects) and not word.sense.weak_aspect and _REST not in word.sense.aspects


def _linked(after: Segment, catalogue: Catalogue) -> str:
    """Return the subject that the words right behind an amount link it with, "" for none."""
    first = after.words[0]
    if after.weight or len(after.words) > _MOST:
        return ""
    words = [word for word in after.words if not word.sense.fills or word.start == after.start]
    links = first.sense.fills or _INTO in first.sense.aspects
    what = words[1] if links and len(words) > 1 else first
    named = what.sense.subjects and not what.sense.weak_subject and what.start in (after.start, first.end)
    if not named or any(word.sense.subjects for word in words if word.start > what.start):
        return ""
    subject = what.sense.subjects[0]
    return subject if catalogue.counts(subject, Unit.MONEY) else ""


def opens_parts(part: Segment, after: Segment | None, topic: str, catalogue: Catalogue) -> bool:
    """Return whether the parts of `topic` follow an amount, so that it is the whole's again.

    调整后 9 万元，其中基本支出 5 万元 behind another part is the whole's and not that part's.
    """
    if after is None or part.quantity is None or part.quantity.unit is not Unit.MONEY or not topic:
        return False
    deeper = after.depth == part.depth + 1 and after.opener == "（"
    among = after.depth == part.depth and Role.AMONG in after.roles
    told = not all(word.sense.weak_aspect for word in part.sided)
    of_topic = any(catalogue.whole(id) == topic for word in after.naming for id in word.sense.subjects)
    return told and (deeper or among) and of_topic


def is_budget_behind(part: Segment, catalogue: Catalogue) -> bool:
    """Return whether words right behind the amount say that it is a budget: 控制在 9 万元的预算内, 9 万元预算之内."""
    word = next((each for each in part.behind if each.sense.tells), None)
    if word is None or part.quantity is None or not catalogue.is_budget(word.sense.aspects):
        return False
    if part.runs_on or word.start > part.quantity.end + 1:
        return False
    return part.sign_at(word) == _OF or part.goes_on_with(word, *_INSIDE)


def twins(part: Segment, reading: Reading, catalogue: Catalogue) -> Iterator[Reading]:
    """Yield the further readings of what is said of several at once: 预算和决算均为 8 万元, 答复率、办结率均为 100%.

    Each subject before 均 has it on each side that is named; 收入与支出均为 speaks of the whole too.
    """
    unit = reading.quantity.unit
    if Role.ALL not in part.roles or unit not in (Unit.MONEY, Unit.RATIO) or reading.handed:
        return
    last = [word for word in part.told if Role.ALL in word.sense.roles][-1]
    if any(word.start > last.start and not word.sense.fills for word in part.told):
        return
    before = [word for word in part.told if word.end <= last.start]
    if unit is Unit.RATIO:
        yield from _twin_rates(before, reading, catalogue)
        return
    subjects = _subjects(before, reading, catalogue)
    sides = _sides(before, catalogue) or (reading.aspects,)
    for subject in subjects:
        for side in sides:
            if (subject, side) != (reading.subject, reading.aspects):
                yield evolve(reading, subject=subject, aspects=side)


def _twin_rates(words: Sequence[Token], reading: Reading, catalogue: Catalogue) -> Iterator[Reading]:
    """Yield the rates that `words` name besides that of `reading`, each of the subject named with it or last."""
    subject = ""
    for word in words:
        subject = word.sense.subjects[0] if word.sense.subjects else subject
        side = word.sense.aspects
        if side and catalogue.excludes(side) and side != reading.aspects:
            yield evolve(reading, subject=subject or reading.subject, aspects=side)


def _subjects(words: Sequence[Token], reading: Reading, catalogue: Catalogue) -> tuple[str, ...]:
    named = dict.fromkeys(word.sense.subjects[0] for word in words if word.sense.subjects)
    found = [id for id in named if not catalogue.subjects[id].yields] or [reading.subject]
    excluded = {
        id
        for word in words
        for aspect in word.sense.aspects
        if aspect in catalogue.aspects
        for id in catalogue.aspects[aspect].never_of
    }
    return (*found, TOTAL) if excluded & set(found) else tuple(found)


def _sides(words: Sequence[Token], catalogue: Catalogue) -> tuple[tuple[str, ...], ...]:
    """Return the sides that `words` name; 支出 is one only beside a budget of the same: 预算和支出."""
    told = [word for word in words if word.sense.aspects and catalogue.is_level(word.sense.aspects)]
    incomes = any("income" in word.sense.subjects for word in words)
    if incomes:
        told = [word for word in told if not word.sense.weak_aspect] or told
    return tuple(dict.fromkeys(word.sense.aspects for word in told))
