from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.messages import Lang
from evalkit.rules.judgement import Judgement, Range, Tier


def test_all_marks_wait_for_an_evaluator(kit: Any) -> None:
    assessment = kit.assess(Judgement(), "2.5")
    assert [(each.marks, each.missing) for each in assessment.opens] == [(Decimal("2.5"), ())]
    assert (assessment.losses, assessment.used, assessment.failed) == ((), (), None)
    assert assessment.applicable


def test_it_looks_at_nothing_and_has_no_faults() -> None:
    assert Judgement.judged
    assert Judgement().needs() == ()
    assert Judgement().check(Decimal(3)) == ()


STEPS = Judgement(range=Range(Decimal(1), step=Decimal("0.5")))
TIERS = Judgement(
    tiers=(Tier("好", Decimal(4), "good"), Tier("一般", Decimal(2), "fair"), Tier("差", Decimal(0)))
)


@pytest.mark.parametrize(
    ("rule", "allowed", "refused"),
    [
        (Judgement(), ["0", "0.01", "4"], ["-0.1", "4.1"]),
        (STEPS, ["1", "1.5", "4"], ["0", "0.5", "1.25", "4.5"]),
        (Judgement(range=Range(step=Decimal(3))), ["0", "3", "4"], ["1", "6"]),
        (TIERS, ["0", "2.0", "4"], ["1", "3", "4.1"]),
    ],
)
def test_which_marks_may_be_given(rule: Judgement, allowed: list[str], refused: list[str]) -> None:
    assert [rule.allows(Decimal(each), Decimal(4)) for each in allowed] == [True] * len(allowed)
    assert [rule.allows(Decimal(each), Decimal(4)) for each in refused] == [False] * len(refused)


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (Judgement(), "0 到 4", "0 to 4"),
        (STEPS, "1 到 4，以 0.5 为一档", "1 to 4 by 0.5"),
        (TIERS, "好 4 分、一般 2 分、差 0 分", "good: 4 marks, fair: 2 marks, 差: 0 marks"),
    ],
)
def test_what_may_be_given_in_words(rule: Judgement, zh: str, en: str) -> None:
    assert rule.choices(Decimal(4)).text(Lang.ZH) == zh
    assert rule.choices(Decimal(4)).text(Lang.EN) == en


@pytest.mark.parametrize(
    ("rule", "faults"),
    [
        (STEPS, []),
        (TIERS, []),
        (
            Judgement(range=Range(Decimal(4), Decimal(5), Decimal(0))),
            [
                (("range", "from"), "from 不能是 4", "0 至 4"),
                (("range", "to"), "to 是 5，不是满分", "4"),
                (("range", "step"), "step 不能是 0", "大于 0 的数"),
            ],
        ),
        (
            Judgement(tiers=(Tier("好", Decimal(5)), Tier("中", Decimal(2)), Tier("差", Decimal(2)))),
            [
                (("tiers", 0, "marks"), "档的分值 5 超出范围", "0 至 4"),
                (("tiers", 2, "marks"), "两档都是 2 分"),
                (("tiers",), "没有一档能得满分 4 分"),
            ],
        ),
        (
            Judgement(range=Range(), tiers=(Tier("好", Decimal(4)),)),
            [(("tiers",), "range 与 tiers 只能写一个")],
        ),
    ],
)
def test_faults(kit: Any, rule: Judgement, faults: list[tuple[object, ...]]) -> None:
    assert kit.faults(rule.check(Decimal(4))) == faults


@given(
    st.decimals(0, 3, places=1),
    st.decimals(min_value=Decimal("0.1"), max_value=2, places=1),
    st.integers(0, 40),
)
def test_every_step_from_the_lowest_up_may_be_given(low: Decimal, step: Decimal, steps: int) -> None:
    rule = Judgement(range=Range(low, step=step))
    given_marks = low + step * steps
    assert rule.allows(given_marks, Decimal(4)) is (given_marks <= 4)
