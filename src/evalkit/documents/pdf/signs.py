"""The characters of a page of a PDF, and the lines that they make."""

import re
from collections.abc import Iterator, Sequence
from ctypes import addressof, c_ushort
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from evalkit.documents.pdf.calls import address, box_of
from evalkit.documents.pdf.lines import WIDE_GAP, beside, lines_of
from evalkit.documents.pdf.page import Box, Frame, PdfLine, Sign
from evalkit.frozen import frozen

_UNKNOWN = "\ufffd"
_TABLE = dict.fromkeys((*range(1, 10), 11, 12, *range(14, 32), 127, 133, 8232, 8233, 65535), " ")
_TABLE |= {0: _UNKNOWN, 0xFFFE: "-"}
"""What stands for characters that no text has; pdfium gives U+FFFE for the hyphen at a line's end."""

_ODD = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")
WIDE = "\u1100"
"""From here on characters take a whole square."""

_STRAY = re.compile(" [“”‘’—…]|[“”‘’—…] ")
"""Signs of a font of its own, which some programs write behind the line in which they stand."""

_ILLEGIBLE = re.compile("[\ue000-\uf8ff\ufffd]")


@frozen
class Signs:
    """The text of a page as pdfium gives it: each character stands at its number there."""

    page: Any
    frame: Frame
    text: str
    _address: int
    _rect: Any
    _filled: int

    @classmethod
    def of(cls, page: Any, frame: Frame, most: int) -> "Signs":
        """Return the first `most` characters on a page (a text page of pdfium's)."""
        count = min(max(0, pdfium.FPDFText_CountChars(page)), most)
        buffer = (c_ushort * (2 * count + 2))()
        got = max(0, pdfium.FPDFText_GetText(page, 0, count, buffer) - 1) if count else 0
        text = bytes(buffer)[: 2 * got].decode("utf-16-le", "replace")
        if len(text) != count:
            # Signs beyond the basic plane, or that have no text, move the places.
            codes = [pdfium.FPDFText_GetUnicode(page, index) for index in range(count)]
            text = "".join(map(_character, codes))
        text = plain_signs(text)
        rect = pdfium.FS_RECTF()
        return cls(page, frame, text, address(page), rect, addressof(rect))

    def box(self, place: int) -> Box:
        """Return the box of the character at `place` of the text, its white space included."""
        rect = self._rect
        if not box_of(self._address, place, self._filled):
            return 0, 0, 0, 0
        return self.frame(rect.left, rect.bottom, rect.right, rect.top)

    def ranges(self) -> Iterator[tuple[int, int]]:
        """Yield where each line starts and ends, without the white space around it."""
        start = 0
        for line in self.text.split("\n"):
            body = line.strip()
            if body:
                first = start + len(line) - len(line.lstrip())
                yield first, first + len(body)
            start += len(line) + 1

    def lines(self) -> Iterator[PdfLine]:
        """Yield the lines of the page; what stands side by side is one, from left to right."""
        together: list[tuple[int, int, Box, Box]] = []
        for start, end in self.ranges():
            first = self.box(start)
            last = self.box(end - 1)
            if together and not beside(together[-1][3], first):
                yield from self._line(together)
                together = []
            together.append((start, end, first, last))
        if together:
            yield from self._line(together)

    def _line(self, together: Sequence[tuple[int, int, Box, Box]]) -> Iterator[PdfLine]:
        """Yield the line of what stands side by side: from where to where, the first box and the last."""
        start, end, first, last = together[0]
        if len(together) > 1 or not beside(first, last) or last[2] < first[0] or self._strays(start, end):
            signs = [sign for each in together for sign in self.signs(each[0], each[1])]
            yield from lines_of(signs)
            return
        text = self.text[start:end]
        gaps = self._gaps(start, end, first, last[2]) if " " in text else ()
        yield PdfLine(text, first[0], min(first[1], last[1]), last[2], max(first[3], last[3]), gaps)

    def _strays(self, start: int, end: int) -> bool:
        """Return whether a sign of the line stands left of the one that is written before it."""
        if not _STRAY.search(self.text, start, end):
            return False
        edges = [self.box(place)[0] for place in range(start, end) if self.text[place] != " "]
        return any(second < first for first, second in pairwise(edges))

    def _gaps(self, start: int, end: int, first: Box, right: float) -> tuple[tuple[int, float, float], ...]:
        """Return the wide white spaces of a line; they are looked for where it is longer than its signs."""
        text = self.text[start:end]
        wide = (len(text.encode()) - len(text)) / 2  # three bytes of UTF-8 each, the others one
        squares = wide + (len(text) - wide) / 2
        square = (first[2] - first[0]) * (1 if text[0] >= WIDE else 2)
        if right - first[0] < (squares + WIDE_GAP) * square:
            return ()
        found = []
        for place, sign in enumerate(text):
            if sign == " " and text[place - 1] != " ":
                behind = next(at for at in range(place, len(text)) if text[at] != " ")
                before, after = self.box(start + place - 1)[2], self.box(start + behind)[0]
                if after - before > WIDE_GAP * square:
                    found.append((place, before, after))
        return tuple(found)

    def all(self) -> Iterator[Sign]:
        """Yield the characters of the page that somebody sees."""
        for start, end in self.ranges():
            yield from self.signs(start, end)

    def signs(self, start: int, end: int) -> list[Sign]:
        """Return the characters from `start` to `end` that somebody sees, with their boxes."""
        box, text = self.box, self.text
        return [Sign(text[place], *box(place)) for place in range(start, end) if not text[place].isspace()]


def plain_signs(text: str) -> str:
    """Return a text of pdfium's with other signs for the characters that no text has."""
    return text.translate(_TABLE) if _ODD.search(text) else text


def count_legible(text: str) -> int:
    """Return how many of the signs a reader knows: fonts without a table of their characters give others."""
    return len(text) - len(_ILLEGIBLE.findall(text))


def _character(code: int) -> str:
    return chr(code) if 0 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else _UNKNOWN
