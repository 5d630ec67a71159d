"""What a person reads in a paragraph of a Word file: with all tracked changes accepted."""

import re
from collections.abc import Container, Iterator, Sequence

from evalkit.documents.packed.xml import Element
from evalkit.documents.word.xml import W, is_on

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BOX = f"{W}txbxContent"
"""The text of a text box."""

RUN = f"{W}r"
"""A run of text that looks alike."""

_RUN_PROPERTIES = f"{W}rPr"
_VANISH = f"{W}vanish"
_TEXTS = (f"{W}t", f"{_MATH}t")
_BREAKS = (f"{W}br", f"{W}cr")
_SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-"}
_UNREAD = frozenset(
    (
        _FALLBACK,
        *(
            f"{W}{name}"
            for name in "del moveFrom delText instrText delInstrText pPr rPr tblPr tblGrid trPr tcPr sectPr "
            "sdtPr sdtEndPr rt".split()
        ),
    )
)
"""What nobody reads: deletions, field codes, properties, phonetic guides, the second telling of a drawing."""

_PARAGRAPH, ROW, CELL = f"{W}p", f"{W}tr", f"{W}tc"
_IN_PLAIN = frozenset(f"{W}{name}" for name in "tblPr tblGrid trPr tcPr pPr rPr".split())
"""What nobody reads of a plain table: there is no text in it."""

_UNPLAIN = (
    *(_UNREAD - _IN_PLAIN),
    *(BOX, _VANISH, f"{_MATH}t", *_BREAKS, *_SIGNS),
    *(f"{W}{name}" for name in "tbl gridBefore gridSpan vMerge".split()),
)
"""What makes reading a table more than collecting the texts of its cells."""

_SPACES = re.compile("[\n\r\t\v\f\u2028\u2029\x85]")
"""What is a space in the text of a run. Looking for it costs a third of looking every sign up, as str.translate does."""


def children(parent: Element, tags: Container[str]) -> Iterator[Element]:
    """Yield the nearest elements of `tags` below `parent`, in order, through whatever wraps them."""
    waiting = [*reversed(parent)]
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag in tags:
            yield element
        elif tag not in _UNREAD:
            waiting += reversed(element)


def lines_of(paragraph: Element) -> list[str]:
    """Return the lines of a paragraph, one unless somebody broke it by hand; none is left out."""
    return "".join([text for _, text in signs_of(paragraph)]).split("\n")


def signs_of(paragraph: Element) -> list[tuple[Element, str]]:
    """Return what is read of a paragraph, in order, with the element that each text stands in.

    A break that somebody made by hand is a line feed; nothing else is.
    """
    signs: list[tuple[Element, str]] = []
    waiting = [*reversed(paragraph)]
    while waiting:
        element = waiting.pop()
        tag = element.tag  # an attribute that lxml works out each time it is asked for
        if tag in _TEXTS:
            signs.append((element, _SPACES.sub(" ", element.text or "")))
        elif tag in _BREAKS:
            signs.append((element, "\n"))
        elif tag in _SIGNS:
            signs.append((element, _SIGNS[tag]))
        elif tag not in _UNREAD and tag != BOX:
            below = [*reversed(element)]
            if tag != RUN or len(below) < 2 or not _is_hidden(below):  # properties alone hide nothing
                waiting += below
    return signs


def is_plain(table: Element) -> bool:
    """Return whether a table has no merged cells, and in them nothing but text that a person reads.

    Most have; asking once is cheaper than looking at every element.
    """
    return next(table.iterdescendants(*_UNPLAIN), None) is None


_BEGINS = {ROW: "\x1e", CELL: "\x1f", _PARAGRAPH: "\x1d"}
"""What stands before each row, cell and paragraph of a plain table: signs that no XML can hold, and white space."""

_PARAGRAPH_OF_CELL = _BEGINS[CELL] + _BEGINS[_PARAGRAPH]
_TOLD = (*_BEGINS, _TEXTS[0])


def plain_texts(table: Element) -> list[list[str]]:
    """Return the text of each cell in each row of a plain table: its paragraphs, a space between them.

    The table is walked once and all its texts are one, for looking at each cell takes twice as long.
    """
    told = "".join([_BEGINS.get(each.tag) or each.text or "" for each in table.iter(_TOLD)])
    rows = _SPACES.sub(" ", told).split(_BEGINS[ROW])[1:]
    if told.count(_PARAGRAPH_OF_CELL) == told.count(_BEGINS[_PARAGRAPH]) == told.count(_BEGINS[CELL]):
        # Every cell is one paragraph, as nearly always.
        return [[cell.strip() for cell in row.split(_PARAGRAPH_OF_CELL)[1:]] for row in rows]
    return [[_plain_cell(cell) for cell in row.split(_BEGINS[CELL])[1:]] for row in rows]


def _plain_cell(told: str) -> str:
    text = told.strip()
    if _BEGINS[_PARAGRAPH] not in text:
        return text
    return " ".join([read for each in text.split(_BEGINS[_PARAGRAPH]) if (read := each.strip())])


def _is_hidden(run: Sequence[Element]) -> bool:
    """Return whether the properties among the elements of a run say that nobody sees it."""
    return any(each.tag == _RUN_PROPERTIES and is_on(each.find(_VANISH)) for each in reversed(run))


def has_deleted(body: Element) -> bool:
    """Return whether anything below `body` was deleted; few files keep that, and asking once is cheap."""
    return next(body.iter(f"{W}del"), None) is not None


def joins_next(paragraph: Element) -> bool:
    """Return whether the mark at a paragraph's end was deleted, so that the next one goes on with it."""
    properties = next(paragraph.iterchildren(f"{W}pPr"), None)
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes that hang on a paragraph, once each; those inside a box come with it."""
    yield from children(paragraph, (BOX,))


def has_boxes(body: Element) -> bool:
    """Return whether there is any text box below `body`; few files have one, and asking once is cheap."""
    return next(body.iter(BOX), None) is not None
