"""What a batch has to do: its reports by names of their own, and the key by which each is known to be done."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from evalkit.errors import Problem, UsageError
from evalkit.files import shown
from evalkit.frozen import frozen
from evalkit.messages import say

_NO_REPORTS = (".toml", ".json", ".jsonl", ".lock", ".db", ".ini")
"""What lies in folders beside reports: facts files, judgements, and what systems leave there."""

_LONGEST_NAME = 200
"""How many bytes a part of the name of an output may have, its ending apart; most systems stop at 255."""


@frozen
class Report:
    """A report of a batch: `name` is its path below what all reports have in common, always with ``/``."""

    name: str
    path: Path


@frozen
class Job:
    """One report to be scored: what a worker needs to know, and nothing more.

    `key` says of which report, rubric, judgements, plugins and version the result will be; `sha256` is
    the report's; `judgements` are files by the id of the rubric that they are for.
    """

    report: str
    path: str
    key: str
    sha256: str
    judgements: tuple[tuple[str, str], ...] = ()


def find_reports(given: Sequence[Path], output: Path) -> tuple[Report, ...]:
    """Return the reports among `given`, files and folders, in the order of their names.

    Of a folder everything counts that is below it, but for hidden files, for what a running Word leaves
    there, for facts and judgements, and for the folder `output`. No two reports have one name.
    Raises UsageError when something that was given is not there, or nothing was found.
    """
    absent = [path for path in given if not path.exists()]
    if absent:
        missing = say("没有这个文件或文件夹", "no such file or folder")
        raise UsageError([Problem(missing, where=shown(path)) for path in absent])
    avoided = output.resolve()
    paths = dict.fromkeys(path for each in given for path in _below(_root(each), avoided))
    if not paths:
        where = "、".join(shown(path) for path in given)
        raise UsageError(Problem(say("没有找到报告", "no report was found"), where=where))
    common = _common(given)
    named: dict[str, Path] = {}
    for path in sorted(paths):
        name = _name(path, common)
        # Line breaks in names are shown as \\n, which a name may have too.
        named[name if name not in named else f"{name}-{key_of([str(path)])[:16]}"] = path
    return tuple(Report(name, named[name]) for name in sorted(named))


def _root(path: Path) -> Path:
    """Return `path` in full: a file keeps its name, even if it is a link to another."""
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


def _below(path: Path, avoided: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = [
            name
            for name in sorted(folders)
            if not name.startswith(".") and Path(folder, name).resolve() != avoided
        ]
        found = (Path(folder, name) for name in sorted(names) if _may_be_report(name))
        yield from (path for path in found if not _is_device(path))


def _may_be_report(name: str) -> bool:
    return not name.startswith((".", "~$")) and not name.lower().endswith(_NO_REPORTS)


def _is_device(path: Path) -> bool:
    """Return whether reading would wait for somebody to write: a pipe, a socket, a device."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False  # which is said when it is read


def _common(given: Iterable[Path]) -> Path:
    """Return the folder below which everything lies: of a folder itself, of a file the one that it is in."""
    folders = [path.resolve() if path.is_dir() else _root(path).parent for path in given]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        message = say("报告分在不同的盘上", "the reports are on different drives")
        allowed = say("每个盘一次", "one drive at a time")
        raise UsageError(Problem(message, allowed=allowed)) from None


def _name(path: Path, common: Path) -> str:
    return shown(Path(path.relative_to(common).as_posix())).replace(os.sep, "/")


def target(report: str, folder: Path, suffix: str) -> Path:
    """Return where the result of `report` goes: below `folder`, by the report's name and `suffix`.

    A part of the name that would be too long is cut, and a digest of it tells it from others.
    """
    *folders, name = report.split("/")
    return folder.joinpath(*(_folder(each, suffix) for each in folders), _fitting(name) + suffix)


def _folder(name: str, suffix: str) -> str:
    """Return a folder's name, longer by a line when it could be that of a result."""
    return _fitting(f"{name}_" if name.rstrip("_").endswith(suffix) else name)


def _fitting(name: str) -> str:
    data = name.encode()
    if len(data) <= _LONGEST_NAME:
        return name
    digest = hashlib.sha256(data).hexdigest()[:16]
    return f"{data[: _LONGEST_NAME - 17].decode('utf-8', 'ignore')}-{digest}"


def key_of(parts: Iterable[str]) -> str:
    """Return the digest of `parts`, in order: another one whenever any of them is another."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode() + data)
    return digest.hexdigest()
