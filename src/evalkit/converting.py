"""Values of TOML become typed values, by a hook for each kind of value.

Nothing is coerced but numbers. A class is an attrs class whose fields are the keys of a TOML table; a trailing
underscore of a field is not part of its key (``from_`` is the key ``from``).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, NewType, TypeVar, Union, cast, get_args, get_origin

import attrs

from evalkit.toml_places import Path
from evalkit.wrong import Wrong, not_among, unlike

T = TypeVar("T")

Hook = Callable[[Any, Any], Any]
"""What makes a value of some kind: called with what TOML gives and the kind. It raises Wrong, or Faulty."""


class Faulty(Exception):
    """Everything that is wrong with one value; `faults` are errors, each with the keys that lead to its place."""

    def __init__(self, faults: Sequence[tuple[Path, Exception]]) -> None:
        super().__init__(faults)
        self.faults = faults


class MissingKey(Exception):
    """A table lacks `key`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class UnknownKeys(Exception):
    """A table that stands for a `kind` has `keys` which that has no field for."""

    def __init__(self, kind: type[attrs.AttrsInstance], keys: frozenset[str]) -> None:
        super().__init__(kind, keys)
        self.kind = kind
        self.keys = keys


class Converter:
    """Makes typed values by `hooks`, and by its own for classes and for what holds other values.

    With `more_keys` a table may have keys that nobody knows, which are not read.
    """

    def __init__(self, hooks: Mapping[Any, Hook] | None = None, *, more_keys: bool = False) -> None:
        self._hooks = {**_HOOKS, **(hooks or {})}
        self._more_keys = more_keys

    def structure(self, value: Any, kind: Callable[..., T]) -> T:
        """Return `value` as a `kind` (a class, a NewType, or what annotations are made of).

        Raises Wrong or Faulty for what is none, and TypeError for a kind that no TOML value can be.
        """
        hook = self._hooks.get(kind)
        if hook is None:
            hook = self._hooks[kind] = self._hook(kind)
        return cast("T", hook(value, kind))

    def _hook(self, kind: Any) -> Hook:
        if get_origin(kind) in (Union, UnionType):
            return _union_hook(kind, self)
        if attrs.has(kind):
            return _class_hook(kind, self, more_keys=self._more_keys)
        if _is_mapping(kind):
            return _mapping_hook(kind, self)
        if _is_sequence(kind):
            return _sequence_hook(kind, self)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return _enum_hook(kind)
        if _is_literal(kind):
            return _literal_hook(kind)
        if isinstance(kind, NewType):
            return lambda value, _: self.structure(value, kind.__supertype__)
        raise TypeError(f"{kind} is no type of a TOML value")


def readable(value: Any, kind: Callable[..., T], converter: Converter | None = None) -> T | None:
    """Return `value`, as TOML gives it, as a `kind` (a class or a NewType), or None when it is none."""
    try:
        return (converter or PLAIN).structure(value, kind)
    except (Faulty, Wrong):
        return None


def keys_of(cls: type[attrs.AttrsInstance]) -> tuple[str, ...]:
    """Return the TOML keys of an attrs class, in the order of its fields."""
    return tuple(key(attribute.name) for attribute in attrs.fields(cls) if attribute.init)


def key(field: str) -> str:
    """Return the TOML key of the field of that name."""
    return field.rstrip("_")


def refined(base: type, check: Callable[[Any], Wrong | None]) -> Hook:
    """Return a hook for a NewType of `base` whose values are right when `check` returns None."""

    def hook(value: Any, _: Any) -> Any:
        plain: Any = PLAIN.structure(value, base)
        wrong = check(plain)
        if wrong is not None:
            raise wrong
        return plain

    return hook


# ---------------------------------------------------------------- the hooks


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


def _elements(of: Any, values: Iterator[tuple[str | int, Any]], made: Converter) -> Iterator[tuple[Any, Any]]:
    faults: list[tuple[Path, Exception]] = []
    for index, value in values:
        try:
            yield index, made.structure(value, of)
        except (Faulty, Wrong) as error:
            faults.append(((index,), error))
    if faults:
        raise Faulty(faults)


def _sequence_hook(kind: Any, made: Converter) -> Hook:
    of = get_args(kind)[0]
    build = list if get_origin(kind) is list else tuple

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise unlike(value, list)
        if of is str and all(type(each) is str for each in value):
            return build(value)  # thousands of words in a catalogue, each as it is
        return build(element for _, element in _elements(of, iter(enumerate(value)), made))

    return hook


def _mapping_hook(kind: Any, made: Converter) -> Hook:
    of = get_args(kind)[1]

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise unlike(value, dict)
        return dict(_elements(of, iter(value.items()), made))

    return hook


def _class_hook(kind: Any, made: Converter, *, more_keys: bool) -> Hook:
    """Return what makes a `kind` of a table."""
    attrs.resolve_types(kind)
    fields = [(key(field.name), field) for field in attrs.fields(kind) if field.init]
    known = {name for name, _ in fields}

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise unlike(value, dict)
        given: dict[str, Any] = {}
        faults: list[tuple[Path, Exception]] = []
        for name, field in fields:
            if name in value:
                try:
                    given[field.alias] = made.structure(value[name], field.type)
                except Exception as error:  # noqa: BLE001  what is wrong with one key is said beside what is wrong with others
                    faults.append(((name,), error))
            elif field.default is attrs.NOTHING:
                faults.append(((), MissingKey(name)))
        if not more_keys and not value.keys() <= known:
            faults.append(((), UnknownKeys(kind, frozenset(value.keys() - known))))
        if faults:
            raise Faulty(faults)
        try:
            return kind(**given)
        except Exception as error:
            raise Faulty([((), error)]) from error  # a validator's

    return hook


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
        if len(members) == 1:
            return made.structure(value, members[0])
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


_HOOKS: Mapping[Any, Hook] = {
    Any: lambda value, _: value,
    Decimal: _number,
    **{kind: _exactly(kind) for kind in (str, int, bool, datetime, date)},
}

PLAIN = Converter()
"""The converter without hooks of anybody's own."""
