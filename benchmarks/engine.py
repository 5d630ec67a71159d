"""What an engine is to the benchmarks: a name, a place to load it from, and a run to time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ONE = "one"
"""Records one by one: every run gives a row of marks for each record."""
COLUMNS = "columns"
"""A whole table: every run gives one column of marks for each indicator and for the total."""

Run = Callable[[], Sequence[Any]]


@dataclass(frozen=True)
class Timed:
    """A run of which the result is turned into marks by `marks`, which is not timed: it only reads them."""

    run: Callable[[], Any]
    marks: Callable[[Any], Sequence[Any]]


Prepare = Callable[[int, Path], Run | Timed]
"""Load the engine and so many records (as columns they stand in the folder), and return what to time."""


@dataclass(frozen=True)
class Engine:
    """An engine in one of its forms.

    `place` is where its preparation stands (``module:function``); a peer runs in the peers' environment,
    everything else in evalkit's. `most` is the greatest number of records that it is asked for, since
    some would take minutes.
    """

    name: str
    title: str
    form: str
    place: str
    peer: bool = False
    most: int = 1_000_000

    def prepare(self, count: int, folder: Path) -> Timed:
        """Return what is timed: `count` records scored once, warm."""
        module, _, function = self.place.partition(":")
        loaded: Prepare = getattr(import_module(module), function)
        found = loaded(count, folder)
        return found if isinstance(found, Timed) else Timed(found, list)


ENGINES = (
    Engine("python", "Python by hand", ONE, "benchmarks.bounds.by_hand:marks"),
    Engine("python-reasons", "Python by hand, with reasons", ONE, "benchmarks.bounds.by_hand:reasons"),
    Engine("decimal", "Decimal by hand", ONE, "benchmarks.bounds.by_hand:exact"),
    Engine("evalkit", "evalkit, marks", ONE, "benchmarks.ours:marks"),
    Engine("evalkit-closures", "evalkit, marks by closures", ONE, "benchmarks.ours:closures"),
    Engine("evalkit-scorecard", "evalkit, scorecard, reasons on request", ONE, "benchmarks.ours:scorecards"),
    Engine(
        "evalkit-read", "evalkit, whole scorecard, all reasons read", ONE, "benchmarks.ours:read", most=200
    ),
    Engine("python-cel", "python-cel", ONE, "benchmarks.peers.cel_python:one", peer=True),
    Engine("zen", "Zen, decision", ONE, "benchmarks.peers.zen_engine:one", peer=True),
    Engine("zen-expression", "Zen, expression", ONE, "benchmarks.peers.zen_engine:expression", peer=True),
    Engine("simpleeval", "simpleeval", ONE, "benchmarks.peers.simple:one", peer=True),
    Engine("rule-engine", "rule-engine", ONE, "benchmarks.peers.rules:one", peer=True),
    Engine("openfisca-one", "OpenFisca, one", ONE, "benchmarks.peers.openfisca:one", peer=True, most=200),
    Engine("numpy", "numpy by hand", COLUMNS, "benchmarks.bounds.by_columns:table"),
    Engine("evalkit-columns", "evalkit", COLUMNS, "benchmarks.ours:table"),
    Engine("evalkit-totals", "evalkit, totals alone", COLUMNS, "benchmarks.ours:totals"),
    Engine("openfisca", "OpenFisca", COLUMNS, "benchmarks.peers.openfisca:table", peer=True),
    Engine(
        "zen-batch",
        "Zen, evaluate_batch",
        COLUMNS,
        "benchmarks.peers.zen_engine:batch",
        peer=True,
        most=100_000,
    ),
)


def engine(name: str) -> Engine:
    """Return the engine called `name`."""
    return next(each for each in ENGINES if each.name == name)
