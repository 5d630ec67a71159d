"""What printed figures have to do with each other: sums, rates, changes, parts, as data.

The relations stand in TOML, in any catalogue; those among core's facts in ``relations.toml``::

    [[sum]]                      # the total is the sum of the parts
    total = "basic_expenditure"
    parts = ["personnel_expenditure", "public_expense_actual"]

    [[ratio]]                    # the rate is numerator ÷ (denominator × scale)
    rate = "procurement_execution_rate"
    numerator = "procurement_actual"
    denominator = "procurement_budget"

    [[change]]                   # the rate is (now − before) ÷ before
    rate = "three_public_change_rate"
    now = "three_public_actual"
    before = "three_public_actual_previous"

    [[at_most]]                  # a part is no larger than its whole
    part = "projects_completed"
    whole = "projects_planned"

    [[full]]                     # who says that all were, cannot print a rate below 100 %, nor 100 % who denies it
    statement = "petitions_answered_on_time"
    rate = "petition_on_time_rate"
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import field

from evalkit.documents.document import Evidence
from evalkit.errors import InputError, Problem
from evalkit.facts.fact import Basis, Candidate, Fact, FactValue
from evalkit.facts.intervals import Interval
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.structuring import structure
from evalkit.toml import TomlFile


@frozen
class Reading:
    """One value of a fact as relations look at it: a candidate, or a fact that was chosen or supplied.

    `step` is the worth of one unit in the last printed place, 0 for an exact value; `evidence` is
    empty for what was supplied. A `firm` one is said so plainly that a statement can contradict it.
    """

    value: FactValue
    unit: Unit
    step: Decimal = Decimal(0)
    approximate: bool = False
    basis: Basis = Basis.FIGURE
    evidence: tuple[Evidence, ...] = ()
    firm: bool = True

    @classmethod
    def of_candidate(cls, candidate: Candidate, unit: Unit) -> "Reading":
        """Return `candidate` as a reading of a fact in `unit`."""
        return cls(
            value=candidate.value,
            unit=unit,
            step=candidate.step,
            approximate=candidate.approximate,
            basis=candidate.basis,
            evidence=(candidate.evidence,),
            firm=candidate.firm,
        )

    @classmethod
    def of_fact(cls, fact: Fact) -> "Reading":
        """Return the value that stands in a fact sheet as a reading."""
        chosen = fact.candidates[0] if fact.candidates and fact.basis is not Basis.SUPPLIED else None
        return cls(
            value=fact.value,
            unit=fact.unit,
            step=fact.step,
            approximate=chosen is not None and chosen.approximate,
            basis=fact.basis,
            evidence=fact.evidence,
            firm=chosen is None or chosen.firm,
        )

    @property
    def interval(self) -> Interval | None:
        """Return what the printed number can stand for; None for what is no number.

        Rates are cut off after the last place as often as they are rounded, so both are allowed.
        A count is exact, unless it is said in thousands or with 约.
        """
        if isinstance(self.value, bool | str):
            return None
        if self.approximate:
            return Interval.about(self.value, self.step)
        if self.unit is Unit.COUNT and self.step <= 1:
            return Interval.exactly(self.value)
        if self.unit is Unit.RATIO:
            return Interval.shortened(self.value, self.step)
        return Interval.rounded(self.value, self.step)


_TOGETHER = 60
"""Within so many characters a rate and its figures are taken for one statement."""

Readings = Mapping[str, Reading]
"""The readings of a report, one a fact."""


def _interval(readings: Readings, id: str) -> Interval | None:
    reading = readings.get(id)
    return None if reading is None else reading.interval


def _in_one_table(readings: Readings, ids: Sequence[str]) -> bool:
    """Return whether one table gives all of `ids`, at least two of them besides the first, its total."""
    places = [readings[id].evidence[:1] for id in ids if id in readings]
    tables = {(place.document, place.table) for each in places for place in each}
    known = len(ids) > 2 and len(places) == len(ids) and all(places)
    return known and len(tables) == 1 and next(iter(tables))[1] is not None


def _in_one_sentence(readings: Readings, ids: Sequence[str]) -> bool:
    """Return whether the figures of `ids` stand so near one another that they are spoken of together."""
    places = [place for id in ids if id in readings for place in readings[id].evidence[:1]]
    known = len(places) == len(ids) and len({place.document for place in places}) == 1
    return known and max(each.end for each in places) - min(each.end for each in places) <= _TOGETHER


@frozen
class Sum:
    """A total and its parts.

    Absent parts are not zero: then the parts can only exceed the total. `tabled`: a table that
    sums up some of the parts has no others, for which there are no facts. `complete` is false where
    the parts named need not be all there are. `unless` is a fact whose presence makes the relation
    superfluous, because a shorter one says it more exactly.
    """

    total: str
    parts: tuple[str, ...]
    complete: bool = True
    unless: str = ""
    tabled: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts that the relation is about, the claim first."""
        return (self.total, *self.parts)

    def present(self, readings: Readings) -> tuple[str, ...]:
        """Return the parts that the report gives."""
        return tuple(part for part in self.parts if _interval(readings, part) is not None)

    def computed(self, readings: Readings) -> Interval | None:
        """Return what the parts add up to, upwards open when some may be missing."""
        present = self.present(readings)
        if not present or self.unless in readings:
            return None
        total = Interval.sum(part for part in (_interval(readings, id) for id in present) if part is not None)
        tabled = self.tabled and _in_one_table(readings, (self.total, *present))
        whole = tabled or len(present) == len(self.parts)
        if self.complete and whole:
            return total
        return Interval(total.low, Decimal("Infinity"))

    def agrees(self, readings: Readings) -> bool | None:
        """Return whether total and parts agree; None when the report does not say enough."""
        stated = _interval(readings, self.total)
        computed = self.computed(readings) if stated is not None else None
        if stated is None or computed is None:
            return None
        if not stated.meets(computed):
            return False
        if computed.high.is_finite():
            return True
        present = self.present(readings)
        known = Interval.sum(part for part in (_interval(readings, id) for id in present) if part is not None)
        return True if len(present) > 1 and known.meets(stated) else None


