"""Examples of a rubric: facts in, marks and reasons out.

They stand in the rubric itself, or beside it in ``NAME.examples.toml``::

    [[example]]
    title = "预算内支出得满分"
    facts = { three_public_actual = "85.00万元", three_public_budget = "100.00万元" }
    judgements = { publicity = 3 }
    expect = { three_public_control = 10, low = 10, reasons = [] }

A fact is written as in a facts file, its unit behind the number or in a table of its own
(``{ value = "85.00", unit = "万元", basis = "claim" }``). ``expect`` names ``total`` (both ends of the
interval), ``low``, ``high``, the ``grade``, or an indicator, a part (``"INDICATOR.PART"``) or an adjustment with its
marks; a text of ``reasons`` must stand in the reason of a deduction.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from itertools import accumulate
from typing import Any

from attrs import define, field

from evalkit.documents.document import Document, Span
from evalkit.errors import Problem, RubricError
from evalkit.facts.fact import Basis, Candidate, Fact, FactDefinition, FactSheet
from evalkit.facts.sheet_values import NOUNS, read_value
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Joined, say
from evalkit.problems import in_file_order, nearest, problem, short
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.rubric import Rubric
from evalkit.scoring.judgements import Judgement, Judgements
from evalkit.scoring.targets import Target, targets
from evalkit.structuring import attempt
from evalkit.toml import TomlFile, parse
from evalkit.toml_places import Path
from evalkit.wrong import Wrong, not_among, unlike

ENDS = ("total", "low", "high")
"""What of the whole an example may expect."""

_TEXTS = ("grade", "reasons")
"""What an example may expect besides marks."""

_WHEN = datetime(2000, 1, 1, tzinfo=UTC)
"""When an example's judgements were made, the same in every run."""


@frozen
class Expected:
    """What an example expects of one address: `marks`, and the line that says so."""

    address: str
    marks: Decimal
    line: int


@frozen
class Example:
    """One example: what a report says, what an evaluator decides, and what is expected of both.

    `reasons` are texts that deductions must give, each with its line; `grade` is the title of the
    expected grade and its line, None where the example says nothing of it.
    """

    title: str
    where: str
    line: int
    sheet: FactSheet
    judgements: Judgements
    expected: tuple[Expected, ...]
    reasons: tuple[tuple[str, int], ...]
    grade: tuple[str, int] | None = None


@frozen
class _FactTable:
    value: Decimal | bool | str
    unit: str = ""
    basis: Basis | None = None


@frozen
class _JudgementTable:
    marks: Decimal | None = None
    count: int | None = None
    reason: str = ""


@frozen
class _ExampleTable:
    title: str
    facts: dict[str, _FactTable | Decimal | bool | str] = field(factory=dict)
    judgements: dict[str, _JudgementTable | Decimal] = field(factory=dict)
    expect: dict[str, Decimal | str | tuple[str, ...]] = field(factory=dict)


def load_examples(
    files: Collection[RubricFile], rubric: Rubric, definitions: Mapping[str, FactDefinition]
) -> tuple[Example, ...]:
    """Return the examples of `rubric` in `files`, in their order.

    Raises TomlError, or RubricError with everything that is wrong with any of them.
    """
    loaders = [_Loader(parse(file.data, file.name), file.data, rubric, definitions) for file in files]
    found = [example for loader in loaders for example in loader.examples()]
    problems = [each for loader in loaders for each in in_file_order(loader.problems)]
    if problems:
        raise RubricError(problems)
    return tuple(found)


