"""What loads but is doubtful: a rubric that can be scored by, with surprises."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from evalkit.errors import PluginError, Problem
from evalkit.measures.measure import Measure
from evalkit.messages import Joined, say
from evalkit.problems import in_file_order
from evalkit.rubrics.place import Place, indicators, parts
from evalkit.rubrics.rubric import AdjustmentKind, Indicator, NoRate, NotApplicable, Rubric
from evalkit.rubrics.unusable import UnusableRule
from evalkit.toml import parse

_SHORTEST = 2
"""How many characters a word needs to tell passages apart."""


def lint(rubric: Rubric, data: bytes, name: str, measures: Mapping[str, Measure]) -> tuple[Problem, ...]:
    """Return what is doubtful in `rubric`, which was loaded from the TOML file `data` called `name`.

    `measures` are those that plugins bring, by id.
    """
    top = Place(parse(data, name))
    return in_file_order(
        [
            *_left_out(rubric, top, measures),
            *_grade_ranges(rubric, top),
            *_caps(rubric, top),
            *_rows(top),
            *_broken_rules(rubric, top),
        ]
    )


# ---------------------------------------------------------------- marks that may be left out


def _left_out(rubric: Rubric, top: Place, measures: Mapping[str, Measure]) -> Iterator[Problem]:
    """A total of fewer marks than the grades were made for."""
    rescaled = rubric.not_applicable is NotApplicable.RESCALE or any(
        each.kind is AdjustmentKind.RESCALE for each in rubric.adjustments
    )
    if rescaled or not rubric.grades:
        return
    found = [
        indicator.title
        for dimension in rubric.dimensions
        for indicator in dimension.indicators
        if _may_not_apply(indicator, measures)
    ]
    if found:
        message = say(
            "{indicators}可能不适用（0 ÷ 0），其分值不折算而等级照给，得分会偏低",
            "{indicators} may not apply (0 ÷ 0); their marks are left out unrescaled while grades are given, "
            "which makes totals too low",
            indicators=Joined(tuple(found)),
        )
        remedy = say(
            'not_applicable = "rescale"，或为这些指标写 no_rate = "full"',
            'not_applicable = "rescale", or no_rate = "full" for these indicators',
        )
        yield top.problem(message, "rubric", "not_applicable", allowed=remedy)


def _may_not_apply(row: Indicator, measures: Mapping[str, Measure], no_rate: NoRate | None = None) -> bool:
    kept = row.no_rate if no_rate in (None, NoRate.NOT_APPLICABLE) else NoRate.FULL
    if kept is NoRate.FULL:
        return False
    rules = [rule for rule in (row.rule, *row.modifiers) if rule is not None]
    needed = {id for rule in rules for id in rule.needs()}
    return any(_has_no_rate(measures[id]) for id in needed if id in measures) or any(
        _may_not_apply(part, measures, kept) for part in row.parts
    )


def _has_no_rate(measure: Measure) -> bool:
    try:
        return measure.evaluate(dict.fromkeys(measure.parameters, Decimal(0))) is None
    except PluginError:
        return False  # A measure that breaks is no rubric's fault.


# ---------------------------------------------------------------- totals and grades


def _grade_ranges(rubric: Rubric, top: Place) -> Iterator[Problem]:
    if not rubric.grades:
        return
    rows = top.tables("grade")
    highest, lowest = rubric.grades[0], rubric.grades[-1]
    if lowest.lower > 0:
        message = say("低于 {lower} 分的没有等级", "totals below {lower} have no grade", lower=lowest.lower)
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


def _caps(rubric: Rubric, top: Place) -> Iterator[Problem]:
    for adjustment, place in zip(rubric.adjustments, top.tables("adjustment"), strict=True):
        limit = adjustment.at_most
        if adjustment.kind is AdjustmentKind.CAP and limit is not None and limit >= rubric.total:
            message = say(
                "总分 {total} 分，这个上限不起作用",
                "this cap changes nothing: the total is {total}",
                total=rubric.total,
            )
            yield place.problem(message, "at_most")


# ---------------------------------------------------------------- single rows


def _rows(top: Place) -> Iterator[Problem]:
    for indicator in indicators(top):
        yield from _row(indicator, has_passages=False)


def _row(row: Place, *, has_passages: bool) -> Iterator[Problem]:
    has_passages = has_passages or bool(row.keys.get("passages"))
    yield from _idle_bands(row)
    yield from _short_words(row)
    if _is_judged(row) and not has_passages:
        yield row.problem(
            say(
                "要由人评判，却没有写 passages，评价人员看不到报告中的相关段落",
                "an evaluator decides this, but without passages none of the report is shown for it",
            )
        )
    for part in parts(row):
        yield from _row(part, has_passages=has_passages)


def _is_judged(row: Place) -> bool:
    is_item = len(row.path) > 1 and row.path[-2] == "items"
    if is_item:
        return not row.keys.get("any")
    rule = row.text("rule")
    return rule == "judgement" or (rule == "violations" and "count" not in row.keys)


def _idle_bands(row: Place) -> Iterator[Problem]:
    bands = row.tables("bands") if row.text("rule") == "bands" else ()
    for above, band in pairwise(bands):
        if above.number("marks") == band.number("marks"):
            message = say(
                "这一档与上一档得分相同，可以合并",
                "this band gives what the one before gives: they can be one",
            )
            yield band.problem(message)


def _short_words(row: Place) -> Iterator[Problem]:
    for key in ("passages", "admitted_by"):
        for index, word in enumerate(row.keys.get(key, ())):
            if len(word.strip()) < _SHORTEST:
                message = say(
                    "“{word}”太短，到处都会出现", "“{word}” is so short that it stands everywhere", word=word
                )
                yield row.problem(message, key, index)


# ---------------------------------------------------------------- rules that broke when the rubric was read


def _broken_rules(rubric: Rubric, top: Place) -> Iterator[Problem]:
    rows = [indicator for dimension in rubric.dimensions for indicator in dimension.indicators]
    for row, place in zip(rows, indicators(top), strict=True):
        yield from _broken_rules_of(row, place)


def _broken_rules_of(row: Indicator, place: Place) -> Iterator[Problem]:
    for rule, named in [(row.rule, place), *zip(row.modifiers, place.tables("then"), strict=True)]:
        if isinstance(rule, UnusableRule):
            yield named.problem(rule.why, "rule")
    for part, below in zip(row.parts, parts(place), strict=True):
        yield from _broken_rules_of(part, below)
