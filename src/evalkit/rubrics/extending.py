"""A rubric that extends another: which files it is made of, and what they come to together.

The files are merged as parsed tables, before anything is read from them, so that every check of a
rubric runs on what is scored by, and each value knows the file that it was written in.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path as FilePath

from evalkit.errors import InputError, Problem, RubricError
from evalkit.frozen import frozen
from evalkit.messages import Joined, Message, say
from evalkit.problems import problem
from evalkit.toml import TomlFile, parse
from evalkit.wrong import unlike

MOST_LEVELS = 10
"""How many files a rubric may be made of."""

_EXTENDS = ("rubric", "extends")


@frozen
class RubricFile:
    """A rubric as a file: its name in messages, its bytes, and where it lies, None when nowhere.

    A base that the rubric names by a path is looked for beside `path`.
    """

    name: str
    data: bytes
    path: FilePath | None = None


Bases = Callable[[str, RubricFile], RubricFile]
"""Finds the rubric that a rubric names as its base; raises InputError when there is none."""


@frozen
class Effective:
    """What a rubric comes to with its bases.

    `file` holds the merged tables, in which no base is named any more. `sha256` is the digest of the
    file itself, or of all the files when there are several. `problems` are those of the merging.
    """

    file: TomlFile
    sha256: str
    problems: tuple[Problem, ...] = ()


def alone(named: str, by: RubricFile) -> RubricFile:
    """Find no base: for a rubric that stands by itself."""
    raise RubricError(Problem(say("没有评分标准“{name}”", "there is no rubric “{name}”", name=named)))


def effective(rubric: RubricFile, find: Bases) -> Effective:
    """Return what `rubric` comes to; `find` finds its bases.

    Raises TomlError when one of the files is not TOML, and RubricError when a base is not there, is
    the rubric itself, or there are more than `MOST_LEVELS` files.
    """
    files, digests = _chain(rubric, find)
    *extensions, whole = files
    problems: list[Problem] = []
    for file in reversed(extensions):
        from evalkit.rubrics.merging import merged

        whole, found = merged(whole, file)
        problems += found
    return Effective(whole, _digest(digests), tuple(problems))


def _chain(rubric: RubricFile, find: Bases) -> tuple[list[TomlFile], list[str]]:
    files: list[TomlFile] = []
    digests: list[str] = []
    met: dict[str, str] = {}
    while True:
        file = parse(rubric.data, rubric.name)
        files.append(file)
        digests.append(hashlib.sha256(rubric.data).hexdigest())
        met[_identity(rubric)] = rubric.name
        name = _base(file)
        if name is None:
            return files, digests
        rubric = _found(file, name, rubric, find)
        if _identity(rubric) in met:
            raise RubricError(_circle(file, [*met.values(), rubric.name]))
        if len(files) == MOST_LEVELS:
            message = say("继承的层数太多", "extends too many rubrics in turn")
            allowed = say("最多 {most} 个文件", "at most {most} files", most=MOST_LEVELS)
            raise RubricError(problem(file, _EXTENDS, message, allowed))


def _identity(rubric: RubricFile) -> str:
    return rubric.name if rubric.path is None else str(rubric.path.resolve())


def _base(file: TomlFile) -> str | None:
    """Return the base that a file names, None when it stands by itself."""
    head = file.data.get("rubric")
    if not isinstance(head, dict) or "extends" not in head:
        return None
    name = head["extends"]
    if not isinstance(name, str):
        wrong = unlike(name, str)
        raise RubricError(problem(file, _EXTENDS, wrong.message, wrong.allowed))
    return name


def _found(file: TomlFile, name: str, rubric: RubricFile, find: Bases) -> RubricFile:
    try:
        return find(name, rubric)
    except InputError as error:
        raise RubricError(
            problem(file, _EXTENDS, _why(each), each.allowed) for each in error.problems
        ) from None


def _why(found: Problem) -> Message:
    """Return what is wrong with a base; what is wrong with its file names the file."""
    if not found.where:
        return found.message
    return say("“{file}”：{why}", "{file}: {why}", file=found.where, why=found.message)


def _circle(file: TomlFile, names: Sequence[str]) -> Problem:
    message = say(
        "继承成了循环，找不到最初的标准：{names}",
        "extends itself in the end: {names}",
        names=Joined(tuple(names)),
    )
    return problem(file, _EXTENDS, message)


def _digest(digests: Sequence[str]) -> str:
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()
