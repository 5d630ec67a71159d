from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rules.mean import Mean
from evalkit.rules.rule import Known, Title

IDS = ("a", "b", "c", "d")
TWO = Mean(("a", "b"))


def test_it_needs_all_its_measures() -> None:
    assert Mean(IDS).needs() == IDS


def test_each_value_below_the_target_loses_its_part_of_the_mean(kit: Any) -> None:
    values = (
        kit.value("0.9", id="a", title=Title("春季进度", "Spring")),
        kit.value("1.2", id="b", title=Title("秋季进度", "Autumn")),
    )
    assessment = kit.assess(TWO, 2, *values)
    assert kit.reasons(assessment) == ["春季进度为 90.00%，未达到 100%，在 2 项平均中扣 0.1 分"]
    assert kit.remedies(assessment) == ["春季进度达到 100% 即不扣分"]
    assert kit.reasons(assessment, Lang.EN) == [
        "Spring is 90.00%, short of 100%: 0.1 marks lost in the mean of 2"
    ]
    assert kit.remedies(assessment, Lang.EN) == ["nothing is lost with Spring at 100%"]
    assert [loss.values for loss in assessment.losses] == [("a",)]
    assert (assessment.used, assessment.shown, assessment.opens) == (("a", "b"), None, ())


@pytest.mark.parametrize(
    ("value", "lost"),
    [("-Infinity", "1"), ("-0.5", "1"), ("0", "1"), ("0.99998", "0.00002"), ("1", "0"), ("Infinity", "0")],
)
def test_a_value_counts_from_nothing_to_the_target(kit: Any, value: str, lost: str) -> None:
    assessment = kit.assess(TWO, 2, kit.value(value, id="a"), kit.value("1", id="b"))
    assert kit.lost(assessment) == Decimal(lost)


def test_a_value_close_to_the_target_does_not_read_as_the_target(kit: Any) -> None:
    assessment = kit.assess(TWO, 2, kit.value("0.99998", id="a"), kit.value("1", id="b"))
    assert kit.reasons(assessment) == ["工单办结率为 99.998%，未达到 100%，在 2 项平均中扣 0.00002 分"]


def test_another_target(kit: Any) -> None:
    rule = Mean(("a",), full_at=Decimal("0.8"))
    assessment = kit.assess(rule, 2, kit.value("0.6", id="a"))
    assert kit.reasons(assessment) == ["工单办结率为 60.00%，未达到 80%，在 1 项平均中扣 0.5 分"]
    assert kit.remedies(assessment) == ["工单办结率达到 80% 即不扣分"]


def test_a_missing_value_leaves_its_share_open(kit: Any) -> None:
    assessment = kit.assess(TWO, 2, kit.value("0.5", id="a"), kit.missing("autumn", id="b"))
    assert [(each.marks, each.missing) for each in assessment.opens] == [(1, ("autumn",))]
    assert kit.lost(assessment) == Decimal("0.5")
    assert assessment.used == ("a",)


def test_what_has_no_rate_gives_its_share_to_the_others(kit: Any) -> None:
    assessment = kit.assess(TWO, 2, kit.value("0.5", id="a"), kit.value(None, id="b"))
    assert kit.lost(assessment) == 1
    assert assessment.used == ("a",)
    assert kit.reasons(assessment) == ["工单办结率为 50.00%，未达到 100%，在 1 项平均中扣 1 分"]


def test_without_any_rate_it_does_not_apply(kit: Any) -> None:
    assessment = kit.assess(TWO, 2, kit.value(None, id="a"), kit.value(None, id="b"))
    assert not assessment.applicable
    assert (assessment.used, assessment.losses, assessment.opens) == (("a", "b"), (), ())


def test_a_failed_value_fails_it(kit: Any) -> None:
    assessment = kit.assess(TWO, 2, kit.value("0.5", id="a"), kit.failed(id="b"))
    assert assessment.failed is not None and assessment.failed.text(Lang.ZH) == "插件出错"


def test_a_yes_is_no_number(kit: Any) -> None:
    yes = kit.value(value=True, unit=Unit.YES_NO, id="b")
    assessment = kit.assess(TWO, 2, kit.value("0.5", id="a"), yes)
    assert assessment.failed is not None and assessment.failed.text(Lang.ZH) == "“工单办结率”不是数"


def test_thirds_that_are_all_lost_leave_nothing(kit: Any) -> None:
    ids = ("a", "b", "c")
    assessment = kit.assess(Mean(ids), 1, *(kit.value("0", id=id) for id in ids))
    assert [loss.marks for loss in assessment.losses] == [
        Decimal("0.3333333333"),
        Decimal("0.3333333334"),
        Decimal("0.3333333333"),
    ]
    assert kit.reasons(assessment)[0] == "工单办结率为 0.00%，未达到 100%，在 3 项平均中扣 0.3333 分"
    partly = kit.assess(Mean(ids), 1, kit.value("0", id="a"), *(kit.missing(id=id) for id in ids[1:]))
    assert kit.lost(partly) + kit.open(partly) == 1


@pytest.mark.parametrize(
    ("rule", "faults"),
    [
        (Mean(IDS), []),
        (Mean(()), [(("measures",), "没有列出测算")]),
        (Mean(("a", "b", "a", "a")), [(("measures", 2), "“a”重复"), (("measures", 3), "“a”重复")]),
        (Mean(("a",), Decimal(0)), [(("full_at",), "full_at 不能是 0", "大于 0 的数")]),
        (Mean(("a",), Decimal(-1)), [(("full_at",), "full_at 不能是 -1", "大于 0 的数")]),
    ],
)
def test_faults(kit: Any, rule: Mean, faults: list[tuple[object, ...]]) -> None:
    assert kit.faults(rule.check(Decimal(2))) == faults


# ---------------------------------------------------------------- properties

ratios = st.decimals(-1, 3, places=4)
marks = st.decimals(min_value=Decimal("0.5"), max_value=10, places=1)
GRAIN = Decimal("1E-10")


def lost_by(kit: Any, full: Decimal, values: list[Decimal | None]) -> Decimal:
    """Return the marks that remain when these values are known; None is no rate."""
    ids = IDS[: len(values)]
    known = [kit.value(value, id=id) for id, value in zip(ids, values, strict=True)]
    return Decimal(kit.lost(kit.assess(Mean(ids), full, *known)))


@given(marks, st.lists(ratios, min_size=1, max_size=4))
def test_it_is_the_mean_of_the_capped_ratios(kit: Any, full: Decimal, values: list[Decimal]) -> None:
    mean = sum((min(max(value, Decimal(0)), Decimal(1)) for value in values), Decimal(0)) / len(values)
    assert abs(full - lost_by(kit, full, list(values)) - full * mean) <= GRAIN


@given(marks, st.lists(st.tuples(st.one_of(ratios, st.none()), st.booleans()), min_size=1, max_size=4))
def test_whatever_is_missing_ends_within_the_interval(
    kit: Any, full: Decimal, values: list[tuple[Decimal | None, bool]]
) -> None:
    ids = IDS[: len(values)]
    known: list[Known] = [
        kit.missing(id=id) if missing else kit.value(value, id=id)
        for id, (value, missing) in zip(ids, values, strict=True)
    ]
    partly = kit.assess(Mean(ids), full, *known)
    complete = [value for value, _ in values]
    if all(value is None for value in complete):
        return  # Then it does not apply, and there are no marks to earn.
    awarded = full - lost_by(kit, full, complete)
    high = full - kit.lost(partly)
    assert high - kit.open(partly) <= awarded <= high
