"""What a report promised (整改措施) held against the figures of the next: kept, not kept, or nobody can tell.

A promise is checked only where it plainly names what is measured and says how much, or which way:
a doubtful reading would accuse a department wrongly.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.province.aims import Aim, aim_of
from evalkit.province.years import Quote, Year
from evalkit.rules.rule import Title
from evalkit.scoring.wording import SHORTEST, core, plainly


class Verdict(Enum):
    """What became of a promise."""

    KEPT = "kept"
    BROKEN = "not_kept"
    OPEN = "cannot_tell"


class Obstacle(Enum):
    """Why nobody can tell what became of a promise."""

    NOTHING_NAMED = "nothing_named"
    NO_AIM = "no_aim"
    NO_FIGURE = "no_figure"
    NOT_YET_DUE = "not_yet_due"


@frozen
class Check:
    """One thing that a promise names: what it was to be, what it was before and is now, in `unit`.

    `quotes` are the sentences of the later report in which the figures stand.
    """

    title: Title
    unit: Unit
    aim: Aim
    before: Decimal | None
    after: Decimal
    quotes: tuple[Quote, ...]
    verdict: Verdict


@frozen
class Promise:
    """A sentence of the report of year `made`, held against the report of year `held`.

    `obstacle` says why nobody can tell, None where one can.
    """

    made: int
    held: int
    quote: Quote
    verdict: Verdict
    checks: tuple[Check, ...]
    obstacle: Obstacle | None


def promises(
    years: Sequence[Year],
    inputs: Mapping[str, tuple[str, ...]],
    names: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Promise, ...]:
    """Return what became of all that was promised in each of `years` but the last.

    `inputs` are the ids of the facts that each measure is made of, `names` what reports call facts and
    measures beside their titles.
    """
    return tuple(
        _held(quote, before, after, subjects)
        for before, after in pairwise(years)
        for subjects in [_subjects(before, after, inputs, names or {})]
        for quote in before.plans
    )


# ---------------------------------------------------------------- what can be promised


@frozen
class _Subject:
    """Something that is measured in both years: what it is called, and what it was and is."""

    title: Title
    names: tuple[str, ...]
    unit: Unit
    before: Decimal | None
    after: Decimal | None
    quotes: tuple[Quote, ...]


_SPOKEN = re.compile(r"(?:支出)?(?:决算|实际)?(?:支出)?$")
"""What nobody says when he speaks of a figure: 公务接待费决算数 is 公务接待费."""
_NOT_SPOKEN_OF = re.compile("预算|^上年|^年初")
"""Figures that are no aim of their own: a promise on 公务接待费 is about what is spent."""


def _subjects(
    before: Year, after: Year, inputs: Mapping[str, tuple[str, ...]], names: Mapping[str, tuple[str, ...]]
) -> "_Index":
    """Return what is measured in `after`, the indicators before the figures."""
    return _Index.of((*_measured(before, after, inputs, names), *_printed(before, after, names)))


def _measured(
    before: Year, after: Year, inputs: Mapping[str, tuple[str, ...]], names: Mapping[str, tuple[str, ...]]
) -> Iterator[_Subject]:
    measured = {row.source: row.value for row in (*before.measured, *before.indicators)}
    for row in (*after.indicators, *after.measured):
        if row.value is None or row.unit is None:
            continue
        source = row.source or ""
        figures = [after.figures[id] for id in inputs.get(source, (source,)) if id in after.figures]
        quotes = tuple(figure.quote for figure in figures if figure.quote is not None)
        called = (*names.get(source, ()), *_names(row.title.zh))
        if called:
            yield _Subject(row.title, called, row.unit, measured.get(source), row.value, quotes)


def _printed(before: Year, after: Year, names: Mapping[str, tuple[str, ...]]) -> Iterator[_Subject]:
    for id in dict.fromkeys((*after.figures, *before.figures)):
        now, then = after.figures.get(id), before.figures.get(id)
        known = now or then
        if known is None or _NOT_SPOKEN_OF.search(known.title):
            continue
        called = tuple(dict.fromkeys((*names.get(id, ()), *_names(known.title), *_spoken(known.title))))
        quotes = () if now is None or now.quote is None else (now.quote,)
        was = None if then is None else then.value
        if called:
            yield _Subject(
                Title(known.title), called, known.unit, was, None if now is None else now.value, quotes
            )


@frozen
class _Index:
    """Everything that can be promised, by its names: a clause is looked through once however many there are."""

    by_name: Mapping[str, tuple[_Subject, ...]]
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, subjects: Iterable[_Subject]) -> "_Index":
        found: dict[str, list[_Subject]] = {}
        for subject in subjects:
            for name in dict.fromkeys(subject.names):
                found.setdefault(name, []).append(subject)
        lengths = tuple(sorted({len(name) for name in found}, reverse=True))
        return cls({name: tuple(each) for name, each in found.items()}, lengths)

    def named_in(self, clause: str) -> Iterator[tuple[str, tuple[_Subject, ...]]]:
        """Yield the names that stand in `clause` with what they name, the longest first, each once."""
        seen = set[str]()
        for length in self.lengths:
            for start in range(len(clause) - length + 1):
                name = clause[start : start + length]
                if name in self.by_name and name not in seen:
                    seen.add(name)
                    yield name, self.by_name[name]


def _names(title: str) -> tuple[str, ...]:
    name = core(title)
    return (name,) if name else ()


def _spoken(title: str) -> tuple[str, ...]:
    bare = _SPOKEN.sub("", core(title))
    return tuple(name for name in (bare, bare.removeprefix("日常")) if len(name) >= SHORTEST)


# ---------------------------------------------------------------- what was promised

_CLAUSE = re.compile("[^，,；;。！!？?]+")
_LATER = re.compile("(20[0-9]{2})年")
_OVER_YEARS = re.compile("[两二三四五]年内|[2-5]年内|十四五|十五五|逐年|中长期")
_WITHIN_YEAR = re.compile("月底|月末|季度|上半年|半年")


def _held(quote: Quote, before: Year, after: Year, subjects: _Index) -> Promise:
    """Return what became of the promise in `quote`."""
    text = plainly(quote.text)
    found = list(_named(text, subjects))
    obstacle: Obstacle | None = None
    checks: tuple[Check, ...] = ()
    if not found:
        obstacle = Obstacle.NOTHING_NAMED
    elif _is_due_later(text, after.year):
        obstacle = Obstacle.NOT_YET_DUE
    else:
        aimed = [(subject, aim) for subject, aim in found if aim is not None]
        checks = tuple(check for subject, aim in aimed for check in _checked(subject, aim))
        obstacle = None if checks else Obstacle.NO_FIGURE if aimed else Obstacle.NO_AIM
    return Promise(before.year, after.year, quote, _verdict(checks), checks, obstacle)


def _is_due_later(text: str, year: int) -> bool:
    named = [int(match[1]) for match in _LATER.finditer(text)]
    return _OVER_YEARS.search(text) is not None or any(each > year for each in named)


def _named(text: str, subjects: _Index) -> Iterator[tuple[_Subject, Aim | None]]:
    """Yield what each clause of a promise plainly names, with what it was to be.

    The longest name that has an aim counts: 将三公经费控制在15万元以内 is about 三公经费, and not about 三公经费控制率.
    """
    for match in _CLAUSE.finditer(text):
        clause = match.group()
        aims = [
            (subject, _aim(clause, name, subject.unit))
            for name, found in subjects.named_in(clause)
            if _WITHIN_YEAR.search(name) or not _WITHIN_YEAR.search(clause)
            for subject in found
        ]
        if aims:
            yield next((each for each in aims if each[1] is not None), aims[0])


def _aim(clause: str, name: str, unit: Unit) -> Aim | None:
    start = clause.index(name)
    return aim_of(clause[:start], clause[start + len(name) :], unit)


def _checked(subject: _Subject, aim: Aim) -> Iterator[Check]:
    """Yield the check of one aim, unless a figure is missing."""
    if subject.after is None:
        return
    kept = aim.is_met(subject.before, subject.after)
    if kept is not None:
        verdict = Verdict.KEPT if kept else Verdict.BROKEN
        yield Check(subject.title, subject.unit, aim, subject.before, subject.after, subject.quotes, verdict)


def _verdict(checks: Sequence[Check]) -> Verdict:
    """Return the verdict on a whole sentence: one broken half breaks it."""
    if not checks:
        return Verdict.OPEN
    broken = any(check.verdict is Verdict.BROKEN for check in checks)
    return Verdict.BROKEN if broken else Verdict.KEPT
