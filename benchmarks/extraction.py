"""How well facts and findings are read: precision, recall and F1 over reports with truth files.

``python benchmarks/extraction.py DIR… [--min-f1 0.95] [--min-precision 0.98] [--by-fact] [--quiet]``
reads every report in DIR (and in its folders) that has a ``NAME.facts.toml`` beside it, in each format
it is there in. A fact is right when its value equals the truth after conversion of units, wrong when it
differs, missed when absent, extra when it is found but not in the truth; doubtful facts, department and
year count neither way. A finding is hit when one of the same kind names one of its facts (for malformed:
any of that kind); every other finding is extra, and named harmless where the truth calls it a rounding.
A report that cannot be read is one line, and all that it says is missed.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli
from attrs import define, field, frozen

from evalkit.errors import EvalkitError
from evalkit.facts.fact import Fact, FactSheet, Finding, FindingKind
from evalkit.facts.nouns import worth
from evalkit.journey import read_facts
from evalkit.registry import Registry, load_plugins

UNCOUNTED = frozenset({"department", "year"})
SUFFIXES = (".txt", ".docx", ".md", ".pdf", ".html", ".htm", ".xlsx", ".xls", ".ods", ".doc", ".wps")
_NAME = 46
_TRUTH = ".facts.toml"


@frozen
class Truth:
    """What a careful reader finds in one report."""

    facts: dict[str, list[dict[str, Any]]]
    doubtful: frozenset[str] = frozenset()
    findings: tuple[dict[str, Any], ...] = ()
    harmless: tuple[dict[str, Any], ...] = ()

    @classmethod
    def load(cls, path: Path) -> "Truth":
        """Return the truth that `path` holds."""
        data = tomli.loads(path.read_text("utf-8"))
        facts: dict[str, list[dict[str, Any]]] = {}
        for fact in data.get("fact", []):
            if fact["id"] not in UNCOUNTED:
                facts.setdefault(fact["id"], []).append(fact)
        doubtful = frozenset(fact["id"] for fact in data.get("doubtful", []))
        return cls(facts, doubtful, tuple(data.get("finding", ())), tuple(data.get("harmless", ())))


@define
class Count:
    """Counts of facts or of findings."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    extra: int = 0

    def add(self, outcome: str) -> None:
        """Count one more of `outcome`: right, wrong, missed or extra."""
        setattr(self, outcome, getattr(self, outcome) + 1)

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
        """Return one line of a table."""
        return (
            f"{name:<{_NAME}} {self.right:>5} {self.wrong:>5} {self.missed:>6} {self.extra:>5}"
            f"   {self.precision:6.3f} {self.recall:6.3f} {self.f1:6.3f}"
        )

    def json(self) -> dict[str, float]:
        """Return the counts and what follows from them."""
        counts = {"right": self.right, "wrong": self.wrong, "missed": self.missed, "extra": self.extra}
        rates = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return counts | {name: round(value, 4) for name, value in rates.items()}


@frozen
class Verdict:
    """How one fact (its id) or finding (its kind) came out, and the line that tells of it when not right."""

    about: str
    outcome: str
    line: str = ""


@frozen
class Result:
    """How one report came out; `error` is why it could not be read, "" when it was."""

    name: str
    format: str
    facts: tuple[Verdict, ...]
    findings: tuple[Verdict, ...]
    error: str = ""


# ---------------------------------------------------------------- facts


def judge_facts(sheet: FactSheet, truth: Truth) -> Iterator[Verdict]:
    """Yield how each fact of `truth` came out, and what is extra in `sheet`."""
    for id, told in truth.facts.items():
        fact = sheet.get(id)
        if fact is None:
            yield Verdict(id, "missed", f"missed {id}: {stated(told[0])}")
        elif any(fact.value == expected(each) for each in told):
            yield Verdict(id, "right")
        elif id not in truth.doubtful:
            yield Verdict(id, "wrong", f"WRONG  {id}: {shown(fact)} — expected {stated(told[0])}")
    for id in sorted(set(sheet.facts) - set(truth.facts) - truth.doubtful - UNCOUNTED):
        yield Verdict(id, "extra", f"extra  {id}: {shown(sheet.facts[id])}")


def expected(fact: Mapping[str, Any]) -> object:
    """Return a truth's value in the base unit of its fact."""
    value = fact["value"]
    if isinstance(value, bool) or fact.get("unit") is None:
        return value
    try:
        return Decimal(str(value)) * worth(str(fact["unit"]))
    except ArithmeticError:
        return value


def stated(fact: Mapping[str, Any]) -> str:
    """Return a truth's value and unit with its sentence."""
    return f"{fact['value']}{fact.get('unit', '')} — {_one_line(fact.get('quote', ''))}"


def shown(fact: Fact) -> str:
    """Return the value that was read with its sentence."""
    return f"{fact.value} — {_one_line(fact.evidence[0].quote) if fact.evidence else ''}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- findings


def judge_findings(sheet: FactSheet, truth: Truth) -> Iterator[Verdict]:
    """Yield how each planted contradiction came out, and which findings are none of them.

    Several findings about one planted contradiction count as one.
    """
    for told in truth.findings:
        kind = told["kind"]
        if any(is_about(finding, told) for finding in sheet.findings):
            yield Verdict(kind, "right")
        else:
            note = told.get("note") or " / ".join(map(_one_line, told.get("quotes", ())))
            yield Verdict(kind, "missed", f"missed finding {kind}: {note}")
    for finding in sheet.findings:
        if not any(is_about(finding, told) for told in truth.findings):
            harmless = any(is_about(finding, told) for told in truth.harmless)
            yield Verdict(
                finding.kind.value, "extra", f"extra  {'HARMLESS ' * harmless}finding {described(finding)}"
            )


