"""How time and memory grow with the length of a report: each length in a process of its own.

``python -m benchmarks.length FILE ROUNDS`` prints a line of JSON for one report.
"""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.clock import Clock, peak

ROOT = Path(__file__).parents[1]
PAGES = (4, 16, 64, 256)
RUBRIC = "shenzhen-2020"


def grown(folder: Path, rounds: int) -> list[dict[str, Any]]:
    """Return for each number of pages its characters, and the seconds and megabytes that it takes."""
    from benchmarks.reading import plain

    found = []
    for pages in PAGES:
        path = folder / f"{pages}.txt"
        path.write_text(plain(pages), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.length", str(path), str(rounds)]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        found.append({"pages": pages, **json.loads(done.stdout)})
    return found


def measured(path: Path, rounds: int) -> dict[str, float]:
    """Return the median of the seconds for reading, extracting and scoring the report at `path`."""
    from evalkit.journey import find_rubric, read_facts, score_sheet
    from evalkit.registry import load_plugins

    registry = load_plugins()
    seconds = []
    for _ in range(rounds + 1):
        clock = Clock()
        sheet = read_facts([path], registry).value
        score_sheet(sheet, find_rubric(RUBRIC, sheet, registry).value.rubric, registry)
        seconds.append(clock.seconds)
    characters = len(path.read_text(encoding="utf-8"))
    return {"characters": characters, "seconds": median(seconds[1:]), "megabytes": peak()}


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]), int(sys.argv[2]))))
