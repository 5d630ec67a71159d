from decimal import Decimal

import pytest

from evalkit.messages import Lang
from evalkit.rules.rule import MARK_PLACES, Rule, Title, quantised


@pytest.mark.parametrize(
    ("marks", "rounded"),
    [
        ("1", "1"),
        ("0.33333333333", "0.3333333333"),
        ("0.66666666666", "0.6666666667"),
        ("0.00000000005", "0.0000000001"),
        ("0.00000000015", "0.0000000002"),
        ("0.000000000049", "0"),
        ("-0.00000000005", "-0.0000000001"),
    ],
)
def test_marks_are_rounded_half_up_to_ten_places(marks: str, rounded: str) -> None:
    found = quantised(Decimal(marks))
    assert found == Decimal(rounded)
    assert found.as_tuple().exponent == -MARK_PLACES == -10


def test_marks_of_any_length_are_rounded() -> None:
    assert quantised(Decimal("1E30") + Decimal("0.5")) == Decimal("1E30") + Decimal("0.5")
    assert quantised(Decimal("9" * 100)) == Decimal("9" * 100)


def test_a_title_without_english_stands_in_with_its_chinese() -> None:
    assert Title("得分").text(Lang.EN) == "得分"
    assert Title("得分", "Marks").text(Lang.EN) == "Marks"
    assert Title("得分", "Marks").text(Lang.ZH) == "得分"


def test_a_rule_looks_at_nothing_unless_it_says_so() -> None:
    rule = Rule()
    assert (rule.needs(), rule.check(Decimal(1)), rule.judged) == ((), (), False)
    with pytest.raises(NotImplementedError):
        rule.assess(Decimal(1), {})
