"""A passage cut into what the extraction looks at: segments that lead up to a quantity."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from evalkit.facts.lexicon import Lexicon, Role, Token
from evalkit.facts.quantity import Quantity, scan

STOPS = "；。！？"
_COMMAS = "，：—="
_OPENING, _CLOSING = "（", "）"
_JOINING = "、和及与"
_PLAIN = str.maketrans("();:!?【】[]", "（）；：！？（）（）")
_COMPARING = frozenset("比较对同与")
_YEAR_NOUNS = ("年", "年度")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_DATES = ("季度", "月", "日", "月份", "号", "时", "点")
_SUMMED_UP = ("支出", "经费", "费用", "合计", "资金")
_OFFICES = "局委办厅院部处科所站会府人大党组编办中心"
"""What the names of those end with who approve a budget; before 批复 they are no part of its subject."""


@frozen
class Segment:
    """The words that lead up to a quantity, or up to the end of a clause without one.

    `start` to `end` are the text before the quantity; `words` stand in it, `behind` are those between
    the quantity and the next sign or quantity. `years` are the years printed in it. `unknown` are the
    runs of text that no word covers, `next` is how much of such text follows the quantity directly; `runs_on` says that
    no sign stands between it and the next quantity.     `opener` is the sign before the segment, "" when a quantity stands there; `closer` the one behind a
    segment without a quantity. `depth` is how many
    parentheses are open. `compared`: its year or period only serves a comparison (比2019年的…).
    `reaches`: 到 or 至 before the quantity makes it a level (压减到 5 万元), `leaves`: 从 or 由 makes it what
    a change sets out from. `reckoned`: it is an operand
    (×100%). `joints` counts the 、 and
    和 between things that no word names.
    """

    start: int
    end: int
    quantity: Quantity | None
    words: tuple[Token, ...]
    behind: tuple[Token, ...]
    years: tuple[int, ...]
    unknown: tuple[tuple[int, int], ...]
    next: int
    runs_on: bool
    opener: str
    depth: int
    compared: bool
    reaches: bool = False
    leaves: bool = False
    joints: int = 0
    closer: str = ""
    reckoned: bool = False

    @property
    def fresh(self) -> bool:
        """Whether a ； or 。 has ended what went before."""
        return self.opener in STOPS and self.opener != ""

    @property
    def listed(self) -> bool:
        """Whether only 、 or 和 divides it from the quantity before."""
        return self.opener in _JOINING and self.opener != ""

    @property
    def weight(self) -> int:
        """How many characters of it nobody knows."""
        return sum(end - start for start, end in self.unknown)

    def beside(self, subject: str) -> tuple[tuple[int, int], ...]:
        """Return the unknown runs that stand within no name of `subject`: not those in 群众对…满意度."""
        named = [word for word in self.words if subject in word.sense.subjects]
        if not named:
            return self.unknown
        start, end = named[0].end, named[-1].start
        return tuple(run for run in self.unknown if not start <= run[0] < end)

    def has(self, *roles: Role) -> bool:
        """Return whether one of its words can play one of `roles`."""
        return any(word.has(*roles) for word in self.words)


def is_year(quantity: Quantity) -> bool:
    """Return whether the quantity is a year of the calendar."""
    return quantity.noun in _YEAR_NOUNS and _FIRST_YEAR <= quantity.value <= _LAST_YEAR


def legible(text: str) -> str:
    """Return `text` with one kind of brackets, colons and commas, character by character."""
    plain = text.translate(_PLAIN)
    if "," not in plain:
        return plain
    signs = list(plain)
    for at, sign in enumerate(signs):
        if sign == "," and not (plain[at - 1 : at].isdigit() and plain[at + 1 : at + 2].isdigit()):
            signs[at] = "，"
    return "".join(signs)


def segments(text: str, lexicon: Lexicon) -> tuple[Segment, ...]:
    """Return the segments of `text`, which must be legible, in order."""
    return tuple(_Cutter(text, lexicon).segments())


class _Cutter:
    """Walks over a passage from sign to sign and quantity to quantity."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        found = scan(text)
        self.years = {each.start: each for each in found if is_year(each)}
        numbers = [each for each in found if each.start not in self.years and not self._sums_up(each)]
        tokens = lexicon.tokens(text)
        numbered = {
            place for each in numbers if each.noun not in _DATES for place in range(each.start, each.end)
        }
        self.tokens = {
            each.start: each for each in tokens if numbered.isdisjoint(range(each.start, each.end))
        }
        covered = {place for each in self.tokens.values() for place in range(each.start, each.end)}
        self.quantities = {
            each.start: each for each in numbers if each.start not in covered and each.noun not in _DATES
        }
        self.dates = {each.start: each for each in numbers if each.noun in _DATES}

    def _sums_up(self, quantity: Quantity) -> bool:
        """Return whether a count only sums up what was named: 接待费、用车费两项支出分别为."""
        return quantity.noun == "项" and self.text.startswith(_SUMMED_UP, quantity.end)

    def segments(self) -> Iterator[Segment]:
        """Yield the segments in order."""
        at = start = depth = 0
        opener = "。"
        while at < len(self.text):
            quantity = self.quantities.get(at)
            if quantity is not None:
                yield self._segment(start, at, quantity, opener, depth)
                start = at = quantity.end
                opener = self.text[at : at + 1] if self.text[at : at + 1] in tuple(_JOINING) else ""
                start += len(opener)
                at = start
                continue
            token = self.tokens.get(at)
            if token is not None:
                at = token.end
                continue
            sign = self.text[at]
            at += 1
            if sign in _JOINING and self._ends_nothing(start, at - 1):
                yield self._segment(start, at - 1, None, opener, depth)
                start, opener = at, sign
                continue
            if sign in STOPS or sign in _COMMAS or sign in (_OPENING, _CLOSING):
                if at - 1 > start:
                    yield self._segment(start, at - 1, None, opener, depth)
                depth = max(0, depth + (sign == _OPENING) - (sign == _CLOSING))
                start, opener = at, _stronger(opener if at - 1 == start else "", sign)
                if sign == _CLOSING and self.text[at : at + 1] in tuple(_JOINING):
                    opener = self.text[at]
                    at = start = at + 1
        if len(self.text) > start:
            yield self._segment(start, len(self.text), None, opener, depth)

    def _ends_nothing(self, start: int, end: int) -> bool:
        """Return whether a word of nothing ends there, so that a list goes on: 购置费为零、运行费 3 万元."""
        words = self._words(start, end)
        return len(words) > 1 and words[-1].end == end and words[-1].has(Role.NONE)

    def _segment(self, start: int, end: int, quantity: Quantity | None, opener: str, depth: int) -> Segment:
        words = self._words(start, end)
        years = [self.years[place] for place in range(start, end) if place in self.years]
        after = end if quantity is None else quantity.end
        stop = self._stop(after)
        return Segment(
            start=start,
            end=end,
            quantity=quantity,
            words=words,
            behind=self._words(after, stop) if quantity is not None else (),
            years=tuple(int(year.value) for year in years),
            unknown=tuple(self._unknown(start, end)),
            next=self._next(after, stop) if quantity is not None else 0,
            runs_on=quantity is not None and stop in self.quantities,
            opener=opener,
            depth=depth,
            compared=self._compared(words, years),
            closer=self.text[end : end + 1] if quantity is None else "",
            reckoned=quantity is not None and self.text[end - 1 : end] in tuple("×÷*/+＋−－"),
            reaches=quantity is not None and self.text[end - 1 : end] in ("至", "到"),
            leaves=quantity is not None and start < end and self.text[end - 1] in ("从", "由"),
            joints=sum(
                1
                for place in range(start + 1, end - 1)
                if self.text[place] in _JOINING and not self._knows(place - 1) and not self._knows(place + 1)
            ),
        )

    def _words(self, start: int, end: int) -> tuple[Token, ...]:
        inside = (self.tokens[place] for place in range(start, end) if place in self.tokens)
        return tuple(token for token in inside if token.end <= end)

    def _stop(self, at: int) -> int:
        """Return where the next sign or quantity stands."""
        while at < len(self.text) and at not in self.quantities:
            token = self.tokens.get(at)
            if token is None and self.text[at] in STOPS + _COMMAS + _OPENING + _CLOSING:
                break
            at = token.end if token is not None else at + 1
        return at

    def _unknown(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the runs of letters and signs that no word, year or date covers."""
        at = run = start
        while at < end:
            known = self._known_to(at)
            if known:
                yield from self._run(run, at)
                run = at = known
            elif self.text[at].isalnum():
                at += 1
            else:
                yield from self._run(run, at)
                at += 1
                run = at
        yield from self._run(run, min(at, end))

    def _run(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the run unless it is the name of who approves: 区财政局 before 批复."""
        if end <= start:
            return
        after = self.tokens.get(end)
        office = self.text[end - 1] in _OFFICES
        if not (after is not None and Role.AGENT in after.sense.roles and office):
            yield start, end

    def _known_to(self, at: int) -> int:
        """Return where the word, year or date at `at` ends, 0 where none begins."""
        token, year, date = self.tokens.get(at), self.years.get(at), self.dates.get(at)
        return token.end if token else year.start + 4 if year else date.end if date else 0

    def _knows(self, place: int) -> bool:
        """Return whether the sign at `place` is part of a word that tells something."""
        return any(
            (token := self.tokens.get(start)) is not None and token.end > place and not token.sense.fills
            for start in range(max(0, place - 12), place + 1)
        )

    def _next(self, start: int, stop: int) -> int:
        """Return how many signs that no word covers follow the quantity directly."""
        at = start
        while at < stop and not self._known_to(at) and self.text[at].isalnum():
            at += 1
        return at - start

    def _compared(self, words: Sequence[Token], years: Sequence[Quantity]) -> bool:
        starts = [word.start for word in words if word.sense.periods] + [year.start for year in years]
        return any(self.text[start - 1 : start] in _COMPARING for start in starts if start)


def _stronger(one: str, other: str) -> str:
    """Return the sign that ends more: of 。（ it is the 。."""
    return one if one in STOPS and one else other
