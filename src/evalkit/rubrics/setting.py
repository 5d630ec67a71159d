"""One value of a rubric set anew: ``three_public_control.bands.0.below=85%``."""

import re
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

from attrs import evolve

from evalkit.errors import Problem, TomlError, UsageError
from evalkit.frozen import frozen
from evalkit.messages import Joined, Message, plain, say
from evalkit.problems import nearest, short
from evalkit.toml import parse

MOST_POINTS = 201
"""How many values a grid may have."""

_NUMBER = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,10})?)(%?)")
_SHOWN = 20
"""How many keys a message lists."""


@frozen
class Setting:
    """What is to be set: the words before the sign, and the text behind it."""

    place: str
    value: str

    @property
    def option(self) -> str:
        """Return the setting as it was written."""
        return f"{self.place}={self.value}"


def read_setting(text: str) -> Setting:
    """Return the setting in `text`; raises UsageError where it has no place or no sign."""
    place, sign, value = text.partition("=")
    if not sign or not all(place.strip().split(".")):
        message = say("“{text}”不是一项设定", "“{text}” sets nothing", text=short(text))
        raise UsageError(Problem(message, where="--set", allowed=_HOW))
    return Setting(place.strip(), value.strip())


_HOW = say("指标.字段=值，如 cars.bands.0.below=85%", "indicator.field=value, as in cars.bands.0.below=85%")


def grid(setting: Setting) -> tuple[Setting, ...] | None:
    """Return a setting for each value of ``FROM:TO:STEP``; None for a single value.

    Raises UsageError for a grid that never ends, or has more than `MOST_POINTS` values.
    """
    found = [_NUMBER.fullmatch(each.strip()) for each in setting.value.split(":")]
    numbers = [match for match in found if match is not None]
    if len(numbers) != 3 or len(found) != 3:
        return None
    start, stop, step = (Decimal(match[1]) for match in numbers)
    signs = {match[2] for match in numbers}
    count = int((stop - start) / step) + 1 if step else 0
    if len(signs) > 1 or count < 1 or count > MOST_POINTS:
        message = say(
            "“{value}”不是可走完的一列值", "{value} is no series of values", value=short(setting.value)
        )
        allowed = say(
            "起:止:步长，单位一致，至多 {most} 个值，如 80%:95%:1%",
            "FROM:TO:STEP in one unit, at most {most} values, as in 80%:95%:1%",
            most=MOST_POINTS,
        )
        raise UsageError(Problem(message, where=f"--set {setting.place}", allowed=allowed))
    (sign,) = signs
    return tuple(evolve(setting, value=f"{plain(start + step * place)}{sign}") for place in range(count))


def with_setting(data: dict[str, Any], setting: Setting) -> dict[str, Any]:
    """Return the tables of a rubric with `setting` in them; `data` stays as it is.

    The place begins with the id of an indicator, a dimension, an adjustment or a measure, or with the
    name of a table (``rubric``, ``grade``, ``measure``); rows of an array are named by their place from 0 or by
    their id, a grade by its title. Raises UsageError where there is no such place. Whether the value is allowed is found when the rubric is loaded.
    """
    changed = deepcopy(data)
    first, *rest = setting.place.split(".")
    owner = _owner(changed, first, setting)
    if not rest:
        keys = owner if isinstance(owner, dict) else [str(index) for index in range(len(owner))]
        raise _unknown(setting, say("缺少字段", "the field is missing"), tuple(keys))
    *steps, last = rest
    for step in steps:
        owner = _inside(owner, step, setting)
    if isinstance(owner, dict):
        owner[last] = value_of(setting.value)
    else:
        owner[_index(owner, last, setting)] = value_of(setting.value)
    return changed


def value_of(text: str) -> Any:
    """Return what `text` means as a TOML value; what is none is a text: 85%."""
    try:
        found = parse(f"value = {text}\n".encode(), "--set").data
    except TomlError:
        return text
    return found["value"] if set(found) == {"value"} else text


def _owner(data: dict[str, Any], name: str, setting: Setting) -> Any:
    rows = dict(_rows(data))
    if name not in rows and name in data:
        return data[name]
    if name not in rows:
        message = say(
            "没有“{name}”{near}", "there is no {name}{near}", name=short(name), near=nearest(name, rows) or ""
        )
        raise _unknown(setting, message, tuple(rows))
    return rows[name]


def _rows(data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what can be named by its id; an indicator hides others of its id."""
    found: dict[str, Any] = {}
    dimensions = data.get("dimension", [])
    for rows in (
        *(dimension["indicator"] for dimension in dimensions),
        dimensions,
        data.get("adjustment", []),
        data.get("measure", []),
    ):
        for row in rows:
            found.setdefault(row["id"], row)
    yield from found.items()


def _inside(owner: Any, step: str, setting: Setting) -> Any:
    if isinstance(owner, list):
        found = owner[_index(owner, step, setting)]
    elif step in owner:
        found = owner[step]
    else:
        near = nearest(step, owner) or ""
        message = say("没有“{name}”{near}", "there is no {name}{near}", name=short(step), near=near)
        raise _unknown(setting, message, tuple(owner))
    if not isinstance(found, dict | list):
        message = say("“{name}”里没有别的字段", "there is nothing inside {name}", name=short(step))
        raise UsageError(Problem(message, where=f"--set {setting.place}"))
    return found


def _index(rows: list[Any], step: str, setting: Setting) -> int:
    """Return which row is meant by its place or by its id."""
    names = [
        str(row.get("id", row.get("title", place))) if isinstance(row, dict) else str(place)
        for place, row in enumerate(rows)
    ]
    if step in names:
        return names.index(step)
    if step.isascii() and step.isdigit() and len(step) < 6 and int(step) < len(rows):
        return int(step)
    message = say("没有第“{name}”项", "there is no row {name}", name=short(step))
    raise _unknown(setting, message, tuple(names))


def _unknown(setting: Setting, message: Message, names: tuple[str, ...]) -> UsageError:
    more = ("…",) if len(names) > _SHOWN else ()
    allowed = say("{names}", "{names}", names=Joined((*names[:_SHOWN], *more)))
    return UsageError(Problem(message, where=f"--set {setting.place}", allowed=allowed))
