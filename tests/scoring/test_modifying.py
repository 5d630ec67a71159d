"""What acts on what remains: both ends of the interval fall, and an open rule leaves all of it open."""

from decimal import Decimal
from typing import Any

from attrs import astuple

from evalkit.facts.fact import Basis
from evalkit.messages import Lang, plain
from evalkit.rubrics.rubric import NotApplicable, Statements
from evalkit.rules.rule import Assessment, Open
from evalkit.scoring.scorecard import IndicatorResult, Outcome


def _row(kit: Any, *, asked: bool = True, **violations: Any) -> Any:
    parts = [kit.row("line", 2, kit.stated("hotline_open"))]
    parts += [kit.row("care", 1, kit.ask())] if asked else []
    rule = kit.violations(lose=Decimal(1), **violations)
    return kit.row("order", 3 if asked else 2, parts=tuple(parts), modifiers=(rule,))


def _ends(result: IndicatorResult) -> tuple[str, str]:
    return plain(result.low), plain(result.high)


def test_a_modifier_takes_from_both_ends(kit: Any) -> None:
    facts = (kit.fact("hotline_open", True, Basis.STATEMENT), kit.fact("breaches", 1))
    result = kit.result(_row(kit, count="breaches"), *facts)
    assert (_ends(result), result.outcome) == (("1", "2"), Outcome.UNDETERMINED)
    assert [(each.marks, each.part, each.clause) for each in result.deductions] == [(1, None, "条款 order")]
    assert result.missing == ("judgement:order.care",)
    assert [each.fact for each in result.inputs] == ["hotline_open", "breaches"]


def test_a_modifier_takes_no_more_than_remains_and_says_what_was_due(kit: Any) -> None:
    facts = (kit.fact("hotline_open", True, Basis.STATEMENT), kit.fact("breaches", 5))
    card = kit.score([_row(kit, asked=False, count="breaches")], *facts)
    (result,) = card.dimensions[0].indicators
    (lost,) = result.deductions
    assert (_ends(result), lost.marks, result.outcome) == (("0", "0"), 2, Outcome.SCORED)
    assert lost.reason.text(Lang.ZH) == "违规次数为 5，每项扣 1 分，应扣 5 分（扣完为止）"
    assert sum(astuple(card.basis)) == 0


def test_an_open_modifier_leaves_all_that_remains_at_stake(kit: Any) -> None:
    card = kit.score(
        [_row(kit, asked=False, count="breaches")], kit.fact("hotline_open", True, Basis.STATEMENT)
    )
    (result,) = card.dimensions[0].indicators
    assert (_ends(result), result.outcome) == (("0", "2"), Outcome.UNDETERMINED)
    assert result.missing == ("breaches",)
    assert [(item.id, item.marks) for item in card.missing] == [("breaches", 2)]
    assert sum(astuple(card.basis)) == 0


def test_a_statement_settles_it_unless_statements_are_to_be_confirmed(kit: Any) -> None:
    row = _row(kit, asked=False, count="breaches", none_if=("rules_kept",))
    facts = (kit.fact("hotline_open", True, Basis.SUPPLIED), kit.fact("rules_kept", True, Basis.STATEMENT))
    accepted = kit.result(row, *facts)
    assert (_ends(accepted), accepted.basis) == (("2", "2"), Basis.STATEMENT)
    confirmed = kit.result(row, *facts, statements=Statements.CONFIRM)
    assert (_ends(confirmed), confirmed.missing) == (("0", "2"), ("judgement:order.then",))


def test_a_modifier_that_takes_all_settles_what_was_open(kit: Any) -> None:
    card = kit.score([_row(kit, count="breaches")], kit.fact("breaches", 4))
    (result,) = card.dimensions[0].indicators
    assert _ends(result) == ("0", "0")
    assert card.missing == ()


def test_a_count_judged_settles_it(kit: Any) -> None:
    row = _row(kit, asked=False)
    facts = (kit.fact("hotline_open", True, Basis.STATEMENT),)
    waiting = kit.result(row, *facts)
    assert waiting.missing == ("judgement:order.then",)
    none = kit.score([row], *facts, judgements=kit.judgements(order__then=0))
    (result,) = none.dimensions[0].indicators
    assert (_ends(result), result.outcome, result.judgement.reason) == (
        ("2", "2"),
        Outcome.JUDGED,
        "看过 order.then",
    )
    assert none.basis.statement == 2
    one = kit.result(row, *facts, judgements=kit.judgements(order__then=1))
    (lost,) = one.deductions
    assert (_ends(one), lost.reason.text(Lang.ZH)) == (
        ("1", "1"),
        "看过 order.then（评价员甲评定 1 次，每次扣 1 分）",
    )
    assert lost.remedy.text(Lang.ZH) == "由评价员评定；补充佐证后可复评"


