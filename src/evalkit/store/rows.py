"""A scorecard and its facts as rows of the results database: plain values that any process can hand on."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import fields_dict

from evalkit.documents.document import Evidence
from evalkit.facts.fact import Basis, Fact, FactSheet, FactValue
from evalkit.facts.self_sheet import SelfScore
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Lang, Message, plain
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.rules.rule import Title
from evalkit.scoring.judgements import Judgement, Judgements
from evalkit.scoring.rows import rows_of as rows_of_dimension
from evalkit.scoring.scorecard import (
    AdjustmentResult,
    Admission,
    Beside,
    Deduction,
    IndicatorResult,
    MissingItem,
    Scorecard,
    SelfMarks,
)
from evalkit.store.columns import Row

_PLACE = tuple(fields_dict(Evidence))
_EVERYWHERE = frozenset(("document", "quote", "start", "end", "line"))


@frozen
class Rows:
    """What the results database keeps of one scored report: `rubric` and `rubric_id` say by which rubric.

    `tables` holds the rows of each table of `store.columns.OF_SCORECARDS`.
    """

    rubric: str
    rubric_id: str
    report: Row
    scorecard: Row
    tables: Mapping[str, tuple[Row, ...]]


def rows_of(
    card: Scorecard,
    sheet: FactSheet,
    judgements: Judgements | None = None,
    statements: Statements | None = None,
) -> Rows:
    """Return `card`, which was made of `sheet`, as rows.

    `judgements` and `statements` are those that it was scored with: without them it cannot be scored again alike.
    """
    return Rows(
        rubric=card.rubric.sha256,
        rubric_id=card.rubric.id,
        report=_report(card),
        scorecard=_scorecard(card, statements),
        tables={
            "dimensions": tuple(_dimensions(card)),
            "indicators": tuple(_numbered(_indicators(card))),
            "deductions": tuple(_numbered(_deductions(card))),
            "adjustments": tuple(_numbered(map(_adjustment, card.adjustments))),
            "facts": tuple(_numbered(map(_fact, sheet.facts.values()))),
            "findings": tuple(_numbered(_findings(card))),
            "admissions": tuple(_numbered(map(_admission, card.admitted))),
            "plans": tuple(_numbered((_evidence([each]),) for each in sheet.plans)),
            "self_scores": tuple(_numbered(_self_scores(card, sheet))),
            "missing": tuple(_numbered(map(_missing, card.missing))),
            "judgements": () if judgements is None else tuple(map(_judgement, judgements.entries.values())),
        },
    )


def rubric_row(rubric: Rubric, toml: str) -> Row:
    """Return `rubric` as a row, with the text of its effective file."""
    return (
        rubric.sha256,
        rubric.id,
        _text(rubric.version),
        *_title(rubric.title),
        rubric.standing.value,
        float(rubric.total),
        toml,
    )


def criteria_rows(rubric: Rubric) -> Iterator[Row]:
    """Yield the indicators of `rubric` and their parts as rows, in order."""
    place = 0
    for dimension in rubric.dimensions:
        for indicator in rows_of_dimension(dimension, rubric.statements):
            for row in indicator.tree():
                place += 1
                parent = ".".join(row.path[:-1]) or None
                yield (
                    rubric.sha256,
                    place,
                    row.address,
                    parent,
                    dimension.id,
                    _text(row.indicator.group),
                    *_title(row.indicator.title),
                    float(row.indicator.marks),
                    _text(row.clause),
                )


def _report(card: Scorecard) -> Row:
    return (
        None if card.report.department is None else _text(card.report.department),
        None if card.report.year is None else _whole(card.report.year),
        card.report.sha256,
        _json([{"name": name, "sha256": digest} for name, digest in card.report.documents.items()]),
        _json([note.text(Lang.ZH) for note in card.report.notes]),
    )


def _scorecard(card: Scorecard, statements: Statements | None) -> Row:
    grade = (None, None) if card.grade is None else _title(card.grade)
    return (
        card.rubric.sha256,
        card.rubric.id,
        card.report.sha256,
        card.supplied_sha256,
        card.judgements_sha256,
        card.rubric.statements.value,
        int(statements is not None),
        card.evalkit,
        _json([{"name": plugin.name, "version": plugin.version} for plugin in card.plugins]),
        float(card.marks),
        float(card.awarded),
        float(card.low),
        float(card.high),
        plain(card.low),
        plain(card.high),
        *grade,
        _json([each.zh for each in card.possible_grades]),
        None if card.self_score is None else float(card.self_score),
        float(card.basis.figure),
        float(card.basis.claim),
        float(card.basis.statement),
        float(card.basis.supplied),
        float(card.basis.judgement),
        _json([fault.text(Lang.ZH) for fault in card.faults]),
    )


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield `rows`, each with its place among them, from 1."""
    for place, row in enumerate(rows, 1):
        yield (place, *row)


# ---------------------------------------------------------------- what stands on the scorecard


def _dimensions(card: Scorecard) -> Iterator[Row]:
    for place, each in enumerate(card.dimensions, 1):
        yield (place, each.id, *_title(each.title), *_marks(each.marks, each.awarded, each.low, each.high))


def _indicators(card: Scorecard) -> Iterator[Row]:
    for dimension in card.dimensions:
        for result in dimension.indicators:
            yield from _tree(result, None)


def _tree(result: IndicatorResult, parent: str | None) -> Iterator[Row]:
    address = result.id if parent is None else f"{parent}.{result.id}"
    yield _indicator(result, address, parent)
    for part in result.parts:
        yield from _tree(part, address)


