"""Contracts: what must hold of an indicator for every report, each a check of one drawn fact sheet."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import astuple, define, evolve, field, frozen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from evalkit.facts.fact import Basis, FactSheet
from evalkit.facts.sheet_file import load_facts
from evalkit.facts.unit import Amount, Unit
from evalkit.journey import score_sheet
from evalkit.messages import Lang, Message, say
from evalkit.quoting import quoted
from evalkit.registry import Registry
from evalkit.rubrics.rubric import Indicator, Rubric
from evalkit.rules.checklist import AnyOf
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import Assessment, Direction, Known, Rule, Value
from evalkit.scoring.rows import Row, all_rows
from evalkit.scoring.scorecard import IndicatorResult, Outcome, Scorecard
from evalkit.scoring.values import Values
from evalkit.testing.strategies import bounds_of, fact_sheets, numbers

Draw = Callable[[st.SearchStrategy[Any]], Any]


class FalsifiedError(AssertionError):
    """A contract does not hold; `message` says what came instead."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.text(Lang.ZH))


@define
class Desk:
    """One indicator alone on a rubric, to be scored again and again."""

    indicator: Indicator
    rubric: Rubric
    registry: Registry
    _said: dict[str, Message] = field(factory=dict)

    @classmethod
    def of(cls, rubric: Rubric, indicator: Indicator, registry: Registry) -> "Desk":
        """Return the desk for `indicator` of `rubric`."""
        dimension = next(each for each in rubric.dimensions if indicator in each.indicators)
        alone = evolve(dimension, marks=indicator.marks, indicators=(indicator,))
        small = evolve(rubric, dimensions=(alone,), total=indicator.marks, adjustments=(), grades=())
        return cls(indicator, small, registry)

    def card(self, sheet: FactSheet) -> Scorecard:
        """Return the scorecard of `sheet`."""
        return score_sheet(sheet, self.rubric, self.registry)

    def result(self, sheet: FactSheet) -> IndicatorResult:
        """Return what becomes of the indicator."""
        return self.card(sheet).dimensions[0].indicators[0]

    def rows(self) -> tuple[Row, ...]:
        """Return the indicator's row and those below it."""
        return tuple(all_rows(self.rubric))

    def values(self, sheet: FactSheet) -> Values:
        """Return what is known of `sheet`."""
        measures = self.rubric.measures_among(self.registry.measures)
        return Values(sheet, measures, self.registry.terms.titles)

    def measured(self) -> tuple[tuple[Row, Rule, str, Unit], ...]:
        """Return the rows whose rule looks at one number, with its id and unit."""
        measures: Any = self.rubric.measures_among(self.registry.measures)
        found = []
        for row in self.rows():
            rule = row.indicator.rule
            if rule is None or rule.judged or isinstance(rule, AnyOf) or len(rule.needs()) != 1:
                continue
            (id,) = rule.needs()
            unit = measures[id].unit if id in measures else self.registry.terms.units.get(id)
            if unit is not None and unit not in (Unit.YES_NO, Unit.TEXT):
                found.append((row, rule, id, unit))
        return tuple(found)


@frozen
class Contract:
    """One contract: its name, what it promises, and the check; `applies` says of which indicators."""

    name: str
    title: Message
    check: Callable[[Desk, FactSheet, Draw], None]
    applies: Callable[[Desk], bool] = lambda _: True


def _hold(condition: bool, message: Message) -> None:
    if not condition:
        raise FalsifiedError(message)


def _tree(result: IndicatorResult) -> Iterator[IndicatorResult]:
    yield result
    for part in result.parts:
        yield from _tree(part)


# ---------------------------------------------------------------- of one scorecard


