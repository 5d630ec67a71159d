"""Processes of this machine: a report that crashes, hangs or eats memory costs itself and its process.

The first processes are copies of this one where that works, and have everything loaded that it has; later
ones start afresh, for by then this process may have files open that no copy may touch.

Each process has one job waiting, so that it never waits for the next, and sends back each result as it
is there. One that ends is charged with the job it was at; its other job goes to the next process.
"""

import signal
import time
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import connection, get_context
from multiprocessing.process import BaseProcess
from typing import Any

from attrs import define, field

from evalkit.errors import Problem, UsageError
from evalkit.executors.executor import Ended, Lost, Preparation, Resources
from evalkit.executors.worker import Full, serve
from evalkit.messages import Message, say
from evalkit.processes import end_session, ending, forking, may_fork, too_slow

_WAITING = 2
"""How many jobs a process has at a time: the one it is at, and the one it finds when that is done."""

_LOOK = 1.0
"""How often, in seconds, processes are looked after even when none says anything."""

_NAME = "evalkit-worker"

_START_SECONDS = 120
"""How long a process may take to prepare itself."""


def run(prepare: Preparation, jobs: Iterator[Any], resources: Resources) -> Generator[Ended, None, None]:
    """Do every job in one of as many processes as `resources` allow, and yield each as it ends.

    Raises UsageError when a process cannot prepare itself.
    """
    pool = _Pool(prepare, jobs, resources)
    try:
        while pool.is_busy():
            yield from pool.turn()
    finally:
        pool.end()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start a process that Ctrl-C does not reach, from its first moment: it inherits what is blocked here."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@define
class _Worker:
    """One process, the jobs that it was given, and since when it is at the first of them."""

    process: BaseProcess
    channel: connection.Connection
    is_ready: bool = False
    is_leaving: bool = False
    since: float = field(factory=time.monotonic)
    jobs: deque[Any] = field(factory=deque)

    def give(self, job: Any) -> None:
        """Send it one more job; one that has ended finds out about it later."""
        if not self.jobs:
            self.since = time.monotonic()
        self.jobs.append(job)
        with suppress(OSError):
            self.channel.send(job)

    def heard(self) -> Iterator[Any]:
        """Yield what it has sent so far."""
        try:
            while self.channel.poll():
                yield self.channel.recv()
        except (EOFError, OSError):
            return

    def overdue(self, seconds: int) -> int | None:
        """Return how long it was allowed to take when it took longer, None while it may go on."""
        allowed = seconds if self.is_ready else _START_SECONDS
        is_at_work = bool(self.jobs) or not self.is_ready or self.is_leaving
        return allowed if is_at_work and time.monotonic() - self.since > allowed else None

    def stop(self) -> int:
        """End it with all that it started, and return its exit code."""
        self.process.join(0)
        code = self.process.exitcode
        end_session(self.process.pid or 0)
        self.process.kill()
        self.process.join()
        self.channel.close()
        return (self.process.exitcode or 0) if code is None else code


@define
class _Pool:
    """The processes that are at work, and the jobs that wait for one."""

    prepare: Preparation
    jobs: Iterator[Any]
    resources: Resources
    workers: list[_Worker] = field(factory=list)
    returned: deque[Any] = field(factory=deque)
    _is_begun: bool = False
    _failed_starts: int = 0

    def is_busy(self) -> bool:
        """Hand out jobs to whoever has room, and return whether any is still to be done.

        While a process leaves, the next job waits for the one that takes its place.
        """
        for worker in self.workers:
            self._fill(worker)
        while len(self.workers) < self.resources.workers:
            first = self._next()
            if not first:
                break
            worker = self._started()
            self.workers.append(worker)
            worker.give(*first)
        return any(worker.jobs or worker.is_leaving for worker in self.workers)

    def _next(self) -> list[Any]:
        """Return one job in a list, an empty one when there is none left."""
        return [self.returned.popleft()] if self.returned else list(islice(self.jobs, 1))

    def _fill(self, worker: _Worker) -> None:
        while worker.is_ready and not worker.is_leaving and len(worker.jobs) < _WAITING:
            job = self._next()
            if not job:
                return
            worker.give(*job)

    def _started(self) -> _Worker:
        ours, theirs = connection.Pipe()
        given = (theirs, self.prepare, self.resources.mebibytes)
        process: BaseProcess
        if self._is_begun or not may_fork():
            process = get_context("spawn").Process(target=serve, args=given, name=_NAME)
        else:
            inherited = [*(worker.channel for worker in self.workers), ours]
            process = get_context("fork").Process(target=serve, args=(*given, inherited), name=_NAME)
        with _uninterrupted(), forking():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def turn(self) -> Iterator[Ended]:
        """Wait until something happens, and yield the jobs that ended by it."""
        self._is_begun = True
        told = [worker.channel for worker in self.workers]
        connection.wait([*told, *(worker.process.sentinel for worker in self.workers)], _LOOK)
        for worker in list(self.workers):
            yield from self._results(worker)
            yield from self._checked(worker)

    def _results(self, worker: _Worker) -> Iterator[Ended]:
        for result in worker.heard():
            worker.since = time.monotonic()
            if not worker.is_ready:
                self._prepared(worker, result)
                continue
            worker.is_leaving = isinstance(result, Lost | Full)
            if isinstance(result, Full):
                continue
            yield worker.jobs.popleft(), result
            self._fill(worker)

    def _prepared(self, worker: _Worker, told: Any) -> None:
        """Take note of how a process prepared itself; raise UsageError when it could not."""
        if isinstance(told, Lost):
            raise UsageError(Problem(told.why))
        worker.is_ready = True
        self._failed_starts = 0

    def _checked(self, worker: _Worker) -> Iterator[Ended]:
        """Let `worker` go when it has ended or takes too long, and charge it with the job that it was at."""
        overdue = worker.overdue(self.resources.seconds)
        if overdue is None and worker.process.is_alive():
            return
        yield from self._results(worker)  # what it sent while we looked
        self.workers.remove(worker)
        code = worker.stop()
        why = ending(code) if overdue is None else too_slow(overdue)
        if not worker.is_ready:
            self._not_started(why)
        elif worker.jobs and not worker.is_leaving:
            yield worker.jobs.popleft(), Lost(why)
        self.returned.extend(worker.jobs)

    def _not_started(self, why: Message) -> None:
        """Take note of a process that did not come to its first job; raise UsageError when none does."""
        self._failed_starts += 1
        if self._failed_starts > self.resources.workers:
            message = say("工作进程无法启动：{why}", "no process could be started: {why}", why=why)
            raise UsageError(Problem(message))

    def end(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.stop()
        self.workers.clear()
