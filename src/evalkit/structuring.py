"""Parsed TOML becomes typed values: the only importer of cattrs.

A class to structure into is an attrs class whose fields are the keys of a TOML table. A trailing
underscore of a field is not part of its key (``from_`` is the key ``from``). Everything that is
wrong is collected, each with its place in the file and what was allowed.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from evalkit.errors import InputError, Problem
from evalkit.messages import Joined, say
from evalkit.problems import in_file_order, nearest, problem, short
from evalkit.toml import TomlFile
from evalkit.toml_places import Path
from evalkit.wrong import Wrong, not_among, unlike

__all__ = ["NUMBER_PATTERN", "Wrong", "attempt", "converter", "keys_of", "readable", "refined", "structure"]

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

    `converter` is one of `converter()` with hooks added. Raises `error` with every problem found.
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
        return (converter or _CONVERTER).structure(data if keys is None else keys, cls), ()
    except (BaseValidationError, Wrong) as error:
        reporter = _Reporter(file, tuple(also))
        return None, in_file_order(reporter.problems(error, path))


def readable(value: Any, kind: Callable[..., T], converter: Converter | None = None) -> T | None:
    """Return `value`, as TOML gives it, as a `kind` (a class or a NewType), or None when it is none."""
    wanted: Any = kind  # cattrs takes NewTypes too, but does not say so.
    try:
        found: T = (converter or _CONVERTER).structure(value, wanted)
    except (BaseValidationError, Wrong):
        return None
    return found


def keys_of(cls: type[attrs.AttrsInstance]) -> tuple[str, ...]:
    """Return the TOML keys of an attrs class, in the order of its fields."""
    return tuple(_key(attribute.name) for attribute in attrs.fields(cls) if attribute.init)


def _key(field: str) -> str:
    return field.rstrip("_")


# ---------------------------------------------------------------- from cattrs' exception groups to problems

_SUGGESTIONS = 100
"""How many unknown keys of a file get a suggestion: looking for one takes time."""


class _Reporter:
    """Turns what cattrs raised into problems with their places."""

    def __init__(self, file: TomlFile, also: tuple[str, ...]) -> None:
        self._file = file
        self._also = also
        self._suggestions = 0

    def problems(self, error: BaseException, path: Path, *, top: bool = True) -> Iterator[Problem]:
        """Yield a problem for each fault within `error`, which befell the value at `path`."""
        if isinstance(error, BaseValidationError):
            for inner in error.exceptions:
                step = _step(inner)
                if isinstance(inner, KeyError) and step:
                    yield self._missing(str(step[0]), path)
                elif isinstance(inner, ForbiddenExtraKeysError) and not step:
                    yield from self._unknown(inner, path, self._also if top else ())
                else:
                    yield from self.problems(inner, (*path, *step), top=top and not step)
        elif isinstance(error, Wrong):
            yield problem(self._file, (*path, *error.path), error.message, error.allowed)
        else:
            yield self._refused(error, path)

    def _missing(self, key: str, path: Path) -> Problem:
        return problem(self._file, path, say("缺少键“{key}”", "missing key “{key}”", key=key))

    def _unknown(
        self, error: ForbiddenExtraKeysError, path: Path, also: tuple[str, ...]
    ) -> Iterator[Problem]:
        known = (*also, *keys_of(error.cl))
        for key in sorted(error.extra_fields):
            self._suggestions += 1
            near = nearest(key, known) if self._suggestions <= _SUGGESTIONS else None
            yield problem(
                self._file,
                (*path, key),
                say("不认识的键“{key}”{near}", "unknown key “{key}”{near}", key=short(key), near=near or ""),
                say("{known}", "{known}", known=Joined(known)),
                at_key=True,
            )

    def _refused(self, error: BaseException, path: Path) -> Problem:
        # attrs' own validators put the attribute among the arguments of what they raise.
        field = next((argument for argument in error.args if isinstance(argument, attrs.Attribute)), None)
        reason = str(error.args[0]) if error.args else type(error).__name__
        return problem(
            self._file,
            path if field is None else (*path, _key(field.name)),
            say("值不合要求：{reason}", "the value is refused: {reason}", reason=short(reason)),
        )


def _step(error: BaseException) -> Path:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return (_key(note.name),)
        if isinstance(note, IterableValidationNote):
            return (note.index,)
    return ()


# ---------------------------------------------------------------- the converter and its hooks

Hook = Callable[[Any, Any], Any]


def refined(base: type, check: Callable[[Any], Wrong | None]) -> Hook:
    """Return a hook for a NewType of `base` whose values are right when `check` returns None."""

    def hook(value: Any, _: Any) -> Any:
        plain: Any = _CONVERTER.structure(value, base)
        wrong = check(plain)
        if wrong is not None:
            raise wrong
        return plain

    return hook


def converter(hooks: Mapping[Any, Hook] | None = None, *, more_keys: bool = False) -> Converter:
    """Return a new converter that takes TOML's types as they are and coerces nothing but numbers.

    `hooks` are further hooks by type; each is called with the value and the type. With `more_keys` a table may
    have keys that nobody knows, which are not read.
    """
    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in (str, int, bool, datetime, date):
        made.register_structure_hook(kind, _exactly(kind))
    made.register_structure_hook(Decimal, _number)
    made.register_structure_hook_factory(_is_literal, _literal_hook)
    made.register_structure_hook_factory(
        lambda kind: isinstance(kind, type) and issubclass(kind, Enum), _enum_hook
    )
    made.register_structure_hook_factory(_is_sequence, lambda kind: _sequence_hook(kind, made))
    made.register_structure_hook_factory(_is_mapping, lambda kind: _mapping_hook(kind, made))
    made.register_structure_hook_factory(attrs.has, lambda kind: _class_hook(kind, made, more_keys=more_keys))
    made.register_structure_hook_factory(_is_union, lambda kind: _union_hook(kind, made))
    for wanted, hook in (hooks or {}).items():
        made.register_structure_hook(wanted, hook)
    return made


def _exactly(kind: type) -> Hook:
    def hook(value: Any, _: Any) -> Any:
        # bool is an int and datetime is a date to Python, but not to a person who writes TOML.
        if type(value) is not kind:
            raise unlike(value, kind)
        return value

    return hook


NUMBER_PATTERN = r"([+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?) ?([%％]?)"
"""How a number is written as text: ``1.5``, ``90%``, ``12.5 %``."""
_NUMBER = re.compile(NUMBER_PATTERN)
_MOST_DIGITS = 100
"""How far from the decimal point the first digit of a number may stand; beyond, nobody means it."""


def _number(value: Any, _: Any) -> Decimal:
    if type(value) is int:
        return Decimal(value)
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= _MOST_DIGITS:
        return value
    match = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise unlike(value, Decimal)
    return Decimal(f"{match[1]}E-2" if match[2] else match[1])


def _literal_hook(kind: Any) -> Hook:
    choices = get_args(kind)

    def hook(value: Any, _: Any) -> Any:
        for choice in choices:
            if type(choice) is type(value) and choice == value:
                return choice
        raise not_among(value, [str(choice) for choice in choices])

    return hook


def _enum_hook(kind: type[Enum]) -> Hook:
    choices = {str(member.value): member for member in kind}

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, str) or value not in choices:
            raise not_among(value, list(choices))
        return choices[value]

    return hook


def _is_literal(kind: Any) -> bool:
    origin: object = get_origin(kind)
    return origin is Literal


def _is_sequence(kind: Any) -> bool:
    return get_origin(kind) in (list, tuple, Sequence)


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) in (dict, Mapping)


def _elements(
    kind: Any, of: Any, values: Iterator[tuple[str | int, Any]], made: Converter
) -> Iterator[tuple[Any, Any]]:
    faults: list[Exception] = []
    for index, value in values:
        try:
            yield index, made.structure(value, of)
        except (BaseValidationError, Wrong) as error:
            error.__notes__ = [*getattr(error, "__notes__", ()), IterableValidationNote("", index, of)]
            faults.append(error)
    if faults:
        raise IterableValidationError(str(kind), faults, kind)


def _sequence_hook(kind: Any, made: Converter) -> Hook:
    of = get_args(kind)[0]
    build = list if get_origin(kind) is list else tuple

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise unlike(value, list)
        if of is str and all(type(each) is str for each in value):
            return build(value)  # thousands of words in a catalogue, each as it is
        return build(element for _, element in _elements(kind, of, iter(enumerate(value)), made))

    return hook


def _mapping_hook(kind: Any, made: Converter) -> Hook:
    of = get_args(kind)[1]

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise unlike(value, dict)
        return dict(_elements(kind, of, iter(value.items()), made))

    return hook


def _class_hook(kind: Any, made: Converter, *, more_keys: bool) -> Hook:
    """Return what makes a `kind` of a table, as cattrs would, which writes and compiles a function for it."""
    attrs.resolve_types(kind)
    fields = [(_key(field.name), field) for field in attrs.fields(kind) if field.init]
    known = {key for key, _ in fields}

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise unlike(value, dict)
        given: dict[str, Any] = {}
        faults: list[Exception] = []
        for key, field in fields:
            try:
                if key in value:
                    given[field.alias] = made.structure(value[key], field.type)
                elif field.default is attrs.NOTHING:
                    faults.append(_noted(KeyError(key), field))
            except Exception as error:  # noqa: BLE001  what is wrong with one key is said beside what is wrong with others
                faults.append(_noted(error, field))
        if not more_keys and not value.keys() <= known:
            faults.append(ForbiddenExtraKeysError("", kind, set(value.keys() - known)))
        if not faults:
            try:
                return kind(**given)
            except Exception as error:  # noqa: BLE001  a validator's
                faults.append(error)
        raise ClassValidationError(kind.__name__, faults, kind)

    return hook


def _noted(error: Exception, field: "attrs.Attribute[Any]") -> Exception:
    """Return `error` with the field that it befell."""
    note = AttributeValidationNote(field.name, field.name, field.type)
    error.__notes__ = [*getattr(error, "__notes__", ()), note]
    return error


def _is_union(kind: Any) -> bool:
    # `X | None` alone stays with cattrs.
    members = get_args(kind) if get_origin(kind) in (Union, UnionType) else ()
    return len([member for member in members if member is not NoneType]) > 1


def _kind_of(member: Any) -> object:
    """Return the TOML type that `member` is written as."""
    if attrs.has(member) or _is_mapping(member):
        return dict
    if _is_sequence(member):
        return list
    if _is_literal(member) or (isinstance(member, type) and issubclass(member, Enum)):
        return str
    return member


def _union_hook(kind: Any, made: Converter) -> Hook:
    members = [member for member in get_args(kind) if member is not NoneType]
    kinds = [_kind_of(member) for member in members]

    def hook(value: Any, _: Any) -> Any:
        if value is None and NoneType in get_args(kind):
            return None
        fitting = [member for member, written in zip(members, kinds, strict=True) if type(value) is written]
        if not fitting and type(value) is int and Decimal in members:
            fitting = [Decimal]
        if not fitting:
            raise unlike(value, *dict.fromkeys(kinds))
        return made.structure(value, max(fitting, key=lambda member: _known_keys(member, value)))

    return hook


def _known_keys(member: Any, value: Any) -> tuple[bool, int]:
    """Return how well a table fits a class: whether it has no other keys, and how many of its keys."""
    if not attrs.has(member):
        return False, 0
    keys = set(keys_of(member))
    return set(value) <= keys, len(keys.intersection(value))


_CONVERTER = converter()
