"""What the labels and headers of a table say: their words, years and units."""

import re
from collections.abc import Sequence
from functools import cached_property

from attrs import field

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Token
from evalkit.facts.nouns import KINDS
from evalkit.facts.quantity import Quantity, scan
from evalkit.facts.sentence import is_year, legible
from evalkit.facts.table_cells import Contents
from evalkit.facts.table_rows import Labels, is_calendar, is_whole, may_date
from evalkit.facts.table_units import unit_of
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.patterns import when_used

_RATE = re.compile(r"率|比例|进度|%|满意度|比重|占比")
MARKS = re.compile(r"满分|分值|权重|得分|评分|自评|扣分")
"""The words by which a header says that it is of marks."""


_UNIT_ENDS = frozenset("数)）")
_UNIT = when_used("(?:[件项个批]数)?(?:[（(](?:单位[：:])?[人次批件项个辆台宗起名万千亿百元%]{1,3}[）)])?$")
"""What ends a label and only says in what it is counted: 答复件数（件）."""

UNKNOWN = 2
"""So many characters that nobody knows make a row another thing's."""


@frozen(eq=False)
class Said:
    """What the labels of a cell say: their words, their years, and how much of them nobody knows.

    `alone` are the words that are all of a label. What few labels are asked for is worked out then.
    """

    labels: tuple[str, ...] = field(repr=False)
    words: tuple[Token, ...]
    alone: tuple[Token, ...]
    years: tuple[int, ...]
    weight: int

    @classmethod
    def by(cls, labels: tuple[str, ...], catalogue: Catalogue) -> "Said":
        """Return what `labels` say."""
        words: list[Token] = []
        alone: list[Token] = []
        years: list[int] = []
        weight = 0
        for label in labels:
            text = legible(label)
            found = catalogue.lexicon.tokens(text)
            dates = [each for each in scan(text) if is_calendar(each)] if may_date(text) else []
            words += found
            alone += [word for word in found if word.end - word.start == len(text)]
            years += [int(each.value) for each in dates if is_year(each)]
            weight += _unknown(text, found, dates)
        return cls(labels, tuple(words), tuple(alone), tuple(years), weight)

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The subjects that its words name."""
        return tuple([id for word in self.words for id in word.sense.subjects])

    @cached_property
    def strong(self) -> tuple[str, ...]:
        """The subjects that its strong words name."""
        return tuple([id for word in self.words if is_strong(word) for id in word.sense.subjects])

    @cached_property
    def names(self) -> bool:
        """Whether it may name a subject: by a word for it, or as nothing but an item of a list."""
        return bool(self.named) or any(word.sense.items for word in self.alone)

    @cached_property
    def unit(self) -> str:
        """The unit that the last label with one gives, "" for none."""
        return next((unit for label in reversed(self.labels) if (unit := unit_of(label))), "")

    @cached_property
    def whole(self) -> bool:
        """Whether one of the labels sums up others."""
        return any(is_whole(label) for label in self.labels)

    @cached_property
    def marks(self) -> bool:
        """Whether one of the labels says that it counts marks."""
        return any(MARKS.search(label) for label in self.labels)

    @cached_property
    def rate(self) -> bool:
        """Whether one of the labels says that it is a ratio."""
        return any(_RATE.search(label) for label in self.labels)

    @cached_property
    def strange(self) -> bool:
        """Whether it names and sums up nothing, in words that nobody knows.

        A row that is labelled so is another thing's, whatever its columns are called.
        """
        if self.weight < UNKNOWN:
            return False
        return not self.whole and not any(word.sense.items or word.sense.aspects for word in self.words)


def _unknown(text: str, words: Sequence[Token], dates: Sequence[Quantity]) -> int:
    """Return how many letters of `text` stand in none of its `words` and `dates`."""
    signs = [*text]
    known = [(each.start, each.end) for each in words] + [(each.start, each.end) for each in dates]
    known += [unit.span()] if text[-1:] in _UNIT_ENDS and (unit := _UNIT.search(text)) else []
    for start, end in known:
        signs[start:end] = " " * (end - start)
    return sum(map(str.isalpha, signs))


def is_strong(word: Token) -> bool:
    """Return whether a word names a subject and does not often mean something else."""
    return bool(word.sense.subjects) and not word.sense.weak_subject


class Sayings(dict[Labels, Said]):
    """What labels say, worked out once: they stand by many figures, and the tables of a report are alike."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.catalogue = catalogue
        self._told: dict[tuple[str, ...], Said] = {}
        self._subjects: dict[tuple[Said, Unit | None, bool], str] = {}
        self._nouns: dict[tuple[str, ...], str] = {}

    def __missing__(self, labels: Labels) -> Said:
        said = self[labels] = self.told(tuple([label.text for label in labels]))
        return said

    def told(self, labels: tuple[str, ...]) -> Said:
        """Return what labels say that read so."""
        said = self._told.get(labels)
        if said is None:
            said = self._told[labels] = Said.by(labels, self.catalogue)
        return said

    def subject(self, said: Said, unit: Unit | None, *, strong: bool = False) -> str:
        """Return the subject that `said` names: one with facts in `unit`, the whole budget after all others.

        Items of lists count where nothing else is named and they are all of a label; only `strong` words
        may be asked for. "" when nothing is named.
        """
        key = said, unit, strong
        if key not in self._subjects:
            words = [word for word in said.words if not strong or is_strong(word)]
            self._subjects[key] = _subject(words, said, unit, self.catalogue)
        return self._subjects[key]

    def noun(self, column: Said, row: Said) -> str:
        """Return the noun of what is counted where the labels name nothing but counts, else ""."""
        named = (*column.strong, *row.strong) or (*column.named, *row.named)
        if named not in self._nouns:
            self._nouns[named] = _noun(named, self.catalogue)
        return self._nouns[named]


