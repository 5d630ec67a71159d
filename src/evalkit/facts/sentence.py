"""A passage cut into what the extraction looks at: segments that lead up to a quantity."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from attrs import define, field

from evalkit.facts.lexicon import Lexicon, Role, Token
from evalkit.facts.quantity import Quantity, scan
from evalkit.facts.unit import Unit

STOPS = "；。！？"
_COMMAS = "，：—="
_OPENING, _CLOSING = "（", "）"
_SIGN = re.compile(f"[{STOPS}{_COMMAS}{_OPENING}{_CLOSING}]")
_JOINING = frozenset("、和及与")
_LETTERS = re.compile(r"[^\W_]+")
_YEAR_DIGITS = 4
_NO_ROLES: frozenset[Role] = frozenset()
_SET_OUT, _REACH, _ARRIVING = frozenset("从由"), frozenset("至到"), frozenset("至到为")
_AND_SUCH = "等"
_CAUSES = ("因", "由于", "随着", "鉴于")
_OPERATORS = frozenset("×÷*/+＋−－")
_PLAIN = str.maketrans("();:!?【】[]", "（）；：！？（）（）")
_UNPLAIN = re.compile(r"[();:!?【】\[\]]")
_COMMA = re.compile(r"(?<![0-9]),|,(?![0-9])")
_STOP = re.compile("(?<=[一-龥）”%％])[.](?![0-9.])")
_COMPARING = frozenset("比较对同与")
_YEAR_NOUNS = ("年", "年度")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_DATES = ("季度", "个季度", "月", "日", "月份", "号", "时", "点")
_TERMS, _WITHIN = ("工作日", "个工作日", "天", "小时", "个月"), ("内", "之内", "以内")
_SUMMED_UP = ("支出", "经费", "费用", "合计", "资金")
_OFFICES = "局委办厅院部处科所站会府人大党组编办中心"
"""What the names of those end with who approve a budget; before 批复 they are no part of its subject."""


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

    _cut: "_Cut" = field(repr=False)
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
        return self.opener in _JOINING

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

    @property
    def gives_cause(self) -> bool:
        """Whether 因 or 由于 opens it: what it names is no topic."""
        return self._cut.text.startswith(_CAUSES, self.start)

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
            self._unknown = self._cut.unknown(self.start, self.end) if covered < self.end - self.start else ()
            self._weight = sum([end - start for start, end in self._unknown])
        return self._unknown

    @property
    def weight(self) -> int:
        """How many letters of it nobody knows."""
        return self._weight if self.unknown else 0

    @property
    def next(self) -> int:
        """How many letters that no word covers follow the quantity directly."""
        return 0 if self.quantity is None else self._cut.next(self.quantity.end, self.stop)

    @property
    def joints(self) -> int:
        """How many 、 and 和 stand between things that no word names."""
        text = self._cut.text
        known = {at for word in self.words if not word.sense.fills for at in range(word.start, word.end)}
        return sum(
            text[at] in _JOINING and at - 1 not in known and at + 1 not in known
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


def segments(text: str, lexicon: Lexicon, found: Sequence[Quantity] | None = None) -> tuple[Segment, ...]:
    """Return the segments of `text`, which must be legible, in order; `found` are its quantities, if known."""
    return tuple(_Cut(text, lexicon, scan(text) if found is None else found).segments())


def is_date(quantity: Quantity) -> bool:
    """Return whether the quantity only dates what is said: a year, a month, the number of a document."""
    return quantity.noun in _DATES or is_year(quantity)


_Stop = tuple[int, Quantity | None]
"""Where a sign or a quantity stands; None for a sign."""


class _Cut:
    """A passage with its words and quantities, cut at its signs and quantities."""

    def __init__(self, text: str, lexicon: Lexicon, found: Sequence[Quantity]) -> None:
        self.text = text
        self._years: list[Quantity] = []
        self._dates: list[Quantity] = []
        self._quantities: list[Quantity] = []
        for each in found:
            if is_year(each):
                self._years.append(each)
            elif each.noun in _DATES or (each.noun in _TERMS and text.startswith(_WITHIN, each.end)):
                self._dates.append(each)
            elif not self._sums_up(each):
                self._quantities.append(each)
        self._tokens = _outside(self._quantities, lexicon.tokens(text))
        self._starts = [token.start for token in self._tokens]

    def _sums_up(self, quantity: Quantity) -> bool:
        """Return whether a count only sums up what was named: 接待费、用车费两项支出分别为."""
        return quantity.noun == "项" and self.text.startswith(_SUMMED_UP, quantity.end)

    def segments(self) -> Iterator[Segment]:
        """Yield the segments in order."""
        text = self.text
        start = depth = 0
        opener = "。"
        nones = deque(self._nones())
        for (at, quantity), following in pairwise((*self._stops(), *[(len(text), None)] * 2)):
            while nones and nones[0] < at:
                end = nones.popleft()
                if end > start and len(self._words(start, end)) > 1:
                    yield self._segment(start, end, None, opener, depth, (end, None))
                    start, opener = end + 1, text[end]
            if at == len(text):
                break
            if quantity is not None:
                yield self._segment(start, at, quantity, opener, depth, following)
                start = quantity.end
                opener = text[start] if start < len(text) and text[start] in _JOINING else ""
                start += len(opener)
                continue
            if at > start:
                yield self._segment(start, at, None, opener, depth, (at, None))
            sign = text[at]
            depth = max(0, depth + (sign == _OPENING) - (sign == _CLOSING))
            opener = _stronger(opener if at == start else "", sign)
            start = at + 1
            if sign == _CLOSING and start < len(text) and text[start] in _JOINING:
                opener = text[start]
                start += 1
        if len(text) > start:
            yield self._segment(start, len(text), None, opener, depth, (len(text), None))

    def _stops(self) -> list[_Stop]:
        """Return where quantities and signs stand, in order; what is within a word or a number divides nothing."""
        stops: list[_Stop] = [(each.start, each) for each in self._quantities]
        number = 0
        for match in _SIGN.finditer(self.text):
            at = match.start()
            while number < len(self._quantities) and self._quantities[number].end <= at:
                number += 1
            within = number < len(self._quantities) and self._quantities[number].start < at
            if not within and not _cover(self._tokens, self._starts, at):
                stops.append((at, None))
        stops.sort(key=itemgetter(0))
        return stops

    def _nones(self) -> list[int]:
        """Return where a word of nothing ends an item of a list that goes on: 购置费为零、运行费 3 万元."""
        ends = [token.end for token in self._tokens if Role.NONE in token.sense.roles]
        if not ends:
            return ends
        joined = [end for end in ends if end < len(self.text) and self.text[end] in _JOINING]
        return [end for end in joined if not _cover(self._tokens, self._starts, end)]

    def _segment(
        self, start: int, end: int, quantity: Quantity | None, opener: str, depth: int, following: _Stop
    ) -> Segment:
        words = self._words(start, end)
        told = tuple([word for word in words if not word.sense.idle]) if words else ()
        roles = _roles(told)
        stop, next_quantity = following
        return Segment(
            self,
            start,
            end,
            quantity,
            words,
            told,
            self._words(quantity.end, stop) if quantity is not None else (),
            roles,
            tuple([word for word in told if word.sense.subjects]) if Role.SUBJECT in roles else (),
            tuple([word for word in told if word.sense.aspects]) if Role.ASPECT in roles else (),
            tuple([word for word in told if word.sense.periods]) if Role.PERIOD in roles else (),
            self._dated(start, end) if self._years else (),
            opener,
            depth,
            stop,
            quantity is not None and next_quantity is not None,
            self.text[end - 1] if end else "",
        )

    def _words(self, start: int, end: int) -> tuple[Token, ...]:
        starts = self._starts
        return self._tokens[bisect_left(starts, start) : bisect_left(starts, end)]

    def _dated(self, start: int, end: int) -> tuple[Quantity, ...]:
        first = bisect_left(self._years, start, key=_start)
        return tuple(self._years[first : bisect_left(self._years, end, key=_start)])

    @cached_property
    def _strange(self) -> str:
        """The text with white space in the place of words, years and dates: what nobody knows."""
        spans = [(each.start, each.end) for each in self._tokens]
        spans += [(each.start, each.start + _YEAR_DIGITS) for each in self._years]
        spans += [(each.start, each.end) for each in self._dates]
        signs = [*self.text]
        for start, end in spans:
            signs[start:end] = " " * (end - start)
        return "".join(signs)

    @cached_property
    def _approvals(self) -> frozenset[int]:
        """Where words begin before which the name of who approves may stand: 区财政局批复."""
        return frozenset(each.start for each in self._tokens if Role.AGENT in each.sense.roles)

    def unknown(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the runs of letters that no word, year or date covers, and that are no name of who approves.

        A number alone only numbers what is said: 1.全年….
        """
        found = _LETTERS.finditer(self._strange, start, end)
        runs = tuple([match.span() for match in found if not match[0].isdecimal()])
        if not self._approvals:
            return runs
        return tuple(
            [run for run in runs if run[1] not in self._approvals or self.text[run[1] - 1] not in _OFFICES]
        )

    def next(self, start: int, stop: int) -> int:
        """Return how many letters that no word covers stand at `start`, before `stop`."""
        match = _LETTERS.match(self._strange, start, stop)
        return match.end() - start if match else 0


def _start(quantity: Quantity) -> int:
    return quantity.start


def _roles(words: tuple[Token, ...]) -> frozenset[Role]:
    if len(words) == 1:
        return words[0].sense.roles
    return _NO_ROLES.union(*[word.sense.roles for word in words]) if words else _NO_ROLES


def _cover(spans: Sequence[Token], starts: Sequence[int], at: int) -> bool:
    """Return whether one of `spans`, which begin at `starts`, stands over the place `at`."""
    place = bisect_right(starts, at) - 1
    return place >= 0 and spans[place].end > at


def _outside(quantities: Sequence[Quantity], tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return those of `tokens` that overlap none of `quantities`; both stand in order."""
    found = []
    number = 0
    for token in tokens:
        while number < len(quantities) and quantities[number].end <= token.start:
            number += 1
        if number == len(quantities) or token.end <= quantities[number].start:
            found.append(token)
    return tuple(found)


def _stronger(one: str, other: str) -> str:
    """Return the sign that ends more: of 。（ it is the 。."""
    return one if one and one in STOPS else other
