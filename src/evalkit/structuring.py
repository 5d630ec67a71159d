"""Parsed TOML becomes typed values; everything that is wrong is collected.

Each problem has its place in the file and what was allowed.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

import attrs

from evalkit.converting import PLAIN, Converter, Faulty, MissingKey, UnknownKeys, key, keys_of
from evalkit.errors import InputError, Problem
from evalkit.messages import Joined, say
from evalkit.problems import in_file_order, nearest, problem, short
from evalkit.toml import TomlFile
from evalkit.toml_places import Path
from evalkit.wrong import Wrong

T = TypeVar("T")


def structure(
    file: TomlFile,
    cls: type[T],
    error: type[InputError],
    path: Path = (),
    *,
    converter: Converter | None = None,
) -> T:
    """Return the table of `file` at `path` as a `cls`.

    `converter` is one with hooks of its own. Raises `error` with every problem found.
    """
    value, problems = attempt(file, cls, path, converter=converter)
    if value is None:
        raise error(problems)
    return value


def attempt(
    file: TomlFile,
    cls: type[T],
    path: Path = (),
    *,
    keys: Mapping[str, Any] | None = None,
    also: Collection[str] = (),
    converter: Converter | None = None,
) -> tuple[T | None, tuple[Problem, ...]]:
    """Return the table of `file` at `path` as a `cls`, or None and everything that is wrong with it.

    `keys` are the keys of the table that are `cls`'s business, all of them when None; `also` are
    keys that the table may have besides those of `cls`, named when an unknown key is reported.
    """
    data: Any = file.data
    for step in path:
        data = data[step]
    try:
        return (converter or PLAIN).structure(data if keys is None else keys, cls), ()
    except (Faulty, Wrong) as error:
        reporter = _Reporter(file, tuple(also))
        return None, in_file_order(reporter.problems(error, path))


# ---------------------------------------------------------------- from errors to problems

_SUGGESTIONS = 100
"""How many unknown keys of a file get a suggestion: looking for one takes time."""


class _Reporter:
    """Turns what was raised into problems with their places."""

    def __init__(self, file: TomlFile, also: tuple[str, ...]) -> None:
        self._file = file
        self._also = also
        self._suggestions = 0

    def problems(self, error: Exception, path: Path, *, top: bool = True) -> Iterator[Problem]:
        """Yield a problem for each fault within `error`, which befell the value at `path`."""
        if isinstance(error, Faulty):
            for step, inner in error.faults:
                yield from self.problems(inner, (*path, *step), top=top and not step)
        elif isinstance(error, MissingKey):
            yield problem(self._file, path, say("缺少键“{key}”", "missing key “{key}”", key=error.key))
        elif isinstance(error, UnknownKeys):
            yield from self._unknown(error, path, self._also if top else ())
        elif isinstance(error, Wrong):
            yield problem(self._file, (*path, *error.path), error.message, error.allowed)
        else:
            yield self._refused(error, path)

    def _unknown(self, error: UnknownKeys, path: Path, also: tuple[str, ...]) -> Iterator[Problem]:
        known = (*also, *keys_of(error.kind))
        for name in sorted(error.keys):
            self._suggestions += 1
            near = nearest(name, known) if self._suggestions <= _SUGGESTIONS else None
            yield problem(
                self._file,
                (*path, name),
                say("不认识的键“{key}”{near}", "unknown key “{key}”{near}", key=short(name), near=near or ""),
                say("{known}", "{known}", known=Joined(known)),
                at_key=True,
            )

    def _refused(self, error: Exception, path: Path) -> Problem:
        # attrs' own validators put the attribute among the arguments of what they raise.
        field = next((argument for argument in error.args if isinstance(argument, attrs.Attribute)), None)
        reason = str(error.args[0]) if error.args else type(error).__name__
        return problem(
            self._file,
            path if field is None else (*path, key(field.name)),
            say("值不合要求：{reason}", "the value is refused: {reason}", reason=short(reason)),
        )
