from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rules.cases import Case, Cases
from evalkit.rules.rule import Title

NOW, LAST = Title("年末结余", "Balance"), Title("上年结余", "Last year's balance")
BALANCE = Cases(
    (
        Case(Decimal(3), "now", equals=Decimal(0)),
        Case(Decimal(2), "now", of="last", to=Decimal(1)),
        Case(Decimal(0)),
    )
)


def now(kit: Any, value: str | Decimal | None) -> Any:
    return kit.value(value, Unit.MONEY, id="now", title=NOW)


def last(kit: Any, value: str | Decimal | None) -> Any:
    return kit.value(value, Unit.MONEY, id="last", title=LAST)


@pytest.mark.parametrize(
    ("this_year", "last_year", "lost"),
    [
        ("0", "0", "0"),
        ("0", "500", "0"),
        ("300", "500", "1"),
        ("500", "500", "1"),
        ("500.01", "500", "3"),
        ("1", "0", "3"),
        ("-1", "0", "1"),
        ("Infinity", "500", "3"),
    ],
)
def test_the_first_case_that_holds_gives_its_marks(
    kit: Any, this_year: str, last_year: str, lost: str
) -> None:
    assessment = kit.assess(BALANCE, 3, now(kit, this_year), last(kit, last_year))
    assert kit.lost(assessment) == Decimal(lost)
    assert not assessment.opens


def test_a_remedy_says_too_that_cases_before_it_which_give_less_must_not_hold(kit: Any) -> None:
    turned = Cases(
        (
            Case(Decimal(1), "now", above=Decimal(100)),
            Case(Decimal(2), "last", equals=Decimal(0)),
            Case(Decimal(3)),
        )
    )
    much = kit.assess(turned, 3, now(kit, "300"), last(kit, "0"))
    (remedy,) = kit.remedies(much)
    assert remedy.split("、") == [
        "年末结余不超过 100 元，且上年结余等于 0 元 可得 2 分",
        "年末结余不超过 100 元，且并非（上年结余等于 0 元） 即可得满分",
    ]
    little = kit.assess(turned, 3, now(kit, "50"), last(kit, "0"))
    assert kit.remedies(little) == ["并非（上年结余等于 0 元） 即可得满分"]
    assert kit.remedies(little, Lang.EN) == ["not (Last year's balance equal to CNY 0) earns full marks"]


def test_reasons_name_the_case_and_remedies_those_that_give_more(kit: Any) -> None:
    some = kit.assess(BALANCE, 3, now(kit, "120000"), last(kit, "200000"))
    assert kit.reasons(some) == [
        "年末结余为 12.00 万元、上年结余为 20.00 万元，属于“年末结余不超过上年结余”，得 2 分，扣 1 分"
    ]
    assert kit.remedies(some) == ["年末结余等于 0 元 即可得满分"]
    (reason,) = kit.reasons(some, Lang.EN)
    assert reason == (
        "Balance is CNY 120,000.00, Last year's balance is CNY 200,000.00: “Balance not above Last year's "
        "balance” holds: 2 marks awarded, 1 marks lost"
    )
    assert kit.remedies(some, Lang.EN) == ["Balance equal to CNY 0 earns full marks"]
    more = kit.assess(BALANCE, 3, now(kit, "250000"), last(kit, "200000"))
    assert kit.reasons(more) == [
        "年末结余为 25.00 万元、上年结余为 20.00 万元，不属于前面任何一种情形，得 0 分，扣 3 分"
    ]
    assert kit.remedies(more) == ["年末结余不超过上年结余 可得 2 分、年末结余等于 0 元 即可得满分"]
    assert more.losses[0].values == ("now", "last")


