"""Scorecards to compare: one of a bureau that does not exist, and what becomes of it when a piece changes."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from attrs import evolve

from evalkit.documents.document import Evidence
from evalkit.facts.fact import Basis
from evalkit.facts.unit import Unit
from evalkit.messages import say
from evalkit.rubrics.rubric import Standing, Statements
from evalkit.rules.rule import Input, Title, Value
from evalkit.scoring.scorecard import (
    BasisSums,
    Deduction,
    DimensionResult,
    IndicatorResult,
    JudgementRecord,
    Outcome,
    PluginIdentity,
    ReportIdentity,
    RubricIdentity,
    Scorecard,
)

ZERO = Decimal(0)
Row = Callable[..., IndicatorResult]
Card = Callable[..., Scorecard]


def _row(
    id: str,
    low: str,
    high: str | None = None,
    *,
    marks: str = "10",
    fact: tuple[str, str] | None = None,
    measure: str | None = None,
    judged: tuple[str, str, str] | None = None,
    clause: str = "按比率计分。",
    admitted: bool = False,
    basis: Basis = Basis.FIGURE,
) -> IndicatorResult:
    """Return an indicator; `fact` is an id with its value, `judged` marks, reason and who decided."""
    full, least, most = Decimal(marks), Decimal(low), Decimal(low if high is None else high)
    lost = full - most
    inputs: tuple[Input, ...] = ()
    if fact is not None:
        name, value = fact
        place = Evidence("报告.txt", f"{name}为{value}元", 0, 9, 3)
        inputs = (Input(name, name, Decimal(value), Unit.MONEY, basis, (place,)),)
    record = None
    if judged is not None:
        given, reason, by = judged
        record = JudgementRecord(Decimal(given), reason, by, datetime(2031, 3, 1), None)
    shown = None if measure is None else Value(measure, Title(measure), Decimal(1), Unit.RATIO, basis, inputs)
    reason = say("未达到要求，扣 {lost} 分", "not reached: {lost} marks", lost=lost)
    deduction = Deduction(lost, None, reason, clause, say("达到即可", "reach it"), admitted, ())
    return IndicatorResult(
        id=id,
        title=Title(f"指标{id}", f"Indicator {id}"),
        group="",
        marks=full,
        awarded=least,
        low=least,
        high=most,
        outcome=Outcome.JUDGED if record else Outcome.SCORED if least == most else Outcome.UNDETERMINED,
        basis=None if record else basis,
        value=shown,
        clause=clause,
        inputs=inputs,
        missing=() if least == most else (f"judgement:{id}",),
        judgement=record,
        deductions=(deduction,) if lost else (),
        parts=(),
    )


def _card(*rows: IndicatorResult, **settings: object) -> Scorecard:
    """Return the scorecard of `rows` in one dimension; `settings` are other values of its fields."""
    marks, low, high = (sum((getattr(row, end) for row in rows), ZERO) for end in ("marks", "low", "high"))
    card = Scorecard(
        evalkit="0.1.0",
        rubric=RubricIdentity(
            "own", Title("自拟标准", "Our own"), "1.0.0", Standing.EXAMPLE, "aa" * 32, Statements.ACCEPTED
        ),
        report=ReportIdentity("林业局", 2030, "bb" * 32, {"报告.txt": "bb" * 32}),
        judgements_sha256=None,
        supplied_sha256=None,
        marks=marks,
        awarded=low,
        low=low,
        high=high,
        grade=None,
        possible_grades=(),
        self_score=None,
        basis=BasisSums(low, ZERO, ZERO, ZERO, ZERO),
        dimensions=(DimensionResult("all", Title("合计维度", "All"), marks, low, low, high, rows),),
        adjustments=(),
        admitted=(),
        missing=(),
        findings=(),
        plugins=(PluginIdentity("economy", "0.1.0"),),
    )
    return evolve(card, **settings)


@pytest.fixture
def row() -> Row:
    """Return what makes an indicator."""
    return _row


@pytest.fixture
def card() -> Card:
    """Return what makes a scorecard."""
    return _card