@define
class _Loader:
    """A walk over the examples of one file that goes on after each problem."""

    file: TomlFile
    data: bytes
    rubric: Rubric
    definitions: Mapping[str, FactDefinition]
    problems: list[Problem] = field(factory=list)
    document: Document = field(init=False)
    judged: Mapping[str, Target] = field(init=False)
    line_starts: tuple[int, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        digest = hashlib.sha256(self.data).hexdigest()
        self.document = Document(self.file.name, self.file.text, digest, blocks=())
        self.judged = targets(self.rubric)
        lengths = (len(line) + 1 for line in self.file.text.split("\n"))
        self.line_starts = tuple(accumulate(lengths, initial=0))

    def examples(self) -> Iterator[Example]:
        """Yield each example that can be run; what is wrong with the others goes to `problems`."""
        tables = self.file.data.get("example", [])
        if not isinstance(tables, list):
            self._wrong(("example",), unlike(tables, list))
            return
        for index in range(len(tables)):
            path: Path = ("example", index)
            table, problems = attempt(self.file, _ExampleTable, path)
            self.problems += problems
            if table is not None:
                yield self._example(table, path)

    def _example(self, table: _ExampleTable, path: Path) -> Example:
        line = self.file.position(path).line
        return Example(
            title=table.title,
            where=self.file.name,
            line=line,
            sheet=FactSheet(None, None, dict(self._facts(table, path)), sha256=self.document.sha256),
            judgements=Judgements(dict(self._judgements(table, path)), self.document.sha256),
            expected=tuple(self._expected(table, path)),
            reasons=tuple(self._reasons(table, path)),
            grade=self._grade(table, path),
        )

    # -------------------------------------------------------- facts and judgements

    def _facts(self, table: _ExampleTable, path: Path) -> Iterator[tuple[str, Fact]]:
        for id, written in table.facts.items():
            place: Path = (*path, "facts", id)
            definition = self.definitions.get(id)
            if definition is None:
                self._unknown(place, id, self.definitions)
                continue
            fact = written if isinstance(written, _FactTable) else _FactTable(written)
            try:
                yield id, self._fact(fact, definition, place)
            except Wrong as wrong:
                self._wrong(place, wrong)

    def _fact(self, table: _FactTable, definition: FactDefinition, place: Path) -> Fact:
        number, noun = _split(table, definition.unit)
        value, step = read_value(number, noun, definition)
        usual = Basis.STATEMENT if definition.unit is Unit.YES_NO else Basis.FIGURE
        basis = table.basis or usual
        position, source = self.file.position(place), self.file.source(place)
        start = self.line_starts[position.line - 1] + position.column - 1
        evidence = self.document.evidence(Span(start, start + len(source)))
        step = Decimal(0) if basis is Basis.STATEMENT else step
        return Fact(
            id=definition.id,
            title=definition.title,
            unit=definition.unit,
            value=value,
            basis=basis,
            evidence=() if basis is Basis.SUPPLIED else (evidence,),
            step=step,
            candidates=(Candidate(value, basis, evidence, step=step),),
        )

    def _judgements(self, table: _ExampleTable, path: Path) -> Iterator[tuple[str, Judgement]]:
        for address, written in table.judgements.items():
            place: Path = (*path, "judgements", address)
            target = self.judged.get(address)
            if target is None:
                self._unknown(place, address, self.judged)
                continue
            made = written if isinstance(written, _JudgementTable) else _JudgementTable(written)
            if made.marks is not None and not target.allows(made.marks):
                message = say("分数不在范围之内", "the marks are out of range")
                self.problems.append(problem(self.file, place, message, target.choices()))
            yield (
                address,
                Judgement(
                    address,
                    made.marks,
                    made.count,
                    made.reason or table.title,
                    "example",
                    _WHEN,
                ),
            )

    # -------------------------------------------------------- what is expected

    def _expected(self, table: _ExampleTable, path: Path) -> Iterator[Expected]:
        known = [*ENDS, *self.judged, *(each.id for each in self.rubric.adjustments), *_TEXTS]
        if not table.expect:
            message = say("没有写明预期什么", "nothing is expected")
            allowed = say("expect = {example}", "expect = {example}", example="{ total = 90 }")
            self.problems.append(problem(self.file, path, message, allowed))
        for address, marks in table.expect.items():
            place: Path = (*path, "expect", address)
            if address not in known:
                self._unknown(place, address, known)
            elif address not in _TEXTS and not isinstance(marks, Decimal):
                self._wrong(place, unlike(self._raw(place), Decimal))
            elif address not in _TEXTS and isinstance(marks, Decimal):
                yield Expected(address, marks, self.file.position(place).line)

    def _reasons(self, table: _ExampleTable, path: Path) -> Iterator[tuple[str, int]]:
        reasons = table.expect.get("reasons", ())
        place: Path = (*path, "expect", "reasons")
        if not isinstance(reasons, tuple):
            self._wrong(place, unlike(self._raw(place), list))
            return
        for index, text in enumerate(reasons):
            yield text, self.file.position((*place, index)).line

    def _grade(self, table: _ExampleTable, path: Path) -> tuple[str, int] | None:
        grade = table.expect.get("grade")
        place: Path = (*path, "expect", "grade")
        if grade is None:
            return None
        titles = [each.title.zh for each in self.rubric.grades]
        if not isinstance(grade, str):
            self._wrong(place, unlike(self._raw(place), str))
        elif grade not in titles:
            self._wrong(place, not_among(grade, titles))
        else:
            return grade, self.file.position(place).line
        return None

    def _raw(self, place: Path) -> Any:
        data: Any = self.file.data
        for step in place:
            data = data[step]
        return data

    def _wrong(self, place: Path, wrong: Wrong) -> None:
        inner = wrong.path if isinstance(self._raw(place), dict) else ()
        self.problems.append(problem(self.file, (*place, *inner), wrong.message, wrong.allowed))

    def _unknown(self, place: Path, id: str, known: Collection[str]) -> None:
        message = say(
            "不认识的编号“{id}”{near}", "unknown id {id}{near}", id=short(id), near=nearest(id, known) or ""
        )
        few = say("{known}", "{known}", known=Joined(tuple(known))) if len(known) <= 12 else None
        self.problems.append(problem(self.file, place, message, few, at_key=True))


def _split(table: _FactTable, unit: Unit) -> tuple[Decimal | bool | str, str]:
    """Return the number and the printed unit, which may stand behind it in one text: ``85.00万元``."""
    value = table.value
    if table.unit or not isinstance(value, str):
        return value, table.unit
    for noun in sorted(NOUNS.get(unit, ()), key=len, reverse=True):
        if value.endswith(noun):
            return value.removesuffix(noun).rstrip(), noun
    return value, ""
