"""What ``evalkit simulate`` is asked: the rubric of recorded reports, and what it would be with other values."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import TYPE_CHECKING

from attrs import evolve

from evalkit.errors import InputError, Problem, UsageError
from evalkit.frozen import frozen
from evalkit.messages import say
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.setting import Setting, grid, read_setting, with_setting
from evalkit.rubrics.writing import rubric_toml
from evalkit.toml import TomlFile, parse

if TYPE_CHECKING:
    from evalkit.province.simulated import Outcome
    from evalkit.registry import Registry
    from evalkit.rubrics.rubric import Rubric
    from evalkit.scoring.marking import Marker
    from evalkit.store.marks import StoredMarks
    from evalkit.store.results import Results
    from evalkit.store.sheets import StoredRubric


@frozen
class Changed:
    """The rubric with values set: the `value` of the grid that it is for, its tables and what they load as."""

    value: str
    file: TomlFile
    rubric: "Rubric"


@frozen
class Question:
    """Which scorecards are meant, by which rubric, and what it would be; `place` is what a grid is about."""

    stored: "StoredRubric"
    scorecards: tuple[int, ...]
    file: TomlFile
    rubric: "Rubric"
    changed: tuple[Changed, ...]
    place: str | None


def question(
    results: "Results",
    rubric: str | None,
    year: int | None,
    settings: Sequence[str],
    registry: "Registry",
    instead: str | None = None,
) -> Question:
    """Return what is asked of the scorecards by `rubric` of `year`: of their rubric, or of `instead`, with `settings`.

    Raises UsageError for what cannot be set, and RubricError, one line a problem, for what it would come to.
    """
    from evalkit.journey import load
    from evalkit.offers import effective_file, find_rubric_file

    stored, scorecards = stored_choice(results, rubric, year)
    file = parse(stored.toml.encode(), stored.id)
    own = load(RubricFile(stored.id, stored.toml.encode()), registry)
    changed_file = file
    if instead is not None:
        other = find_rubric_file(instead, registry)
        load(other, registry)
        changed_file = effective_file(other, registry).file
    read = [read_setting(each) for each in settings]
    grids = {each.place: values for each in read if (values := grid(each)) is not None}
    if len(grids) > 1:
        message = say("一次只能逐个试算一处的值", "only one place can have a series of values at a time")
        raise UsageError(Problem(message, where="--set"))
    changed = []
    for combination in product(*(grids.get(each.place, (each,)) for each in read)):
        value = next((each.value for each in combination if each.place in grids), "")
        changed.append(_changed(value, changed_file, combination, registry))
    return Question(stored, scorecards, file, own, tuple(changed), next(iter(grids), None))


def stored_choice(
    results: "Results", rubric: str | None, year: int | None
) -> "tuple[StoredRubric, tuple[int, ...]]":
    """Return the rubric of the scorecards that are meant, and their numbers, those of all years when `year` is None.

    Raises UsageError where it is not plain which are meant.
    """
    from evalkit.province.choosing import by_rubric, chosen, kept
    from evalkit.store.sheets import stored_rubrics

    every = kept(results)
    cards = by_rubric(every, rubric) if year is None else chosen(every, rubric, year)
    (stored,) = (each for each in stored_rubrics(results) if each.sha256 == cards[0].sha256)
    return stored, tuple(card.id for card in cards)


def _changed(value: str, file: TomlFile, settings: Iterable[Setting], registry: "Registry") -> Changed:
    from evalkit.journey import load

    data, written = file.data, []
    for setting in settings:
        data = with_setting(data, setting)
        written.append(f"--set {setting.option}")
    text = rubric_toml(data).encode()
    try:
        rubric = load(RubricFile(file.name, text), registry)
    except InputError as error:
        # The lines are those of a text that nobody has seen.
        where = " ".join(written)
        raise type(error)(
            evolve(each, where=where, line=None, column=None) for each in error.problems
        ) from None
    return Changed(value, parse(text, file.name), rubric)


def doubts(asked: Question, registry: "Registry") -> tuple[Problem, ...]:
    """Return what lint doubts of the changed rubric and did not doubt before; of both ends of a grid."""
    from evalkit.rubrics.lint import lint_file

    wordings = registry.terms.catalogue.wordings
    before = {_key(each) for each in lint_file(asked.rubric, asked.file, registry.measures, wordings)}
    ends = (asked.changed[0], asked.changed[-1]) if len(asked.changed) > 1 else asked.changed
    found: dict[object, Problem] = {}
    for each in ends:
        for doubt in lint_file(each.rubric, each.file, registry.measures, wordings):
            if doubt.code != _CLAUSES and _key(doubt) not in before:
                found.setdefault(
                    _key(doubt), evolve(doubt, where=f"--set {each.value}".strip(), line=None, column=None)
                )
    return tuple(found.values())


_CLAUSES = "clause"
"""What is doubted of every changed number: its clause still says the old one."""


def _key(doubt: Problem) -> tuple[str, str]:
    return doubt.code, doubt.path


def outcomes(results: "Results", asked: Question, registry: "Registry") -> "list[Outcome]":
    """Return what each of the changed rubrics comes to."""
    from evalkit.province.simulated import outcome
    from evalkit.province.simulating import Simulation
    from evalkit.store.marks import stored_marks

    old = _marker(asked.rubric, registry)
    simulations = [Simulation.of(old, _marker(each.rubric, registry)) for each in asked.changed]
    if len(simulations) > 1:
        first = simulations[0].remembering()
        simulations = [each.beside(first) for each in simulations]
    facts = dict.fromkeys(fact for each in simulations for fact in each.facts())
    addresses = dict.fromkeys(address for each in simulations for address in each.addresses())
    stored: list[StoredMarks] = list(stored_marks(results, asked.scorecards, facts, addresses))
    single = len(simulations) == 1
    return [
        outcome(map(simulation.report, stored), asked.rubric, changed.rubric, in_detail=single)
        for simulation, changed in zip(simulations, asked.changed, strict=True)
    ]


def _marker(rubric: "Rubric", registry: "Registry") -> "Marker":
    from evalkit.scoring.marking import Marker

    terms = registry.terms
    titles, units = rubric.titles_among(terms.titles), rubric.units_among(terms.units)
    return Marker(rubric, registry.measures, titles, units)
