"""The first two arrows: a file becomes a document, a document becomes facts.

Or a facts file stands for both. The tables that plugins fill are handed in; nothing here looks for
plugins itself.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from attrs import evolve

from evalkit.collecting import uncollected
from evalkit.contributions import Kind
from evalkit.documents.document import Document
from evalkit.documents.kinds import unread
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.progress import Progress, unwatched
from evalkit.documents.reader import Reader
from evalkit.errors import DocumentError, EvalkitError, FactsError, PluginError, Problem, UsageError
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.fact import FactSheet
from evalkit.files import read_file, shown
from evalkit.frozen import frozen
from evalkit.messages import Joined, Message, say
from evalkit.registry import CORE, Registry
from evalkit.rubrics.rubric import Rubric

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
    with owned(registry, Kind.READER, reader.name):
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


@frozen
class Source:
    """What facts are read from: the documents of a report, or the facts file `data` that stands for one."""

    documents: tuple[Document, ...] = ()
    data: bytes = b""
    name: str = ""

    def sheet(self, catalogue: Catalogue) -> FactSheet:
        """Return the facts that `catalogue` knows."""
        if self.documents:
            from evalkit.facts.extraction import extract

            return extract(self.documents, catalogue)
        from evalkit.facts.sheet_file import load_facts

        return load_facts(self.data, self.name, catalogue)


def source_of(paths: Sequence[Path], registry: Registry, limits: Limits, progress: Progress) -> Read[Source]:
    """Return what the facts of a report are read from; raises as `read_facts` does."""
    facts_files = [path for path in paths if path.suffix.lower() in FACTS_FILES]
    if not facts_files:
        documents = read(paths, registry, limits, progress)
        return Read(Source(documents.value), documents.faults)
    if len(paths) > 1:
        message = say(
            "事实文件不能与其他文件一起作为报告", "a facts file cannot be a report together with other files"
        )
        allowed = say("用 --facts 补充事实", "supply facts with --facts")
        raise UsageError(Problem(message, where=shown(facts_files[0]), allowed=allowed))
    return Read(Source(data=read_file(paths[0], FactsError), name=shown(paths[0])))


def read_facts(
    paths: Sequence[Path],
    registry: Registry,
    supplied: Path | None = None,
    limits: Limits = DEFAULT,
    progress: Progress = unwatched,
    *,
    rubric: Rubric | None = None,
) -> Read[FactSheet]:
    """Return the facts of the report at the first of `paths`, with its attachments.

    A ``.toml`` or ``.json`` is a facts file that stands for a report. `supplied` is a facts file of
    the evaluator, whose facts take the place of the report's own. `progress` is told as `read` tells it.
    The facts that `rubric` defines itself are looked for too. Raises InputError for what is
    wrong with any of them, and PluginError as `read` does.
    """
    with uncollected():
        source = source_of(paths, registry, limits, progress)
        catalogue = catalogue_of(rubric, registry)
        sheet = source.value.sheet(catalogue)
    return Read(with_supplied(sheet, supplied, catalogue), source.faults)


def with_supplied(sheet: FactSheet, path: Path | None, catalogue: Catalogue) -> FactSheet:
    """Return `sheet` with what the evaluator's facts file at `path`, if any, says instead."""
    if path is None:
        return sheet
    from evalkit.facts.sheet_file import supplied

    return supplied(sheet, read_file(path, FactsError), shown(path), catalogue)


def catalogue_of(rubric: Rubric | None, registry: Registry) -> Catalogue:
    """Return the vocabulary of facts, those that `rubric` defines itself among them."""
    return registry.catalogue if rubric is None else registry.catalogue_with(rubric)


@contextmanager
def owned(registry: Registry, kind: Kind, name: str) -> Iterator[None]:
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
