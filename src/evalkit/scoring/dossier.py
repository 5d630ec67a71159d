"""All that one report brings to its scoring, and what the scorer works out on the way."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import evolve

from evalkit.documents.document import Evidence
from evalkit.frozen import frozen
from evalkit.rubrics.rubric import Statements
from evalkit.rules.rule import Input, Known, Loss, Value
from evalkit.scoring.admissions import Admissions
from evalkit.scoring.assessing import inputs_of
from evalkit.scoring.grounds import NOTHING
from evalkit.scoring.judgements import Judgement
from evalkit.scoring.ledger import ZERO, Balance
from evalkit.scoring.passages import Reading
from evalkit.scoring.rows import Row
from evalkit.scoring.scorecard import BasisSums, Deduction, IndicatorResult


@frozen
class Dossier:
    """What is known of one report when its indicators are scored.

    `known` has an entry for everything that a rule of the rubric looks at; `statements` stands
    above the rubric and all its rows, None leaves it to them; `rescales` says that the marks of
    what does not apply go to the rest.
    """

    known: Mapping[str, Known]
    reading: Reading
    admissions: Admissions
    judgements: Mapping[str, Judgement]
    statements: Statements | None = None
    rescales: bool = False

    def confirms(self, row: Row) -> bool:
        """Return whether a favourable statement waits for a judgement in `row`."""
        return (self.statements or row.statements) is Statements.CONFIRM


@frozen
class Stake:
    """Marks that are open, and the ids of what is missing for them."""

    marks: Decimal
    missing: tuple[str, ...]


def missing_in(stakes: tuple[Stake, ...]) -> tuple[str, ...]:
    """Return the ids of what is missing for `stakes`, each once."""
    return tuple(dict.fromkeys(id for stake in stakes for id in stake.missing))


@frozen
class Scored:
    """A row scored, with what the scorecard lists elsewhere: the open marks, and what the others rest on.

    `vanishing` are the open marks that may turn out not to apply.
    """

    result: IndicatorResult
    stakes: tuple[Stake, ...] = ()
    sums: BasisSums = NOTHING
    vanishing: Decimal = ZERO

    @property
    def balance(self) -> Balance:
        """Return the marks of the row as the ledger keeps them."""
        return Balance(self.result.marks, self.result.low, self.result.high)

    def with_balance(self, balance: Balance, stakes: tuple[Stake, ...], sums: BasisSums) -> "Scored":
        """Return the row with other marks, and what is missing for them."""
        result = evolve(
            self.result,
            marks=balance.marks,
            awarded=balance.low,
            low=balance.low,
            high=balance.high,
            missing=missing_in(stakes),
        )
        return evolve(self, result=result, stakes=stakes, sums=sums)


def deduction_of(loss: Loss, row: Row, dossier: Dossier, inputs: tuple[Input, ...]) -> Deduction:
    """Return `loss` as the scorecard shows it; it rests on the values it names, else on `inputs`."""
    rests_on = inputs_of(loss.values, dossier.known) or inputs
    known = [dossier.known[id] for id in loss.values]
    said = [evidence for each in known if isinstance(each, Value) for evidence in each.said]
    return Deduction(
        marks=loss.marks,
        part=row.part,
        reason=loss.reason,
        clause=row.clause,
        remedy=loss.remedy,
        admitted=dossier.admissions.cover(row.address),
        evidence=tuple(dict.fromkeys((*said, *evidence_of(rests_on)))),
    )


def evidence_of(inputs: tuple[Input, ...]) -> tuple[Evidence, ...]:
    """Return where `inputs` stand in the report, each place once."""
    return tuple(dict.fromkeys(evidence for each in inputs for evidence in each.evidence))
