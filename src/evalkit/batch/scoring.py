"""What every process of a batch does: prepare plugins and rubric once, then score one report after the other."""

from collections.abc import Callable
from pathlib import Path

from attrs import field

from evalkit import journey
from evalkit.batch.outcome import Scored, Unscored
from evalkit.batch.settings import Settings, environment
from evalkit.batch.standards import Standards, standards
from evalkit.batch.summary import reason
from evalkit.batch.work import Job, key_of
from evalkit.documents.progress import unwatched
from evalkit.errors import DocumentError, InputError, PluginError, Problem, UsageError
from evalkit.facts.fact import FactSheet
from evalkit.files import shown
from evalkit.frozen import frozen
from evalkit.messages import say
from evalkit.reading import source_of
from evalkit.registry import Registry, load_plugins
from evalkit.rendering.renderer import View
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.scoring.judgements import Judgements
from evalkit.store.rows import rows_of

_ANYTHING = (Exception, SystemExit)
"""What a report, or a plugin that reads it, may do to us: it costs the report."""


_OTHER = say(
    "工作进程的 evalkit、插件或评分标准与批次开始时不同",
    "a process has another evalkit, other plugins or another rubric than the batch was begun with",
)


@frozen
class Identity:
    """What a scorecard depends on besides report and judgements, as digests: all but the rubrics, and all of it."""

    environment: str
    whole: str


def identity(settings: Settings, by: Standards) -> Identity:
    """Return what scorecards depend on now; raises InputError when a rubric cannot be read."""
    around = environment(settings)
    return Identity(around, key_of([around, *by.digests()]))


@frozen
class Preparation:
    """Prepares a process: the plugins are loaded and the rubric is built once.

    `expected` is the identity that the batch was begun with; a process for which it is another (a rubric that was
    changed in between, a machine with other plugins, which are not even loaded) raises UsageError. `loaded`
    is what this process has loaded already: copies of it have it too, others load for themselves.
    """

    settings: Settings
    expected: Identity
    loaded: tuple[Registry, Standards] | None = field(default=None, eq=False, repr=False)

    def __reduce__(self) -> tuple[type, tuple[Settings, Identity]]:
        """Return what another process needs to know."""
        return Preparation, (self.settings, self.expected)

    def __call__(self) -> Callable[[Job], Scored | Unscored]:
        """Return what scores a report."""
        registry, by = self.loaded or self._load()
        return _Scorer(self.settings, registry, by).outcome

    def _load(self) -> tuple[Registry, Standards]:
        if environment(self.settings) != self.expected.environment:
            raise UsageError(Problem(_OTHER))
        registry = load_plugins(self.settings.blocked)
        by = standards(self.settings, registry)
        if identity(self.settings, by) != self.expected:
            raise UsageError(Problem(_OTHER))
        return registry, by


@frozen
class _Scorer:
    """Scores reports one by one."""

    settings: Settings
    registry: Registry
    by: Standards

    def outcome(self, job: Job) -> Scored | Unscored:
        """Return what becomes of a report, whatever is wrong with it."""
        try:
            return self._scored(job)
        except (InputError, PluginError) as error:
            return Unscored(reason(error, Path(job.path), self.settings.lang))
        except MemoryError:
            raise
        except _ANYTHING as error:
            detail = f"{type(error).__name__}: {' '.join(str(error).split())}"
            return Unscored(say("出错：{what}", "raised {what}", what=detail).text(self.settings.lang))

    def _scored(self, job: Job) -> Scored:
        source = source_of([Path(job.path)], self.registry, self.settings.limits, unwatched)
        rubric, sheet = self.by.read(source.value)
        if sheet.sha256 != job.sha256:
            changed = say("读取期间文件被改动", "the file was changed while it was being read")
            raise DocumentError(Problem(changed, where=shown(Path(job.path))))
        judgements = self._judgements(job, rubric, sheet)
        if not sheet.facts and judgements is None:
            # Scored, a notice or an invitation would stand at the end of every ranking.
            raise DocumentError(Problem(journey.NO_FACTS))
        statements, lang = self._statements(), self.settings.lang
        card = journey.score_sheet(
            sheet,
            rubric,
            self.registry,
            judgements=judgements,
            statements=statements,
            faults=(*source.faults, *self.by.faults),
        )
        written = journey.render(card, "json", View(lang), self.registry)
        faults = tuple(fault.text(lang) for fault in journey.failures(card))
        return Scored(_bytes(written), rows_of(card, sheet, judgements, statements), faults)

    def _statements(self) -> Statements | None:
        return None if self.settings.statements is None else Statements(self.settings.statements)

    def _judgements(self, job: Job, rubric: Rubric, sheet: FactSheet) -> Judgements | None:
        path = dict(job.judgements).get(rubric.id)
        return None if path is None else journey.read_judgements(Path(path), rubric, sheet)


def _bytes(written: str | bytes) -> bytes:
    if isinstance(written, bytes):
        return written
    return (written if written.endswith("\n") else f"{written}\n").encode("utf-8", "backslashreplace")
