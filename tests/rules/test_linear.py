from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evalkit.messages import Lang
from evalkit.rules.linear import Linear
from evalkit.rules.rule import Direction

UP = Linear("m", Decimal("0.7"), Decimal(1))
DOWN = Linear("m", Decimal("0.3"), Decimal("0.1"))
CUT = Linear("m", Decimal("0.7"), Decimal(1), at_from=Decimal("4.2"))


@pytest.mark.parametrize(
    ("rule", "value", "gained"),
    [
        (UP, "-Infinity", "0"),
        (UP, "0.69", "0"),
        (UP, "0.7", "0"),
        (UP, "0.85", "3"),
        (UP, "0.9999", "5.998"),
        (UP, "1", "6"),
        (UP, "Infinity", "6"),
        (DOWN, "-Infinity", "6"),
        (DOWN, "0.1", "6"),
        (DOWN, "0.15", "4.5"),
        (DOWN, "0.3", "0"),
        (DOWN, "0.31", "0"),
        (DOWN, "Infinity", "0"),
        (CUT, "0.6999", "0"),
        (CUT, "0.7", "4.2"),
        (CUT, "0.85", "5.1"),
        (CUT, "1", "6"),
    ],
)
def test_marks_short_of_the_line_on_it_and_beyond(kit: Any, rule: Linear, value: str, gained: str) -> None:
    assert 6 - kit.lost(kit.assess(rule, 6, kit.value(value))) == Decimal(gained)


@pytest.mark.parametrize(
    ("rule", "value", "reason", "remedy"),
    [
        (
            UP,
            "0.85",
            "工单办结率为 85.00%，在 70% 至 100% 之间，按线性插值计分，得 3 分，扣 3 分",
            "工单办结率不低于 100% 即可得满分",
        ),
        (
            UP,
            "0.6",
            "工单办结率为 60.00%，低于 70%，得 0 分，扣 6 分",
            "工单办结率不低于 100% 即可得满分",
        ),
        (
            DOWN,
            "0.15",
            "工单办结率为 15.00%，在 30% 至 10% 之间，按线性插值计分，得 4.5 分，扣 1.5 分",
            "工单办结率不超过 10% 即可得满分",
        ),
        (
            CUT,
            "0.7",
            "工单办结率为 70.00%，在 70% 至 100% 之间，按线性插值计分，得 4.2 分，扣 1.8 分",
            "工单办结率不低于 100% 即可得满分",
        ),
    ],
)
def test_reason_and_remedy(kit: Any, rule: Linear, value: str, reason: str, remedy: str) -> None:
    assessment = kit.assess(rule, 6, kit.value(value))
    assert kit.reasons(assessment) == [reason]
    assert kit.remedies(assessment) == [remedy]


def test_reason_and_remedy_in_english(kit: Any) -> None:
    assessment = kit.assess(UP, 6, kit.value("0.85"))
    assert kit.reasons(assessment, Lang.EN) == [
        "Orders closed is 85.00%, on the line from 70% to 100%: 3 marks awarded, 3 marks lost"
    ]
    assert kit.remedies(assessment, Lang.EN) == ["Orders closed not below 100% earns full marks"]


def test_the_order_of_the_points_is_the_direction() -> None:
    assert UP.curve(Decimal(6)).direction is Direction.HIGHER
    assert CUT.curve(Decimal(6)).direction is Direction.HIGHER
    assert DOWN.curve(Decimal(6)).direction is Direction.LOWER


@pytest.mark.parametrize(
    ("rule", "faults"),
    [
        (Linear("m", Decimal(1), Decimal(1)), [(("to",), "to 与 from 相同，没有区间")]),
        (Linear("m", Decimal("-Infinity"), Decimal(1)), [(("from",), "from 必须是有限的数")]),
        (
            Linear("m", Decimal(0), Decimal(1), Decimal(6)),
            [(("at_from",), "at_from 不能是 6", "0 至 6，小于 6")],
        ),
        (UP, []),
        (CUT, []),
    ],
)
def test_faults(kit: Any, rule: Linear, faults: list[tuple[object, ...]]) -> None:
    assert kit.faults(rule.check(Decimal(6))) == faults


points = st.decimals(-2, 2, places=2)
values = st.decimals(-3, 3, places=4)
full_marks = st.decimals(min_value=Decimal("0.1"), max_value=20, places=1)


@given(points, points, values, values, full_marks)
def test_losses_are_bounded_explained_and_fall_towards_full_marks(
    kit: Any, from_: Decimal, to: Decimal, one: Decimal, other: Decimal, marks: Decimal
) -> None:
    assume(from_ != to)
    rule = Linear("m", from_, to)
    worse, better = sorted((one, other), reverse=to < from_)
    lost = [kit.lost(kit.assess(rule, marks, kit.value(value))) for value in (worse, better)]
    assert marks >= lost[0] >= lost[1] >= 0
    assert rule.check(marks) == ()
    target = rule.curve(marks).target(worse)
    assert target is None or kit.lost(kit.assess(rule, marks, kit.value(target))) == 0
