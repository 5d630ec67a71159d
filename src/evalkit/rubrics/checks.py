"""What must hold between the parts of a rubric: ids, sums of marks, grades, years, adjustments."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from evalkit.errors import Problem
from evalkit.messages import Joined, Message, say
from evalkit.problems import short
from evalkit.rubrics.percent_signs import missing_signs
from evalkit.rubrics.place import Place, indicators, parts
from evalkit.rubrics.rubric import AdjustmentKind
from evalkit.rules.rule import MARK_PLACES
from evalkit.structuring import readable

_RESERVED = re.compile(r"then[0-9]*")
"""What a judgement calls an indicator's modifiers, so no part can be called that."""


def check(top: Place) -> Iterator[Problem]:
    """Yield what is wrong between the parts of the rubric file at whose top `top` stands."""
    yield from _ids(top)
    yield from _sums(top)
    yield from _grades(top.tables("grade"))
    yield from _years(top)
    yield from missing_signs(top)
    for adjustment in top.tables("adjustment"):
        yield from _adjustment(adjustment)


# ---------------------------------------------------------------- ids


def _ids(top: Place) -> Iterator[Problem]:
    yield from _repeated(top.tables("dimension"))
    yield from _repeated([*indicators(top), *top.tables("adjustment")])
    for indicator in indicators(top):
        yield from _part_ids(indicator)


def _part_ids(row: Place) -> Iterator[Problem]:
    yield from _repeated(parts(row))
    for part in parts(row):
        if _RESERVED.fullmatch(part.text("id")):
            message = say(
                "部分不能叫“{id}”：评判用它指称后续规则",
                "a part cannot be called “{id}”: judgements call the rules that follow so",
                id=part.text("id"),
            )
            yield part.problem(message, "id")
        yield from _part_ids(part)


def _repeated(rows: Iterable[Place]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for row in rows:
        id = row.text("id")
        if id in first:
            yield row.problem(
                say(
                    "编号“{id}”已在第 {line} 行用过",
                    "the id “{id}” is already used in line {line}",
                    id=short(id),
                    line=first[id].line("id"),
                ),
                "id",
            )
        elif id:
            first[id] = row


# ---------------------------------------------------------------- marks that add up


def _sums(top: Place) -> Iterator[Problem]:
    dimensions = top.tables("dimension")
    if "rubric" in top.keys:
        rubric = Place(top.file, ("rubric",))
        yield from _sum(rubric, "total", dimensions, say("各维度", "the dimensions"))
    for dimension in dimensions:
        yield from _sum(dimension, "marks", dimension.tables("indicator"), say("各指标", "the indicators"))
    for indicator in indicators(top):
        yield from _sums_of_parts(indicator)


def _sums_of_parts(row: Place) -> Iterator[Problem]:
    what = say("各部分", "the parts") if "parts" in row.keys else say("各要点", "the items")
    yield from _sum(row, "marks", parts(row), what)
    for part in parts(row):
        yield from _sums_of_parts(part)


def _sum(whole: Place, key: str, rows: tuple[Place, ...], what: Message) -> Iterator[Problem]:
    expected = whole.marks(key)
    each = [row.marks() for row in rows]
    if expected is None or not each or None in each:
        return  # What is unreadable has a problem of its own.
    found = sum((marks for marks in each if marks is not None), Decimal(0))
    if found != expected:
        yield whole.problem(
            say(
                "{what}的分值合计 {found}，这里写的是 {expected}",
                "{what} add up to {found} marks, but this says {expected}",
                what=what,
                found=found,
                expected=expected,
            ),
            key,
        )


# ---------------------------------------------------------------- grades and years


def _grades(rows: tuple[Place, ...]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    above: Decimal | None = None
    for grade in rows:
        title, lower = grade.text("title"), grade.number("from")
        if title in first:
            message = say(
                "等级“{title}”已在第 {line} 行出现",
                "the grade “{title}” is already given in line {line}",
                title=short(title),
                line=first[title].line("title"),
            )
            yield grade.problem(message, "title")
        elif title:
            first[title] = grade
        if lower is None:
            continue
        if above is not None and lower >= above:
            message = say(
                "等级应从高到低排列：{lower} 不低于上一等级的 {above}",
                "grades go from high to low: {lower} is not below the {above} of the grade before",
                lower=lower,
                above=above,
            )
            yield grade.problem(message, "from")
        above = lower


def _years(top: Place) -> Iterator[Problem]:
    rubric = top.keys.get("rubric")
    applies_to = rubric.get("applies_to") if isinstance(rubric, dict) else None
    years = applies_to.get("years") if isinstance(applies_to, dict) else None
    if not isinstance(years, dict):
        return
    first, last = readable(years.get("from"), int), readable(years.get("to"), int)
    if first is not None and last is not None and last < first:
        message = say(
            "年度颠倒：从 {first} 到 {last}",
            "the years are reversed: from {first} to {last}",
            first=first,
            last=last,
        )
        yield top.problem(message, "rubric", "applies_to", "years", "to")


# ---------------------------------------------------------------- adjustments

_NEEDED: dict[AdjustmentKind, tuple[str, ...]] = {
    AdjustmentKind.BONUS: ("at_most",),
    AdjustmentKind.PENALTY: ("at_most",),
    AdjustmentKind.CAP: ("at_most",),
    AdjustmentKind.ROUNDING: ("places",),
}
_USED: dict[AdjustmentKind, tuple[str, ...]] = {
    AdjustmentKind.BONUS: ("rests_on", "each", "at_least", "at_most"),
    AdjustmentKind.PENALTY: ("rests_on", "each", "at_least", "at_most"),
    AdjustmentKind.CAP: ("rests_on", "below", "at_most"),
    AdjustmentKind.VETO: ("rests_on",),
    AdjustmentKind.ROUNDING: ("places",),
    AdjustmentKind.RESCALE: (),
}
_OWN = frozenset(key for used in _USED.values() for key in used)
"""The keys that not every kind uses."""


def _adjustment(table: Place) -> Iterator[Problem]:
    kind = readable(table.text("kind"), AdjustmentKind)
    if kind is None:
        return
    for key in _NEEDED.get(kind, ()):
        if key not in table.keys:
            message = say("“{kind}”缺少键“{key}”", "a {kind} needs the key “{key}”", kind=kind.value, key=key)
            yield table.problem(message)
    used = _USED[kind]
    for key in table.keys:
        if key in _OWN and key not in used:
            message = say(
                "“{kind}”不用键“{key}”", "a {kind} has no use for the key “{key}”", kind=kind.value, key=key
            )
            yield table.problem(message, key, allowed=say("{used}", "{used}", used=Joined(used)))
    yield from _range(table)
    places = table.keys.get("places")
    if isinstance(places, int) and not 0 <= places <= MARK_PLACES:
        message = say("小数位数不能是 {places}", "{places} is no number of decimal places", places=places)
        yield table.problem(message, "places", allowed=say("0 到 {most}", "0 to {most}", most=MARK_PLACES))


def _range(table: Place) -> Iterator[Problem]:
    """Yield what is wrong with the least that an evaluator may give or take."""
    least, most = table.marks("at_least"), table.marks("at_most")
    if least is not None and "each" in table.keys:
        message = say("at_least 与 each 只能写一个", "at_least and each exclude each other")
        yield table.problem(message, "at_least")
    if least is not None and most is not None and least > most:
        message = say("at_least 大于 at_most", "at_least is more than at_most")
        yield table.problem(message, "at_least", allowed=say("不超过 {most}", "at most {most}", most=most))
