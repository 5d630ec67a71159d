"""The file of the results database: opened, made, brought up to date, or refused in one line."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from evalkit.errors import Problem, UsageError
from evalkit.messages import Message, say

APPLICATION_ID = 0x45564B54
"""What marks an SQLite file as a results database of evalkit: EVKT."""

PATIENCE = 5.0
"""How many seconds another program that writes is waited for."""

_OLDEST = (3, 37, 0)
"""The SQLite with which STRICT tables came."""


def steps() -> tuple[str, ...]:
    """Return the SQL that makes the database, in steps: each makes a version out of the one before."""
    folder = files(__package__) / "steps"
    found = sorted(
        (step for step in folder.iterdir() if step.name.endswith(".sql")), key=lambda each: each.name
    )
    return tuple(step.read_text("utf-8") for step in found)


def opened(path: Path, *, make: bool) -> sqlite3.Connection:
    """Return a connection to the results database at `path`, brought up to date.

    It is made where it is missing, if `make` says so. Raises UsageError when the file is no results
    database, is of a newer version, is locked by another program or cannot be written.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        message = say(
            "SQLite {version} 太旧，不能用结果库",
            "SQLite {version} is too old",
            version=sqlite3.sqlite_version,
        )
        raise UsageError(Problem(message, allowed=say("3.37 或更新", "3.37 or newer")))
    if not make and not path.is_file():
        raise UsageError(
            Problem(say("没有这个结果库", "there is no such results database"), where=_shown(path))
        )
    with told(path):
        connection = _connected(path, make=make)
        try:
            _brought_up_to_date(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _connected(path: Path, *, make: bool) -> sqlite3.Connection:
    if make:
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    else:
        # Without a place for SQLite's own files beside it, a database can be read as long as nobody writes it.
        mode = (
            "rw"
            if os.access(path, os.W_OK)
            else "ro"
            if os.access(path.parent, os.W_OK)
            else "ro&immutable=1"
        )
        uri = f"file:{quote(os.fsencode(path.resolve()))}?mode={mode}"
        connection = sqlite3.connect(uri, timeout=PATIENCE, isolation_level=None, uri=True)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _brought_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    sql = steps()
    version = _version(connection, path)
    if version > len(sql):
        message = say(
            "结果库是第 {version} 版，这个 evalkit 只认识到第 {known} 版",
            "the results database is of version {version}, this evalkit knows up to {known}",
            version=version,
            known=len(sql),
        )
        allowed = say("用更新的 evalkit 打开", "open it with a newer evalkit")
        raise UsageError(Problem(message, where=_shown(path), allowed=allowed))
    if version == len(sql):
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in sql[_version(connection, path) :]:  # asked again: another program may have been faster
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(sql)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of the database, 0 for an empty file; raises UsageError for what is none of ours."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and tables:
        raise UsageError(Problem(_FOREIGN, where=_shown(path), allowed=_OURS))
    return int(version) if application == APPLICATION_ID else 0


def _statements(step: str) -> Iterator[str]:
    """Yield the statements of a step, which end with semicolons at the ends of lines."""
    statement = ""
    for line in step.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the file at `path` into a UsageError of one line."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        message = _WHY.get(error.sqlite_errorname.split("_")[1])
        if message is None:
            raise
        raise UsageError(Problem(message, where=_shown(path))) from None


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Do as `told`, and hold values that evalkit never writes for damage, too: JSON that is none, words of no enum."""
    with told(path):
        try:
            yield
        except (ValueError, ArithmeticError, TypeError, KeyError):
            raise UsageError(Problem(_WHY["CORRUPT"], where=_shown(path))) from None


def _shown(path: Path) -> str:
    return str(path).encode("utf-8", "backslashreplace").decode().replace("\n", "\\n").replace("\r", "\\r")


_FOREIGN = say("不是 evalkit 的结果库", "this is no results database of evalkit")
_OURS = say("evalkit batch 写出的文件", "a file that evalkit batch wrote")

_WHY: dict[str, Message] = {
    "NOTADB": _FOREIGN,
    "CORRUPT": say("结果库已损坏", "the results database is damaged"),
    "BUSY": say("结果库正被另一个程序使用", "another program is using the results database"),
    "READONLY": say("结果库只读，无法写入", "the results database cannot be written"),
    "CANTOPEN": say("结果库无法打开", "the results database cannot be opened"),
    "FULL": say("磁盘空间不足", "no space left"),
    "IOERR": say("结果库所在的磁盘读写出错", "the disk of the results database fails"),
}
"""What is wrong with a file or its disk, by SQLite's own name for it; anything else is a mistake of ours."""
