"""Which reports of a batch are due: those that are not recorded under the key that they have now."""

import hashlib

from attrs import define, field

from evalkit.batch.judging import JudgementFiles
from evalkit.batch.records import Records
from evalkit.batch.settings import Settings
from evalkit.batch.summary import Summary, reason
from evalkit.batch.work import Job, Report, key_of
from evalkit.errors import InputError
from evalkit.files import read_file


@define
class Due:
    """Looks at one report after the other, and counts in `summary` those that are not due.

    `identity` is the digest of all that scorecards depend on besides report and judgements. `unread` are reports
    that could not be read since somebody last looked, with the reason.
    """

    identity: str
    settings: Settings
    judgements: JudgementFiles
    records: Records
    summary: Summary
    unread: list[tuple[str, str]] = field(factory=list)

    def job(self, report: Report) -> Job | None:
        """Return what is to be done for a report, None when there is nothing or it cannot be read."""
        job = self._job(report)
        return None if job is None or self._is_done(job) else job

    def _job(self, report: Report) -> Job | None:
        try:
            data = read_file(report.path, most=self.settings.limits.file_bytes)
        except InputError as error:
            line = reason(error, report.path, self.settings.lang)
            self.summary.failed[report.name] = line
            self.unread.append((report.name, line))
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        judged = self.judgements.of(sha256)
        parts = [f"{rubric} {digest}" for rubric, (_, digest) in sorted(judged.items())]
        return Job(
            report.name,
            str(report.path),
            key_of([self.identity, report.path.name, sha256, *parts]),
            sha256,
            tuple((rubric, str(path)) for rubric, (path, _) in judged.items()),
        )

    def _is_done(self, job: Job) -> bool:
        if self.records.is_there(job):
            self.summary.unchanged += 1
            return True
        failed = self.records.reason(job)
        if failed is not None:
            self.summary.failed[job.report] = failed
        return failed is not None
