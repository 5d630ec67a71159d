"""A sheet in which a report scores itself that came out one cell a line: read where its order leaves no doubt."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from evalkit.documents.document import BlockKind, Evidence
from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.self_heads import SelfHead, holds_words, is_head, self_head_of
from evalkit.facts.self_marks import full_marks, marks_of, plain_title
from evalkit.facts.self_sheet import SelfScore, SelfSheet, SelfTotal
from evalkit.facts.table_rows import is_whole

_LONGEST = 200
"""How long a line of a cell is at most; what is longer is text, and ends the sheet."""
_FEWEST = 2
"""How many rows make a sheet of lines: fewer may be anything."""

Lines = Sequence[Passage]


def line_sheets(read: Sequence[Passage | TablePassage]) -> Iterator[SelfSheet]:
    """Yield the sheets in `read` that stand one cell a line.

    The lines of the header come first; then each row is its titles, its full marks, words and its marks.
    What stands between the marks of one row and the full marks of the next ends with the next title: the
    titles above it, and the reason of the row before, are told only where the columns leave no choice.
    """
    place = 0
    while place < len(read):
        names = _run(read, place)
        if not names:
            place += 1
            continue
        head = self_head_of([each.text for each in names])
        if head is None or not _is_plain(head, names):
            place += len(names)
            continue
        walk = _Lines(head, read, place + len(names))
        sheet = walk.sheet()
        if sheet is not None:
            yield sheet
        place = walk.at


def _run(read: Sequence[Passage | TablePassage], start: int) -> list[Passage]:
    """Return the lines from `start` on that are headers of such a sheet."""
    found: list[Passage] = []
    for place in range(start, len(read)):
        each = read[place]
        if not isinstance(each, Passage) or not is_head(each.text):
            break
        found.append(each)
    return found


def _is_plain(head: SelfHead, names: Lines) -> bool:
    """Return whether the order of the lines says what they are: titles, full marks, words, marks, a reason."""
    if head.full is None or head.implied or head.title != len(head.levels) or head.full != head.title + 1:
        return False
    behind = len(names) - 1 - head.awarded
    between = names[head.full + 1 : head.awarded]
    return behind == (0 if head.reason is None else 1) and all(holds_words(each.text) for each in between)


class _Lines:
    """A walk over the lines below the header, of which `at` is the first that has not been taken in."""

    def __init__(self, head: SelfHead, read: Sequence[Passage | TablePassage], start: int) -> None:
        self.at = start
        self._head = head
        self._read = read
        self._rows: list[SelfScore] = []
        self._total: SelfTotal | None = None

    def sheet(self) -> SelfSheet | None:
        """Return the sheet that the lines make, None where they make too few rows."""
        while self._total is None and self._row():
            pass
        return SelfSheet(tuple(self._rows), self._total) if len(self._rows) >= _FEWEST else None

    def _line(self, place: int) -> Passage | None:
        """Return the cell that a line is, None for what is none and behind the end."""
        line = self._read[place] if place < len(self._read) else None
        is_cell = isinstance(line, Passage) and line.kind is not BlockKind.HEADING
        return line if isinstance(line, Passage) and is_cell and len(line.text) <= _LONGEST else None

    def _row(self) -> bool:
        """Take in the next row: words, full marks, words, marks; return whether there is one."""
        words, full, behind = self._until(self.at, len(self._head.levels) + 2, self._full)
        if not words or full is None:
            return False
        _, marks, end = self._until(behind, self._between(), lambda text: marks_of(text, full))
        own = self._line(end - 1)
        if marks is None or own is None or marks > full:
            return False
        self._add(words, full, marks, own)
        self.at = end
        return True

    def _until(
        self, start: int, most: int, wanted: Callable[[str], Decimal | None]
    ) -> tuple[Lines, Decimal | None, int]:
        """Return the words before the next number, at most so many, the number, and where it ends."""
        words: list[Passage] = []
        at = start
        while len(words) <= most and (line := self._line(at)) is not None:
            at += 1
            found = wanted(line.text)
            if found is not None:
                return words, found, at
            words.append(line)
        return words, None, at

    def _full(self, text: str) -> Decimal | None:
        return full_marks(text, weights=self._head.weights)

    def _between(self) -> int:
        """Return how many lines of words may stand between the full marks and the marks, each cell on several."""
        columns = self._head.awarded - (self._head.full or 0) - 1
        return columns * 8

    def _add(self, words: Lines, full: Decimal, marks: Decimal, own: Passage) -> None:
        title = words[-1]
        evidence: tuple[Evidence, ...] = tuple(each.evidence(0, len(each.text)) for each in (title, own))
        reason, levels = self._before(words)
        if reason and self._rows:
            last = self._rows[-1]
            self._rows[-1] = SelfScore(
                last.levels, last.title, last.full, last.awarded, reason, last.evidence
            )
        if is_whole(title.text):
            self._total = SelfTotal(full, marks, evidence)
            return
        names = tuple(plain_title(each.text) for each in levels)
        self._rows.append(SelfScore(names, plain_title(title.text), full, marks, "", evidence))

    def _before(self, words: Lines) -> tuple[str, Lines]:
        """Return the reason of the row before and the titles above this one, as far as they are certain."""
        above = words[:-1]
        most = len(self._head.levels)
        if self._head.reason is None or not self._rows:
            return "", above if len(above) == most else ()
        if is_whole(words[-1].text):
            return (above[0].text, ()) if len(above) == 1 else ("", ())
        return (above[0].text, above[1:]) if len(above) == most + 1 else ("", ())
