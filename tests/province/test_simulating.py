"""Recorded reports by another rubric: the same as scoring them by it."""

from functools import lru_cache
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.facts.fact import FactSheet
from evalkit.journey import load, score_sheet
from evalkit.offers import effective_file, find_rubric_file
from evalkit.province.simulating import Simulation
from evalkit.registry import load_plugins
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.rubrics.setting import read_setting, with_setting
from evalkit.rubrics.writing import rubric_toml
from evalkit.scoring.effect import marked, rows_changed
from evalkit.scoring.judgements import Judgements, load_judgements
from evalkit.scoring.marking import Marker
from evalkit.scoring.scorecard import Scorecard
from evalkit.store.marks import stored_marks
from evalkit.store.results import Results
from evalkit.store.rows import rows_of
from evalkit.testing.strategies import fact_sheets

REGISTRY = load_plugins()
CASES = {
    "a bound": ("shenzhen-2020", "three_public_control.bands.0.below=85%"),
    "an item": ("shenzhen-2020", "petitions.items.answered.any.0.from=60%"),
    "an item between others of a checklist that is judged": (
        "shenzhen-2020",
        "disclosure.items.0.statements=confirm",
    ),
    "what holds for all rows": ("shenzhen-2020", "rubric.statements=confirm"),
    "what does not apply": ("shenzhen-2020", "rubric.not_applicable=excluded"),
    "a grade": ("shenzhen-2020", "grade.0.from=95"),
    "an adjustment": ("project-self-evaluation-capped", "below_80.at_most=70"),
    "a measure of its own": (
        "yueyang-2018",
        "measure.three_public_change.formula=three_public_actual ÷ three_public_actual_previous - 2",
    ),
    "a measure that an adjustment rests on": (
        "project-self-evaluation-capped",
        "project_execution.formula=project_expenditure ÷ (project_budget_adjusted × 2)",
    ),
    "marks of two rows": (
        "shenzhen-2020",
        "three_public_control.marks=4",
        "three_public_control.bands.0.marks=4",
        "public_expense_control.marks=2",
        "public_expense_control.bands.0.marks=2",
    ),
}


@lru_cache
def _both(name: str, *settings: str) -> tuple[Rubric, Rubric]:
    file = effective_file(find_rubric_file(name, REGISTRY), REGISTRY).file
    data = file.data
    for each in settings:
        data = with_setting(data, read_setting(each))
    before, after = (
        load(RubricFile(name, rubric_toml(tables).encode()), REGISTRY) for tables in (file.data, data)
    )
    return before, after


def _marker(rubric: Rubric) -> Marker:
    terms = REGISTRY.terms
    titles, units = rubric.titles_among(terms.titles), rubric.units_among(terms.units)
    return Marker(rubric, REGISTRY.measures, titles, units)


def _judgements(rubric: Rubric, sheet: FactSheet, text: str) -> Judgements:
    head = (
        f'[judgements]\nreport = "{sheet.sha256}"\nrubric = "{rubric.id}"\nby = "评价员甲"\nat = 2031-03-01\n'
    )
    return load_judgements((head + text).encode(), "judgements.toml", rubric, sheet.sha256)


_SIMULATIONS: dict[tuple[str, str], Simulation] = {}


def _simulation(before: Rubric, after: Rubric) -> Simulation:
    """Return the same simulation for all reports: what it remembers of one must be true of the others."""
    key = (before.sha256, after.sha256)
    if key not in _SIMULATIONS:
        _SIMULATIONS[key] = Simulation.of(_marker(before), _marker(after))
    return _SIMULATIONS[key]


def _simulated(
    before: Rubric, after: Rubric, sheet: FactSheet, card: Scorecard, judgements: Any, statements: Any
) -> Any:
    simulation = _simulation(before, after)
    with Results.open(":memory:") as results:
        results.add_rubric(before, "")
        results.record("report.txt", "key", rows_of(card, sheet, judgements, statements))
        (stored,) = stored_marks(results, [1], simulation.facts(), simulation.addresses())
    return simulation.report(stored)


@pytest.mark.parametrize("case", CASES)
@settings(max_examples=25)
@given(data=st.data())
def test_a_report_is_what_scoring_it_by_both_rubrics_makes_of_it(case: str, data: Any) -> None:
    before, after = _both(*CASES[case])
    sheet = data.draw(fact_sheets(before, REGISTRY))
    statements = data.draw(st.none() | st.sampled_from(Statements))
    judged = data.draw(st.booleans()) and before.id == "shenzhen-2020"
    text = '[[judgement]]\nindicator = "disclosure"\nmarks = 1\nreason = "看过"\n' if judged else ""
    judgements = _judgements(before, sheet, text) if judged else None
    old, new = (
        score_sheet(sheet, rubric, REGISTRY, judgements=judgements, statements=statements)
        for rubric in (before, after)
    )
    found = _simulated(before, after, sheet, old, judgements, statements)
    one, other = marked(old), marked(new)
    assert (found.before.total, found.before.grade) == (one.total, one.grade)
    assert (found.after.total, found.after.grade) == (other.total, other.grade)
    assert _won(rows_changed(found.before, found.after)) == _won(rows_changed(one, other))
    assert not found.stale
    assert found.name == "某局 report.txt"


def _won(rows: Any) -> set[Any]:
    return {(row.id, row.before, row.after) for row in rows}


def test_only_what_differs_is_looked_at() -> None:
    simulation = Simulation.of(*map(_marker, _both(*CASES["an item"])))
    assert list(simulation.changed) == ["petitions"]
    assert "petitions_answered" in simulation.facts()
    assert "three_public_actual" not in simulation.facts()


def test_a_row_moves_by_the_clause_of_the_only_part_that_differs() -> None:
    before, after = _both(*CASES["an item"])
    sheet = FactSheet("某局", 2020, {}, sha256="0" * 64)
    found = _simulated(before, after, sheet, score_sheet(sheet, before, REGISTRY), None, None)
    assert found.after.rows["petitions"].title.zh == "群众信访办理情况"
    assert found.after.rows["petitions"].clause == before.dimensions[-1].indicators[-2].clause


def test_what_no_longer_scores_as_it_was_recorded_is_stale() -> None:
    before, after = _both(*CASES["a bound"])
    sheet = FactSheet("某局", 2020, {}, sha256="0" * 64)
    card = evolve(score_sheet(sheet, before, REGISTRY), low=score_sheet(sheet, before, REGISTRY).low + 1)
    assert not _simulated(before, after, sheet, card, None, None).stale
    moved = evolve(
        card,
        dimensions=tuple(
            evolve(each, indicators=tuple(evolve(row, high=row.high - 1) for row in each.indicators))
            for each in card.dimensions
        ),
    )
    assert _simulated(before, after, sheet, moved, None, None).stale
