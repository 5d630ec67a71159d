"""Marks alone: what some rows of a rubric give, and what the total then is, without reasons and places.

The rules, the order and the arithmetic are those of a scorecard; passages and admissions are left out,
which no mark comes from.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from attrs import field, frozen

from evalkit.facts.fact import FactSheet
from evalkit.measures.measure import Measure
from evalkit.rubrics.rubric import Adjustment, Rubric, Statements
from evalkit.rules.rule import Known, Title
from evalkit.scoring.admissions import Admissions
from evalkit.scoring.assessing import needs_of
from evalkit.scoring.dossier import Dossier, Scored
from evalkit.scoring.judgements import Judgement
from evalkit.scoring.ledger import Balance
from evalkit.scoring.passages import Reading
from evalkit.scoring.rows import Row, rows_of
from evalkit.scoring.scorecard import AdjustmentResult, IndicatorResult, Outcome
from evalkit.scoring.totals import rescales, total_of
from evalkit.scoring.values import Values

_NO_READING = Reading.of(())
_NO_ADMISSIONS = Admissions(())


@frozen
class Evaluated:
    """What is known of one report for marking it: its sheet may hold no more than the facts that are needed."""

    sheet: FactSheet
    judgements: Mapping[str, Judgement] = field(factory=dict)
    statements: Statements | None = None


@frozen
class Marker:
    """Gives marks by `rubric`; `measures` are those of plugins, `titles` name the facts there are."""

    rubric: Rubric
    measures: Mapping[str, Measure]
    titles: Mapping[str, Title]

    def rows(self) -> tuple[Row, ...]:
        """Return the indicators of the rubric."""
        return tuple(
            row for dimension in self.rubric.dimensions for row in rows_of(dimension, self.rubric.statements)
        )

    def needs(self, rows: Iterable[Row], adjustments: Iterable[Adjustment] = ()) -> tuple[str, ...]:
        """Return the ids of the measures and facts that `rows` with their parts and `adjustments` look at."""
        rules = [rule for row in rows for each in row.tree() for rule in each.rules()]
        ids = [id for rule in rules for id in needs_of(rule)]
        return tuple(dict.fromkeys((*ids, *(each.rests_on for each in adjustments if each.rests_on))))

    def facts(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the facts behind the measures and facts `ids`."""
        measures = self.rubric.measures_among(self.measures)
        found: dict[str, None] = {}
        for id in ids:
            measure = measures.get(id)
            behind = (id,) if measure is None else (*measure.parameters, measure.claimed_as)
            found.update(dict.fromkeys(each for each in behind if each))
        return tuple(found)

    def dossier(
        self, report: Evaluated, needed: Iterable[str], known: Mapping[str, Known] | None = None
    ) -> Dossier:
        """Return what is known of a report of the measures and facts `needed`; it is worked out unless given."""
        if known is None:
            values = Values(report.sheet, self.rubric.measures_among(self.measures), self.titles)
            known = values.known(needed)
        return Dossier(
            known,
            _NO_READING,
            _NO_ADMISSIONS,
            report.judgements,
            report.statements,
            rescales(self.rubric),
        )

    def is_sum(self, applicable: Decimal) -> bool:
        """Return whether nothing acts on the sum of the indicators, of which so many marks are applicable."""
        return not self.rubric.adjustments and (not rescales(self.rubric) or applicable == self.rubric.total)

    def total(self, won: Sequence[Scored], dossier: Dossier) -> tuple[Balance, tuple[AdjustmentResult, ...]]:
        """Return the total when the indicators, in their order, give `won`, and what the adjustments did to it."""
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
