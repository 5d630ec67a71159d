"""simpleeval: each indicator parsed once, evaluated by walking Python's syntax tree."""

from pathlib import Path

import simpleeval

from benchmarks.engine import Run
from benchmarks.peers.expressions import PYTHON, indicators
from benchmarks.task.records import floats


def one(count: int, folder: Path) -> Run:
    """Return a run of parsed expressions; a list is built in one walk by EvalWithCompoundTypes."""
    records = floats(count)
    evaluator = simpleeval.EvalWithCompoundTypes()
    text = f"[{', '.join(indicators(PYTHON))}]"
    parsed = evaluator.parse(text)

    def run() -> list[list[float]]:
        rows = []
        for record in records:
            evaluator.names = record
            marks: list[float] = evaluator.eval(text, previously_parsed=parsed)
            marks.append(sum(marks))
            rows.append(marks)
        return rows

    return run
