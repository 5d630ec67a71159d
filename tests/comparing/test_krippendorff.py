"""Krippendorff's α against published values, against its definition, and against what may not change it."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.comparing.krippendorff import Metric, Undefined, Verdict, alpha

Units = Sequence[Sequence[Fraction]]

OBSERVERS = """\
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
"""Four observers, twelve units: the reliability data of Krippendorff (2011)."""


def _units(table: str) -> list[list[Fraction]]:
    columns = zip(*(row.split() for row in table.splitlines()), strict=True)
    return [[Fraction(value) for value in column if value != "."] for column in columns]


def _nominal(one: Fraction, other: Fraction, all_: Sequence[Fraction]) -> Fraction:
    return Fraction(one != other)


def _interval(one: Fraction, other: Fraction, all_: Sequence[Fraction]) -> Fraction:
    return (one - other) ** 2


def _ratio(one: Fraction, other: Fraction, all_: Sequence[Fraction]) -> Fraction:
    return ((one - other) / (one + other)) ** 2 if one + other else Fraction(0)


def _ordinal(one: Fraction, other: Fraction, all_: Sequence[Fraction]) -> Fraction:
    low, high = sorted((one, other))
    between = sum(low <= value <= high for value in all_)
    return (between - Fraction(all_.count(one) + all_.count(other), 2)) ** 2 if one != other else Fraction(0)


DIFFERENCES: Mapping[Metric, Callable[[Fraction, Fraction, Sequence[Fraction]], Fraction]] = {
    Metric.NOMINAL: _nominal,
    Metric.INTERVAL: _interval,
    Metric.RATIO: _ratio,
    Metric.ORDINAL: _ordinal,
}


def by_definition(units: Units, metric: Metric) -> Fraction:
    """Return α pair by pair, in exact numbers."""
    paired = [unit for unit in units if len(unit) > 1]
    every = [value for unit in paired for value in unit]
    apart = DIFFERENCES[metric]
    observed = sum(
        (
            sum((apart(one, other, every) for one, other in permutations(unit, 2)), Fraction(0))
            / (len(unit) - 1)
            for unit in paired
        ),
        Fraction(0),
    )
    expected = sum((apart(one, other, every) for one, other in permutations(every, 2)), Fraction(0))
    return 1 - observed / len(every) / (expected / (len(every) * (len(every) - 1)))


VALUES = st.sampled_from([Fraction(each) for each in ("0", "0.1", "1/3", "0.5", "2/3", "1", "7")])
UNITS = st.lists(st.lists(VALUES, max_size=5), max_size=12)


def _is_defined(units: Units) -> bool:
    paired = [unit for unit in units if len(unit) > 1]
    return len(paired) > 1 and len({value for unit in paired for value in unit}) > 1


DEFINED = UNITS.filter(_is_defined)


def _value(units: Units, metric: Metric) -> float:
    found = alpha(units, metric, draws=1).value
    assert not isinstance(found, Undefined)
    return found


@pytest.mark.parametrize(
    ("metric", "published"),
    [
        (Metric.NOMINAL, "0.743"),
        (Metric.ORDINAL, "0.815"),
        (Metric.INTERVAL, "0.849"),
        (Metric.RATIO, "0.797"),
    ],
)
def test_the_published_example_has_its_published_values(metric: Metric, published: str) -> None:
    found = alpha(_units(OBSERVERS), metric)
    assert f"{found.value:.3f}" == published
    assert (found.units, found.ratings, found.pairs) == (11, 40, 55)


def test_two_observers_of_a_yes_or_no_have_the_value_worked_out_by_hand() -> None:
    """Do = 8 ÷ 20; of 20 values 14 are 0 and 6 are 1, so De = 168 ÷ 380: α = 1 − 0.4 ÷ 0.4421 = 2 ÷ 21."""
    units = _units("0 1 0 0 0 0 0 0 1 0\n1 1 1 0 0 1 0 0 0 0\n")
    assert _value(units, Metric.NOMINAL) == pytest.approx(2 / 21)
    assert _value(units, Metric.INTERVAL) == pytest.approx(2 / 21)


@pytest.mark.parametrize("metric", Metric)
@given(units=DEFINED)
def test_it_is_what_the_definition_gives_pair_by_pair(metric: Metric, units: Units) -> None:
    assert _value(units, metric) == pytest.approx(float(by_definition(units, metric)), abs=1e-9)


