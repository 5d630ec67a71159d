"""The result: a value, never changed, that renderers only read."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum

from evalkit.documents.document import Evidence
from evalkit.facts.fact import Basis, Finding
from evalkit.facts.self_sheet import SelfScore
from evalkit.frozen import frozen
from evalkit.messages import Message
from evalkit.rubrics.rubric import AdjustmentKind, Standing, Statements
from evalkit.rules.rule import Input, Title, Value


class Outcome(Enum):
    """How an indicator ended."""

    SCORED = "scored"
    JUDGED = "judged"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    ERROR = "error"


@frozen
class Deduction:
    """Marks lost: how many, why, by which clause, where it stands, what would win them back.

    `part` is the id of the part or item that lost them, None for the indicator itself;
    `admitted` says that the report names the problem itself (存在问题).
    """

    marks: Decimal
    part: str | None
    reason: Message
    clause: str
    remedy: Message
    admitted: bool
    evidence: tuple[Evidence, ...]


@frozen
class JudgementRecord:
    """An evaluator's decision as it stands on the scorecard.

    `computed` is what the rule had given, None when it had decided nothing.
    """

    marks: Decimal
    reason: str
    by: str
    at: datetime
    computed: Decimal | None


class Beside(Enum):
    """By what a row of the report's own sheet was found to be an indicator's."""

    TITLE = "title"
    DIMENSION = "dimension"
    PART = "part_of_title"
    SUM = "sum_of_parts"


@frozen
class SelfMarks:
    """What the report's own sheet gives an indicator, as it prints it: `full` is None where it prints none.

    `low` and `high` are by how much that is more than the scorecard gives, at least and at most, on the
    full marks of the rubric: 4 of 5 count as 8 of 10. Both are None where the two cannot be held together.
    `title` is what the sheet calls the indicator, `reason` what it gives as a reason, maybe nothing.
    """

    title: str
    awarded: Decimal
    full: Decimal | None
    reason: str
    low: Decimal | None
    high: Decimal | None
    by: Beside
    evidence: tuple[Evidence, ...]


class Why(Enum):
    """Why a row of the report's own sheet stands beside no indicator."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    CONTRADICTED = "contradicted"


@frozen
class Unplaced:
    """A row of the report's own sheet that stands beside no indicator, and why."""

    row: SelfScore
    why: Why


@frozen
class IndicatorResult:
    """One indicator, part or checklist item, scored.

    ``high = marks − Σ deductions`` and ``low = awarded = high − undetermined``; `marks` is 0 when
    it does not apply. `missing` are fact ids, or ``judgement:INDICATOR[.PART]``. `basis` is None
    when nothing was decided, and for a judged result (then `judgement` is set). `deductions` include
    those of the parts; `passages` are the places of the report that bear on an open judgement; `fault` says
    what went wrong when the outcome is ERROR and it was not in a part. `self_score` is what the report gives
    itself for the indicator, None where it prints no marks for it.
    """

    id: str
    title: Title
    group: str
    marks: Decimal
    awarded: Decimal
    low: Decimal
    high: Decimal
    outcome: Outcome
    basis: Basis | None
    value: Value | None
    clause: str
    inputs: tuple[Input, ...]
    missing: tuple[str, ...]
    judgement: JudgementRecord | None
    deductions: tuple[Deduction, ...]
    parts: tuple["IndicatorResult", ...]
    passages: tuple[Evidence, ...] = ()
    fault: Message | None = None
    self_score: SelfMarks | None = None


@frozen
class DimensionResult:
    """One dimension: the sums of its indicators."""

    id: str
    title: Title
    marks: Decimal
    awarded: Decimal
    low: Decimal
    high: Decimal
    indicators: tuple[IndicatorResult, ...]


@frozen
class AdjustmentResult:
    """What an adjustment did: signed marks at both ends of the interval, and why."""

    kind: AdjustmentKind
    id: str
    title: Title
    low: Decimal
    high: Decimal
    reason: Message
    clause: str
    evidence: tuple[Evidence, ...]
    basis: Basis | None


class AdmissionStatus(Enum):
    """How a problem that the report names itself relates to the deductions."""

    DEDUCTED = "admitted_and_deducted"
    NOT_DEDUCTED = "admitted_not_deducted"


@frozen
class Admission:
    """A problem that the report names itself, and the indicators that it is about."""

    evidence: Evidence
    indicators: tuple[str, ...]
    status: AdmissionStatus


@frozen
class MissingItem:
    """One thing that would settle open marks: a fact id or ``judgement:…``, and the marks at stake."""

    id: str
    title: Title
    marks: Decimal
    indicator: str


@frozen
class BasisSums:
    """Awarded marks by what they rest on; the five add up to the scorecard's `awarded`."""

    figure: Decimal
    claim: Decimal
    statement: Decimal
    supplied: Decimal
    judgement: Decimal


@frozen
class RubricIdentity:
    """Which rubric a scorecard was made by."""

    id: str
    title: Title
    version: str
    standing: Standing
    sha256: str
    statements: Statements


@frozen
class ReportIdentity:
    """Which report a scorecard is of.

    `documents` maps names to digests, in order; `notes` tell what of them was not read, and why.
    """

    department: str | None
    year: int | None
    sha256: str
    documents: Mapping[str, str]
    notes: tuple[Message, ...] = ()


@frozen
class PluginIdentity:
    """A plugin that was there, with the version of its distribution."""

    name: str
    version: str


@frozen
class SignOff:
    """Who signed the judgements, and when; `digest` is of what was signed.

    `changed_since` says that the report, the rubric, the supplied facts, a judgement or the total is no
    longer what it was.
    """

    by: str
    at: datetime
    digest: str
    changed_since: bool


@frozen
class Scorecard:
    """A scored report.

    `grade` is given only when both ends of the interval have the same one; `self_score` is the
    report's own total, None when it states none; `signed` is None when nobody has signed the judgements.
    `unplaced` are the rows of the report's own sheet that stand beside no indicator.
    """

    evalkit: str
    rubric: RubricIdentity
    report: ReportIdentity
    judgements_sha256: str | None
    supplied_sha256: str | None
    marks: Decimal
    awarded: Decimal
    low: Decimal
    high: Decimal
    grade: Title | None
    possible_grades: tuple[Title, ...]
    self_score: Decimal | None
    basis: BasisSums
    dimensions: tuple[DimensionResult, ...]
    adjustments: tuple[AdjustmentResult, ...]
    admitted: tuple[Admission, ...]
    missing: tuple[MissingItem, ...]
    findings: tuple[Finding, ...]
    plugins: tuple[PluginIdentity, ...]
    faults: tuple[Message, ...] = ()
    signed: SignOff | None = None
    unplaced: tuple[Unplaced, ...] = ()
