"""Which of the judgements in a folder are about which report: the files say so themselves, by digest."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from attrs import define, field

from evalkit.errors import InputError, JudgementError, Problem
from evalkit.files import CORRECTED, read_file, shown
from evalkit.messages import say
from evalkit.scoring.subject import Subject, subject


@define
class JudgementFiles:
    """The judgement files of a batch: paths and digests by the digest of the report and the id of the rubric.

    `unused` are those that no report has asked for yet.
    """

    by_report: Mapping[str, Mapping[str, tuple[Path, str]]] = field(factory=dict)
    unused: set[Path] = field(factory=set)

    def of(self, report_sha256: str) -> Mapping[str, tuple[Path, str]]:
        """Return path and digest of the judgements on a report, by the id of the rubric that they are for."""
        found = self.by_report.get(report_sha256, {})
        self.unused -= {path for path, _ in found.values()}
        return found


def find_judgements(folder: Path) -> JudgementFiles:
    """Return the judgements in the TOML files of `folder` and below.

    Raises JudgementError, with every problem, for a file that does not say which report and which rubric
    it is about, and for two about the same; whether they are right in themselves is found out when the
    report is scored.
    """
    if not folder.is_dir():
        raise JudgementError(Problem(say("没有这个文件夹", "no such folder"), where=shown(folder)))
    found: dict[str, dict[str, tuple[Path, str]]] = {}
    problems: list[Problem] = []
    paths = sorted(
        path for path in folder.rglob("*.toml") if not path.name.endswith(CORRECTED) and path.is_file()
    )
    for path in paths:
        try:
            about, sha256 = _about(path)
        except InputError as error:
            problems += error.problems
            continue
        other = found.setdefault(about.report, {}).setdefault(about.rubric, (path, sha256))
        if other[0] != path:
            message = say(
                "与 {other} 评判的是同一份报告、同一个评分标准",
                "about the same report and rubric as {other}",
                other=shown(other[0]),
            )
            problems.append(Problem(message, where=shown(path)))
    if problems:
        raise JudgementError(problems)
    return JudgementFiles(found, set(paths))


def _about(path: Path) -> tuple[Subject, str]:
    """Return what a file is about, and its own digest."""
    data = read_file(path, JudgementError)
    return subject(data, shown(path)), hashlib.sha256(data).hexdigest()
