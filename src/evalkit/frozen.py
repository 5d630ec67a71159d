"""The class decorators of evalkit: `attrs.frozen`, for its values, and `attrs.define`, which compile nothing.

attrs writes and compiles source for `__init__`, `__eq__`, `__hash__` and `__repr__` of every class. A run of
the command line makes two hundred classes and few values of most, so that compiling would be an eighth of
its time. Here the last three are closures over the fields' names, and a class of plain fields gets
an `__init__` that was compiled once for so many fields and has its own names put in. What attrs
says of the fields (`attrs.fields`, `evolve`) is made when somebody asks. All is equal in meaning.
"""

from collections.abc import Callable, Iterable
from functools import cache, cached_property
from operator import attrgetter, itemgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Generic, Protocol

import attrs

if TYPE_CHECKING:
    from attrs import define, frozen
else:

    def frozen(cls: type | None = None, **options: Any) -> Any:
        """Return the class as an immutable value; `options` are those of `attrs.frozen`.

        A method that the class writes itself stays. What is said about comparing or about text, and
        an exception, whose identity counts, is left to attrs.
        """
        if cls is None:
            return lambda decorated: frozen(decorated, **options)
        return _decorated(cls, attrs.frozen, options)

    def define(cls: type | None = None, **options: Any) -> Any:
        """Return the class as one whose values can be changed; `options` are those of `attrs.define`."""
        if cls is None:
            return lambda decorated: define(decorated, **options)
        return _decorated(cls, attrs.define, options)


__all__ = ["define", "frozen"]

_ATTRS_OWN = frozenset(
    {"order", "cmp", "hash", "unsafe_hash", "repr", "str", "auto_detect", "frozen", "slots"}
)


def _decorated(cls: Any, by_attrs: Any, options: dict[str, Any]) -> Any:
    """Return what `by_attrs` makes of a class with `options`, made without it as far as that is the same."""
    compared = options.get("eq", True)
    if options.keys() & _ATTRS_OWN or compared not in (True, False) or issubclass(cls, BaseException):
        return by_attrs(cls, **options)
    written = cls.__dict__.keys()
    names = _plain_fields(cls) if options.keys() <= {"eq"} else None
    is_frozen = by_attrs is attrs.frozen
    if names is None:
        made = by_attrs(cls, **{**options, "eq": False}, repr=False)
    else:
        made = _made(cls, names, is_frozen=is_frozen)
    if compared and not written & {"__eq__", "__ne__"}:
        _add_comparison(made, names, hashed="__hash__" not in written, is_frozen=is_frozen)
    if "__repr__" not in written:
        made.__repr__ = _text(made, names)
    return made


# ---------------------------------------------------------------- comparing and showing

Names = tuple[str, ...]


