"""The records as files, one a column, so that no engine's memory holds what made them."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.task.oracle import INDICATORS, TOLERANCE, right
from benchmarks.task.records import Columns, column, exactly, whole

_CHUNK = 50_000


def save(folder: Path, count: int) -> None:
    """Write `count` records as columns, and beside them what is right for each."""
    made = whole(count)
    for name, values in made.items():
        np.save(folder / f"{count}-{name}.npy", column(name, values))
    marks = np.array([[float(each) for each in right(record)] for record in exactly(made)])
    for place, values in enumerate(marks.T):
        np.save(_expected(folder, count, place), np.ascontiguousarray(values))


def saved(folder: Path, count: int) -> bool:
    """Return whether `save` has written `count` records into `folder`."""
    return _expected(folder, count, len(INDICATORS)).exists()


def load(folder: Path, count: int) -> Columns:
    """Return the columns of the `count` records that stand in `folder`."""
    prefix = f"{count}-"
    return {path.stem.removeprefix(prefix): np.load(path) for path in sorted(folder.glob(f"{prefix}*.npy"))}


def _expected(folder: Path, count: int, place: int) -> Path:
    return folder / f"right-{count}-{place:02}.npy"


def disagreement(folder: Path, count: int, marks: list[NDArray[np.float64]]) -> str | None:
    """Return where columns of marks lie farther than TOLERANCE from what is right; None when nowhere."""
    for place, name in enumerate((*INDICATORS, "total")):
        expected = np.load(_expected(folder, count, place), mmap_mode="r")
        given = marks[place]
        if len(given) != len(expected):
            return f"{name}: {len(given)} values, not {len(expected)}"
        for start in range(0, count, _CHUNK):
            off = np.abs(given[start : start + _CHUNK] - expected[start : start + _CHUNK]) > TOLERANCE
            if off.any():
                at = start + int(off.argmax())
                return f"{name} of record {at}: {given[at]!r}, not {expected[at]!r}"
    return None
