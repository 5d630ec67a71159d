"""Problems of files for other programs: JSON, SARIF 2.1.0 for code scanning, JUnit XML for CI."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from evalkit import __version__
from evalkit.errors import Problem
from evalkit.frozen import frozen
from evalkit.messages import Lang, Message
from evalkit.rendering.junit_xml import Case, Complaint, Suite, junit_xml
from evalkit.rendering.sarif_log import at, rule, sarif_log, told

FORMATS = ("json", "sarif", "junit")
"""What `problems_as` can write."""

Checks = Mapping[str, Message]
"""The codes of all checks, each with what it is about."""


@frozen
class Checked:
    """One file that was checked, by the name that the user gave it, and what is wrong with it."""

    name: str
    problems: tuple[Problem, ...]


def problems_as(format: str, files: Sequence[Checked], checks: Checks, lang: Lang) -> str:
    """Return `files` in one of FORMATS; every problem has the code of one of `checks`."""
    writer = {"json": _json, "sarif": _sarif, "junit": _junit}[format]
    return writer(files, checks, lang)


def _dumped(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


# ---------------------------------------------------------------- JSON


def _json(files: Sequence[Checked], checks: Checks, lang: Lang) -> str:
    return _dumped(
        {
            "evalkit": __version__,
            "files": [
                {"file": file.name, "problems": [_entry(problem, lang) for problem in file.problems]}
                for file in files
            ],
        }
    )


def _entry(problem: Problem, lang: Lang) -> dict[str, Any]:
    return {
        "code": problem.code,
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "message": problem.message.text(lang),
        "allowed": None if problem.allowed is None else problem.allowed.text(lang),
    }


# ---------------------------------------------------------------- SARIF


def _sarif(files: Sequence[Checked], checks: Checks, lang: Lang) -> str:
    rules = [rule(code, about.text(lang)) for code, about in checks.items()]
    return sarif_log(
        rules, [_result(file, problem, lang) for file in files for problem in file.problems], lang
    )


def _result(file: Checked, problem: Problem, lang: Lang) -> dict[str, Any]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    known = {key: value for key, value in region.items() if value is not None}
    location = at(file.name, known if problem.line is not None else None)
    if problem.path:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.path}]
    return {
        "ruleId": problem.code,
        "level": "error",
        "message": told(_what(problem, lang)),
        "locations": [location],
    }


def _what(problem: Problem, lang: Lang) -> str:
    """Return what is wrong and what was allowed, without the place."""
    return Problem(problem.message, allowed=problem.allowed).text(lang)


# ---------------------------------------------------------------- JUnit


def _junit(files: Sequence[Checked], checks: Checks, lang: Lang) -> str:
    """Return a test suite a file and a test case a check; a check that found something has failed."""
    return junit_xml(
        [
            Suite(file.name, tuple(_case(file, code, about, lang) for code, about in checks.items()))
            for file in files
        ]
    )


def _case(file: Checked, code: str, about: Message, lang: Lang) -> Case:
    found = [problem for problem in file.problems if problem.code == code]
    name = f"{code}: {about.text(lang)}"
    if not found:
        return Case(file.name, name)
    lines = tuple(problem.text(lang) for problem in found)
    return Case(file.name, name, Complaint("failure", code, _what(found[0], lang), lines))
