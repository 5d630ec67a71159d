"""Mutants of formulas: what is changed, where, and to what."""

import pytest

from evalkit.messages import Lang
from evalkit.testing.formula_mutants import changes


def changed(formula: str) -> list[str]:
    return [each.text for each in changes(formula)]


@pytest.mark.parametrize(
    ("formula", "mutants"),
    [
        ("a + b", ["a − b"]),
        ("a - b", ["a + b", "(b) - (a)"]),
        ("a − a", ["a + a"]),
        ("a × b", ["a ÷ b"]),
        ("a ÷ b", ["a × b", "(b) ÷ (a)"]),
        ("a < b", ["a <= b"]),
        ("a ≥ 90%", ["a > 90%", "a ≥ 89%", "a ≥ 91%"]),
        ("a = 2", ["a != 2", "a = 1", "a = 3"]),
        ("a * 0.50", ["a ÷ 0.50", "a * 0.49", "a * 0.51"]),
        ("min(a, b)", ["max(a, b)"]),
        ("abs(a)", ["(a)"]),
        ("-a", ["a"]),
        ("a - -b", ["a + -b", "(-b) - (a)", "a - b"]),
        ("a × b ÷ c", ["a ÷ b ÷ c", "a × b × c", "(c) ÷ (a × b)"]),
        ("a + b - c × d", ["a − b - c × d", "a + b + c × d", "(c × d) - (a + b)", "a + b - c ÷ d"]),
        ("(a - b) / b", ["(a + b) / b", "((b) - (a)) / b", "(a - b) × b", "(b) / ((a - b))"]),
        ("a +", []),
    ],
)
def test_each_change_is_one_word_or_two_operands(formula: str, mutants: list[str]) -> None:
    assert changed(formula) == mutants


def test_a_change_says_what_it_is_and_where() -> None:
    assert [(each.at, each.said.text(Lang.ZH)) for each in changes("min(a, 5) ÷ b")] == [
        (0, "min 改为 max"),
        (7, "5 改为 4"),
        (7, "5 改为 6"),
        (10, "÷ 改为 ×"),
        (10, "÷ 的两边对调"),
    ]
