"""The class decorator of evalkit's values: `attrs.frozen` that compiles no comparison and no text.

attrs writes and compiles source for `__eq__`, `__hash__` and `__repr__` of every class. A run of the
command line makes two hundred classes and compares few of them, so that compiling is a tenth of its
time: here the three are closures over the fields' names, equal in meaning.
"""

from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from attrs import frozen
else:
    import attrs

    def frozen(cls: type | None = None, **options: Any) -> Any:
        """Return the class as an immutable value; `options` are those of `attrs.frozen`.

        A method that the class writes itself stays. What is said about comparing or about text, and
        an exception, whose identity counts, is left to attrs.
        """
        if cls is None:
            return lambda decorated: frozen(decorated, **options)
        if options.keys() & _ATTRS_OWN or issubclass(cls, BaseException):
            return attrs.frozen(cls, **options)
        written = cls.__dict__.keys()
        made = attrs.frozen(cls, eq=False, repr=False, **options)
        if not written & {"__eq__", "__ne__"}:
            _add_comparison(made, hashed="__hash__" not in written)
        if "__repr__" not in written:
            made.__repr__ = _text(made)
        return made


__all__ = ["frozen"]

_ATTRS_OWN = frozenset({"eq", "order", "cmp", "hash", "unsafe_hash", "repr", "str", "auto_detect"})


def _add_comparison(cls: Any, *, hashed: bool) -> None:
    """Let values of a class be equal when they are of that very class and their fields are."""
    key = _key(field.name for field in cls.__attrs_attrs__ if field.eq)

    def equals(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return key(self) == key(other)

    cls.__eq__ = equals
    if hashed:
        kept = _key(field.name for field in cls.__attrs_attrs__ if _is_hashed(field))
        cls.__hash__ = lambda self: hash((cls, kept(self)))


def _is_hashed(field: Any) -> bool:
    return bool(field.eq if field.hash is None else field.hash)


def _key(names: "Iterable[str]") -> "Callable[[object], object]":
    """Return what takes the fields `names` out of a value."""
    every = tuple(names)
    return attrgetter(*every) if every else lambda _: ()


def _text(cls: Any) -> "Callable[[object], str]":
    """Return the `__repr__` of a class: its name with the fields that are shown."""
    names = tuple(field.name for field in cls.__attrs_attrs__ if field.repr)

    def text(self: object) -> str:
        name = type(self).__qualname__.rsplit(">.", 1)[-1]
        return f"{name}({', '.join(f'{each}={getattr(self, each)!r}' for each in names)})"

    return text
