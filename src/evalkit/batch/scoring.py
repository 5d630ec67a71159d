"""What every process of a batch does: prepare plugins and rubric once, then score one report after the other."""

import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from attrs import field, frozen

from evalkit import __version__, journey
from evalkit.batch.outcome import Scored, Unscored, reason
from evalkit.batch.settings import Settings
from evalkit.batch.standards import Standards, standards
from evalkit.batch.work import Job, key_of
from evalkit.documents.progress import unwatched
from evalkit.errors import DocumentError, InputError, PluginError, Problem, UsageError
from evalkit.facts.fact import FactSheet
from evalkit.files import shown
from evalkit.locking import installed
from evalkit.messages import say
from evalkit.reading import source_of
from evalkit.registry import Registry, load_plugins
from evalkit.rendering.renderer import View
from evalkit.rubrics.rubric import Rubric
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
    """What everything but report and judgements was when a batch was begun, as digests: of the `plugins`, of it all."""

    plugins: str
    whole: str


def _plugins(settings: Settings) -> str:
    """Return the digest of the plugins that are installed, with their contents; none is imported for it."""
    return key_of(
        f"{each.name} {each.distribution} {each.version} {each.sha256}"
        for each in installed()
        if each.name not in settings.blocked
    )


def identity(settings: Settings, by: Standards) -> Identity:
    """Return what a scorecard depends on besides report and judgements.

    That is evalkit's version, the plugins with their contents, the rubrics with those they extend, the
    settings, and the programs that some formats need. Raises InputError when a rubric cannot be read.
    """
    programs = [str(shutil.which("soffice") is not None), str(find_spec("rapidocr") is not None)]
    chosen = [repr(settings.statements), repr(settings.limits), settings.lang.value]
    plugins = _plugins(settings)
    return Identity(plugins, key_of([__version__, *programs, *chosen, plugins, *by.digests()]))


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
        if _plugins(self.settings) != self.expected.plugins:
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
        statements, lang = self.settings.statements, self.settings.lang
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

    def _judgements(self, job: Job, rubric: Rubric, sheet: FactSheet) -> Judgements | None:
        path = dict(job.judgements).get(rubric.id)
        return None if path is None else journey.read_judgements(Path(path), rubric, sheet)


def _bytes(written: str | bytes) -> bytes:
    if isinstance(written, bytes):
        return written
    return (written if written.endswith("\n") else f"{written}\n").encode("utf-8", "backslashreplace")