def _indicator(result: IndicatorResult, address: str, parent: str | None) -> Row:
    value = result.value
    shown = None if value is None else value.value
    return (
        address,
        parent,
        *_marks(result.marks, result.awarded, result.low, result.high),
        result.outcome.value,
        None if result.basis is None else result.basis.value,
        None if value is None else value.id,
        None if shown is None else _number(shown),
        None if shown is None else _exact(shown),
        None if value is None else value.unit.value,
        _json(result.missing),
        None if result.fault is None else _text(result.fault.text(Lang.ZH)),
    )


def _deductions(card: Scorecard) -> Iterator[Row]:
    for dimension in card.dimensions:
        for result in dimension.indicators:
            for deduction in result.deductions:
                yield _deduction(deduction, result.id)


def _deduction(deduction: Deduction, indicator: str) -> Row:
    return (
        indicator,
        deduction.part,
        float(deduction.marks),
        *_both(deduction.reason),
        _text(deduction.clause),
        *_both(deduction.remedy),
        int(deduction.admitted),
        _evidence(deduction.evidence),
    )


def _adjustment(each: AdjustmentResult) -> Row:
    return (
        each.id,
        each.kind.value,
        *_title(each.title),
        float(each.low),
        float(each.high),
        *_both(each.reason),
        _text(each.clause),
        None if each.basis is None else each.basis.value,
    )


def _findings(card: Scorecard) -> Iterator[Row]:
    for each in card.findings:
        yield (each.kind.value, _json(each.facts), *_both(each.message), _evidence(each.evidence))


def _admission(each: Admission) -> Row:
    return (each.status.value, _json(each.indicators), _evidence([each.evidence]))


def _missing(each: MissingItem) -> Row:
    return (each.id, *_title(each.title), float(each.marks), each.indicator)


# ---------------------------------------------------------------- what it was made of


def _self_scores(card: Scorecard, sheet: FactSheet) -> Iterator[Row]:
    """Yield the rows of the report's own sheets; one that says the same as another of its indicator is `repeated`.

    Rows that are their indicator's together have no difference of their own.
    """
    results = [each for dimension in card.dimensions for each in dimension.indicators]
    marked = [(each.id, each.self_score) for each in results if each.self_score is not None]
    own = {(marks.title, marks.evidence): (id, marks) for id, marks in marked}
    sums = {place: id for id, marks in marked if marks.by is Beside.SUM for place in marks.evidence}
    others = {(each.row.title, each.row.evidence): each.why.value for each in card.unplaced}
    for number, each in enumerate(sheet.self_sheets, 1):
        for row in each.rows:
            key = (row.title, row.evidence)
            indicator, marks = own.get(key, (None, None))
            found = others.get(key, "repeated") if marks is None else marks.by.value
            if marks is None and row.evidence and row.evidence[0] in sums:
                indicator, found = sums[row.evidence[0]], Beside.SUM.value
            yield (number, indicator, found, *_self_score(row, marks))


def _self_score(row: SelfScore, marks: SelfMarks | None) -> Row:
    ends = (None, None) if marks is None else (marks.low, marks.high)
    return (
        _json(row.levels),
        _text(row.title),
        float(row.awarded),
        str(row.awarded),
        None if row.full is None else float(row.full),
        None if row.full is None else str(row.full),
        _text(row.reason),
        *(None if end is None else float(end) for end in ends),
        _evidence(row.evidence),
    )


def _fact(fact: Fact) -> Row:
    chosen = fact.candidates[0] if fact.candidates and fact.basis is not Basis.SUPPLIED else None
    return (
        fact.id,
        _text(fact.title),
        fact.unit.value,
        _number(fact.value),
        _exact(fact.value),
        plain(fact.step),
        int(chosen is not None and chosen.approximate),
        fact.basis.value,
        _evidence(fact.evidence),
    )


def _judgement(each: Judgement) -> Row:
    return (
        each.address,
        None if each.marks is None else float(each.marks),
        None if each.marks is None else plain(each.marks),
        None if each.count is None else _whole(each.count),
        _text(each.reason),
        _text(each.by),
        each.at.isoformat(),
    )


# ---------------------------------------------------------------- single values


def _marks(*marks: Decimal) -> tuple[float, ...]:
    return tuple(map(float, marks))


def _title(title: Title) -> tuple[str, str]:
    return _text(title.zh), _text(title.en)


def _both(message: Message) -> tuple[str, str]:
    return _text(message.text(Lang.ZH)), _text(message.text(Lang.EN))


def _number(value: FactValue) -> float | None:
    return None if isinstance(value, str) else float(value)


def _exact(value: FactValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(value) if isinstance(value, Decimal) else _text(value)


def value_of(exact: str, unit: Unit) -> FactValue:
    """Return the value that was recorded as `exact`."""
    if unit is Unit.YES_NO:
        return exact == "true"
    return exact if unit is Unit.TEXT else Decimal(exact)


def _evidence(evidence: Sequence[Evidence]) -> str:
    return _json([_place(each) for each in evidence]) if evidence else "[]"


def _place(evidence: Evidence) -> dict[str, Any]:
    """Return where something stands, without what is not said of it."""
    found = ((name, getattr(evidence, name)) for name in _PLACE)
    return {name: value for name, value in found if name in _EVERYWHERE or (value is not None and value)}


def _whole(number: int) -> int:
    """Return `number` as SQLite can hold it: no year and no count comes near its bounds."""
    return max(-(2**63), min(number, 2**63 - 1))


def _json(value: Any) -> str:
    return _text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _text(text: str) -> str:
    """Return `text` as SQLite can hold it: halves of characters, as in names that are not UTF-8, as escapes."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
