"""Indicators by their rule or their parts: marks, outcomes, reasons, what is missing."""

from decimal import Decimal
from typing import Any

import pytest

from evalkit.facts.fact import Basis
from evalkit.messages import Lang, plain
from evalkit.rubrics.rubric import NoRate, Statements
from evalkit.rules.rule import Assessment
from evalkit.scoring.scorecard import IndicatorResult, Outcome


def _marks(result: IndicatorResult) -> tuple[str, str, str]:
    return plain(result.marks), plain(result.low), plain(result.high)


def test_a_rule_that_finds_nothing_to_take_gives_full_marks(kit: Any) -> None:
    result = kit.result(kit.row("travel", 4, kit.share("travel")), *_spent(kit, 10, 10))
    assert (_marks(result), result.outcome, result.basis) == (("4", "4", "4"), Outcome.SCORED, Basis.FIGURE)
    assert result.deductions == ()
    assert result.missing == ()
    assert [each.fact for each in result.inputs] == ["travel_actual", "travel_budget"]
    assert result.value is not None
    assert result.value.value == 1


def _spent(kit: Any, spent: int, planned: int) -> tuple[Any, ...]:
    return kit.fact("travel_actual", spent), kit.fact("travel_budget", planned)


def test_a_lost_mark_has_reason_clause_remedy_and_evidence(kit: Any) -> None:
    document = kit.document("差旅费预算 10 元，支出 9 元。")
    sentence = kit.evidence("差旅费预算 10 元，支出 9 元。", document)
    facts = (
        kit.fact("travel_actual", 9, evidence=[sentence]),
        kit.fact("travel_budget", 10, evidence=[sentence]),
    )
    result = kit.result(kit.row("travel", 4, kit.share("travel"), clause="按控制率计分"), *facts)
    assert _marks(result) == ("4", "3.6", "3.6")
    (lost,) = result.deductions
    assert (lost.marks, lost.part, lost.clause, lost.admitted) == (
        Decimal("0.4"),
        None,
        "按控制率计分",
        False,
    )
    assert lost.reason.text(Lang.ZH) == "差旅费控制率为 90.00%"
    assert lost.remedy.text(Lang.ZH) == "达到 100% 即可得满分"
    assert lost.evidence == (sentence,)


def test_what_is_missing_is_undetermined_and_never_lost(kit: Any) -> None:
    result = kit.result(kit.row("travel", 4, kit.share("travel")), kit.fact("travel_actual", 9))
    assert (_marks(result), result.outcome, result.basis) == (("4", "0", "4"), Outcome.UNDETERMINED, None)
    assert result.missing == ("travel_budget",)
    assert result.deductions == ()


def test_a_judgement_is_missing_where_only_an_evaluator_decides(kit: Any) -> None:
    plain = kit.result(kit.row("care", 4, kit.ask()))
    unruled = kit.result(kit.row("care", 4))
    for result in (plain, unruled):
        assert (_marks(result), result.outcome) == (("4", "0", "4"), Outcome.UNDETERMINED)
        assert result.missing == ("judgement:care",)


def test_nothing_over_nothing_does_not_apply_and_has_no_marks(kit: Any) -> None:
    result = kit.result(kit.row("travel", 4, kit.share("travel")), *_spent(kit, 0, 0))
    assert (_marks(result), result.outcome, result.basis) == (("0", "0", "0"), Outcome.NOT_APPLICABLE, None)
    assert result.value is not None
    assert result.value.value is None
    assert [each.fact for each in result.inputs] == ["travel_actual", "travel_budget"]


def test_nothing_over_nothing_is_full_marks_where_the_rubric_says_so(kit: Any) -> None:
    row = kit.row("travel", 4, kit.share("travel"), no_rate=NoRate.FULL)
    result = kit.result(row, *_spent(kit, 0, 0))
    assert (_marks(result), result.outcome, result.basis) == (("4", "4", "4"), Outcome.SCORED, Basis.FIGURE)


