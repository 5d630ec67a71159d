"""The refined types of a rubric's tables."""

from decimal import Decimal

import pytest

from evalkit.rubrics.tables import CONVERTER, Filled, Id, Marks, RubricId
from evalkit.structuring import readable


@pytest.mark.parametrize("text", ["a", "travel_control", "q1", "a_1_b"])
def test_ids_are_snake_case(text: str) -> None:
    assert readable(text, Id, CONVERTER) == text


@pytest.mark.parametrize("text", ["", "1a", "_a", "Travel", "a-b", "a b", "差旅", "a\n", "ａ"])
def test_other_text_is_no_id(text: str) -> None:
    assert readable(text, Id, CONVERTER) is None


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("shenzhen-2020", True),
        ("a_b", True),
        ("2020", True),
        ("-a", False),
        ("a--b", False),
        ("A", False),
        ("a-", False),
    ],
)
def test_rubrics_ids_have_hyphens(text: str, good: bool) -> None:
    assert (readable(text, RubricId, CONVERTER) == text) is good


@pytest.mark.parametrize(
    ("value", "marks"),
    [
        (3, Decimal(3)),
        ("50%", Decimal("0.5")),
        (Decimal("0.0000000001"), Decimal("1e-10")),
        (1_000_000, Decimal(1_000_000)),
    ],
)
def test_marks(value: object, marks: Decimal) -> None:
    assert readable(value, Marks, CONVERTER) == marks


@pytest.mark.parametrize(
    "value", [0, -1, 1_000_001, Decimal("1e-11"), Decimal("1e99"), Decimal("1e-99"), True, "3分", None]
)
def test_what_are_no_marks(value: object) -> None:
    assert readable(value, Marks, CONVERTER) is None


def test_text_must_hold_something() -> None:
    assert readable("一", Filled, CONVERTER) == "一"
    assert readable(" \t\u3000", Filled, CONVERTER) is None
