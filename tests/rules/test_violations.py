from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rules.rule import Title, Value
from evalkit.rules.violations import Violations

BREACHES = Title("违规事项", "Breaches")
RULE = Violations(lose=Decimal("0.5"), count="breaches", none_if=("clean", "audited"))


def count(kit: Any, value: str | None, unit: Unit = Unit.COUNT) -> Value:
    found: Value = kit.value(value, unit, id="breaches", title=BREACHES)
    return found


def said(kit: Any, id: str, *, yes: bool) -> Value:
    found: Value = kit.value(value=yes, unit=Unit.YES_NO, id=id, title=Title("未发现违规"))
    return found


def test_it_needs_the_count_and_what_stands_for_none() -> None:
    assert RULE.needs() == ("breaches", "clean", "audited")
    assert Violations(lose=Decimal(1)).needs() == ()


@pytest.mark.parametrize(
    ("number", "lost"), [("0", "0"), ("1", "0.5"), ("3", "1.5"), ("9", "4.5"), ("-2", "0")]
)
def test_each_case_loses_so_much_and_all_that_is_due_is_named(kit: Any, number: str, lost: str) -> None:
    absent = (kit.missing(id="clean"), kit.missing(id="audited"))
    assessment = kit.assess(RULE, 2, count(kit, number), *absent)
    assert kit.lost(assessment) == Decimal(lost)
    assert (assessment.used, assessment.shown, assessment.opens) == (("breaches",), "breaches", ())


def test_reason_and_remedy(kit: Any) -> None:
    rule = Violations(lose=Decimal("0.5"), count="breaches")
    assessment = kit.assess(rule, 2, count(kit, "3"))
    assert kit.reasons(assessment) == ["违规事项为 3，每项扣 0.5 分，应扣 1.5 分"]
    assert kit.remedies(assessment) == ["违规事项为 0 即不扣分"]
    assert kit.reasons(assessment, Lang.EN) == ["Breaches: 3, each loses 0.5 marks, 1.5 marks due"]
    assert kit.remedies(assessment, Lang.EN) == ["nothing is lost when Breaches is 0"]
    assert [loss.values for loss in assessment.losses] == [("breaches",)]


def test_the_remedy_is_true(kit: Any) -> None:
    assert kit.assess(Violations(Decimal(1), "breaches"), 2, count(kit, "0")).losses == ()


def test_a_statement_that_there_were_none_stands_for_a_count_of_none(kit: Any) -> None:
    values = (
        kit.missing("breaches", id="breaches"),
        said(kit, "clean", yes=False),
        said(kit, "audited", yes=True),
    )
    assessment = kit.assess(RULE, 2, *values)
    assert (assessment.losses, assessment.opens) == ((), ())
    assert (assessment.used, assessment.shown) == (("audited",), "audited")


def test_a_count_is_worth_more_than_a_statement(kit: Any) -> None:
    values = (count(kit, "1"), said(kit, "clean", yes=True), kit.missing(id="audited"))
    assert kit.lost(kit.assess(RULE, 2, *values)) == Decimal("0.5")


def test_that_there_were_some_does_not_say_how_many(kit: Any) -> None:
    values = (
        kit.missing("breaches", id="breaches"),
        said(kit, "clean", yes=False),
        kit.missing(id="audited"),
    )
    assessment = kit.assess(RULE, 2, *values)
    assert [(each.marks, each.missing) for each in assessment.opens] == [(2, ("breaches",))]
    assert assessment.losses == ()


def test_without_a_count_an_evaluator_counts(kit: Any) -> None:
    assessment = kit.assess(Violations(lose=Decimal(1)), 2)
    assert [(each.marks, each.missing) for each in assessment.opens] == [(2, ())]


def test_a_count_without_a_rate_does_not_apply(kit: Any) -> None:
    assessment = kit.assess(Violations(Decimal(1), "breaches"), 2, count(kit, None))
    assert not assessment.applicable
    assert assessment.used == ("breaches",)


def test_cases_without_end_lose_everything(kit: Any) -> None:
    assessment = kit.assess(Violations(Decimal(1), "breaches"), 2, count(kit, "Infinity", Unit.RATIO))
    assert kit.lost(assessment) == 2
    assert kit.reasons(assessment) == ["违规事项为 ∞，每项扣 1 分，应扣 2 分"]
    assert kit.assess(Violations(Decimal(1), "breaches"), 2, count(kit, "-Infinity")).losses == ()


def test_a_failed_value_fails_it(kit: Any) -> None:
    assessment = kit.assess(Violations(Decimal(1), "breaches"), 2, kit.failed(id="breaches"))
    assert assessment.failed is not None and assessment.failed.text(Lang.ZH) == "插件出错"


def test_a_yes_is_no_count(kit: Any) -> None:
    assessment = kit.assess(Violations(Decimal(1), "breaches"), 2, said(kit, "breaches", yes=True))
    assert assessment.failed is not None and assessment.failed.text(Lang.ZH) == "“未发现违规”不是数"


@pytest.mark.parametrize(
    ("lose", "faults"),
    [
        ("0.1", []),
        ("0", [(("lose",), "lose 不能是 0", "大于 0 的数")]),
        ("-1", [(("lose",), "lose 不能是 -1", "大于 0 的数")]),
    ],
)
def test_a_loss_is_above_0(kit: Any, lose: str, faults: list[tuple[object, ...]]) -> None:
    assert kit.faults(Violations(lose=Decimal(lose)).check(Decimal(2))) == faults


@given(st.integers(0, 10**6), st.decimals(min_value=Decimal("0.01"), max_value=5, places=2))
def test_what_is_due_is_count_times_loss(kit: Any, number: int, lose: Decimal) -> None:
    assessment = kit.assess(Violations(lose, "breaches"), 2, count(kit, str(number)))
    assert kit.lost(assessment) == number * lose
