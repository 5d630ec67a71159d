"""A passage cut into what the extraction looks at: segments that lead up to a quantity."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from evalkit.facts.lexicon import Lexicon, Role, Token
from evalkit.facts.quantity import Quantity, scan
from evalkit.facts.sentence import DATES, JOINING, STOPS, Segment, is_year

_COMMAS = "，：—="
_OPENING, _CLOSING = "（", "）"
_SIGN = re.compile(f"[{STOPS}{_COMMAS}{_OPENING}{_CLOSING}]")
_LETTERS = re.compile(r"[^\W_]+")
_YEAR_DIGITS = 4
_NO_ROLES: frozenset[Role] = frozenset()
_TERMS, _WITHIN = ("工作日", "个工作日", "天", "小时", "个月"), ("内", "之内", "以内")
_SUMMED_UP = ("支出", "经费", "费用", "合计", "资金")
_OFFICES = "局委办厅院部处科所站会府人大党组编办中心"
"""What the names of those end with who approve a budget; before 批复 they are no part of its subject."""


def segments(text: str, lexicon: Lexicon, found: Sequence[Quantity] | None = None) -> tuple[Segment, ...]:
    """Return the segments of `text`, which must be legible, in order; `found` are its quantities, if known."""
    return tuple(Cut(text, lexicon, scan(text) if found is None else found).segments())


_Stop = tuple[int, Quantity | None]
"""Where a sign or a quantity stands; None for a sign."""


class Cut:
    """A passage with its words and quantities, cut at its signs and quantities."""

    def __init__(self, text: str, lexicon: Lexicon, found: Sequence[Quantity]) -> None:
        self.text = text
        self._years: list[Quantity] = []
        self._dates: list[Quantity] = []
        self._quantities: list[Quantity] = []
        for each in found:
            if is_year(each):
                self._years.append(each)
            elif each.noun in DATES or (each.noun in _TERMS and text.startswith(_WITHIN, each.end)):
                self._dates.append(each)
            elif not self._sums_up(each):
                self._quantities.append(each)
        self._dated_at_all = bool(self._years or self._dates)
        self._tokens = _outside(self._quantities, lexicon.tokens(text))
        self._starts = [token.start for token in self._tokens]
        # Where words begin before which the name of who approves may stand: 区财政局批复.
        self._approvals = {token.start for token in self._tokens if Role.AGENT in token.sense.roles}

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
                opener = text[start] if start < len(text) and text[start] in JOINING else ""
                start += len(opener)
                continue
            if at > start:
                yield self._segment(start, at, None, opener, depth, (at, None))
            sign = text[at]
            depth = max(0, depth + (sign == _OPENING) - (sign == _CLOSING))
            opener = _stronger(opener if at == start else "", sign)
            start = at + 1
            if sign == _CLOSING and start < len(text) and text[start] in JOINING:
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
        joined = [end for end in ends if end < len(self.text) and self.text[end] in JOINING]
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

    def unknown(self, start: int, end: int, words: Sequence[Token]) -> tuple[tuple[int, int], ...]:
        """Return the runs of letters that no word, year or date covers, and that are no name of who approves.

        `words` are those that stand between. A number alone only numbers what is said: 1.全年….
        """
        runs = self._between(start, end, words)
        if runs is None:
            found = _LETTERS.finditer(self._strange, start, end)
            runs = [match.span() for match in found if not match[0].isdecimal()]
        if self._approvals:
            runs = [
                run for run in runs if run[1] not in self._approvals or self.text[run[1] - 1] not in _OFFICES
            ]
        return tuple(runs)

    def _between(self, start: int, end: int, words: Sequence[Token]) -> list[tuple[int, int]] | None:
        """Return the runs where nothing but letters stands between `words`; None where that is not so."""
        if self._dated_at_all:
            return None
        runs = []
        for word in words:
            if word.start > start:
                runs.append((start, word.start))
            start = word.end
        if end > start:
            runs.append((start, end))
        for first, last in runs:
            if not self.text[first:last].isalpha():
                return None
        return runs

    def next(self, start: int, stop: int, words: Sequence[Token]) -> int:
        """Return how many letters that no word covers stand at `start`, before the first of `words` and `stop`."""
        if words and words[0].start == start:
            return 0
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
