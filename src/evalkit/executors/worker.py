"""The process of a pool: it prepares itself once, then does one job after the other until it is told to leave."""

import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from evalkit.errors import InputError, PluginError
from evalkit.executors.executor import Lost, Preparation, unprepared
from evalkit.processes import bound, exhausted


def serve(connection: Connection, prepare: Preparation, mebibytes: int) -> None:
    """Do the jobs that arrive, each within `mebibytes` of memory, and send back their results in order.

    First of all it sends None when it is prepared, or `Lost` when that is not possible.
    A job that needs more memory is `Lost`, and the process leaves: nobody knows what it still holds.
    """
    _apart()
    bound(mebibytes)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            work = prepare()
        except (InputError, PluginError) as error:
            connection.send(Lost(unprepared(error)))
            return
        connection.send(None)
        while True:
            job = connection.recv()
            result = _done(work, job, mebibytes)
            connection.send(result)
            if isinstance(result, Lost):
                return


def _done(work: Any, job: Any, mebibytes: int) -> Any:
    try:
        return work(job)
    except MemoryError:
        return Lost(exhausted(mebibytes))


def _apart() -> None:
    """Leave the terminal to the process that waits: its interruptions, and its standard output."""
    if hasattr(os, "setsid"):
        with suppress(OSError):
            os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError, AttributeError, ValueError):
        os.dup2(sys.stderr.fileno(), 1)
