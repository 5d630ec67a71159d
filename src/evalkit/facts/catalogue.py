"""What the facts are and how they are worded: the catalogues of core and of the dimensions, put together.

A catalogue is TOML. ``[[fact]]`` defines a fact (id, title, unit) and says of what it speaks: its
`subject`, the `aspects` of the subject it is, its `period`. ``[subject.X]``, ``[aspect.X]`` and
``[period.X]`` list the words for them; ``[words]`` holds the words that shape a sentence. Relations
are explained in relations.py. A further catalogue may add words to anything that another defines.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Literal

from attrs import field, frozen

from evalkit.errors import CatalogueError, InputError
from evalkit.facts.fact import FactDefinition
from evalkit.facts.lexicon import Lexicon, Meaning, Role
from evalkit.facts.relations import RELATION_KEYS, Relation, structure_relations, unknown_facts
from evalkit.facts.unit import Unit
from evalkit.messages import Joined, say
from evalkit.structuring import attempt
from evalkit.toml import parse


@frozen
class Statement:
    """Words that, in this order within one sentence, say yes or no: each slot is ``a|b|c``.

    None of `unless` may stand in the clauses that they touch; `clause` says that all of them must
    stand in one.
    """

    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    clause: bool = False


@frozen
class Wording:
    """How one fact is spoken of.

    A quantity is the fact's when its subject, aspect and period are; no `aspects` means any,
    ``plain`` that no aspect need be said. `nouns` are the counting nouns that fit, all when empty.
    `claim` says that the report works such a value out itself. `yes` and `no` are statements.
    `completes` names the fact whose count the words of completion (均已完成) repeat; `zero` says that
    words of nothing (没有发生) are a value. `bare`: the number may stand without its unit.
    `sections` are headings under which the fact is at home. A text stands behind one of `labels` and
    is one of `choices`.
    """

    id: str
    title: str
    unit: Literal["money", "ratio", "count", "score", "yes_no", "text"]
    subject: str = ""
    aspects: tuple[str, ...] = ()
    plain: bool = False
    period: Literal["current", "previous", "opening", "closing"] = "current"
    nouns: tuple[str, ...] = ()
    claim: bool = False
    bare: bool = False
    sections: tuple[str, ...] = ()
    yes: tuple[Statement, ...] = ()
    no: tuple[Statement, ...] = ()
    completes: str = ""
    zero: bool = False
    labels: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@frozen
class Words:
    """Words of one subject, aspect or period.

    `weak` ones give way to any other in the segment, `listed` ones count only in a list that 分别为
    hands out. `strict`: glued to other words (路灯改造项目支出) they speak of something else. `level`:
    the aspect is an amount that later clauses go on with. `subject`: the one that the aspect is of.
    """

    words: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    strict: bool = False
    level: bool = False
    subject: str = ""


@frozen
class Shaping:
    """The words that shape sentences, by role."""

    each: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    unplanned: tuple[str, ...] = ()
    all_done: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    filler: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@frozen
class CatalogueFile:
    """One catalogue as its file says it, without the relations."""

    fact: tuple[Wording, ...] = ()
    subject: Mapping[str, Words] = field(factory=dict)
    aspect: Mapping[str, Words] = field(factory=dict)
    period: Mapping[str, Words] = field(factory=dict)
    words: Shaping = field(factory=Shaping)


@frozen(eq=False)
class Catalogue:
    """All facts that evalkit looks for, with their wordings and relations."""

    definitions: Mapping[str, FactDefinition]
    wordings: Mapping[str, Wording]
    subjects: Mapping[str, Words]
    aspects: Mapping[str, Words]
    lexicon: Lexicon
    problem_headings: tuple[str, ...]
    relations: tuple[Relation, ...]
    by_subject: Mapping[str, tuple[Wording, ...]]


def load_catalogue(sources: Sequence[tuple[str, Traversable]], *, partial: bool = False) -> Catalogue:
    """Return the catalogue of `sources`, each the name of its owner and a TOML file.

    Raises CatalogueError, naming the owner, for a file that is broken, a fact that two catalogues
    define, a subject that nobody words, or a relation of unknown facts; when `partial` (a plugin is
    missing on purpose), such relations are left out instead.
    """
    files = [(owner, *_read(owner, source)) for owner, source in sources]
    definitions: dict[str, FactDefinition] = {}
    wordings: dict[str, Wording] = {}
    relations: list[Relation] = []
    for owner, file, found in files:
        for wording in file.fact:
            if wording.id in definitions:
                _refuse(owner, wording.id, definitions[wording.id].owner)
            definitions[wording.id] = FactDefinition(wording.id, wording.title, Unit(wording.unit), owner)
            wordings[wording.id] = wording
        relations += found
    subjects = _merged(file.subject for _, file, _ in files)
    aspects = _merged(file.aspect for _, file, _ in files)
    _check(files, subjects, {} if partial else definitions)
    return Catalogue(
        definitions=definitions,
        wordings=wordings,
        subjects=subjects,
        aspects=aspects,
        lexicon=Lexicon.of(_entries([file for _, file, _ in files], subjects, aspects)),
        problem_headings=tuple(word for _, file, _ in files for word in file.words.problems),
        relations=tuple(each for each in relations if not unknown_facts((each,), definitions)),
        by_subject=_by_subject(wordings.values()),
    )


def _read(owner: str, source: Traversable) -> tuple[CatalogueFile, tuple[Relation, ...]]:
    try:
        file = parse(source.read_bytes(), source.name)
        relations = structure_relations(file, InputError)
        own = {key: value for key, value in file.data.items() if key not in RELATION_KEYS}
        found, problems = attempt(file, CatalogueFile, keys=own)
    except (InputError, OSError) as error:
        raise _broken(owner, str(error)) from error
    if found is None:
        raise _broken(owner, str(InputError(problems)))
    return found, relations


def _broken(owner: str, error: str) -> CatalogueError:
    return CatalogueError(
        owner, say("事实目录有误：{error}", "its catalogue is broken: {error}", error=error)
    )


def _refuse(owner: str, id: str, other: str) -> None:
    message = say(
        "事实“{id}”已由 {other} 定义", "the fact {id} is already defined by {other}", id=id, other=other
    )
    raise CatalogueError(owner, message)


def _merged(tables: Iterable[Mapping[str, Words]]) -> Mapping[str, Words]:
    found: dict[str, Words] = {}
    for table in tables:
        for id, words in table.items():
            old = found.get(id, Words())
            found[id] = Words(
                words=(*old.words, *words.words),
                weak=(*old.weak, *words.weak),
                listed=(*old.listed, *words.listed),
                strict=old.strict or words.strict,
                level=old.level or words.level,
                subject=old.subject or words.subject,
            )
    return found


def _check(
    files: Sequence[tuple[str, CatalogueFile, tuple[Relation, ...]]],
    subjects: Mapping[str, Words],
    definitions: Mapping[str, FactDefinition],
) -> None:
    """Refuse subjects that nobody words and, unless `definitions` is empty, relations of unknown facts."""
    for owner, file, found in files:
        missing = {wording.subject for wording in file.fact if wording.subject} - set(subjects)
        missing |= set(unknown_facts(found, definitions)) if definitions else set()
        if missing:
            message = say("没有定义：{ids}", "not defined: {ids}", ids=Joined(tuple(sorted(missing))))
            raise CatalogueError(owner, message)


def _entries(
    files: Sequence[CatalogueFile], subjects: Mapping[str, Words], aspects: Mapping[str, Words]
) -> Iterator[tuple[str, Meaning]]:
    periods = _merged(file.period for file in files)
    for role, table in ((Role.SUBJECT, subjects), (Role.ASPECT, aspects), (Role.PERIOD, periods)):
        for id, words in table.items():
            yield from ((word, Meaning(role, id)) for word in words.words)
            yield from ((word, Meaning(role, id, weak=True)) for word in words.weak)
            yield from ((word, Meaning(role, id, listed=True)) for word in words.listed)
    for shaping in (file.words for file in files):
        for role, listed in (
            (Role.EACH, shaping.each),
            (Role.PLAN, shaping.plan),
            (Role.NONE, shaping.none),
            (Role.UNPLANNED, shaping.unplanned),
            (Role.ALL_DONE, shaping.all_done),
            (Role.AMONG, shaping.among),
            (Role.FILLER, shaping.filler),
        ):
            yield from ((word, Meaning(role)) for word in listed)


def _by_subject(wordings: Iterable[Wording]) -> Mapping[str, tuple[Wording, ...]]:
    found: dict[str, list[Wording]] = {}
    for wording in wordings:
        if wording.subject:
            found.setdefault(wording.subject, []).append(wording)
    return {subject: tuple(listed) for subject, listed in found.items()}
