"""Doubts about clauses: figures in words that are others than those of the rule beside them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from evalkit.errors import Problem
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Joined, Message, say
from evalkit.rubrics.drafts.standards import plain_text
from evalkit.rubrics.linting.figures import Figure, Kind, figures_of
from evalkit.rubrics.linting.readings import read_otherwise
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.place import Place, indicators, parts
from evalkit.rubrics.rubric import Indicator
from evalkit.rules.per_step import PerStep
from evalkit.rules.proportional import Proportional
from evalkit.rules.rule import EXACT
from evalkit.rules.showing import Threshold
from evalkit.toml_places import Path

_N = r"(\d{1,20}(?:\.\d{1,20})?)"
_DIGITS = {digit: Decimal(value) for value, digit in enumerate("一二三四五六七八九十", 1)} | {
    "两": Decimal(2)
}
_SMALL = f"([{''.join(_DIGITS)}])"
_PERCENT = re.compile(rf"{_N}(?:%|个?百分点)|{_SMALL}个百分点")
_MARKS = re.compile(rf"{_N}分(?![之钟])|[得扣计加减]{_SMALL}分(?![之钟])")
_MONEY = re.compile(rf"{_N}(亿元|万元|元)")
_WORTH = {"亿元": Decimal(100_000_000), "万元": Decimal(10_000), "元": Decimal(1)}
_NUMBER = re.compile(rf"{_N}(%?)")
_PLACEHOLDER = re.compile("TODO|待[定补填]|评分表没有写评分标准", re.IGNORECASE)
_PUNCTUATION = re.compile(r"\W+")
_LEAST = 4
"""Fewer characters are no clause."""
_PART_OF_A_STEP = re.compile(
    r"不[足满](?:1|一)?个?(?:百分点|%|步|档)[^,;。]{0,6}?(?:(按比例)|不扣|不计|忽略)"
)
_BEYOND = re.compile(r"超[过出](?!100)[^,;。%]{0,8}不得分")
_ALL_OR_A_PART = frozenset(
    {"all_or_nothing", "any_of", "linear", "mean", "proportional", "reverse_proportional"}
)
"""Rules whose clause, where it names marks, names all that the row has."""


@frozen
class _Said:
    """The figures of one kind: those that a clause says, and those that the rule is written with.

    `known` are further ones that the clause may say; `shown` puts one into words.
    """

    unit: Unit
    clause: tuple[Decimal, ...]
    rule: tuple[tuple[Place, Path, Decimal], ...]
    known: frozenset[Decimal] = frozenset()

    def strange(self) -> tuple[Decimal, ...]:
        """Return what the clause says and the rule does not, or not as often."""
        written = Counter(value for _, _, value in self.rule)
        extra = Counter(self.clause) - written if self.unit is Unit.SCORE else set(self.clause) - set(written)
        return tuple(
            dict.fromkeys(value for value in self.clause if value in extra and value not in self.known)
        )

    def unsaid(self) -> tuple[tuple[Place, Path, Decimal], ...]:
        """Return what the rule is written with and the clause does not say."""
        return tuple(
            each
            for each in self.rule
            if each[2] and each[2] not in self.clause and not self._unsigned(each[2])
        )

    def _unsigned(self, value: Decimal) -> bool:
        """Return whether `value` only lacks its per cent sign, which is a doubt of its own."""
        return self.unit is Unit.RATIO and value.scaleb(-2) in self.clause


def clauses_otherwise(subject: Subject) -> Iterator[Problem]:
    """Yield clauses that say other figures than their rule, and those figures of the rule.

    A clause may leave figures out, and may say further ones; it is doubted where it says one that the
    rule has not while the rule has one that it does not say.
    """
    rows = {place.path: row for row, place in subject.rows()}
    for place in _with_clause(indicators(subject.top)):
        row = rows[place.path]
        found = [problem for said in _of_row(place, subject) for problem in _mismatch(place, said)]
        yield from found or (*read_otherwise(row, place, subject), *_other_words(row, place))
    for adjustment in subject.top.tables("adjustment"):
        for said in _of_adjustment(adjustment, subject):
            yield from _mismatch(adjustment, said)


def _other_words(row: Indicator, place: Place) -> Iterator[Problem]:
    """Yield clauses that say nothing, and those whose words about parts of a step or about excess the rule gainsays."""
    text = plain_text(place.text("clause"))
    if _PLACEHOLDER.search(text) or len(_PUNCTUATION.sub("", text)) < _LEAST:
        yield place.problem(say("条款没有写出内容", "the clause says nothing"), "clause")
    if isinstance(row.rule, PerStep):
        told = _PART_OF_A_STEP.search(text)
        if told is not None and (told[1] is None) is (row.rule.steps == "fractional"):
            message = say(
                "条款对不足一步的部分另有说法：{said}",
                "the clause says otherwise of parts of a step: {said}",
                said=told[0],
            )
            yield place.problem(message, "steps" if "steps" in place.keys else "rule")
    if isinstance(row.rule, Proportional) and row.rule.over == "full" and _BEYOND.search(text):
        message = say(
            'over 没有写成 "zero"，超过的仍得满分，条款说不得分',
            'without over = "zero" what exceeds gets full marks, and the clause says none',
        )
        yield place.problem(message, "over" if "over" in place.keys else "rule")


def _with_clause(rows: Iterable[Place]) -> Iterator[Place]:
    for row in rows:
        if row.text("clause").strip():
            yield row
        yield from _with_clause(parts(row))


def _mismatch(place: Place, said: _Said) -> Iterator[Problem]:
    strange, unsaid = said.strange(), said.unsaid()
    if not strange or not unsaid:
        return
    message = say(
        "条款写的 {strange}，计分规则里没有",
        "the clause says {strange}, which the rule has not",
        strange=Joined(tuple(Threshold(value, said.unit) for value in strange)),
    )
    yield place.problem(message, "clause")
    for row, path, value in unsaid:
        yield row.problem(_not_said(Threshold(value, said.unit)), *path)


def _not_said(figure: Threshold) -> Message:
    return say(
        "计分规则里的 {figure}，条款没有写", "the clause does not say the {figure} of the rule", figure=figure
    )


def _of_row(place: Place, subject: Subject) -> Iterator[_Said]:
    text = plain_text(place.text("clause"))
    figures = [(row, each) for row in _read_by(place) for each in figures_of(row)]
    marks = [
        (row, each.path, each.value) for row, each in figures if each.kind is Kind.MARKS and row is not place
    ]
    marks += [(row, each.path, each.value) for row, each in figures
              if each.kind is Kind.MARKS and row is place and each.path != ("marks",)]  # fmt: skip
    marks += [
        (part, ("marks",), worth)
        for part in parts(place)
        if part.text("clause").strip() and (worth := part.marks())
    ]
    own = place.marks()
    if own is not None and place.text("rule") in _ALL_OR_A_PART:
        marks.append((place, ("marks",), own))
    # What is looked at may be counted in 分 itself: 考核得分 90 分以上.
    known = {each.value for _, each in figures if subject.unit(each.measure) in (Unit.SCORE, Unit.COUNT)}
    yield _Said(
        Unit.SCORE, _marks(text), tuple(marks), frozenset(known | ({own} if own is not None else set()))
    )
    shares = [(row, each.path, each.value) for row, each in figures if _is_ratio(each, row, subject)]
    yield _Said(Unit.RATIO, _percents(text), tuple(shares), frozenset(_of_formulas(figures, subject)))
    money = [(row, each.path, each.value) for row, each in figures
             if each.measure and subject.unit(each.measure) is Unit.MONEY]  # fmt: skip
    yield _Said(Unit.MONEY, _money(text), tuple(money))


def _read_by(place: Place) -> Iterator[Place]:
    """Yield the tables that the clause of `place` is about: its own, and those below that have no clause."""
    yield place
    for part in parts(place):
        if not part.text("clause").strip():
            yield from _read_by(part)


def _is_ratio(figure: Figure, place: Place, subject: Subject) -> bool:
    if figure.kind is Kind.SHARE:
        return figure.path[-1] == "by"
    return bool(figure.measure) and subject.unit(figure.measure) is Unit.RATIO


def _of_formulas(figures: Sequence[tuple[Place, Figure]], subject: Subject) -> Iterator[Decimal]:
    """Yield the numbers in the formulas of the rubric's own measures that the figures are about."""
    named = {each.measure for _, each in figures}
    for table in subject.top.tables("measure"):
        if table.text("id") in named:
            for match in _NUMBER.finditer(table.text("formula")):
                yield Decimal(match[1]).scaleb(-2) if match[2] else Decimal(match[1])


def _of_adjustment(place: Place, subject: Subject) -> Iterator[_Said]:
    text = plain_text(place.text("clause"))
    marks = [(place, (key,), worth) for key in ("each", "at_most") if (worth := place.marks(key)) is not None]
    yield _Said(Unit.SCORE, _marks(text), tuple(marks))
    below = place.number("below")
    if below is not None and subject.unit(place.text("rests_on")) is Unit.RATIO:
        yield _Said(Unit.RATIO, _percents(text), ((place, ("below",), below),))


def _marks(text: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(match[1]) if match[1] else _DIGITS[match[2]] for match in _MARKS.finditer(text))


def _percents(text: str) -> tuple[Decimal, ...]:
    return tuple(
        (Decimal(match[1]) if match[1] else _DIGITS[match[2]]).scaleb(-2) for match in _PERCENT.finditer(text)
    )


def _money(text: str) -> tuple[Decimal, ...]:
    return tuple(EXACT.multiply(Decimal(match[1]), _WORTH[match[2]]) for match in _MONEY.finditer(text))
