"""A rubric made ready gives the very marks of the whole scorer, whatever the report says."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from importlib.metadata import entry_points
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from evalkit import Dimension, Money, Ratio, hookimpl, registry_of
from evalkit.facts.fact import Basis, FactSheet
from evalkit.journey import score_sheet, scorer_for
from evalkit.messages import Lang
from evalkit.registry import Registry
from evalkit.rubrics.rubric import Rubric
from evalkit.rules.forms import ByCurve, Form
from evalkit.rules.proportional import Proportional
from evalkit.rules.rule import Assessment, Known, Title
from evalkit.scoring.compiled.scorer import Marks, Scorer
from evalkit.scoring.judgements import Judgement, Judgements
from evalkit.scoring.scorecard import Scorecard
from evalkit.testing import fact_sheets
from evalkit.testing.strategies import sheet_of


def assert_same(marks: Marks, card: Scorecard) -> None:
    """Assert that both ways keep the same of every indicator and come to the same total and grade."""
    indicators = [each for dimension in card.dimensions for each in dimension.indicators]
    assert marks.by_indicator == {each.id: (each.marks, each.low, each.high) for each in indicators}
    assert (marks.low, marks.high, marks.grade) == (card.low, card.high, card.grade)


@given(data=st.data())
def test_the_marks_are_those_of_the_scorecard(
    data: st.DataObject, rubric: Rubric, scorers: Sequence[Scorer], registry: Registry
) -> None:
    sheet = data.draw(fact_sheets(rubric, registry))
    scorer = data.draw(st.sampled_from(scorers))
    card = score_sheet(sheet, rubric, registry, statements=scorer.statements)
    assert_same(scorer.marks_of(sheet), card)


@given(data=st.data())
def test_the_marks_of_bare_values_are_those_of_printed_figures(
    data: st.DataObject, rubric: Rubric, scorers: Sequence[Scorer], registry: Registry
) -> None:
    sheet = data.draw(fact_sheets(rubric, registry))
    figures = evolve(sheet, facts={id: evolve(fact, basis=Basis.FIGURE) for id, fact in sheet.facts.items()})
    record = {id: fact.value for id, fact in sheet.facts.items()}
    assert_same(scorers[0].marks(record), score_sheet(figures, rubric, registry))


def test_every_row_of_the_rubrics_has_a_form_but_for_cases_that_join_conditions(
    rubric: Rubric, registry: Registry
) -> None:
    lines = scorer_for(rubric, registry).lines
    without = [line.node.row.indicator.rule for line in lines if not line.node.regular]
    assert {rule.name for rule in without if rule is not None} <= {"cases"}
    assert len(without) <= 1


def test_reasons_are_those_of_the_scorecard(load: Callable[[str], Rubric], registry: Registry) -> None:
    rubric = load("four-e")
    values = {"three_public_actual": Decimal(95), "three_public_budget": Decimal(100)}
    sheet = sheet_of(values, registry.terms.catalogue.definitions)
    card = score_sheet(sheet, rubric, registry)
    marks = scorer_for(rubric, registry).marks_of(sheet)
    result = marks.result("three_public_control")
    assert result == next(
        each
        for dimension in card.dimensions
        for each in dimension.indicators
        if each.id == "three_public_control"
    )
    (deduction,) = result.deductions
    assert "95.00%" in deduction.reason.text(Lang.ZH)
    with pytest.raises(KeyError, match="no_such_indicator"):
        marks.result("no_such_indicator")


def test_judgements_decide_as_on_the_scorecard(load: Callable[[str], Rubric], registry: Registry) -> None:
    rubric = load("shenzhen-2020")
    sheet = sheet_of(
        {"three_public_actual": Decimal(95), "three_public_budget": Decimal(100)},
        registry.terms.catalogue.definitions,
    )
    at = datetime(2026, 3, 1, tzinfo=UTC)
    addresses = ("financial_compliance.accounts_regular", "disclosure", "three_public_control")
    known = {each.id for dimension in rubric.dimensions for each in dimension.indicators}
    judged = Judgements(
        {
            each: Judgement(each, Decimal(1), None, "现场核实", "评价组", at)
            for each in addresses
            if each.split(".")[0] in known
        },
        "",
    )
    assert judged.entries
    card = score_sheet(sheet, rubric, registry, judgements=judged)
    assert_same(scorer_for(rubric, registry).marks_of(sheet, judged), card)


# ---------------------------------------------------------------- plugins

odd = Dimension("odd", title="异常", title_en="Odd")


@odd.measure(title="会出错的", title_en="Breaks")
def breaks(three_public_actual: Money) -> Ratio:
    """Raise what a dictionary would."""
    raise KeyError(three_public_actual)


@odd.measure(title="不是 Decimal", title_en="No Decimal")
def floats(three_public_actual: Money) -> Ratio:
    """Return a float, which is none of what a measure may return."""
    return float(three_public_actual)  # type: ignore[return-value]


@odd.measure(title="常数", title_en="Constant")
def constant() -> Ratio:
    """Return half."""
    return Decimal("0.5")


@odd.measure(title="分支", title_en="Branches")
def branches(three_public_actual: Money, three_public_budget: Money) -> Ratio:
    """Return a rate where the budget is not small."""
    return three_public_actual / three_public_budget if three_public_budget > 50 else Decimal(1)


@odd.measure(title="按列", title_en="By columns")
def by_columns(three_public_actual: Money, three_public_budget: Money) -> Ratio:
    """Return a rate by arithmetic with constants, which suits columns too."""
    return 1 - abs(three_public_actual - three_public_budget) / (three_public_budget * Decimal("1.5") + 2)


@frozen
class Halves(Proportional):
    """Assesses in a way of its own, so that its curve says nothing of its marks."""

    name = "halves"
    title = Title("减半", "Halves")

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        found = super().assess(marks, values)
        return evolve(found, losses=tuple(evolve(loss, marks=loss.marks / 2) for loss in found.losses))


@frozen
class Strays(Proportional):
    """Has a form of a value that it does not need, which says nothing of it either."""

    name = "strays"
    title = Title("串行", "Strays")

    def form(self, marks: Decimal) -> Form | None:
        return ByCurve("constant", self.curve(marks))


@frozen
class Refuses(Proportional):
    """Has a form that breaks."""

    name = "refuses"
    title = Title("拒绝", "Refuses")

    def form(self, marks: Decimal) -> Form | None:
        raise RuntimeError("no form today")


class OddPlugin:
    """What districts may get wrong."""

    @hookimpl
    def evalkit_dimensions(self) -> list[Dimension]:
        return [odd]

    @hookimpl
    def evalkit_rules(self) -> list[type[Any]]:
        return [Halves, Strays, Refuses]


ROWS = [("proportional", "breaks"), ("proportional", "floats"), ("proportional", "constant")]
ROWS += [("proportional", "branches"), ("proportional", "by_columns"), ("halves", "branches")]
ROWS += [("strays", "branches"), ("refuses", "branches"), ("halves", "three_public_control")]


@pytest.fixture(scope="module")
def odd_registry() -> Registry:
    """Return all that ships, and the odd plugin."""
    shipped = {found.name: found.load() for found in entry_points(group="evalkit")}
    return registry_of(shipped | {"odd": OddPlugin()})


@pytest.fixture(scope="module")
def odd_rubric(odd_registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Rubric:
    """Return a rubric that rests on the odd plugin."""
    from evalkit.journey import find_rubric

    path = tmp_path_factory.mktemp("odd") / "odd.toml"
    path.write_text(odd_toml(), encoding="utf-8")
    return find_rubric(str(path), FactSheet(None, None, {}), odd_registry).value.rubric


def odd_toml() -> str:
    """Return the TOML of a rubric with a row for each odd rule and measure."""
    head = '[rubric]\nid = "odd"\ntitle = "异常"\nversion = "1"\nsource = "测试"\nstanding = "example"\n'
    head += f'total = {2 * len(ROWS)}\n[[dimension]]\nid = "only"\ntitle = "唯一"\nmarks = {2 * len(ROWS)}\n'
    rows = [
        f'[[dimension.indicator]]\nid = "row{number}"\ntitle = "第 {number} 行"\nmarks = 2\nclause = "按比例。"\n'
        f'rule = "{rule}"\nmeasure = "{measure}"\n'
        for number, (rule, measure) in enumerate(ROWS)
    ]
    return head + "".join(rows)


amounts = st.one_of(st.none(), st.integers(0, 200).map(Decimal))


@given(actual=amounts, budget=amounts)
def test_what_plugins_do_wrong_costs_the_same_both_ways(
    actual: Decimal | None, budget: Decimal | None, odd_rubric: Rubric, odd_registry: Registry
) -> None:
    found = {"three_public_actual": actual, "three_public_budget": budget}
    sheet = sheet_of(
        {id: value for id, value in found.items() if value is not None},
        odd_registry.terms.catalogue.definitions,
    )
    assert_same(
        scorer_for(odd_rubric, odd_registry).marks_of(sheet), score_sheet(sheet, odd_rubric, odd_registry)
    )
