"""Processes that work for evalkit: bounded, ended with all that they started, and told by how they ended."""

import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from evalkit.messages import Message, say

SECONDS = 600
"""How long a process may take for one report unless somebody says otherwise."""

MEBIBYTES = 4096
"""How much memory a process may take unless somebody says otherwise."""

_MIB = 1024 * 1024


def bound(mebibytes: int) -> None:
    """Let this process, and each that it starts, take no more memory than this; where the system can."""
    try:
        import resource
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = min(mebibytes * _MIB, sys.maxsize if hard == resource.RLIM_INFINITY else hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def end_session(process: int) -> None:
    """End the process of that id, which leads a session, with all that it started; where there are sessions.

    One that has ended already, or has not come to lead its session yet, is left alone.
    """
    if os.name == "posix":
        with suppress(OSError):
            os.killpg(process, signal.SIGKILL)


def may_fork() -> bool:
    """Return whether a copy of this process works: on Linux, with no other thread that may hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def forking() -> Iterator[None]:
    """Let this process be copied without a warning of threads that Python does not know.

    They are those of libraries that the copy never calls.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


@contextmanager
def interrupted_by_any_end() -> Iterator[None]:
    """Take kill, or the closing of the terminal, for an interruption: so that nothing is left running."""
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            if handler == signal.SIG_DFL:
                signal.signal(number, handler)


def exhausted(mebibytes: int) -> Message:
    """Return that a process needed more memory than it was given."""
    return say("未完成，内存超过 {most} MiB", "did not finish within {most} MiB of memory", most=mebibytes)


def too_slow(seconds: int) -> Message:
    """Return that a process took longer than it was given."""
    return say("{seconds} 秒内未完成，已中止", "did not finish within {seconds} seconds", seconds=seconds)


def ending(code: int) -> Message:
    """Return how a process ended that left with exit code `code`, the number of a signal when negative."""
    if code >= 0:
        return say(
            "未完成，进程中途退出，退出码 {code}",
            "did not finish: its process left early with exit code {code}",
            code=code,
        )
    with suppress(ValueError):
        return say(
            "未完成，进程被信号 {name} 终止",
            "did not finish: its process was ended by {name}",
            name=signal.Signals(-code).name,
        )
    return say(
        "未完成，进程被信号 {number} 终止",
        "did not finish: its process was ended by signal {number}",
        number=-code,
    )
