"""The loop of a batch: what is due goes to the executor, what comes back is written down at once."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

from attrs import define, field

from evalkit.batch.judging import JudgementFiles
from evalkit.batch.outcome import Scored, Summary, Unscored, reason
from evalkit.batch.records import Records
from evalkit.batch.scoring import Preparation
from evalkit.batch.standards import Standards
from evalkit.batch.work import Job, Report, key_of
from evalkit.errors import InputError, Problem, UsageError
from evalkit.executors.executor import Executor, Lost, Resources
from evalkit.files import read_file
from evalkit.messages import Joined, Lang, say
from evalkit.problems import nearest, short
from evalkit.registry import Registry

Watch = Callable[[Summary], None]
"""Is told how far a batch has come, after each report."""


def find_executor(name: str, registry: Registry) -> Executor:
    """Return the executor of that name; raises UsageError when there is none."""
    executor = registry.executors.get(name)
    if executor is None:
        message = say(
            "没有名为“{name}”的执行方式{near}",
            "there is no executor {name}{near}",
            name=short(name),
            near=nearest(name, registry.executors) or "",
        )
        names = Joined(tuple(registry.executors))
        raise UsageError(Problem(message, allowed=say("{names}", "{names}", names=names)))
    return executor


def run(
    reports: Sequence[Report],
    preparation: Preparation,
    standards: Standards,
    executor: Executor,
    resources: Resources,
    folder: Path,
    judgements: JudgementFiles | None = None,
    watch: Watch | None = None,
    *,
    prune: bool = False,
) -> Summary:
    """Score what is due of `reports`, write and record the results below `folder`; return what became of them.

    With `prune`, what is recorded there of reports that are not among `reports` is taken away.

    Memory does not grow with the number of reports, but for names, keys and failures. When it is
    interrupted (KeyboardInterrupt), what was done until then is recorded, and is not due the next time.
    Raises UsageError when the folder, or the database in it, cannot be used, and InputError for what is wrong
    with the rubric that was named.
    """
    with closing(Records(folder, standards)) as records:
        batch = _Batch(
            preparation, standards, records, judgements or JudgementFiles(), Summary(len(reports)), watch
        )
        try:
            with closing(executor.run(preparation, batch.due(reports), resources)) as ended:
                for job, result in ended:
                    batch.take(job, result)
        except KeyboardInterrupt:
            batch.summary.is_interrupted = True
        batch.write_down_unread()
        others = records.others(report.name for report in reports)
        if prune and not batch.summary.is_interrupted:
            for name in others:
                records.forget(name)
        else:
            batch.summary.others = len(others)
    return batch.summary


@define
class _Batch:
    """What one batch knows while it runs.

    `_unread` are reports that could not be read, with the reason; they are written down with the next result, for
    nothing may be recorded before the processes are started.
    """

    preparation: Preparation
    standards: Standards
    records: Records
    judgements: JudgementFiles
    summary: Summary
    watch: Watch | None
    _unread: list[tuple[str, str]] = field(factory=list)

    @property
    def lang(self) -> Lang:
        return self.preparation.settings.lang

    def due(self, reports: Sequence[Report]) -> Iterator[Job]:
        """Yield the jobs that are to be done; the others are counted when they are met."""
        for report in reports:
            job = self._job(report)
            if job is not None and not self._is_done(job):
                self.standards.check()
                yield job
            else:
                self._tell()

    def _job(self, report: Report) -> Job | None:
        """Return what is to be done for a report, None when it cannot be read."""
        try:
            data = read_file(report.path, most=self.preparation.settings.limits.file_bytes)
        except InputError as error:
            line = reason(error, report.path, self.lang)
            self.summary.failed[report.name] = line
            self._unread.append((report.name, line))
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        judged = self.judgements.of(sha256)
        parts = [f"{rubric} {digest}" for rubric, (_, digest) in sorted(judged.items())]
        return Job(
            report.name,
            str(report.path),
            key_of([self.preparation.expected.whole, report.path.name, sha256, *parts]),
            sha256,
            tuple((rubric, str(path)) for rubric, (path, _) in judged.items()),
        )

    def _is_done(self, job: Job) -> bool:
        """Return whether a job was done before and what it gave is still there, and count it then."""
        if self.records.is_there(job):
            self.summary.unchanged += 1
            return True
        failed = self.records.reason(job)
        if failed is not None:
            self.summary.failed[job.report] = failed
        return failed is not None

    def take(self, job: Job, result: object) -> None:
        """Write down what became of a job.

        What the report itself is at fault for stays so until something changes; all else is tried again.
        """
        self.write_down_unread()
        if isinstance(result, Scored):
            self._keep(job, result)
        elif isinstance(result, Lost):
            self._fail(job.report, "", result.why.text(self.lang))
        else:
            self._fail(job.report, job.key, cast("Unscored", result).line)
        self._tell()

    def write_down_unread(self) -> None:
        """Record the reports that could not be read since the last time."""
        for report, line in self._unread:
            self.records.fail(report, "", line)
        self._unread.clear()

    def _keep(self, job: Job, result: Scored) -> None:
        try:
            self.records.keep(job, result)
        except UsageError as error:
            self._fail(job.report, "", reason(error, Path(job.path), self.lang))
            return
        self.summary.scored += 1
        self.summary.faults.update(dict.fromkeys(result.faults))

    def _fail(self, report: str, key: str, line: str) -> None:
        self.summary.failed[report] = line
        self.records.fail(report, key, line)

    def _tell(self) -> None:
        if self.watch is not None:
            self.watch(self.summary)
