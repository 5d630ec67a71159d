from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.rules.all_or_nothing import AllOrNothing
from evalkit.rules.bands import Band, Bands
from evalkit.rules.curve import Bound, Curve, Piece, chained, entry
from evalkit.rules.per_excess import PerExcess
from evalkit.rules.proportional import Proportional
from evalkit.rules.rule import Direction

INF = Decimal("Infinity")
GRAIN = Decimal("1E-12")


def stairs(*steps: tuple[str, bool, str], rest: str) -> Curve:
    """Return a curve of constant pieces: up to so much, with the very value or without it, so many marks."""
    uppers = tuple(
        (Bound(Decimal(value), included=included), Decimal(marks)) for value, included, marks in steps
    )
    return Curve(tuple(chained(uppers, Decimal(rest))))


FALLING = stairs(("0.9", False, "3"), ("1", True, "2"), rest="0")
RISING = stairs(("0.6", False, "0"), ("0.8", False, "4"), rest="6")
HUMP = stairs(("0.4", False, "1"), ("0.6", True, "5"), ("0.8", True, "2"), rest="0")


# ---------------------------------------------------------------- bounds and pieces


def test_the_complement_of_a_bound_holds_the_very_value_when_the_bound_does_not() -> None:
    assert Bound(Decimal(1), included=True).complement == Bound(Decimal(1), included=False)
    assert Bound(Decimal(1), included=False).complement.complement == Bound(Decimal(1), included=False)


@pytest.mark.parametrize(
    ("value", "held"), [("0.899", False), ("0.9", True), ("0.95", True), ("1", False), ("1.01", False)]
)
def test_a_piece_holds_its_included_end_and_not_the_other(value: str, held: bool) -> None:
    piece = Piece(Bound(Decimal("0.9"), included=True), Bound(Decimal(1), included=False), Decimal(2))
    assert piece.holds(Decimal(value)) is held


def test_a_piece_without_ends_holds_everything() -> None:
    piece = Piece(None, None, Decimal(2))
    assert piece.holds(Decimal("-1E30")) and piece.holds(Decimal("1E30"))
    assert not piece.empty
    assert piece.ends == (Decimal(2), Decimal(2))


@pytest.mark.parametrize(
    ("lower", "upper", "empty"),
    [
        (Bound(Decimal(1), included=True), Bound(Decimal(1), included=True), False),
        (Bound(Decimal(1), included=True), Bound(Decimal(1), included=False), True),
        (Bound(Decimal(1), included=False), Bound(Decimal(1), included=False), True),
        (Bound(Decimal(2), included=True), Bound(Decimal(1), included=True), True),
        (Bound(Decimal(1), included=False), Bound(Decimal(2), included=False), False),
    ],
)
def test_a_piece_is_empty_when_no_value_lies_between_its_ends(
    lower: Bound, upper: Bound, empty: bool
) -> None:
    assert Piece(lower, upper, Decimal(1)).empty is empty


def test_a_sloping_piece_rounds_its_marks_once() -> None:
    piece = Piece(
        Bound(Decimal(0), included=True),
        Bound(Decimal(3), included=False),
        Decimal(0),
        Decimal(1) / Decimal(3),
    )
    assert piece.at(Decimal(1)) == Decimal("0.3333333333")
    assert piece.ends == (Decimal(0), Decimal(1))
    assert piece.best == 1


# ---------------------------------------------------------------- curves


@pytest.mark.parametrize(
    ("value", "marks"),
    [("0.89", 3), ("0.9", 2), ("1", 2), ("1.0001", 0), ("Infinity", 0), ("-Infinity", 3), ("-1", 3)],
)
def test_a_value_gets_the_marks_of_the_piece_that_holds_it(value: str, marks: int) -> None:
    assert FALLING.marks(Decimal(value)) == marks


def test_direction_bounds_and_best_are_derived_from_the_pieces() -> None:
    assert FALLING.direction is Direction.LOWER
    assert RISING.direction is Direction.HIGHER
    assert HUMP.direction is Direction.NEITHER
    assert FALLING.bounds == (Decimal("0.9"), Decimal(1))
    assert HUMP.best == 5


