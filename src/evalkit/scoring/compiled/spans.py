"""A long table divided among threads: numpy lets go of the interpreter while it reckons."""

import os
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from evalkit.scoring.compiled.table import CHUNK

LEAST = 8 * CHUNK
"""A thread is not worth starting for fewer rows."""
MOST = 4
"""More threads wait for one another: between two calls of numpy only one of them goes on."""

Found = TypeVar("Found")


def spans_of(rows: int, threads: int | None) -> list[tuple[int, int]]:
    """Return the stretches of rows, each from its first to before its last, that a thread works out each.

    There are at most `threads` of them, as many as the program may use processors when None.
    """
    wanted = min(MOST, _processors()) if threads is None else threads
    count = max(1, min(wanted, rows // LEAST))
    edges = [rows * place // count for place in range(count + 1)]
    return list(pairwise(edges))


def side_by_side(work: Callable[[int, int], Found], spans: Sequence[tuple[int, int]]) -> list[Found]:
    """Return what `work` gives for each of `spans`, in their order; raises the first of its errors."""
    if len(spans) == 1:
        return [work(*spans[0])]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(spans)) as pool:
        return list(pool.map(lambda span: work(*span), spans))


def _processors() -> int:
    """Return how many processors the program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
