"""Hypothesis strategies derived from a rubric: fact sheets whose values lean on its bounds."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from hypothesis import strategies as st

from evalkit.documents.document import Document, Span
from evalkit.facts.fact import Basis, Fact, FactDefinition, FactSheet, FactValue
from evalkit.facts.unit import Unit
from evalkit.measures.measure import Measure
from evalkit.registry import Registry, load_plugins
from evalkit.rubrics.rubric import Rubric
from evalkit.rules.better_of import BetterOf
from evalkit.rules.cases import Cases
from evalkit.rules.checklist import AnyOf, Bounded
from evalkit.rules.conditions import All, Any, Comparison, Condition, Not, OneOf, inner_of
from evalkit.rules.mean import Mean
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import Rule
from evalkit.scoring.assessing import needs_of
from evalkit.scoring.rows import all_rows

Values = st.SearchStrategy[FactValue]

_OWN: dict[str, Values] = {}
_BASES = (Decimal(1_000_000), Decimal(2_000_000))
_ONE_OF_COUNT = 10_000
"""How many yuan of a base stand for one thing that is counted."""
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
    definitions = rubric.definitions_among(known.terms.catalogue.definitions)
    bounds = {id: found for id, found in anchors(rubric, measures).items() if id in definitions}
    drawn = [
        {
            id: _OWN[id] if id in _OWN else _values(definitions[id].unit, found, base)
            for id, found in bounds.items()
        }
        for base in _BASES
    ]
    whole = st.one_of([st.fixed_dictionaries(each) for each in drawn])
    parts = st.one_of([st.fixed_dictionaries({}, optional=each) for each in drawn])
    facts = whole if complete else whole | parts
    return facts.map(lambda values: sheet_of(values, definitions))


def sheet_of(values: Mapping[str, FactValue], definitions: Mapping[str, FactDefinition]) -> FactSheet:
    """Return a fact sheet of `values`, with evidence in a document that states them."""
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
    if isinstance(rule, BetterOf):
        sides = [side for side in rule.sides if side.measure == id]
        return tuple(bound for side in sides for bound in side.curve(marks).bounds)
    if isinstance(rule, Mean):
        return (rule.full_at,)
    if isinstance(rule, Cases):
        named = [each for case in rule.cases for each in comparisons_in(case.condition)]
        # Of two values that are compared the bounds are shares: both lean on the same numbers.
        return tuple(
            bound for each in named if id in (each.measure, each.of) for bound in each.bounds.values()
        )
    return ()


def texts_of(rule: Rule, id: str) -> tuple[str, ...]:
    """Return the texts that `rule` tells apart where it looks at the fact `id`, and one that it does not."""
    conditions = [case.condition for case in rule.cases] if isinstance(rule, Cases) else []
    named = [text for each in conditions for one in atoms_of(each) if isinstance(one, OneOf) and one.fact == id
             for text in one.one_of]  # fmt: skip
    return (*dict.fromkeys(named), "其他")


def comparisons_in(condition: Condition | None) -> Iterator[Comparison]:
    """Yield the comparisons that a condition is made of."""
    yield from (each for each in atoms_of(condition) if isinstance(each, Comparison))


def atoms_of(condition: Condition | None) -> Iterator[Condition]:
    """Yield the conditions that join no others in `condition`."""
    if isinstance(condition, (All, Any, Not)):
        for inner in inner_of(condition):
            yield from atoms_of(inner)
    elif condition is not None:
        yield condition


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
        whole = [bound for bound in bounds if bound == bound.to_integral_value()]
        return _leaning(whole, st.integers(0, _MOST_COUNT).map(Decimal), Decimal(1))
    if unit is Unit.MONEY:
        anywhere = st.integers(0, 50_000).map(lambda number: Decimal(number) * 100)
        return _leaning(bounds, anywhere, Decimal(100))
    anywhere = st.integers(0, 20_000).map(lambda number: Decimal(number) / 10_000)
    return _leaning(bounds, anywhere, Decimal("0.0001"))


def _leaning(
    near: Sequence[Decimal], anywhere: st.SearchStrategy[Decimal], step: Decimal
) -> st.SearchStrategy[Decimal]:
    beside = sorted({value for each in near for value in (each - step, each + step) if value >= 0})
    exact = sorted({each for each in near if each >= 0})
    return st.one_of([*(st.sampled_from(each) for each in (exact, beside) if each), anywhere])


def _values(unit: Unit, bounds: Sequence[Decimal], base: Decimal) -> Values:
    """Return values of a fact, shares of `base` among them: two facts then stand in a ratio that is a bound."""
    if unit is Unit.YES_NO:
        return st.booleans()
    if unit is Unit.TEXT:
        return st.sampled_from(["甲", "乙"])
    if unit not in (Unit.MONEY, Unit.COUNT):
        return numbers(unit, bounds)
    whole = base if unit is Unit.MONEY else base / _ONE_OF_COUNT
    shares = [whole * share for bound in bounds for share in (bound, 1 + bound, 1 - bound)]
    return st.just(whole) | numbers(unit, [*bounds, *shares])
