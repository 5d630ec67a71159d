"""The four arrows in a row: read, extract, score, render.

What the command line, a batch and a library user call. The tables that plugins fill are handed down
from here; nothing below looks for plugins itself.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import evolve, frozen

from evalkit import __version__
from evalkit.contributions import Kind
from evalkit.documents.document import Document
from evalkit.documents.kinds import unread
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.progress import Progress, unwatched
from evalkit.documents.reader import Reader
from evalkit.errors import (
    DocumentError,
    EvalkitError,
    FactsError,
    JudgementError,
    PluginError,
    Problem,
    UsageError,
)
from evalkit.facts.fact import FactSheet
from evalkit.files import read_file, shown
from evalkit.messages import Joined, Message, say
from evalkit.offers import choose, effective_file, find_rubric_file, offers
from evalkit.problems import nearest, short
from evalkit.registry import CORE, Registry, load_plugins
from evalkit.rendering.renderer import Renderer, View
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.scoring.judgements import Judgements, load_judgements
from evalkit.scoring.scorecard import IndicatorResult, Outcome, PluginIdentity, Scorecard

if TYPE_CHECKING:
    from evalkit.rubrics.drafts.draft import Draft

T = TypeVar("T")

FACTS_FILES = (".toml", ".json")
"""The endings by which a facts file is told from a report."""


@frozen
class Read(Generic[T]):
    """What was read, and the faults of the plugins that would have read it first."""

    value: T
    faults: tuple[Message, ...] = ()


# ---------------------------------------------------------------- a file becomes a document


def read(
    paths: Sequence[Path], registry: Registry, limits: Limits = DEFAULT, progress: Progress = unwatched
) -> Read[tuple[Document, ...]]:
    """Return the report at the first of `paths` and its attachments as documents, in order.

    `progress` is told how far reading has come where it takes long.

    Raises DocumentError when a file cannot be read, no reader knows its format, or two files have
    one name (evidence says which document it stands in), and PluginError when the only reader that
    knows a format breaks.
    """
    names = [path.name for path in paths]
    namesakes = [path for index, path in enumerate(paths) if path.name in names[:index]]
    if namesakes:
        message = say(
            "与另一份文件同名，依据将无法区分",
            "another file has the same name, so that evidence could not tell them apart",
        )
        raise DocumentError([Problem(message, where=shown(path)) for path in namesakes])
    found = [_document(path, registry, limits, progress) for path in paths]
    return Read(tuple(each.value for each in found), tuple(fault for each in found for fault in each.faults))


def _document(path: Path, registry: Registry, limits: Limits, progress: Progress) -> Read[Document]:
    """Return the document that the first reader makes of the file which accepts it and does not break.

    The reader registered last is asked first: core's reader of plain text accepts almost anything.
    """
    data = read_file(path, most=limits.file_bytes)
    name = shown(Path(path.name))
    broken: list[PluginError] = []
    for reader in reversed(list(registry.readers.values())):
        try:
            document = _read_by(reader, name, data, limits, registry, progress) if data else None
        except PluginError as error:
            broken.append(error)
            continue
        except DocumentError as error:
            # The reader knows the file's name only; people want to see the path they gave.
            raise DocumentError(evolve(problem, where=shown(path)) for problem in error.problems) from None
        if document is not None:
            return Read(document, tuple(registry.plugin(each.plugin).fault(each.message) for each in broken))
    if broken:
        raise broken[-1]
    known = Joined(tuple(each.title for each in registry.readers.values()))
    raise DocumentError(
        Problem(unread(data), where=shown(path), allowed=say("{known}", "{known}", known=known))
    )


def _read_by(
    reader: Reader, name: str, data: bytes, limits: Limits, registry: Registry, progress: Progress
) -> Document | None:
    """Return what `reader` makes of the file, None when it does not accept it."""
    with _owned(registry, Kind.READER, reader.name):
        if not reader.accepts(name, data):
            return None
        document: object = (
            reader.read(name, data, limits)
            if reader.watched is None
            else reader.watched(name, data, limits, progress)
        )
        if not isinstance(document, Document):
            raise TypeError(f"{type(document).__name__}, not a Document")
        return document


# ---------------------------------------------------------------- a document becomes facts


def read_facts(
    paths: Sequence[Path],
    registry: Registry,
    supplied: Path | None = None,
    limits: Limits = DEFAULT,
    progress: Progress = unwatched,
) -> Read[FactSheet]:
    """Return the facts of the report at the first of `paths`, with its attachments.

    A ``.toml`` or ``.json`` is a facts file that stands for a report. `supplied` is a facts file of
    the evaluator, whose facts take the place of the report's own. `progress` is told as `read` tells it. Raises InputError for what is
    wrong with any of them, and PluginError as `read` does.
    """
    facts_files = [path for path in paths if path.suffix.lower() in FACTS_FILES]
    if not facts_files:
        from evalkit.facts.extraction import extract

        documents = read(paths, registry, limits, progress)
        found = Read(extract(documents.value, registry.catalogue), documents.faults)
    elif len(paths) > 1:
        message = say(
            "事实文件不能与其他文件一起作为报告", "a facts file cannot be a report together with other files"
        )
        allowed = say("用 --facts 补充事实", "supply facts with --facts")
        raise UsageError(Problem(message, where=shown(facts_files[0]), allowed=allowed))
    else:
        from evalkit.facts.sheet_file import load_facts

        data = read_file(paths[0], FactsError)
        found = Read(load_facts(data, shown(paths[0]), registry.catalogue))
    if supplied is None:
        return found
    from evalkit.facts.sheet_file import supplied as with_supplied

    data = read_file(supplied, FactsError)
    return evolve(found, value=with_supplied(found.value, data, shown(supplied), registry.catalogue))


# ---------------------------------------------------------------- facts become a scorecard


@frozen
class Standard:
    """The rubric that a report is scored by; `chosen` says so where nobody named it."""

    rubric: Rubric
    chosen: Message | None = None


def find_rubric(name: str | None, sheet: FactSheet, registry: Registry) -> Read[Standard]:
    """Return the rubric called `name` (or in the file of that name); the one that fits when None.

    Raises UsageError when there is none, or several fit, and RubricError when it has problems.
    """
    if name is not None:
        return Read(Standard(load(find_rubric_file(name, registry), registry)))
    on_offer = offers(registry)
    offer = choose(sheet, on_offer)
    chosen = say(
        "按报告的部门和年度选用评分标准：{title}（{id}）",
        "rubric chosen by the report's department and year: {title} ({id})",
        title=offer.title,
        id=offer.id,
    )
    return Read(Standard(load(offer.file, registry), chosen), on_offer.faults)


def load(file: RubricFile, registry: Registry) -> Rubric:
    """Return the rubric in `file`; raises RubricError or TomlError with every problem.

    What a plugin that failed or was kept out would have given is no problem of the rubric's.
    """
    from evalkit.rubrics.loading import load_effective

    partial = registry.is_incomplete
    return load_effective(
        effective_file(file, registry),
        registry.rules,
        registry.terms.units,
        measures=registry.measures,
        partial=partial,
    )


def draft_rubric(sheet: Path, id: str, registry: Registry) -> "Read[Draft]":
    """Return the draft of a rubric from the scoring sheet in the file at `sheet`.

    Raises DocumentError when it cannot be read or has no scoring sheet, and UsageError for an `id`
    that no rubric can have.
    """
    from evalkit.rubrics.drafts.draft import Known, draft
    from evalkit.rubrics.drafts.sheet import rows_of
    from evalkit.rubrics.tables import RUBRIC_ID_PATTERN

    if not re.fullmatch(RUBRIC_ID_PATTERN, id):
        message = say("“{id}”不能作编号", "“{id}” cannot be an id", id=short(id))
        allowed = say("小写英文字母、数字、- 和 _", "lower-case ASCII letters, digits, - and _")
        raise UsageError(Problem(message, allowed=allowed))
    documents = read([sheet], registry)
    (document,) = documents.value
    terms = registry.terms
    titles = {definition: title.zh for definition, title in terms.titles.items()}
    titles |= {measure.id: measure.title for measure in terms.measures.values()}
    dimensions = {dimension.id: dimension.title for dimension in registry.dimensions.values()}
    known = Known.of(titles, dimensions, terms.units)
    return Read(draft(rows_of(document), id, sheet.stem, document.name, known), documents.faults)


def read_judgements(path: Path, rubric: Rubric, sheet: FactSheet) -> Judgements:
    """Return the judgements in the file at `path`; raises JudgementError with every problem."""
    return load_judgements(read_file(path, JudgementError), shown(path), rubric, sheet.sha256)


def score_sheet(
    sheet: FactSheet,
    rubric: Rubric,
    registry: Registry,
    *,
    faults: Sequence[Message] = (),
    judgements: Judgements | None = None,
    statements: Statements | None = None,
) -> Scorecard:
    """Return the scorecard of `sheet`; on it are the faults of plugins, and `faults` met on the way."""
    from evalkit.scoring.scorer import score

    return score(
        rubric,
        sheet,
        registry.measures,
        titles=registry.terms.titles,
        judgements=judgements,
        statements=statements,
        plugins=[
            PluginIdentity(plugin.name, plugin.version) for plugin in registry.plugins if plugin.name != CORE
        ],
        faults=(*registry.terms.faults, *faults),
        version=__version__,
    )


def score_report(
    report: Path | str,
    *attachments: Path | str,
    rubric: str | None = None,
    judgements: Path | str | None = None,
    facts: Path | str | None = None,
    statements: Statements | None = None,
    registry: Registry | None = None,
    limits: Limits = DEFAULT,
) -> Scorecard:
    """Return the scorecard of a report, as ``evalkit score`` shows it.

    `rubric` is a name or a file, None chooses by department and year; `facts` are supplied facts.
    Raises InputError for what is wrong with any of the files.
    """
    plugins = load_plugins() if registry is None else registry
    paths = [Path(report), *map(Path, attachments)]
    sheet = read_facts(paths, plugins, None if facts is None else Path(facts), limits)
    standard = find_rubric(rubric, sheet.value, plugins)
    chosen = standard.value.rubric
    judged = None if judgements is None else read_judgements(Path(judgements), chosen, sheet.value)
    return score_sheet(
        sheet.value,
        chosen,
        plugins,
        judgements=judged,
        statements=statements,
        faults=(*sheet.faults, *standard.faults),
    )


def failures(scorecard: Scorecard) -> tuple[Message, ...]:
    """Return what plugins failed at; not empty whenever the scorecard lacks something that they owned."""
    indicators = [each for dimension in scorecard.dimensions for each in dimension.indicators]
    return (*scorecard.faults, *(message for each in indicators for message in _failures_of(each)))


def _failures_of(result: IndicatorResult) -> Iterator[Message]:
    inner = [message for part in result.parts for message in _failures_of(part)]
    yield from inner
    if result.fault is not None:
        yield result.fault
    elif result.outcome is Outcome.ERROR and not inner:
        yield say(
            "指标“{title}”未能计算", "the indicator {title} could not be worked out", title=result.title
        )


def judgements_template(scorecard: Scorecard, rubric: Rubric) -> str:
    """Return the text of a judgements file with an entry for everything open in `scorecard`."""
    from evalkit.scoring.template import judgements_template as template

    return template(scorecard, rubric)


# ---------------------------------------------------------------- a scorecard becomes something to look at


def find_renderer(format: str, registry: Registry) -> Renderer:
    """Return the renderer of that name; raises UsageError when there is none."""
    renderer = registry.renderers.get(format)
    if renderer is None:
        message = say(
            "没有名为“{name}”的输出格式{near}",
            "there is no output format {name}{near}",
            name=short(format),
            near=nearest(format, registry.renderers) or "",
        )
        names = Joined(tuple(registry.renderers))
        raise UsageError(Problem(message, allowed=say("{names}", "{names}", names=names)))
    return renderer


def render(scorecard: Scorecard, format: str, view: View, registry: Registry) -> str | bytes:
    """Return the scorecard in the output format of that name.

    Raises UsageError when there is none, and PluginError when its renderer breaks.
    """
    renderer = find_renderer(format, registry)
    with _owned(registry, Kind.RENDERER, format):
        rendered = renderer.render(scorecard, view)
        if not isinstance(rendered, bytes if renderer.binary else str):
            raise TypeError(f"{type(rendered).__name__}, not {'bytes' if renderer.binary else 'str'}")
    return rendered


@contextmanager
def _owned(registry: Registry, kind: Kind, name: str) -> Iterator[None]:
    """Turn what a plugin's code raises into that plugin's fault; core's own bugs stay what they are."""
    try:
        yield
    except EvalkitError:
        raise
    except Exception as error:
        owner = registry.owner(kind, name)
        if owner.name == CORE:
            raise
        message = say(
            "{kind}“{name}”出错：{type}: {error}",
            "the {kind} {name} raised {type}: {error}",
            kind=kind,
            name=name,
            type=type(error).__name__,
            error=str(error),
        )
        raise PluginError(owner.name, message) from error
