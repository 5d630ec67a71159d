"""Many readings become one value a fact, and a report's contradictions become findings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter

from attrs import evolve

from evalkit.facts.fact import Candidate, Fact, FactDefinition, Finding, FindingKind
from evalkit.facts.findings import (
    clearer_reason,
    conflict_finding,
    first_reason,
    lack_finding,
    malformed_findings,
    relation_finding,
    supported_reason,
)
from evalkit.facts.intervals import Interval
from evalkit.facts.relations import AtMost, Change, Full, Ratio, Reading, Readings, Relation, Relations
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Message
from evalkit.patterns import when_used

__all__ = ["Reconciled", "contradictions", "malformed_findings", "reconcile"]

_ROUNDS = 20
"""How often the choices are gone over; each round can only win support, so few are ever needed."""

_AT_ONCE = 4
"""How many characters may stand between a figure and the part of it that is named next."""

_ONE_SENTENCE = 40
"""Within so many characters two counts of one thing are taken for those of two parts of it."""

_ALL = when_used("均|全部|所有|都|一律|100%|件件|项项|百分之百")
_SOME = when_used("(?:[1-9][0-9]{0,4}|[一二两三四五六七八九十]{1,3})(?:个|项|件|笔|起|宗|批|家|人)(?!人)")
"""What says of all, and what counts some."""

_SHOWN = 4
"""How many differing values a finding lists."""


@frozen
class Reconciled:
    """What was chosen, one reading a fact, and what the report says against itself."""

    chosen: Mapping[str, Candidate]
    findings: tuple[Finding, ...]


def reconcile(
    candidates: Mapping[str, Sequence[Candidate]],
    relations: Sequence[Relation],
    definitions: Mapping[str, FactDefinition],
    documents: Sequence[str] = (),
) -> Reconciled:
    """Choose one reading a fact and find the contradictions among all of them.

    Among differing readings the one that most relations support is chosen, then the one with the
    higher score, then the first. Rejected candidates are left out, and so are facts that
    `definitions` does not know. `documents` are the names of the documents in the order in which
    they were handed in; without them, documents come in the order of their names.
    """
    order = {name: place for place, name in enumerate(documents)}
    said = {
        id: sorted(
            (each for each in readings if each.rejected is None or each.outdone),
            key=lambda each: _rank(each, order),
        )
        for id, readings in sorted(candidates.items())
        if id in definitions
    }
    ranked = {id: [each for each in readings if each.rejected is None] for id, readings in said.items()}
    choice = _Choice(
        {id: readings for id, readings in ranked.items() if readings},
        said,
        Relations(tuple(relations)),
        definitions,
    )
    chosen = choice.settled()
    related = _relation_findings(choice.relations, choice.readings(chosen), definitions)
    denied = {id for each in related if each.kind is FindingKind.CONFLICT for id in each.facts}
    return Reconciled(
        {id: chosen[id] for id in candidates if id in chosen},
        (
            *related,
            *_told_once(
                finding
                for id in candidates
                if id in chosen and not (id in denied and isinstance(chosen[id].value, bool))
                for finding in choice.conflict(id, chosen)
            ),
            *_lack_findings(candidates, choice, chosen),
        ),
    )


def contradictions(
    facts: Mapping[str, Fact], relations: Sequence[Relation], definitions: Mapping[str, FactDefinition]
) -> tuple[Finding, ...]:
    """Return the findings that the relations between `facts` give rise to."""
    readings = {id: Reading.of_fact(fact) for id, fact in facts.items()}
    return _relation_findings(Relations(tuple(relations)), readings, definitions)


def _told_once(conflicts: Iterable[Finding]) -> Iterable[Finding]:
    """Return `conflicts`, where those that the same figures give rise to are one about several facts.

    受理 47 件，全部答复, and elsewhere 受理 52 件，均已办结: one count differs, not two.
    """
    found: dict[frozenset[tuple[str, int]], Finding] = {}
    for each in conflicts:
        places = frozenset((place.document, place.start) for place in each.evidence)
        first = found.get(places)
        found[places] = each if first is None else evolve(first, facts=(*first.facts, *each.facts))
    return found.values()


def _relation_findings(
    relations: Relations, readings: Readings, definitions: Mapping[str, FactDefinition]
) -> tuple[Finding, ...]:
    return tuple(
        relation_finding(relation, readings, definitions) for relation in relations.contradicted(readings)
    )


def _lack_findings(
    candidates: Mapping[str, Sequence[Candidate]], choice: "_Choice", chosen: Mapping[str, Candidate]
) -> Iterator[Finding]:
    """Yield a finding for each fact that, with what is said to be left undone, exceeds its whole.

    A rate of 100 % that is worked out from the fact leaves nothing undone either.
    """
    readings = choice.readings(chosen)
    for id, found in candidates.items():
        lacks = [(each.value, each) for each in found if each.lacking and isinstance(each.value, Decimal)]
        if not lacks or id not in choice.definitions:
            continue
        most, lack = max(lacks, key=itemgetter(0))
        claims = choice.relations.exceeded(id, most, readings)
        if claims:
            yield lack_finding(claims, Reading.of_candidate(lack, Unit.COUNT), readings, choice.definitions)


def _rank(candidate: Candidate, order: Mapping[str, int]) -> tuple[object, ...]:
    place = candidate.evidence
    return (
        -candidate.score,
        not candidate.firm,
        candidate.approximate,
        candidate.basis.weakness,
        candidate.mending,
        order.get(place.document, len(order)),
        place.document,
        place.start,
        place.end,
        str(candidate.value),
    )


@frozen
class _Choice:
    """The readings to choose among, best first, with the relations that can support them.

    `said` holds besides them those that only something plainer has outdone: they can contradict it.
    """

    candidates: Mapping[str, Sequence[Candidate]]
    said: Mapping[str, Sequence[Candidate]]
    relations: Relations
    definitions: Mapping[str, FactDefinition]

    def settled(self) -> dict[str, Candidate]:
        """Return one reading a fact, such that no single other one would be supported by more relations.

        Every change makes more relations hold in all, so going round comes to an end.
        """
        chosen = {id: readings[0] for id, readings in self.candidates.items()}
        open_ids = [
            id
            for id, readings in self.candidates.items()
            if any(each.value != readings[0].value for each in readings) and self.relations.about(id)
        ]
        for _ in range(_ROUNDS):
            before = dict(chosen)
            for id in open_ids:
                chosen[id] = self._best(id, chosen)
            if chosen == before:
                break
        return chosen

    def _best(self, id: str, chosen: Mapping[str, Candidate]) -> Candidate:
        distinct: dict[object, Candidate] = {}
        for each in self.candidates[id]:
            distinct.setdefault(each.value, each)
        return max(distinct.values(), key=lambda each: len(self.support(id, each, chosen)))

    def readings(self, chosen: Mapping[str, Candidate]) -> dict[str, Reading]:
        """Return the chosen candidates as relations look at them."""
        return {id: self._reading(id, candidate) for id, candidate in chosen.items()}

    def _reading(self, id: str, candidate: Candidate) -> Reading:
        return Reading.of_candidate(candidate, self.definitions[id].unit)

    def support(self, id: str, candidate: Candidate, chosen: Mapping[str, Candidate]) -> tuple[Relation, ...]:
        """Return the relations that hold with `candidate` in the place of what is chosen, one a claim."""
        nearby = self.relations.around(id)
        readings = {fact: self._reading(fact, chosen[fact]) for fact in nearby if fact in chosen}
        readings[id] = self._reading(id, candidate)
        holding: dict[object, Relation] = {}
        for relation in self.relations.supporting(id, readings):
            claim = relation.rate if isinstance(relation, Ratio | Change) else relation
            holding.setdefault(claim, relation)
        return tuple(holding.values())

    def conflict(self, id: str, chosen: Mapping[str, Candidate]) -> tuple[Finding, ...]:
        """Return a finding when firm readings of the fact exclude the chosen one, else nothing."""
        used = chosen[id]
        reading = self._reading(id, used)
        of_all = any(isinstance(each, Full) for each in self.relations.about(id))
        same = self._with_same_whole(id, chosen) if used.evidence.table is not None else frozenset()
        differing: dict[object, Candidate] = {}
        for each in self.said[id]:
            if (
                each.value != used.value
                and (each.firm or (each.evidence.document, each.evidence.start) in same)
                and not (
                    each.outdone and isinstance(each.value, bool) and not (of_all or _denies_all(used, each))
                )
                and not _is_part(used, each)
                and not _is_beside(used, each, reading.unit)
                and _excludes(reading, self._reading(id, each))
                and not self._is_worked_out(id, each, chosen)
            ):
                differing.setdefault(each.value, each)
        if not differing:
            return ()
        others = [self._reading(id, each) for each in differing.values()][:_SHOWN]
        reason = self._reason(id, used, tuple(differing.values()), chosen)
        return (conflict_finding(id, reading, others, reason, self.definitions),)

    def _is_worked_out(self, id: str, candidate: Candidate, chosen: Mapping[str, Candidate]) -> bool:
        """Return whether a rate is what the figures come to some other way: of another budget, say."""
        return any(
            isinstance(each, Ratio | Change) and each.rate == id
            for each in self.support(id, candidate, chosen)
        )

    def _with_same_whole(self, id: str, chosen: Mapping[str, Candidate]) -> frozenset[tuple[str, int]]:
        """Return where sentences give the whole that is the chosen one: a part there is one of the same.

        That holds against the row of a table only: text goes on to count some of what it counted before,
        答复 36 件，其中逾期 5 件.
        """
        wholes = {
            each.whole for each in self.relations.about(id) if isinstance(each, AtMost) and each.part == id
        }
        return frozenset(
            (each.evidence.document, each.evidence.start)
            for whole in wholes
            if whole in chosen
            for each in self.candidates.get(whole, ())
            if each.value == chosen[whole].value
        )

    def _reason(
        self, id: str, used: Candidate, others: Sequence[Candidate], chosen: Mapping[str, Candidate]
    ) -> Message:
        reading = self._reading(id, used)
        support = self.support(id, used, chosen)
        if support and all(len(self.support(id, other, chosen)) < len(support) for other in others):
            return supported_reason(reading, support, id, self.definitions)
        if all(other.score < used.score for other in others):
            return clearer_reason(reading)
        return first_reason(reading)


def _is_part(whole: Candidate, part: Candidate) -> bool:
    """Return whether the smaller figure follows the other one at once, as its part: 86 件（来信 12 件、来访 74 件）."""
    before, behind = whole.evidence, part.evidence
    follows = before.document == behind.document and 1 <= behind.start - before.end <= _AT_ONCE
    if isinstance(whole.value, Decimal) and isinstance(part.value, Decimal):
        return follows and part.value < whole.value
    return False


def _is_beside(one: Candidate, other: Candidate, unit: Unit) -> bool:
    """Return whether two counts of one sentence are those of two offices: 局机关在编 38 人；下属单位在编 11 人."""
    if unit is not Unit.COUNT or one.evidence.table is not None or other.evidence.table is not None:
        return False
    near = abs(one.evidence.end - other.evidence.end) <= _ONE_SENTENCE
    same = one.evidence.document == other.evidence.document and one.evidence.line == other.evidence.line
    return near and same


def _denies_all(one: Candidate, other: Candidate) -> bool:
    """Return whether of two statements one counts exceptions from what the other says of all: 均, but 3 项未."""
    no, yes = (one, other) if one.value is False else (other, one)
    return bool(_ALL.search(yes.evidence.quote) and _SOME.search(no.evidence.quote))


def _excludes(one: Reading, other: Reading) -> bool:
    """Return whether two readings cannot both stand for one value, whether rounded or cut off."""
    if isinstance(one.value, str) and isinstance(other.value, str):
        left, right = "".join(one.value.split()), "".join(other.value.split())
        return left not in right and right not in left
    first, second = _printed(one), _printed(other)
    if first is None or second is None:
        return one.value != other.value
    return not first.meets(second)


def _printed(reading: Reading) -> Interval | None:
    if isinstance(reading.value, bool | str) or reading.unit is Unit.COUNT or reading.approximate:
        return reading.interval
    return Interval.shortened(reading.value, reading.step)
