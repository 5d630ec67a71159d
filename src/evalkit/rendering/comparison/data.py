"""A comparison as JSON: the contract that people script against.

Marks and values are strings of exact decimals, money in yuan, ratios with 1 = 100 %. The schema ``compare`` says
what every field means. The same comparison gives the same bytes.
"""

from decimal import Decimal
from typing import Any

from evalkit.comparing.comparison import (
    AdjustmentChange,
    Comparison,
    DeductionChange,
    DimensionChange,
    Evaluators,
    FactChange,
    FindingChange,
    IndicatorChange,
    Judged,
    JudgementChange,
    Residue,
    won,
)
from evalkit.comparing.move import Move
from evalkit.comparing.relation import Relation
from evalkit.messages import Lang, plain
from evalkit.rendering.comparison.contents import id_of, moved_rows
from evalkit.rendering.json import (
    deduction_data,
    dumped,
    finding_data,
    input_data,
    judgement_data,
    signed_data,
    title_data,
)
from evalkit.scoring.effect import Won
from evalkit.scoring.scorecard import AdjustmentResult, DimensionResult, IndicatorResult, Scorecard

_Object = dict[str, Any]


def comparison_json(found: Comparison, lang: Lang) -> str:
    """Return the comparison as JSON; sentences of evalkit's own are in `lang`, those of a scorecard as it has them."""
    return dumped(
        {
            "a": _card(found.before),
            "b": _card(found.after),
            "relation": _relation(found.relation),
            "move": _move(found.total),
            "moved": [id_of(row) or "residue" for row in moved_rows(found)],
            "dimensions": [_dimension(each) for each in found.dimensions],
            "indicators": [_indicator(each, lang) for each in found.indicators],
            "adjustments": [_adjustment(each, lang) for each in found.adjustments],
            "residue": None if found.residue is None else _residue(found.residue),
            "findings": [_finding(each, lang) for each in found.findings],
            "evaluators": None if found.evaluators is None else _evaluators(found.evaluators, lang),
            "doubts": {
                side: [doubt.text(lang) for doubt in doubts]
                for side, doubts in zip(("a", "b"), found.doubts, strict=True)
            },
        }
    )


def _card(card: Scorecard) -> _Object:
    return {
        "evalkit": card.evalkit,
        "report": {
            "department": card.report.department,
            "year": card.report.year,
            "sha256": card.report.sha256,
            "documents": list(card.report.documents),
        },
        "rubric": {
            "id": card.rubric.id,
            **title_data(card.rubric.title),
            "version": card.rubric.version,
            "sha256": card.rubric.sha256,
            "statements": card.rubric.statements.value,
        },
        "judgements_sha256": card.judgements_sha256,
        "supplied_sha256": card.supplied_sha256,
        "signed": signed_data(card.signed),
        "marks": plain(card.marks),
        **_won(won(card)),
        "grade": None if card.grade is None else card.grade.zh,
        "possible_grades": [grade.zh for grade in card.possible_grades],
        "self_score": _number(card.self_score),
    }


def _relation(related: Relation) -> _Object:
    return {
        "reports": related.reports.value,
        "rubrics": related.rubrics.value,
        "same_supplied": related.supplied,
        "same_judgements": related.judgements,
        "same_statements": related.statements,
        "same_program": related.program,
    }


def _move(move: Move) -> _Object:
    ends = {name: plain(getattr(move, name)) for name in ("low", "high", "least", "most")}
    return {**ends, "certainty": move.certainty.value}


def _won(found: Won) -> dict[str, str]:
    return {"low": plain(found.low), "high": plain(found.high)}


def _number(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _dimension(each: DimensionChange) -> _Object:
    either = each.after or each.before
    head = {} if either is None else {"id": either.id, **title_data(either.title)}
    return {**head, "a": _sums(each.before), "b": _sums(each.after), "move": _move(each.move)}


def _sums(each: DimensionResult | None) -> _Object | None:
    return None if each is None else {"marks": plain(each.marks), **_won(won(each))}


def _indicator(each: IndicatorChange, lang: Lang) -> _Object:
    return {
        "id": each.result.id,
        **title_data(each.result.title),
        "a": _row(each.before),
        "b": _row(each.after),
        "move": _move(each.move),
        "causes": [cause.value for cause in each.causes],
        "facts": [_fact(one) for one in each.facts],
        "judgements": [_judgement(one) for one in each.judgements],
        "deductions": [_deduction(one, lang) for one in each.deductions],
        "findings": [_finding(one, lang) for one in each.findings],
        "missing": {"a": list(each.missing[0]), "b": list(each.missing[1])},
    }


def _row(result: IndicatorResult | None) -> _Object | None:
    if result is None:
        return None
    value = result.value
    shown = None if value is None else value.value
    return {
        "id": result.id,
        "marks": plain(result.marks),
        **_won(won(result)),
        "outcome": result.outcome.value,
        "value": plain(shown) if isinstance(shown, Decimal) else shown,
        "measure": None if value is None else value.id,
        "clause": result.clause,
    }


def _fact(each: FactChange) -> _Object:
    either = each.after or each.before
    return {
        "fact": "" if either is None else either.fact,
        "a": None if each.before is None else input_data(each.before),
        "b": None if each.after is None else input_data(each.after),
    }


def _judgement(each: JudgementChange) -> _Object:
    return {
        "address": each.address,
        "a": _judged(each.before),
        "b": _judged(each.after),
        "move": _move(each.move),
    }


def _judged(one: Judged | None) -> _Object | None:
    if one is None:
        return None
    return {"marks": plain(one.marks), **_won(one.won), "judgement": judgement_data(one.record)}


def _deduction(each: DeductionChange, lang: Lang) -> _Object:
    return {
        "a": None if each.before is None else deduction_data(each.before, lang),
        "b": None if each.after is None else deduction_data(each.after, lang),
    }


def _finding(each: FindingChange, lang: Lang) -> _Object:
    return {
        "a": None if each.before is None else finding_data(each.before, lang),
        "b": None if each.after is None else finding_data(each.after, lang),
    }


def _adjustment(each: AdjustmentChange, lang: Lang) -> _Object:
    either = each.after or each.before
    head = {} if either is None else {"id": either.id, "kind": either.kind.value, **title_data(either.title)}
    sides = {"a": _acting(each.before, lang), "b": _acting(each.after, lang)}
    return {**head, **sides, "move": _move(each.move)}


def _acting(each: AdjustmentResult | None, lang: Lang) -> _Object | None:
    return (
        None if each is None else {**_won(won(each)), "reason": each.reason.text(lang), "clause": each.clause}
    )


def _residue(each: Residue) -> _Object:
    return {"a": _won(each.before), "b": _won(each.after), "move": _move(each.move)}


def _evaluators(both: Evaluators, lang: Lang) -> _Object:
    return {
        "a": list(both.names[0]),
        "b": list(both.names[1]),
        "agreed": both.agreed,
        "differences": [
            {**_judgement(each), "titles": [title.text(lang) for title in each.titles]}
            for each in both.changes
        ],
    }
