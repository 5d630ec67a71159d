"""The benchmarks in one command: ``python -m benchmarks``.

The peers are installed into an environment of their own (``--env``, else a cache folder outside the tree).
Every engine is checked against the oracle on all records before it is timed; one that disagrees is
reported. Rounds are taken in turn and medians given. ``--write`` puts tables and a picture into
docs/performance.md; ``--output`` keeps all figures as JSON.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.batch import batched, crowds
from benchmarks.contest import contest
from benchmarks.engine import COLUMNS, ENGINES, ONE
from benchmarks.environment import cache, machine, peers_python, versions
from benchmarks.length import grown
from benchmarks.startup import started

RECORDS = 2_000
TABLES = (1_000, 100_000, 1_000_000)
SECTIONS = ("one", "columns", "startup", "length", "batch", "crowds")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and print and keep it."""
    options = _options(arguments)
    if options.kept:
        report.write(json.loads(options.kept.read_text(encoding="utf-8")))
        return
    python = peers_python(options.env)
    found: dict[str, Any] = {"machine": machine(), "versions": versions(python), "rounds": options.rounds}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def engines(form: str, count: int) -> list[dict[str, Any]]:
            chosen = [each for each in ENGINES if each.form == form and (form == ONE or each.most >= count)]
            results = contest(chosen, count, peers=python, folder=folder, rounds=options.rounds)
            return [asdict(each) for each in results]

        sections: dict[str, Callable[[], Any]] = {
            "one": lambda: engines(ONE, RECORDS),
            "columns": lambda: {str(count): engines(COLUMNS, count) for count in TABLES},
            "startup": lambda: started(max(options.rounds, 7)),
            "length": lambda: grown(folder, options.rounds),
            "batch": lambda: batched(folder, options.rounds),
            "crowds": lambda: crowds(folder),
        }
        for section in options.only:
            found[section] = sections[section]()
            print(report.section(section, found), flush=True)
    if options.output:
        options.output.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if options.write:
        report.write(found)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--env", type=Path, default=cache(), help="folder of the peers' environment")
    parser.add_argument(
        "--rounds", type=int, default=7, help="rounds of which the median is given, 5 or more"
    )
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS), metavar="SECTION")
    parser.add_argument("--output", type=Path, help="JSON file for all figures")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    parser.add_argument(
        "--kept", type=Path, help="write the page from a JSON file of --output, measure nothing"
    )
    options = parser.parse_args(arguments)
    if options.rounds < 5:
        parser.error("a median takes 5 rounds or more")
    return options


if __name__ == "__main__":
    main()
