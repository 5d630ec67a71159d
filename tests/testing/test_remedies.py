"""Remedies are done as their words say, for every shape of rule, and a false one is caught."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import ClassVar

import pytest
from attrs import evolve, frozen

from evalkit.facts.fact import Basis, FactValue
from evalkit.facts.unit import Unit
from evalkit.messages import Message, say
from evalkit.registry import Registry
from evalkit.rubrics.rubric import Indicator, Rubric, RubricDimension, Standing
from evalkit.rules.better_of import BetterOf, Side
from evalkit.rules.cases import Case, Cases
from evalkit.rules.checklist import AnyOf, Bounded
from evalkit.rules.conditions import All, Any, Comparison, Not, OneOf
from evalkit.rules.linear import Linear
from evalkit.rules.mean import Mean
from evalkit.rules.over_achievement import OverAchievement
from evalkit.rules.per_excess import PerExcess
from evalkit.rules.per_shortfall import PerShortfall
from evalkit.rules.reverse_proportional import ReverseProportional
from evalkit.rules.rule import Assessment, Known, Rule, Title, Value
from evalkit.rules.violations import Violations
from evalkit.testing.contracts import CONTRACTS, Counterexample, falsify
from evalkit.testing.desk import Desk
from evalkit.testing.remedy_words import ways

REMEDY_TRUE = next(each for each in CONTRACTS if each.name == "remedy-true")
D = Decimal
BALANCE = (
    Case(D(4), "carryover_closing", equals=D(0)),
    Case(D(2), "carryover_closing", of="carryover_opening", to=D(1)),
    Case(D(1), "carryover_closing", of="carryover_opening", below=D("1.5")),
    Case(D(0)),
)
STAFF = (
    Case(D(4), when=All(("staff_ok", Comparison("staff_quota", from_=D(10), to=D(20))))),
    Case(D(3), when=Any((OneOf("self_grade", ("优", "良")), Comparison("staff_quota", above=D(30))))),
    Case(D(1), when=Not("staff_ok")),
    Case(D(0)),
)
TURNED = (
    Case(D(1), "petition_answer_rate", below=D("0.5")),
    Case(D(0), when="budget_disclosed"),
    Case(D(2), "petition_answer_rate", below=D("0.9")),
    Case(D(4), "petition_on_time_rate", from_=D("0.8")),
    Case(D(3)),
)
GOOD, LARGE = (
    Comparison("petition_answer_rate", from_=D("0.9")),
    Comparison("staff_quota", from_=D(10), below=D(20)),
)
TABLE = (
    Case(D(1), when=All((Not("staff_ok"), Comparison("petition_answer_rate", below=D("0.9"))))),
    Case(D(2), when=All((Not("staff_ok"), GOOD, LARGE))),
    Case(
        D(0),
        when=Any((OneOf("self_grade", ("差",)), Not("staff_ok"), Comparison("staff_quota", above=D(50)))),
    ),
    Case(D(3), when=All(("staff_ok", LARGE))),
    Case(D(4)),
)
LINEAR = Linear("budget_adjustment", D("0.3"), D("0.1"))
REVERSE = ReverseProportional("three_public_actual", D(200_000))
RULES: Mapping[str, Rule] = {
    "yes/no item": AnyOf(("budget_disclosed",)),
    "item of a number": AnyOf((Bounded("petition_answer_rate", from_=D(1)), "petitions_answered_on_time")),
    "item above": AnyOf((Bounded("petition_answer_rate", above=D("0.9")),)),
    "violations": Violations(D(1), "financial_violations", ("no_financial_violations",)),
    "mean": Mean(("petition_answer_rate", "petition_on_time_rate"), D("0.95")),
    "better of": BetterOf((Side(LINEAR), Side(REVERSE))),
    "cases of one value and another": Cases(BALANCE),
    "cases of conditions": Cases(STAFF),
    "whole steps down": PerShortfall("petition_answer_rate", D("0.98"), D("0.04"), D("0.5"), "whole"),
    "whole steps": PerExcess("budget_adjustment", D("0.1"), D("0.04"), D("0.5"), "whole"),
    "cases of which the first gives less": Cases(TURNED),
    "cases of a decision table": Cases(TABLE),
}


@frozen
class Promising(Rule):
    """A rule that says and does what another does, but for its remedy."""

    name: ClassVar[str] = "promising"
    rule: Rule
    promise: Message

    def needs(self) -> tuple[str, ...]:
        """Return what the other needs."""
        return self.rule.needs()

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return what the other says, with another remedy."""
        found = self.rule.assess(marks, values)
        return evolve(found, losses=tuple(evolve(each, remedy=self.promise) for each in found.losses))


@pytest.fixture
def falsified(registry: Registry) -> Callable[..., Counterexample | None]:
    """Return what breaks the contract for a row with that rule."""

    def found(rule: Rule, *modifiers: Rule) -> Counterexample | None:
        row = Indicator("row", Title("一行"), D(4), "条款", rule, modifiers=modifiers)
        dimension = RubricDimension("economy", Title("经济性"), D(4), (row,))
        rubric = Rubric("small", Title("小标准"), "1.0.0", "示例", Standing.EXAMPLE, D(4), (dimension,))
        return falsify(REMEDY_TRUE, Desk.of(rubric, row, registry), 150)

    return found


