"""A scorecard from the JSON that ``evalkit score --format json`` wrote, as the same value that was rendered.

What the file says is believed as little as any other file: types, numbers and sizes are checked here, and
whether its sums add up is asked by whoever compares (`evalkit.comparing.doubts`). Sentences are those of the
language it was written in.
"""

from codecs import BOM_UTF8

from attrs import evolve

from evalkit import __version__
from evalkit.errors import Problem, ScorecardError
from evalkit.facts.fact import Basis, weakest
from evalkit.facts.self_sheet import SelfScore
from evalkit.facts.sheet_json import parse_json
from evalkit.messages import say
from evalkit.problems import short
from evalkit.rules.rule import Input, Title, Value
from evalkit.scoring.scorecard import (
    AdjustmentResult,
    Admission,
    DimensionResult,
    IndicatorResult,
    MissingItem,
    ReportIdentity,
    RubricIdentity,
    Scorecard,
    SelfMarks,
    Unplaced,
)
from evalkit.scoring.scorecard_shapes import (
    CONVERTER,
    AdjustmentShape,
    CardShape,
    DimensionShape,
    IndicatorShape,
    MissingShape,
    NamedShape,
    ReportShape,
    RubricShape,
    SelfMarksShape,
    UnplacedShape,
    read_value,
)
from evalkit.structuring import attempt
from evalkit.toml import TomlFile

MOST_BYTES = 8 * 1024 * 1024
"""How large a scorecard file may be; that of a long report with every quote has a tenth of it."""


def read_scorecard(data: bytes, name: str) -> Scorecard:
    """Return the scorecard in the JSON `data` of the file `name`.

    Fields that this version does not know are not read: later versions may add some. Raises ScorecardError, with
    the first thing that is wrong and where it stands, for what is not a scorecard as this version writes it.
    """
    data = data.removeprefix(BOM_UTF8)
    if data.lstrip()[:1] != b"{":
        raise ScorecardError(Problem(_NO_SCORECARD, name, 1, 1, allowed=HOW))
    try:
        file = parse_json(data, name, ScorecardError)
    except ScorecardError as error:
        raise ScorecardError(evolve(error.problems[0], allowed=HOW)) from None
    if not {"rubric", "report", "dimensions"} <= file.data.keys():
        raise ScorecardError(Problem(_NO_SCORECARD, name, 1, 1, allowed=HOW))
    found, problems = attempt(file, CardShape, converter=CONVERTER)
    if found is None:
        raise ScorecardError(_first(file, problems))
    return _scorecard(found)


_NO_SCORECARD = say("这不是评分卡的 JSON 文件", "this is no scorecard in JSON")
HOW = say(
    "evalkit score 报告 --format json --output 评分卡.json 写出的文件",
    "what evalkit score REPORT --format json --output CARD.json writes",
)
"""What a scorecard file is, for messages."""


def _first(file: TomlFile, problems: tuple[Problem, ...]) -> Problem:
    """Return the first of `problems`, with which version wrote the file where it was another one."""
    first, theirs = problems[0], file.data.get("evalkit")
    message = first.message
    if isinstance(theirs, str) and theirs != __version__:
        message = say(
            "由 evalkit {theirs} 写出，本机的 {ours} 读不了：{why}",
            "written by evalkit {theirs}, which {ours} here cannot read: {why}",
            theirs=short(theirs),
            ours=__version__,
            why=message,
        )
    if len(problems) > 1:
        message = say(
            "{message}（另有 {more} 处）", "{message} ({more} more)", message=message, more=len(problems) - 1
        )
    return Problem(message, first.where, first.line, first.column, first.path, first.allowed)


# ---------------------------------------------------------------- from the file's shape to the value


