"""What is left of a batch: a scorecard a report, and the results database."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field

from evalkit.batch.work import Job, target
from evalkit.files import make_folder, write_file
from evalkit.store.results import Results

if TYPE_CHECKING:
    from evalkit.batch.outcome import Scored
    from evalkit.batch.standards import Standards

CARDS = "scorecards"
"""The folder of the scorecards in the output folder, with a folder in it for each rubric."""

DATABASE = "results.db"
"""The results database in the output folder."""


@define(slots=False)
class Records:
    """The output folder of a batch, and what was in it at the beginning.

    `rubrics` are the ids of the rubrics that the batch is about. `known` are those by which reports were scored, by
    the names and keys of the reports; `failed` are the keys and
    reasons of those that failed. The database is open from the first thing that is recorded on: a copy
    that is made of this process before has nothing of it.
    """

    folder: Path
    rubrics: Collection[str]
    known: Mapping[tuple[str, str], str] = field(init=False)
    failed: Mapping[str, tuple[str, str]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find out what is there; raises UsageError when the folder, or the database in it, cannot be used."""
        make_folder(self.folder / CARDS)
        with Results.open(self.folder / DATABASE) as results:
            self.known = {each: id for id in self.rubrics for each in results.keys(id).items()}
            self.failed = results.failed()

    @cached_property
    def _results(self) -> Results:
        return Results.open(self.folder / DATABASE)

    def is_there(self, job: Job) -> bool:
        """Return whether the job was done before, and its scorecard is still there."""
        rubric = self.known.get((job.report, job.key))
        return rubric is not None and self._card(job.report, rubric).is_file()

    def reason(self, job: Job) -> str | None:
        """Return why the job failed before, None when it did not."""
        key, reason = self.failed.get(job.report, ("", ""))
        return reason if key == job.key else None

    def keep(self, job: Job, scored: "Scored", standards: "Standards") -> None:
        """Write the scorecard, then record the job as done; raises UsageError when that is not possible."""
        path = self._card(job.report, scored.rows.rubric_id)
        make_folder(path.parent)
        write_file(path, scored.card)
        self._add_rubric(scored.rows.rubric_id, standards)
        self._results.record(job.report, job.key, scored.rows)

    def fail(self, report: str, key: str, reason: str) -> None:
        """Record that a report has no result, and why; what there was is of another time."""
        self._remove_cards(report)
        self._results.fail(report, key, reason)

    def others(self, names: Iterable[str]) -> list[str]:
        """Return the reports of earlier batches, recorded here, that are not among `names`."""
        return sorted({*(name for name, _ in self.known), *self.failed}.difference(names))

    def forget(self, report: str) -> None:
        """Take away all that there is of a report."""
        self._remove_cards(report)
        self._results.forget(report)

    def close(self) -> None:
        """Close the database."""
        if "_results" in vars(self):
            self._results.close()

    @cached_property
    def _added(self) -> set[str]:
        return set()

    def _add_rubric(self, id: str, standards: "Standards") -> None:
        if id not in self._added:
            self._results.add_rubric(standards.rubric(id), standards.text(id))
            self._added.add(id)

    def _remove_cards(self, report: str) -> None:
        for folder in (self.folder / CARDS).iterdir():
            self._card(report, folder.name).unlink(missing_ok=True)

    def _card(self, report: str, rubric: str) -> Path:
        return target(report, self.folder / CARDS / rubric, ".json")
