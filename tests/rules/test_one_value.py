"""What all rules of one value have in common, whatever their curve."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rules.all_or_nothing import AllOrNothing
from evalkit.rules.bands import Band, Bands
from evalkit.rules.curve import Bound, Curve, Piece
from evalkit.rules.one_value import OneValueRule, remedy, within
from evalkit.rules.per_excess import PerExcess
from evalkit.rules.proportional import Proportional
from evalkit.rules.rule import Direction, Title

EACH = [
    AllOrNothing("m", to=Decimal(1)),
    Bands("m", (Band(Decimal(3), below=Decimal("0.9")), Band(Decimal(0)))),
    PerExcess("m", Decimal("0.1"), Decimal("0.01"), Decimal("0.1")),
    Proportional("m"),
]


@pytest.mark.parametrize("rule", EACH)
def test_it_needs_its_one_measure(rule: OneValueRule) -> None:
    assert rule.needs() == ("m",)


@pytest.mark.parametrize("rule", EACH)
def test_a_missing_value_leaves_all_marks_open(kit: Any, rule: OneValueRule) -> None:
    assessment = kit.assess(rule, 3, kit.missing("orders_closed", "orders_all"))
    assert [(each.marks, each.missing) for each in assessment.opens] == [(3, ("orders_closed", "orders_all"))]
    assert (assessment.losses, assessment.used, assessment.shown) == ((), (), None)


@pytest.mark.parametrize("rule", EACH)
def test_a_value_that_failed_fails_the_rule(kit: Any, rule: OneValueRule) -> None:
    assessment = kit.assess(rule, 3, kit.failed())
    assert assessment.failed is not None and assessment.failed.text(Lang.ZH) == "插件出错"
    assert (assessment.losses, assessment.opens) == ((), ())


@pytest.mark.parametrize("rule", EACH)
def test_without_a_rate_the_rule_does_not_apply(kit: Any, rule: OneValueRule) -> None:
    assessment = kit.assess(rule, 3, kit.value(None))
    assert not assessment.applicable
    assert (assessment.losses, assessment.opens, assessment.used, assessment.shown) == ((), (), ("m",), "m")


@pytest.mark.parametrize("rule", EACH)
def test_what_is_no_number_fails_the_rule(kit: Any, rule: OneValueRule) -> None:
    for value in (kit.value(value=True, unit=Unit.YES_NO), kit.value("甲", Unit.TEXT, text=True)):
        assessment = kit.assess(rule, 3, value)
        assert assessment.failed is not None
        assert assessment.failed.text(Lang.ZH) == "“工单办结率”不是数"
        assert assessment.failed.text(Lang.EN) == "“Orders closed” is not a number"


@pytest.mark.parametrize("rule", EACH)
def test_the_value_is_shown_and_used(kit: Any, rule: OneValueRule) -> None:
    assessment = kit.assess(rule, 3, kit.value("0.05"))
    assert (assessment.used, assessment.shown, assessment.opens) == (("m",), "m", ())
    assert all(loss.values == ("m",) for loss in assessment.losses)


@pytest.mark.parametrize(
    ("lower", "upper", "zh", "en"),
    [
        (Bound(Decimal("0.9"), included=True), None, "不低于 90%", "not below 90%"),
        (Bound(Decimal("0.9"), included=False), None, "高于 90%", "above 90%"),
        (None, Bound(Decimal("0.9"), included=True), "不超过 90%", "not above 90%"),
        (None, Bound(Decimal("0.9"), included=False), "低于 90%", "below 90%"),
        (Bound(Decimal(1), included=True), Bound(Decimal(1), included=True), "等于 100%", "equal to 100%"),
        (
            Bound(Decimal("0.6"), included=True),
            Bound(Decimal("0.8"), included=False),
            "不低于 60%、低于 80%",
            "not below 60%, below 80%",
        ),
    ],
)
def test_the_values_of_a_piece_in_words(lower: Bound | None, upper: Bound | None, zh: str, en: str) -> None:
    words = within(Piece(lower, upper, Decimal(1)), Unit.RATIO)
    assert (words.text(Lang.ZH), words.text(Lang.EN)) == (zh, en)


def test_a_remedy_where_nothing_earns_more() -> None:
    flat = Curve((Piece(None, None, Decimal(2)),))
    words = remedy(flat, Title("办结率", "Closed"), Decimal(1), Unit.RATIO)
    assert words.text(Lang.ZH) == "按该标准，办结率的任何数值都不能得更多分"
    assert words.text(Lang.EN) == "under this standard no Closed earns more"


@frozen
class Target(OneValueRule):
    """What somebody's own shape may be: full marks at one value, the rest from both sides."""

    measure: str
    at: Decimal
    beside: Decimal
    gap: Decimal = Decimal(0)

    def curve(self, marks: Decimal) -> Curve:
        low, high = Bound(self.at - self.gap, included=False), Bound(self.at + self.gap, included=False)
        point = Bound(self.at, included=True)
        return Curve(
            (Piece(None, low, self.beside), Piece(point, point, marks), Piece(high, None, self.beside))
        )


def test_a_shape_of_ones_own_is_checked_by_its_curve(kit: Any) -> None:
    assert Target("m", Decimal(1), Decimal(1)).check(Decimal(2)) == ()
    assert kit.faults(Target("m", Decimal(1), Decimal(3), Decimal("0.5")).check(Decimal(2))) == [
        ((), "档的分值 3 超出范围", "0 至 2"),
        ((), "档的分值 3 超出范围", "0 至 2"),
        ((), "0.5 与 1 之间没有分档"),
        ((), "1 与 1.5 之间没有分档"),
    ]


