"""The figures that a row's rule is written with: where each stands, and whether it bounds a value or gives marks."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from evalkit.frozen import frozen
from evalkit.rubrics.place import Place
from evalkit.structuring import readable
from evalkit.toml_places import Path

_BOUNDS = frozenset({"below", "to", "from", "above", "equals", "limit", "full_at", "target"})
_MARKS = frozenset({"marks", "lose", "at_from"})
_OTHER_ROWS = frozenset({"parts", "items"})


class Kind(Enum):
    """What a figure does: it bounds a value, is a step or a share of one, or is an amount of marks."""

    BOUND = "bound"
    STEP = "step"
    SHARE = "share"
    MARKS = "marks"


@frozen
class Figure:
    """One number of a row: the way to it from the row's table, and the measure or fact that it is about.

    `measure` is empty for marks, and for shares, which are no values of anything.
    """

    path: Path
    kind: Kind
    value: Decimal
    measure: str = ""


def figures_of(place: Place) -> tuple[Figure, ...]:
    """Return the figures in the table of a row, its rule's and its modifiers', but not those of other rows."""
    return tuple(_found(place.keys, (), ""))


def _found(table: Mapping[str, Any], path: Path, measure: str) -> Iterator[Figure]:
    measure = _measure_of(table) or measure
    for key, value in table.items():
        if key in _OTHER_ROWS:
            continue
        yield from _figures(table, key, value, (*path, key), measure)


def _figures(table: Mapping[str, Any], key: str, value: Any, path: Path, measure: str) -> Iterator[Figure]:
    if isinstance(value, Mapping):
        yield from _found(value, path, "" if key == "range" else measure)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, Mapping):
                yield from _found(inner, (*path, index), measure)
    else:
        kind = _kind(table, key, path, measure)
        number = None if kind is None or isinstance(value, bool) else readable(value, Decimal)
        if kind is not None and number is not None:
            yield Figure(path, kind, number, measure if kind in (Kind.BOUND, Kind.STEP) else "")


def _measure_of(table: Mapping[str, Any]) -> str:
    named = table.get("measure")
    if isinstance(named, str):
        return named
    several = table.get("measures")
    first = several[0] if isinstance(several, list) and several else None
    return first if isinstance(first, str) else ""


def _kind(table: Mapping[str, Any], key: str, path: Path, measure: str) -> Kind | None:
    if key in _MARKS:
        return Kind.MARKS
    if key in _BOUNDS:
        if path[:1] == ("range",):
            return Kind.MARKS
        return Kind.SHARE if "of" in table else Kind.BOUND if measure else None
    if key == "by":
        return Kind.SHARE
    return Kind.STEP if key == "each" and measure else None
