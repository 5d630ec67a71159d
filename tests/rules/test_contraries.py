"""What holds where a condition does not, and which conditions rule one another out."""

from decimal import Decimal
from typing import Any as Whatever

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Unit
from evalkit.rules.conditions import All, Any, Comparison, Condition, Not, OneOf, truth_of
from evalkit.rules.contraries import contrary_of, exclude

D = Decimal
LOW, HIGH = Comparison("rate", below=D("0.9")), Comparison("rate", from_=D("0.9"))
MIDDLE = Comparison("rate", from_=D("0.8"), to=D("0.9"))
PART = Comparison("rate", of="whole", below=D(1))
FIRST, SECOND = OneOf("kind", ("一类", "二类")), OneOf("kind", ("三类",))


@pytest.mark.parametrize(
    ("condition", "contrary"),
    [
        ("open", Not("open")),
        (Not("open"), "open"),
        (LOW, HIGH),
        (PART, Comparison("rate", of="whole", from_=D(1))),
        (MIDDLE, Not(MIDDLE)),
        (FIRST, Not(FIRST)),
        (All(("open", LOW)), Any((Not("open"), HIGH))),
        (Any((Not("open"), FIRST)), All(("open", Not(FIRST)))),
    ],
)
def test_the_contrary_is_said_of_the_parts(condition: Condition, contrary: Condition) -> None:
    assert contrary_of(condition) == contrary


@pytest.mark.parametrize(
    ("one", "other", "never"),
    [
        (LOW, HIGH, True),
        (MIDDLE, HIGH, False),
        (MIDDLE, Comparison("rate", above=D("0.9")), True),
        (Comparison("rate", equals=D("0.9")), LOW, True),
        (LOW, PART, False),
        (FIRST, SECOND, True),
        (FIRST, OneOf("kind", ("二类", "三类")), False),
        ("open", Not("open"), True),
        (All((Not("open"), LOW)), All(("open", LOW)), True),
        (All(("open", All((HIGH, FIRST)))), LOW, True),
        (Any((LOW, "open")), HIGH, False),
    ],
)
def test_what_never_holds_together(one: Condition, other: Condition, never: bool) -> None:
    assert exclude(one, other) is never
    assert exclude(other, one) is never


leaves: st.SearchStrategy[Condition] = st.sampled_from([LOW, HIGH, MIDDLE, "open", FIRST, SECOND])
conditions = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(tuple).map(All)
        | st.lists(inner, min_size=1, max_size=3).map(tuple).map(Any)
        | inner.map(Not)
    ),
    max_leaves=5,
)


@given(
    conditions,
    conditions,
    st.sampled_from(["0.7", "0.8", "0.85", "0.9", "1"]),
    st.sampled_from(["一类", "三类", "四类"]),
    st.booleans(),
)
def test_one_of_a_condition_and_its_contrary_holds_and_what_excludes_does(
    kit: Whatever, one: Condition, other: Condition, rate: str, kind: str, is_open: bool
) -> None:
    values = {
        "rate": kit.value(rate, id="rate"),
        "kind": kit.value(kind, Unit.TEXT, id="kind", text=True),
        "open": kit.value(is_open, Unit.YES_NO, id="open"),
    }
    holds = [truth_of(each, values).holds for each in (one, contrary_of(one), other)]
    assert holds[0] is not holds[1]
    assert not (exclude(one, other) and holds[0] and holds[2])
