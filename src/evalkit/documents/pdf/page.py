"""What is on a page of a PDF: lines, rules and tables, in points from its upper left corner."""

from collections.abc import Callable
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""The left, upper, right and lower edge of something."""

Frame = Callable[[float, float, float, float], Box]
"""Turns a box in the page's own space into one from its upper left corner, as it is shown."""


class PdfLine(NamedTuple):
    """A line of text: what it says and the box that it fills.

    `gaps` are the wide white spaces in it, each with the place in `text` where it stands and its left
    and right edge.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    gaps: tuple[tuple[int, float, float], ...] = ()

    @property
    def height(self) -> float:
        """Return how high the line is, which is little more than the size of its type."""
        return self.bottom - self.top


class PdfCell(NamedTuple):
    """A cell of a ruled table: its place in the grid, what it spans, and its text, "" for none."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


class PdfTable(NamedTuple):
    """A ruled table: the edges of its columns and rows, and its cells row by row."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[PdfCell, ...]

    @property
    def height(self) -> int:
        """Return how many rows it has."""
        return len(self.rows) - 1


class PdfPage(NamedTuple):
    """A page: its lines and tables in reading order.

    `pictured` says that it shows a picture where its text should be, as a scan does; `layered` that its
    text was laid over a scan by whoever recognised it.
    """

    width: float
    height: float
    items: tuple[PdfLine | PdfTable, ...]
    pictured: bool = False
    layered: bool = False


class Rule(NamedTuple):
    """A line that is drawn: at `at`, from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float


class Sign(NamedTuple):
    """A character, or several that were recognised together, and the box that it fills."""

    sign: str
    left: float
    top: float
    right: float
    bottom: float
