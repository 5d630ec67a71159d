"""What the cells of a table hold: figures, words, or nothing."""

from collections.abc import Sequence

from evalkit.facts.digits import is_number
from evalkit.facts.nouns import COUNTS, PERIODS
from evalkit.facts.numerals import NUMERAL_SIGNS
from evalkit.facts.quantity import Quantity, scan
from evalkit.frozen import define
from evalkit.patterns import when_used

LONGEST_HEADER = 40
"""How long what stands above or left of figures may be; longer words are text."""

_NOTHING = when_used(r"(?i)[-—–－―/／\\*×.…~～]*|无|不适用|N/?A")
"""A cell in which nothing stands: a dash is no zero."""

_NOTHING_BEGINS = frozenset("-—–－―/／\\*×.…~～无不Nn")
_AROUND = when_used(r"(?:[≥≤><=~≈约近逾超¥￥（）()。；;*#]|以上|以下|以内|左右|\(含\))*")
_BEGINS = frozenset("0123456789-负≥≤><=~≈约近逾超¥￥（）()。；;*#/／\\、，,和及共 以左") | NUMERAL_SIGNS
"""The signs with one of which every cell begins that figures fill."""

_BETWEEN_COUNTS = when_used(r"[/／\\、，,;；和及共约()（）\s]*")


@define
class Content:
    """What a cell holds: figures that fill it, or `words`, or neither, where nothing stands in it."""

    _text: str
    fills: bool
    """Whether figures fill it."""

    words: bool
    _figures: tuple[Quantity, ...] | None = None

    @property
    def figures(self) -> tuple[Quantity, ...]:
        """The figures that fill it, worked out when asked for: most rows of a table are no fact's."""
        if self._figures is None:
            self._figures = scan(self._text)
        return self._figures

    @property
    def paired(self) -> bool:
        """Whether several counts fill it; what is nothing but a number is one."""
        return self._figures is not None and len(self._figures) > 1


class Contents(dict[str, Content]):
    """What the cells of a table hold, by their texts, each worked out once: many cells are alike."""

    def __missing__(self, text: str) -> Content:
        content = self[text] = _content(text)
        return content


def _content(text: str) -> Content:
    if is_number(text):
        return Content(text, fills=True, words=False)
    figures = _figures(text)
    return Content(text, bool(figures), words=not figures and not _is_nothing(text), figures=figures)


def _is_nothing(text: str) -> bool:
    """Return whether nothing stands in a cell, or a sign that says so (—, /, 无)."""
    return not text or (text[0] in _NOTHING_BEGINS and _NOTHING.fullmatch(text) is not None)


def _figures(text: str) -> tuple[Quantity, ...]:
    """Return the one figure that fills a cell, or the counts that do; none for words and for a year."""
    if text[:1] not in _BEGINS:
        return ()
    long = len(text) > LONGEST_HEADER
    if long and not any(sign.isdigit() for sign in text):
        return ()
    found = scan(text)
    if not found:
        return ()
    told = [quantity for quantity in found if quantity.noun not in PERIODS]
    if len(told) == 1 and _AROUND.fullmatch(text[: told[0].start] + text[told[0].end :]):
        return (told[0],)
    return found if not long and _are_counts(text, found) else ()


def _are_counts(text: str, found: Sequence[Quantity]) -> bool:
    """Return whether `found` are counts that fill `text`, each with its own noun: 28批/231人次."""
    nouns = {quantity.noun for quantity in found}
    if not 1 < len(found) == len(nouns) or not nouns.issubset(COUNTS) or not any(map(str.isdigit, text)):
        return False
    starts = [0, *(quantity.end for quantity in found)]
    ends = [*(quantity.start for quantity in found), len(text)]
    return all(_BETWEEN_COUNTS.fullmatch(text, start, end) for start, end in zip(starts, ends, strict=True))
