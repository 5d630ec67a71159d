"""How long questions to a results database take: ``python -m benchmarks.asking RESULTS [ROUNDS]``.

Each question is asked in a process of its own, as a person asks it: starting evalkit is part of the
answer. All reports are taken for those of one year, so that they are one ranking. The median of the
rounds is printed, with the most memory.
"""

import json
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks.clock import Clock, peak

ROOT = Path(__file__).parents[1]
PLACE = "three_public_control.bands.0.below"
QUESTIONS = {
    "rank": ("rank", "--weights", "0%"),
    "rank with other weights": ("rank",),
    "simulate a threshold": ("simulate", "--set", f"{PLACE}=85%"),
    "simulate a series of 16": ("simulate", "--set", f"{PLACE}=80%:95%:1%"),
    "simulate that statements are no proof": ("simulate", "--set", "rubric.statements=confirm"),
    "simulate other weights": ("simulate", "--weights", "10%"),
}

HELD = ("rank with other weights", "simulate a threshold")
"""What is asked most, and held to a limit; a series asks 16 times, and statements bear on seven indicators."""


def asked(results: Path, rounds: int) -> dict[str, dict[str, float]]:
    """Return what each question to a copy of `results` takes: seconds and megabytes."""
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "results.db"
        with closing(sqlite3.connect(results)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            target.execute("UPDATE reports SET year = 2024")
            target.commit()
        for name, arguments in QUESTIONS.items():
            answers = [_answer(arguments[0], str(copy), *arguments[1:]) for _ in range(rounds)]
            found[name] = {
                "seconds": median(each["seconds"] for each in answers),
                "megabytes": max(each["megabytes"] for each in answers),
            }
    return found


def _answer(*arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.asking", "--once", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def once(arguments: list[str]) -> dict[str, float]:
    """Return what one question takes from the start of this process on."""
    from evalkit.cli.app import run

    clock = Clock()
    if run(arguments):
        raise SystemExit(1)
    return {"seconds": clock.seconds, "megabytes": peak()}


if __name__ == "__main__":
    if sys.argv[1] == "--once":
        print(json.dumps(once(sys.argv[2:])))
    else:
        rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
        for question, took in asked(Path(sys.argv[1]).resolve(), rounds).items():
            print(f"{question:40}{took['seconds']:8.2f} s {took['megabytes']:8.0f} MB")
