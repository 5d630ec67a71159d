"""The rubrics that plugins offer, and which of them a report is scored by."""

import re
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path

from evalkit.contributions import Kind
from evalkit.errors import InputError, Problem, RubricError, UsageError
from evalkit.facts.fact import FactSheet
from evalkit.files import read_file, shown, why
from evalkit.frozen import frozen
from evalkit.messages import Joined, Message, Readable, say
from evalkit.problems import nearest, problem, short
from evalkit.registry import Plugin, Registry
from evalkit.rubrics.extending import Effective, RubricFile, effective
from evalkit.rubrics.rubric import Standing
from evalkit.rubrics.tables import CONVERTER, AppliesToTable, RubricTable
from evalkit.rules.rule import Title
from evalkit.structuring import structure
from evalkit.toml import TomlFile


@frozen
class Offer:
    """A rubric that a plugin brought: who brought it, and what its ``[rubric]`` table says.

    `whole` is what it comes to with those that it extends, None where only heads were read.
    """

    plugin: Plugin
    file: RubricFile
    head: RubricTable
    whole: Effective | None = None

    @property
    def id(self) -> str:
        """Return the rubric's id."""
        return self.head.id

    @property
    def title(self) -> Title:
        """Return the rubric's title."""
        return Title(self.head.title, self.head.title_en)

    @property
    def standing(self) -> Standing:
        """Return how far the rubric may be trusted."""
        return self.head.standing


@frozen
class Offers:
    """The rubrics that plugins brought, by id in alphabetical order.

    `faults` name the plugins whose rubric files cannot be read or have no proper ``[rubric]`` table.
    """

    offers: tuple[Offer, ...]
    faults: tuple[Message, ...]


def offers(registry: Registry, met: list[RubricFile] | None = None, *, heads: bool = False) -> Offers:
    """Return the rubrics on offer; of each only the ``[rubric]`` table is looked at.

    With `heads` only the head of a file is read where the table stands there, as it nearly always does:
    what is wrong further down is found when somebody scores by it. Without, the files that they extend are
    added to `met`.
    """
    found: list[Offer] = []
    faults: list[Message] = []
    for id, source in sorted(registry.rubrics.items()):
        plugin = registry.owner(Kind.RUBRIC, id)
        try:
            found.append(_offer(id, plugin, _offered(source), registry, met, heads=heads))
        except InputError as error:
            faults += [plugin.fault(found) for found in error.problems]
    return Offers(tuple(found), tuple(faults))


def find_rubric_file(name: str, registry: Registry) -> RubricFile:
    """Return the rubric of that name on offer, or else the file of that name.

    Raises UsageError with the names on offer when there is neither.
    """
    source = registry.rubrics.get(name)
    if source is not None:
        return _offered(source)
    path = Path(name)
    if path.suffix == ".toml" or path.is_file():
        return _read(path)
    message = say(
        "没有名为“{name}”的评分标准{near}",
        "there is no rubric {name}{near}",
        name=short(name),
        near=nearest(name, registry.rubrics) or "",
    )
    allowed = say("一个 .toml 文件", "a .toml file")
    if registry.rubrics:
        names = _names(registry.rubrics)
        allowed = say("{names}，或一个 .toml 文件", "{names}, or a .toml file", names=names)
    raise UsageError(Problem(message, allowed=allowed))


def effective_file(
    file: RubricFile, registry: Registry, met: list[RubricFile] | None = None, *, heads: bool = False
) -> Effective:
    """Return what the rubric in `file` comes to with the rubrics that it extends; their heads alone for `heads`.

    A base is a rubric on offer, or a file (its name ends in ``.toml``) named from the folder of the
    file that extends it; those that were `met` are added to that list. Raises TomlError or RubricError, as
    `effective` does.
    """

    def base(name: str, by: RubricFile) -> RubricFile:
        path = Path(name)
        if path.suffix == ".toml":
            found = _read(path if by.path is None else by.path.parent / path)
        else:
            found = find_rubric_file(name, registry)
        if met is not None:
            met.append(found)
        return _cut(found) if heads else found

    return effective(_cut(file) if heads else file, base)


