"""The words by which reports speak of facts, found in one pass over a text."""

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from attrs import field

from evalkit.frozen import define, frozen


class Role(Enum):
    """What a word does in a sentence.

    SUBJECT says what is spoken of, ASPECT which side of it (budget, final account, rate …), PERIOD
    of what time. EACH hands a list out (分别为); AMONG opens the parts of what was said (其中).
    SUM goes back to the whole of the parts (共计). MORE, LESS and DIFFER make a number a change, SHARE (占) a share, TARGET (目标) something wanted;
    PLAN makes a whole sentence a plan. NONE says that there was nothing, UNPLANNED that nothing was
    provided for, SAME that two amounts are equal. ALL and ALL_DONE say that all that was counted is
    done, EXCEPT that not quite all is. WIDE (全县) makes it more than the department's own,
    OURS (我局) says that it is its own. A name before an AGENT (区财政局批复) is no part of the subject;
    KIND sets one kind of a subject apart from the others (来信, 来访); FILLER says nothing.
    """

    SUBJECT = "subject"
    ASPECT = "aspect"
    PERIOD = "period"
    EACH = "each"
    AMONG = "among"
    MORE = "more"
    LESS = "less"
    DIFFER = "differ"
    SUM = "sum"
    SHARE = "share"
    TARGET = "target"
    PLAN = "plan"
    NONE = "none"
    UNPLANNED = "unplanned"
    SAME = "same"
    ALL = "all"
    ALL_DONE = "all_done"
    EXCEPT = "except"
    WIDE = "wide"
    OURS = "ours"
    AGENT = "agent"
    KIND = "kind"
    FILLER = "filler"

    # An Enum's own hash is a Python function; roles are looked up in sets for every word of a report.
    __hash__ = object.__hash__


NOTHING = frozenset({Role.NONE, Role.UNPLANNED})
"""The roles of words that state a zero."""


class Meaning(NamedTuple):
    """One meaning of a word: its role and the id it stands for.

    A weak one gives way to others; a `listed` one counts only as an item of a list, or after another
    item of it has been named. A tuple, for thousands are looked up before a report is read.
    """

    role: Role
    id: str = ""
    weak: bool = False
    listed: bool = False


@frozen(eq=False)
class Sense:
    """All that a word can mean, worked out once a word and shared by every place where it stands.

    `roles` are those it can play; `subjects`, `aspects` and `periods` what it stands for in them,
    `items` the subjects it stands for where it is an item of a list. The `weak_` ones say whether it
    plays the role weakly; `tells` whether it says what a quantity is, its subject or its aspect;
    `fills` whether it is a filler, `idle` whether it is nothing else.
    """

    meanings: tuple[Meaning, ...]
    roles: frozenset[Role]
    subjects: tuple[str, ...]
    aspects: tuple[str, ...]
    periods: tuple[str, ...]
    items: tuple[str, ...]
    weak_subject: bool
    weak_aspect: bool
    weak_period: bool
    tells: bool
    fills: bool
    idle: bool

    @classmethod
    def of(cls, meanings: Iterable[Meaning]) -> "Sense":
        """Return the sense of a word that has `meanings`."""
        kept = tuple(meanings)
        proper = tuple(meaning for meaning in kept if not meaning.listed)
        roles = frozenset(meaning.role for meaning in proper)
        weak = {meaning.role for meaning in kept if meaning.weak}

        def ids(role: Role, among: Iterable[Meaning] = proper) -> tuple[str, ...]:
            return tuple(meaning.id for meaning in among if meaning.role is role)

        return cls(
            meanings=kept,
            roles=roles,
            subjects=ids(Role.SUBJECT),
            aspects=ids(Role.ASPECT),
            periods=ids(Role.PERIOD),
            items=ids(Role.SUBJECT, kept),
            weak_subject=Role.SUBJECT in weak,
            weak_aspect=Role.ASPECT in weak,
            weak_period=Role.PERIOD in weak,
            tells=Role.SUBJECT in roles or Role.ASPECT in roles,
            fills=Role.FILLER in roles,
            idle=all(meaning.role is Role.FILLER for meaning in kept),
        )


@define(eq=False)
class Token:
    """A word where it stands in a text, `start` to `end`, with its `sense`.

    Never changed; but a class that forbids it takes three times as long to fill.
    """

    start: int
    end: int
    sense: Sense

    def has(self, *roles: Role) -> bool:
        """Return whether the word can play one of `roles`."""
        return not self.sense.roles.isdisjoint(roles)


@frozen(eq=False)
class Lexicon:
    """Words with what they mean; at each place of a text the longest word counts."""

    words: Mapping[str, Sense]
    _lengths: Mapping[str, tuple[int, ...]] = field(init=False, repr=False)
    _signs: Mapping[str, Sense | None] = field(init=False, repr=False)
    """The signs with which words begin, with what each means where it is a word of its own."""

    @_lengths.default
    def _by_first_two(self) -> Mapping[str, tuple[int, ...]]:
        """Return how long the words are that begin with two signs, or are one, the longest first."""
        found: dict[str, set[int]] = {}
        for word in self.words:
            found.setdefault(word[:2], set()).add(len(word))
        for head, lengths in found.items():
            if head[0] in self.words:
                lengths.add(1)
        return {head: tuple(sorted(lengths, reverse=True)) for head, lengths in found.items()}

    @_signs.default
    def _first_signs(self) -> Mapping[str, Sense | None]:
        return {word[0]: self.words.get(word[0]) for word in self.words}

    @cached_property
    def nothing(self) -> re.Pattern[str]:
        """What finds whether a word stands in a text that can state a zero."""
        words = [word for word, sense in self.words.items() if not NOTHING.isdisjoint(sense.roles)]
        return re.compile("|".join(map(re.escape, words)) or r"(?!)")

    @classmethod
    def of(cls, entries: Iterable[tuple[str, Meaning]]) -> "Lexicon":
        """Return the lexicon of `entries`; a word may stand for several things."""
        words: dict[str, dict[Meaning, None]] = {}
        for word, meaning in entries:
            words.setdefault(word, {})[meaning] = None
        senses: dict[tuple[Meaning, ...], Sense] = {}
        shared = {}
        for word, meant in words.items():
            meanings = tuple(meant)
            sense = senses.get(meanings)
            shared[word] = senses.setdefault(meanings, Sense.of(meanings)) if sense is None else sense
        return cls(shared)

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the words of `text`, in order, none inside another."""
        found = []
        words, lengths, signs = self.words, self._lengths, self._signs
        free = 0
        for at, sign in enumerate(text):
            if at < free or sign not in signs:
                continue
            longer = lengths.get(text[at : at + 2])
            if longer is None:
                sense = signs[sign]
                if sense is not None:
                    free = at + 1
                    found.append(Token(at, free, sense))
                continue
            for length in longer:
                word = text[at : at + length]
                sense = words.get(word)
                if sense is not None:
                    free = at + len(word)
                    found.append(Token(at, free, sense))
                    break
        return tuple(found)
