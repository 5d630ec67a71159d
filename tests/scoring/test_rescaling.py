"""The marks of what does not apply go to what stands beside it first, where the rubric says so."""

from decimal import Decimal
from typing import Any

from attrs import evolve

from evalkit.messages import Lang
from evalkit.rubrics.rubric import NotApplicable, RubricDimension
from evalkit.rules.rule import Assessment, Title


def two_dimensions(kit: Any, how: NotApplicable) -> Any:
    """Return a rubric of 10 marks: 6 in the first dimension, of which 3 do not apply, and 4 in the second."""
    rows = [
        kit.row("none", 3, kit.says(Assessment(applicable=False))),
        kit.row("half", 2, kit.share("progress")),
        kit.row("open", 1, kit.ask()),
        kit.row("full", 4, kit.says(Assessment())),
    ]
    rubric = kit.rubric(*rows, not_applicable=how)
    first = RubricDimension("first", Title("甲"), Decimal(6), tuple(rows[:3]))
    second = RubricDimension("second", Title("乙"), Decimal(4), tuple(rows[3:]))
    return evolve(rubric, dimensions=(first, second))


def test_a_dimension_keeps_its_marks(kit: Any) -> None:
    half = kit.fact("progress", "0.5")
    within = kit.score(two_dimensions(kit, NotApplicable.RESCALE_WITHIN), half)
    # 1 to 2 of 3 marks are 2 to 4 of 6, and 4 of 4 stay as they are.
    assert (within.marks, within.low, within.high) == (10, 6, 8)
    assert [each.reason.text(Lang.ZH) for each in within.adjustments] == [
        "不适用的指标共 3 分，先在同一指标、同一维度内折算，再折算到总分"
    ]
    alike = kit.score(two_dimensions(kit, NotApplicable.RESCALE), half)
    assert (alike.low, alike.high) == (Decimal("7.1428571429"), Decimal("8.5714285714"))


def test_a_dimension_of_which_nothing_applies_gives_its_marks_to_the_others(kit: Any) -> None:
    rubric = two_dimensions(kit, NotApplicable.RESCALE_WITHIN)
    first, second = rubric.dimensions
    none = kit.row("none", 4, kit.says(Assessment(applicable=False)))
    rubric = evolve(rubric, dimensions=(first, evolve(second, indicators=(none,))))
    card = kit.score(rubric, kit.fact("progress", 1))
    # 2 to 3 of 3 marks are 4 to 6 of 6, and those 6 are all 10.
    assert (card.low, card.high) == (Decimal("6.6666666667"), 10)


def test_a_part_gives_its_marks_to_the_other_parts(kit: Any) -> None:
    parts = (
        kit.row("none", 1, kit.says(Assessment(applicable=False))),
        kit.row("half", 2, kit.share("progress")),
    )
    whole = evolve(kit.row("whole", 3, kit.ask()), rule=None, parts=parts)
    rubric = kit.rubric(
        whole, kit.row("full", 1, kit.says(Assessment())), not_applicable=NotApplicable.RESCALE_WITHIN
    )
    card = kit.score(rubric, kit.fact("progress", "0.5"))
    assert card.awarded == Decimal("2.5")
