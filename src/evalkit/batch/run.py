"""The loop of a batch: what is due goes to the executor, what comes back is written down at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

from attrs import define

from evalkit.batch.due import Due
from evalkit.batch.judging import JudgementFiles
from evalkit.batch.outcome import Scored, Unscored
from evalkit.batch.records import Records
from evalkit.batch.scoring import Preparation
from evalkit.batch.standards import Standards
from evalkit.batch.summary import Summary, reason
from evalkit.batch.work import Job, Report
from evalkit.errors import Problem, UsageError
from evalkit.executors.executor import Executor, Lost, Resources
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
    with closing(Records(folder, standards.files)) as records:
        summary = Summary(len(reports))
        looking = Due(
            preparation.expected.whole, preparation.settings, judgements or JudgementFiles(), records, summary
        )
        batch = _Batch(standards, looking, watch)
        try:
            with closing(executor.run(preparation, batch.due(reports), resources)) as ended:
                for job, result in ended:
                    batch.take(job, result)
        except KeyboardInterrupt:
            summary.is_interrupted = True
        batch.write_down_unread()
        others = records.others(report.name for report in reports)
        if prune and not summary.is_interrupted:
            for name in others:
                records.forget(name)
        else:
            summary.others = len(others)
    return summary


@define
class _Batch:
    """One batch while it runs."""

    standards: Standards
    looking: Due
    watch: Watch | None

    @property
    def summary(self) -> Summary:
        return self.looking.summary

    @property
    def lang(self) -> Lang:
        return self.looking.settings.lang

    def due(self, reports: Sequence[Report]) -> Iterator[Job]:
        """Yield the jobs that are to be done; the others are counted when they are met."""
        for report in reports:
            job = self.looking.job(report)
            if job is not None:
                self.standards.check()
                yield job
            else:
                self._tell()

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
        """Record the reports that could not be read since the last time.

        Nothing may be recorded before the processes are started, so this waits for the next result.
        """
        for report, line in self.looking.unread:
            self.looking.records.fail(report, "", line)
        self.looking.unread.clear()

    def _keep(self, job: Job, result: Scored) -> None:
        try:
            self.looking.records.keep(job, result, self.standards)
        except UsageError as error:
            self._fail(job.report, "", reason(error, Path(job.path), self.lang))
            return
        self.summary.scored += 1
        self.summary.faults.update(dict.fromkeys(result.faults))

    def _fail(self, report: str, key: str, line: str) -> None:
        self.summary.failed[report] = line
        self.looking.records.fail(report, key, line)

    def _tell(self) -> None:
        if self.watch is not None:
            self.watch(self.summary)
