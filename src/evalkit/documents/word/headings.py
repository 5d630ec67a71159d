"""Which paragraphs of a Word file are headings: by outline, by style, by automatic and typed numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from evalkit.documents.packed.xml import Element
from evalkit.documents.plain.lines import heading_level
from evalkit.documents.word.xml import W, number, value
from evalkit.frozen import frozen

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[0-9]*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"%[1-9]")
_LOWEST = 9
_LONGEST = 60
_LONGEST_LABEL = 8
_SENTENCE = re.compile("[。；;]")
_DEEPEST_CHAIN = 20
"""How many styles may be based on one another; a longer chain goes in a circle."""


@frozen
class _Style:
    level: int
    numbering: str
    depth: int
    contents: bool


_STYLE_BEGINS, _STYLE_ENDS, _OF_TABLE = b"<w:style ", b"</w:style>", b'w:type="table"'


@frozen
class Headings:
    """The styles and the automatic numbers of one Word file."""

    styles: Mapping[str, _Style | None]
    labels: Mapping[tuple[str, int], str]

    @classmethod
    def of(cls, styles: Element | None, numbering: Element | None) -> "Headings":
        """Return what the parts of a Word file with styles and numbering say; either may be missing."""
        return cls(
            _Styles(styles),
            _labels(numbering) if numbering is not None else {},
        )

    def level(self, paragraph: Element, text: str) -> int:
        """Return the level of the heading that a paragraph with `text` is, 0 for none.

        A number before the title counts more than the style, so that headings with and without a
        style of their own make one outline.
        """
        if len(text) > _LONGEST and not text.startswith("#"):
            return 0  # too long for a title, as most paragraphs are
        properties = next(paragraph.iterchildren(f"{W}pPr"), ())
        told = {each.tag: each for each in properties}
        style = self.styles[value(told.get(f"{W}pStyle"))]
        if style is not None and style.contents:
            return 0
        label = self._label(told.get(f"{W}numPr"), style)
        numbered = heading_level(text) or (heading_level(label + text) if label else 0)
        own = number(told.get(f"{W}outlineLvl"), -1) + 1
        outline = own or (style.level if style is not None else 0)
        if not 1 <= outline <= _LOWEST or len(text) > _LONGEST or _SENTENCE.search(text):
            return numbered
        return numbered or outline

    def _label(self, numbered: Element | None, style: _Style | None) -> str:
        """Return how the automatic number of a paragraph looks (一、), "" when it has none."""
        identity = value(numbered.find(f"{W}numId")) if numbered is not None else ""
        depth = number(numbered.find(f"{W}ilvl"), 0) if numbered is not None else 0
        if not identity and style is not None:
            identity, depth = style.numbering, style.depth
        return self.labels.get((identity, depth), "")


def without_table_styles(data: bytes) -> bytes:
    """Return the XML of the styles without those of tables: most of a file that Word saved, and no paragraph's.

    What does not look as Word saves it stays.
    """
    if b"!" in data and b"<!" in data:  # the first alone is found ten times as fast, and seldom there
        return data
    first, *styles = data.split(_STYLE_BEGINS)
    kept = [first]
    for style in styles:
        tag = style[: style.find(b">")]
        end = style.find(_STYLE_ENDS) if _OF_TABLE in tag and not tag.endswith(b"/") else -1
        kept.append(_STYLE_BEGINS + style if end < 0 else style[end + len(_STYLE_ENDS) :])
    return b"".join(kept)


class _Styles(dict[str, _Style | None]):
    """The styles by their ids, None for an unknown one: each looked into when a paragraph has it.

    A file brings hundreds of them and uses a few.
    """

    def __init__(self, styles: Element | None) -> None:
        super().__init__()
        found = styles.iter(f"{W}style") if styles is not None else ()
        self._elements = {style.get(f"{W}styleId", ""): style for style in found}

    def __missing__(self, id: str) -> _Style | None:
        style = self[id] = _style(list(_chain(self._elements, id)))
        return style


def _style(chain: Sequence[Element]) -> _Style | None:
    """Return what a style and those it is based on, which are `chain`, say; None when it is empty."""
    if not chain:
        return None
    names = [value(style.find(f"{W}name")) for style in chain]
    levels = [_own_level(style, name) for style, name in zip(chain, names, strict=True)]
    numbers = [style.find(f"{W}pPr/{W}numPr") for style in chain]
    numbered = next((each for each in numbers if each is not None), None)
    return _Style(
        level=next((level for level in levels if level is not None), 0),
        numbering=value(numbered.find(f"{W}numId")) if numbered is not None else "",
        depth=number(numbered.find(f"{W}ilvl"), 0) if numbered is not None else 0,
        contents=_CONTENTS.fullmatch(names[0]) is not None,
    )


def _chain(styles: Mapping[str, Element], id: str) -> Iterator[Element]:
    """Yield a style and the styles it is based on."""
    for _ in range(_DEEPEST_CHAIN):
        style = styles.get(id)
        if style is None:
            return
        yield style
        id = value(style.find(f"{W}basedOn"))


def _own_level(style: Element, name: str) -> int | None:
    """Return the level that a style itself gives, 0 for body text, None when it says nothing."""
    match = _HEADING.fullmatch(name)
    if match:
        return int(match[1])
    outline = style.find(f"{W}pPr/{W}outlineLvl")
    return None if outline is None else number(outline, _LOWEST) + 1


def _labels(numbering: Element) -> dict[tuple[str, int], str]:
    """Return how the first number of each numbered list and depth looks, where it is counted in Chinese."""
    shapes = {each.get(f"{W}abstractNumId", ""): _shapes(each) for each in numbering.iter(f"{W}abstractNum")}
    return {
        (each.get(f"{W}numId", ""), depth): shape
        for each in numbering.iter(f"{W}num")
        for depth, shape in shapes.get(value(each.find(f"{W}abstractNumId")), {}).items()
    }


def _shapes(levels: Element) -> dict[int, str]:
    return {
        depth: _PLACEHOLDER.sub("一", value(level.find(f"{W}lvlText")))[:_LONGEST_LABEL]
        for depth, level in enumerate(islice(levels.iterchildren(f"{W}lvl"), _LOWEST))
        if _counts_in_chinese(value(level.find(f"{W}numFmt")))
    }


def _counts_in_chinese(format: str) -> bool:
    return format.startswith(("chinese", "ideograph", "japaneseCounting", "japaneseDigital", "taiwanese"))
