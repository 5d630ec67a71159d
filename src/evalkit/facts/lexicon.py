"""The words by which reports speak of facts, found in one pass over a text."""

from collections.abc import Iterable, Mapping
from enum import Enum

from attrs import field, frozen


class Role(Enum):
    """What a word does in a sentence.

    SUBJECT says what is spoken of, ASPECT which side of it (budget, final account, rate …), PERIOD
    of what time. EACH hands a list out (分别为); AMONG opens the parts of what was said (其中).
    SUM goes back to the whole of the parts (共计). MORE, LESS and DIFFER make a number a change, SHARE (占) a share, TARGET (目标) something wanted;
    PLAN makes a whole sentence a plan. NONE says that there was nothing, UNPLANNED that nothing was
    provided for, SAME that two amounts are equal. ALL and ALL_DONE say that all that was counted is
    done, EXCEPT that not quite all is. A name before an AGENT (区财政局批复) is no part of the subject;
    FILLER says nothing.
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
    AGENT = "agent"
    FILLER = "filler"


@frozen
class Meaning:
    """One meaning of a word: its role and the id it stands for.

    A weak one gives way to others; a `listed` one counts only as an item of a list, or after another
    item of it has been named.
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

    def has(self, *roles: Role) -> bool:
        """Return whether the word can play one of `roles`."""
        return any(meaning.role in roles and not meaning.listed for meaning in self.meanings)

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

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
        """Return the words of `text` from `start` to `end`, in order, none inside another."""
        found = []
        at = start
        stop = len(text) if end is None else end
        while at < stop:
            word = self._longest(text, at, stop)
            if word:
                found.append(Token(at, at + len(word), self.words[word]))
            at += len(word) or 1
        return tuple(found)

    def _longest(self, text: str, at: int, stop: int) -> str:
        for head in (text[at : at + 2], text[at : at + 1]):
            for length in self._lengths.get(head, ()):
                word = text[at : at + length]
                if at + length <= stop and word in self.words:
                    return word
        return ""
