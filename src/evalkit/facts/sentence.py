"""A sentence cut into what the extraction looks at: segments that lead up to a quantity."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from evalkit.facts.lexicon import Lexicon, Role, Token
from evalkit.facts.quantity import Quantity

_HARD = "，,；;：:。！？"
_OPENING, _CLOSING, _ENDING = "（(", "）)", "；;。！？"
_STOPS = frozenset(_HARD + _OPENING + _CLOSING)
_LISTING = ("、", "和", "及", "与")
_QUARTER = "季度"
_DATES = (_QUARTER, "月", "月份", "日")
_COMPARING = frozenset("比较对同与于")
_UNDONE = re.compile("未|尚|没有|不|正在|仍在|参加|赴|前往|退休|调离|调出|离职|辞职")
_ORIGINS = frozenset("从由")
_YEAR_NOUNS = ("年", "年度")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@frozen
class Item:
    """One item of what a segment lists with 、 or 和: its words, its years, and its unknown characters."""

    tokens: tuple[Token, ...]
    years: tuple[int, ...]
    unknown: int


@frozen
class Segment:
    """The words that lead up to a quantity, or up to the end of a clause without one.

    `start` to `end` are the text before the quantity; `tokens` stand in it; `years` are the years
    printed in it; `residue` counts the characters, before, between and behind the telling words,
    that no word of the lexicon covers; `depth` is how many parentheses are open; `fresh` says that
    a ； or 。 has ended what went before; `compared` that its year or period only serves a comparison
    (比 2019 年的 …); `listed` that only 、 or 和 divides it from the quantity before. `partial` says
    that what is counted is only some, not done or elsewhere (3 件未答复), `origin` that a change sets
    out from the quantity (从 3 万元降至 …). `items` are what the words list, up to 分别为.
    """

    start: int
    end: int
    quantity: Quantity | None
    tokens: tuple[Token, ...]
    years: tuple[int, ...]
    depth: int
    fresh: bool
    listed: bool
    lead: int
    glued: int
    trail: int
    after: tuple[Token, ...]
    compared: bool
    partial: bool
    origin: bool
    items: tuple[Item, ...]


def is_year(quantity: Quantity) -> bool:
    """Return whether the quantity is a year of the calendar."""
    return quantity.noun in _YEAR_NOUNS and _FIRST_YEAR <= quantity.value <= _LAST_YEAR


def segments(
    text: str, span: tuple[int, int], quantities: Sequence[Quantity], lexicon: Lexicon
) -> Iterator[Segment]:
    """Yield the segments of the sentence at `span` of `text`, in order.

    `quantities` are those of the whole text, in order.
    """
    start, end = span
    first, last = (bisect_left(quantities, place, key=lambda quantity: quantity.start) for place in span)
    inside = quantities[first:last]
    numbers = _places(
        (each.start, each.end) for each in inside if not is_year(each) and each.noun != _QUARTER
    )
    found = (
        Token(token.start + start, token.end + start, token.meanings)
        for token in lexicon.tokens(text[start:end])
    )
    tokens = [token for token in found if not _within(token, numbers)]
    words = _Words(text, tokens, [each for each in inside if is_year(each)])
    counted = [
        each
        for each in inside
        if not is_year(each) and each.noun not in _DATES and each.start not in words.bodies
    ]
    yield from _walk(words, start, end, {each.start: each for each in counted})


def _places(ranges: Iterable[tuple[int, int]]) -> set[int]:
    return {place for start, end in ranges for place in range(start, end)}


def _within(token: Token, numbers: set[int]) -> bool:
    """Return whether a word is part of a number: the 一 of 一百二十 is none of its own."""
    return all(place in numbers for place in range(token.start, token.end))


def _walk(words: "_Words", start: int, end: int, counted: Mapping[int, Quantity]) -> Iterator[Segment]:
    """Yield a segment at every stop: a quantity, a comma, a parenthesis."""
    at, depth = start, 0
    fresh, listed = True, False
    position = start
    while position < end:
        sign = words.text[position]
        quantity = counted.get(position)
        if quantity is not None:
            yield words.segment(at, position, quantity, depth, fresh, listed)
            at = position = max(quantity.end, position + 1)
            fresh, listed = False, words.text[at : at + 1] in _LISTING
            continue
        if sign in _STOPS and position not in words.insides:
            if position > at:
                yield words.segment(at, position, None, depth, fresh, listed)
            depth += (sign in _OPENING) - (sign in _CLOSING)
            at = position + 1
            fresh, listed = sign in _ENDING, False
        position += 1
    if end > at:
        yield words.segment(at, end, None, depth, fresh, listed)


class _Words:
    """The words and years of one sentence, looked up by where they stand."""

    def __init__(self, text: str, tokens: Sequence[Token], years: Sequence[Quantity]) -> None:
        self.text = text
        self.tokens = tokens
        self.years = years
        self.bodies = _places((token.start, token.end) for token in tokens)
        self.insides = _places((token.start + 1, token.end) for token in tokens)
        self._covered = self.bodies | _places((year.start, year.end) for year in years)
        self._starts = [token.start for token in tokens]
        self._ends = {token.end for token in tokens}
        self._year_starts = [year.start for year in years]

    def segment(
        self, at: int, position: int, quantity: Quantity | None, depth: int, fresh: bool, listed: bool
    ) -> Segment:
        """Return the segment from `at` to `position`, which leads up to `quantity`."""
        tokens = self._between(at, position)
        telling = [token for token in tokens if _tells(token)]
        years = self._years_between(at, position)
        first = telling[0].start if telling else position
        own_end = position if quantity is None else quantity.end
        after = () if quantity is None else self._directly_behind(quantity)
        behind = next((token.end for token in after if token.has(Role.SUBJECT)), own_end)
        return Segment(
            start=at,
            end=position,
            quantity=quantity,
            tokens=tokens,
            years=_numbers(years),
            depth=depth,
            fresh=fresh,
            listed=listed,
            lead=self._bare(at, first),
            glued=self._glued(at, first),
            trail=self._bare(telling[-1].end, position) if telling else 0,
            after=after,
            compared=self._compared(tokens, years),
            partial=quantity is not None and _UNDONE.match(self.text, behind) is not None,
            origin=position > at and self.text[position - 1] in _ORIGINS,
            items=tuple(self._items(tokens, at, position)),
        )

    def _between(self, start: int, end: int) -> tuple[Token, ...]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(token for token in self.tokens[first:last] if token.end <= end)

    def _years_between(self, start: int, end: int) -> Sequence[Quantity]:
        return self.years[bisect_left(self._year_starts, start) : bisect_left(self._year_starts, end)]

    def _items(self, tokens: Sequence[Token], at: int, position: int) -> Iterator[Item]:
        """Yield what 、 and 和 divide, from `at` up to the word that hands the list out."""
        end = next((token.start for token in reversed(tokens) if token.has(Role.EACH)), position)
        for place in range(at, end):
            if place + 1 == end or self._divides(place):
                item = Item(
                    self._between(at, place + 1),
                    _numbers(self._years_between(at, place + 1)),
                    self._bare(at, place + 1),
                )
                if item.unknown or item.years or any(map(_tells_item, item.tokens)):
                    yield item
                at = place + 1

    def _divides(self, place: int) -> bool:
        """Return whether a sign that divides a list stands at `place`, not within a word."""
        return self.text[place] in _LISTING and (place not in self.bodies or place + 1 in self._ends)

    def _directly_behind(self, quantity: Quantity) -> tuple[Token, ...]:
        index = bisect_left(self._starts, quantity.end)
        behind = self.tokens[index : index + 1]
        return tuple(token for token in behind if token.start == quantity.end and _tells(token))

    def _compared(self, tokens: Sequence[Token], years: Sequence[Quantity]) -> bool:
        starts = [token.start for token in tokens if token.has(Role.PERIOD)] + [year.start for year in years]
        return any(self.text[start - 1 : start] in _COMPARING for start in starts if start)

    def _bare(self, start: int, end: int) -> int:
        """Return how many signs from `start` to `end` no word covers."""
        return sum(
            1 for place in range(start, end) if place not in self._covered and self.text[place].isalnum()
        )

    def _glued(self, start: int, end: int) -> int:
        """Return how many uncovered signs stand directly before `end`."""
        place = end
        while place > start and place - 1 not in self._covered and self.text[place - 1].isalpha():
            place -= 1
        return end - place


def _tells(token: Token) -> bool:
    return token.has(Role.SUBJECT) or token.has(Role.ASPECT)


def _tells_item(token: Token) -> bool:
    """Return whether a word can tell the items of a list apart."""
    return bool(token.items(Role.SUBJECT)) or token.has(Role.ASPECT) or token.has(Role.PERIOD)


def _numbers(years: Sequence[Quantity]) -> tuple[int, ...]:
    return tuple(int(year.value) for year in years)
