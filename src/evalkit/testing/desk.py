"""One indicator alone, to be scored again and again: what contracts are checked on."""

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from evalkit.facts.fact import Basis, FactSheet
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.journey import score_sheet, scorer_for
from evalkit.messages import Lang, Message
from evalkit.registry import Registry
from evalkit.rubrics.rubric import Indicator, Rubric
from evalkit.rules.checklist import AnyOf
from evalkit.rules.rule import Assessment, Rule, Value
from evalkit.scoring.compiled.scorer import Scorer
from evalkit.scoring.rows import Row, all_rows
from evalkit.scoring.scorecard import IndicatorResult, Scorecard
from evalkit.scoring.values import Values

Draw = Callable[[st.SearchStrategy[Any]], Any]


class FalsifiedError(AssertionError):
    """A contract does not hold; `message` says what came instead."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.text(Lang.ZH))


@frozen
class Desk:
    """One indicator alone on a rubric, to be scored again and again."""

    indicator: Indicator
    rubric: Rubric
    registry: Registry

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

    @cached_property
    def scorer(self) -> Scorer:
        """Return the rubric made ready to score many reports."""
        return scorer_for(self.rubric, self.registry)

    def rows(self) -> tuple[Row, ...]:
        """Return the indicator's row and those below it."""
        return tuple(all_rows(self.rubric))

    def values(self, sheet: FactSheet) -> Values:
        """Return what is known of `sheet`."""
        measures = self.rubric.measures_among(self.registry.measures)
        return Values(sheet, measures, self.rubric.titles_among(self.registry.terms.titles))

    def unit(self, id: str) -> Unit | None:
        """Return the unit of the measure or fact `id`, None when nobody knows it."""
        measure = self.rubric.measures_among(self.registry.measures).get(id)
        if measure is not None:
            return measure.unit
        return self.rubric.units_among(self.registry.terms.units).get(id)

    def measured(self) -> tuple[tuple[Row, Rule, str, Unit], ...]:
        """Return the rows whose rule looks at one number, with its id and unit."""
        found = []
        for row in self.rows():
            rule = row.indicator.rule
            if rule is None or rule.judged or isinstance(rule, AnyOf) or len(rule.needs()) != 1:
                continue
            (id,) = rule.needs()
            unit = self.unit(id)
            if unit is not None and unit not in (Unit.YES_NO, Unit.TEXT):
                found.append((row, rule, id, unit))
        return tuple(found)


def hold(condition: bool, message: Message) -> None:
    """Raise FalsifiedError with `message` unless `condition` holds."""
    if not condition:
        raise FalsifiedError(message)


def lost(assessment: Assessment) -> Decimal:
    """Return the marks that an assessment takes."""
    return sum((loss.marks for loss in assessment.losses), Decimal(0))


def assessed(desk: Desk, row: Row, rule: Rule, id: str, unit: Unit, value: Decimal) -> Assessment:
    """Return what `rule` says of `value` for `row`."""
    title = desk.values(FactSheet(None, None, {})).title(id)
    known = Value(id, title, value, unit, basis=Basis.FIGURE, inputs=())
    try:
        return rule.assess(row.indicator.marks, {id: known})
    except Exception:  # noqa: BLE001  a rule that breaks fails `bounded`, and that alone
        return Assessment()
