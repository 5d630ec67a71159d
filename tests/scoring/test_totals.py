"""The total: the indicators together, then rescaling, bonus, penalty, cap, veto and rounding."""

from decimal import Decimal
from typing import Any

import pytest
from attrs import astuple

from evalkit.facts.fact import Basis, Fact
from evalkit.messages import Lang, plain
from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, NotApplicable, Statements
from evalkit.rules.rule import Assessment, Title
from evalkit.scoring.scorecard import Scorecard

KINDS = {kind.value: kind for kind in AdjustmentKind}


def _adjustment(kind: str, rests_on: str = "", id: str = "it", **more: Any) -> Adjustment:
    numbers = {key: Decimal(value) for key, value in more.items() if key != "places"}
    places = more.get("places")
    return Adjustment(KINDS[kind], id, Title("某事", "It"), "某条", rests_on, places=places, **numbers)


def _card(kit: Any, *adjustments: Adjustment, facts: tuple[Fact, ...] = (), **more: Any) -> Scorecard:
    """Return a scorecard of 7 marks scored, 1 lost and 2 open, before what `adjustments` do."""
    rows = [
        kit.row("scored", 8, kit.share("progress")),
        kit.row("open", 2, kit.ask()),
    ]
    rubric = kit.rubric(*rows, adjustments=adjustments)
    card: Scorecard = kit.score(rubric, kit.fact("progress", "0.875"), *facts, **more)
    assert sum(astuple(card.basis)) == card.awarded
    assert all(each >= 0 for each in astuple(card.basis))
    return card


def _ends(card: Scorecard) -> tuple[str, str]:
    return plain(card.low), plain(card.high)


def _told(card: Scorecard) -> list[tuple[str, str, str]]:
    return [(plain(each.low), plain(each.high), each.reason.text(Lang.ZH)) for each in card.adjustments]


def test_without_adjustments_the_total_is_the_sum(kit: Any) -> None:
    card = _card(kit)
    assert _ends(card) == ("7", "9")
    assert (card.marks, card.awarded) == (Decimal(10), Decimal(7))
    assert card.adjustments == ()


@pytest.mark.parametrize(
    ("kind", "count", "ends", "told"),
    [
        ("bonus", 0, ("7", "9"), ("0", "0", "违规次数：0，不加分")),
        ("bonus", 1, ("7.5", "9.5"), ("0.5", "0.5", "违规次数：1，加 0.5 分")),
        ("bonus", 4, ("8.5", "10"), ("1.5", "1", "违规次数：4，加 1.5 分")),
        ("penalty", 0, ("7", "9"), ("0", "0", "违规次数：0，不扣分")),
        ("penalty", 2, ("6", "8"), ("-1", "-1", "违规次数：2，扣 1 分")),
        ("penalty", 9, ("5.5", "7.5"), ("-1.5", "-1.5", "违规次数：9，扣 1.5 分")),
    ],
)
def test_bonus_and_penalty_go_by_the_count_up_to_their_limit(
    kit: Any, kind: str, count: int, ends: tuple[str, str], told: tuple[str, str, str]
) -> None:
    adjustment = _adjustment(kind, "breaches", each="0.5", at_most="1.5")
    card = _card(kit, adjustment, facts=(kit.fact("breaches", count),))
    assert (_ends(card), _told(card)) == (ends, [told])
    assert (card.adjustments[0].clause, card.adjustments[0].basis) == ("某条", Basis.FIGURE)
    assert [each.quote for each in card.adjustments[0].evidence] == [f"breaches {count}"]


@pytest.mark.parametrize(
    ("kind", "ends", "told", "stake"),
    [
        ("bonus", ("7", "10"), ("0", "1", "违规次数缺少数据，最多可加 1.5 分"), "1.5"),
        ("penalty", ("5.5", "9"), ("-1.5", "0", "违规次数缺少数据，最多可扣 1.5 分"), "1.5"),
    ],
)
def test_what_is_open_moves_one_end_only(
    kit: Any, kind: str, ends: tuple[str, str], told: tuple[str, str, str], stake: str
) -> None:
    card = _card(kit, _adjustment(kind, "breaches", each="0.5", at_most="1.5"))
    assert (_ends(card), _told(card)) == (ends, [told])
    assert [(item.id, plain(item.marks), item.indicator) for item in card.missing] == [
        ("judgement:open", "2", "open"),
        ("breaches", stake, "it"),
    ]


