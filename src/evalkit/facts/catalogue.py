"""What the facts are and how they are worded: the catalogues of core and of the dimensions, put together.

A catalogue is TOML. ``[[fact]]`` defines a fact (id, title, unit) and says of what it speaks: its
`subject`, the `aspects` of the subject it is, its `period`. ``[subject.X]``, ``[aspect.X]`` and
``[period.X]`` list the words for them; ``[words]`` holds the words that shape a sentence. Relations
are explained in relations.py. A further catalogue may add words to anything that another defines.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.resources.abc import Traversable

from attrs import field

from evalkit.errors import CatalogueError, InputError
from evalkit.facts.fact import FactDefinition
from evalkit.facts.lexicon import Lexicon, Meaning, Role
from evalkit.facts.relations import RELATION_KEYS, Relation, structure_relations, unknown_facts
from evalkit.facts.unit import Unit
from evalkit.facts.wording import CatalogueFile, Wording, Words
from evalkit.frozen import frozen
from evalkit.messages import Joined, say
from evalkit.structuring import attempt
from evalkit.toml import parse

PLAIN_BUDGET = "budget"
"""The aspect of a budget of which nobody says whether it is the initial or the adjusted one."""

_SHAPING = tuple(role for role in Role if role not in (Role.SUBJECT, Role.ASPECT, Role.PERIOD, Role.KIND))

_File = tuple[str, CatalogueFile, tuple[Relation, ...]]


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
    files: Sequence[_File] = field(repr=False)
    _telling: Mapping[Unit, frozenset[str]] = field(init=False, repr=False)

    @_telling.default
    def _find_telling(self) -> Mapping[Unit, frozenset[str]]:
        always = {id for id, words in self.aspects.items() if words.level or words.budget or words.excludes}
        excluding = {id for id, words in self.aspects.items() if words.excludes}
        found = {unit: set(excluding if unit in (Unit.COUNT, Unit.SCORE) else always) for unit in Unit}
        for wording in self.wordings.values():
            found[Unit(wording.unit)] |= set(wording.aspects)
        return {unit: frozenset(ids) for unit, ids in found.items()}

    def tells(self, aspects: Sequence[str], unit: Unit | None) -> bool:
        """Return whether one of `aspects` says something of a quantity in `unit`."""
        return unit is None or not self._telling[unit].isdisjoint(aspects)

    def is_other(self, wording: Wording, aspects: Sequence[str]) -> bool:
        """Return whether `aspects` speak of another side of the subject of `wording`, or of none."""
        others = self._sides[wording.subject, wording.unit]
        return any(
            id in others or id not in self.aspects or self.aspects[id].excludes or id in self._budgets
            for id in aspects
        )

    @cached_property
    def _sides(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The aspects that facts about a subject in one unit have."""
        found: dict[tuple[str, str], frozenset[str]] = {}
        for subject, wordings in self.by_subject.items():
            for each in wordings:
                key = subject, each.unit
                found[key] = found.get(key, frozenset()) | frozenset(each.aspects)
        return found

    def whole(self, subject: str) -> str:
        """Return the whole that `subject` is a part of, "" for none."""
        words = self.subjects.get(subject)
        return words.part_of if words is not None else ""

    def chain(self, subject: str) -> tuple[str, ...]:
        """Return `subject` and the wholes that it is a part of, the nearest first."""
        return self._chains.get(subject, (subject,))

    @cached_property
    def _chains(self) -> Mapping[str, tuple[str, ...]]:
        found = {}
        for subject in self.subjects:
            chain = [subject]
            while (whole := self.whole(chain[-1])) and whole not in chain:
                chain.append(whole)
            found[subject] = tuple(chain)
        return found

    def common(self, one: str, other: str) -> str:
        """Return the nearest whole of two subjects (one may be the other's), "" when they have none."""
        others = self.chain(other)
        return next((id for id in self.chain(one) if id in others), "")

    def is_level(self, aspects: Sequence[str]) -> bool:
        """Return whether `aspects` are an amount that parts go on with."""
        return not self._levels.isdisjoint(aspects)

    @cached_property
    def _levels(self) -> frozenset[str]:
        return frozenset(id for id, words in self.aspects.items() if words.level)

    def excludes(self, aspects: Sequence[str]) -> bool:
        """Return whether `aspects` make a quantity no fact of any subject that does not name them."""
        return any(id in self.aspects and self.aspects[id].excludes for id in aspects)

    def is_budget(self, aspects: Sequence[str]) -> bool:
        """Return whether `aspects` speak of money that is only planned."""
        return not self._budgets.isdisjoint(aspects)

    @cached_property
    def _budgets(self) -> frozenset[str]:
        return frozenset(id for id, words in self.aspects.items() if words.budget)

    def is_plain_budget(self, aspects: Sequence[str]) -> bool:
        """Return whether `aspects` speak of a budget without saying which."""
        return PLAIN_BUDGET in aspects

    def counts(self, subject: str, unit: Unit) -> bool:
        """Return whether a fact about `subject` is in `unit`."""
        return (subject, unit) in self._counted

    @cached_property
    def _counted(self) -> frozenset[tuple[str, Unit]]:
        return frozenset((wording.subject, Unit(wording.unit)) for wording in self.wordings.values())

    def never_of(self, aspect: str) -> tuple[str, ...]:
        """Return the subjects that are no longer spoken of when `aspect` is."""
        return self.aspects[aspect].never_of if aspect in self.aspects else ()

    def subject_of(self, aspects: Sequence[str]) -> str:
        """Return the subject that `aspects` are of where none is named, "" when they are of any."""
        return next((self.aspects[id].subject for id in aspects if self.aspects[id].subject), "")

    def with_money(self, subject: str) -> str:
        """Return `subject`, or its whole where it is only counted: of projects, their spending."""
        whole, counted = self.whole(subject), self.counts(subject, Unit.COUNT)
        return whole if whole and counted and not self.counts(subject, Unit.MONEY) else subject

    def follows(self, subject: str) -> bool:
        """Return whether `subject` is said of what the sentence has named before it."""
        return subject in self.subjects and self.subjects[subject].follows

    def has_sides(self, subject: str) -> bool:
        """Return whether there are sides of `subject` to go on with; what is left over has none."""
        wordings = self.by_subject.get(subject, ())
        return not wordings or any(wording.aspects for wording in wordings)

    def counts_in(self, subject: str, noun: str) -> bool:
        """Return whether a fact about `subject` is counted in `noun`."""
        return any(
            Unit(wording.unit) is Unit.COUNT and (not wording.nouns or noun in wording.nouns)
            for wording in self.by_subject.get(subject, ())
        )

    def counted(self, subject: str, noun: str) -> str:
        """Return what of `subject` is counted in `noun`: itself, or the one part of it that is."""
        if self.counts_in(subject, noun) or not self.counts(subject, Unit.MONEY):
            return subject
        parts = [id for id in self.by_subject if self.whole(id) == subject and self.counts_in(id, noun)]
        return parts[0] if len(parts) == 1 else subject

    def alike(self, subject: str, one: str, other: str) -> bool:
        """Return whether one fact about `subject` is counted in both nouns: 件 and 件次."""
        return one == other or any(
            one in wording.nouns and other in wording.nouns for wording in self.by_subject.get(subject, ())
        )

    @cached_property
    def chosen(self) -> tuple[Wording, ...]:
        """The wordings of facts that are one of several choices."""
        return tuple(wording for wording in self.wordings.values() if wording.choices)

    @cached_property
    def choosing(self) -> frozenset[str]:
        """The signs with which the choices begin: a look at them passes over nearly every text."""
        return frozenset(choice[0] for wording in self.chosen for choice in wording.choices)

    def rates(self, subject: str) -> bool:
        """Return whether a fact about `subject` is a rate."""
        return self.counts(subject, Unit.RATIO)

    def can_be_nothing(self, subject: str) -> bool:
        """Return whether words of nothing state a fact about `subject`."""
        return subject in self._nothing

    @cached_property
    def _nothing(self) -> frozenset[str]:
        return frozenset(wording.subject for wording in self.wordings.values() if wording.zero)


