"""What another rubric would do to all recorded reports, worked out again from what is stored of them.

Only the indicators that the two rubrics differ in are scored again, by both; the rest keeps the marks it has.
"""

from collections.abc import Mapping

from attrs import evolve, field

from evalkit.frozen import frozen
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.scoring.compiled.scorer import Scorer
from evalkit.scoring.effect import Marked, Won
from evalkit.scoring.effect import Row as MarkedRow
from evalkit.scoring.grading import grade_of
from evalkit.scoring.ledger import ZERO, Balance, total
from evalkit.scoring.marking import Marker, standing
from evalkit.scoring.rows import Row
from evalkit.scoring.totals import rescales
from evalkit.store.marks import StoredMarks

_NOTHING = Balance(ZERO, ZERO, ZERO)


@frozen
class Simulated:
    """One report by both rubrics; `stale` says that the old one no longer gives what was recorded.

    `year` is None where the report does not say it.
    """

    name: str
    year: int | None
    before: Marked
    after: Marked
    stale: bool


@frozen
class Changed:
    """An indicator that may give other marks, as it is in both rubrics; None where one does not have it.

    `clause` is the one through which its marks change: of its only part that differs, else its own.
    """

    old: Row | None
    new: Row | None
    clause: str

    @property
    def row(self) -> Row:
        """Return the indicator as it is in the new rubric, or was in the old one."""
        row = self.new or self.old
        if row is None:
            raise ValueError
        return row


@frozen(eq=False)
class Side:
    """One of the two rubrics, ready to score the `ids` that may give other marks."""

    marker: Marker
    ids: frozenset[str]
    _scorers: dict[Statements | None, Scorer] = field(init=False, factory=dict)

    def won(self, stored: StoredMarks) -> dict[str, Balance]:
        """Return what the indicators give a report."""
        statements = stored.report.statements
        if statements not in self._scorers:
            self._scorers[statements] = self.marker.only(self.ids, statements)
        marks = self._scorers[statements].marks_of(stored.report.sheet, stored.report.judgements)
        return {id: Balance(*kept) for id, kept in marks.by_indicator.items()}


