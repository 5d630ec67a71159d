"""rule-engine: one rule of all indicators, parsed once; it reckons in Decimal."""

from decimal import Decimal
from pathlib import Path

import rule_engine

from benchmarks.engine import Run
from benchmarks.peers.expressions import QUESTION, indicators
from benchmarks.task.records import decimals


def one(count: int, folder: Path) -> Run:
    """Return a run of one rule that gives an array."""
    records = decimals(count)
    evaluate = rule_engine.Rule(f"[{', '.join(indicators(QUESTION))}]").evaluate

    def run() -> list[list[Decimal]]:
        rows = []
        for record in records:
            marks = [*evaluate(record)]
            marks.append(sum(marks, Decimal(0)))
            rows.append(marks)
        return rows

    return run