def test_a_penalty_takes_no_more_than_there_is(kit: Any) -> None:
    card = _card(kit, _adjustment("penalty", "breaches", each=8), facts=(kit.fact("breaches", 1),))
    assert (_ends(card), _told(card)) == (("0", "1"), [("-7", "-8", "违规次数：1，扣 8 分")])


def test_without_a_limit_anything_may_happen(kit: Any) -> None:
    penalty = _adjustment("penalty", "breaches", each=1)
    bonus = _adjustment("bonus", "breaches", each=1)
    assert _told(_card(kit, penalty)) == [("-7", "0", "违规次数缺少数据，可能扣分")]
    assert _told(_card(kit, bonus)) == [("0", "1", "违规次数缺少数据，可能加分")]


@pytest.mark.parametrize(
    ("rate", "ends", "told"),
    [
        ("0.7", ("6", "6"), ("-1", "-3", "差旅费控制率：70.00%，总分最高 6 分")),
        ("0.8", ("7", "9"), ("0", "0", "差旅费控制率：80.00%，总分不设上限")),
    ],
)
def test_a_cap_holds_below_its_bound(
    kit: Any, rate: str, ends: tuple[str, str], told: tuple[str, str, str]
) -> None:
    cap = _adjustment("cap", "travel", below="0.8", at_most=6)
    card = _card(kit, cap, facts=(kit.fact("travel_rate", rate, Basis.CLAIM),))
    assert (_ends(card), _told(card)) == (ends, [told])
    assert card.adjustments[0].basis is Basis.CLAIM


def test_an_unanswered_cap_lowers_the_lower_end_only(kit: Any) -> None:
    card = _card(kit, _adjustment("cap", "orders", below="0.8", at_most=6))
    assert (_ends(card), _told(card)) == (
        ("6", "9"),
        [("-1", "0", "工单办结率缺少数据，总分可能以 6 分为上限")],
    )
    assert [(item.id, plain(item.marks)) for item in card.missing] == [
        ("orders_all", "3"),
        ("orders_closed", "3"),
        ("judgement:open", "2"),
    ]


def test_no_rate_caps_nothing(kit: Any) -> None:
    facts = (kit.fact("orders_all", 0), kit.fact("orders_closed", 0))
    card = _card(kit, _adjustment("cap", "orders", below="0.8", at_most=6), facts=facts)
    assert _told(card) == [("0", "0", "工单办结率：不适用，总分不设上限")]


@pytest.mark.parametrize(
    ("fact", "ends", "told"),
    [
        (True, ("0", "0"), ("-7", "-9", "未发现违规：是，一票否决，总分为 0")),
        (False, ("7", "9"), ("0", "0", "未发现违规：否，不触发一票否决")),
        (None, ("0", "9"), ("-7", "0", "未发现违规缺少数据，可能一票否决")),
    ],
)
def test_a_veto(kit: Any, fact: bool | None, ends: tuple[str, str], told: tuple[str, str, str]) -> None:
    facts = () if fact is None else (kit.fact("rules_kept", fact),)
    card = _card(kit, _adjustment("veto", "rules_kept"), facts=facts)
    assert (_ends(card), _told(card)) == (ends, [told])


def test_rounding_is_an_adjustment_of_its_own(kit: Any) -> None:
    rubric = kit.rubric(
        kit.row("a", 3, kit.share("progress")), adjustments=(_adjustment("rounding", places=1),)
    )
    card = kit.score(rubric, kit.fact("progress", "0.95"))
    assert (_ends(card), _told(card)) == (
        ("2.9", "2.9"),
        [("0.05", "0.05", "总分四舍五入，保留 1 位小数")],
    )
    assert card.basis.figure == Decimal("2.9")
    down = kit.score(rubric, kit.fact("progress", "0.94"))
    assert (_ends(down), down.basis.figure) == (("2.8", "2.8"), Decimal("2.8"))


def test_rounding_never_exceeds_the_full_marks(kit: Any) -> None:
    rubric = kit.rubric(
        kit.row("a", "3.6", kit.share("progress")), adjustments=(_adjustment("rounding", places=0),)
    )
    assert _ends(kit.score(rubric, kit.fact("progress", 1))) == ("3.6", "3.6")


