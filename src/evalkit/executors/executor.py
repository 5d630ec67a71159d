"""What an executor is: it takes jobs one after the other and gives back what became of each."""

from collections.abc import Callable, Generator, Iterator
from typing import Any

from evalkit.errors import InputError, PluginError
from evalkit.frozen import frozen
from evalkit.messages import Lang, Message, say
from evalkit.processes import MEBIBYTES, SECONDS

Work = Callable[[Any], Any]
"""What is done with one job."""

Preparation = Callable[[], Work]
"""What a process does once, before its first job: it can be pickled and hashed, and gives the work to do."""


@frozen
class Resources:
    """How much an executor may use: `workers` at a time, and for each job `seconds` and `mebibytes`.

    `scheduler` is the address of those who hand out work to other machines, empty when none was given.
    An executor that cannot hold to one of them does not; its documentation says so.
    """

    workers: int = 1
    seconds: int = SECONDS
    mebibytes: int = MEBIBYTES
    scheduler: str = ""


@frozen
class Lost:
    """What stands in place of a job's result when whoever worked on it came to no end: `why`."""

    why: Message


Ended = tuple[Any, Any]
"""A job, and its result or `Lost`."""

Run = Callable[[Preparation, Iterator[Any], Resources], Generator[Ended, None, None]]
"""Does every job once and yields each as it ends, in any order.

Jobs are taken from the iterator only as there is somebody to do them, so that memory does not grow
with their number. Closing the generator that is returned stops everything. It may raise InputError for
what is wrong with the resources.
"""


@frozen
class Executor:
    """A way to work on many reports: its `name` is what ``--executor`` takes."""

    name: str
    title: str
    run: Run


def unprepared(error: InputError | PluginError) -> Message:
    """Return why a process could not prepare itself, without the error, which cannot be sent to another."""
    return say("{chinese}", "{english}", chinese=error.text(Lang.ZH), english=error.text(Lang.EN))
