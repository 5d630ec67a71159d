"""Many wordings as one text: a word is looked for in all of them at once, however many there are."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from evalkit.frozen import frozen


@frozen(eq=False)
class Lines:
    """Wordings, each in a line of its own, with where each begins."""

    text: str
    starts: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Lines":
        """Return the lines of `text`, which end with line feeds and have no other sign that ends a line."""
        starts = list(accumulate(map(len, text.splitlines(keepends=True)), initial=0))
        return cls(text, starts)

    def holding(self, word: str) -> Iterator[int]:
        """Yield the numbers, from 0, of the lines that contain `word`."""
        at = self._first(word)
        while at >= 0:
            line = bisect_right(self.starts, at) - 1
            yield line
            at = self.text.find(word, self.starts[line + 1])

    def places(self, word: str) -> Iterator[tuple[int, int]]:
        """Yield where `word` stands, without overlaps: the number of the line and the offset in it."""
        at = self._first(word)
        while at >= 0:
            line = bisect_right(self.starts, at) - 1
            yield line, at - self.starts[line]
            at = self.text.find(word, at + len(word))

    def _first(self, word: str) -> int:
        """Return where `word` stands first, -1 for nowhere.

        Most words of a rubric stand nowhere in a report, and have a sign that does not either: a sign is
        looked for many times as fast as a word.
        """
        text = self.text
        for sign in word:
            if sign not in text:
                return -1
        return text.find(word)
