"""Facts become the values that rules look at: measured, claimed, missing or failed."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from evalkit.documents.document import Evidence
from evalkit.errors import PluginError
from evalkit.facts.fact import Basis, Fact, FactSheet, FactValue, weakest
from evalkit.frozen import frozen
from evalkit.measures.measure import Measure
from evalkit.messages import Message, say
from evalkit.rules.rule import Failed, Input, Known, Missing, Title, Value


@frozen
class Values:
    """The values of one report: what measures and facts say, looked up by id.

    `titles` names every fact that a report could give; an id that is neither a measure nor among
    them belongs to a plugin that is not there.
    """

    sheet: FactSheet
    measures: Mapping[str, Measure]
    titles: Mapping[str, Title]

    def known(self, ids: Iterable[str]) -> dict[str, Known]:
        """Return what is known of each of `ids`."""
        return {id: self.get(id) for id in ids}

    def get(self, id: str) -> Known:
        """Return the value of the measure or fact `id`, or why it has none."""
        measure = self.measures.get(id)
        if measure is not None:
            return self._measured(measure)
        fact = self.sheet.get(id)
        if fact is not None:
            return _own_value(fact, self.title(id))
        if id in self.titles:
            return Missing(id, self.title(id), (id,))
        return Failed(
            id,
            self.title(id),
            say(
                "没有名为“{id}”的测算或事实：提供它的插件没有装载",
                "there is no measure or fact {id}: the plugin that gives it is not loaded",
                id=id,
            ),
        )

    def title(self, id: str) -> Title:
        """Return the title of a measure or a fact; of an unknown one its id."""
        measure = self.measures.get(id)
        if measure is not None:
            return Title(measure.title, measure.title_en)
        fact = self.sheet.get(id)
        return self.titles.get(id, Title(id if fact is None else fact.title))

    def _measured(self, measure: Measure) -> Known:
        title = self.title(measure.id)
        facts = {id: self.sheet.get(id) for id in measure.parameters}
        missing = tuple(id for id, fact in facts.items() if fact is None)
        if missing:
            claim = self.claim(measure)
            return Missing(measure.id, title, missing) if claim is None else _claimed(measure, title, claim)
        present = {id: fact for id, fact in facts.items() if fact is not None}
        try:
            value = measure.evaluate(_numbers(measure, present))
        except PluginError as error:
            return Failed(measure.id, title, _fault(error))
        inputs = tuple(_input(fact, self.title(fact.id)) for fact in present.values())
        bases = [each.basis for each in inputs]
        # A measure without parameters is a constant of its plugin: nothing of the report is in it.
        basis = weakest(bases or [Basis.FIGURE])
        return Value(measure.id, title, value, measure.unit, basis, inputs, self._said(measure, value))

    def _said(self, measure: Measure, value: FactValue | None) -> tuple[Evidence, ...]:
        """Return where the report states `value` itself, rounded or cut off as it prints such ratios."""
        claim = self.claim(measure)
        if claim is None or not isinstance(claim.value, Decimal) or not isinstance(value, Decimal):
            return ()
        if not value.is_finite():
            return ()
        return claim.evidence if abs(claim.value - value) <= claim.step else ()

    def claim(self, measure: Measure) -> Fact | None:
        """Return the fact in which the report states the value of `measure` itself, or None."""
        claim = self.sheet.get(measure.claimed_as) if measure.claimed_as else None
        return claim if claim is not None and isinstance(claim.value, Decimal) else None


def _own_value(fact: Fact, title: Title) -> Value:
    return Value(fact.id, title, fact.value, fact.unit, fact.basis, (_input(fact, title),))


def _claimed(measure: Measure, title: Title, claim: Fact) -> Value:
    # What the evaluator supplied in place of the report's ratio is no claim of the report's.
    basis = claim.basis if claim.basis is Basis.SUPPLIED else weakest([Basis.CLAIM, claim.basis])
    return Value(measure.id, title, claim.value, measure.unit, basis, (_input(claim, Title(claim.title)),))


def _input(fact: Fact, title: Title) -> Input:
    return Input(fact.id, title.zh, fact.value, fact.unit, fact.basis, fact.evidence)


def _numbers(measure: Measure, facts: Mapping[str, Fact]) -> dict[str, Decimal]:
    found = {id: fact.value for id, fact in facts.items() if isinstance(fact.value, Decimal)}
    wordy = [id for id in facts if id not in found]
    if wordy:
        raise PluginError(
            measure.dimension,
            say(
                "测算“{id}”需要数值，而事实 {facts} 不是数值",
                "measure {id} needs numbers, and {facts} is none",
                id=measure.id,
                facts=", ".join(wordy),
            ),
        )
    return found


def _fault(error: PluginError) -> Message:
    return say("插件 {plugin}：{fault}", "plugin {plugin}: {fault}", plugin=error.plugin, fault=error.message)
