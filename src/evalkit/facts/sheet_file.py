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
    note = "据决算批复更正"        # optional, as are by and at: why, by whom and when it was written

or JSON, as ``evalkit facts --format json`` writes it: with its evidence, its admissions, and the
findings that cannot be worked out again. An id that stands twice is a report that says
two things: the better supported one is chosen, and a finding says so. ``source`` and tables named
``finding``, ``harmless`` and ``doubtful`` are an annotator's own notes and are not read.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate
from pathlib import PurePath
from typing import Any, Protocol

from attrs import define, evolve, field

from evalkit.documents.document import Document, Evidence, Span
from evalkit.errors import FactsError, Problem
from evalkit.facts.fact import (
    Basis,
    Candidate,
    Fact,
    FactDefinition,
    FactSheet,
    FactValue,
    Finding,
    FindingKind,
)
from evalkit.facts.other_files import refuse_other_files
from evalkit.facts.reconciliation import contradictions, reconcile
from evalkit.facts.relations import Relation
from evalkit.facts.self_findings import self_findings
from evalkit.facts.self_sheet import SelfSheet
from evalkit.facts.sheet_json import parse_json
from evalkit.facts.sheet_toml import facts_toml
from evalkit.facts.sheet_values import read_step, read_value
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import say
from evalkit.problems import in_file_order, nearest, problem
from evalkit.structuring import attempt, keys_of
from evalkit.toml import TomlFile, parse
from evalkit.toml_places import Path
from evalkit.wrong import Wrong

__all__ = ["Vocabulary", "facts_toml", "identity", "load_facts", "supplied"]


class Vocabulary(Protocol):
    """What a facts file is checked against; a Catalogue is one."""

    @property
    def definitions(self) -> Mapping[str, FactDefinition]:
        """Return the facts that there are, by id."""

    @property
    def relations(self) -> Sequence[Relation]:
        """Return what the facts have to do with each other."""


_SUGGESTIONS = 100
"""How many problems of a file may be told with a suggestion: looking for one takes time."""


@frozen
class _File:
    report: dict[str, Any] = field(factory=dict)
    fact: list[Any] = field(factory=list)
    source: str = ""
    finding: Any = None
    harmless: Any = None
    doubtful: Any = None


@frozen
class _JsonFile:
    report: dict[str, Any] = field(factory=dict)
    facts: list[Any] = field(factory=list)
    findings: list[Any] = field(factory=list)
    admissions: tuple[Evidence, ...] = ()
    plans: tuple[Evidence, ...] = ()
    self_sheets: tuple[SelfSheet, ...] = ()


@frozen
class _JsonFinding:
    kind: FindingKind
    message: str
    facts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


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
    note: str = ""
    by: str = ""
    at: date | datetime | str | None = None


@frozen
class _JsonFact(_Fact):
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
    findings: tuple[Finding, ...] = ()
    told: _JsonFile = _JsonFile()


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
        id: _fact(catalogue.definitions[id], chosen, candidates[id])
        for id, chosen in reconciled.chosen.items()
    }
    return FactSheet(
        department=contents.department,
        year=contents.year,
        facts=facts,
        findings=(
            *reconciled.findings,
            *self_findings(contents.told.self_sheets, facts),
            *_not_yet(contents.findings, reconciled.findings),
        ),
        admissions=contents.told.admissions,
        plans=contents.told.plans,
        self_sheets=contents.told.self_sheets,
        documents=(contents.document,),
        sha256=contents.document.sha256,
    )


def identity(data: bytes, name: str) -> FactSheet:
    """Return whose report a facts file is and of which year, without its facts.

    Raises FactsError or TomlError for what is wrong with that part of it.
    """
    desk = _desk(data, name)
    report = desk.table(_Report, ("report",)) if "report" in desk.file.data else _Report()
    if desk.problems:
        raise FactsError(in_file_order(desk.problems))
    return FactSheet(report.department, report.year, {})


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
        if (first := next(each for each in contents.rows if each.definition.id == row.definition.id))
        is not row
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


