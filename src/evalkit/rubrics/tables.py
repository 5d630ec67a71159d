"""The tables of a rubric file, as they are written: what loading reads and the JSON Schema describes.

The keys of a rule stand flat beside those of its indicator or part; they are the rule class's own.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, NewType

from evalkit.facts.wording import Statement
from evalkit.frozen import frozen
from evalkit.messages import Joined, say
from evalkit.problems import short
from evalkit.rubrics.rubric import AdjustmentKind, NoRate, NotApplicable, Standing, Statements
from evalkit.rules.better_of import Side
from evalkit.rules.builtin import BUILTIN_RULES
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import MARK_PLACES, Direction
from evalkit.structuring import Wrong, converter, refined
from evalkit.wrong import not_among, unlike

Id = NewType("Id", str)
"""The id of a dimension, an indicator, a part or an adjustment: ASCII snake case."""
RubricId = NewType("RubricId", str)
"""The id of a rubric: ASCII, with hyphens between its words."""
Filled = NewType("Filled", str)
"""Text that is not empty."""
Marks = NewType("Marks", Decimal)
"""Marks: above 0, at most `MOST`, with at most `MARK_PLACES` decimal places, for the ledger has no more."""

ID_PATTERN = r"^[a-z][a-z0-9_]*$"
RUBRIC_ID_PATTERN = r"^[a-z0-9]+([-_][a-z0-9]+)*$"
MOST = 1_000_000
"""The most marks that a rubric may give for anything, so that their sums are exact."""


@frozen
class YearsTable:
    """The years a rubric is for, both included; None leaves that side open."""

    from_: int | None = None
    to: int | None = None


@frozen
class AppliesToTable:
    """Which reports a rubric is for."""

    region: str = ""
    years: YearsTable = YearsTable()


@frozen
class RubricTable:
    """``[rubric]``: what the rubric is, where it comes from, and what holds for all of it."""

    id: RubricId
    title: Filled
    version: Filled
    source: Filled
    standing: Standing
    total: Marks
    title_en: str = ""
    statements: Statements = Statements.ACCEPTED
    not_applicable: NotApplicable = NotApplicable.EXCLUDED
    note: str = ""
    applies_to: AppliesToTable = AppliesToTable()


@frozen
class GradeTable:
    """``[[grade]]``: a grade and the lowest total that earns it."""

    title: Filled
    from_: Decimal
    title_en: str = ""


@frozen
class FactTable:
    """``[[fact]]``: a fact of the rubric's own and, where reports say it, the words by which it is found.

    `words` name what it is about. Facts about the same thing share a `subject`, one of a catalogue's or
    one of the rubric's own, and tell its sides apart by `aspects`.
    """

    id: Id
    title: Filled
    unit: Literal["money", "ratio", "count", "score", "yes_no", "text"]
    words: tuple[Filled, ...] = ()
    subject: str = ""
    aspects: tuple[Filled, ...] = ()
    plain: bool | None = None
    period: Literal["current", "previous", "opening", "closing"] = "current"
    nouns: tuple[Filled, ...] = ()
    claim: bool = False
    bare: bool = False
    zero: bool = False
    yes: tuple[Statement, ...] = ()
    no: tuple[Statement, ...] = ()
    labels: tuple[Filled, ...] = ()
    choices: tuple[Filled, ...] = ()


@frozen
class MeasureTable:
    """``[[measure]]``: a measure of the rubric's own, worked out by a formula of facts."""

    id: Id
    title: Filled
    formula: Filled
    title_en: str = ""
    claimed_as: str = ""


@frozen
class DimensionTable:
    """``[[dimension]]``: one dimension, without its indicators."""

    id: Id
    title: Filled
    marks: Marks
    title_en: str = ""


@frozen
class ItemTable:
    """One item of a checklist, without what it rests on."""

    id: Id
    title: Filled
    marks: Marks
    passages: tuple[Filled, ...] = ()


