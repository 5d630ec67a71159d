"""The loop of a batch: what is due goes to the executor, what comes back is written down at once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol, cast

from attrs import define, field

from evalkit.batch.judging import JudgementFiles
from evalkit.batch.outcome import Scored, Summary, Unscored, reason
from evalkit.batch.scoring import Preparation
from evalkit.batch.work import Job, Report, key_of, target
from evalkit.errors import InputError, Problem, UsageError
from evalkit.executors.executor import Executor, Lost, Resources
from evalkit.files import make_folder, read_file, write_file
from evalkit.messages import Joined, Lang, say
from evalkit.problems import nearest, short
from evalkit.registry import Registry

Watch = Callable[[Summary], None]
"""Is told how far a batch has come, after each report."""


class Results(Protocol):
    """Where results are recorded: `keys` are those of what is there, each thing is recorded whole or not at all."""

    def keys(self) -> Mapping[str, str]:
        """Return the key of what is recorded, by report."""

    def record(self, report: str, key: str, rows: object) -> None:
        """Record what was found in a report, in place of what was there."""

    def fail(self, report: str, key: str, line: str) -> None:
        """Record why a report could not be scored, in place of what was there."""


class Nowhere:
    """Results that nobody keeps."""

    def keys(self) -> Mapping[str, str]:
        """Return that nothing is recorded."""
        return {}

    def record(self, report: str, key: str, rows: object) -> None:
        """Take what nobody keeps."""

    def fail(self, report: str, key: str, line: str) -> None:
        """Take what nobody keeps."""


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
    executor: Executor,
    resources: Resources,
    folder: Path,
    results: Results,
    judgements: JudgementFiles | None = None,
    watch: Watch | None = None,
) -> Summary:
    """Score what is due of `reports`, write each scorecard below `folder` and record it; return what became of them.

    Memory does not grow with the number of reports, but for names, keys and failures. When it is
    interrupted (KeyboardInterrupt), what was done until then is recorded, and is not due the next time.
    """
    batch = _Batch(preparation, folder, results, judgements or JudgementFiles(), Summary(len(reports)), watch)
    try:
        with closing(executor.run(preparation, batch.due(reports), resources)) as ended:
            for job, result in ended:
                batch.take(job, result)
    except KeyboardInterrupt:
        batch.summary.is_interrupted = True
    return batch.summary


@define
class _Batch:
    """What one batch knows while it runs."""

    preparation: Preparation
    folder: Path
    results: Results
    judgements: JudgementFiles
    summary: Summary
    watch: Watch | None
    _known: Mapping[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._known = self.results.keys()

    @property
    def lang(self) -> Lang:
        return self.preparation.settings.lang

    def due(self, reports: Sequence[Report]) -> Iterator[Job]:
        """Yield the jobs that are to be done; the others are counted when they are met."""
        for report in reports:
            try:
                job = self._job(report)
            except InputError as error:
                self._fail(report.name, "", reason(error, report.path, self.lang))
                self._tell()
                continue
            if self._known.get(report.name) == job.key and self._card(report.name).is_file():
                self.summary.unchanged += 1
                self._tell()
            else:
                yield job

    def _job(self, report: Report) -> Job:
        data = read_file(report.path, most=self.preparation.settings.limits.file_bytes)
        sha256 = hashlib.sha256(data).hexdigest()
        judged = self.judgements.of(sha256)
        parts = [f"{rubric} {digest}" for rubric, (_, digest) in sorted(judged.items())]
        return Job(
            report.name,
            str(report.path),
            key_of([self.preparation.expected, report.path.name, sha256, *parts]),
            sha256,
            tuple((rubric, str(path)) for rubric, (path, _) in judged.items()),
        )

    def take(self, job: Job, result: object) -> None:
        """Write down what became of a job."""
        if isinstance(result, Scored):
            try:
                self._write(job, result)
            except InputError as error:
                self._fail(job.report, "", reason(error, self._card(job.report), self.lang))
        elif isinstance(result, Lost):
            self._fail(job.report, "", result.why.text(self.lang))
        else:
            self._fail(job.report, job.key, cast("Unscored", result).line)
        self._tell()

    def _write(self, job: Job, result: Scored) -> None:
        path = self._card(job.report)
        make_folder(path.parent)
        write_file(path, result.card)
        self.results.record(job.report, job.key, result.rows)
        self.summary.scored += 1
        self.summary.faults.update(dict.fromkeys(result.faults))

    def _card(self, report: str) -> Path:
        return target(report, self.folder, ".json")

    def _fail(self, report: str, key: str, line: str) -> None:
        """Write down that a report has no result; what there was is of another time."""
        self._card(report).unlink(missing_ok=True)
        self.results.fail(report, key, line)
        self.summary.failed[report] = line

    def _tell(self) -> None:
        if self.watch is not None:
            self.watch(self.summary)
