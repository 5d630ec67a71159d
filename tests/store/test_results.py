"""What is recorded, what it takes the place of, and what is known of it afterwards."""

import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from evalkit.journey import load
from evalkit.rubrics.extending import RubricFile
from evalkit.store.columns import OF_SCORECARDS
from evalkit.store.results import Results

Ask = Callable[[str], list[tuple[Any, ...]]]
_ALL = "SELECT * FROM {}"
_TABLES = ("reports", "scorecards", *OF_SCORECARDS)


def _spent(desk: Any, actual: int) -> Any:
    sheet = desk.sheet(
        three_public_actual=Decimal(actual), three_public_budget=Decimal(100), petition_channel_open=False
    )
    return desk.rows(sheet)


def _dump(content: Ask) -> list[list[tuple[Any, ...]]]:
    return [content(_ALL.format(table)) for table in _TABLES]


def test_the_keys_are_those_of_what_is_recorded_and_not_of_what_failed(desk: Any, results: Results) -> None:
    results.record("a.docx", "key of a", _spent(desk, 80))
    results.record("b.docx", "key of b", _spent(desk, 95))
    results.fail("c.docx", "key of c", "c.docx: 读不出来")
    assert results.keys() == {"a.docx": "key of a", "b.docx": "key of b"}
    assert results.keys("small") == results.keys()
    assert results.keys("another") == {}
    assert results.failures() == {"c.docx": "c.docx: 读不出来"}


def test_reports_are_called_by_department_and_year_else_by_their_file(desk: Any, results: Results) -> None:
    sheet = desk.sheet(three_public_actual=Decimal(80), three_public_budget=Decimal(100))
    named = {"a.docx": ("水务局", 2031), "b.docx": ("水务局", None), "c.docx": (None, 2031)}
    for place, (name, (department, year)) in enumerate(named.items()):
        one = evolve(sheet, department=department, year=year, sha256=f"{place}" * 64)
        results.record(name, "key", desk.rows(one))
    assert results.names() == {"0" * 64: "水务局 2031", "1" * 64: "水务局", "2" * 64: "c.docx"}


def test_recording_again_takes_the_place_of_what_was_there(desk: Any, results: Results, content: Ask) -> None:
    results.record("a.docx", "1", _spent(desk, 80))
    results.record("a.docx", "2", _spent(desk, 120))
    assert results.keys() == {"a.docx": "2"}
    assert content("SELECT report, awarded, open FROM v_scores") == [("a.docx", 0.0, 1.0)]
    assert content("SELECT indicator, part, marks FROM v_lost_marks") == [
        ("cars", None, 4.0),
        ("petitions", "channel", 1.0),
    ]


def test_recording_the_same_twice_changes_nothing(desk: Any, results: Results, content: Ask) -> None:
    rows = _spent(desk, 95)
    results.record("a.docx", "1", rows)
    before = _dump(content)
    results.record("a.docx", "1", rows)
    assert _dump(content) == before


def test_a_rubric_of_another_id_keeps_its_own_scorecard(desk: Any, results: Results, content: Ask) -> None:
    other = load(
        RubricFile("other.toml", desk.toml.replace('id = "small"', 'id = "other"').encode()), desk.registry
    )
    results.add_rubric(other, desk.toml)
    results.record("a.docx", "1", _spent(desk, 95))
    results.record("a.docx", "2", _spent(evolve(desk, rubric=other), 95))
    assert (results.keys("small"), results.keys("other")) == ({"a.docx": "1"}, {"a.docx": "2"})
    assert content("SELECT count(*) FROM reports") == [(1,)]


def test_a_failure_takes_the_place_of_a_result_and_the_other_way_round(
    desk: Any, results: Results, content: Ask
) -> None:
    results.record("a.docx", "1", _spent(desk, 95))
    results.fail("a.docx", "2", "a.docx: 空文件")
    assert (results.keys(), results.failures()) == ({}, {"a.docx": "a.docx: 空文件"})
    assert _dump(content) == [[] for _ in _TABLES]
    results.record("a.docx", "3", _spent(desk, 95))
    assert (results.keys(), results.failures()) == ({"a.docx": "3"}, {})


