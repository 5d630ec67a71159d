"""Documents become a fact sheet: every reading is kept, one is chosen, contradictions are found."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import evolve

from evalkit.collecting import uncollected
from evalkit.documents.document import Document
from evalkit.documents.passage import Passage, TablePassage, passages
from evalkit.facts.admissions import admissions
from evalkit.facts.candidates import Found, text_candidates
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.checks import check_candidates, line_checks
from evalkit.facts.continued import continued
from evalkit.facts.fact import Candidate, Fact, FactSheet
from evalkit.facts.identity import department_of, year_of
from evalkit.facts.nouns import MONEY
from evalkit.facts.own_names import Masking, masking
from evalkit.facts.plans import plans
from evalkit.facts.quantity import Quantity, scan
from evalkit.facts.reconciliation import malformed_findings, reconcile
from evalkit.facts.self_findings import self_findings
from evalkit.facts.self_scores import self_sheets
from evalkit.facts.statements import choice_candidates, statement_candidates
from evalkit.facts.table_units import unit_above
from evalkit.facts.table_words import Rows
from evalkit.facts.tables import table_candidates
from evalkit.facts.unit import Unit
from evalkit.messages import say
from evalkit.patterns import when_used

_ENDS = frozenset("。！？；!?;")
"""The signs one of which every cell with a sentence has: most tables and cells need no second look."""

_REMARKS = frozenset(("备注", "说明", "情况说明", "备注说明", "备注（说明）"))

_PARTS = when_used("[（(]?(?:其中|含|内含|包括|包含|另)")

_MUCH_PLAINER = 14
"""By how much one reading must be plainer than another to rule it out."""


@uncollected()
def extract(documents: Sequence[Document], catalogue: Catalogue) -> FactSheet:
    """Return all that `documents`, a report and its attachments, say about the facts of `catalogue`."""
    read = continued(passage for document in documents for passage in passages(document))
    running = [passage for passage in read if isinstance(passage, Passage)]
    year = year_of(running)
    department = department_of(running)
    candidates = _by_fact(_found(read, catalogue, year, masking(department, running)))
    names = [document.name for document in documents]
    reconciled = reconcile(candidates, catalogue.relations, catalogue.definitions, names)
    facts, sheets = _facts(reconciled.chosen, candidates, catalogue), self_sheets(read)
    return FactSheet(
        department=department,
        year=year,
        facts=facts,
        findings=(*reconciled.findings, *self_findings(sheets, facts), *malformed_findings(read)),
        admissions=tuple(each for passage in running for each in admissions(passage, catalogue)),
        plans=tuple(each for passage in running for each in plans(passage, catalogue)),
        documents=tuple(documents),
        sha256=_digest(documents),
        self_sheets=sheets,
    )


def _found(
    read: Sequence[Passage | TablePassage], catalogue: Catalogue, year: int | None, mask: Masking
) -> Iterator[Found]:
    told = [each for passage in read for each in _told(passage)]
    yield from text_candidates(told, catalogue, year, mask)
    yield from statement_candidates(told, catalogue, year)
    yield from line_checks(told, catalogue)
    yield from choice_candidates(told, catalogue)
    carried = ""
    rows = Rows(catalogue)
    for table in read:
        if not isinstance(table, TablePassage):
            carried = ""
        else:
            unit = unit_above(table)
            carried = unit if unit in MONEY else carried
            yield from table_candidates(table, rows, year, carried)
            yield from check_candidates(table, catalogue)


def _told(passage: Passage | TablePassage) -> Iterator[Passage]:
    """Yield what is running text: a passage, and in a table the cells that hold sentences or remarks."""
    if isinstance(passage, Passage):
        yield passage
        return
    remarks = set(_remarks(passage))
    if remarks or not _ENDS.isdisjoint(passage.text):
        for cell in passage.cells:
            if cell in remarks or _has_sentences(cell):
                yield cell


def _has_sentences(cell: Passage) -> bool:
    return not _ENDS.isdisjoint(cell.text) and (len(cell.sentences) > 1 or cell.text.endswith("。"))


def _remarks(table: TablePassage) -> Iterator[Passage]:
    """Yield the cells below a header 备注 that say in words what they count: 在编在岗 46 人, no parts of it."""
    columns: set[int] = set()
    for row in table.rows:
        figures: set[Decimal] | None = None
        for column, cell in enumerate(row):
            if cell is None:
                continue
            if cell.text in _REMARKS:
                columns.add(column)
            elif column in columns and not _PARTS.match(cell.text):
                counts = [each for each in scan(cell.text) if each.unit is Unit.COUNT]
                whole = _sum_of_parts(counts)
                if whole is not None and figures is None:
                    figures = {each.value for other in row if other is not None for each in scan(other.text)}
                if counts and (whole is None or figures is None or whole not in figures):
                    yield cell


def _sum_of_parts(counts: Sequence[Quantity]) -> Decimal | None:
    """Return the sum of several counts of one kind, of which a figure beside it may be the whole; else None.

    劳务派遣 12 人、临聘 5 人 beside 17.
    """
    alike = len(counts) > 1 and len({each.noun for each in counts}) == 1
    return sum((each.value for each in counts), Decimal(0)) if alike else None


def _by_fact(found: Iterable[Found]) -> dict[str, list[Candidate]]:
    candidates: dict[str, list[Candidate]] = {}
    for each in found:
        candidates.setdefault(each.fact, []).append(each.candidate)
    return {id: _plainest(readings) for id, readings in candidates.items()}


def _plainest(readings: list[Candidate]) -> list[Candidate]:
    """Return `readings`, where what is said much more plainly elsewhere, and otherwise, is ruled out.

    Among yes and no only the plainest kind of statement can be chosen.
    """
    open_ones = [each for each in readings if each.rejected is None]
    best = max(open_ones, key=lambda each: each.score, default=None)
    if best is None:
        return readings
    margin = 0 if isinstance(best.value, bool) else _MUCH_PLAINER
    weaker = say("另有更明确的表述", "something else says it more plainly")
    return [
        evolve(each, rejected=weaker, outdone=True)
        if each.rejected is None and each.value != best.value and each.score < best.score - margin
        else each
        for each in readings
    ]


def _facts(
    chosen: Mapping[str, Candidate], candidates: Mapping[str, Sequence[Candidate]], catalogue: Catalogue
) -> dict[str, Fact]:
    facts = {}
    for id, definition in catalogue.definitions.items():
        if id in chosen:
            best = chosen[id]
            facts[id] = Fact(
                id=id,
                title=definition.title,
                unit=Unit(definition.unit),
                value=best.value,
                basis=best.basis,
                evidence=(best.evidence,),
                step=best.step,
                candidates=(best, *(each for each in candidates[id] if each is not best)),
            )
    return facts


def _digest(documents: Sequence[Document]) -> str:
    """Return the digest of the report: of the one document, or of all documents' digests in order."""
    if len(documents) == 1:
        return documents[0].sha256
    return hashlib.sha256("\n".join(document.sha256 for document in documents).encode()).hexdigest()
