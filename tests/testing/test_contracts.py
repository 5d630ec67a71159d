"""Contracts: each finds the fault that is planted for it in a rule of one's own, and says it in Chinese."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

import pytest
from attrs import define, evolve, field, frozen
from hypothesis import find
from hypothesis import strategies as st

from evalkit.facts.fact import FactSheet
from evalkit.messages import say
from evalkit.registry import Registry
from evalkit.rubrics.rubric import Indicator, Rubric, RubricDimension, Standing
from evalkit.rules.bands import Band, Bands
from evalkit.rules.forms import Form
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import Assessment, Direction, Known, Title, Value
from evalkit.scoring.scorecard import BasisSums, Scorecard
from evalkit.testing import fact_sheets, register_fact
from evalkit.testing.contracts import CONTRACTS, falsify
from evalkit.testing.desk import Desk

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
        if self.fault == "hopeful":
            return evolve(found, opens=tuple(evolve(each, marks=Decimal(1)) for each in found.opens))
        return found


@frozen
class ByDigits(Faulty):
    """A rule that looks at how many digits a figure is printed with, in place of what it says."""

    name: ClassVar[str] = "by_digits"

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return full marks for a figure without decimals, and what bands say of all others."""
        known = values[self.measure]
        figure = known.value if isinstance(known, Value) else None
        if isinstance(figure, Decimal) and figure.as_tuple().exponent == 0:
            return Assessment(used=(self.measure,))
        return super().assess(marks, values)


@frozen
class Remembering(Faulty):
    """A rule that gives another answer each time that it is asked."""

    name: ClassVar[str] = "remembering"
    asked: list[Decimal] = field(factory=list, eq=False)

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return full marks every other time, and what bands say in between."""
        self.asked.append(marks)
        return Assessment() if len(self.asked) % 2 else super().assess(marks, values)


@frozen
class TwoFaced(Bands):
    """Bands that reckon many reports by other bands than one."""

    name: ClassVar[str] = "two_faced"

    def form(self, marks: Decimal) -> Form | None:
        """Return a form that gives nothing above 95 %."""
        bands = (
            Band(Decimal(4), below=Decimal("0.9")),
            Band(Decimal(2), to=Decimal("0.95")),
            Band(Decimal(0)),
        )
        return Bands(self.measure, bands).form(marks)


@define
class Cooked(Desk):
    """A desk whose books are changed after they were closed."""

    left_out: str = ""

    def card(self, sheet: FactSheet) -> Scorecard:
        """Return the scorecard with one thing left out."""
        card = super().card(sheet)
        if self.left_out == "basis":
            return evolve(card, basis=BasisSums(*[Decimal(0)] * 5))
        (dimension,) = card.dimensions
        (result,) = dimension.indicators
        deductions = () if self.left_out == "deductions" else result.deductions
        missing = () if self.left_out == "missing" else result.missing
        changed = evolve(result, deductions=deductions, missing=missing)
        return evolve(card, dimensions=(evolve(dimension, indicators=(changed,)),))


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


def test_open_marks_that_are_too_few_leave_the_interval(registry: Registry) -> None:
    found = broken(desk(Faulty(BANDS.measure, BANDS.bands, "hopeful"), registry))
    assert set(found) == {"interval-honest"}
    assert "后得分为 2–2，超出原先的 3–4。" in found["interval-honest"]


def test_a_rule_that_looks_at_digits_is_not_stable(registry: Registry) -> None:
    bands = (Band(Decimal(4), below=Decimal(1)), Band(Decimal(0)))
    found = broken(desk(ByDigits("three_public_actual", bands), registry))
    assert "不满足“末尾添零不变分”：数字末尾添了零，得分由 4–4 变为 0–0。" in found["rounding-stable"]
    assert "不满足“换单位不变分”：金额换了单位，得分由 4–4 变为 0–0。" in found["unit-invariant"]


def test_a_rule_that_remembers_depends_on_the_order(registry: Registry) -> None:
    found = broken(desk(Remembering(BANDS.measure, BANDS.bands), registry))
    assert "不满足“换顺序不变分”：事实换了顺序，得分由 " in found["order-free"]


def test_a_rule_that_reckons_many_reports_otherwise_than_one_is_caught(registry: Registry) -> None:
    found = broken(desk(TwoFaced(BANDS.measure, BANDS.bands), registry))
    assert set(found) == {"columnar"}
    assert "不满足“成批与单份同分”：单份得 2 分，成批得 0 分。" in found["columnar"]


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("deductions", "满分减去各项扣分不等于得分上限"),
        ("missing", "待定的分没有说明缺什么"),
        ("basis", "各来源的得分之和不等于得分"),
    ],
)
def test_books_that_were_changed_do_not_balance(left_out: str, said: str, registry: Registry) -> None:
    honest = desk(BANDS, registry)
    cooked = Cooked(honest.indicator, honest.rubric, registry, left_out=left_out)
    assert f"不满足“分数收支相抵”：{said}。" in broken(cooked)["balanced"]


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
