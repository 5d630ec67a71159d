"""One review at a time has a file: the system holds the lock, and lets go of it when a process ends, however."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evalkit.errors import Problem, UsageError
from evalkit.files import shown, why
from evalkit.messages import say

if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file at `path`, which need not exist; raises UsageError while another review has it."""
    real = path.resolve()
    lock = real.with_name(f".{real.name}.lock")
    file = _open(lock, path)
    try:
        yield
    finally:
        # On Windows a file that is open cannot be removed: there it stays, and locks nothing.
        with suppress(OSError):
            lock.unlink()
        os.close(file)


def _open(lock: Path, path: Path) -> int:
    while True:
        try:
            file = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except OSError as error:
            message = say("不能在此保存：{why}", "nothing can be saved here: {why}", why=why(error))
            allowed = say(
                "用 --judgements 和 --facts 指定可写的位置",
                "a place that can be written to, named by --judgements and --facts",
            )
            raise UsageError(Problem(message, where=shown(path), allowed=allowed)) from None
        try:
            _take(file)
        except (BlockingIOError, PermissionError):
            os.close(file)
            message = say("另一个 evalkit review 正开着这个文件", "another evalkit review has this file open")
            allowed = say("先结束它（Ctrl-C）", "end that one first (Ctrl-C)")
            raise UsageError(Problem(message, where=shown(path), allowed=allowed)) from None
        except OSError:
            # A file system without locks: what another program writes is noticed all the same.
            return file
        if _is_still(file, lock):
            return file
        # Its holder removed it between our opening and locking it.
        os.close(file)


def _is_still(file: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), lock.stat())
    except OSError:
        return False
