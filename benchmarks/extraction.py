"""How well facts and findings are read: precision, recall and F1 over reports with truth files.

``python benchmarks/extraction.py DIR [--min-f1 0.95] [--quiet]`` reads every report in DIR (and in
its folders) that has a ``NAME.facts.toml`` beside it. A fact is right when its value equals the
truth after conversion of units, wrong when it differs, missed when absent, extra when it is found
but not in the truth; doubtful facts, department and year count neither way.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli
from attrs import define, field, frozen

from evalkit.facts.fact import Fact, FactSheet, Finding, FindingKind
from evalkit.facts.nouns import worth
from evalkit.journey import read_facts
from evalkit.registry import Registry, load_plugins

_UNCOUNTED = frozenset({"department", "year"})
_SUFFIXES = (".txt", ".docx", ".md")


@frozen
class Truth:
    """What a careful reader finds in one report."""

    facts: dict[str, list[dict[str, Any]]]
    doubtful: frozenset[str]
    findings: list[dict[str, Any]]

    @classmethod
    def load(cls, path: Path) -> "Truth":
        """Return the truth that `path` holds."""
        data = tomli.loads(path.read_text("utf-8"))
        facts: dict[str, list[dict[str, Any]]] = {}
        for fact in data.get("fact", []):
            facts.setdefault(fact["id"], []).append(fact)
        doubtful = frozenset(fact["id"] for fact in data.get("doubtful", []))
        return cls(facts, doubtful, data.get("finding", []))


@define
class Count:
    """Counts of facts or findings; `lines` tell every one that is not right."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    extra: int = 0
    lines: list[str] = field(factory=list)

    def add(self, other: "Count") -> None:
        """Add the counts of `other`."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.extra += other.extra

    @property
    def precision(self) -> float:
        """Return right ÷ (right + wrong + extra), 1 when nothing was found."""
        found = self.right + self.wrong + self.extra
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Return right ÷ (right + wrong + missed), 1 when nothing was there."""
        there = self.right + self.wrong + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def row(self, name: str) -> str:
        """Return one line of the table."""
        return (
            f"{name:<44} {self.right:>5} {self.wrong:>5} {self.missed:>6} {self.extra:>5}"
            f"   {self.precision:6.3f} {self.recall:6.3f} {self.f1:6.3f}"
        )


def expected(fact: dict[str, Any]) -> object:
    """Return a truth's value in the base unit of its fact."""
    value = fact["value"]
    if isinstance(value, bool) or fact.get("unit") is None:
        return value
    try:
        return Decimal(str(value)) * worth(str(fact["unit"]))
    except ArithmeticError:
        return value


def count_facts(sheet: FactSheet, truth: Truth) -> Count:
    """Return how the facts of `sheet` compare with `truth`."""
    count = Count()
    for id, told in truth.facts.items():
        if id in _UNCOUNTED:
            continue
        fact = sheet.get(id)
        if fact is None:
            count.missed += 1
            count.lines.append(f"    missed {id}: {told[0]['value']} — {told[0].get('quote', '')}")
        elif any(fact.value == expected(each) for each in told):
            count.right += 1
        elif id not in truth.doubtful:
            count.wrong += 1
            count.lines.append(
                f"    WRONG  {id}: {shown(fact)} — expected {told[0]['value']} {told[0].get('unit', '')}"
            )
    for id in sorted(set(sheet.facts) - set(truth.facts) - truth.doubtful - _UNCOUNTED):
        count.extra += 1
        count.lines.append(f"    extra  {id}: {shown(sheet.facts[id])}")
    return count


def shown(fact: Fact) -> str:
    """Return a fact's value with its sentence."""
    quote = " ".join(fact.evidence[0].quote.split()) if fact.evidence else ""
    return f"{fact.value} — {quote}"


def count_findings(sheet: FactSheet, truth: Truth) -> Count:
    """Return how the findings of `sheet` compare with the planted ones."""
    count = Count()
    hit = set()
    for told in truth.findings:
        match = next(
            (index for index, finding in enumerate(sheet.findings) if is_told(finding, told)),
            None,
        )
        if match is None:
            count.missed += 1
            count.lines.append(f"    missed finding {told['kind']}: {told.get('note', '')}")
        else:
            hit.add(match)
            count.right += 1
    for index, finding in enumerate(sheet.findings):
        if index not in hit:
            count.extra += 1
            count.lines.append(
                f"    extra finding {finding.kind.value} {', '.join(finding.facts)}: {finding.message}"
            )
    return count


def is_told(finding: Finding, told: dict[str, Any]) -> bool:
    """Return whether `finding` is the one that a truth file tells of."""
    about = finding.kind is FindingKind.MALFORMED or set(finding.facts) & set(told.get("facts", ()))
    return finding.kind.value == told["kind"] and bool(about)


def reports(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield every report in `folder` with its truth file."""
    for truth in sorted(folder.rglob("*.facts.toml")):
        stem = truth.name.removesuffix(".facts.toml")
        yield from (
            (path, truth) for suffix in _SUFFIXES if (path := truth.with_name(stem + suffix)).exists()
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 when the overall F1 is below ``--min-f1``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--min-f1", type=float, default=0.0)
    parser.add_argument("--only", default="", help="reports whose name contains this")
    parser.add_argument("--quiet", action="store_true", help="the table alone")
    options = parser.parse_args(arguments)
    registry = load_plugins()
    overall, findings = Count(), Count()
    print(f"{'report':<44} right wrong missed extra   precis recall     F1")
    for folder in options.folder:
        for path, truth_file in reports(folder):
            if options.only in path.name:
                measure(path, Truth.load(truth_file), registry, overall, findings, options.quiet)
    print(overall.row("all facts"))
    print(findings.row("all findings"))
    return int(overall.f1 < options.min_f1)


def measure(
    path: Path, truth: Truth, registry: Registry, overall: Count, findings: Count, quiet: bool
) -> None:
    """Read one report, print its row and add it to the totals."""
    sheet = read_facts([path], registry).value
    facts = count_facts(sheet, truth)
    found = count_findings(sheet, truth)
    overall.add(facts)
    findings.add(found)
    print(facts.row(path.name))
    if not quiet:
        print("\n".join((*facts.lines, *found.lines)))


if __name__ == "__main__":
    sys.exit(main())
