"""The text of a report cut where highlights begin and end, in time linear in the text and the highlights."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise

from attrs import evolve

from evalkit.documents.document import Document, Evidence
from evalkit.frozen import frozen
from evalkit.rendering.review.citing import Citation, Kind

_MOST = 8
"""How many of the innermost highlights over one place are told: many within each other would take forever."""


@frozen
class Segment:
    """A stretch of text under the same highlights: why it is one, and the ids of what cites it."""

    start: int
    end: int
    kind: Kind
    anchors: tuple[str, ...]


@frozen
class Marked:
    """A document with its highlights: the offsets at which it is cut, and what lies behind each cut.

    `first` is the number of the first segment; numbers go on from document to document.
    """

    document: Document
    cuts: tuple[int, ...]
    segments: tuple[Segment | None, ...]
    first: int

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, int | None]]:
        """Yield the pieces of the text from `start` to `end`: from, to, and the number of a highlight."""
        at, place = start, bisect_right(self.cuts, start) - 1
        while at < end:
            stop = min(self.cuts[place + 1], end) if place + 1 < len(self.cuts) else end
            is_marked = 0 <= place < len(self.segments) and self.segments[place] is not None
            yield at, stop, self.first + place if is_marked else None
            at, place = stop, place + 1

    def numbers(self, start: int, end: int) -> range:
        """Return the numbers of the segments from `start` to `end`, where highlights begin and end."""
        return range(self.first + bisect_left(self.cuts, start), self.first + bisect_left(self.cuts, end))

    def segment(self, number: int) -> Segment:
        """Return a highlight by its number."""
        found = self.segments[number - self.first]
        if found is None:
            raise LookupError(number)
        return found


def marked(documents: Sequence[Document], citations: Iterable[Citation]) -> tuple[Marked, ...]:
    """Return the documents with all places highlighted that are cited in them and stand there to the letter."""
    by_name: dict[str, list[Citation]] = {document.name: [] for document in documents}
    for one in citations:
        by_name.get(one.evidence.document, []).append(one)
    found: list[Marked] = []
    first = 1
    for document in documents:
        here = [one for one in by_name.pop(document.name, []) if _stands(one.evidence, document)]
        found.append(_cut(document, here, first))
        first += len(found[-1].segments)
    return tuple(found)


def _stands(evidence: Evidence, document: Document) -> bool:
    """Return whether a quote stands where it says, and is not empty."""
    quote = document.text[evidence.start : evidence.end]
    return bool(quote) and quote == evidence.quote


def _cut(document: Document, citations: list[Citation], first: int) -> Marked:
    edges = {edge for one in citations for edge in (one.evidence.start, one.evidence.end)}
    cuts = tuple(sorted(edges))
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    # The outermost is opened first, so that the last ones opened are the innermost.
    ordered = sorted(citations, key=lambda one: -one.evidence.end)
    for place, one in enumerate(ordered):
        opening.setdefault(one.evidence.start, []).append(place)
        closing.setdefault(one.evidence.end, []).append(place)
    active: dict[int, None] = {}
    segments: list[Segment | None] = []
    for start, end in pairwise(cuts):
        for place in closing.get(start, ()):
            del active[place]
        active.update(dict.fromkeys(opening.get(start, ())))
        innermost = sorted((ordered[place] for place in islice(reversed(active), _MOST)), key=_weight)
        anchors = tuple(dict.fromkeys(one.anchor for one in innermost))
        segments.append(Segment(start, end, innermost[0].kind, anchors) if innermost else None)
    return Marked(document, cuts, tuple(segments), first)


def _weight(citation: Citation) -> Kind:
    return citation.kind


def quoted(citations: Sequence[Citation]) -> tuple[tuple[Document, ...], Mapping[Evidence, Evidence]]:
    """Return documents that hold nothing but the quotes, for a report whose text is not at hand.

    The mapping says where each quote stands in them.
    """
    by_name: dict[str, dict[Evidence, None]] = {}
    for one in citations:
        by_name.setdefault(one.evidence.document, {})[one.evidence] = None
    documents = []
    moved: dict[Evidence, Evidence] = {}
    for name, places in by_name.items():
        at, lines = 0, []
        ordered = sorted(places, key=lambda one: (one.start, -one.end))
        for quote, same in _alike(ordered):
            line = quote.replace("\n", " ")
            for place in same:
                moved[place] = evolve(place, quote=line, start=at, end=at + len(line))
            lines.append(line)
            at += len(line) + 1
        documents.append(Document(name, "\n".join(lines), "", ()))
    return tuple(documents), moved


def _alike(places: Sequence[Evidence]) -> Iterator[tuple[str, list[Evidence]]]:
    by_quote: dict[str, list[Evidence]] = {}
    for one in places:
        by_quote.setdefault(one.quote, []).append(one)
    yield from by_quote.items()