def test_what_does_not_apply_is_left_out(kit: Any) -> None:
    rows = [
        kit.row("none", 2, kit.says(Assessment(applicable=False))),
        kit.row("a", 3, kit.share("progress")),
    ]
    card = kit.score(rows, kit.fact("progress", 1))
    assert (card.marks, card.awarded, card.adjustments) == (3, 3, ())


@pytest.mark.parametrize("own", [True, False])
def test_what_does_not_apply_is_rescaled_where_the_rubric_says_so(kit: Any, own: bool) -> None:
    rows = [
        kit.row("none", 3, kit.says(Assessment(applicable=False))),
        kit.row("a", 6, kit.share("progress")),
        kit.row("open", 1, kit.ask()),
    ]
    more = {"adjustments": (_adjustment("rescale"),)} if own else {"not_applicable": NotApplicable.RESCALE}
    card = kit.score(kit.rubric(*rows, **more), kit.fact("progress", "0.5"))
    assert (card.marks, card.low, card.high) == (10, Decimal("4.2857142857"), Decimal("5.7142857143"))
    assert _told(card) == [
        ("1.2857142857", "1.7142857143", "不适用的指标共 3 分，按 10 ÷ 7 折算"),
    ]
    assert card.adjustments[0].title == (Title("某事", "It") if own else Title("折算", "Rescaling"))
    assert card.basis.figure == card.awarded


def test_nothing_is_rescaled_when_all_applies_or_nothing(kit: Any) -> None:
    rescale = {"not_applicable": NotApplicable.RESCALE}
    none = kit.rubric(kit.row("none", 3, kit.says(Assessment(applicable=False))), **rescale)
    whole = kit.rubric(kit.row("a", 3, kit.share("progress")), **rescale)
    assert kit.score(none).adjustments == ()
    assert kit.score(none).marks == 3
    assert kit.score(whole, kit.fact("progress", 1)).adjustments == ()


def test_adjustments_act_in_their_order_whatever_the_rubric_writes(kit: Any) -> None:
    adjustments = [
        _adjustment("rounding", id="last", places=0),
        _adjustment("cap", "progress", id="cap", below=1, at_most=8),
        _adjustment("bonus", "breaches", id="bonus", each="1.75"),
    ]
    card = _card(kit, *adjustments, facts=(kit.fact("breaches", 1),))
    assert [each.id for each in card.adjustments] == ["bonus", "cap", "last"]
    assert _ends(card) == ("8", "8")
    assert [(plain(each.low), plain(each.high)) for each in card.adjustments] == [
        ("1.75", "1"),
        ("-0.75", "-2"),
        ("0", "0"),
    ]


def test_an_evaluator_decides_what_rests_on_nothing(kit: Any) -> None:
    bonus, veto = _adjustment("bonus", at_most=2), _adjustment("veto", id="fraud")
    waiting = _card(kit, bonus, veto)
    assert _told(waiting) == [
        ("0", "1", "有待评价员评定，最多可加 2 分"),
        ("-7", "0", "有待评价员评定，可能一票否决"),
    ]
    assert [item.id for item in waiting.missing] == ["judgement:fraud", "judgement:it", "judgement:open"]
    judged = _card(kit, bonus, veto, judgements=kit.judgements(it="1.5", fraud=0))
    assert _told(judged) == [
        ("1.5", "1", "看过 it（评价员甲评定），加 1.5 分"),
        ("0", "0", "看过 fraud（评价员甲评定），不触发一票否决"),
    ]
    assert (judged.basis.judgement, judged.basis.figure) == (Decimal("1.5"), Decimal(7))
    vetoed = _card(kit, bonus, veto, judgements=kit.judgements(it="1.5", fraud=1))
    assert _ends(vetoed) == ("0", "0")


def test_cases_may_be_counted_by_an_evaluator(kit: Any) -> None:
    penalty = _adjustment("penalty", "breaches", each="0.5", at_most=1)
    card = _card(kit, penalty, judgements=kit.judgements(it=3))
    assert _told(card) == [("-1", "-1", "看过 it（评价员甲评定），扣 1 分")]


RANGED = {"at_least": "0.5", "at_most": "2"}


