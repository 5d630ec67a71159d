"""Hypothesis strategies derived from a rubric: fact sheets whose values lean on its bounds."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from hypothesis import strategies as st

from evalkit.documents.document import Document, Span
from evalkit.facts.fact import Basis, Fact, FactSheet, FactValue
from evalkit.facts.unit import Unit
from evalkit.measures.measure import Measure
from evalkit.registry import Registry, load_plugins
from evalkit.rubrics.rubric import Rubric
from evalkit.rules.checklist import AnyOf, Bounded
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import Rule
from evalkit.scoring.assessing import needs_of
from evalkit.scoring.rows import all_rows

Values = st.SearchStrategy[FactValue]

_OWN: dict[str, Values] = {}
_BASES = (Decimal(1_000_000), Decimal(2_000_000))
_MOST_COUNT = 200


def register_fact(id: str, values: Values) -> None:
    """Let every fact sheet that is drawn from now on take the values of the fact `id` from `values`."""
    _OWN[id] = values


def fact_sheets(
    rubric: Rubric, registry: Registry | None = None, *, complete: bool = False
) -> st.SearchStrategy[FactSheet]:
    """Return fact sheets with what `rubric` rests on, each fact there or not, or all when `complete`.

    Figures come to the bounds of the rubric's rules, just beside them, and anywhere else. `registry`
    says which facts and measures there are, those installed when None.
    """
    known = load_plugins() if registry is None else registry
    measures = rubric.measures_among(known.measures)
    drawn = {
        id: _OWN[id] if id in _OWN else _values(known.terms.units[id], bounds)
        for id, bounds in anchors(rubric, measures).items()
        if id in known.terms.units
    }
    facts = st.fixed_dictionaries(drawn) if complete else st.fixed_dictionaries({}, optional=drawn)
    return facts.map(lambda values: sheet_of(values, known))


def sheet_of(values: Mapping[str, FactValue], registry: Registry) -> FactSheet:
    """Return a fact sheet of `values`, with evidence in a document that states them."""
    definitions = registry.terms.catalogue.definitions
    lines = [f"{definitions[id].title}：{value}" for id, value in values.items()]
    document = Document("report.txt", "\n".join(lines), "0" * 64, blocks=())
    facts, start = {}, 0
    for (id, value), line in zip(values.items(), lines, strict=True):
        definition = definitions[id]
        basis = Basis.STATEMENT if definition.unit is Unit.YES_NO else Basis.FIGURE
        evidence = document.evidence(Span(start, start + len(line)))
        facts[id] = Fact(id, definition.title, definition.unit, value, basis, (evidence,))
        start += len(line) + 1
    return FactSheet("某局", 2021, facts, sha256="0" * 64)


def anchors(rubric: Rubric, measures: Mapping[str, Measure]) -> dict[str, tuple[Decimal, ...]]:
    """Return the facts that `rubric` rests on, each with the bounds of the rules that look at it."""
    found: dict[str, set[Decimal]] = {}
    for row in all_rows(rubric):
        for rule in row.rules():
            for id in needs_of(rule):
                for fact in _facts_behind(id, measures):
                    found.setdefault(fact, set()).update(bounds_of(rule, id, row.indicator.marks))
    for adjustment in rubric.adjustments:
        if adjustment.rests_on:
            for fact in _facts_behind(adjustment.rests_on, measures):
                found.setdefault(fact, set()).update([] if adjustment.below is None else [adjustment.below])
    return {id: tuple(sorted(bounds)) for id, bounds in found.items()}


def bounds_of(rule: Rule, id: str, marks: Decimal) -> tuple[Decimal, ...]:
    """Return the bounds at which `rule` decides otherwise on the value `id`."""
    if isinstance(rule, OneValueRule):
        return rule.curve(marks).bounds
    if isinstance(rule, AnyOf):
        entries = [entry for entry in rule.any if isinstance(entry, Bounded) and entry.measure == id]
        return tuple(bound for entry in entries for bound in entry.rule.curve(marks).bounds)
    return ()


def _facts_behind(id: str, measures: Mapping[str, Measure]) -> Iterator[str]:
    measure = measures.get(id)
    if measure is None:
        yield id
        return
    yield from measure.parameters
    if measure.claimed_as:
        yield measure.claimed_as


def numbers(unit: Unit, bounds: Sequence[Decimal]) -> st.SearchStrategy[Decimal]:
    """Return numbers in `unit`: on `bounds`, just beside them, and anywhere else."""
    if unit is Unit.COUNT:
        near = [each for bound in bounds for each in (bound, 100 * bound) if each == each.to_integral_value()]
        return _leaning(near, st.integers(0, _MOST_COUNT).map(Decimal), Decimal(1))
    if unit is Unit.MONEY:
        shares = [share for bound in bounds for share in (bound, 1 + bound, 1 - bound)]
        near = [*_BASES, *(base * share for base in _BASES for share in shares), *bounds]
        anywhere = st.integers(0, 50_000).map(lambda number: Decimal(number) * 100)
        return _leaning(near, anywhere, Decimal(100))
    return _leaning(
        list(bounds), st.integers(0, 20_000).map(lambda number: Decimal(number) / 10_000), Decimal("0.0001")
    )


def _leaning(
    near: Sequence[Decimal], anywhere: st.SearchStrategy[Decimal], step: Decimal
) -> st.SearchStrategy[Decimal]:
    beside = {value for each in near for value in (each - step, each, each + step) if value >= 0}
    return st.sampled_from(sorted(beside)) | anywhere if beside else anywhere


def _values(unit: Unit, bounds: Sequence[Decimal]) -> Values:
    if unit is Unit.YES_NO:
        return st.booleans()
    if unit is Unit.TEXT:
        return st.sampled_from(["甲", "乙"])
    return numbers(unit, bounds)