def test_a_part_takes_over_what_its_indicator_says_of_no_rate(kit: Any) -> None:
    part = kit.row("rate", 4, kit.share("travel"))
    result = kit.result(kit.row("money", 4, parts=(part,), no_rate=NoRate.FULL), *_spent(kit, 0, 0))
    assert _marks(result.parts[0]) == ("4", "4", "4")


def test_a_broken_rule_leaves_its_marks_open_and_says_so(kit: Any) -> None:
    rows = [kit.row("bad", 3, kit.says(ValueError("no"))), kit.row("good", 2, kit.stated("hotline_open"))]
    card = kit.score(rows, kit.fact("hotline_open", True, Basis.STATEMENT))
    bad, good = card.dimensions[0].indicators
    assert (_marks(bad), bad.outcome, bad.missing) == (("3", "0", "3"), Outcome.ERROR, ("judgement:bad",))
    assert bad.fault.text(Lang.EN) == f"the rule says ({kit.says.__module__}) broke: ValueError: no"
    assert (_marks(good), good.fault) == (("2", "2", "2"), None)


def test_a_measure_that_breaks_costs_its_own_indicator(kit: Any) -> None:
    result = kit.result(kit.row("bad", 3, kit.share("broken")), kit.fact("orders_all", 3))
    assert (_marks(result), result.outcome) == (("3", "0", "3"), Outcome.ERROR)
    assert result.fault.text(Lang.ZH) == "插件 small：测算“broken”时出错：RuntimeError: no way"


def test_a_composite_is_the_sum_of_its_parts(kit: Any) -> None:
    parts = (
        kit.row("rate", 3, kit.share("travel"), clause=""),
        kit.row("line", 2, kit.stated("hotline_open"), clause="热线条款"),
        kit.row("care", 5, kit.ask(), clause=""),
    )
    row = kit.row("money", 10, parts=parts, clause="总条款")
    result = kit.result(row, *_spent(kit, 9, 10), kit.fact("hotline_open", False, Basis.STATEMENT))
    assert (_marks(result), result.outcome) == (("10", "2.7", "7.7"), Outcome.UNDETERMINED)
    assert result.basis is Basis.STATEMENT
    assert result.missing == ("judgement:money.care",)
    assert [(each.part, plain(each.marks), each.clause) for each in result.deductions] == [
        ("rate", "0.3", "总条款"),
        ("line", "2", "热线条款"),
    ]
    assert [_marks(part) for part in result.parts] == [
        ("3", "2.7", "2.7"),
        ("2", "0", "0"),
        ("5", "0", "5"),
    ]
    assert [part.clause for part in result.parts] == ["总条款", "热线条款", "总条款"]


def test_parts_of_parts_are_named_by_their_way(kit: Any) -> None:
    inner = kit.row("inner", 2, parts=(kit.row("deep", 2, kit.stated("hotline_open")),))
    asked = kit.row("asked", 1, parts=(kit.row("deep", 1, kit.ask()),))
    row = kit.row("money", 3, parts=(inner, asked))
    result = kit.result(row, kit.fact("hotline_open", False, Basis.STATEMENT))
    assert [each.part for each in result.deductions] == ["inner.deep"]
    assert result.missing == ("judgement:money.asked.deep",)


@pytest.mark.parametrize(
    ("rules", "outcome"),
    [
        (["bad", "ask", "judged", "good"], Outcome.ERROR),
        (["ask", "judged", "good", "none"], Outcome.UNDETERMINED),
        (["judged", "good", "none"], Outcome.JUDGED),
        (["good", "none"], Outcome.SCORED),
        (["none"], Outcome.NOT_APPLICABLE),
    ],
)
def test_the_outcome_of_a_composite(kit: Any, rules: list[str], outcome: Outcome) -> None:
    rule = {
        "bad": kit.says(ValueError("no")),
        "ask": kit.ask(),
        "judged": kit.ask(),
        "good": kit.stated("hotline_open"),
        "none": kit.says(Assessment(applicable=False)),
    }
    row = kit.row("mix", len(rules), parts=tuple(kit.row(name, 1, rule[name]) for name in rules))
    judgements = kit.judgements(mix__judged="1") if "judged" in rules else None
    facts = (kit.fact("hotline_open", True, Basis.STATEMENT),)
    result = kit.result(row, *facts, judgements=judgements)
    assert result.outcome is outcome
    assert result.marks == len([name for name in rules if name != "none"])


