"""Time and memory as a shared machine lets them be measured."""

import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time


class Clock:
    """The time gone since it was started: of the processor or by the clock, whichever is less.

    What other programs take of a processor does not count, and neither does a second core that an
    engine keeps busy.
    """

    def __init__(self, processor: Callable[[], float] = process_time) -> None:
        self._processor = processor
        self._started, self._used = perf_counter(), processor()

    @property
    def seconds(self) -> float:
        """Return the seconds gone."""
        return min(perf_counter() - self._started, self._processor() - self._used)


def children() -> float:
    """Return the seconds of the processor that programs started from here have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peak() -> float:
    """Return the most memory that this program has had, in megabytes.

    Linux counts in ``ru_maxrss`` what the program had that started this one; VmHWM begins anew.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 2**10
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)
