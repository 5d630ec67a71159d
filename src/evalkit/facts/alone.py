"""A part that stands for its whole: a report that gives only 事业编制 58 名 has no other posts."""

from collections.abc import Iterator

from attrs import Factory, evolve

from evalkit.documents.passage import Passage
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.reading import CURRENT, Reading
from evalkit.facts.sentence import STOPS, legible
from evalkit.facts.unit import Unit
from evalkit.frozen import define

_AMONG = "其中"
_LINKING = "共为有："
"""The signs that may stand between the name of a part and its count."""

_SENTENCE = 120
"""How much of a sentence is searched for what makes the part one of others."""

_INFERRED = 10
"""What it costs a whole that only its part is printed."""


@define
class Alone:
    """Keeps the parts that could be all there is of their whole, until every passage was read.

    `_found` are the plain counts of such a part, by the whole; `_others` the wholes that are counted
    themselves, or of which another part is.
    """

    _catalogue: Catalogue
    _found: dict[str, list[tuple[Reading, Passage]]] = Factory(dict)
    _others: set[str] = Factory(set)

    def note(self, reading: Reading, passage: Passage) -> None:
        """Remember `reading`, which stands in `passage`, if it counts a whole or a part of one."""
        words = self._catalogue.subjects.get(reading.subject)
        if words is None or reading.quantity.unit is not Unit.COUNT or reading.period != CURRENT:
            return
        if not words.alone:
            self._others |= {reading.subject, words.part_of}
        elif self._is_plain(reading, passage):
            self._found.setdefault(words.part_of, []).append((reading, passage))
        else:
            self._others.add(words.part_of)

    def wholes(self) -> Iterator[tuple[Reading, Passage]]:
        """Yield the readings of wholes of which one part alone was counted, always the same."""
        for whole, found in self._found.items():
            if whole not in self._others and len({reading.quantity.value for reading, _ in found}) == 1:
                for reading, passage in found:
                    strength = reading.strength - _INFERRED
                    yield evolve(reading, subject=whole, strength=strength, firm=False), passage

    def _is_plain(self, reading: Reading, passage: Passage) -> bool:
        """Return whether the name stands right before the count, and no part of others is meant by it."""
        end = reading.quantity.start
        before = legible(passage.text[max(0, end - _SENTENCE) : end])
        sentence = before[max(before.rfind(stop) for stop in STOPS) + 1 :]
        names = self._catalogue.subjects[reading.subject].words
        return _AMONG not in sentence and sentence.rstrip(_LINKING).endswith(names)
