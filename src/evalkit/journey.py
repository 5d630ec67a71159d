"""The four arrows in a row: read, extract, score, render.

What the command line, a batch and a library user call. The tables that plugins fill are handed down
from here; nothing below looks for plugins itself.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from evalkit import __version__
from evalkit.documents.document import Document
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
from evalkit.offers import RubricFile, choose, find_rubric_file, offers
from evalkit.problems import nearest, short
from evalkit.registry import CORE, Kind, Registry, load_plugins
from evalkit.rendering.renderer import Renderer, View
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.scoring.judgements import Judgements, load_judgements
from evalkit.scoring.scorecard import IndicatorResult, Outcome, PluginIdentity, Scorecard

FACTS_FILES = (".toml", ".json")
"""The endings by which a facts file is told from a report."""


# ---------------------------------------------------------------- a file becomes a document


def read(paths: Sequence[Path], registry: Registry) -> tuple[Document, ...]:
    """Return the report at the first of `paths` and its attachments as documents, in order.

    Raises DocumentError when a file cannot be read, no reader knows its format, or two files have
    one name (evidence says which document it stands in), and PluginError when a reader breaks.
    """
    namesakes = [path for index, path in enumerate(paths) if path.name in {p.name for p in paths[:index]}]
    if namesakes:
        message = say(
            "与另一份文件同名，依据将无法区分",
            "another file has the same name: evidence could not tell them apart",
        )
        raise DocumentError([Problem(message, where=shown(path)) for path in namesakes])
    return tuple(_document(path, registry) for path in paths)


def _document(path: Path, registry: Registry) -> Document:
    data = read_file(path)
    name = shown(Path(path.name))
    if not data:
        raise DocumentError(Problem(say("文件是空的", "the file is empty"), where=shown(path)))
    reader = next((reader for reader in _by_turn(registry) if _accepts(reader, name, data, registry)), None)
    if reader is None:
        known = Joined(tuple(each.title for each in registry.readers.values()))
        message = say("不认识的文件格式", "the format of the file is not known")
        raise DocumentError(
            Problem(message, where=shown(path), allowed=say("{known}", "{known}", known=known))
        )
    with _owned(registry, Kind.READER, reader.name):
        document = reader.read(name, data)
        if not isinstance(document, Document):
            raise TypeError(f"{type(document).__name__}, not a Document")
    return document


def _by_turn(registry: Registry) -> Iterator[Reader]:
    """Yield the readers, the last one first: core's reader of plain text accepts almost anything."""
    return reversed(registry.readers.values())


def _accepts(reader: Reader, name: str, data: bytes, registry: Registry) -> bool:
    with _owned(registry, Kind.READER, reader.name):
        return bool(reader.accepts(name, data))


# ---------------------------------------------------------------- a document becomes facts


def read_facts(paths: Sequence[Path], registry: Registry, supplied: Path | None = None) -> FactSheet:
    """Return the facts of the report at the first of `paths`, with its attachments.

    A ``.toml`` or ``.json`` is a facts file that stands for a report. `supplied` is a facts file of
    the evaluator, whose facts take the place of the report's own. Raises InputError for what is
    wrong with any of them.
    """
    report, *attachments = paths
    facts_files = [path for path in paths if path.suffix.lower() in FACTS_FILES]
    if not facts_files:
        from evalkit.facts.extraction import extract

        sheet = extract(read(paths, registry), registry.catalogue)
    elif attachments:
        message = say(
            "事实文件不能与其他文件一起作为报告", "a facts file cannot be a report together with other files"
        )
        allowed = say("用 --facts 补充事实", "supply facts with --facts")
        raise UsageError(Problem(message, where=shown(facts_files[0]), allowed=allowed))
    else:
        from evalkit.facts.sheet_file import load_facts

        sheet = load_facts(read_file(report, FactsError), shown(report), registry.catalogue)
    return sheet if supplied is None else _supplied(sheet, supplied, registry)


def _supplied(sheet: FactSheet, path: Path, registry: Registry) -> FactSheet:
    from evalkit.facts.sheet_file import supplied

    return supplied(sheet, read_file(path, FactsError), shown(path), registry.catalogue)


# ---------------------------------------------------------------- facts become a scorecard


@frozen
class Standard:
    """The rubric that a report is scored by.

    `chosen` says so where nobody named it; `faults` are those of plugins whose rubrics were looked
    at and cannot be read.
    """

    rubric: Rubric
    chosen: Message | None = None
    faults: tuple[Message, ...] = ()


def find_rubric(name: str | None, sheet: FactSheet, registry: Registry) -> Standard:
    """Return the rubric called `name` (or in the file of that name); the one that fits when None.

    Raises UsageError when there is none, or several fit, and RubricError when it has problems.
    """
    if name is not None:
        return Standard(load(find_rubric_file(name, registry), registry))
    on_offer = offers(registry)
    offer = choose(sheet, on_offer)
    chosen = say(
        "按报告的部门和年度选用评分标准：{title}（{id}）",
        "rubric chosen by the report's department and year: {title} ({id})",
        title=offer.title,
        id=offer.id,
    )
    return Standard(load(offer.file, registry), chosen, on_offer.faults)


def load(file: RubricFile, registry: Registry) -> Rubric:
    """Return the rubric in `file`; raises RubricError or TomlError with every problem."""
    from evalkit.rubrics.loading import load_rubric

    return load_rubric(file.data, file.name, registry.rules, registry.terms.units)


def read_judgements(path: Path, rubric: Rubric, sheet: FactSheet) -> Judgements:
    """Return the judgements in the file at `path`; raises JudgementError with every problem."""
    return load_judgements(read_file(path, JudgementError), shown(path), rubric, sheet.sha256)


def score_sheet(
    sheet: FactSheet,
    standard: Standard,
    registry: Registry,
    *,
    judgements: Judgements | None = None,
    statements: Statements | None = None,
) -> Scorecard:
    """Return the scorecard of `sheet`; the faults of plugins are on it."""
    from evalkit.scoring.scorer import score

    return score(
        standard.rubric,
        sheet,
        registry.measures,
        titles=registry.terms.titles,
        judgements=judgements,
        statements=statements,
        plugins=[
            PluginIdentity(plugin.name, plugin.version) for plugin in registry.plugins if plugin.name != CORE
        ],
        faults=(*registry.terms.faults, *standard.faults),
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
) -> Scorecard:
    """Return the scorecard of a report, as ``evalkit score`` shows it.

    `rubric` is a name or a file, None chooses by department and year; `facts` are supplied facts.
    Raises InputError for what is wrong with any of the files.
    """
    plugins = load_plugins() if registry is None else registry
    paths = [Path(report), *map(Path, attachments)]
    sheet = read_facts(paths, plugins, None if facts is None else Path(facts))
    standard = find_rubric(rubric, sheet, plugins)
    judged = None if judgements is None else read_judgements(Path(judgements), standard.rubric, sheet)
    return score_sheet(sheet, standard, plugins, judgements=judged, statements=statements)


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


def judgements_template(scorecard: Scorecard, standard: Standard) -> str:
    """Return the text of a judgements file with an entry for everything open in `scorecard`."""
    from evalkit.scoring.template import judgements_template as template

    return template(scorecard, standard.rubric)


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
