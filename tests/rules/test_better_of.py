from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.messages import Lang
from evalkit.rules.all_or_nothing import AllOrNothing
from evalkit.rules.better_of import BetterOf, Side
from evalkit.rules.linear import Linear
from evalkit.rules.rule import Title

CARRIED, CHANGE = Title("结转率", "Carried over"), Title("结转变动率", "Change")
RULE = BetterOf(
    (
        Side(AllOrNothing("carried", to=Decimal("0.09"))),
        Side(Linear("change", Decimal(0), Decimal("-0.3"))),
    )
)


def carried(kit: Any, value: str | Decimal | None) -> Any:
    return kit.value(value, id="carried", title=CARRIED)


def change(kit: Any, value: str | Decimal | None) -> Any:
    return kit.value(value, id="change", title=CHANGE)


@pytest.mark.parametrize(
    ("one", "other", "lost"),
    [
        ("0.08", "0.5", "0"),
        ("0.2", "-0.3", "0"),
        ("0.2", "-0.15", "2"),
        ("0.2", "0.1", "4"),
        ("0.2", None, "4"),
        (None, "-0.15", "2"),
    ],
)
def test_the_better_side_counts(kit: Any, one: str | None, other: str | None, lost: str) -> None:
    assessment = kit.assess(RULE, 4, carried(kit, one), change(kit, other))
    assert kit.lost(assessment) == Decimal(lost)
    assert not assessment.opens


def test_reason_and_remedy_name_both_sides(kit: Any) -> None:
    assessment = kit.assess(RULE, 4, carried(kit, "0.2"), change(kit, "-0.15"))
    (reason,) = kit.reasons(assessment)
    assert reason == (
        "择优计分：结转率为 20.00%，高于 9%，得 0 分，扣 4 分；"
        "结转变动率为 -15.00%，在 0% 至 -30% 之间，按线性插值计分，得 2 分，扣 2 分；取较高者，得 2 分，扣 2 分"
    )
    assert kit.remedies(assessment) == [
        "任选其一：结转率不超过 9% 即可得满分；结转变动率不超过 -30% 即可得满分"
    ]
    assert assessment.losses[0].values == ("carried", "change")
    assert assessment.shown == "change"


def test_reason_and_remedy_in_english(kit: Any) -> None:
    assessment = kit.assess(RULE, 4, carried(kit, "0.2"), change(kit, None))
    (reason,) = kit.reasons(assessment, Lang.EN)
    assert reason == (
        "the better counts: Carried over is 20.00%, above 9%: 0 marks awarded, 4 marks lost; "
        "Change has no rate; the best gives 0 marks, 4 marks lost"
    )
    assert kit.reasons(assessment)[0].endswith("；结转变动率无法计算，不计；取较高者，得 0 分，扣 4 分")
    assert kit.remedies(assessment, Lang.EN) == ["Carried over not above 9% earns full marks"]


def test_a_missing_side_could_still_win_what_the_other_does_not_give(kit: Any) -> None:
    half = kit.assess(RULE, 4, kit.missing("carryover", id="carried"), change(kit, "-0.15"))
    assert [(each.marks, each.missing) for each in half.opens] == [(2, ("carryover",))]
    assert not half.losses
    full = kit.assess(RULE, 4, kit.missing(id="carried"), change(kit, "-0.4"))
    assert (full.opens, full.used) == ((), ("change",))
    none = kit.assess(RULE, 4, kit.missing("a", id="carried"), kit.missing("b", id="change"))
    assert [(each.marks, each.missing) for each in none.opens] == [(4, ("a", "b"))]


def test_sides_without_a_rate_and_sides_that_broke(kit: Any) -> None:
    assert not kit.assess(RULE, 4, carried(kit, None), change(kit, None)).applicable
    waiting = kit.assess(RULE, 4, carried(kit, None), kit.missing(id="change"))
    assert waiting.applicable
    assert kit.open(waiting) == 4
    assert kit.assess(RULE, 4, kit.failed("carried"), change(kit, "-1")).failed is not None


def test_faults_are_those_of_the_sides(kit: Any) -> None:
    assert RULE.check(Decimal(4)) == ()
    alone = BetterOf((Side(AllOrNothing("m")),))
    assert kit.faults(alone.check(Decimal(4))) == [
        (("sides",), "至少要有两项才能择优"),
        (("sides", 0), "要写且只写一个界限", "to、below、from、above"),
    ]


values = st.decimals(-1, 1, places=3)


@given(values, values, values)
def test_losses_are_the_lesser_of_both_and_never_grow_as_a_side_gets_better(
    kit: Any, one: Decimal, other: Decimal, third: Decimal
) -> None:
    lost = kit.lost(kit.assess(RULE, 4, carried(kit, one), change(kit, other)))
    each = [
        kit.lost(kit.assess(RULE.sides[0], 4, carried(kit, one))),
        kit.lost(kit.assess(RULE.sides[1], 4, change(kit, other))),
    ]
    assert lost == min(each)
    better = kit.lost(kit.assess(RULE, 4, carried(kit, min(one, third)), change(kit, other)))
    assert better <= lost
    doubt = kit.assess(RULE, 4, carried(kit, one), kit.missing(id="change"))
    assert kit.lost(doubt) <= lost <= kit.lost(doubt) + kit.open(doubt)
