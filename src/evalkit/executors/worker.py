"""The process of a pool: it prepares itself once, then does one job after the other until it is told to leave."""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection

from evalkit.errors import InputError, PluginError
from evalkit.executors.executor import Lost, Preparation, unprepared
from evalkit.frozen import frozen
from evalkit.processes import bound, exhausted


@frozen
class Full:
    """Says that there was no more memory for a job, perhaps for what earlier ones still hold: it goes to another."""


def serve(
    connection: Connection, prepare: Preparation, mebibytes: int, inherited: Sequence[Connection] = ()
) -> None:
    """Do the jobs that arrive, each within `mebibytes` of memory, and send back their results in order.

    `inherited` are the connections of the process that this one is a copy of: nobody would find out that it has
    ended as long as they are open here.

    First of all it sends None when it is prepared, or `Lost` when that is not possible.
    A process that gets no more memory leaves: nobody knows what it still holds. Its job is `Lost` if it was the
    first, else the process is `Full`.
    """
    for each in inherited:
        each.close()
    _apart()
    bound(mebibytes)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            work = prepare()
        except (InputError, PluginError) as error:
            connection.send(Lost(unprepared(error)))
            return
        connection.send(None)
        is_fresh = True
        while True:
            job = connection.recv()
            try:
                result = work(job)
            except MemoryError:
                connection.send(Lost(exhausted(mebibytes)) if is_fresh else Full())
                return
            connection.send(result)
            is_fresh = False


def _apart() -> None:
    """Leave the terminal to the process that waits: its interruptions, and its standard output."""
    if hasattr(os, "setsid"):
        with suppress(OSError):
            os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(OSError, AttributeError, ValueError):
        os.dup2(sys.stderr.fileno(), 1)
