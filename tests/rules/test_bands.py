from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rules.bands import Band, Bands


def band(marks: str, **bounds: str) -> Band:
    return Band(
        Decimal(marks),
        **{("from_" if key == "from" else key): Decimal(bound) for key, bound in bounds.items()},
    )


FALLING = Bands("m", (band("3", below="0.9"), band("2", to="1"), band("0")))
RISING = Bands("m", (band("6", **{"from": "0.95"}), band("4", **{"from": "0.8"}), band("0")))
HUMP = Bands("m", (band("1", below="0.4"), band("5", to="0.6"), band("0")))


# ---------------------------------------------------------------- marks, reasons, remedies


@pytest.mark.parametrize(
    ("value", "lost"),
    [
        ("-1", 0),
        ("0", 0),
        ("0.8999", 0),
        ("0.9", 1),
        ("1", 1),
        ("1.0001", 3),
        ("Infinity", 3),
        ("-Infinity", 0),
    ],
)
def test_falling_bands_on_both_sides_of_each_bound(kit: Any, value: str, lost: int) -> None:
    assert kit.lost(kit.assess(FALLING, 3, kit.value(value))) == lost


@pytest.mark.parametrize(
    ("value", "lost"),
    [("0.95", 0), ("2", 0), ("0.9499", 2), ("0.8", 2), ("0.7999", 6), ("-Infinity", 6), ("Infinity", 0)],
)
def test_rising_bands_on_both_sides_of_each_bound(kit: Any, value: str, lost: int) -> None:
    assert kit.lost(kit.assess(RISING, 6, kit.value(value))) == lost


def test_above_leaves_the_very_value_to_the_band_below(kit: Any) -> None:
    rule = Bands("m", (band("2", above="0.5"), band("0")))
    assert rule.check(Decimal(2)) == ()
    assert kit.lost(kit.assess(rule, 2, kit.value("0.5"))) == 2
    assert kit.lost(kit.assess(rule, 2, kit.value("0.50001"))) == 0


@pytest.mark.parametrize(
    ("rule", "marks", "value", "reason", "remedy"),
    [
        (
            FALLING,
            3,
            "0.9542",
            "工单办结率为 95.42%，不低于 90%、不超过 100%，得 2 分，扣 1 分",
            "工单办结率低于 90% 即可得满分",
        ),
        (
            FALLING,
            3,
            "1.00002",
            "工单办结率为 100.002%，高于 100%，得 0 分，扣 3 分",
            "工单办结率不超过 100% 可得 2 分，低于 90% 即可得满分",
        ),
        (
            FALLING,
            3,
            "Infinity",
            "工单办结率为 ∞，高于 100%，得 0 分，扣 3 分",
            "工单办结率不超过 100% 可得 2 分，低于 90% 即可得满分",
        ),
        (
            RISING,
            6,
            "0.949999",
            "工单办结率为 94.9999%，不低于 80%、低于 95%，得 4 分，扣 2 分",
            "工单办结率不低于 95% 即可得满分",
        ),
        (
            RISING,
            6,
            "0.3",
            "工单办结率为 30.00%，低于 80%，得 0 分，扣 6 分",
            "工单办结率不低于 80% 可得 4 分，不低于 95% 即可得满分",
        ),
        (
            HUMP,
            5,
            "0.2",
            "工单办结率为 20.00%，低于 40%，得 1 分，扣 4 分",
            "工单办结率不低于 40%、不超过 60% 即可得满分",
        ),
    ],
)
def test_reason_and_remedy(kit: Any, rule: Bands, marks: int, value: str, reason: str, remedy: str) -> None:
    assessment = kit.assess(rule, marks, kit.value(value))
    assert kit.reasons(assessment) == [reason]
    assert kit.remedies(assessment) == [remedy]


def test_reason_and_remedy_in_english(kit: Any) -> None:
    assessment = kit.assess(FALLING, 3, kit.value("1.2"))
    assert kit.reasons(assessment, Lang.EN) == [
        "Orders closed is 120.00%, above 100%: 0 marks awarded, 3 marks lost"
    ]
    assert kit.remedies(assessment, Lang.EN) == [
        "Orders closed not above 100% earns 2 marks; below 90% earns full marks"
    ]


def test_bands_of_amounts_speak_in_amounts(kit: Any) -> None:
    rule = Bands("m", (band("2", to="1000000"), band("0")))
    assessment = kit.assess(rule, 2, kit.value("1000010", Unit.MONEY))
    assert kit.reasons(assessment) == ["工单办结率为 100.001 万元，高于 100 万元，得 0 分，扣 2 分"]


# ---------------------------------------------------------------- what is wrong with bands


def test_sound_bands_have_no_faults() -> None:
    assert [rule.check(Decimal(marks)) for rule, marks in ((FALLING, 3), (RISING, 6), (HUMP, 5))] == [
        (),
        (),
        (),
    ]
    assert Bands("m", (band("3"),)).check(Decimal(3)) == ()


