"""A rubric made ready once and run many times; reasons are made when somebody reads them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal, getcontext, localcontext, setcontext
from functools import partial
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from evalkit.facts.fact import Basis, Fact, FactSheet
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.measures.measure import ARITHMETIC, Measure
from evalkit.rubrics.rubric import Adjustment, AdjustmentKind, Rubric, Statements
from evalkit.rules.rule import Title
from evalkit.scoring.adjusting import effect_of
from evalkit.scoring.admissions import Admissions
from evalkit.scoring.compiled.exact import Kept
from evalkit.scoring.compiled.generated import Odd, Run, generated
from evalkit.scoring.compiled.lines import Line, lines_of
from evalkit.scoring.compiled.nodes import Node, Sources, together
from evalkit.scoring.compiled.sources import Record
from evalkit.scoring.dossier import Dossier
from evalkit.scoring.grading import grade_of
from evalkit.scoring.indicators import score_row
from evalkit.scoring.judgements import Judgement, Judgements
from evalkit.scoring.ledger import ZERO, Balance, total
from evalkit.scoring.passages import Reading
from evalkit.scoring.rescaling import rescaled
from evalkit.scoring.scorecard import IndicatorResult
from evalkit.scoring.totals import adjusted, in_order, rescales, rounded_off
from evalkit.scoring.values import Values

if TYPE_CHECKING:
    from evalkit.scoring.compiled.running import ColumnMarks
    from evalkit.scoring.compiled.table import Table

_MOST_REMEMBERED = 50_000
"""How many results of the whole scorer are kept in mind."""

Sheet = Callable[[], FactSheet]
"""What gives the fact sheet of a record when somebody asks for it."""

_RECKONING = ARITHMETIC.copy()
_DIGITS = 20
"""Marks of fewer digits are added in the arithmetic of measures without being rounded."""


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
    _memory: dict[tuple[object, ...], Kept] = field(init=False, factory=dict)
    _rests_on: dict[str, tuple[str, ...]] = field(init=False, factory=dict)
    sources: Sources = field(init=False)
    lines: tuple[Line, ...] = field(init=False)
    adjustments: tuple[Adjustment, ...] = field(init=False)
    _run: Run = field(init=False)
    _whole: Decimal | None = field(init=False)
    _awaiting: frozenset[str] = field(init=False)

    @sources.default
    def _sources(self) -> Sources:
        return Sources(self.rubric.measures_among(self.measures), self.units)

    @lines.default
    def _lines(self) -> tuple[Line, ...]:
        return tuple(lines_of(self.rubric, self.sources, self.statements, rescales=rescales(self.rubric)))

    @adjustments.default
    def _adjustments(self) -> tuple[Adjustment, ...]:
        return tuple(in_order(self.rubric))

    @_run.default
    def _generated(self) -> Run:
        return generated(self.lines, self.sources)

    @_whole.default
    def _marks_without_adjustments(self) -> Decimal | None:
        """Return the marks of all indicators, if nothing acts on their total while all of them apply."""
        whole = total(line.node.row.indicator.marks for line in self.lines)
        rescales_only = all(each.kind is AdjustmentKind.RESCALE for each in self.adjustments)
        short = len(whole.as_tuple().digits) < _DIGITS
        return whole if rescales_only and short and whole == self.rubric.total else None

    @_awaiting.default
    def _all_awaiting(self) -> frozenset[str]:
        return frozenset(id for line in self.lines for id in line.awaiting)

    def marks(self, record: Record) -> "Marks":
        """Return what the facts of `record` come to, all of them figures that are printed in the report.

        Money is in yuan, a ratio of 1 is 100 %; a fact that is not in `record` is missing.
        """
        sheet = partial(self.sheet_of, record)
        return self._at_once(record, sheet) or self._carefully(sheet(), record, frozenset(), {})

    def marks_of(self, sheet: FactSheet, judgements: Judgements | None = None) -> "Marks":
        """Return what the facts of `sheet` come to, under an evaluator's `judgements`."""
        record = {id: fact.value for id, fact in sheet.facts.items()}
        stated = {id for id, fact in sheet.facts.items() if fact.basis is Basis.STATEMENT}
        judged = {} if judgements is None else judgements.entries
        plain = not judged and self._awaiting.isdisjoint(stated)
        found = self._at_once(record, lambda: sheet) if plain else None
        return found or self._carefully(sheet, record, stated, judged)

    def _at_once(self, record: Record, sheet: Sheet) -> "Marks | None":
        """Return what `record` comes to; None where only the whole scorer can say it of an indicator."""
        before = getcontext()
        setcontext(_RECKONING)
        try:
            low, odd = self._run(record)
            awarded = sum(low, ZERO)
        except Exception:  # noqa: BLE001  what breaks is named by the whole scorer
            return None
        finally:
            setcontext(before)
        if odd or self._whole is None:
            awarded, high = self._total(self.kept_of(low, odd), sheet, {})
            return Marks(awarded, high, low, odd, self, sheet, {})
        return Marks(awarded, awarded, low, odd, self, sheet, {})

    def _carefully(
        self, sheet: FactSheet, record: Record, stated: AbstractSet[str], judged: Mapping[str, Judgement]
    ) -> "Marks":
        """Return what `sheet` comes to, indicator by indicator, each by the whole scorer where that is needed."""
        kept = []
        with localcontext(ARITHMETIC):
            for line in self.lines:
                try:
                    if judged and line.is_judged(judged):
                        kept.append(self.whole(line, sheet, judged))
                    elif line.awaiting.isdisjoint(stated):
                        kept.append(line.assess(record))
                    else:
                        kept.append(self._remembered(line.node, sheet))
                except Exception:  # noqa: BLE001  what breaks is named by the whole scorer
                    kept.append(self.whole(line, sheet, judged))
        low, high = self._total(kept, lambda: sheet, judged)
        return Marks(
            low, high, [each[1] for each in kept], dict(enumerate(kept)), self, lambda: sheet, judged
        )

    def kept_of(self, low: Sequence[Decimal], odd: Odd) -> list[Kept]:
        """Return what is kept of each indicator, of which `low` is awarded; the `odd` ones are not all plain."""
        return [
            odd.get(place) or (line.node.row.indicator.marks, low[place], low[place])
            for place, line in enumerate(self.lines)
        ]

    def columns(self, table: "Table", *, detail: bool = False, threads: int | None = None) -> "ColumnMarks":
        """Return what each report of `table` comes to, without judgements.

        Marks differ by less than 1e-9 from the exact ones, and no value is on another side of an
        edge: where floats cannot tell, the report is scored exactly. With `detail` what is kept of
        each indicator is kept too. A long table is divided among `threads`, as many as the program may
        use processors when None; the marks are the same for any number of them.
        """
        from evalkit.scoring.compiled.running import run

        return run(self, table, detail=detail, threads=threads)

    def result(self, line: Line, sheet: FactSheet, judged: Mapping[str, Judgement]) -> IndicatorResult:
        """Return all that a scorecard says of one indicator: by which value, what is lost and why."""
        return score_row(line.node.row, self._dossier(line.ids, sheet, judged)).result

    def whole(self, line: Line, sheet: FactSheet, judged: Mapping[str, Judgement]) -> Kept:
        """Return what the whole scorer keeps of one indicator; the text of the report has no part in it."""
        found = self.result(line, evolve(sheet, documents=()), judged)
        return (found.marks, found.low, found.high)

    def _remembered(self, node: Node, sheet: FactSheet) -> Kept:
        """Return what the whole scorer keeps of a row that nobody judged, nor anything above or below it.

        Many reports state the same: what was kept of one is kept of all that give the same facts.
        """
        if node.below and not node.row.indicator.modifiers:
            return together([self._remembered(each, sheet) for each in node.below])
        given: list[object] = [node.row.address]
        for id in self._facts_below(node):
            fact = sheet.facts.get(id)
            given += (None,) if fact is None else (fact.value, fact.basis, fact.unit)
        found = self._memory.get(key := tuple(given))
        if found is None:
            ids = tuple(id for each in node.tree() for id in each.ids)
            balance = score_row(node.row, self._dossier(ids, evolve(sheet, documents=()), {})).balance
            found = (balance.marks, balance.low, balance.high)
            if len(self._memory) < _MOST_REMEMBERED:
                self._memory[key] = found
        return found

    def _facts_below(self, node: Node) -> tuple[str, ...]:
        """Return the facts that a row and its parts can rest on."""
        found = self._rests_on.get(node.row.address)
        if found is None:
            ids = dict.fromkeys(id for each in node.tree() for id in each.ids)
            found = tuple(dict.fromkeys(fact for id in ids for fact in self.sources.get(id).facts))
            self._rests_on[node.row.address] = found
        return found

    def _dossier(self, ids: Iterable[str], sheet: FactSheet, judged: Mapping[str, Judgement]) -> Dossier:
        return Dossier(
            known=Values(sheet, self.sources.measures, self.titles).known(ids),
            reading=Reading.of(sheet.documents),
            admissions=Admissions(()),
            judgements=judged,
            statements=self.statements,
            rescales=rescales(self.rubric),
        )

    def _total(
        self, kept: list[Kept], sheet: Sheet, judged: Mapping[str, Judgement]
    ) -> tuple[Decimal, Decimal]:
        """Return both ends of the total of what is `kept`."""
        marks, low, high = together(kept)
        if self._whole == marks:
            return (low, high)
        balance = self._adjusted([Balance(*each) for each in kept], sheet, judged)
        return (balance.low, balance.high)

    def _adjusted(self, indicators: list[Balance], sheet: Sheet, judged: Mapping[str, Judgement]) -> Balance:
        """Return the total of `indicators` after all that acts on it."""
        balance = Balance.sum(indicators)
        for each in self.adjustments:
            if each.kind is AdjustmentKind.RESCALE:
                found = rescaled(self.rubric, indicators, balance)
                balance = evolve(balance, marks=self.rubric.total) if found is None else found.balance
            elif each.kind is AdjustmentKind.ROUNDING:
                balance = rounded_off(balance, each.places or 0)
            else:
                ids = [each.rests_on] if each.rests_on else []
                known = Values(sheet(), self.sources.measures, self.titles).known(ids)
                effect = effect_of(each, known, judged, self.statements or self.rubric.statements)
                balance = adjusted(balance, each, effect)
        return balance

    def sheet_of(self, record: Record, stated: Collection[str] = ()) -> FactSheet:
        """Return `record` as a fact sheet without evidence: figures, but for the facts that are `stated`."""
        facts = {
            id: Fact(
                id,
                self._title(id),
                self.units.get(id, Unit.TEXT),
                value,
                Basis.STATEMENT if id in stated else Basis.FIGURE,
            )
            for id, value in record.items()
        }
        return FactSheet(department=None, year=None, facts=facts)

    def _title(self, id: str) -> str:
        return self.titles[id].zh if id in self.titles else id


@define(eq=False, slots=True)
class Marks:
    """What a report comes to: the two ends of the total, of which `low` is awarded.

    `awarded` has the marks of each indicator, in the order of the rubric. Everything else is worked out
    when it is asked for.
    """

    low: Decimal
    high: Decimal
    awarded: list[Decimal]
    _odd: Odd
    _scorer: Scorer
    _sheet: Sheet
    _judged: Mapping[str, Judgement]

    @property
    def grade(self) -> Title | None:
        """Return the grade; None while it is open, or below every grade."""
        return grade_of(self._scorer.rubric.grades, self.low, self.high)[0]

    @property
    def by_indicator(self) -> dict[str, Kept]:
        """Return, by id, the marks of each indicator that apply, and the two ends of what is left of them."""
        kept = self._scorer.kept_of(self.awarded, self._odd)
        return {line.id: each for line, each in zip(self._scorer.lines, kept, strict=True)}

    def result(self, indicator: str) -> IndicatorResult:
        """Return all that a scorecard says of `indicator`; raises KeyError for one that is not there."""
        line = next((each for each in self._scorer.lines if each.id == indicator), None)
        if line is None:
            raise KeyError(indicator)
        return self._scorer.result(line, self._sheet(), self._judged)
