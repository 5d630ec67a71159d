"""What a clause says in steps, value by value, against what the rule beside it gives."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from evalkit.errors import Problem
from evalkit.facts.unit import Unit
from evalkit.messages import Message, say
from evalkit.rubrics.drafts.standards import bands_of, plain_text
from evalkit.rubrics.drafts.steps import Written, written_bands
from evalkit.rubrics.linting.figures import Kind, figures_of
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.place import Place
from evalkit.rubrics.rubric import Indicator
from evalkit.rules.curve import Curve
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.showing import Threshold
from evalkit.toml_places import Path


def read_otherwise(row: Indicator, place: Place, subject: Subject) -> Iterator[Problem]:
    """Yield a clause of steps that gives a value other marks than the rule, and what of the rule does so."""
    rule = row.rule
    if not isinstance(rule, OneValueRule) or subject.unit(rule.measure) is not Unit.RATIO:
        return
    curve = rule.curve(row.marks)
    written = written_bands(plain_text(place.text("clause")), row.marks)
    if written is None or not all(piece.level for piece in curve.pieces):
        return
    said = bands_of(written, rule.measure)
    if said.check(row.marks):
        return
    read = said.curve(row.marks)
    if any(bound.scaleb(-2) in read.bounds for bound in curve.bounds):
        return  # That a per cent sign is missing is a doubt of its own.
    values = [each for each in (*read.boundaries, *curve.boundaries) if _is_said(each.scaleb(2), written)]
    value = next((each for each in values if read.marks(each) != curve.marks(each)), None)
    if value is None:
        return
    message = say(
        "按条款，{value} 得 {said} 分；按计分规则得 {given} 分",
        "by the clause {value} gives {said} marks, by the rule {given}",
        value=_shown(value, (*read.bounds, *curve.bounds)),
        said=read.marks(value),
        given=curve.marks(value),
    )
    yield place.problem(message, "clause")
    yield place.problem(message, *_responsible(place, curve, value))


def _is_said(percent: Decimal, written: Written) -> bool:
    """Return whether the text says what `percent` gives, and leaves nothing of it to guess."""
    below = written.lowest is None or percent > written.lowest
    return below and percent not in written.guessed and (written.highest is None or percent < written.highest)


def _shown(value: Decimal, bounds: Sequence[Decimal]) -> Message:
    bound = min(bounds, key=lambda each: abs(each - value))
    shown = Threshold(bound, Unit.RATIO)
    if value < bound:
        return say("略低于 {bound} 的", "just below {bound}", bound=shown)
    if value > bound:
        return say("略高于 {bound} 的", "just above {bound}", bound=shown)
    return say("{bound}", "{bound}", bound=shown)


def _responsible(place: Place, curve: Curve, value: Decimal) -> Path:
    """Return the way to the bound of the rule at `value`, else to the marks that it gives."""
    bound = min(curve.bounds, key=lambda each: abs(each - value))
    marks = curve.marks(value)
    figures = figures_of(place)
    at_bound = next((each.path for each in figures if each.kind is Kind.BOUND and each.value == value), None)
    giving = (
        each.path
        for each in figures
        if each.kind is Kind.MARKS and each.value == marks and len(each.path) > 1
    )
    nearest = (each.path for each in figures if each.kind is Kind.BOUND and each.value == bound)
    return at_bound or next(giving, None) or next(nearest, ("rule",))
