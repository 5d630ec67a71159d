"""JUnit XML: test suites and their cases as Jenkins' schema and the services that read it have them."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from attrs import field

from evalkit.frozen import frozen
from evalkit.rendering.visible import visible


@frozen
class Complaint:
    """Why a case did not pass: `tag` is failure or error, `kind` of which sort, `message` in a line."""

    tag: str
    kind: str
    message: str
    lines: tuple[str, ...]


@frozen
class Case:
    """One test case: it has a `complaint`, was `skipped` for reasons, or passed; `out` is told of it in any case."""

    classname: str
    name: str
    complaint: Complaint | None = None
    skipped: tuple[str, ...] = ()
    out: tuple[str, ...] = ()


@frozen
class Suite:
    """Test cases of one subject, with properties by name."""

    name: str
    cases: tuple[Case, ...]
    properties: Mapping[str, str] = field(factory=dict)


def junit_xml(suites: Sequence[Suite]) -> str:
    """Return the suites as a JUnit file; characters that XML does not have, or nobody sees, stand in their places."""
    cases = [case for suite in suites for case in suite.cases]
    counts = {"tests": len(cases), "failures": _count(cases, "failure"), "errors": _count(cases, "error")}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{_attributes(counts)}>"]
    for suite in suites:
        lines += [f"  {line}" for line in _suite(suite)]
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _count(cases: Sequence[Case], tag: str) -> int:
    return sum(case.complaint is not None and case.complaint.tag == tag for case in cases)


def _suite(suite: Suite) -> list[str]:
    head = {
        "name": suite.name,
        "tests": len(suite.cases),
        "failures": _count(suite.cases, "failure"),
        "errors": _count(suite.cases, "error"),
        "skipped": sum(bool(case.skipped) for case in suite.cases),
    }
    lines = [f"<testsuite{_attributes(head)}>"]
    if suite.properties:
        pairs = ({"name": name, "value": value} for name, value in suite.properties.items())
        lines += ["  <properties>", *(f"    <property{_attributes(pair)}/>" for pair in pairs)]
        lines.append("  </properties>")
    for case in suite.cases:
        lines += _case(case)
    return [*lines, "</testsuite>"]


def _case(case: Case) -> list[str]:
    head = f"<testcase{_attributes({'classname': case.classname, 'name': case.name})}"
    inner = []
    if case.skipped:
        inner.append(f"<skipped>{_text(case.skipped)}</skipped>")
    if case.complaint is not None:
        about = _attributes({"message": case.complaint.message, "type": case.complaint.kind})
        tag = case.complaint.tag
        inner.append(f"<{tag}{about}>{_text(case.complaint.lines)}</{tag}>")
    if case.out:
        inner.append(f"<system-out>{_text(case.out)}</system-out>")
    if not inner:
        return [f"  {head}/>"]
    return [f"  {head}>", *(f"    {line}" for line in inner), "  </testcase>"]


def _text(lines: Sequence[str]) -> str:
    return escape("\n".join(visible(line) for line in lines))


def _attributes(values: Mapping[str, object]) -> str:
    return "".join(f" {name}={quoteattr(visible(str(value)))}" for name, value in values.items())