def _bounded(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    for result in _tree(desk.result(sheet)):
        error = result.outcome is Outcome.ERROR
        _hold(not error, result.fault or say("计分出错", "scoring it fails"))
        within = 0 <= result.low <= result.high <= result.marks
        said = say("得分 {low} 至 {high}，超出 0 至 {marks}", "{low}–{high} marks, beyond 0–{marks}",
                   low=result.low, high=result.high, marks=result.marks)  # fmt: skip
        _hold(within, said)


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
            _hold(bool(what.strip()), said)
        said = say("扣了 {marks} 分，没有依据", "{marks} marks lost without evidence", marks=each.marks)
        _hold(bool(each.evidence) or not sheet.facts, said)


def _balances(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    card = desk.card(sheet)
    for result in _tree(card.dimensions[0].indicators[0]):
        lost = sum((Fraction(each.marks) for each in result.deductions), Fraction(0))
        said = say("满分减去各项扣分不等于得分上限", "full marks less what is lost are not the upper end")
        _hold(Fraction(result.high) == Fraction(result.marks) - lost, said)
        said = say("待定的分没有说明缺什么", "open marks do not say what is missing")
        _hold(result.low == result.high or bool(result.missing), said)
    said = say("各来源的得分之和不等于得分", "marks by basis do not add up to those awarded")
    _hold(sum(Fraction(each) for each in astuple(card.basis)) == Fraction(card.awarded), said)


# ---------------------------------------------------------------- of one value


def _lost(assessment: Assessment) -> Decimal:
    return sum((loss.marks for loss in assessment.losses), Decimal(0))


def _assessed(desk: Desk, row: Row, rule: Rule, id: str, unit: Unit, value: Decimal) -> Assessment:
    title = desk.values(FactSheet(None, None, {})).title(id)
    known = Value(id, title, value, unit, basis=Basis.FIGURE, inputs=())
    try:
        return rule.assess(row.indicator.marks, {id: known})
    except Exception:  # noqa: BLE001  a rule that breaks fails `bounded`, and that alone
        return Assessment()


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
        before = _lost(_assessed(desk, row, rule, id, unit, worse))
        after = _lost(_assessed(desk, row, rule, id, unit, better))
        said = say(
            "“{title}”由 {worse} 改善为 {better}，扣分反而由 {before} 增为 {after}",
            "{title} improves from {worse} to {better}, and loses {after} instead of {before}",
            title=row.indicator.title,
            worse=Amount(worse, unit),
            better=Amount(better, unit),
            before=before,
            after=after,
        )
        _hold(after <= before, said)


def _has_direction(desk: Desk) -> bool:
    return any(_direction(row, rule) is not Direction.NEITHER for row, rule, _, _ in desk.measured())


_GOAL = re.compile(r"(不低于|高于|不超过|低于|等于) (-?[\d,]{1,40}(?:\.\d{1,40})?) ?(%|万元|亿元|元)?")
_WORTH = {"%": Decimal("0.01"), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_BESIDE = Decimal("1E-12")


def _goal(remedy: str) -> Decimal | None:
    """Return a value that does what a remedy says in its last clause; None when it names no number."""
    bounds = []
    for word, digits, unit in _GOAL.findall(re.split("[，；]", remedy)[-1]):
        value = Decimal(digits.replace(",", "")) * _WORTH.get(unit, Decimal(1))
        bounds.append(value + {"高于": _BESIDE, "低于": -_BESIDE}.get(word, Decimal(0)))
    return sum(bounds, Decimal(0)) / len(bounds) if bounds else None


def _remedy_true(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    for row, rule, id, unit in desk.measured():
        value = draw(numbers(unit, bounds_of(rule, id, row.indicator.marks)))
        for loss in _assessed(desk, row, rule, id, unit, value).losses:
            text = loss.remedy.text(Lang.ZH)
            goal = _goal(text) if "即可得满分" in text else None
            if goal is None:
                continue
            left = _lost(_assessed(desk, row, rule, id, unit, goal))
            said = say(
                "“{title}”为 {value} 时说“{remedy}”，照做仍扣 {left} 分",
                "at {value} {title} says “{remedy}”; done so, {left} marks are still lost",
                title=row.indicator.title,
                value=Amount(value, unit),
                remedy=text,
                left=left,
            )
            _hold(left == 0, said)
    _remedied_statements(desk, sheet)


def _remedied_statements(desk: Desk, sheet: FactSheet) -> None:
    """Check that an item lost for a No is won by the Yes."""
    for row in desk.rows():
        rule = row.indicator.rule
        if not isinstance(rule, AnyOf):
            continue
        known: dict[str, Known] = desk.values(sheet).known(rule.needs())
        noes = {id: each for id, each in known.items() if isinstance(each, Value) and each.value is False}
        if not noes or not rule.assess(row.indicator.marks, known).losses:
            continue
        turned = known | {id: evolve(each, value=True) for id, each in noes.items()}
        said = say(
            "“{title}”补做之后仍然扣分", "{title} still loses marks when done", title=row.indicator.title
        )
        first = next(each for each in known.values() if isinstance(each, Value))
        if first.id in noes:
            _hold(not rule.assess(row.indicator.marks, turned).losses, said)


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
    _hold((one.low, one.high, one.outcome) == (other.low, other.high, other.outcome), said)


def _unit_invariant(desk: Desk, sheet: FactSheet, draw: Draw) -> None:
    results = []
    for noun, worth in (("元", Decimal(1)), ("万元", Decimal(10_000)), ("亿元", Decimal(100_000_000))):
        lines = [_written(fact.id, fact.value, fact.unit, noun, worth) for fact in sheet.facts.values()]
        data = ('[report]\ndepartment = "某局"\n' + "".join(lines)).encode()
        results.append(desk.result(load_facts(data, "facts.toml", desk.registry.terms.catalogue)))
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
        _hold(away or before.low <= after.low <= after.high <= before.high, said)
        before = after


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
    Contract("remedy-true", say("照补救办法做能得回分", "remedies win the marks back"), _remedy_true),
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
