"""What every process of a batch does: prepare plugins and rubric once, then score one report after the other."""

import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from attrs import define, field, frozen

from evalkit import __version__, journey
from evalkit.batch.outcome import Scored, Unscored, reason
from evalkit.batch.work import Job, key_of
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.errors import DocumentError, InputError, PluginError, Problem, UsageError
from evalkit.facts.fact import FactSheet
from evalkit.files import shown
from evalkit.locking import installed
from evalkit.messages import Lang, Message, say
from evalkit.offers import Offers, choose, effective_file, find_rubric_file, offers
from evalkit.registry import Registry, load_plugins
from evalkit.rendering.renderer import View
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.store.rows import rows_of

_ANYTHING = (Exception, SystemExit)
"""What a report, or a plugin that reads it, may do to us: it costs the report."""


@frozen
class Settings:
    """How the reports of a batch are scored: by the rubric of that name or file, chosen for each when None."""

    rubric: str | None = None
    statements: Statements | None = None
    limits: Limits = DEFAULT
    blocked: tuple[str, ...] = ()
    lang: Lang = Lang.ZH


def identity(settings: Settings, registry: Registry) -> str:
    """Return the digest of everything but report and judgements that a scorecard depends on.

    That is evalkit's version, the plugins with their contents, the rubrics with those they extend, the
    settings, and the programs that some formats need. Raises InputError when the rubric cannot be read.
    """
    plugins = [
        f"{each.name} {each.distribution} {each.version} {each.sha256}"
        for each in installed()
        if each.name not in settings.blocked
    ]
    named = [] if settings.rubric is None else [find_rubric_file(settings.rubric, registry)]
    files = named or [offer.file for offer in offers(registry).offers]
    rubrics = [effective_file(file, registry).sha256 for file in files]
    programs = [str(shutil.which("soffice") is not None), str(find_spec("rapidocr") is not None)]
    chosen = [repr(settings.statements), repr(settings.limits), settings.lang.value]
    return key_of([__version__, *programs, *chosen, *plugins, "rubrics", *rubrics])


@frozen
class Preparation:
    """Prepares a process: the plugins are loaded and the rubric is built once.

    `expected` is the identity that the batch was begun with; a process for which it is another (a machine
    with other plugins, a rubric that was changed in between) raises UsageError rather than score.
    """

    settings: Settings
    expected: str

    def __call__(self) -> Callable[[Job], Scored | Unscored]:
        """Return what scores a report."""
        registry = load_plugins(self.settings.blocked)
        if identity(self.settings, registry) != self.expected:
            message = say(
                "工作进程的 evalkit、插件或评分标准与批次开始时不同",
                "a process has another evalkit, other plugins or another rubric than the batch was begun with",
            )
            raise UsageError(Problem(message))
        return _Scorer(self.settings, registry).outcome


@define
class _Scorer:
    """Scores reports one by one; what it keeps is the rubrics that it has built."""

    settings: Settings
    registry: Registry
    _rubrics: dict[str, Rubric] = field(factory=dict)
    _offers: Offers | None = None

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
            return Unscored(
                say("evalkit 出错：{what}", "evalkit failed: {what}", what=detail).text(self.settings.lang)
            )

    def _scored(self, job: Job) -> Scored:
        path = Path(job.path)
        sheet = journey.read_facts([path], self.registry, limits=self.settings.limits)
        if sheet.value.sha256 != job.sha256:
            changed = say("读取期间文件被改动", "the file was changed while it was being read")
            raise DocumentError(Problem(changed, where=shown(path)))
        rubric = self._rubric(sheet.value)
        path_of_judgements = dict(job.judgements).get(rubric.id)
        judgements = (
            None
            if path_of_judgements is None
            else journey.read_judgements(Path(path_of_judgements), rubric, sheet.value)
        )
        card = journey.score_sheet(
            sheet.value,
            rubric,
            self.registry,
            judgements=judgements,
            statements=self.settings.statements,
            faults=(*sheet.faults, *self._faults()),
        )
        lang = self.settings.lang
        written = journey.render(card, "json", View(lang), self.registry)
        rows = rows_of(card, sheet.value, judgements, self.settings.statements)
        return Scored(_bytes(written), rows, tuple(fault.text(lang) for fault in journey.failures(card)))

    def _rubric(self, sheet: FactSheet) -> Rubric:
        """Return the rubric for the report, built when it is first needed."""
        if self.settings.rubric is not None:
            return self._built(find_rubric_file(self.settings.rubric, self.registry))
        self._offers = self._offers or offers(self.registry)
        return self._built(choose(sheet, self._offers).file)

    def _built(self, file: RubricFile) -> Rubric:
        if file.name not in self._rubrics:
            self._rubrics[file.name] = journey.load(file, self.registry)
        return self._rubrics[file.name]

    def _faults(self) -> tuple[Message, ...]:
        return () if self._offers is None else self._offers.faults


def _bytes(written: str | bytes) -> bytes:
    if isinstance(written, bytes):
        return written
    return (written if written.endswith("\n") else f"{written}\n").encode("utf-8", "backslashreplace")