@frozen
class Ratio:
    """A rate that a report works out itself: numerator ÷ (denominator × scale).

    Without a denominator the numerator, a rate itself, is divided by `scale` alone. An
    `alternative` way can explain a claim but not contradict it.
    """

    rate: str
    numerator: str
    denominator: str = ""
    scale: Decimal = Decimal(1)
    alternative: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts that the relation is about, the claim first."""
        return tuple(id for id in (self.rate, self.numerator, self.denominator) if id)

    def computed(self, readings: Readings) -> Interval | None:
        """Return what the rate can be by the figures; None when one is missing or nothing is divided by."""
        above = _interval(readings, self.numerator)
        below = _interval(readings, self.denominator) if self.denominator else Interval.exactly(Decimal(1))
        if above is None or below is None:
            return None
        quotient = above / (below * self.scale)
        return quotient if quotient.high.is_finite() else None

    def agrees(self, readings: Readings) -> bool | None:
        """Return whether the claim agrees with the figures; None when the report does not say enough."""
        return _claim_agrees(self, readings)


@frozen
class Change:
    """A rate of change that a report works out itself: (now − before) ÷ before.

    `absolute` rates are printed without a sign whichever way the change goes.
    """

    rate: str
    now: str
    before: str
    absolute: bool = False
    alternative: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts that the relation is about, the claim first."""
        return (self.rate, self.now, self.before)

    def computed(self, readings: Readings) -> Interval | None:
        """Return what the rate can be by the figures; None when one is missing or `before` may be 0."""
        now, before = _interval(readings, self.now), _interval(readings, self.before)
        if now is None or before is None:
            return None
        ratio = now / before
        if not ratio.high.is_finite():
            return None
        change = ratio - Interval.exactly(Decimal(1))
        return abs(change) if self.absolute else change

    def agrees(self, readings: Readings) -> bool | None:
        """Return whether the claim agrees with the figures; None when the report does not say enough."""
        return _claim_agrees(self, readings)


def _claim_agrees(relation: Ratio | Change, readings: Readings) -> bool | None:
    stated = _interval(readings, relation.rate)
    if stated is None:
        return None
    computed = relation.computed(readings)
    return None if computed is None else stated.meets(computed)


@frozen
class AtMost:
    """A part that cannot be larger than its whole; being smaller supports neither."""

    part: str
    whole: str

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts that the relation is about, the claim first."""
        return (self.part, self.whole)

    def agrees(self, readings: Readings) -> bool | None:
        """Return False when the part exceeds the whole, else None."""
        part, whole = _interval(readings, self.part), _interval(readings, self.whole)
        return False if part is not None and whole is not None and part.low > whole.high else None


@frozen
class Full:
    """A statement that all were, and the rate that then is 100 %, and is not when some were not."""

    statement: str
    rate: str

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts that the relation is about, the claim first."""
        return (self.statement, self.rate)

    def agrees(self, readings: Readings) -> bool | None:
        """Return False when the report says all and prints less than 100 %, or the reverse, else None."""
        statement, rate = readings.get(self.statement), _interval(readings, self.rate)
        if statement is None or rate is None or not readings[self.rate].firm:
            return None
        if statement.value is False:
            return False if rate.low >= 1 or readings[self.rate].value == 1 else None
        return False if rate.high < 1 else None


