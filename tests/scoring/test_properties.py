"""What holds of every rubric, report and judgement file: DESIGN's semantics as properties."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from attrs import astuple, evolve
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.fact import Basis, Fact
from evalkit.facts.unit import Unit
from evalkit.rubrics.rubric import (
    Adjustment,
    AdjustmentKind,
    Indicator,
    NoRate,
    NotApplicable,
    Rubric,
    RubricDimension,
    Standing,
    Statements,
)
from evalkit.rules.all_or_nothing import AllOrNothing
from evalkit.rules.bands import Band, Bands
from evalkit.rules.checklist import AnyOf, Bounded
from evalkit.rules.judgement import Judgement as Judged
from evalkit.rules.mean import Mean
from evalkit.rules.per_excess import PerExcess
from evalkit.rules.per_shortfall import PerShortfall
from evalkit.rules.proportional import Proportional
from evalkit.rules.rule import Rule, Title
from evalkit.rules.violations import Violations
from evalkit.scoring.judgements import Judgements
from evalkit.scoring.scorecard import DimensionResult, IndicatorResult, Outcome, Scorecard
from evalkit.scoring.targets import targets

# ---------------------------------------------------------------- random rubrics, reports, judgements

# A checklist item rests on the first of its entries that has a value, and a count of cases stands above the
# statement that there is none: supplying what was passed over decides anew. So what can be passed over
# (travel_rate, breaches) is asked for nowhere else here.
MEASURES = ("orders", "travel_actual", "progress")
STATEMENTS = ("hotline_open", "rules_kept")

marks_of_rows = st.sampled_from(["0.5", "1", "2", "3", "7"]).map(Decimal)
measures = st.sampled_from(MEASURES)
rates = st.sampled_from(["0.1", "0.5", "0.9", "1"]).map(Decimal)


@st.composite
def rules(draw: st.DrawFn, marks: Decimal) -> Rule:
    """Draw a rule for a row of `marks`."""
    measure = draw(measures)
    half = marks / 2
    return draw(
        st.sampled_from(
            [
                Bands(measure, (Band(marks, below=draw(rates)), Band(half, to=Decimal(2)), Band(Decimal(0)))),
                Proportional(measure, full_at=draw(rates)),
                draw(st.sampled_from([PerExcess, PerShortfall]))(
                    measure,
                    draw(rates),
                    Decimal("0.03"),
                    Decimal("0.7"),
                    draw(st.sampled_from(["whole", "fractional"])),
                ),
                AllOrNothing(measure, from_=draw(rates)),
                Violations(Decimal("0.3"), draw(st.sampled_from(["", "breaches"])), ("rules_kept",)),
                AnyOf((Bounded("travel_rate", from_=draw(rates)), "hotline_open")),
                AnyOf((draw(st.sampled_from(STATEMENTS)),)),
                Mean(MEASURES),
                Judged(),
            ]
        )
    )


@st.composite
def rows(draw: st.DrawFn, id: str = "r", depth: int = 2) -> Indicator:
    """Draw an indicator: plain, or made of parts."""
    parts: tuple[Indicator, ...] = ()
    if depth and draw(st.booleans()):
        parts = tuple(draw(rows(f"p{number}", depth - 1)) for number in range(draw(st.integers(1, 3))))
    marks = sum((part.marks for part in parts), Decimal(0)) if parts else draw(marks_of_rows)
    modifier = Violations(Decimal("0.4"), draw(st.sampled_from(["", "breaches"])), ("rules_kept",))
    return Indicator(
        id=id,
        title=Title(f"指标 {id}"),
        marks=marks,
        clause=f"条款 {id}",
        rule=None if parts else draw(rules(marks)),
        parts=parts,
        modifiers=(modifier,) * draw(st.integers(0, 2)),
        statements=draw(st.sampled_from([None, *Statements])),
        no_rate=draw(st.sampled_from(NoRate)),
    )


adjustments = st.lists(
    st.sampled_from(
        [
            Adjustment(AdjustmentKind.BONUS, "b", Title("加分"), "", "progress", Decimal("0.5"), Decimal(2)),
            Adjustment(AdjustmentKind.BONUS, "b2", Title("加分"), "", at_most=Decimal(1)),
            Adjustment(AdjustmentKind.PENALTY, "p", Title("扣分"), "", "progress", Decimal(1), Decimal(3)),
            Adjustment(
                AdjustmentKind.CAP, "c", Title("上限"), "", "travel_actual", None, Decimal(4), Decimal("0.8")
            ),
            Adjustment(AdjustmentKind.VETO, "v", Title("否决"), "", "hotline_open"),
            Adjustment(AdjustmentKind.ROUNDING, "r", Title("取整"), "", places=1),
        ]
    ),
    max_size=4,
    unique_by=lambda each: each.id,
).map(tuple)


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """Draw a rubric of two dimensions."""
    indicators = [draw(rows(f"i{number}")) for number in range(draw(st.integers(1, 4)))]
    middle = len(indicators) // 2
    dimensions = tuple(
        RubricDimension(id, Title(id), sum((each.marks for each in group), Decimal(0)), tuple(group))
        for id, group in (("one", indicators[:middle]), ("other", indicators[middle:]))
    )
    return Rubric(
        id="random",
        title=Title("随机"),
        version="1",
        source="某文",
        standing=Standing.EXAMPLE,
        total=sum((each.marks for each in dimensions), Decimal(0)),
        dimensions=dimensions,
        adjustments=draw(adjustments),
        statements=draw(st.sampled_from(Statements)),
        # Left out without being rescaled, what does not apply would also lower what a bonus can reach.
        not_applicable=NotApplicable.RESCALE,
    )


figures = st.integers(0, 12).map(Decimal)


@st.composite
def reports(draw: st.DrawFn) -> dict[str, Fact]:
    """Draw a value for every fact that a rubric may ask for."""
    values: dict[str, Any] = {
        "travel_actual": draw(figures) / 4,
        "travel_rate": draw(figures) / 10,
        "orders_closed": draw(figures),
        "orders_all": draw(figures),
        "progress": draw(st.decimals(0, 2, places=3)),
        "breaches": draw(st.integers(0, 5).map(Decimal)),
        "hotline_open": draw(st.booleans()),
        "rules_kept": draw(st.booleans()),
    }
    return {
        id: Fact(id, id, Unit.YES_NO if isinstance(value, bool) else Unit.COUNT, value, draw(_bases(id)))
        for id, value in values.items()
    }


def _bases(id: str) -> st.SearchStrategy[Basis]:
    # A number of cases that is only stated can be judged lower than stated, which overrides it.
    return st.sampled_from([basis for basis in Basis if basis is not Basis.STATEMENT or id != "breaches"])


parts_of_reports = st.sets(
    st.sampled_from(
        ["travel_actual", "travel_rate", "orders_closed", "orders_all", "progress", "breaches", *STATEMENTS]
    )
)
GRAIN = Decimal(1).scaleb(-10)
policies = st.sampled_from([None, *Statements])


def _some(report: Mapping[str, Fact], ids: set[str]) -> list[Fact]:
    return [fact for id, fact in report.items() if id in ids]


def _decisions(
    draw: Callable[[Any], Any], rubric: Rubric, card: Scorecard, wanted: list[str]
) -> dict[str, Any]:
    """Draw a judgement for each address in `wanted`, within the interval that `card` announces for it.

    Giving back what is lost, or taking what is won, is no supplying of what is missing.
    """
    known = targets(rubric)
    intervals = dict(_intervals(_results(card)))
    bonuses = [each for each in card.adjustments if each.kind is AdjustmentKind.BONUS]
    intervals |= {each.id: (Decimal(0), each.high) for each in bonuses}
    found: dict[str, Any] = {}
    for address in wanted:
        target = known[address]
        low, high = intervals.get(address, (Decimal(0), target.marks))
        is_whole = low == 0 and high == target.marks
        if high is None or (target.counts and is_whole and draw(st.booleans())):
            found[address] = draw(st.integers(0, 1 if target.once else 9))
        else:
            found[address] = str(
                low + ((high - low) * draw(st.integers(0, 8)) / 8).quantize(GRAIN, ROUND_DOWN)
            )
    return found


def _intervals(
    results: Iterable[IndicatorResult], above: str = ""
) -> Iterator[tuple[str, tuple[Decimal, Decimal]]]:
    for result in results:
        address = f"{above}{result.id}"
        yield address, (result.low, result.high)
        yield from _intervals(result.parts, f"{address}.")


def _judgements(kit: Any, decisions: dict[str, Any]) -> Judgements:
    made: Judgements = kit.judgements(
        **{address.replace(".", "__"): each for address, each in decisions.items()}
    )
    return made


def _results(card: Scorecard) -> Iterator[IndicatorResult]:
    for dimension in card.dimensions:
        yield from dimension.indicators


def _tree(results: Iterator[IndicatorResult]) -> Iterator[IndicatorResult]:
    for result in results:
        yield result
        yield from _tree(iter(result.parts))


# ---------------------------------------------------------------- what always holds


@given(rubric=rubrics(), report=reports(), ids=parts_of_reports, policy=policies, data=st.data())
def test_the_ledger_balances(
    kit: Any,
    rubric: Rubric,
    report: dict[str, Fact],
    ids: set[str],
    policy: Statements | None,
    data: st.DataObject,
) -> None:
    indicators = [each.id for dimension in rubric.dimensions for each in dimension.indicators]
    judged = data.draw(st.lists(st.sampled_from(indicators), unique=True, max_size=2))
    computed = kit.score(rubric, *_some(report, ids), statements=policy)
    judgements = _judgements(kit, _decisions(data.draw, rubric, computed, judged))
    card = kit.score(rubric, *_some(report, ids), statements=policy, judgements=judgements)
    for result in _tree(_results(card)):
        _balances(result)
    for dimension in card.dimensions:
        _adds_up(dimension)
    for end in ("low", "high"):
        parts = [*card.dimensions, *card.adjustments]
        assert Fraction(getattr(card, end)) == sum(Fraction(getattr(each, end)) for each in parts)
    assert card.awarded == card.low
    assert 0 <= card.low <= card.high <= card.marks
    assert sum(Fraction(each) for each in astuple(card.basis)) == Fraction(card.awarded)
    assert all(each >= 0 for each in astuple(card.basis))
    if policy is Statements.CONFIRM:
        assert card.basis.statement == 0


def _balances(result: IndicatorResult) -> None:
    lost = sum(Fraction(deduction.marks) for deduction in result.deductions)
    assert Fraction(result.high) == Fraction(result.marks) - lost
    assert 0 <= result.low <= result.high <= result.marks
    assert result.awarded == result.low
    assert all(deduction.marks > 0 for deduction in result.deductions)
    if result.low < result.high:
        assert result.missing
        assert result.outcome in (Outcome.UNDETERMINED, Outcome.ERROR)
    if result.outcome is Outcome.NOT_APPLICABLE:
        assert result.marks == 0


def _adds_up(dimension: DimensionResult) -> None:
    for field in ("marks", "awarded", "low", "high"):
        whole = Fraction(getattr(dimension, field))
        assert whole == sum(Fraction(getattr(each, field)) for each in dimension.indicators)


@given(rubric=rubrics(), report=reports(), ids=parts_of_reports, policy=policies, data=st.data())
def test_supplying_what_is_missing_never_leaves_the_interval(
    kit: Any,
    rubric: Rubric,
    report: dict[str, Fact],
    ids: set[str],
    policy: Statements | None,
    data: st.DataObject,
) -> None:
    facts = {fact.id: fact for fact in _some(report, ids)}
    decisions: dict[str, Any] = {}
    card = kit.score(rubric, *facts.values(), statements=policy)
    while card.missing:
        supplied = data.draw(
            st.lists(st.sampled_from([item.id for item in card.missing]), min_size=1, unique=True)
        )
        facts |= {id: report[id] for id in supplied if id in report}
        addresses = [id.removeprefix("judgement:") for id in supplied if id.startswith("judgement:")]
        decisions |= _decisions(data.draw, rubric, card, addresses)
        judgements = _judgements(kit, decisions)
        after = kit.score(rubric, *facts.values(), statements=policy, judgements=judgements)
        for one, other in zip(_results(card), _results(after), strict=True):
            assert one.low <= other.low <= other.high <= one.high
        assert card.low <= after.low <= after.high <= card.high
        card = after
    assert card.low == card.high


@given(rubric=rubrics(), report=reports(), ids=parts_of_reports, order=st.randoms(use_true_random=False))
def test_order_never_matters(
    kit: Any, rubric: Rubric, report: dict[str, Fact], ids: set[str], order: Any
) -> None:
    facts = _some(report, ids)
    card = kit.score(rubric, *facts)
    order.shuffle(facts)
    assert kit.score(rubric, *facts) == card
    turned = evolve(
        rubric,
        dimensions=tuple(
            evolve(each, indicators=each.indicators[::-1]) for each in reversed(rubric.dimensions)
        ),
    )
    other = kit.score(turned, *facts)
    assert {each.id: each for each in _results(other)} == {each.id: each for each in _results(card)}
    assert (other.missing, other.basis) == (card.missing, card.basis)
    for dimension in other.dimensions:
        _adds_up(dimension)


@given(rubric=rubrics(), report=reports(), ids=parts_of_reports, policy=policies)
def test_the_same_inputs_give_the_same_scorecard(
    kit: Any, rubric: Rubric, report: dict[str, Fact], ids: set[str], policy: Statements | None
) -> None:
    facts = _some(report, ids)
    assert kit.score(rubric, *facts, statements=policy) == kit.score(rubric, *facts, statements=policy)


HIGHER = (
    Proportional("progress", full_at=Decimal("0.9")),
    AllOrNothing("progress", from_=Decimal("0.5")),
    Bands(
        "progress",
        (Band(Decimal(3), from_=Decimal(1)), Band(Decimal(1), from_=Decimal("0.4")), Band(Decimal(0))),
    ),
    Mean(("progress", "orders")),
    AnyOf((Bounded("progress", above=Decimal("0.7")),)),
    PerShortfall("progress", Decimal("0.9"), Decimal("0.03"), Decimal("0.7")),
    PerShortfall("progress", Decimal("0.9"), Decimal("0.03"), Decimal("0.7"), "whole"),
)
LOWER = (
    PerExcess("progress", Decimal("0.5"), Decimal("0.03"), Decimal("0.7")),
    PerExcess("progress", Decimal("0.5"), Decimal("0.03"), Decimal("0.7"), "whole"),
    AllOrNothing("progress", below=Decimal("0.5")),
    Bands(
        "progress",
        (Band(Decimal(3), below=Decimal("0.4")), Band(Decimal(1), to=Decimal(1)), Band(Decimal(0))),
    ),
    Violations(Decimal("0.5"), "progress"),
)


@given(
    rule=st.sampled_from([*((rule, 1) for rule in HIGHER), *((rule, -1) for rule in LOWER)]),
    values=st.lists(st.decimals(0, 2, places=2), min_size=2, max_size=2).map(sorted),
)
def test_a_better_value_never_loses_marks(kit: Any, rule: tuple[Rule, int], values: list[Decimal]) -> None:
    shape, direction = rule
    worse, better = values[::direction]
    row = kit.row("r", 3, shape, modifiers=(Violations(Decimal("0.2"), "breaches"),))
    before = kit.result(row, kit.fact("progress", worse), kit.fact("breaches", 2))
    after = kit.result(row, kit.fact("progress", better), kit.fact("breaches", 1))
    assert before.low <= after.low
    assert before.high <= after.high


@given(rubric=rubrics(), report=reports(), ids=parts_of_reports, data=st.data())
def test_judgements_are_bounded_and_what_they_override_stays_visible(
    kit: Any, rubric: Rubric, report: dict[str, Fact], ids: set[str], data: st.DataObject
) -> None:
    facts = _some(report, ids)
    computed = kit.score(rubric, *facts)
    before = {each.id: each for each in _results(computed)}
    id = data.draw(st.sampled_from(sorted(before)))
    judgements = _judgements(kit, _decisions(data.draw, rubric, computed, [id]))
    for result in _results(kit.score(rubric, *facts, judgements=judgements)):
        if result.id != id:
            assert result == before[result.id]
            continue
        assert result.outcome is Outcome.JUDGED
        assert result.judgement is not None
        assert result.low == result.high == result.judgement.marks
        assert 0 <= result.low <= result.marks
        scored = before[id].outcome is Outcome.SCORED
        assert result.judgement.computed == (before[id].awarded if scored else None)
