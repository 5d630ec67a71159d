"""Small rules, rubrics and fact sheets of our own, from which the tests of scoring are made."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import frozen

from evalkit.documents.document import Block, BlockKind, Document, Evidence, Span
from evalkit.facts.fact import Basis, Fact, FactSheet, FactValue
from evalkit.facts.unit import Amount, Unit
from evalkit.measures.measure import Count, Dimension, Measure, Money, Ratio
from evalkit.messages import say
from evalkit.rubrics.rubric import Indicator, Rubric, RubricDimension, Standing
from evalkit.rules.rule import Assessment, Failed, Known, Loss, Missing, Open, Rule, Title, Value
from evalkit.rules.violations import Violations
from evalkit.scoring.judgements import Judgement, Judgements
from evalkit.scoring.scorecard import IndicatorResult, Scorecard
from evalkit.scoring.scorer import score


@frozen
class Share(Rule):
    """Marks × a rate, capped."""

    name = "share"
    title = Title("比例")
    of: str

    def needs(self) -> tuple[str, ...]:
        return (self.of,)

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        known = values[self.of]
        if isinstance(known, Missing):
            return Assessment(opens=(Open(marks, known.facts),))
        if isinstance(known, Failed):
            return Assessment(failed=known.message)
        if not isinstance(known.value, Decimal):
            return Assessment(used=(self.of,), shown=self.of, applicable=False)
        lost = marks - marks * min(max(known.value, Decimal(0)), Decimal(1))
        reason = say(
            "{what}为 {rate}", "{what} is {rate}", what=known.title, rate=Amount(known.value, known.unit)
        )
        loss = Loss(lost, reason, say("达到 100% 即可得满分", "100% wins full marks"), (self.of,))
        return Assessment(losses=(loss,) if lost else (), used=(self.of,), shown=self.of)


@frozen
class Stated(Rule):
    """All marks when a yes/no fact is yes."""

    name = "stated"
    title = Title("陈述")
    fact: str

    def needs(self) -> tuple[str, ...]:
        return (self.fact,)

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        known = values[self.fact]
        if not isinstance(known, Value):
            return Assessment(opens=(Open(marks, (self.fact,)),))
        if known.value is True:
            return Assessment(used=(self.fact,), shown=self.fact)
        reason = say("报告说明未做到：{what}", "the report says not: {what}", what=known.title)
        loss = Loss(marks, reason, say("做到并说明即可得满分", "do it and say so"), (self.fact,))
        return Assessment(losses=(loss,), used=(self.fact,), shown=self.fact)


@frozen
class Ask(Rule):
    """An evaluator decides."""

    name = "ask"
    title = Title("评定")
    judged = True

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        return Assessment(opens=(Open(marks, ()),))


@frozen
class Says(Rule):
    """Whatever it is told to say, whether that is sense or not."""

    name = "says"
    title = Title("照说")
    assessment: Any
    looks_at: tuple[str, ...] = ()

    def needs(self) -> tuple[str, ...]:
        return self.looks_at

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        if isinstance(self.assessment, Exception):
            raise self.assessment
        found: Assessment = self.assessment
        return found


small = Dimension("small", title="小测算")


@small.measure(title="差旅费控制率", title_en="Travel control", claimed_as="travel_rate")
def travel(travel_actual: Money, travel_budget: Money) -> Ratio:
    """Return travel spending over its budget."""
    return travel_actual / travel_budget


@small.measure(title="工单办结率", title_en="Orders closed")
def orders(orders_closed: Count, orders_all: Count) -> Ratio:
    """Return orders closed over all orders."""
    return orders_closed / orders_all


@small.measure(title="坏测算")
def broken(orders_all: Count) -> Ratio:
    """Raise."""
    raise RuntimeError("no way")


TITLES = {
    "travel_actual": Title("差旅费支出", "Travel spending"),
    "travel_budget": Title("差旅费预算"),
    "travel_rate": Title("差旅费控制率（报告自述）"),
    "orders_closed": Title("办结工单数"),
    "orders_all": Title("工单总数"),
    "hotline_open": Title("设有热线", "A hotline is open"),
    "rules_kept": Title("未发现违规"),
    "breaches": Title("违规次数"),
    "progress": Title("支出进度"),
}
UNITS = {
    "travel_actual": Unit.MONEY,
    "travel_budget": Unit.MONEY,
    "travel_rate": Unit.RATIO,
    "progress": Unit.RATIO,
    "hotline_open": Unit.YES_NO,
    "rules_kept": Unit.YES_NO,
}
REPORT = "ab" * 32


@frozen
class Kit:
    """What tests of scoring are made of."""

    titles = TITLES
    measures: Mapping[str, Measure] = small.measures
    share = Share
    stated = Stated
    ask = Ask
    says = Says
    violations = Violations
    report = REPORT

    def document(self, *paragraphs: str, name: str = "report.txt") -> Document:
        """Return a document of `paragraphs`, of which those that begin with # are headings."""
        blocks, text = [], ""
        for paragraph in paragraphs:
            heading = paragraph.startswith("#")
            shown = paragraph.lstrip("#")
            kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
            blocks.append(Block(kind, (Span(len(text), len(text) + len(shown)),), 1 if heading else 0))
            text += f"{shown}\n"
        return Document(name, text, "cd" * 32, tuple(blocks))

    def evidence(self, quote: str, document: Document | None = None) -> Evidence:
        """Return where `quote` stands in `document`, or in one that is nothing but the quote."""
        found = document or self.document(quote)
        start = found.text.index(quote)
        return found.evidence(Span(start, start + len(quote)))

    def fact(
        self,
        id: str,
        value: FactValue | int | str,
        basis: Basis = Basis.FIGURE,
        evidence: Sequence[Evidence] | None = None,
        step: str = "0",
    ) -> Fact:
        """Return a fact; numbers may be written as text."""
        held: FactValue = value if isinstance(value, bool) else Decimal(value)
        where = (self.evidence(f"{id} {value}"),) if evidence is None else tuple(evidence)
        unit = UNITS.get(id, Unit.COUNT)
        return Fact(id, TITLES[id].zh, unit, held, basis, where, Decimal(step))

    def sheet(self, *facts: Fact, **more: Any) -> FactSheet:
        """Return a fact sheet."""
        by_id = {fact.id: fact for fact in facts}
        return FactSheet("某局", 2031, by_id, **{"sha256": REPORT, **more})

    def row(self, id: str, marks: str | int, rule: Rule | None = None, **more: Any) -> Indicator:
        """Return an indicator, part or item."""
        title = more.pop("title", f"指标 {id}")
        clause = more.pop("clause", f"条款 {id}")
        return Indicator(id=id, title=Title(title), marks=Decimal(marks), clause=clause, rule=rule, **more)

    def rubric(self, *indicators: Indicator, **more: Any) -> Rubric:
        """Return a rubric of one dimension."""
        total = sum((each.marks for each in indicators), Decimal(0))
        dimension = RubricDimension("all", Title("全部"), total, indicators)
        return Rubric(
            id="small",
            title=Title("小标准"),
            version="1",
            source="某局〔2031〕1 号",
            standing=Standing.EXAMPLE,
            total=more.pop("total", total),
            dimensions=(dimension,),
            sha256="ef" * 32,
            **more,
        )

    def judgements(self, **decisions: Any) -> Judgements:
        """Return judgements: marks as text, counts as int; `__` in a name stands for the dot."""
        entries = {}
        for name, decided in decisions.items():
            address = name.replace("__", ".")
            count = decided if isinstance(decided, int) else None
            marks = None if count is not None else Decimal(decided)
            entries[address] = Judgement(
                address, marks, count, f"看过 {address}", "评价员甲", datetime(2031, 3, 1)
            )
        return Judgements(entries, "99" * 32)

    def score(self, rubric: Rubric | Sequence[Indicator], *facts: Fact, **more: Any) -> Scorecard:
        """Return the scorecard of a report with `facts`."""
        made = rubric if isinstance(rubric, Rubric) else self.rubric(*rubric)
        sheet = more.pop("sheet", None) or self.sheet(*facts)
        options = {"titles": TITLES, "version": "0", **more}
        return score(made, sheet, self.measures, **options)

    def result(self, indicator: Indicator, *facts: Fact, **more: Any) -> IndicatorResult:
        """Return the result of a single indicator."""
        return self.score([indicator], *facts, **more).dimensions[0].indicators[0]


@pytest.fixture(scope="session")
def kit() -> Kit:
    """Return what tests of scoring are made of."""
    return Kit()
