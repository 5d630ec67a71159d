"""Where ranges of a paragraph begin and end: its runs cut there, and marks put between them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from copy import deepcopy
from itertools import accumulate

from attrs import define, field

from evalkit.documents.packed.xml import Element
from evalkit.documents.word.runs import RUN, signs_of
from evalkit.documents.word.xml import W
from evalkit.frozen import frozen

_TEXT, _PROPERTIES = f"{W}t", f"{W}rPr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WRAPPERS = frozenset(
    f"{W}{name}"
    for name in "ins moveTo hyperlink smartTag sdt sdtContent fldSimple customXml dir bdo".split()
)
"""What runs may stand in without being other than runs of the paragraph."""


@frozen
class _Piece:
    """A text of a paragraph, from `start` to `end`, in its element.

    `whole` is what cannot be cut and holds the element (a formula), None where it stands in a run of its own.
    """

    element: Element
    whole: Element | None
    start: int
    end: int

    @property
    def beside(self) -> Element:
        """Return what marks can stand beside: the run, which cutting changes, or the whole."""
        run = self.whole if self.whole is not None else self.element.getparent()
        return self.element if run is None else run


def properties_of(run: Element) -> Element | None:
    """Return a copy of how a run looks, None where it says nothing about that."""
    found = run.find(_PROPERTIES) if run.tag == RUN else None
    return None if found is None else deepcopy(found)


@define
class Ranges:
    """The ranges that begin or end in one paragraph, by the offsets in what `signs_of` reads in it."""

    paragraph: Element
    opening: list[tuple[int, Element]] = field(factory=list)
    """What stands before the sign at an offset."""

    closing: list[tuple[int, Sequence[Element]]] = field(factory=list)
    """What stands behind the sign before an offset; a run among it is made to look like the text there."""

    def put(self) -> None:
        """Cut the runs at the ends of the ranges, and put the marks there; nothing looks different after that."""
        cuts = sorted({offset for offset, _ in (*self.opening, *self.closing)})
        pieces = _cut(_pieces(self.paragraph), cuts)
        starts = [piece.start for piece in pieces]
        last: dict[Element, Element] = {}
        for offset, marks in sorted(self.closing, key=_offset):
            anchor = pieces[bisect_left(starts, offset) - 1].beside
            for mark in marks:
                looks = properties_of(anchor) if mark.tag == RUN else None
                if looks is not None:
                    mark.insert(0, looks)
                last.get(anchor, anchor).addnext(mark)
                last[anchor] = mark
        for offset, mark in sorted(self.opening, key=_offset):
            pieces[bisect_right(starts, offset) - 1].beside.addprevious(mark)


def _offset(placed: tuple[int, object]) -> int:
    return placed[0]


def text_of(paragraph: Element) -> str:
    """Return what is read in a paragraph, sign for sign."""
    return "".join(text for _, text in signs_of(paragraph))


def _pieces(paragraph: Element) -> list[_Piece]:
    signs = [(element, text) for element, text in signs_of(paragraph) if text]
    ends = list(accumulate(len(text) for _, text in signs))
    return [
        _Piece(element, _whole(element, paragraph), end - len(text), end)
        for (element, text), end in zip(signs, ends, strict=True)
    ]


def _whole(element: Element, paragraph: Element) -> Element | None:
    """Return the outermost of what holds `element` and is no mere wrapper of runs, None where that is its run."""
    outermost = above = element
    while (parent := above.getparent()) is not None and parent is not paragraph:
        above = parent
        if above.tag not in _WRAPPERS:
            outermost = above
    return None if outermost is element.getparent() and outermost.tag == RUN else outermost


def _cut(pieces: Sequence[_Piece], cuts: Iterable[int]) -> list[_Piece]:
    """Return the pieces with a border at every cut where a run allows it.

    From the last to the first, so that each cut moves only what lies between it and the next one.
    """
    waiting = list(cuts)
    done: list[_Piece] = []
    for whole in reversed(pieces):
        piece = whole
        while waiting and waiting[-1] > whole.start:
            offset = waiting.pop()
            if offset < piece.end and piece.whole is None and piece.element.tag == _TEXT:
                piece, tail = _halves(piece, offset)
                done.append(tail)
        if waiting and waiting[-1] == piece.start:
            _cut_before(piece)
        done.append(piece)
    done.reverse()
    return done


def _halves(piece: _Piece, offset: int) -> tuple[_Piece, _Piece]:
    """Return a text as two, the second in a run of its own."""
    element, text = piece.element, piece.element.text or ""
    place = offset - piece.start
    behind = _like(element)
    element.text, behind.text = text[:place], text[place:]
    if text[place - 1].isspace() or text[place].isspace():
        element.set(_SPACE, "preserve")
        behind.set(_SPACE, "preserve")
    element.addnext(behind)
    _move(behind)
    return _Piece(element, None, piece.start, offset), _Piece(behind, None, offset, piece.end)


def _cut_before(piece: _Piece) -> None:
    """Let the run of a piece begin with it."""
    before = piece.element.getprevious()
    if piece.whole is None and before is not None and before.tag != _PROPERTIES:
        _move(piece.element)


def _move(element: Element) -> None:
    """Move an element, and what stands behind it in its run, to a new run that looks the same."""
    run = element.getparent()
    if run is None:
        return
    new = _like(run)
    looks = properties_of(run)
    if looks is not None:
        new.append(looks)
    new.extend([element, *element.itersiblings()])
    run.addnext(new)


def _like(element: Element) -> Element:
    """Return an empty element with the name and the attributes of another."""
    new = element.makeelement(element.tag)
    for name, value in element.items():
        new.set(name, value)
    return new
