"""Facts that a rubric defines itself, because no catalogue does: a project's own targets and results."""

from collections.abc import Iterator, Mapping, Sequence

from evalkit.errors import Problem
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.unit import Unit
from evalkit.facts.wording import CatalogueFile, Wording, Words
from evalkit.frozen import frozen
from evalkit.messages import Joined, say
from evalkit.problems import nearest, short
from evalkit.rubrics.place import Place
from evalkit.rubrics.tables import FactTable
from evalkit.wrong import not_among

Tables = Sequence[tuple[Place, FactTable]]

_OF_NUMBERS = ("words", "subject", "aspects", "plain", "nouns", "claim", "bare", "zero", "period")
_USED = {
    Unit.YES_NO: ("yes", "no"),
    Unit.TEXT: ("labels", "choices"),
}
"""What of its wording a fact that is no number uses; the others use `_OF_NUMBERS`."""
_WORDING = (*_OF_NUMBERS, *(key for keys in _USED.values() for key in keys))


@frozen
class OwnFacts:
    """What the ``[[fact]]`` tables of a rubric came to, and what is wrong with them."""

    facts: CatalogueFile
    problems: tuple[Problem, ...] = ()


def own_facts(
    rubric: str, tables: Tables, known: Mapping[str, Unit], catalogue: Catalogue | None
) -> OwnFacts:
    """Return the facts of `tables`, which stand in the rubric with the id `rubric`.

    `known` are the measures and facts there are already. `catalogue` says which subjects and aspects
    there are and by which words they go; nothing of that is checked when it is None.
    """
    theirs = frozenset() if catalogue is None else frozenset(catalogue.subjects)
    worded = {_subject(table) for _, table in tables if table.words}
    problems = [*_ids(tables, known)]
    for place, table in tables:
        problems += _keys(place, table)
        if catalogue is not None:
            problems += _words(place, table, worded, catalogue)
    subjects: dict[str, Words] = {}
    for _, table in tables:
        if table.words:
            name = _named(rubric, table, theirs)
            subjects[name] = subjects.get(name, Words()).joined(Words(words=table.words))
    facts = tuple(_wording(table, _named(rubric, table, theirs)) for _, table in tables)
    return OwnFacts(CatalogueFile(fact=facts, subject=subjects), tuple(problems))


def _subject(table: FactTable) -> str:
    """Return what the fact is about as its table names it, "" when it has no words."""
    return table.subject or (table.id if table.words else "")


def _named(rubric: str, table: FactTable, theirs: frozenset[str]) -> str:
    """Return the subject under a name that no other catalogue's can have, but for one of theirs."""
    subject = _subject(table)
    return f"{rubric}/{subject}" if subject and subject not in theirs else subject


def _wording(table: FactTable, subject: str) -> Wording:
    return Wording(
        id=table.id,
        title=table.title,
        unit=table.unit,
        subject=subject,
        aspects=table.aspects,
        plain=not table.aspects if table.plain is None else table.plain,
        period=table.period,
        nouns=table.nouns,
        claim=table.claim,
        bare=table.bare,
        yes=table.yes,
        no=table.no,
        zero=table.zero,
        labels=table.labels,
        choices=table.choices,
    )


# ---------------------------------------------------------------- what is wrong with them


def _ids(tables: Tables, known: Mapping[str, Unit]) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for place, table in tables:
        if table.id in known:
            message = say("已有叫“{id}”的测算或事实", "there is a measure or fact {id} already", id=table.id)
            yield place.problem(message, "id")
        elif table.id in lines:
            message = say(
                "编号“{id}”已在第 {line} 行用过",
                "the id “{id}” is already used in line {line}",
                id=short(table.id),
                line=lines[table.id],
            )
            yield place.problem(message, "id")
        else:
            lines[table.id] = place.line("id")


def _keys(place: Place, table: FactTable) -> Iterator[Problem]:
    """Yield the keys of its wording that a fact in that unit has no use for."""
    used = _USED.get(Unit(table.unit), _OF_NUMBERS)
    for key in place.keys:
        if key in _WORDING and key not in used:
            message = say(
                "单位是“{unit}”的事实不用键“{key}”",
                "a fact in {unit} has no use for the key “{key}”",
                unit=table.unit,
                key=key,
            )
            yield place.problem(message, key, allowed=say("{used}", "{used}", used=Joined(used)))


def _words(place: Place, table: FactTable, worded: set[str], catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a subject without words, words that speak of something else already, and unknown aspects."""
    subject = _subject(table)
    if subject and subject not in worded and subject not in catalogue.subjects:
        message = say(
            "没有叫“{id}”的主题{near}",
            "there is no subject “{id}”{near}",
            id=short(subject),
            near=nearest(subject, catalogue.subjects) or "",
        )
        allowed = say(
            "目录中的主题，或用 words 写出措辞", "one of a catalogue, or `words` for one of its own"
        )
        yield place.problem(message, "subject", allowed=allowed)
    for index, word in enumerate(table.words):
        sense = catalogue.lexicon.words.get(word)
        spoken = () if sense is None else sense.subjects
        if spoken:
            message = say(
                "“{word}”已是主题 {subject} 的措辞",
                "“{word}” speaks of the subject {subject} already",
                word=short(word),
                subject=spoken[0],
            )
            allowed = say('subject = "{subject}"', 'subject = "{subject}"', subject=spoken[0])
            yield place.problem(message, "words", index, allowed=allowed)
    for index, aspect in enumerate(table.aspects):
        if aspect not in catalogue.aspects:
            wrong = not_among(aspect, sorted(catalogue.aspects))
            yield place.problem(wrong.message, "aspects", index, allowed=wrong.allowed)
