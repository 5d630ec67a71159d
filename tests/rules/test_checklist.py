from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rules.checklist import AnyOf, Bounded, Checklist, ChecklistItem
from evalkit.rules.rule import Known, Missing, Title, Value

RATE = Bounded("m", from_=Decimal(1))
RULE = AnyOf((RATE, "all_answered"))


def said(kit: Any, *, yes: bool, id: str = "all_answered") -> Value:
    title = Title("来信全部答复", "All letters are answered")
    found: Value = kit.value(value=yes, unit=Unit.YES_NO, id=id, title=title)
    return found


# ---------------------------------------------------------------- an item


def test_it_needs_each_entry() -> None:
    assert RULE.needs() == ("m", "all_answered")


def test_a_yes_earns_the_item(kit: Any) -> None:
    assessment = kit.assess(AnyOf(("all_answered",)), 1, said(kit, yes=True))
    assert (assessment.losses, assessment.opens) == ((), ())
    assert (assessment.used, assessment.shown) == (("all_answered",), "all_answered")


def test_a_no_loses_it(kit: Any) -> None:
    assessment = kit.assess(AnyOf(("all_answered",)), "1.5", said(kit, yes=False))
    assert kit.reasons(assessment) == ["报告表明未做到：来信全部答复，扣 1.5 分"]
    assert kit.remedies(assessment) == ["做到“来信全部答复”并在报告中说明，即可得满分"]
    assert kit.reasons(assessment, Lang.EN) == [
        "the report says that this is not so: All letters are answered; 1.5 marks lost"
    ]
    assert kit.remedies(assessment, Lang.EN) == [
        "full marks when this is so and the report says so: All letters are answered"
    ]
    assert kit.lost(assessment) == Decimal("1.5")
    assert (assessment.used, assessment.shown) == (("all_answered",), "all_answered")


@pytest.mark.parametrize(
    ("value", "lost"), [("1", 0), ("1.2", 0), ("0.9999", 1), ("Infinity", 0), ("-Infinity", 1)]
)
def test_a_number_is_held_against_its_bound(kit: Any, value: str, lost: int) -> None:
    assessment = kit.assess(AnyOf((RATE,)), 1, kit.value(value))
    assert kit.lost(assessment) == lost
    assert (assessment.used, assessment.shown) == (("m",), "m")


def test_the_first_entry_that_has_a_value_decides(kit: Any) -> None:
    both = kit.assess(RULE, 1, kit.value("0.99998"), said(kit, yes=True))
    assert kit.reasons(both) == ["工单办结率为 99.998%，低于 100%，得 0 分，扣 1 分"]
    assert kit.remedies(both) == ["工单办结率不低于 100% 即可得满分"]
    assert kit.assess(RULE, 1, kit.missing(), said(kit, yes=True)).used == ("all_answered",)


def test_what_has_no_rate_leaves_the_word_to_the_next_entry(kit: Any) -> None:
    assert kit.assess(RULE, 1, kit.value(None), said(kit, yes=True)).used == ("all_answered",)
    waits = kit.assess(RULE, 1, kit.value(None), kit.missing("all_answered", id="all_answered"))
    assert [(each.marks, each.missing) for each in waits.opens] == [(1, ("all_answered",))]


def test_without_any_rate_it_does_not_apply(kit: Any) -> None:
    assert not kit.assess(AnyOf((RATE,)), 1, kit.value(None)).applicable


def test_all_that_is_missing_is_named_once(kit: Any) -> None:
    answered = Missing("all_answered", Title("来信全部答复"), ("letters", "all_answered"))
    assessment = kit.assess(RULE, 1, kit.missing("letters", "answers"), answered)
    assert [(each.marks, each.missing) for each in assessment.opens] == [
        (1, ("letters", "answers", "all_answered"))
    ]


def test_a_failed_entry_fails_the_item_when_it_is_its_turn(kit: Any) -> None:
    failed = kit.assess(RULE, 1, kit.failed(), said(kit, yes=True))
    assert failed.failed is not None and failed.failed.text(Lang.ZH) == "插件出错"
    assert kit.assess(RULE, 1, kit.value("1"), kit.failed(id="all_answered")).failed is None


