"""Problems that know their place in a TOML file."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Any

from evalkit.errors import Problem
from evalkit.messages import Message, say
from evalkit.toml import TomlFile
from evalkit.toml_places import Path

_SHOWN = 60
"""How many characters of somebody's text a message shows."""


def short(text: str) -> str:
    """Return `text`, cut when it is too long for a message of one line."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def problem(
    file: TomlFile, path: Path, message: Message, allowed: Message | None = None, *, at_key: bool = False
) -> Problem:
    """Return a problem with the value at `path`, or with its key; absent parts are reported where they lack."""
    place = file.key_position(path) if at_key else file.position(path)
    return Problem(message, place.file, place.line, place.column, dotted(file, path), allowed)


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` in the order of their places, file by file; those of one place stay as they were."""
    problems = tuple(problems)
    files = {name: place for place, name in enumerate(dict.fromkeys(found.where for found in problems))}
    return tuple(sorted(problems, key=lambda found: (files[found.where], found.line or 0, found.column or 0)))


def dotted(file: TomlFile, path: Path) -> str:
    """Return `path` as people read it: ``dimension.economy.indicator.cars.bands[2]``.

    An element of an array is named by its ``id`` when it has one, else by its place, from 1.
    """
    data: Any = file.data
    words = ""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            data = None
        if isinstance(step, str):
            words += f".{short(step)}" if words else short(step)
        elif isinstance(data, dict) and isinstance(data.get("id"), str):
            words += f".{short(data['id'])}"
        else:
            words += f"[{step + 1}]"
    return words


def nearest(word: str, known: Collection[str]) -> Message | None:
    """Return a question whether the nearest of `known` was meant, or None when none is near."""
    near = get_close_matches(word, known, n=1, cutoff=0.7) if len(word) <= _SHOWN else []
    return say("，是不是“{near}”？", "; did you mean “{near}”?", near=near[0]) if near else None
