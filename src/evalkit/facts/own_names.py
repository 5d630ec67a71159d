"""The names by which a report speaks of its own department: 西岭县民政局, 县民政局, 县人社局."""

import re
from collections.abc import Callable, Sequence
from itertools import islice

from evalkit.documents.passage import Passage
from evalkit.patterns import when_used

Masking = Callable[[str], str]

_LEVELS = "省市州盟区县旗镇乡"
_PLACE = re.compile(f"[^{_LEVELS}]{{0,12}}(?P<level>[{_LEVELS}])(?=.{{3}})")
_SHORT = "简称"
_CALLED = when_used('(?:以下简称|简称)[“"‘「]?([^\\W\\d_]{2,12})')
_BEFORE = frozenset("年由对经据向为的在和与及")
"""The letters that may stand before a name without its place; another is part of another office's: 南县民政局."""

_SHORTER = {"委员会": "委", "办公室": "办"}
"""The endings of which a short name keeps only one letter."""

_CALLED_AT_MOST = 8
_LEAST = 3
_MOST = 16
"""How many letters of a short name are looked at."""


def masking(department: str | None, passages: Sequence[Passage]) -> Masking:
    """Return what puts as much white space in the place of the names of `department` in a text.

    Those are its full name, that without its place or with only the level of it, what the report calls
    it for short (以下简称), and names that leave out letters: 县人社局 of a 人力资源和社会保障局. A report that names
    no department, None, keeps its text.
    """
    if not department:
        return lambda text: text
    place = _PLACE.match(department)
    level, body = (place["level"], department[place.end() :]) if place else ("", department)
    telling = [passage.text for passage in passages if _SHORT in passage.text]
    called = (match[1] for text in telling for match in _CALLED.finditer(text))
    short = (name for name in called if _shortens(name.removeprefix(level), body))
    whole = {department, *islice(short, _CALLED_AT_MOST)}
    endings = {body[-1], *(short for long, short in _SHORTER.items() if body.endswith(long))}
    pattern = re.compile(
        f"(?P<whole>{'|'.join(sorted(map(re.escape, whole), key=len, reverse=True))})"
        f"|{level and level + '?'}(?P<body>{re.escape(body)}|{re.escape(body[0])}[^\\W\\d_]{{1,{_MOST}}}?[{''.join(endings)}])"
    )

    def is_own(match: re.Match[str]) -> bool:
        if match["whole"]:
            return True
        before = match.string[match.start() - 1 : match.start()]
        return (not before.isalpha() or before in _BEFORE) and _shortens(match["body"], body)

    def mask(match: re.Match[str]) -> str:
        return " " * len(match[0]) if is_own(match) else match[0]

    # Every name begins with the first letter of the body, behind the place at most.
    return lambda text: pattern.sub(mask, text) if body[0] in text else text


def _shortens(name: str, body: str) -> bool:
    """Return whether `name` is `body`, or begins like it and leaves out some of its letters."""
    letters = iter(body)
    return len(name) >= _LEAST and name[0] == body[0] and all(letter in letters for letter in name)
