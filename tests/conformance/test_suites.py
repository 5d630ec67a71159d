"""Cases of public suites written as rubrics score as the suites say; their sources stand in each file."""

from pathlib import Path

import pytest

from evalkit.messages import Lang
from evalkit.offers import effective_file
from evalkit.registry import Registry, registry_of
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.lint import lint_file
from evalkit.testing.running import failures_of, load_suite

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.toml"))


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Return no plugins at all: each suite brings its facts and measures."""
    return registry_of({})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_suite_scores_the_same(path: Path, registry: Registry) -> None:
    suite = load_suite(RubricFile(path.name, path.read_bytes(), path), registry)
    found = [each for example in suite.examples for each in failures_of(example, suite.rubric, registry)]
    assert suite.examples
    assert [each.text(Lang.ZH) for each in found] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_in_a_suite_is_doubted(path: Path, registry: Registry) -> None:
    suite = load_suite(RubricFile(path.name, path.read_bytes(), path), registry)
    whole = effective_file(suite.file, registry).file
    found = lint_file(suite.rubric, whole, registry.measures, registry.terms.catalogue.wordings)
    assert [each.text(Lang.ZH) for each in found] == []
