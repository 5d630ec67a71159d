"""The rubrics that ship load, are not doubtful, and give the marks that they are meant to give."""

from decimal import Decimal

import pytest

from evalkit.journey import load
from evalkit.messages import Lang
from evalkit.offers import effective_file, find_rubric_file
from evalkit.registry import Registry, load_plugins
from evalkit.rubrics.lint import lint_file
from evalkit.rubrics.rubric import Indicator, NoRate, NotApplicable, Rubric, Standing, Statements
from evalkit.testing.coverage import coverage_of
from evalkit.testing.mutation import survivors
from evalkit.testing.running import failures_of, load_suite

SHIPPED = (
    "four-e",
    "project-self-evaluation",
    "project-self-evaluation-capped",
    "shenzhen-2020",
    "sichuan-2017",
    "yueyang-2018",
)


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Everything that ships."""
    return load_plugins()


def _load(registry: Registry, id: str) -> Rubric:
    return load(find_rubric_file(id, registry), registry)


def test_the_registry_finds_them(registry: Registry) -> None:
    assert set(SHIPPED) <= set(registry.rubrics)


@pytest.mark.parametrize("id", SHIPPED)
def test_they_load_and_are_not_doubtful(id: str, registry: Registry) -> None:
    rubric = _load(registry, id)
    file = effective_file(find_rubric_file(id, registry), registry).file
    assert rubric.id == id
    doubts = lint_file(rubric, file, registry.measures, registry.terms.catalogue.wordings)
    assert [each.text(Lang.EN) for each in doubts] == []


@pytest.mark.parametrize("id", SHIPPED)
def test_their_examples_come_out_as_expected_and_leave_nothing_out(id: str, registry: Registry) -> None:
    suite = load_suite(find_rubric_file(id, registry), registry)
    assert suite.examples
    failed = [each for example in suite.examples for each in failures_of(example, suite.rubric, registry)]
    assert [each.text(Lang.EN) for each in failed] == []
    assert [each.text(Lang.EN) for each in coverage_of(suite, registry).gaps] == []


@pytest.mark.parametrize("id", ["project-self-evaluation", "yueyang-2018"])
def test_the_examples_of_those_with_a_formula_notice_every_change(id: str, registry: Registry) -> None:
    found, tried = survivors(load_suite(find_rubric_file(id, registry), registry), registry)
    assert tried
    assert [each.text(Lang.EN) for each in found] == []


def _tree(indicator: Indicator) -> list[Indicator]:
    return [indicator, *(below for part in indicator.parts for below in _tree(part))]


@pytest.mark.parametrize("id", SHIPPED)
def test_everything_has_a_name_in_both_languages_and_is_explained(id: str, registry: Registry) -> None:
    rubric = _load(registry, id)
    rows = [row for dimension in rubric.dimensions for each in dimension.indicators for row in _tree(each)]
    titles = [rubric.title, *(grade.title for grade in rubric.grades), *(row.title for row in rows)]
    assert [title.zh for title in titles if not title.en.isascii() or not title.en] == []
    assert [
        each.id for dimension in rubric.dimensions for each in dimension.indicators if not each.clause
    ] == []


def _marks(rubric: Rubric) -> dict[str, dict[str, str]]:
    return {
        dimension.id: {each.id: str(each.marks) for each in dimension.indicators}
        for dimension in rubric.dimensions
    }


def test_the_marks_of_shenzhen_2020(registry: Registry) -> None:
    rubric = _load(registry, "shenzhen-2020")
    assert _marks(rubric) == {
        "decision": {
            "budget_reasonableness": "5",
            "budget_conformity": "5",
            "target_completeness": "8",
            "target_clarity": "7",
        },
        "management": {
            "procurement_execution": "2",
            "financial_compliance": "3",
            "disclosure": "3",
            "project_procedures": "2",
            "project_supervision": "2",
            "asset_safety": "2",
            "fixed_assets_utilization": "1",
            "staff_control": "1",
            "external_staff": "1",
            "rules_soundness": "3",
        },
        "economy": {"three_public_control": "3", "public_expense_control": "3"},
        "efficiency": {"quarterly_execution": "6", "key_tasks": "8", "project_timeliness": "6"},
        "effectiveness": {"benefits": "20"},
        "fairness": {"petitions": "3", "satisfaction": "6"},
    }
    assert [str(dimension.marks) for dimension in rubric.dimensions] == ["25", "20", "6", "20", "20", "9"]


@pytest.mark.parametrize(
    ("id", "parts"),
    [
        (
            "budget_reasonableness",
            {"fits_duties": "1", "by_priority": "1", "detailed": "1", "classified": "1", "not_by_habit": "1"},
        ),
        (
            "target_clarity",
            {"broken_down": "2", "shows_benefits": "2", "measurable": "1", "quantified": "1", "founded": "1"},
        ),
        ("procurement_execution", {"procurement_rate": "1", "procurement_policy": "1"}),
        (
            "financial_compliance",
            {"spending_regular": "1", "budget_adjustment": "1", "accounts_regular": "1"},
        ),
        ("disclosure", {"budget": "1.5", "final_accounts": "1.5"}),
        ("quarterly_execution", {"q1": "1", "q2": "1", "q3": "1", "q4": "1", "average": "2"}),
        ("benefits", {"economic": "5", "social": "5", "ecological": "5", "lasting": "5"}),
        ("petitions", {"channel": "1", "answered": "1", "on_time": "1"}),
    ],
)
def test_the_parts_of_shenzhen_2020(id: str, parts: dict[str, str], registry: Registry) -> None:
    indicators = [
        each for dimension in _load(registry, "shenzhen-2020").dimensions for each in dimension.indicators
    ]
    (indicator,) = [each for each in indicators if each.id == id]
    assert {part.id: str(part.marks) for part in indicator.parts} == parts


def test_what_holds_for_all_of_shenzhen_2020(registry: Registry) -> None:
    rubric = _load(registry, "shenzhen-2020")
    assert rubric.standing is Standing.RECONSTRUCTED
    assert (rubric.statements, rubric.not_applicable) == (Statements.ACCEPTED, NotApplicable.RESCALE)
    assert (rubric.applies_to.region, rubric.applies_to.first_year, rubric.applies_to.last_year) == (
        "深圳市",
        2019,
        2021,
    )
    assert [(grade.title.zh, str(grade.lower)) for grade in rubric.grades] == [
        ("优", "90"),
        ("良", "80"),
        ("中", "60"),
        ("差", "0"),
    ]
    assert "还原" in rubric.source
    kept = [
        each.id
        for dimension in rubric.dimensions
        for each in dimension.indicators
        if each.no_rate is NoRate.FULL
    ]
    assert kept == ["three_public_control"]


def test_what_shenzhen_2020_leaves_to_an_evaluator(registry: Registry) -> None:
    rubric = _load(registry, "shenzhen-2020")
    rows = [row for dimension in rubric.dimensions for each in dimension.indicators for row in _tree(each)]
    judged = [row for row in rows if row.rule is not None and row.rule.judged]
    assert sum((row.marks for row in judged), Decimal(0)) == Decimal("35.5")


def test_four_e_gives_each_dimension_a_quarter(registry: Registry) -> None:
    rubric = _load(registry, "four-e")
    assert rubric.standing is Standing.EXAMPLE
    assert {dimension.id: str(dimension.marks) for dimension in rubric.dimensions} == {
        "economy": "25",
        "efficiency": "25",
        "effectiveness": "25",
        "fairness": "25",
    }
    assert rubric.applies_to.region == ""
    measured = {
        id
        for dimension in rubric.dimensions
        for each in dimension.indicators
        for row in _tree(each)
        for id in (row.rule.needs() if row.rule else ())
    }
    other = _load(registry, "shenzhen-2020")
    assert measured <= {
        id
        for dimension in other.dimensions
        for each in dimension.indicators
        for row in _tree(each)
        for id in (row.rule.needs() if row.rule else ())
    }


def test_sichuan_2017_leaves_every_row_to_an_evaluator(registry: Registry) -> None:
    rubric = _load(registry, "sichuan-2017")
    assert (rubric.standing, rubric.grades) == (Standing.PUBLISHED, ())
    assert _marks(rubric) == {
        "decision": {
            "target_relevance": "5",
            "target_clarity": "5",
            "target_reasonableness": "5",
            "budget_basis": "5",
            "budget_targets": "5",
        },
        "management": {
            "allocation_in_time": "2",
            "midterm_evaluation": "2",
            "monitoring": "5",
            "non_tax_income": "2",
            "assets": "6",
            "internal_controls": "2",
            "disclosure": "6",
            "evaluation": "5",
        },
        "performance": {
            "achievements": "20",
            "sustainability": "15",
            "partners": "3",
            "managed": "3",
            "public": "4",
        },
    }
    rows = [row for dimension in rubric.dimensions for row in dimension.indicators]
    assert {row.rule.name for row in rows if row.rule} == {"judgement"}
    assert "未见" in rubric.source


def test_yueyang_2018_has_the_rows_that_were_seen(registry: Registry) -> None:
    rubric = _load(registry, "yueyang-2018")
    assert (rubric.standing, rubric.grades, str(rubric.total)) == (Standing.PUBLISHED, (), "36")
    assert _marks(rubric) == {
        "allocation": {"staff_control": "5", "three_public_change": "5", "key_spending": "5"},
        "execution": {
            "budget_adjustment": "3",
            "payment_progress": "3",
            "balance": "3",
            "three_public_control": "6",
        },
        "management": {"rules_soundness": "3", "spending_regular": "3"},
    }
    assert "36" in rubric.source
