"""Judgements files of many evaluators and reports: found, read by the rubrics that they name, told when they cannot be."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import define, field

from evalkit.comparing.units import Evaluation
from evalkit.errors import InputError, JudgementError, Problem, UsageError
from evalkit.files import CORRECTED, read_file, shown
from evalkit.frozen import frozen
from evalkit.journey import load
from evalkit.messages import Message, say
from evalkit.offers import find_rubric_file
from evalkit.problems import short
from evalkit.registry import Registry
from evalkit.rubrics.rubric import Rubric
from evalkit.scoring.judgements import load_judgements
from evalkit.scoring.subject import subject


@frozen
class Evaluations:
    """The judgements files that could be read; `failed` has a line for each that could not.

    `others` are files about another rubric than the one that was asked for.
    """

    read: tuple[Evaluation, ...]
    failed: tuple[Message, ...]
    others: tuple[str, ...]

    @property
    def is_lost(self) -> bool:
        """Return whether no file could be read."""
        return not self.read

    @property
    def remarks(self) -> tuple[Message, ...]:
        """Return a line for each file that could not be read, and one for those that were left out."""
        if not self.others:
            return self.failed
        left = say(
            "{count} 个文件按别的评分标准评判，未计入",
            "files left out, for they are by another rubric: {count}",
            count=len(self.others),
        )
        return (*self.failed, left)


def read_evaluations(paths: Sequence[Path], registry: Registry, rubric: str | None = None) -> Evaluations:
    """Return the judgements in the files at `paths`; of a folder, in all TOML files in it and below.

    Each file says itself which report it is about, and by which rubric; with `rubric`, an id or a file, only those
    by it are taken. A file that cannot be read costs itself. Raises UsageError when a path is not there or nothing
    is found, and what `load` raises for `rubric`.
    """
    only = None if rubric is None else load(find_rubric_file(rubric, registry), registry)
    reading = _Reading(registry, only)
    for path in judgement_files(paths):
        reading.add(path)
    if only is not None and not reading.read and not reading.failed:
        message = say("没有按“{id}”的评判", "nothing was judged by {id}", id=only.id)
        raise UsageError(Problem(message))
    return Evaluations(tuple(reading.read), tuple(reading.failed), tuple(reading.others))


def judgement_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files among `paths`, each once: hidden ones are passed over in folders.

    Raises UsageError when a path is not there or nothing is found.
    """
    absent = [path for path in paths if not path.exists()]
    if absent:
        missing = say("没有这个文件或文件夹", "no such file or folder")
        raise UsageError([Problem(missing, where=shown(path)) for path in absent])
    found: dict[Path, Path] = {}
    for path in (each for given in paths for each in _below(given)):
        found.setdefault(path.resolve(), path)
    if not found:
        where = "、".join(shown(path) for path in paths)
        raise UsageError(Problem(say("没有找到评判文件", "no judgements file was found"), where=where))
    return tuple(found.values())


def _below(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if not name.endswith(".toml") or name.startswith(".") or name.endswith(CORRECTED):
                continue
            if file.is_file():
                yield file


@define
class _Reading:
    """A walk over judgements files that goes on after each problem; each rubric is loaded once."""

    registry: Registry
    only: Rubric | None
    read: list[Evaluation] = field(factory=list)
    failed: list[Message] = field(factory=list)
    others: list[str] = field(factory=list)
    _rubrics: dict[str, Rubric | Message] = field(factory=dict)

    def add(self, path: Path) -> None:
        """Read the judgements at `path`, or note why that is not possible."""
        name = shown(path)
        try:
            data = read_file(path, JudgementError)
            about = subject(data, name)
            if self.only is not None and about.rubric != self.only.id:
                self.others.append(name)
                return
            rubric = self._rubric(about.rubric, name)
            self.read.append(
                Evaluation(name, about.report, rubric, load_judgements(data, name, rubric, None))
            )
        except InputError as error:
            self.failed.append(_line(error))

    def _rubric(self, id: str, name: str) -> Rubric:
        if self.only is not None:
            return self.only
        if id not in self._rubrics:
            self._rubrics[id] = self._found(id)
        rubric = self._rubrics[id]
        if isinstance(rubric, Message):
            allowed = say("用 --rubric 指定评分标准文件", "name the rubric's file with --rubric")
            raise JudgementError(Problem(rubric, where=name, allowed=allowed))
        return rubric

    def _found(self, id: str) -> Rubric | Message:
        """Return the rubric of that id on offer, or why there is none; a file of that name is not meant."""
        if id not in self.registry.rubrics:
            return say("没有名为“{id}”的评分标准", "there is no rubric {id}", id=short(id))
        try:
            return load(find_rubric_file(id, self.registry), self.registry)
        except InputError as error:
            return say(
                "评分标准“{id}”有误：{first}",
                "the rubric {id} is wrong: {first}",
                id=short(id),
                first=error.problems[0],
            )


def _line(error: InputError) -> Message:
    """Return the first of a file's problems, and how many more there are."""
    first, *more = error.problems
    if not more:
        return say("{first}", "{first}", first=first)
    return say("{first}（另有 {more} 处）", "{first} (and {more} more)", first=first, more=len(more))