def test_slopes_have_directions_too() -> None:
    assert Proportional("m").curve(Decimal(5)).direction is Direction.HIGHER
    assert Proportional("m", over="zero").curve(Decimal(5)).direction is Direction.NEITHER
    assert (
        PerExcess("m", Decimal("0.1"), Decimal("0.01"), Decimal("0.1")).curve(Decimal(1)).direction
        is Direction.LOWER
    )


def ways(curve: Curve, value: str) -> list[int]:
    return [int(piece.base) for piece in curve.ways_up(Decimal(value))]


def test_the_ways_up_lead_from_step_to_step_to_full_marks() -> None:
    assert ways(FALLING, "1.2") == [2, 3]
    assert ways(FALLING, "0.95") == [3]
    assert ways(FALLING, "0.5") == []
    assert ways(RISING, "0.1") == [4, 6]
    assert ways(RISING, "-Infinity") == [4, 6]
    assert ways(FALLING, "Infinity") == [2, 3]


def test_the_ways_up_lead_from_both_sides_to_full_marks_in_the_middle() -> None:
    assert ways(HUMP, "0.1") == [5]
    assert ways(HUMP, "0.7") == [5]
    assert ways(HUMP, "0.9") == [2, 5]


def test_a_sloping_piece_is_no_step_of_its_own() -> None:
    (piece,) = Proportional("m").curve(Decimal(5)).ways_up(Decimal("-0.5"))
    assert piece.base == 5


def test_no_way_leads_up_where_only_a_slope_touches_the_most_marks() -> None:
    slope = Piece(None, Bound(Decimal(1), included=False), Decimal(0))
    never = Curve(
        (
            slope,
            Piece(
                Bound(Decimal(1), included=True), Bound(Decimal(2), included=True), Decimal(-1), Decimal(1)
            ),
        )
    )
    assert never.ways_up(Decimal(0)) == ()


def test_a_piece_is_entered_at_the_end_that_faces_the_value() -> None:
    middle = HUMP.pieces[1]
    assert entry(middle, Decimal("0.1")) == Bound(Decimal("0.4"), included=True)
    assert entry(middle, Decimal("0.7")) == Bound(Decimal("0.6"), included=True)
    assert entry(middle, -INF) == Bound(Decimal("0.4"), included=True)
    assert entry(middle, INF) == Bound(Decimal("0.6"), included=True)


@pytest.mark.parametrize(
    ("value", "target"),
    [
        ("0.1", "0.4"),
        ("-Infinity", "0.4"),
        ("0.7", "0.6"),
        ("Infinity", "0.6"),
        ("0.5", None),
    ],
)
def test_the_target_is_the_first_value_of_full_marks(value: str, target: str | None) -> None:
    assert HUMP.target(Decimal(value)) == (None if target is None else Decimal(target))


def test_the_target_lies_just_beside_a_bound_that_is_left_out() -> None:
    assert FALLING.target(Decimal("0.95")) == Decimal("0.9") - GRAIN
    above = AllOrNothing("m", above=Decimal("0.9")).curve(Decimal(1))
    assert above.target(Decimal("0.9")) == Decimal("0.9") + GRAIN


def test_the_target_stays_within_the_narrowest_piece() -> None:
    one, other = Decimal("0.5"), Decimal("0.5") + Decimal("1E-20")
    narrow = Piece(Bound(one, included=False), Bound(other, included=False), Decimal(1))
    for value in (one, other, -INF, INF, (one + other) / 2):
        assert narrow.holds(narrow.nearest(value))


def test_boundaries_surround_each_bound() -> None:
    assert list(FALLING.boundaries) == [
        Decimal(bound) + nudge for bound in ("0.9", "1") for nudge in (-GRAIN, Decimal(0), GRAIN)
    ]


def test_a_single_point_is_entered_by_no_side() -> None:
    point = Piece(Bound(Decimal(1), included=True), Bound(Decimal(1), included=True), Decimal(5))
    assert entry(point, Decimal("0.5")) is None
    assert entry(point, INF) is None


# ---------------------------------------------------------------- properties