@frozen(eq=False)
class Simulation:
    """What is worked out for every report when one rubric takes the place of another.

    `changed` are the indicators that may give other marks, by their id; `same_totals` says that both
    rubrics make the same of the same marks. `kept` is what the old one gives each report, by its name;
    None keeps nothing.
    """

    old: Side
    new: Side
    changed: Mapping[str, Changed]
    same_totals: bool
    kept: dict[str, "_Before"] | None = None

    @classmethod
    def of(cls, old: Marker, new: Marker) -> "Simulation":
        """Return the simulation; what the rubrics have in common is not scored again."""
        before, after = ({row.indicator.id: row for row in each.rows} for each in (old, new))
        moved = _measures_changed(old.rubric, new.rubric)
        anew = rescales(old.rubric) != rescales(new.rubric)
        found = {}
        for id in dict.fromkeys((*before, *after)):
            one, other = before.get(id), after.get(id)
            if one != other or (
                one and (not moved.isdisjoint(old.needs([one])) or (anew and _is_modified(one)))
            ):
                found[id] = Changed(one, other, _clause(one, other))
        ids = frozenset(found)
        return cls(Side(old, ids), Side(new, ids), found, _around(old.rubric) == _around(new.rubric))

    def remembering(self) -> "Simulation":
        """Return the simulation as one that keeps what the old rubric gives, to be asked for it again."""
        return evolve(self, kept={})

    def beside(self, other: "Simulation") -> "Simulation":
        """Return the simulation with what `other` keeps, where both look at the same indicators."""
        return evolve(self, kept=other.kept) if self.old.ids == other.old.ids else self

    def facts(self) -> tuple[str, ...]:
        """Return the facts that are looked at."""
        found: dict[str, None] = {}
        for side in (self.old, self.new):
            rows = [row for row in side.marker.rows if row.indicator.id in side.ids]
            needs = (*side.marker.needs(rows), *side.marker.acting)
            found.update(dict.fromkeys(side.marker.facts(needs)))
        return tuple(found)

    def addresses(self) -> tuple[str, ...]:
        """Return the rows whose recorded marks are looked at."""
        rows = (*self.old.marker.rows, *self.new.marker.rows)
        return tuple(dict.fromkeys(row.indicator.id for row in rows))

    def report(self, stored: StoredMarks) -> Simulated:
        """Return `stored` by both rubrics."""
        before = self._by_old(stored)
        judged = self._judged_anew(stored)
        won = self.new.won(judged)
        if self.same_totals and won == before.won:
            after = before.marked
        else:
            after = self._marked(self.new, judged, _moved(_whole(stored), before.won, won), won)
        name = f"{stored.department} {stored.name}" if stored.department else stored.name
        return Simulated(name, stored.report.sheet.year, before.marked, after, before.stale)

    def _by_old(self, stored: StoredMarks) -> "_Before":
        """Return what the old rubric gives, which may be kept from before."""
        found = None if self.kept is None else self.kept.get(stored.name)
        if found is None:
            won = self.old.won(stored)
            marked = self._marked(self.old, stored, _whole(stored), won)
            stale = marked.total != Won(stored.low, stored.high) or any(
                each != (stored.balance(id) or each) for id, each in won.items()
            )
            found = _Before(won, marked, stale)
            if self.kept is not None:
                self.kept[stored.name] = found
        return found

    def _judged_anew(self, stored: StoredMarks) -> StoredMarks:
        """Return the report with the judgements that can be made by the new rubric."""
        judgements = stored.report.judgements
        if not judgements.entries:
            return stored
        return evolve(stored, report=evolve(stored.report, judgements=self.new.marker.fitting(judgements)))

    def _marked(self, side: Side, stored: StoredMarks, whole: Balance, won: Mapping[str, Balance]) -> Marked:
        """Return what one side gives: the sum `whole`, or what it makes of all indicators."""
        if side.marker.is_sum(whole.marks):
            return self._as(side, whole, won)
        return self._adjusted(side, stored, won)

    def _adjusted(self, side: Side, stored: StoredMarks, won: Mapping[str, Balance]) -> Marked:
        """Return the report by one side, where something acts on the sum of the indicators."""
        rows = [
            standing(row, won.get(row.indicator.id) or stored.balance(row.indicator.id) or _NOTHING)
            for row in side.marker.rows
        ]
        balance, adjustments = side.marker.total(rows, stored.report)
        marked = self._as(side, balance, won)
        own = {each.id: MarkedRow(each.title, Won(each.low, each.high), each.clause) for each in adjustments}
        return Marked(marked.total, marked.grade, {**marked.rows, **own})

    def _as(self, side: Side, balance: Balance, won: Mapping[str, Balance]) -> Marked:
        return Marked(
            Won(balance.low, balance.high),
            grade_of(side.marker.rubric.grades, balance.low, balance.high)[0],
            {
                id: MarkedRow(
                    self.changed[id].row.indicator.title, Won(each.low, each.high), self.changed[id].clause
                )
                for id, each in won.items()
            },
        )


@frozen
class _Before:
    """What the old rubric gives a report."""

    won: Mapping[str, Balance]
    marked: Marked
    stale: bool


def _whole(stored: StoredMarks) -> Balance:
    """Return the marks that apply and the total as they were recorded."""
    return Balance(stored.applicable, stored.low, stored.high)


def _around(rubric: Rubric) -> object:
    """Return what of a rubric makes a total of the marks of its indicators, and a grade of the total."""
    rows = tuple(tuple(row.id for row in each.indicators) for each in rubric.dimensions)
    marks = tuple(each.marks for each in rubric.dimensions)
    return (
        rubric.total,
        rubric.grades,
        rubric.adjustments,
        rubric.not_applicable,
        rubric.statements,
        rows,
        marks,
    )


def _measures_changed(old: Rubric, new: Rubric) -> frozenset[str]:
    before, after = ({each.id: each for each in rubric.measures} for rubric in (old, new))
    return frozenset(id for id in {*before, *after} if before.get(id) != after.get(id))


def _is_modified(row: Row) -> bool:
    """Return whether something acts on what remains of a row, or of a part of it: on what may not apply, too."""
    return any(each.indicator.modifiers for each in row.tree())


def _clause(old: Row | None, new: Row | None) -> str:
    """Return the clause through which a row changes: that of its only part that differs, else its own."""
    row = new or old
    if old is None or new is None or row is None:
        return "" if row is None else row.clause
    before, after = old.parts(), new.parts()
    differ = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
    return _clause(*differ[0]) if len(differ) == 1 and len(before) == len(after) else row.clause


def _moved(whole: Balance, before: Mapping[str, Balance], after: Mapping[str, Balance]) -> Balance:
    """Return a sum in which what stood before becomes what stands after."""
    gone, come = before.values(), after.values()
    return Balance(
        total([whole.marks, *(each.marks for each in come), *(-each.marks for each in gone)]),
        total([whole.low, *(each.low for each in come), *(-each.low for each in gone)]),
        total([whole.high, *(each.high for each in come), *(-each.high for each in gone)]),
    )
