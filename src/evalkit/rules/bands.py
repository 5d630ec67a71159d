"""Step bands: a value earns the marks of the band that it lies in."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from attrs import field, frozen

from evalkit.messages import Message, say
from evalkit.rules.curve import Bound, Curve, Piece
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

    ``bands = [{ below = "90%", marks = 3 }, { to = "100%", marks = 2 }, { marks = 0 }]``: below 90 %
    earns 3, from 90 % up to 100 % earns 2, more earns 0. With ``from`` or ``above`` the bands go
    down: ``[{ from = "95%", marks = 6 }, { marks = 0 }]``.
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
        faults = [*self._stated_twice(), *self._worth(marks)]
        return tuple(faults or self._joints())

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

    def _worth(self, marks: Decimal) -> Iterator[Fault]:
        for index, band in enumerate(self.bands):
            if not 0 <= band.marks <= marks:
                yield Fault(
                    ("bands", index, "marks"),
                    say("档的分值 {marks} 超出范围", "a band cannot give {marks} marks", marks=band.marks),
                    say("0 至 {full}", "0 to {full}", full=marks),
                )
        if all(band.marks < marks for band in self.bands):
            yield Fault(
                ("bands",),
                say("没有一档能得满分 {full} 分", "no band reaches the full {full} marks", full=marks),
            )

    def _joints(self) -> Iterator[Fault]:
        ordered = self._ascending()
        pieces = list(self._pieces())
        if pieces[0].lower is not None:
            yield self._open_end(ordered[0][0], pieces[0].lower, say("以下", "below"))
        if pieces[-1].upper is not None:
            yield self._open_end(ordered[-1][0], pieces[-1].upper, say("以上", "above"))
        for position, (one, other) in enumerate(pairwise(pieces)):
            yield from _joint(ordered[position + 1][0], one, other)

    def _open_end(self, index: int, bound: Bound, side: Message) -> Fault:
        message = say(
            "{bound} {side}没有分档", "there is no band {side} {bound}", bound=bound.value, side=side
        )
        return Fault(("bands", index), message)


def _joint(index: int, one: Piece, other: Piece) -> Iterator[Fault]:
    """Yield what is wrong where the piece `other`, of the band `index`, begins behind `one`."""
    if one.upper is None or other.lower is None:
        yield Fault(
            ("bands", index),
            say("这一档与相邻一档之间没有界限", "no bound divides this band from the one beside it"),
        )
    elif one.upper.complement == other.lower:
        if other.empty:
            yield Fault(
                ("bands", index),
                say(
                    "没有数值落在这一档（顺序颠倒或重复）",
                    "no value lies in this band (out of order or repeated)",
                ),
            )
    else:
        yield Fault(("bands", index), _gap_or_overlap(one.upper, other.lower))


def _gap_or_overlap(upper: Bound, lower: Bound) -> Message:
    """Return the words for the values in no band, or in two, where one ends and the next begins."""
    values = {"upper": upper.value, "lower": lower.value}
    if upper.value < lower.value:
        return say("{upper} 与 {lower} 之间没有分档", "there is a gap between {upper} and {lower}", **values)
    if upper.value > lower.value:
        return say("分档在 {lower} 至 {upper} 重叠", "bands overlap from {lower} to {upper}", **values)
    if upper.included:
        return say("{upper} 同时落在两档", "{upper} lies in two bands", **values)
    return say("{upper} 不在任何一档", "{upper} lies in no band", **values)
