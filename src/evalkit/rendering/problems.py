"""Problems of files for other programs: JSON, SARIF 2.1.0 for code scanning, JUnit XML for CI."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from evalkit import __version__
from evalkit.errors import Problem
from evalkit.frozen import frozen
from evalkit.messages import Lang, Message
from evalkit.rendering.visible import visible

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
    rules = [{"id": code, "shortDescription": {"text": about.text(lang)}} for code, about in checks.items()]
    run = {
        "tool": {"driver": {"name": "evalkit", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(file, problem, lang) for file in files for problem in file.problems],
    }
    return _dumped(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [run],
        }
    )


def _result(file: Checked, problem: Problem, lang: Lang) -> dict[str, Any]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(file.name)}}
    if problem.line is not None:
        place["region"] = {key: value for key, value in region.items() if value is not None}
    location: dict[str, Any] = {"physicalLocation": place}
    if problem.path:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.path}]
    return {
        "ruleId": problem.code,
        "level": "error",
        "message": {"text": _what(problem, lang)},
        "locations": [location],
    }


def _uri(name: str) -> str:
    """Return the name of a file as a relative reference; what UTF-8 does not have is written as an escape."""
    return quote(name.replace("\\", "/"), errors="backslashreplace")


def _what(problem: Problem, lang: Lang) -> str:
    """Return what is wrong and what was allowed, without the place."""
    return Problem(problem.message, allowed=problem.allowed).text(lang)


# ---------------------------------------------------------------- JUnit


def _junit(files: Sequence[Checked], checks: Checks, lang: Lang) -> str:
    """Return a test suite a file and a test case a check; a check that found something has failed."""
    suites = [_suite(file, checks, lang) for file in files]
    return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n' + "".join(suites) + "</testsuites>\n"


def _suite(file: Checked, checks: Checks, lang: Lang) -> str:
    failed = {problem.code for problem in file.problems}
    head = f"<testsuite name={_attribute(file.name)} tests={_attribute(len(checks))} "
    head += f'failures={_attribute(len(failed))} errors="0" skipped="0">'
    cases = "".join(_case(file, code, about, lang) for code, about in checks.items())
    return f"  {head}\n{cases}  </testsuite>\n"


def _case(file: Checked, code: str, about: Message, lang: Lang) -> str:
    found = [problem for problem in file.problems if problem.code == code]
    head = f"<testcase classname={_attribute(file.name)} name={_attribute(f'{code}: {about.text(lang)}')}"
    if not found:
        return f"    {head}/>\n"
    lines = "\n".join(visible(problem.text(lang)) for problem in found)
    first = _attribute(_what(found[0], lang))
    body = f"<failure message={first} type={_attribute(code)}>{escape(lines)}</failure>"
    return f"    {head}>\n      {body}\n    </testcase>\n"


def _attribute(value: object) -> str:
    return quoteattr(visible(str(value)))
