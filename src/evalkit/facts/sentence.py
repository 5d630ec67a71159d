"""What the extraction looks at: segments of a passage, which lead up to a quantity, and what their signs say."""

import re
from collections.abc import Sequence
from typing import Protocol

from attrs import field

from evalkit.facts.lexicon import Role, Token
from evalkit.facts.quantity import Quantity
from evalkit.facts.unit import Unit
from evalkit.frozen import define

STOPS = "；。！？"
JOINING = frozenset("、和及与")
_SET_OUT, _REACH, _ARRIVING = frozenset("从由"), frozenset("至到"), frozenset("至到为")
_AND_SUCH = "等"
_OPERATORS = frozenset("×÷*/+＋−－")
_PLAIN = str.maketrans("();:!?【】[]", "（）；：！？（）（）")
_UNPLAIN = re.compile(r"[();:!?【】\[\]]")
_STOP = re.compile("(?<=[一-龥）”%％])[.](?![0-9.])")
_COMPARING = frozenset("比较对同与")
_YEAR_NOUNS = ("年", "年度")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
DATES = ("季度", "个季度", "月", "日", "月份", "号", "时", "点")


class Whole(Protocol):
    """What a segment was cut from."""

    text: str

    def unknown(self, start: int, end: int, words: Sequence[Token]) -> tuple[tuple[int, int], ...]:
        """Return the runs of letters between `start` and `end` that nobody knows; `words` stand there."""

    def next(self, start: int, stop: int, words: Sequence[Token]) -> int:
        """Return how many letters that no word covers stand at `start`, before the first of `words` and `stop`."""