def _add_comparison(cls: Any, names: Names | None, *, hashed: bool, is_frozen: bool) -> None:
    """Let values of a class be equal when they are of that very class and their fields are.

    `names` are those of its fields, None where attrs has to be asked which are compared. What can be
    changed has no hash.
    """
    key = _key(names or (field.name for field in cls.__attrs_attrs__ if field.eq))

    def equals(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return key(self) == key(other)

    cls.__eq__ = equals
    if hashed and not is_frozen:
        cls.__hash__ = None
    elif hashed:
        kept = _key(names or (field.name for field in cls.__attrs_attrs__ if _is_hashed(field)))
        cls.__hash__ = lambda self: hash((cls, kept(self)))


def _is_hashed(field: Any) -> bool:
    return bool(field.eq if field.hash is None else field.hash)


def _key(names: Iterable[str]) -> Callable[[object], object]:
    """Return what takes the fields `names` out of a value."""
    every = tuple(names)
    return attrgetter(*every) if every else lambda _: ()


def _text(cls: Any, fields: Names | None) -> Callable[[object], str]:
    """Return the `__repr__` of a class: its name with the fields that are shown."""
    names = fields or tuple(field.name for field in cls.__attrs_attrs__ if field.repr)

    def text(self: object) -> str:
        name = type(self).__qualname__.rsplit(">.", 1)[-1]
        return f"{name}({', '.join(f'{each}={getattr(self, each)!r}' for each in names)})"

    return text


# ---------------------------------------------------------------- classes of plain fields

_SPECIAL = frozenset(
    {
        "__init__",
        "__new__",
        "__slots__",
        "__setattr__",
        "__delattr__",
        "__getstate__",
        "__setstate__",
        "__attrs_pre_init__",
        "__attrs_post_init__",
        "__init_subclass__",
    }
)
"""What a class may write that attrs looks at."""
_USUAL = frozenset({object, Generic, Protocol})
_FIELD = type(attrs.field())
_SAMPLE: Any = attrs.frozen(eq=False)(type("Sample", (), {"__annotations__": {"field": Any}}))
"""What attrs makes of the plainest class, from which the rest is taken."""


def _plain_fields(cls: type) -> Names | None:
    """Return the fields of a class when all are plain: a name, a type, and perhaps a default; None otherwise.

    Fields that say more by `attrs.field`, those of another class of values above it, and all that
    needs a class to be the one it was written in (`super`, `cached_property`) are for attrs.
    """
    written = cls.__dict__
    annotations = written.get("__annotations__")
    if not annotations or not written.keys().isdisjoint(_SPECIAL) or not all(map(_is_usual, cls.__mro__[1:])):
        return None
    names = tuple(name for name, kind in annotations.items() if "ClassVar" not in str(kind))
    if any(name.startswith("_") for name in names) or any(map(_is_special, written.values())):
        return None
    first = next((place for place, name in enumerate(names) if name in written), len(names))
    return names if names and all(name in written for name in names[first:]) else None


def _is_usual(base: type) -> bool:
    """Return whether a base has no part in how values of a class are made."""
    if base in _USUAL:
        return True
    return not hasattr(base, "__attrs_attrs__") and base.__dict__.keys().isdisjoint(_SPECIAL)


def _is_special(value: object) -> bool:
    """Return whether attrs has to look at what a class has: its own fields, and functions that know their class."""
    if isinstance(value, cached_property | attrs.Factory) or type(value) is _FIELD:
        return True
    if isinstance(value, property):
        return any(map(_is_special, (value.fget, value.fset, value.fdel)))
    return getattr(getattr(value, "__func__", value), "__closure__", None) is not None


def _made(cls: Any, names: Names, *, is_frozen: bool) -> Any:
    """Return a class of the plain fields `names`, with slots for them, as attrs makes it."""
    inherited = {name for base in cls.__mro__[1:] for name in base.__dict__}
    body = {
        key: value for key, value in cls.__dict__.items() if key not in {*names, "__dict__", "__weakref__"}
    }
    defaults = tuple(cls.__dict__[name] for name in names if name in cls.__dict__)
    body |= {
        "__slots__": names if "__weakref__" in inherited else (*names, "__weakref__"),
        "__qualname__": cls.__qualname__,
        "__match_args__": cls.__dict__.get("__match_args__", names),
        "__init__": _init(cls, names, defaults, is_frozen=is_frozen),
        "__getstate__": _getstate(names),
        "__setstate__": _setstate,
        "__attrs_attrs__": _Fields(names, defaults),
        "__replace__": _replaced,
    }
    if is_frozen:
        body |= {"__setattr__": _SAMPLE.__setattr__, "__delattr__": _SAMPLE.__delattr__}
    return type(cls)(cls.__name__, cls.__bases__, body)


def _init(cls: Any, names: Names, defaults: tuple[object, ...], *, is_frozen: bool) -> FunctionType:
    """Return the `__init__` of a class: the one for so many fields, with its names put in."""
    own = dict(zip(_numbered(len(names)), names, strict=True))
    code = _compiled(len(names), is_frozen)
    code = code.replace(
        co_names=tuple(own.get(each, each) for each in code.co_names),
        co_varnames=tuple(own.get(each, each) for each in code.co_varnames),
        co_consts=tuple(own.get(each, each) if isinstance(each, str) else each for each in code.co_consts),
    )
    made = FunctionType(code, {"_of": object.__setattr__.__get__}, "__init__", defaults)
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    made.__annotations__ = {**{name: cls.__annotations__[name] for name in names}, "return": None}
    return made


def _numbered(count: int) -> Names:
    return tuple(f"_{place}" for place in range(count))


@cache
def _compiled(count: int, is_frozen: bool) -> CodeType:
    """Return the code of an `__init__` of `count` fields."""
    names = _numbered(count)
    lines = [f"def __init__(self, {', '.join(names)}):"]
    if is_frozen:
        lines += [" _set = _of(self)", *(f" _set({name!r}, {name})" for name in names)]
    else:
        lines += (f" self.{name} = {name}" for name in names)
    module = compile("\n".join(lines), __file__, "exec")
    return next(each for each in module.co_consts if isinstance(each, CodeType))


def _getstate(names: Names) -> Callable[[object], dict[str, object]]:
    return lambda self: {name: getattr(self, name) for name in names}


def _setstate(self: object, state: dict[str, object]) -> None:
    for name, value in state.items():
        object.__setattr__(self, name, value)


def _replaced(self: Any, **changes: object) -> Any:
    return attrs.evolve(self, **changes)


class _Fields:
    """What attrs says of the fields of a class, put together when it is first asked for."""

    def __init__(self, names: Names, defaults: tuple[object, ...]) -> None:
        self._names = names
        self._defaults = defaults

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner = owner

    def __get__(self, value: object, owner: object) -> Any:
        names = self._names
        fields = [self._field(name, place) for place, name in enumerate(names)]
        by_name = {name: property(itemgetter(place)) for place, name in enumerate(names)}
        made = type(f"{self._owner.__name__}Attributes", (tuple,), {"__slots__": (), **by_name})(fields)
        type.__setattr__(self._owner, "__attrs_attrs__", made)
        return made

    def _field(self, name: str, place: int) -> Any:
        required = len(self._names) - len(self._defaults)
        return _SAMPLE.__attrs_attrs__[0].evolve(
            name=name,
            alias=name,
            type=self._owner.__annotations__[name],
            default=attrs.NOTHING if place < required else self._defaults[place - required],
        )
