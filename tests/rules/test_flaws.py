from collections.abc import Iterable
from decimal import Decimal

import pytest

from evalkit.messages import Lang
from evalkit.rules.all_or_nothing import AllOrNothing
from evalkit.rules.bands import Band, Bands
from evalkit.rules.curve import Bound, Curve, Piece
from evalkit.rules.flaws import Flaw, misvalued, uncovered
from evalkit.rules.per_excess import PerExcess
from evalkit.rules.proportional import Proportional

FULL = Decimal(3)


def upto(value: str) -> Bound:
    return Bound(Decimal(value), included=True)


def short_of(value: str) -> Bound:
    return Bound(Decimal(value), included=False)


def piece(lower: Bound | None, upper: Bound | None, marks: str, slope: str = "0") -> Piece:
    return Piece(lower, upper, Decimal(marks), Decimal(slope))


def read(flaws: Iterable[Flaw], lang: Lang = Lang.ZH) -> list[tuple[object, ...]]:
    return [
        (flaw.piece, flaw.message.text(lang), *([flaw.allowed.text(lang)] if flaw.allowed else []))
        for flaw in flaws
    ]


@pytest.mark.parametrize(
    "curve",
    [
        AllOrNothing("m", to=Decimal(1)).curve(FULL),
        AllOrNothing("m", above=Decimal(1)).curve(FULL),
        Bands("m", (Band(FULL, below=Decimal("0.9")), Band(Decimal(0)))).curve(FULL),
        PerExcess("m", Decimal("0.1"), Decimal("0.07"), Decimal("0.4"), "whole").curve(FULL),
        PerExcess("m", Decimal("0.1"), Decimal("0.07"), Decimal("0.9")).curve(FULL),
        Proportional("m", Decimal("0.7")).curve(FULL),
        Proportional("m", Decimal("0.7"), "zero").curve(FULL),
    ],
)
def test_the_curves_of_the_shapes_have_no_flaws(curve: Curve) -> None:
    assert read(misvalued(curve, FULL)) == read(uncovered(curve)) == []


@pytest.mark.parametrize(
    ("pieces", "zh", "en"),
    [
        (
            (piece(None, upto("1"), "3"), piece(short_of("2"), None, "0")),
            (1, "1 与 2 之间没有分档"),
            (1, "there is a gap between 1 and 2"),
        ),
        (
            (piece(None, upto("2"), "3"), piece(short_of("1"), None, "0")),
            (1, "分档在 1 至 2 重叠"),
            (1, "bands overlap from 1 to 2"),
        ),
        (
            (piece(None, upto("1"), "3"), piece(upto("1"), None, "0")),
            (1, "1 同时落在两档"),
            (1, "1 lies in two bands"),
        ),
        (
            (piece(None, short_of("1"), "3"), piece(short_of("1"), None, "0")),
            (1, "1 不在任何一档"),
            (1, "1 lies in no band"),
        ),
        (
            (piece(None, None, "3"), piece(short_of("1"), None, "0")),
            (1, "这一档与相邻一档之间没有界限"),
            (1, "no bound divides this band from the one beside it"),
        ),
        (
            (
                piece(None, short_of("1"), "3"),
                piece(upto("1"), short_of("1"), "2"),
                piece(upto("1"), None, "0"),
            ),
            (1, "没有数值落在这一档（顺序颠倒或重复）"),
            (1, "no value lies in this band (out of order or repeated)"),
        ),
        ((piece(upto("1"), None, "3"),), (0, "1 以下没有分档"), (0, "there is no band below 1")),
        ((piece(None, upto("1"), "3"),), (0, "1 以上没有分档"), (0, "there is no band above 1")),
    ],
)
def test_values_in_no_piece_or_in_two(
    pieces: tuple[Piece, ...], zh: tuple[object, ...], en: tuple[object, ...]
) -> None:
    curve = Curve(pieces)
    assert read(uncovered(curve)) == [zh]
    assert read(uncovered(curve), Lang.EN) == [en]
    assert read(misvalued(curve, FULL)) == []


@pytest.mark.parametrize(
    ("pieces", "zh", "en"),
    [
        (
            (piece(None, upto("1"), "3"), piece(short_of("1"), None, "4")),
            (1, "档的分值 4 超出范围", "0 至 3"),
            (1, "a band cannot give 4 marks", "0 to 3"),
        ),
        (
            (piece(None, upto("1"), "3"), piece(short_of("1"), None, "-1")),
            (1, "档的分值 -1 超出范围", "0 至 3"),
            (1, "a band cannot give -1 marks", "0 to 3"),
        ),
        (
            (
                piece(None, short_of("0"), "0"),
                piece(upto("0"), upto("2"), "0", "2"),
                piece(short_of("2"), None, "3"),
            ),
            (1, "档的分值 4 超出范围", "0 至 3"),
            (1, "a band cannot give 4 marks", "0 to 3"),
        ),
        (
            (piece(None, upto("1"), "2.5"), piece(short_of("1"), None, "0")),
            (None, "没有一档能得满分 3 分"),
            (None, "no band reaches the full 3 marks"),
        ),
        (
            (piece(None, upto("1"), "3"), piece(short_of("1"), None, "3", "-1")),
            (1, "没有尽头的一档，分值不能升降"),
            (1, "a band without end cannot rise or fall"),
        ),
    ],
)
def test_marks_that_cannot_be(
    pieces: tuple[Piece, ...], zh: tuple[object, ...], en: tuple[object, ...]
) -> None:
    curve = Curve(pieces)
    assert read(misvalued(curve, FULL)) == [zh]
    assert read(misvalued(curve, FULL), Lang.EN) == [en]
    assert read(uncovered(curve)) == []


def test_all_flaws_are_found_at_once() -> None:
    curve = Curve((piece(None, upto("1"), "5"), piece(short_of("2"), upto("3"), "-2")))
    assert read([*misvalued(curve, FULL), *uncovered(curve)]) == [
        (0, "档的分值 5 超出范围", "0 至 3"),
        (1, "档的分值 -2 超出范围", "0 至 3"),
        (1, "3 以上没有分档"),
        (1, "1 与 2 之间没有分档"),
    ]
