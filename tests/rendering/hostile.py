"""Scorecards whose ledger balances and whose words are hostile."""

from decimal import Decimal

from hypothesis import strategies as st

from evalkit.documents.document import Document, Evidence, Span
from evalkit.facts.fact import Basis, FactValue, Finding, FindingKind
from evalkit.facts.self_sheet import SelfScore
from evalkit.facts.unit import Unit
from evalkit.messages import Lang, Message, say
from evalkit.rendering.renderer import View
from evalkit.rubrics.rubric import AdjustmentKind, Standing, Statements
from evalkit.rules.rule import Input, Title, Value
from evalkit.scoring.scorecard import (
    AdjustmentResult,
    Admission,
    AdmissionStatus,
    BasisSums,
    Beside,
    Deduction,
    DimensionResult,
    IndicatorResult,
    MissingItem,
    Outcome,
    PluginIdentity,
    ReportIdentity,
    RubricIdentity,
    Scorecard,
    SelfMarks,
    Unplaced,
    Why,
)

ZERO = Decimal(0)


NASTY = st.sampled_from(
    [
        *(
            "[red]",
            "[/]",
            "[link=x]",
            "|",
            "``",
            "```",
            "**",
            "__",
            "~~",
            "<script>",
            "<!--",
            "&amp;",
            "{zh}",
        ),
        *("%s", "$x$", "\\", "#", "-", "1.", "http://例.cn", "\x1b[31m", "\x1b]8;;x\x07", "\x00", "\x08"),
        *("\u202e", "\u200f", "\u2066", "\u200b", "\ufeff", "\u2028", "\ud800", "\n", "\r\n", "\t", "\u3000"),
        *(
            "👩\u200d👧",
            "✔\ufe0f",
            "e\u0301\u0301",
            "﷽",
            "ａＢ",
            "中文，句读。",
            "“引文”",
            "（甲）",
            "𠀀",
            " ",
        ),
        "abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_0123456789",
    ]
)


TEXT = st.lists(NASTY | st.text(max_size=5), min_size=1, max_size=8).map("".join)


MARKS = st.decimals(0, 20, places=10) | st.decimals(0, 100, places=1)


ID = st.from_regex(r"[a-z][a-z_]{0,30}", fullmatch=True)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    """Draw a sentence of ours with hostile values."""
    return say("原因：{text}。", "why: {text}.", text=draw(TEXT))


@st.composite
def places(draw: st.DrawFn) -> list[Evidence]:
    """Draw places of a hostile document, some within others."""
    document = Document(draw(TEXT), draw(TEXT), "0f" * 32, ())
    ends = st.integers(0, len(document.text))
    spans = draw(st.lists(st.tuples(ends, ends), max_size=3))
    return [document.evidence(Span(min(pair), max(pair))) for pair in spans]


@st.composite
def deductions(draw: st.DrawFn) -> Deduction:
    """Draw marks lost."""
    return Deduction(
        marks=draw(MARKS),
        part=draw(st.none() | ID),
        reason=draw(messages()),
        clause=draw(TEXT),
        remedy=draw(messages()),
        admitted=draw(st.booleans()),
        evidence=tuple(draw(places())),
    )


@st.composite
def inputs(draw: st.DrawFn) -> Input:
    """Draw a fact of any unit."""
    number = st.decimals(-(10**12), 10**12, places=2)
    values: dict[Unit, st.SearchStrategy[FactValue]] = {
        Unit.MONEY: number,
        Unit.RATIO: number,
        Unit.YES_NO: st.booleans(),
        Unit.TEXT: TEXT,
    }
    unit = draw(st.sampled_from(list(values)))
    basis = draw(st.sampled_from(Basis))
    return Input(draw(ID), draw(TEXT), draw(values[unit]), unit, basis, tuple(draw(places())))


@st.composite
def self_marks(draw: st.DrawFn) -> SelfMarks:
    """Draw what a report gives itself, apart from ours for certain, maybe, or not to be compared."""
    low, high = draw(st.sampled_from([("1", "2"), ("-3", "-3"), ("-1", "0.5"), (None, None)]))
    return SelfMarks(
        title=draw(TEXT),
        awarded=draw(MARKS),
        full=draw(st.none() | MARKS.filter(bool)),
        reason=draw(TEXT),
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        by=draw(st.sampled_from(Beside)),
        evidence=tuple(draw(places())),
    )


@st.composite
def unplaced(draw: st.DrawFn) -> Unplaced:
    """Draw a row of the report's own sheet that is no indicator's."""
    row = SelfScore((draw(TEXT),), draw(TEXT), draw(MARKS), draw(MARKS), draw(TEXT), tuple(draw(places())))
    return Unplaced(row, draw(st.sampled_from(Why)))