def test_entries_of_the_other_kind_fail_the_item(kit: Any) -> None:
    number = kit.assess(AnyOf(("m",)), 1, kit.value("1"))
    assert number.failed is not None and number.failed.text(Lang.ZH) == "“工单办结率”不是“是否”类事实"
    assert number.failed.text(Lang.EN) == "“Orders closed” is not a yes/no fact"
    yes = kit.assess(AnyOf((RATE,)), 1, kit.value(value=True, unit=Unit.YES_NO))
    assert yes.failed is not None and yes.failed.text(Lang.ZH) == "“工单办结率”不是数"


# ---------------------------------------------------------------- the list


def item(id: str, *entries: str | Bounded, marks: int = 1) -> ChecklistItem:
    return ChecklistItem(id, f"要点 {id}", Decimal(marks), entries)


def test_a_checklist_needs_what_its_items_need_once_each() -> None:
    rule = Checklist((item("x", RATE, "all_answered"), item("y", "all_answered"), item("z")))
    assert rule.needs() == ("m", "all_answered")


@pytest.mark.parametrize(
    ("bounds", "faults"),
    [
        ({"from_": Decimal(1)}, []),
        ({}, [(("items", 1, "any", 1), "要写且只写一个界限", "to、below、from、above")]),
        (
            {"to": Decimal(1), "above": Decimal(0)},
            [(("items", 1, "any", 1), "要写且只写一个界限", "to、below、from、above")],
        ),
    ],
)
def test_faults_are_found_in_the_entry_of_the_item(
    kit: Any, bounds: dict[str, Decimal], faults: list[tuple[object, ...]]
) -> None:
    rule = Checklist((item("x"), item("y", "all_answered", Bounded("m", **bounds))))
    assert kit.faults(rule.check(Decimal(2))) == faults


def test_an_item_by_itself_rests_on_something(kit: Any) -> None:
    assert kit.faults(AnyOf(()).check(Decimal(1))) == [(("any",), "没有列出依据")]
    assert AnyOf((RATE, "all_answered")).check(Decimal(1)) == ()


ids = ("a", "b", "c", "d")


@given(
    st.permutations(ids),
    st.lists(st.sampled_from([True, False, None]), min_size=4, max_size=4),
    st.lists(st.integers(1, 5), min_size=4, max_size=4),
)
def test_the_order_of_the_items_does_not_matter(
    kit: Any, order: Sequence[str], answers: list[bool | None], worth: list[int]
) -> None:
    known: dict[str, Known] = {
        id: kit.missing(id, id=id) if answer is None else said(kit, yes=answer, id=id)
        for id, answer in zip(ids, answers, strict=True)
    }
    items = {id: item(id, id, marks=marks) for id, marks in zip(ids, worth, strict=True)}

    def outcome(rule: Checklist) -> tuple[Decimal, Decimal]:
        each = [AnyOf(one.any).assess(one.marks, known) for one in rule.items]
        lost = sum((kit.lost(assessment) for assessment in each), Decimal(0))
        return lost, sum((kit.open(assessment) for assessment in each), Decimal(0))

    told = outcome(Checklist(tuple(items[id] for id in order)))
    assert told == outcome(Checklist(tuple(items.values())))
    assert told[0] == sum(marks for answer, marks in zip(answers, worth, strict=True) if answer is False)
    assert told[1] == sum(marks for answer, marks in zip(answers, worth, strict=True) if answer is None)


def test_an_entry_that_an_earlier_one_answers_for_is_a_fault(kit: Any) -> None:
    bounded = [Bounded("rate", from_=Decimal(share)) for share in (1, 2)]
    assert kit.faults(AnyOf(("yes", bounded[0], "yes", bounded[1])).check(Decimal(1))) == [
        (("any", 2), "“yes”重复"),
        (("any", 3), "“rate”重复"),
    ]
