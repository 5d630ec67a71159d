"""A rubric, the facts of a report and an evaluator's judgements become a scorecard."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import evolve

from evalkit.facts.fact import FactSheet
from evalkit.measures.measure import Measure
from evalkit.messages import Message
from evalkit.rubrics.rubric import Rubric, RubricDimension, Statements
from evalkit.rules.rule import Title
from evalkit.scoring.admissions import Admissions
from evalkit.scoring.alternatives import with_effects
from evalkit.scoring.assessing import needs_of
from evalkit.scoring.claims import contradicted_claims
from evalkit.scoring.dossier import Dossier, Scored
from evalkit.scoring.grading import grade_of
from evalkit.scoring.indicators import score_row
from evalkit.scoring.judgements import Judgements
from evalkit.scoring.ledger import Balance
from evalkit.scoring.outline import Outline, outline_of
from evalkit.scoring.outstanding import outstanding
from evalkit.scoring.passages import Reading
from evalkit.scoring.rows import Row
from evalkit.scoring.scorecard import (
    DimensionResult,
    IndicatorResult,
    PluginIdentity,
    ReportIdentity,
    RubricIdentity,
    Scorecard,
)
from evalkit.scoring.self_scores import beside
from evalkit.scoring.signing import sign_off
from evalkit.scoring.totals import total_of
from evalkit.scoring.values import Values


def score(
    rubric: Rubric,
    sheet: FactSheet,
    measures: Mapping[str, Measure],
    *,
    titles: Mapping[str, Title],
    judgements: Judgements | None = None,
    statements: Statements | None = None,
    plugins: Sequence[PluginIdentity] = (),
    faults: Sequence[Message] = (),
    version: str,
) -> Scorecard:
    """Return the scorecard of the report behind `sheet` by `rubric`.

    `titles` names every fact that a report could give, by id; `statements` stands above what the
    rubric says of statements; `faults` are those of plugins that were met before; `version` is
    evalkit's own. The same inputs give an equal scorecard.
    """
    measures = rubric.measures_among(measures)
    values = Values(sheet, measures, titles)
    outline = outline_of(rubric)
    dossier = _dossier(outline, values, judgements, statements)
    dimensions = [[score_row(row, dossier) for row in rows] for rows in outline.dimensions]
    indicators = [scored for scoreds in dimensions for scored in scoreds]
    results = [scored.result for scored in indicators]
    whole = total_of(rubric, indicators, dossier)
    grade, possible = grade_of(rubric.grades, whole.balance.low, whole.balance.high)

    def rescored(other: FactSheet) -> list[IndicatorResult]:
        known = Values(other, measures, titles).known(outline.needed)
        return _rescored(outline.indicators, results, dossier, evolve(dossier, known=known))

    own, unplaced = beside(tuple(map(_dimension, rubric.dimensions, dimensions)), sheet.self_sheets)
    card = Scorecard(
        evalkit=version,
        rubric=_rubric_identity(rubric, statements),
        report=_report_identity(sheet),
        judgements_sha256=None if judgements is None else judgements.sha256,
        supplied_sha256=sheet.supplied_sha256,
        marks=whole.balance.marks,
        awarded=whole.balance.low,
        low=whole.balance.low,
        high=whole.balance.high,
        grade=grade,
        possible_grades=possible,
        self_score=_self_score(sheet),
        basis=whole.sums,
        dimensions=own,
        adjustments=whole.adjustments,
        admitted=dossier.admissions.listed(results),
        missing=outstanding(indicators, whole.stakes, values, outline.targets),
        findings=(*with_effects(sheet, results, rescored), *contradicted_claims(values, outline.needed)),
        plugins=tuple(plugins),
        faults=(*faults, *whole.faults),
        unplaced=unplaced,
    )
    if judgements is None or judgements.signature is None:
        return card
    return evolve(card, signed=sign_off(judgements.signature, card, sheet, judgements.entries))


def _rescored(
    rows: Sequence[Row], results: Sequence[IndicatorResult], before: Dossier, after: Dossier
) -> list[IndicatorResult]:
    """Return the indicators `rows` by what is known `after`; those that look at nothing that changed as in `results`."""
    changed = {id for id, known in after.known.items() if known != before.known[id]}
    return [
        result if changed.isdisjoint(_looked_at(row)) else score_row(row, after).result
        for row, result in zip(rows, results, strict=True)
    ]


def _looked_at(row: Row) -> Iterator[str]:
    return (id for each in row.tree() for rule in each.rules() for id in needs_of(rule))


def _dossier(
    outline: Outline, values: Values, judgements: Judgements | None, statements: Statements | None
) -> Dossier:
    known = values.known(outline.needed)
    return Dossier(
        known=known,
        reading=Reading.of(values.sheet.documents),
        admissions=Admissions.of(values.sheet.admissions, outline.rows, known),
        judgements={} if judgements is None else judgements.entries,
        statements=statements,
        rescales=outline.rescales,
    )


def _dimension(dimension: RubricDimension, scoreds: Sequence[Scored]) -> DimensionResult:
    balance = Balance.sum([scored.balance for scored in scoreds])
    return DimensionResult(
        id=dimension.id,
        title=dimension.title,
        marks=balance.marks,
        awarded=balance.low,
        low=balance.low,
        high=balance.high,
        indicators=tuple(scored.result for scored in scoreds),
    )


def _rubric_identity(rubric: Rubric, statements: Statements | None) -> RubricIdentity:
    return RubricIdentity(
        id=rubric.id,
        title=rubric.title,
        version=rubric.version,
        standing=rubric.standing,
        sha256=rubric.sha256,
        statements=statements or rubric.statements,
    )


def _report_identity(sheet: FactSheet) -> ReportIdentity:
    return ReportIdentity(
        department=sheet.department,
        year=sheet.year,
        sha256=sheet.sha256,
        documents={document.name: document.sha256 for document in sheet.documents},
        notes=sheet.notes,
    )


def _self_score(sheet: FactSheet) -> Decimal | None:
    fact = sheet.get("self_score")
    return fact.value if fact is not None and isinstance(fact.value, Decimal) else None