def test_modifiers_act_in_order_on_an_indicator_with_a_rule_of_its_own(kit: Any) -> None:
    first, second = kit.violations(lose=Decimal(1), count="breaches"), kit.violations(lose=Decimal(2))
    row = kit.row("line", 6, kit.stated("hotline_open"), modifiers=(first, second))
    facts = (kit.fact("hotline_open", True, Basis.STATEMENT), kit.fact("breaches", 1))
    assert kit.result(row, *facts).missing == ("judgement:line.then2",)
    result = kit.result(row, *facts, judgements=kit.judgements(line__then2=2))
    assert [each.marks for each in result.deductions] == [1, 4]
    assert _ends(result) == ("1", "1")


def test_a_modifier_that_does_not_apply_takes_nothing(kit: Any) -> None:
    row = kit.row("line", 2, kit.stated("hotline_open"), modifiers=(kit.share("travel"),))
    facts = [kit.fact("hotline_open", True), kit.fact("travel_actual", 0), kit.fact("travel_budget", 0)]
    assert _ends(kit.result(row, *facts)) == ("2", "2")


def test_a_modifier_acts_on_what_remains_not_on_full_marks(kit: Any) -> None:
    row = kit.row("half", 4, kit.share("progress"), modifiers=(kit.share("travel"),))
    facts = [kit.fact("progress", "0.5"), kit.fact("travel_actual", 1), kit.fact("travel_budget", 2)]
    assert Decimal(kit.result(row, *facts).awarded) == 1


def test_where_marks_are_rescaled_a_loss_waits_for_what_may_not_apply(kit: Any) -> None:
    """What turns out not to apply takes its losses with it and leaves its marks to the others."""
    parts = (kit.row("travel", 2, kit.share("travel")), kit.row("line", 1, kit.stated("hotline_open")))
    row = kit.row("order", 3, parts=parts, modifiers=(kit.violations(lose=Decimal(1), count="breaches"),))
    rubric = kit.rubric(
        row, kit.row("other", 3, kit.stated("rules_kept")), not_applicable=NotApplicable.RESCALE
    )
    facts = [kit.fact("hotline_open", True), kit.fact("rules_kept", True), kit.fact("breaches", 2)]
    before = kit.score(rubric, *facts)
    (result, _) = before.dimensions[0].indicators
    assert _ends(result) == ("0", "2")
    (lost,) = result.deductions
    assert (lost.marks, lost.reason.text(Lang.ZH)) == (
        1,
        "违规次数为 2，每项扣 1 分，应扣 2 分（其余待缺少的事实补齐）",
    )
    none = kit.score(rubric, *facts, kit.fact("travel_actual", 0), kit.fact("travel_budget", 0))
    some = kit.score(rubric, *facts, kit.fact("travel_actual", 1), kit.fact("travel_budget", 1))
    assert [(plain(card.low), plain(card.high)) for card in (before, none, some)] == [
        ("3", "5"),
        ("4.5", "4.5"),
        ("4", "4"),
    ]


def test_a_broken_modifier_leaves_what_remains_open(kit: Any) -> None:
    row = kit.row("line", 2, kit.stated("hotline_open"), modifiers=(kit.says(ValueError("no")),))
    card = kit.score([row], kit.fact("hotline_open", True))
    (result,) = card.dimensions[0].indicators
    assert (_ends(result), result.outcome, result.missing) == (
        ("0", "2"),
        Outcome.ERROR,
        ("judgement:line.then",),
    )
    assert sum(astuple(card.basis)) == 0


def test_a_modifier_may_have_little_at_stake(kit: Any) -> None:
    little = kit.says(Assessment(opens=(Open(Decimal("0.5"), ("breaches",)),)), ("breaches",))
    row = kit.row("line", 2, kit.stated("hotline_open"), modifiers=(little,))
    result = kit.result(row, kit.fact("hotline_open", True))
    assert _ends(result) == ("1.5", "2")


def test_nothing_is_taken_from_what_does_not_apply(kit: Any) -> None:
    row = kit.row(
        "none", 2, kit.says(Assessment(applicable=False)), modifiers=(kit.violations(lose=Decimal(1)),)
    )
    assert kit.result(row).outcome is Outcome.NOT_APPLICABLE
