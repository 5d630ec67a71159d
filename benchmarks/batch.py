"""How long a batch takes in one process and in two, and again when nothing changed; and how its memory grows.

``python -m benchmarks.batch FOLDER OUTPUT EXECUTOR WORKERS`` runs one batch and prints a line of JSON.
"""

import contextlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, process_time
from typing import Any

from benchmarks.asking import asked
from benchmarks.clock import children, peak
from benchmarks.province import write

ROOT = Path(__file__).parents[1]
RUBRIC = "shenzhen-2020"
REPORTS = 1_000
GROWING = (10, 100, 1_000, 10_000)
WORKERS = 2
ASKED = 5
"""How often each question is asked."""
DATABASE = "results.db"


def batched(folder: Path, rounds: int) -> dict[str, Any]:
    """Return what each round of a batch takes, in turn: in one process, in two, and once more."""
    reports = folder / "reports"
    write(reports, REPORTS)
    found: dict[str, Any] = {"reports": REPORTS, "workers": WORKERS, "serial": [], "pool": [], "again": []}
    for _ in range(rounds):
        for name, executor in (("serial", "serial"), ("pool", "pool"), ("again", "pool")):
            output = folder / executor
            if name != "again":
                shutil.rmtree(output, ignore_errors=True)
            found[name].append(started(reports, output, executor))
    return found


def crowds(folder: Path) -> list[dict[str, Any]]:
    """Return what batches of ever more reports take, one round each, and what questions to the last of them take."""
    found: list[dict[str, Any]] = []
    for count in GROWING:
        reports, output = folder / f"{count}", folder / f"{count}-scored"
        write(reports, count)
        found.append({"reports": count, **started(reports, output, "pool")})
        if count == GROWING[-1]:
            found[-1]["asked"] = asked(output / DATABASE, ASKED)
        shutil.rmtree(output)
        shutil.rmtree(reports)
    return found


def started(reports: Path, output: Path, executor: str) -> dict[str, float]:
    """Return what one batch takes, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.batch", str(reports), str(output), executor, str(WORKERS)]
    began = perf_counter()
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return {"clock": perf_counter() - began, **json.loads(done.stdout)}


def measured(reports: str, output: str, executor: str, workers: str) -> dict[str, float]:
    """Return the seconds of the processor that a batch takes, its processes included, and the most memory of each."""
    from evalkit.cli.app import run

    arguments = ["batch", reports, "--output", output, "--rubric", RUBRIC, "--executor", executor]
    with contextlib.redirect_stdout(io.StringIO()) as told:
        code = run([*arguments, "--workers", workers, "--format", "json"])
    if code or json.loads(told.getvalue())["failed"]:
        raise RuntimeError(told.getvalue())
    worker = getrusage(RUSAGE_CHILDREN).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return {"processor": process_time() + children(), "megabytes": peak(), "worker_megabytes": worker}


if __name__ == "__main__":
    print(json.dumps(measured(*sys.argv[1:])))