def _scorecard(card: CardShape) -> Scorecard:
    return Scorecard(
        evalkit=card.evalkit,
        rubric=_rubric(card.rubric),
        report=_report(card.report),
        judgements_sha256=card.judgements_sha256,
        supplied_sha256=card.supplied_sha256,
        marks=card.marks,
        awarded=card.awarded,
        low=card.low,
        high=card.high,
        grade=None if card.grade is None else Title(card.grade),
        possible_grades=tuple(map(Title, card.possible_grades)),
        self_score=card.self_score,
        basis=card.basis,
        dimensions=tuple(map(_dimension, card.dimensions)),
        adjustments=tuple(map(_adjustment, card.adjustments)),
        admitted=tuple(Admission(each.evidence[0], each.indicators, each.status) for each in card.admitted),
        missing=tuple(map(_missing, card.missing)),
        findings=card.findings,
        plugins=card.plugins,
        faults=card.faults,
        signed=card.signed,
        unplaced=tuple(map(_unplaced, card.unplaced)),
    )


def _rubric(each: RubricShape) -> RubricIdentity:
    return RubricIdentity(each.id, _title(each), each.version, each.standing, each.sha256, each.statements)


def _report(each: ReportShape) -> ReportIdentity:
    documents = {one.name: one.sha256 for one in each.documents}
    return ReportIdentity(each.department, each.year, each.sha256, documents, each.notes)


def _missing(each: MissingShape) -> MissingItem:
    return MissingItem(each.id, _title(each), each.marks, each.indicator)


def _title(named: NamedShape) -> Title:
    return Title(named.title, named.title_en)


def _dimension(each: DimensionShape) -> DimensionResult:
    return DimensionResult(
        each.id,
        _title(each),
        each.marks,
        each.awarded,
        each.low,
        each.high,
        tuple(map(_indicator, each.indicators)),
    )


def _indicator(each: IndicatorShape) -> IndicatorResult:
    inputs = tuple(
        Input(one.fact, one.title, read_value(one.value, one.unit), one.unit, one.basis, one.evidence)
        for one in each.inputs
    )
    return IndicatorResult(
        id=each.id,
        title=_title(each),
        group=each.group,
        marks=each.marks,
        awarded=each.awarded,
        low=each.low,
        high=each.high,
        outcome=each.outcome,
        basis=each.basis,
        value=_measured(each, inputs),
        clause=each.clause,
        inputs=inputs,
        missing=each.missing,
        judgement=each.judgement,
        deductions=each.deductions,
        parts=tuple(map(_indicator, each.parts)),
        passages=each.passages,
        fault=each.fault,
        self_score=None if each.self_score is None else _self_marks(each.self_score),
    )


def _measured(each: IndicatorShape, inputs: tuple[Input, ...]) -> Value | None:
    """Return the value that the rule looked at; the file does not say what it rests on apart from the indicator."""
    measure = each.measure
    if measure is None:
        return None
    value = None if each.value is None else read_value(each.value, measure.unit)
    basis = each.basis or weakest([one.basis for one in inputs] or [Basis.FIGURE])
    return Value(measure.id, _title(measure), value, measure.unit, basis, inputs)


def _adjustment(each: AdjustmentShape) -> AdjustmentResult:
    return AdjustmentResult(
        kind=each.kind,
        id=each.id,
        title=_title(each),
        low=each.low,
        high=each.high,
        reason=each.reason,
        clause=each.clause,
        evidence=each.evidence,
        basis=each.basis,
    )


def _self_marks(own: SelfMarksShape) -> SelfMarks:
    apart = own.difference
    return SelfMarks(
        title=own.title,
        awarded=own.awarded,
        full=own.full,
        reason=own.reason,
        low=None if apart is None else apart.low,
        high=None if apart is None else apart.high,
        by=own.by,
        evidence=own.evidence,
    )


def _unplaced(each: UnplacedShape) -> Unplaced:
    row = SelfScore(each.levels, each.title, each.full, each.awarded, each.reason, each.evidence)
    return Unplaced(row, each.why)