def _not_yet(told: Iterable[Finding], found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those of `told` that are not among `found`."""
    known = {(finding.kind, frozenset(finding.facts)) for finding in found if finding.facts}
    return tuple(finding for finding in told if (finding.kind, frozenset(finding.facts)) not in known)


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
    desk = _desk(data, name)
    file, as_json = desk.file, desk.lenient
    top = desk.table(_JsonFile if as_json else _File, ())
    report = desk.table(_Report, ("report",)) if top and "report" in file.data else _Report()
    key, kind = ("facts", _JsonFact) if as_json else ("fact", _Fact)
    rows: list[_Row] = []
    for index in range(len(file.data.get(key, []) if top else [])):
        table = desk.table(kind, (key, index))
        if table is not None:
            with desk.noting((key, index)):
                rows.append(_row(table, (key, index), desk, catalogue))
    told = top if isinstance(top, _JsonFile) else _JsonFile()
    findings = [desk.table(_JsonFinding, ("findings", index)) for index in range(len(told.findings))]
    if desk.problems:
        raise FactsError(in_file_order(desk.problems))
    lasting = (FindingKind.CONFLICT, FindingKind.MALFORMED)
    kept = tuple(_finding(each) for each in findings if each.kind in lasting)
    return _Contents(file, desk.document, report.department, report.year, tuple(rows), kept, told)


def _desk(data: bytes, name: str) -> "_Desk":
    """Return the desk for the facts file `data`; JSON is read leniently."""
    as_json = data.lstrip()[:1] == b"{"
    file = parse_json(data, name) if as_json else parse(data, name)
    if not as_json:
        refuse_other_files(file)
    document = Document(PurePath(name).name, file.text, hashlib.sha256(data).hexdigest(), blocks=())
    return _Desk(file, document, lenient=as_json)


def _finding(table: _JsonFinding) -> Finding:
    return Finding(table.kind, table.facts, say("{words}", "{words}", words=table.message), table.evidence)


@define
class _Desk:
    """Reads one table after the other and keeps what is wrong; `lenient` passes over unknown keys."""

    file: TomlFile
    document: Document
    lenient: bool
    problems: list[Problem] = field(init=False, factory=list)
    line_starts: tuple[int, ...] = field(init=False)

    @line_starts.default
    def _find_line_starts(self) -> tuple[int, ...]:
        return tuple(accumulate((len(line) + 1 for line in self.file.text.split("\n")), initial=0))

    def table(self, cls: type[Any], path: Path) -> Any:
        """Return the table at `path` as a `cls`, or None when something is wrong with it."""
        table: Any = self.file.data
        for step in path:
            table = table[step]
        keys = None
        if self.lenient and isinstance(table, dict):
            keys = {key: table[key] for key in keys_of(cls) if key in table}
        value, found = attempt(self.file, cls, path, keys=keys)
        self.problems += found
        return value

    @contextmanager
    def noting(self, path: Path) -> Iterator[None]:
        """Keep what is found wrong with the table at `path` and go on."""
        try:
            yield
        except Wrong as wrong:
            self.problems.append(problem(self.file, (*path, *wrong.path), wrong.message, wrong.allowed))


def _row(table: _Fact, path: Path, desk: _Desk, catalogue: Vocabulary) -> _Row:
    definition = catalogue.definitions.get(table.id)
    if definition is None:
        near = nearest(table.id, catalogue.definitions) if len(desk.problems) < _SUGGESTIONS else None
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
    if isinstance(table, _JsonFact) and table.step is not None:
        step = read_step(table.step)
    if (table.basis or _usual_basis(definition)) is Basis.STATEMENT:
        step = Decimal(0)
    told = table.evidence if isinstance(table, _JsonFact) else ()
    evidence = told or (_place(table, path, desk),)
    return _Row(definition, value, step, table.basis, evidence, path)


def _place(table: _Fact, path: Path, desk: _Desk) -> Evidence:
    """Return where the fact's quote stands in the file, or its value when it quotes nothing."""
    key = "quote" if table.quote else "value"
    source = desk.file.source((*path, key))
    position = desk.file.position((*path, key))
    start = desk.line_starts[position.line - 1] + position.column - 1
    inner = source[1:-1] if source[:1] in "\"'" and source[1:-1] == str(getattr(table, key)) else source
    start += source.index(inner)
    return desk.document.evidence(Span(start, start + len(inner)))
