"""Measures: functions of facts, their units, and what their faults cost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.errors import PluginError
from evalkit.facts.unit import Unit
from evalkit.measures.measure import Count, Dimension, Measure, Money, Ratio

POSITIVE = st.decimals(min_value="0.01", max_value=10**9, places=2)


def build() -> Measure:
    dimension = Dimension("parks", title="园林", title_en="Parks")

    @dimension.measure(title="绿化率", title_en="Green share", claimed_as="green_rate")
    def green(green_area: Money, whole_area: Money) -> Ratio:
        """Return the green area over the whole area."""
        return green_area / whole_area

    return dimension.measures["green"]


def test_a_measure_knows_its_facts_and_its_unit() -> None:
    measure = build()
    assert measure.parameters == {"green_area": Unit.MONEY, "whole_area": Unit.MONEY}
    assert (measure.id, measure.unit, measure.claimed_as, measure.dimension) == (
        "green",
        Unit.RATIO,
        "green_rate",
        "parks",
    )


@given(POSITIVE, POSITIVE)
def test_it_is_worked_out_in_exact_decimal(part: Decimal, whole: Decimal) -> None:
    value = build().evaluate({"green_area": part * whole, "whole_area": whole, "unrelated": Decimal(1)})
    assert value == part


def test_nothing_over_nothing_is_no_rate() -> None:
    assert build().evaluate({"green_area": Decimal(0), "whole_area": Decimal(0)}) is None


def test_something_over_nothing_lies_above_every_limit() -> None:
    assert build().evaluate({"green_area": Decimal(3), "whole_area": Decimal(0)}) == Decimal("Infinity")


def test_a_fault_names_the_plugin_and_the_measure() -> None:
    dimension = Dimension("broken", title="坏")

    @dimension.measure(title="坏的测算")
    def boom(a: Count) -> Ratio:
        raise RuntimeError("no such thing")

    @dimension.measure(title="胡乱的测算")
    def nonsense(a: Count) -> Ratio:
        return "many"  # type: ignore[return-value]  # a plugin that breaks its contract

    with pytest.raises(PluginError) as raised:
        dimension.measures["boom"].evaluate({"a": Decimal(1)})
    assert str(raised.value) == "broken: measure boom raised RuntimeError: no such thing"
    with pytest.raises(PluginError) as returned:
        dimension.measures["nonsense"].evaluate({"a": Decimal(1)})
    assert str(returned.value) == "broken: measure nonsense returned str, not a Decimal"


def test_units_are_required_on_every_parameter_and_on_the_result() -> None:
    dimension = Dimension("bare", title="无单位")
    with pytest.raises(
        PluginError, match=r"measure growth has no unit on now, return \(allowed: Money, Ratio"
    ):

        @dimension.measure(title="增长")
        def growth(now: Decimal, before: Money) -> Decimal:
            return now / before


def test_a_measure_has_one_definition() -> None:
    dimension = Dimension("twice", title="重复")

    def share(a: Count) -> Ratio:
        return a / Decimal(2)

    dimension.measure(title="份额")(share)
    with pytest.raises(PluginError, match="twice: measure share is defined twice"):
        dimension.measure(title="份额")(share)
