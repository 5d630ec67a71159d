"""Which grade a total earns."""

from decimal import Decimal

import pytest

from evalkit.rubrics.rubric import Grade
from evalkit.rules.rule import Title
from evalkit.scoring.grading import grade_of

GRADES = [
    Grade(Title(name), Decimal(lower)) for name, lower in (("优", 90), ("良", 80), ("中", 60), ("差", 0))
]


@pytest.mark.parametrize(
    ("low", "high", "grade", "possible"),
    [
        ("89.5", "89.5", "良", ""),
        ("90", "100", "优", ""),
        ("89.9999999999", "90", None, "良优"),
        ("59", "95", None, "差中良优"),
        ("0", "0", "差", ""),
    ],
)
def test_a_grade_is_given_when_both_ends_have_it(
    low: str, high: str, grade: str | None, possible: str
) -> None:
    given, others = grade_of(GRADES, Decimal(low), Decimal(high))
    assert (given.zh if given else None) == grade
    assert "".join(title.zh for title in others) == possible


def test_a_total_below_every_grade_has_none() -> None:
    passed = [Grade(Title("合格"), Decimal(60))]
    assert grade_of(passed, Decimal(10), Decimal(20)) == (None, ())
    assert grade_of(passed, Decimal(10), Decimal(70)) == (None, (Title("合格"),))
    assert grade_of([], Decimal(10), Decimal(20)) == (None, ())
