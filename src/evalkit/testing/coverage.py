"""What of a rubric no example exercises: bands, items, rules that act on the rest, adjustments."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from attrs import define, evolve, field

from evalkit.errors import Problem
from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.offers import effective_file
from evalkit.problems import in_file_order
from evalkit.registry import Registry
from evalkit.rubrics.linting.cases import reached
from evalkit.rubrics.linting.subject import Subject
from evalkit.rubrics.place import Place
from evalkit.rubrics.rubric import Rubric
from evalkit.rules.bands import Bands
from evalkit.rules.cases import Cases
from evalkit.rules.conditions import truth_of
from evalkit.rules.curve import Curve, Piece
from evalkit.rules.one_value import OneValueRule, within
from evalkit.rules.rule import Rule, Value
from evalkit.scoring.rows import Row, all_rows
from evalkit.scoring.scorecard import IndicatorResult, Outcome, Scorecard
from evalkit.scoring.values import Values
from evalkit.testing.running import Suite, scored


@frozen
class Coverage:
    """How much there is to exercise, and what of it no example does, each with its place."""

    whole: int
    gaps: tuple[Problem, ...]


@frozen
class _Run:
    """One example scored: its results by address, and what is known of every value."""

    results: Mapping[str, IndicatorResult]
    values: Values
    judged: frozenset[str]
    moved: frozenset[str]


@frozen
class _Point:
    """One thing to exercise: where it stands, what is said when no example does, and whether one run does."""

    place: Place
    steps: tuple[str | int, ...]
    unexercised: Message
    by: Callable[[_Run], bool] = field(repr=False)


def coverage_of(suite: Suite, registry: Registry) -> Coverage:
    """Return what of the rubric of `suite` its examples leave out.

    Of a rubric that extends another this is what stands in its own file.
    """
    rubric = suite.rubric
    measures = rubric.measures_among(registry.measures)
    titles = rubric.titles_among(registry.terms.titles)
    runs = []
    for example in suite.examples:
        values = Values(example.sheet, measures, titles)
        card = scored(example, rubric, registry)
        runs.append(
            _Run(
                dict(_results(card)),
                values,
                frozenset(example.judgements.entries),
                frozenset(each.id for each in card.adjustments if each.low and each.high),
            )
        )
    top = Place(effective_file(suite.file, registry).file)
    wordings = rubric.wordings_among(registry.terms.catalogue.wordings)
    subject = Subject(rubric, top, measures, wordings)
    named = [
        (point, evolve(point.place.problem(point.unexercised, *point.steps), code="coverage"))
        for point in [*_Points(subject).of_rows(), *_of_adjustments(rubric, top)]
    ]
    # What a rubric takes over from another is for the other's examples.
    own = [(point, gap) for point, gap in named if gap.where == suite.file.name]
    gaps = [gap for point, gap in own if not any(point.by(run) for run in runs)]
    return Coverage(len(own), in_file_order(gaps))


def _results(card: Scorecard) -> Iterator[tuple[str, IndicatorResult]]:
    def tree(results: Iterable[IndicatorResult], above: str) -> Iterator[tuple[str, IndicatorResult]]:
        for result in results:
            yield f"{above}{result.id}", result
            yield from tree(result.parts, f"{above}{result.id}.")

    for dimension in card.dimensions:
        yield from tree(dimension.indicators, "")


@define
class _Points:
    """All that the rows of a rubric give to exercise."""

    subject: Subject

    def of_rows(self) -> Iterator[_Point]:
        """Yield the points of every row, in the order of the file."""
        for (_, place), row in zip(self.subject.rows(), all_rows(self.subject.rubric), strict=True):
            rule = row.indicator.rule
            if isinstance(rule, OneValueRule):
                yield from self._pieces(place, row, rule)
            elif isinstance(rule, Cases):
                yield from self._cases(place, row, rule)
            elif rule is not None:
                yield from _outcomes(place, row, rule)
            yield from _modifiers(place, row)

    def _cases(self, place: Place, row: Row, rule: Cases) -> Iterator[_Point]:
        found = reached(rule, self.subject)
        for index in range(len(rule.cases)):
            if found is None or index in found.deciding:
                said = say("没有示例属于这一情形", "no example is in this case")
                yield _Point(place, ("cases", index), said, _is_in(row, rule, index))

    def _pieces(self, place: Place, row: Row, rule: OneValueRule) -> Iterator[_Point]:
        curve = rule.curve(row.indicator.marks)
        unit = self.subject.unit(rule.measure)
        for index, piece in enumerate(curve.pieces):
            if _says_nothing(curve, piece):
                continue
            where = within(piece, unit) if unit is not None else say("第 {n} 段", "piece {n}", n=index + 1)
            said = say("没有示例落在“{where}”", "no example lies {where}", where=where)
            if piece.lower is None and piece.upper is None:
                said = say("没有示例算出这一项", "no example works this row out")
            yield _Point(place, _steps(rule, curve, index), said, _lies_in(row, rule, curve, index))


def _is_in(row: Row, rule: Cases, index: int) -> Callable[[_Run], bool]:
    def lies(run: _Run) -> bool:
        if run.results[row.address].outcome in (Outcome.UNDETERMINED, Outcome.ERROR):
            return False
        known = run.values.known(rule.needs())
        holding = (
            place
            for place, case in enumerate(rule.cases)
            if case.condition is None or truth_of(case.condition, known).holds
        )
        return next(holding, None) == index

    return lies


def _says_nothing(curve: Curve, piece: Piece) -> bool:
    """Return whether a piece of values below 0 gives what 0 gives: few values can lie there."""
    upper = piece.upper
    return (
        piece.lower is None
        and upper is not None
        and upper.value == 0
        and curve.marks(upper.value) == piece.base
    )


def _steps(rule: Rule, curve: Curve, index: int) -> tuple[str | int, ...]:
    """Return the way from the row to what says the piece: the band, or the rule's measure."""
    if not isinstance(rule, Bands):
        return ("measure",)
    upward = rule.bands[0].upper is not None and rule.bands[0].upper == curve.pieces[0].upper
    return ("bands", index if upward else len(rule.bands) - 1 - index)


