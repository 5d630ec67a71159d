"""Mutants of a rubric: each threshold and mark shifted by its printed precision, each bound turned.

The formulas of its own measures are changed too: each number, sign and function, and operands swapped.
A mutant that all examples pass is a number that nothing proves. One that does not load any more is
found by loading, and so does not survive.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from attrs import evolve

from evalkit.errors import InputError, Problem
from evalkit.frozen import frozen
from evalkit.journey import load
from evalkit.messages import Message, plain, say
from evalkit.problems import problem
from evalkit.quoting import quoted
from evalkit.registry import Registry
from evalkit.structuring import NUMBER_PATTERN
from evalkit.testing.formula_mutants import changes
from evalkit.testing.running import Suite, failures_of
from evalkit.toml import Position, TomlFile, parse
from evalkit.toml_places import Path

_TABLES = ("dimension", "adjustment", "grade")
_WORDS = ("id", "title", "title_en", "clause", "group", "passages", "admitted_by", "measure", "any")
"""Keys whose texts are no numbers, even where they look like one."""

_TURNED = {"below": "to", "to": "below", "from": "above", "above": "from"}
_NUMBER = re.compile(NUMBER_PATTERN)


@frozen
class Mutant:
    """One change of a rubric's text: from `start` to `end` there now stands `text`.

    `within` is how far behind the beginning of the value at `path` the change lies.
    """

    path: Path
    start: int
    end: int
    text: str
    said: Message
    within: int = 0

    def applied(self, text: str) -> str:
        """Return `text` with the change."""
        return text[: self.start] + self.text + text[self.end :]


def mutants(file: TomlFile) -> Iterator[Mutant]:
    """Yield every mutant of a rubric file, in the order of the file."""
    starts = [0, *(match.end() for match in re.finditer("\n", file.text))]
    for path in file.paths():
        if path[:1] and path[0] in _TABLES and not set(path).intersection(_WORDS):
            yield from _shifted(file, path, starts)
            yield from _turned(file, path, starts)
        elif len(path) == 3 and path[::2] == ("measure", "formula"):
            yield from _of_formula(file, path, starts)


def survivors(suite: Suite, registry: Registry) -> tuple[tuple[Problem, ...], int]:
    """Return the mutants that every example passes, each with its place, and how many were tried."""
    file = parse(suite.file.data, suite.file.name)
    found, tried = [], 0
    for mutant in mutants(file):
        tried += 1
        if not _killed(mutant.applied(file.text), suite, registry):
            place = problem(file, mutant.path, mutant.said)
            found.append(evolve(place, column=(place.column or 0) + mutant.within, code="mutant"))
    return tuple(found), tried


def _killed(text: str, suite: Suite, registry: Registry) -> bool:
    try:
        rubric = load(evolve(suite.file, data=text.encode()), registry)
    except InputError:
        return True
    return any(failures_of(example, rubric, registry) for example in suite.examples)


def _shifted(file: TomlFile, path: Path, starts: list[int]) -> Iterator[Mutant]:
    value: Any = file.data
    for step in path:
        value = value[step]
    source = file.source(path)
    if isinstance(value, (bool, dict, list)):
        return
    quote = source[:1] if source[:1] in "\"'" else ""
    match = _NUMBER.fullmatch(source.strip(quote) if quote else source)
    if match is None or not isinstance(value, (int, Decimal, str)):
        return
    number = Decimal(match[1])
    start = _offset(file.position(path), starts)
    grain = Decimal(1).scaleb(int(number.as_tuple().exponent))
    for other in (number - grain, number + grain):
        if path[0] == "grade" and other < 0:
            continue  # no total is below 0
        text = f"{quote}{other}{match[2]}{quote}"
        said = say(
            "改为 {other}，全部示例仍然通过",
            "changed to {other}, and every example still passes",
            other=f"{plain(other)}{match[2]}",
        )
        yield Mutant(path, start, start + len(source), text, said)


def _of_formula(file: TomlFile, path: Path, starts: list[int]) -> Iterator[Mutant]:
    formula = file.data["measure"][path[1]]["formula"]
    source = file.source(path)
    if not isinstance(formula, str):
        return
    start = _offset(file.position(path), starts)
    # In a string with escapes or of several lines, places of the formula are not places of the file.
    as_written = source[1:-1] == formula
    for change in changes(formula):
        said = say(
            "公式第 {at} 个字符处：{change}，全部示例仍然通过",
            "at character {at} of the formula: {change}, and every example still passes",
            at=change.at + 1,
            change=change.said,
        )
        within = change.at + 1 if as_written else 0
        yield Mutant(path, start, start + len(source), quoted(change.text), said, within)


def _turned(file: TomlFile, path: Path, starts: list[int]) -> Iterator[Mutant]:
    key = path[-1]
    if not isinstance(key, str) or key not in _TURNED or path[0] != "dimension":
        return
    start = _offset(file.key_position(path), starts)
    if not file.text.startswith(key, start):
        return
    other = _TURNED[key]
    said = say(
        "{key} 改为 {other}（界限本身归另一边），全部示例仍然通过",
        "{key} turned into {other} (the very bound on the other side), and every example still passes",
        key=key,
        other=other,
    )
    yield Mutant(path, start, start + len(key), other, said)


def _offset(position: Position, starts: list[int]) -> int:
    return starts[position.line - 1] + position.column - 1