def is_about(finding: Finding, told: Mapping[str, Any]) -> bool:
    """Return whether `finding` is the one that an entry of a truth file tells of."""
    about = finding.kind is FindingKind.MALFORMED or set(finding.facts) & set(told.get("facts", ()))
    return finding.kind.value == told["kind"] and bool(about)


def described(finding: Finding) -> str:
    """Return a finding on one line."""
    return f"{finding.kind.value} {', '.join(finding.facts)}: {finding.message}"


# ---------------------------------------------------------------- reports


def reports(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield every report in `folder` with its truth file, once for each format it is there in."""
    for truth in sorted(folder.rglob(f"*{_TRUTH}")):
        stem = truth.name.removesuffix(_TRUTH)
        yield from ((path, truth) for suffix in SUFFIXES if (path := truth.with_name(stem + suffix)).exists())


def judge(path: Path, truth: Truth, registry: Registry) -> Result:
    """Read the report at `path` and compare it with `truth`."""
    error = ""
    sheet = FactSheet(None, None, {})
    try:
        sheet = read_facts([path], registry).value
    except EvalkitError as failure:
        error = _one_line(str(failure))
    facts = tuple(judge_facts(sheet, truth))
    return Result(path.name, path.suffix.removeprefix("."), facts, tuple(judge_findings(sheet, truth)), error)


def count(verdicts: Iterable[Verdict]) -> Count:
    """Return how many of `verdicts` are of each outcome."""
    counted = Count()
    for verdict in verdicts:
        counted.add(verdict.outcome)
    return counted


@define
class Tally:
    """The results of all reports."""

    results: list[Result] = field(factory=list)

    @property
    def facts(self) -> Count:
        """Return the counts of all facts."""
        return count(verdict for result in self.results for verdict in result.facts)

    @property
    def findings(self) -> Count:
        """Return the counts of all findings."""
        return count(verdict for result in self.results for verdict in result.findings)

    def by_format(self) -> dict[str, Count]:
        """Return the counts of facts for each format, the commonest formats first."""
        formats = dict.fromkeys(
            name for suffix in SUFFIXES for result in self.results if (name := result.format) == suffix[1:]
        )
        return {
            name: count(each for result in self.results if result.format == name for each in result.facts)
            for name in formats
        }

    def by_fact(self) -> dict[str, Count]:
        """Return the counts for each fact, those with most errors first."""
        found: dict[str, list[Verdict]] = {}
        for result in self.results:
            for verdict in result.facts:
                found.setdefault(verdict.about, []).append(verdict)
        counts = {id: count(verdicts) for id, verdicts in sorted(found.items())}
        return dict(sorted(counts.items(), key=lambda each: each[1].right - len(found[each[0]])))

    def json(self) -> dict[str, Any]:
        """Return everything for a program to read."""
        return {
            "facts": self.facts.json(),
            "findings": self.findings.json(),
            "by_format": {name: counted.json() for name, counted in self.by_format().items()},
            "by_fact": {id: counted.json() for id, counted in self.by_fact().items()},
            "reports": [
                {
                    "name": result.name,
                    "format": result.format,
                    "error": result.error,
                    "facts": count(result.facts).json(),
                    "findings": count(result.findings).json(),
                    "lines": list(lines_of(result)),
                }
                for result in self.results
            ],
        }


def lines_of(result: Result) -> Iterator[str]:
    """Yield a line for everything that did not come out right."""
    yield from (verdict.line for verdict in (*result.facts, *result.findings) if verdict.line)


# ---------------------------------------------------------------- the command


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; return 1 when F1 or precision of all facts is below what was asked for."""
    options = _options(arguments)
    tally = Tally()
    registry = load_plugins()
    print(_head("report"))
    for folder in options.folder:
        for path, truth_file in reports(folder):
            if options.only in path.name:
                result = judge(path, Truth.load(truth_file), registry)
                tally.results.append(result)
                print("\n".join(_told(result, quiet=options.quiet)))
    _print_tables(tally, by_fact=options.by_fact)
    if options.json:
        options.json.write_text(json.dumps(tally.json(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    facts = tally.facts
    return int(facts.f1 < options.min_f1 or facts.precision < options.min_precision)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--min-f1", type=float, default=0.0, help="exit with 1 below this F1 of all facts")
    parser.add_argument("--min-precision", type=float, default=0.0, help="the same for their precision")
    parser.add_argument("--only", default="", help="reports whose name contains this")
    parser.add_argument("--quiet", action="store_true", help="the tables alone")
    parser.add_argument("--by-fact", action="store_true", help="also a table by fact")
    parser.add_argument("--json", type=Path, help="write all of it to this file")
    return parser.parse_args(arguments)


def _head(title: str) -> str:
    return f"{title:<{_NAME}} right wrong missed extra   precis recall     F1"


def _told(result: Result, *, quiet: bool) -> Iterator[str]:
    yield count(result.facts).row(result.name)
    if result.error:
        yield f"    not read: {result.error}"
    elif not quiet:
        yield from (f"    {line}" for line in lines_of(result))


def _print_tables(tally: Tally, *, by_fact: bool) -> None:
    tables = {"format": tally.by_format()} | ({"fact": tally.by_fact()} if by_fact else {})
    for title, rows in tables.items():
        print(f"\n{_head(title)}")
        for name, counted in rows.items():
            print(counted.row(name))
    print(f"\n{_head('all')}")
    print(tally.facts.row("all facts"))
    print(tally.findings.row("all findings"))


if __name__ == "__main__":
    sys.exit(main())