@st.composite
def rows(draw: st.DrawFn, depth: int = 1) -> IndicatorResult:
    """Draw an indicator whose ledger balances."""
    lost = draw(st.lists(deductions(), max_size=2))
    won, undetermined = draw(MARKS), draw(MARKS)
    high = won + undetermined
    used = tuple(draw(st.lists(inputs(), max_size=2)))
    title = Title(draw(TEXT), draw(st.just("") | TEXT))
    value = Value(
        draw(ID),
        title,
        draw(st.sampled_from([None, Decimal("0.9"), Decimal("Infinity")])),
        Unit.RATIO,
        Basis.CLAIM,
        used,
    )
    return IndicatorResult(
        id=draw(ID),
        title=title,
        group=draw(st.just("") | TEXT),
        marks=high + sum((one.marks for one in lost), ZERO),
        awarded=won,
        low=won,
        high=high,
        outcome=draw(st.sampled_from(Outcome)),
        basis=draw(st.none() | st.sampled_from(Basis)),
        value=draw(st.none() | st.just(value)),
        clause=draw(TEXT),
        inputs=used,
        missing=(),
        judgement=None,
        deductions=tuple(lost),
        parts=tuple(draw(st.lists(rows(depth - 1), max_size=2))) if depth else (),
        passages=tuple(draw(places())),
        fault=draw(st.none() | messages()),
        self_score=draw(st.none() | self_marks()) if depth else None,
    )


@st.composite
def dimensions(draw: st.DrawFn) -> DimensionResult:
    """Draw a dimension that is the sum of its indicators."""
    found = tuple(draw(st.lists(rows(), max_size=2)))
    marks, low, high = (sum((getattr(row, end) for row in found), ZERO) for end in ("marks", "low", "high"))
    return DimensionResult(draw(ID), Title(draw(TEXT)), marks, low, low, high, found)


@st.composite
def adjustments(draw: st.DrawFn) -> AdjustmentResult:
    """Draw something that changes nothing, with hostile words."""
    kind, title = draw(st.sampled_from(AdjustmentKind)), Title(draw(TEXT))
    evidence = tuple(draw(places()))
    return AdjustmentResult(kind, draw(ID), title, ZERO, ZERO, draw(messages()), draw(TEXT), evidence, None)


@st.composite
def scorecards(draw: st.DrawFn) -> Scorecard:
    """Draw a scorecard whose ledger balances and whose words are hostile."""
    found = tuple(draw(st.lists(dimensions(), min_size=1, max_size=2)))
    marks, low, high = (sum((getattr(one, end) for one in found), ZERO) for end in ("marks", "low", "high"))
    ids = [row.id for one in found for row in one.indicators] or ["none"]
    about = st.sampled_from(ids)
    missing = st.builds(MissingItem, ID | ID.map("judgement:{}".format), st.builds(Title, TEXT), MARKS, about)
    admitted = [
        Admission(one, (draw(about),), draw(st.sampled_from(AdmissionStatus))) for one in draw(places())
    ]
    finding = st.builds(Finding, st.sampled_from(FindingKind), st.tuples(ID), messages(), places().map(tuple))
    title = Title(draw(TEXT))
    return Scorecard(
        evalkit="0.1.0",
        rubric=RubricIdentity(
            draw(ID),
            title,
            draw(TEXT),
            draw(st.sampled_from(Standing)),
            "0a" * 32,
            draw(st.sampled_from(Statements)),
        ),
        report=ReportIdentity(
            draw(st.none() | TEXT),
            draw(st.none() | st.integers(1990, 2099)),
            "0b" * 32,
            {draw(TEXT): "0c" * 32},
        ),
        judgements_sha256=None,
        supplied_sha256=None,
        marks=marks,
        awarded=low,
        low=low,
        high=high,
        grade=draw(st.none() | st.just(title)),
        possible_grades=(title,),
        self_score=draw(st.none() | MARKS),
        basis=BasisSums(low, ZERO, ZERO, ZERO, ZERO),
        dimensions=found,
        adjustments=tuple(draw(st.lists(adjustments(), max_size=1))),
        admitted=tuple(admitted),
        missing=tuple(draw(st.lists(missing, max_size=3))),
        findings=tuple(draw(st.lists(finding, max_size=2))),
        plugins=(PluginIdentity(draw(TEXT), draw(TEXT)),),
        faults=tuple(draw(st.lists(messages(), max_size=1))),
        unplaced=tuple(draw(st.lists(unplaced(), max_size=2))),
    )


VIEWS = st.builds(View, st.sampled_from(Lang), st.integers(60, 200), st.just(value=False))
