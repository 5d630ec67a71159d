"""Rows of a rubric, and what each takes over from the row above it."""

from decimal import Decimal
from typing import Any

from evalkit.rubrics.rubric import NoRate, Statements
from evalkit.scoring.rows import all_rows


def test_a_part_takes_over_what_it_does_not_say_itself(kit: Any) -> None:
    parts = (
        kit.row("a", 1, kit.ask(), clause=""),
        kit.row("b", 1, kit.ask(), clause="自己的", statements=Statements.ACCEPTED, passages=("乙",)),
    )
    row = kit.row(
        "money", 2, parts=parts, statements=Statements.CONFIRM, no_rate=NoRate.FULL, passages=("甲",)
    )
    whole, first, second = all_rows(kit.rubric(row))
    assert [each.address for each in (whole, first, second)] == ["money", "money.a", "money.b"]
    assert [each.part for each in (whole, first, second)] == [None, "a", "b"]
    assert (first.clause, first.statements, first.passages) == ("条款 money", Statements.CONFIRM, ("甲",))
    assert (second.clause, second.statements, second.passages) == ("自己的", Statements.ACCEPTED, ("乙",))
    assert [each.no_rate for each in (first, second)] == [NoRate.FULL, NoRate.FULL]
    assert second.judgement == "judgement:money.b"


def test_the_rubrics_policy_is_the_last_to_be_asked(kit: Any) -> None:
    (row,) = all_rows(kit.rubric(kit.row("a", 1, kit.ask()), statements=Statements.CONFIRM))
    assert row.statements is Statements.CONFIRM


def test_modifiers_are_named_in_their_order(kit: Any) -> None:
    modifiers = tuple(kit.violations(lose=Decimal(number)) for number in (1, 2, 3))
    (row,) = all_rows(kit.rubric(kit.row("a", 1, kit.ask(), modifiers=modifiers)))
    assert [address for address, _ in row.modifiers()] == ["a.then", "a.then2", "a.then3"]
    assert [rule.name for rule in row.rules()] == ["ask", "violations", "violations", "violations"]
