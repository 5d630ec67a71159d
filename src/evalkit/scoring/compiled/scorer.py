"""A rubric made ready once and run many times; reasons are made when somebody reads them."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, localcontext
from functools import partial

from attrs import define, field, frozen

from evalkit.facts.fact import Basis, Fact, FactSheet
from evalkit.facts.unit import Unit
from evalkit.measures.measure import ARITHMETIC, Measure
from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, Rubric, Statements
from evalkit.rules.rule import Title
from evalkit.scoring.adjusting import effect_of
from evalkit.scoring.admissions import Admissions
from evalkit.scoring.compiled.exact import Standing
from evalkit.scoring.compiled.lines import Line, lines_of
from evalkit.scoring.compiled.nodes import Sources, together
from evalkit.scoring.compiled.sources import Record
from evalkit.scoring.dossier import Dossier
from evalkit.scoring.grading import grade_of
from evalkit.scoring.indicators import score_row
from evalkit.scoring.judgements import Judgement, Judgements
from evalkit.scoring.ledger import Balance
from evalkit.scoring.passages import Reading
from evalkit.scoring.scorecard import IndicatorResult
from evalkit.scoring.totals import adjusted, in_order, rescaled, rescales, rounded_off
from evalkit.scoring.values import Values

Sheet = Callable[[], FactSheet]
"""What gives the fact sheet of a record when somebody asks for it."""


@frozen(eq=False)
class Scorer:
    """`rubric` made ready, with the measures, and the units and titles of the facts, that it can rest on.

    `statements` stands above what the rubric says of statements.
    """

    rubric: Rubric
    measures: Mapping[str, Measure]
    units: Mapping[str, Unit]
    titles: Mapping[str, Title]
    statements: Statements | None = None
    sources: Sources = field(init=False)
    lines: tuple[Line, ...] = field(init=False)
    adjustments: tuple[Adjustment, ...] = field(init=False)

    @sources.default
    def _sources(self) -> Sources:
        return Sources(self.rubric.measures_among(self.measures), self.units)

    @lines.default
    def _lines(self) -> tuple[Line, ...]:
        return tuple(lines_of(self.rubric, self.sources, self.statements, rescales=rescales(self.rubric)))

    @adjustments.default
    def _adjustments(self) -> tuple[Adjustment, ...]:
        return tuple(in_order(self.rubric))

    def marks(self, record: Record) -> "Marks":
        """Return what the facts of `record` come to, all of them figures that are printed in the report.

        Money is in yuan, a ratio of 1 is 100 %; a fact that is not in `record` is missing.
        """
        with localcontext(ARITHMETIC):
            try:
                standings = [line.assess(record) for line in self.lines]
            except Exception:  # noqa: BLE001  what breaks is named by the whole scorer
                return self.marks_of(self.sheet_of(record))
        return self._total(standings, partial(self.sheet_of, record), {})

    def marks_of(self, sheet: FactSheet, judgements: Judgements | None = None) -> "Marks":
        """Return what the facts of `sheet` come to, under an evaluator's `judgements`."""
        record = {id: fact.value for id, fact in sheet.facts.items()}
        stated = {id for id, fact in sheet.facts.items() if fact.basis is Basis.STATEMENT}
        judged = {} if judgements is None else judgements.entries
        standings = []
        with localcontext(ARITHMETIC):
            for line in self.lines:
                try:
                    plain = line.awaiting.isdisjoint(stated) and not line.is_judged(judged)
                    standings.append(line.assess(record) if plain else self._standing(line, sheet, judged))
                except Exception:  # noqa: BLE001  what breaks is named by the whole scorer
                    standings.append(self._standing(line, sheet, judged))
        return self._total(standings, lambda: sheet, judged)

    def result(self, line: Line, sheet: FactSheet, judged: Mapping[str, Judgement]) -> IndicatorResult:
        """Return all that a scorecard says of one indicator: by which value, what is lost and why."""
        return score_row(line.node.row, self._dossier(line.ids, sheet, judged)).result

    def _standing(self, line: Line, sheet: FactSheet, judged: Mapping[str, Judgement]) -> Standing:
        """Return the standing of one indicator by the whole scorer."""
        found = self.result(line, sheet, judged)
        return (found.marks, found.low, found.high)

    def _dossier(self, ids: Iterable[str], sheet: FactSheet, judged: Mapping[str, Judgement]) -> Dossier:
        return Dossier(
            known=Values(sheet, self.sources.measures, self.titles).known(ids),
            reading=Reading.of(sheet.documents),
            admissions=Admissions(()),
            judgements=judged,
            statements=self.statements,
            rescales=rescales(self.rubric),
        )

    def _total(self, standings: list[Standing], sheet: Sheet, judged: Mapping[str, Judgement]) -> "Marks":
        balance = Balance(*together(standings))
        for each in self.adjustments:
            if each.kind is AdjustmentKind.RESCALE:
                balance = rescaled(balance, self.rubric.total)
            elif each.kind is AdjustmentKind.ROUNDING:
                balance = rounded_off(balance, each.places or 0)
            else:
                known = Values(sheet(), self.sources.measures, self.titles).known(
                    [each.rests_on] if each.rests_on else []
                )
                effect = effect_of(each, known, judged, self.statements or self.rubric.statements)
                balance = adjusted(balance, each, effect)
        return Marks(balance.low, balance.high, self, standings, sheet, judged)

    def sheet_of(self, record: Record) -> FactSheet:
        """Return `record` as a fact sheet of figures without evidence."""
        facts = {
            id: Fact(id, self._title(id), self.units.get(id, Unit.TEXT), value, Basis.FIGURE)
            for id, value in record.items()
        }
        return FactSheet(department=None, year=None, facts=facts)

    def _title(self, id: str) -> str:
        return self.titles[id].zh if id in self.titles else id


@define(eq=False, slots=True)
class Marks:
    """What a report comes to: the two ends of the total, of which `low` is awarded.

    Everything else is worked out when it is asked for.
    """

    low: Decimal
    high: Decimal
    _scorer: Scorer
    _standings: list[Standing]
    _sheet: Sheet
    _judged: Mapping[str, Judgement]

    @property
    def grade(self) -> Title | None:
        """Return the grade; None while it is open, or below every grade."""
        return grade_of(self._scorer.rubric.grades, self.low, self.high)[0]

    @property
    def by_indicator(self) -> dict[str, Standing]:
        """Return the standing of each indicator, by id."""
        return {line.id: each for line, each in zip(self._scorer.lines, self._standings, strict=True)}

    def result(self, indicator: str) -> IndicatorResult:
        """Return all that a scorecard says of `indicator`; raises KeyError for one that is not there."""
        line = next((each for each in self._scorer.lines if each.id == indicator), None)
        if line is None:
            raise KeyError(indicator)
        return self._scorer.result(line, self._sheet(), self._judged)
