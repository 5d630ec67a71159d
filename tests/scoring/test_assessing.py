"""A rule that breaks costs its own indicator only, and is named."""

from decimal import Decimal
from typing import Any

import pytest

from evalkit.facts.fact import Basis
from evalkit.facts.unit import Unit
from evalkit.messages import Lang, say
from evalkit.rules.rule import Assessment, Known, Loss, Missing, Open, Title, Value
from evalkit.scoring.assessing import assess, filled, ground_of, inputs_of, needs_of

ONE = Decimal(1)
WHY = say("违规", "a breach")
KNOWN: dict[str, Known] = {
    "a": Value("a", Title("甲"), ONE, Unit.COUNT, Basis.FIGURE, ()),
    "b": Value("b", Title("乙"), ONE, Unit.COUNT, Basis.STATEMENT, ()),
    "c": Missing("c", Title("丙"), ("c",)),
}


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (ValueError("no"), "ValueError: no"),
        (None, "返回了 NoneType，应为 Assessment"),
        (Assessment(losses=(Loss(-ONE, WHY, WHY),)), "给出的分数是 -1"),
        (Assessment(opens=(Open(Decimal("NaN"), ()),)), "给出的分数是 NaN"),
        (Assessment(opens=(Open(0.5, ()),)), "给出的分数是 0.5"),  # type: ignore[arg-type]  # a plugin's nonsense
        (Assessment(used=("d",), shown="e"), "用了没有声明的值 d, e"),
        (Assessment(losses=(Loss(ONE, say("{x}", "{x}"), WHY),)), "KeyError: 'x'"),
        (Assessment(losses=(ONE,)), "AttributeError: 'decimal.Decimal' object has no attribute 'marks'"),  # type: ignore[arg-type]  # a plugin's nonsense
    ],
)
def test_nonsense_is_a_fault_that_names_the_rule(kit: Any, said: object, fault: str) -> None:
    found = assess(kit.says(said, ("a",)), ONE, KNOWN)
    assert found.failed is not None
    module = kit.says.__module__
    assert found.failed.text(Lang.ZH) == f"计分规则“says”（{module}）出错：{fault}"
    assert (found.losses, found.opens) == ((), ())


def test_what_a_rule_says_it_failed_on_stands(kit: Any) -> None:
    assert assess(kit.says(Assessment(failed=WHY)), ONE, KNOWN).failed == WHY


def test_a_rule_that_names_no_values_used_all_it_had(kit: Any) -> None:
    assert assess(kit.says(Assessment(), ("a", "b", "c")), ONE, KNOWN).used == ("a", "b")
    assert assess(kit.says(Assessment(used=("b",)), ("a", "b", "c")), ONE, KNOWN).used == ("b",)


def test_a_rule_that_cannot_say_what_it_needs_fails_when_it_assesses(kit: Any) -> None:
    rule = kit.says(Assessment(), None)
    assert needs_of(rule) == ()
    failed = assess(rule, ONE, KNOWN).failed
    assert failed is not None
    assert "TypeError" in failed.text(Lang.ZH)


def test_a_result_rests_on_its_weakest_value_and_on_words_when_on_none() -> None:
    assert ground_of(["a"], KNOWN) is Basis.FIGURE
    assert ground_of(["a", "b", "c"], KNOWN) is Basis.STATEMENT
    assert ground_of([], KNOWN) is Basis.STATEMENT
    assert inputs_of(["a", "c"], KNOWN) == ()


def test_what_waits_for_no_fact_waits_for_a_judgement() -> None:
    assert filled([Open(ONE, ()), Open(ONE, ("c",))], "judgement:x") == (
        Open(ONE, ("judgement:x",)),
        Open(ONE, ("c",)),
    )
