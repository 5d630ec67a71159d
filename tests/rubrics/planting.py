"""How faults are planted into copies of the shipped rubrics, and what is said of them."""

from pathlib import Path

from attrs import frozen

from evalkit.errors import InputError, Problem
from evalkit.journey import load
from evalkit.messages import Lang
from evalkit.offers import effective_file
from evalkit.registry import Registry
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.lint import lint_file

RUBRICS = Path(__file__).parents[2] / "rubrics"


@frozen
class Planted:
    """One fault: in a copy of `rubric`, `new` stands for `old`, which is there once.

    `at` is the piece of `new` whose line is reported, in words that have `says` in them. `follows`
    are pieces at whose ends stand other lines that are reported because of it.
    """

    rubric: str
    old: str
    new: str
    at: str
    says: str
    follows: tuple[str, ...] = ()


def once(text: str, old: str, new: str) -> str:
    """Return `text` with `new` in the one place of `old`."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def line(text: str, at: int) -> int:
    """Return the line of the offset `at`."""
    return text.count("\n", 0, at) + 1


def found(path: Path, registry: Registry) -> tuple[Problem, ...]:
    """Return what ``evalkit rubric lint`` reports."""
    file = RubricFile(path.name, path.read_bytes(), path)
    try:
        rubric = load(file, registry)
    except InputError as error:
        return error.problems
    whole = effective_file(file, registry).file
    return lint_file(rubric, whole, registry.measures, registry.terms.catalogue.wordings)


def assert_reported(fault: Planted, folder: Path, registry: Registry) -> None:
    """Check that a copy with `fault` is reported at its line, and nowhere else than what follows from it."""
    clean = (RUBRICS / fault.rubric).read_text("utf-8")
    text = once(clean, fault.old, fault.new)
    copy = folder / "copy.toml"
    copy.write_text(text, "utf-8", newline="")
    planted = line(text, clean.index(fault.old) + fault.new.index(fault.at))
    follows = {line(text, text.index(piece) + len(piece)) for piece in fault.follows}
    # That a clause says what is no longer so is a doubt beside the fault itself.
    problems = [
        each for each in found(copy, registry) if each.code != "clause" or fault.says in each.text(Lang.ZH)
    ]
    said = {problem.text(Lang.ZH).split(":")[1]: problem.text(Lang.ZH) for problem in problems}
    assert set(said) == {str(each) for each in {planted, *follows}}
    assert len(said) == len(problems)
    assert fault.says in said[str(planted)]
