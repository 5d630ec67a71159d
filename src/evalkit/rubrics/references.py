"""The measures and facts that a rubric names: whether they exist, and whether their units fit."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from enum import Enum
from typing import Any

from evalkit.errors import Problem
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Joined, Message, say
from evalkit.problems import nearest, problem, short
from evalkit.toml import TomlFile
from evalkit.toml_places import Path


class Wants(Enum):
    """What a rule does with a value that it names."""

    NUMBER = "number"
    YES_NO = "yes_no"
    NUMBER_OR_YES_NO = "number or yes_no"
    TEXT = "text"
    ANYTHING = "anything"


@frozen
class Reference:
    """An id of a measure or a fact as a rubric names it; `path` leads there from the rule's table.

    `like` is the id whose unit it must have, empty when any will do.
    """

    path: Path
    id: str
    wants: Wants
    like: str = ""


_WANTS = {
    "measure": Wants.NUMBER,
    "measures": Wants.NUMBER,
    "of": Wants.NUMBER,
    "count": Wants.NUMBER,
    "any": Wants.YES_NO,
    "none_if": Wants.YES_NO,
}
"""The keys by which evalkit's own rules name values."""
_IN_CASES = {
    "when": Wants.YES_NO,
    "all": Wants.YES_NO,
    "not": Wants.YES_NO,
    "fact": Wants.TEXT,
}
"""The keys by which the conditions of cases name values, besides those that all rules have."""
_WORDS = frozenset({"id", "title", "title_en", "clause", "passages", "admitted_by", "statements", "one_of"})
"""The keys whose text is never the id of a value."""
_LISTED = 12
"""How many known ids a message lists."""


def references(keys: Mapping[str, Any], needs: Collection[str] = ()) -> tuple[Reference, ...]:
    """Return the ids that a rule's `keys` name.

    These are the values of the keys by which evalkit's own rules name things, and wherever else one
    of `needs` (what the rule says it looks at) is written. What is written nowhere has an empty path.
    """
    found = []
    for path, value in _strings(keys):
        key = next(step for step in reversed(path) if isinstance(step, str))
        wanted = _WANTS | _IN_CASES if path[0] == "cases" else _WANTS
        if key in wanted or (value in needs and key not in _WORDS):
            found.append(Reference(path, value, wanted.get(key, Wants.ANYTHING), _compared(keys, path)))
    written = {reference.id for reference in found}
    return (*found, *(Reference((), id, Wants.ANYTHING) for id in needs if id not in written))


def _compared(keys: Mapping[str, Any], path: Path) -> str:
    """Return the measure that the value at `path` is compared with: the one beside a key ``of``."""
    if path[-1] != "of":
        return ""
    table: Any = keys
    for step in path[:-1]:
        table = table[step]
    beside = table.get("measure")
    return beside if isinstance(beside, str) else ""


def _strings(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _strings(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _strings(inner, (*path, index))


def check_reference(
    file: TomlFile, table: Path, reference: Reference, known: Mapping[str, Unit], *, suggest: bool = True
) -> Problem | None:
    """Return what is wrong with a reference from the rule's table at `table`, None when nothing is.

    Nothing may have that id, or its unit may not be what the rule wants. To `suggest` what may have
    been meant takes time.
    """
    path, id = (*table, *reference.path), reference.id
    unit = known.get(id)
    if unit is None:
        message = say(
            "没有叫“{id}”的测算或事实{near}",
            "there is no measure or fact “{id}”{near}",
            id=short(id),
            near=(nearest(id, known) if suggest else None) or "",
        )
        return problem(file, path, message, _closest(id, known) if suggest else None)
    if reference.wants is Wants.NUMBER and unit in (Unit.YES_NO, Unit.TEXT):
        return problem(file, path, say("“{id}”不是数", "“{id}” is not a number", id=id))
    other = known.get(reference.like, unit)
    if other is not unit:
        message = say(
            "“{id}”与“{other}”单位不同，不能比较",
            "{id} and {other} have different units and cannot be compared",
            id=id,
            other=reference.like,
        )
        return problem(file, path, message)
    if reference.wants is Wants.NUMBER_OR_YES_NO and unit is Unit.TEXT:
        message = say(
            "“{id}”不是数，也不是“是否”类事实", "“{id}” is neither a number nor a yes/no fact", id=id
        )
        return problem(file, path, message)
    if reference.wants is Wants.TEXT and unit is not Unit.TEXT:
        return problem(file, path, say("“{id}”不是文字", "“{id}” is not a text", id=id))
    if reference.wants is Wants.YES_NO and unit is not Unit.YES_NO:
        # An item of a checklist may rest on a number instead, but then it needs a bound.
        takes_bounds = bool({"any", "when"}.intersection(reference.path)) and unit is not Unit.TEXT
        allowed = _bound(id) if takes_bounds else None
        return problem(
            file, path, say("“{id}”不是“是否”类事实", "“{id}” is not a yes/no fact", id=id), allowed
        )
    return None


def _bound(id: str) -> Message:
    return say(
        '“是否”类事实，或带界限的数，如 {{ measure = "{id}", from = "100%" }}',
        'a yes/no fact, or a number with a bound: {{ measure = "{id}", from = "100%" }}',
        id=id,
    )


def _closest(id: str, known: Collection[str]) -> Message | None:
    if len(known) <= _LISTED:
        listed = sorted(known)
    else:
        listed = get_close_matches(short(id), known, n=_LISTED // 2, cutoff=0.4)
    return say("{listed}", "{listed}", listed=Joined(tuple(listed))) if listed else None
