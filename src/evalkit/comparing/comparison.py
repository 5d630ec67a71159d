"""Two scorecards compared, as a value that renderers only read."""

from decimal import Decimal
from enum import Enum

from evalkit.comparing.move import NOTHING, Move
from evalkit.comparing.relation import Relation
from evalkit.facts.fact import Finding
from evalkit.frozen import frozen
from evalkit.messages import Message
from evalkit.rules.rule import Input, Title
from evalkit.scoring.effect import Won
from evalkit.scoring.scorecard import (
    AdjustmentResult,
    Deduction,
    DimensionResult,
    IndicatorResult,
    JudgementRecord,
    Scorecard,
)


class Cause(Enum):
    """What an indicator's marks changed by: several may have worked together, and nobody can part them then."""

    FACT = "fact"
    JUDGEMENT = "judgement"
    RUBRIC = "rubric"
    STATEMENTS = "statements"
    FINDING = "finding"
    ADMISSION = "admission"
    PROGRAM = "program"
    UNKNOWN = "unknown"


@frozen
class DeductionChange:
    """A deduction that appeared (`before` is None), vanished (`after` is None), or has other marks or another clause."""

    before: Deduction | None
    after: Deduction | None


@frozen
class FactChange:
    """A fact that an indicator rests on and that is another one: None on the side that does not use it."""

    before: Input | None
    after: Input | None


@frozen
class Judged:
    """How one scorecard decides one row of `marks`: by `record`, or, where that is None, by rule or not at all."""

    record: JudgementRecord | None
    won: Won
    marks: Decimal


@frozen
class JudgementChange:
    """One row that was judged on one side at least, and not alike.

    `address` is the indicator's id, with those of the parts; `titles` are theirs. A side is None where it has no
    such row.
    """

    address: str
    titles: tuple[Title, ...]
    before: Judged | None
    after: Judged | None
    move: Move


@frozen
class FindingChange:
    """A finding that one side has and the other has not."""

    before: Finding | None
    after: Finding | None


@frozen
class IndicatorChange:
    """One indicator on both scorecards, None on the side that has no such indicator.

    `causes` is empty where nothing moved. `missing` are the ids of facts and judgements that one side waits for and
    the other does not.
    """

    before: IndicatorResult | None
    after: IndicatorResult | None
    move: Move
    causes: tuple[Cause, ...]
    deductions: tuple[DeductionChange, ...]
    facts: tuple[FactChange, ...]
    judgements: tuple[JudgementChange, ...]
    findings: tuple[FindingChange, ...]
    missing: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def result(self) -> IndicatorResult:
        """Return the indicator as it is now, or as it was where it is gone."""
        found = self.after if self.before is None or self.after is not None else self.before
        if found is None:
            raise ValueError("an indicator stands on one scorecard at least")
        return found

    @property
    def by_measure(self) -> bool:
        """Return whether the two have different ids, and are held to be one for what they measure."""
        return self.before is not None and self.after is not None and self.before.id != self.after.id

    @property
    def one_sided(self) -> bool:
        """Return whether only one scorecard has it."""
        return self.before is None or self.after is None


@frozen
class DimensionChange:
    """One dimension on both scorecards, None on the side that has none of that id."""

    before: DimensionResult | None
    after: DimensionResult | None
    move: Move


@frozen
class AdjustmentChange:
    """What acted on the total on both scorecards, None on the side where it did not."""

    before: AdjustmentResult | None
    after: AdjustmentResult | None
    move: Move


@frozen
class Residue:
    """What the rows of a file lack to its total, on both sides, where a file does not add up."""

    before: Won
    after: Won
    move: Move


@frozen
class Evaluators:
    """Two evaluators' judgements of one report by one rubric.

    `names` are those who judged, on each side; `agreed` counts the rows that both judged alike; `changes` are the
    others, those furthest apart first.
    """

    names: tuple[tuple[str, ...], tuple[str, ...]]
    agreed: int
    changes: tuple[JudgementChange, ...]


@frozen
class Comparison:
    """Two scorecards, from `before` to `after`.

    `indicators` are all there are, those that moved the total most first; `residue` is None where both files add up.
    The moves of the indicators, the adjustments and the residue add up to `total` at both ends. `doubts` are what
    each file says against its own sums.
    """

    before: Scorecard
    after: Scorecard
    relation: Relation
    total: Move
    dimensions: tuple[DimensionChange, ...]
    indicators: tuple[IndicatorChange, ...]
    adjustments: tuple[AdjustmentChange, ...]
    residue: Residue | None
    findings: tuple[FindingChange, ...]
    evaluators: Evaluators | None
    doubts: tuple[tuple[Message, ...], tuple[Message, ...]]


def won(row: Scorecard | DimensionResult | IndicatorResult | AdjustmentResult | None) -> Won:
    """Return what a row gives; nothing where there is none."""
    return NOTHING if row is None else Won(row.low, row.high)
