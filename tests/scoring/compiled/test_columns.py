"""A rubric run on a table of reports gives the marks of each report by itself."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.fact import FactSheet
from evalkit.facts.unit import Unit
from evalkit.journey import scorer_for
from evalkit.registry import Registry
from evalkit.rubrics.rubric import Rubric
from evalkit.scoring.compiled import spans
from evalkit.scoring.compiled import table as tables
from evalkit.scoring.compiled.scorer import Scorer
from evalkit.scoring.compiled.table import Table
from evalkit.testing import fact_sheets
from evalkit.testing.strategies import sheet_of

CLOSE = 1e-9
LONG = """
[rubric]
id = "long"
title = "长数"
version = "1"
source = "测试"
standing = "example"
total = 2
[[dimension]]
id = "only"
title = "唯一"
marks = 2
[[dimension.indicator]]
id = "row"
title = "答复率"
marks = 2
clause = "不低于 90%。"
rule = "all_or_nothing"
measure = "petition_answer_rate"
from = "90%"
"""


def assert_agree(scorer: Scorer, sheets: Sequence[FactSheet]) -> None:
    """Assert that columns give what each of `sheets` gets by itself, indicator by indicator."""
    found = scorer.columns(Table.of(sheets), detail=True)
    for row, sheet in enumerate(sheets):
        alone = scorer.marks_of(sheet)
        assert abs(found.low[row] - float(alone.low)) < CLOSE
        assert abs(found.high[row] - float(alone.high)) < CLOSE
        for id, (marks, low, high) in alone.by_indicator.items():
            kept = found.indicators[id]
            together = (kept.marks[row], kept.low[row], kept.high[row])
            assert together == pytest.approx((float(marks), float(low), float(high)), abs=CLOSE, rel=0), id


@given(data=st.data())
def test_columns_give_each_report_its_own_marks(
    data: st.DataObject, rubric: Rubric, scorers: Sequence[Scorer], registry: Registry
) -> None:
    sheets = data.draw(st.lists(fact_sheets(rubric, registry), min_size=1, max_size=4))
    assert_agree(data.draw(st.sampled_from(scorers)), sheets)


def test_a_table_longer_than_a_chunk_gives_the_same(
    load: Callable[[str], Rubric], registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    scorer = scorer_for(load("four-e"), registry)
    values = {"three_public_actual": np.arange(80.0, 107.0), "three_public_budget": np.full(27, 100.0)}
    whole = scorer.columns(Table.of_columns(values))
    monkeypatch.setattr(tables, "CHUNK", 10)
    parts = scorer.columns(Table.of_columns(values))
    assert whole.low.tolist() == parts.low.tolist()
    assert whole.low.tolist() != sorted(whole.low)[:1] * 27


def test_what_holds_for_the_numbers_of_one_chunk_is_not_taken_to_hold_for_the_next(
    load: Callable[[str], Rubric], registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "CHUNK", 10)
    budgets = [Decimal(100)] * 10 + [Decimal(each) / 1000 for each in range(1, 500)]
    columns = {
        "three_public_budget": np.array([float(each) for each in budgets]),
        "three_public_actual": np.array([float(each * Decimal("0.9")) for each in budgets]),
    }
    found = scorer_for(load("shenzhen-2020"), registry).columns(Table.of_columns(columns), detail=True)
    assert len(set(found.indicators["three_public_control"].low.tolist())) == 1


@pytest.mark.parametrize("threads", [2, 3, 7])
def test_any_number_of_threads_gives_the_same(
    load: Callable[[str], Rubric], registry: Registry, monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    monkeypatch.setattr(tables, "CHUNK", 5)
    monkeypatch.setattr(spans, "LEAST", 10)
    budget = np.full(100, 100.0)
    budget[[33, 98]] = np.nan
    columns = {"three_public_actual": np.arange(40.0, 140.0), "three_public_budget": budget}
    scorer, table = scorer_for(load("four-e"), registry), Table.of_columns(columns)
    alone, together = (scorer.columns(table, detail=True, threads=each) for each in (1, threads))
    assert len(spans.spans_of(100, threads)) == threads
    assert together.low.tolist() == alone.low.tolist()
    assert together.high.tolist() == alone.high.tolist()
    assert together.exactly == alone.exactly
    for id, kept in alone.indicators.items():
        assert together.indicators[id].low.tolist() == kept.low.tolist()
        assert together.indicators[id].high.tolist() == kept.high.tolist()
        assert together.indicators[id].marks.tolist() == kept.marks.tolist()


def test_a_value_on_an_edge_is_scored_exactly_and_others_are_not(
    load: Callable[[str], Rubric], registry: Registry
) -> None:
    scorer = scorer_for(load("four-e"), registry)
    actual = np.array([90.0, 89.99, 90.01, 100.0, 0.3])
    budget = np.array([100.0, 100.0, 100.0, 100.0, 0.1 * 3])
    found = scorer.columns(
        Table.of_columns({"three_public_actual": actual, "three_public_budget": budget}), detail=True
    )
    exact = [
        scorer.marks({"three_public_actual": Decimal(repr(a)), "three_public_budget": Decimal(repr(b))})
        for a, b in zip(actual.tolist(), budget.tolist(), strict=True)
    ]
    own = [each.by_indicator["three_public_control"][1] for each in exact]
    assert found.indicators["three_public_control"].low.tolist() == [float(each) for each in own]
    assert found.exactly == 3  # 90 %, 100 % and what floats take for 100 %


def test_a_float_stands_for_the_shortest_decimal_that_gives_it() -> None:
    table = Table.of_columns({"rate": np.array([0.9, np.nan]), "open": np.array([1.0, 0.0])})
    units = {"rate": Unit.RATIO, "open": Unit.YES_NO}
    assert table.record(0, ["rate", "open", "absent"], units) == {"rate": Decimal("0.9"), "open": True}
    assert table.record(1, ["rate", "open"], units) == {"open": False}


def test_a_number_too_long_for_a_float_is_not_trusted_beside_an_edge(
    load: Callable[[str], Rubric], registry: Registry
) -> None:
    scorer = scorer_for(load(LONG), registry)
    long = sheet_of(
        {"petition_answer_rate": Decimal("0.89999999999999999999")}, registry.terms.catalogue.definitions
    )
    edge = sheet_of({"petition_answer_rate": Decimal("0.9")}, registry.terms.catalogue.definitions)
    assert scorer.columns(Table.of([long, edge])).low.tolist() == [0.0, 2.0]


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match=r"different lengths: \[1, 2\]"):
        Table.of_columns({"one": np.zeros(1), "other": np.zeros(2)})


def test_no_reports_come_to_no_marks(load: Callable[[str], Rubric], registry: Registry) -> None:
    found = scorer_for(load("four-e"), registry).columns(Table.of([]), detail=True)
    assert (len(found.low), found.exactly) == (0, 0)
