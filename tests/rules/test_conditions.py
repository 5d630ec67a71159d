"""Conditions of several values: what holds, what is left undecided, what is said, what is refused."""

from decimal import Decimal
from typing import Any as Whatever

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rules.cases import Case, Cases
from evalkit.rules.conditions import All, Any, Comparison, Condition, Not, OneOf, truth_of, words_of
from evalkit.rules.rule import Known, Missing, Title, Value

RATE, KIND, OPEN = Title("完成率", "Rate"), Title("项目类别", "Kind"), Title("渠道畅通", "Open")
HIGH = Comparison("rate", from_=Decimal("0.9"))
BOTH = All((HIGH, "open"))
EITHER = Any((HIGH, "open"))
FIRST = OneOf("kind", ("一类", "二类"))


def known(
    kit: Whatever, rate: str | None = "", kind: str | None = "", is_open: bool | None = None
) -> dict[str, Known]:
    """Return values; an empty text (None for the yes/no fact) is missing, None for the rate is 0 ÷ 0."""
    return {
        "rate": kit.missing("rate", id="rate") if rate == "" else kit.value(rate, id="rate", title=RATE),
        "kind": kit.value(kind, Unit.TEXT, id="kind", title=KIND, text=True)
        if kind
        else Missing("kind", KIND, ("kind",)),
        "open": Missing("open", OPEN, ("open",))
        if is_open is None
        else kit.value(is_open, Unit.YES_NO, id="open", title=OPEN),
    }


@pytest.mark.parametrize(
    ("condition", "values", "holds"),
    [
        (HIGH, {"rate": "0.9"}, True),
        (HIGH, {"rate": "0.8999"}, False),
        ("open", {"is_open": False}, False),
        (FIRST, {"kind": "二类"}, True),
        (FIRST, {"kind": "二类 "}, False),
        (Not(FIRST), {"kind": "三类"}, True),
        (BOTH, {"rate": "0.95", "is_open": True}, True),
        (BOTH, {"rate": "0.95", "is_open": False}, False),
        (EITHER, {"rate": "0.5", "is_open": True}, True),
        (EITHER, {"rate": "0.5", "is_open": False}, False),
        (Not(EITHER), {"rate": "0.5", "is_open": False}, True),
        (BOTH, {"rate": "0.5"}, False),
        (EITHER, {"rate": "0.95"}, True),
        (BOTH, {"rate": None, "is_open": False}, False),
        (EITHER, {"rate": None, "is_open": True}, True),
    ],
)
def test_what_holds_whatever_is_missing(
    kit: Whatever, condition: Condition, values: dict[str, Whatever], holds: bool
) -> None:
    assert truth_of(condition, known(kit, **values)).holds is holds


@pytest.mark.parametrize(
    ("condition", "values", "missing"),
    [
        (HIGH, {}, ("rate",)),
        (Not("open"), {}, ("open",)),
        (BOTH, {"rate": "0.95"}, ("open",)),
        (EITHER, {"rate": "0.5"}, ("open",)),
        (All((BOTH, FIRST)), {}, ("rate", "open", "kind")),
        (HIGH, {"rate": None}, ()),
        (BOTH, {"rate": None, "is_open": True}, ()),
    ],
)
def test_what_stays_undecided(
    kit: Whatever, condition: Condition, values: dict[str, Whatever], missing: tuple[str, ...]
) -> None:
    found = truth_of(condition, known(kit, **values))
    assert (found.holds, found.missing, found.failed) == (None, missing, None)


def test_values_of_another_kind_break(kit: Whatever) -> None:
    values = {"rate": kit.value(True, id="rate", title=RATE), "open": kit.value("1", id="open", title=OPEN)}
    for condition, said in (
        (HIGH, "“完成率”不是数"),
        (Not("open"), "“渠道畅通”不是“是否”类事实"),
        (Any((OneOf("open", ("是",)), "rate")), "“渠道畅通”不是文字"),
    ):
        failed = truth_of(condition, values).failed
        assert failed is not None
        assert failed.text(Lang.ZH) == said


@pytest.mark.parametrize(
    ("condition", "zh", "en"),
    [
        (BOTH, "完成率不低于 90%，且渠道畅通：是", "Rate not below 90% and Open: yes"),
        (Not("open"), "渠道畅通：否", "Open: no"),
        (FIRST, "项目类别为一类或二类", "Kind is 一类 or 二类"),
        (Not(FIRST), "并非（项目类别为一类或二类）", "not (Kind is 一类 or 二类)"),
        (
            All((EITHER, FIRST)),
            "（完成率不低于 90%，或渠道畅通：是），且项目类别为一类或二类",
            "(Rate not below 90% or Open: yes) and Kind is 一类 or 二类",
        ),
    ],
)
def test_words(kit: Whatever, condition: Condition, zh: str, en: str) -> None:
    values = known(kit, "0.5", "一类", is_open=True)
    assert words_of(condition, values).text(Lang.ZH) == zh
    assert words_of(condition, values).text(Lang.EN) == en