numbers = st.decimals(min_value=-3, max_value=3, places=2)
marks = st.decimals(min_value=Decimal("0.5"), max_value=20, places=1)


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    """Return the curve of a rule: steps up, down or both, a proportion or an excess."""
    full = draw(marks)
    kind = draw(st.sampled_from(["bands", "proportional", "excess"]))
    if kind == "proportional":
        at = draw(st.decimals(min_value=Decimal("0.01"), max_value=3, places=2))
        return Proportional("m", at, draw(st.sampled_from(["full", "zero"]))).curve(full)
    if kind == "excess":
        each, lose = draw(st.tuples(*[st.decimals(min_value=Decimal("0.05"), max_value=2, places=2)] * 2))
        return PerExcess(
            "m", draw(numbers), each, lose, draw(st.sampled_from(["fractional", "whole"]))
        ).curve(full)
    edges = sorted(draw(st.sets(numbers, min_size=1, max_size=5)))
    worth = draw(st.lists(st.decimals(0, full, places=1), min_size=len(edges), max_size=len(edges)))
    bands = [
        Band(each, below=edge) if draw(st.booleans()) else Band(each, to=edge)
        for edge, each in zip(edges, worth, strict=True)
    ]
    return Bands("m", (*bands, Band(full))).curve(full)


@given(curves(), st.data())
def test_a_mirrored_curve_gives_what_the_curve_gives_the_other_sign(
    curve: Curve, data: st.DataObject
) -> None:
    value = data.draw(st.one_of(numbers, st.sampled_from(curve.bounds)))
    assert curve.mirrored.marks(-value) == curve.marks(value)
    assert curve.mirrored.mirrored == curve


@given(curves(), st.data())
def test_a_curve_holds_every_value_exactly_once(curve: Curve, data: st.DataObject) -> None:
    value = data.draw(st.one_of(numbers, st.sampled_from(curve.bounds)))
    assert [piece.holds(value) for piece in curve.pieces].count(True) == 1


@given(curves(), numbers, numbers)
def test_marks_follow_the_direction(curve: Curve, one: Decimal, other: Decimal) -> None:
    low, high = (curve.marks(value) for value in sorted((one, other)))
    assert curve.direction is not Direction.HIGHER or low <= high
    assert curve.direction is not Direction.LOWER or low >= high


@given(curves(), numbers)
def test_boundaries_lie_on_both_sides_of_every_change(curve: Curve, value: Decimal) -> None:
    tried = list(curve.boundaries)
    assert tried == sorted(tried)
    for piece in curve.pieces:
        assert piece.point in tried if piece.point is not None else any(map(piece.holds, tried))
    for bound in curve.bounds:
        below, at, above = (curve.piece(each) for each in tried[tried.index(bound) - 1 :][:3])
        assert below is not above
        assert at in (below, above) or at.point == bound


@given(curves(), st.one_of(numbers, st.just(INF), st.just(-INF)))
def test_each_way_up_earns_what_it_promises(curve: Curve, value: Decimal) -> None:
    steps = curve.ways_up(value)
    assert bool(steps) == (curve.marks(value) < curve.best)
    for step in steps:
        assert curve.marks(step.nearest(value)) == step.base > curve.marks(value)
    assert all(one.base < other.base for one, other in pairwise(steps))
    assert not steps or steps[-1].base == curve.best


@given(curves(), st.one_of(numbers, st.just(INF), st.just(-INF)))
def test_the_target_wins_everything_back(curve: Curve, value: Decimal) -> None:
    target = curve.target(value)
    if curve.marks(value) == curve.best:
        assert target is None
    else:
        assert target is not None and target.is_finite()
        assert curve.marks(target) == curve.best


@given(curves(), st.one_of(numbers, st.just(INF), st.just(-INF)))
def test_between_a_value_and_its_target_nothing_earns_full_marks(curve: Curve, value: Decimal) -> None:
    target = curve.target(value)
    if target is None:
        return
    low, high = sorted((value, target))
    for between in curve.boundaries:
        if low < between < high:
            assert curve.marks(between) < curve.best or abs(between - target) <= GRAIN


def test_a_piece_that_falls_as_one_over_the_value_has_the_base_as_its_far_end() -> None:
    piece = Piece(Bound(Decimal(2), included=False), None, Decimal(0), inverse=Decimal(10))
    assert piece.at(Decimal(4)) == Decimal("2.5")
    assert piece.at(Decimal(3)) == Decimal("3.3333333333")
    assert piece.ends == (Decimal(5), Decimal(0))
    assert not piece.level
    assert (
        Curve((Piece(None, Bound(Decimal(2), included=True), Decimal(5)), piece)).marks(Decimal("Infinity"))
        == 0
    )
