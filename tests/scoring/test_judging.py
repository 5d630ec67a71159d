"""What an evaluator decided takes effect, and what the rule had given stays visible."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from attrs import astuple

from evalkit.facts.fact import Basis
from evalkit.messages import Lang, plain
from evalkit.scoring.scorecard import IndicatorResult, JudgementRecord, Outcome


def _ends(result: IndicatorResult) -> tuple[str, str]:
    return plain(result.low), plain(result.high)


def test_a_judgement_decides_what_was_open(kit: Any) -> None:
    document = kit.document("#群众评价", "群众送来锦旗。")
    row = kit.row("care", 5, kit.ask(), passages=("群众",), clause="酌情计分")
    card = kit.score([row], sheet=kit.sheet(documents=(document,)), judgements=kit.judgements(care="3.5"))
    (result,) = card.dimensions[0].indicators
    assert (_ends(result), result.outcome, result.basis, result.missing) == (
        ("3.5", "3.5"),
        Outcome.JUDGED,
        None,
        (),
    )
    assert result.judgement == JudgementRecord(
        Decimal("3.5"), "看过 care", "评价员甲", datetime(2031, 3, 1), None
    )
    (lost,) = result.deductions
    assert (lost.marks, lost.clause, lost.part) == (Decimal("1.5"), "酌情计分", None)
    assert lost.reason.text(Lang.ZH) == "看过 care（评价员甲评定）"
    assert lost.reason.text(Lang.EN) == "看过 care (judged by 评价员甲)"
    assert lost.remedy.text(Lang.ZH) == "由评价员评定；补充佐证后可复评"
    assert [each.quote for each in lost.evidence] == ["群众送来锦旗。"]
    assert card.basis.judgement == Decimal("3.5")
    assert card.judgements_sha256 == "99" * 32


def test_full_marks_judged_lose_nothing(kit: Any) -> None:
    result = kit.result(kit.row("care", 5, kit.ask()), judgements=kit.judgements(care="5"))
    assert (_ends(result), result.deductions, result.outcome) == (("5", "5"), (), Outcome.JUDGED)


def test_what_the_rule_had_given_stays_visible(kit: Any) -> None:
    row = kit.row("travel", 4, kit.share("travel"))
    facts = (kit.fact("travel_actual", 1), kit.fact("travel_budget", 2))
    result = kit.result(row, *facts, judgements=kit.judgements(travel="3"))
    assert (_ends(result), result.judgement.computed) == (("3", "3"), 2)
    assert result.value.value == Decimal("0.5")
    assert [each.fact for each in result.inputs] == ["travel_actual", "travel_budget"]
    assert result.deductions[0].evidence == (*facts[0].evidence, *facts[1].evidence)
    waiting = kit.result(row, judgements=kit.judgements(travel="3"))
    assert waiting.judgement.computed is None


def test_what_does_not_apply_or_is_broken_can_be_judged(kit: Any) -> None:
    none = kit.result(
        kit.row("travel", 4, kit.share("travel")),
        kit.fact("travel_actual", 0),
        kit.fact("travel_budget", 0),
        judgements=kit.judgements(travel="3"),
    )
    assert (_ends(none), none.marks, none.judgement.computed) == (("3", "3"), 4, None)
    broken = kit.result(kit.row("bad", 4, kit.says(ValueError())), judgements=kit.judgements(bad="0"))
    assert (_ends(broken), broken.outcome, broken.fault) == (("0", "0"), Outcome.JUDGED, None)


def test_items_are_judged_one_by_one(kit: Any) -> None:
    parts = tuple(kit.row(name, 2, kit.ask()) for name in ("a", "b", "c"))
    row = kit.row("care", 6, parts=parts)
    judgements = kit.judgements(care__a="2", care__b="0.5")
    card = kit.score([row], judgements=judgements)
    (result,) = card.dimensions[0].indicators
    assert (_ends(result), result.outcome) == (("2.5", "4.5"), Outcome.UNDETERMINED)
    assert result.missing == ("judgement:care.c",)
    assert [(each.part, each.marks) for each in result.deductions] == [("b", Decimal("1.5"))]
    assert [part.outcome for part in result.parts] == [Outcome.JUDGED, Outcome.JUDGED, Outcome.UNDETERMINED]


def test_a_whole_indicator_judged_stands_for_its_parts(kit: Any) -> None:
    parts = (kit.row("line", 2, kit.stated("hotline_open")), kit.row("care", 2, kit.ask()))
    row = kit.row("order", 4, parts=parts, modifiers=(kit.violations(lose=Decimal(1)),))
    stated = kit.fact("hotline_open", True, Basis.STATEMENT)
    card = kit.score([row], stated, judgements=kit.judgements(order="3"))
    (result,) = card.dimensions[0].indicators
    assert (_ends(result), result.parts, result.missing) == (("3", "3"), (), ())
    assert (card.basis.judgement, sum(astuple(card.basis))) == (3, 3)


def test_a_count_loses_so_much_for_each_case(kit: Any) -> None:
    row = kit.row("order", 5, kit.violations(lose=Decimal("1.5")))
    result = kit.result(row, judgements=kit.judgements(order=2))
    assert (_ends(result), result.judgement.marks) == (("2", "2"), 2)
    assert result.deductions[0].reason.text(Lang.ZH) == "看过 order（评价员甲评定 2 次，每次扣 1.5 分）"
    none = kit.result(row, judgements=kit.judgements(order=0))
    assert (_ends(none), none.deductions) == (("5", "5"), ())
    many = kit.result(row, judgements=kit.judgements(order=9))
    assert _ends(many) == ("0", "0")
    assert many.deductions[0].reason.text(Lang.ZH) == (
        "看过 order（评价员甲评定 9 次，每次扣 1.5 分）（应扣 13.5 分，扣完为止）"
    )


def test_marks_may_be_judged_where_cases_are_counted(kit: Any) -> None:
    row = kit.row("order", 5, kit.violations(lose=Decimal("1.5")))
    assert _ends(kit.result(row, judgements=kit.judgements(order="4"))) == ("4", "4")
