"""The places of a report that bear on a judgement, found by words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from attrs import frozen

from evalkit.documents.document import BlockKind, Document, Evidence
from evalkit.documents.passage import Passage, TablePassage, passages
from evalkit.scoring.wording import plainly, says

MOST = 5
"""How many places are shown for one judgement."""


@frozen
class Reading:
    """The documents of a report as the pieces of text that a person reads, in order.

    Each piece stands beside its wording, as words are looked for in it.
    """

    pieces: tuple[tuple[Passage, str], ...]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Reading":
        """Return the reading of `documents`: paragraphs and the cells of tables."""
        return cls(
            tuple((piece, plainly(piece.text)) for document in documents for piece in _pieces(document))
        )

    def bearing_on(self, words: Iterable[str]) -> tuple[Evidence, ...]:
        """Return at most `MOST` places that bear on `words`, in the order of the report.

        These are the paragraphs under a heading that contains one of the words or, where no
        paragraph stands under one, the sentences that contain one.
        """
        wanted = tuple(word for word in map(plainly, words) if word)
        return tuple(islice(self._under_headings(wanted), MOST)) or tuple(
            islice(self._sentences(wanted), MOST)
        )

    def _under_headings(self, words: tuple[str, ...]) -> Iterator[Evidence]:
        fitting: dict[tuple[str, ...], bool] = {}
        for piece, _ in self.pieces:
            if piece.headings not in fitting:
                fitting[piece.headings] = any(says(plainly(heading), words) for heading in piece.headings)
            if fitting[piece.headings] and piece.kind is BlockKind.PARAGRAPH:
                yield piece.evidence(0, len(piece.text))

    def _sentences(self, words: tuple[str, ...]) -> Iterator[Evidence]:
        for piece, wording in self.pieces:
            if says(wording, words):
                for start, end in piece.sentences:
                    if says(plainly(piece.text[start:end]), words):
                        yield piece.evidence(start, end)


def _pieces(document: Document) -> Iterator[Passage]:
    for found in passages(document):
        if isinstance(found, TablePassage):
            yield from _cells(found)
        elif found.text and found.kind is not BlockKind.HEADING:
            yield found


def _cells(table: TablePassage) -> Iterator[Passage]:
    # A merged cell stands in several places of the grid and is still read once.
    seen = set()
    for row in table.rows:
        for cell in row:
            if cell is not None and cell.text and id(cell) not in seen:
                seen.add(id(cell))
                yield cell
