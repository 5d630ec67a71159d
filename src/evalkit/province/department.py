"""One department out of a results database: found by its name, with all its years."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import evolve

from evalkit.errors import PluginError, Problem, UsageError
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.measures.measure import Measure
from evalkit.messages import Joined, say
from evalkit.province.choosing import Kept, exact, kept
from evalkit.province.years import Figure, Lost, Quote, Row, Year
from evalkit.rules.rule import Title
from evalkit.store.database import told
from evalkit.store.results import Results

_LISTED = 10
"""How many departments are named that might be meant."""
_NOTHING = Decimal(0)
_MEASURED = (Unit.MONEY, Unit.RATIO, Unit.COUNT, Unit.SCORE)


def years_of(
    results: Results, name: str, rubric: str | None = None, measures: Mapping[str, Measure] | None = None
) -> tuple[str, tuple[Year, ...]]:
    """Return the department called `name`, else the only one whose name contains it, with its years, the earliest first.

    `rubric` is the id of the rubric, None where each year was scored by one only. `measures` are worked out
    where the rubric has no indicator for them. Raises UsageError where no
    department or several are meant, where a year has several scorecards, and where no report states its year.
    """
    every = kept(results)
    department = _found(every, name)
    cards = [each for each in every if each.standing.department == department]
    cards = [each for each in cards if rubric is None or each.rubric == rubric]
    dated = sorted((each.standing.year, each.id, each) for each in cards if each.standing.year is not None)
    if not dated:
        message = say("{name} 没有写明年度的评分卡", "{name} has no scorecard with a year", name=department)
        raise UsageError(Problem(message, allowed=_rubrics(every, department)))
    _check_single(department, [card for _, _, card in dated])
    with told(results.path):
        years = [_Reading(results, card, year).year() for year, _, card in dated]
    return department, tuple(evolve(year, measured=_measured(year, measures or {})) for year in years)


def _found(every: Sequence[Kept], name: str) -> str:
    names = sorted({each.standing.department for each in every})
    if name in names:
        return name
    near = [each for each in names if name in each]
    if len(near) == 1:
        return near[0]
    if not near:
        raise UsageError(Problem(say("结果库里没有部门“{name}”", "there is no department {name}", name=name)))
    message = say(
        "名称中有“{name}”的部门有 {count} 个",
        "{count} departments have {name} in their names",
        name=name,
        count=len(near),
    )
    raise UsageError(Problem(message, allowed=_listed(near)))


def _listed(names: Sequence[str]) -> Any:
    shown = Joined(tuple(names[:_LISTED]))
    if len(names) <= _LISTED:
        return say("{shown}", "{shown}", shown=shown)
    return say("{shown}等", "{shown} and others", shown=shown)


def _rubrics(every: Iterable[Kept], department: str) -> Any:
    ids = sorted({each.rubric for each in every if each.standing.department == department})
    return say("--rubric {ids}", "--rubric {ids}", ids=Joined(tuple(ids)))


def _check_single(department: str, cards: Sequence[Kept]) -> None:
    """Raise UsageError when a year has several scorecards."""
    by_year: dict[int | None, list[Kept]] = {}
    for card in cards:
        by_year.setdefault(card.standing.year, []).append(card)
    for year, found in by_year.items():
        if len(found) == 1:
            continue
        rubrics = sorted({each.rubric for each in found})
        if len(rubrics) > 1:
            message = say(
                "{department} {year} 年度按几个评分标准评过",
                "{department} was scored by several rubrics for {year}",
                department=department,
                year=year,
            )
            raise UsageError(
                Problem(message, allowed=say("--rubric {ids}", "--rubric {ids}", ids=Joined(tuple(rubrics))))
            )
        message = say(
            "{department} {year} 年度有几份报告：{reports}",
            "{department} has several reports for {year}: {reports}",
            department=department,
            year=year,
            reports=Joined(tuple(each.standing.report for each in found)),
        )
        raise UsageError(Problem(message))


def _measured(year: Year, measures: Mapping[str, Measure]) -> tuple[Row, ...]:
    """Return what `measures` give for the figures of a year, but for those that its indicators are of."""
    used = {row.source for row in year.indicators}
    found = []
    for id, measure in measures.items():
        if id in used or any(name not in year.figures for name in measure.parameters):
            continue
        try:
            value = measure.evaluate({name: year.figures[name].value for name in measure.parameters})
        except PluginError:
            continue
        if isinstance(value, Decimal) and value.is_finite():
            title = Title(measure.title, measure.title_en)
            found.append(Row(id, title, _NOTHING, _NOTHING, _NOTHING, value, measure.unit, id))
    return tuple(found)


@frozen
class _Reading:
    """Reads the tables of one scorecard."""

    results: Results
    card: Kept
    number: int

    def _asked(self, sql: str, *values: Any) -> list[Any]:
        return self.results.connection.execute(sql, values).fetchall()

    def year(self) -> Year:
        """Return the year."""
        ((zh, en),) = self._asked("SELECT title, title_en FROM rubrics WHERE sha256 = ?", self.card.sha256)
        return Year(
            self.number,
            self.card.rubric,
            Title(zh, en),
            self.card.sha256,
            self.card.standing,
            tuple(_row(*row) for row in self._of(_DIMENSIONS)),
            tuple(_indicator(*row) for row in self._of(_INDICATORS)),
            self._losses(),
            {row[0]: _figure(*row) for row in self._of(_FACTS) if Unit(row[2]) in _MEASURED},
            tuple(Quote(*row) for row in self._of(_PLANS)),
        )

    def _of(self, sql: str) -> list[Any]:
        return self._asked(sql, self.card.id)

    def _losses(self) -> tuple[Lost, ...]:
        sql = "SELECT indicator, title, title_en FROM criteria WHERE rubric = ?"
        titles = {address: Title(zh, en) for address, zh, en in self._asked(sql, self.card.sha256)}
        found = []
        for indicator, part, marks, zh, en in self._of(_DEDUCTIONS):
            title = titles.get(indicator if part is None else f"{indicator}.{part}", Title(part or indicator))
            found.append(Lost(indicator, part, title, exact(marks), Title(zh, en)))
        return tuple(found)


def _row(id: str, zh: str, en: str, marks: float, low: float, high: float) -> Row:
    return Row(id, Title(zh, en), exact(marks), exact(low), exact(high))


def _indicator(
    id: str,
    zh: str,
    en: str,
    marks: float,
    low: float,
    high: float,
    measure: str | None,
    value: str | None,
    unit: str | None,
    parent: str | None,
) -> Row:
    row = evolve(_row(id, zh, en, marks, low, high), parent=parent)
    if measure is None or value is None or unit is None or Unit(unit) not in _MEASURED:
        return row
    measured = Decimal(value)
    # An amount over nothing is infinite: there is no such figure to go by.
    return evolve(row, value=measured, unit=Unit(unit), source=measure) if measured.is_finite() else row


def _figure(
    id: str,
    title: str,
    unit: str,
    value: str,
    quote: str | None,
    document: str | None,
    page: int | None,
    line: int | None,
) -> Figure:
    place = None if quote is None or document is None else Quote(quote, document, page, line)
    return Figure(id, title, Unit(unit), Decimal(value), place)


_DIMENSIONS = (
    "SELECT dimension, title, title_en, marks, low, high FROM dimensions WHERE scorecard = ? ORDER BY place"
)
_INDICATORS = (
    "SELECT i.indicator, c.title, c.title_en, i.marks, i.low, i.high, i.measure, i.value_exact, i.unit, i.parent "
    "FROM indicators AS i JOIN scorecards AS s ON s.id = i.scorecard "
    "JOIN criteria AS c ON c.rubric = s.rubric AND c.indicator = i.indicator "
    "WHERE i.scorecard = ? ORDER BY c.place"
)
_DEDUCTIONS = (
    "SELECT indicator, part, marks, reason, reason_en FROM deductions WHERE scorecard = ? ORDER BY place"
)
_FACTS = "SELECT fact, title, unit, value_exact, quote, document, page, line FROM facts WHERE scorecard = ? ORDER BY place"
_PLANS = "SELECT quote, document, page, line FROM plans WHERE scorecard = ? ORDER BY place"
