"""A process of its own for what reads PDF files: a hostile one costs that process and nobody else.

pdfium is quick and robust, but no limit holds inside it: five kilobytes of forms that draw one another
twice, twenty deep, take it gigabytes and minutes, and nothing stops it from outside but the system.
"""

import faulthandler
import gc
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from attrs import asdict

from evalkit.documents.limits import Limits
from evalkit.documents.pdf.source import Refused
from evalkit.processes import forking, may_fork

Task = Callable[[bytes, Limits, Sequence[int]], bytes]
"""What is done in the process: the file, the limits and a few numbers become bytes. May raise Refused."""

_DONE, _REFUSED = b"+", b"-"
_MOST_TOLD = 32
_CHUNK = 1 << 20


class Exhausted(Exception):
    """The process took too long (`slow`), or it died: of want of memory, or of what is broken."""

    def __init__(self, *, slow: bool) -> None:
        self.slow = slow
        super().__init__(slow)


def guarded(task: Task, data: bytes, limits: Limits, numbers: Sequence[int] = ()) -> bytes:
    """Return what `task` makes of the file `data`, within the limits of memory and seconds.

    Raises Refused as the task does, and Exhausted when it ended in any other way.
    """
    run = _forked if may_fork() else _spawned
    answer = run(task, data, limits, numbers)
    if answer.startswith(_REFUSED):
        raise Refused(answer[1:_MOST_TOLD].decode("ascii", "replace"))
    if not answer.startswith(_DONE):
        raise Exhausted(slow=False)
    return answer[1:]


def _answer(task: Task, data: bytes, limits: Limits, numbers: Sequence[int]) -> bytes:
    try:
        return _DONE + task(data, limits, numbers)
    except Refused as refusal:
        return _REFUSED + str(refusal).encode()


# ---------------------------------------------------------------- a copy of this process


def _forked(task: Task, data: bytes, limits: Limits, numbers: Sequence[int]) -> bytes:
    reading, writing = os.pipe()
    # Python has hooks of its own to run after a copy is made, in which an interruption is lost.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    with forking():
        child = os.fork()
    if not child:
        _be_child(task, data, limits, numbers, writing)
    os.close(writing)
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        return _drained(reading, time.monotonic() + limits.seconds)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _be_child(task: Task, data: bytes, limits: Limits, numbers: Sequence[int], writing: int) -> None:
    """Do the task and leave, whatever happens; nothing of this process's is flushed or closed twice."""
    status = 1
    try:
        # How a copy dies is told by whoever waits for it, in one line.
        faulthandler.disable()
        gc.disable()  # it would touch, and so copy, all memory of this process
        bound(limits)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        left = memoryview(_answer(task, data, limits, numbers))
        while left:
            left = left[os.write(writing, left[:_CHUNK]) :]
        status = 0
    finally:
        os._exit(status)


def _drained(reading: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise Exhausted(slow=True)
        part = os.read(reading, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)


def bound(limits: Limits) -> None:
    """Let this process take no more memory than the limit beyond what it has; where the system can."""
    try:
        import resource
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = _taken() + limits.memory_bytes
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _taken() -> int:
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0


# ---------------------------------------------------------------- a new process


def _spawned(task: Task, data: bytes, limits: Limits, numbers: Sequence[int]) -> bytes:
    head = json.dumps([task.__module__, task.__qualname__, asdict(limits), list(numbers)]).encode()
    command = [sys.executable, "-m", "evalkit.documents.pdf.guard"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=head + b"\n" + data,
            capture_output=True,
            env=env,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Exhausted(slow=True) from None
    return done.stdout if done.returncode == 0 else b""


def _main() -> None:
    from importlib import import_module

    module, name, given, numbers = json.loads(sys.stdin.buffer.readline())
    task: Any = getattr(import_module(module), name)
    limits = Limits(**given)
    bound(limits)
    sys.stdout.buffer.write(_answer(task, sys.stdin.buffer.read(), limits, numbers))


if __name__ == "__main__":
    _main()
