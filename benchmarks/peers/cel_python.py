"""python-cel (common-expression-language, in Rust): one program of all indicators, compiled once."""

from pathlib import Path

import cel

from benchmarks.engine import Run
from benchmarks.peers.expressions import QUESTION, indicators
from benchmarks.task.records import floats


def one(count: int, folder: Path) -> Run:
    """Return a run of one program that gives a list; Python adds it up, which CEL has no word for.

    Of the ways to hand the facts over, updating one context is the quickest.
    """
    records = floats(count)
    execute = cel.compile(f"[{', '.join(indicators(QUESTION))}]").execute
    context = cel.Context()

    def run() -> list[list[float]]:
        rows = []
        for record in records:
            context.update(record)
            marks: list[float] = execute(context)
            marks.append(sum(marks))
            rows.append(marks)
        return rows

    return run
