"""Facts in a file of their own: as the report itself, or as corrections that an evaluator supplies.

TOML, as a person writes it::

    [report]
    department = "某局"
    year = 2020

    [[fact]]
    id = "budget_initial"
    value = "8642.30"            # as printed, in the unit below; in yuan (1 = 100 %) without one
    unit = "万元"
    basis = "figure"             # figure | claim | statement | supplied
    quote = "年初预算8,642.30万元"  # optional

or JSON, as ``evalkit facts --format json`` writes it. An id that stands twice is a report that says
two things: the better supported one is chosen, and a finding says so. Tables named ``finding``,
``harmless`` and ``doubtful`` are an annotator's own notes and are not read.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any, Protocol

from attrs import evolve, field, frozen

from evalkit.documents.document import Document, Evidence, Span
from evalkit.errors import FactsError, Problem
from evalkit.facts.fact import Basis, Candidate, Fact, FactDefinition, FactSheet, FactValue
from evalkit.facts.reconciliation import contradictions, reconcile
from evalkit.facts.relations import Relation
from evalkit.facts.sheet_json import parse_json
from evalkit.facts.sheet_toml import facts_toml
from evalkit.facts.sheet_values import read_value
from evalkit.facts.unit import Unit
from evalkit.messages import say
from evalkit.problems import in_file_order, nearest, problem
from evalkit.structuring import attempt, keys_of
from evalkit.toml import Path, TomlFile, parse
from evalkit.wrong import Wrong

__all__ = ["Vocabulary", "facts_toml", "load_facts", "supplied"]


class Vocabulary(Protocol):
    """What a facts file is checked against; a Catalogue is one."""

    @property
    def definitions(self) -> Mapping[str, FactDefinition]:
        """Return the facts that there are, by id."""

    @property
    def relations(self) -> Sequence[Relation]:
        """Return what the facts have to do with each other."""


@frozen
class _File:
    report: dict[str, Any] = field(factory=dict)
    fact: list[Any] = field(factory=list)
    finding: Any = None
    harmless: Any = None
    doubtful: Any = None


@frozen
class _JsonFile:
    report: dict[str, Any] = field(factory=dict)
    facts: list[Any] = field(factory=list)


@frozen
class _Report:
    department: str | None = None
    year: int | None = None
    title: str | None = None


@frozen
class _Fact:
    id: str
    value: Decimal | bool | str
    unit: str = ""
    basis: Basis | None = None
    quote: str = ""
    step: Decimal | None = None
    evidence: tuple[Evidence, ...] = ()


@frozen
class _Row:
    """One fact of a file, checked."""

    definition: FactDefinition
    value: FactValue
    step: Decimal
    basis: Basis | None
    evidence: tuple[Evidence, ...]
    path: Path


@frozen
class _Contents:
    """A facts file, checked."""

    file: TomlFile
    document: Document
    department: str | None
    year: int | None
    rows: tuple[_Row, ...]


def load_facts(data: bytes, name: str, catalogue: Vocabulary) -> FactSheet:
    """Return the fact sheet of a report that is handed in as a facts file.

    Without a basis, a fact is a figure, a yes/no fact a statement. Evidence of a TOML file's facts
    points into that file. Raises FactsError or TomlError with every problem.
    """
    contents = _read(data, name, catalogue)
    candidates: dict[str, list[Candidate]] = {}
    for row in contents.rows:
        basis = row.basis or _usual_basis(row.definition)
        candidates.setdefault(row.definition.id, []).append(
            Candidate(row.value, basis, row.evidence[0], step=row.step)
        )
    reconciled = reconcile(candidates, catalogue.relations, catalogue.definitions)
    facts = {
        id: _fact(catalogue.definitions[id], chosen, candidates[id]) for id, chosen in reconciled.chosen.items()
    }
    return FactSheet(
        department=contents.department,
        year=contents.year,
        facts=facts,
        findings=reconciled.findings,
        documents=(contents.document,),
        sha256=contents.document.sha256,
    )


def supplied(sheet: FactSheet, data: bytes, name: str, catalogue: Vocabulary) -> FactSheet:
    """Return `sheet` with the facts of the file in place of its own, where they differ.

    A supplied fact has the basis `supplied` and no evidence; what was read in its place stays among
    its candidates. A fact that the file repeats as it was found stays as it was found. What a
    supplied value contradicts becomes a finding. Raises FactsError or TomlError with every problem.
    """
    contents = _read(data, name, catalogue)
    repeated = [
        _repeated(contents.file, row, first)
        for row in contents.rows
        if (first := next(each for each in contents.rows if each.definition.id == row.definition.id)) is not row
    ]
    if repeated:
        raise FactsError(repeated)
    facts = dict(sheet.facts)
    changed = set()
    for row in contents.rows:
        found = facts.get(row.definition.id)
        if found is not None and found.value == row.value:
            continue
        changed.add(row.definition.id)
        facts[row.definition.id] = Fact(
            id=row.definition.id,
            title=row.definition.title,
            unit=row.definition.unit,
            value=row.value,
            basis=Basis.SUPPLIED,
            step=row.step,
            candidates=() if found is None else found.candidates,
        )
    return evolve(
        sheet,
        department=sheet.department if contents.department is None else contents.department,
        year=sheet.year if contents.year is None else contents.year,
        facts=facts,
        findings=(
            *sheet.findings,
            *(
                finding
                for finding in contradictions(facts, catalogue.relations, catalogue.definitions)
                if changed.intersection(finding.facts)
            ),
        ),
        supplied_sha256=contents.document.sha256,
    )


def _usual_basis(definition: FactDefinition) -> Basis:
    return Basis.STATEMENT if definition.unit is Unit.YES_NO else Basis.FIGURE


def _fact(definition: FactDefinition, chosen: Candidate, candidates: Sequence[Candidate]) -> Fact:
    return Fact(
        id=definition.id,
        title=definition.title,
        unit=definition.unit,
        value=chosen.value,
        basis=chosen.basis,
        evidence=() if chosen.basis is Basis.SUPPLIED else (chosen.evidence,),
        step=chosen.step,
        candidates=(chosen, *(each for each in candidates if each is not chosen)),
    )


def _repeated(file: TomlFile, row: _Row, first: _Row) -> Problem:
    return problem(
        file,
        (*row.path, "id"),
        say(
            "事实“{id}”重复，第 {line} 行已经给出",
            "fact {id} is given twice, first on line {line}",
            id=row.definition.id,
            line=file.position(first.path).line,
        ),
    )


# ---------------------------------------------------------------- from bytes to checked rows


def _read(data: bytes, name: str, catalogue: Vocabulary) -> _Contents:
    as_json = data.lstrip()[:1] == b"{"
    file = parse_json(data, name) if as_json else parse(data, name)
    document = Document(name, file.text, hashlib.sha256(data).hexdigest(), blocks=())
    problems: list[Problem] = []
    top, found = _attempt(file, _JsonFile, (), as_json) if as_json else _attempt(file, _File, (), as_json)
    problems += found
    report, found = _attempt(file, _Report, ("report",), as_json) if top and "report" in file.data else (_Report(), ())
    problems += found
    key = "facts" if as_json else "fact"
    tables = file.data.get(key, []) if top else []
    rows: list[_Row] = []
    for index, _ in enumerate(tables):
        table, found = _attempt(file, _Fact, (key, index), as_json)
        problems += found
        if table is None:
            continue
        try:
            rows.append(_row(table, (key, index), file, document, catalogue))
        except Wrong as wrong:
            problems.append(problem(file, (key, index, *wrong.path), wrong.message, wrong.allowed))
    if problems or report is None:
        raise FactsError(in_file_order(problems))
    return _Contents(file, document, report.department, report.year, tuple(rows))


def _attempt(file: TomlFile, cls: type[Any], path: Path, lenient: bool) -> tuple[Any, Iterable[Problem]]:
    """Return a table as a `cls` with what is wrong; `lenient` leaves keys out that are not ours."""
    if not lenient:
        return attempt(file, cls, path)
    table: Any = file.data
    for step in path:
        table = table[step]
    if not isinstance(table, dict):
        return attempt(file, cls, path)
    return attempt(file, cls, path, keys={key: table[key] for key in keys_of(cls) if key in table})


def _row(table: _Fact, path: Path, file: TomlFile, document: Document, catalogue: Vocabulary) -> _Row:
    definition = catalogue.definitions.get(table.id)
    if definition is None:
        near = nearest(table.id, catalogue.definitions)
        raise Wrong(
            say("不认识的事实“{id}”{near}", "unknown fact {id}{near}", id=table.id, near=near or ""),
            say("evalkit facts 列出的事实", "the facts of the vocabulary"),
            ("id",),
        )
    if definition.unit is Unit.YES_NO and table.basis in (Basis.FIGURE, Basis.CLAIM):
        raise Wrong(
            say("是否类事实不能以数字为依据", "a yes/no fact cannot rest on a number"),
            say("statement、supplied", "statement, supplied"),
            ("basis",),
        )
    value, step = read_value(table.value, table.unit, definition)
    if table.step is not None:
        step = table.step
    if (table.basis or _usual_basis(definition)) is Basis.STATEMENT:
        step = Decimal(0)
    evidence = table.evidence or (_place(table, path, file, document),)
    return _Row(definition, value, step, table.basis, evidence, path)


def _place(table: _Fact, path: Path, file: TomlFile, document: Document) -> Evidence:
    """Return where the fact's quote stands in the file, or its value when it quotes nothing."""
    key = "quote" if table.quote else "value"
    source = file.source((*path, key))
    position = file.position((*path, key))
    starts = (0, *accumulate(len(line) for line in file.text.splitlines(keepends=True)))
    start = starts[position.line - 1] + position.column - 1
    inner = source[1:-1] if source[:1] in "\"'" and source[1:-1] == str(getattr(table, key)) else source
    start += source.index(inner)
    return document.evidence(Span(start, start + len(inner)))
