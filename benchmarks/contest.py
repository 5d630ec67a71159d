"""Engines side by side: each in a process of its own, timed in turn, round after round.

In turn, because a machine has better and worse minutes: each engine has its share of them.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.engine import Engine
from benchmarks.task import tables

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Result:
    """What one engine did: the seconds of each round over `count` records, or why it was not timed."""

    engine: str
    title: str
    count: int
    off: str | None = None
    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0

    @property
    def rate(self) -> float:
        """Return the median of records a second."""
        return self.count / median(self.seconds)

    def times(self, other: "Result") -> float:
        """Return how many times as fast as `other` it was: the median of the ratios of the rounds."""
        paired = zip(self.seconds, other.seconds, strict=True)
        return median(its / mine for mine, its in paired) * self.count / other.count


class _Worker:
    """A process that runs one engine."""

    def __init__(self, engine: Engine, process: "subprocess.Popen[str]", count: int) -> None:
        self.engine, self.count = engine, count
        self._process = process
        self.off: str | None = self._answer()["off"]
        self.seconds: list[float] = []
        self.megabytes = 0.0

    def _answer(self) -> Any:
        line = self._process.stdout.readline() if self._process.stdout else ""
        return json.loads(line) if line else {"off": "the process ended"}

    def time(self) -> None:
        """Time one round."""
        if self.off is None and self._process.stdin:
            self._process.stdin.write("round\n")
            self._process.stdin.flush()
            answer = self._answer()
            if "off" in answer:
                self.off = answer["off"]
            else:
                self.seconds.append(answer["seconds"])
                self.megabytes = answer["megabytes"]

    def result(self) -> Result:
        """Return what it came to."""
        return Result(self.engine.name, self.engine.title, self.count, self.off, self.seconds, self.megabytes)


@contextmanager
def _worker(engine: Engine, python: Path, count: int, folder: Path) -> Iterator[_Worker]:
    command = [str(python), "-m", "benchmarks.worker", engine.name, str(count), str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        yield _Worker(engine, process, count)


def contest(engines: Sequence[Engine], count: int, *, peers: Path, folder: Path, rounds: int) -> list[Result]:
    """Return what each of `engines` did with `count` records, or with its most if that is fewer.

    `peers` is the interpreter of the peers' environment; `folder` is where tables of records may stand.
    """
    for each in sorted({min(count, engine.most) for engine in engines}):
        if not tables.saved(folder, each):
            tables.save(folder, each)
    with ExitStack() as stack:
        workers = [
            stack.enter_context(
                _worker(each, peers if each.peer else Path(sys.executable), min(count, each.most), folder)
            )
            for each in engines
        ]
        for _ in range(rounds):
            for worker in workers:
                worker.time()
        return [worker.result() for worker in workers]