def load_catalogue(sources: Sequence[tuple[str, Traversable]], *, partial: bool = False) -> Catalogue:
    """Return the catalogue of `sources`, each the name of its owner and a TOML file.

    Raises CatalogueError, naming the owner, for a file that is broken, a fact that two catalogues
    define, a subject that nobody words, or a relation of unknown facts; when `partial` (a plugin is
    missing on purpose), such relations are left out instead.
    """
    return _assembled([(owner, *_read(owner, source)) for owner, source in sources], partial=partial)


def extended(catalogue: Catalogue, owner: str, file: CatalogueFile) -> Catalogue:
    """Return `catalogue` with the facts and words of `file`.

    Raises CatalogueError, naming the `owner`, as `load_catalogue` does.
    """
    return _assembled([*catalogue.files, (owner, file, ())], partial=True)


def _assembled(files: Sequence[_File], *, partial: bool) -> Catalogue:
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
        files=files,
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
            found[id] = found[id].joined(words) if id in found else words
    return found


def _check(
    files: Sequence[_File], subjects: Mapping[str, Words], definitions: Mapping[str, FactDefinition]
) -> None:
    """Refuse subjects that nobody words and, unless `definitions` is empty, relations of unknown facts."""
    for owner, file, found in files:
        named = {wording.subject for wording in file.fact} | {each.part_of for each in file.subject.values()}
        named |= {each.subject for each in file.aspect.values()}
        missing = named - set(subjects) - {""}
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
            yield from _all(words.words, Meaning(role, id))
            yield from _all(words.weak, Meaning(role, id, weak=True))
            yield from _all(words.listed, Meaning(role, id, listed=True))
    for id, subject in subjects.items():
        for place, kind in enumerate(subject.kinds):
            yield from _all(kind, Meaning(Role.KIND, f"{id}/{place}"))
    for shaping in (file.words for file in files):
        for role in _SHAPING:
            yield from _all(getattr(shaping, _key(role)), Meaning(role))


def _all(words: Iterable[str], meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    return ((word, meaning) for word in words)


def _key(role: Role) -> str:
    """Return the field of Shaping that lists the words of `role`; `except` is a word of Python's."""
    return "except_" if role is Role.EXCEPT else role.value


def _by_subject(wordings: Iterable[Wording]) -> Mapping[str, tuple[Wording, ...]]:
    found: dict[str, list[Wording]] = {}
    for wording in wordings:
        if wording.subject:
            found.setdefault(wording.subject, []).append(wording)
    return {subject: tuple(listed) for subject, listed in found.items()}
