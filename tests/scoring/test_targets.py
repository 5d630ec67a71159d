"""What an evaluator can judge in a rubric."""

from decimal import Decimal
from typing import Any

from evalkit.messages import Lang
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
    assert found["penalty"].choices().text(Lang.ZH) == "0 到 3"
    assert [found[id].counts for id in ("bonus", "cap", "a")] == [True, True, False]


def test_a_range_allows_nothing_or_what_lies_in_it() -> None:
    target = Target("it", Title("某事"), Decimal(2), least=Decimal("0.5"))
    given = [Decimal(each) for each in ("0", "0.49", "0.5", "1.3", "2", "2.01", "-1")]
    assert [target.allows(each) for each in given] == [True, False, True, True, True, False, False]
    assert target.choices().text(Lang.ZH) == "0，或 0.5 到 2"
    assert target.choices().text(Lang.EN) == "0, or 0.5 to 2"
    assert not Target("it", Title("某事"), once=True).allows(Decimal(0))


def test_whether_a_range_is_due_is_for_the_fact_it_rests_on(kit: Any) -> None:
    least, most = Decimal("0.5"), Decimal(2)
    made = tuple(
        Adjustment(AdjustmentKind.PENALTY, id, Title("某事"), "", fact, at_least=least, at_most=most)
        for id, fact in (("free", ""), ("due", "rules_kept"))
    )
    found = targets(kit.rubric(kit.row("a", 1, kit.ask()), adjustments=made))
    assert [found[id].choices().text(Lang.ZH) for id in ("free", "due")] == ["0，或 0.5 到 2", "0.5 到 2"]
    assert [found[id].allows(Decimal(0)) for id in ("free", "due")] == [True, False]
