"""Other machines: jobs go to the workers of a Dask cluster, and those of a worker that is lost go to others.

Each worker does one job at a time, whatever its number of threads. One that is at a job for too long says so
and leaves; its nanny starts another in its place.
"""

import os
import threading
from asyncio import CancelledError
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from functools import cache
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from evalkit.errors import InputError, PluginError, Problem, UsageError
from evalkit.executors.executor import Ended, Lost, Preparation, Resources, Work, unprepared
from evalkit.messages import say
from evalkit.processes import too_slow

if TYPE_CHECKING:
    from distributed import Client, Future

_WAITING = 3
"""How many jobs are handed out for each thread of the cluster: the one it is at, and those that it finds next."""

_CONNECT_SECONDS = 20
"""How long the scheduler may take to answer."""

_LEAVE_SECONDS = 1.0
"""How long a worker goes on after it has said that a job took too long: until the scheduler has heard of it."""


_ANYTHING = (Exception, CancelledError)
"""What may come of a job in place of its result: what it raised, or what became of its workers."""


def run(prepare: Preparation, jobs: Iterator[Any], resources: Resources) -> Generator[Ended, None, None]:
    """Do every job on the cluster whose scheduler `resources` name, and yield each as it ends.

    How many jobs are done at a time, and how much memory each has, is the cluster's business. Raises
    UsageError when the scheduler does not answer, a worker cannot prepare itself, or Dask is not installed.
    """
    with closing(_connected(resources.scheduler)) as client:
        done: SimpleQueue[Future[Any]] = SimpleQueue()
        waiting: dict[str, Any] = {}
        while True:
            for job in islice(jobs, max(0, _room(client) - len(waiting))):
                future = client.submit(_done, prepare, job, resources.seconds, pure=False)
                waiting[future.key] = job, future
                future.add_done_callback(done.put)
            if not waiting:
                return
            future = done.get()
            job, _ = waiting.pop(future.key)
            yield job, _result(future, resources)


def _connected(address: str) -> "Client":
    if not address:
        message = say("--executor dask 需要 --scheduler ADDRESS", "--executor dask needs --scheduler ADDRESS")
        raise UsageError(Problem(message))
    try:
        from distributed import Client
    except ImportError:
        message = say("没有安装 Dask", "Dask is not installed")
        allowed = say("pip install 'evalkit-scorecard[dask]'", "pip install 'evalkit-scorecard[dask]'")
        raise UsageError(Problem(message, allowed=allowed)) from None
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        message = say(
            "--scheduler：连接不上 {address}：{why}",
            "--scheduler: {address} does not answer: {why}",
            address=address,
            why=" ".join(str(error).split()),
        )
        raise UsageError(Problem(message)) from None


def _room(client: "Client") -> int:
    """Return how many jobs may be handed out at a time; workers come and go."""
    threads: dict[str, int] = client.nthreads()
    return _WAITING * max(1, sum(threads.values()))


def _result(future: "Future[Any]", resources: Resources) -> Any:
    """Return what a job has become; raises UsageError when the worker could not prepare itself."""
    try:
        result = future.result()  # which waits when it was lost with its worker and is worked out again
    except _Overdue:
        return Lost(too_slow(resources.seconds))
    except _ANYTHING as error:
        detail = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return Lost(say("集群未能完成：{detail}", "the cluster did not finish it: {detail}", detail=detail))
    if isinstance(result, _Unprepared):
        raise UsageError(Problem(result.why))
    return result


# ---------------------------------------------------------------- on a worker


class _Overdue(Exception):
    """A job took too long. Dask keeps what is raised at the scheduler, where it outlives the worker."""


class _Unprepared(Lost):
    """Why a worker could not prepare itself."""


_ONE = threading.Lock()
"""One job at a time in a process: plugins need not think of threads."""


_HANDS = ThreadPoolExecutor(1)
"""Who does the job, so that somebody else can look at the clock."""


@cache
def _prepared(prepare: Preparation) -> Work:
    return prepare()


def _done(prepare: Preparation, job: Any, seconds: int) -> Any:
    """Do a job; raises _Overdue when it takes more than so many seconds, and then this process will end."""
    with _ONE:
        try:
            work = _prepared(prepare)
        except (InputError, PluginError) as error:
            return _Unprepared(unprepared(error))
        doing = _HANDS.submit(work, job)
        if not wait([doing], seconds).done:
            threading.Timer(_LEAVE_SECONDS, os._exit, (1,)).start()
            raise _Overdue
        return doing.result()
