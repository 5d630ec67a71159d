"""A scorecard as rows: which values stand in which columns."""

import json
import pickle
from decimal import Decimal
from typing import Any

from attrs import evolve

from evalkit.facts.unit import Unit
from evalkit.rubrics.rubric import Statements
from evalkit.store.columns import COLUMNS, OF_SCORECARDS
from evalkit.store.rows import Rows, criteria_rows, rubric_row, value_of


def _table(rows: Rows, table: str) -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS[table], row, strict=True)) for row in rows.tables[table]]


def _rows(desk: Any) -> Rows:
    sheet = desk.sheet(
        three_public_actual=Decimal(950000), three_public_budget=Decimal(1000000), petition_channel_open=True
    )
    judgements = desk.judgements(
        '[[judgement]]\nindicator = "petitions"\nitem = "content"\nmarks = 0.5\nreason = "缺一项"\n', sheet
    )
    rows: Rows = desk.rows(sheet, judgements, Statements.ACCEPTED)
    return rows


def test_the_total_stands_in_its_scorecard(desk: Any) -> None:
    row = dict(zip(COLUMNS["scorecards"], _rows(desk).scorecard, strict=True))
    assert (row["marks"], row["low"], row["low_exact"], row["high_exact"]) == (6.0, 3.5, "3.5", "3.5")
    assert (row["grade"], row["grade_en"], row["statements"], row["overruled"]) == ("差", "", "accepted", 1)
    assert (row["from_figures"], row["from_statements"], row["from_judgements"]) == (2.0, 1.0, 0.5)


def test_parts_name_the_indicator_that_they_stand_in(desk: Any) -> None:
    found = [(row["place"], row["indicator"], row["parent"]) for row in _table(_rows(desk), "indicators")]
    assert found == [
        (1, "cars", None),
        (2, "petitions", None),
        (3, "petitions.channel", "petitions"),
        (4, "petitions.content", "petitions"),
    ]


def test_an_indicator_has_its_value_as_a_number_and_exactly(desk: Any) -> None:
    cars, _, channel, content = _table(_rows(desk), "indicators")
    assert (cars["measure"], cars["value"], cars["value_exact"], cars["unit"]) == (
        "three_public_control",
        0.95,
        "0.95",
        "ratio",
    )
    assert (channel["value"], channel["value_exact"], channel["unit"]) == (1.0, "true", "yes_no")
    assert (content["value"], content["value_exact"], content["outcome"]) == (None, None, "judged")


def test_a_deduction_says_why_by_which_clause_and_where_it_stands(desk: Any) -> None:
    cars, content = _table(_rows(desk), "deductions")
    assert (cars["indicator"], cars["part"], cars["marks"]) == ("cars", None, 2.0)
    assert cars["reason"].startswith("“三公”经费控制率为 95.00%")
    assert cars["clause"] == "低于 90% 得 4 分，不超过 100% 得 2 分。"
    assert {place["line"] for place in json.loads(cars["evidence"])} == {1, 2}
    assert (content["indicator"], content["part"], content["marks"]) == ("petitions", "content", 0.5)


def test_a_place_says_nothing_of_what_it_does_not_know(desk: Any) -> None:
    (place, *_) = json.loads(_table(_rows(desk), "facts")[0]["evidence"])
    assert set(place) == {"document", "quote", "start", "end", "line"}


def test_judgements_are_kept_as_they_were_given(desk: Any) -> None:
    assert _table(_rows(desk), "judgements") == [
        {
            "address": "petitions.content",
            "marks": 0.5,
            "marks_exact": "0.5",
            "count": None,
            "reason": "缺一项",
            "judged_by": "评价员甲",
            "judged_at": "2031-03-01T00:00:00",
        }
    ]


def test_rows_go_to_another_process_and_back(desk: Any) -> None:
    rows = _rows(desk)
    assert pickle.loads(pickle.dumps(rows)) == rows  # noqa: S301  our own bytes
    assert tuple(rows.tables) == OF_SCORECARDS


def test_names_that_are_not_utf_8_and_numbers_beyond_bounds_can_be_held(desk: Any) -> None:
    sheet = evolve(desk.sheet(petition_channel_open=True), department="某\udcff局", year=10**30)
    row = dict(zip(COLUMNS["reports"], desk.rows(sheet).report, strict=True))
    assert (row["department"], row["year"]) == ("某\\udcff局", 2**63 - 1)


def test_a_rubric_is_kept_with_its_criteria(desk: Any) -> None:
    row = dict(zip(COLUMNS["rubrics"], rubric_row(desk.rubric, desk.toml), strict=True))
    assert (row["id"], row["version"], row["total"], row["toml"]) == ("small", "1.0.0", 6.0, desk.toml)
    rows = [dict(zip(COLUMNS["criteria"], row, strict=True)) for row in criteria_rows(desk.rubric)]
    assert [(row["indicator"], row["parent"], row["group_title"], row["marks"]) for row in rows] == [
        ("cars", None, "公用经费", 4.0),
        ("petitions", None, "", 2.0),
        ("petitions.channel", "petitions", "", 1.0),
        ("petitions.content", "petitions", "", 1.0),
    ]


def test_values_come_back_as_what_they_were() -> None:
    assert value_of("true", Unit.YES_NO) is True
    assert value_of("false", Unit.YES_NO) is False
    assert value_of("甲", Unit.TEXT) == "甲"
    assert value_of("0.10", Unit.RATIO) == Decimal("0.1")
