"""What an evaluator can judge in a rubric."""

from decimal import Decimal
from typing import Any

from evalkit.rubrics.rubric import Adjustment, AdjustmentKind
from evalkit.rules.rule import Title
from evalkit.scoring.targets import Target, judgeable, targets


def test_what_can_be_judged(kit: Any) -> None:
    row = kit.row(
        "money",
        3,
        parts=(kit.row("a", 1, kit.ask()), kit.row("b", 2, kit.violations(lose=Decimal("0.5")))),
        modifiers=(kit.violations(lose=Decimal(1)), kit.share("travel")),
    )
    found = targets(kit.rubric(row))
    title = row.title
    assert found["money"] == Target("money", title, Decimal(3))
    assert found["money.b"] == Target("money.b", row.parts[1].title, Decimal(2), Decimal("0.5"))
    assert found["money.then"] == Target("money.then", title, each=Decimal(1))
    assert sorted(found) == ["money", "money.a", "money.b", "money.then"]


def test_adjustments_that_something_decides_can_be_judged(kit: Any) -> None:
    made = [
        Adjustment(kind, kind.value, Title("某事"), "", each=Decimal(1), at_most=Decimal(3))
        for kind in AdjustmentKind
    ]
    rubric = kit.rubric(kit.row("a", 1, kit.ask()), adjustments=tuple(made))
    assert [each.id for each in judgeable(rubric)] == ["bonus", "penalty", "cap", "veto"]
    found = targets(rubric)
    assert found["penalty"] == Target("penalty", Title("某事"), Decimal(3), Decimal(1))
    assert found["veto"] == Target("veto", Title("某事"), once=True)
    assert [found[id].counts for id in ("bonus", "cap", "a")] == [True, True, False]
