"""The years of a department side by side."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Unit
from evalkit.province.standing import Standing
from evalkit.province.trend import Change, Direction, State, trend
from evalkit.province.years import Figure, Lost, Row, Year
from evalkit.rules.rule import Title


def _row(id: str, low: str, high: str | None = None, source: str | None = None) -> Row:
    value = None if source is None else Decimal("0.5")
    return Row(
        id, Title(f"指标{id}"), Decimal(10), Decimal(low), Decimal(high or low), value, Unit.RATIO, source
    )


def _year(
    year: int,
    *rows: Row,
    lost: tuple[tuple[str, str], ...] = (),
    figures: tuple[tuple[str, Unit, str], ...] = (),
    sha256: str = "a",
) -> Year:
    low, high = (sum((getattr(row, end) for row in rows), Decimal(0)) for end in ("low", "high"))
    return Year(
        year,
        "own",
        Title("自拟标准"),
        sha256,
        Standing("水务局", "water.txt", year, Decimal(20), low, low, high),
        (),
        rows,
        tuple(Lost(id, None, Title(id), Decimal(marks), Title(f"{year}")) for id, marks in lost),
        {id: Figure(id, id, unit, Decimal(value), None) for id, unit, value in figures},
    )


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (("5", "5"), ("6", "6"), Direction.UP),
        (("5", "6"), ("7", "9"), Direction.UP),
        (("5", "6"), ("6", "9"), Direction.UNSURE),
        (("5", "8"), ("5", "8"), Direction.UNSURE),
        (("7", "7"), ("7", "7"), Direction.SAME),
        (("7", "9"), ("2", "6.5"), Direction.DOWN),
    ],
)
def test_a_change_has_a_direction_only_where_the_intervals_do_not_meet(
    before: tuple[str, str], after: tuple[str, str], direction: Direction
) -> None:
    found = trend("水务局", [_year(2022, _row("a", *before)), _year(2023, _row("a", *after))], {})
    assert found.total is not None
    assert found.total.direction is direction
    assert found.indicators[0].change == found.total


@given(st.tuples(*[st.integers(0, 10)] * 4), st.data())
def test_the_change_lies_between_its_ends_for_any_marks_within_the_intervals(
    numbers: tuple[int, int, int, int], data: st.DataObject
) -> None:
    first, second = sorted(numbers[:2]), sorted(numbers[2:])
    years = [
        _year(2022, _row("a", *map(str, first))),
        _year(2023, _row("a", *map(str, second))),
    ]
    change = trend("水务局", years, {}).total
    assert change is not None
    before, after = data.draw(st.integers(*first)), data.draw(st.integers(*second))
    assert change.low <= after - before <= change.high


def test_one_year_alone_does_not_change() -> None:
    found = trend("水务局", [_year(2022, _row("a", "5"))], {})
    assert (found.total, found.indicators[0].change, found.promises) == (None, None, ())


def test_rows_stand_in_the_order_of_the_latest_rubric_and_dropped_ones_behind() -> None:
    years = [_year(2022, _row("old", "1"), _row("b", "2")), _year(2023, _row("b", "3"), _row("new", "4"))]
    found = trend("水务局", years, {})
    assert [each.id for each in found.indicators] == ["b", "new", "old"]
    assert [row and row.low for row in found.indicators[2].rows] == [Decimal(1), None]
    assert found.indicators[2].change is None


def test_marks_by_different_rubrics_are_not_comparable() -> None:
    years = [_year(2022, _row("a", "1")), _year(2023, _row("a", "1"), sha256="b")]
    assert not trend("水务局", years, {}).comparable


def test_deductions_are_repeated_new_or_gone() -> None:
    years = [
        _year(2021, lost=(("x", "1"), ("z", "3"))),
        _year(2022, lost=(("x", "1"), ("y", "2"))),
        _year(2023, lost=(("w", "4"), ("x", "0.5"), ("x", "0.25"))),
    ]
    found = trend("水务局", years, {}).deductions
    assert [(each.indicator, each.state, each.marks, each.reason.zh) for each in found] == [
        ("x", State.REPEATED, (Decimal(1), Decimal(1), Decimal("0.75")), "2023"),
        ("w", State.NEW, (None, None, Decimal(4)), "2023"),
        ("y", State.GONE, (None, Decimal(2), None), "2022"),
    ]


def test_figures_change_by_a_share_of_the_year_before_and_ratios_by_points() -> None:
    years = [
        _year(
            2022,
            figures=(("cost", Unit.MONEY, "200"), ("rate", Unit.RATIO, "0.9"), ("none", Unit.COUNT, "0")),
        ),
        _year(
            2023,
            figures=(("cost", Unit.MONEY, "150"), ("rate", Unit.RATIO, "0.95"), ("none", Unit.COUNT, "3")),
        ),
    ]
    found = trend("水务局", years, {}, ["cost", "rate", "none", "unknown"]).figures
    assert [(each.id, each.change, each.rate) for each in found] == [
        ("cost", Decimal(-50), Decimal("-0.25")),
        ("rate", Decimal("0.05"), None),
        ("none", Decimal(3), None),
    ]


def test_the_figures_are_those_that_the_indicators_are_made_of() -> None:
    figures = (("top", Unit.MONEY, "1"), ("under", Unit.MONEY, "2"), ("other", Unit.MONEY, "3"))
    years = [_year(2023, _row("a", "1", source="quotient"), figures=figures)]
    found = trend("水务局", years, {"quotient": ("under", "top")})
    assert [each.id for each in found.figures] == ["under", "top"]
    assert [each.id for each in found.values] == ["a"]


def test_a_change_of_nothing_is_the_same() -> None:
    assert Change(Decimal(0), Decimal(0)).direction is Direction.SAME
