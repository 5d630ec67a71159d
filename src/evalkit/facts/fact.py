"""Named values of a report, with what they rest on."""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from attrs import field

from evalkit.documents.document import Document, Evidence
from evalkit.facts.self_sheet import SelfSheet
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Message


class Basis(Enum):
    """What a fact rests on, the strongest first: the basis of a whole is its weakest part's."""

    FIGURE = "figure"
    SUPPLIED = "supplied"
    CLAIM = "claim"
    STATEMENT = "statement"

    @property
    def weakness(self) -> int:
        """Return 0 for the strongest basis and more for weaker ones."""
        return _WEAKNESS[self]


_WEAKNESS = {basis: place for place, basis in enumerate(Basis)}


def weakest(bases: "list[Basis] | tuple[Basis, ...]") -> Basis:
    """Return the weakest of `bases`; raises ValueError when there is none."""
    return max(bases, key=lambda basis: basis.weakness)


FactValue = Decimal | bool | str


@frozen
class Candidate:
    """One reading of a fact that the extraction considered.

    `score` orders the candidates of one fact (higher is better); `step` is the worth of one unit
    in the last printed place (a figure of 1,415 万元 has step 10,000 yuan), 0 when exact or not a
    number; `rejected` says what ruled the candidate out, None for one that could be chosen; an
    `outdone` one only by being said less plainly than another. A `firm` one is said so plainly that
    another value contradicts it. A `lacking` one, always rejected, counts what the fact's whole lacks:
    3 projects that were not completed. A `mending` one is a fault named where it is told how it will be mended:
    of equals, one that admits the fault is quoted. `notes` say what spoke for and against it, for ``evalkit facts --explain``.
    """

    value: FactValue
    basis: Basis
    evidence: Evidence
    score: int = 0
    step: Decimal = Decimal(0)
    approximate: bool = False
    rejected: Message | None = None
    notes: tuple[Message, ...] = ()
    firm: bool = True
    outdone: bool = False
    lacking: bool = False
    mending: bool = False


@frozen
class Fact:
    """A named value of the report, in the unit of its definition, with evidence.

    `evidence` is empty only for supplied facts; `step` is the printed precision, as in Candidate;
    `candidates` holds every reading that was considered, the chosen one first.
    """

    id: str
    title: str
    unit: Unit
    value: FactValue
    basis: Basis
    evidence: tuple[Evidence, ...] = ()
    step: Decimal = Decimal(0)
    candidates: tuple[Candidate, ...] = ()


class FindingKind(Enum):
    """How a report can speak against itself."""

    SUM = "sum"
    RATIO = "ratio"
    CONFLICT = "conflict"
    MALFORMED = "malformed"


@frozen
class Finding:
    """Something the report says against itself; `facts` are the ids it is about, maybe none."""

    kind: FindingKind
    facts: tuple[str, ...]
    message: Message
    evidence: tuple[Evidence, ...]


@frozen
class FactSheet:
    """All that was found in a report.

    `department` is None and `year` is None when the report does not say; `admissions` are the
    passages in which the report names its own problems (存在问题), `plans` the sentences that say what
    will be done about them (整改措施), `self_sheets` the sheets in which it scores itself row by row; `sha256` is the digest of the
    report (of its documents' digests, in order; of the file itself for a facts file); `supplied_sha256`
    is the digest of a facts file given with --facts, else None.
    """

    department: str | None
    year: int | None
    facts: Mapping[str, Fact]
    findings: tuple[Finding, ...] = ()
    admissions: tuple[Evidence, ...] = ()
    documents: tuple[Document, ...] = ()
    sha256: str = ""
    supplied_sha256: str | None = None
    plans: tuple[Evidence, ...] = ()
    self_sheets: tuple[SelfSheet, ...] = ()

    @property
    def notes(self) -> tuple[Message, ...]:
        """Return what of the documents was not read, and why."""
        return tuple(note for document in self.documents for note in document.notes)

    def get(self, id: str) -> Fact | None:
        """Return the fact `id`, or None when the report does not give it. Absent is never zero."""
        return self.facts.get(id)


@frozen
class FactDefinition:
    """What a fact means: its id never changes its meaning. How it is worded is in the catalogue."""

    id: str
    title: str
    unit: Unit
    owner: str = field(default="core")
