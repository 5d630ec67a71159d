"""What can be wrong with a curve: values in no piece or in two, pieces without values, marks that cannot be."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rules.curve import Bound, Curve, Piece


@frozen
class Flaw:
    """One thing that is wrong with a curve.

    `piece` is the index of the piece that it is about, None for all of them; `keys` lead on to what
    of the piece is wrong, where it is one thing.
    """

    piece: int | None
    message: Message
    allowed: Message | None = None
    keys: tuple[str, ...] = ()


def misvalued(curve: Curve, marks: Decimal) -> Iterator[Flaw]:
    """Yield the pieces whose marks are not between 0 and `marks`, and that none reaches `marks`."""
    for index, piece in enumerate(curve.pieces):
        if (piece.lower is None or piece.upper is None) and piece.slope:
            yield Flaw(
                index,
                say("没有尽头的一档，分值不能升降", "a band without end cannot rise or fall"),
                keys=("marks",),
            )
            continue
        worth = next((each for each in piece.ends if not 0 <= each <= marks), None)
        if worth is not None:
            yield Flaw(
                index,
                say("档的分值 {marks} 超出范围", "a band cannot give {marks} marks", marks=worth),
                say("0 至 {full}", "0 to {full}", full=marks),
                ("marks",),
            )
    if all(piece.best < marks for piece in curve.pieces):
        yield Flaw(
            None, say("没有一档能得满分 {full} 分", "no band reaches the full {full} marks", full=marks)
        )


def uncovered(curve: Curve) -> Iterator[Flaw]:
    """Yield where values lie in no piece or in two, and pieces in which no value lies."""
    pieces = curve.pieces
    if pieces[0].lower is not None:
        yield _open_end(0, pieces[0].lower, say("以下", "below"))
    if pieces[-1].upper is not None:
        yield _open_end(len(pieces) - 1, pieces[-1].upper, say("以上", "above"))
    for index, (one, other) in enumerate(pairwise(pieces), 1):
        message = _joint(one, other)
        if message is not None:
            yield Flaw(index, message)


def _open_end(index: int, bound: Bound, side: Message) -> Flaw:
    return Flaw(
        index,
        say("{bound} {side}没有分档", "there is no band {side} {bound}", bound=bound.value, side=side),
    )


def _joint(one: Piece, other: Piece) -> Message | None:
    """Return what is wrong where the piece `other` begins behind `one`."""
    if one.upper is None or other.lower is None:
        return say("这一档与相邻一档之间没有界限", "no bound divides this band from the one beside it")
    if one.upper.complement != other.lower:
        return _gap_or_overlap(one.upper, other.lower)
    if other.empty:
        return say(
            "没有数值落在这一档（顺序颠倒或重复）",
            "no value lies in this band (out of order or repeated)",
        )
    return None


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
