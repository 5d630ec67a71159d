"""The loop of a batch: what is due goes to the executor, what comes back is written down at once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

from attrs import define, field

from evalkit.batch.judging import JudgementFiles
from evalkit.batch.outcome import Scored, Summary, Unscored, reason
from evalkit.batch.scoring import Preparation
from evalkit.batch.standards import Standards
from evalkit.batch.work import Job, Report, key_of, target
from evalkit.errors import InputError, Problem, UsageError
from evalkit.executors.executor import Executor, Lost, Resources
from evalkit.files import make_folder, read_file, write_file
from evalkit.messages import Joined, Lang, say
from evalkit.problems import nearest, short
from evalkit.registry import Registry
from evalkit.store.results import Results

Watch = Callable[[Summary], None]
"""Is told how far a batch has come, after each report."""

CARDS = "scorecards"
"""The folder of the scorecards in the output folder, with a folder in it for each rubric."""

DATABASE = "results.db"
"""The results database in the output folder."""


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
) -> Summary:
    """Score what is due of `reports`, write and record the results below `folder`; return what became of them.

    Memory does not grow with the number of reports, but for names, keys and failures. When it is
    interrupted (KeyboardInterrupt), what was done until then is recorded, and is not due the next time.
    Raises UsageError when the folder, or the database in it, cannot be used, and InputError for what is wrong
    with the rubric that was named.
    """
    make_folder(folder / CARDS)
    summary = Summary(len(reports))
    with Results.open(folder / DATABASE) as results:
        batch = _Batch(
            preparation, standards, folder, results, judgements or JudgementFiles(), summary, watch
        )
        try:
            with closing(executor.run(preparation, batch.due(reports), resources)) as ended:
                for job, result in ended:
                    batch.take(job, result)
        except KeyboardInterrupt:
            summary.is_interrupted = True
    return summary


@define
class _Batch:
    """What one batch knows while it runs.

    `_known` are the rubrics by which reports were scored, by their names and keys; `_failed` are the keys and
    reasons of those that failed.
    """

    preparation: Preparation
    standards: Standards
    folder: Path
    results: Results
    judgements: JudgementFiles
    summary: Summary
    watch: Watch | None
    _known: Mapping[tuple[str, str], str] = field(init=False)
    _failed: Mapping[str, tuple[str, str]] = field(init=False)
    _added: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        self._known = {
            recorded: rubric
            for rubric in self.standards.files
            for recorded in self.results.keys(rubric).items()
        }
        self._failed = self.results.failed()

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
            if self._is_done(job):
                self._tell()
            else:
                self.standards.check()
                yield job

    def _is_done(self, job: Job) -> bool:
        """Return whether a job was done before and what it gave is still there, and count it then."""
        rubric = self._known.get((job.report, job.key))
        if rubric is not None and self._card(job.report, rubric).is_file():
            self.summary.unchanged += 1
            return True
        key, line = self._failed.get(job.report, ("", ""))
        if key == job.key:
            self.summary.failed[job.report] = line
            return True
        return False

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
        """Write down what became of a job.

        What the report itself is at fault for stays so until something changes; all else is tried again.
        """
        if isinstance(result, Scored):
            self._keep(job, result)
        elif isinstance(result, Lost):
            self._fail(job.report, "", result.why.text(self.lang))
        else:
            self._fail(job.report, job.key, cast("Unscored", result).line)
        self._tell()

    def _keep(self, job: Job, result: Scored) -> None:
        path = self._card(job.report, result.rows.rubric_id)
        try:
            make_folder(path.parent)
            write_file(path, result.card)
        except InputError as error:
            self._fail(job.report, "", reason(error, path, self.lang))
            return
        self._add_rubric(result.rows.rubric_id)
        self.results.record(job.report, job.key, result.rows)
        self.summary.scored += 1
        self.summary.faults.update(dict.fromkeys(result.faults))

    def _add_rubric(self, id: str) -> None:
        if id not in self._added:
            self.results.add_rubric(self.standards.rubric(id), self.standards.text(id))
            self._added.add(id)

    def _card(self, report: str, rubric: str) -> Path:
        return target(report, self.folder / CARDS / rubric, ".json")

    def _fail(self, report: str, key: str, line: str) -> None:
        """Write down that a report has no result; what there was is of another time."""
        for folder in (self.folder / CARDS).iterdir():
            self._card(report, folder.name).unlink(missing_ok=True)
        self.results.fail(report, key, line)
        self.summary.failed[report] = line

    def _tell(self) -> None:
        if self.watch is not None:
            self.watch(self.summary)
