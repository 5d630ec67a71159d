"""Doubts about the total: marks that may be left out, grades."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from evalkit.errors import PluginError, Problem
from evalkit.measures.measure import Measure
from evalkit.messages import Joined, say
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.rubric import AdjustmentKind, Indicator, NoRate, NotApplicable
from evalkit.rules.cases import Cases


def left_out(subject: Subject) -> Iterator[Problem]:
    """Yield that a total may be of fewer marks than the grades were made for."""
    rubric = subject.rubric
    rescaled = rubric.not_applicable is not NotApplicable.EXCLUDED or any(
        each.kind is AdjustmentKind.RESCALE for each in rubric.adjustments
    )
    if rescaled or not rubric.grades:
        return
    found = [
        indicator.title
        for dimension in rubric.dimensions
        for indicator in dimension.indicators
        if _may_not_apply(indicator, subject.measures)
    ]
    if found:
        message = say(
            "{indicators}可能不适用，其分值不折算而等级照给，得分会偏低",
            "{indicators} may not apply; their marks are left out unrescaled while grades are given, "
            "which makes totals too low",
            indicators=Joined(tuple(found)),
        )
        remedy = say(
            'not_applicable = "rescale"，或为这些指标写 no_rate = "full"',
            'not_applicable = "rescale", or no_rate = "full" for these indicators',
        )
        yield subject.top.problem(message, "rubric", "not_applicable", allowed=remedy)


def _may_not_apply(row: Indicator, measures: Mapping[str, Measure], no_rate: NoRate | None = None) -> bool:
    kept = row.no_rate if no_rate in (None, NoRate.NOT_APPLICABLE) else NoRate.FULL
    if kept is NoRate.FULL:
        return False
    return _lacks_rate(row, measures) or any(_may_not_apply(part, measures, kept) for part in row.parts)


def can_lack_rate(row: Indicator, measures: Mapping[str, Measure]) -> bool:
    """Return whether `row`, or a part of it, may have no rate (0 ÷ 0) or not apply."""
    return _lacks_rate(row, measures) or any(can_lack_rate(part, measures) for part in row.parts)


def _lacks_rate(row: Indicator, measures: Mapping[str, Measure]) -> bool:
    rules = [rule for rule in (row.rule, *row.modifiers) if rule is not None]
    if any(isinstance(rule, Cases) and any(case.not_applicable for case in rule.cases) for rule in rules):
        return True
    needed = {id for rule in rules for id in rule.needs()}
    return any(_has_no_rate(measures[id]) for id in needed if id in measures)


def _has_no_rate(measure: Measure) -> bool:
    try:
        return measure.evaluate(dict.fromkeys(measure.parameters, Decimal(0))) is None
    except PluginError:
        return False  # A measure that breaks is no rubric's fault.


def grade_ranges(subject: Subject) -> Iterator[Problem]:
    """Yield totals without a grade, and a grade that nobody can reach."""
    rubric = subject.rubric
    if not rubric.grades:
        return
    rows = subject.top.tables("grade")
    highest, lowest = rubric.grades[0], rubric.grades[-1]
    if lowest.lower > 0:
        message = say("低于 {lower} 分的没有等级", "totals below {lower} have no grade", lower=lowest.lower)
        yield rows[-1].problem(message, "from", allowed=say("0", "0"))
    if lowest.lower < 0:
        message = say("没有低于 0 的总分", "no total is below 0")
        yield rows[-1].problem(message, "from", allowed=say("0", "0"))
    bonus = any(each.kind is AdjustmentKind.BONUS for each in rubric.adjustments)
    if highest.lower > rubric.total and not bonus:
        message = say(
            "总分只有 {total} 分，达不到“{grade}”",
            "nobody can reach “{grade}”: the total is {total}",
            total=rubric.total,
            grade=highest.title,
        )
        yield rows[0].problem(message, "from")
