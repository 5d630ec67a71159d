"""The places of a report that bear on a judgement, found by words."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from evalkit.documents.document import BlockKind, Document, Evidence
from evalkit.documents.passage import Passage, TablePassage, passages
from evalkit.scoring.wording import says

MOST = 5
"""How many places are shown for one judgement."""


@frozen
class Reading:
    """The documents of a report as the pieces of text that a person reads, in order."""

    pieces: tuple[Passage, ...]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Reading":
        """Return the reading of `documents`: headings, paragraphs and the cells of tables."""
        return cls(tuple(piece for document in documents for piece in _pieces(document)))

    def bearing_on(self, words: Iterable[str]) -> tuple[Evidence, ...]:
        """Return at most `MOST` places that bear on `words`, in the order of the report.

        These are the paragraphs under a heading that contains one of the words or, where no
        paragraph stands under one, the sentences that contain one.
        """
        wanted = tuple(words)
        found = self._under_headings(wanted) or self._sentences(wanted)
        return found[:MOST]

    def _under_headings(self, words: tuple[str, ...]) -> tuple[Evidence, ...]:
        return tuple(
            piece.evidence(0, len(piece.text))
            for piece in self.pieces
            if piece.kind is BlockKind.PARAGRAPH and any(says(heading, words) for heading in piece.headings)
        )

    def _sentences(self, words: tuple[str, ...]) -> tuple[Evidence, ...]:
        return tuple(
            piece.evidence(start, end)
            for piece in self.pieces
            if piece.kind is not BlockKind.HEADING and says(piece.text, words)
            for start, end in piece.sentences()
            if says(piece.text[start:end], words)
        )


def _pieces(document: Document) -> Iterator[Passage]:
    for found in passages(document):
        if isinstance(found, TablePassage):
            yield from _cells(found)
        elif found.text:
            yield found


def _cells(table: TablePassage) -> Iterator[Passage]:
    # A merged cell stands in several places of the grid and is still read once.
    seen = set()
    for row in table.rows:
        for cell in row:
            if cell is not None and cell.text and id(cell) not in seen:
                seen.add(id(cell))
                yield cell
