"""One report after the other, in this process: nothing to start, and nothing that holds a report to its limits."""

from collections.abc import Generator, Iterator
from typing import Any

from evalkit.executors.executor import Ended, Preparation, Resources


def run(prepare: Preparation, jobs: Iterator[Any], resources: Resources) -> Generator[Ended, None, None]:
    """Do every job and yield it with its result; `resources` do not hold here."""
    work = None
    for job in jobs:
        work = work or prepare()
        yield job, work(job)
