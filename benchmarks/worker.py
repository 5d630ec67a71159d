"""One engine in a process of its own: checked first, then timed a round whenever it is told to.

``python -m benchmarks.worker ENGINE COUNT FOLDER`` answers each line it reads with a line of JSON.
"""

import gc
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.clock import Clock, peak
from benchmarks.engine import ONE, Run, engine
from benchmarks.task.tables import disagreement

LEAST_SECONDS = 0.2
"""A round runs until so much time has gone, for the clock's sake."""


def main(arguments: Sequence[str]) -> None:
    """Prepare the engine, check its marks, and time rounds until the input ends."""
    name, count, folder = arguments[0], int(arguments[1]), Path(arguments[2])
    chosen = engine(name)
    try:
        timed = chosen.prepare(count, folder)
        off = disagreement(folder, count, _columns(timed.marks(timed.run()), chosen.form))
    except Exception as error:  # noqa: BLE001 - an engine that fails is reported, whatever it raises
        off = f"{type(error).__name__}: {error}"
    _answer(off=off)
    for _ in sys.stdin if off is None else ():
        seconds = _round(timed.run)
        _answer(seconds=seconds, megabytes=peak())


def _columns(found: Sequence[Any], form: str) -> list[Any]:
    """Return what a run gave as columns of floats."""
    if form == ONE:
        return list(np.array([[float(mark) for mark in row] for row in found]).T)
    return [np.asarray(marks, dtype=np.float64) for marks in found]


def _round(run: Run) -> float:
    """Return the seconds of one run: the mean of as many as fill the round.

    One run before them does not count: while the others had their turns, the machine has taken back memory
    and put other things into its caches.
    """
    run()
    gc.collect()
    runs, clock = 0, Clock()
    while True:
        run()
        runs += 1
        gone = clock.seconds
        if gone >= LEAST_SECONDS:
            return gone / runs


def _answer(**values: Any) -> None:
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
