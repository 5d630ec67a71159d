"""What was recorded, as far as marks come from it."""

from decimal import Decimal
from typing import Any

from evalkit.rubrics.rubric import Statements
from evalkit.scoring.ledger import Balance
from evalkit.store.marks import StoredMarks, stored_marks
from evalkit.store.results import Results


def _stored(results: Results, *scorecards: int) -> list[StoredMarks]:
    return list(
        stored_marks(results, scorecards, ["petition_channel_open"], ["petitions", "petitions.channel"])
    )


def test_only_what_is_asked_for_is_there(desk: Any, results: Results) -> None:
    sheet = desk.sheet(three_public_actual=Decimal(3), petition_channel_open=True)
    judgements = desk.judgements(
        '[[judgement]]\nindicator = "petitions"\nitem = "content"\nmarks = 0.5\nreason = "缺一项"\n', sheet
    )
    results.record("a", "1", desk.rows(sheet, judgements, Statements.CONFIRM))
    (found,) = _stored(results, 1)
    assert (found.name, found.department, found.low, found.high) == (
        "a",
        "某局",
        Decimal("0.5"),
        Decimal("5.5"),
    )
    assert found.applicable == 6
    assert list(found.report.sheet.facts) == ["petition_channel_open"]
    assert found.report.judgements.entries == judgements.entries
    assert found.report.statements is Statements.CONFIRM


def test_marks_of_rows_are_exact(desk: Any, results: Results) -> None:
    results.record("a", "1", desk.rows(desk.sheet(petition_channel_open=True)))
    (found,) = _stored(results, 1)
    assert found.balance("petitions") == Balance(Decimal(2), Decimal(1), Decimal(2))
    assert found.balance("petitions.channel") == Balance(Decimal(1), Decimal(1), Decimal(1))
    assert found.balance("cars") is None


def test_reports_come_in_the_order_of_their_numbers_and_no_others(desk: Any, results: Results) -> None:
    for name in ("c", "a", "b"):
        results.record(name, "1", desk.rows(desk.sheet()))
    assert [each.name for each in _stored(results, 3, 1)] == ["c", "b"]
    assert _stored(results) == []


def test_what_nothing_stood_above_has_no_statements(desk: Any, results: Results) -> None:
    results.record("a", "1", desk.rows(desk.sheet()))
    (found,) = _stored(results, 1)
    assert (found.report.statements, found.report.judgements.entries) == (None, {})
