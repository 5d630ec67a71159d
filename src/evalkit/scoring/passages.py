"""The places of a report that bear on a judgement, found by words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from evalkit.documents.document import BlockKind, Document, Evidence
from evalkit.documents.passage import Passage, TablePassage, passages
from evalkit.frozen import frozen
from evalkit.scoring.lines import Lines
from evalkit.scoring.wording import plain_lines, plain_word, plainly, says

MOST = 5
"""How many places are shown for one judgement."""


@frozen(eq=False)
class Reading:
    """The documents of a report as the pieces of text that a person reads, in order.

    `wordings` are those of all pieces, in the same order, as words are looked for in them.
    """

    pieces: Sequence[Passage]
    wordings: Lines
    headed: str
    """All headings in one text, each in a line of its own: most words stand in none of them."""

    sections: Mapping[tuple[str, ...], tuple[int, ...]]
    """The places of the paragraphs under the same headings, as words are looked for in these."""

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Reading":
        """Return the reading of `documents`: paragraphs and the cells of tables."""
        pieces = _pieces(documents)
        sections: dict[tuple[str, ...], list[int]] = {}
        plain: dict[tuple[str, ...], tuple[str, ...]] = {}
        paragraph = BlockKind.PARAGRAPH  # looked up once, for an enumeration takes its time
        for place, piece in enumerate(pieces):
            if piece.kind is paragraph:
                if piece.headings not in plain:
                    plain[piece.headings] = tuple(map(plainly, piece.headings))
                sections.setdefault(plain[piece.headings], []).append(place)
        return cls(
            pieces,
            Lines.of(plain_lines("\n".join([piece.text for piece in pieces]))),  # no piece has a line feed
            "\n".join(dict.fromkeys(heading for headings in sections for heading in headings)),
            {headings: tuple(places) for headings, places in sections.items()},
        )

    def bearing_on(self, words: Iterable[str]) -> tuple[Evidence, ...]:
        """Return at most `MOST` places that bear on `words`, in the order of the report.

        These are the paragraphs under a heading that contains one of the words or, where no
        paragraph stands under one, the sentences that contain one.
        """
        wanted = tuple(word for word in map(plain_word, words) if word)
        return tuple(islice(self._under_headings(wanted), MOST)) or tuple(
            islice(self._sentences(wanted), MOST)
        )

    def _under_headings(self, words: tuple[str, ...]) -> Iterator[Evidence]:
        if not says(self.headed, words):
            return
        fitting = [
            places
            for headings, places in self.sections.items()
            if any(says(heading, words) for heading in headings)
        ]
        for place in sorted(chain.from_iterable(fitting)):
            yield self.pieces[place].evidence(0, len(self.pieces[place].text))

    def _sentences(self, words: tuple[str, ...]) -> Iterator[Evidence]:
        for place in sorted({place for word in words for place in self.wordings.holding(word)}):
            piece = self.pieces[place]
            for start, end in piece.sentences:
                if says(plainly(piece.text[start:end]), words):
                    yield piece.evidence(start, end)


def _pieces(documents: Sequence[Document]) -> list[Passage]:
    pieces: list[Passage] = []
    for found in chain.from_iterable(map(passages, documents)):
        if isinstance(found, TablePassage):
            pieces += found.cells  # a merged cell stands in several places of the grid and is still read once
        elif found.text and found.kind is not BlockKind.HEADING:
            pieces.append(found)
    return pieces
