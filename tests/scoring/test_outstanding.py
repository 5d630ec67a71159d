"""What is missing (补件清单), by the marks at stake."""

from decimal import Decimal
from typing import Any

from evalkit.rules.rule import Title
from evalkit.scoring.scorecard import MissingItem


def test_the_most_marks_come_first_then_the_ids(kit: Any) -> None:
    rows = [
        kit.row("travel", 2, kit.share("travel")),
        kit.row("care", 3, kit.ask(), title="群众工作"),
        kit.row("again", 1, kit.share("travel")),
        kit.row("line", 2, kit.stated("hotline_open")),
    ]
    card = kit.score(rows, kit.fact("travel_actual", 1))
    budget = Title("差旅费预算")
    assert card.missing == (
        MissingItem("judgement:care", Title("群众工作"), Decimal(3), "care"),
        MissingItem("hotline_open", Title("设有热线", "A hotline is open"), Decimal(2), "line"),
        MissingItem("travel_budget", budget, Decimal(2), "travel"),
        MissingItem("travel_budget", budget, Decimal(1), "again"),
    )


def test_one_fact_that_several_parts_lack_is_listed_once_with_all_their_marks(kit: Any) -> None:
    parts = (kit.row("a", 2, kit.share("travel")), kit.row("b", 3, kit.share("travel")))
    card = kit.score([kit.row("money", 5, parts=parts)], kit.fact("travel_actual", 1))
    assert [(item.id, item.marks) for item in card.missing] == [("travel_budget", 5)]


def test_no_more_is_at_stake_than_the_indicator_has_open(kit: Any) -> None:
    parts = (kit.row("a", 2, kit.stated("hotline_open")), kit.row("b", 3, kit.ask()))
    modifier = kit.violations(lose=Decimal(2), count="breaches")
    row = kit.row("order", 5, parts=parts, modifiers=(modifier,))
    card = kit.score([row], kit.fact("hotline_open", False), kit.fact("breaches", 1))
    assert [(item.id, item.marks) for item in card.missing] == [("judgement:order.b", 1)]


def test_a_modifier_is_named_by_its_indicator(kit: Any) -> None:
    row = kit.row(
        "order",
        2,
        kit.stated("hotline_open"),
        modifiers=(kit.violations(lose=Decimal(1)), kit.says(ValueError())),
        title="规范性",
    )
    card = kit.score([row], kit.fact("hotline_open", True))
    assert [(item.id, item.title.zh, item.marks) for item in card.missing] == [
        ("judgement:order.then", "规范性", 2),
        ("judgement:order.then2", "规范性", 2),
    ]