Relation = Sum | Ratio | Change | AtMost | Full


@frozen
class Relations:
    """All relations that hold, in the order of the catalogues.

    Several ways of working out one rate are one question: the claim is contradicted only when
    none of them explains it.
    """

    relations: tuple[Relation, ...] = ()
    _by_fact: Mapping[str, tuple[Relation, ...]] = field(init=False, repr=False, eq=False)

    @_by_fact.default
    def _index(self) -> Mapping[str, tuple[Relation, ...]]:
        found: dict[str, list[Relation]] = {}
        for relation in self.relations:
            for id in dict.fromkeys(relation.facts):
                found.setdefault(id, []).append(relation)
        return {id: tuple(relations) for id, relations in found.items()}

    def about(self, id: str) -> tuple[Relation, ...]:
        """Return the relations that the fact `id` takes part in."""
        return self._by_fact.get(id, ())

    def around(self, id: str) -> frozenset[str]:
        """Return the facts whose values or presence decide the relations about `id`."""
        relations = self.about(id)
        named = {fact for relation in relations for fact in relation.facts}
        return frozenset(named | {relation.unless for relation in relations if isinstance(relation, Sum)})

    def supporting(self, id: str, readings: Readings) -> tuple[Relation, ...]:
        """Return the relations about `id` that `readings` satisfy."""
        return tuple(relation for relation in self.about(id) if relation.agrees(readings))

    def exceeded(self, part: str, lack: Decimal, readings: Readings) -> tuple[str, ...]:
        """Return the facts that leave no room for a `lack`, a count of what is missing from `part`; () for none.

        The part and the lack together are no more than the whole, and a rate of 100 % leaves nothing.
        """
        found: dict[str, None] = {}
        for relation in self.about(part):
            if isinstance(relation, AtMost) and relation.part == part:
                done, whole = _interval(readings, part), _interval(readings, relation.whole)
                if done is not None and whole is not None and done.low + lack > whole.high:
                    found |= dict.fromkeys(relation.facts)
            elif isinstance(relation, Ratio) and relation.numerator == part and relation.rate in readings:
                rate = readings[relation.rate].value
                if isinstance(rate, Decimal) and rate >= 1:
                    found[relation.rate] = None
        return tuple(found)

    def contradicted(self, readings: Readings) -> tuple[Relation, ...]:
        """Return the relations that `readings` contradict, one a claim at most."""
        verdicts = [(relation, relation.agrees(readings)) for relation in self.relations]
        explained = {
            relation.rate for relation, agrees in verdicts if agrees and isinstance(relation, Ratio | Change)
        }
        found: list[Relation] = []
        for relation, agrees in verdicts:
            if agrees is not False:
                continue
            if isinstance(relation, Ratio | Change):
                apart = relation.alternative and not _in_one_sentence(readings, relation.facts)
                if apart or relation.rate in explained:
                    continue
                explained.add(relation.rate)
            found.append(relation)
        return tuple(found)


_KINDS: Mapping[str, Any] = {
    "sum": tuple[Sum, ...],
    "ratio": tuple[Ratio, ...],
    "change": tuple[Change, ...],
    "at_most": tuple[AtMost, ...],
    "full": tuple[Full, ...],
}

RELATION_KEYS = frozenset(_KINDS)
"""The tables of a catalogue that hold relations; every other table of it is the vocabulary's."""


def structure_relations(file: TomlFile, error: type[InputError]) -> tuple[Relation, ...]:
    """Return the relations that stand in `file`; raises `error` with every problem of its tables."""
    found: list[Relation] = []
    problems: list[Problem] = []
    for key, kind in _KINDS.items():
        if key in file.data:
            try:
                found += structure(file, kind, error, (key,))
            except InputError as wrong:
                problems += wrong.problems
    if problems:
        raise error(problems)
    return tuple(found)


def unknown_facts(relations: Iterable[Relation], known: Iterable[str]) -> tuple[str, ...]:
    """Return the ids that `relations` name and nobody defines, sorted."""
    return tuple(sorted({id for relation in relations for id in relation.facts} - set(known)))
