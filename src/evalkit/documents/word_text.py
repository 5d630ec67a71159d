"""What a person reads in a paragraph of a Word file: with all tracked changes accepted."""

from collections.abc import Iterator

from evalkit.documents.packed_xml import Element
from evalkit.documents.word_xml import W, is_on

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{W}txbxContent"
_RUN = f"{W}r"
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

_SPACES = str.maketrans(dict.fromkeys("\n\r\t\v\f\u2028\u2029\x85", " "))


def children(parent: Element, *tags: str) -> Iterator[Element]:
    """Yield the nearest elements of `tags` below `parent`, in order, through whatever wraps them."""
    wanted = {f"{W}{tag}" for tag in tags}
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag in wanted:
            yield element
        elif element.tag not in _UNREAD:
            waiting.extend(reversed(element))


def lines_of(paragraph: Element) -> list[str]:
    """Return the lines of a paragraph, one unless somebody broke it by hand; none is left out."""
    lines: list[list[str]] = [[]]
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _TEXTS:
            lines[-1].append((element.text or "").translate(_SPACES))
        elif element.tag in _BREAKS:
            lines.append([])
        elif element.tag in _SIGNS:
            lines[-1].append(_SIGNS[element.tag])
        elif element.tag not in _UNREAD and element.tag != _BOX and not _is_hidden(element):
            waiting.extend(reversed(element))
    return ["".join(line) for line in lines]


def _is_hidden(element: Element) -> bool:
    if element.tag != _RUN:
        return False
    properties = next(element.iterchildren(_RUN_PROPERTIES), None)
    return properties is not None and is_on(properties.find(_VANISH))


def joins_next(paragraph: Element) -> bool:
    """Return whether the mark at a paragraph's end was deleted, so that the next one goes on with it."""
    properties = next(paragraph.iterchildren(f"{W}pPr"), None)
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes that hang on a paragraph, once each; those inside a box come with it."""
    if next(paragraph.iter(_BOX), None) is None:
        return
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == _BOX:
            yield element
        elif element.tag not in _UNREAD:
            waiting.extend(reversed(element))