def _lies_in(row: Row, rule: OneValueRule, curve: Curve, index: int) -> Callable[[_Run], bool]:
    def lies(run: _Run) -> bool:
        known = run.values.get(rule.measure)
        decided = run.results[row.address].outcome is Outcome.SCORED
        if not (decided and isinstance(known, Value) and isinstance(known.value, Decimal)):
            return False
        return curve.piece(known.value) is curve.pieces[index]

    return lies


def _outcomes(place: Place, row: Row, rule: Rule) -> Iterator[_Point]:
    """Yield that a row is won in full and loses marks, or that an evaluator decides it."""
    address = row.address
    if rule.judged:
        said = say("没有示例评判这一项", "no example judges this row")
        yield _Point(place, (), said, lambda run: address in run.judged)
        return

    def won(run: _Run) -> bool:
        result = run.results[address]
        return result.outcome in (Outcome.SCORED, Outcome.JUDGED) and result.low == result.marks

    won_not = say("没有示例在这一项得满分", "no example wins the full marks of this row")
    lost_not = say("没有示例在这一项失分", "no example loses marks of this row")
    yield _Point(place, (), won_not, won)
    yield _Point(place, (), lost_not, lambda run: bool(run.results[address].deductions))


def _modifiers(place: Place, row: Row) -> Iterator[_Point]:
    said = say("没有示例使这条后续规则扣分", "no example loses marks by this rule on the rest")
    for index, (address, rule) in enumerate(row.modifiers()):
        yield _Point(place, ("then", index), said, _acts(row, address, rule))


def _acts(row: Row, address: str, rule: Rule) -> Callable[[_Run], bool]:
    def acts(run: _Run) -> bool:
        known = run.values.known(rule.needs())
        return address in run.judged or bool(rule.assess(row.indicator.marks, known).losses)

    return acts


def _of_adjustments(rubric: Rubric, top: Place) -> Iterator[_Point]:
    said = say("没有示例使这项总分调整起作用", "no example lets this adjustment change the total")
    for adjustment, place in zip(rubric.adjustments, top.tables("adjustment"), strict=True):
        yield _Point(place, (), said, _moves(adjustment.id))


def _moves(id: str) -> Callable[[_Run], bool]:
    return lambda run: id in run.moved
