"""What another rubric would do to all recorded reports, worked out again from what is stored of them.

Only what the two rubrics differ in is scored again, by both; the rest keeps the marks it has.
"""

from collections.abc import Iterator, Mapping

from attrs import frozen

from evalkit.rubrics.rubric import Rubric
from evalkit.scoring.dossier import Dossier
from evalkit.scoring.effect import Marked, Won
from evalkit.scoring.effect import Row as MarkedRow
from evalkit.scoring.grading import grade_of
from evalkit.scoring.indicators import score_row
from evalkit.scoring.ledger import ZERO, Balance, total
from evalkit.scoring.marking import Marker, standing
from evalkit.scoring.rows import Row
from evalkit.scoring.totals import rescales
from evalkit.store.marks import StoredMarks

_NOTHING = Balance(ZERO, ZERO, ZERO)


@frozen
class Pair:
    """A row of a rubric as it is in both; `old` or `new` is None where one has none.

    `top` is the id of the indicator that it belongs to, `address` its own.
    """

    top: str
    address: str
    old: Row | None
    new: Row | None

    @classmethod
    def of(cls, top: str, old: Row | None, new: Row | None) -> "Pair":
        """Return the pair of two rows of one address."""
        row = new or old
        return cls(top, top if row is None else row.address, old, new)

    @property
    def clause(self) -> str:
        """Return the clause by which the row gives its marks, that of the new rubric first."""
        row = self.new or self.old
        return "" if row is None else row.clause

    @property
    def is_modified(self) -> bool:
        """Whether something acts on what remains of the row, or of a part of it: on what may not apply, too."""
        rows = [each for row in (self.old, self.new) if row is not None for each in row.tree()]
        return any(row.indicator.modifiers for row in rows)

    @property
    def above(self) -> tuple[str, ...]:
        """Return the addresses of the rows that it stands in."""
        path = self.address.split(".")
        return tuple(".".join(path[:end]) for end in range(1, len(path)))


@frozen
class Simulated:
    """One report by both rubrics; `stale` says that the old one no longer gives what was recorded."""

    name: str
    before: Marked
    after: Marked
    stale: bool


@frozen
class Simulation:
    """What is worked out for every report when rubric `new` takes the place of `old`.

    `pairs` are the smallest rows that may give other marks, `tops` all indicators by their id, and `needs`
    the measures and facts that are looked at, which have the `same_values` for both.
    """

    old: Marker
    new: Marker
    pairs: tuple[Pair, ...]
    tops: Mapping[str, Pair]
    needs: tuple[str, ...]
    same_values: bool

    @classmethod
    def of(cls, old: Marker, new: Marker) -> "Simulation":
        """Return the simulation; what the rubrics have in common is not scored again."""
        before, after = ({row.indicator.id: row for row in each.rows()} for each in (old, new))
        moved = _measures_changed(old.rubric, new.rubric)
        tops = {id: Pair.of(id, before.get(id), after.get(id)) for id in dict.fromkeys((*before, *after))}
        all_anew = rescales(old.rubric) != rescales(new.rubric)
        pairs = tuple(
            pair
            for top in tops.values()
            for pair in ([top] if all_anew and top.is_modified else _changed(top, old, moved))
        )
        looked_at = [tops[pair.top] for pair in pairs]
        rows = [row for pair in looked_at for row in (pair.old, pair.new) if row is not None]
        adjustments = (*old.rubric.adjustments, *new.rubric.adjustments)
        return cls(old, new, pairs, tops, old.needs(rows, adjustments), not moved)

    def facts(self) -> tuple[str, ...]:
        """Return the facts that are looked at."""
        return tuple(dict.fromkeys((*self.old.facts(self.needs), *self.new.facts(self.needs))))

    def addresses(self) -> tuple[str, ...]:
        """Return the rows whose recorded marks are looked at."""
        return tuple(dict.fromkeys((*self.tops, *(pair.address for pair in self.pairs))))

    def report(self, stored: StoredMarks) -> Simulated:
        """Return `stored` by both rubrics."""
        old = self.old.dossier(stored.report, self.needs)
        new = self.new.dossier(stored.report, self.needs, old.known if self.same_values else None)
        return _Report(self, stored, old, new).simulated()


def _measures_changed(old: Rubric, new: Rubric) -> frozenset[str]:
    before, after = ({each.id: each for each in rubric.measures} for rubric in (old, new))
    return frozenset(id for id in {*before, *after} if before.get(id) != after.get(id))