def test_a_case_says_what_it_looked_at_and_what_would_earn_more(kit: Whatever) -> None:
    rule = Cases((Case(Decimal(3), when=All((BOTH, FIRST))), Case(Decimal(1), when=EITHER), Case(Decimal(0))))
    values = known(kit, "0.5", "三类", is_open=True)
    found = rule.assess(Decimal(3), values)
    assert kit.reasons(found) == [
        "完成率为 50.00%、渠道畅通：是、项目类别为三类，属于“完成率不低于 90%，或渠道畅通：是”，得 1 分，扣 2 分"
    ]
    assert kit.remedies(found) == ["（完成率不低于 90%，且渠道畅通：是），且项目类别为一类或二类 即可得满分"]
    assert rule.needs() == ("rate", "open", "kind")


def test_what_is_missing_leaves_open_only_what_the_other_cases_could_give(kit: Whatever) -> None:
    rule = Cases((Case(Decimal(3), when=BOTH), Case(Decimal(1), when=HIGH), Case(Decimal(0))))
    low, high = (rule.assess(Decimal(3), known(kit, rate)) for rate in ("0.5", "0.95"))
    assert (kit.lost(low), low.opens) == (3, ())
    assert kit.lost(high) == 0
    assert [(each.marks, each.missing) for each in high.opens] == [(Decimal(2), ("open",))]


@pytest.mark.parametrize(
    ("case", "faults"),
    [
        (
            Case(Decimal(3), "rate", when="open"),
            [(("cases", 0, "when"), "when 与 measure 只能写一个")],
        ),
        (Case(Decimal(3), when=All(())), [(("cases", 0, "when", "all"), "这里是空的")]),
        (
            Case(Decimal(3), when=Any((Not(OneOf("kind", ())), Comparison("rate")))),
            [
                (("cases", 0, "when", "any", 0, "not", "one_of"), "这里是空的"),
                (
                    ("cases", 0, "when", "any", 1),
                    "measure 要与界限一起写",
                    "equals、from、above、to、below",
                ),
            ],
        ),
    ],
)
def test_faults(kit: Whatever, case: Case, faults: list[tuple[object, ...]]) -> None:
    assert kit.faults(Cases((case, Case(Decimal(0)))).check(Decimal(3))) == faults


leaves: st.SearchStrategy[Condition] = st.sampled_from(
    [HIGH, "open", FIRST, Comparison("rate", to=Decimal(1))]
)
conditions = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(tuple).map(All)
        | st.lists(inner, min_size=1, max_size=3).map(tuple).map(Any)
        | inner.map(Not)
    ),
    max_leaves=6,
)


@given(conditions, st.sampled_from(["0.5", "0.9", "1.1"]), st.sampled_from(["一类", "三类"]), st.booleans())
def test_what_is_decided_without_a_value_is_so_with_it(
    kit: Whatever, condition: Condition, rate: str, kind: str, is_open: bool
) -> None:
    whole = known(kit, rate, kind, is_open)
    for id in whole:
        less = truth_of(condition, {**whole, id: Missing(id, RATE, (id,))}).holds
        assert less in (None, truth_of(condition, whole).holds)
    negated = truth_of(Not(condition), whole)
    assert negated.holds is not truth_of(condition, whole).holds
    assert all(isinstance(each, Value) for each in whole.values())


AWAY = Cases(
    (
        Case(Decimal(3), when=HIGH),
        Case(when=Not("open"), not_applicable=True),
        Case(Decimal(0)),
    )
)


def test_a_case_may_say_that_the_row_does_not_apply(kit: Whatever) -> None:
    found = AWAY.assess(Decimal(3), known(kit, "0.5", is_open=False))
    assert (found.applicable, found.used) == (False, ("rate", "open"))
    assert kit.lost(AWAY.assess(Decimal(3), known(kit, "0.5", is_open=True))) == 3
    assert AWAY.assess(Decimal(3), known(kit, "0.9", is_open=False)).applicable


def test_all_is_open_while_it_is_in_doubt_whether_the_row_applies(kit: Whatever) -> None:
    for values in (known(kit, "0.5"), known(kit, is_open=False)):
        found = AWAY.assess(Decimal(3), values)
        assert (found.applicable, kit.open(found), kit.lost(found)) == (True, 3, 0)


def test_a_case_gives_marks_or_does_not_apply(kit: Whatever) -> None:
    rule = Cases(
        (Case(Decimal(3), "rate", to=Decimal(1), not_applicable=True), Case(Decimal(3), when="open"), Case())
    )
    said = "要写 marks 或 not_applicable = true 之一"
    assert kit.faults(rule.check(Decimal(3))) == [(("cases", 0), said), (("cases", 2), said)]
