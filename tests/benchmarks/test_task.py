"""The task of the benchmarks: its rubric, its records and what is right for them agree."""

from decimal import Decimal
from functools import cache
from hashlib import sha256

import numpy as np
from benchmarks.bounds.by_columns import scored as by_columns
from benchmarks.bounds.by_hand import explained, scored, scored_exactly
from benchmarks.ours import TASK, floats_of, row_of, sheet_of, task
from benchmarks.task.oracle import INDICATORS, TOLERANCE, right
from benchmarks.task.records import RATIOS, YES_NO, Decimals, columns, decimals, floats, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.journey import score_sheet, scorer_for
from evalkit.registry import Registry, load_plugins
from evalkit.rubrics.lint import lint
from evalkit.rubrics.rubric import Rubric
from evalkit.scoring.compiled.table import Table


@cache
def known() -> tuple[Registry, Rubric]:
    registry = load_plugins()
    return registry, task(registry)


SHARES = {
    "three_public_actual": ("three_public_budget", (80, 90, 100)),
    "public_expense_actual": ("public_expense_budget_adjusted", (90, 100, 105)),
    "project_budget_initial": ("budget_initial", (20, 60)),
    "budget_adjusted": ("budget_initial", (90, 110, 140)),
    "key_tasks_completed": ("key_tasks_total", (100,)),
    "procurement_actual": ("procurement_budget", (100,)),
    "staff_on_duty": ("staff_quota", (100,)),
    "petitions_answered": ("petitions_received", (60, 100)),
}


@st.composite
def records(draw: st.DrawFn) -> Decimals:
    """Draw records whose quotients lie on the bounds of their rules, just beside them, or anywhere."""
    found: Decimals = {name: draw(st.booleans()) for name in YES_NO}
    found |= {name: Decimal(draw(st.integers(0, 12_000))).scaleb(-4) for name in RATIOS}
    found["financial_violations"] = Decimal(draw(st.integers(0, 6)))
    for part, (base, edges) in SHARES.items():
        if base not in found:
            found[base] = Decimal(100 * draw(st.integers(1, 10**6)))
        on_edge = Decimal(found[base]) * draw(st.sampled_from(edges)) / 100
        beside = draw(st.integers(-1, 1) | st.integers(-int(on_edge), int(on_edge)))
        found[part] = max(on_edge + beside, Decimal(0))
    spent = Decimal(draw(st.sampled_from((70, 80, 90, 95)))) * found["budget_adjusted"]
    found["expenditure_actual"] = (spent / 100).to_integral_value()
    found["budget_adjusted"] = max(found["budget_adjusted"], Decimal(1))
    found["staff_on_duty"] = max(found["staff_on_duty"], Decimal(1))
    found["staff_external"] = Decimal(draw(st.integers(0, int(found["staff_on_duty"]))))
    return found


def test_the_rubric_of_the_task_lints_clean() -> None:
    registry, rubric = known()
    wordings = registry.terms.catalogue.wordings
    assert lint(rubric, TASK.read_bytes(), TASK.name, registry.measures, wordings) == ()


def test_the_oracle_knows_the_indicators_of_the_rubric() -> None:
    _, rubric = known()
    assert [each.id for dimension in rubric.dimensions for each in dimension.indicators] == [*INDICATORS]


def far_off(given: list[Decimal], expected: list[Decimal]) -> list[int]:
    return [
        place
        for place, (mine, its) in enumerate(zip(given, expected, strict=True))
        if abs(mine - its) > Decimal(TOLERANCE)
    ]


@settings(max_examples=40)
@given(records())
def test_evalkit_agrees_with_the_oracle(record: Decimals) -> None:
    registry, rubric = known()
    card = score_sheet(sheet_of(record, registry), rubric, registry)
    assert card.low == card.high
    assert not far_off(row_of(card), right(record))


@given(records())
def test_decimal_by_hand_agrees_with_the_oracle(record: Decimals) -> None:
    assert not far_off(scored_exactly(record), right(record))


def test_what_is_written_by_hand_agrees_with_the_oracle_on_the_records() -> None:
    expected = np.array([[float(each) for each in right(record)] for record in decimals(3_000)])
    by_records = np.array([scored(record) for record in floats(3_000)])
    assert np.abs(by_records - expected).max() <= TOLERANCE
    assert np.abs(np.array(by_columns(columns(3_000))).T - expected).max() <= TOLERANCE


def test_reasons_by_hand_say_each_loss() -> None:
    (record,) = floats(1)
    marks, said = explained(record)
    assert marks == scored(record)
    assert len(said) == sum(
        got < full for got, full in zip(marks, (8, 7, 4, 6, 8, 8, 5, 4, 6, 5, 4, 4, 6, 13, 12), strict=False)
    )
    assert said[0] == (
        "daily public expenses over their budget: 0.9224, 5 of 7 marks, 2 lost; full marks: at most 90 %"
    )


def test_the_records_are_the_same_everywhere() -> None:
    digest = sha256(repr(decimals(200)).encode()).hexdigest()
    assert digest == "b5322decc5260fd58a5b5ec0070f23cf4e19fdbf335f5567da98fa18343fbfc7"


def test_fewer_records_are_the_first_of_more() -> None:
    few, many = whole(50), whole(500)
    assert all(np.array_equal(values, many[name][:50]) for name, values in few.items())


def test_another_seed_gives_other_records() -> None:
    assert decimals(5, seed=1) != decimals(5)


def test_values_on_the_edges_are_among_the_records() -> None:
    made = whole(5_000)
    for part, (base, edges) in SHARES.items():
        for edge in edges:
            assert np.any(made[part] * 100 == made[base] * edge), (part, edge)
    together = made["staff_on_duty"] + made["staff_external"]
    for edge in (5, 10, 15):
        assert np.any(made["staff_external"] * 100 == together * edge), edge


@settings(max_examples=40)
@given(st.lists(records(), min_size=1, max_size=20))
def test_evalkit_agrees_with_the_oracle_on_marks_alone_and_on_columns(drawn: list[Decimals]) -> None:
    registry, rubric = known()
    scorer = scorer_for(rubric, registry)
    names = list(drawn[0])
    table = Table.of_columns({name: floats_of([record[name] for record in drawn]) for name in names})
    columns = scorer.columns(table, detail=True)
    for at, record in enumerate(drawn):
        expected = right(record)
        marks = scorer.marks(record)
        assert not far_off([*(marks.by_indicator[name][1] for name in INDICATORS), marks.low], expected)
        given = [columns.indicators[name].low[at] for name in INDICATORS]
        assert not far_off([*map(Decimal, given), Decimal(columns.low[at])], expected)
