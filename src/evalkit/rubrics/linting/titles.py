"""Doubts about titles: rows that nobody can tell apart, values that another title is of, grades the wrong way round."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from evalkit.errors import Problem
from evalkit.messages import say
from evalkit.problems import short
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.place import Place, parts
from evalkit.rules.judgement import Judgement
from evalkit.rules.one_value import OneValueRule


def same_titles(subject: Subject) -> Iterator[Problem]:
    """Yield rows with the title of one before them in the same group, and dimensions alike."""
    dimensions = subject.top.tables("dimension")
    yield from _repeated(dimensions)
    for dimension in dimensions:
        rows = dimension.tables("indicator")
        yield from _repeated(rows)
        for row in rows:
            yield from _below(row)


def of_another(subject: Subject) -> Iterator[Problem]:
    """Yield rows that have the very title of a measure or a fact, and look at another one."""
    named = {wording.title: id for id, wording in subject.wordings.items()}
    named |= {measure.title: id for id, measure in subject.measures.items()}
    for row, place in subject.rows():
        wanted = named.get(row.title.zh)
        if isinstance(row.rule, OneValueRule) and wanted not in (None, row.rule.measure):
            if subject.unit(wanted or "") is not subject.unit(row.rule.measure):
                continue
            message = say(
                "名称与“{wanted}”相同，看的却是“{measure}”",
                "this has the title of {wanted}, but looks at {measure}",
                wanted=wanted,
                measure=row.rule.measure,
            )
            yield place.problem(message, "measure")


def ranks_turned(subject: Subject) -> Iterator[Problem]:
    """Yield grades and tiers whose titles say more than those above them."""
    grades = [
        (each.title.zh, place)
        for each, place in zip(subject.rubric.grades, subject.top.tables("grade"), strict=True)
    ]
    yield from _rising(grades)
    for row, place in subject.rows():
        if isinstance(row.rule, Judgement):
            tiers = sorted(
                zip(row.rule.tiers, place.tables("tiers"), strict=True), key=lambda pair: -pair[0].marks
            )
            yield from _rising([(tier.title, where) for tier, where in tiers])


def _rising(titles: Sequence[tuple[str, Place]]) -> Iterator[Problem]:
    known = [(_RANKS[title], title, place) for title, place in titles if title in _RANKS]
    for (above, upper, _), (rank, title, place) in pairwise(known):
        if rank > above:
            message = say(
                "“{title}”比“{upper}”好，却排在它后面",
                "“{title}” is better than “{upper}”, but stands below it",
                title=title,
                upper=upper,
            )
            yield place.problem(message, "title")


_RANKS = {
    **dict.fromkeys(("优", "优秀", "好", "很好"), 5),
    **dict.fromkeys(("良", "良好", "较好"), 4),
    **dict.fromkeys(("中", "中等", "一般"), 3),
    **dict.fromkeys(("较差", "基本合格"), 1),
    **dict.fromkeys(("差", "不合格", "很差"), 0),
}
"""How good the usual titles are; those that stand beside each other in no scale are left out."""


def _below(row: Place) -> Iterator[Problem]:
    yield from _repeated(parts(row))
    for part in parts(row):
        yield from _below(part)


def _repeated(rows: tuple[Place, ...]) -> Iterator[Problem]:
    for key in ("title", "title_en"):
        yield from _repeated_at(rows, key)


def _repeated_at(rows: tuple[Place, ...], key: str) -> Iterator[Problem]:
    lines: dict[tuple[str, str], int] = {}
    for row in rows:
        title = (row.text("group"), row.text(key))
        if not title[1]:
            continue
        if title in lines:
            message = say(
                "“{title}”已在第 {line} 行用过",
                "“{title}” is already used in line {line}",
                title=short(title[1]),
                line=lines[title],
            )
            yield row.problem(message, key)
        else:
            lines[title] = row.line(key)
