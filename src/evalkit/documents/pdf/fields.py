"""What somebody filled into the fields of a PDF's form, each at its place on the page.

pdfium's text of a page is what is drawn on it; the fields of a form lie over it, with values of their own.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import byref, c_ushort
from typing import Any

import pypdfium2.raw as pdfium

from evalkit.documents.pdf.lines import beside, rows_of
from evalkit.documents.pdf.page import Box, Frame, Sign
from evalkit.documents.pdf.signs import WIDE, plain_signs
from evalkit.frozen import frozen

_WRITTEN = frozenset(
    (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
)
_TICKED = frozenset((pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON))
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_TICK, _NO_TICK = "☑", "☐"
_OFF = ("", "Off")

_MOST_OPTIONS = 1000
"""How many options of a list are looked at for the one that is chosen."""

_LARGEST = 12.0
"""How high a line of a field is at most, in points: fields are often higher than what is written in them."""

_INSET = 2.0
"""How far, in points, what is written in a field stands from its edge."""

_NEAREST = 40
"""How many rows above and below a field are looked at for the one in which it stands."""

_ABOVE_ALL = -1


@frozen
class Fields:
    """The fields of a file's form; `form` is pdfium's, which needs `info` as long as it lives."""

    form: Any
    info: Any

    @classmethod
    def of(cls, file: Any) -> "Fields | None":
        """Return the fields of an open file, None when it has no form."""
        if pdfium.FPDF_GetFormType(file) == pdfium.FORMTYPE_NONE:
            return None
        info = pdfium.FPDF_FORMFILLINFO(version=2)
        form = pdfium.FPDFDOC_InitFormFillEnvironment(file, byref(info))
        return cls(form, info) if form else None

    def on(self, page: Any, frame: Frame, most: int, longest: int) -> list[Sign]:
        """Return what is written in the first `most` fields on a page: each line with the box that it fills.

        Values are read until they have more than `longest` characters together.
        """
        signs: list[Sign] = []
        for index in range(min(most, pdfium.FPDFPage_GetAnnotCount(page))):
            annotation = pdfium.FPDFPage_GetAnnot(page, index)
            if not annotation:
                continue
            found = list(self._written(annotation, frame, longest + 1))
            pdfium.FPDFPage_CloseAnnot(annotation)
            longest -= sum(len(sign.sign) for sign in found)
            signs += found
            if longest < 0:
                break
        return signs

    def _written(self, annotation: Any, frame: Frame, longest: int) -> Iterator[Sign]:
        if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
            return
        if pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            return
        kind = pdfium.FPDFAnnot_GetFormFieldType(self.form, annotation)
        if kind in _WRITTEN:
            if not pdfium.FPDFAnnot_GetFormFieldFlags(self.form, annotation) & _secret(kind):
                yield from _lines(self._value(annotation, kind, longest), _box(annotation, frame))
        elif kind in _TICKED:
            on = _text(lambda *at: pdfium.FPDFAnnot_GetStringValue(annotation, b"AS", *at), longest)
            yield from _lines(_NO_TICK if on in _OFF else _TICK, _box(annotation, frame))

    def _value(self, annotation: Any, kind: int, longest: int) -> str:
        """Return the value of a field as a person sees it: what is chosen from a list by its label."""
        value = _text(lambda *at: pdfium.FPDFAnnot_GetFormFieldValue(self.form, annotation, *at), longest)
        if kind == pdfium.FPDF_FORMFIELD_TEXTFIELD:
            return value
        count = min(_MOST_OPTIONS, pdfium.FPDFAnnot_GetOptionCount(self.form, annotation))
        labels = [
            _text(
                lambda *at, number=number: pdfium.FPDFAnnot_GetOptionLabel(
                    self.form, annotation, number, *at
                ),
                longest,
            )
            for number in range(count)
            if pdfium.FPDFAnnot_IsOptionSelected(self.form, annotation, number)
        ]
        return "\n".join(labels) or value


def _secret(kind: int) -> int:
    """Return the flag of a field whose value nobody sees."""
    return pdfium.FPDF_FORMFLAG_TEXT_PASSWORD if kind == pdfium.FPDF_FORMFIELD_TEXTFIELD else 0


def _text(fill: Callable[..., int], longest: int) -> str:
    """Return the text with which a function of pdfium's fills a buffer, cut to `longest` characters."""
    size = fill(None, 0)
    buffer = (c_ushort * (size // 2 + 1))()
    fill(buffer, size)
    text = bytes(buffer)[: max(0, min(size - 2, 2 * longest))].decode("utf-16-le", "replace")
    return text.split("\0", 1)[0]


def _box(annotation: Any, frame: Frame) -> Box:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, byref(rect))
    return frame(rect.left, rect.bottom, rect.right, rect.top)


def _lines(value: str, box: Box) -> Iterator[Sign]:
    """Yield the lines of a value, one below the other in the middle of the box of its field."""
    lines = [line.strip() for line in plain_signs(value.replace("\r", "\n")).split("\n") if line.strip()]
    left, top, right, bottom = box
    height = min(_LARGEST, (bottom - top) / max(1, len(lines)))
    first = (top + bottom - height * len(lines)) / 2
    for number, line in enumerate(lines):
        upper = first + number * height
        squares = (len(line) + sum(sign >= WIDE for sign in line)) / 2
        end = min(right, left + _INSET + squares * height)
        yield Sign(line, left + _INSET, upper, max(left + _INSET, end), upper + height)


def with_fields(signs: Iterable[Sign], fields: Iterable[Sign]) -> list[Sign]:
    """Return the signs of a page with the lines of its fields among them: each in the row where it stands.

    The signs keep their order; a line that stands beside none of them follows the nearest row above it.
    """
    rows = list(rows_of(signs))
    middles = sorted((_middle(row[0]), number) for number, row in enumerate(rows))
    placed: dict[int, list[Sign]] = defaultdict(list)
    for field in sorted(fields, key=lambda field: (_middle(field), field.left)):
        placed[_row_for(field, rows, middles)].append(field)
    return [
        *placed[_ABOVE_ALL],
        *(sign for number, row in enumerate(rows) for sign in (*row, *placed[number])),
    ]


def _row_for(field: Sign, rows: Sequence[Sequence[Sign]], middles: Sequence[tuple[float, int]]) -> int:
    """Return the number of the row beside which a line of a field stands, or of the nearest one above it."""
    at = bisect_right(middles, (_middle(field), len(rows)))
    near = [number for _, number in middles[max(0, at - _NEAREST) : at + _NEAREST]]
    beside_it = [number for number in near if beside(rows[number][-1][1:], field[1:])]
    if beside_it:
        return min(beside_it, key=lambda number: _apart(rows[number], field))
    return middles[at - 1][1] if at else _ABOVE_ALL


def _apart(row: Sequence[Sign], field: Sign) -> float:
    """Return how far a line of a field is from the ends of a row."""
    return min(abs(field.left - row[-1].right), abs(row[0].left - field.right))


def _middle(sign: Sign) -> float:
    return (sign.top + sign.bottom) / 2
