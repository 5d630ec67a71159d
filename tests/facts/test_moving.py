"""From one level to another: what a change sets out from and what it reaches are told apart."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from evalkit.facts.fact import FactValue

Told = Callable[[str], Mapping[str, FactValue]]


@pytest.mark.parametrize("verb", ["降至", "下降到", "减少到", "压减为", "压缩至"])
@pytest.mark.parametrize("setting_out", ["由上年的", "从去年的", "由", "从2022年的"])
def test_what_a_fall_sets_out_from_is_last_years(told: Told, setting_out: str, verb: str) -> None:
    assert told(f"“三公”经费{setting_out}18.2万元{verb}17.4万元。") == {
        "three_public_actual_previous": Decimal(182000),
        "three_public_actual": Decimal(174000),
    }


def test_an_initial_budget_moves_to_the_adjusted_one(told: Told) -> None:
    assert told("部门预算由年初的640万元增加到688万元。") == {
        "budget_initial": Decimal(6400000),
        "budget_adjusted": Decimal(6880000),
    }


def test_a_level_of_last_year_without_a_fact_is_nobodys(told: Told) -> None:
    assert told("公务接待费由5万元降至4.2万元。") == {"reception_actual": Decimal(42000)}


def test_a_change_is_not_what_is_reached(told: Told) -> None:
    assert told("“三公”经费由上年的18.2万元下降7%。") == {
        "three_public_actual_previous": Decimal(182000),
        "three_public_change_rate": Decimal("-0.07"),
    }
