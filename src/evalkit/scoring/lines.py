"""Many wordings as one text: a word is looked for in all of them at once, however many there are."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from evalkit.frozen import frozen


@frozen(eq=False)
class Lines:
    """Wordings, each in a line of its own, with where each begins and the signs that stand in any of them."""

    text: str
    starts: Sequence[int]
    signs: frozenset[str]
    """A word with another sign stands nowhere: most words of a rubric are not in a report."""

    @classmethod
    def of(cls, text: str) -> "Lines":
        """Return the lines of `text`, which end with line feeds and have no other sign that ends a line."""
        starts = list(accumulate(map(len, text.splitlines(keepends=True)), initial=0))
        return cls(text, starts, frozenset(text))

    def holding(self, word: str) -> Iterator[int]:
        """Yield the numbers, from 0, of the lines that contain `word`."""
        at = self.text.find(word, 0) if self.signs.issuperset(word) else -1
        while at >= 0:
            line = bisect_right(self.starts, at) - 1
            yield line
            at = self.text.find(word, self.starts[line + 1])

    def places(self, word: str) -> Iterator[tuple[int, int]]:
        """Yield where `word` stands, without overlaps: the number of the line and the offset in it."""
        at = self.text.find(word, 0) if self.signs.issuperset(word) else -1
        while at >= 0:
            line = bisect_right(self.starts, at) - 1
            yield line, at - self.starts[line]
            at = self.text.find(word, at + len(word))