@pytest.mark.parametrize(
    ("kind", "stated", "ends", "told", "stake"),
    [
        (
            "penalty",
            True,
            ("5", "8.5"),
            ("-2", "-0.5", "未发现违规：是，由评价员在 0.5 分 至 2 分 之间扣分"),
            "1.5",
        ),
        ("penalty", False, ("7", "9"), ("0", "0", "未发现违规：否，不扣分"), None),
        ("penalty", None, ("5", "9"), ("-2", "0", "未发现违规缺少数据，最多可扣 2 分"), "2"),
        (
            "bonus",
            True,
            ("7.5", "10"),
            ("0.5", "1", "未发现违规：是，由评价员在 0.5 分 至 2 分 之间加分"),
            "1.5",
        ),
        ("bonus", False, ("7", "9"), ("0", "0", "未发现违规：否，不加分"), None),
    ],
)
def test_what_is_due_within_a_range_moves_both_ends_until_an_evaluator_sets_it(
    kit: Any,
    kind: str,
    stated: bool | None,
    ends: tuple[str, str],
    told: tuple[str, str, str],
    stake: str | None,
) -> None:
    adjustment = _adjustment(kind, "rules_kept", **RANGED)
    facts = () if stated is None else (kit.fact("rules_kept", stated),)
    card = _card(kit, adjustment, facts=facts)
    assert (_ends(card), _told(card)) == (ends, [told])
    stakes = {item.id: plain(item.marks) for item in card.missing if item.indicator == "it"}
    id = "rules_kept" if stated is None else "judgement:it"
    assert stakes == ({} if stake is None else {id: stake})


@pytest.mark.parametrize(("marks", "high"), [("0.5", "8.5"), ("1.25", "7.75"), ("2.0", "7")])
def test_a_range_that_is_set_stays_within_what_was_announced(kit: Any, marks: str, high: str) -> None:
    adjustment = _adjustment("penalty", "rules_kept", **RANGED)
    fact = kit.fact("rules_kept", True)
    card = _card(kit, adjustment, facts=(fact,), judgements=kit.judgements(it=marks))
    assert plain(card.high) == high
    before = _card(kit, adjustment, facts=(fact,))
    assert before.low <= card.low <= card.high <= before.high


def test_without_a_fact_a_range_is_open_from_nothing_to_its_most(kit: Any) -> None:
    card = _card(kit, _adjustment("penalty", **RANGED))
    assert _told(card) == [("-2", "0", "有待评价员评定，最多可扣 2 分")]


def test_a_range_that_rests_on_a_statement_waits_to_be_confirmed(kit: Any) -> None:
    adjustment = _adjustment("bonus", "rules_kept", **RANGED)
    fact = kit.fact("rules_kept", True, Basis.STATEMENT)
    card = _card(kit, adjustment, facts=(fact,), statements=Statements.CONFIRM)
    assert _told(card) == [("0", "1", "未发现违规：是，有待核实，最多可加 2 分")]


@pytest.mark.parametrize(
    ("kind", "stated", "low", "high"),
    [
        ("bonus", True, "0", "1"),
        ("bonus", False, "0", "0"),
        ("veto", False, "-7", "0"),
        ("veto", True, "-7", "-9"),
    ],
)
def test_favourable_statements_wait_to_be_confirmed(
    kit: Any, kind: str, stated: bool, low: str, high: str
) -> None:
    more: dict[str, Any] = {"each": 1} if kind == "bonus" else {}
    adjustment = _adjustment(kind, "rules_kept", **more)
    fact = kit.fact("rules_kept", stated, Basis.STATEMENT)
    card = _card(kit, adjustment, facts=(fact,), statements=Statements.CONFIRM)
    assert [(plain(each.low), plain(each.high)) for each in card.adjustments] == [(low, high)]
    assert card.basis.statement == 0
    accepted = _card(kit, adjustment, facts=(fact,))
    assert ("judgement:it" in [item.id for item in card.missing]) == (_ends(card) != _ends(accepted))


def test_a_measure_that_breaks_is_a_fault_and_leaves_the_adjustment_open(kit: Any) -> None:
    card = _card(kit, _adjustment("penalty", "broken", each=1, at_most=2), facts=(kit.fact("orders_all", 1),))
    fault = "插件 small：测算“broken”时出错：RuntimeError: no way"
    assert [each.text(Lang.ZH) for each in card.faults] == [fault]
    assert _told(card) == [("-2", "0", f"{fault}，最多可扣 2 分")]
