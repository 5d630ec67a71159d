"""Running text that wraps as Chinese is set: anywhere between characters, but no comma begins a line.

rich breaks lines at spaces only and takes a Chinese sentence for one long word, which leaves
ragged lines and 。 at their beginning.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from rich.cells import cached_cell_len, cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.control import strip_control_codes
from rich.measure import Measurement
from rich.text import Text

from evalkit.frozen import frozen

_CLOSERS = frozenset("，。、；：！？）】》〉」』〕｝”’…—％%,.;:!?)]}·⟩")
_OPENERS = frozenset("（【《〈「『〔｛“‘([{⟨")
_SOFT = frozenset("/_:.-")
_ENDS = _CLOSERS - _SOFT - {",", "%"}


@frozen
class _Atom:
    """A stretch of text that stays on one line; `end` is exclusive, `width` in cells."""

    start: int
    end: int
    width: int
    space: bool


Piece = str | tuple[str, str]
"""Some text, plain or with a style."""


@frozen
class Prose:
    """Text of `pieces` that fills its width and is never cut; `plain` is the whole of it without styles.

    `indent` cells stand before every further line; `tail` follows on the last line where it has
    room, else on a line of its own.
    """

    pieces: tuple[Piece, ...]
    plain: str
    indent: int = 0
    tail: Piece | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines, one below the other."""
        lines = self.lines(options.max_width)
        if options.justify in {"center", "right"}:
            yield from lines
            return
        for line in lines:  # set as they are: rich would look for breaks in each again
            yield from line.render(console, end="\n")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return the widest atom and the whole text as the least and the most width."""
        atoms = _atoms(self.plain)
        widest = max((atom.width for atom in atoms), default=0)
        least = min(widest + self.indent, options.max_width)
        return Measurement(least, max(least, self.width))

    @property
    def width(self) -> int:
        """Return how many cells the whole text takes on one line."""
        beside = 0 if self.tail is None else cell_len(_plain(self.tail)) + 1
        return cell_len(self.plain) + beside

    def lines(self, width: int) -> list[Text]:
        """Return the text in lines of at most `width` cells."""
        margin = min(self.indent, width // 2)
        lines = _divided(Text.assemble(*self.pieces), width, margin)
        if self.tail is None:
            return lines
        tail = Text.assemble(self.tail)
        if lines[-1].cell_len + 1 + tail.cell_len <= width:
            lines[-1].append(" ").append(tail)
            return lines
        below = _divided(tail, width - margin, 0)
        for line in below:
            line.pad_left(margin)
        return [*lines, *below]

    def plain_lines(self, width: int) -> list[str]:
        """Return `lines` without styles."""
        margin = min(self.indent, width // 2)
        lines = _plainly_divided(self.plain, width, margin)
        if self.tail is None:
            return lines
        tail = _plain(self.tail)
        if cell_len(lines[-1]) + 1 + cell_len(tail) <= width:
            return [*lines[:-1], f"{lines[-1]} {tail}"]
        return [*lines, *(" " * margin + line for line in _plainly_divided(tail, width - margin, 0))]


def prose(*pieces: Piece, indent: int = 0, tail: Piece | None = None) -> Prose:
    """Return the pieces as one running text; nothing in them is markup."""
    return Prose(pieces, "".join(map(_plain, pieces)), indent, tail)


def _plain(piece: Piece) -> str:
    """Return the text of a piece as rich keeps it: without signs that steer a terminal."""
    return strip_control_codes(piece if isinstance(piece, str) else piece[0])


def _divided(text: Text, width: int, margin: int) -> list[Text]:
    """Return `text` in lines of at most `width` cells, all but the first after a margin."""
    first, *more = text.divide(_breaks(text.plain, width, margin))
    for line in more:
        line.pad_left(margin)
    for line in (first, *more):
        line.rstrip()
        line.no_wrap = True
        line.overflow = "crop"
    return [first, *more]


def _plainly_divided(text: str, width: int, margin: int) -> list[str]:
    """Return what `_divided` does, without styles."""
    edges = [0, *_breaks(text, width, margin), len(text)]
    first, *more = (text[start:end].rstrip() for start, end in pairwise(edges))
    return [first, *((" " * margin + line).rstrip() for line in more)]


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of characters that take a place together: one and the marks that combine with it."""
    start = 0
    for index, character in enumerate(text):
        if index and (character.isascii() or cached_cell_len(character)):
            yield start, index
            start = index
    if text:
        yield start, len(text)


@lru_cache(maxsize=256)
def _atoms(text: str) -> tuple[_Atom, ...]:
    """Return the stretches of `text` in order; a table asks for them to measure a cell and to set it."""
    atoms: list[_Atom] = []
    before, begun, wide = "", 0, 0
    for start, end in _clusters(text):
        cluster = text[start:end]
        if start and not _holds(before, cluster):
            atoms.append(_Atom(begun, start, wide, space=before == " "))
            begun, wide = start, 0
        wide += cell_len(cluster)
        before = cluster
    if text:
        atoms.append(_Atom(begun, len(text), wide, space=before == " "))
    return tuple(atoms)


def _holds(before: str, cluster: str) -> bool:
    """Return whether no line may break between two neighbours."""
    if before == " " or cluster == " ":
        return False
    if before[0] in _OPENERS or cluster[0] in _CLOSERS:
        return True
    return cell_len(before) == 1 and cell_len(cluster) == 1 and before[0] not in _ENDS


def _breaks(text: str, width: int, indent: int) -> list[int]:
    """Return the offsets at which new lines begin."""
    breaks: list[int] = []
    if cell_len(text) <= width:
        return breaks
    room = width
    for atom in _atoms(text):
        if atom.width <= room:
            room -= atom.width
        elif atom.space:
            room = 0
        elif atom.width <= width - indent:
            breaks.append(atom.start)
            room = width - indent - atom.width
        else:
            room = _chop(text, atom, width - indent, room, breaks)
    return breaks


def _chop(text: str, atom: _Atom, width: int, room: int, breaks: list[int]) -> int:
    """Break an atom that no line can hold, after a separator where there is one; return the room left."""
    begun = separator = atom.start
    for start, end in _clusters(text[atom.start : atom.end]):
        here = atom.start + start
        size = cell_len(text[here : atom.start + end])
        if size > room:
            begun = separator if separator > begun else here
            breaks.append(begun)
            room = width - cell_len(text[begun:here])
        room -= size
        if text[here] in _SOFT:
            separator = atom.start + end
    return room