@pytest.mark.parametrize("metric", Metric)
@given(units=DEFINED, data=st.data())
def test_neither_who_judged_nor_the_order_of_units_matters(
    metric: Metric, units: Units, data: st.DataObject
) -> None:
    mixed = [data.draw(st.permutations(unit)) for unit in data.draw(st.permutations(units))]
    assert _value(mixed, metric) == pytest.approx(_value(units, metric), abs=1e-9)


@pytest.mark.parametrize(
    ("metric", "by", "factor"),
    [
        (Metric.INTERVAL, 5, 1),
        (Metric.INTERVAL, 0, 3),
        (Metric.INTERVAL, 2, -1),
        (Metric.RATIO, 0, 3),
        (Metric.ORDINAL, 2, 7),
        (Metric.NOMINAL, 9, -1),
    ],
)
@given(units=DEFINED)
def test_a_metric_does_not_see_what_its_scale_leaves_free(
    metric: Metric, by: int, factor: int, units: Units
) -> None:
    moved = [[value * factor + by for value in unit] for unit in units]
    assert _value(moved, metric) == pytest.approx(_value(units, metric), abs=1e-9)


@pytest.mark.parametrize("metric", Metric)
@given(units=DEFINED, one=VALUES)
def test_units_that_one_judged_do_not_count(metric: Metric, units: Units, one: Fraction) -> None:
    assert alpha([*units, [one], []], metric, draws=1) == alpha(units, metric, draws=1)


@pytest.mark.parametrize("metric", Metric)
@given(values=st.lists(VALUES, min_size=2, max_size=20).filter(lambda values: len(set(values)) > 1))
def test_agreement_without_exception_is_exactly_1(metric: Metric, values: list[Fraction]) -> None:
    found = alpha([[value] * (2 + index % 3) for index, value in enumerate(values)], metric)
    assert found.value == 1.0
    assert found.interval in (None, (1.0, 1.0))


@pytest.mark.parametrize(
    ("units", "why"),
    [
        ([], Undefined.NO_PAIRS),
        ([[Fraction(1)], [Fraction(2)]], Undefined.NO_PAIRS),
        ([[Fraction(1), Fraction(2)]], Undefined.ONE_UNIT),
        ([[Fraction(1, 3)] * 3] * 20, Undefined.NO_VARIATION),
    ],
)
def test_where_there_is_too_little_there_is_no_value_but_a_reason(units: Units, why: Undefined) -> None:
    found = alpha(units)
    assert (found.value, found.verdict, found.interval) == (why, why, None)


@pytest.mark.parametrize(
    ("differing", "verdict"), [(4, Verdict.UNRELIABLE), (3, Verdict.TENTATIVE), (1, Verdict.RELIABLE)]
)
def test_the_conventions_tell_reliable_from_tentative_from_neither(differing: int, verdict: Verdict) -> None:
    agreeing = [[Fraction(0), Fraction(0)], [Fraction(1), Fraction(1)]] * 9
    assert alpha([*agreeing, *[[Fraction(0), Fraction(1)]] * differing]).verdict is verdict


def test_of_too_few_units_the_conventions_say_nothing() -> None:
    found = alpha([[Fraction(0), Fraction(0)], [Fraction(1), Fraction(1)]])
    assert (found.value, found.verdict) == (1.0, Verdict.TOO_FEW)


def test_the_interval_holds_the_value_and_is_the_same_every_time() -> None:
    units = _units(OBSERVERS)
    found = alpha(units)
    assert isinstance(found.value, float) and found.interval is not None
    assert found.interval[0] < found.value < found.interval[1]
    assert alpha(units) == found
    assert alpha(units, seed=2).interval != found.interval


def test_fewer_than_ten_units_have_no_interval() -> None:
    units = [[Fraction(index), Fraction(index % 3)] for index in range(10)]
    assert alpha(units[:9]).interval is None
    assert alpha(units).interval is not None


def test_units_of_which_almost_all_are_alike_have_no_interval() -> None:
    """One unit of ten varies: more than a third of the draws miss it and have no α."""
    units = [[Fraction(0), Fraction(1)], *[[Fraction(1), Fraction(1)]] * 9]
    found = alpha(units)
    assert (found.value, found.interval) == (0.0, None)