@frozen(eq=False)
class RowSaid:
    """What a row says by its labels: all of them, and the nearest that is no unit.

    A `foreign` one names nothing known; `strange` is what the figures of no column are a fact's of.
    """

    said: Said
    near: Said
    foreign: bool
    strange: bool


class Rows(dict[Labels, RowSaid]):
    """What the rows of a report's tables say by their labels, and `contents`, what cells hold, worked out once."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.sayings = Sayings(catalogue)
        self.contents = Contents()
        self._told: dict[tuple[str, ...], RowSaid] = {}

    def __missing__(self, labels: Labels) -> RowSaid:
        texts = tuple([label.text for label in labels])
        row = self._told.get(texts)
        if row is None:
            row = self._told[texts] = self._row(texts)
        self[labels] = row
        return row

    def _row(self, labels: tuple[str, ...]) -> RowSaid:
        said = self.sayings.told(labels)
        own = [label for label in labels if label not in KINDS]
        near = self.sayings.told(tuple(own[-1:]))
        return RowSaid(said, near, near.weight >= UNKNOWN and not said.whole, said.strange)

    def wanted(self, labels: Labels, headers: Labels, more: bool) -> bool:
        """Return whether a figure may be a fact's: none of a row nobody knows, under a mere side.

        `more`: other rows or counts say more of the figure than its headers.
        """
        row = self[labels]
        return not row.strange and (not row.foreign or more or self.sayings[headers].names)


def _noun(named: Sequence[str], catalogue: Catalogue) -> str:
    wordings = [wording for id in named for wording in catalogue.by_subject.get(id, ())]
    if wordings and all(Unit(wording.unit) is Unit.COUNT for wording in wordings):
        return next((noun for wording in wordings for noun in wording.nouns), "")
    return ""


def _subject(words: Sequence[Token], said: Said, unit: Unit | None, catalogue: Catalogue) -> str:
    proper = any(word.sense.subjects for word in words)
    ranked = [
        (
            not (unit is None or catalogue.counts(id, unit)),
            catalogue.subjects[id].yields,
            word.sense.weak_subject,
            -place,
            id,
        )
        for place, word in enumerate(words)
        for id in (word.sense.subjects if proper else _listed(word, said))
    ]
    return min(ranked)[-1] if ranked else ""


def _listed(word: Token, said: Said) -> tuple[str, ...]:
    """Return the item of a list that a label names which is nothing but a word for it: a table is a list."""
    items = word.sense.items
    return items if len(items) == 1 and word in said.alone else ()
