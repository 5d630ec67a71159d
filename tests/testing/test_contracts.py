"""Contracts: each finds the fault that is planted for it in a rule of one's own, and says it in Chinese."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

import pytest
from attrs import evolve, frozen
from hypothesis import find
from hypothesis import strategies as st

from evalkit.facts.fact import FactSheet
from evalkit.messages import say
from evalkit.registry import Registry
from evalkit.rubrics.rubric import Indicator, Rubric, RubricDimension, Standing
from evalkit.rules.bands import Band, Bands
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import Assessment, Direction, Known, Title
from evalkit.testing import fact_sheets, register_fact
from evalkit.testing.contracts import CONTRACTS, Desk, falsify

BANDS = Bands(
    "three_public_control",
    (Band(Decimal(4), below=Decimal("0.9")), Band(Decimal(2), to=Decimal(1)), Band(Decimal(0))),
)


@frozen
class Faulty(Bands):
    """Bands with one thing wrong."""

    name: ClassVar[str] = "faulty"
    fault: str = ""

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return what bands say, and the fault."""
        found = super().assess(marks, values)
        if self.fault == "raises" and found.losses:
            raise ZeroDivisionError
        if self.fault == "remedy":
            wrong = say("低于 95% 即可得满分", "below 95% earns full marks")
            return evolve(found, losses=tuple(evolve(each, remedy=wrong) for each in found.losses))
        if self.fault == "silent":
            return evolve(found, losses=tuple(evolve(each, reason=say("", "")) for each in found.losses))
        return found


def desk(rule: OneValueRule, registry: Registry, better: Direction | None = None) -> Desk:
    row = Indicator("cars", Title("公务用车"), Decimal(4), "条款", rule, better=better)
    dimension = RubricDimension("economy", Title("经济性"), Decimal(4), (row,))
    rubric = Rubric("r", Title("标准"), "1", "示例", Standing.EXAMPLE, Decimal(4), (dimension,))
    return Desk.of(rubric, row, registry)


def broken(found: Desk) -> dict[str, str]:
    cases = {each.name: (each, falsify(each, found, 30)) for each in CONTRACTS if each.applies(found)}
    return {
        name: case.text(contract, found.indicator)
        for name, (contract, case) in cases.items()
        if case is not None
    }


def test_a_right_rule_keeps_every_contract(registry: Registry) -> None:
    assert broken(desk(BANDS, registry)) == {}


@pytest.mark.parametrize(
    ("fault", "contract"), [("raises", "bounded"), ("remedy", "remedy-true"), ("silent", "explained")]
)
def test_a_planted_fault_breaks_its_contract(fault: str, contract: str, registry: Registry) -> None:
    found = broken(desk(Faulty(BANDS.measure, BANDS.bands, fault), registry))
    assert contract in found


def test_a_counterexample_is_a_sentence_and_facts(registry: Registry) -> None:
    found = broken(desk(Faulty(BANDS.measure, BANDS.bands, "silent"), registry))["explained"]
    sentence, facts = found.split("\n")
    assert sentence.startswith("当")
    assert sentence.endswith("时，指标 cars（公务用车）不满足“扣分都有理由”：扣了 2 分，没有理由。")
    assert facts.startswith("facts = { three_public_")


def test_a_rule_against_its_declared_direction_is_not_monotone(registry: Registry) -> None:
    found = broken(desk(BANDS, registry, Direction.HIGHER))
    assert found == {
        "monotone": "指标 cars（公务用车）不满足“改善不丢分”："
        "“公务用车”由 89.99% 改善为 90.00%，扣分反而由 0 增为 2。"
    }


def test_fact_sheets_come_to_the_bounds(registry: Registry) -> None:
    rubric = desk(BANDS, registry).rubric

    def rate(sheet: FactSheet) -> Decimal | None:
        facts = [sheet.get(f"three_public_{side}") for side in ("actual", "budget")]
        values = [fact.value for fact in facts if fact is not None and isinstance(fact.value, Decimal)]
        return values[0] / values[1] if len(values) == 2 and values[1] else None

    found = fact_sheets(rubric, registry)
    assert rate(find(found, lambda sheet: rate(sheet) == Decimal("0.9"))) == Decimal("0.9")
    assert rate(find(found, lambda sheet: rate(sheet) == 1)) == 1


def test_a_fact_may_have_a_strategy_of_its_own(registry: Registry) -> None:
    register_fact("three_public_actual", st.just(Decimal(7)))
    sheet = find(fact_sheets(desk(BANDS, registry).rubric, registry, complete=True), lambda _: True)
    assert sheet.facts["three_public_actual"].value == Decimal(7)
    assert sheet.facts["three_public_actual"].evidence[0].quote.endswith("：7")