def choose(sheet: FactSheet, on_offer: Offers) -> Offer:
    """Return the one rubric on offer that says it is for the department and year of `sheet`.

    Raises UsageError with the list when there is none, or more than one.
    """
    fitting = [offer for offer in on_offer.offers if _fits(offer.head.applies_to, sheet)]
    if len(fitting) == 1:
        return fitting[0]
    report: Readable = _report(sheet)
    if fitting:
        message = say(
            "适用于{report}的评分标准不止一个", "more than one rubric is for {report}", report=report
        )
    else:
        message = say("没有适用于{report}的评分标准", "no rubric is for {report}", report=report)
    names = _names(offer.id for offer in fitting or on_offer.offers)
    allowed = say("用 --rubric 指定：{names}", "name one with --rubric: {names}", names=names)
    raise UsageError(Problem(message, allowed=allowed))


def _fits(applies: AppliesToTable, sheet: FactSheet) -> bool:
    """Return whether a rubric says that it is for the report; one that says nothing is for none."""
    first, last = applies.years.from_, applies.years.to
    if not applies.region and first is None and last is None:
        return False
    if applies.region and applies.region not in (sheet.department or ""):
        return False
    if first is None and last is None:
        return True
    return sheet.year is not None and (first or sheet.year) <= sheet.year <= (last or sheet.year)


def _report(sheet: FactSheet) -> Message:
    department = sheet.department and short(sheet.department)
    if department is None and sheet.year is None:
        return say("未写明部门和年度的报告", "a report that names neither department nor year")
    if department is None:
        return say(
            "未写明部门的 {year} 年度报告", "a report of {year} that names no department", year=sheet.year
        )
    if sheet.year is None:
        return say(
            "“{department}”未写明年度的报告",
            "the report of {department}, which names no year",
            department=department,
        )
    return say(
        "“{department}”{year} 年度报告",
        "the report of {department} of {year}",
        department=department,
        year=sheet.year,
    )


_HEADER = re.compile(rb"^[ \t]*\[", re.MULTILINE)
_OWN = re.compile(rb"[ \t]*\[rubric\][ \t\r]*(?:#|\n)")
_MAYBE_MORE = re.compile(rb"^[ \t]*\[+[ \t]*(?:rubric|[\"'])", re.MULTILINE)
"""What begins a table that may belong to the one of the rubric."""


def _cut(file: RubricFile) -> RubricFile:
    """Return the head of a rubric file: all up to its second table, if nothing below belongs to the first.

    Where that is inside a value, what is left is no TOML.
    """
    starts = [match.start() for match in islice(_HEADER.finditer(file.data), 2)]
    if len(starts) < 2 or not _OWN.match(file.data, starts[0]) or _MAYBE_MORE.search(file.data, starts[1]):
        return file
    return RubricFile(file.name, file.data[: starts[1]], file.path)


def _offer(
    id: str,
    plugin: Plugin,
    file: RubricFile,
    registry: Registry,
    met: list[RubricFile] | None,
    *,
    heads: bool,
) -> Offer:
    if heads:
        try:
            return Offer(plugin, file, _head_of(id, effective_file(file, registry, heads=True).file))
        except InputError:
            pass  # said of the whole file, with its places
    whole = effective_file(file, registry, met)
    return Offer(plugin, file, _head_of(id, whole.file), whole)


def _head_of(id: str, toml: TomlFile) -> RubricTable:
    if not isinstance(toml.data.get("rubric"), dict):
        message = say("缺少表 [rubric]", "the table [rubric] is missing")
        raise RubricError(Problem(message, where=toml.name, line=1, column=1))
    head = structure(toml, RubricTable, RubricError, ("rubric",), converter=CONVERTER)
    if head.id != id:
        message = say("编号“{id}”与文件名不同", "the id {id} is not the file's name", id=short(head.id))
        allowed = say("{id}", "{id}", id=id)
        raise RubricError(problem(toml, ("rubric", "id"), message, allowed))
    return head


def _offered(source: Traversable) -> RubricFile:
    return RubricFile(source.name, _bytes(source), source if isinstance(source, Path) else None)


def _read(path: Path) -> RubricFile:
    return RubricFile(shown(path), read_file(path, RubricError), path)


def _bytes(source: Traversable) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        message = say("无法读取：{why}", "cannot be read: {why}", why=why(error))
        raise RubricError(Problem(message, where=source.name)) from None


def _names(ids: Iterable[str]) -> Joined:
    return Joined(tuple(sorted(ids)))
