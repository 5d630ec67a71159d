"""Examples run: what failed, with what was expected and what came."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from evalkit.errors import Problem, RubricError
from evalkit.files import read_file, shown
from evalkit.frozen import frozen
from evalkit.journey import load, score_sheet
from evalkit.messages import Joined, Lang, Message, plain, say
from evalkit.registry import Registry
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.rubric import Rubric
from evalkit.scoring.scorecard import IndicatorResult, Scorecard
from evalkit.testing.examples import Example, load_examples

BESIDE = ".examples.toml"
"""How the name of a file of examples ends that stands beside its rubric."""


@frozen
class Suite:
    """A rubric that loads, its file, and its examples."""

    file: RubricFile
    rubric: Rubric
    examples: tuple[Example, ...]


def load_suite(file: RubricFile, registry: Registry) -> Suite:
    """Return the rubric in `file` with its examples, those in the file beside it included.

    Raises RubricError or TomlError with every problem of the one, or else of the other.
    """
    rubric = load(file, registry)
    definitions = rubric.definitions_among(registry.terms.catalogue.definitions)
    return Suite(file, rubric, load_examples([file, *_beside(file)], rubric, definitions))


def _beside(file: RubricFile) -> Iterator[RubricFile]:
    path = file.path or Path(file.name)
    other = path.with_name(path.stem + BESIDE)
    if path.suffix == ".toml" and other.is_file():
        yield RubricFile(shown(other), read_file(other, RubricError))


def scored(example: Example, rubric: Rubric, registry: Registry) -> Scorecard:
    """Return the scorecard of an example."""
    judgements = example.judgements if example.judgements.entries else None
    return score_sheet(example.sheet, rubric, registry, judgements=judgements)


def failures_of(example: Example, rubric: Rubric, registry: Registry) -> tuple[Problem, ...]:
    """Return what came out otherwise than the example expects, each at the line that expects it."""
    card = scored(example, rubric, registry)
    got = marks_of(card)
    found = [
        _problem(example, each.line, _differs(each.address, each.marks, got[each.address]))
        for each in example.expected
        if each.address in got and not _agrees(got[each.address], each.marks)
    ]
    found += [
        _problem(example, each.line, say("{id}没有结果", "{id} has no result", id=each.address))
        for each in example.expected
        if each.address not in got
    ]
    if example.grade is not None:
        found += _of_grade(example, card, *example.grade)
    reasons = list(_reasons(card))
    texts = "；".join(reasons)
    for text, line in example.reasons:
        if not any(text in reason for reason in reasons):
            message = say(
                "预期理由“{text}”，实际：{got}",
                "expected the reason “{text}”, got: {got}",
                text=text,
                got=texts or say("没有扣分", "no deduction"),
            )
            found.append(_problem(example, line, message))
    return tuple(found)


def _of_grade(example: Example, card: Scorecard, grade: str, line: int) -> Iterator[Problem]:
    if card.grade is None or card.grade.zh != grade:
        got = Joined(tuple(each.zh for each in card.possible_grades))
        message = say(
            "预期等级“{grade}”，实际：{got}", "expected the grade {grade}, got: {got}", grade=grade, got=got
        )
        yield _problem(example, line, message)


def marks_of(card: Scorecard) -> Mapping[str, tuple[Decimal, Decimal]]:
    """Return the interval of marks of everything that an example may name."""
    found = {"total": (card.low, card.high), "low": (card.low, card.low), "high": (card.high, card.high)}
    for result in (each for dimension in card.dimensions for each in dimension.indicators):
        found |= dict(_tree(result, ""))
    return found | {each.id: (each.low, each.high) for each in card.adjustments}


def _tree(result: IndicatorResult, above: str) -> Iterator[tuple[str, tuple[Decimal, Decimal]]]:
    address = f"{above}{result.id}"
    yield address, (result.low, result.high)
    for part in result.parts:
        yield from _tree(part, f"{address}.")


def _agrees(got: tuple[Decimal, Decimal], expected: Decimal) -> bool:
    return got == (expected, expected)


def _differs(address: str, expected: Decimal, got: tuple[Decimal, Decimal]) -> Message:
    low, high = got
    came = plain(low) if low == high else f"{plain(low)}–{plain(high)}"
    return say(
        "{address} 预期 {expected} 分，实际 {got} 分",
        "{address}: expected {expected} marks, got {got}",
        address=address,
        expected=expected,
        got=came,
    )


def _reasons(card: Scorecard) -> Iterator[str]:
    for dimension in card.dimensions:
        for result in dimension.indicators:
            yield from (each.reason.text(Lang.ZH) for each in result.deductions)
    yield from (each.reason.text(Lang.ZH) for each in card.adjustments)


def _problem(example: Example, line: int, message: Message) -> Problem:
    return Problem(message, example.where, line, None, example.title, code="example")
