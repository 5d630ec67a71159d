"""Cases of public suites written as rubrics score as the suites say; their sources stand in each file."""

from pathlib import Path

import pytest

from evalkit.messages import Lang
from evalkit.offers import effective_file
from evalkit.registry import Registry
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.lint import lint_file
from evalkit.testing.running import failures_of, load_suite

HERE = Path(__file__).parent
FILES = sorted(path for path in HERE.glob("*.toml") if path.name != "facts.toml")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_suite_scores_the_same(path: Path, inputs: Registry) -> None:
    suite = load_suite(RubricFile(path.name, path.read_bytes(), path), inputs)
    found = [each for example in suite.examples for each in failures_of(example, suite.rubric, inputs)]
    assert suite.examples
    assert [each.text(Lang.ZH) for each in found] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_in_a_suite_is_doubted_but_that_no_report_states_its_inputs(
    path: Path, inputs: Registry
) -> None:
    suite = load_suite(RubricFile(path.name, path.read_bytes(), path), inputs)
    whole = effective_file(suite.file, inputs).file
    found = lint_file(suite.rubric, whole, inputs.measures, inputs.terms.catalogue.wordings)
    assert {each.code for each in found} <= {"never-found"}
