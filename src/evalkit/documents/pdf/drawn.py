"""What is drawn on a page of a PDF: the rules that may make a table, and how much pictures cover."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from ctypes import byref, c_float, c_int
from typing import Any

import pypdfium2.raw as pdfium
from attrs import define, field

from evalkit.documents.pdf.calls import address, kind_of, object_at, object_in, object_on
from evalkit.documents.pdf.page import Box, Frame, Rule

_THIN = 4.0
"""A drawn shape of at most so many points in one direction is a rule."""

_STRAIGHT = 1.5
"""How far, in points, a rule may run askew."""

_DEEPEST = 12
"""How deep drawings may stand inside drawings; what lies deeper makes no table."""

Matrix = tuple[float, float, float, float, float, float]
_TEXT = pdfium.FPDF_PAGEOBJ_TEXT
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


@define
class Drawn:
    """The rules of a page; `pictures` is the area of its images, `shapes` how many paths it has.

    `left` counts what may still be looked at: a page has at most as many objects and parts of paths as
    the limit says.
    """

    frame: Frame
    left: int
    across: list[Rule] = field(factory=list)
    down: list[Rule] = field(factory=list)
    pictures: float = 0
    shapes: int = 0

    @classmethod
    def on(cls, page: Any, frame: Frame, most: int) -> "Drawn":
        """Return what is drawn on `page`; of more than `most` objects the rest is not looked at."""
        drawn = cls(frame, most)
        drawn._look(pdfium.FPDFPage_CountObjects(page), object_on, address(page), _PLAIN, 0)
        return drawn

    def _look(self, count: int, at: Callable[..., int], holder: int, matrix: Matrix, depth: int) -> None:
        count = min(count, self.left)
        self.left -= count
        for index in range(count):
            place = at(holder, index)
            kind = kind_of(place)
            if kind == _TEXT:
                continue
            shape = object_at(place)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(shape, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                left, top, right, bottom = self._box(shape, matrix)
                self.pictures += (right - left) * (bottom - top)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                self._form(shape, matrix, depth)

    def _form(self, form: Any, matrix: Matrix, depth: int) -> None:
        count = max(0, pdfium.FPDFFormObj_CountObjects(form))
        inner = _times(_matrix_of(form), matrix)
        self._look(count, object_in, address(form), inner, depth + 1)

    def _box(self, shape: Any, matrix: Matrix) -> Box:
        left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
        if not pdfium.FPDFPageObj_GetBounds(shape, byref(left), byref(bottom), byref(right), byref(top)):
            return 0, 0, 0, 0
        corners = (left.value, bottom.value), (right.value, top.value)
        return self.frame(*_bounds([_moved(x, y, matrix) for x, y in corners]))

    def _path(self, path: Any, matrix: Matrix) -> None:
        self.shapes += 1
        box = self._box(path, matrix)
        if self._add(box):
            return
        count = max(0, pdfium.FPDFPath_CountSegments(path))
        self.left -= min(count, self.left)
        if count < 2 or not self.left:
            return
        fill, stroke = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
        if not stroke.value and count <= 5:
            return  # a filled area, the ground of a cell perhaps
        for points in _outlines(path, count, _times(_matrix_of(path), matrix)):
            self._outline(points, stroked=bool(stroke.value))

    def _outline(self, points: Sequence[tuple[float, float]], *, stroked: bool) -> None:
        """Take what is straight of one outline; an area that is only filled is a rule when it is thin."""
        if self._add(self.frame(*_bounds(points))) or not stroked:
            return
        for first, second in itertools.pairwise(points):
            box = self.frame(*_bounds((first, second)))
            if min(box[2] - box[0], box[3] - box[1]) <= _STRAIGHT:
                self._add(box)

    def _add(self, box: Box) -> bool:
        """Take the box as a rule when it is thin."""
        left, top, right, bottom = box
        width, height = right - left, bottom - top
        if height <= _THIN and width > _THIN:
            self.across.append(Rule((top + bottom) / 2, left, right))
        elif width <= _THIN and height > _THIN:
            self.down.append(Rule((left + right) / 2, top, bottom))
        return min(width, height) <= _THIN


def _outlines(path: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each closed or open line of a path; a curve ends one."""
    points: list[tuple[float, float]] = []
    x, y = c_float(), c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = _moved(x.value, y.value, matrix)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _matrix_of(shape: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, byref(matrix)):
        return _PLAIN
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return what turns first as `inner`, then as `outer` says."""
    a, b, c, d, e, f = inner
    m, n, o, p, q, r = outer
    return a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