def test_a_shape_of_ones_own_has_reasons_and_remedies(kit: Any) -> None:
    rule = Target("m", Decimal(1), Decimal("0.5"))
    low, high = (kit.assess(rule, 2, kit.value(value)) for value in ("0.999999", "Infinity"))
    assert kit.reasons(low) == ["工单办结率为 99.9999%，低于 100%，得 0.5 分，扣 1.5 分"]
    assert kit.reasons(high) == ["工单办结率为 ∞，高于 100%，得 0.5 分，扣 1.5 分"]
    assert kit.remedies(low) == kit.remedies(high) == ["工单办结率等于 100% 即可得满分"]


def test_marks_next_to_all_or_to_nothing_do_not_read_as_all_or_nothing(kit: Any) -> None:
    next_to_all = kit.assess(Proportional("m"), 5, kit.value("0.999999"))
    assert kit.reasons(next_to_all) == [
        "工单办结率为 99.9999%，未达到 100%，按比例计分，得 4.999995 分，扣 0.000005 分"
    ]
    next_to_nothing = kit.assess(Proportional("m"), 5, kit.value("0.0000001"))
    assert kit.reasons(next_to_nothing) == [
        "工单办结率为 0.00001%，未达到 100%，按比例计分，得 0.000001 分，扣 4.9999995 分"
    ]


# ---------------------------------------------------------------- properties

numbers = st.decimals(min_value=-3, max_value=3, places=4)
steps = st.decimals(min_value=Decimal("0.01"), max_value=2, places=2)


@st.composite
def rules(draw: st.DrawFn) -> tuple[OneValueRule, Decimal]:
    """Return a rule of one value and the marks of its indicator."""
    marks = draw(st.decimals(min_value=Decimal("0.1"), max_value=20, places=1))
    kind = draw(st.sampled_from(["all_or_nothing", "bands", "per_excess", "proportional"]))
    if kind == "all_or_nothing":
        return AllOrNothing(
            "m", **{draw(st.sampled_from(["to", "below", "from_", "above"])): draw(numbers)}
        ), marks
    if kind == "per_excess":
        excess = PerExcess("m", draw(numbers), draw(steps), draw(steps))
        return evolve(excess, steps=draw(st.sampled_from(["fractional", "whole"]))), marks
    if kind == "proportional":
        return Proportional("m", draw(steps), draw(st.sampled_from(["full", "zero"]))), marks
    edges = sorted(draw(st.sets(numbers, min_size=1, max_size=4)))
    worth = [draw(st.decimals(0, marks, places=1)) for _ in edges]
    bands = [Band(each, below=edge) for edge, each in zip(edges, worth, strict=True)]
    return Bands("m", (*bands, Band(marks))), marks


values = st.one_of(numbers, st.sampled_from([Decimal("Infinity"), Decimal("-Infinity")]))


@given(rules(), values)
def test_losses_stay_within_the_marks(kit: Any, rule: tuple[OneValueRule, Decimal], value: Decimal) -> None:
    shape, marks = rule
    assert shape.check(marks) == ()
    assessment = kit.assess(shape, marks, kit.value(value))
    assert 0 <= kit.lost(assessment) <= marks
    assert kit.open(assessment) == 0
    assert all(loss.marks > 0 for loss in assessment.losses)


@given(rules(), st.lists(values, min_size=2, max_size=6))
def test_losses_follow_the_direction(
    kit: Any, rule: tuple[OneValueRule, Decimal], some: list[Decimal]
) -> None:
    shape, marks = rule
    lost = [kit.lost(kit.assess(shape, marks, kit.value(value))) for value in sorted(some)]
    direction = shape.curve(marks).direction
    assert direction is not Direction.HIGHER or all(one >= other for one, other in pairwise(lost))
    assert direction is not Direction.LOWER or all(one <= other for one, other in pairwise(lost))


def promised(remedy: str) -> Decimal:
    """Return a value that keeps every bound that the goal of a remedy names."""
    goal = remedy.removesuffix(" earns full marks").split("; ")[-1].removeprefix("Orders closed ")
    bounds = []
    for words in goal.split(", "):
        side, _, bound = words.rpartition(" ")
        nudge = {"above": "1E-12", "below": "-1E-12"}.get(side, "0")
        bounds.append(Decimal(bound.removesuffix("%").replace(",", "")) / 100 + Decimal(nudge))
    return sum(bounds, Decimal(0)) / len(bounds)


@given(rules(), values)
def test_what_a_remedy_says_wins_full_marks(
    kit: Any, rule: tuple[OneValueRule, Decimal], value: Decimal
) -> None:
    shape, marks = rule
    for said in kit.remedies(kit.assess(shape, marks, kit.value(value)), Lang.EN):
        assert kit.assess(shape, marks, kit.value(promised(said))).losses == ()


@given(rules(), values, st.decimals(0, 3, places=4))
def test_where_one_bound_is_named_all_beyond_it_wins_full_marks(
    kit: Any, rule: tuple[OneValueRule, Decimal], value: Decimal, further: Decimal
) -> None:
    shape, marks = rule
    for said in kit.remedies(kit.assess(shape, marks, kit.value(value)), Lang.EN):
        goal = said.split("; ")[-1]
        if "equal" in goal or ", " in goal:
            continue
        upwards = "not below" in goal or "above" in goal.replace("not above", "")
        beyond = promised(said) + (further if upwards else -further)
        assert kit.assess(shape, marks, kit.value(beyond)).losses == ()