def test_a_part_of_another_value_and_two_bounds_in_words(kit: Any) -> None:
    rule = Cases(
        (
            Case(Decimal(3), "now", of="last", below=Decimal("0.5")),
            Case(Decimal(1), "now", from_=Decimal(100), to=Decimal(200)),
            Case(Decimal(0)),
        )
    )
    assessment = kit.assess(rule, 3, now(kit, "200"), last(kit, "300"))
    assert kit.reasons(assessment) == [
        "年末结余为 200.00 元、上年结余为 300.00 元，属于“年末结余不低于 100 元、不超过 200 元”，得 1 分，扣 2 分"
    ]
    assert kit.remedies(assessment) == ["年末结余低于上年结余的 50% 即可得满分"]


def test_a_case_that_holds_leaves_nothing_open_whatever_later_ones_wait_for(kit: Any) -> None:
    assessment = kit.assess(BALANCE, 3, now(kit, "0"), kit.missing("last", id="last"))
    assert (assessment.losses, assessment.opens) == ((), ())


def test_a_case_in_doubt_leaves_open_what_it_could_give(kit: Any) -> None:
    assessment = kit.assess(BALANCE, 3, now(kit, "5"), kit.missing("balance_last", id="last"))
    assert [(each.marks, each.missing) for each in assessment.opens] == [(2, ("balance_last",))]
    assert kit.reasons(assessment) == ["已有数据能排除得分更高的情形，得 2 分，扣 1 分"]
    unknown = kit.assess(BALANCE, 3, kit.missing("balance", id="now"), last(kit, "5"))
    assert kit.open(unknown) == 3
    assert not unknown.losses


def test_what_cannot_be_compared(kit: Any) -> None:
    ratio = kit.value("0.5", id="last", title=LAST)
    assert kit.assess(BALANCE, 3, now(kit, "5"), ratio).failed.text(Lang.ZH) == (
        "“年末结余”与“上年结余”单位不同，不能比较"
    )
    assert kit.assess(BALANCE, 3, now(kit, "5"), kit.failed("last")).failed is not None
    assert not kit.assess(BALANCE, 3, now(kit, None), last(kit, "5")).applicable


@pytest.mark.parametrize(
    ("cases", "faults"),
    [
        (BALANCE.cases, []),
        (
            (Case(Decimal(2)), Case(Decimal(4), "now"), Case(Decimal(0), "now", of="now", to=Decimal(1))),
            [
                (("cases",), "最后一种情形不能有条件，它包括其余所有情况"),
                (("cases", 0), "这一情形没有写 measure 或 when"),
                (("cases", 1, "marks"), "情形的分值 4 超出范围", "0 至 3"),
                (("cases", 1), "measure 要与界限一起写", "equals、from、above、to、below"),
                (("cases", 2, "of"), "of 要与另一个 measure 比"),
                (("cases",), "没有一种情形能得满分 3 分"),
            ],
        ),
    ],
)
def test_faults(kit: Any, cases: tuple[Case, ...], faults: list[tuple[object, ...]]) -> None:
    assert kit.faults(Cases(cases).check(Decimal(3))) == faults


amounts = st.decimals(0, 20, places=1)


@given(amounts, amounts, amounts)
def test_a_smaller_balance_never_loses_more_and_each_loss_is_explained(
    kit: Any, one: Decimal, other: Decimal, before: Decimal
) -> None:
    low, high = sorted((one, other))
    results = [kit.assess(BALANCE, 3, now(kit, each), last(kit, before)) for each in (low, high)]
    lost = [kit.lost(each) for each in results]
    assert 0 <= lost[0] <= lost[1] <= 3
    assert all(loss.marks > 0 and loss.values for each in results for loss in each.losses)


@given(amounts, amounts)
def test_what_is_supplied_later_stays_within_what_was_announced(
    kit: Any, this_year: Decimal, before: Decimal
) -> None:
    known = kit.lost(kit.assess(BALANCE, 3, now(kit, this_year), last(kit, before)))
    doubt = kit.assess(BALANCE, 3, now(kit, this_year), kit.missing(id="last"))
    assert kit.lost(doubt) <= known <= kit.lost(doubt) + kit.open(doubt)