@pytest.mark.parametrize(
    ("bands", "faults"),
    [
        ((), [(("bands",), "没有分档", "至少一档")]),
        (
            (band("3", below="0.9", to="1"), band("0")),
            [(("bands", 0, "to"), "below 与 to 只能写一个")],
        ),
        (
            (band("3", **{"from": "0.9", "above": "0.8"}), band("0")),
            [(("bands", 0, "above"), "from 与 above 只能写一个")],
        ),
        (
            (band("3", below="0.9"), band("4")),
            [(("bands", 1, "marks"), "档的分值 4 超出范围", "0 至 3")],
        ),
        (
            (band("3", below="0.9"), band("-1")),
            [(("bands", 1, "marks"), "档的分值 -1 超出范围", "0 至 3")],
        ),
        (
            (band("2.5", below="0.9"), band("0")),
            [(("bands",), "没有一档能得满分 3 分")],
        ),
        ((band("3", below="0.9"),), [(("bands", 0), "0.9 以上没有分档")]),
        ((band("3", **{"from": "0.9"}),), [(("bands", 0), "0.9 以下没有分档")]),
        (
            (band("3", **{"from": "0.9"}), band("2", **{"from": "0.8"})),
            [(("bands", 1), "0.8 以下没有分档")],
        ),
        (
            (band("3"), band("2", to="1"), band("0")),
            [(("bands", 1), "这一档与相邻一档之间没有界限")],
        ),
        (
            (band("3", below="0.9"), band("2", below="0.8"), band("0")),
            [(("bands", 1), "没有数值落在这一档（顺序颠倒或重复）")],
        ),
        (
            (band("3", below="0.9"), band("2", below="0.9"), band("0")),
            [(("bands", 1), "没有数值落在这一档（顺序颠倒或重复）")],
        ),
        (
            (band("3", **{"from": "0.8"}), band("2", **{"from": "0.9"}), band("0")),
            [(("bands", 1), "没有数值落在这一档（顺序颠倒或重复）")],
        ),
        (
            (band("3", below="0.9"), band("2", **{"from": "0.95", "to": "1"}), band("0")),
            [(("bands", 1), "0.9 与 0.95 之间没有分档")],
        ),
        (
            (band("3", below="0.9"), band("2", above="0.9", to="1"), band("0")),
            [(("bands", 1), "0.9 不在任何一档")],
        ),
        (
            (band("3", below="0.9"), band("2", **{"from": "0.85", "to": "1"}), band("0")),
            [(("bands", 1), "分档在 0.85 至 0.9 重叠")],
        ),
        (
            (band("3", to="0.9"), band("2", **{"from": "0.9", "to": "1"}), band("0")),
            [(("bands", 1), "0.9 同时落在两档")],
        ),
    ],
)
def test_faults(kit: Any, bands: tuple[Band, ...], faults: list[tuple[object, ...]]) -> None:
    assert kit.faults(Bands("m", bands).check(Decimal(3))) == faults


def test_marks_and_bounds_are_found_wrong_at_once(kit: Any) -> None:
    rule = Bands("m", (band("4", **{"from": "0.9"}), band("2", **{"from": "0.95"}), band("0")))
    assert kit.faults(rule.check(Decimal(3))) == [
        (("bands", 0, "marks"), "档的分值 4 超出范围", "0 至 3"),
        (("bands", 1), "没有数值落在这一档（顺序颠倒或重复）"),
    ]


def test_faults_in_english(kit: Any) -> None:
    rule = Bands("m", (band("3", below="0.9"), band("2", **{"from": "0.95", "to": "1"}), band("0")))
    assert kit.faults(rule.check(Decimal(3)), Lang.EN) == [
        (("bands", 1), "there is a gap between 0.9 and 0.95"),
    ]


# ---------------------------------------------------------------- against a naive oracle

edges = st.lists(st.decimals(-2, 2, places=2), min_size=1, max_size=6, unique=True)


@st.composite
def ladders(draw: st.DrawFn) -> tuple[Bands, list[tuple[str, Decimal, Decimal]], Decimal]:
    """Return bands of one order, the same as (kind of bound, bound, marks) to try in turn, and the rest."""
    kinds = draw(st.sampled_from([("below", "to"), ("from_", "above")]))
    ordered = sorted(draw(edges), reverse=kinds[0] == "from_")
    worth = st.decimals(0, 5, places=1)
    rows = [(draw(st.sampled_from(kinds)), edge, draw(worth)) for edge in ordered]
    rest = draw(worth)
    bands = [Band(marks, **{kind: edge}) for kind, edge, marks in rows]
    return Bands("m", (*bands, Band(rest))), rows, rest


def naive(rows: list[tuple[str, Decimal, Decimal]], rest: Decimal, value: Decimal) -> Decimal:
    for kind, edge, marks in rows:
        if {"below": value < edge, "to": value <= edge, "from_": value >= edge, "above": value > edge}[kind]:
            return marks
    return rest


@given(
    ladders(),
    st.decimals(-3, 3, places=3),
    st.sampled_from([Decimal(0), Decimal("0.001"), Decimal("-0.001")]),
    st.data(),
)
def test_bands_are_tried_in_turn(
    ladder: tuple[Bands, list[tuple[str, Decimal, Decimal]], Decimal],
    value: Decimal,
    nudge: Decimal,
    data: st.DataObject,
) -> None:
    rule, rows, rest = ladder
    near = data.draw(st.sampled_from([edge for _, edge, _ in rows])) + nudge
    infinite = data.draw(st.sampled_from([Decimal("Infinity"), Decimal("-Infinity")]))
    curve = rule.curve(Decimal(5))
    for each in (value, near, infinite):
        assert curve.marks(each) == naive(rows, rest, each)


@given(ladders())
def test_bands_in_order_have_no_faults_but_in_their_marks(
    ladder: tuple[Bands, list[tuple[str, Decimal, Decimal]], Decimal],
) -> None:
    rule, rows, rest = ladder
    reached = max([rest, *(marks for _, _, marks in rows)]) == 5
    assert [fault.path for fault in rule.check(Decimal(5))] == ([] if reached else [("bands",)])
