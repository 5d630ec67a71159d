"""A scorecard, a fact sheet or an audit as JSON: the contract that people script against.

Marks and values are strings of exact decimals in plain notation, money in yuan, ratios with
1 = 100 %; the schemas in `evalkit.rendering.schemas` say what every field means. The same value
gives the same bytes.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from evalkit.documents.document import Evidence
from evalkit.facts.fact import Candidate, Fact, FactSheet, FactValue, Finding
from evalkit.facts.self_sheet import SelfScore, SelfSheet
from evalkit.messages import Lang, Message, plain
from evalkit.rendering.json_text import text_of
from evalkit.rendering.renderer import View
from evalkit.rules.rule import Input, Title, Value
from evalkit.scoring.scorecard import (
    AdjustmentResult,
    Admission,
    Deduction,
    DimensionResult,
    IndicatorResult,
    JudgementRecord,
    MissingItem,
    Scorecard,
    SelfMarks,
    SignOff,
)

_Object = dict[str, Any]
_SURROGATES = re.compile("[\ud800-\udfff]")


def render(scorecard: Scorecard, view: View) -> str:
    """Return the scorecard as JSON; reasons, remedies and messages are in the view's language."""
    return dumped(_scorecard(scorecard, view.lang))


def facts_json(sheet: FactSheet, lang: Lang = Lang.ZH) -> str:
    """Return the facts of a report as JSON, one entry a fact, with all candidates."""
    return dumped(
        {
            "report": _report_of(sheet, lang),
            "supplied_sha256": sheet.supplied_sha256,
            "facts": [_fact(fact, lang) for fact in sheet.facts.values()],
            "admissions": _evidence(sheet.admissions),
            "plans": _evidence(sheet.plans),
            "findings": [finding_data(finding, lang) for finding in sheet.findings],
            "self_sheets": [_self_sheet(each) for each in sheet.self_sheets],
        }
    )


def audit_json(sheet: FactSheet, lang: Lang = Lang.ZH) -> str:
    """Return what a report says against itself as JSON."""
    return dumped(
        {
            "report": _report_of(sheet, lang),
            "findings": [finding_data(finding, lang) for finding in sheet.findings],
        }
    )


def dumped(value: _Object) -> str:
    """Return `value` as JSON text that any encoder can write."""
    text = text_of(value) + "\n"
    # A file name that is not UTF-8 reaches us with surrogates, which no encoder would write.
    return _SURROGATES.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _scorecard(card: Scorecard, lang: Lang) -> _Object:
    return {
        "evalkit": card.evalkit,
        "rubric": {
            "id": card.rubric.id,
            **title_data(card.rubric.title),
            "version": card.rubric.version,
            "standing": card.rubric.standing.value,
            "statements": card.rubric.statements.value,
            "sha256": card.rubric.sha256,
        },
        "report": _report(
            card.report.department,
            card.report.year,
            card.report.sha256,
            card.report.documents.items(),
            card.report.notes,
            lang,
        ),
        "judgements_sha256": card.judgements_sha256,
        "supplied_sha256": card.supplied_sha256,
        "signed": signed_data(card.signed),
        **_marks(card),
        "grade": None if card.grade is None else card.grade.zh,
        "possible_grades": [grade.zh for grade in card.possible_grades],
        "self_score": None if card.self_score is None else plain(card.self_score),
        "basis": {
            "figure": plain(card.basis.figure),
            "claim": plain(card.basis.claim),
            "statement": plain(card.basis.statement),
            "supplied": plain(card.basis.supplied),
            "judgement": plain(card.basis.judgement),
        },
        "dimensions": [_dimension(dimension, lang) for dimension in card.dimensions],
        "adjustments": [_adjustment(adjustment, lang) for adjustment in card.adjustments],
        "admitted": [_admission(admission) for admission in card.admitted],
        "missing": [_missing(item) for item in card.missing],
        "findings": [finding_data(finding, lang) for finding in card.findings],
        "plugins": [{"name": plugin.name, "version": plugin.version} for plugin in card.plugins],
        "faults": [fault.text(lang) for fault in card.faults],
        "unplaced": [{**_self_row(each.row), "why": each.why.value} for each in card.unplaced],
    }


def signed_data(signed: SignOff | None) -> _Object | None:
    """Return who signed the judgements, None where nobody has."""
    if signed is None:
        return None
    return {
        "by": signed.by,
        "at": signed.at.isoformat(),
        "digest": signed.digest,
        "changed_since": signed.changed_since,
    }


def title_data(title: Title) -> _Object:
    """Return a title as keys of the object that it names; there is no ``title_en`` where it has no English."""
    return {"title": title.zh, "title_en": title.en} if title.en else {"title": title.zh}


def _marks(scored: Scorecard | DimensionResult | IndicatorResult) -> _Object:
    return {
        "marks": plain(scored.marks),
        "awarded": plain(scored.awarded),
        "low": plain(scored.low),
        "high": plain(scored.high),
    }


def _dimension(dimension: DimensionResult, lang: Lang) -> _Object:
    return {
        "id": dimension.id,
        **title_data(dimension.title),
        **_marks(dimension),
        "indicators": [_indicator(indicator, lang) for indicator in dimension.indicators],
    }


def _indicator(result: IndicatorResult, lang: Lang) -> _Object:
    return {
        "id": result.id,
        "group": result.group,
        **title_data(result.title),
        **_marks(result),
        "outcome": result.outcome.value,
        "basis": None if result.basis is None else result.basis.value,
        "value": None if result.value is None else _value(result.value.value),
        "measure": _measured(result.value),
        "clause": result.clause,
        "inputs": [input_data(one) for one in result.inputs],
        "missing": list(result.missing),
        "judgement": judgement_data(result.judgement),
        "deductions": [deduction_data(deduction, lang) for deduction in result.deductions],
        "parts": [_indicator(part, lang) for part in result.parts],
        "passages": _evidence(result.passages),
        "fault": None if result.fault is None else result.fault.text(lang),
        "self_score": None if result.self_score is None else _self_marks(result.self_score),
    }