def _changed(pair: Pair, marker: Marker, moved: frozenset[str]) -> Iterator[Pair]:
    """Yield the smallest rows within `pair` that may give other marks."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        yield pair
        return
    if old == new and moved.isdisjoint(marker.needs([old])):
        return
    before, after = old.parts(), new.parts()
    same = [row.path for row in before] == [row.path for row in after]
    if before and same and not old.indicator.modifiers and not new.indicator.modifiers:
        for one, other in zip(before, after, strict=True):
            yield from _changed(Pair.of(pair.top, one, other), marker, moved)
    else:
        yield pair


# ---------------------------------------------------------------- one report


@frozen
class _Step:
    """What a row of a report gives by both rubrics, by which clause; None where a rubric does not have it."""

    before: Balance | None
    after: Balance | None
    clause: str


def _shifted(balance: Balance, step: _Step) -> Balance:
    """Return a sum in which the balance before becomes that after."""
    before, after = step.before or _NOTHING, step.after or _NOTHING
    return Balance(
        total([balance.marks, after.marks, -before.marks]),
        total([balance.low, after.low, -before.low]),
        total([balance.high, after.high, -before.high]),
    )


@frozen
class _Report:
    """One report on its way from the old marks to the new ones."""

    simulation: Simulation
    stored: StoredMarks
    old: Dossier
    new: Dossier

    def simulated(self) -> Simulated:
        """Return the report by both rubrics."""
        pairs = self._pairs()
        steps = {address: self._step(pair) for address, pair in pairs.items()}
        tops = self._tops(pairs, steps)
        before, after = self._marked(tops)
        stale = before.total != Won(self.stored.low, self.stored.high) or any(
            step.before != (self.stored.balance(address) or step.before) for address, step in steps.items()
        )
        department, name = self.stored.department, self.stored.name
        return Simulated(f"{department} {name}" if department else name, before, after, stale)

    def _pairs(self) -> dict[str, Pair]:
        """Return what is to be scored, by address.

        It is a whole indicator where an evaluator judged what stands above a part.
        """
        judged = self.stored.report.judgements
        found = (
            self.simulation.tops[pair.top] if judged and not judged.keys().isdisjoint(pair.above) else pair
            for pair in self.simulation.pairs
        )
        return {pair.address: pair for pair in found}

    def _step(self, pair: Pair) -> _Step:
        before = None if pair.old is None else score_row(pair.old, self.old).balance
        after = None if pair.new is None else score_row(pair.new, self.new).balance
        return _Step(before, after, pair.clause)

    def _tops(self, pairs: Mapping[str, Pair], steps: Mapping[str, _Step]) -> dict[str, _Step]:
        """Return what becomes of each indicator that is touched; the clause of its only changed part is its own."""
        found: dict[str, _Step] = {}
        for address, step in steps.items():
            top = pairs[address].top
            if address == top:
                found[top] = step
                continue
            known = self.stored.balance(top) or _NOTHING
            earlier = found.get(top)
            clause = step.clause if earlier is None else self.simulation.tops[top].clause
            so_far = known if earlier is None or earlier.after is None else earlier.after
            found[top] = _Step(known, _shifted(so_far, step), clause)
        return found

    def _marked(self, tops: Mapping[str, _Step]) -> tuple[Marked, Marked]:
        old, new = self.simulation.old, self.simulation.new
        before = {top: step.before for top, step in tops.items()}
        after = {top: step.after for top, step in tops.items()}
        clauses = {top: step.clause for top, step in tops.items()}
        whole = Balance(self.stored.applicable, self.stored.low, self.stored.high)
        later = whole
        for step in tops.values():
            later = _shifted(later, step)
        if old.is_sum(whole.marks) and new.is_sum(later.marks):
            return self._as(old, whole, before, clauses), self._as(new, later, after, clauses)
        return (
            self._adjusted(old, self.old, before, clauses),
            self._adjusted(new, self.new, after, clauses),
        )

    def _adjusted(
        self, marker: Marker, dossier: Dossier, rows: Mapping[str, Balance | None], clauses: Mapping[str, str]
    ) -> Marked:
        """Return what `marker` gives when some indicators give `rows`, and the others what is recorded."""
        won = [
            standing(row, rows.get(row.indicator.id) or self.stored.balance(row.indicator.id) or _NOTHING)
            for row in marker.rows()
        ]
        balance, adjustments = marker.total(won, dossier)
        marked = self._as(marker, balance, rows, clauses)
        own = {each.id: MarkedRow(each.title, Won(each.low, each.high), each.clause) for each in adjustments}
        return Marked(marked.total, marked.grade, {**marked.rows, **own})

    def _as(
        self,
        marker: Marker,
        balance: Balance,
        rows: Mapping[str, Balance | None],
        clauses: Mapping[str, str],
    ) -> Marked:
        tops = self.simulation.tops
        return Marked(
            Won(balance.low, balance.high),
            grade_of(marker.rubric.grades, balance.low, balance.high)[0],
            {
                top: MarkedRow(row.indicator.title, Won(won.low, won.high), clauses[top])
                for top, won in rows.items()
                if won is not None and (row := tops[top].new or tops[top].old) is not None
            },
        )
