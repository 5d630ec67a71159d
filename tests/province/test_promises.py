"""Promises of one report against the figures of the next."""

from decimal import Decimal

import pytest
from attrs import evolve

from evalkit.facts.unit import Unit
from evalkit.province.aims import Kind
from evalkit.province.promises import Obstacle, Promise, Verdict, promises
from evalkit.province.standing import Standing
from evalkit.province.years import Figure, Quote, Row, Year
from evalkit.rules.rule import Title

INPUTS = {"rate": ("bought", "planned")}


def _quote(text: str) -> Quote:
    return Quote(text, "report.txt", None, 3)


def _figure(id: str, title: str, unit: Unit, value: str) -> Figure:
    return Figure(id, title, unit, Decimal(value), _quote(f"{title}{value}"))


def _year(year: int, rate: str | None, cost: str | None, *plans: str) -> Year:
    zero = Decimal(0)
    value = None if rate is None else Decimal(rate)
    row = Row("buying", Title("政府采购执行率"), Decimal(2), zero, zero, value, Unit.RATIO, "rate")
    figures = {"bought": _figure("bought", "政府采购支出数（实际金额）", Unit.MONEY, "900")}
    if cost is not None:
        figures["cost"] = _figure("cost", "公务接待费决算数", Unit.MONEY, cost)
    return Year(
        year,
        "own",
        Title("自拟标准"),
        "a" * 64,
        Standing("水务局", "water.txt", year, Decimal(10), zero, zero, zero),
        (),
        (row,),
        (),
        figures,
        tuple(map(_quote, plans)),
    )


def _become(plan: str, after: Year | None = None) -> Promise:
    before = _year(2022, "0.90", "10000", plan)
    (found,) = promises([before, after or _year(2023, "0.96", "9400")], INPUTS)
    return found


def test_a_promise_on_an_indicator_is_held_against_its_value_and_the_sentences_behind_it() -> None:
    found = _become("力争政府采购执行率达到95%以上。")
    (check,) = found.checks
    assert (found.made, found.held, found.verdict, found.obstacle) == (2022, 2023, Verdict.KEPT, None)
    assert (check.aim.kind, check.before, check.after) == (Kind.AT_LEAST, Decimal("0.90"), Decimal("0.96"))
    assert [quote.text for quote in check.quotes] == ["政府采购支出数（实际金额）900"]


def test_a_promise_on_a_figure_is_held_against_that() -> None:
    found = _become("公务接待费同比下降10%。")
    (check,) = found.checks
    assert (found.verdict, check.before, check.after) == (Verdict.BROKEN, Decimal(10000), Decimal(9400))
    assert check.quotes == (_quote("公务接待费决算数9400"),)


def test_one_broken_half_breaks_a_promise() -> None:
    found = _become("政府采购执行率达到95%以上，公务接待费控制在0.9万元以内。")
    assert [check.verdict for check in found.checks] == [Verdict.KEPT, Verdict.BROKEN]
    assert found.verdict is Verdict.BROKEN


@pytest.mark.parametrize(
    ("plan", "obstacle"),
    [
        ("加强业务培训，提高干部素质。", Obstacle.NOTHING_NAMED),
        ("推动政府采购执行率与进度相匹配。", Obstacle.NO_AIM),
        ("力争政府采购执行率达到95%左右。", Obstacle.NO_AIM),
        ("到2025年，政府采购执行率达到98%以上。", Obstacle.NOT_YET_DUE),
        ("三年内压减公务接待费。", Obstacle.NOT_YET_DUE),
        ("6月底前政府采购执行率达到50%以上。", Obstacle.NOTHING_NAMED),
    ],
)
def test_where_a_promise_is_not_plain_nobody_can_tell(plan: str, obstacle: Obstacle) -> None:
    found = _become(plan)
    assert (found.verdict, found.obstacle, found.checks) == (Verdict.OPEN, obstacle, ())


def test_without_a_figure_in_the_next_report_nobody_can_tell() -> None:
    found = _become("公务接待费控制在2万元以内。", _year(2023, "0.96", None))
    assert (found.verdict, found.obstacle) == (Verdict.OPEN, Obstacle.NO_FIGURE)


def test_a_change_cannot_be_told_without_the_figure_before() -> None:
    before = _year(2022, "0.9", None, "公务接待费同比下降10%。")
    (found,) = promises([before, _year(2023, "0.96", "9000")], INPUTS)
    assert (found.verdict, found.obstacle) == (Verdict.OPEN, Obstacle.NO_FIGURE)


def test_every_report_but_the_last_is_held_against_the_next() -> None:
    plan = "力争政府采购执行率达到95%以上。"
    years = [_year(2021, "0.9", "1", plan), _year(2022, "0.94", "1", plan), _year(2023, "0.95", "1", plan)]
    assert [(each.made, each.held, each.verdict) for each in promises(years, INPUTS)] == [
        (2021, 2022, Verdict.BROKEN),
        (2022, 2023, Verdict.KEPT),
    ]


def test_a_year_alone_has_nothing_to_hold_promises_against() -> None:
    assert promises([_year(2022, "0.9", "1", "力争政府采购执行率达到95%以上。")], INPUTS) == ()


def test_names_of_the_catalogue_are_understood_too() -> None:
    years = [_year(2022, "0.9", "1", "力争采购支付率不低于95%。"), _year(2023, "0.96", "1")]
    (without,) = promises(years, INPUTS)
    (found,) = promises(years, INPUTS, {"rate": ("采购支付率",)})
    assert (without.obstacle, found.verdict) == (Obstacle.NOTHING_NAMED, Verdict.KEPT)


def test_a_measure_without_an_indicator_is_gone_by_as_well() -> None:
    zero = Decimal(0)
    row = Row("use", Title("固定资产利用率"), zero, zero, zero, Decimal("0.97"), Unit.RATIO, "use")
    before = _year(2022, "0.9", "1", "提高固定资产利用率至98%。")
    (found,) = promises([before, evolve(_year(2023, "0.96", "1"), measured=(row,))], INPUTS)
    assert (found.verdict, found.checks[0].after) == (Verdict.BROKEN, Decimal("0.97"))