def test_what_is_forgotten_is_gone(desk: Any, results: Results, content: Ask) -> None:
    results.record("a.docx", "1", _spent(desk, 95))
    results.fail("b.docx", "1", "b.docx: 空文件")
    results.forget("a.docx")
    results.forget("b.docx")
    assert (results.keys(), results.failures()) == ({}, {})
    assert _dump(content) == [[] for _ in _TABLES]


def test_many_records_together_are_all_or_nothing(desk: Any, results: Results) -> None:
    results.record("a.docx", "1", _spent(desk, 95))
    with pytest.raises(ZeroDivisionError):
        _break_off(desk, results)
    assert results.keys() == {"a.docx": "1"}
    with results.together():
        results.record("b.docx", "1", _spent(desk, 80))
        results.record("c.docx", "1", _spent(desk, 80))
    assert sorted(results.keys()) == ["a.docx", "b.docx", "c.docx"]


def _break_off(desk: Any, results: Results) -> None:
    with results.together():
        results.record("b.docx", "1", _spent(desk, 80))
        results.fail("a.docx", "2", "a.docx: 空文件")
        raise ZeroDivisionError


def test_a_record_by_an_unknown_rubric_is_a_mistake_of_the_program(desk: Any, path: Path) -> None:
    with Results.open(path) as results:
        with pytest.raises(sqlite3.IntegrityError):
            results.record("a.docx", "1", _spent(desk, 95))
        assert results.keys() == {}


@pytest.mark.parametrize(("own", "over"), [("7.2", 4.2), ("7.21", None), ("1", -2.0), (None, None)])
def test_a_self_score_out_of_more_marks_than_the_rubrics_is_compared_with_nothing(
    desk: Any, results: Results, content: Ask, own: str | None, over: float | None
) -> None:
    facts = {} if own is None else {"self_score": Decimal(own)}
    sheet = desk.sheet(
        three_public_actual=Decimal(95),
        three_public_budget=Decimal(100),
        petition_channel_open=True,
        **facts,
    )
    results.record("a.docx", "1", desk.rows(sheet))
    ((marks, awarded, stated, difference),) = content(
        "SELECT marks, awarded, self_score, self_score_over_ours FROM v_scores"
    )
    assert (marks, awarded, stated) == (6.0, 3.0, None if own is None else float(own))
    assert difference == (None if over is None else pytest.approx(over))


def test_another_program_reads_what_is_recorded_while_more_is_written(
    desk: Any, results: Results, content: Ask
) -> None:
    results.record("a.docx", "1", _spent(desk, 95))
    with results.together():
        results.record("b.docx", "1", _spent(desk, 80))
        assert content("SELECT report, rank FROM v_scores") == [("a.docx", 1)]
    assert content("SELECT report, rank, awarded FROM v_scores") == [("b.docx", 1, 4.0), ("a.docx", 2, 2.0)]


def test_a_name_that_is_not_utf_8_is_recorded(desk: Any, results: Results) -> None:
    results.record("某\udcff局.docx", "1", _spent(desk, 95))
    assert results.keys() == {"某\\udcff局.docx": "1"}


def test_an_amount_that_is_infinite_and_a_text_with_a_formula_are_held_as_they_are(
    desk: Any, results: Results, content: Ask
) -> None:
    sheet = desk.sheet(three_public_actual=Decimal(5), three_public_budget=Decimal(0))
    results.record("=a.docx", "1", desk.rows(sheet))
    assert content("SELECT value_exact FROM indicators WHERE indicator = 'cars'") == [("Infinity",)]
    assert content("SELECT name FROM reports") == [("=a.docx",)]