@define(eq=False)
class Segment:
    """The words that lead up to a quantity, or up to the end of a clause without one.

    `start` to `end` are the text before the quantity; `words` stand in it, `told` are those that do more
    than fill, `behind` those between the quantity and the next sign or quantity, which is at `stop`.
    `roles` are those that the words told can play; `naming`, `sided` and `timed` are those of them that
    can name a subject, a side and a time. `dated` are the years printed in it. `runs_on` says that no
    sign stands between it and the next quantity. `opener` is the sign before the segment, "" when a quantity stands there; `closer` the one
    behind a segment without a quantity. `depth` is how many parentheses are open; `before` is the sign before the end, whichever it is.

    Never changed; what few segments are asked for is worked out then.
    """

    _cut: Whole = field(repr=False)
    start: int
    end: int
    quantity: Quantity | None
    words: tuple[Token, ...]
    told: tuple[Token, ...]
    behind: tuple[Token, ...]
    roles: frozenset[Role]
    naming: tuple[Token, ...]
    sided: tuple[Token, ...]
    timed: tuple[Token, ...]
    dated: tuple[Quantity, ...]
    opener: str
    depth: int
    stop: int
    runs_on: bool
    before: str
    _unknown: tuple[tuple[int, int], ...] | None = field(default=None, init=False, repr=False)
    _weight: int = field(default=0, init=False, repr=False)

    @property
    def fresh(self) -> bool:
        """Whether a ； or 。 has ended what went before."""
        return self.opener != "" and self.opener in STOPS

    @property
    def listed(self) -> bool:
        """Whether only 、 or 和 divides it from the quantity before."""
        return self.opener in JOINING

    @property
    def years(self) -> tuple[int, ...]:
        """The years printed in it."""
        return tuple([int(year.value) for year in self.dated]) if self.dated else ()

    @property
    def closer(self) -> str:
        """The sign behind a segment without a quantity, else ""."""
        return self._cut.text[self.end : self.end + 1] if self.quantity is None else ""

    @property
    def reckoned(self) -> bool:
        """Whether its quantity is an operand: ×100%. In 9 批/71 人次 the sign only divides two counts."""
        if self.quantity is None or self.before not in _OPERATORS:
            return False
        return self.before != "/" or self.quantity.unit is not Unit.COUNT

    @property
    def reaches(self) -> bool:
        """Whether 到 or 至 before the quantity makes it a level: 压减到 5 万元."""
        reached = self.quantity is not None and self.before in _REACH
        return reached and self._cut.text[self.end - 2 : self.end] != "达到"

    @property
    def leaves(self) -> bool:
        """Whether 从 or 由 before the quantity makes it what a change sets out from."""
        return self.quantity is not None and self.start < self.end and self.before in _SET_OUT

    @property
    def sets_out(self) -> bool:
        """Whether 从 or 由 makes the time before the quantity what a change sets out from: 由上年的 5 万元."""
        text = self._cut.text
        if self.quantity is None or _SET_OUT.isdisjoint(text[self.start : self.end]):
            return False
        at = max([text.rfind(sign, self.start, self.end) for sign in _SET_OUT])
        behind = any(word.start > at and word.sense.subjects for word in self.told)
        return not behind and all(end <= at for _, end in self.unknown)

    def leads_to(self, word: Token) -> bool:
        """Return whether `word` of change leads to the quantity as its level: 压减到, 增至2021年的, 下降为."""
        between = self._cut.text[word.start : self.end]
        return any(sign in between for sign in _ARRIVING)

    def begins(self, *words: str) -> bool:
        """Return whether one of `words` opens it."""
        return self._cut.text.startswith(words, self.start)

    def sign_at(self, word: Token) -> str:
        """Return the sign before a word of it."""
        return self._cut.text[word.start - 1 : word.start]

    def goes_on_with(self, word: Token, *signs: str) -> bool:
        """Return whether one of `signs` stands right behind `word`."""
        return self._cut.text.startswith(signs, word.end)

    @property
    def exemplified(self) -> bool:
        """Whether 等 before the quantity ends examples of what is counted: 接待检查、验收等 9 批."""
        return self.quantity is not None and self.before == _AND_SUCH

    @property
    def compared(self) -> bool:
        """Whether its year or period only serves a comparison: 比2019年的…."""
        if not self.timed and not self.dated:
            return False
        text = self._cut.text
        starts = [word.start for word in self.timed] + [year.start for year in self.dated]
        return any(text[start - 1] in _COMPARING for start in starts if start)

    @property
    def unknown(self) -> tuple[tuple[int, int], ...]:
        """The runs of letters in it that no word, year or date covers."""
        if self._unknown is None:
            covered = sum([word.end - word.start for word in self.words])
            self._unknown = (
                self._cut.unknown(self.start, self.end, self.words) if covered < self.end - self.start else ()
            )
            self._weight = sum([end - start for start, end in self._unknown])
        return self._unknown

    @property
    def weight(self) -> int:
        """How many letters of it nobody knows."""
        return self._weight if self.unknown else 0

    @property
    def next(self) -> int:
        """How many letters that no word covers follow the quantity directly."""
        return 0 if self.quantity is None else self._cut.next(self.quantity.end, self.stop, self.behind)

    @property
    def joints(self) -> int:
        """How many 、 and 和 stand between things that no word names."""
        text = self._cut.text
        known = {at for word in self.words if not word.sense.fills for at in range(word.start, word.end)}
        return sum(
            text[at] in JOINING and at - 1 not in known and at + 1 not in known
            for at in range(self.start + 1, self.end - 1)
        )

    def beside(self, subject: str) -> tuple[tuple[int, int], ...]:
        """Return the unknown runs that stand within no name of `subject`: not those in 群众对…满意度."""
        named = [word for word in self.naming if subject in word.sense.subjects]
        if not named:
            return self.unknown
        start, end = named[0].end, named[-1].start
        return tuple([run for run in self.unknown if not start <= run[0] < end])

    def has(self, *roles: Role) -> bool:
        """Return whether one of its words can play one of `roles`."""
        return not self.roles.isdisjoint(roles)


def is_year(quantity: Quantity) -> bool:
    """Return whether the quantity is a year of the calendar."""
    return quantity.noun in _YEAR_NOUNS and _FIRST_YEAR <= quantity.value <= _LAST_YEAR


def legible(text: str) -> str:
    """Return `text` with one kind of brackets, colons, commas and full stops, character by character."""
    plain = text.translate(_PLAIN) if _UNPLAIN.search(text) else text
    if "." in plain:
        plain = _STOP.sub("。", plain)
    if "," not in plain:
        return plain
    signs = list(plain)
    for at, sign in enumerate(signs):
        if sign == "," and not (plain[at - 1 : at].isdigit() and plain[at + 1 : at + 2].isdigit()):
            signs[at] = "，"
    return "".join(signs)


def is_date(quantity: Quantity) -> bool:
    """Return whether the quantity only dates what is said: a year, a month, the number of a document."""
    return quantity.noun in DATES or is_year(quantity)
