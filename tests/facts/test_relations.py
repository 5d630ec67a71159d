"""Sums, rates, changes and parts: what contradicts, what supports, what says nothing."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from importlib.resources import files

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evalkit.errors import FactsError
from evalkit.facts.fact import Basis, Fact
from evalkit.facts.relations import (
    AtMost,
    Change,
    Full,
    Ratio,
    Reading,
    Relation,
    Relations,
    Sum,
    structure_relations,
    unknown_facts,
)
from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.toml import parse

WAN = Decimal(10_000)


def money(value: str) -> Reading:
    """Return a figure in 万元 with the precision it is written with."""
    printed = Decimal(value)
    return Reading(printed * WAN, Unit.MONEY, Decimal(1).scaleb(int(printed.as_tuple().exponent)) * WAN)


def percent(value: str) -> Reading:
    """Return a claim in % with the precision it is written with."""
    printed = Decimal(value)
    step = Decimal(1).scaleb(int(printed.as_tuple().exponent)) / 100
    return Reading(printed / 100, Unit.RATIO, step, basis=Basis.CLAIM)


def count(value: int) -> Reading:
    return Reading(Decimal(value), Unit.COUNT, Decimal(1))


BASIC = Sum("basic", ("staff", "daily"))
RATE = Ratio("rate", "spent", "planned")


@pytest.mark.parametrize(
    ("total", "staff", "daily", "agrees"),
    [
        ("3862", "2475", "1386", True),  # 2,475 + 1,386 = 3,861: rounding
        ("3863", "2475", "1386", False),
        ("3861.40", "2475.1", "1386.3", True),
        ("3861.46", "2475.10", "1386.30", False),
        ("3861.41", "2475.10", "1386.30", True),
    ],
)
def test_a_sum_is_contradicted_only_beyond_rounding(total: str, staff: str, daily: str, agrees: bool) -> None:
    readings = {"basic": money(total), "staff": money(staff), "daily": money(daily)}
    assert BASIC.agrees(readings) is agrees


@pytest.mark.parametrize(
    ("total", "agrees"), [("3000", None), ("2475", None), ("2474", None), ("2400", False)]
)
def test_absent_parts_are_not_zero(total: str, agrees: bool | None) -> None:
    assert BASIC.agrees({"basic": money(total), "staff": money("2475")}) is agrees


def test_two_parts_that_already_make_the_total_support_it() -> None:
    relation = Sum("all", ("goods", "works", "services"))
    assert (
        relation.agrees({"all": money("812.40"), "goods": money("300.15"), "services": money("512.25")})
        is True
    )


def test_parts_that_need_not_be_all_can_only_exceed_the_total() -> None:
    relation = Sum("all", ("used", "waiting"), complete=False)
    readings = {"used": money("700"), "waiting": money("80")}
    assert relation.agrees(readings | {"all": money("950")}) is None
    assert relation.agrees(readings | {"all": money("780")}) is True
    assert relation.agrees(readings | {"all": money("770")}) is False


def test_a_longer_sum_is_left_alone_when_the_shorter_one_can_be_checked() -> None:
    relation = Sum("all", ("staff", "daily", "projects"), unless="basic")
    readings = {name: money("10") for name in ("all", "staff", "daily", "projects")}
    assert relation.agrees(readings) is False
    assert relation.agrees(readings | {"basic": money("20")}) is None


@pytest.mark.parametrize(
    ("rate", "agrees"),
    [("76.13", True), ("76.1", True), ("76", True), ("76.12", True), ("76.11", False), ("76.14", False)],
)
def test_a_rate_may_be_rounded_or_cut_off(rate: str, agrees: bool) -> None:
    """538.25 ÷ 707.02 is 76.1294 %."""
    readings = {"rate": percent(rate), "spent": money("538.25"), "planned": money("707.02")}
    assert RATE.agrees(readings) is agrees


def test_a_rate_without_its_figures_says_nothing() -> None:
    assert RATE.agrees({"rate": percent("76"), "spent": money("538")}) is None
    assert RATE.agrees({"spent": money("538"), "planned": money("700")}) is None
    assert RATE.agrees({"rate": percent("76"), "spent": money("538"), "planned": money("0")}) is None


def test_a_quarter_is_measured_by_its_share_of_the_year() -> None:
    quarter = Ratio("q1", "progress", scale=Decimal("0.25"))
    assert quarter.agrees({"q1": percent("88.40"), "progress": percent("22.1")}) is True
    assert quarter.agrees({"q1": percent("90.40"), "progress": percent("22.1")}) is False


@pytest.mark.parametrize(("rate", "agrees"), [("-12.5", True), ("12.5", False), ("-12.0", False)])
def test_a_change_has_a_sign(rate: str, agrees: bool) -> None:
    readings = {"rate": percent(rate), "now": money("35.00"), "before": money("40.00")}
    assert Change("rate", "now", "before").agrees(readings) is agrees


def test_an_absolute_change_has_none() -> None:
    readings = {"rate": percent("12.5"), "now": money("35.00"), "before": money("40.00")}
    assert Change("rate", "now", "before", absolute=True).agrees(readings) is True


def test_a_part_cannot_exceed_its_whole_and_being_smaller_proves_nothing() -> None:
    relation = AtMost("done", "planned")
    assert relation.agrees({"done": count(14), "planned": count(13)}) is False
    assert relation.agrees({"done": count(13), "planned": count(13)}) is None
    assert relation.agrees({"done": count(13)}) is None


def test_all_means_a_hundred_percent() -> None:
    relation = Full("all_answered", "rate")
    all_of_them = Reading(True, Unit.YES_NO, basis=Basis.STATEMENT)
    assert relation.agrees({"all_answered": all_of_them, "rate": percent("98.7")}) is False
    assert relation.agrees({"all_answered": all_of_them, "rate": percent("100")}) is None
    assert relation.agrees({"all_answered": Reading(False, Unit.YES_NO), "rate": percent("98.7")}) is None
    assert relation.agrees({"rate": percent("98.7")}) is None


def test_about_is_wider_than_the_printed_place() -> None:
    about = Reading(Decimal(710) * WAN, Unit.MONEY, WAN * 10, approximate=True)
    assert RATE.agrees({"rate": percent("76.13"), "spent": money("538.25"), "planned": about}) is True


def test_counts_are_exact_until_they_are_said_in_thousands() -> None:
    assert count(9).interval == Reading(Decimal(9), Unit.COUNT).interval
    coarse = Reading(Decimal(84 * 10_000), Unit.COUNT, WAN).interval
    assert coarse is not None and (coarse.low, coarse.high) == (Decimal(835_000), Decimal(845_000))


def test_what_is_no_number_has_no_interval() -> None:
    assert Reading("优", Unit.TEXT).interval is None
    assert Reading(True, Unit.YES_NO).interval is None


def test_a_supplied_fact_is_read_without_the_reading_it_replaced() -> None:
    fact = Fact("spent", "支出", Unit.MONEY, Decimal(5), Basis.SUPPLIED)
    assert Reading.of_fact(fact) == Reading(Decimal(5), Unit.MONEY, basis=Basis.SUPPLIED)


# ---------------------------------------------------------------- several relations


def test_several_ways_of_one_rate_are_one_question() -> None:
    relations = Relations((RATE, Ratio("rate", "spent", "granted", alternative=True)))
    readings = {"rate": percent("90"), "spent": money("90"), "planned": money("120"), "granted": money("100")}
    assert relations.contradicted(readings) == ()
    assert relations.contradicted(readings | {"granted": money("110")}) == (RATE,)


def test_an_alternative_way_contradicts_nothing_by_itself() -> None:
    relations = Relations((RATE, Ratio("rate", "spent", "granted", alternative=True)))
    readings = {"rate": percent("90"), "spent": money("90"), "granted": money("120")}
    assert relations.contradicted(readings) == ()


def test_support_is_counted_by_the_relations_that_hold() -> None:
    relations = Relations((BASIC, AtMost("daily", "basic"), Ratio("share", "daily", "basic")))
    readings = {"basic": money("90"), "staff": money("60"), "daily": money("30"), "share": percent("40")}
    assert relations.supporting("daily", readings) == (BASIC,)
    assert relations.about("nobody") == ()


def test_the_facts_around_a_fact_are_those_that_decide_its_relations() -> None:
    relations = Relations((BASIC, Sum("all", ("staff", "other"), unless="basic"), RATE))
    assert relations.around("other") == {"all", "staff", "other", "basic"}


# ---------------------------------------------------------------- as data


def test_the_shipped_relations_are_read_and_are_about_known_facts() -> None:
    file = parse((files("evalkit.facts") / "relations.toml").read_bytes(), "relations.toml")
    relations = structure_relations(file, FactsError)
    assert Ratio("q1_execution_rate", "q1_expenditure_progress", scale=Decimal("0.25")) in relations
    assert Sum("basic_expenditure", ("personnel_expenditure", "public_expense_actual")) in relations
    assert len(set(relations)) == len(relations)


def test_all_problems_of_relations_are_reported_at_once() -> None:
    text = '[[sum]]\ntotal = "a"\nparts = "b"\n\n[[ratio]]\nrate = "a"\nnumerater = "b"\n'
    with pytest.raises(FactsError) as caught:
        structure_relations(parse(text.encode(), "mine.toml"), FactsError)
    assert [problem.text(Lang.ZH) for problem in caught.value.problems] == [
        "mine.toml:3:9: sum[1].parts: 应为数组，这里是字符串“b”",
        "mine.toml:5:1: ratio[1]: 缺少键“numerator”",
        "mine.toml:7:1: ratio[1].numerater: 不认识的键“numerater”，是不是“numerator”？（可用：rate、numerator、denominator、scale、alternative）",
    ]


def test_unknown_facts_are_named() -> None:
    assert unknown_facts((BASIC, RATE), ("basic", "staff", "rate", "spent")) == ("daily", "planned")


# ---------------------------------------------------------------- properties

amounts = st.decimals(min_value=0, max_value=10**7, places=5)
precision = st.integers(min_value=0, max_value=4)


def printed(value: Decimal, decimals: int, unit: Unit, rounding: str = ROUND_HALF_UP) -> Reading:
    step = Decimal(1).scaleb(-decimals)
    return Reading(value.quantize(step, rounding), unit, step)


@given(st.lists(st.tuples(amounts, precision), min_size=2, max_size=5), precision)
def test_rounding_never_contradicts_a_sum(parts: list[tuple[Decimal, int]], decimals: int) -> None:
    names = tuple(f"part{place}" for place in range(len(parts)))
    readings = {
        name: printed(value, places, Unit.MONEY) for name, (value, places) in zip(names, parts, strict=True)
    }
    readings["total"] = printed(sum((value for value, _ in parts), Decimal(0)), decimals, Unit.MONEY)
    assert Sum("total", names).agrees(readings) is True


@given(
    st.decimals(min_value=0, max_value=10**6, places=4),
    st.decimals(min_value=1, max_value=10**6, places=4),
    precision,
    st.integers(min_value=2, max_value=6),
    st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]),
)
def test_rounding_never_contradicts_a_rate(
    spent: Decimal, planned: Decimal, decimals: int, rate_decimals: int, rounding: str
) -> None:
    readings = {
        "spent": printed(spent, decimals, Unit.MONEY),
        "planned": printed(planned, decimals, Unit.MONEY),
        "rate": printed(spent / planned, rate_decimals, Unit.RATIO, rounding),
    }
    assert RATE.agrees(readings) is not False


@given(
    st.decimals(min_value=100, max_value=10**6, places=2),
    st.decimals(min_value=100, max_value=10**6, places=2),
    st.decimals(min_value="0.01", max_value=1, places=3),
    st.booleans(),
)
def test_a_difference_beyond_rounding_contradicts_a_rate(
    spent: Decimal, planned: Decimal, error: Decimal, upwards: bool
) -> None:
    rate = spent / planned
    claim = rate + error if upwards else rate - error
    assume(error > (rate + 1) * Decimal("0.001"))
    readings: dict[str, Reading] = {
        "spent": printed(spent, 2, Unit.MONEY),
        "planned": printed(planned, 2, Unit.MONEY),
        "rate": printed(claim, 4, Unit.RATIO),
    }
    assert RATE.agrees(readings) is False


@given(st.permutations([BASIC, RATE, AtMost("staff", "basic"), Full("said", "rate")]))
def test_the_order_of_relations_does_not_change_what_is_contradicted(relations: list[Relation]) -> None:
    readings = {
        "basic": money("10"),
        "staff": money("12"),
        "daily": money("1"),
        "rate": percent("50"),
        "spent": money("1"),
        "planned": money("4"),
        "said": Reading(True, Unit.YES_NO),
    }
    assert set(Relations(tuple(relations)).contradicted(readings)) == set(relations)