@pytest.mark.parametrize("place", ["rubric", "indicator", "part", "argument"])
def test_under_confirm_a_favourable_statement_waits_for_a_judgement(kit: Any, place: str) -> None:
    confirm = Statements.CONFIRM
    part = kit.row("line", 2, kit.stated("hotline_open"), statements=confirm if place == "part" else None)
    row = kit.row("petitions", 2, parts=(part,), statements=confirm if place == "indicator" else None)
    rubric = kit.rubric(row, **({"statements": confirm} if place == "rubric" else {}))
    card = kit.score(
        rubric,
        kit.fact("hotline_open", True, Basis.STATEMENT),
        statements=confirm if place == "argument" else None,
    )
    (result,) = card.dimensions[0].indicators
    assert (_marks(result), result.outcome) == (("2", "0", "2"), Outcome.UNDETERMINED)
    assert result.missing == ("judgement:petitions.line",)
    assert card.basis.statement == 0
    assert [each.fact for each in result.inputs] == ["hotline_open"]


def test_the_argument_stands_above_what_the_rubric_says(kit: Any) -> None:
    row = kit.row("line", 2, kit.stated("hotline_open"), statements=Statements.CONFIRM)
    stated = kit.fact("hotline_open", True, Basis.STATEMENT)
    result = kit.result(row, stated, statements=Statements.ACCEPTED)
    assert (_marks(result), result.basis) == (("2", "2", "2"), Basis.STATEMENT)
    accepting = kit.row("line", 2, kit.stated("hotline_open"), statements=Statements.ACCEPTED)
    rubric = kit.rubric(accepting, statements=Statements.CONFIRM)
    assert kit.score(rubric, stated).awarded == 2


def test_an_adverse_statement_always_counts(kit: Any) -> None:
    row = kit.row("line", 2, kit.stated("hotline_open"))
    stated = kit.fact("hotline_open", False, Basis.STATEMENT)
    for policy in Statements:
        result = kit.result(row, stated, statements=policy)
        assert (_marks(result), result.outcome, result.basis) == (
            ("2", "0", "0"),
            Outcome.SCORED,
            Basis.STATEMENT,
        )
        assert result.deductions[0].reason.text(Lang.ZH) == "报告说明未做到：设有热线"


def test_a_yes_or_no_that_was_supplied_needs_no_confirmation(kit: Any) -> None:
    row = kit.row("line", 2, kit.stated("hotline_open"))
    supplied = kit.fact("hotline_open", True, Basis.SUPPLIED, ())
    result = kit.result(row, supplied, statements=Statements.CONFIRM)
    assert (_marks(result), result.basis) == (("2", "2", "2"), Basis.SUPPLIED)


def test_passages_are_shown_for_what_waits_for_a_judgement(kit: Any) -> None:
    document = kit.document("#（一）群众评价", "群众送来锦旗。", "#（二）其他", "护林员每日巡山。")
    asked = kit.row("care", 2, kit.ask(), passages=("群众",))
    titled = kit.row("forest", 2, kit.ask(), title="护林")
    fact_only = kit.row("travel", 2, kit.share("travel"))
    sheet = kit.sheet(documents=(document,))
    card = kit.score([asked, titled, fact_only], sheet=sheet)
    quotes = [[each.quote for each in result.passages] for result in card.dimensions[0].indicators]
    assert quotes == [["群众送来锦旗。"], ["护林员每日巡山。"], []]


def test_a_part_without_words_of_its_own_is_looked_for_by_its_indicators(kit: Any) -> None:
    document = kit.document("#（一）群众评价", "群众送来锦旗。")
    row = kit.row("care", 2, parts=(kit.row("a", 2, kit.ask()),), passages=("群众",))
    result = kit.result(row, sheet=kit.sheet(documents=(document,)))
    assert [each.quote for each in result.parts[0].passages] == ["群众送来锦旗。"]
    assert result.passages == ()
