"""The words by which reports speak of facts, found in one pass over a text."""

from collections.abc import Iterable, Mapping
from enum import Enum

from attrs import field, frozen


class Role(Enum):
    """What a word does in a sentence.

    SUBJECT says what is spoken of, ASPECT which side of it (budget, final account, rate …), PERIOD
    of what time; EACH distributes a list (分别为); PLAN marks what is only intended; NONE says that
    there was nothing, UNPLANNED that nothing was provided for; ALL_DONE that all that was counted is
    done; AMONG that a part of what was counted follows; FILLER says nothing.
    """

    SUBJECT = "subject"
    ASPECT = "aspect"
    PERIOD = "period"
    EACH = "each"
    PLAN = "plan"
    NONE = "none"
    UNPLANNED = "unplanned"
    ALL_DONE = "all_done"
    AMONG = "among"
    FILLER = "filler"


@frozen
class Meaning:
    """One meaning of a word: its role and the id it stands for.

    A weak one gives way to others; a `listed` one counts only in a list that 分别为 hands out.
    """

    role: Role
    id: str = ""
    weak: bool = False
    listed: bool = False


@frozen
class Token:
    """A word where it stands in a text: `start` to `end`, with its meanings."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]

    def ids(self, role: Role) -> tuple[str, ...]:
        """Return what the word stands for in `role`."""
        return tuple(meaning.id for meaning in self.meanings if meaning.role is role and not meaning.listed)

    def items(self, role: Role) -> tuple[str, ...]:
        """Return what the word stands for in `role` where it is an item of a list."""
        return tuple(meaning.id for meaning in self.meanings if meaning.role is role)

    def has(self, role: Role) -> bool:
        """Return whether the word can play `role`."""
        return any(meaning.role is role and not meaning.listed for meaning in self.meanings)

    def weak(self, role: Role) -> bool:
        """Return whether the word plays `role` weakly."""
        return any(meaning.role is role and meaning.weak for meaning in self.meanings)


@frozen(eq=False)
class Lexicon:
    """Words with their meanings; at each place of a text the longest word counts."""

    words: Mapping[str, tuple[Meaning, ...]]
    _lengths: Mapping[str, tuple[int, ...]] = field(init=False, repr=False)

    @_lengths.default
    def _by_first_two(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, set[int]] = {}
        for word in self.words:
            found.setdefault(word[:2], set()).add(len(word))
        return {head: tuple(sorted(lengths, reverse=True)) for head, lengths in found.items()}

    @classmethod
    def of(cls, entries: Iterable[tuple[str, Meaning]]) -> "Lexicon":
        """Return the lexicon of `entries`; a word may stand for several things."""
        words: dict[str, list[Meaning]] = {}
        for word, meaning in entries:
            meanings = words.setdefault(word, [])
            if meaning not in meanings:
                meanings.append(meaning)
        return cls({word: tuple(meanings) for word, meanings in words.items()})

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the words of `text`, in order, none inside another."""
        found = []
        at = 0
        while at < len(text):
            word = self._longest(text, at)
            if word:
                found.append(Token(at, at + len(word), self.words[word]))
            at += len(word) or 1
        return tuple(found)

    def _longest(self, text: str, at: int) -> str:
        heads = (text[at : at + 2], text[at : at + 1])
        for head in heads:
            for length in self._lengths.get(head, ()):
                word = text[at : at + length]
                if word in self.words:
                    return word
        return ""
