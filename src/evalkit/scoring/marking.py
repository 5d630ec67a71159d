"""Marks alone: what some indicators of a rubric give, and what the total then is, without reasons and places."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from attrs import evolve, field

from evalkit.facts.fact import FactSheet
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.measures.measure import Measure
from evalkit.rubrics.rubric import AdjustmentKind, Rubric, Statements
from evalkit.rules.rule import Title
from evalkit.scoring.admissions import Admissions
from evalkit.scoring.assessing import needs_of
from evalkit.scoring.compiled.scorer import Scorer
from evalkit.scoring.dossier import Dossier, Scored
from evalkit.scoring.judgements import Judgements
from evalkit.scoring.ledger import Balance, total
from evalkit.scoring.passages import Reading
from evalkit.scoring.rows import Row, rows_of
from evalkit.scoring.scorecard import AdjustmentResult, IndicatorResult, Outcome
from evalkit.scoring.targets import targets
from evalkit.scoring.totals import rescales, total_of
from evalkit.scoring.values import Values

_NO_READING = Reading.of(())
_NO_ADMISSIONS = Admissions(())


@frozen
class Evaluated:
    """What is known of one report for marking it: its sheet may hold no more than the facts that are needed."""

    sheet: FactSheet
    judgements: Judgements
    statements: Statements | None = None


@frozen(eq=False)
class Marker:
    """Gives marks by `rubric`; `measures` are those of plugins, `titles` and `units` those of the facts there are."""

    rubric: Rubric
    measures: Mapping[str, Measure]
    titles: Mapping[str, Title]
    units: Mapping[str, Unit]
    rows: tuple[Row, ...] = field(init=False)

    @rows.default
    def _rows(self) -> tuple[Row, ...]:
        return tuple(
            row for dimension in self.rubric.dimensions for row in rows_of(dimension, self.rubric.statements)
        )

    def only(self, ids: Collection[str], statements: Statements | None) -> Scorer:
        """Return what scores the indicators `ids` alone, as they are scored within the rubric."""
        dimensions = (
            evolve(each, indicators=tuple(row for row in each.indicators if row.id in ids))
            for each in self.rubric.dimensions
        )
        marks = [row.indicator.marks for row in self.rows if row.indicator.id in ids]
        part = evolve(
            self.rubric,
            total=total(marks),
            dimensions=tuple(each for each in dimensions if each.indicators),
            adjustments=tuple(
                each for each in self.rubric.adjustments if each.kind is AdjustmentKind.RESCALE
            ),
            grades=(),
        )
        return Scorer(part, self.measures, self.units, self.titles, statements)

    def needs(self, rows: Iterable[Row]) -> tuple[str, ...]:
        """Return the ids of the measures and facts that `rows` with their parts look at."""
        rules = [rule for row in rows for each in row.tree() for rule in each.rules()]
        return tuple(dict.fromkeys(id for rule in rules for id in needs_of(rule)))

    @property
    def acting(self) -> tuple[str, ...]:
        """Return the ids of the measures and facts that adjustments rest on."""
        return tuple(each.rests_on for each in self.rubric.adjustments if each.rests_on)

    def facts(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the facts behind the measures and facts `ids`."""
        measures = self.rubric.measures_among(self.measures)
        found: dict[str, None] = {}
        for id in ids:
            measure = measures.get(id)
            behind = (id,) if measure is None else (*measure.parameters, measure.claimed_as)
            found.update(dict.fromkeys(each for each in behind if each))
        return tuple(found)

    def fitting(self, judgements: Judgements) -> Judgements:
        """Return those of `judgements` that can be made by the rubric; no more marks are given than there are."""
        own = targets(self.rubric)
        found = {}
        for address, each in judgements.entries.items():
            target = own.get(address)
            if target is None or (each.count is not None and not target.counts):
                continue
            if each.marks is not None and target.marks is not None:
                found[address] = evolve(each, marks=min(each.marks, target.marks))
            elif each.marks is None:
                found[address] = each
        return evolve(judgements, entries=found)

    def is_sum(self, applicable: Decimal) -> bool:
        """Return whether nothing acts on the sum of the indicators, of which so many marks are applicable."""
        return not self.rubric.adjustments and (not rescales(self.rubric) or applicable == self.rubric.total)

    def total(self, won: Sequence[Scored], report: Evaluated) -> tuple[Balance, tuple[AdjustmentResult, ...]]:
        """Return the total when the indicators, in their order, give `won`, and what the adjustments did to it."""
        values = Values(report.sheet, self.rubric.measures_among(self.measures), self.titles)
        known, judged = values.known(self.acting), report.judgements.entries
        dossier = Dossier(known, _NO_READING, _NO_ADMISSIONS, judged, report.statements)
        found = total_of(self.rubric, won, dossier)
        return found.balance, found.adjustments


def standing(row: Row, balance: Balance) -> Scored:
    """Return `row` with marks that were worked out before."""
    result = IndicatorResult(
        id=row.indicator.id,
        title=row.indicator.title,
        group="",
        marks=balance.marks,
        awarded=balance.low,
        low=balance.low,
        high=balance.high,
        outcome=Outcome.SCORED,
        basis=None,
        value=None,
        clause=row.clause,
        inputs=(),
        missing=(),
        judgement=None,
        deductions=(),
        parts=(),
    )
    return Scored(result)
