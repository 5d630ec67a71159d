"""Measures that are nothing but a fact, or one over another, which need not be called to be reckoned."""

from typing import NoReturn

from evalkit.frozen import frozen
from evalkit.measures.measure import Measure


@frozen
class Quotient:
    """The fact `top` over the fact `bottom`; without one, `top` itself."""

    top: str
    bottom: str | None = None


def quotient_of(measure: Measure) -> Quotient | None:
    """Return the quotient that `measure` is; None when it is anything else, or breaks.

    It is called once with names in the place of numbers, which can do nothing but be divided.
    """
    try:
        found: object = measure.function(**{id: _Name(id) for id in measure.parameters})
    except Exception:  # noqa: BLE001  what a plugin's measure does with names is no fault of it
        return None
    if isinstance(found, _Name):
        return Quotient(found.id)
    return found if isinstance(found, Quotient) else None


class _Name:
    """A fact without its number."""

    def __init__(self, id: str) -> None:
        self.id = id

    def __truediv__(self, other: object) -> Quotient:
        if not isinstance(other, _Name):
            raise TypeError
        return Quotient(self.id, other.id)

    def _nothing_else(self, *_: object) -> NoReturn:
        raise TypeError

    __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _nothing_else
    __hash__ = None  # type: ignore[assignment]  # as of the columns that take its place
