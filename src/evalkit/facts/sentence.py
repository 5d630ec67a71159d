"""A sentence cut into what the extraction looks at: segments that lead up to a quantity."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from evalkit.facts.lexicon import Lexicon, Role, Token
from evalkit.facts.quantity import Quantity

_HARD = "，,；;：:。！？"
_OPENING, _CLOSING = "（(", "）)"
_COMPARING = frozenset("比较对同与")
_YEAR_NOUNS = ("年", "年度")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@frozen
class Segment:
    """The words that lead up to a quantity, or up to the end of a clause without one.

    `start` to `end` are the text before the quantity; `tokens` stand in it; `years` are the years
    printed in it; `residue` counts the characters, before, between and behind the telling words,
    that no word of the lexicon covers; `depth` is how many parentheses are open; `fresh` says that
    a ； or 。 has ended what went before; `compared` that its year or period only serves a comparison
    (比 2019 年的 …); `listed` that only 、 or 和 divides it from the quantity before.
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


def is_year(quantity: Quantity) -> bool:
    """Return whether the quantity is a year of the calendar."""
    return quantity.noun in _YEAR_NOUNS and _FIRST_YEAR <= quantity.value <= _LAST_YEAR


def segments(
    text: str, span: tuple[int, int], quantities: Sequence[Quantity], lexicon: Lexicon
) -> Iterator[Segment]:
    """Yield the segments of the sentence at `span` of `text`, in order."""
    start, end = span
    tokens = [
        Token(token.start + start, token.end + start, token.meanings)
        for token in lexicon.tokens(text[start:end])
    ]
    inside = [quantity for quantity in quantities if start <= quantity.start < end]
    stops = _Stops(text, start, end, inside, tokens)
    yield from stops.segments()


class _Stops:
    """Walks over one sentence from stop to stop: a quantity, a comma, a parenthesis."""

    def __init__(
        self, text: str, start: int, end: int, quantities: Sequence[Quantity], tokens: Sequence[Token]
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.years = [quantity for quantity in quantities if is_year(quantity)]
        self.quantities = [quantity for quantity in quantities if quantity not in self.years]
        self.tokens = [token for token in tokens if not self._covered(token, self.quantities)]

    @staticmethod
    def _covered(token: Token, quantities: Sequence[Quantity]) -> bool:
        """Return whether a word is part of a number: 一季度 is no number, its 一 is none of its own."""
        return any(
            quantity.start <= token.start and token.end <= quantity.end and quantity.noun != "季度"
            for quantity in quantities
        )

    def segments(self) -> Iterator[Segment]:
        at = self.start
        depth = 0
        fresh, listed = True, False
        waiting = {quantity.start: quantity for quantity in self._counted()}
        position = at
        while position < self.end:
            sign = self.text[position]
            quantity = waiting.get(position)
            if quantity is not None:
                yield self._segment(at, position, quantity, depth, fresh, listed)
                at = position = quantity.end
                fresh, listed = False, self._goes_on(at)
                continue
            if sign in _HARD or sign in _OPENING or sign in _CLOSING:
                if sign in _OPENING and self._inside_word(position):
                    position += 1
                    continue
                if sign in _CLOSING and self._inside_word(position):
                    position += 1
                    continue
                if position > at:
                    yield self._segment(at, position, None, depth, fresh, listed)
                depth += (sign in _OPENING) - (sign in _CLOSING)
                at = position + 1
                fresh, listed = sign in "；;。！？", False
            position += 1
        if self.end > at:
            yield self._segment(at, self.end, None, depth, fresh, listed)

    def _counted(self) -> Iterator[Quantity]:
        for quantity in self.quantities:
            inside = any(token.start <= quantity.start < token.end for token in self.tokens)
            if not inside and quantity.noun not in ("季度", "月", "日", "月份"):
                yield quantity

    def _inside_word(self, position: int) -> bool:
        return any(token.start < position < token.end for token in self.tokens)

    def _goes_on(self, at: int) -> bool:
        return self.text[at : at + 1] in tuple("、和及与")

    def _segment(
        self, at: int, position: int, quantity: Quantity | None, depth: int, fresh: bool, listed: bool
    ) -> Segment:
        inside = tuple(token for token in self.tokens if at <= token.start and token.end <= position)
        telling = [token for token in inside if _tells(token)]
        years = [year for year in self.years if at <= year.start < position]
        covered = _covered_places(inside, years)
        first = telling[0].start if telling else position
        last = telling[-1].end if telling else at
        after: tuple[Token, ...] = ()
        if quantity is not None:
            after = tuple(token for token in self.tokens if token.start == quantity.end and _tells(token))
        return Segment(
            start=at,
            end=position,
            quantity=quantity,
            tokens=inside,
            years=tuple(int(year.value) for year in years),
            depth=depth,
            fresh=fresh,
            listed=listed,
            lead=self._bare(at, first, covered),
            glued=self._glued(at, first, covered),
            trail=self._bare(last, position, covered) if telling else 0,
            after=after,
            compared=self._compared(inside, years),
        )

    def _compared(self, tokens: Sequence[Token], years: Sequence[Quantity]) -> bool:
        starts = [token.start for token in tokens if token.has(Role.PERIOD)] + [year.start for year in years]
        return any(self.text[start - 1 : start] in _COMPARING for start in starts if start)

    def _bare(self, start: int, end: int, covered: set[int]) -> int:
        return sum(
            1
            for place in range(start, end)
            if place not in covered and (self.text[place].isalpha() or self.text[place].isdigit())
        )

    def _glued(self, start: int, end: int, covered: set[int]) -> int:
        """Return how many uncovered signs stand directly before `end`."""
        place = end
        while place > start and place - 1 not in covered and self.text[place - 1].isalpha():
            place -= 1
        return end - place


def _tells(token: Token) -> bool:
    return token.has(Role.SUBJECT) or token.has(Role.ASPECT)


def _covered_places(tokens: Sequence[Token], years: Sequence[Quantity]) -> set[int]:
    return {
        place
        for start, end in (
            *((token.start, token.end) for token in tokens),
            *((year.start, year.end) for year in years),
        )
        for place in range(start, end)
    }
