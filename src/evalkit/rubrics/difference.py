"""What two rubrics differ in, row by row and field by field."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rubrics.place import Place
from evalkit.rubrics.writing import inline
from evalkit.rules.rule import Title
from evalkit.toml import TomlFile


class Change(Enum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@frozen
class FieldChange:
    """One key of a row: its value in both rubrics as TOML writes it, None where it is absent."""

    key: str
    before: str | None
    after: str | None


@frozen
class Difference:
    """One row that is not the same in both rubrics.

    `kind` is its word, `place` its id and those of the rows that it stands in. The marks (a rubric's
    are its total) are None where the row is absent or has none. `fields` are those of a changed row;
    rows that stand in it are differences of their own.
    """

    change: Change
    kind: Message
    place: tuple[str, ...]
    title: Title
    marks_before: Decimal | None
    marks_after: Decimal | None
    fields: tuple[FieldChange, ...] = ()


_RUBRIC = say("评分标准", "rubric")
_GRADE = say("等级", "grade")
_FACT = say("事实", "fact")
_MEASURE = say("测算", "measure")
_DIMENSION = say("维度", "dimension")
_INDICATOR = say("指标", "indicator")
_PART = say("分项", "part")
_ITEM = say("要点", "item")
_ADJUSTMENT = say("总分调整", "adjustment")
_INNER = {"indicator": _INDICATOR, "parts": _PART, "items": _ITEM}
"""The keys whose tables are rows of their own."""


def differences(before: TomlFile, after: TomlFile) -> tuple[Difference, ...]:
    """Return what two effective rubric files differ in, in their order; each of them loads as a rubric."""
    old, new = Place(before), Place(after)
    return tuple(_between(old, new))


def _between(old: Place, new: Place) -> Iterator[Difference]:
    heads = Place(old.file, ("rubric",)), Place(new.file, ("rubric",))
    yield from _changed(_RUBRIC, (heads[1].text("id"),), *heads)
    yield from _rows(_GRADE, (), old.tables("grade"), new.tables("grade"), "title")
    yield from _rows(_FACT, (), old.tables("fact"), new.tables("fact"))
    yield from _rows(_MEASURE, (), old.tables("measure"), new.tables("measure"))
    yield from _rows(_DIMENSION, (), old.tables("dimension"), new.tables("dimension"))
    yield from _rows(_ADJUSTMENT, (), old.tables("adjustment"), new.tables("adjustment"))


def _rows(
    kind: Message, above: tuple[str, ...], old: tuple[Place, ...], new: tuple[Place, ...], key: str = "id"
) -> Iterator[Difference]:
    """Yield what differs between rows of one kind, which are told apart by `key`."""
    before = {row.text(key): row for row in old}
    after = {row.text(key): row for row in new}
    for name in dict.fromkeys((*before, *after)):
        place = (*above, name)
        if name not in after:
            row = before[name]
            yield Difference(Change.REMOVED, kind, place, _title(row), _marks(row), None)
        elif name not in before:
            row = after[name]
            yield Difference(Change.ADDED, kind, place, _title(row), None, _marks(row))
        else:
            yield from _changed(kind, place, before[name], after[name])


def _changed(kind: Message, place: tuple[str, ...], old: Place, new: Place) -> Iterator[Difference]:
    """Yield what differs between two states of one row, and between the rows in it."""
    fields = tuple(_fields(old.keys, new.keys))
    if fields:
        yield Difference(Change.CHANGED, kind, place, _title(new), _marks(old), _marks(new), fields)
    for key, inner in _INNER.items():
        yield from _rows(inner, place, old.tables(key), new.tables(key))


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    for key in dict.fromkeys((*old, *new)):
        if key in _INNER or (key in old and key in new and old[key] == new[key]):
            continue
        before, after = (inline(row[key]) if key in row else None for row in (old, new))
        yield FieldChange(key, before, after)


def _title(row: Place) -> Title:
    return Title(row.text("title"), row.text("title_en"))


def _marks(row: Place) -> Decimal | None:
    return row.marks("total" if row.path == ("rubric",) else "marks")