@frozen
class PartTable:
    """``[[dimension.indicator.parts]]``: one part of a row, without its rule's keys.

    A part without a clause is read by its indicator's.
    """

    id: Id
    title: Filled
    marks: Marks
    title_en: str = ""
    clause: str = ""
    statements: Statements | None = None
    no_rate: NoRate = NoRate.NOT_APPLICABLE
    passages: tuple[Filled, ...] = ()
    admitted_by: tuple[Filled, ...] = ()
    better: Direction | None = None


@frozen
class IndicatorTable:
    """``[[dimension.indicator]]``: one row of the rubric, without its rule's keys and its parts."""

    id: Id
    title: Filled
    marks: Marks
    clause: Filled
    title_en: str = ""
    group: str = ""
    statements: Statements | None = None
    no_rate: NoRate = NoRate.NOT_APPLICABLE
    passages: tuple[Filled, ...] = ()
    admitted_by: tuple[Filled, ...] = ()
    better: Direction | None = None


@frozen
class AdjustmentTable:
    """``[[adjustment]]``: one thing that acts on the total."""

    kind: AdjustmentKind
    id: Id
    title: Filled
    clause: Filled
    title_en: str = ""
    rests_on: str = ""
    each: Marks | None = None
    at_least: Marks | None = None
    at_most: Marks | None = None
    below: Decimal | None = None
    places: int | None = None


def _is_id(value: str) -> Wrong | None:
    if re.fullmatch(ID_PATTERN, value):
        return None
    return Wrong(
        say("“{value}”不能作编号", "“{value}” cannot be an id", value=short(value)),
        say(
            "小写英文字母开头，只含小写英文字母、数字和下划线",
            "lower-case ASCII letters, digits and underscores, a letter first",
        ),
    )


def _is_rubric_id(value: str) -> Wrong | None:
    if re.fullmatch(RUBRIC_ID_PATTERN, value):
        return None
    return Wrong(
        say("“{value}”不能作编号", "“{value}” cannot be an id", value=short(value)),
        say(
            "小写英文字母和数字，词间用“-”或“_”",
            "lower-case ASCII letters and digits, - or _ between the words",
        ),
    )


def _is_filled(value: str) -> Wrong | None:
    return None if value.strip() else Wrong(say("不能为空", "must not be empty"))


def _is_marks(value: Decimal) -> Wrong | None:
    if not 0 < value <= MOST:
        message = say("分值不能是 {value}", "{value} cannot be an amount of marks", value=value)
        return Wrong(message, say("大于 0，不超过 {most}", "above 0 and at most {most}", most=MOST))
    if value != value.quantize(Decimal(1).scaleb(-MARK_PLACES)):
        message = say(
            "分值 {value} 的小数位太多", "the marks {value} have too many decimal places", value=value
        )
        return Wrong(
            message, say("最多 {places} 位小数", "at most {places} decimal places", places=MARK_PLACES)
        )
    return None


SIDES: Mapping[str, type[OneValueRule]] = {
    rule.name: rule for rule in BUILTIN_RULES if issubclass(rule, OneValueRule)
}
"""The rules that can be a side of another one, by name."""


def _side(value: Any, _: Any) -> Any:
    if not isinstance(value, Mapping):
        raise unlike(value, dict)
    name = value.get("rule")
    if name is None:
        names = say("{names}", "{names}", names=Joined(tuple(sorted(SIDES))))
        raise Wrong(say("缺少键“rule”", "missing key “rule”"), names)
    if not isinstance(name, str) or name not in SIDES:
        wrong = not_among(name, sorted(SIDES))
        raise Wrong(wrong.message, wrong.allowed, ("rule",))
    return CONVERTER.structure({key: each for key, each in value.items() if key != "rule"}, SIDES[name])


CONVERTER = converter(
    {
        Side: _side,
        Id: refined(str, _is_id),
        RubricId: refined(str, _is_rubric_id),
        Filled: refined(str, _is_filled),
        Marks: refined(Decimal, _is_marks),
    }
)
"""The converter for the tables of a rubric and for the rules in it."""
