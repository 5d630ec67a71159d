"""The report's own admissions (存在问题), matched with the indicators that they are about."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice

from evalkit.documents.document import Evidence
from evalkit.facts.intervals import Interval
from evalkit.facts.quantity import Quantity, scan
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.rules.rule import Known, Value
from evalkit.scoring.assessing import needs_of
from evalkit.scoring.lines import Lines
from evalkit.scoring.rows import Row
from evalkit.scoring.scorecard import Admission, AdmissionStatus, IndicatorResult
from evalkit.scoring.wording import SHORTEST, core, plain_word, plainly

_SENTENCE = re.compile(r"[^。；！？;]{1,500}")  # bounded: mentions are compared with each other
_PLAN = re.compile(r"(?:下一步|下一阶段|今后|改进措施|整改措施|改进建议)")
_TELLING = 100
"""How many of its own last places a printed rate must hold, so that it tells one indicator from another."""


@frozen
class Admitted:
    """One passage in which the report names a problem, and the addresses of the rows it is about."""

    evidence: Evidence
    addresses: frozenset[str]

    def covers(self, address: str) -> bool:
        """Return whether the passage is about the row at `address`.

        A passage about a whole indicator is about its parts, unless it names some of them.
        """
        if address in self.addresses:
            return True
        path = address.split(".")
        above = next(
            (
                up
                for up in (".".join(path[:end]) for end in range(len(path) - 1, 0, -1))
                if up in self.addresses
            ),
            None,
        )
        return above is not None and not any(each.startswith(f"{above}.") for each in self.addresses)


@frozen
class Admissions:
    """All passages in which the report names its own problems."""

    passages: tuple[Admitted, ...]

    @classmethod
    def of(
        cls, evidence: Sequence[Evidence], rows: Sequence[Row], known: Mapping[str, Known]
    ) -> "Admissions":
        """Return the passages at `evidence`, matched with `rows`: indicators, and all rows below them."""
        names = _Names.of(rows, known)
        meant = names.meant_by([each.quote for each in evidence])
        return cls(tuple(map(Admitted, evidence, meant)))

    def cover(self, address: str) -> bool:
        """Return whether the report admits a problem with the row at `address`."""
        return any(passage.covers(address) for passage in self.passages)

    def listed(self, results: Sequence[IndicatorResult]) -> tuple[Admission, ...]:
        """Return the passages as the scorecard lists them, with the indicators in the order of the rubric."""
        return tuple(_listed(passage, results) for passage in self.passages)


def _listed(passage: Admitted, results: Sequence[IndicatorResult]) -> Admission:
    meant = {_indicator(address) for address in passage.addresses}
    about = [result for result in results if result.id in meant]
    lost = any(
        passage.covers(result.id if deduction.part is None else f"{result.id}.{deduction.part}")
        for result in about
        for deduction in result.deductions
    )
    return Admission(
        passage.evidence,
        tuple(result.id for result in about),
        AdmissionStatus.DEDUCTED if lost else AdmissionStatus.NOT_DEDUCTED,
    )


def _indicator(address: str) -> str:
    """Return the indicator to which the row at `address` belongs."""
    return address.split(".", maxsplit=1)[0]


@frozen
class _Mention:
    start: int
    end: int
    address: str

    @property
    def indicator(self) -> str:
        return _indicator(self.address)

    def yields_to(self, other: "_Mention") -> bool:
        """Return whether `other`, about another indicator, says what this mention is really about.

        In 政府采购预算执行率, 政府采购 stands directly before 预算执行: it is about procurement.
        """
        if other.indicator == self.indicator:
            return False
        within = other.start <= self.start and self.end <= other.end
        longer = other.end - other.start > self.end - self.start
        return (within and longer) or other.start < self.start <= other.end < self.end


@frozen
class _Names:
    """What the rows of a rubric are called in a report, and the rates that were worked out for them."""

    words: Mapping[str, tuple[str, ...]]
    rates: Mapping[str, tuple[Decimal, ...]]
    heads: Mapping[str, AbstractSet[str]]
    """The indicators with a word that goes on behind these signs."""

    longest: int

    @classmethod
    def of(cls, rows: Sequence[Row], known: Mapping[str, Known]) -> "_Names":
        values = {row.address: [known[id] for rule in row.rules() for id in needs_of(rule)] for row in rows}
        words = {row.address: _words(row, values[row.address]) for row in rows}
        heads = _heads(tuple(words.items()))
        return cls(
            words,
            {address: rates for address, found in values.items() if (rates := tuple(_rates(found)))},
            heads,
            max(map(len, heads), default=0),
        )

    def meant_by(self, quotes: Iterable[str]) -> Iterator[frozenset[str]]:
        """Yield the addresses of the rows that each of several passages is about, sentence by sentence."""
        told = [tuple(_sentences(quote)) for quote in quotes]
        sentences = [sentence for each in told for sentence in each]
        named = self._named(sentences)
        meant = iter([named.get(at) or self._printed(each) for at, each in enumerate(sentences)])
        for each in told:
            yield frozenset(chain.from_iterable(islice(meant, len(each))))

    def _named(self, sentences: Sequence[str]) -> Mapping[int, AbstractSet[str]]:
        """Return the addresses of the rows that sentences name, by the number of the sentence."""
        lines = Lines.of("\n".join(sentences))  # white space is in none of them
        mentions: dict[int, list[_Mention]] = {}
        for address, words in self.words.items():
            for word in words:
                for line, at in lines.places(word):
                    mentions.setdefault(line, []).append(_Mention(at, at + len(word), address))
        return {line: set(self._meant(sentences[line], found)) for line, found in mentions.items()}

    def _meant(self, sentence: str, mentions: Sequence[_Mention]) -> Iterator[str]:
        for each in mentions:
            yields = any(each.yields_to(other) for other in mentions)
            if not yields and not self._is_qualified(each, sentence):
                yield each.address

    def _is_qualified(self, mention: _Mention, sentence: str) -> bool:
        """Return whether what another indicator is about stands directly before `mention`.

        政府采购预算执行 is no mention of 预算执行 where another indicator is called 政府采购执行.
        """
        before = (
            sentence[mention.start - length : mention.start]
            for length in range(SHORTEST, min(self.longest, mention.start) + 1)
        )
        return any(self.heads[signs] != {mention.indicator} for signs in before if signs in self.heads)

    def _printed(self, sentence: str) -> AbstractSet[str]:
        printed = [Interval.shortened(each.value, each.step) for each in scan(sentence) if _is_telling(each)]
        if not printed:
            return set()
        found = {
            address
            for address, rates in self.rates.items()
            if any(rate in each for rate in rates for each in printed)
        }
        # Where a rate fits several indicators, nothing says which of them is meant.
        return found if len({address.split(".")[0] for address in found}) == 1 else set()


def _sentences(quote: str) -> Iterator[str]:
    """Yield the sentences of a passage, plain, that tell of no plan."""
    for match in _SENTENCE.finditer(plainly(quote)):
        if not _PLAN.match(match.group()):
            yield match.group()


@lru_cache(maxsize=8)
def _heads(words: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, AbstractSet[str]]:
    """Return which indicators have a word that begins with certain signs; `words` are those of each row.

    They are nearly always the same for all reports that one rubric scores.
    """
    heads: dict[str, set[str]] = {}
    for address, said in words:
        for word in said:
            for length in range(SHORTEST, len(word)):
                heads.setdefault(word[:length], set()).add(_indicator(address))
    return heads


def _words(row: Row, values: Iterable[Known]) -> tuple[str, ...]:
    titles = (row.indicator.title.zh, *(known.title.zh for known in values))
    return _searched(titles, row.indicator.admitted_by)


@lru_cache(maxsize=4096)
def _searched(titles: tuple[str, ...], further: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that are looked for: what the titles are about, and the `further` words."""
    words = [*map(core, titles), *map(plain_word, further)]
    return tuple(dict.fromkeys(word for word in words if word))


def _rates(values: Iterable[Known]) -> Iterator[Decimal]:
    for known in values:
        if isinstance(known, Value) and known.unit is Unit.RATIO and isinstance(known.value, Decimal):
            yield known.value


def _is_telling(quantity: Quantity) -> bool:
    if quantity.unit is not Unit.RATIO or not quantity.step or quantity.value in (0, 1):
        return False
    return abs(quantity.value) >= quantity.step * _TELLING
