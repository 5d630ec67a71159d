"""Step bands: a value earns the marks of the band that it lies in."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from attrs import field

from evalkit.frozen import frozen
from evalkit.messages import say
from evalkit.rules.curve import Bound, Curve, Piece
from evalkit.rules.flaws import Flaw, misvalued, uncovered
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import Fault, Title


@frozen
class Band:
    """One band: its bounds and its marks.

    `below` and `to` bound it from above, without and with the very value; `from` and `above` from
    below, with and without it. A bound that a band does not state is where its neighbour ends.
    """

    marks: Decimal
    below: Decimal | None = None
    to: Decimal | None = None
    from_: Decimal | None = None
    above: Decimal | None = None

    @property
    def upper(self) -> Bound | None:
        """Return the bound above, None when the band states none."""
        if self.below is not None:
            return Bound(self.below, included=False)
        return None if self.to is None else Bound(self.to, included=True)

    @property
    def lower(self) -> Bound | None:
        """Return the bound below, None when the band states none."""
        if self.above is not None:
            return Bound(self.above, included=False)
        return None if self.from_ is None else Bound(self.from_, included=True)


@frozen
class Bands(OneValueRule):
    """Step bands, in ascending or in descending order.

    ``measure`` is a measure or a numeric fact; ``bands`` are tables of a bound, in the unit of the
    measure (yuan, or 1 = 100 %, which may be written "100%"), and ``marks``. A band runs from where
    the one before it ends: up to ``below`` without the very value or ``to`` with it, or down to
    ``above`` or ``from``; the last one takes all the rest.

    ``bands = [{ below = "90%", marks = 3 }, { to = "100%", marks = 2 }, { marks = 0 }]``: below 90 %
    earns 3, from 90 % up to 100 % earns 2, more earns 0. ``[{ from = "95%", marks = 6 }, { marks = 0 }]``
    goes down.
    """

    name: ClassVar[str] = "bands"
    title: ClassVar[Title] = Title("分档计分", "Bands")

    measure: str
    bands: tuple[Band, ...] = field()

    def curve(self, marks: Decimal) -> Curve:
        """Return one constant piece a band."""
        return Curve(tuple(self._pieces()))

    def _ascending(self) -> list[tuple[int, Band]]:
        numbered = list(enumerate(self.bands))
        return numbered if self._goes_up else numbered[::-1]

    @property
    def _goes_up(self) -> bool:
        """Return whether the first band is the lowest."""
        first = self.bands[0]
        if first.upper is None or first.lower is None:
            return first.upper is not None or len(self.bands) == 1
        second = next((band.upper or band.lower for band in self.bands[1:]), None)
        return second is None or second.value > first.lower.value

    def _pieces(self) -> Iterator[Piece]:
        bands = [band for _, band in self._ascending()]
        for index, band in enumerate(bands):
            before = bands[index - 1].upper if index else None
            after = bands[index + 1].lower if index + 1 < len(bands) else None
            lower = band.lower or (before.complement if before is not None else None)
            upper = band.upper or (after.complement if after is not None else None)
            yield Piece(lower, upper, band.marks)

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return bands that contradict one another, and marks that cannot be or are never reached."""
        if not self.bands:
            return (
                Fault(
                    ("bands",), say("没有分档", "there are no bands"), say("至少一档", "at least one band")
                ),
            )
        twice, curve = tuple(self._stated_twice()), self.curve(marks)
        # Of bands that state a bound twice nobody knows where they end.
        flaws = [*misvalued(curve, marks), *(() if twice else uncovered(curve))]
        return (*twice, *map(self._fault, flaws))

    def _stated_twice(self) -> Iterator[Fault]:
        for index, band in enumerate(self.bands):
            for one, other in (("below", "to"), ("from", "above")):
                stated = {"below": band.below, "to": band.to, "from": band.from_, "above": band.above}
                if stated[one] is not None and stated[other] is not None:
                    message = say(
                        "{one} 与 {other} 只能写一个",
                        "{one} and {other} exclude each other",
                        one=one,
                        other=other,
                    )
                    yield Fault(("bands", index, other), message)

    def _fault(self, flaw: Flaw) -> Fault:
        where: tuple[str | int, ...] = (
            () if flaw.piece is None else (self._ascending()[flaw.piece][0], *flaw.keys)
        )
        return Fault(("bands", *where), flaw.message, flaw.allowed)
