"""What was recorded scores again alike."""

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Evidence
from evalkit.errors import UsageError
from evalkit.facts.fact import Basis, Fact, FactSheet
from evalkit.facts.self_sheet import SelfScore, SelfSheet
from evalkit.journey import load, score_sheet
from evalkit.messages import Lang
from evalkit.offers import effective_file, find_rubric_file
from evalkit.registry import load_plugins
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.rubric import Statements
from evalkit.rubrics.writing import rubric_toml
from evalkit.scoring.scorecard import Scorecard
from evalkit.store.results import Results
from evalkit.store.rows import rows_of
from evalkit.store.sheets import StoredRubric, facts_of, stored, stored_rubrics
from evalkit.testing.strategies import fact_sheets

REGISTRY = load_plugins()
RUBRICS = {
    name: load(find_rubric_file(name, REGISTRY), REGISTRY)
    for name in ("shenzhen-2020", "yueyang-2018", "project-self-evaluation-capped")
}


def _marks(card: Scorecard) -> list[Any]:
    rows = [row for dimension in card.dimensions for row in dimension.indicators]
    return [
        (card.low, card.high, card.grade, card.basis, card.report.sha256, card.missing),
        *((row.id, row.low, row.high, row.outcome, row.basis, row.value) for row in rows),
        *((each.id, each.low, each.high) for each in card.adjustments),
        *((each.part, each.marks, each.admitted) for row in rows for each in row.deductions),
    ]


@given(st.data())
@pytest.mark.parametrize("name", RUBRICS)
def test_what_is_recorded_and_rebuilt_scores_the_same(name: str, data: Any) -> None:
    rubric = RUBRICS[name]
    sheet = data.draw(fact_sheets(rubric, REGISTRY))
    basis = data.draw(st.sampled_from(Basis))
    facts = {
        id: each if each.basis is Basis.STATEMENT else _resting(each, basis)
        for id, each in sheet.facts.items()
    }
    evidence = tuple(place for fact in facts.values() for place in fact.evidence)[:2]
    sheet = FactSheet(sheet.department, sheet.year, facts, admissions=evidence, sha256=sheet.sha256)
    statements = data.draw(st.none() | st.sampled_from(Statements))
    card = score_sheet(sheet, rubric, REGISTRY, statements=statements)
    with Results.open(":memory:") as results:
        results.add_rubric(rubric, "")
        results.record("a", "1", rows_of(card, sheet, None, statements))
        (found,) = stored(results, rubric.sha256)
    again = score_sheet(
        found.sheet, rubric, REGISTRY, judgements=found.judgements, statements=found.statements
    )
    assert _marks(again) == _marks(card)
    assert (found.low, found.high) == (card.low, card.high)


def _resting(fact: Fact, basis: Basis) -> Fact:
    return evolve(fact, basis=basis)


def test_judgements_and_what_stood_above_the_rubric_are_rebuilt(desk: Any, results: Results) -> None:
    sheet = desk.sheet(petition_channel_open=True)
    judgements = desk.judgements(
        '[[judgement]]\nindicator = "petitions"\nitem = "content"\nmarks = 0.5\nreason = "缺一项"\n', sheet
    )
    results.record("a", "1", desk.rows(sheet, judgements, Statements.CONFIRM))
    (found,) = stored(results, desk.rubric.sha256)
    assert found.judgements == judgements
    assert found.statements is Statements.CONFIRM
    assert (
        desk.score(sheet, judgements=judgements, statements=Statements.CONFIRM).low
        == found.low
        == Decimal("0.5")
    )


def test_reports_come_as_they_were_recorded_each_with_its_own_facts(desk: Any, results: Results) -> None:
    results.record("b", "1", desk.rows(desk.sheet(petition_channel_open=True)))
    results.record("c", "1", desk.rows(desk.sheet()))
    results.record(
        "a", "1", desk.rows(desk.sheet(three_public_actual=Decimal(3), petition_channel_open=False))
    )
    found = list(stored(results, desk.rubric.sha256))
    assert [(each.name, list(each.sheet.facts)) for each in found] == [
        ("b", ["petition_channel_open"]),
        ("c", []),
        ("a", ["three_public_actual", "petition_channel_open"]),
    ]
    assert facts_of(results, found[0].scorecard) == found[0].sheet


