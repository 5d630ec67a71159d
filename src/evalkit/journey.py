"""The four arrows in a row: read, extract, score, render.

What the command line, a batch and a library user call. The tables that plugins fill are handed down
from here; nothing below looks for plugins itself.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from evalkit import __version__
from evalkit.collecting import uncollected
from evalkit.contributions import Kind
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.progress import Progress, unwatched
from evalkit.errors import FactsError, JudgementError, Problem, UsageError
from evalkit.facts.fact import FactSheet
from evalkit.files import read_file, shown
from evalkit.frozen import frozen
from evalkit.messages import Joined, Message, say
from evalkit.offers import choose, effective_file, find_rubric_file, offers
from evalkit.problems import nearest, short
from evalkit.reading import Read, Source, catalogue_of, owned, read, read_facts, source_of, with_supplied
from evalkit.registry import CORE, Registry, load_plugins
from evalkit.rendering.renderer import Renderer, View
from evalkit.rubrics.extending import Effective, RubricFile
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.scoring.judgements import Judgements, load_judgements
from evalkit.scoring.scorecard import IndicatorResult, Outcome, PluginIdentity, Scorecard

if TYPE_CHECKING:
    from evalkit.rubrics.drafts.draft import Draft
    from evalkit.scoring.compiled.scorer import Scorer

__all__ = [
    "Prepared",
    "Read",
    "Standard",
    "catalogue_of",
    "draft_rubric",
    "failures",
    "find_renderer",
    "find_rubric",
    "judgements_template",
    "load",
    "prepare",
    "read",
    "read_facts",
    "read_judgements",
    "render",
    "score_report",
    "score_sheet",
    "scorer_for",
]


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
    on_offer = offers(registry, heads=True)
    offer = choose(sheet, on_offer)
    chosen = say(
        "按报告的部门和年度选用评分标准：{title}（{id}）",
        "rubric chosen by the report's department and year: {title} ({id})",
        title=offer.title,
        id=offer.id,
    )
    return Read(Standard(load(offer.file, registry), chosen), on_offer.faults)


@frozen
class Prepared:
    """All that scoring needs: the facts of a report and the rubric for it, and the faults met on the way.

    `found` are the facts as the report has them, without those that were supplied.
    """

    sheet: FactSheet
    standard: Standard
    faults: tuple[Message, ...]
    found: FactSheet


def prepare(
    paths: Sequence[Path],
    rubric: str | None,
    registry: Registry,
    supplied: Path | None = None,
    limits: Limits = DEFAULT,
    progress: Progress = unwatched,
) -> Prepared:
    """Return the facts of a report, those that its rubric defines itself among them, and the rubric.

    All else is as with `read_facts` and `find_rubric`, which raise.
    """
    if rubric is not None:
        standard = find_rubric(rubric, FactSheet(None, None, {}), registry)
        chosen = standard.value.rubric
        facts = read_facts(paths, registry, None, limits, progress, rubric=chosen)
        given = with_supplied(facts.value, supplied, catalogue_of(chosen, registry))
        return Prepared(given, standard.value, (*facts.faults, *standard.faults), facts.value)
    source = source_of(paths, registry, limits, progress)
    sheet = source.value.sheet(registry.catalogue) if source.value.documents else None
    standard = find_rubric(None, _identity(source.value, sheet, supplied), registry)
    catalogue = catalogue_of(standard.value.rubric, registry)
    if sheet is None or catalogue is not registry.catalogue:
        sheet = source.value.sheet(catalogue)
    faults = (*source.faults, *standard.faults)
    return Prepared(with_supplied(sheet, supplied, catalogue), standard.value, faults, sheet)


def _identity(source: Source, sheet: FactSheet | None, supplied: Path | None) -> FactSheet:
    """Return whose report it is and of which year, by which its rubric is chosen."""
    if sheet is not None and supplied is None:
        return sheet
    from evalkit.facts.sheet_file import identity

    found = identity(source.data, source.name) if sheet is None else sheet
    if supplied is None:
        return found
    own = identity(read_file(supplied, FactsError), shown(supplied))
    return evolve(found, department=own.department or found.department, year=own.year or found.year)


def load(file: RubricFile, registry: Registry) -> Rubric:
    """Return the rubric in `file`; raises RubricError or TomlError with every problem.

    What a plugin that failed or was kept out would have given is no problem of the rubric's.
    """
    return load_whole(effective_file(file, registry), registry)


def load_whole(whole: Effective, registry: Registry) -> Rubric:
    """Return the rubric that a file comes to with those that it extends; raises RubricError as `load` does."""
    from evalkit.rubrics.loading import load_effective

    partial = registry.is_incomplete
    return load_effective(
        whole,
        registry.rules,
        registry.terms.units,
        measures=registry.measures,
        catalogue=registry.catalogue,
        partial=partial,
    )


def draft_rubric(sheet: Path, id: str, registry: Registry) -> "Read[Draft]":
    """Return the draft of a rubric from the scoring sheet in the file at `sheet`.

    Raises DocumentError when it cannot be read or has no scoring sheet, and UsageError for an `id`
    that no rubric can have.
    """
    from evalkit.rubrics.drafts.draft import Known, draft
    from evalkit.rubrics.drafts.sheet import sheet_of
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
    return Read(draft(sheet_of(document), id, sheet.stem, document.name, known), documents.faults)


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

    with uncollected():
        return score(
            rubric,
            sheet,
            registry.measures,
            titles=rubric.titles_among(registry.terms.titles),
            judgements=judgements,
            statements=statements,
            plugins=[
                PluginIdentity(each.name, each.version) for each in registry.plugins if each.name != CORE
            ],
            faults=(*registry.terms.faults, *faults),
            version=__version__,
        )


NO_FACTS = say(
    "没有读到任何指标数据，可能不是绩效评价报告",
    "no fact was found: this may be no performance report",
)
"""What is said of a report in which nothing was found, so that nothing could be scored."""


def scorer_for(rubric: Rubric, registry: Registry, statements: Statements | None = None) -> "Scorer":
    """Return `rubric` made ready to score many reports by the measures of `registry`.

    `statements` stands above what the rubric says of statements. The scorer gives the very marks
    that `score_sheet` gives, and works out reasons when they are read.
    """
    from evalkit.scoring.compiled.scorer import Scorer

    units, titles = rubric.units_among(registry.terms.units), rubric.titles_among(registry.terms.titles)
    return Scorer(rubric, registry.measures, units, titles, statements)


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
    ready = prepare(paths, rubric, plugins, None if facts is None else Path(facts), limits)
    chosen = ready.standard.rubric
    judged = None if judgements is None else read_judgements(Path(judgements), chosen, ready.sheet)
    return score_sheet(
        ready.sheet,
        chosen,
        plugins,
        judgements=judged,
        statements=statements,
        faults=ready.faults,
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
    with owned(registry, Kind.RENDERER, format):
        rendered = renderer.render(scorecard, view)
        if not isinstance(rendered, bytes if renderer.binary else str):
            raise TypeError(f"{type(rendered).__name__}, not {'bytes' if renderer.binary else 'str'}")
    return rendered
