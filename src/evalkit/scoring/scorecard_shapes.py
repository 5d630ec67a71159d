"""What a scorecard file is made of: the shapes of its JSON, and values as it writes them.

The shapes have the very keys of the schema ``scorecard``; whatever is not as the schema says is refused where it
stands.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NewType

from evalkit.documents.document import Evidence
from evalkit.facts.fact import Basis, FactValue, Finding
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.rubrics.rubric import AdjustmentKind, Standing, Statements
from evalkit.scoring.scorecard import (
    AdmissionStatus,
    BasisSums,
    Beside,
    Deduction,
    JudgementRecord,
    Outcome,
    PluginIdentity,
    SignOff,
    Why,
)
from evalkit.structuring import converter
from evalkit.wrong import Wrong, unlike

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,60})(\.[0-9]{1,400})?")
_MARKS = re.compile(r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,40})?")
_DIGEST = re.compile(r"[0-9a-f]{64}")

_Digest = NewType("_Digest", str)


@frozen(kw_only=True)
class NamedShape:
    """Anything with an id and a title."""

    id: str
    title: str
    title_en: str = ""


@frozen(kw_only=True)
class RubricShape(NamedShape):
    """The rubric it was scored by."""

    version: str
    standing: Standing
    statements: Statements
    sha256: _Digest


@frozen
class DocumentShape:
    """One file of the report."""

    name: str
    sha256: _Digest


@frozen
class ReportShape:
    """The report it is of."""

    department: str | None
    year: int | None
    sha256: _Digest
    documents: tuple[DocumentShape, ...]
    notes: tuple[Message, ...]


@frozen(kw_only=True)
class MeasureShape(NamedShape):
    """What a value is the value of."""

    unit: Unit


@frozen
class InputShape:
    """A fact that went into a value."""

    fact: str
    title: str
    value: bool | str
    unit: Unit
    basis: Basis
    evidence: tuple[Evidence, ...]

    def __attrs_post_init__(self) -> None:
        read_value(self.value, self.unit)


@frozen
class ApartShape:
    """By how much the report's own marks are more than the scorecard's, at least and at most."""

    low: Decimal
    high: Decimal


@frozen
class SelfMarksShape:
    """What the report gives itself for an indicator."""

    title: str
    awarded: Decimal
    full: Decimal | None
    reason: str
    difference: ApartShape | None
    by: Beside
    evidence: tuple[Evidence, ...]


@frozen
class UnplacedShape:
    """A row of the report's own sheet that stands beside no indicator."""

    levels: tuple[str, ...]
    title: str
    awarded: Decimal
    full: Decimal | None
    reason: str
    evidence: tuple[Evidence, ...]
    why: Why


@frozen(kw_only=True)
class IndicatorShape(NamedShape):
    """An indicator, a part of one, or a checklist item."""

    group: str
    marks: Decimal
    awarded: Decimal
    low: Decimal
    high: Decimal
    outcome: Outcome
    basis: Basis | None
    value: bool | str | None
    measure: MeasureShape | None
    clause: str
    inputs: tuple[InputShape, ...]
    missing: tuple[str, ...]
    judgement: JudgementRecord | None
    deductions: tuple[Deduction, ...]
    parts: tuple["IndicatorShape", ...]
    passages: tuple[Evidence, ...]
    fault: Message | None
    self_score: SelfMarksShape | None = None

    def __attrs_post_init__(self) -> None:
        if self.value is not None and self.measure is not None:
            read_value(self.value, self.measure.unit)


@frozen(kw_only=True)
class DimensionShape(NamedShape):
    """A dimension with its indicators."""

    marks: Decimal
    awarded: Decimal
    low: Decimal
    high: Decimal
    indicators: tuple[IndicatorShape, ...]


@frozen(kw_only=True)
class AdjustmentShape(NamedShape):
    """What acted on the total."""

    kind: AdjustmentKind
    low: Decimal
    high: Decimal
    reason: Message
    clause: str
    basis: Basis | None
    evidence: tuple[Evidence, ...]


@frozen
class AdmissionShape:
    """A problem that the report names itself."""

    evidence: tuple[Evidence, ...]
    indicators: tuple[str, ...]
    status: AdmissionStatus

    def __attrs_post_init__(self) -> None:
        if len(self.evidence) != 1:
            message = say("依据应恰有一处", "expected one place")
            raise Wrong(message, path=("evidence",))


@frozen(kw_only=True)
class MissingShape(NamedShape):
    """What would settle open marks."""

    marks: Decimal
    indicator: str


@frozen
class CardShape:
    """The whole file."""

    evalkit: str
    rubric: RubricShape
    report: ReportShape
    judgements_sha256: _Digest | None
    supplied_sha256: _Digest | None
    marks: Decimal
    awarded: Decimal
    low: Decimal
    high: Decimal
    grade: str | None
    possible_grades: tuple[str, ...]
    self_score: Decimal | None
    basis: BasisSums
    dimensions: tuple[DimensionShape, ...]
    adjustments: tuple[AdjustmentShape, ...]
    admitted: tuple[AdmissionShape, ...]
    missing: tuple[MissingShape, ...]
    findings: tuple[Finding, ...]
    plugins: tuple[PluginIdentity, ...]
    faults: tuple[Message, ...] = ()
    signed: SignOff | None = None
    unplaced: tuple[UnplacedShape, ...] = ()


# ---------------------------------------------------------------- values as the file writes them


def _decimal(value: Any, _: Any) -> Decimal:
    if not isinstance(value, str) or not _MARKS.fullmatch(value):
        raise Wrong(
            say("应为分数，写成字符串", "expected marks, written as a string"),
            say('至多 40 位小数，如 "2.5"', 'up to 40 decimals, such as "2.5"'),
        )
    return Decimal(value)


def _digest(value: Any, _: Any) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise Wrong(
            say("应为 SHA-256 指纹", "expected a SHA-256 digest"),
            say("64 个小写十六进制数字", "64 lower-case hexadecimal digits"),
        )
    return value


def _message(value: Any, _: Any) -> Message:
    if not isinstance(value, str):
        raise unlike(value, str)
    return say("{text}", "{text}", text=value)


def _moment(value: Any, _: Any) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise Wrong(
            say("应为日期时间，写成字符串", "expected a date with a time, written as a string"),
            say("如 2031-03-01T09:30:00", "such as 2031-03-01T09:30:00"),
        ) from None


def read_value(value: bool | str, unit: Unit) -> FactValue:
    """Return a value in its unit; raises Wrong for what is none."""
    if unit is Unit.YES_NO and isinstance(value, bool):
        return value
    if unit is Unit.TEXT and isinstance(value, str):
        return value
    is_number = isinstance(value, str) and (_NUMBER.fullmatch(value) or value in _INFINITE)
    if unit not in (Unit.YES_NO, Unit.TEXT) and is_number:
        return Decimal(value)
    raise Wrong(
        say("值与单位 {unit} 不符", "the value does not fit the unit {unit}", unit=unit.value),
        say("数写成字符串，yes_no 为 true 或 false", "a number as a string; true or false for yes_no"),
        ("value",),
    )


_INFINITE = frozenset({"Infinity", "-Infinity"})

_HOOKS: Mapping[Any, Any] = {
    Decimal: _decimal,
    Message: _message,
    datetime: _moment,
    _Digest: _digest,
}
CONVERTER = converter(_HOOKS, more_keys=True)
