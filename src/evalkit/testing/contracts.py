"""Contracts: what must hold of an indicator for every report, each a check of one drawn fact sheet."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import astuple, evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from evalkit.facts.fact import FactSheet
from evalkit.facts.sheet_file import load_facts
from evalkit.facts.unit import Amount, Unit
from evalkit.frozen import frozen
from evalkit.journey import catalogue_of
from evalkit.messages import Lang, Message, say
from evalkit.quoting import quoted
from evalkit.rubrics.rubric import Indicator
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import Direction, Rule
from evalkit.scoring.compiled.table import Table
from evalkit.scoring.rows import Row
from evalkit.scoring.scorecard import IndicatorResult, Outcome
from evalkit.testing.desk import Desk, Draw, FalsifiedError, assessed, hold, lost
from evalkit.testing.remedies import remedy_true
from evalkit.testing.strategies import bounds_of, fact_sheets, numbers


@frozen
class Contract:
    """One contract: its name, what it promises, and the check; `applies` says of which indicators."""

    name: str
    title: Message
    check: Callable[[Desk, FactSheet, Draw], None]
    applies: Callable[[Desk], bool] = lambda _: True


def _tree(result: IndicatorResult) -> Iterator[IndicatorResult]:
    yield result
    for part in result.parts:
        yield from _tree(part)


# ---------------------------------------------------------------- of one scorecard


def _bounded(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    for result in _tree(desk.result(sheet)):
        error = result.outcome is Outcome.ERROR
        hold(not error, result.fault or say("计分出错", "scoring it fails"))
        within = 0 <= result.low <= result.high <= result.marks
        said = say("得分 {low} 至 {high}，超出 0 至 {marks}", "{low}–{high} marks, beyond 0–{marks}",
                   low=result.low, high=result.high, marks=result.marks)  # fmt: skip
        hold(within, said)


def _explained(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    result = desk.result(sheet)
    for each in result.deductions:
        for what, name in (
            (each.reason.text(Lang.ZH), say("理由", "reason")),
            (each.remedy.text(Lang.ZH), say("补救办法", "remedy")),
            (each.clause, say("条款", "clause")),
        ):
            said = say("扣了 {marks} 分，没有{what}", "{marks} marks lost without a {what}",
                       marks=each.marks, what=name)  # fmt: skip
            hold(bool(what.strip()), said)
        said = say("扣了 {marks} 分，没有依据", "{marks} marks lost without evidence", marks=each.marks)
        hold(bool(each.evidence) or not sheet.facts, said)


def _balances(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    card = desk.card(sheet)
    for result in _tree(card.dimensions[0].indicators[0]):
        lost = sum((Fraction(each.marks) for each in result.deductions), Fraction(0))
        said = say("满分减去各项扣分不等于得分上限", "full marks less what is lost are not the upper end")
        hold(Fraction(result.high) == Fraction(result.marks) - lost, said)
        said = say("待定的分没有说明缺什么", "open marks do not say what is missing")
        hold(result.low == result.high or bool(result.missing), said)
    said = say("各来源的得分之和不等于得分", "marks by basis do not add up to those awarded")
    hold(sum(Fraction(each) for each in astuple(card.basis)) == Fraction(card.awarded), said)


# ---------------------------------------------------------------- of one value


def _direction(row: Row, rule: Rule) -> Direction:
    if row.indicator.better is not None:
        return row.indicator.better
    return rule.curve(row.indicator.marks).direction if isinstance(rule, OneValueRule) else Direction.NEITHER


def _monotone(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    for row, rule, id, unit in desk.measured():
        direction = _direction(row, rule)
        if direction is Direction.NEITHER:
            continue
        values = numbers(unit, bounds_of(rule, id, row.indicator.marks))
        low, high = sorted((draw(values), draw(values)))
        worse, better = (low, high) if direction is Direction.HIGHER else (high, low)
        before = lost(assessed(desk, row, rule, id, unit, worse))
        after = lost(assessed(desk, row, rule, id, unit, better))
        said = say(
            "“{title}”由 {worse} 改善为 {better}，扣分反而由 {before} 增为 {after}",
            "{title} improves from {worse} to {better}, and loses {after} instead of {before}",
            title=row.indicator.title,
            worse=Amount(worse, unit),
            better=Amount(better, unit),
            before=before,
            after=after,
        )
        hold(after <= before, said)


def _has_direction(desk: Desk) -> bool:
    return any(_direction(row, rule) is not Direction.NEITHER for row, rule, _, _ in desk.measured())


# ---------------------------------------------------------------- of the same report said otherwise


def _same(one: IndicatorResult, other: IndicatorResult, how: Message) -> None:
    said = say(
        "{how}，得分由 {low}–{high} 变为 {new_low}–{new_high}",
        "{how}: {low}–{high} marks become {new_low}–{new_high}",
        how=how,
        low=one.low,
        high=one.high,
        new_low=other.low,
        new_high=other.high,
    )
    hold((one.low, one.high, one.outcome) == (other.low, other.high, other.outcome), said)


def _unit_invariant(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    results = []
    for noun, worth in (("元", Decimal(1)), ("万元", Decimal(10_000)), ("亿元", Decimal(100_000_000))):
        lines = [_written(fact.id, fact.value, fact.unit, noun, worth) for fact in sheet.facts.values()]
        data = ('[report]\ndepartment = "某局"\n' + "".join(lines)).encode()
        results.append(desk.result(load_facts(data, "facts.toml", catalogue_of(desk.rubric, desk.registry))))
    for other in results[1:]:
        _same(results[0], other, say("金额换了单位", "in other units of money"))


def _written(id: str, value: Any, unit: Unit, noun: str, worth: Decimal) -> str:
    head = f"\n[[fact]]\nid = {quoted(id)}\n"
    if isinstance(value, bool):
        return f"{head}value = {str(value).lower()}\n"
    if isinstance(value, str):
        return f"{head}value = {quoted(value)}\n"
    if unit is Unit.MONEY:
        return f'{head}value = "{value / worth:f}"\nunit = "{noun}"\n'
    return f'{head}value = "{value:f}"\n'


def _order_free(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    turned = evolve(sheet, facts=dict(reversed(list(sheet.facts.items()))))
    _same(desk.result(sheet), desk.result(turned), say("事实换了顺序", "facts in another order"))


def _rounding_stable(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    longer = {
        id: evolve(fact, value=fact.value + Decimal("0.0000000000"))
        if isinstance(fact.value, Decimal)
        else fact
        for id, fact in sheet.facts.items()
    }
    how = say("数字末尾添了零", "with zeros behind the figures")
    _same(desk.result(sheet), desk.result(evolve(sheet, facts=longer)), how)


def _interval_honest(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    kept = draw(st.sets(st.sampled_from(sorted(sheet.facts)))) if sheet.facts else set()
    facts = {id: fact for id, fact in sheet.facts.items() if id in kept}
    before = desk.result(evolve(sheet, facts=facts))
    while wanted := [id for id in before.missing if id in sheet.facts and id not in facts]:
        facts |= {id: sheet.facts[id] for id in wanted}
        after = desk.result(evolve(sheet, facts=facts))
        said = say(
            "补上 {facts} 后得分为 {new_low}–{new_high}，超出原先的 {low}–{high}",
            "with {facts} the marks are {new_low}–{new_high}, beyond {low}–{high} before",
            facts="、".join(sheet.facts[id].title for id in wanted),
            low=before.low,
            high=before.high,
            new_low=after.low,
            new_high=after.high,
        )
        away = after.outcome is Outcome.NOT_APPLICABLE
        hold(away or before.low <= after.low <= after.high <= before.high, said)
        before = after


def _columnar(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    """Check that a report among many, reckoned column by column, gets what it gets by itself."""
    card = desk.card(sheet)
    ready = desk.scorer.marks_of(sheet)
    row = draw(st.integers(0, 2))
    sheets = [FactSheet(None, None, {})] * 3
    sheets[row] = sheet
    many = desk.scorer.columns(Table.of(sheets))
    for one, exact, near in ((card.low, ready.low, many.low[row]), (card.high, ready.high, many.high[row])):
        said = say(
            "单份得 {one} 分，成批得 {many} 分",
            "{one} marks by itself, {many} among many",
            one=one,
            many=exact if exact != one else Decimal(repr(float(near))),
        )
        hold(exact == one and abs(float(near) - float(one)) < _CLOSE, said)


_CLOSE = 1e-9
"""How far marks reckoned in floats may lie from the exact ones."""

CONTRACTS = (
    Contract("bounded", say("得分不出界", "marks stay within bounds"), _bounded),
    Contract("explained", say("扣分都有理由", "every lost mark is explained"), _explained),
    Contract("balanced", say("分数收支相抵", "the ledger balances"), _balances),
    Contract("monotone", say("改善不丢分", "a better value never loses marks"), _monotone, _has_direction),
    Contract("unit-invariant", say("换单位不变分", "units do not matter"), _unit_invariant),
    Contract("order-free", say("换顺序不变分", "order does not matter"), _order_free),
    Contract("rounding-stable", say("末尾添零不变分", "zeros behind do not matter"), _rounding_stable),
    Contract(
        "interval-honest", say("补数据不出区间", "supplying facts stays in the interval"), _interval_honest
    ),
    Contract("columnar", say("成批与单份同分", "many score like one"), _columnar),
    Contract("remedy-true", say("照补救办法做能得回分", "remedies win the marks back"), remedy_true),
)
"""Every contract there is."""


@frozen
class Counterexample:
    """The smallest case found in which a contract does not hold."""

    sheet: FactSheet
    said: str

    def text(self, contract: Contract, indicator: Indicator) -> str:
        """Return the case as one sentence in Chinese, and as facts that an example can take over."""
        facts = list(self.sheet.facts.values())
        stated = "、".join(f"{fact.title}为 {_shown(fact.value, fact.unit)}" for fact in facts)
        when = f"当{stated}时，" if facts else ""
        named = f"指标 {indicator.id}（{indicator.title.zh}）"
        sentence = f"{when}{named}不满足“{contract.title.zh}”：{self.said}。"
        written = ", ".join(f"{fact.id} = {_toml(fact.value)}" for fact in facts)
        return f"{sentence}\nfacts = {{ {written} }}" if facts else sentence


def _shown(value: Any, unit: Unit) -> str:
    if isinstance(value, Decimal):
        return Amount(value, unit).text(Lang.ZH)
    return {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value:f}"' if isinstance(value, Decimal) else quoted(str(value))


def falsify(contract: Contract, desk: Desk, examples: int) -> Counterexample | None:
    """Return the smallest case against `contract` that `examples` fact sheets lead to, None when there is none.

    The same rubric is tried with the same sheets every time.
    """
    last: list[Counterexample] = []

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(sheet=fact_sheets(desk.rubric, desk.registry), data=st.data())
    def tried(sheet: FactSheet, data: st.DataObject) -> None:
        try:
            contract.check(desk, sheet, data.draw)
        except FalsifiedError as error:
            last[:] = [Counterexample(sheet, error.message.text(Lang.ZH))]
            raise

    try:
        tried()
    except FalsifiedError:
        return last[0]
    return None
