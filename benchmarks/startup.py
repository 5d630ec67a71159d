"""How long the command line takes to start, beside Python importing argparse."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.clock import Clock, children

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "examples" / "report.txt"

ARGPARSE, VERSION, HELP, SCORE = "argparse", "version", "help", "score"

BARS = ((VERSION, ARGPARSE, 3.0), (HELP, ARGPARSE, 6.0), (SCORE, HELP, 5.0))
"""What may take how many times as long as what."""


def commands() -> dict[str, Sequence[str]]:
    """Return what is started, by name."""
    script = Path(sys.executable).with_name("evalkit")
    evalkit = [str(script)] if script.exists() else [sys.executable, "-m", "evalkit"]
    return {
        ARGPARSE: [sys.executable, "-c", "import argparse"],
        VERSION: [*evalkit, "--version"],
        HELP: [*evalkit, "--help"],
        SCORE: [*evalkit, "score", str(REPORT)],
    }


def started(rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each command, one a round, after a first one that warms the disk."""
    seconds: dict[str, list[float]] = {name: [] for name in commands()}
    for _ in range(rounds + 1):
        for name, command in commands().items():
            clock = Clock(children)
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            seconds[name].append(clock.seconds)
    return {name: each[1:] for name, each in seconds.items()}


def ratios(seconds: dict[str, list[float]]) -> list[tuple[str, str, float, float]]:
    """Return what is held against what: the median of the ratios of each round, and the bar."""
    return [
        (what, against, median(a / b for a, b in zip(seconds[what], seconds[against], strict=True)), bar)
        for what, against, bar in BARS
    ]