@pytest.mark.parametrize("shape", RULES)
def test_what_rules_say_wins_marks_back_does(
    shape: str, falsified: Callable[..., Counterexample | None]
) -> None:
    assert falsified(RULES[shape]) is None


def test_so_it_does_of_a_rule_on_the_rest(falsified: Callable[..., Counterexample | None]) -> None:
    then = OverAchievement("three_public_actual", D("0.3"), D(2), D(200_000))
    assert falsified(RULES["yes/no item"], then, Violations(D(1), "financial_violations")) is None


@pytest.mark.parametrize(
    ("shape", "promise"),
    [
        ("yes/no item", "做到“部门决算已按要求公开”并在报告中说明，即可得满分"),
        ("item of a number", "信访办理回复率（报告自述）不低于 99% 即可得满分"),
        ("violations", "违规问题项数为 1 即不扣分"),
        ("mean", "信访办理回复率（报告自述）达到 94% 即不扣分"),
        (
            "better of",
            "任选其一：预算调整率不超过 10% 即可得满分；“三公”经费决算数（实际支出）不超过 21 万元 即可得满分",
        ),
        ("cases of one value and another", "年末结转和结余不超过年初结转和结余 可得 3 分"),
        ("cases of one value and another", "年末结转和结余不超过年初结转和结余的 101% 可得 2 分"),
        ("whole steps", "预算调整率低于 18% 可得 4 分，低于 14% 即可得满分"),
    ],
)
def test_a_promise_that_is_not_kept_is_caught(
    shape: str, promise: str, falsified: Callable[..., Counterexample | None]
) -> None:
    found = falsified(Promising(RULES[shape], say(promise, "…")))
    if shape == "yes/no item":
        assert found is None  # the other document is no value of this rule
    else:
        assert found is not None
        assert f"说“{promise}”，照做（" in found.said


# ---------------------------------------------------------------- the words


def known(**values: FactValue) -> dict[str, Known]:
    titles = {
        "rate": "答复率",
        "rate_long": "答复率（自述）",
        "whole": "年初结余",
        "yes": "已公开",
        "kind": "类别",
    }
    units = {"yes": Unit.YES_NO, "kind": Unit.TEXT, "whole": Unit.MONEY}
    return {
        id: Value(id, Title(titles[id]), value, units.get(id, Unit.RATIO), Basis.FIGURE, ())
        for id, value in values.items()
    }


ONE = {"rate": D(0)}
TWO = {"rate": D(0), "rate_long": D(0)}


@pytest.mark.parametrize(
    ("remedy", "values", "expected"),
    [
        ("答复率不低于 95% 即可得满分", ONE, [({"rate": "0.95"}, None, None)]),
        ("低于 95% 即可得满分", ONE, [({"rate": "0.949999999999"}, None, None)]),
        ("答复率高于 1,000 可得 1.5 分，不低于 90%、不超过 100% 即可得满分", ONE,
         [({"rate": "1000.000000000001"}, "1.5", None), ({"rate": "0.95"}, None, None)]),
        ("任选其一：答复率达到 1 即不扣分；答复率（自述）不超过 20 万元 即可得满分", TWO,
         [({"rate": "1"}, None, "rate"), ({"rate_long": "200000"}, None, None)]),
        ("答复率不超过年初结余的 90%、低于 2 可得 2 分", {"rate": D(0), "whole": D(4)},
         [({"rate": "1.999999999999"}, "2", None)]),
        ("做到“已公开”并在报告中说明，即可得满分", {"yes": False}, [({"yes": "True"}, None, None)]),
        ("（已公开：是，或类别为甲），且类别为乙或丙 即可得满分", {"yes": False, "kind": "甲"},
         [({"yes": "True", "kind": "乙"}, None, None)]),
        ("并非（答复率低于 50%），且答复率低于 90%，且已公开：否 即可得满分", {"rate": D(0), "yes": True},
         [({"rate": "0.6999999999995", "yes": "False"}, None, None)]),
        ("并非（类别为甲或乙） 即可得满分", {"kind": "甲"}, [({"kind": "其他"}, None, None)]),
        ("并非（答复率不低于 50%、低于 90%） 即可得满分", ONE, []),
        ("并非（答复率等于 50%） 即可得满分", ONE, [({"rate": "0.500000000001"}, None, None)]),
        ("已公开：否 可得 1 分", {"yes": True}, [({"yes": "False"}, "1", None)]),
        ("按该标准，答复率的任何数值都不能得更多分", ONE, []),
        ("补充佐证后可复评", ONE, []),
        ("大家努力 即可得满分", ONE, []),
        ("做到“别的事”并在报告中说明，即可得满分", {"yes": False}, []),
    ],
)  # fmt: skip
def test_words_become_values(
    remedy: str,
    values: dict[str, FactValue],
    expected: list[tuple[dict[str, str], str | None, str | None]],
) -> None:
    before = known(**values)
    found = [
        (
            {
                id: str(each.value)
                for id, each in way.values.items()
                if isinstance(each, Value) and each != before[id]
            },
            None if way.marks is None else str(way.marks),
            way.only,
        )
        for way in ways(remedy, before)
    ]
    assert found == expected