def _self_marks(own: SelfMarks) -> _Object:
    apart = None if own.low is None else {"low": _exact(own.low), "high": _exact(own.high)}
    return {
        "title": own.title,
        **_self_printed(own),
        "difference": apart,
        "by": own.by.value,
        "evidence": _evidence(own.evidence),
    }


def _self_sheet(sheet: SelfSheet) -> _Object:
    total = sheet.total
    return {
        "rows": [_self_row(row) for row in sheet.rows],
        "total": None
        if total is None
        else {
            "full": _exact(total.full),
            "awarded": plain(total.awarded),
            "evidence": _evidence(total.evidence),
        },
    }


def _self_row(row: SelfScore) -> _Object:
    return {
        "levels": list(row.levels),
        "title": row.title,
        **_self_printed(row),
        "evidence": _evidence(row.evidence),
    }


def _self_printed(row: SelfMarks | SelfScore) -> _Object:
    return {"awarded": plain(row.awarded), "full": _exact(row.full), "reason": row.reason}


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _measured(value: Value | None) -> _Object | None:
    return None if value is None else {"id": value.id, **title_data(value.title), "unit": value.unit.value}


def input_data(one: Input) -> _Object:
    """Return a fact that went into a value."""
    return {
        "fact": one.fact,
        "title": one.title,
        "value": _value(one.value),
        "unit": one.unit.value,
        "basis": one.basis.value,
        "evidence": _evidence(one.evidence),
    }


def judgement_data(record: JudgementRecord | None) -> _Object | None:
    """Return an evaluator's decision, None where there is none."""
    if record is None:
        return None
    return {
        "marks": plain(record.marks),
        "reason": record.reason,
        "by": record.by,
        "at": record.at.isoformat(),
        "computed": None if record.computed is None else plain(record.computed),
    }


def deduction_data(deduction: Deduction, lang: Lang) -> _Object:
    """Return marks lost, with their reason in `lang`."""
    return {
        "marks": plain(deduction.marks),
        "part": deduction.part,
        "reason": deduction.reason.text(lang),
        "clause": deduction.clause,
        "remedy": deduction.remedy.text(lang),
        "admitted": deduction.admitted,
        "evidence": _evidence(deduction.evidence),
    }


def _adjustment(adjustment: AdjustmentResult, lang: Lang) -> _Object:
    return {
        "kind": adjustment.kind.value,
        "id": adjustment.id,
        **title_data(adjustment.title),
        "low": plain(adjustment.low),
        "high": plain(adjustment.high),
        "reason": adjustment.reason.text(lang),
        "clause": adjustment.clause,
        "basis": None if adjustment.basis is None else adjustment.basis.value,
        "evidence": _evidence(adjustment.evidence),
    }


def _admission(admission: Admission) -> _Object:
    return {
        "evidence": _evidence([admission.evidence]),
        "indicators": list(admission.indicators),
        "status": admission.status.value,
    }


def _missing(item: MissingItem) -> _Object:
    return {
        "id": item.id,
        **title_data(item.title),
        "marks": plain(item.marks),
        "indicator": item.indicator,
    }


def _report_of(sheet: FactSheet, lang: Lang) -> _Object:
    documents = [(document.name, document.sha256) for document in sheet.documents]
    return _report(sheet.department, sheet.year, sheet.sha256, documents, sheet.notes, lang)


def _report(
    department: str | None,
    year: int | None,
    sha256: str,
    documents: Iterable[tuple[str, str]],
    notes: Iterable[Message],
    lang: Lang,
) -> _Object:
    return {
        "department": department,
        "year": year,
        "sha256": sha256,
        "documents": [{"name": name, "sha256": digest} for name, digest in documents],
        "notes": [note.text(lang) for note in notes],
    }


def _fact(fact: Fact, lang: Lang) -> _Object:
    return {
        "id": fact.id,
        "title": fact.title,
        "value": _value(fact.value),
        "unit": fact.unit.value,
        "basis": fact.basis.value,
        "evidence": _evidence(fact.evidence),
        "step": plain(fact.step),
        "candidates": [_candidate(candidate, lang) for candidate in fact.candidates],
    }


def _candidate(candidate: Candidate, lang: Lang) -> _Object:
    return {
        "value": _value(candidate.value),
        "basis": candidate.basis.value,
        "evidence": _evidence([candidate.evidence]),
        "score": candidate.score,
        "step": plain(candidate.step),
        "approximate": candidate.approximate,
        "rejected": None if candidate.rejected is None else candidate.rejected.text(lang),
        "notes": [note.text(lang) for note in candidate.notes],
    }


def finding_data(finding: Finding, lang: Lang) -> _Object:
    """Return what the report says against itself, in `lang`."""
    return {
        "kind": finding.kind.value,
        "facts": list(finding.facts),
        "message": finding.message.text(lang),
        "evidence": _evidence(finding.evidence),
    }


def _value(value: FactValue | None) -> str | bool | None:
    return plain(value) if isinstance(value, Decimal) else value


def _evidence(evidence: Sequence[Evidence]) -> list[_Object]:
    return [
        {
            "document": one.document,
            "quote": one.quote,
            "start": one.start,
            "end": one.end,
            "line": one.line,
            "page": one.page,
            "paragraph": one.paragraph,
            "table": one.table,
            "row": one.row,
            "column": one.column,
            "recognised": one.recognised,
        }
        for one in evidence
    ]
