"""Facts become values: measured, claimed, missing or failed."""

from decimal import Decimal
from typing import Any

import pytest

from evalkit.facts.fact import Basis, Fact
from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rules.rule import Failed, Known, Missing, Title, Value
from evalkit.scoring.values import Values


def _known(kit: Any, id: str, *facts: Fact) -> Known:
    known: Known = Values(kit.sheet(*facts), kit.measures, kit.titles).get(id)
    return known


def test_a_measure_is_worked_out_from_its_facts(kit: Any) -> None:
    spent, planned = kit.fact("travel_actual", 90), kit.fact("travel_budget", 120)
    value = _known(kit, "travel", planned, spent)
    assert isinstance(value, Value)
    assert (value.value, value.unit, value.basis) == (Decimal("0.75"), Unit.RATIO, Basis.FIGURE)
    assert value.title == Title("差旅费控制率", "Travel control")
    assert [(each.fact, each.title, each.evidence) for each in value.inputs] == [
        ("travel_actual", "差旅费支出", spent.evidence),
        ("travel_budget", "差旅费预算", planned.evidence),
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Basis.FIGURE, Basis.SUPPLIED, Basis.SUPPLIED),
        (Basis.STATEMENT, Basis.FIGURE, Basis.STATEMENT),
        (Basis.SUPPLIED, Basis.CLAIM, Basis.CLAIM),
    ],
)
def test_a_value_rests_on_its_weakest_input(kit: Any, one: Basis, other: Basis, expected: Basis) -> None:
    facts = (kit.fact("travel_actual", 1, one), kit.fact("travel_budget", 2, other))
    value = _known(kit, "travel", *facts)
    assert isinstance(value, Value)
    assert value.basis is expected


def test_what_is_missing_is_named_and_never_zero(kit: Any) -> None:
    assert _known(kit, "travel", kit.fact("travel_actual", 1)) == Missing(
        "travel", Title("差旅费控制率", "Travel control"), ("travel_budget",)
    )
    assert _known(kit, "travel") == Missing(
        "travel", Title("差旅费控制率", "Travel control"), ("travel_actual", "travel_budget")
    )


@pytest.mark.parametrize(
    ("basis", "shown"),
    [(Basis.CLAIM, Basis.CLAIM), (Basis.FIGURE, Basis.CLAIM), (Basis.STATEMENT, Basis.STATEMENT)],
)
def test_the_reports_own_ratio_stands_in_for_missing_facts(kit: Any, basis: Basis, shown: Basis) -> None:
    value = _known(kit, "travel", kit.fact("travel_actual", 1), kit.fact("travel_rate", "0.9", basis))
    assert isinstance(value, Value)
    assert (value.id, value.value, value.basis) == ("travel", Decimal("0.9"), shown)
    assert [each.fact for each in value.inputs] == ["travel_rate"]


def test_a_ratio_that_was_supplied_is_no_claim(kit: Any) -> None:
    value = _known(kit, "travel", kit.fact("travel_rate", "0.9", Basis.SUPPLIED, ()))
    assert isinstance(value, Value)
    assert value.basis is Basis.SUPPLIED


def test_the_own_figure_goes_before_the_claim(kit: Any) -> None:
    facts = (kit.fact("travel_actual", 1), kit.fact("travel_budget", 2), kit.fact("travel_rate", "0.9"))
    value = _known(kit, "travel", *facts)
    assert isinstance(value, Value)
    assert value.value == Decimal("0.5")


def test_nothing_over_nothing_is_no_rate_and_something_over_nothing_is_above_every_limit(kit: Any) -> None:
    none = _known(kit, "travel", kit.fact("travel_actual", 0), kit.fact("travel_budget", 0))
    above = _known(kit, "travel", kit.fact("travel_actual", 1), kit.fact("travel_budget", 0))
    assert isinstance(none, Value)
    assert isinstance(above, Value)
    assert none.value is None
    assert above.value == Decimal("Infinity")


def test_a_bare_fact_is_its_own_value(kit: Any) -> None:
    value = _known(kit, "hotline_open", kit.fact("hotline_open", True, Basis.STATEMENT))
    assert isinstance(value, Value)
    assert (value.value, value.basis, value.title) == (
        True,
        Basis.STATEMENT,
        Title("设有热线", "A hotline is open"),
    )
    assert [each.fact for each in value.inputs] == ["hotline_open"]
    assert _known(kit, "hotline_open") == Missing(
        "hotline_open", Title("设有热线", "A hotline is open"), ("hotline_open",)
    )


def test_a_measure_that_raises_is_a_fault_of_its_plugin(kit: Any) -> None:
    failed = _known(kit, "broken", kit.fact("orders_all", 3))
    assert isinstance(failed, Failed)
    assert failed.message.text(Lang.ZH) == "插件 small：测算“broken”时出错：RuntimeError: no way"


def test_a_measure_of_what_is_no_number_fails(kit: Any) -> None:
    failed = _known(kit, "orders", kit.fact("orders_all", True), kit.fact("orders_closed", 3))
    assert isinstance(failed, Failed)
    assert failed.message.text(Lang.ZH) == "插件 small：测算“orders”需要数值，而事实 orders_all 不是数值"


def test_what_no_loaded_plugin_gives_fails(kit: Any) -> None:
    failed = _known(kit, "wind_speed")
    assert isinstance(failed, Failed)
    assert failed.message.text(Lang.ZH) == "没有名为“wind_speed”的测算或事实：提供它的插件没有装载"
