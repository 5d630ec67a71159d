"""Files at the edges of evalkit: whole reads with a limit, and writes that are all or nothing."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evalkit.documents.limits import DEFAULT
from evalkit.errors import DocumentError, InputError, Problem, UsageError
from evalkit.messages import Message, say

CORRECTED = ".facts.toml"
"""How a file ends that keeps corrected facts beside judgements: where judgements are looked for, it is passed over."""

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_NO_FILE = say("这是管道、套接字或设备，不是文件", "this is a pipe, a socket or a device, not a file")


def read_file(path: Path, error: type[InputError] = DocumentError, most: int = DEFAULT.file_bytes) -> bytes:
    """Return the bytes of the file at `path`.

    Raises `error` when it is missing, a folder, a pipe, a socket or a device, unreadable or larger than
    `most` bytes.
    """
    try:
        with open(path, "rb", opener=_unwaiting) as file:
            is_ordinary = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            data = file.read(most + 1) if is_ordinary else b""
    except (OSError, ValueError) as problem:  # ValueError: a null character in the name
        raise error(Problem(why(problem), where=shown(path))) from None
    if not is_ordinary:
        raise error(Problem(_NO_FILE, where=shown(path)))
    if len(data) > most:
        message = say(
            "文件超过 {most} 字节，不予读取", "the file is larger than {most} bytes", most=f"{most:,}"
        )
        raise error(Problem(message, where=shown(path)))
    return data


def _unwaiting(path: str, flags: int) -> int:
    """Open a file as `open` does, but for a pipe do not wait until somebody writes to it."""
    return os.open(path, flags | _AT_ONCE)


def shown(path: Path) -> str:
    """Return `path` as messages name it, on one line whatever its name is made of."""
    return str(path).encode("utf-8", "backslashreplace").decode().replace("\n", "\\n").replace("\r", "\\r")


def check_target(path: Path, inputs: Iterable[Path]) -> None:
    """Raise UsageError when `path` cannot be written, or is one of `inputs`.

    It is asked before the work is done, so that nobody waits for a result that is lost.
    """
    folder = path.parent
    try:
        path.resolve()
        is_folder = path.is_dir()
    except (OSError, RuntimeError) as problem:  # RuntimeError: links in a circle, until Python 3.12
        reason = why(problem) if isinstance(problem, OSError) else _REASONS[errno.ELOOP]
        raise UsageError(Problem(reason, where=shown(path))) from None
    if is_folder:
        raise UsageError(Problem(say("这是文件夹，不能写入", "this is a folder"), where=shown(path)))
    if not folder.is_dir():
        message = say(
            "文件夹“{folder}”不存在，无法写入",
            "cannot write: the folder {folder} does not exist",
            folder=shown(folder),
        )
        raise UsageError(Problem(message, where=shown(path)))
    for source in inputs:
        if _same(path, source):
            message = say("不能覆盖输入文件", "this would overwrite an input file")
            allowed = say("另一个文件名", "another file name")
            raise UsageError(Problem(message, where=shown(path), allowed=allowed))


def make_folder(path: Path) -> None:
    """Make the folder at `path`, and those that it is in; raises UsageError when that is not possible."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as problem:
        raise UsageError(Problem(why(problem), where=shown(path))) from None


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to `path`, all or nothing: a reader sees the old file or the new one.

    An existing file keeps its permissions, a link stays a link, and what is no ordinary file (a
    device, a pipe) is written to as it is. Raises UsageError when it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data)
    except (OSError, ValueError) as problem:
        raise UsageError(Problem(why(problem), where=shown(path))) from None


def remove_file(path: Path) -> None:
    """Remove the file at `path`, if there is one; raises UsageError when that is not possible."""
    try:
        path.unlink(missing_ok=True)
    except (OSError, ValueError) as problem:
        raise UsageError(Problem(why(problem), where=shown(path))) from None


def sync_folder(path: Path) -> None:
    """See to it that the names in the folder `path` are on the disk, where the system can be asked for that."""
    with suppress(OSError):  # Windows opens no folders, some file systems sync none
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _replace(target: Path, data: bytes) -> None:
    with _beside(target) as temporary, temporary.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a file beside `path` to write, which takes its place when all went well, as `write_file` does.

    Raises UsageError when it cannot be written.
    """
    try:
        with _beside(path.resolve()) as temporary:
            yield temporary
    except (OSError, ValueError) as problem:
        raise UsageError(Problem(why(problem), where=shown(path))) from None


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    temporary = target.with_name(f".evalkit-{os.urandom(8).hex()}.tmp")
    try:
        yield temporary
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


_REASONS = {
    errno.ENOENT: say("文件不存在", "no such file"),
    errno.EEXIST: say("这是文件，不是文件夹", "this is a file, not a folder"),
    errno.EISDIR: say("这是文件夹，不是文件", "this is a folder, not a file"),
    errno.ENOTDIR: say("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.ENXIO: _NO_FILE,  # what opening a socket comes to
    errno.EACCES: say("没有权限", "permission denied"),
    errno.EPERM: say("没有权限", "permission denied"),
    errno.EROFS: say("所在的文件系统只读", "the file system is read-only"),
    errno.ENOSPC: say("磁盘空间不足", "no space left"),
    errno.ENAMETOOLONG: say("文件名太长", "the file name is too long"),
    errno.EADDRINUSE: say("已被占用", "it is taken"),
    errno.ELOOP: say("符号链接循环", "the symbolic links go in a circle"),
}


def why(problem: OSError | ValueError) -> Message:
    """Return why something cannot be read or written, as messages say it."""
    known = _REASONS.get(problem.errno or 0) if isinstance(problem, OSError) else None
    if known is not None:
        return known
    detail = problem.strerror if isinstance(problem, OSError) else None
    return say("无法读写：{detail}", "cannot be used: {detail}", detail=detail or str(problem))