def test_a_scorecard_that_is_not_there_is_a_key_error(results: Results) -> None:
    with pytest.raises(KeyError):
        facts_of(results, 7)


@pytest.mark.parametrize(
    "spoilt",
    [
        "UPDATE facts SET evidence = '[1]'",
        "UPDATE facts SET basis = 'hearsay'",
        "UPDATE facts SET value_exact = 'much' WHERE unit = 'money'",
        "UPDATE reports SET documents = '[1]'",
        "UPDATE scorecards SET low_exact = ''",
    ],
)
def test_values_that_evalkit_never_writes_are_one_line(desk: Any, results: Results, spoilt: str) -> None:
    results.record("a", "1", desk.rows(desk.sheet(three_public_actual=Decimal(3))))
    results.connection.execute(spoilt)
    with pytest.raises(UsageError) as refused:
        list(stored(results, desk.rubric.sha256))
    assert refused.value.text(Lang.EN) == f"{results.path}: the results database is damaged"


def test_the_rubrics_are_those_that_something_is_scored_by(desk: Any, results: Results) -> None:
    assert stored_rubrics(results) == ()
    results.record("a", "1", desk.rows(desk.sheet()))
    assert stored_rubrics(results) == (StoredRubric(desk.rubric.sha256, "small", "1.0.0", desk.toml, 1),)


def test_the_text_of_a_shipped_rubric_loads_as_the_same_rubric() -> None:
    file = find_rubric_file("shenzhen-2020", REGISTRY)
    toml = rubric_toml(effective_file(file, REGISTRY).file.data)
    rubric = RUBRICS["shenzhen-2020"]
    again = load(RubricFile("shenzhen-2020", toml.encode()), REGISTRY)
    assert evolve(again, sha256=rubric.sha256) == rubric


def test_plans_are_kept_in_their_order_with_where_they_stand(desk: Any, results: Results) -> None:
    plans = (
        Evidence("report.txt", "今后将压减经费。", 40, 48, 5),
        Evidence("report.txt", "加强培训。", 3, 8, 2),
    )
    sheet = evolve(desk.sheet(petition_channel_open=True), plans=plans)
    results.record("a", "1", desk.rows(sheet))
    (found,) = stored(results, desk.rubric.sha256)
    assert found.sheet.plans == plans


def test_self_scores_are_kept_with_whose_they_are_and_come_back_as_they_were(
    desk: Any, results: Results
) -> None:
    title = desk.rubric.dimensions[0].indicators[0].title.zh
    place = Evidence("report.txt", "自评 4.50", 3, 10, 2)
    rows = (
        SelfScore(("甲", "乙"), title, Decimal("5.0"), Decimal("4.50"), "未公开", (place,)),
        SelfScore((), "别的事项", None, Decimal(3), "", ()),
        SelfScore((), title, Decimal("5.0"), Decimal("4.50"), "", ()),
    )
    sheets = (SelfSheet(rows[:2], None), SelfSheet(rows[2:], None))
    sheet = evolve(desk.sheet(petition_channel_open=True), self_sheets=sheets)
    results.record("a", "1", desk.rows(sheet))
    (found,) = stored(results, desk.rubric.sha256)
    assert found.sheet.self_sheets == sheets
    told = results.connection.execute(
        "SELECT found, indicator, quote FROM self_scores ORDER BY place"
    ).fetchall()
    id = desk.rubric.dimensions[0].indicators[0].id
    assert told == [("title", id, "自评 4.50"), ("unknown", None, None), ("repeated", None, None)]
    seen = results.connection.execute("SELECT indicator, own_awarded, own_full FROM v_self_scores").fetchall()
    assert seen == [(id, 4.5, 5.0)]
