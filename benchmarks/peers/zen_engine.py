"""Zen (GoRules, in Rust): a decision of one expression node, one by one and in a batch, and a bare expression."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import zen

from benchmarks.engine import Run
from benchmarks.peers.expressions import QUESTION, indicators
from benchmarks.task.oracle import INDICATORS
from benchmarks.task.records import floats

_KEY = "task"


def _decision() -> dict[str, Any]:
    """Return the decision: an input, a node of expressions, an output."""
    given = [
        {"id": name, "key": name, "value": text}
        for name, text in zip(INDICATORS, indicators(QUESTION), strict=True)
    ]
    total = " + ".join(f"$.{name}" for name in INDICATORS)
    node = {"expressions": [*given, {"id": "total", "key": "total", "value": total}]}
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "marks", "name": "marks", "type": "expressionNode", "content": node},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "marks"},
            {"id": "2", "sourceId": "marks", "targetId": "out"},
        ],
    }


def _row(result: dict[str, float]) -> list[float]:
    return [*(result[name] for name in INDICATORS), result["total"]]


def one(count: int, folder: Path) -> Run:
    """Return a run of the decision, one record at a time."""
    records = floats(count)
    evaluate = zen.ZenEngine().create_decision(json.dumps(_decision())).evaluate
    return lambda: [_row(evaluate(record)["result"]) for record in records]


def expression(count: int, folder: Path) -> Run:
    """Return a run of one compiled expression that gives a list; Python adds it up."""
    records = floats(count)
    evaluate = zen.compile_expression(f"[{', '.join(indicators(QUESTION))}]").evaluate

    def run() -> list[list[float]]:
        rows = []
        for record in records:
            marks: list[float] = evaluate(record)
            marks.append(sum(marks))
            rows.append(marks)
        return rows

    return run


def batch(count: int, folder: Path) -> Run:
    """Return a run of the decision over all records at once."""
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {_KEY: _decision()}}})
    requests = [{"key": _KEY, "context": record} for record in floats(count)]

    def run() -> list[Any]:
        results = engine.evaluate_batch(requests)
        rows = [_row(each["data"]["result"]) for each in results]
        return list(np.array(rows).T)

    return run
